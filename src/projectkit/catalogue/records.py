"""Every record of a catalogue, for questions and exports: only files that changed are read as YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from projectkit.catalogue.record_cache import RecordCache
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.stamps import stamp
from projectkit.catalogue.store import load_inside, record_files
from projectkit.model.record import Record


def load_records(catalogue: Catalogue) -> Iterator[tuple[str, Record | None]]:
    """The name of each record file with its record, or None if it is broken; one at a time, so memory stays flat."""
    cache = RecordCache(catalogue.root)
    try:
        names: set[str] = set()
        for path in record_files(catalogue):
            name = path.relative_to(catalogue.root).as_posix()
            names.add(name)
            yield name, _record(catalogue, cache, name)
        cache.forget_all_but(names)
    finally:
        cache.close()


def load_named(catalogue: Catalogue, names: Iterable[str]) -> Iterator[tuple[str, Record | None]]:
    """The records of some files, named relative to the root; None for those that are broken or gone."""
    cache = RecordCache(catalogue.root)
    try:
        for name in names:
            yield name, _record(catalogue, cache, name)
    finally:
        cache.close()


def _record(catalogue: Catalogue, cache: RecordCache, name: str) -> Record | None:
    path = catalogue.root / name
    record = cache.record(name, path)
    if record is None:
        seen = stamp(path)
        record = load_inside(catalogue, path).record
        if record is not None and seen:
            cache.put(name, path, record, seen)
    return record
