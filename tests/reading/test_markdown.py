"""Markdown as its reader sees it, line by line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.parsing.page import parse_page
from projectkit.reading.page import read_page


def seen(markdown: str) -> list[str]:
    return [line.text for line in read_page(markdown.encode(), "x.md").lines if line.text]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Titel\n=====\n\ntekst", ["Titel", "tekst"]),
        ("## Kop ##", ["Kop"]),
        ("> citaat over\n> twee regels", ["citaat over", "twee regels"]),
        ("![Foto](x.png) erbij", ["Foto erbij"]),
        (r"\*ster\* en \_streep\_", ["*ster* en _streep_"]),
        ("```python\nStart: 2020\n```", ["Start: 2020"]),
        ("    ingesprongen", ["ingesprongen"]),
        ("| A | B |\n|-|-|\n| c | d |", ["A B", "c d"]),
        ("- een\n  - twee\n\n3. drie", ["• een", "• twee", "3. drie"]),
        ("een\\\ntwee", ["een", "twee"]),
        ("<div>a <b>b</b></div>", ["a b"]),
        ("a <b>b</b>", ["a b"]),
        ("<mailto:a@b.example>", ["a@b.example"]),
        ("[mail](mailto:a@b.example)", ["mail (a@b.example)"]),
        ("[hier](#boven)", ["hier"]),
        ("[bron]: https://x.example", ["[bron]: https://x.example"]),
        ("---\nstatus: lopend\n---\n# Titel", ["status: lopend", "Titel"]),
        ("---\nniet gesloten", ["niet gesloten"]),
    ],
)
def test_what_a_reader_sees(markdown: str, expected: list[str]) -> None:
    assert seen(markdown) == expected


def test_lines_keep_the_numbers_of_the_file() -> None:
    lines = read_page(b"# Een\n\n- twee\n- drie\n\n| a | b |\n|---|---|\n| c | d |\n", "x.md").lines
    assert [(line.number, line.text) for line in lines if line.text] == [
        (1, "Een"),
        (3, "• twee"),
        (4, "• drie"),
        (6, "a b"),
        (8, "c d"),
    ]
    assert lines[7].cells == ("c", "d")
    assert lines[0].level == 1


WORDS = st.text(st.characters(categories=["Ll", "Nd"]), min_size=1, max_size=8)


@given(st.lists(st.sampled_from(["# ", "- ", "> ", "", "1. ", "    ", "| ", "**"]).flatmap(lambda mark: WORDS.map(lambda word: mark + word)), max_size=12))  # fmt: skip
def test_no_word_is_lost(lines: list[str]) -> None:
    text = " ".join(seen("\n".join(lines)))
    for line in lines:
        assert unicodedata.normalize("NFC", line.split()[-1].strip("*|")) in text


def test_front_matter_is_yaml() -> None:
    page = '---\ntitle: "Samen: een test"\ntags: [jeugd, zorg]\nthemes:\n  - wonen\n  - werk\ndate: 2024-05-16\n---\n# Kop\n'
    lines = read_page(page.encode(), "x.md").lines
    assert [(line.number, line.text) for line in lines if line.text] == [
        (2, "title: Samen: een test"),
        (3, "tags: jeugd; zorg"),
        (4, "themes: wonen; werk"),
        (7, "date: 2024-05-16"),
        (9, "Kop"),
    ]


def test_front_matter_that_is_not_quite_yaml() -> None:
    page = (
        '---\ntitle: Buurtmoestuin: De Kas\nthemas: [Wonen, "Zorg"]\npenvoerder: {naam: Duinrand}\n'
        "partners:\n- naam: Veenrand\n  plaats: Ede\n- De Brug\nleeg:\n---\n\nTekst.\n"
    )
    assert seen(page) == [
        "Buurtmoestuin: De Kas",
        "themas: Wonen; Zorg",
        "penvoerder: Duinrand",
        "partners: Veenrand (Ede); De Brug",
        "Tekst.",
    ]


def test_front_matter_in_toml() -> None:
    page = (
        '+++\ntitle = "Wijktuin"\nstart = 2021-05-04\nthemas = [\n  "Wonen",\n  "Zorg"\n]\n'
        '[extra]\nstatus = "Lopend"\n[[partners]]\nnaam = "Veenrand"\n+++\n\nTekst.\n'
    )
    lines = read_page(page.encode(), "x.md").lines
    assert [(line.number, line.text) for line in lines if line.text] == [
        (2, "Wijktuin"),
        (3, "start: 2021-05-04"),
        (4, "themas: Wonen; Zorg"),
        (9, "status: Lopend"),
        (10, "partners: Veenrand"),
        (14, "Tekst."),
    ]
    assert seen("+++\nniet = \n+++\n") == ["niet ="]


@pytest.mark.parametrize(
    "markdown",
    [
        "<!-- bel Anna niet -->",
        "<!-- bel\n\nAnna niet -->",
        "[//]: # (bel Anna niet)",
        "Een <!-- bel Anna niet --> zin",
    ],
)
def test_comments_are_no_text(markdown: str) -> None:
    assert "Anna" not in " ".join(seen(f"# T\n\n{markdown}\n\nslot\n"))
    assert seen(f"# T\n\n{markdown}\n\nslot\n")[-1] == "slot"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Titel\n\n**tekst**", ["Titel", "tekst"]),
        ("\n  # Titel\r\n\r\n*a*", ["Titel", "a"]),
        ("# Één app\n\n*a*", ["Één app", "a"]),
        ("# 10 jaar Buurtkracht\n\n*a*", ["10 jaar Buurtkracht", "a"]),
        ("# **Titel**\n \n*a*", ["Titel", "a"]),
        ("# *Titel*", ["Titel"]),
        ("---\nstatus: lopend\n---\n# Titel\n\n*a*", ["status: lopend", "Titel", "a"]),
        ("boven\n\n## Kop\n\n*a*\n\n## Kop", ["boven", "Kop", "a", "Kop"]),
        # One heading below something else may be a remark, and so may lines that do not stand apart.
        ("boven\n\n# opmerking\n*a*", ["boven", "# opmerking", "*a*"]),
        ("*a*\n# nog te doen\n# en dit", ["*a*", "# nog te doen", "# en dit"]),
        ("#MeToo op school\n*a*", ["#MeToo op school", "*a*"]),
        ("# 1\n# 2\n*a*", ["# 1", "# 2", "*a*"]),
        ("# opmerking\n*a*", ["# opmerking", "*a*"]),
        ("    # Titel\n\n*a*", ["# Titel", "*a*"]),
        # A table of which Markdown would lose the cells.
        ("# Titel\n\na\t*b*\nc\td", ["# Titel", "a *b*", "c d"]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_with_headings_in_markdown_is_markdown(
    text: str, expected: list[str], encoding: str
) -> None:
    lines = read_page(text.encode(encoding), "x.txt").lines
    assert [line.text for line in lines if line.text] == expected


@pytest.mark.parametrize("heading", ["# Koffie op de stoep", "# ‘Koffie op de stoep’"])
def test_a_title_in_a_text_has_no_number_signs(heading: str) -> None:
    page = f"Home | Projecten\n{heading}\nPartners: Fontys\n"
    record = parse_page(page.encode(), "x.txt", force=True).record
    assert record is not None
    assert record.title == "Koffie op de stoep"
