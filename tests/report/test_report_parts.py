"""What the report is made of: its words in two languages, running text, the timeline and the network."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from invented import ADDRESSES, projects

from projectkit.export.page_text import blocks, short, web_address
from projectkit.language.translate import LANGUAGES
from projectkit.model import record as model
from projectkit.model.labels import VALUES
from projectkit.report.figures import running_years
from projectkit.report.labels import Labels
from projectkit.report.network import MOST_EDGES, MOST_NODES, network
from projectkit.report.timeline import Axis
from projectkit.search.running import runs_on
from projectkit.store.stored import plain

TODAY = date(2026, 7, 1)


def test_text_becomes_paragraphs_and_lists() -> None:
    found = list(
        blocks(
            "Eerste.\nNog eerste.\n\nWij:\n- een\n- twee\n1. drie\n\n\n  - vier\n2009 is geen punt\n2009. Ook niet"
        )
    )
    assert [block.kind for block in found] == ["p", "p", "ul", "ol", "ul", "p"]
    assert found[0].parts == [("", "Eerste.\nNog eerste.")]
    assert found[3].parts == [("1", "drie")]
    assert short("een twee drie", 8) == "een twe…"


@given(st.text())
def test_no_word_of_a_text_is_lost(text: str) -> None:
    made = " ".join(f"{number} {part}" for block in blocks(text) for number, part in block.parts)
    assert re.findall(r"\w+", text) == re.findall(r"\w+", made)


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    assert web_address(address) is None
    assert web_address("https://www.sia.example/a b") == "https://www.sia.example/a b"


def keys(value: Any, at: str = "") -> set[str]:
    if isinstance(value, dict):
        return {key for name, part in value.items() for key in keys(part, f"{at}/{name}")}
    if isinstance(value, list):
        return {f"{at}[{len(value)}]"}
    filled = sorted(re.findall(r"{(\w+)}", str(value)))
    return {f"{at} {filled}"}


def test_both_languages_say_the_same() -> None:
    texts = yaml.safe_load(files("projectkit.report").joinpath("labels.yaml").read_text("utf-8"))
    assert set(texts) == set(LANGUAGES)
    assert keys(texts["nl"]) == keys(texts["en"])


def test_every_value_of_the_model_has_words() -> None:
    groups = {
        "status": model.Status,
        "kind": model.Kind,
        "organisation_role": model.OrganisationRole,
        "person_role": model.PersonRole,
        "section": model.SectionKind,
    }
    assert {name: list(words) for name, words in VALUES.items()} == {
        name: list(values) for name, values in groups.items()
    }


def test_dates_numbers_and_amounts_are_written_as_people_do() -> None:
    dutch, english = Labels("nl"), Labels("en")
    assert dutch.period("2019-09-01", "2021", exact=True) == "1 september 2019 – 2021"
    assert (
        dutch.period("2019-09", None),
        dutch.period(None, "2021"),
        dutch.period(None, None),
    ) == (
        "vanaf sep 2019",
        "tot en met 2021",
        "",
    )
    assert (english.day("2019-09-01"), english.month("2019-09-01"), english.day("0900")) == (
        "1 September 2019",
        "Sep 2019",
        "0900",
    )
    assert (dutch.count("projects", 1), english.count("projects", 1234)) == (
        "1 project",
        "1,234 projects",
    )


def test_a_year_that_was_read_wrong_does_not_stretch_the_timeline() -> None:
    known = [record | {"start_date": "2020", "end_date": "2021"} for record in projects(3)]
    axis = Axis([*known, projects(1)[0] | {"start_date": "1020", "end_date": "1021"}], TODAY)
    assert (list(axis.years), axis.clipped) == ([2020, 2021], True)
    outside = axis.bar(projects(1)[0] | {"start_date": "1020", "end_date": "1021"})
    assert outside is not None
    assert outside.width == 0


def test_bars_stand_where_the_time_is() -> None:
    base = projects(1)[0]
    axis = Axis([base | {"start_date": "2020", "end_date": "2023"}], TODAY)
    half = axis.bar(base | {"start_date": "2022", "end_date": "2023-12"})
    assert half is not None
    assert (half.x, half.width, half.open) == (500, 499, False)
    running = axis.bar(base | {"start_date": "2022", "end_date": None, "status": "active"})
    assert running is not None
    assert (running.x, running.width, running.open) == (500, 500, True)
    assert axis.bar(base | {"start_date": None}) is None
    assert axis.now() is None


def test_organisations_are_tied_by_the_projects_they_share() -> None:
    def project(*names: str) -> dict[str, Any]:
        organisations = [{"name": name, "role": "partner", "unit": None} for name in names]
        return {
            "organisations": [*organisations, {"name": "Fonds", "role": "funder", "unit": None}]
        }

    found = network([project("Aa", "Bé"), project("aa", "Be", "Cc"), project("Dd")])
    assert [(node.name, node.projects, node.partners) for node in found.nodes] == [
        ("aa", 2, 2),
        ("be", 2, 2),
        ("cc", 1, 2),
    ]
    assert [edge.projects for edge in found.edges] == [2, 1, 1]
    many = network(projects(1000))
    assert (len(many.nodes), len(many.edges)) == (MOST_NODES, MOST_EDGES)


def test_charts_fetch_nothing() -> None:
    for spec in files("projectkit.report").joinpath("specs").iterdir():
        assert '"url"' not in spec.read_text("utf-8")
        assert json.loads(spec.read_text("utf-8"))["$schema"].startswith(
            "https://vega.github.io/schema/"
        )


def dated(start: str | None, end: str | None, status: str | None = "active") -> dict[str, Any]:
    data = {"id": "a", "title": "A", "status": status, "start_date": start, "end_date": end}
    return plain(model.Record.model_validate(data))


def test_what_is_over_does_not_run_in_years_to_come() -> None:
    assert list(running_years(dated("2025", "2029", "cancelled"), TODAY)) == [2025, 2026]
    assert list(running_years(dated("2025", "2027"), TODAY)) == [2025, 2026, 2027]


@pytest.mark.parametrize(
    ("leaders", "of", "told"),
    [
        (["A"], 5, "A staat bovenaan met 2."),
        (["A"], 1, "A: 2."),
        (["A", "B"], 5, "A en B staan bovenaan, elk met 2."),
        (["A", "B", "C", "D"], 5, "4 hiervan hebben er het meest: elk 2."),
        (["A", "B"], 2, "Alle 2 hebben 2."),
    ],
)
def test_nothing_comes_first_among_equals(leaders: list[str], of: int, told: str) -> None:
    assert Labels("nl").leading("sentence_bars", leaders, of, number="2") == told


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2022-01-01", "9999-12-31", range(2022, 2027)),
        ("0202", "2024", range(1996, 2025)),
        ("2201", None, range(0)),
        ("2201", "2203", range(0)),
        ("2024", "2025", range(2024, 2026)),
        ("2024", None, range(2024, 2027)),
        (None, "2025", range(0)),
    ],
)
def test_no_project_runs_past_the_horizon(start: str | None, end: str | None, years: range) -> None:
    assert list(running_years(dated(start, end), TODAY)) == list(years)


@pytest.mark.parametrize(
    ("start", "end", "status", "runs"),
    [
        ("2024", "2025", "active", False),
        ("2024", "2025-12-31", "active", False),
        ("2024", "2026", "active", True),
        ("2024", "2026-06-30", "active", False),
        ("2024", "2026-07", "active", True),
        ("2027", None, "active", False),
        (None, None, "active", True),
        ("2024", "2028", "completed", False),
        ("2024", "2028", "planned", False),
        ("2024", "2028", "cancelled", False),
        # Where no status is known, both dates have to say it.
        ("2024", "2028", None, True),
        ("2024", "2025", None, False),
        ("2024", None, None, False),
        (None, None, None, False),
    ],
)
def test_what_runs_now_runs_by_its_dates_too(
    start: str | None, end: str | None, status: str | None, *, runs: bool
) -> None:
    assert runs_on(dated(start, end, status), TODAY) is runs
