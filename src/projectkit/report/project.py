"""One project as a page shows it: its line in the table and the timeline, and all that is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from projectkit.dutch.names import with_titles
from projectkit.model.labels import label
from projectkit.model.plain import (
    PlainFunding,
    PlainLink,
    PlainOrganisation,
    PlainPerson,
    PlainRecord,
    PlainSection,
)
from projectkit.report.charts import Cell
from projectkit.report.filters import Filters
from projectkit.report.labels import Labels, capital, plain_number
from projectkit.report.page_text import TextBlock, blocks, host, web_address
from projectkit.report.timeline import Axis, Bar

# A number of which the page does not say who gave it.
_ANY_SCHEME = "project_number"


class ProjectLine(NamedTuple):
    """A project in the table and the timeline.

    Attributes:
        anchor: where its page is.
        title: its title, or what it is called instead.
        status: its status, `unknown` if there is none.
        start: since when, as in the record.
        end: until when, as in the record.
        lead: who leads it.
        themes: its themes.
        amount: its budget, with the currency.
        money: its budget as a number.
        marks: all that it can be chosen by.
        bar: when it ran.
    """

    anchor: str
    title: str
    status: str
    start: str
    end: str
    lead: str
    themes: str
    amount: str
    money: Decimal | None
    marks: str
    bar: Bar | None


class ProjectFact(NamedTuple):
    """Something that is known of a project."""

    label: str
    values: list[Cell]


class ProjectPassage(NamedTuple):
    """A piece of running text under a heading."""

    heading: str
    blocks: list[TextBlock]


class ProjectPage(NamedTuple):
    """All that is known of a project; each item of a list has what it is, and what is said of it."""

    also: list[str]
    facts: list[ProjectFact]
    organisations: list[tuple[Cell, list[str]]]
    persons: list[tuple[Cell, list[str]]]
    passages: list[ProjectPassage]
    subprojects: list[ProjectPassage]
    links: list[tuple[Cell, list[str]]]
    source: Cell


def anchors(records: Iterable[PlainRecord]) -> Iterator[str]:
    """Where the page of each project is; two projects with one id get two places."""
    seen = Counter[str]()
    for record in records:
        seen[record["id"]] += 1
        again = f".{seen[record['id']]}" if seen[record["id"]] > 1 else ""
        yield f"p-{record['id']}{again}"


def budget(record: PlainRecord) -> dict[str, Decimal]:
    """What a project costs, in each currency."""
    sums: dict[str, Decimal] = {}
    for each in record["funding"]:
        amount = plain_number(each["amount"])
        if amount is not None:
            sums[each["currency"] or ""] = sums.get(each["currency"] or "", Decimal()) + amount
    return sums


class Projects:
    """How projects are shown."""

    def __init__(
        self, labels: Labels, filters: Filters, axis: Axis, *, with_contacts: bool
    ) -> None:
        """Take what all projects share.

        Args:
            labels: the words of the report.
            filters: what projects can be chosen by.
            axis: the years of the timeline.
            with_contacts: whether to show how to reach persons.
        """
        self._labels, self._filters, self._axis, self._with_contacts = (
            labels,
            filters,
            axis,
            with_contacts,
        )

    def line(self, anchor: str, record: PlainRecord) -> ProjectLine:
        """A project in the table and the timeline."""
        sums = budget(record)
        return ProjectLine(
            anchor=anchor,
            title=record["title"] or next(iter(record["alternate_titles"]), record["id"]),
            status=record["status"] or "unknown",
            start=record["start_date"] or "",
            end=record["end_date"] or "",
            lead=", ".join(
                dict.fromkeys(
                    each["name"] for each in record["organisations"] if each["role"] == "lead"
                )
            ),
            themes=", ".join(record["themes"]),
            amount=self._money(sums),
            money=sum(sums.values(), Decimal()) if sums else None,
            marks=self._filters.marks(record),
            bar=self._axis.bar(record),
        )

    def page(self, record: PlainRecord) -> ProjectPage:
        """All that is known of a project."""
        parts = [(part["title"], part["text"]) for part in record["subprojects"]]
        sections = [
            (self._heading(each), each["text"])
            for each in record["sections"]
            if each["text"].strip()
        ]
        return ProjectPage(
            also=list(record["alternate_titles"])
            if record["title"]
            else list(record["alternate_titles"][1:]),
            facts=list(self._facts(record)),
            organisations=[self._organisation(each) for each in record["organisations"]],
            persons=[self._person(each) for each in record["persons"]],
            passages=[ProjectPassage(heading, list(blocks(text))) for heading, text in sections],
            subprojects=[ProjectPassage(heading, list(blocks(text))) for heading, text in parts],
            links=[self._link(each) for each in record["links"]],
            source=self._source(record),
        )

    def name(self, field: str) -> str:
        """What people call a field."""
        return capital(label(field, self._labels.language))

    def _facts(self, record: PlainRecord) -> Iterator[ProjectFact]:
        labels, filters = self._labels, self._filters
        simple: dict[str, Sequence[str | Cell]] = {
            "kind": [labels.word("kind", record["kind"])] if record["kind"] != "project" else [],
            "status": [labels.word("status", record["status"])] if record["status"] else [],
            "period": [labels.period(record["start_date"], record["end_date"], exact=True)],
            "progress_percent": []
            if record["progress_percent"] is None
            else [f"{record['progress_percent']}%"],
            "themes": [Cell(theme, filters.link_to("themes", theme)) for theme in record["themes"]],
            "identifiers": [
                _number(each["scheme"], each["value"]) for each in record["identifiers"]
            ],
            "funding": list(map(self._funding, record["funding"])),
            "page_date": [labels.day(record["page_date"])] if record["page_date"] else [],
        }
        for field, values in simple.items():
            cells = [Cell(each) if isinstance(each, str) else each for each in values]
            known = [cell for cell in cells if cell.text]
            if known:
                yield ProjectFact(
                    labels("period") if field == "period" else self.name(field), known
                )

    def _money(self, sums: dict[str, Decimal]) -> str:
        return " + ".join(self._labels.money(amount, currency) for currency, amount in sums.items())

    def _funding(self, item: PlainFunding) -> str:
        amount = plain_number(item["amount"])
        money = "" if amount is None else self._labels.money(amount, item["currency"])
        return _joined(item["funder"], item["programme"], item["call"], money)

    def _source(self, record: PlainRecord) -> Cell:
        source = record["source"] or {"file": "", "url": None}
        address = web_address(source["url"])
        return Cell(source["url"], address or "") if source["url"] else Cell(source["file"] or "")

    def _heading(self, section: PlainSection) -> str:
        kind = section["kind"]
        return section["heading"] or ("" if kind == "other" else self._labels.word("section", kind))

    def _organisation(self, item: PlainOrganisation) -> tuple[Cell, list[str]]:
        address = (
            self._filters.link_to("organisations", item["name"]) if item["role"] != "funder" else ""
        )
        return Cell(item["name"], address), _some(
            item["unit"], self._labels.word("organisation_role", item["role"])
        )

    def _person(self, item: PlainPerson) -> tuple[Cell, list[str]]:
        roles = ", ".join(self._labels.word("person_role", role) for role in item["roles"])
        contacts = (item["email"], item["phone"], item["address"]) if self._with_contacts else ()
        name = with_titles(item["name"], item["titles"])
        return Cell(name), _some(item["role_text"] or roles, item["organisation"], *contacts)

    def _link(self, item: PlainLink) -> tuple[Cell, list[str]]:
        address = web_address(item["url"])
        if not address:
            return Cell(_joined(item["label"], item["url"])), []
        return Cell(item["label"] or item["url"], address), [host(address)] if item["label"] else []


def _some(*parts: str | None) -> list[str]:
    return [part for part in parts if part]


def _number(scheme: str, value: str) -> str:
    return value if scheme == _ANY_SCHEME else f"{value} ({scheme})"


def _joined(*parts: str | None) -> str:
    return " · ".join(_some(*parts))
