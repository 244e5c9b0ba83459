"""What a section is about is told by its text and by the sections around it, not by its heading alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tools.train.annotated import AnnotatedPage, read_annotated
from tools.train.examples import PAGES

from projectkit.parsing.layout import recognise
from projectkit.parsing.lines.decide import decide, tentative_labels
from projectkit.parsing.lines.heading_kinds import heading_places, with_kinds
from projectkit.parsing.lines.labels import HEADING
from projectkit.parsing.lines.marks import Mark, Role
from projectkit.parsing.lines.rows import placed_lines
from projectkit.parsing.site.reader import SiteReader
from projectkit.reading.blocks import split_blocks
from projectkit.reading.page import read_page

SAMPLE = [read_annotated(path) for path in sorted(PAGES.glob("*.page"))[::150]]
PAGE = """\
# Zilt

In het project Zilt zoekt Hogeschool Vonder uit hoe een tuin groeit op zoute grond.

## Aanleiding

De grond langs de kust wordt zouter. Boeren weten niet wat er nog wil groeien.

## Met laarzen aan

{how}

## Zeekool wint

{result}
"""
HOW = (
    "We werken in drie stappen. Eerst interviewen we twintig boeren, daarna volgen studenten hun"
    " akkers een seizoen lang en ontwikkelen we samen met hen een proefveld."
)
RESULT = (
    "De resultaten zijn goed: zeekool bleek twee keer zoveel op te leveren. Het project heeft een"
    " handleiding, een rapport en drie publicaties opgeleverd."
)
NOTHING = "Zie de foto."


def headings(text: str, reader: SiteReader | None = None) -> dict[str, Mark]:
    saved = read_page(text.encode(), "zilt.md")
    layout = replace(recognise(saved.lines), reader=reader)
    marks = decide(split_blocks(saved.lines), layout)
    return {mark.text: mark for mark in marks if mark.role is Role.HEADING}


def test_the_text_below_a_heading_tells_what_it_is_about() -> None:
    found = headings(PAGE.format(how=HOW, result=RESULT))
    assert {words: mark.target for words, mark in found.items()} == {
        "Aanleiding": "background",
        "Met laarzen aan": "approach",
        "Zeekool wint": "results",
    }


def test_a_heading_of_which_nobody_can_tell_what_it_is_about_is_some_other() -> None:
    found = headings(PAGE.format(how=NOTHING, result=NOTHING))
    assert {found[words].target for words in ("Met laarzen aan", "Zeekool wint")} == {"other"}


def test_parts_and_people_are_no_kinds_of_sections() -> None:
    page = PAGE.replace("## Zeekool wint", "## Deelprojecten")
    found = headings(page.format(how=HOW, result=HOW))
    assert found["Deelprojecten"].target not in {"approach", "results"}


def test_who_only_said_which_pages_are_no_projects_teaches_nothing_about_headings() -> None:
    page = PAGE.format(how=HOW, result=RESULT)
    taught = SiteReader("a1b2c3", frozenset(), pages=b"any")
    assert headings(page, taught) == headings(page)


@pytest.mark.parametrize("page", SAMPLE, ids=lambda page: page.name)
def test_weighing_makes_and_unmakes_no_heading(page: AnnotatedPage) -> None:
    saved = read_page(page.text.encode(), "a.txt")
    layout = recognise(saved.lines)
    lines = placed_lines(split_blocks(saved.lines), layout)
    labels, lines_model = tentative_labels(lines, layout, saved.url)
    weighed = with_kinds(lines, labels, lines_model, layout)
    assert heading_places(weighed) == heading_places(labels)
    same = [
        label for label in zip(labels, weighed, strict=True) if not label[0].startswith(HEADING)
    ]
    assert all(before == after for before, after in same)
