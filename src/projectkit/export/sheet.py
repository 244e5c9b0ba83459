"""Records as a sheet of rows and columns: what CSV and spreadsheets have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from projectkit.export.format import Loss, Options
from projectkit.export.tables import CONTACTS, ITEM, PROJECTS, REACHED_BY, RecordTable, rows, table
from projectkit.language.translate import _
from projectkit.model.labels import PARTS, label, spoken
from projectkit.model.plain import PlainRecord, value_of
from projectkit.search.fields import Field, Sort, field, shown

COLUMNS = (
    "id", "title", "kind", "status", "start_date", "end_date", "themes", "lead", "partners", "funder", "programme",
    "amount", "identifiers", "persons", "links",
)  # fmt: skip
"""The usual columns of a row per project."""

# The field of the record that a column shows, where it has another name.
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
    "year": "start_date",
}
CONTACTS_HEADER = {"en": "contains contact data (AVG)", "nl": "bevat contactgegevens (AVG)"}
_YES = {"en": "yes", "nl": "ja"}
# Not `nummer`, which is that of a project.
ITEM_LABEL = {"en": ITEM, "nl": "volgnummer"}


class Column(NamedTuple):
    """A column of a sheet.

    Attributes:
        name: what programs call it.
        label: what people call it.
        sort: what its values are.
        values: the values of a row's record.
    """

    name: str
    label: str
    sort: Sort
    values: Callable[[PlainRecord], list[str]]


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
    if not CONTACTS.intersection(names):
        return found
    mark = CONTACTS_HEADER[options.language]
    return [
        *found,
        Column(
            mark,
            mark,
            Sort.TEXT,
            lambda record: [_YES[options.language]] if _reachable(record) else [],
        ),
    ]


def _column(known: Field, language: str) -> Column:
    return Column(
        known.name,
        known.label(language),
        known.sort,
        lambda record: [shown(known, value, language) for value in known.values(record)],
    )


def _contact_column(part: str, language: str) -> Column:
    """How to reach each person, with the name before it."""

    def values(record: PlainRecord) -> list[str]:
        return [
            f"{person['name']}: {value_of(person, part)}"
            for person in record["persons"]
            if value_of(person, part)
        ]

    return Column(part, label(part, language, "Person"), Sort.TEXT, values)


def _reachable(record: PlainRecord) -> bool:
    return any(value_of(person, part) for person in record["persons"] for part in CONTACTS)


@lru_cache
def item_columns(options: Options) -> list[Column]:
    """The columns of a sheet with a row per item of a list, or of `projects` with all that is no list."""
    wanted = table(options.items or PROJECTS.name)
    names = [name for name in wanted.columns if options.with_contacts or name not in CONTACTS]
    found = [_item_column(wanted, name, options.language) for name in names]
    mark = CONTACTS_HEADER[options.language]
    has_contacts = options.with_contacts and CONTACTS.intersection(wanted.columns)
    return [*found, Column(mark, mark, Sort.TEXT, lambda _: [])] if has_contacts else found


def item_rows(record: PlainRecord, options: Options) -> Iterator[list[str]]:
    """The rows of a record in such a sheet; a value that is not there is an empty text."""
    wanted = table(options.items or PROJECTS.name)
    for row in rows(record, wanted):
        named = zip(wanted.columns, row, strict=True)
        cells = [
            _text(value) for name, value in named if options.with_contacts or name not in CONTACTS
        ]
        has_contacts = options.with_contacts and CONTACTS.intersection(wanted.columns)
        yield [*cells, _YES[options.language]] if has_contacts else cells


def _text(value: str | int | None) -> str:
    return "" if value is None else str(value)


def _item_column(wanted: RecordTable, name: str, language: str) -> Column:
    """A column of a table of items, named after the list and the part."""
    sort = (
        Sort.NUMBER
        if name in wanted.numbers or name == ITEM
        else Sort.DATE
        if name.endswith("_date")
        else Sort.TEXT
    )
    if name == "id" or wanted is PROJECTS:
        return Column(name, label(name, language), sort, lambda _: [])
    if name == ITEM:
        return Column(name, ITEM_LABEL[language], sort, lambda _: [])
    list_label = label(wanted.name, language)
    if wanted.name not in PARTS:
        return Column(wanted.name, list_label, sort, lambda _: [])
    part_label = label(name, language, PARTS[wanted.name])
    return Column(f"{wanted.name}.{name}", f"{list_label}: {part_label}", sort, lambda _: [])


def sheet_losses(record: PlainRecord, options: Options) -> Iterator[Loss]:
    """What of a record has no column; where the user chose the columns, he or she knows what was left out."""
    if options.items or options.columns:
        return
    shown = {_SHOWS.get(column.name, column.name) for column in columns(options)}
    for name in dict.fromkeys((*record, "sections", "subprojects")):
        if name not in shown and name not in _NOT_TOLD and value_of(record, name):
            yield Loss(name, _("there is no column for it"))
    for name, parts in _ONLY.items():
        if any(
            value
            for item in value_of(record, name)
            for part, value in item.items()
            if part not in parts
        ):
            told = parts if options.with_contacts else parts - CONTACTS
            names = sorted(spoken(part, PARTS[name]) for part in told)
            yield Loss(
                name, _("a column is only there for: {names}").format(names=", ".join(names))
            )
    if any(item["role"] in {"contractor", "other"} for item in record["organisations"]):
        yield Loss("organisations", _("only leads, partners and funders have a column"))


# The parts of items that have a column, or that are said with those.
_ONLY = {
    "identifiers": frozenset({"value"}),
    "funding": frozenset({"funder", "programme", "amount"}),
    "organisations": frozenset({"name", "role"}),
    "persons": frozenset({"name", *CONTACTS}),
    "links": frozenset({"url"}),
}
# The same in nearly every record, or of no use to others.
_NOT_TOLD = frozenset({"schema_version", "language", "source"})
