"""The work on a unit: reading its pages and writing its part."""

from __future__ import annotations

from projectkit.bulk.manifest import DIAGNOSTICS, RECORDS, SKIPPED
from projectkit.bulk.pages import RawPage, at_hand, pages
from projectkit.bulk.parts import PartFiles
from projectkit.bulk.reader import BulkPage, Reader
from projectkit.bulk.recurring_by_site import recurring_by_site
from projectkit.bulk.units import Unit


def convert(unit: Unit, dest: str, patience: float) -> dict[str, int]:
    """Turn a unit into its part; the same unit makes the same part on any worker.

    Args:
        unit: the unit.
        dest: where parts are kept, as fsspec names it.
        patience: the time limit of a page, in seconds.

    Returns:
        How many pages it had, and how many rows it made for each table.
    """
    part, reader, count = PartFiles(dest, unit.part), Reader(patience), 0
    try:
        with at_hand(unit) as near:
            recurring = recurring_by_site(near, reader)
            for page in pages(near):
                count += 1
                _add(part, page, _answer(reader, page, recurring.get(page.site, frozenset())))
        return part.finish(count, unit.source)
    except BaseException:
        part.give_up()
        raise
    finally:
        reader.close()


def _answer(reader: Reader, page: RawPage, recurring: frozenset[str]) -> BulkPage:
    if page.content is None:
        return BulkPage(None, page.problem)
    return reader.read(page.name, page.content, recurring)


def _add(part: PartFiles, page: RawPage, answer: BulkPage) -> None:
    if answer.record is None:
        part.add(SKIPPED, {"page": page.name, "url": page.url, "reason": answer.reason})
    else:
        source = answer.record["source"]
        record = answer.record | {"source": source | {"url": source["url"] or page.url}}
        # A record holds little more than its page.
        part.add(RECORDS, record, len(page.content or b""))
    for lines in answer.leftover:
        part.add(DIAGNOSTICS, {"page": page.name, "kind": "leftover", "text": str(lines)})
    for kind, text in answer.unknown:
        part.add(DIAGNOSTICS, {"page": page.name, "kind": f"unknown {kind}", "text": text})
