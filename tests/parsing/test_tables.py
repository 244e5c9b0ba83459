"""Tables of facts: what an empty cell, a second pair in a row or a row of heads says, and what it does not."""

from __future__ import annotations

from typing import Any

import pytest

from projectkit.model.record import Record
from projectkit.parsing.page import parse_page

PROSE = "In dit project onderzoeken we met bewoners hoe buren elkaar helpen en wat daarvoor nodig is."


def rows(*cells: str) -> str:
    """Rows of a table, with `|` between cells and `*` before those that are heads."""
    found = []
    for row in cells:
        parts = [("th", part[1:]) if part.startswith("*") else ("td", part) for part in row.split("|")]
        found.append("<tr>" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in parts) + "</tr>")
    return f"<table>{''.join(found)}</table>"


def read(body: str) -> Record:
    page = f"<html><body><h1>Buren voor buren</h1><p>{PROSE}</p>{body}</body></html>"
    record = parse_page(page.encode(), "page.html", force=True).record
    assert record is not None
    return record


def facts(record: Record) -> dict[str, Any]:
    data = record.model_dump(mode="json", exclude_defaults=True)
    told = {key: data[key] for key in ("status", "start_date", "end_date", "themes", "funding") if key in data}
    return told | {each["role"]: each["name"] for each in data.get("organisations", ())}


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (rows("*Penvoerder|", "Hogeschool West|in Ede"), {}),
        (rows("Status|&nbsp;", "Lopend onderzoek"), {}),
        (rows("Penvoerder|", "Partners|Bureau B"), {"partner": "Bureau B"}),
        (rows("Penvoerder|", "Hogeschool West|"), {"lead": "Hogeschool West"}),
        (rows("*Startdatum||*Einddatum|3 maart 2021"), {"end_date": "2021-03-03"}),
        (rows("Startdatum||Einddatum|3 maart 2021"), {"end_date": "2021-03-03"}),
        (rows("Startdatum|1 mei 2020|Einddatum|3 maart 2021"), {"start_date": "2020-05-01", "end_date": "2021-03-03"}),
        (rows("*Startdatum|*Einddatum", "1 mei 2020|3 maart 2021"), {"start_date": "2020-05-01", "end_date": "2021-03-03"}),
        (rows("Penvoerder|Financier", "Hogeschool West|ZonMw"), {"lead": "Hogeschool West", "funding": [{"funder": "ZonMw"}]}),
        (rows("Penvoerder|Financier", "|ZonMw"), {"funding": [{"funder": "ZonMw"}]}),
        (rows("Penvoerder|Financier", "Hogeschool West|ZonMw", "Hogeschool Oost|NWO"), {}),
        (rows("Status|Financier|Penvoerder|Land", "Lopend|ZonMw|Hogeschool West|Zorg"), {"status": "active", "lead": "Hogeschool West", "funding": [{"funder": "ZonMw"}]}),
        (rows("*Thema|*Project|*Status|*Contact", "Zorg|Slapen|Lopend|Anna"), {}),
        (rows("*Deelproject|*Status|*Einddatum", "Slapen|Afgerond|2019"), {}),
        (rows("*Jaar|*Einddatum", "2021|"), {}),
        # A value may be a word that is a label elsewhere, and a row of facts may be all heads.
        (rows("Status|Gestart", "Penvoerder|Hogeschool West"), {"status": "active", "lead": "Hogeschool West"}),
        (rows("*Status|Klaar", "*Penvoerder|Hogeschool West"), {"status": "completed", "lead": "Hogeschool West"}),
        (rows("Thema|Land", "Penvoerder|Hogeschool West"), {"themes": ["Land"], "lead": "Hogeschool West"}),
        (rows("Status|Gestart|Thema|Zorg"), {"status": "active", "themes": ["Zorg"]}),
        (rows("*Status|*Lopend", "*Penvoerder|*Hogeschool West"), {"status": "active", "lead": "Hogeschool West"}),
        (rows("*Status|*Lopend", "Penvoerder|Hogeschool West"), {"status": "active", "lead": "Hogeschool West"}),
        (rows("*Penvoerder|*Hogeschool West"), {"lead": "Hogeschool West"}),
        (rows("*Thema|*Zorg", "Status|Lopend"), {"themes": ["Zorg"], "status": "active"}),
        # Columns of a layout are no row, and what belongs to the site is no cell.
        (rows(f"<p>Penvoerder: Hogeschool West</p>|<p>{PROSE}</p>"), {"lead": "Hogeschool West"}),
        (rows("<p>Over ons</p>|<p>Startdatum: 1 mei 2020</p>"), {"start_date": "2020-05-01"}),
        (rows('Penvoerder|<div class="share">Deel deze pagina</div>', "Status|Lopend"), {"status": "active"}),
        (rows("Financier|ZonMw|2020"), {"funding": [{"funder": "ZonMw 2020"}]}),
        (rows("Penvoerder|Hogeschool West|Financier|ZonMw|"), {"lead": "Hogeschool West", "funding": [{"funder": "ZonMw"}]}),
        (rows("Penvoerder|<br>", "Hogeschool West|in Ede"), {}),
        (rows("<p>Penvoerder</p>|<p></p>", "<p>Hogeschool West</p>|<p>in Ede</p>"), {}),
        (rows("<p>Penvoerder</p>|<p>Hogeschool West</p>"), {"lead": "Hogeschool West"}),
        (f"<footer>{rows('Status|Lopend|Thema|Zorg')}<p>Status: Lopend | Thema: Zorg</p></footer>", {}),
        (rows("*Kenmerk|*Waarde", "Status|Lopend"), {"status": "active"}),
        ("<dl><dt>Penvoerder</dt><dd></dd><dt>Hogeschool West</dt><dd>in Ede</dd></dl>", {}),
        ("<dl><dt>Thema:</dt><dd>Zorg</dd></dl>", {"themes": ["Zorg"]}),
        ("<dl><dt>Partners</dt><dd>Bureau B</dd><dt hidden>Geheim</dt><dd>Stichting A</dd></dl>", {"partner": "Bureau B"}),
        ("<dl><dt>Programma</dt><dd><p></p></dd><dt>Soort</dt><dd>iets</dd></dl>", {}),
    ],
    ids=lambda value: value[:70] if isinstance(value, str) else "",
)  # fmt: skip
def test_a_cell_answers_its_own_label_only(table: str, told: dict[str, Any]) -> None:
    assert facts(read(table)) == told


def test_a_row_that_begins_with_an_empty_cell_goes_on_with_the_one_above() -> None:
    record = read(rows("Partners|Hogeschool Oost", "|Stichting A"))
    assert [each.name for each in record.organisations] == ["Hogeschool Oost", "Stichting A"]


def test_several_cells_of_a_list_are_several_values() -> None:
    record = read(rows("*Partners|Hogeschool Oost|Stichting Welzijn"))
    assert [each.name for each in record.organisations] == ["Hogeschool Oost", "Stichting Welzijn"]


@pytest.mark.parametrize("apart", ["{}<br>{}", "<p>{}</p><p>{}</p>", "<div>{}</div><div>{}</div>"])
def test_several_lines_of_a_cell_belong_to_its_label(apart: str) -> None:
    partners, leaders = apart.format("Hogeschool Oost", "Stichting A"), apart.format("Anna Bakker", "Bert Smit")
    money = apart.format("Regieorgaan SIA", "Gemeente Ede")
    record = read(rows(f"*Partners|{partners}", f"*Projectleider|{leaders}", f"*Financier|{money}", "Status|Lopend"))
    assert [each.name for each in record.organisations] == ["Hogeschool Oost", "Stichting A"]
    assert [each.funder for each in record.funding] == ["Regieorgaan SIA", "Gemeente Ede"]
    assert record.persons[0].name == "Anna Bakker"
    assert record.status == "active"
    assert not record.sections[0].text.endswith("Gemeente Ede")


def test_a_heading_in_a_row_takes_all_that_follows() -> None:
    record = read(rows("Doelgroep|Ouderen|Regio|Drenthe"))
    assert "Drenthe" in str([section.text for section in record.sections])


def test_rows_without_an_answer_are_lines_like_others() -> None:
    record = read("<h2>Partners</h2>" + rows("Onderzoekers van Hogeschool West|", "Stichting B|"))
    assert [each.name for each in record.organisations] == ["Onderzoekers van Hogeschool West", "Stichting B"]
    record = read(
        rows("Onderzoeksvraag|", "Hoe leren studenten van ouderen in de wijk, en wat leren ouderen van hen?|")
    )
    assert "Hoe leren studenten van ouderen" in str([section.text for section in record.sections])


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
def test_persons_in_rows_with_empty_cells_are_read_as_in_others(body: str, people: dict[str, str | None]) -> None:
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
    text = f"---\npenvoerder:\nplaats: Hogeschool West\n---\n# Buren voor buren\n\n{PROSE}\n"
    record = parse_page(text.encode(), "page.md", force=True).record
    assert record is not None
    assert not record.organisations
