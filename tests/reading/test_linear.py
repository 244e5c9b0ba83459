"""Pages are read in time linear in their length, whatever they hold."""

from __future__ import annotations

from collections.abc import Callable
from cProfile import Profile

import pytest

from projectkit.parsing.page import parse_page
from projectkit.reading.html_bounds import bounded
from projectkit.reading.lines import clean

TEXT = "Titel van project\n\nStatus: Lopend\nStartdatum: 2020\n\n"
WEB = "<h1>Titel</h1><p>Status: Lopend</p>"


def _word(number: int) -> str:
    """A word for each number, which looks like a name."""
    return f"B{'aeiou'[number % 5]}{chr(97 + number // 5 % 26)}{chr(97 + number // 130 % 26)}en"


CASES: dict[str, Callable[[int], str]] = {
    "parts.txt": lambda n: TEXT + "Deelprojecten\n\n" + "Deelproject 1: iets\n\nTekst.\n\n" * n,
    "labels.txt": lambda n: TEXT + "Programma: RAAK-publiek\n" * n,
    "names.txt": lambda n: TEXT + "Anna de Groot, projectleider\n" * n,
    "sentences.txt": lambda n: TEXT + "Kop\n\nEen zin die lang genoeg is voor een alinea.\n\n" * n,
    "line.txt": lambda n: TEXT + "Partners: " + "Stichting De Brug, " * n,
    "different.txt": lambda n: (
        TEXT + "Partners: " + "".join(f"Stichting {_word(at)}, " for at in range(n))
    ),
    "title.txt": lambda n: "Titel: " + "Buurtkracht " * n,
    "titles.txt": lambda n: (
        TEXT + "".join(f"Het project ‘{_word(at)}’ begint.\n" for at in range(n))
    ),
    "sentence.txt": lambda n: (
        TEXT + "Het project " + "".join(f"{_word(at)} in Hogeschool Ede " for at in range(n)) + "."
    ),
    "kin.txt": lambda n: (
        TEXT + "".join(f"- Hogeschool Ede, Hogeschool Ede {_word(at)}\n" for at in range(n))
    ),
    "people.txt": lambda n: (
        TEXT + "".join(f"Anna {_word(at)} bij {_word(at)}\n" for at in range(n))
    ),
    "marks.txt": lambda n: TEXT + "Duinrand¹ en Saxion[1] " * n,
    "divs.html": lambda n: WEB + "<div>" * n + "x" + "</div>" * n,
    "lists.html": lambda n: WEB + "<ol><li>" * n + "x",
    "fonts.html": lambda n: WEB + "".join(f"<font color=c{i}>" for i in range(n)) + "<p>x" * n,
    "hidden.html": lambda n: WEB + "<p hidden>x</p><button>y</button>" * n,
    "templates.html": lambda n: WEB + "<template>" * n + "x",
    "rows.html": lambda n: WEB + "<table>" + "<tr><td rowspan=999>x</td><td>y</td></tr>" * n,
    "images.html": lambda n: WEB + "<h2>Partners</h2>" + "<img alt='Stichting De Brug'>" * n,
    "notes.html": lambda n: WEB + "<p>" + "woord<sup>1</sup> <span> </span>" * n,
    "terms.html": lambda n: WEB + "<dl>" + "<dt>Naam<dd>Waarde" * n,
    "front.md": lambda n: "---\n" + "".join(f"k{i}: w\n" for i in range(n)) + "---\n# T\n",
    "comments.md": lambda n: "# T\n\n" + "<!-- x -->\n\ntekst <!-- y\n\n" * n,
}


def calls(name: str, page: str) -> int:
    """How many functions are called to read a page."""
    content = page.encode()
    profile = Profile(builtins=True)
    profile.runcall(parse_page, content, f"x.{name.rpartition('.')[2]}", force=True)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("name", CASES)
def test_a_page_twice_as_long_takes_twice_as_many_steps(name: str) -> None:
    make = CASES[name]
    calls(name, make(20))  # what is loaded once is not counted
    short, long = (calls(name, make(size)) for size in (400, 800))
    assert long < 2.5 * short


def test_what_takes_a_parser_quadratic_time_is_bounded() -> None:
    deep = bounded("<div>" * 5000 + "<b>" * 500 + "woord" + "</b>" * 500 + "</div>" * 5000)
    assert deep.count("<div>") <= 600
    assert deep.count("<b>") <= 30
    assert "woord" in deep
    wide = bounded("<p " + " ".join(f"a{n}='>'" for n in range(5000)) + ">woord")
    assert wide.endswith(">woord")
    assert wide.count("=") < 300


def test_ordinary_markup_is_not_touched() -> None:
    cells = "<tr><td><p>tekst<li>punt<td><a href='x'><b>vet</b></a><br>" * 2000
    page = f"<div class='{'x ' * 3000}'>{cells}</div>"
    assert bounded(page) == page


@pytest.mark.parametrize("marks", ["\u1037\u103a", "\ufe20\ufe27", "\u0301"])
def test_marks_do_not_heap_up(marks: str) -> None:
    assert len(clean("a" + marks * 5000)) <= 31
