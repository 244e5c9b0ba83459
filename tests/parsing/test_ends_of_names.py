"""A name ends where the page ends it: before the next column, item or country."""

from __future__ import annotations

import pytest

from projectkit.parsing.findings.facts import _says_title_again, find_facts
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.layout import recognise
from projectkit.parsing.lines.marks import Mark, Role
from projectkit.parsing.page import parse_page
from projectkit.parsing.vocabulary.programme_words import name_of_programme
from projectkit.parsing.words.bounds import without_country
from projectkit.parsing.words.features import word_items
from projectkit.parsing.words.spans import Span, Tag, _before_sign, _in_cell, _runs
from projectkit.parsing.words.tokens import tokens
from projectkit.reading.lines import Line, split_lines


def span(text: str, tag: Tag) -> Span:
    return Span(tag, Mark(Line(1, text), 0, Role.ITEM), 0, 0, len(text), 0.9)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Stadswerf Bos (BE)", "Stadswerf Bos"),
        ("Universität Bosstadt (DE)", "Universität Bosstadt"),
        ("provincie Limburg (NL)", "provincie Limburg (NL)"),
        ("Vereniging Bos (VB)", "Vereniging Bos (VB)"),
        ("Stadswerf Bos", "Stadswerf Bos"),
        ("BE", "BE"),
        ("Vereniging Ruimtelijke Ordening (RO)", "Vereniging Ruimtelijke Ordening (RO)"),
        ("Vereniging Ruimte (RO)", "Vereniging Ruimte"),
    ],
)
def test_a_country_is_no_part_of_a_name(words: str, name: str) -> None:
    assert without_country(span(words, Tag.PARTNER)).text == name
    assert without_country(span(words, Tag.TITLE)).text == words


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("TETRA-project", "TETRA"),
        ("KIEM GoCI-subsidie", "KIEM GoCI"),
        ("Groene Daken-regeling", "Groene Daken-regeling"),
        ("LIFE-programma", "LIFE"),
        ("Project", "Project"),
    ],
)
def test_what_a_programme_pays_for_is_no_part_of_its_name(words: str, name: str) -> None:
    assert name_of_programme(words) == name


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Stadswerf Bos\tAnna Vos", "Stadswerf Bos"),
        ("Stadswerf Bos   Ede", "Stadswerf Bos"),
        ("Stadswerf Bos | Ede", "Stadswerf Bos"),
        ("Bos; Stichting Ede; Vos", "Bos"),
        ("| Stadswerf Bos | Ede", "| Stadswerf Bos"),
        ("; Bos", "; Bos"),
        ("|", "|"),
        ("Stadswerf Bos Ede", "Stadswerf Bos Ede"),
    ],
)
def test_a_name_does_not_run_over_a_border(words: str, first: str) -> None:
    (line,) = split_lines(words)
    kept = _before_sign(tokens(line.text), line.text)
    kept = _in_cell(kept, Mark(line, 0, Role.ITEM))
    assert line.text[kept[0].start : kept[-1].end] == first


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("RAAK.PUB05.009", True),
        ("KIEM21.005", True),
        ("NWA-project 1518.22.073", True),
        ("bedrijven1.010.000", False),
        ("Laatste update04-06-2025", False),
        ("2048x1365", False),
        ("geen", False),
    ],
)
def test_what_may_be_a_project_number(text: str, *, is_number: bool) -> None:
    line = Line(1, text)
    layout = recognise([line], ())
    page = Page("page.txt", layout, (), (), (), (span(text, Tag.IDENTIFIER),), None)
    assert bool(list(find_facts(page))) is is_number


def test_a_country_in_a_table_is_no_part_of_a_name() -> None:
    rows = "Partner\tLand\tRol\nStadswerf Bos (BE)\tBelgië\tpartner\nHogeschool Duin (NL)\tNederland\tpenvoerder\n"
    page = f"Koele straten\n\nStatus: Open voor deelname\nProgramma\tTETRA-project\n\n{rows}"
    record = parse_page(page.encode(), "page.txt", force=True).record
    assert record is not None
    assert [each.name for each in record.organisations] == ["Stadswerf Bos", "Hogeschool Duin"]
    assert [each.programme for each in record.funding] == ["TETRA"]
    assert record.source is not None
    assert "3" not in record.source.leftover


@pytest.mark.parametrize(
    ("below", "themes"),
    [
        ("Water aan de kade", {"Gezondheid"}),
        ("Water aan de kade; van proef tot praktijk", {"Gezondheid"}),
    ],
)
def test_the_title_right_below_the_themes_is_no_theme(below: str, themes: set[str]) -> None:
    page = (
        f"Water aan de kade\n\nStatus\nLopend\nThema's\nGezondheid\n\nWater aan de kade\n{below}\n"
    )
    record = parse_page(page.encode(), "page.txt", force=True).record
    assert record is not None
    assert set(record.themes) == themes


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Water", True),
        ("Water: van proef tot praktijk", True),
        ("Water – van proef tot praktijk", True),
        ("Waterkwaliteit", False),
        ("Water, bodem", False),
        ("Water | bodem", False),
    ],
)
def test_what_begins_like_the_title_may_be_themes(text: str, *, again: bool) -> None:
    assert _says_title_again(text, ("Water",)) is again


@pytest.mark.parametrize(
    "themes",
    ["Klei · Kades · Kwel", "Klei; Kades; Kwel", "Klei\nKades\nKwel", "• Klei\n• Kades\n• Kwel"],
)
@pytest.mark.parametrize("head", ["Trefwoorden", "Keywords", "Thema’s"])
def test_themes_stand_below_their_label_though_it_looks_like_a_heading(
    head: str, themes: str
) -> None:
    sections = "Doel\n\nWe willen weten waar het water blijft.\n"
    page = (
        f"Robots aan de kade\n\n{sections}\n{head}\n{themes}\n\nSamenvatting\n\nEr is veel kwel.\n"
    )
    record = parse_page(page.encode(), "page.txt", force=True).record
    assert record is not None
    assert set(record.themes) == {"Klei", "Kades", "Kwel"}


@pytest.mark.parametrize(
    ("row", "tag", "ends"),
    [
        ("Bronnenkaart\tDeltawerk", Tag.SUBPROJECT, ["Bronnenkaart"]),
        ("Bronnenkaart\tDeltawerk", Tag.TITLE, ["Deltawerk"]),
        ("Bronnenkaart Deltawerk", Tag.SUBPROJECT, ["Deltawerk"]),
    ],
)
def test_the_name_of_a_part_ends_with_its_cell(row: str, tag: Tag, ends: list[str]) -> None:
    (line,) = split_lines(row)
    marks = (Mark(line, 0, Role.FACT),)
    items = word_items(marks, recognise(()))
    tags = [f"{'I' if item.token and item.token.start else 'B'}-{tag}" for item in items]
    assert [words[-1].text for _, words in _runs(items, tags, marks)] == ends
