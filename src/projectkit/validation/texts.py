"""What no text should hold: damaged letters, control characters, both sides of a conflict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from projectkit.model.diagnostic import Diagnostic, Phrase, diagnostic
from projectkit.model.merge_conflict import offset_in_value
from projectkit.model.record import Record
from projectkit.model.yaml_text import Path, named
from projectkit.validation.context import Context
from projectkit.validation.shape import Loaded

# Control characters but tab and line feed, and those that turn the direction of writing around.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# How Windows-1252 shows the bytes 80 to BF; five of them it leaves undefined.
_TAILS = "".join(
    bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xC0)
)
_TAIL = f"[{re.escape(_TAILS)}]"
# Behind these two a quotation mark or a dash may just follow a letter.
_MARKS = "\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026"
_TAIL_OF_LETTER = f"(?![{_MARKS}]){_TAIL}"
_DAMAGED = re.compile(
    rf"Ã{_TAIL}|(?<=[a-z])Ã(?= |$)|Â[\xa0-\xbf]|[ÄÅ]{_TAIL_OF_LETTER}"
    rf"|[âï]{_TAIL}{{2}}|ð{_TAIL}{{3}}|\ufffd"
)
_NOT_READ = frozenset({"schema_version", "source"})


def check_texts(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """The first of each of these in every text of a record."""
    for path, text in _texts(record):
        damaged = None if text.isascii() else _DAMAGED.search(text)
        if damaged:
            place = loaded.location_in_text(path, text, damaged.start())
            meant = _meant(damaged[0])
            problem = Phrase("stands for", {"meant": meant}) if meant else Phrase("lost")
            yield diagnostic("M013", place, id=record.id, value=damaged[0], problem=problem)
        control = _CONTROL.search(text)
        if control:
            place = loaded.location_in_text(path, text, control.start())
            yield diagnostic("M015", place, id=record.id, character=named(control[0]))
        conflict = offset_in_value(text)
        if conflict is not None:
            yield diagnostic("Y008", loaded.location_in_text(path, text, conflict), id=record.id)


def _texts(record: Record) -> Iterator[tuple[Path, str]]:
    for field in type(record).model_fields:
        if field not in _NOT_READ:
            yield from _texts_in((field,), getattr(record, field))


def _texts_in(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts_in((*path, index), item)
    elif isinstance(value, BaseModel):
        for name, part in value:
            yield from _texts_in((*path, name), part)


def _meant(damaged: str) -> str | None:
    """The letter that was UTF-8 and was read as Windows-1252; None if it is lost."""
    # Programs that put blanks in order make a space of the second byte of `à`.
    written = "Ã\xa0" if damaged == "Ã" else damaged
    try:
        meant = b"".join(map(_byte, written)).decode("utf-8")
    except UnicodeError:
        return None
    return None if meant == "\ufffd" else meant


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")
