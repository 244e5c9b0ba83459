"""What a web page says of itself in JSON-LD, meta tags and `<time>`."""

from __future__ import annotations

import json

import pytest

from projectkit.model.record import Record
from projectkit.parsing.page import parse_page
from projectkit.reading.html import read_html

PROSE = "<p>In dit project onderzoeken we met bewoners hoe buren elkaar helpen en wat daarvoor in de wijk nodig is.</p>"


def record(head: str, body: str = f"<h1>Samen sterk</h1>{PROSE}") -> Record:
    page = f"<html><head>{head}</head><body><main>{body}</main></body></html>"
    found = parse_page(page.encode(), "x.html", force=True).record
    assert found is not None
    return found


def json_ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_json_ld_of_a_project_gives_its_facts() -> None:
    found = record(
        json_ld(
            {
                "@graph": [
                    {
                        "@type": ["ResearchProject"],
                        "startDate": "2021-09-01T00:00:00+02:00",
                        "endDate": "2023-08",
                        "funder": [{"name": "ZonMw"}],
                        "keywords": ["jeugd", "zorg"],
                        "identifier": {"value": "0123.45"},
                    },
                    {"@type": "WebPage", "dateModified": "2024-02-01"},
                ]
            }
        )
    )
    assert (found.start_date, found.end_date, found.page_date) == (
        "2021-09-01",
        "2023-08",
        "2024-02-01",
    )
    assert found.themes == ("jeugd", "zorg")
    assert found.funding[0].funder == "ZonMw"
    assert found.identifiers[0].value == "0123.45"


def test_what_is_on_the_page_goes_before_what_its_head_says() -> None:
    found = record(
        json_ld({"@type": "Project", "startDate": "2019"}),
        f"<h1>T</h1><p>Startdatum: 2021</p>{PROSE}",
    )
    assert found.start_date == "2021"


def test_a_person_is_no_partner_and_an_employer_no_programme() -> None:
    data = {
        "@type": "Project",
        "member": [{"@type": "Person", "name": "Anna Bos"}],
        "memberOf": {"name": "X"},
    }
    found = record(json_ld(data))
    assert (found.organisations, found.funding) == ((), ())


def test_an_organisation_or_a_site_is_no_project() -> None:
    found = record(
        json_ld({"@type": "Organization", "name": "Site", "foundingDate": "1999", "funder": "X"})
    )
    assert (found.start_date, found.funding) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": [{"@id": "schema:Project"}]}',
        '{"@type": "Project", "keywords": "a\\ud800b"}',
        "{",
        '{"@type": NaN}',
        "[" * 3000,
        '"text"',
        '{"@type": "Project", "startDate": []}',
    ],
)
def test_json_ld_that_is_none_costs_nothing(text: str) -> None:
    assert record(f'<script type="application/ld+json">{text}</script>').title == "Samen sterk"


def test_a_page_without_a_heading_is_called_what_its_head_calls_it() -> None:
    found = record(
        "<title>Samen  sterk | Hogeschool Rijnwijk</title>", f"<div>Samen sterk</div>{PROSE}"
    )
    assert found.title == "Samen sterk"
    assert record('<meta property="og:title" content="Buurtkracht">', PROSE).title == "Buurtkracht"


def test_the_heading_of_a_page_goes_before_its_head() -> None:
    assert record('<meta property="og:title" content="Welkom | Site">').title == "Samen sterk"


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ('<time datetime="2021-09-01">1 sept.</time>', "1 sept. (2021-09-01)"),
        ('<time datetime="2021-09-01T10:00">1 september 2021</time>', "1 september 2021"),
        ('<time datetime="P3D">drie dagen</time>', "drie dagen"),
    ],
)
def test_what_the_markup_knows_more_than_its_text(markup: str, shown: str) -> None:
    assert [line.text for line in read_html(f"<p>{markup}</p>").lines if line.text] == [shown]


def test_links_to_other_sites_are_links_of_the_project() -> None:
    own = '<link rel="canonical" href="https://www.site.example/p">'
    links = (
        '<p>Wat dat de buurt opleverde, staat in <a href="https://sterk.example/rapport">het rapport</a>, <a href="/intern">meer</a>, '
        '<a href="https://site.example/x">nog meer</a> en <a href="https://www.linkedin.com/share">deel</a>.</p>'
        '<nav><a href="https://elders.example">elders</a></nav>'
    )
    found = record(own, f"<h1>Samen sterk</h1>{PROSE}{links}").links
    assert [(link.label, link.url) for link in found] == [
        ("het rapport", "https://sterk.example/rapport")
    ]


def test_a_column_beside_the_text_that_states_facts_belongs_to_the_page() -> None:
    facts = "<aside class='layout__side'><dl><dt>Status</dt><dd>Lopend</dd></dl></aside>"
    found = record("", f"<h1>Samen sterk</h1>{PROSE}{facts}<aside>Lees ook: Lopend</aside>")
    assert found.status == "active"
    assert [section.text for section in found.sections] == [PROSE[3:-4]]


def test_cards_of_persons_and_facts_stand_together() -> None:
    cards = (
        "<h2>Team</h2><div><div class='card'><h4>Prof. dr. Hanneke Bos</h4><p>Voorzitter</p></div>"
        "<div class='card'><h4>Mo Lahcen</h4><p>Coördinator</p><p><a href='mailto:m@x.example'>mail</a></p></div></div>"
        "<div class='fact'><div>Penvoerder</div><div>Hogeschool Utrecht</div></div>"
        "<div class='fact'><div>Partners</div><div>Stichting Ankerplaats<br>Bureau Buitenkans</div></div><div>Iets anders</div>"
    )
    found = record("", f"<h1>Samen sterk</h1>{PROSE}{cards}")
    assert [(person.name, person.role_text, person.email) for person in found.persons] == [
        ("Hanneke Bos", "Voorzitter", None),
        ("Mo Lahcen", "Coördinator", "m@x.example"),
    ]
    assert [(org.name, org.role) for org in found.organisations] == [
        ("Hogeschool Utrecht", "lead"),
        ("Stichting Ankerplaats", "partner"),
        ("Bureau Buitenkans", "partner"),
    ]


def test_a_table_of_persons() -> None:
    rows = (
        "<table><tr><th>Naam</th><th>Functie</th><th>E-mail</th></tr>"
        "<tr><td>Nathalie de Korte</td><td>Projectleider</td><td><a href='mailto:n@x.example'>n@x.example</a></td></tr></table>"
    )
    (person,) = record("", f"<h1>Samen sterk</h1>{PROSE}<h2>Contact</h2>{rows}").persons
    assert (person.name, person.role_text, person.email) == (
        "Nathalie de Korte",
        "Projectleider",
        "n@x.example",
    )


def test_text_that_only_some_hear_or_see_is_read_once() -> None:
    both = '<p>Startdatum: <span aria-hidden="true">1 mei 2020</span><span class="visually-hidden">1 mei 2020</span></p>'
    assert record("", f"<h1>T</h1>{both}{PROSE}").start_date == "2020-05-01"


def test_an_accordion_is_content() -> None:
    found = record(
        "",
        f"<h1>T</h1>{PROSE}<h2><button aria-expanded='false'>Doel</button></h2><div><p>Meer groen.</p></div>",
    )
    assert [(section.heading, section.text) for section in found.sections][1:] == [
        ("Doel", "Meer groen.")
    ]


def test_another_project_on_the_page_gives_it_no_facts() -> None:
    other = {
        "@type": "Project",
        "name": "Ander project",
        "funder": "NWO",
        "startDate": "2011-01-01",
    }
    found = record('<meta property="og:title" content="Samen sterk">' + json_ld(other))
    assert (found.start_date, found.funding) == (None, ())


def test_a_table_is_no_menu() -> None:
    rows = "".join(
        f"<tr><td>Fase {n}</td><td>Interviews met {n} mensen</td><td>Zwolle</td></tr>"
        for n in (1, 2)
    )
    text = " ".join(
        section.text for section in record("", f"<h1>T</h1>{PROSE}<table>{rows}</table>").sections
    )
    assert "Fase 1 Interviews met 1 mensen Zwolle" in text
