"""A record against the page that it was made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from projectkit.model.brief import brief_pair
from projectkit.model.diagnostic import Diagnostic, Phrase, diagnostic
from projectkit.model.record import Record
from projectkit.model.source import FieldState, count_lines
from projectkit.reading.decode import REPLACEMENT, UnreadableError, decode
from projectkit.validation.context import Context
from projectkit.validation.shape import Loaded

# A page with fewer lines left over than this is read well enough.
_FEWEST_LEFT_OVER = 3


def check_conflicts(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """Fields for which a person and the page disagree since the page was last read."""
    for pointer, trace in record.source.fields.items() if record.source else ():
        name = pointer.split("/")[1]
        if trace.state is FieldState.CONFLICT:
            place, (held, _none) = (
                loaded.location(name),
                brief_pair(getattr(record, name, None), None),
            )
            values = {"held": held or Phrase("nothing"), "read": Phrase("something else")}
            yield diagnostic("S001", place, id=record.id, field=name, **values)


def check_page_of(loaded: Loaded, record: Record, context: Context) -> Iterator[Diagnostic]:
    """Pages that are gone, have changed since they were read, or hold damaged characters."""
    if record.source is None or context.root is None:
        return
    pages: list[tuple[tuple[str | int, ...], str, str]] = [
        (("source",), record.source.file, record.source.sha256)
    ]
    joined = enumerate(record.source.joined)
    pages += [(("source", "joined", index), page.file, page.sha256) for index, page in joined]
    for path, file, sha256 in pages:
        digest = _digest(context.root, file)
        if digest is None:
            yield diagnostic("S003", loaded.location(*path, "file"), id=record.id, page=file)
        elif digest != sha256:
            yield diagnostic("S002", loaded.location(*path, "sha256"), id=record.id, page=file)
        elif lost := _lost_characters(context.root / file):
            place = loaded.location(*path, "file")
            yield diagnostic("S005", place, id=record.id, page=file, count=lost)


def _digest(root: Path, file: str) -> str | None:
    """The digest of a page; None if it is missing, outside the catalogue, or impossibly named."""
    try:
        page = (root / file).resolve()
        if not page.is_relative_to(root.resolve()) or not page.is_file():
            return None
        with page.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except (OSError, ValueError, RuntimeError):
        return None


def _lost_characters(page: Path) -> int:
    """How many characters of a page cannot be read."""
    try:
        return decode(page.read_bytes()).text.count(REPLACEMENT)
    except (OSError, UnreadableError):
        return 0


def check_leftovers(loaded: Loaded, record: Record, context: Context) -> Iterator[Diagnostic]:
    """Pages with more left over than the settings allow."""
    if record.source is None:
        return
    used = [trace.lines for trace in record.source.fields.values() if trace.lines]
    left = count_lines(record.source.leftover)
    total = count_lines([*record.source.leftover, *used])
    if left >= _FEWEST_LEFT_OVER and left > context.leftover_share * total:
        yield diagnostic(
            "S004", loaded.location("source", "leftover"), id=record.id, count=left, total=total
        )
