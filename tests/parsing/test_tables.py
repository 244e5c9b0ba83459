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
        (rows("Penvoerder|Financier", "Hogeschool West|"), {"lead": "Hogeschool West"}),
        (rows("Penvoerder|Financier", "Hogeschool West|ZonMw", "Hogeschool Oost|NWO"), {}),
        (rows("*Thema|*Wat", "Status|Lopend"), {"status": "active"}),
        ("<dl><dt>Penvoerder</dt><dd></dd><dt>Hogeschool West</dt><dd>in Ede</dd></dl>", {}),
        ("<dl><dt>Programma</dt><dd><p></p></dd><dt>Soort</dt><dd>iets</dd></dl>", {}),
    ],
    ids=lambda value: value[:70] if isinstance(value, str) else "",
)  # fmt: skip
def test_a_cell_answers_its_own_label_only(table: str, told: dict[str, Any]) -> None:
    assert facts(read(table)) == told


def test_a_row_that_begins_with_an_empty_cell_goes_on_with_the_one_above() -> None:
    record = read(rows("Partners|Hogeschool Oost", "|Stichting A"))
    assert [each.name for each in record.organisations] == ["Hogeschool Oost", "Stichting A"]


def test_an_empty_cell_says_that_the_field_was_left_empty() -> None:
    record = read(rows("Startdatum||Einddatum|3 maart 2021"))
    assert record.source is not None
    assert record.source.fields["/start_date"].state == "empty"


def test_a_key_of_front_matter_without_a_value_takes_none() -> None:
    text = f"---\npenvoerder:\nplaats: Hogeschool West\n---\n# Buren voor buren\n\n{PROSE}\n"
    record = parse_page(text.encode(), "page.md", force=True).record
    assert record is not None
    assert not record.organisations
