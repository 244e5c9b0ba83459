"""Each diagnostic of the catalogue is found, at its very place, and only there."""

from __future__ import annotations

import pytest

from projectkit.validation.across import check_across, traits_of
from projectkit.validation.context import Context
from projectkit.validation.record import check_record
from projectkit.validation.shape import load_record

SOUND = "schema_version: 1\nid: x\ntitle: Een titel\n"


def findings(text: str, file: str = "x.yaml") -> list[tuple[str, int, int]]:
    loaded = load_record(text, file)
    return [(d.code, d.location.line, d.location.column) for d in check_record(loaded, Context())]


CASES = [
    ("Y001", SOUND + "themes: [a\n", 4, 9),
    ("Y002", SOUND + "id: y\n", 4, 1),
    ("Y003", SOUND + "themes: &t [a]\n", 4, 9),
    ("Y004", SOUND + "language: !!str nl\n", 4, 11),
    ("Y005", SOUND + "themes:\n\t- a\n", 5, 1),
    ("R001", "- a\n", 1, 1),
    ("R001", "", 1, 1),
    ("R002", SOUND + "start_datum: '2020'\n", 4, 1),
    ("R002", SOUND + "persons:\n- name: A B\n  mail: a@b.nl\n", 6, 3),
    ("R006", SOUND + "start_date: 2023-02-29\n", 4, 13),
    ("R003", SOUND + "start_date: 1 mei 2020\n", 4, 13),
    ("R003", SOUND + "funding:\n- amount: 1.000\n", 5, 11),
    ("R003", SOUND + "status: bezig\n", 4, 9),
    ("R003", SOUND + "themes: jeugd\n", 4, 9),
    ("R004", SOUND + "persons:\n- role_text: lector\n", 5, 3),
    ("R005", SOUND.replace("1", "2"), 1, 17),
    ("M001", SOUND.replace("Een titel", "null"), 3, 8),
    ("M002", SOUND + "start_date: '2020'\nend_date: 2019-12\n", 5, 11),
    ("M003", SOUND + "themes:\n- Jeugd\n- jeugd\n", 6, 3),
    ("M004", SOUND + "status: active\nprogress_percent: 100\n", 4, 9),
    ("C002", SOUND.replace("id: x", "id: y"), 2, 5),
    (
        "S001",
        SOUND
        + "source:\n  file: a.txt\n  sha256: '"
        + "0" * 64
        + "'\n  encoding: utf-8\n  layout: generic\n  parser: '1'\n  fields:\n    /title: {how: manual, state: conflict}\n",
        3,
        8,
    ),
]


@pytest.mark.parametrize(("code", "text", "line", "column"), CASES)
def test_finding_and_its_place(code: str, text: str, line: int, column: int) -> None:
    assert findings(text) == [(code, line, column)]


def test_a_sound_record_has_no_findings() -> None:
    assert findings(SOUND) == []


def test_a_misspelt_field_gets_a_suggestion() -> None:
    (found,) = load_record(SOUND + "start_datum: '2020'\n", "x.yaml").diagnostics
    assert "did you mean `start_date`?" in found.message()
    assert found.id == "x"


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("status: lopend", "did you mean `active`?"),
        ("themes: a, b", "should be a list"),
        ("organisations: [Saxion]", "should be a mapping"),
        ("persons: [{name: A B, phone: 030-1234567}]", "such as +31307001234"),
    ],
)
def test_wording_is_for_people_who_do_not_know_pydantic(field: str, message: str) -> None:
    (found,) = load_record(f"{SOUND}{field}\n", "x.yaml").diagnostics
    assert message in found.message()


def test_all_findings_of_a_file_are_reported() -> None:
    text = "id: x\nsoort: project\nstart_date: morgen\npersons:\n- nam: A\n"
    assert [code for code, *_ in findings(text)] == ["R003", "R004", "R002", "R002", "M001"]


def test_an_id_that_two_files_share() -> None:
    traits = [traits_of(load_record(SOUND, name)) for name in ("b.yaml", "a.yaml")]
    (found,) = check_across(each for each in traits if each)
    assert found.finding.code == "C001"
    assert str(found.finding.location) == "b.yaml:2:5"
    assert found.other == "a.yaml"
