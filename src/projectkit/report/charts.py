"""The charts of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import starmap
from textwrap import wrap
from typing import Any

from projectkit.export.page_text import short
from projectkit.model.identity import organisation_name
from projectkit.model.plain import PlainRecord
from projectkit.report.chart import Cell, Chart, ChartTable
from projectkit.report.figures import FigureTable
from projectkit.report.filters import Choice, Filters
from projectkit.report.labels import Labels, capital
from projectkit.report.network import Edge, Network, Node
from projectkit.report.svg import chart
from projectkit.search.fold import fold

_MOST_BARS, _MOST_THEMES, _MOST_YEARS = 10, 14, 15
_LONG, _SHORT, _LINE = 60, 36, 16
_MOST_LINES = 3
_ACCENT = "var(--accent)"


class Charts:
    """The charts of some projects."""

    def __init__(self, filters: Filters, labels: Labels) -> None:
        """Take the values that projects are counted by.

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
        most = max(choice.number for choice in ranked)
        leaders = [capital(choice.text) for choice in ranked if choice.number == most]
        sentence = self._labels.leading(
            "sentence_bars", leaders, len(ranked), number=self._projects(most)
        )
        colors = {choice.mark: f"var(--{choice.mark})" for choice in shown if name == "status"}
        values = [self._bar(choice, colors.get(choice.mark, _ACCENT)) for choice in shown]
        tables = [self._counts(title, shown)]
        notes = self._top_note(len(shown), len(ranked))
        return Chart(name, title, sentence, chart("bars", values=values), tables, notes)

    def running(self, this_year: int) -> Chart:
        """How many projects ran in each year."""
        years, title = self._filters.ranked["year"], self._labels("running_title")
        if not any(year.number for year in years):
            return self._empty("running", title)
        most = max(year.number for year in years)
        sentence = self._labels.leading(
            "sentence_running",
            [year.text for year in years if year.number == most],
            len(years),
            first=years[0].text,
            last=years[-1].text,
            number=self._projects(most),
        )
        colors = {str(this_year): "var(--now)"}
        values = [self._bar(year, colors.get(year.text, _ACCENT)) for year in years]
        tables = [self._counts(self._labels("year"), years)]
        has_this_year = str(this_year) in {year.text for year in years}
        notes = [self._labels("note_this_year")] if has_this_year else []
        return Chart("running", title, sentence, chart("columns", values=values), tables, notes)

    def heatmap(self, records: Sequence[PlainRecord]) -> Chart:
        """How many projects ran on each theme in each year."""
        title, all_years = self._labels("heatmap_title"), self._filters.ranked["year"]
        years = all_years[-_MOST_YEARS:]
        counts = self._themes_in_years(records)
        running = [
            theme
            for theme in self._filters.ranked["themes"]
            if any((fold(theme.text), year.text) in counts for year in years)
        ]
        if not running:
            return self._empty("heatmap", title)
        themes = running[:_MOST_THEMES]
        rows = {
            theme: [(theme, year, counts[fold(theme.text), year.text]) for year in years]
            for theme in themes
        }
        squares = [square for row in rows.values() for square in row]
        most = max(squares, key=lambda square: square[2])
        equals = sum(square[2] == most[2] for square in squares)
        sentence = self._labels(
            "sentence_heatmap" if equals == 1 else "sentence_heatmap_many",
            first=years[0].text,
            last=years[-1].text,
            theme=most[0].text,
            year=most[1].text,
            number=self._projects(most[2]),
        )
        svg = chart("heatmap", values=list(starmap(self._square, squares)))
        table = ChartTable(
            [self._labels("theme"), *(year.text for year in years)],
            [
                [self._cell(theme), *(Cell(str(number or "")) for _, _, number in row)]
                for theme, row in rows.items()
            ],
        )
        notes = self._top_note(len(themes), len(running))
        notes += [self._labels("note_years", number=len(years))] if years != all_years else []
        return Chart("heatmap", title, sentence, svg, [table], notes, wide=True)

    def network(self, found: Network) -> Chart:
        """Which organisations work together."""
        title = self._labels("network_title")
        if not found.nodes:
            return self._empty("network", title)
        ranked = self._filters.ranked["organisations"]
        choices = {organisation_name(choice.text): choice for choice in ranked}
        nodes = [choices[node.name] for node in found.nodes]
        most = found.nodes[0].partners
        pairs = zip(nodes, found.nodes, strict=True)
        sentence = self._labels.leading(
            "sentence_network",
            [choice.text for choice, node in pairs if node.partners == most],
            found.all_nodes,
            shown=self._partners(len(nodes)),
            number=self._partners(most),
        )
        values = list(map(self._circle, nodes, found.nodes))
        svg = chart("network", values=values, edges=[edge._asdict() for edge in found.edges])
        tables = [self._organisations(nodes, found), self._ties(nodes, found.edges)]
        return Chart("network", title, sentence, svg, tables, self._network_notes(found), wide=True)

    def completeness(self, table: FigureTable, total: int) -> Chart:
        """The share of projects for which each field is known."""
        title = self._labels("completeness_title")
        if not total:
            return self._empty("completeness", title)
        rows = [(str(row[0]), int(row[1]), int(row[2])) for row in table.rows]
        least = min(row[2] for row in rows)
        last = [row[0] for row in rows if row[2] == least]
        sentence = self._labels.leading("sentence_completeness", last, len(rows), percent=least)
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
        cells = [
            [Cell(capital(name)), Cell(str(filled)), Cell(str(percent))]
            for name, filled, percent in rows
        ]
        tables = [ChartTable(["", self._labels("filled"), self._labels("per_cent")], cells)]
        return Chart("completeness", title, sentence, chart("bars", values=values), tables)

    def _empty(self, name: str, title: str) -> Chart:
        return Chart(name, title, self._labels("nothing"))

    def _top_note(self, shown: int, total: int) -> list[str]:
        """What to say if only the most frequent values are shown."""
        if shown == total:
            return []
        return [self._labels("note_top", shown=shown, all=self._labels.number(total))]

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
        square = {"label": short(theme.text, _SHORT), "year": year.text, "value": number}
        if not number:
            return square
        description = f"{theme.text}, {year.text}: {self._projects(number)}"
        return {**square, **self._linked(theme, year), "description": description}

    def _circle(self, choice: Choice, node: Node) -> dict[str, Any]:
        works_with = f"{self._labels('partners')} {self._partners(node.partners)}"
        return {
            "label": _lines(choice.text),
            "projects": choice.number,
            **self._linked(choice),
            "description": f"{choice.text}: {self._projects(node.projects)}, {works_with}",
        }

    def _themes_in_years(self, records: Sequence[PlainRecord]) -> Counter[tuple[str, str]]:
        counts = Counter[tuple[str, str]]()
        for record in records:
            themes = set(map(fold, record["themes"]))
            counts.update(
                (theme, str(year)) for theme in themes for year in self._filters.running(record)
            )
        return counts

    def _organisations(self, nodes: Sequence[Choice], found: Network) -> ChartTable:
        rows = [
            [self._cell(choice), Cell(str(node.projects)), Cell(str(node.partners))]
            for choice, node in zip(nodes, found.nodes, strict=True)
        ]
        labels = self._labels
        return ChartTable([labels("organisation"), labels("number"), labels("partners")], rows)

    def _ties(self, nodes: Sequence[Choice], edges: Sequence[Edge]) -> ChartTable:
        rows = [
            [Cell(nodes[edge.source].text), Cell(nodes[edge.target].text), Cell(str(edge.projects))]
            for edge in edges
        ]
        labels = self._labels
        headers = [labels("organisation"), labels("and_organisation"), labels("together")]
        return ChartTable(headers, rows)

    def _network_notes(self, found: Network) -> list[str]:
        labels, nodes, edges = self._labels, len(found.nodes), len(found.edges)
        notes = [labels("note_network")]
        if nodes < found.all_nodes:
            notes.append(labels("note_network_top", shown=nodes, all=found.all_nodes))
        if edges < found.all_edges:
            notes.append(labels("note_network_edges", shown=edges, all=found.all_edges))
        return notes


def _lines(name: str) -> str:
    """A name on a few short lines."""
    words = " ".join(short(word, _LINE) for word in name.split())
    lines = wrap(words, _LINE, break_long_words=False, break_on_hyphens=False) or [name]
    shown = "\n".join(lines[:_MOST_LINES])
    return shown if len(lines) <= _MOST_LINES else f"{shown}…"
