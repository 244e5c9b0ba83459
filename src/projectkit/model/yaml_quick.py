"""The data of YAML in the form that this project writes it, read line by line: four times as fast.

Only what can be read in one way is read here. Any text beyond that form, sound or not, is left to
`yaml_text`, which also knows the place of every value.
"""

from __future__ import annotations

import re
from typing import Any

from projectkit.model.yaml_characters import NOT_YAML, NULLS

_KEY = r"[A-Za-z0-9_/](?:[A-Za-z0-9_/.~ -]{0,200}[A-Za-z0-9_/.~-])?"
# A line with a key; the dash of a list before it, and a value behind it, may be there.
_LINE = re.compile(rf"( *)(- )?({_KEY}):(?: (.+))?")
_ITEM = re.compile(r"\A( *)- (.+)")
# What does not begin a plain text.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_SINGLE = re.compile(r"'((?:[^']|'')*)'")
# Escapes that are read here; the halves of a character are not.
_ESCAPE = re.compile(r"\\(?:([nt0\"\\])|u((?![dD][89a-fA-F])[0-9a-fA-F]{4}))")
_ESCAPED = {"n": "\n", "t": "\t", "0": "\0", '"': '"', "\\": "\\"}
_DOUBLE = re.compile(rf'"((?:[^"\\]|{_ESCAPE.pattern})*)"')
_WORD = r"[A-Za-z0-9_](?:[A-Za-z0-9_ -]*[A-Za-z0-9_])?"
_FLOW_LIST = re.compile(rf"\[({_WORD}(?:, {_WORD})*)\]")
_FLOW_MAPPING = re.compile(rf"\{{({_KEY}: {_WORD}(?:, {_KEY}: {_WORD})*)\}}")
_COMMENT = "#"
# A literal text: without the end of its last line, or with it.
_BLOCK, _BLOCK_OF_LINES = "|-", "|"
# Characters that YAML reads in its own way, or not at all.
_ELSEWHERE = re.compile(rf"{NOT_YAML.pattern}|[\t\r\x85\u2028\u2029\ufeff]")
_DEEPEST = 80


class _OtherFormError(Exception):
    """The text is not in the form that is read here."""


def read_quickly(text: str) -> dict[str, Any] | None:
    """The data of a YAML text; None if it is not in the form that this project writes."""
    if _ELSEWHERE.search(text):
        return None
    try:
        reader = _LineReader(text)
        data = reader.mapping(0)
    except _OtherFormError:
        return None
    return data if reader.is_at_end() else None


class _LineReader:
    """Reads mappings and lists by their indentation."""

    def __init__(self, text: str) -> None:
        self._lines = text.removesuffix("\n").split("\n")
        self._at = 0
        self._ends_whole = text.endswith("\n")

    def is_at_end(self) -> bool:
        """Whether every line has been read."""
        return self._at == len(self._lines)

    def mapping(self, indent: int) -> dict[str, Any]:
        """The mapping whose keys have this indentation; the first may follow the dash of a list."""
        if indent > _DEEPEST:
            raise _OtherFormError
        data: dict[str, Any] = {}
        while line := self._line(_LINE):
            spaces, dash, key, value = line.groups()
            is_first = not data and dash and len(spaces) + len(dash) == indent
            if not is_first and (dash or len(spaces) != indent):
                break
            if key in data:
                raise _OtherFormError
            self._at += 1
            data[key] = self._scalar(value, indent) if value else self._nested(indent)
        if not data:
            raise _OtherFormError
        return data

    def _nested(self, indent: int) -> Any:
        """The value below a key: a list, a mapping that is indented further, or nothing."""
        self._pass_comments()
        line = self._lines[self._at] if not self.is_at_end() else ""
        start = len(line) - len(line.lstrip(" "))
        if line.startswith("- ", start) and start >= indent:
            return self._list(start)
        return self.mapping(start) if start > indent else None

    def _list(self, indent: int) -> list[Any]:
        items: list[Any] = []
        while item := self._line(_ITEM):
            if len(item[1]) != indent:
                break
            if _LINE.fullmatch(item[0]):
                items.append(self.mapping(indent + len("- ")))
                continue
            self._at += 1
            items.append(self._scalar(item[2], indent))
        return items

    def _line(self, form: re.Pattern[str]) -> re.Match[str] | None:
        """The next line, if it has this form; comments are passed over."""
        self._pass_comments()
        return None if self.is_at_end() else form.fullmatch(self._lines[self._at])

    def _pass_comments(self) -> None:
        """Go to the next line that is not a comment alone, whose indentation means nothing."""
        while not self.is_at_end() and self._lines[self._at].lstrip(" ").startswith(_COMMENT):
            self._at += 1

    def _scalar(self, value: str, indent: int) -> Any:
        if _is_plain(value):
            return None if value in NULLS else value
        if value == _BLOCK:
            return self._block(indent)
        if value == _BLOCK_OF_LINES:
            return self._block_of_lines(indent)
        if single := _SINGLE.fullmatch(value):
            return single[1].replace("''", "'")
        if double := _DOUBLE.fullmatch(value):
            return _ESCAPE.sub(_unescaped, double[1])
        return _flow(value)

    def _block(self, indent: int) -> str:
        """A literal text: the lines that are indented further. Lines of only blanks are refused."""
        first = self._lines[self._at] if not self.is_at_end() else ""
        inner = len(first) - len(first.lstrip(" "))
        if inner <= indent or inner == len(first):
            raise _OtherFormError
        found: list[str] = []
        margin = " " * inner
        while not self.is_at_end():
            line = self._lines[self._at]
            if line and not line.startswith(margin):
                break
            if line and line.isspace():
                raise _OtherFormError
            found.append(line[inner:])
            self._at += 1
        return "\n".join(found).rstrip("\n")

    def _block_of_lines(self, indent: int) -> str:
        text = self._block(indent)
        if self.is_at_end() and not self._ends_whole:
            raise _OtherFormError
        return f"{text}\n"


def _unescaped(escape: re.Match[str]) -> str:
    sign, code = escape.groups()
    return _ESCAPED[sign] if sign else chr(int(code, 16))


def _is_plain(value: str) -> bool:
    """Whether a value is a text without quotes that ends where the line does."""
    if value[0] in _INDICATORS or value[-1] in ": ":
        return False
    return ": " not in value and " #" not in value


def _flow(value: str) -> Any:
    """A list or mapping on one line."""
    if value == "[]":
        return []
    if value == "{}":
        return {}
    if items := _FLOW_LIST.fullmatch(value):
        return [_word(item) for item in items[1].split(", ")]
    if pairs := _FLOW_MAPPING.fullmatch(value):
        found = [pair.split(": ") for pair in pairs[1].split(", ")]
        if len(dict(found)) == len(found):
            return {key: _word(word) for key, word in found}
    raise _OtherFormError


def _word(text: str) -> str | None:
    return None if text in NULLS else text
