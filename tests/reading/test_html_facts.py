"""Cells that span, labels glued to values, logos, documents, addresses and dates of a web page."""

from __future__ import annotations

import pytest

from projectkit.parsing.page import parse_page
from projectkit.reading.html import read_html

PAGE = (
    "<html><head>{}</head><body><main><h1>Buurtmoestuin De Kas</h1><p>Status: Lopend</p>{}"
    "<h2>Aanleiding</h2><p>Bewoners willen samen een tuin beginnen, want er is weinig groen.</p>"
)


def cells(table: str) -> list[tuple[str, ...]]:
    return [line.cells for line in read_html(f"<table>{table}</table>").lines if line.cells]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "<tr><td rowspan=2>Partner<td>A Veen<tr><td>B Rijn",
            [("Partner", "A Veen"), ("Partner", "B Rijn")],
        ),
        (
            "<tr><td>A Veen<td rowspan=0>Partner<tr><td>B Rijn<tr><td>C Duin",
            [("A Veen", "Partner"), ("B Rijn", "Partner"), ("C Duin", "Partner")],
        ),
        (
            "<tr><td colspan=2>A Veen<td>Lid<tr><td>B Rijn<td>Ede<td>Lid",
            [("A Veen", "", "Lid"), ("B Rijn", "Ede", "Lid")],
        ),
        ("<tr><th>Lid<td colspan=3>A Veen", [("Lid", "A Veen")]),
        ("<tr><th colspan=2>Gegevens<tr><td>Duur<td>2 jaar", [("Duur", "2 jaar")]),
    ],
)
def test_cells_that_span_are_expanded(table: str, expected: list[tuple[str, ...]]) -> None:
    assert cells(table) == expected


def test_a_label_is_not_glued_to_its_value() -> None:
    page = "<div><span>Subsidie</span><span>NRO</span></div><li><b>Start</b><time>1 mei 2020</time>"
    assert [line.cells for line in read_html(page).lines if line.text] == [
        ("Subsidie", "NRO"),
        ("Start", "1 mei 2020"),
    ]
    whole = "<p><span>B</span><span>ewoners</span> van <span>Zon</span><span>Mw</span></p>"
    assert [line.text for line in read_html(whole).lines if line.text] == ["Bewoners van ZonMw"]


@pytest.mark.parametrize("alt", ["Logo Provincie Rijnstreek", "Provincie Rijnstreek"])
def test_a_logo_below_a_heading_names_a_partner(alt: str) -> None:
    logo = f"<h2>Partners</h2><p><img src=x alt='{alt}'></p>"
    record = parse_page(PAGE.format("", logo).encode(), "x.html").record
    assert record is not None
    assert [(each.name, each.role) for each in record.organisations] == [
        ("Provincie Rijnstreek", "partner")
    ]


SAVED = "<!-- saved from url=(0035)https://www.x.example/p/tuin.html -->\n"


@pytest.mark.parametrize(
    ("before", "head", "url", "link"),
    [
        (SAVED, "", "https://www.x.example/p/tuin.html", "https://www.x.example/p/r.pdf"),
        ("", "<base href='https://x.example/nl/'>", None, "https://x.example/nl/r.pdf"),
        (
            "",
            "<link rel=canonical href='https://x.example/p/tuin'>",
            "https://x.example/p/tuin",
            "https://x.example/p/r.pdf",
        ),
        (
            SAVED,
            "<link rel=canonical href='/tuin'>",
            "https://www.x.example/tuin",
            "https://www.x.example/p/r.pdf",
        ),
        ("<!-- saved from url=(0014)about:internet -->", "", None, None),
    ],
)
def test_links_to_documents_are_made_whole(
    before: str, head: str, url: str | None, link: str | None
) -> None:
    text = "<p><a href='r.pdf'>Rapport</a> <a href='/andere'>Andere</a></p>"
    page = read_html(before + PAGE.format(head, text))
    assert page.url == url
    expected = [("Rapport", link)] if link else []
    assert [found for line in page.lines for found in line.links] == expected


PUBLISHED = "<meta property='article:published_time' content='2021-05-04T10:00:00+02:00'>"
MODIFIED = "<meta property='article:modified_time' content='2023-02-02T10:00:00+01:00'>"
LD = "<script type='application/ld+json'>{}</script>"


@pytest.mark.parametrize(
    ("head", "text", "date"),
    [
        (MODIFIED + PUBLISHED, "", "2021-05-04"),
        (MODIFIED, "", "2023-02-02"),
        (
            MODIFIED + LD.format('{"@type":"WebPage","datePublished":"2021-05-04"}'),
            "",
            "2021-05-04",
        ),
        (
            LD.format('{"@type":"WebPage","dateModified":"2023-02-02"}')
            + LD.format('{"@type":"Article","datePublished":"2021-05-04"}'),
            "",
            "2021-05-04",
        ),
        ("", "Laatst gewijzigd: 2 februari 2023<br>Gepubliceerd op: 4 mei 2021", "2021-05-04"),
        (PUBLISHED, "Laatst gewijzigd: 2 februari 2023", "2021-05-04"),
        ("", "Laatst gewijzigd: 2 februari 2023", "2023-02-02"),
    ],
)
def test_the_date_of_a_page_is_the_day_of_its_publication(head: str, text: str, date: str) -> None:
    record = parse_page(PAGE.format(head, f"<p>{text}</p>").encode(), "x.html").record
    assert record is not None
    assert record.page_date == date
