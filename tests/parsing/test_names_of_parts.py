"""The number of a part of a project is not its name."""

from __future__ import annotations

import pytest

from projectkit.parsing.layout import recognise
from projectkit.parsing.lines.decide import _sure_part
from projectkit.parsing.lines.labels import PART
from projectkit.parsing.lines.marks import Mark, Role
from projectkit.parsing.lines.rows import PlacedLine
from projectkit.parsing.page import parse_page
from projectkit.parsing.vocabulary.programme_words import subproject_numbering
from projectkit.parsing.words.bounds import with_bounds
from projectkit.parsing.words.spans import Span, Tag
from projectkit.reading.lines import Line


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Werkgroep 4: Vakpas", "Vakpas"),
        ("Deelproject: Samen wegen", "Samen wegen"),
        ("Lijn C: Nachtburen", "Nachtburen"),
        ("Lijn A. Het dorp blijft open", "Het dorp blijft open"),
        ("Spoor 4 – Geld uit gebint", "Geld uit gebint"),
        ("Les 1 t/m 3 Kijken", "Kijken"),
        ("Dagdeel 2: Het servies van vroeger", "Het servies van vroeger"),
        ("WP3 Proef op negen scholen", "Proef op negen scholen"),
        ("WP1Inventaris van cellen", "Inventaris van cellen"),
        ("3. Spelen op het plein", "Spelen op het plein"),
        ("Blok A – Het dak lezen", "Het dak lezen"),
        # Words that only look like the word before a number.
        ("Pilot in Ede", "Pilot in Ede"),
        ("Lesmateriaal maken", "Lesmateriaal maken"),
        ("Les in de wijk", "Les in de wijk"),
        ("Deel je verhaal", "Deel je verhaal"),
        ("Lijn in het water", "Lijn in het water"),
        ("Module A", "Module A"),
    ],
)
def test_what_precedes_a_name_is_taken_off(written: str, name: str) -> None:
    assert subproject_numbering().sub("", written, count=1) == name


@pytest.mark.parametrize(
    ("line", "words", "whole"),
    [
        ("WP2 Kijken aan het bed: een proef", "Kijken aan", "Kijken aan het bed"),
        ("Weer naar de eigen tafel (2024)", "Weer naar", "Weer naar de eigen tafel"),
        ("Lijn A: Voor de", "Voor de", "Voor de"),
        (
            "In Kijken aan werken we met negen andere scholen uit de stad samen",
            "Kijken aan",
            "Kijken aan",
        ),
        ("Lijn B: Thuis in de wijk", "Thuis", "Thuis"),
    ],
)
def test_a_name_does_not_break_off(line: str, words: str, whole: str) -> None:
    start = line.index(words)
    mark = Mark(Line(1, line), 0, Role.ITEM)
    span = Span(Tag.SUBPROJECT, mark, 0, start, start + len(words), 0.9)
    assert [each.text for each in with_bounds([span])] == [whole]
    organisation = Span(Tag.PARTNER, mark, 0, start, start + len(words), 0.9)
    assert [each.text for each in with_bounds([organisation])] == [words]


@pytest.mark.parametrize(
    ("line", "is_part"),
    [
        ("• Co-promotor: De Wolf van Hasselt Wies", False),
        ("Onderzoeker: Anna Bos", False),
        ("Verpleegkundige: De stem van de patiënt", True),
        ("Deelonderzoek: Stil in de klas", True),
    ],
)
def test_who_does_what_is_no_part(line: str, *, is_part: bool) -> None:
    placed = PlacedLine(Line(1, line), 0)
    assert _sure_part(PART, 0.99, placed, recognise([placed.line])) == (PART if is_part else "text")


def test_parts_below_headings_of_their_own_lose_their_numbers() -> None:
    page = (
        "# Dorp zonder drempel\n\nIn dit project maken we dorpen toegankelijk voor iedereen.\n\n"
        "## Deelprojecten\n\n### Lijn 1. Eerste baan in de buurt\n\nJongeren zoeken werk.\n\n"
        "### Lijn 2. De late bus\n\nEr rijdt een bus tot middernacht.\n"
    )
    record = parse_page(page.encode(), "page.md", force=True).record
    assert record is not None
    assert [part.title for part in record.subprojects] == [
        "Eerste baan in de buurt",
        "De late bus",
    ]
