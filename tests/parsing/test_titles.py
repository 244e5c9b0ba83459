"""What holds when all that the title may be is weighed, whatever the weights."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tools.train.annotated import AnnotatedPage, read_annotated
from tools.train.examples import PAGES

from projectkit.model.source import How
from projectkit.parsing.findings.finding import Finding, Page
from projectkit.parsing.findings.title import find_title
from projectkit.parsing.findings.title_proposals import (
    LINE,
    TitleProposal,
    proposals,
)
from projectkit.parsing.findings.title_weights import _is_half, weighed_titles
from projectkit.parsing.layout import recognise
from projectkit.parsing.lines.marks import Mark, Role
from projectkit.parsing.page import parse_page, tagged
from projectkit.parsing.record.resolver import resolve
from projectkit.parsing.site.reader import SiteReader
from projectkit.parsing.words.spans import Span, Tag
from projectkit.reading.lines import Line
from projectkit.reading.page import read_page

SAMPLE = [read_annotated(path) for path in sorted(PAGES.glob("*.page"))[::120]]
HEADLINE = """\
Buren zetten samen de deur open

In Ede koken buren voor elkaar. Het project ‘Aan tafel’ begon in 2021 en is van Hogeschool Ede en de gemeente Ede.
Aan tafel loopt tot 2023. Wie meedoet aan het project Aan tafel, eet ook mee.
"""


def tagged_page(text: str) -> Page:
    return tagged(read_page(text.encode(), "a.txt"), "a.txt")


def proposed(text: str) -> dict[str, TitleProposal]:
    return {proposal.text: proposal for proposal in proposals(tagged_page(text))}


def span_in(line: str, words: str, tag: Tag, role: Role) -> Span:
    """The first of these words on a line of its own."""
    start = line.index(words)
    return Span(tag, Mark(Line(1, line), 0, role), 0, start, start + len(words), 0.99)


@pytest.mark.parametrize("page", SAMPLE, ids=lambda page: page.name)
def test_all_that_a_title_may_be_stands_on_its_page(page: AnnotatedPage) -> None:
    words = " ".join(page.text.split())
    for certainty, proposal in weighed_titles(tagged_page(page.text)):
        assert 0 <= certainty <= 1
        for mention in proposal.mentions:
            assert " ".join(mention.text.split()) in words
            if LINE not in mention.ways:
                assert mention.span.text == mention.text


@pytest.mark.parametrize("page", SAMPLE, ids=lambda page: page.name)
def test_the_most_probable_title_comes_first(page: AnnotatedPage) -> None:
    certainties = [certainty for certainty, _ in weighed_titles(tagged_page(page.text))]
    assert certainties == sorted(certainties, reverse=True)


def test_a_headline_and_a_quoted_name_may_be_the_title() -> None:
    found = proposed(HEADLINE)
    assert "Buren zetten samen de deur open" in found
    assert "quoted" in found["Aan tafel"].mentions[0].ways
    assert "noun=project" in found["Aan tafel"].features
    assert "times3" in found["Aan tafel"].features


def test_a_name_that_the_text_gives_the_project_beats_a_headline() -> None:
    record = parse_page(HEADLINE.encode(), "a.txt", force=True).record
    assert record is not None
    assert record.title == "Aan tafel"


def test_a_title_says_nothing_of_the_label_before_it() -> None:
    assert "Buurtkracht" in proposed("Project: Buurtkracht\n\nStatus: Lopend\n")


def test_quotes_around_a_title_are_no_part_of_it() -> None:
    assert "Aan tafel" in proposed("Titel: ‘Aan tafel’\n\nStatus: Lopend\n")


def test_a_title_may_be_long() -> None:
    long = "Klachten van leerlingen en ouders voorkomen " * 5
    assert long.strip() in proposed(f"{long}\n\nStatus: Lopend\n")


def test_a_title_over_two_lines_is_one_and_its_parts_are_none() -> None:
    first, second = "Jeugdwerkers in de kern geraakt via", "REPRO in Ede"
    marks = tuple(
        Mark(Line(number, text), 0, Role.TITLE) for number, text in enumerate((first, second), 1)
    )
    part = Span(Tag.TITLE, marks[1], 1, 0, len(second), 0.9)
    page = Page("page.txt", recognise(()), marks, (), (None, None), (part,))
    assert second in {proposal.text for proposal in proposals(page)}
    assert [each.text for _, each in weighed_titles(page)] == [f"{first} {second}"]


@pytest.mark.parametrize(
    ("line", "half", "is_whole"),
    [
        ("Stille kade: stroom voor wie aanlegt", "Stille kade", True),
        ("KADESTROOM – stroom voor wie aanlegt", "KADESTROOM", True),
        ("PLAN-Z: Pleinen en lanen zonder hitte", "Pleinen en lanen zonder hitte", True),
        ("KLAAR: Pleinen en lanen zonder hitte", "Pleinen en lanen zonder hitte", False),
        ("Pilot: Pleinen en lanen zonder hitte", "Pleinen en lanen zonder hitte", False),
        ("Stille kade – Lopend project", "Stille kade", False),
        ("Stille kade - Hogeschool Ede en omstreken", "Stille kade", False),
        ("Subsidie voor Stille kade", "Stille kade", False),
    ],
)
def test_half_a_title_comes_behind_the_whole(line: str, half: str, *, is_whole: bool) -> None:
    span = span_in(line, half, Tag.TITLE, Role.TITLE)
    page = Page("page.txt", recognise(()), (span.mark,), (), (None,), (span,))
    assert _is_half(span) is is_whole
    if is_whole:
        found = [(each.text, chance) for chance, each in weighed_titles(page)]
        (first, chance), *others = found
        assert first != half
        assert chance >= dict(others)[half]


@pytest.mark.parametrize(
    ("line", "name", "is_kept"),
    [
        ("De kring doet mee aan ‘Klei, Kade en Kwel’.", "Kade", False),
        ("De kring doet mee aan ‘Klei, Kade en Kwel’.", "‘Klei", False),
        ("Klei, Kade en Kwel is van Stichting Kade.", "Stichting Kade", True),
        ("De stichting Kade zoekt het uit.", "Kade", True),
        ("Van Stichting Kade: leren van Stichting Kade en Kwel", "Stichting Kade", True),
    ],
)
def test_words_of_the_title_are_no_organisation(line: str, name: str, *, is_kept: bool) -> None:
    span = span_in(line, name, Tag.PARTNER, Role.TEXT)
    partner = {"name": name, "role": "partner"}
    resolved = resolve(
        [
            Finding("title", "Klei, kade en kwel", (2,), How.POSITIONAL),
            Finding("organisations", partner, (1,), How.LEARNED, 0.99, spans=(span,)),
        ]
    )
    assert [each.value for each in resolved.items["organisations"]] == [partner] * is_kept


def of_site(lines: tuple[str, ...], role: Role, certainty: float) -> list[Finding]:
    """What the title is on a page of a site about which corrections taught something."""
    marks = tuple(Mark(Line(number, text), 0, role) for number, text in enumerate(lines, 1))
    span = Span(Tag.TITLE, marks[0], 0, 0, len(lines[0]), certainty)
    layout = replace(recognise(()), reader=SiteReader("1", frozenset()))
    page = Page("page.txt", layout, marks, (), (None,) * len(marks), (span,))
    return list(find_title(page))


def test_on_a_learned_site_a_title_over_two_lines_stays_whole() -> None:
    found = of_site(("Jeugdwerkers in de kern geraakt via", "REPRO in Ede"), Role.TITLE, 0.9)
    assert [each.value for each in found] == ["Jeugdwerkers in de kern geraakt via REPRO in Ede"]


def test_on_a_learned_site_an_unsure_title_is_suggested() -> None:
    (found,) = of_site(("REPRO in Ede",), Role.TEXT, 0.3)
    assert (found.value, found.is_certain_enough) == ("REPRO in Ede", False)


def test_half_a_bracket_is_in_no_title() -> None:
    title = "Jeugdwerkers in de kern geraakt via repro (Edese Experimenteerzone Opvoeden)"
    record = parse_page(f"{title}\n\nStatus: Lopend\n".encode(), "a.txt", force=True).record
    assert record is not None
    assert record.title == title


@pytest.mark.parametrize(
    ("headings", "titles"),
    [
        (("Impact",), {"Impact"}),
        (("Impact", "Samen aan tafel in Ede"), {"Samen aan tafel in Ede"}),
    ],
)
def test_only_as_the_one_headline_a_heading_word_is_a_title(
    headings: tuple[str, ...], titles: set[str]
) -> None:
    page = "".join(f"<h1>{heading}</h1><p>In Ede eten buren samen.</p>" for heading in headings)
    found = weighed_titles(tagged(read_page(page.encode(), "a.html"), "a.html"))
    assert {each.text for _, each in found}.intersection(headings) == titles


def test_what_a_reader_does_not_see_is_not_counted() -> None:
    hidden = "<p>Aan tafel</p>" * 9
    page = f"<h1>Aan tafel</h1><p>Status: Lopend</p><div hidden>{hidden}</div>"
    found = proposals(tagged(read_page(page.encode(), "a.html"), "a.html"))
    assert "times1" in next(each for each in found if each.text == "Aan tafel").features


def test_another_title_is_not_the_title_itself() -> None:
    for page in SAMPLE:
        record = parse_page(page.text.encode(), "a.txt", force=True).record
        assert record is not None
        assert record.title not in record.alternate_titles


def test_a_page_without_names_proposes_none() -> None:
    assert not proposals(tagged_page(""))


def test_of_many_names_the_first_are_weighed() -> None:
    names = " ".join(f"Zie ook ‘Deel {number}’ van dit project." for number in range(500))
    assert len(proposals(tagged_page(f"{HEADLINE}\n{names}\n"))) == 50


def test_a_salutation_is_no_title() -> None:
    text = (
        "Beste collega,\n\nIn het project Thuisgevoel onderzoeken wij hoe bewoners zich thuis voelen. Thuisgevoel "
        "loopt van maart 2021 tot mei 2023 en wordt betaald door ZonMw.\n"
    )
    record = parse_page(text.encode(), "page.txt").record
    assert record is not None
    assert record.title == "Thuisgevoel"
