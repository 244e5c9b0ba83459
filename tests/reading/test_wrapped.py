"""Running text that was cut at a width is read as if it had not been cut."""

from __future__ import annotations

from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.model.source import How, numbers
from projectkit.parsing.page import parse_page
from projectkit.reading.lines import split_lines
from projectkit.reading.page import read_page
from projectkit.reading.wrapped import unwrapped

PARAGRAPHS = [
    (
        "In dit project werken wij samen met het Ziekenhuis aan de IJssel, met Maatschap De Scharrelaar en met het Regionaal "
        "Archief Zuid-Utrecht, onder leiding van de Hogeschool Duinrand."
    ),
    (
        "Het wordt betaald door Regieorgaan SIA, en het loopt van september 2021 tot augustus 2023. Wij verwachten dat mensen "
        "zich er thuis voelen, ook wie er nog niemand kent en wie de taal nog niet spreekt."
    ),
]
WRAPPED = "\n\n".join("\n".join(wrap(text, 60)) for text in PARAGRAPHS)


def joined(text: str) -> list[str]:
    return [line.text for line in unwrapped(split_lines(text)) if line.text]


@pytest.mark.parametrize("width", [50, 60, 72, 76, 80, 100])
def test_a_paragraph_is_one_line_whatever_the_width(width: int) -> None:
    text = "\n\n".join("\n".join(wrap(text, width)) for text in PARAGRAPHS)
    assert joined(text) == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        "- een tuin in elke wijk",
        "1. een tuin in elke wijk",
        "Looptijd: september 2021 tot augustus 2023",
        "paragraaf: 2.1 hittestress",
        "anna@duinrand.example of aan de balie",
        "tel. 0348-555061",
        "naam\tjaar",
        "=====================",
        "https://duinrand.example/tuinen",
    ],
)
def test_what_begins_anew_is_a_line_of_its_own(line: str) -> None:
    text = f"{WRAPPED}\n\nDit is een regel die bijna even lang is als de andere\n{line}"
    assert read_page(text.encode(), "a.txt").lines[-1].text == " ".join(line.split())


def test_lines_that_are_paragraphs_or_names_stay_as_they_are() -> None:
    paragraphs = "\n".join(PARAGRAPHS)
    names = "Erasmus MC afdeling Verloskunde en Gynaecologie\nStichting MeSam\nZorgImpuls"
    assert joined(paragraphs) == PARAGRAPHS
    assert joined(names) == names.split("\n")


NOT_JOINED = {
    "a heading below a paragraph": (
        f"{WRAPPED}\nWe maken een handreiking en een training voor de wijk.",
        "Resultaten",
        "Er is een handreiking gemaakt.",
    ),
    "a title above its text": (
        "Onderzoek naar de toekomst van zorg in de eigen wijk van nu",
        WRAPPED,
    ),
    "names": (
        WRAPPED,
        "Partners",
        "Stichting Welzijnsorganisatie Midden-Nederland Amersfoort",
        "Hogeschool Rotterdam, Kenniscentrum Zorginnovatie",
        "Erasmus MC, afdeling Verloskunde en Gynaecologie",
        "Gemeente Rotterdam, directie Maatschappelijke Ontwikkeling",
        "ZorgImpuls",
    ),
    "persons": (
        f"{WRAPPED}\n",
        "Anna de Vries-Jansen, lector Zorg en Welzijn in de wijk, HR",
        "Kees van den Berg, promovendus, TU Delft, Bouwkunde",
        "Fatima el Amrani, docent-onderzoeker bij de opleiding",
    ),
    "labels in small letters": (
        WRAPPED,
        "projectleider: Anna de Vries van de Hogeschool Duinrand",
        "totale subsidie: 300.000 euro",
        "datum van de start: 1 september 2021",
    ),
    "a team below text": (
        WRAPPED,
        "Projectteam",
        "Mw. dr. Jantine de Wit-van den Berg (lector, projectleider)",
        "Dhr. P.J. Oosterhuis MSc (onderzoeker)",
    ),
    "an address": (
        f"{WRAPPED}\n",
        "Hogeschool Duinrand, lectoraat Duurzame Leefomgeving",
        "Postbus 12345, bezoekadres Lange Voorhout, gebouw De Horst",
        "2500 AB Den Haag",
    ),
    "dates": (
        f"{WRAPPED}\n",
        "12 oktober 2021 eerste bijeenkomst in het buurthuis in wijk",
        "13 november 2021 tweede bijeenkomst bij de bibliotheek om 9",
    ),
    "what is quoted": (
        f"{WRAPPED}\n",
        "> In dit project werken wij samen met het Ziekenhuis aan",
        "> de rivier, met Maatschap De Scharrelaar en verder",
    ),
    "marks": (
        f"{WRAPPED}\n",
        "✓ een handreiking voor wie in de wijk met jongeren werkt of",
        "✓ een training",
        "(1) eerste bijeenkomst van alle partners in het buurthuis",
        "1.1 aanleiding",
    ),
}


@pytest.mark.parametrize("lines", NOT_JOINED.values(), ids=NOT_JOINED)
def test_what_is_no_running_text_stays_as_it_is(lines: tuple[str, ...]) -> None:
    found = joined("\n".join(lines))
    alone = [line for line in lines if WRAPPED not in line]
    assert [line for line in found if line in alone] == alone


JOINED = {
    "an enumeration behind a label": (
        "Partners: Bibliotheek Rivierenland, Stichting Lezen, Gemeente",
        "Neder-Betuwe, Sociaal Werk De Schakel en Seniorenweb Tiel",
    ),
    "a sum behind a preposition": (
        "Daarvoor kregen wij in het vorige jaar een bijdrage van",
        "€ 287.500.",
    ),
    "an address behind a preposition": (
        "Wie mee wil doen kan het hele jaar door bij ons terecht via",
        "anna@duinrand.example of bij de balie in de bibliotheek.",
    ),
    "a surname": (
        "Projectleider van het hele project is sinds Annemarie van",
        "Oosterhout.",
    ),
}


@pytest.mark.parametrize("lines", JOINED.values(), ids=JOINED)
def test_what_breaks_off_goes_on(lines: tuple[str, ...]) -> None:
    assert " ".join(lines) in joined(f"{WRAPPED}\n\n" + "\n".join(lines))


def test_a_text_that_cuts_many_words_has_no_hyphens_of_its_own() -> None:
    start = "Daarmee werken sinds september in alle wijken de "
    cut = [("verpleeg-", "kundigen"), ("mantel-", "zorgers"), ("vrij-", "willigers")]
    text = "\n\n".join(f"{start}{first}\n{second} mee." for first, second in cut)
    whole = [f"{start}{first[:-1]}{second} mee." for first, second in cut]
    assert set(whole) <= set(joined(f"{WRAPPED}\n\n{text}"))


def test_a_long_text_is_joined_in_a_moment() -> None:
    """Tens of thousands of lines: what is quadratic takes minutes."""
    text = "\n".join(wrap(PARAGRAPHS[1].replace(".", ",") * 3000, 70))
    assert len(joined(text)) == 1


def test_breaks_that_markdown_means_are_kept() -> None:
    names = [
        "Hogeschool Duinrand, Kenniscentrum Zorg en Innovatie Noord",
        "stichting Welzijn en wonen in de wijk van de stad Utrecht",
        "gemeente Rotterdam",
    ]
    for end in ("  ", "\\", "<br>"):
        page = f"{WRAPPED}\n\n" + f"{end}\n".join(names)
        assert [line.text for line in read_page(page.encode(), "a.md").lines[-3:]] == names
    item = "- een punt dat over twee regels loopt omdat het zo lang is en\n  dus doorgaat"
    (line,) = (
        line.text
        for line in read_page(f"{WRAPPED}\n\n{item}\n".encode(), "a.md").lines
        if line.text.startswith("•")
    )
    assert line.endswith("is en dus doorgaat")


def test_a_list_in_small_letters_whose_lines_had_room_is_not_joined() -> None:
    items = [
        "een handreiking voor iedereen die in de wijk met jongeren werkt",
        "een training voor vrijwilligers, mantelzorgers en professionals die willen leren luisteren",
        "een website met de ervaringen van alle deelnemers",
        "een spel",
    ]
    assert joined("Het project levert op:\n" + "\n".join(items))[1:] == items


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("verpleeg-", "kundigen", "verpleegkundigen"),
        ("e-", "healthexperts", "e-healthexperts"),
        ("Noord-", "Holland", "Noord-Holland"),
        ("zorg-", "en welzijnsorganisaties", "zorg- en welzijnsorganisaties"),
    ],
)
def test_a_word_that_the_end_of_a_line_cuts_is_whole(
    first: str, second: str, expected: str
) -> None:
    start = "Daarmee werken sinds september in alle wijken de "
    assert f"{start}{expected} mee." in joined(
        f"Verpleegkundigen leren\n\n{WRAPPED}\n\n{start}{first}\n{second} mee."
    )


def test_the_lines_of_a_value_are_those_of_its_words() -> None:
    page = f"Buurttuinen voor iedereen\n\n{WRAPPED}\n"
    record = parse_page(page.encode(), "page.txt").record
    assert record is not None
    assert record.source is not None
    lines = page.split("\n")
    at = {item.name: place for place, item in enumerate(record.organisations)}
    for name in ("Regionaal Archief Zuid-Utrecht", "Maatschap De Scharrelaar"):
        trace = record.source.fields[f"/organisations/{at[name]}"]
        assert trace.how is How.LEARNED
        on = [lines[number - 1] for number in numbers(trace.lines or "")]
        assert name in " ".join(on)
        assert len(on) <= 2


def test_what_is_left_over_is_what_its_own_lines_say() -> None:
    page = (
        "# Veerkracht in de klas\n\n## Consortium\n"
        "Het project wordt geleid door Iselinge Academie voor Educatie in\n"
        "Doetinchem. Partners zijn Stichting Speciaal Onderwijs\n"
        "Achterhoek, Samenwerkingsverband Passend Onderwijs\n"
        "Oost-Gelderland, jeugdhulpaanbieder Pactum Jeugdzorg en de\n"
        "Radboud Universiteit Nijmegen. Het project loopt van januari 2023\n"
        "tot en met december 2025.\n"
    )
    record = parse_page(page.encode(), "page.md").record
    assert record is not None
    assert record.source is not None
    left = {number for span in record.source.leftover for number in numbers(span)}
    assert 4 in left  # "wordt geleid door"
    assert not left & {6, 9}  # names and dates, and nothing else


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_texts_and_markdown_are_joined(name: str) -> None:
    lines = read_page(WRAPPED.encode(), name).lines
    assert [line.text for line in lines if line.text] == PARAGRAPHS
    assert [number for line in lines for number in line.numbers] == [
        *range(1, WRAPPED.count("\n") + 2)
    ]


TEXTS = st.lists(st.sampled_from([*"aB .:-", "é", "een ", "De "]), max_size=30).map("".join)


@given(st.lists(TEXTS, max_size=30), st.integers(45, 90))
def test_no_line_and_no_letter_is_lost(texts: list[str], width: int) -> None:
    text = WRAPPED + "\n" + "\n".join(line for each in texts for line in wrap(each * 9, width))
    lines = split_lines(text)
    found = unwrapped(lines)
    assert [number for line in found for number in line.numbers] == [line.number for line in lines]
    letters = [char for line in lines for char in line.text if char.isalnum()]
    assert [char for line in found for char in line.text if char.isalnum()] == letters
    by_number = {line.number: line.text for line in lines}
    for line in found:
        starts = (0, *line.breaks)
        for number, start, part in zip(line.numbers, starts, line.parts, strict=True):
            assert by_number[number] in {part, f"{part}-"}
            if part:
                assert line.numbers_of(start, start + len(part)) == range(number, number + 1)
