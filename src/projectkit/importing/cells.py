"""The cells of a row as the fields of a record; a table says less about lists than a record."""

from __future__ import annotations

from collections.abc import Mapping

from projectkit.export.tables import REACHED_BY
from projectkit.language.translate import _
from projectkit.search.fields import Sort, field

_LISTS = ("themes", "alternate_titles")
_PARTS = frozenset({
    "organisations", "lead", "partners", "funder", "programme", "amount", "identifiers", "persons",
    "links", "email", "phone", "address",
})  # fmt: skip
# The scheme of a number when the table does not say who gave it.
_NUMBER = "project_number"

Cells = Mapping[str, list[str]]


def fields_of(cells: Cells) -> dict[str, object]:
    """The fields that the cells of a row fill.

    Raises:
        ValueError: if cells that belong together do not fit; the message says how.
    """
    data: dict[str, object] = {}
    for name, values in cells.items():
        if name in _LISTS:
            data[name] = values
        elif name not in _PARTS:
            data[name] = "; ".join(values) if field(name).sort is Sort.TEXT else values[0]
    data |= {
        "organisations": _organisations(cells),
        "funding": _funding(cells),
        "identifiers": [
            {"scheme": _NUMBER, "value": value} for value in cells.get("identifiers", ())
        ],
        "persons": _persons(cells),
        "links": [{"url": url} for url in cells.get("links", ())],
    }
    return {name: value for name, value in data.items() if value not in ("", [])}


def _organisations(cells: Cells) -> list[dict[str, str]]:
    """Organisations with a role, then those whose role the table leaves open."""
    named = [{"name": name, "role": "lead"} for name in cells.get("lead", ())]
    named += [{"name": name, "role": "partner"} for name in cells.get("partners", ())]
    known = {item["name"] for item in named}
    return named + [{"name": name} for name in cells.get("organisations", ()) if name not in known]


def _funding(cells: Cells) -> list[dict[str, str]]:
    """One grant, or one for each value in the cells.

    Raises:
        ValueError: if their numbers of values differ, so that it is unclear which belong together.
    """
    columns = {name: cells[name] for name in ("funder", "programme", "amount") if name in cells}
    counts = {len(values) for values in columns.values()}
    if len(counts) > 1:
        message = _(
            "which of {names} belong together? They have different numbers of values"
        ).format(names=", ".join(columns))
        raise ValueError(message)
    return [
        {name: values[at] for name, values in columns.items()}
        for at in range(max(counts, default=0))
    ]


def _persons(cells: Cells) -> list[dict[str, str]]:
    """Persons by name, with the contact details that other columns give after their names.

    Raises:
        ValueError: if an address has no name in front of it.
    """
    found = {name: {"name": name} for name in cells.get("persons", ())}
    for part in REACHED_BY:
        for text in cells.get(part, ()):
            name, colon, way = text.partition(": ")
            if not colon or name not in found:
                message = _(
                    "`{text}`: write the name of the person, a colon and the {part}"
                ).format(text=text, part=part)
                raise ValueError(message)
            found[name][part] = way
    return list(found.values())
