"""Parts as the source of rows: what `search`, `filter`, `report`, `export` and `import` answer from, without YAML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from projectkit.bulk.place import DONE, RECORDS, VERSION, SourceError, opened, place_of, stamps
from projectkit.export.format import required
from projectkit.language.translate import _, later
from projectkit.search.look import Look
from projectkit.search.rows import Row, Rows

# Letters of the digest that tells apart records to which their pages gave the same id.
_DIGEST = 6


def is_parts(path: Path) -> bool:
    """Whether a folder holds parts."""
    return (path / DONE).is_dir() and (path / RECORDS).is_dir()


class Parts:
    """The records that `projectkit bulk` made.

    Each part is a folder of rows. It never changes once it is done, so looking at the names of the parts is enough.

    Attributes:
        place: their folder or URL.
        remedy: what to do about parts that cannot be read.
    """

    remedy = later("remove these under done/ and run `projectkit bulk` again")

    def __init__(self, told: str) -> None:
        """Look which parts there are.

        Args:
            told: their folder or URL.

        Raises:
            SourceError: if there are none.
            MissingPackageError: if it is a URL and the extra is not installed.
            OSError: if it cannot be reached.
        """
        self.place = place_of(told)
        self._stamps = self._look()
        if not self._stamps:
            message = _("{place}: no parts of `projectkit bulk` there").format(place=told)
            raise SourceError(message)

    def looks(self, rows: Rows, *, all_files: bool) -> Iterator[Look]:
        """Each part that is new or not as it was, and last those that are gone."""
        del all_files
        known = rows.folders()
        for part, stamp in sorted(self._stamps.items()):
            if known.get(part) != stamp:
                yield self._whole(part, stamp)
        if known.keys() - self._stamps.keys():
            look = Look()
            look.gone = sorted(known.keys() - self._stamps.keys())
            yield look

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
        wanted: dict[str, list[int]] = {}
        for file in files:
            wanted.setdefault(_part(file), []).append(int(file.rpartition("/")[2]))
        for part, numbers in wanted.items():
            stamp = look.files[_file(part, numbers[0])]
            try:
                for number, record in self._records(part, sorted(numbers)):
                    record_id = _own_id(record, rows, _file(part, number))
                    yield Row(_file(part, number), part, stamp, record | {"id": record_id}, record_id)
            except (OSError, ValueError, KeyError, TypeError):
                yield Row(part, part, stamp, None)

    def stamp(self, file: str) -> str | None:
        """What changes whenever the part of a row does."""
        return self._stamps.get(_part(file))

    def _look(self) -> dict[str, str]:
        """The stamp of each part that is done."""
        records = stamps(self.place, RECORDS, ".parquet")
        return {part: records.get(part, "gone") for part in stamps(self.place, DONE, ".json")}

    def _whole(self, part: str, stamp: str) -> Look:
        """All rows of a part."""
        look = Look()
        look.folders[part] = stamp
        try:
            with opened(self.place, f"{DONE}/{part}.json") as file:
                count = int(json.load(file)["records"])
        except (OSError, ValueError, KeyError, TypeError):
            # Reading its first row will tell.
            count = 1
        for number in range(count):
            look.files[_file(part, number)], look.folder_of[_file(part, number)] = stamp, part
        return look

    def _records(self, part: str, numbers: list[int]) -> Iterator[tuple[int, dict[str, Any]]]:
        """Some records of a part, of which only the groups that hold them are read.

        Raises:
            ValueError: if it is no part of this version, or does not have so many.
            OSError: if it cannot be read.
        """
        parquet = required("pyarrow.parquet", "cluster")
        with opened(self.place, f"{RECORDS}/{part}.parquet") as file:
            source, first, remaining = parquet.ParquetFile(file), 0, set(numbers)
            _check_version(source.schema_arrow.metadata)
            for group in range(source.num_row_groups):
                after = first + source.metadata.row_group(group).num_rows
                if not remaining.isdisjoint(range(first, after)):
                    rows = enumerate(source.read_row_group(group).to_pylist(), first)
                    yield from ((number, _plain(row)) for number, row in rows if number in remaining)
                first = after
        if first <= numbers[-1]:
            message = f"{part}: rows are missing"
            raise ValueError(message)


def _check_version(told: dict[bytes, bytes] | None) -> None:
    if (told or {}).get(b"projectkit_bulk") != str(VERSION).encode():
        message = f"this is no part of version {VERSION}"
        raise ValueError(message)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a record: amounts as text, and of the source what records are asked for."""
    amounts = ((item, item["amount"]) for item in row["funding"])
    funding = [item | {"amount": None if amount is None else _amount(amount)} for item, amount in amounts]
    source = {"file": row["source"]["file"], "url": row["source"]["url"]}
    return row | {"funding": funding, "source": source}


def _amount(amount: object) -> str:
    return f"{amount:f}".removesuffix(".00")


def _own_id(record: dict[str, Any], rows: Rows, file: str) -> str:
    """An id that no other record has: pages that do not know of each other may give the same."""
    given = str(record["id"])
    if rows.with_id(given) in {None, file}:
        return given
    page = hashlib.sha256(f"{record['source']['file']} {file}".encode()).hexdigest()
    return f"{given}-{page[:_DIGEST]}"


def _file(part: str, number: int) -> str:
    return f"{part}/{number:08}"


def _part(file: str) -> str:
    return file.partition("/")[0]
