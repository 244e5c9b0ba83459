"""The cells of a row as values of a record, read as pages are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from projectkit.dutch.amounts import read_sum
from projectkit.dutch.dates import read_date, says_only_when
from projectkit.dutch.periods import read_period
from projectkit.dutch.placeholders import is_placeholder
from projectkit.dutch.starts_and_ends import read_end, read_start
from projectkit.export.columns import GRANT_COLUMNS, LISTS_IN_CELLS
from projectkit.export.csv import fused
from projectkit.export.format import Loss
from projectkit.export.tables import CONTACTS, parted
from projectkit.importing.columns import ReadColumn
from projectkit.importing.incoming import Cells, PeopleCell
from projectkit.importing.people import is_of_persons
from projectkit.language.translate import _
from projectkit.model.partial_date import is_partial_date
from projectkit.search.fields import Field, Sort, field, value_meant

CURRENCY = "currency"
"""The values that say in which currency each amount is."""
# A title may be a letter or an abbreviation that stands for no value elsewhere.
_SHORT_TITLE = 2
# What a spreadsheet shows beside a date, and a pattern that programs have for months.
_TIME = re.compile(r"[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?$")
_WEEKDAY = re.compile(
    r"^(?:ma|di|wo|do|vr|za|zo|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\.?,? ",
    re.IGNORECASE,
)
_MONTH_OF_YEAR = re.compile(r"([a-z]{3,9})\.?-(\d\d)", re.IGNORECASE)
# What `export` writes for a Dutch Excel, of any year.
_DAY_FIRST = re.compile(r"(?:(?P<day>\d\d)-)?(?P<month>\d\d)-(?P<year>\d{4})", re.ASCII)
_BULLET = re.compile(r"[•·▪‣*-]\s+(?=\S)")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]0+)?\s?%?", re.ASCII)
_ENDS = re.compile(r"(\d{4}(?:-\d\d){0,2})?\.\.(\d{4}(?:-\d\d){0,2})?", re.ASCII)


class _Unread(NamedTuple):
    """A text that says nothing that a field can hold, and what would be right."""

    text: str
    expected: str


class UnreadCell(NamedTuple):
    """A cell that cannot be read.

    Attributes:
        place: its column, from 0.
        reason: why, with the heading of the column.
    """

    place: int
    reason: str


class _CellSays(NamedTuple):
    """What a cell says of its field."""

    values: list[str]
    unread: list[_Unread]
    beside: list[str]


def read_cells(
    columns: Iterable[ReadColumn], cells: list[str], *, raw: bool
) -> tuple[Cells, list[UnreadCell], list[Loss]]:
    """What the cells of a row say, which of them cannot be read, and what has no place.

    Args:
        columns: what each column holds.
        cells: the texts of the row.
        raw: whether cells are read as they are, without undoing what `export` defused.
    """
    values: dict[str, list[str]] = {}
    people: list[PeopleCell] = []
    problems: list[UnreadCell] = []
    losses: list[Loss] = []
    for column in columns:
        texts = texts_of(column, cells[column.place] if column.place < len(cells) else "", raw=raw)
        if not any(texts):
            continue
        name = column.field.name
        if name in CONTACTS or name == "persons":
            people.append(PeopleCell("name" if name == "persons" else name, column.role, texts))
            continue
        if column.may_hold_persons:
            names = [text for text in texts if is_of_persons(text)]
            people.append(PeopleCell("name", column.role, names))
            texts = [text for text in texts if text not in names]
        read = read_texts(column.field, texts)
        _keep(values, column, read)
        problems += [
            UnreadCell(
                column.place,
                _("`{column}`: {text} is not {expected}").format(
                    column=column.heading, text=f"`{each.text}`", expected=each.expected
                ),
            )
            for each in read.unread
        ]
        losses += [
            Loss(name, _("more than a date: `{text}`").format(text=text)) for text in read.beside
        ]
    return Cells({name: found for name, found in values.items() if found}, people), problems, losses


def _keep(values: dict[str, list[str]], column: ReadColumn, read: _CellSays) -> None:
    """Add what a cell says to the values of its field."""
    name = column.field.name
    if name == "active":
        for end, value in zip(("start_date", "end_date"), read.values, strict=False):
            if value:
                values.setdefault(end, [value])
        return
    if column.field.sort is Sort.DATE and read.values:
        values[name] = read.values
        return
    values[name] = [*values.get(name, []), *read.values]
    if name == "amount":
        signs = [_sign(text, column) for text in read.values]
        values[CURRENCY] = [*values.get(CURRENCY, []), *signs]
        values[name] = [_digits(text) for text in values[name]]


def texts_of(column: ReadColumn, cell: str, *, raw: bool) -> list[str]:
    """The texts of a cell without those that say that there is no value.

    In the columns of a grant these leave their place empty: what has the same place belongs
    together.
    """
    if column.field.name not in LISTS_IN_CELLS:
        text = (cell if raw else fused(cell)).strip()
        return [] if _is_nothing(column.field, text) else [text]
    parts = _without_bullets(parted(cell, column.separators))
    texts = [
        "" if _is_nothing(column.field, part) else part
        for part in (part if raw else fused(part) for part in parts)
    ]
    return texts if column.field.name in GRANT_COLUMNS else [text for text in texts if text]


def _is_nothing(known: Field, text: str) -> bool:
    if known.name in {"id", "title"} and text.isalnum() and len(text) <= _SHORT_TITLE:
        return False
    return not text.strip() or is_placeholder(text)


def _without_bullets(parts: list[str]) -> list[str]:
    """Lines without the bullets that all of them have."""
    lines = [part for part in parts if part]
    are_bullets = len(lines) > 1 and all(map(_BULLET.match, lines))
    return [_BULLET.sub("", part, count=1) for part in parts] if are_bullets else parts


def read_texts(known: Field, texts: list[str]) -> _CellSays:
    """The values that texts say, in the terms of the record."""
    if known.name == "active":
        return _period(texts[0])
    if known.sort is Sort.DATE:
        return _date(known, texts[0])
    if known.name == "amount":
        return _amounts(texts)
    if known.name == "progress_percent":
        return _percent(texts[0])
    if known.sort is Sort.CHOICE:
        return _choice(known, texts[0])
    return _CellSays(texts, [], [])


def _date(known: Field, text: str) -> _CellSays:
    """A date; of a range the end that the field asks for, if the text says nothing but dates."""
    exact = date_of(text)
    if exact:
        return _CellSays([exact], [], [])
    reader = {"start_date": read_start, "end_date": read_end}.get(known.name)
    found = reader(text) if reader and says_only_when(text) else None
    if found is None:
        return _CellSays([], [_Unread(text, _("a date such as 1-5-2020, mei 2020 or 2020"))], [])
    return _CellSays([found], [], [text])


def _period(text: str) -> _CellSays:
    ends = _ENDS.fullmatch(text)
    if ends and any(ends.groups()):
        return _CellSays([ends[1] or "", ends[2] or ""], [], [])
    period = read_period(text) if says_only_when(text) else None
    if period:
        return _CellSays([period.start or "", period.end or ""], [], [])
    start = date_of(text)
    expected = _("a period such as 1-5-2020 t/m 31-12-2022")
    return _CellSays([start], [], []) if start else _CellSays([], [_Unread(text, expected)], [])


def _amounts(texts: list[str]) -> _CellSays:
    """Amounts as they are written, since their signs tell the currency."""
    expected = _("an amount in euros such as 300000 or € 300.000,50")
    wrong = [_Unread(text, expected) for text in texts if text and read_sum(text) is None]
    return _CellSays([] if wrong else texts, wrong, [])


def _sign(text: str, column: ReadColumn) -> str:
    known = read_sum(text)
    return "EUR" if known and (known.in_euros or column.in_euros) else ""


def _digits(text: str) -> str:
    known = read_sum(text)
    return f"{known.amount:f}" if known else text


def _percent(text: str) -> _CellSays:
    match = _PERCENT.fullmatch(text)
    if match is None:
        return _CellSays([], [_Unread(text, _("a whole number of per cent"))], [])
    return _CellSays([str(int(match[1]))], [], [])


def _choice(known: Field, text: str) -> _CellSays:
    found = value_meant(known, text)
    if found is None:
        expected = _("one of {names}").format(names=", ".join(known.choices or {}))
        return _CellSays([], [_Unread(text, expected)], [])
    return _CellSays([found], [], [])


def date_of(text: str) -> str | None:
    """The date that a text consists of, as pages and spreadsheets write it."""
    plain = _WEEKDAY.sub("", _TIME.sub("", " ".join(text.split())))
    day_first = _DAY_FIRST.fullmatch(plain)
    if day_first:
        plain = "-".join(filter(None, day_first.group("year", "month", "day")))
    if is_partial_date(plain):
        return plain
    month = _MONTH_OF_YEAR.fullmatch(plain)
    return read_date(f"{month[1]} ’{month[2]}" if month else plain)


def is_as_held(name: str, values: list[str], held: list[str]) -> bool:
    """Whether a cell says what the record already has, even if a semicolon split the value."""
    if field(name).sort is Sort.NUMBER:
        return list(map(_as_number, values)) == list(map(_as_number, held))
    return _split(values) == _split(held)


def _split(values: list[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(";")]


def _as_number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
