"""What a line says of others, or of what came before its project, is not read as its own."""

from __future__ import annotations

import pytest

from projectkit.parsing.lines.marks import Mark, Role
from projectkit.parsing.page import parse_page
from projectkit.parsing.words.elsewhere import without_others
from projectkit.parsing.words.spans import Span, Tag
from projectkit.reading.lines import Line


def kept(tag: Tag, words: str, line: str) -> bool:
    start = line.index(words)
    span = Span(tag, Mark(Line(1, line), 0, Role.TEXT), 0, start, start + len(words), 0.9)
    return bool(without_others([span], ""))


@pytest.mark.parametrize(
    ("words", "is_kept"),
    [("1946", False), ("mei 1989", False), ("1990", True), ("2019", True), ("1 mei 2019", True)],
)
def test_what_is_older_than_the_web_does_not_start_a_project(words: str, *, is_kept: bool) -> None:
    assert (
        kept(Tag.START, words, f"De molen draait sinds {words} en werd daarna vergeten.") is is_kept
    )


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("SubsidieEUR 612.000 (Vlaamse overheid)", False),
        ("Subsidie: € 612.000 voor twee jaar", False),
        ("Toegekend: 150.000 € 612.000", True),
        ("ZonMw Neuro 612.000", True),
        ("Dossier 612.000, drie euro per les", True),
    ],
)
def test_a_sum_is_no_project_number(line: str, *, is_kept: bool) -> None:
    assert kept(Tag.IDENTIFIER, "612.000", line) is is_kept


def test_a_label_may_state_any_start() -> None:
    text = "Dijkbrieven\n\nStartdatum: 1985\nStatus: Lopend\nPenvoerder: Hogeschool Ede\n"
    record = parse_page(text.encode(), "a.txt", force=True).record
    assert record is not None
    assert record.start_date == "1985"


@pytest.mark.parametrize(
    ("words", "is_kept"),
    [
        ("2023-2024 en 2024-2025", False),
        ("RAAK-publiek", True),
        ("K2", True),
        ("impuls veen", True),
    ],
)
def test_years_name_no_programme(words: str, *, is_kept: bool) -> None:
    assert kept(Tag.PROGRAMME, words, f"In de ronde {words} kreeg het project geld.") is is_kept
