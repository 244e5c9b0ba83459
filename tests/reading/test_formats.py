"""Web pages and Markdown become the lines that a reader sees, and the same content gives the same facts."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import REPOSITORY
from projectkit.parsing.page import parse_page
from projectkit.reading.blocks import list_item
from projectkit.reading.decode import decode
from projectkit.reading.html import read_html
from projectkit.reading.lines import split_lines
from projectkit.reading.page import read_page

PAGE = """\
<!doctype html><html><head><title>Slim slapen - X</title>
<link rel="canonical" href="https://www.x.example/projecten/slim-slapen"><script>var a = "Status: Gestopt";</script></head>
<body><header class="siteHeader"><nav><a href="/">Home</a> <a href="/p">Projecten</a></nav></header>
<div id="cookie-banner">Status: Gestopt. Wij gebruiken cookies</div>
<main><h1>Slim&nbsp;sla&shy;pen</h1>
<dl><dt>Status</dt><dd>Lopend</dd><dt>Looptijd</dt><dd>1 januari 2022 t/m <time datetime="2024-12-31">31 december 2024</time>
</dd><dt>Partners</dt><dd>Stichting Ankerplaats</dd><dd>Gemeente Breda</dd></dl>
<table><tr><th>Projectnummer</th><td>0123.45</td></tr><tr><th>Budget</th><td>&euro; 84.500,-</td></tr></table>
<h2>Aanleiding</h2><p>Slaap is een <b>prob</b>leem.</p><p>En het wordt niet beter.</p>
<h2>De zeven deuren</h2><p>Met tekst.</p><ul><li>een<li>twee</ul><ol><li>eerst</li><li>dan</li></ol>
<p hidden>Status: Gestopt</p>
<h2>Contact</h2><p>dr. Anna de Groot, projectleider<br><a href="mailto:a.degroot@x.example?subject=x">Stuur een bericht</a>
<br><a href="tel:+31302529936">Bel</a></p><div class="share-buttons">Deel op X</div></main>
<footer>Status: Gestopt. Onderdeel van X.</footer></body></html>
"""


def test_a_web_page_becomes_a_record() -> None:
    record = parse_page(PAGE.encode(), "slim.html").record
    assert record is not None
    assert (record.title, record.status) == ("Slim slapen", "active")
    assert (record.start_date, record.end_date) == ("2022-01-01", "2024-12-31")
    assert [(o.name, o.role) for o in record.organisations] == [
        ("Stichting Ankerplaats", "partner"),
        ("Gemeente Breda", "partner"),
    ]
    assert record.identifiers[0].value == "0123.45"
    assert record.funding[0].amount == 84500
    (person,) = record.persons
    assert (person.name, person.email, person.phone) == (
        "Anna de Groot",
        "a.degroot@x.example",
        "+31302529936",
    )
    assert [(section.kind, section.heading) for section in record.sections] == [
        ("background", "Aanleiding"),
        ("other", "De zeven deuren"),
    ]
    assert record.sections[0].text == "Slaap is een probleem.\n\nEn het wordt niet beter."
    assert "- een\n- twee" in record.sections[1].text
    assert "1. eerst\n2. dan" in record.sections[1].text
    assert record.source is not None
    assert record.source.url == "https://www.x.example/projecten/slim-slapen"


def test_what_is_around_the_content_is_noise_and_what_is_hidden_is_only_listed() -> None:
    lines = read_html(PAGE).lines
    noise = [line.text for line in lines if line.noise and not line.unread]
    assert noise == [
        "Home Projecten",
        "Status: Gestopt. Wij gebruiken cookies",
        "Deel op X",
        "Status: Gestopt. Onderdeel van X.",
    ]
    assert [line.text for line in lines if line.unread] == ["Status: Gestopt"]
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def as_html(text: str) -> str:
    """The blocks of a text page as a browser would have them."""
    blocks = re.split(r"\n[ \u00a0]*\n", text)
    return "<!doctype html><body>" + "".join(
        f"<p>{html.escape(block).replace(chr(10), '<br>')}</p>" for block in blocks
    )


FACTS = {
    "title",
    "status",
    "start_date",
    "end_date",
    "themes",
    "identifiers",
    "funding",
    "organisations",
    "persons",
    "links",
}


@pytest.mark.parametrize(
    "page", sorted((REPOSITORY / "data/raw").glob("*.txt")), ids=lambda page: page.stem
)
def test_the_same_content_gives_the_same_facts(page: Path) -> None:
    text = decode(page.read_bytes()).text
    plain = parse_page(page.read_bytes(), "page.txt", force=True).record
    web = parse_page(as_html(text).encode(), "page.html", force=True).record
    assert plain is not None
    assert web is not None
    assert web.model_dump(include=FACTS) == plain.model_dump(include=FACTS)


MARKDOWN = """\
# Slim slapen

**Status:** Lopend

| Projectnummer | 0123.45 |
|---|---|
| Budget | € 84.500,- |

## Aanleiding

Slaap is *een* probleem, zie [het rapport](https://x.example/rapport).

---

- een
- [twee](https://x.example/twee)
"""


def test_markdown_becomes_a_record() -> None:
    record = parse_page(MARKDOWN.encode(), "slim.md").record
    assert record is not None
    assert (record.title, record.status) == ("Slim slapen", "active")
    assert (record.identifiers[0].value, record.funding[0].amount) == ("0123.45", 84500)
    (section,) = record.sections
    assert section.heading == "Aanleiding"
    assert section.text.startswith(
        "Slaap is een probleem, zie het rapport (https://x.example/rapport)."
    )
    assert [link.url for link in record.links] == [
        "https://x.example/rapport",
        "https://x.example/twee",
    ]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("2*3 en 4*5", "2*3 en 4*5"),
        ("# Titel C#", "Titel C#"),
        ("een **vet** woord", "een vet woord"),
        ("a_b __init__x", "a_b __init__x"),
    ],
)
def test_marks_of_markdown_and_what_only_looks_like_them(markdown: str, expected: str) -> None:
    assert read_page(markdown.encode(), "x.md").lines[0].text == expected


def test_text_files_are_not_taken_for_markup() -> None:
    lines = read_page(b"# geen kop\n<p>geen alinea</p>\n", "x.txt").lines
    assert [line.text for line in lines] == ["# geen kop", "<p>geen alinea</p>"]
    assert not any(line.level for line in lines)


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "<ul><li>",
        "</ul>",
        "<table><tr><td>",
        "<dl><dt>a<dd>b",
        "<h2>",
        "<br>",
        "<!--",
        "x & y",
        "<a href='mailto:a@b.example'>m</a>",
        "<nav>",
        "</nav>",
        "<main>",
        "Status: Lopend",
    ]
)


@given(
    st.lists(
        TAGS
        | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
        max_size=30,
    )
)
def test_no_markup_raises(parts: list[str]) -> None:
    parse_page("".join(parts).encode(), "x.html", force=True)
    parse_page("\n".join(parts).encode(), "x.md", force=True)


def test_deep_nesting_is_read_without_end() -> None:
    text = "<div>" * 20_000 + "Status: Lopend"
    assert [line.text for line in read_html(text).lines] == ["Status: Lopend"]


def test_lists_of_the_two_kinds_are_items() -> None:
    lines = split_lines("• een\n1. twee")
    assert all(list_item(line.text) for line in lines)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>\n\t\tEen tekst over\n\t\thet project.</p>", ["Een tekst over het project."]),
        (
            "<table><tr><td>Menu</td><td><h1>Titel</h1><p>Een.</p></td></tr></table>",
            ["Menu", "Titel", "Een."],
        ),
        ("<table><tr><th>Partners<td>TU Delft<br>TNO</table>", ["Partners TU Delft", "TNO"]),
        (
            "<table><tr><td>Wa<b>ter</b><td hidden>x</td><td>a<script>b</script></table>",
            ["Water a"],
        ),
        ("<pre>een\ntwee</pre>", ["een", "twee"]),
        (
            "<ul><li><p>TU Delft</p></li><li><div><a>TNO</a></div></li></ul>",
            ["• TU Delft", "• TNO"],
        ),
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        (
            "<dl>los<dd>geen term</dd><dt>Start</dt><dd>2020</dd></dl>",
            ["los", "geen term", "Start: 2020"],
        ),
        ("<dl><div><dt>Start</dt><dd>2020</dd></div></dl>", ["Start: 2020"]),
        ("<dl><dt>A<dd><dl><dt>B<dd>c", ["A:", "B: c"]),
        ("<form><h1>T</h1><p>tekst</p></form>", ["T", "tekst"]),
        ("<h1>T</h1><p>tekst</p><article>teaser</article>", ["T", "tekst", "teaser"]),
        ("<main hidden>weg</main><p>tekst</p>", ["tekst"]),
        ("<a href='MAILTO:a%40b.example'>mail</a>", ["mail: a@b.example"]),
        ("<div class='content has-sidebar'>tekst</div>", ["tekst"]),
        ("<p>Start: 2020 <button>kopieer</button></p>", ["Start: 2020"]),
    ],
)
def test_what_a_reader_sees(markup: str, expected: list[str]) -> None:
    assert [
        line.text for line in read_html(markup).lines if line.text and not line.noise
    ] == expected


def test_nested_lists_of_terms_take_no_exponential_time() -> None:
    assert len(read_html("<dl><dt>a<dd>" * 60).lines) < 200
