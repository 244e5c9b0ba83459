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
from projectkit.reading.decode import UnreadableError, decode

# What parts documents of a stream; texts within are indented.
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
        yield Incoming(f"{path.name}, item {number}", _record(item, f"{path.name}, item {number}"))


def read_jsonl(path: Path) -> Iterator[Incoming]:
    """A record from each line.

    Raises:
        ImportFileError: if a line holds anything else.
    """
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if line.strip():
            place = f"{path.name}, line {number}"
            yield Incoming(place, _record(_parsed(line, place), place))


def read_yaml(path: Path) -> Iterator[Incoming]:
    """A record from each document of a stream.

    Raises:
        ImportFileError: if a document holds anything else.
    """
    from projectkit.model import yaml_text  # noqa: PLC0415  (only this format needs it)

    documents = [part for part in _BETWEEN.split(text_of(path)) if part.strip()]
    for number, part in enumerate(documents, 1):
        place = f"{path.name}, document {number}"
        try:
            yield Incoming(place, _record(yaml_text.load_data(part), place))
        except ValueError as error:
            message = f"{place}: {error}"
            raise ImportFileError(message) from None


def text_of(path: Path) -> str:
    """The text of a file: UTF-8 to the letter, any other encoding as pages are read.

    Raises:
        ImportFileError: if it is no text.
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
        message = f"{place}: no JSON at line {error.lineno}, column {error.colno}: {error.msg}"
        raise ImportFileError(message) from None
    except ValueError as error:
        message = f"{place}: {error}"
        raise ImportFileError(message) from None
    except RecursionError:
        message = f"{place}: nested too deeply"
        raise ImportFileError(message) from None


def _record(item: Any, place: str) -> dict[str, Any]:
    if not isinstance(item, dict):
        message = f"{place}: a record is an object with fields, not {type(item).__name__}"
        raise ImportFileError(message)
    return {name: value for name, value in item.items() if name not in {"source", "schema_version"}}
