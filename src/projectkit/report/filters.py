"""What the reader of a report can filter projects by, as short marks in the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from projectkit.model.identity import organisation_name
from projectkit.model.plain import PlainRecord
from projectkit.report.figures import running_years
from projectkit.report.labels import Labels
from projectkit.search.facets import Facets
from projectkit.search.fields import field
from projectkit.search.fold import fold
from projectkit.search.running import runs_on

# A funder of many projects does not take part in them.
_PAYS = "funder"
_NOW = "now"
STATUSES = ("active", "planned", "completed", "cancelled", "unknown")
"""The statuses in the order of the report; the last is for projects without one."""


class Choice(NamedTuple):
    """A value that projects are chosen by.

    Attributes:
        mark: its code in the page.
        text: what people call it.
        number: how many projects have it.
    """

    mark: str
    text: str
    number: int


class Filter(NamedTuple):
    """A field that projects are chosen by."""

    name: str
    label: str
    choices: list[Choice]


def working_together(record: PlainRecord) -> list[str]:
    """The organisations that do the work of a project, each once."""
    names = (each["name"] for each in record["organisations"] if each["role"] != _PAYS)
    return list({organisation_name(name): name for name in names}.values())


class Filters:
    """What projects can be chosen by.

    Attributes:
        ranked: for each field the values, the most frequent first.
        now: the projects that run today.
    """

    def __init__(
        self, records: Iterable[PlainRecord], labels: Labels, years: range, today: date
    ) -> None:
        """Count the values.

        Args:
            records: the projects.
            labels: the words of the report.
            years: the years that can be chosen.
            today: until when a project without an end runs.
        """
        self._labels, self._years, self._today = labels, years, today
        self._fields = [
            field("status"),
            field("themes"),
            field("organisations")._replace(values=working_together),
            field("programme"),
        ]
        facets, running, now = Facets(self._fields), dict.fromkeys(years, 0), 0
        for record in records:
            facets.add(record)
            now += runs_on(record, today)
            for year in self.running(record):
                running[year] += 1
        self.now = Choice(_NOW, labels("running_now"), now)
        self.ranked = {
            name: self._choices(name, counts) for name, counts in facets.values().items()
        }
        if facets.without["status"]:
            self.ranked["status"].append(self._status("unknown", facets.without["status"]))
        self.ranked["year"] = [
            Choice(f"y{year}", str(year), count) for year, count in running.items()
        ]
        self._known_by = {each.name: each.known_by for each in self._fields}
        self._marks = {
            name: {known_by(choice.text): choice.mark for choice in self.ranked[name]}
            for name, known_by in self._known_by.items()
        }
        self._marks["status"] = {status: f"s{status}" for status in STATUSES}

    def running(self, record: PlainRecord) -> range:
        """The years in which a project ran, as far as they can be chosen."""
        years = running_years(record, self._today)
        return range(max(years.start, self._years.start), min(years.stop, self._years.stop))

    def marks(self, record: PlainRecord) -> str:
        """The marks of all that a project can be chosen by."""
        found = [
            self._marks[each.name].get(each.known_by(value))
            for each in self._fields
            for value in each.values(record)
        ]
        unknown = [] if record["status"] else ["sunknown"]
        now = [_NOW] if runs_on(record, self._today) else []
        years = [f"y{year}" for year in self.running(record)]
        return " ".join(dict.fromkeys([*filter(None, found), *unknown, *now, *years]))

    def link(self, *marks: str) -> str:
        """The address in the page of the projects with all of these marks."""
        return f"#f={'+'.join(marks)}"

    def link_to(self, name: str, value: str) -> str:
        """The address in the page of the projects with a value of a field."""
        return self.link(self._marks[name].get(self._known_by[name](value), ""))

    def shown(self) -> list[Filter]:
        """The fields with more than one value, the values in alphabetical order."""
        titles = {
            "status": "status_title",
            "year": "year",
            "themes": "theme",
            "organisations": "organisation",
            "programme": "programme",
        }
        shown = [name for name in titles if len(self._sorted(name)) > 1]
        return [Filter(name, self._labels(titles[name]), self._sorted(name)) for name in shown]

    def _sorted(self, name: str) -> list[Choice]:
        if name == "status":
            return [*([self.now] if self.now.number else []), *self.ranked[name]]
        if name == "year":
            return self.ranked[name]
        return sorted(self.ranked[name], key=lambda choice: fold(choice.text))

    def _status(self, status: str, count: int) -> Choice:
        return Choice(f"s{status}", self._labels.word("status", status), count)

    def _choices(self, name: str, counts: list[tuple[str, int]]) -> list[Choice]:
        if name == "status":
            order = sorted(counts, key=lambda each: STATUSES.index(each[0]))
            return [self._status(value, count) for value, count in order]
        return [
            Choice(f"{name[0]}{number}", value, count)
            for number, (value, count) in enumerate(counts)
        ]
