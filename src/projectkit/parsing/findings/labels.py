"""Reads values after or below a known label: `Startdatum`, then `15 december 2006`.

Only values that a label alone identifies: dates, status, amounts, project numbers, themes and
programmes. The model finds names of persons and organisations, with the label as evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from projectkit.dutch.amounts import find_amounts, read_amount
from projectkit.dutch.dates import find_dates, read_date
from projectkit.dutch.periods import read_period
from projectkit.dutch.placeholders import is_placeholder
from projectkit.dutch.starts_and_ends import read_end, read_extension, read_start
from projectkit.dutch.status import read_stated_status
from projectkit.model.source import FieldState, How
from projectkit.parsing.findings.finding import FOLLOWS, Finding, Page
from projectkit.parsing.findings.money import is_of_project, is_price, is_whole_sum
from projectkit.parsing.lines.label_values import (
    asks_for,
    asks_for_figure,
    value_fits,
    value_fits_only_before,
)
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.vocabulary.programme_words import name_of_programme
from projectkit.parsing.vocabulary.role_words import names_role_of_each
from projectkit.parsing.words.elsewhere import without_parts
from projectkit.reading.blocks import list_item

# What separates themes on a line, outside brackets: on a bullet commas are part of a theme.
_OUTSIDE = r"(?![^()]{0,80}\))"
_BETWEEN = r"\s[/·•♦]\s|\s(?=#\w)"
_BETWEEN_ITEMS = re.compile(rf"(?:[;|]\s*|{_BETWEEN}){_OUTSIDE}")
_BETWEEN_THEMES = re.compile(rf"(?:[,;|]\s*|{_BETWEEN}){_OUTSIDE}")
_SEMICOLON = re.compile(rf";\s*(?=\w){_OUTSIDE}")
_AROUND_THEME = " ./·•♦|"
# Before the end of a project that is over: `Afgerond in mei 2013`.
_OVER = re.compile(r"(?:afgerond|afgesloten|voltooid)\s(?:in|op|sinds|per)\s", re.IGNORECASE)


class Value(NamedTuple):
    """One line of the value of a label."""

    text: str
    number: int
    is_item: bool = False


# The field of each target, which a label without a value leaves empty.
_FIELDS = {
    "title": "title",
    "alternate_title": "alternate_titles",
    "unit": "organisations",
    "subproject": "subprojects",
    "status": "status",
    "start_date": "start_date",
    "end_date": "end_date",
    "period": "start_date",
    "page_date": "page_date",
    "themes": "themes",
    "identifier": "identifiers",
    "programme": "funding",
    "call": "funding",
    "amount": "funding",
    "funder": "funding",
    "lead": "organisations",
    "partner": "organisations",
    "link": "links",
}
_VALUES = frozenset({Role.FACT, Role.TEXT, Role.ITEM})
_PERCENT = re.compile(r"(\d{1,3})\s?%")
_CHANGED = re.compile(r"gewijzigd|bijgewerkt|aangepast|updated|modified", re.IGNORECASE)
# How much the date of a change weighs against that of publication.
_OF_CHANGE = 0.5
_FULL = 100
_ENOUGH_TO_TELL = 2
_PAIR = 2


def find_labelled(page: Page) -> Iterator[Finding]:
    """Propose what the labels of a page state."""
    above, sizes = _values_stand_above(page), Counter(mark.block for mark in page.marks)
    for index, mark in enumerate(page.marks):
        if mark.role is not Role.LABEL or mark.target not in _FIELDS:
            continue
        figure = above and (asks_for_figure(mark.target) or sizes[mark.block] == _PAIR)
        values = [] if figure and not mark.rest else _values(mark, page.marks, index)
        if not values or not value_fits(mark.target, values[0].text):
            values = _value_before(mark, page.marks, index, anything=figure) or values
        stated, values = values, [value for value in values if not is_placeholder(value.text)]
        if values and mark.target in _READERS:
            yield from _READERS[mark.target](mark, values, page)
        elif not values:
            yield Finding(
                _FIELDS[mark.target],
                None,
                _lines(mark, *stated),
                How.LABELLED,
                state=FieldState.EMPTY,
            )


def _values_stand_above(page: Page) -> bool:
    """Whether a page puts figures above their labels: two labels can only be read that way.

    Two blocks of a figure and its label, with nothing else in them, count as well.
    """
    sizes = Counter(mark.block for mark in page.marks)
    count = 0
    for index, (above, mark) in enumerate(pairwise(page.marks), 1):
        is_bare = mark.role is Role.LABEL and not mark.rest
        if is_bare and value_fits_only_before(mark.target, above.text):
            below = _values(mark, page.marks, index)
            pair = above.block == mark.block and sizes[mark.block] == _PAIR
            count += pair or not below or not value_fits(mark.target, below[0].text)
    return count >= _ENOUGH_TO_TELL


def _from(marks: tuple[Mark, ...], index: int) -> Iterator[Mark]:
    """The marks from an index on, without copying the rest of the page."""
    return (marks[position] for position in range(index, len(marks)))


def _values(label: Mark, marks: tuple[Mark, ...], index: int) -> list[Value]:
    """The lines that a label is followed by: its own rest, or lines in its block or the next."""
    if label.rest:
        return [Value(label.rest, label.number), *_bare_dates(label, marks, index)]
    found: list[Value] = []
    for mark in _from(marks, index + 1):
        if not _may_be_value(label, mark) or (found and not _may_continue(marks[index + 1], mark)):
            break
        if found and label.target == "themes" and _ends_themes(found, mark):
            break
        if label.line.unanswered and not mark.line.unanswered:
            # The cell beside the label is empty, and the rows below are not a column of their own.
            break
        item = list_item(mark.text)
        found.append(Value(item.text if item else mark.text, mark.number, item is not None))
        if label.target not in {"themes", "period"}:
            break
    return found


def _may_be_value(label: Mark, mark: Mark) -> bool:
    """Whether a line is near enough to the label above it to be a value."""
    if mark.role not in _VALUES or mark.block > label.block + 1:
        return False
    return mark.block == label.block or not is_prose(mark.text)


def _may_continue(first: Mark, mark: Mark) -> bool:
    """Whether a line may be a further value: lines of one cell end where the next row begins."""
    return mark.block == first.block and bool(mark.line.cells) == bool(first.line.cells)


def _ends_themes(found: list[Value], mark: Mark) -> bool:
    return names_role_of_each(mark.text) or _is_whole(found)


def _is_whole(found: list[Value]) -> bool:
    """Whether the themes are all on one line, with commas: what is below is something else."""
    if len(found) > 1 or found[0].is_item:
        return False
    return "," in found[0].text and not found[0].text.endswith(",")


def _value_before(
    label: Mark, marks: tuple[Mark, ...], index: int, *, anything: bool = False
) -> list[Value]:
    """The value above a label, as some pages have it: `€ 318450` above `Total budget`."""
    above = marks[index - 1] if index else None
    if above is None or above.role not in _VALUES or label.line.unanswered:
        return []
    if label.block - above.block > 1 or is_prose(above.text):
        return []
    if anything:
        fits = value_fits(label.target, above.text)
    else:
        is_owned = index > 1 and _owns(marks[index - 2], above)
        fits = not is_owned and value_fits_only_before(label.target, above.text)
    return [Value(above.text, above.number)] if fits else []


def _owns(label: Mark, below: Mark) -> bool:
    """Whether a line is the value of the label above it."""
    is_bare = label.role is Role.LABEL and not label.rest
    return is_bare and asks_for(label.target, below.text)


def _bare_dates(label: Mark, marks: tuple[Mark, ...], index: int) -> list[Value]:
    """The years on lines of their own below `Looptijd: 100 %`."""
    found: list[Value] = []
    if label.target == "period":
        for mark in _from(marks, index + 1):
            if mark.role not in _VALUES or mark.block != label.block or not read_date(mark.text):
                break
            found.append(Value(mark.text, mark.number))
    return found


def _lines(label: Mark, *values: Value) -> tuple[int, ...]:
    return tuple(sorted({label.number, *(value.number for value in values)}))


def _one(
    field: str, read: Callable[[str], object]
) -> Callable[[Mark, list[Value], Page], Iterator[Finding]]:
    def reader(label: Mark, values: list[Value], _: Page) -> Iterator[Finding]:
        value = read(values[0].text)
        if value is not None:
            yield Finding(field, value, _lines(label, values[0]), How.LABELLED)

    return reader


def _page_date(label: Mark, values: list[Value], page: Page) -> Iterator[Finding]:
    """The day of publication; that of the last change only counts where the other lacks.

    Two dates behind `Datum` are the start and the end.
    """
    period = read_period(values[0].text)
    if period and period.start and period.end:
        yield from _period(label, values, page)
        return
    for finding in _one("page_date", _stated(read_start))(label, values, page):
        is_change = _CHANGED.search(label.label)
        yield replace(finding, certainty=_OF_CHANGE) if is_change else finding


def _stated(read: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """A reader of dates that finds none in `nog niet bekend (uiterlijk 2025)`."""
    return lambda text: None if is_placeholder(text.partition("(")[0]) else read(text)


def _period(label: Mark, values: list[Value], _: Page) -> Iterator[Finding]:
    percent = _PERCENT.search(values[0].text)
    if percent and int(percent[1]) <= _FULL:
        progress, lines = int(percent[1]), (label.number, values[0].number)
        yield Finding("progress_percent", progress, tuple(sorted(set(lines))), How.LABELLED)
        status = _status_at(progress)
        yield Finding("status", status, tuple(sorted(set(lines))), How.DERIVED, FOLLOWS)
        values = values if find_dates(values[0].text) else values[1:]
    if not values:
        return
    if _OVER.match(values[0].text):
        yield from _over(label, values[0])
        return
    dates = [(date, value) for value in values if (date := read_date(value.text))]
    period = read_period(values[0].text)
    if period:
        end = read_extension(values[0].text) or period.end
        for field, date in (("start_date", period.start), ("end_date", end)):
            if date:
                yield Finding(field, date, _lines(label, values[0]), How.LABELLED)
    elif dates:
        how = How.POSITIONAL if len(dates) > 1 or percent else How.LABELLED
        for field, (date, value) in zip(("start_date", "end_date"), dates, strict=False):
            yield Finding(field, date, (value.number,) if percent else _lines(label, value), how)


def _over(label: Mark, value: Value) -> Iterator[Finding]:
    """Read the end of a project that is over: `Afgerond in mei 2013`."""
    end = read_end(value.text)
    if end:
        yield Finding("end_date", end, _lines(label, value), How.LABELLED)
    yield Finding("status", "completed", _lines(label, value), How.DERIVED, FOLLOWS)


def _status_at(progress: int) -> str:
    if progress == 0:
        return "planned"
    return "completed" if progress == _FULL else "active"


def _themes(label: Mark, values: list[Value], _: Page) -> Iterator[Finding]:
    for value in values:
        # A bullet is one theme, even with a comma in it, and so is what semicolons separate.
        is_whole = value.is_item or _SEMICOLON.search(value.text)
        separators = _BETWEEN_ITEMS if is_whole else _BETWEEN_THEMES
        for theme in separators.split(value.text):
            theme = theme.strip(_AROUND_THEME)  # noqa: PLW2901
            if any(map(str.isalnum, theme)) and not is_prose(theme):
                yield Finding("themes", theme, _lines(label, value), How.LABELLED)


def _programme(label: Mark, values: list[Value], _: Page) -> Iterator[Finding]:
    value = {"programme": name_of_programme(values[0].text)}
    yield Finding("funding", value, _lines(label, values[0]), How.LABELLED)


def _call(label: Mark, values: list[Value], _: Page) -> Iterator[Finding]:
    yield Finding("funding", {"call": values[0].text}, _lines(label, values[0]), How.LABELLED)


def _money(label: Mark, values: list[Value], page: Page) -> Iterator[Finding]:
    """Read an amount, unless the model found its giver on the line: they are read together."""
    line = f"{label.label} {values[0].text}"
    if values[0].number in page.lines_with_givers or not is_of_project(line):
        return
    text = without_parts(values[0].text)
    amounts = find_amounts(text)
    amount = amounts[0] if len(amounts) == 1 else read_amount(text)
    if amount is not None and not is_price(amount, line):
        value = {"amount": amount, "currency": "EUR"}
        apart = is_whole_sum(label.label)
        yield Finding("funding", value, _lines(label, values[0]), How.LABELLED, apart=apart)


def _identifier(label: Mark, values: list[Value], page: Page) -> Iterator[Finding]:
    # Without a digit it is another word, such as a column header: `Kenmerk | Waarde`.
    if not re.search(r"\d", values[0].text):
        return
    value = {"scheme": page.layout.identifier_scheme, "value": values[0].text}
    yield Finding("identifiers", value, _lines(label, values[0]), How.LABELLED)


def _link(label: Mark, values: list[Value], _: Page) -> Iterator[Finding]:
    url = values[0].text
    if value_fits("link", url):
        value = {"url": url if "://" in url else f"https://{url}", "label": label.label}
        yield Finding("links", value, _lines(label, values[0]), How.LABELLED)


def _title(label: Mark, values: list[Value], page: Page) -> Iterator[Finding]:
    """Read a title after a label, on a page without a line chosen as title."""
    if all(mark.role is not Role.TITLE for mark in page.marks):
        yield Finding("title", values[0].text, _lines(label, values[0]), How.LABELLED)


_READERS: dict[str, Callable[[Mark, list[Value], Page], Iterator[Finding]]] = {
    "title": _title,
    "status": _one("status", read_stated_status),
    "start_date": _one("start_date", _stated(read_start)),
    "end_date": _one("end_date", _stated(read_end)),
    "page_date": _page_date,
    "period": _period,
    "themes": _themes,
    "identifier": _identifier,
    "programme": _programme,
    "call": _call,
    "amount": _money,
    "link": _link,
}
