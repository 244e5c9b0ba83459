"""A report as one self-contained web page that works offline: figures, charts and all projects."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import ModuleType
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, cast

from projectkit.export.format import required
from projectkit.export.page_text import clean
from projectkit.model.labels import LABELS
from projectkit.model.plain import PlainRecord, value_of, with_texts
from projectkit.report.chart import Chart
from projectkit.report.charts import Charts
from projectkit.report.figures import figures
from projectkit.report.filters import STATUSES, Filters
from projectkit.report.labels import Labels, capital
from projectkit.report.network import network
from projectkit.report.project import ProjectLine, Projects, anchors, budget
from projectkit.report.timeline import Axis

if TYPE_CHECKING:
    from jinja2 import Template

# Pieces of the page that are written at once, and projects that a browser lays out at once.
_PIECES = 200
_AT_ONCE = 500


# A number of more characters has smaller letters.
_LONGEST_NUMBER = 8


class Tile(NamedTuple):
    """A figure at the top of the page."""

    number: str
    text: str
    note: str = ""
    href: str = ""

    @property
    def is_long(self) -> bool:
        """Whether its number needs smaller letters to fit into a narrow tile."""
        return len(self.number) > _LONGEST_NUMBER


class Timeline(NamedTuple):
    """The texts around the timeline, and the statuses in it."""

    sentence: str
    statuses: list[str]
    notes: list[str]


def write_html_report(  # noqa: PLR0913  (two of them may be left out)
    records: Iterable[PlainRecord],
    file: BinaryIO,
    language: str,
    title: str,
    *,
    with_contacts: bool,
    today: date | None = None,
) -> None:
    """Write a report as one web page.

    Args:
        records: the projects, without contact data of persons unless it is wanted.
        file: what to write to.
        language: of the page, `nl` or `en`.
        title: of the page.
        with_contacts: whether to show e-mail addresses, phone numbers and addresses of persons.
        today: until when a project without an end runs; usually today.

    Raises:
        MissingPackageError: if a package that draws the report is not installed.
    """
    template = _template(required("jinja2", "report"))
    day = today or date.today()  # noqa: DTZ011  (the day as people see it)
    context = _context([*map(_whole, records)], Labels(language), day, with_contacts=with_contacts)
    stream = template.stream(context | {"title": clean(title)})
    stream.enable_buffering(_PIECES)
    stream.dump(file, encoding="utf-8")


def _whole(record: PlainRecord) -> PlainRecord:
    """All fields of a record, with only characters that a page can hold."""
    whole = {name: with_texts(value_of(record, name), clean) for name in LABELS["Record"]}
    return cast("PlainRecord", whole)


@cache
def _template(jinja2: ModuleType) -> Template:
    """The template of the page; compiling it takes longer than filling it in."""
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_read),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["capital"] = capital
    template: Template = environment.get_template("report.html")
    return template


def _read(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text("utf-8")


def _context(
    records: Sequence[PlainRecord], labels: Labels, today: date, *, with_contacts: bool
) -> dict[str, Any]:
    axis = Axis(records, today)
    filters = Filters(records, labels, axis.years, today)
    projects = Projects(labels, filters, axis, with_contacts=with_contacts)
    lines = [
        projects.line(anchor, record)
        for anchor, record in zip(anchors(records), records, strict=True)
    ]
    by_title = sorted(range(len(lines)), key=lambda place: lines[place].title.casefold())
    style, script = _read("report.css"), _read("report.js")
    return {
        "labels": labels,
        "at_once": _AT_ONCE,
        "today": today,
        "with_contacts": with_contacts,
        "name": projects.name,
        "style": style,
        "script": script,
        "policy": _policy(style, script),
        "tiles": _tiles(records, filters, labels),
        "axis": axis,
        "timeline": _timeline(lines, axis, filters, labels),
        "with_amounts": any(line.amount for line in lines),
        "lines": [lines[place] for place in by_title],
        "bars": sorted(
            (line for line in lines if line.bar),
            key=lambda line: (line.start, line.end),
            reverse=True,
        ),
        "charts": _charts(records, filters, labels, today),
        "filters": filters.shown(),
        "pages": ((lines[place], projects.page(records[place])) for place in by_title),
    }


def _timeline(
    lines: Sequence[ProjectLine], axis: Axis, filters: Filters, labels: Labels
) -> Timeline:
    drawn = [line for line in lines if line.bar]
    if not drawn:
        return Timeline(labels("nothing"), [], [])
    statuses = [status for status in STATUSES if any(line.status == status for line in drawn)]
    ranked = filters.ranked["year"]
    most = max(year.number for year in ranked)
    years = [year.text for year in ranked if year.number == most]
    number = labels.count("projects", most)
    busiest = labels.leading("timeline_busiest", years, len(ranked), number=number)
    notes: list[str] = []
    if any(line.bar and line.bar.open for line in drawn):
        notes.append(labels("timeline_open"))
    if axis.clipped:
        notes.append(labels("timeline_clipped", first=axis.years.start, last=axis.years.stop - 1))
    if len(drawn) < len(lines):
        notes.append(labels.count("timeline_without", len(lines) - len(drawn)))
    return Timeline(labels("timeline_text", busiest=busiest), statuses, notes)


def _policy(style: str, script: str) -> str:
    """The content security policy: the page's own script and style, and nothing else."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _tiles(records: Sequence[PlainRecord], filters: Filters, labels: Labels) -> list[Tile]:
    tiles = [Tile(labels.number(len(records)), labels("tile_projects"), href="#projects")]
    if filters.now.number:
        number, address = labels.number(filters.now.number), filters.link(filters.now.mark)
        tiles.append(Tile(number, labels("running_now"), labels("running_now_note"), address))
    for name, place in (("organisations", "network"), ("themes", "themes")):
        if filters.ranked[name]:
            number = labels.number(len(filters.ranked[name]))
            tiles.append(Tile(number, labels(f"tile_{name}"), href=f"#{place}"))
    amounts = [sums["EUR"] for sums in map(budget, records) if "EUR" in sums]
    euros = sum(amounts, Decimal())
    if euros:
        note = labels.count("tile_budget_note", len(amounts))
        tiles.append(Tile(labels.about(euros), labels("tile_budget"), note))
    return tiles


def _charts(
    records: Sequence[PlainRecord], filters: Filters, labels: Labels, today: date
) -> dict[str, list[Chart]]:
    charts = Charts(filters, labels)
    counted = figures(records, labels.language, today)
    complete = next(table for table in counted.tables if table.name == "completeness")
    return {
        "figures": [
            charts.running(today.year),
            *map(charts.bars, ("organisations", "status", "programme")),
        ],
        "themes": [charts.heatmap(records)],
        "network": [charts.network(network(records))],
        "completeness": [charts.completeness(complete, len(records))],
    }
