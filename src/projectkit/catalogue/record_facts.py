"""What a run over pages needs to know of a record: its page, and what identifies that page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from projectkit.model.record import Record


@dataclass(frozen=True)
class RecordFacts:
    """What is kept of a sound record.

    Attributes:
        id: its id.
        page: the page that it was made of, if it says so.
        parser: the version of the parser that read it.
        sha256: the digest of the page.
        keys: what shows that a page under another name is the same one, each with its kind.
        joined: pages that were joined with it, each with its digest and its address, if known.
        in_conflict: whether a person and the page say different things, and nobody has settled it.
    """

    id: str
    page: str | None = None
    parser: str = ""
    sha256: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    joined: tuple[tuple[str, str, str], ...] = ()
    in_conflict: bool = False


def facts_of(record: Record) -> RecordFacts:
    """The facts of a record."""
    from projectkit.model.source import FieldState  # noqa: PLC0415  (facts are read without the model)

    source = record.source
    if source is None:
        return RecordFacts(record.id)
    return RecordFacts(
        record.id,
        source.file,
        source.parser,
        source.sha256,
        keys=tuple(page_keys(record)),
        joined=tuple((page.file, page.sha256, page.url or "") for page in source.joined),
        in_conflict=any(trace.state is FieldState.CONFLICT for trace in source.fields.values()),
    )


def page_keys(record: Record) -> Iterator[tuple[str, str]]:
    """What makes two pages one: the same bytes, address, or number and title."""
    source = record.source
    if source:
        yield "content", source.sha256
    if source and source.url:
        yield "address", address_key(source.url)
    for identifier in record.identifiers:
        yield "number", f"{identifier.value}\n{(record.title or '').casefold()}"


def address_key(url: str) -> str:
    """An address as it is compared: without its scheme, and without the place in the page."""
    whole, _, place = url.partition("#")
    # Some sites name their pages behind the mark of a place: `#/projecten/7`.
    kept = f"#{place}" if place.startswith(("/", "!")) else ""
    return whole.partition("://")[2].removeprefix("www.").rstrip("/") + kept


def facts_to_json(facts: RecordFacts) -> str:
    """Facts as text."""
    return json.dumps(vars(facts))


def facts_from_json(data: dict[str, Any]) -> RecordFacts:
    """Facts from what was written as text."""
    pairs = {name: tuple(map(tuple, data[name])) for name in ("keys", "joined")}
    return RecordFacts(**(data | pairs))
