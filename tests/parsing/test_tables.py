"""Tables of facts: what an empty cell, a second pair in a row or a row of heads says, and what it does not."""

from __future__ import annotations

from typing import Any

import pytest

from projectkit.model.record import Record
from projectkit.parsing.page import parse_page

PROSE = (
    "In dit project onderzoeken we met bewoners hoe buren elkaar helpen en wat daarvoor nodig is."
)


def rows(*cells: str) -> str:
    """Rows of a table, with `|` between cells and `*` before those that are heads."""
    found = []
    for row in cells:
        parts = [
            ("th", part[1:]) if part.startswith("*") else ("td", part) for part in row.split("|")
        ]
        found.append("<tr>" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in parts) + "</tr>")
    return f"<table>{''.join(found)}</table>"


def read(body: str) -> Record:
    page = f"<html><body><h1>Buren voor buren</h1><p>{PROSE}</p>{body}</body></html>"
    record = parse_page(page.encode(), "page.html", force=True).record
    assert record is not None
    return record


def facts(record: Record) -> dict[str, Any]:
    data = record.model_dump(mode="json", exclude_defaults=True)
    told = {
        key: data[key]
        for key in ("status", "start_date", "end_date", "themes", "funding")
        if key in data
    }
    return told | {each["role"]: each["name"] for each in data.get("organisations", ())}


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (rows("Penvoerder|", "Partners|Bureau Buitenkans"), {"partner": "Bureau Buitenkans"}),
        (rows("Penvoerder|", "Hogeschool Utrecht|"), {"lead": "Hogeschool Utrecht"}),
        (rows("*Startdatum||*Einddatum|3 maart 2021"), {"end_date": "2021-03-03"}),
        (rows("Startdatum||Einddatum|3 maart 2021"), {"end_date": "2021-03-03"}),
        (rows("Startdatum|1 mei 2020|Einddatum|3 maart 2021"), {"start_date": "2020-05-01", "end_date": "2021-03-03"}),
        (rows("*Startdatum|*Einddatum", "1 mei 2020|3 maart 2021"), {"start_date": "2020-05-01", "end_date": "2021-03-03"}),
        (rows("Penvoerder|Financier", "Hogeschool Utrecht|ZonMw"), {"lead": "Hogeschool Utrecht", "funding": [{"funder": "ZonMw"}]}),
        (rows("Penvoerder|Financier", "|ZonMw"), {"funding": [{"funder": "ZonMw"}]}),
        (rows("Status|Financier|Penvoerder|Land", "Lopend|ZonMw|Hogeschool Utrecht|Zorg"), {"status": "active", "lead": "Hogeschool Utrecht", "funding": [{"funder": "ZonMw"}]}),
        (rows("*Deelproject|*Status|*Einddatum", "Slapen|Afgerond|2019"), {}),
        (rows("*Jaar|*Einddatum", "2021|"), {}),
        # A value may be a word that is a label elsewhere, and a row of facts may be all heads.
        (rows("Status|Gestart", "Penvoerder|Hogeschool Utrecht"), {"status": "active", "lead": "Hogeschool Utrecht"}),
        (rows("*Status|Klaar", "*Penvoerder|Hogeschool Utrecht"), {"status": "completed", "lead": "Hogeschool Utrecht"}),
        (rows("Thema|Land", "Penvoerder|Hogeschool Utrecht"), {"themes": ["Land"], "lead": "Hogeschool Utrecht"}),
        (rows("Status|Gestart|Thema|Zorg"), {"status": "active", "themes": ["Zorg"]}),
        (rows("*Status|*Lopend", "*Penvoerder|*Hogeschool Utrecht"), {"status": "active", "lead": "Hogeschool Utrecht"}),
        (rows("*Status|*Lopend", "Penvoerder|Hogeschool Utrecht"), {"status": "active", "lead": "Hogeschool Utrecht"}),
        (rows("*Penvoerder|*Hogeschool Utrecht"), {"lead": "Hogeschool Utrecht"}),
        (rows("*Thema|*Zorg", "Status|Lopend"), {"themes": ["Zorg"], "status": "active"}),
        # Columns of a layout are no row, and what belongs to the site is no cell.
        (rows(f"<p>Penvoerder: Hogeschool Utrecht</p>|<p>{PROSE}</p>"), {"lead": "Hogeschool Utrecht"}),
        (rows("<p>Over ons</p>|<p>Startdatum: 1 mei 2020</p>"), {"start_date": "2020-05-01"}),
        (rows('Penvoerder|<div class="share">Deel deze pagina</div>', "Status|Lopend"), {"status": "active"}),
        (rows("Financier|ZonMw|2020"), {"funding": [{"funder": "ZonMw"}]}),
        (rows("Penvoerder|Hogeschool Utrecht|Financier|ZonMw|"), {"lead": "Hogeschool Utrecht", "funding": [{"funder": "ZonMw"}]}),
        (rows("<p>Penvoerder</p>|<p>Hogeschool Utrecht</p>"), {"lead": "Hogeschool Utrecht"}),
        (f"<footer>{rows('Status|Lopend|Thema|Zorg')}<p>Status: Lopend | Thema: Zorg</p></footer>", {}),
        (rows("*Kenmerk|*Waarde", "Status|Lopend"), {"status": "active"}),
        ("<dl><dt>Thema:</dt><dd>Zorg</dd></dl>", {"themes": ["Zorg"]}),
        ("<dl><dt>Partners</dt><dd>Bureau Buitenkans</dd><dt hidden>Geheim</dt><dd>Stichting Ankerplaats</dd></dl>", {"partner": "Bureau Buitenkans"}),
        ("<dl><dt>Programma</dt><dd><p></p></dd><dt>Soort</dt><dd>iets</dd></dl>", {}),
    ],
    ids=lambda value: value[:70] if isinstance(value, str) else "",
)  # fmt: skip
def test_a_cell_answers_its_own_label_only(table: str, told: dict[str, Any]) -> None:
    assert facts(read(table)) == told


@pytest.mark.parametrize(
    ("body", "people"),
    [
        (rows("Projectleider: Anna de Vries|", "Onderzoeker: Jan Smit|"), {"Anna de Vries": "Projectleider", "Jan Smit": "Onderzoeker"}),
        (f"<h2>Contact</h2>{rows('Anna de Vries|', 'Projectleider|', 'anna@hu.nl|')}", {"Anna de Vries": "Projectleider"}),
        (f"<h2>Team</h2>{rows('Anna de Vries, projectleider|', 'Jan Smit, onderzoeker|')}", {"Anna de Vries": "projectleider", "Jan Smit": "onderzoeker"}),
        (rows("Projectleider|Anna de Vries|Onderzoeker|Jan Smit"), {"Anna de Vries": "Projectleider", "Jan Smit": "Onderzoeker"}),
        (f"<h2>Contact</h2>{rows('*Naam|Anna de Vries|*E-mail|anna@hu.nl')}", {"Anna de Vries": None}),
    ],
    ids=lambda value: value[:60] if isinstance(value, str) else "",
)  # fmt: skip
def test_persons_in_rows_with_empty_cells_are_read_as_in_others(
    body: str, people: dict[str, str | None]
) -> None:
    assert {person.name: person.role_text for person in read(body).persons} == people


def test_links_of_a_row_stay_with_their_pair() -> None:
    record = read(rows('Website|<a href="https://buren.example">Bekijk de site</a>|Status|Lopend'))
    assert [str(link.url) for link in record.links] == ["https://buren.example"]
    assert record.status == "active"


def test_an_empty_cell_says_that_the_field_was_left_empty() -> None:
    record = read(rows("Startdatum||Einddatum|3 maart 2021"))
    assert record.source is not None
    assert record.source.fields["/start_date"].state == "empty"


def test_a_key_of_front_matter_without_a_value_takes_none() -> None:
    text = f"---\npenvoerder:\nplaats: Hogeschool Utrecht\n---\n# Buren voor buren\n\n{PROSE}\n"
    record = parse_page(text.encode(), "page.md", force=True).record
    assert record is not None
    assert not record.organisations
