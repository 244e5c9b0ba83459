"""Many pages into records on all cores, in the order given, a few of them at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from projectkit.catalogue.cores import cores
from projectkit.catalogue.page_reader import PageReader
from projectkit.catalogue.sidecar import Fetched
from projectkit.language.translate import _
from projectkit.reading.decode import UnreadableError

if TYPE_CHECKING:
    from projectkit.parsing.page import ParsedPage

# Starting a pool takes as long as reading this many pages on one core.
_ALONE = 48
_BATCH = 16

T = TypeVar("T")


@dataclass(frozen=True)
class PageFile:
    """A page that is to be read.

    Attributes:
        content: its bytes.
        name: its name in the catalogue.
        fetched: what is noted beside it.
        recurring: the lines that recur in its folder; None if nobody looked yet.
    """

    content: bytes
    name: str
    fetched: Fetched = Fetched()  # noqa: RUF009  (it cannot be changed)
    recurring: frozenset[str] | None = None


@dataclass(frozen=True)
class PageReading:
    """What a page was read as, or why it could not be read."""

    parsed: ParsedPage | None
    problem: str | None = None


def read_raw(page: PageFile, reader: PageReader) -> PageReading:
    """Read a page; whatever goes wrong is in the result."""
    try:
        return PageReading(reader.read(page.content, page.name, page.recurring, page.fetched))
    except UnreadableError as error:
        return PageReading(None, str(error))
    except Exception as error:  # noqa: BLE001  (a fault of ours on one page must not cost the other pages)
        return PageReading(None, fault(error))


def fault(error: Exception) -> str:
    """What to tell a user of an error that is ours."""
    return _("a fault in projectkit, please report it: {kind}: {error}").format(
        kind=type(error).__name__, error=error
    )


def read_all(
    items: Iterable[T], raw: Callable[[T], PageFile | None], reader: PageReader
) -> Iterator[tuple[T, PageReading | None]]:
    """Read what there is to read among items; each comes back in its place.

    Args:
        items: anything.
        raw: the page to read for an item, or None if there is nothing to read for it.
        reader: how to read.
    """
    stream = iter(items)
    alone = 0
    while alone < _ALONE or cores() == 1:
        item = next(stream, None)
        if item is None:
            return
        page = raw(item)
        alone += page is not None
        yield item, read_raw(page, reader) if page else None
    yield from _in_a_pool(stream, raw, reader)


def _in_a_pool(
    stream: Iterator[T], raw: Callable[[T], PageFile | None], reader: PageReader
) -> Iterator[tuple[T, PageReading | None]]:
    """Read the rest on all cores."""
    from projectkit.catalogue.pool import work_in_pool  # noqa: PLC0415  (few runs read so many)

    waiting: deque[list[tuple[T, PageFile | None]]] = deque()

    def jobs() -> Iterator[list[PageFile]]:
        while batch := [(item, raw(item)) for item in islice(stream, _BATCH)]:
            waiting.append(batch)
            # Looked for here, once, and not by each process for itself.
            yield [
                replace(page, recurring=reader.recurring(page.name)) for _, page in batch if page
            ]

    for found in work_in_pool(_read_batch, reader, jobs()):
        readings = iter(found)
        for item, page in waiting.popleft():
            yield item, next(readings) if page else None


def _read_batch(reader: PageReader, pages: list[PageFile]) -> list[PageReading]:
    return [read_raw(page, reader) for page in pages]
