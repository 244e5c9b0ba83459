"""A record against the page that it was made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from projectkit.model.diagnostic import Diagnostic, diagnostic
from projectkit.model.record import Record
from projectkit.model.source import State, numbers
from projectkit.validation.context import Context
from projectkit.validation.shape import Loaded

# A page of which fewer lines than this are left over is read well enough.
_FEWEST_LEFT_OVER = 3


def check_conflicts(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """Fields where a person and the page have said different things since the page was last read."""
    for pointer, trace in record.source.fields.items() if record.source else ():
        name = pointer.split("/")[1]
        if trace.state is State.CONFLICT:
            yield diagnostic("S001", loaded.location(name), id=record.id, field=name)


def check_page_of(loaded: Loaded, record: Record, context: Context) -> Iterator[Diagnostic]:
    """Pages that are gone, or are not what they were when they were read."""
    if record.source is None or context.root is None:
        return
    pages: list[tuple[tuple[str | int, ...], str, str]] = [(("source",), record.source.file, record.source.sha256)]
    joined = enumerate(record.source.joined)
    pages += [(("source", "joined", index), page.file, page.sha256) for index, page in joined]
    for path, file, sha256 in pages:
        page = (context.root / file).resolve()
        content = page.read_bytes() if page.is_relative_to(context.root.resolve()) and page.is_file() else None
        if content is None:
            yield diagnostic("S003", loaded.location(*path, "file"), id=record.id, page=file)
        elif hashlib.sha256(content).hexdigest() != sha256:
            yield diagnostic("S002", loaded.location(*path, "sha256"), id=record.id, page=file)


def check_leftovers(loaded: Loaded, record: Record, context: Context) -> Iterator[Diagnostic]:
    """Pages of which more was left over than the settings allow."""
    if record.source is None:
        return
    left = {number for lines in record.source.leftover for number in numbers(lines)}
    used = {number for trace in record.source.fields.values() if trace.lines for number in numbers(trace.lines)}
    total = len(left | used)
    if len(left) >= _FEWEST_LEFT_OVER and len(left) > context.leftover_share * total:
        yield diagnostic("S004", loaded.location("source", "leftover"), id=record.id, count=len(left), total=total)
