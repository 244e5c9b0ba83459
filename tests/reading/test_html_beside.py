"""What of a web page stands beside its text: columns with facts, logos, cards."""

from __future__ import annotations

import pytest

from projectkit.model.record import Record
from projectkit.parsing.page import parse_page

TEXT = "<p>In dit project onderzoeken we met bewoners hoe buren elkaar helpen en wat daarvoor nodig is.</p>"


def read(body: str) -> Record:
    record = parse_page(f"<body>{body}</body>".encode(), "page.html", force=True).record
    assert record is not None
    return record


def main(body: str = "") -> str:
    return f"<main><h1>Buren voor buren</h1>{TEXT}{body}</main>"


def test_a_column_beside_the_content_says_whom_to_ask() -> None:
    card = "<div><h3>Anna Bos</h3><div>Lector Stad</div><a href='mailto:a.bos@west.example'>Stuur een e-mail</a></div>"
    record = read(
        f"{main()}<aside role='complementary' class='sidebar'><h2>Contact</h2>{card}</aside>"
    )
    assert [(person.name, person.email) for person in record.persons] == [
        ("Anna Bos", "a.bos@west.example")
    ]


def test_a_column_of_links_is_that_of_the_site() -> None:
    aside = "<aside><h2>Partners</h2><ul><li><a href='/a'>Stichting Ankerplaats</a></li><li>Bureau Buitenkans</li></ul></aside>"
    assert read(f"{main()}{aside}").organisations == ()


@pytest.mark.parametrize(
    "heading", ["Ander project: Wormenhotel", "Gerelateerd project", "Vacature", "Agenda"]
)
def test_a_column_on_something_else_gives_no_facts(heading: str) -> None:
    facts = "<dl><dt>Status</dt><dd>Afgerond</dd><dt>Projectleider</dt><dd>Kees de Vries</dd></dl>"
    record = read(f"{main()}<aside><h2>{heading}</h2>{facts}</aside>")
    assert (record.status, record.persons) == (None, ())


def test_the_logo_of_the_site_is_no_title() -> None:
    logo = "<div class='site-logo'><img alt='Samen sterk'></div>"
    assert read(f"{logo}<p>Buren voor buren</p>{TEXT}").title == "Buren voor buren"


@pytest.mark.parametrize(
    ("alt", "name"),
    [
        ("Stichting Ankerplaats", "Stichting Ankerplaats"),
        ("Logo van Stichting Ankerplaats", "Stichting Ankerplaats"),
        ("Stichting Ankerplaats logo", "Stichting Ankerplaats"),
    ],
)
def test_the_texts_of_logos_name_the_partners(alt: str, name: str) -> None:
    logos = f"<h2>Partners</h2><div class='logo-strip'><img alt='{alt}'/><img alt='Bureau Buitenkans'/></div>"
    assert [found.name for found in read(main(logos)).organisations] == [name, "Bureau Buitenkans"]


@pytest.mark.parametrize(
    "picture",
    [
        "<div class='hero'><img alt='Stichting Ankerplaats aan het werk'/></div>",
        "<div class='partners'><img alt='Foto van Stichting Ankerplaats'/></div>",
        "<div class='logos'><img alt=''/><img/></div>",
        "<div class='partners'><img alt='Stichting Ankerplaats speelt op het plein'/><p>Hier spelen kinderen uit de buurt elke dag samen met elkaar, en wij kijken toe.</p><img alt='Stichting Boomgaard'/></div>",
        "<div class='logos'><img alt='IMG_2034'/><img alt='a_logo.png'/><img alt='logo'/><img alt='Bezoek Stichting Ankerplaats'/></div>",
        "<img alt='Stichting Ankerplaats' role='presentation'/>",
        "<p>Wij werken samen.</p><img alt='Logo Stichting Ankerplaats aan het werk'/>",
    ],
)
def test_other_pictures_say_nothing(picture: str) -> None:
    record = read(main(f"<h2>Partners</h2>{picture}"))
    assert record.organisations == ()
    assert "Stichting" not in str(record.sections)


def test_the_logos_of_the_site_are_not_those_of_the_project() -> None:
    record = read(
        f"{main()}<footer><h2>Partners</h2><div class='logos'><img alt='Stichting Ankerplaats'/></div></footer>"
    )
    assert record.organisations == ()


def test_cards_below_the_heading_of_parts_are_parts() -> None:
    cards = "<div class='card'><h3>Het oor</h3><p>Geluid van deuren.</p></div><div class='card'><h3>Olie</h3><p>Sensoren.</p></div>"
    cards = cards.replace("</p></div>", "</p><h4>Team</h4></div>", 1)
    record = read(
        main(
            f"<h2>Deelprojecten</h2>{cards}<h2>Aanpak</h2><h3>Zorg</h3><p>Wij luisteren naar elkaar.</p>"
        )
    )
    assert [(part.title, part.text) for part in record.subprojects] == [
        ("Het oor", "Geluid van deuren."),
        ("Olie", "Sensoren."),
    ]


def test_persons_in_a_list_with_commas_between_them() -> None:
    items = "<li><a>Anna Bos</a> <span>(Projectleider)</span>, </li><li><a>Jan Smit</a> <span>(Onderzoeker)</span></li>"
    persons = [
        (person.name, person.role_text) for person in read(main(f"<ul>{items}</ul>")).persons
    ]
    assert persons == [("Anna Bos", "Projectleider"), ("Jan Smit", "Onderzoeker")]


def test_the_lines_of_one_cell_end_where_the_next_row_begins() -> None:
    rows = "<tr><td><b>Partners</b></td><td>Stichting Ankerplaats<br/>Bureau Buitenkans</td></tr><tr><td><b>Eindrapport</b></td><td></td></tr>"
    record = read(main(f"<table><tr><td><b>Status</b></td><td>Lopend</td></tr>{rows}</table>"))
    assert [found.name for found in record.organisations] == [
        "Stichting Ankerplaats",
        "Bureau Buitenkans",
    ]
