"""Records from the parts that `projectkit bulk` made, all or those of a query."""

from __future__ import annotations

from collections.abc import Iterator

from projectkit.bulk.source import Parts
from projectkit.importing.incoming import ImportFileError, Incoming
from projectkit.language.translate import _
from projectkit.search.query import parse
from projectkit.search.select import Selection
from projectkit.store.store import Told, nobody
from projectkit.store.stored import whole


def read_parts(place: str, where: str | None, told: Told = nobody) -> Iterator[Incoming]:
    """The records of parts, without the ids that they have there: a catalogue gives its own.

    Args:
        place: their folder or URL.
        where: which records are wanted, as a query.
        told: hears how many records have been read, where there are many.

    Raises:
        SourceError: if there are none.
        ImportFileError: if one of them cannot be read.
        MissingPackageError: if the extra is not installed.
        QueryError: if the query cannot be understood.
    """
    parts = Parts(place)
    selection = Selection(parts, parse(where or ""), told)
    if broken := selection.rows.broken():
        said = _("{place}: parts that cannot be read: {parts}; {remedy}")
        message = said.format(place=place, parts=", ".join(broken), remedy=_(parts.remedy))
        raise ImportFileError(message)
    for file, record in selection:
        source = record["source"]
        page = (source["url"] or source["file"]) if source else file
        data = {
            name: value for name, value in whole(record).items() if name not in {"id", "source"}
        }
        yield Incoming(f"{place}, {page}", data)
