"""The charts of a report: each a drawing, one sentence that says what it shows, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import starmap
from textwrap import wrap
from typing import Any, NamedTuple

from projectkit.model.plain import PlainRecord
from projectkit.report.figures import FigureTable
from projectkit.report.filters import Choice, Filters
from projectkit.report.labels import Labels, capital
from projectkit.report.network import Edge, Network
from projectkit.report.page_text import short
from projectkit.report.svg import chart
from projectkit.search.fold import fold

_MOST_BARS, _MOST_THEMES, _MOST_YEARS = 10, 14, 15
_LONG, _SHORT, _LINE = 60, 36, 16
_MOST_LINES = 3
_ACCENT = "var(--accent)"


class Cell(NamedTuple):
    """A text in a table, with the address in the page of the projects that it is about."""

    text: str
    href: str = ""


class ChartTable(NamedTuple):
    """What a chart shows, as a table."""

    headers: list[str]
    rows: list[list[Cell]]


class Chart(NamedTuple):
    """A chart.

    Attributes:
        name: what the page calls it.
        title: what people call it.
        sentence: what it shows; why there is nothing to show.
        svg: the drawing; empty if there is nothing to show.
        tables: the same as tables.
        notes: what a reader should know.
        wide: whether it takes the width of the page.
    """

    name: str
    title: str
    sentence: str
    svg: str = ""
    tables: Sequence[ChartTable] = ()
    notes: Sequence[str] = ()
    wide: bool = False


class Charts:
    """The charts of some projects."""

    def __init__(self, filters: Filters, labels: Labels) -> None:
        """Take what projects are counted by.

        Args:
            filters: the values and how often they occur.
            labels: the words of the report.
        """
        self._filters, self._labels = filters, labels

    def bars(self, name: str) -> Chart:
        """The most frequent values of a field."""
        ranked = self._filters.ranked[name]
        shown, title = ranked[:_MOST_BARS], self._labels(f"{name}_title")
        if not shown:
            return self._empty(name, title)
        first = max(shown, key=lambda choice: choice.number)
        sentence = self._labels(
            "sentence_bars", first=capital(first.text), number=self._projects(first.number)
        )
        colored = {choice.mark: f"var(--{choice.mark})" for choice in shown if name == "status"}
        svg = chart(
            "bars", values=[self._bar(each, colored.get(each.mark, _ACCENT)) for each in shown]
        )
        less = len(ranked) > len(shown)
        notes = (
            [self._labels("note_top", shown=len(shown), all=self._labels.number(len(ranked)))]
            if less
            else []
        )
        return Chart(name, title, sentence, svg, [self._counts(title, shown)], notes)

    def running(self, this_year: int) -> Chart:
        """How many projects ran in each year."""
        years, title = self._filters.ranked["year"], self._labels("running_title")
        if not any(year.number for year in years):
            return self._empty("running", title)
        most = max(years, key=lambda year: year.number)
        colors = {str(this_year): "var(--now)"}
        svg = chart(
            "columns", values=[self._bar(year, colors.get(year.text, _ACCENT)) for year in years]
        )
        number = self._projects(most.number)
        first, last = years[0].text, years[-1].text
        sentence = self._labels(
            "sentence_running", first=first, last=last, year=most.text, number=number
        )
        notes = (
            [self._labels("note_this_year")]
            if str(this_year) in {year.text for year in years}
            else []
        )
        return Chart(
            "running", title, sentence, svg, [self._counts(self._labels("year"), years)], notes
        )

    def heatmap(self, records: Sequence[PlainRecord]) -> Chart:
        """How many projects ran on each theme in each year."""
        all_themes, all_years = self._filters.ranked["themes"], self._filters.ranked["year"]
        years, title = all_years[-_MOST_YEARS:], self._labels("heatmap_title")
        counts = self._themes_in_years(records)
        running = [
            theme
            for theme in all_themes
            if any((fold(theme.text), year.text) in counts for year in years)
        ]
        themes = running[:_MOST_THEMES]
        cells = [
            (theme, year, counts.get((fold(theme.text), year.text), 0))
            for theme in themes
            for year in years
        ]
        if not cells:
            return self._empty("heatmap", title)
        top = max(cells, key=lambda cell: cell[2])
        sentence = self._labels(
            "sentence_heatmap",
            first=years[0].text,
            last=years[-1].text,
            theme=top[0].text,
            year=top[1].text,
            number=self._projects(top[2]),
        )
        numbers = [str(number or "") for _, _, number in cells]
        rows = [
            [self._cell(theme), *map(Cell, numbers[place * len(years) : (place + 1) * len(years)])]
            for place, theme in enumerate(themes)
        ]
        table = ChartTable([self._labels("theme"), *(year.text for year in years)], rows)
        notes = (
            [self._labels("note_top", shown=len(themes), all=len(running))]
            if themes != running
            else []
        )
        notes += [self._labels("note_years", number=len(years))] if years != all_years else []
        svg = chart("heatmap", values=list(starmap(self._square, cells)))
        return Chart("heatmap", title, sentence, svg, [table], notes, wide=True)

    def network(self, found: Network) -> Chart:
        """Which organisations work together."""
        title = self._labels("network_title")
        if not found.nodes:
            return self._empty("network", title)
        choices = {fold(choice.text): choice for choice in self._filters.ranked["organisations"]}
        nodes = [choices[node.name] for node in found.nodes]
        works = self._labels("partners")
        described = [
            f"{choice.text}: {self._projects(node.projects)}, {works} {self._partners(node.partners)}"
            for choice, node in zip(nodes, found.nodes, strict=True)
        ]
        values = [
            {
                "label": _lines(choice.text),
                "projects": choice.number,
                **self._linked(choice),
                "description": text,
            }
            for choice, text in zip(nodes, described, strict=True)
        ]
        svg = chart("network", values=values, edges=[edge._asdict() for edge in found.edges])
        sentence = self._labels(
            "sentence_network",
            shown=self._partners(len(nodes)),
            first=nodes[0].text,
            partners=self._partners(found.nodes[0].partners),
        )
        tables = [self._organisations(nodes, found), self._ties(nodes, found.edges)]
        return Chart("network", title, sentence, svg, tables, self._network_notes(found), wide=True)

    def completeness(self, table: FigureTable, total: int) -> Chart:
        """For which part of the projects each field is known."""
        title = self._labels("completeness_title")
        rows = [(str(row[0]), int(row[1]), int(row[2])) for row in table.rows]
        if not total:
            return self._empty("completeness", title)
        values = [
            {
                "key": number,
                "label": capital(name),
                "value": percent,
                "text": f"{percent}%",
                "color": _ACCENT,
                "href": None,
                "description": f"{name}: {percent}%",
            }
            for number, (name, _, percent) in enumerate(rows)
        ]
        least = min(rows, key=lambda row: row[2])
        sentence = self._labels("sentence_completeness", last=least[0], percent=least[2])
        cells = [
            [Cell(capital(name)), Cell(str(filled)), Cell(str(percent))]
            for name, filled, percent in rows
        ]
        headers = ["", self._labels("filled"), self._labels("per_cent")]
        return Chart(
            "completeness",
            title,
            sentence,
            chart("bars", values=values),
            [ChartTable(headers, cells)],
        )

    def _empty(self, name: str, title: str) -> Chart:
        return Chart(name, title, self._labels("nothing"))

    def _projects(self, number: int) -> str:
        return self._labels.count("projects", number)

    def _partners(self, number: int) -> str:
        return self._labels.count("organisations", number)

    def _linked(self, *choices: Choice) -> dict[str, str]:
        return {"href": self._filters.link(*(choice.mark for choice in choices))}

    def _cell(self, choice: Choice) -> Cell:
        return Cell(capital(choice.text), self._filters.link(choice.mark))

    def _counts(self, title: str, choices: Sequence[Choice]) -> ChartTable:
        rows = [
            [self._cell(choice), Cell(self._labels.number(choice.number))] for choice in choices
        ]
        return ChartTable([title, self._labels("number")], rows)

    def _bar(self, choice: Choice, color: str) -> dict[str, Any]:
        return {
            "key": choice.mark,
            "label": short(capital(choice.text), _LONG),
            "value": choice.number,
            "color": color,
            "text": self._labels.number(choice.number),
            "description": f"{choice.text}: {self._projects(choice.number)}",
            **self._linked(choice),
        }

    def _square(self, theme: Choice, year: Choice, number: int) -> dict[str, Any]:
        description = f"{theme.text}, {year.text}: {self._projects(number)}"
        square = {"label": short(theme.text, _SHORT), "year": year.text, "value": number}
        return square | (
            {**self._linked(theme, year), "description": description} if number else {}
        )

    def _themes_in_years(self, records: Sequence[PlainRecord]) -> dict[tuple[str, str], int]:
        counts: dict[tuple[str, str], int] = {}
        for record in records:
            for theme in set(map(fold, record["themes"])):
                for year in self._filters.running(record):
                    counts[theme, str(year)] = counts.get((theme, str(year)), 0) + 1
        return counts

    def _organisations(self, nodes: Sequence[Choice], found: Network) -> ChartTable:
        rows = [
            [self._cell(choice), Cell(str(node.projects)), Cell(str(node.partners))]
            for choice, node in zip(nodes, found.nodes, strict=True)
        ]
        return ChartTable(
            [self._labels("organisation"), self._labels("number"), self._labels("partners")], rows
        )

    def _ties(self, nodes: Sequence[Choice], edges: Sequence[Edge]) -> ChartTable:
        rows = [
            [Cell(nodes[edge.source].text), Cell(nodes[edge.target].text), Cell(str(edge.projects))]
            for edge in edges
        ]
        labels = self._labels
        return ChartTable(
            [labels("organisation"), labels("and_organisation"), labels("together")], rows
        )

    def _network_notes(self, found: Network) -> list[str]:
        notes = [self._labels("note_network")]
        if len(found.nodes) < found.all_nodes:
            notes.append(
                self._labels("note_network_top", shown=len(found.nodes), all=found.all_nodes)
            )
        if len(found.edges) < found.all_edges:
            notes.append(
                self._labels("note_network_edges", shown=len(found.edges), all=found.all_edges)
            )
        return notes


def _lines(name: str) -> str:
    """A name on a few short lines."""
    parts = [short(word, _LINE) for word in name.split()]
    lines = wrap(" ".join(parts), _LINE, break_long_words=False, break_on_hyphens=False) or [name]
    return "\n".join(
        lines
        if len(lines) <= _MOST_LINES
        else [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]}…"]
    )
