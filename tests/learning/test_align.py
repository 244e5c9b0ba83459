"""The values of a record are found on the lines of its page."""

from __future__ import annotations

from typing import Any

import pytest

from projectkit.learning.align import Alignment, align
from projectkit.model.record import Record
from projectkit.parsing.layout import generic
from projectkit.parsing.page import read_closely

PAGE = """Broei onder glas

Zaaimeester
Coöperatie Kasgroen
Medezaaiers
Aeres Hogeschool + gemeente Westland
Contact
Anneke Terpstra, zaaier
Loopt van 1 maart 2023 tot 31 mei 2025
Mest: € 12.500 van Kern met Pit

Hoe de grond erbij lag
Er was een schuur, een sleutel en een lijst met dertien namen. De eerste vergadering ging over koffie.
"""


def aligned(text: str, landmarks: frozenset[str] = frozenset(), **values: Any) -> Alignment:
    page = read_closely(text.encode(), "x.txt", force=True, layouts=(generic(),)).page
    record = Record.model_validate({"id": "x", "language": "nl", **values})
    return align(record, page, landmarks)


def marked(text: str, alignment: Alignment) -> list[tuple[str, str]]:
    """The tag of each marked piece, and its words."""
    lines = [line for line in text.splitlines() if line]
    return [
        (str(piece.tag), line[piece.start : piece.end])
        for line, pieces in zip(lines, alignment.marked, strict=True)
        for piece in pieces
    ]


def test_each_value_is_marked_where_it_stands() -> None:
    found = aligned(
        PAGE,
        title="Broei onder glas",
        start_date="2023-03-01",
        end_date="2025-05-31",
        organisations=[
            {"name": "Coöperatie Kasgroen", "role": "lead"},
            {"name": "Aeres Hogeschool", "role": "partner"},
        ],
        persons=[{"name": "Anneke Terpstra", "role_text": "zaaier"}],
        funding=[{"funder": "Kern met Pit", "amount": 12500}],
    )
    pieces = marked(PAGE, found)
    assert found.missing == ()
    for expected in (
        ("title", "Broei onder glas"),
        ("lead", "Coöperatie Kasgroen"),
        ("partner", "Aeres Hogeschool"),
        ("per", "Anneke Terpstra"),
        ("role", "zaaier"),
        ("start", "1 maart 2023"),
        ("end", "31 mei 2025"),
        ("amount", "€ 12.500"),
        ("funder", "Kern met Pit"),
        ("l", "Mest:"),
    ):
        assert expected in pieces


def test_a_value_that_is_not_on_the_page_is_missing() -> None:
    found = aligned(PAGE, themes=["windmolens"], organisations=[{"name": "RIVM", "role": "lead"}])
    assert [(each.field, each.value) for each in found.missing] == [
        ("themes", "windmolens"),
        ("organisations", "RIVM"),
    ]


def test_a_person_who_was_taken_out_is_a_person_outside_the_project() -> None:
    assert ("who", "Anneke Terpstra") in marked(PAGE, aligned(PAGE))


def test_a_name_in_a_longer_name_is_not_marked_twice() -> None:
    text = "Titel van iets\n\nPartners: Hogeschool Zuyd Limburg\nEn verder Hogeschool Zuyd\n"
    names = [
        {"name": name, "role": "partner"} for name in ("Hogeschool Zuyd", "Hogeschool Zuyd Limburg")
    ]
    pieces = marked(text, aligned(text, organisations=names))
    assert [words for tag, words in pieces if tag == "partner"] == [
        "Hogeschool Zuyd Limburg",
        "Hogeschool Zuyd",
    ]


def test_a_name_is_found_as_whole_words_only() -> None:
    assert aligned("Iets\n\nPensioenfonds ABPlus\n", themes=["ABP"]).missing


@pytest.mark.parametrize("before", ["Straße İzmir", "ﬁnanciering", "ŉ İ ß"])
def test_letters_that_grow_without_case_do_not_move_what_is_marked(before: str) -> None:
    text = f"Titel van iets\n\n{before} met Aeres Hogeschool\n"
    found = aligned(text, organisations=[{"name": "aeres hogeschool", "role": "partner"}])
    assert ("partner", "Aeres Hogeschool") in marked(text, found)


def test_a_value_over_two_lines_is_missing_and_not_found_across_them() -> None:
    assert aligned("Iets\n\nAeres\nHogeschool\n", themes=["Aeres\nHogeschool"]).missing


def test_a_title_over_two_lines_is_one() -> None:
    text = "Broei onder\nglas in de kas\n\nZaaimeester: iemand van ons\n"
    pieces = marked(text, aligned(text, title="Broei onder glas in de kas"))
    assert [words for tag, words in pieces if tag == "title"] == ["Broei onder", "glas in de kas"]


def test_a_heading_has_the_kind_of_its_section() -> None:
    section = {"kind": "background", "heading": "Hoe de grond erbij lag", "text": "x"}
    found = aligned(PAGE, sections=[section])
    assert [piece.value for pieces in found.marked for piece in pieces if piece.tag == "h"] == [
        "background"
    ]


def test_a_landmark_beside_a_value_is_a_label() -> None:
    lead = [{"name": "Coöperatie Kasgroen", "role": "lead"}]
    pieces = marked(PAGE, aligned(PAGE, frozenset({"zaaimeester"}), organisations=lead))
    assert ("l", "Zaaimeester") in pieces


def test_thousands_of_values_on_thousands_of_lines_are_found_at_once() -> None:
    names = [f"Stichting Waaier {number}" for number in range(1500)]
    text = "Waaiers\n\n" + "\n".join(names * 2)
    found = aligned(text, organisations=[{"name": name, "role": "partner"} for name in names])
    assert found.missing == ()
