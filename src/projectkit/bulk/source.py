"""Parts as a source of rows: `search`, `filter`, `report` and others read them without YAML."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from projectkit.bulk.manifest import (
    DIAGNOSTICS,
    DONE,
    MANIFEST,
    RECORDS,
    SKIPPED,
    VERSION,
    unfinished_in,
)
from projectkit.bulk.place import SourceError, opened, place_of, stamps
from projectkit.export.format import required
from projectkit.language.translate import _, later
from projectkit.model.plain import PlainRecord
from projectkit.store.row import Row
from projectkit.store.rows import Rows
from projectkit.store.scan import Look

# Letters of the digest that makes an id unique; more if these are not enough.
_DIGEST = 6


def is_parts(path: Path) -> bool:
    """Whether a folder holds parts."""
    return (path / DONE).is_dir() and (path / RECORDS).is_dir()


class Parts:
    """The records that `projectkit bulk` made.

    To the cache each part is a folder of rows. Parts come and go as a whole, so comparing their
    names and stamps is enough.

    Attributes:
        place: their folder or URL.
        kind: the name of their cache.
        remedy: what to do about unreadable parts.
        owned: the paths that must not be overwritten.
    """

    kind = "parts"
    remedy = later("remove these under done/ and run `projectkit bulk` again")

    def __init__(self, given: str) -> None:
        """Name the parts without reading them.

        Args:
            given: their folder or URL.
        """
        self._given = given
        self.place = place_of(given)
        self._stamps: dict[str, str] = {}

    @property
    def owned(self) -> list[Path]:
        """The paths that must not be overwritten."""
        tables = (DONE, RECORDS, SKIPPED, DIAGNOSTICS, MANIFEST)
        return [self.place / name for name in tables] if isinstance(self.place, Path) else []

    def lacking(self) -> str:
        """What is still missing: the units that the run has not reached, and those that failed."""
        try:
            with opened(self.place, MANIFEST) as file:
                unfinished = unfinished_in(file.read())
            parts = self._stamps or self._look()
        except (OSError, ValueError):
            # The parts were moved without their manifest: they can be used all the same.
            return ""
        left = {
            source: [why for name, why in waiting.items() if name not in parts]
            for source, waiting in unfinished.items()
        }
        problems = [why for reasons in left.values() for why in reasons]
        if not problems:
            return ""
        message = _(
            "the crawl is incomplete: of {sources}, {waiting} units are still to be read and "
            "{failed} failed; run the same `projectkit bulk` again"
        )
        failed = sum(map(bool, problems))
        sources = ", ".join(source for source, reasons in left.items() if reasons)
        return message.format(sources=sources, waiting=len(problems) - failed, failed=failed)

    def looks(self, rows: Rows, *, all_files: bool) -> Iterator[Look]:
        """The parts that are gone, and each part that is new or changed.

        Raises:
            SourceError: if there are no parts, or they cannot be reached.
            MissingPackageError: if the extra is not installed.
        """
        del all_files
        self._stamps = self._look()
        if not self._stamps:
            message = _("{place}: no parts of `projectkit bulk` found").format(place=self._given)
            raise SourceError(message + self._hint())
        known = rows.folders()
        gone = known.keys() - self._stamps.keys()
        # Removed parts come first: a part that replaces one may have the same ids.
        if gone:
            look = Look()
            look.gone = sorted(gone)
            yield look
        for part, stamp in sorted(self._stamps.items()):
            if known.get(part) != stamp:
                yield self._whole(part, stamp)

    def read(self, files: list[str], look: Look, rows: Rows) -> Iterator[Row]:
        """The records of some rows; an unreadable part is one broken file."""
        required("pyarrow.parquet", "cluster")
        wanted: dict[str, list[int]] = {}
        # Ids that are not in the rows yet.
        given: dict[str, str] = {}
        for file in files:
            wanted.setdefault(_part(file), []).append(int(file.rpartition("/")[2]))
        for part, numbers in wanted.items():
            stamp = look.files[_file(part, numbers[0])]
            try:
                for number, record in self._records(part, sorted(numbers)):
                    file = _file(part, number)
                    record_id = _own_id(
                        record, file, lambda id_: given.get(id_) or rows.with_id(id_)
                    )
                    given[record_id] = file
                    row = Row(file, part, stamp, id=record_id)
                    yield row.with_record(cast("PlainRecord", record | {"id": record_id}))
            except BrokenPartError:
                yield Row(part, part, stamp)

    def stamp(self, file: str) -> str | None:
        """A text that changes whenever the part of a row does; None if the part is gone."""
        return self._stamps.get(_part(file))

    def _look(self) -> dict[str, str]:
        """The stamp of each finished part; marks are written last, and so listed first."""
        finished = stamps(self.place, DONE, ".json")
        records = stamps(self.place, RECORDS, ".parquet") if finished else {}
        return {part: records.get(part, "gone") for part in finished}

    def _hint(self) -> str:
        if not isinstance(self.place, Path) or not is_parts(self.place.parent):
            return ""
        return _("; did you mean {place}?").format(place=self.place.parent)

    def _whole(self, part: str, stamp: str) -> Look:
        """All rows of a part; only the first of an unreadable one, which `read` will report."""
        look = Look()
        look.folders[part] = stamp
        try:
            with _parquet(self.place, part) as source:
                count = source.metadata.num_rows
        except BrokenPartError:
            count = 1
        for file in (_file(part, number) for number in range(count)):
            look.files[file], look.folder_of[file] = stamp, part
        return look

    def _records(self, part: str, numbers: list[int]) -> Iterator[tuple[int, dict[str, Any]]]:
        """Some records of a part, of which only the row groups with these records are read.

        Raises:
            BrokenPartError: if it is of another version, has too few records, or is damaged.
            SourceError: if it cannot be reached.
        """
        with _parquet(self.place, part) as source:
            first, wanted = 0, set(numbers)
            for group in range(source.num_row_groups):
                after = first + source.metadata.row_group(group).num_rows
                if not wanted.isdisjoint(range(first, after)):
                    rows = source.read_row_group(group, use_threads=False).to_pylist()
                    for number, row in enumerate(rows, first):
                        if number in wanted:
                            yield number, _plain(row)
                first = after
            if first <= numbers[-1]:
                raise BrokenPartError


class BrokenPartError(ValueError):
    """A part is damaged, of another version, or gone."""


@contextlib.contextmanager
def _parquet(place: Path | str, part: str) -> Iterator[Any]:
    """Open the records of a part as a Parquet file.

    Raises:
        BrokenPartError: if it is damaged, of another version, or gone.
        SourceError: if it cannot be reached.
        MissingPackageError: if the extra is not installed.
    """
    arrow, parquet = required("pyarrow", "cluster"), required("pyarrow.parquet", "cluster")
    try:
        with opened(place, f"{RECORDS}/{part}.parquet") as file:
            source = parquet.ParquetFile(file, pre_buffer=False, page_checksum_verification=True)
            metadata = source.schema_arrow.metadata or {}
            if metadata.get(b"projectkit_bulk") != str(VERSION).encode():
                raise BrokenPartError
            yield source
    except SourceError:
        raise
    except (OSError, ValueError, KeyError, TypeError, arrow.ArrowException) as error:
        raise BrokenPartError from error


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a record: amounts as text, and only the source fields of a plain record."""
    funding = [item | {"amount": _amount(item["amount"])} for item in row["funding"]]
    source = {"file": row["source"]["file"], "url": row["source"]["url"]}
    return row | {"funding": funding, "source": source}


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}".removesuffix(".00")


def _own_id(record: dict[str, Any], file: str, file_with: Callable[[str], str | None]) -> str:
    """The id from its page, with letters of a digest if another record already has that id."""
    given = str(record["id"])
    name = f"{record['source']['file']} {file}".encode("utf-8", "surrogatepass")
    page = hashlib.sha256(name).hexdigest()
    ids = (given, *(f"{given}-{page[:length]}" for length in range(_DIGEST, len(page) + 1)))
    return next(each for each in ids if file_with(each) in {None, file})


def _file(part: str, number: int) -> str:
    return f"{part}/{number:08}"


def _part(file: str) -> str:
    return file.partition("/")[0]
