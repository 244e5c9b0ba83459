"""Names and titles are read whole: no open bracket, no end in the middle of a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.findings.title_proposals import proposals
from projectkit.parsing.layout import recognise
from projectkit.parsing.lines.marks import Mark, Role
from projectkit.parsing.names.whole import with_whole_names
from projectkit.parsing.page import parse_page
from projectkit.parsing.words.bounds import with_bounds
from projectkit.parsing.words.call_names import with_call_names
from projectkit.parsing.words.spans import Span, Tag
from projectkit.reading.lines import Line

HEAD = "Status: Lopend\nStartdatum: 1 mei 2020\nProjectleider: Anna de Vries\n\nAanleiding\n\nVeel scholen zoeken een manier om dit te leren.\n"


def span(line: str, words: str, tag: Tag) -> Span:
    start = line.index(words)
    return Span(tag, Mark(Line(1, line), 0, Role.TITLE), 0, start, start + len(words), 0.9)


@pytest.mark.parametrize(
    ("line", "words", "whole"),
    [
        ("met Vereniging Bos (VB) en anderen", "Vereniging Bos (VB", "Vereniging Bos (VB)"),
        ("met Stadswerf Bos (Ede) en anderen", "Stadswerf Bos (Ede", "Stadswerf Bos"),
        ("(Gemeente Ede en Stadswerf Bos)", "Stadswerf Bos)", "Stadswerf Bos"),
        ("met Stadswerf (Bos) Ede", "Stadswerf (Bos) Ede", "Stadswerf (Bos) Ede"),
        ("met Stadswerf Bos", "Stadswerf Bos", "Stadswerf Bos"),
    ],
)
def test_brackets_of_names_are_whole(line: str, words: str, whole: str) -> None:
    assert [each.text for each in with_bounds([span(line, words, Tag.PARTNER)])] == [whole]
    assert [each.text for each in with_bounds([span(line, words, Tag.PROGRAMME)])] == [whole]
    assert [each.text for each in with_bounds([span(line, words, Tag.TITLE)])] == [words]


@pytest.mark.parametrize(
    ("line", "words", "whole"),
    [
        (
            "door A. (Arjan) Uijtdewilligen, lector",
            "A. (Arjan) Uijtdewilligen",
            "A. (Arjan) Uijtdewilligen",
        ),
        ("door dr. J.J. (Jan) de Wit, lector", "dr. J.J. (Jan", "dr. J.J. (Jan) de Wit"),
        ("door Jacoba (Co) de Wit", "Jacoba (Co", "Jacoba (Co) de Wit"),
        ("door Jan (Saxion) Bos", "Jan", "Jan"),
        ("Het team: Anna Thomas (Saxion) Piet Vos", "Anna Thomas", "Anna Thomas"),
        ("Contact: Projectleider (Anna Bos) Hogeschool", "Anna Bos", "Anna Bos"),
        ("- TNO (Jan Vos) Delft", "Jan Vos", "Jan Vos"),
        ("door ( en anderen", "(", "("),
        ("door Karl (promotor) en anderen", "Karl (", "Karl"),
        ("door Anna Bos (Saxion) en Piet Vos", "Anna Bos", "Anna Bos"),
        ("door Anna Bos (Saxion) Piet Vos", "Piet Vos", "Piet Vos"),
    ],
)
def test_names_of_persons_are_whole(line: str, words: str, whole: str) -> None:
    assert [found.text for found in with_call_names([span(line, words, Tag.PERSON)])] == [whole]


@pytest.mark.parametrize(
    ("line", "found", "whole"),
    [
        (
            "door P. (Pim) Balkenende-Koster, onderzoeker",
            {"P. (Pim)": Tag.PERSON, "Balkenende-Koster": Tag.PERSON, "onderzoeker": Tag.ROLE},
            ["P. (Pim) Balkenende-Koster", "onderzoeker"],
        ),
        (
            "A. (Anna) Bos (Saxion) en B. (Bert) Vos",
            {"A. (Anna": Tag.PERSON, "Saxion": Tag.OTHER_ORGANISATION, "Bert": Tag.PERSON},
            ["A. (Anna) Bos", "Saxion", "B. (Bert) Vos"],
        ),
    ],
)
def test_a_whole_name_takes_what_is_inside_and_no_more(
    line: str, found: dict[str, Tag], whole: list[str]
) -> None:
    spans = [span(line, words, tag) for words, tag in found.items()]
    assert [each.text for each in with_call_names(spans)] == whole


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (
            "Stemmen op het plein. Klachten voorkomen in",
            "Stemmen op het plein. Klachten voorkomen in het onderwijs",
        ),
        ("Stemmen op het plein", "Stemmen op het plein"),
    ],
)
def test_a_title_does_not_end_in_a_preposition(words: str, title: str) -> None:
    found = span("Stemmen op het plein. Klachten voorkomen in het onderwijs", words, Tag.TITLE)
    page = Page("page.txt", recognise(()), (found.mark,), (), (None,), (found,))
    assert title in {proposal.text for proposal in proposals(page)}
    assert (words in {proposal.text for proposal in proposals(page)}) is (words == title)


def test_a_title_that_breaks_off_goes_on_on_the_next_line() -> None:
    page = f"Stemmen op het plein: klachten voorkomen bij leraren in het\nkleuteronderwijs en op de opvang\n\n{HEAD}"
    record = parse_page(page.encode(), "page.txt").record
    assert record is not None
    assert (
        record.title
        == "Stemmen op het plein: klachten voorkomen bij leraren in het kleuteronderwijs en op de opvang"
    )


@pytest.mark.parametrize("title", ["Titel voor iedereen op school", "Titel twee"])
def test_a_title_that_begins_like_a_label_is_whole(title: str) -> None:
    record = parse_page(f"{title}\n\n{HEAD}".encode(), "page.txt").record
    assert record is not None
    assert record.title == title


@pytest.mark.parametrize(
    "label",
    ["Project: ", "Operationele groep: ", "Titel: ", "Titel | ", "Projecttitel\t", "Titel "],
)
def test_a_title_is_read_without_its_label(label: str) -> None:
    record = parse_page(f"{label}Brood verbindt\n\n{HEAD}".encode(), "page.txt").record
    assert record is not None
    assert record.title == "Brood verbindt"


@pytest.mark.parametrize(
    ("line", "words", "whole"),
    [
        (
            "betaald door het ministerie van Onderwijs, Cultuur en Wetenschap",
            ["ministerie van Onderwijs", "Cultuur", "Wetenschap"],
            ["ministerie van Onderwijs, Cultuur en Wetenschap"],
        ),
        (
            "betaald door het ministerie van Onderwijs, Cultuur, en Wetenschap",
            ["ministerie van Onderwijs", "Cultuur", "Wetenschap"],
            ["ministerie van Onderwijs, Cultuur, en Wetenschap"],
        ),
        (
            "met Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer (VROM)",
            ["Ruimtelijke Ordening"],
            ["Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer"],
        ),
        (
            "Departement Welzijn, Volksgezondheid en Gezin, Bond Ede",
            ["Departement Welzijn", "Bond Ede"],
            ["Departement Welzijn, Volksgezondheid en Gezin", "Bond Ede"],
        ),
        (
            "Ministerie van Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer (VROM)",
            ["Ministerie van Volkshuisvesting", "Ruimtelijke Ordening en Milieubeheer (VROM)"],
            ["Ministerie van Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer (VROM)"],
        ),
        (
            "MINISTERIE VAN ONDERWIJS, CULTUUR EN WETENSCHAP",
            ["MINISTERIE VAN ONDERWIJS", "CULTUUR EN WETENSCHAP"],
            ["MINISTERIE VAN ONDERWIJS, CULTUUR EN WETENSCHAP"],
        ),
        ("met Vereniging Landbouw en Ruimte", ["Vereniging Landbouw"], ["Vereniging Landbouw"]),
        (
            "met Boerenbond, Landbouw en Visserij Vlaanderen",
            ["Boerenbond", "Landbouw"],
            ["Boerenbond", "Landbouw"],
        ),
        (
            "van Onderwijs, Cultuur en Wetenschap en NWO",
            ["Onderwijs", "Cultuur en Wetenschap en NWO"],
            ["Onderwijs", "Cultuur en Wetenschap en NWO"],
        ),
        ("les in Onderwijs, Cultuur en Wetenschap door Bond Ede", ["Bond Ede"], ["Bond Ede"]),
        ("met de gemeente Bergen op Zoom", ["gemeente Bergen"], ["gemeente Bergen op Zoom"]),
        (
            "door Waterschap Amstel, Gooi en Vecht",
            ["Waterschap Amstel", "Gooi", "Vecht"],
            ["Waterschap Amstel, Gooi en Vecht"],
        ),
        (
            "en de gemeenten Venlo, Peel en Maas en 's-Hertogenbosch",
            ["gemeenten Venlo", "Peel", "Maas", "'s"],
            ["gemeenten Venlo", "Peel en Maas", "'s-Hertogenbosch"],
        ),
        ("met Bergen en Zoom", ["Bergen"], ["Bergen"]),
    ],
)
def test_names_that_list_subjects_are_whole(line: str, words: list[str], whole: list[str]) -> None:
    spans = tuple(span(line, each, Tag.PARTNER) for each in words)
    assert [each.text for each in with_whole_names(page_of(spans)).spans] == whole


def test_a_whole_name_is_what_the_surest_of_its_pieces_was_taken_for() -> None:
    line = "door het ministerie van Onderwijs, Cultuur en Wetenschap"
    unsure = replace(span(line, "ministerie van Onderwijs", Tag.PARTNER), certainty=0.3)
    sure = span(line, "Cultuur en Wetenschap", Tag.FUNDER)
    (whole,) = with_whole_names(page_of((unsure, sure))).spans
    assert (whole.tag, whole.certainty) == (Tag.FUNDER, sure.certainty)


def test_a_list_with_themes_in_it_is_no_name() -> None:
    line = "Landbouw, Natuur en Voedselkwaliteit"
    spans = span(line, "Landbouw", Tag.FUNDER), span(line, "Natuur", Tag.THEME)
    assert with_whole_names(page_of(spans)).spans == spans


def page_of(spans: tuple[Span, ...]) -> Page:
    return Page("a.txt", recognise([]), (), (), (), spans)
