"""YAML as this project uses it: strings stay strings, every value has a place, no guessing.

YAML 1.1 turns `no` into False, `0123` into 83 and `12:30` into 750, and PyYAML keeps the last of
two equal keys without a word. Here the only plain scalar that is not a string is null; the record's
own types do the rest. Anchors, aliases, tags and duplicate keys are refused, so a file of any
content costs time linear in its size.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

import yaml

from projectkit.language.translate import _
from projectkit.model import merge_conflict
from projectkit.model.syntax_words import yaml_words
from projectkit.model.yaml_characters import NOT_YAML, NULLS

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 40
# What looks like a space or like nothing, and is text to YAML.
_ODD_BLANKS = "\u00a0\u00ad\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff"
_ODD_BLANK = re.compile(f"[{_ODD_BLANKS}]")
_RUN = re.compile(f"[ {_ODD_BLANKS}]*")
# Where a line of YAML has a space: before a key or an item, and behind its dash or colon.
_FOR_SPACE = re.compile(
    rf"[ -]*+(?:[\w/.~-]{{1,200}}+:?[ ]*+[|>]?)?(?P<blank>[{_ODD_BLANKS}])", re.ASCII
)

_ANY_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_LINE_FEED = re.compile("\n")
_ODD_BREAK = re.compile("\r(?!\n)|[\x85\u2028\u2029]")

Path = tuple[str | int, ...]


class _RefusedError(yaml.MarkedYAMLError):
    """What YAML allows and a record does not; the problem is in words for its reader."""


class Position(NamedTuple):
    """Line and column, from 1."""

    line: int
    column: int


class Problem(NamedTuple):
    """What is wrong with the text: a code of the diagnostics catalogue, its values, and where."""

    code: str
    mark: Position
    values: dict[str, str]


@dataclass(slots=True)
class Document:
    """The data of a YAML text with the place of every key and value."""

    data: Any = None
    keys: dict[Path, Position] = field(default_factory=dict)
    values: dict[Path, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def has_odd_breaks(text: str) -> bool:
    """Whether YAML sees the end of a line where editors see none (YAML 1.1, section 5.4)."""
    return _ODD_BREAK.search(text) is not None


def marks_in(text: str) -> Callable[[Any], Position]:
    """How to read the parser's marks in this text: lines end at a line feed, as editors count."""
    if not has_odd_breaks(text):
        return _mark
    starts = [0, *(match.end() for match in _ANY_BREAK.finditer(text))]
    lines = [0, *(match.end() for match in _LINE_FEED.finditer(text))]

    def _offset(at: Any) -> int:
        if not at:
            return 0
        return starts[at.line] + at.column if at.line < len(starts) else len(text)

    def mark(at: Any) -> Position:
        offset = _offset(at)
        line = bisect_right(lines, offset)
        return Position(line, offset - lines[line - 1] + 1)

    return mark


def read(text: str) -> Document:
    """Read one YAML document; what is wrong with it is listed, never raised."""
    document = Document()
    line = merge_conflict.line_of_mark(text)
    if line is not None:
        document.problems.append(Problem("Y008", Position(line, 1), {}))
        return document
    try:
        _Builder(text, document).build()
    except _RefusedError as error:
        mark = marks_in(text)(error.problem_mark)
        document.problems.append(Problem("Y001", mark, {"problem": str(error.problem)}))
    except yaml.MarkedYAMLError as error:
        document.problems.append(_syntax(error, text))
    except yaml.reader.ReaderError as error:
        # The C loader counts in bytes, so the character is looked for again.
        character = NOT_YAML.search(text)
        before = text[: character.start()] if character else ""
        mark = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
        problem = (
            _("character U+{code:04X} is not allowed").format(code=ord(character[0]))
            if character
            else error.reason
        )
        document.problems.append(Problem("Y001", mark, {"problem": problem}))
    return document


def odd_blank(text: str) -> re.Match[str] | None:
    """The first character of a text that looks like a space or like nothing, and is neither."""
    return _ODD_BLANK.search(text)


def odd_blanks(line: str, start: int) -> str:
    """The characters from a column on that look like spaces or like nothing, spaces included."""
    run = _RUN.match(line, start)
    return run[0] if run else ""


def named(character: str) -> str:
    """How a character is called that nobody can see: `U+00A0`."""
    return f"U+{ord(character):04X}"


def load_data(text: str) -> Any:
    """Read YAML that is part of this package or written by a person as settings.

    Raises:
        ValueError: if the text is not sound; the message says where.
    """
    document = read(text)
    if document.problems:
        code, mark, values = document.problems[0]
        message = _("line {line}, column {column}: {said}").format(
            line=mark.line, column=mark.column, said=_said(code, values)
        )
        raise ValueError(message)
    return document.data


def in_json(data: Any) -> str:
    """Data in one line of JSON that YAML reads the same: what does not show is escaped."""
    text = json.dumps(data, ensure_ascii=False)
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    return character if character.isprintable() else f"\\U{ord(character):08x}"


def _said(code: str, values: dict[str, str]) -> str:
    """What is wrong, in words that need no catalogue: this module is what reads the catalogue."""
    said = {
        "Y002": _("the key `{key}` stands here twice"),
        "Y003": _("text that begins with * or & needs quotes around it"),
        "Y004": _("tags such as {tag} are not allowed"),
        "Y005": _("a tab cannot indent YAML: use spaces"),
        "Y008": merge_conflict.told(),
        "Y009": _("{character} is not a space to YAML: type a space"),
    }
    return said[code].format(**values) if code in said else values.get("problem") or code


def _mark(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)


def _at(event: Any) -> Any:
    """The mark of an event; libyaml's marks have PyYAML's attributes but another type."""
    return event.start_mark


# What is told at the place where it begins, wherever the parser notices that it is wrong.
_BEGINNING = ("simple key", "an alias", "an anchor", "a tag", "block scalar", "directive")


def _syntax(error: yaml.MarkedYAMLError, text: str) -> Problem:
    marks, lines = marks_in(text), text.split("\n")
    begun = marks(error.context_mark or error.problem_mark)
    noticed, context = marks(error.problem_mark or error.context_mark), str(error.context or "")
    if _rest_of_line(lines, noticed).startswith("\t"):
        return Problem("Y005", noticed, {})
    if "an alias" in context or "an anchor" in context:
        return Problem("Y003", begun, {})
    mark = begun if any(part in context for part in _BEGINNING) else noticed
    if _is_at_end(lines, mark):
        is_open = "flow" in context or "quoted" in context
        mark = begun if is_open and not _is_at_end(lines, begun) else _last_place(lines)
    blank = _FOR_SPACE.match(lines[mark.line - 1])
    if blank:
        return odd_blank_at(Position(mark.line, blank.start("blank") + 1), blank["blank"])
    return Problem("Y001", mark, {"problem": yaml_words(str(error.problem or ""), context)})


def odd_blank_at(mark: Position, character: str) -> Problem:
    """The problem of a character that looks like a space or like nothing."""
    return Problem("Y009", mark, {"character": named(character)})


def _rest_of_line(lines: list[str], mark: Position) -> str:
    return lines[mark.line - 1][mark.column - 1 :] if mark.line <= len(lines) else ""


def _is_at_end(lines: list[str], mark: Position) -> bool:
    """Whether nothing follows a place but blank lines and comments."""
    following = [_rest_of_line(lines, mark), *lines[mark.line :]]
    return all(map(_is_idle, following))


def _is_idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _last_place(lines: list[str]) -> Position:
    """The end of the last line that says something."""
    number = max((at for at, line in enumerate(lines, 1) if not _is_idle(line)), default=1)
    return Position(number, len(lines[number - 1].rstrip()) or 1)


class _Builder:
    """Builds data from the parser's events, so that nothing refused is ever held in memory."""

    def __init__(self, text: str, document: Document) -> None:
        self._events = iter(yaml.parse(text, Loader=LOADER))
        self._mark = marks_in(text)
        self._document = document

    def build(self) -> None:
        """Fill the document; an empty text leaves its data None."""
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                self._document.data = self._value(event, ())
            elif isinstance(event, yaml.DocumentStartEvent) and self._document.values:
                raise _RefusedError(
                    problem=_("a second document starts here"), problem_mark=_at(event)
                )

    def _value(self, event: Any, path: Path) -> Any:
        self._document.values[path] = self._mark(event.start_mark)
        self._check(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return None if event.implicit[0] and event.value in NULLS else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        return None

    def _check(self, event: Any, path: Path) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._problem("Y003", event)
        elif event.tag:
            self._problem("Y004", event, tag=event.tag)
        if len(path) > _MAX_DEPTH:
            raise _RefusedError(
                problem=_("nested deeper than {most}").format(most=_MAX_DEPTH),
                problem_mark=_at(event),
            )

    def _check_blanks(self, event: Any) -> None:
        """Point out a character in a key that nobody sees; in quotes, it is meant."""
        blank = None if event.style else odd_blank(event.value)
        if blank:
            place = self._mark(event.start_mark)
            mark = Position(place.line, place.column + blank.start())
            self._document.problems.append(odd_blank_at(mark, blank[0]))

    def _list(self, path: Path) -> list[Any]:
        items: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise _RefusedError(problem=_("a key should be a word"), problem_mark=_at(event))
            key = event.value
            self._check(event, path)
            self._check_blanks(event)
            if key in data:
                self._problem("Y002", event, key=key)
                self._value(next(self._events), (*path, key, 1))
                continue
            self._document.keys[(*path, key)] = self._mark(event.start_mark)
            data[key] = self._value(next(self._events), (*path, key))
        return data

    def _problem(self, code: str, event: Any, **values: str) -> None:
        self._document.problems.append(Problem(code, self._mark(event.start_mark), values))


class FlowDict(dict[str, Any]):
    """A mapping that is written on one line."""


class FlowList(list[Any]):
    """A list that is written on one line."""


# A literal block keeps these texts to the letter and readable. All others are written in quotes.
_BLOCK = re.compile(
    r"(?!\s)(?:[^\s\x00-\x1f\x7f-\x9f\ufeff]|[ \n\u00a0](?!\n)|\n(?=\n))+", re.DOTALL
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


# Line breaks of YAML 1.1 that an emitter would turn into others; in double quotes they are written
# as escapes.
_BREAKS = re.compile("[\r\x85\u2028\u2029]")


def _represent_str(dumper: Any, text: str) -> Any:
    style = None
    if _BREAKS.search(text):
        style = '"'
    elif "\n" in text and not text.endswith(("\n", " ")) and _BLOCK.fullmatch(text):
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_decimal(dumper: Any, number: Decimal) -> Any:
    digits = f"{number:f}"
    return dumper.represent_scalar(
        f"tag:yaml.org,2002:{'float' if '.' in digits else 'int'}", digits
    )


def _add_representers(dumper: Any) -> Any:
    dumper.add_representer(str, _represent_str)
    dumper.add_representer(Decimal, _represent_decimal)
    dumper.add_representer(
        FlowDict,
        lambda d, data: d.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True),
    )
    dumper.add_representer(
        FlowList,
        lambda d, data: d.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True),
    )
    dumper.ignore_aliases = lambda *_: True
    return dumper


_PythonDumper = _add_representers(type("_PythonDumper", (yaml.SafeDumper,), {}))
_CDumper = _add_representers(type("_CDumper", (getattr(yaml, "CSafeDumper", yaml.SafeDumper),), {}))


def write(data: Any) -> str:
    """Plain data as YAML: keys in their order, no line folding, no aliases."""
    # libyaml writes 😀 as "\U0001F600"; PyYAML's own emitter, fifteen times slower, leaves it
    # readable.
    dumper = _PythonDumper if _holds_astral(data) else _CDumper
    text: str = yaml.dump(data, Dumper=dumper, allow_unicode=True, sort_keys=False, width=2**31 - 1)
    return text


def _holds_astral(data: Any) -> bool:
    if isinstance(data, str):
        return bool(_ASTRAL.search(data))
    if isinstance(data, dict):
        return any(map(_holds_astral, data.values())) or any(map(_holds_astral, data))
    return isinstance(data, list) and any(map(_holds_astral, data))
