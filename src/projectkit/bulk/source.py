"""Parts as the source of rows: what `search`, `filter`, `report`, `export` and `import` answer from, without YAML."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
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
from projectkit.search.look import Look
from projectkit.search.rows import Row, Rows

# Letters of the digest that tells apart records to which their pages gave the same id; more where
# these are not enough.
_DIGEST = 6


def is_parts(path: Path) -> bool:
    """Whether a folder holds parts."""
    return (path / DONE).is_dir() and (path / RECORDS).is_dir()


class Parts:
    """The records that `projectkit bulk` made.

    Each part is a folder of rows. Parts come and go as a whole, so looking at their names and
    stamps is enough.

    Attributes:
        place: their folder or URL.
        kind: what their cache is called.
        remedy: what to do about parts that cannot be read.
        owned: what is not to be written over.
    """

    kind = "parts"
    remedy = later("remove these under done/ and run `projectkit bulk` again")

    def __init__(self, given: str) -> None:
        """Name them.

        Args:
            given: their folder or URL.
        """
        self._given = given
        self.place = place_of(given)
        self._stamps: dict[str, str] = {}

    @property
    def owned(self) -> list[Path]:
        """What is not to be written over."""
        tables = (DONE, RECORDS, SKIPPED, DIAGNOSTICS, MANIFEST)
        return [self.place / name for name in tables] if isinstance(self.place, Path) else []

    def lacking(self) -> str:
        """What is not there yet: units that the run has not come to, and those that failed."""
        try:
            with opened(self.place, MANIFEST) as file:
                unfinished = unfinished_in(file.read())
            parts = self._stamps or self._look()
        except (OSError, ValueError):
            # Parts that somebody moved without it: what is there can be asked all the same.
            return ""
        left = {
            source: [why for name, why in of.items() if name not in parts]
            for source, of in unfinished.items()
        }
        problems = [why for of in left.values() for why in of]
        if not problems:
            return ""
        told = _(
            "not all of the crawl is there: of {sources} {waiting} units are still to be read, {failed} failed; "
            "run the same `projectkit bulk` again"
        )
        failed = sum(map(bool, problems))
        sources = ", ".join(source for source, of in left.items() if of)
        return told.format(sources=sources, waiting=len(problems) - failed, failed=failed)

    def looks(self, rows: Rows, *, all_files: bool) -> Iterator[Look]:
        """The parts that are gone, and each that is new or not as it was.

        Raises:
            SourceError: if there are no parts, or they cannot be reached.
            MissingPackageError: if the extra is not installed.
        """
        del all_files
        self._stamps = self._look()
        if not self._stamps:
            message = _("{place}: no parts of `projectkit bulk` there").format(place=self._given)
            raise SourceError(message + self._hint())
        known = rows.folders()
        # First: what takes the place of a part takes its ids, too.
        if known.keys() - self._stamps.keys():
            look = Look()
            look.gone = sorted(known.keys() - self._stamps.keys())
            yield look
        for part, stamp in sorted(self._stamps.items()):
            if known.get(part) != stamp:
                yield self._whole(part, stamp)

    def look_at(self, files: list[str]) -> Look:
        """Some rows as they are now."""
        self._stamps, look = self._look(), Look()
        for file in files:
            stamp = self.stamp(file)
            if stamp is not None:
                look.files[file], look.folder_of[file] = stamp, _part(file)
        return look

    def read(self, files: list[str], look: Look, rows: Rows) -> Iterator[Row]:
        """The records of some rows; a part that cannot be read is one broken file."""
        required("pyarrow.parquet", "cluster")
        wanted: dict[str, list[int]] = {}
        for file in files:
            wanted.setdefault(_part(file), []).append(int(file.rpartition("/")[2]))
        for part, numbers in wanted.items():
            stamp = look.files[_file(part, numbers[0])]
            try:
                for number, record in self._records(part, sorted(numbers)):
                    record_id = _own_id(record, rows, _file(part, number))
                    own = cast("PlainRecord", record | {"id": record_id})
                    yield Row(_file(part, number), part, stamp, own, record_id)
            except BrokenPartError:
                yield Row(part, part, stamp, None)

    def stamp(self, file: str) -> str | None:
        """What changes whenever the part of a row does."""
        return self._stamps.get(_part(file))

    def _look(self) -> dict[str, str]:
        """The stamp of each part that is done; it is done last, so that is asked first."""
        finished = stamps(self.place, DONE, ".json")
        records = stamps(self.place, RECORDS, ".parquet") if finished else {}
        return {part: records.get(part, "gone") for part in finished}

    def _hint(self) -> str:
        above = self.place.parent if isinstance(self.place, Path) else None
        return _("; did you mean {place}?").format(place=above) if above and is_parts(above) else ""

    def _whole(self, part: str, stamp: str) -> Look:
        """All rows of a part; of one that cannot be read the first, which will tell."""
        look = Look()
        look.folders[part] = stamp
        try:
            with _parquet(self.place, part) as source:
                count = source.metadata.num_rows
        except BrokenPartError:
            count = 1
        for number in range(count):
            look.files[_file(part, number)], look.folder_of[_file(part, number)] = stamp, part
        return look

    def _records(self, part: str, numbers: list[int]) -> Iterator[tuple[int, dict[str, Any]]]:
        """Some records of a part, of which only the groups that hold them are read.

        Raises:
            BrokenPartError: if it is no part of this version, does not have so many, or is damaged.
            SourceError: if it cannot be reached.
        """
        with _parquet(self.place, part) as source:
            first, remaining = 0, set(numbers)
            for group in range(source.num_row_groups):
                after = first + source.metadata.row_group(group).num_rows
                if not remaining.isdisjoint(range(first, after)):
                    rows = enumerate(
                        source.read_row_group(group, use_threads=False).to_pylist(), first
                    )
                    yield from (
                        (number, _plain(row)) for number, row in rows if number in remaining
                    )
                first = after
            if first <= numbers[-1]:
                raise BrokenPartError


class BrokenPartError(ValueError):
    """A part is not as it was written."""


@contextlib.contextmanager
def _parquet(place: Path | str, part: str) -> Iterator[Any]:
    """The records of a part as a Parquet file.

    Raises:
        BrokenPartError: if it is damaged, of another version, or gone.
        SourceError: if it cannot be reached.
        MissingPackageError: if the extra is not installed.
    """
    arrow, parquet = required("pyarrow", "cluster"), required("pyarrow.parquet", "cluster")
    try:
        with opened(place, f"{RECORDS}/{part}.parquet") as file:
            source = parquet.ParquetFile(file, pre_buffer=False, page_checksum_verification=True)
            if (source.schema_arrow.metadata or {}).get(b"projectkit_bulk") != str(
                VERSION
            ).encode():
                raise BrokenPartError
            yield source
    except SourceError:
        raise
    except (OSError, ValueError, KeyError, TypeError, arrow.ArrowException) as error:
        raise BrokenPartError from error


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a record: amounts as text, and of the source what records are asked for."""
    amounts = ((item, item["amount"]) for item in row["funding"])
    funding = [
        item | {"amount": None if amount is None else _amount(amount)} for item, amount in amounts
    ]
    source = {"file": row["source"]["file"], "url": row["source"]["url"]}
    return row | {"funding": funding, "source": source}


def _amount(amount: object) -> str:
    return f"{amount:f}".removesuffix(".00")


def _own_id(record: dict[str, Any], rows: Rows, file: str) -> str:
    """The id that its page gave, with some letters of its own if another record has it already."""
    given = str(record["id"])
    page = hashlib.sha256(
        f"{record['source']['file']} {file}".encode("utf-8", "surrogatepass")
    ).hexdigest()
    ids = (given, *(f"{given}-{page[:length]}" for length in range(_DIGEST, len(page) + 1)))
    return next(each for each in ids if rows.with_id(each) in {None, file})


def _file(part: str, number: int) -> str:
    return f"{part}/{number:08}"


def _part(file: str) -> str:
    return file.partition("/")[0]
