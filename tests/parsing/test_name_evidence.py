"""What the model of names is told about a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.layout import recognise
from projectkit.parsing.lines.marks import Mark, Role
from projectkit.parsing.names.beside import words_beside
from projectkit.parsing.names.shared import SharedEvidence
from projectkit.parsing.names.single import highest_chances, of_form
from projectkit.parsing.words.spans import TAGS_OF_NAMES, Span, Tag, comparable_name
from projectkit.reading.lines import Line

NOTHING: dict[str, float] = dict.fromkeys(map(str, TAGS_OF_NAMES), 0.0)


def mention(words: str, line: str, number: int = 1, **chances: float) -> Span:
    """Words of a line that may be what the chances say."""
    mark = Mark(Line(number, line), number, Role.TEXT)
    start = line.index(words)
    tag = Tag.PARTNER
    return Span(tag, mark, number, start, start + len(words), 0.9, chances={**NOTHING, **chances})


def evidence(*mentions: Span, above: tuple[Mark, ...] = ()) -> dict[str, list[str]]:
    """The evidence on the names of a page that has these mentions."""
    marks = (*above, *dict.fromkeys(span.mark for span in mentions))
    page = Page("a.txt", recognise([], ()), marks, (), tuple(None for _ in marks), mentions)
    named: dict[str, list[Span]] = {}
    for span in mentions:
        named.setdefault(comparable_name(span.text), []).append(span)
    chances = {name: highest_chances(spans) for name, spans in named.items()}
    shared = SharedEvidence(page, named, chances)
    return {name: shared.on(name) for name in named}


def test_the_words_beside_a_name_are_those_of_its_own_line() -> None:
    found = words_beside(mention("Saxion", "In opdracht van Saxion (penvoerder) onderzocht"))
    assert {"word-1=van", "words-2=opdracht van", "before=opdracht"} <= set(found)
    assert {"word+1=(", "words+2=( penvoerd", "behind=penvoerd"} <= set(found)


def test_a_name_that_fills_its_line_has_no_words_beside() -> None:
    assert words_beside(mention("Saxion", "Saxion")) == [
        "word-1=^",
        "word-2=^",
        "words-2=^ ^",
        "word+1=$",
        "words+2=$ $",
    ]


@pytest.mark.parametrize(
    ("name", "feature"),
    [
        ("Hogeschool Utrecht", "organisation"),
        ("lectoraat Schulden", "unit"),
        ("ZonMw", "known"),
        ("GGD", "capitals"),
        ("Anna Bos", "capital"),
    ],
)
def test_the_form_of_a_name_is_evidence(name: str, feature: str) -> None:
    assert feature in of_form(name)
    assert feature not in of_form("niemand")


def test_a_name_knows_what_the_names_may_be_of_which_it_is_a_part() -> None:
    found = evidence(
        mention("GGD Duinzoom", "GGD Duinzoom leidt het", lead=0.9),
        mention("GGD", "Bij de GGD werkt", number=2),
    )
    assert "held" in found["ggd"]
    assert "holds" in found["ggd duinzoom"]
    assert "held-lead7" in found["ggd"]
    assert "holds-lead0" in found["ggd duinzoom"]


def test_a_name_is_no_part_of_a_longer_word() -> None:
    found = evidence(
        mention("Bredeschool", "Bredeschool leidt het", lead=0.9),
        mention("Ede", "de gemeente Ede", number=2),
    )
    assert "held" not in found["ede"]


def test_a_name_of_the_menu_is_told_from_others() -> None:
    menu = Mark(Line(1, "Zoeken | Duinstreek College"), 0, Role.NOISE)
    found = evidence(
        mention("Duinstreek College", "Het Duinstreek College leidt", number=2),
        mention("Stichting Ommeland", "met Stichting Ommeland", number=3),
        above=(menu,),
    )
    assert "all-in-menu" in found["duinstreek college"]
    assert "all-in-menu" not in found["stichting ommeland"]


def test_names_on_one_line_are_beside_each_other() -> None:
    line = "Saxion en Deltares"
    both = [mention("Saxion", line), mention("Deltares", line)]
    alone = replace(both[0], mark=replace(both[0].mark), place=7)
    assert "alone" not in evidence(*both)["saxion"]
    assert "alone" in evidence(alone)["saxion"]
