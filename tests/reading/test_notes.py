"""The marks of footnotes go; powers, indices and ordinals stay."""

from __future__ import annotations

import pytest

from projectkit.reading.page import read_page


def shown(markup: str) -> str:
    return text_of(f"<p>{markup}</p>", "x.html")


def text_of(page: str, name: str) -> str:
    (line,) = (line for line in read_page(page.encode(), name).lines if line.text)
    return line.text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Hogeschool Duinrand<sup>1</sup>", "Hogeschool Duinrand"),
        ("Hogeschool Duinrand<sup>1</sup>, HU<sup>2,3</sup>", "Hogeschool Duinrand, HU"),
        ('Duinrand<a href="#fn1"><sup>1</sup></a>', "Duinrand"),
        ('Duinrand<sup><a href="#x">[1]</a></sup> werkt', "Duinrand werkt"),
        ('Duinrand<a href="#_ftn1" name="r">1</a>', "Duinrand"),
        ('Duinrand<a role="doc-noteref" href="#n">2</a>', "Duinrand"),
        ('Duinrand<a href="#fn1">[1]</a>', "Duinrand"),
        ("31 december 2022<sup>2</sup>", "31 december 2022"),
        ("€ 100.000<sup>1)</sup>", "€ 100.000"),
        ("Wonen<sup>a</sup>, Zorg<sup>b</sup>", "Wonen, Zorg"),
        ("Zin.<sup>12</sup> Nog een.", "Zin. Nog een."),
        ("Duinrand<sup>*</sup>", "Duinrand"),
        ("400 m<sup>2</sup>", "400 m2"),
        ("5 km<sup>2</sup> en CO<sub>2</sub>", "5 km2 en CO2"),
        ("10<sup>6</sup>", "10⁶"),
        ("de 1<sup>e</sup> en 19<sup>de</sup> fase", "de 1e en 19de fase"),
        ("n<sup>o</sup> 5", "no 5"),
        ("<sup>1</sup> Zie het rapport", "1 Zie het rapport"),
    ],
)
def test_superscript(markup: str, text: str) -> None:
    assert shown(markup) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Hogeschool Duinrand¹", "Hogeschool Duinrand"),
        ("Duinrand¹² en Saxion²", "Duinrand en Saxion"),
        ("Duinrand[1], Saxion [2]", "Duinrand, Saxion"),
        ("einde 2022¹", "einde 2022"),
        ("Agrobeheercentrum Eco²", "Agrobeheercentrum Eco²"),
        ("U bent hier: [1]Home > [2]Onderzoek", "U bent hier: [1]Home > [2]Onderzoek"),
        ("Duinrand¹: 400 m², km²", "Duinrand: 400 m², km²"),
        ("400 m², 3 dm³, 10⁶, CO², x²", "400 m², 3 dm³, 10⁶, CO², x²"),
        ("[1] Zie het rapport", "[1] Zie het rapport"),
        ("[x] ja, taak [x] en [2020]", "[x] ja, taak [x] en [2020]"),
        ("zie [1](https://x.example)", "zie [1](https://x.example)"),
    ],
)
def test_marks_in_text(raw: str, text: str) -> None:
    assert text_of(raw, "x.txt") == text


@pytest.mark.parametrize("mark", ["[^1]", "<sup>1</sup>", "¹", "[1]"])
def test_marks_in_markdown(mark: str) -> None:
    lines = read_page(f"Partner: Hogeschool Duinrand{mark}\n".encode(), "x.md").lines
    assert [line.text for line in lines] == ["Partner: Hogeschool Duinrand"]
