"""Answers of ZonMw and FRIS, in the form in which they are published; the projects are invented."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from conftest import Ran, Run

ANSWERS = Path(__file__).parent / "answers"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    (tmp_path / "data/structured").mkdir(parents=True)
    for each in ANSWERS.iterdir():
        shutil.copy(each, tmp_path)
    return tmp_path


def shows(run: Run, record_id: str) -> dict[str, Any]:
    made: dict[str, Any] = run("show", record_id, "--json").json
    return made


def imported(catalogue: Path, run: Run, name: str, text: str) -> Ran:
    (catalogue / name).write_text(text, "utf-8")
    return run("import", name)


def test_a_project_of_zonmw(catalogue: Path, run: Run) -> None:
    told = run("import", "zonmw.json")
    assert told.err.startswith("2 created, 1 failed\n")
    assert "failed\tzonmw.json, project 3\t\t`node--page` is not a kind of project" in told.out
    made = shows(run, "slapen-zonder-zorgen")
    assert (made["start_date"], made["end_date"], made["language"]) == (
        "2023-09-01",
        "2026-08-31",
        "nl",
    )
    assert made["identifiers"] == [{"scheme": "zonmw", "value": "00123456789"}]
    assert made["themes"] == ["Jeugd en gezin", "slaap", "jeugd"]
    assert [(each["funder"], each["programme"], each["amount"]) for each in made["funding"]] == [
        ("ZonMw", "Jeugd", 349850),
        ("ZonMw", "Preventie", None),
    ]
    assert [(each["name"], each["role"]) for each in made["organisations"]] == [
        ("Hogeschool Duinrand", "lead")
    ]
    (person,) = made["persons"]
    assert (person["name"], person["titles"], person["roles"]) == (
        "A. de Bos",
        "dr.",
        ["project_leader"],
    )
    assert [(each["kind"], each["heading"], each["text"]) for each in made["sections"]] == [
        ("summary", None, "Wie slecht slaapt, heeft meer zorgen.\n\n- thuis\n- op school"),
        ("results", "Voortgangsverslag: resultaten", "Twee scholen & een huisarts."),
    ]
    assert [each["url"] for each in made["links"]] == [
        "https://projecten.zonmw.nl/nl/project/slapen-zonder-zorgen"
    ]
    other = shows(run, "bewegen-in-de-buurt")
    assert (other["start_date"], other["end_date"], other["identifiers"]) == (
        "2024-01-01",
        None,
        [],
    )
    assert "2 unchanged" in run("import", "zonmw.json").err


def test_what_zonmw_says_and_a_record_has_no_place_for(catalogue: Path, run: Run) -> None:
    told = run("import", "zonmw.json", "--dry-run").err
    for key in ("drupal_internal__nid", "changed", "field_ethics_review", "node_type"):
        assert f"not imported: {key} of 1 project: a record has no place for it" in told
    assert (
        "field_related_subsidy of 1 project: the answer does not have it: add `include=field_related_subsidy`"
        in told
    )
    assert "links.next of 1 project: this is a page of an answer that goes on" in told
    assert "field_description " not in told


def test_one_project_of_zonmw_and_none(catalogue: Path, run: Run) -> None:
    one = json.loads((catalogue / "zonmw.json").read_text("utf-8"))
    one["data"] = one["data"][0]
    assert imported(catalogue, run, "een.json", json.dumps(one)).err.startswith("1 created\n")
    none = imported(catalogue, run, "geen.json", '{"jsonapi": {}, "data": []}')
    assert (none.code, none.err) == (0, "no records found\n")


@pytest.mark.parametrize(
    "attributes",
    [None, [], {"title": {"a": 1}}, {"title": 5, "path": "x", "field_project_date": [1], "field_keywords": {"a": []}}, {"title": "X", "field_project_budget": "veel"}],
)  # fmt: skip
@pytest.mark.parametrize("relationships", [None, [], {"field_related_programs": None}, {"field_related_programs": {"data": ["x", 1]}}])  # fmt: skip
def test_an_odd_answer_is_no_traceback(
    catalogue: Path, run: Run, attributes: object, relationships: object
) -> None:
    item = {"type": "node--project", "attributes": attributes, "relationships": relationships}
    told = imported(catalogue, run, "in.json", json.dumps({"data": [item]}))
    assert told.code in {0, 1}
    assert "Traceback" not in told.err


def test_a_project_of_fris(catalogue: Path, run: Run) -> None:
    told = run("import", "fris.xml")
    assert told.err.startswith("1 created\n")
    made = shows(run, "slapen-in-de-stad")
    assert (made["alternate_titles"], made["language"]) == (["Sleeping in the city"], "nl")
    assert (made["start_date"], made["end_date"]) == ("2024-10-01", None)
    assert [(each["scheme"], each["value"]) for each in made["identifiers"]] == [
        ("fris", "0f0c1c0e-0000-4000-8000-00000000000a"),
        ("FWO Contract Id", "G0A0024N"),
    ]
    (grant,) = made["funding"]
    assert (grant["funder"], grant["programme"]) == (
        "Research Foundation Flanders",
        "FWO research project",
    )
    assert [
        (each["name"], each["roles"], each["role_text"], each["organisation"])
        for each in made["persons"]
    ] == [
        ("Anna De Bos", ["project_leader"], "Promoter", "Vakgroep Slaap"),
        ("Bo Claes", ["researcher"], "copromotor", None),
    ]
    assert made["themes"] == ["slaap", "stad"]
    assert [each["text"] for each in made["sections"]] == [
        "Hoe slapen mensen?",
        "How do people sleep?",
    ]
    assert [(each["name"], each["role"]) for each in made["organisations"]] == [
        ("Universiteit Zandstad", "other")
    ]
    assert run("import", "fris.xml").err.startswith("1 unchanged")


def test_what_fris_says_and_a_record_has_no_place_for(catalogue: Path, run: Run) -> None:
    told = run("import", "fris.xml", "--dry-run").err
    for key in ("projectType", "flemishDisciplines"):
        assert f"not imported: {key} of 1 project: a record has no place for it" in told
    assert "themes of 1 project: keywords in another language" in told
    assert "this is a page of 1 of 120 projects" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<a>", "invalid XML at line 1"),
        ("", "invalid XML at line 1"),
        ("<rss><item>x</item></rss>", "this is not an answer of FRIS"),
        (
            '<!DOCTYPE a [<!ENTITY b "c">]><project uuid="1">&b;</project>',
            "a document type is not read",
        ),
    ],
)
def test_other_xml_is_refused_in_one_line(catalogue: Path, run: Run, text: str, told: str) -> None:
    ran = imported(catalogue, run, "in.xml", text)
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert told in ran.err


def test_a_project_of_fris_without_anything(catalogue: Path, run: Run) -> None:
    told = imported(catalogue, run, "in.xml", '<project uuid="1"/>')
    assert (told.code, told.err) == (1, "1 failed\n")
