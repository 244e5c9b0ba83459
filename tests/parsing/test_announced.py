"""A page that says how many parts its project has tells which lines below name them."""

from __future__ import annotations

import pytest

from projectkit.parsing.layout import recognise
from projectkit.parsing.lines.announced import AnnouncedParts, announcement
from projectkit.parsing.lines.rows import placed_lines
from projectkit.parsing.page import parse_page
from projectkit.reading.blocks import split_blocks
from projectkit.reading.lines import split_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het project bestaat uit drie delen: Smaak, Schap en School.", ("delen", 3)),
        ("Vier sporen", ("sporen", 4)),
        ("Zeven grote en kleine proeven", ("proeven", 7)),
        ("We werken in 2 deelprojecten", ("deelprojecten", 2)),
        ("De deelprojecten:", ("deelprojecten", None)),
        ("Werkpakketten", ("werkpakketten", None)),
        # Letters that match others without case, and are no others.
        ("Zeſ lijnen", ("lijnen", 6)),
        ("We werken in drİe lijnen.", ("lijnen", None)),
        # Not parts, not a number of them, or not a heading.
        ("In 12 gemeenten", None),
        ("Tweedelig", None),
        ("Een van de drie huizen", None),
        ("Wij doen mee aan veel projecten in het land", None),
    ],
)
def test_words_that_announce_parts(text: str, expected: tuple[str, int | None] | None) -> None:
    found = announcement(text)
    assert (found and (found.word, found.number)) == expected


def features(text: str) -> dict[str, list[str]]:
    lines = split_lines(text)
    placed = placed_lines(split_blocks(lines), recognise(lines))
    parts = AnnouncedParts(placed)
    return {each.line.text: parts.of(place) for place, each in enumerate(placed)}


def test_as_many_lines_as_were_announced_are_told_from_those_beyond() -> None:
    found = features(
        "Het project kent twee lijnen:\n\n- Proeven\n- Delen\n\nVragen?\n\n- Bel ons\n- Mail ons\n"
    )
    assert "announces=lijnen" in found["Het project kent twee lijnen:"]
    assert "announced-item-within" in found["- Proeven"]
    assert "announced-item-within" in found["- Delen"]
    assert "announced-item-beyond" in found["- Bel ons"]


def test_exactly_as_many_lines_as_were_announced_stand_out() -> None:
    found = features("Twee sporen\n\nSpoor A\nWe bouwen.\n\nSpoor B\nWe meten.\n")
    assert "announced-short-first-within-all" in found["Spoor A"]
    assert "announced-short-first-within-all" in found["Spoor B"]


def test_what_is_far_below_was_not_announced() -> None:
    page = "Twee sporen\n\n" + "".join(f"Regel {number}\n\n" for number in range(60))
    assert features(page)["Regel 50"] == []


def test_parts_that_a_page_announces_are_read() -> None:
    page = (
        "Winkels zonder plastic\n\nIn dit project zoeken winkeliers met studenten naar wat hun klanten "
        "nodig hebben. Het loopt van 2022 tot 2024.\n\nVier sporen\n\n"
        "Spoor 1 Van kladblok naar vergunning\nEen team van planologen zit bij de gemeentehuizen.\n\n"
        "Spoor 2 Geld vooraf\nGroepen kunnen lenen zonder borg.\n\n"
        "Spoor 3 Hulp bij het bouwen\nBegeleiders lopen mee tot de meter draait.\n\n"
        "Spoor 4 Leren van missers\nWat niet lukt, schrijven we op.\n"
    )
    record = parse_page(page.encode(), "page.txt").record
    assert record is not None
    assert [part.title for part in record.subprojects] == [
        "Van kladblok naar vergunning",
        "Geld vooraf",
        "Hulp bij het bouwen",
        "Leren van missers",
    ]
