"""Records as a sheet of rows and columns: what CSV and spreadsheets share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from projectkit.export.format import Loss, Options
from projectkit.export.tables import CONTACTS, ITEM, PROJECTS, REACHED_BY, RecordTable, rows, table
from projectkit.language.translate import _
from projectkit.model.labels import PARTS, label, spoken
from projectkit.model.plain import PlainRecord, value_of
from projectkit.search.fields import Field, Sort, field, shown

COLUMNS = (
    "id", "title", "kind", "status", "start_date", "end_date", "themes", "lead", "partners",
    "funder", "programme", "amount", "identifiers", "persons", "links",
)  # fmt: skip
"""The default columns of a row per project."""

GRANT_COLUMNS = ("funder", "programme", "amount")
"""The columns in which values of one grant belong together."""
LISTS_IN_CELLS = frozenset({
    "alternate_titles", "themes", "organisations", "lead", "partners", "persons",
    "identifiers", "links", *GRANT_COLUMNS, *REACHED_BY,
})  # fmt: skip
"""The columns whose cells may join several values that can be read back."""

# The record's field behind a column with another name.
_SHOWS = {
    "lead": "organisations",
    "partners": "organisations",
    "unit": "organisations",
    "funder": "funding",
    "programme": "funding",
    "amount": "funding",
    "email": "persons",
    "phone": "persons",
    "address": "persons",
    "role": "persons",
    "persons_with_roles": "persons",
    "year": "start_date",
}
# The parts of items that have a column, or are shown in one.
_SHOWN_PARTS = {
    "identifiers": frozenset({"value"}),
    "funding": frozenset({"funder", "programme", "amount"}),
    "organisations": frozenset({"name", "role"}),
    "persons": frozenset({"name", *CONTACTS}),
    "links": frozenset({"url"}),
}
# The same in nearly every record, or of no use to others.
_NOT_REPORTED = frozenset({"schema_version", "language", "source"})
CONTACTS_HEADER = {"en": "contains contact data (AVG)", "nl": "bevat contactgegevens (AVG)"}
_YES = {"en": "yes", "nl": "ja"}
# Not `nummer`, which is the number of a project.
ITEM_LABEL = {"en": ITEM, "nl": "volgnummer"}


def _no_values(record: PlainRecord) -> list[str]:
    del record
    return []


class Column(NamedTuple):
    """A column of a sheet.

    Attributes:
        name: what programs call it.
        label: what people call it.
        sort: what its values are.
        values: its values in the row of a project; rows of items come from `item_rows`.
        is_list: whether a cell joins values that `import` parts again.
    """

    name: str
    label: str
    sort: Sort
    values: Callable[[PlainRecord], list[str]] = _no_values
    is_list: bool = False


def sheet_columns(options: Options) -> list[Column]:
    """The columns of a sheet with a row per project, or per item of a list."""
    return item_columns(options) if options.items else columns(options)


def sheet_rows(record: PlainRecord, options: Options) -> Iterator[list[list[str]]]:
    """The rows of a record in such a sheet: for each column its values."""
    if not options.items:
        yield [column.values(record) for column in columns(options)]
        return
    for cells in item_rows(record, options):
        yield [[cell] if cell else [] for cell in cells]


@lru_cache
def columns(options: Options) -> list[Column]:
    """The columns of a sheet with a row per project; with contacts, the last one says so."""
    names = options.columns or (*COLUMNS, *(REACHED_BY if options.with_contacts else ()))
    found = [
        _contact_column(name, options.language)
        if name in CONTACTS
        else _column(field(name), options.language)
        for name in names
    ]
    return [*found, _mark_column(options.language)] if CONTACTS.intersection(names) else found


def _column(known: Field, language: str) -> Column:
    def values(record: PlainRecord) -> list[str]:
        return [shown(known, value, language) for value in cell_values(record, known, language)]

    is_list = known.name in LISTS_IN_CELLS
    return Column(known.name, known.label(language), known.sort, values, is_list)


def cell_values(record: PlainRecord, known: Field, language: str = "en") -> list[str]:
    """The values of a field in a cell; those of a grant have the same place in each column.

    A grant that lacks one leaves its place empty, where there are several grants.
    """
    if known.name not in GRANT_COLUMNS:
        return known.values_in(record, language)
    values = [str(grant.get(known.name) or "") for grant in _grants(record)]
    return values if any(values) else []


def _grants(record: PlainRecord) -> list[Mapping[str, object]]:
    """The grants, and a grant of nothing but a name for each other organisation that funds."""
    named = {grant["funder"] for grant in record["funding"]}
    others = (item["name"] for item in record["organisations"] if item["role"] == "funder")
    unnamed = dict.fromkeys(name for name in others if name not in named)
    return [*record["funding"], *({"funder": name} for name in unnamed)]


def _contact_column(part: str, language: str) -> Column:
    """How to reach each person, after the person's name."""

    def values(record: PlainRecord) -> list[str]:
        return [
            f"{person['name']}: {value_of(person, part)}"
            for person in record["persons"]
            if value_of(person, part)
        ]

    return Column(part, label(part, language, "Person"), Sort.TEXT, values, is_list=True)


def _mark_column(language: str) -> Column:
    """The column that says whether a row has contact data."""

    def values(record: PlainRecord) -> list[str]:
        return [_YES[language]] if _is_reachable(record) else []

    return Column(CONTACTS_HEADER[language], CONTACTS_HEADER[language], Sort.TEXT, values)


def _is_reachable(record: PlainRecord) -> bool:
    return any(value_of(person, part) for person in record["persons"] for part in CONTACTS)


@lru_cache
def item_columns(options: Options) -> list[Column]:
    """The columns of a sheet with a row per item of a list, or with the fields of `projects`."""
    wanted = table(options.items or PROJECTS.name)
    names = [name for name in wanted.columns if options.with_contacts or name not in CONTACTS]
    found = [_item_column(wanted, name, options.language) for name in names]
    return [*found, _mark_column(options.language)] if _has_contacts(wanted, options) else found


def item_rows(record: PlainRecord, options: Options) -> Iterator[list[str]]:
    """The rows of a record in such a sheet; an empty text where there is no value."""
    wanted = table(options.items or PROJECTS.name)
    mark = [_YES[options.language]] if _has_contacts(wanted, options) else []
    for row in rows(record, wanted):
        named = zip(wanted.columns, row, strict=True)
        cells = [
            _text(value) for name, value in named if options.with_contacts or name not in CONTACTS
        ]
        yield [*cells, *mark]


def _has_contacts(wanted: RecordTable, options: Options) -> bool:
    return options.with_contacts and not CONTACTS.isdisjoint(wanted.columns)


def _text(value: str | int | None) -> str:
    return "" if value is None else str(value)


def _item_column(wanted: RecordTable, name: str, language: str) -> Column:
    """A column of a table of items, named after the list and the part."""
    sort = _item_sort(wanted, name)
    if name == "id" or wanted is PROJECTS:
        return Column(name, label(name, language), sort)
    if name == ITEM:
        return Column(name, ITEM_LABEL[language], sort)
    list_label = label(wanted.name, language)
    if wanted.name not in PARTS:
        return Column(wanted.name, list_label, sort)
    part_label = label(name, language, PARTS[wanted.name])
    return Column(f"{wanted.name}.{name}", f"{list_label}: {part_label}", sort)


def _item_sort(wanted: RecordTable, name: str) -> Sort:
    if name == ITEM or name in wanted.numbers:
        return Sort.NUMBER
    return Sort.DATE if name.endswith("_date") else Sort.TEXT


def sheet_losses(record: PlainRecord, options: Options) -> Iterator[Loss]:
    """What has no column; nothing if the user chose the columns and so knows what is left out."""
    if options.items or options.columns:
        return
    yield from _fields_without_column(record, options)
    yield from _parts_without_column(record, options)
    if any(item["role"] in {"contractor", "other"} for item in record["organisations"]):
        yield Loss("organisations", _("only leads, partners and funders have a column"))


def _fields_without_column(record: PlainRecord, options: Options) -> Iterator[Loss]:
    shown = {_SHOWS.get(column.name, column.name) for column in columns(options)}
    for name in dict.fromkeys((*record, "sections", "subprojects")):
        if name not in shown | _NOT_REPORTED and value_of(record, name):
            yield Loss(name, _("there is no column for it"))


def _parts_without_column(record: PlainRecord, options: Options) -> Iterator[Loss]:
    for name, parts in _SHOWN_PARTS.items():
        items = value_of(record, name)
        if any(value for item in items for part, value in item.items() if part not in parts):
            told = parts if options.with_contacts else parts - CONTACTS
            names = ", ".join(sorted(spoken(part, PARTS[name]) for part in told))
            yield Loss(name, _("only these parts have a column: {names}").format(names=names))
