"""The figures of a report: how many projects have each value, and how complete the records are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import NamedTuple

from projectkit.model.plain import PlainRecord
from projectkit.search.facets import Facets
from projectkit.search.fields import Field, field, shown
from projectkit.search.running import horizon, known_period, runs_on

# The fields that projects are counted by, and those whose completeness is reported.
COUNTED = ("status", "year", "themes", "lead", "programme")
COMPLETE = (
    "title",
    "status",
    "start_date",
    "end_date",
    "themes",
    "lead",
    "persons",
    "funder",
    "amount",
    "sections",
)
PIVOT = "pivot"
"""The name of a two-way table."""
_UNKNOWN = {"nl": "onbekend", "en": "unknown"}


class FigureTable(NamedTuple):
    """Figures under a title.

    Attributes:
        name: what programs call it.
        title: what people call it.
        headers: the titles of the columns.
        rows: the values; the first of each row is what the others count.
    """

    name: str
    title: str
    headers: tuple[str, ...]
    rows: list[tuple[str | int, ...]]


class Figures(NamedTuple):
    """The figures of some projects.

    Attributes:
        total: how many there are.
        tables: the figures.
        now: how many run today; None if that was not asked.
    """

    total: int
    tables: list[FigureTable]
    now: int | None = None


def figures(records: Iterable[PlainRecord], language: str, today: date | None = None) -> Figures:
    """The figures of some projects, read one at a time.

    Args:
        records: the projects.
        language: of titles, `nl` or `en`.
        today: until when a project without an end runs; usually today.
    """
    day = today or date.today()  # noqa: DTZ011  (the day as people see it)
    total = now = 0
    counted, filled = Facets([field(name) for name in COUNTED]), Counter[str]()
    running: Counter[int] = Counter()
    fields = [field(name) for name in COMPLETE]
    for record in records:
        total += 1
        counted.add(record)
        now += runs_on(record, day)
        running.update(running_years(record, day))
        filled.update(each.name for each in fields if each.values(record))
    tables = [_counts(field(name), counted, language) for name in COUNTED]
    tables.append(_running(running, language))
    tables.append(_completeness(fields, filled, total, language))
    return Figures(total, tables, now)


def _running(running: Counter[int], language: str) -> FigureTable:
    years = range(min(running), max(running) + 1) if running else range(0)
    return FigureTable(
        "running", *_titles("running", language), [(year, running[year]) for year in years]
    )


def _completeness(
    fields: Iterable[Field], filled: Counter[str], total: int, language: str
) -> FigureTable:
    rows: list[tuple[str | int, ...]] = [
        (each.label(language), filled[each.name], _per_cent(filled[each.name], total))
        for each in fields
    ]
    return FigureTable("completeness", *_titles("completeness", language), rows)


def _per_cent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def running_years(record: PlainRecord, today: date) -> range:
    """The years in which a project with a known start ran, as far as the horizon."""
    period = known_period(record, today) if record["start_date"] else None
    if period is None:
        return range(0)
    near = horizon(today.year)
    return range(max(period.first.year, near.start), min(period.last.year + 1, near.stop))


def counts(records: Iterable[PlainRecord], by: Field, language: str) -> Figures:
    """How many projects have each value of a field."""
    counted, total = Facets([by]), 0
    for total, record in enumerate(records, 1):  # noqa: B007  (how many there were)
        counted.add(record)
    return Figures(total, [_counts(by, counted, language)])


def pivot(records: Iterable[PlainRecord], by: Field, per: Field, language: str) -> Figures:
    """How many projects have each pair of values of two fields.

    A project counts once in each cell that it belongs to.

    Args:
        records: the projects.
        by: the field of the rows.
        per: the field of the columns.
        language: of titles, `nl` or `en`.
    """
    counted = Facets([by, per])
    cells: Counter[tuple[str, str]] = Counter()
    total = 0
    for total, record in enumerate(records, 1):  # noqa: B007  (how many there were)
        counted.add(record)
        rows, columns = (map(each.known_by, each.values(record) or [""]) for each in (by, per))
        cells.update(set(product(rows, columns)))
    heads = [value for value, _ in _counted_values(per, counted)]
    table: list[tuple[str | int, ...]] = [
        (
            _said(by, value, language),
            *(cells[by.known_by(value), per.known_by(head)] for head in heads),
            count,
        )
        for value, count in _counted_values(by, counted)
    ]
    preposition, together = ("per", "samen") if language == "nl" else ("by", "all")
    title = f"{by.label(language)} {preposition} {per.label(language)}"
    headers = (by.label(language), *(_said(per, head, language) for head in heads), together)
    return Figures(total, [FigureTable(PIVOT, title, headers, table)])


def _counted_values(by: Field, counted: Facets) -> list[tuple[str, int]]:
    """The values of a field with their counts, last the empty one for projects without a value."""
    without = counted.without[by.name]
    return [*counted.values()[by.name], *([("", without)] if without else [])]


def _said(known: Field, value: str, language: str) -> str:
    """A value as people read it; no value is unknown."""
    return shown(known, value, language) if value else _UNKNOWN[language]


def _counts(by: Field, counted: Facets, language: str) -> FigureTable:
    label = by.label(language)
    number = "projecten" if language == "nl" else "projects"
    rows: list[tuple[str | int, ...]] = [
        (_said(by, value, language), count) for value, count in _counted_values(by, counted)
    ]
    return FigureTable(by.name, label, (label, number), rows)


def _titles(name: str, language: str) -> tuple[str, tuple[str, ...]]:
    titles = {
        ("running", "nl"): ("lopende projecten per jaar", ("jaar", "projecten")),
        ("running", "en"): ("running projects per year", ("year", "projects")),
        ("completeness", "nl"): ("hoe volledig de gegevens zijn", ("veld", "ingevuld", "%")),
        ("completeness", "en"): ("how complete the records are", ("field", "filled", "%")),
    }
    return titles[name, language]
