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
from projectkit.language.translate import _
from projectkit.reading.decode import UnreadableError, decode

# What separates the documents of a stream; texts inside them are indented.
_BETWEEN = re.compile(r"^---(?:[ \t][^\n]*)?\r?$", re.MULTILINE)


def read_json(path: Path) -> Iterator[Incoming]:
    """Records from an array, from one object, or from an answer of the NWO open API.

    Raises:
        ImportFileError: if the file holds anything else.
    """
    data = _parsed(text_of(path), path.name)
    if is_nwopen(data):
        yield from read_nwopen(data, path.name)
        return
    for number, item in enumerate(data if isinstance(data, list) else [data], 1):
        place = _("{file}, item {number}").format(file=path.name, number=number)
        yield Incoming(place, _record(item, place))


def read_jsonl(path: Path) -> Iterator[Incoming]:
    """A record from each line.

    Raises:
        ImportFileError: if a line holds anything else.
    """
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if line.strip():
            place = _("{file}, line {number}").format(file=path.name, number=number)
            yield Incoming(place, _record(_parsed(line, place), place))


def read_yaml(path: Path) -> Iterator[Incoming]:
    """A record from each document of a stream.

    Raises:
        ImportFileError: if a document holds anything else.
    """
    from projectkit.model import yaml_text  # noqa: PLC0415  (only this format needs it)

    documents = [part for part in _BETWEEN.split(text_of(path)) if part.strip()]
    for number, part in enumerate(documents, 1):
        place = _("{file}, document {number}").format(file=path.name, number=number)
        try:
            yield Incoming(place, _record(yaml_text.load_data(part), place))
        except ValueError as error:
            message = f"{place}: {error}"
            raise ImportFileError(message) from None


def text_of(path: Path) -> str:
    """The text of a file: strict UTF-8, or any other encoding that pages are read in.

    Raises:
        ImportFileError: if it is not text.
        OSError: if it cannot be read.
    """
    content = path.read_bytes()
    with contextlib.suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    try:
        return decode(content).text
    except UnreadableError as error:
        message = f"{path.name}: {error}"
        raise ImportFileError(message) from None


def _parsed(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = _("{place}: invalid JSON at line {line}, column {column}: {problem}").format(
            place=place, line=error.lineno, column=error.colno, problem=error.msg
        )
        raise ImportFileError(message) from None
    except ValueError as error:
        message = f"{place}: {error}"
        raise ImportFileError(message) from None
    except RecursionError:
        message = _("{place}: nested too deeply").format(place=place)
        raise ImportFileError(message) from None


def _record(item: Any, place: str) -> dict[str, Any]:
    if not isinstance(item, dict):
        message = _("{place}: a record is an object with fields, not {kind}").format(
            place=place, kind=type(item).__name__
        )
        raise ImportFileError(message)
    return {name: value for name, value in item.items() if name not in {"source", "schema_version"}}
