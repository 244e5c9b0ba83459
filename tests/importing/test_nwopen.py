"""Projects of the NWO open API, in the form in which it is published."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from projectkit.importing.nwopen import read_nwopen

PROJECT: dict[str, Any] = {
    "project_id": "023.001",
    "grant_id": "https://doi.org/10.61686/ABCDE12345",
    "parent_project_id": "023.000",
    "title": "Slapen in de stad",
    "funding_scheme_id": 3712,
    "funding_scheme": "Promotiebeurs",
    "department": "Sociale Wetenschappen",
    "sub_department": "Psychologie",
    "start_date": "2019-09-01T00:00:00",
    "end_date": "2023-08-31",
    "award_amount": 250000.5,
    "summary_nl": "Hoe slapen mensen?",
    "summary_en": "How do people sleep?",
    "summary_updates": [
        {"submission_date": "2021-01-05", "update_nl": "Goed.", "update_en": "Well."}
    ],
    "project_members": [
        {
            "role": "Main Applicant",
            "member_id": 12,
            "orcid": "https://orcid.org/0000-0001-2345-6789",
            "last_name": "Vries",
            "prefix": "de",
            "initials": "A.",
            "first_name": None,
            "degree_pre_nominal": "dr.",
            "degree_post_nominal": "MSc",
            "organisation": "Hogeschool Veen||Academisch Ziekenhuis Zee",
            "organisation_id": "7||8",
            "active": "yes",
            "ror": "https://ror.org/0abcdef23||0bcdefg95",
        },
        {"role": "Researcher", "last_name": "Bos", "first_name": "Bo", "organisation": "Universiteit Zee"},
        {"role": "Co-Applicant", "last_name": None, "organisation": "Bureau Vorm"},
    ],
    "products": [
        {"title": "Een artikel", "doi": "10.1234/abc", "year": "2022", "url_open_access": "https://a.example/1"},
        {"title": "Een boek", "isbn": "9789000000000"},
    ],
}  # fmt: skip
ANSWER: dict[str, Any] = {
    "meta": {
        "api_type": "NWO Projects API",
        "version": "1.0.3",
        "release_date": "2026-01-01",
        "funder": "501100003246",
        "ror_id": "https://ror.org/04jsz6e67",
        "date": "2026-02-01",
        "count": 1,
        "per_page": 100,
        "pages": 1,
        "page": 1,
    },
    "projects": [PROJECT],
}


def answer(**meta: object) -> dict[str, Any]:
    made = copy.deepcopy(ANSWER)
    made["meta"] |= meta
    return made


def write(catalogue: Path, data: object) -> None:
    (catalogue / "data/structured").mkdir(parents=True, exist_ok=True)
    (catalogue / "nwo.json").write_text(json.dumps(data), "utf-8")


def test_a_project_as_the_api_publishes_it(tmp_path: Path, run: Run) -> None:
    write(tmp_path, ANSWER)
    told = run("import", "nwo.json")
    assert told.out.startswith("created\tnwo.json, project 1\tslapen-in-de-stad")
    made = run("show", "slapen", "--json").json
    assert (made["start_date"], made["end_date"]) == ("2019-09-01", "2023-08-31")
    assert made["funding"] == [
        {"funder": "NWO", "programme": "Sociale Wetenschappen", "call": "Promotiebeurs", "amount": 250000.5, "currency": "EUR"}
    ]  # fmt: skip
    assert [(each["scheme"], each["value"]) for each in made["identifiers"]] == [
        ("nwo", "023.001"),
        ("doi", "10.61686/ABCDE12345"),
    ]
    assert [(each["name"], each["role"], each["ror"]) for each in made["organisations"]] == [
        ("Hogeschool Veen", "lead", "https://ror.org/0abcdef23"),
        ("Academisch Ziekenhuis Zee", "partner", "https://ror.org/0bcdefg95"),
        ("Universiteit Zee", "partner", None),
        ("Bureau Vorm", "partner", None),
    ]
    assert [(each["name"], each["titles"], each["roles"], each["organisation"]) for each in made["persons"]] == [
        ("A. de Vries", "dr. MSc", ["lead_applicant"], "Hogeschool Veen"),
        ("Bo Bos", None, ["researcher"], "Universiteit Zee"),
    ]  # fmt: skip
    assert [each["text"] for each in made["sections"]] == [
        "Hoe slapen mensen?",
        "How do people sleep?",
        "Goed.",
        "Well.",
    ]
    assert [each["url"] for each in made["links"]] == [
        "https://a.example/1",
        "https://doi.org/10.1234/abc",
    ]
    assert run("import", "nwo.json").err.startswith("1 unchanged")


def test_what_a_record_has_no_place_for_is_told(tmp_path: Path, run: Run) -> None:
    write(tmp_path, ANSWER)
    told = run("import", "nwo.json").err
    for name in ("parent_project_id", "sub_department", "funding_scheme_id", "project_members.orcid", "project_members.member_id", "project_members.organisation_id", "products.year", "products.isbn"):  # fmt: skip
        assert f"not imported: {name} of 1 project" in told
    assert "members without a last name" in told
    assert "products without an address" in told
    assert "one organisation: the first of several" in told
    (created,) = run("import", "nwo.json", "--json", "--dry-run").json["unchanged"]
    assert {"field": "parent_project_id", "reason": "a record has no place for it"} in created[
        "losses"
    ]


@pytest.mark.parametrize(
    ("meta", "funder"),
    [
        ({"funder": "501100001826"}, "ZonMw"),
        ({"funder": "10.13039/501100003246"}, "NWO"),
        ({"funder": "https://doi.org/10.13039/501100001826"}, "ZonMw"),
        ({"funder": 501100003246}, "NWO"),
        ({"funder": "NWO"}, "NWO"),
        ({"funder": "501100009999", "ror_id": "https://ror.org/01yaj9a77"}, "ZonMw"),
        ({"funder": None, "ror_id": None}, "NWO"),
        ({"funder": "501100009999", "ror_id": None}, None),
    ],
)
def test_a_funder_by_its_identifier(meta: dict[str, Any], funder: str | None) -> None:
    (project,) = read_nwopen(answer(**meta), "nwo.json")  # type: ignore[arg-type]
    (grant,) = project.data["funding"]  # type: ignore[misc]
    assert grant.get("funder") == funder
    assert any("501100009999" in loss.reason for loss in project.losses) is (funder is None)


def test_projects_without_a_head_and_items_that_are_none(tmp_path: Path, run: Run) -> None:
    write(
        tmp_path,
        {"projects": [PROJECT, "x", {"project_id": "2", "title": "B", "award_amount": "veel"}]},
    )
    told = run("import", "nwo.json")
    assert told.code == 1
    assert [line.split("\t")[0] for line in told.out.splitlines()] == [
        "created",
        "failed",
        "failed",
    ]
