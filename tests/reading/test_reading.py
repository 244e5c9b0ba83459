from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.reading.blocks import flow, split_blocks
from projectkit.reading.decode import UnreadableError, decode
from projectkit.reading.lines import clean, split_lines

TEXT = "Eén cliënt – ‘overbelast’\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("cp1252"), "windows-1252"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_every_encoding_gives_the_same_text(content: bytes, encoding: str) -> None:
    assert decode(content) == (TEXT, encoding)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x00\x00", b"\xff\xfea"]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        decode(content)


@pytest.mark.parametrize(
    ("declared", "encoding", "expected"),
    [
        ("iso-8859-15", "iso-8859-15", "€ 10 voor Eén"),
        ("macintosh", "mac-roman", "€ 10 voor Eén"),
        ("iso-8859-1", "cp1252", "€ 10 voor Eén"),
        ("onzin", "cp1252", "€ 10 voor Eén"),
    ],
)
def test_markup_may_name_its_encoding(declared: str, encoding: str, expected: str) -> None:
    page = f'<meta charset="{declared}">{expected}'
    assert decode(page.encode(encoding)).text == page


@given(st.binary(max_size=200))
def test_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        assert isinstance(decode(content).text, str)
    except UnreadableError:
        pass


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Doel\u00a0", "Doel"),
        ("samenwerkings\u00admodellen", "samenwerkingsmodellen"),
        ("samenwerkings¬modellen", "samenwerkingsmodellen"),
        ("¬ niet", "¬ niet"),
        ("nul\u200bbreedte", "nulbreedte"),
        ("rich\u061cting", "richting"),
        ("verborgen\U000e0041\U000e007f tekst", "verborgen tekst"),
        ("e\u0301e\u0301n", "één"),
        ("\x1b[31mrood\x07", "[31mrood"),
        ("a \u00a0 b", "a b"),
    ],
)
def test_what_browsers_leave_behind_is_cleaned(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("raw", "text", "cells"),
    [
        ("| Thema's | zorg, jeugd |", "Thema's zorg, jeugd", ("Thema's", "zorg, jeugd")),
        ("| Status | Lopend | 2024 |", "Status Lopend 2024", ("Status", "Lopend", "2024")),
        (r"| Partner | A \| B |", "Partner A | B", ("Partner", "A | B")),
        ("|x| is kleiner dan |y|", "|x| is kleiner dan |y|", ()),
        ("| Partners | |", "Partners", ("Partners", "")),
        ("| --- | --- |", "| --- | --- |", ()),
        ("Home | Contact", "Home | Contact", ()),
        ("|x|", "|x|", ()),
    ],
)
def test_a_row_between_pipes_has_cells(raw: str, text: str, cells: tuple[str, ...]) -> None:
    (line,) = split_lines(raw)
    assert (line.text, line.cells) == (text, cells)


def test_line_numbers_are_those_of_an_editor() -> None:
    lines = split_lines("een\r\ntwee\rdrie\n\nvijf\u2028nog vijf")
    assert [(line.number, line.text) for line in lines] == [
        (1, "een"),
        (2, "twee"),
        (3, "drie"),
        (4, ""),
        (5, "vijf nog vijf"),
    ]


def test_hard_wrapped_sentences_are_joined() -> None:
    text = """\
Jongeren willen zich fijn en veilig voelen op de plekken waar hun leven zich afspeelt, thuis en
op straat. Wandelinterviews met jongeren suggereerden dat wie op onveilige plekken komt, zich voor
een keuze gesteld ziet.

Een tweede alinea."""
    first, second = flow(split_lines(text)).split("\n\n")
    assert "\n" not in first
    assert first.endswith("keuze gesteld ziet.")
    assert second == "Een tweede alinea."


def test_paragraphs_on_a_line_each_are_not_joined() -> None:
    sentence = (
        "Dit is een alinea van een pagina die elke alinea op een regel zet, hoe lang die ook is; "
        * 3
    )
    text = f"{sentence}\n{sentence}"
    assert flow(split_lines(text)).count("\n\n") == 1


def test_names_on_lines_are_not_joined() -> None:
    text = "Erasmus MC afdeling Verloskunde en Gynaecologie\nStichting MeSam\nZorgImpuls"
    assert flow(split_lines(text)).split("\n\n") == text.split("\n")


def test_lists_stay_lists() -> None:
    text = "Wij letten op:\n\n  • kijken\n  • luisteren\n\n1. eerst\n2) dan"
    assert flow(split_lines(text)) == "Wij letten op:\n\n- kijken\n- luisteren\n1. eerst\n2. dan"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=20))
def test_blocks_hold_every_line_once_in_order(texts: list[str]) -> None:
    lines = split_lines("\n".join(texts))
    in_blocks = [line.number for block in split_blocks(lines) for line in block.lines]
    assert in_blocks == [line.number for line in lines if line.text]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=20))
def test_flow_loses_no_word(texts: list[str]) -> None:
    lines = [line for line in split_lines("\n".join(texts)) if line.text]
    letters = "".join(char for line in lines for char in line.text if char.isalpha())
    assert "".join(char for char in flow(lines) if char.isalpha()) == letters
