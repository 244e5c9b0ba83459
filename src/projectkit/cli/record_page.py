"""One record as a page that is pleasant to read on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from projectkit.cli.terminal import plain
from projectkit.dutch.names import with_titles
from projectkit.language.translate import _, language, later
from projectkit.model.labels import label
from projectkit.model.record import Funding, Organisation, Person, Record
from projectkit.model.source import FieldState
from projectkit.search.fields import field, shown

_ITEM = re.compile(r"(- |\d{1,2}\. )(.*)", re.DOTALL)
_ROLES = {
    "lead": later("lead"),
    "partner": later("partner"),
    "funder": later("funder"),
    "contractor": later("contractor"),
    "project_leader": later("project_leader"),
    "programme_leader": later("programme_leader"),
    "coordinator": later("coordinator"),
    "lead_applicant": later("lead_applicant"),
    "contact": later("contact"),
    "lector": later("lector"),
    "researcher": later("researcher"),
    "member": later("member"),
    "other": later("other"),
}
_STATUS = {"planned": "blue", "active": "green", "completed": "cyan", "cancelled": "red"}


def record_page(record: Record, language: str) -> list[RenderableType]:
    """The parts of the page, in order."""
    parts: list[RenderableType] = [Text(), plain(record.title or record.id, style="bold")]
    parts += [plain(title, style="italic") for title in record.alternate_titles]
    parts += [Text(), Padding(_facts(record, language), (0, 0, 0, 2))]
    for section in record.sections:
        parts += _passage(section.heading, section.text)
    if record.subprojects:
        parts += _heading(label("subprojects", language))
        for subproject in record.subprojects:
            parts += _passage(subproject.title, subproject.text, style="italic", indent=2)
    return [*parts, Text()]


def _facts(record: Record, language: str) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _fact_values(record):
        if value.plain:
            table.add_row(label(name, language), value)
    return table


def _fact_values(record: Record) -> Iterator[tuple[str, Text]]:
    yield "id", plain(record.id)
    yield "kind", plain(shown(field("kind"), record.kind, language()))
    yield (
        "status",
        plain(
            shown(field("status"), record.status or "", language()),
            style=_STATUS.get(record.status or "", ""),
        ),
    )
    for name in ("start_date", "end_date", "page_date"):
        yield name, plain(getattr(record, name) or "")
    yield (
        "progress_percent",
        plain("" if record.progress_percent is None else f"{record.progress_percent} %"),
    )
    yield "themes", plain(", ".join(record.themes))
    yield (
        "identifiers",
        plain(", ".join(f"{item.value} ({item.scheme})" for item in record.identifiers)),
    )
    yield "funding", plain("\n".join(map(_funding, record.funding)))
    yield "organisations", plain("\n".join(map(_organisation, record.organisations)))
    persons = (
        _person(person, _state(record, index)) for index, person in enumerate(record.persons)
    )
    yield "persons", plain("\n".join(persons))
    yield "links", plain("\n".join(link.url for link in record.links))
    source = record.source
    yield "source", plain("\n".join(filter(None, (source.file, source.url))) if source else "")


def _funding(item: Funding) -> str:
    # Dutch thousands: 300.000,50
    amount = (
        f"{item.amount:,.2f}".translate(str.maketrans(",.", ".,")).removesuffix(",00")
        if item.amount is not None
        else ""
    )
    money = f"{item.currency or ''} {amount}".strip()
    return " · ".join(part for part in (item.funder, item.programme, item.call, money) if part)


def _organisation(item: Organisation) -> str:
    unit = f", {item.unit}" if item.unit else ""
    return f"{item.name}{unit} ({_(_ROLES[item.role])})"


def _state(record: Record, index: int) -> FieldState | None:
    trace = record.source.fields.get(f"/persons/{index}/email") if record.source else None
    return trace.state if trace else None


def _person(item: Person, email_state: FieldState | None) -> str:
    name = with_titles(item.name, item.titles)
    role = item.role_text or ", ".join(_(_ROLES[each]) for each in item.roles)
    email = item.email or (
        _("e-mail withheld on the page") if email_state is FieldState.WITHHELD else None
    )
    return " · ".join(
        part for part in (name, role, item.organisation, email, item.phone, item.address) if part
    )


def _heading(text: str, style: str = "bold") -> list[RenderableType]:
    return [Text(), plain(text, style=style)]


def _passage(
    heading: str | None, text: str, style: str = "bold", indent: int = 0
) -> list[RenderableType]:
    head = (
        [Text(), Padding(plain(heading, style=style), (0, 0, 0, indent))] if heading else [Text()]
    )
    return [*head, Padding(Group(*_lines(text)), (0, 0, 0, indent + 2))]


def _lines(text: str) -> Iterator[RenderableType]:
    """Paragraphs with a blank line between, list items with a hanging indent."""
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield Text()
        for line in paragraph.split("\n"):
            item = _ITEM.fullmatch(line)
            if item:
                row = Table.grid()
                row.add_column(width=len(item[1]))
                row.add_column(overflow="fold")
                row.add_row(plain(item[1]), plain(item[2]))
                yield row
            elif line:
                yield plain(line)
