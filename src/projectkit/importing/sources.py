"""Which reader a file is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from projectkit.bulk.source import Parts, is_parts
from projectkit.importing.csv import read_csv
from projectkit.importing.fris import read_fris
from projectkit.importing.incoming import ImportFileError, Incoming
from projectkit.importing.json import read_json, read_jsonl, read_yaml
from projectkit.importing.parts import read_parts
from projectkit.importing.tables import read_folder, read_sqlite
from projectkit.importing.workbook import read_workbook
from projectkit.language.translate import _
from projectkit.model.limits import Limits, check_imported_file, read_record_file
from projectkit.store.store import Told, nobody

_READERS = {
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".sqlite": read_sqlite,
    ".sqlite3": read_sqlite,
    ".db": read_sqlite,
    ".xml": read_fris,
}
TABLES = (".csv", ".tsv", ".tab")
"""The extensions of text files with a table."""
WORKBOOKS = (".xlsx", ".xlsm", ".ods")
"""The extensions of workbooks, which have sheets."""
_OLD_WORKBOOKS = (".xls", ".xlsb", ".numbers")


def check_size(path: Path, limits: Limits) -> None:
    """Check that a file, or each table of a folder, is small enough to be read.

    Raises:
        OSError: if one is larger than the limit or is not a file.
    """
    tables = (
        (file for file in path.iterdir() if file.suffix.lower() in TABLES)
        if path.is_dir()
        else [path]
    )
    for file in tables:
        check_imported_file(file, limits)


def read_source(  # noqa: PLR0913  (each kind of source has its own question)
    place: str,
    mapping: Mapping[str, str],
    *,
    raw: bool,
    where: str | None = None,
    sheet: str | None = None,
    told: Told = nobody,
) -> Iterator[Incoming]:
    """The records of a file, chosen by its extension, of a folder of tables, or of bulk parts.

    Args:
        place: the file or folder; of parts also a URL.
        mapping: the field for each column of a table that is called otherwise.
        raw: whether cells of a table stand as they are.
        where: of parts, which records are wanted.
        sheet: of a workbook, the name or number of the sheet.
        told: of parts, hears how many records have been read.

    Raises:
        SheetChoiceError: if it has several sheets that may be meant.
        ImportFileError: if it cannot be read, or is of no known format.
        OSError: if it is not there.
    """
    path = Path(place)
    if _are_parts(place):
        return read_parts(place, where, told)
    if where:
        message = _("{file}: a query chooses from the parts of `projectkit bulk` only").format(
            file=path.name
        )
        raise ImportFileError(message)
    if path.is_dir():
        return read_folder(path, raw=raw)
    ending = path.suffix.lower()
    if ending in TABLES:
        return read_csv(path, mapping, raw=raw)
    if ending in WORKBOOKS:
        return read_workbook(path, mapping, raw=raw, sheet=sheet)
    if ending in _READERS:
        return _READERS[ending](path)
    known = ", ".join((*TABLES[:2], *WORKBOOKS, *_READERS))
    hint = (
        _(": save it as xlsx first")
        if ending in _OLD_WORKBOOKS
        else _("; those that are: {known}").format(known=known)
    )
    message = _("{file}: files with this extension are not read{hint}").format(
        file=path.name, hint=hint
    )
    raise ImportFileError(message)


class Gathered(NamedTuple):
    """What a file holds.

    Attributes:
        incoming: the records that could be read.
        refusal: why the file cannot come in as a whole; None if it can.
    """

    incoming: list[Incoming]
    refusal: ImportFileError | None


def gathered(records: Iterable[Incoming]) -> Gathered:
    """All records of a file, also those of one that turns out to be wrong further on."""
    found: list[Incoming] = []
    try:
        for each in records:
            found.append(each)  # noqa: PERF402  (an error further on loses none of them)
    except ImportFileError as error:
        return Gathered(found, error)
    return Gathered(found, None)


def lacking(place: str) -> str:
    """What is not there yet of what was read, as a sentence for people; empty if all is."""
    return Parts(place).lacking() if _are_parts(place) else ""


def _are_parts(place: str) -> bool:
    return "://" in place or is_parts(Path(place))


def read_mapping(path: Path | None) -> dict[str, str]:
    """What a mapping file says: the field for each column, or nothing for those to leave out.

    Raises:
        ImportFileError: if it is not YAML that maps names to names.
        OSError: if it is not there.
    """
    if path is None:
        return {}
    from projectkit.model import yaml_text  # noqa: PLC0415  (few imports need one)

    try:
        data = yaml_text.load_data(read_record_file(path).decode("utf-8-sig"))
    except ValueError as error:
        message = f"{path.name}: {error}"
        raise ImportFileError(message) from None
    if not isinstance(data, dict) or not all(
        value is None or isinstance(value, str) for value in data.values()
    ):
        message = _(
            "{file}: a mapping has a line for each column, such as `Projectnaam: title`"
        ).format(file=path.name)
        raise ImportFileError(message)
    return {name: value or "" for name, value in data.items()}
