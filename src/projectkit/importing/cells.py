"""The cells of a row as the fields of a record; a table says less about lists than a record."""

from __future__ import annotations

from collections.abc import Mapping

from projectkit.export.columns import GRANT_COLUMNS
from projectkit.importing.incoming import Cells
from projectkit.importing.people import read_persons
from projectkit.importing.values import CURRENCY
from projectkit.language.translate import _, language
from projectkit.search.fields import Sort, field

_LISTS = ("themes", "alternate_titles")
_PARTS = frozenset({
    "organisations", "lead", "partners", *GRANT_COLUMNS, CURRENCY, "identifiers", "links",
})  # fmt: skip
# The scheme of a number when the table does not say who gave it.
_NUMBER = "project_number"

Values = Mapping[str, list[str]]


def fields_of(cells: Cells) -> tuple[dict[str, object], list[str]]:
    """The fields that the cells of a row fill, and why some of them do not fit together."""
    data: dict[str, object] = {}
    for name, values in cells.values.items():
        if name in _LISTS:
            data[name] = values
        elif name not in _PARTS:
            data[name] = "; ".join(values) if field(name).sort is Sort.TEXT else values[0]
    funding, unclear = _funding(cells.values)
    persons, unreached = read_persons(cells.people)
    data |= {
        "organisations": _organisations(cells.values),
        "funding": funding,
        "identifiers": [
            {"scheme": _NUMBER, "value": value} for value in cells.values.get("identifiers", ())
        ],
        "persons": persons,
        "links": [{"url": url} for url in cells.values.get("links", ())],
    }
    said = {name: value for name, value in data.items() if value not in ("", [])}
    return said, [*unclear, *unreached]


def with_currency(data: dict[str, object], held: object = ()) -> dict[str, object]:
    """A record whose new amounts are in euros where nothing says otherwise, as on pages.

    Args:
        data: the record.
        held: the grants that were there before, which stay as they are.
    """
    known = [_amount(grant) for grant in held] if isinstance(held, list | tuple) else []
    grants = data.get("funding")
    if not isinstance(grants, list):
        return data
    return data | {
        "funding": [
            grant if _amount(grant) in [None, *known] else _in_euros(grant) for grant in grants
        ]
    }


def _in_euros(grant: dict[str, object]) -> dict[str, object]:
    return grant if grant.get("currency") else grant | {"currency": "EUR"}


def _amount(grant: Mapping[str, object]) -> float | None:
    amount = grant.get("amount")
    return None if amount in (None, "") else float(str(amount))


def _organisations(values: Values) -> list[dict[str, str]]:
    """Organisations with a role, then those whose role the table leaves open."""
    named = [{"name": name, "role": "lead"} for name in values.get("lead", ())]
    named += [{"name": name, "role": "partner"} for name in values.get("partners", ())]
    known = {item["name"] for item in named}
    return named + [{"name": name} for name in values.get("organisations", ()) if name not in known]


def _funding(values: Values) -> tuple[list[dict[str, str]], list[str]]:
    """The grants, one for each place in the cells, and why it is unclear which belong together."""
    columns = {name: values[name] for name in GRANT_COLUMNS if name in values}
    if len(set(map(len, columns.values()))) > 1:
        columns = {name: _without_empty_end(found) for name, found in columns.items()}
    if len(set(map(len, columns.values()))) > 1:
        message = _(
            "which of {names} belong together? They have different numbers of values"
        ).format(names=", ".join(field(name).label(language()) for name in columns))
        return [], [message]
    if "amount" in columns and values.get(CURRENCY):
        columns[CURRENCY] = values[CURRENCY]
    places = range(max(map(len, columns.values()), default=0))
    grants = [
        {name: found[at] for name, found in columns.items() if at < len(found) and found[at]}
        for at in places
    ]
    return [grant for grant in grants if grant], []


def _without_empty_end(texts: list[str]) -> list[str]:
    last = max((at for at, text in enumerate(texts, 1) if text), default=0)
    return texts[:last]
