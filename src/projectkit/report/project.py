"""A project in a report: its line in the table and the timeline, and a page of all its data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from projectkit.dutch.person_names import with_titles
from projectkit.export.page_text import TextBlock, blocks, host, web_address
from projectkit.model.labels import label
from projectkit.model.plain import (
    PlainFunding,
    PlainIdentifier,
    PlainLink,
    PlainOrganisation,
    PlainPerson,
    PlainRecord,
    PlainSection,
)
from projectkit.report.chart import Cell
from projectkit.report.filters import Filters
from projectkit.report.labels import Labels, capital, plain_number
from projectkit.report.timeline import Axis, Bar

# The scheme of a number whose issuer the source does not name.
_ANY_SCHEME = "project_number"


class ProjectLine(NamedTuple):
    """A project in the table and the timeline.

    Attributes:
        anchor: where its page is.
        title: its title, or else another title or its id.
        status: its status, `unknown` if there is none.
        start: its start date, as in the record.
        end: its end date, as in the record.
        lead: who leads it.
        themes: its themes.
        amount: its budget, with the currency.
        money: its budget as a number.
        marks: the marks of all that it can be chosen by.
        bar: its bar in the timeline.
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
    """Something known of a project, with its label."""

    label: str
    values: list[Cell]


class ProjectPassage(NamedTuple):
    """A piece of running text under a heading."""

    heading: str
    blocks: list[TextBlock]


class ProjectPage(NamedTuple):
    """All data of a project; organisations, persons and links each have a list of details."""

    also: list[str]
    facts: list[ProjectFact]
    organisations: list[tuple[Cell, list[str]]]
    persons: list[tuple[Cell, list[str]]]
    passages: list[ProjectPassage]
    subprojects: list[ProjectPassage]
    links: list[tuple[Cell, list[str]]]
    source: Cell


def anchors(records: Iterable[PlainRecord]) -> Iterator[str]:
    """The anchor of each project's page; projects with the same id get different ones."""
    seen = Counter[str]()
    for record in records:
        seen[record["id"]] += 1
        again = f".{seen[record['id']]}" if seen[record["id"]] > 1 else ""
        yield f"p-{record['id']}{again}"


def budget(record: PlainRecord) -> dict[str, Decimal]:
    """The budget of a project in each currency."""
    sums: dict[str, Decimal] = {}
    for item in record["funding"]:
        amount, currency = plain_number(item["amount"]), item["currency"] or ""
        if amount is not None:
            sums[currency] = sums.get(currency, Decimal()) + amount
    return sums


class Projects:
    """The projects of a report."""

    def __init__(
        self, labels: Labels, filters: Filters, axis: Axis, *, with_contacts: bool
    ) -> None:
        """Take what all projects share.

        Args:
            labels: the words of the report.
            filters: what projects can be chosen by.
            axis: the years of the timeline.
            with_contacts: whether to show contact data of persons.
        """
        self._labels, self._filters = labels, filters
        self._axis, self._with_contacts = axis, with_contacts

    def line(self, anchor: str, record: PlainRecord) -> ProjectLine:
        """A project in the table and the timeline."""
        sums = budget(record)
        title = record["title"] or next(iter(record["alternate_titles"]), record["id"])
        status = record["status"] or "unknown"
        leads = [item["name"] for item in record["organisations"] if item["role"] == "lead"]
        return ProjectLine(
            anchor=anchor,
            title=title,
            status=status,
            start=record["start_date"] or "",
            end=record["end_date"] or "",
            lead=", ".join(dict.fromkeys(leads)),
            themes=", ".join(record["themes"]),
            amount=self._money(sums),
            money=sum(sums.values(), Decimal()) if sums else None,
            marks=self._filters.marks(record),
            bar=self._axis.bar(record),
        )

    def page(self, record: PlainRecord) -> ProjectPage:
        """All data of a project."""
        sections = [each for each in record["sections"] if each["text"].strip()]
        # Without a title, the first of the others is on top.
        others = record["alternate_titles"][0 if record["title"] else 1 :]
        return ProjectPage(
            also=list(others),
            facts=list(self._facts(record)),
            organisations=list(map(self._organisation, record["organisations"])),
            persons=list(map(self._person, record["persons"])),
            passages=[_passage(self._heading(each), each["text"]) for each in sections],
            subprojects=[_passage(each["title"], each["text"]) for each in record["subprojects"]],
            links=list(map(_link, record["links"])),
            source=_source(record),
        )

    def name(self, field: str) -> str:
        """What people call a field."""
        return capital(label(field, self._labels.language))

    def _facts(self, record: PlainRecord) -> Iterator[ProjectFact]:
        labels = self._labels
        period = labels.period(record["start_date"], record["end_date"], exact=True)
        found = [
            ("kind", self._kind(record)),
            ("status", self._status(record)),
            ("period", [Cell(period)]),
            ("progress_percent", _progress(record)),
            ("themes", list(map(self._theme, record["themes"]))),
            ("identifiers", list(map(_identifier, record["identifiers"]))),
            ("funding", [Cell(self._funding(item)) for item in record["funding"]]),
            ("page_date", self._page_date(record)),
        ]
        for field, cells in found:
            known = [cell for cell in cells if cell.text]
            if known:
                name = labels("period") if field == "period" else self.name(field)
                yield ProjectFact(name, known)

    def _kind(self, record: PlainRecord) -> list[Cell]:
        """The kind, if it is not just a project."""
        kind = record["kind"]
        return [] if kind == "project" else [Cell(self._labels.word("kind", kind))]

    def _status(self, record: PlainRecord) -> list[Cell]:
        status = record["status"]
        return [Cell(self._labels.word("status", status))] if status else []

    def _theme(self, theme: str) -> Cell:
        return Cell(theme, self._filters.link_to("themes", theme))

    def _page_date(self, record: PlainRecord) -> list[Cell]:
        return [Cell(self._labels.day(record["page_date"]))] if record["page_date"] else []

    def _money(self, sums: dict[str, Decimal]) -> str:
        return " + ".join(self._labels.money(amount, currency) for currency, amount in sums.items())

    def _funding(self, item: PlainFunding) -> str:
        amount = plain_number(item["amount"])
        money = "" if amount is None else self._labels.money(amount, item["currency"])
        return _joined(item["funder"], item["programme"], item["call"], money)

    def _heading(self, section: PlainSection) -> str:
        if section["heading"] or section["kind"] == "other":
            return section["heading"] or ""
        return self._labels.word("section", section["kind"])

    def _organisation(self, item: PlainOrganisation) -> tuple[Cell, list[str]]:
        role = self._labels.word("organisation_role", item["role"])
        is_funder = item["role"] == "funder"
        address = "" if is_funder else self._filters.link_to("organisations", item["name"])
        return Cell(item["name"], address), _some(item["unit"], role)

    def _person(self, item: PlainPerson) -> tuple[Cell, list[str]]:
        roles = ", ".join(self._labels.word("person_role", role) for role in item["roles"])
        contacts = (item["email"], item["phone"], item["address"]) if self._with_contacts else ()
        name = with_titles(item["name"], item["titles"])
        return Cell(name), _some(item["role_text"] or roles, item["organisation"], *contacts)


def _passage(heading: str, text: str) -> ProjectPassage:
    return ProjectPassage(heading, list(blocks(text)))


def _progress(record: PlainRecord) -> list[Cell]:
    percent = record["progress_percent"]
    return [] if percent is None else [Cell(f"{percent}%")]


def _identifier(item: PlainIdentifier) -> Cell:
    scheme, value = item["scheme"], item["value"]
    return Cell(value if scheme == _ANY_SCHEME else f"{value} ({scheme})")


def _link(item: PlainLink) -> tuple[Cell, list[str]]:
    address = web_address(item["url"])
    if not address:
        return Cell(_joined(item["label"], item["url"])), []
    if not item["label"]:
        return Cell(item["url"], address), []
    return Cell(item["label"], address), [host(address)]


def _source(record: PlainRecord) -> Cell:
    source = record["source"] or {"file": "", "url": None}
    if not source["url"]:
        return Cell(source["file"] or "")
    return Cell(source["url"], web_address(source["url"]) or "")


def _some(*parts: str | None) -> list[str]:
    return [part for part in parts if part]


def _joined(*parts: str | None) -> str:
    return " · ".join(_some(*parts))
