"""Whole records from JSON, JSON Lines and YAML, as `projectkit export` writes them."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from projectkit.importing.incoming import ImportFileError, Incoming
from projectkit.importing.nwopen import is_nwopen, read_nwopen
from projectkit.importing.zonmw import is_zonmw, read_zonmw
from projectkit.language.translate import _, later
from projectkit.model.merge_conflict import line_of_conflict
from projectkit.reading.decode import UnreadableError, UnsettledError, decode

# What separates the documents of a stream; texts inside them are indented.
_BETWEEN = re.compile(r"^---(?:[ \t][^\n]*)?\r?$", re.MULTILINE)
# What Python says of JSON, and what it means.
_PROBLEMS = {
    "Expecting value": later("a value is missing here, or text without double quotes"),
    "Expecting property name enclosed in double quotes": later(
        "the name of a field is missing here, or its double quotes"
    ),
    "Illegal trailing comma before end of object": later("a comma too many before the end"),
    "Illegal trailing comma before end of array": later("a comma too many before the end"),
    "Expecting ':' delimiter": later("a colon is missing between a name and its value"),
    "Expecting ',' delimiter": later("a comma or a closing bracket is missing"),
    "Unterminated string starting at": later("the double quotes that open here are never closed"),
    "Invalid control character at": later("a line break or another control character in a text"),
    "Invalid \\escape": later("a backslash in a text: write two"),
    "Invalid \\uXXXX escape": later("a backslash in a text: write two"),
    "Extra data": later("more behind the end of the data"),
}
# A record has lists of items with lists, and no more.
_DEEPEST = 20


class _Doubled(dict[str, Any]):
    """An object of JSON in which a key has two values.

    Attributes:
        key: the key.
    """

    key = ""


def read_json(path: Path) -> Iterator[Incoming]:
    """Records from an array, from one object, or from an answer of the API of NWO or ZonMw.

    Raises:
        ImportFileError: if the file is not JSON.
    """
    data = _parsed(text_of(path), path.name)
    if is_nwopen(data):
        yield from read_nwopen(data, path.name)
        return
    if is_zonmw(data):
        yield from read_zonmw(data, path.name)
        return
    for number, item in enumerate(data if isinstance(data, list) else [data], 1):
        yield _incoming(item, _("{file}, item {number}").format(file=path.name, number=number))


def read_jsonl(path: Path) -> Iterator[Incoming]:
    """A record from each line."""
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if line.strip():
            place = _("{file}, line {number}").format(file=path.name, number=number)
            try:
                yield _incoming(_parsed(line, "", lines=False), place)
            except ImportFileError as error:
                yield Incoming(place, {}, problems=(str(error),))


def read_yaml(path: Path) -> Iterator[Incoming]:
    """A record from each document of a stream."""
    from projectkit.model import yaml_text  # noqa: PLC0415  (only this format needs it)

    documents = [part for part in _BETWEEN.split(text_of(path)) if part.strip()]
    for number, part in enumerate(documents, 1):
        place = _("{file}, document {number}").format(file=path.name, number=number)
        try:
            yield _incoming(yaml_text.load_data(part), place)
        except ValueError as error:
            yield Incoming(place, {}, problems=(str(error),))


def text_of(path: Path) -> str:
    """The text of a file: strict UTF-8, or any other encoding that pages are read in.

    Raises:
        ImportFileError: if it is not text, or holds a merge conflict.
        OSError: if it cannot be read.
    """
    try:
        text = _decoded(path.read_bytes())
        line = line_of_conflict(text)
        if line is not None:
            raise UnsettledError(line)
    except UnreadableError as error:
        message = f"{path.name}: {error}"
        raise ImportFileError(message) from None
    return text


def _decoded(content: bytes) -> str:
    with contextlib.suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    return decode(content).text


def _parsed(text: str, place: str, *, lines: bool = True) -> Any:
    """The data of a text.

    Args:
        text: the text.
        place: where it stands.
        lines: whether it has several lines, one of which is to be named.

    Raises:
        ImportFileError: if it is not JSON; the message begins with the place, if there is one.
    """
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        said = (
            _("invalid JSON at line {line}, column {column}: {problem}")
            if lines
            else _("invalid JSON at column {column}: {problem}")
        )
        problem = _PROBLEMS.get(error.msg)
        message = said.format(
            line=error.lineno, column=error.colno, problem=_(problem) if problem else error.msg
        )
    except ValueError:
        # Python does not read integers of thousands of digits.
        message = _("a number is too long")
    except RecursionError:
        message = _("nested too deeply")
    raise ImportFileError(": ".join(filter(None, [place, message])))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; one key with two different values makes it one that cannot come in."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = next((key for key, value in pairs if found[key] != value), None)
    if twice is None:
        return found
    doubled = _Doubled(found)
    doubled.key = twice
    return doubled


def _incoming(item: Any, place: str) -> Incoming:
    """A record on its way in, or what is wrong with it."""
    if not isinstance(item, dict):
        message = _("a record is an object with fields, not {kind}").format(
            kind=type(item).__name__
        )
        return Incoming(place, {}, problems=(message,))
    left_out = {"source", "schema_version"}
    data = {name: value for name, value in item.items() if name not in left_out}
    return Incoming(place, data, problems=tuple(dict.fromkeys(_form_problems(item))))


def _form_problems(item: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the form of an item: keys with two values, and no end of nesting."""
    waiting: list[tuple[Any, int]] = [(item, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            yield _("nested too deeply")
            return
        if isinstance(value, _Doubled):
            yield _("`{key}` occurs twice, with different values").format(key=value.key)
        if isinstance(value, dict):
            waiting += [(part, depth + 1) for part in value.values()]
        elif isinstance(value, list):
            waiting += [(part, depth + 1) for part in value]
