"""What pages, imports and people let into records is seen: names that name nothing, damaged letters, and the like."""

from __future__ import annotations

import json

import pytest

from projectkit.validation.context import Context
from projectkit.validation.record import check_record
from projectkit.validation.shape import load_record

HEAD = "id: x\ntitle: Een titel\n"


def findings(text: str) -> list[tuple[str, int, int]]:
    found = check_record(load_record(HEAD + text, "x.yaml"), Context())
    return [(each.code, each.location.line, each.location.column) for each in found]


@pytest.mark.parametrize("name", [
    "n.v.t.", "N.v.t.", "-", "nog niet bekend", "onbekend", "TBD", "#N/B", "#N/A", "#VERW!", "#REF!", "?", "…",
    "dr.", "Prof. dr. ir.", "prof.dr.", "MSc", "Drs", "mevrouw", "De heer", "dhr./mw.", "M.Sc.",
    "projectleider", "Projectleiders", "Senior onderzoeker", "contactpersoon", "Lector", "Projectmanager",
])  # fmt: skip
def test_a_person_has_a_name(name: str) -> None:
    assert findings(f"persons:\n- name: {json.dumps(name)}\n") == [("M012", 4, 9)]


@pytest.mark.parametrize("name", [
    "Jan Lector", "Anna de Groot", "Lector Bos", "dr. Anna Bos", "Maarten Meester", "A. Drs", "Ria van Contact", "Prof",
    "Nora Na", "Else Geen",
])  # fmt: skip
def test_a_person_may_be_called_so(name: str) -> None:
    assert name == "Prof" or findings(f"persons:\n- name: {name}\n") == []


@pytest.mark.parametrize(
    "name",
    ["nog niet bekend", "#N/B", "Penvoerder", "partners", "Financier:", "dr.", "N.N.B.", "x"],
)
def test_an_organisation_has_a_name(name: str) -> None:
    assert findings(f"organisations:\n- name: {json.dumps(name)}\n") == [("M012", 4, 9)]


@pytest.mark.parametrize("name", [
    "Stichting Onbekend", "RA", "MBA", "Hogeschool Duinrand", "Partners voor Jeugd", "De Financier", "X-Lab", "NB Advies",
    "Onbekend Talent", "Projectleider BV",
])  # fmt: skip
def test_an_organisation_may_be_called_so(name: str) -> None:
    assert findings(f"organisations:\n- name: {name}\n") == []


@pytest.mark.parametrize(("text", "column"), [
    ("themes: [Zorg, n.v.t.]\n", 16),
    ("alternate_titles: ['-']\n", 20),
    ("funding: [{funder: onbekend}]\n", 20),
    ("funding: [{programme: n.v.t.}]\n", 23),
    ("organisations: [{name: HU, unit: nnb}]\n", 34),
    ("persons: [{name: Anna Bos, organisation: tbd}]\n", 42),
    ("identifiers: [{scheme: zonmw, value: nvt}]\n", 38),
    ("subprojects: [{title: onbekend}]\n", 23),
])  # fmt: skip
def test_a_placeholder_is_no_value_anywhere(text: str, column: int) -> None:
    assert ("M012", 3, column) in findings(text)


def test_a_title_is_no_placeholder() -> None:
    loaded = load_record("id: x\ntitle: n.v.t.\n", "x.yaml")
    assert [each.code for each in check_record(loaded, Context())] == ["M012"]
    loaded = load_record("id: x\ntitle: X\n", "x.yaml")
    assert check_record(loaded, Context()) == []


@pytest.mark.parametrize("value", ["1.23E+12", "1,23457E+11", "2E+10", "1.23e+12"])
def test_a_number_that_a_spreadsheet_cut_short(value: str) -> None:
    assert findings(f"identifiers:\n- scheme: zaak\n  value: {value}\n") == [("M014", 5, 10)]


@pytest.mark.parametrize(
    "value", ["1230045600078", "E+12", "3E12", "50-53000-98-123", "10.1234/1.23E+12"]
)
def test_a_number_that_only_resembles_one(value: str) -> None:
    assert findings(f"identifiers:\n- scheme: zaak\n  value: '{value}'\n") == []


@pytest.mark.parametrize(("damaged", "meant"), [
    ("CafÃ©", "é"), ("â‚¬ 100", "€"), ("zoâ€™n", "’"), ("ZoÃ«", "ë"), ("Â© HU", "©"), ("voilÃ  dit", "à"),
    ("Å¡ef", "š"), ("ðŸ˜€", "😀"), ("CafÃƒÂ©", "Ã"), ("â€œZorgâ€\x9d", "“"), ("ï»¿Titel", "\ufeff"),
])  # fmt: skip
def test_a_damaged_letter_is_named_with_what_it_was(damaged: str, meant: str) -> None:
    loaded = load_record(f"id: x\ntitle: {json.dumps(damaged)}\n", "x.yaml")
    found = [each for each in check_record(loaded, Context()) if each.code == "M013"]
    assert [f"stands for `{meant}`" in each.message("en") for each in found] == [True]


@pytest.mark.parametrize("lost", ["Caf\ufffd", "Caf\ufffd\ufffd Zo\ufffd", "Cafï¿½"])
def test_a_lost_letter_is_named(lost: str) -> None:
    loaded = load_record(f"id: x\ntitle: {lost}\n", "x.yaml")
    (found,) = check_record(loaded, Context())
    assert found.message("en").endswith("stands for a character that was lost")
    assert (found.location.line, found.location.column) == (2, 11)


@pytest.mark.parametrize("text", [
    "Café ‘Zoë’", "“SPÄ”", "CAFÉ”", "Ångström", "«À la carte»", "Â", "60 °C", "½ jaar", "Ä–Ö", "été – âge", "naïve”",
    "Universität", "São Paulo", "Ærø", "Řež", "Ελλάδα", "😀 samen", "d’Ârtagnan", "€ 100 – € 200", "Îles",
])  # fmt: skip
def test_a_letter_with_an_accent_is_sound(text: str) -> None:
    assert findings(f"themes: [{json.dumps(text, ensure_ascii=False)}]\n") == []


def test_the_place_in_a_text_of_many_lines() -> None:
    text = "sections:\n- kind: goal\n  text: |-\n    Samen met het\n    cafÃ© op de hoek\n"
    assert findings(text) == [("M013", 7, 8)]


@pytest.mark.parametrize(
    "escape", ["\\0", "\\x07", "\\x0b", "\\x1b[31m", "\\x7f", "\\x92", "\\u202e", "\\u2066"]
)
def test_a_control_character(escape: str) -> None:
    assert findings(f'themes: ["Zo{escape}rg"]\n') == [("M015", 3, 10)]


@pytest.mark.parametrize("escape", ["\\t", "\\n", "\\u00a0", "\\u200d", "\\u00ad"])
def test_what_texts_may_hold(escape: str) -> None:
    assert findings(f'themes: ["Zo{escape}rg"]\n') == []


@pytest.mark.parametrize(("text", "line", "column"), [
    ("themes:\n- Samen <<<<<<< HEAD sterk ======= sterker >>>>>>> nieuw op\n", 4, 9),
    ("sections:\n- kind: goal\n  text: |-\n    Samen\n    <<<<<<< HEAD\n    a\n    =======\n    b\n    >>>>>>> x\n", 7, 5),
])  # fmt: skip
def test_a_merge_conflict_that_became_a_value(text: str, line: int, column: int) -> None:
    assert findings(text) == [("Y008", line, column)]


@pytest.mark.parametrize("text", ["<<<<<<< terug", "a ======= b", "<<<<<<< HEAD a ======= b"])
def test_marks_that_are_no_conflict(text: str) -> None:
    assert findings(f"themes: ['{text}']\n") == []


@pytest.mark.parametrize(
    "date", ["9999-12-31", "'2101'", "2201-05", "'1949'", "'0202'", "1019-01-01", "'0001'"]
)
@pytest.mark.parametrize("field", ["start_date", "end_date", "page_date"])
def test_an_improbable_year(field: str, date: str) -> None:
    assert findings(f"{field}: {date}\n") == [("M011", 3, len(field) + 3)]


@pytest.mark.parametrize("date", ["'1950'", "2100-12-31", "1999-05"])
def test_a_probable_year(date: str) -> None:
    assert findings(f"page_date: {date}\n") == []
