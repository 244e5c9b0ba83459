"""Each format is read back by a program that others made for it."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from projectkit.export.columns import COLUMNS
from projectkit.export.csv import FORMULA, defused, fused
from projectkit.export.format import Loss, Options
from projectkit.export.formats import FORMATS, format_of
from projectkit.export.privacy import without_contacts
from projectkit.export.run import export
from projectkit.model.record import Funding, Record
from projectkit.model.source import Source
from projectkit.store.stored import plain
from strategies import records

CONTACTS = Record.model_validate(
    {
        "id": "x",
        "organisations": [{"name": "Stichting Zorg (info@stichting.example)"}],
        "persons": [
            {
                "role_text": "lector, 06 55 51 73 29",
                "name": "Anna de Groot",
                "email": "anna@x.example",
                "phone": "+31302529936",
                "address": "Kade 1",
            }
        ],
        "sections": [
            {
                "kind": "contact",
                "text": "Mail anna@x.example of an [at] x [dot] example, of bel 030 252 99 36 (kamer 12). Kadeweg 7, 9747 AS Zuid.",
            }
        ],
        "subprojects": [{"title": "Deel", "text": "Bel 06-55517329."}],
    }
)
PROJECT = Record.model_validate(
    {
        "id": "nachtrust",
        "title": "Nachtrust; rust <b>",
        "status": "active",
        "start_date": "2020-03-01",
        "end_date": "2022",
        "themes": ["Jeugd", "=Zorg"],
        "identifiers": [{"scheme": "zonmw", "value": "00123"}],
        "funding": [{"funder": "ZonMw", "amount": "300000.50", "currency": "EUR"}],
        "organisations": [
            {"name": "Hogeschool Duinrand", "role": "lead"},
            {"name": "Gemeente Veen", "role": "partner"},
            {"name": "Bureau Vorm", "role": "contractor"},
        ],
        "persons": [
            {
                "name": "Anna de Groot",
                "roles": ["lector", "project_leader"],
                "email": "a@x.example",
            },
            {"name": "Bo"},
        ],
        "sections": [
            {"kind": "goal", "heading": "Doel", "text": "Slapen.\n\n- een\n- twee\n\n1. <script>"}
        ],
        "links": [{"url": "https://x.example/a"}, {"url": "javascript:alert(1)", "label": "niet"}],
    }
)


def written(name: str, *made: Record, **options: Any) -> bytes:
    file = io.BytesIO()
    export([plain(record) for record in made], file, FORMATS[name], Options(**options))
    return file.getvalue()


def as_csv(*made: Record, **options: Any) -> list[dict[str, str]]:
    text = written("csv", *made, **options).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_lists_are_joined_and_columns_are_stable() -> None:
    (row,) = as_csv(PROJECT)
    assert list(row) == list(COLUMNS)
    assert (row["title"], row["themes"], row["start_date"]) == (
        "Nachtrust; rust <b>",
        "Jeugd; '=Zorg",
        "2020-03-01",
    )
    assert row["amount"] == "300000.50"
    (row,) = as_csv(PROJECT, columns=("title", "year"))
    assert row == {"title": "Nachtrust; rust <b>", "year": "2020"}


def test_csv_as_excel_opens_it_in_dutch() -> None:
    content = written("csv", PROJECT, dialect="excel-nl")
    assert content.startswith(b"\xef\xbb\xbfid;titel;soort;")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert (row["start"], row["eind"], row["bedrag"]) == ("01-03-2020", "2022", "300000,50")
    assert content.count(b"\r\n") == content.count(b"\n") == 2


def test_a_row_per_item() -> None:
    rows = as_csv(PROJECT, items="persons")
    assert [row["persons.name"] for row in rows] == ["Anna de Groot", "Bo"]
    assert (rows[0]["id"], rows[0]["item"], rows[0]["persons.roles"]) == (
        "nachtrust",
        "1",
        "lector; project_leader",
    )
    assert "persons.email" not in rows[0]
    with_contacts = as_csv(PROJECT, items="persons", with_contacts=True)
    assert with_contacts[0]["persons.email"] == "a@x.example"
    assert list(with_contacts[0])[-1] == "contains contact data (AVG)"
    assert [row["themes"] for row in as_csv(PROJECT, items="themes")] == ["Jeugd", "'=Zorg"]


@given(st.text(st.sampled_from([*"=+-@\t\r\n'ab"])))
def test_a_cell_that_a_spreadsheet_would_run_is_defused_and_can_be_fused_again(cell: str) -> None:
    assert not defused(cell).startswith(FORMULA)
    assert fused(defused(cell)) == cell


@given(st.lists(records, max_size=3))
def test_csv_is_read_back_row_by_row(made: list[Record]) -> None:
    assert [row["id"] for row in as_csv(*made)] == [record.id for record in made]


@given(st.lists(records, max_size=3))
def test_json_json_lines_and_yaml_hold_whole_records_without_their_source(
    made: list[Record],
) -> None:
    expected = [record.model_copy(update={"source": None}) for record in made]
    as_json = json.loads(written("json", *made, with_contacts=True))
    lines = [json.loads(line) for line in written("jsonl", *made, with_contacts=True).splitlines()]
    assert [Record.model_validate(item) for item in as_json] == expected
    assert lines == as_json


def test_yaml_is_a_stream_of_documents() -> None:
    documents = list(yaml.safe_load_all(written("yaml", PROJECT, CONTACTS)))
    assert [each["id"] for each in documents] == ["nachtrust", "x"]
    assert documents[0]["identifiers"] == [{"scheme": "zonmw", "value": "00123"}]


def test_xlsx_has_dates_numbers_and_text_that_is_never_run() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", PROJECT, language="nl")))
    sheet = book["projecten"]
    head = {cell.value: cell.column for cell in sheet[1]}
    row = {name: sheet.cell(2, at) for name, at in head.items()}
    assert row["start"].value == datetime(2020, 3, 1)  # noqa: DTZ001  (a cell knows no zone)
    assert row["start"].number_format == "dd-mm-yyyy"
    assert (row["eind"].value, row["bedrag"].value) == ("2022", 300000.5)
    assert (row["projectnummer"].value, row["projectnummer"].data_type) == ("00123", "s")
    assert (row["thema's"].value, row["thema's"].data_type) == ("Jeugd; =Zorg", "s")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:O2")
    assert sheet.column_dimensions["B"].width > 40
    assert "Zonder contactgegevens" in book.properties.description
    with_contacts = openpyxl.load_workbook(io.BytesIO(written("xlsx", PROJECT, with_contacts=True)))
    assert [cell.value for cell in with_contacts["projects"][1]][
        -1
    ] == "contains contact data (AVG)"
    assert "Contains contact data" in with_contacts.properties.description


def of_page(url: str) -> Record:
    source = Source(
        file="data/raw/a.html",
        url=url,
        sha256="0" * 64,
        encoding="utf-8",
        layout="generic",
        parser="1",
    )
    return PROJECT.model_copy(update={"source": source})


def test_xlsx_opens_with_a_cover_that_says_what_it_holds() -> None:
    query = "thema:zorg jan@hr.nl"
    book = openpyxl.load_workbook(
        io.BytesIO(written("xlsx", PROJECT, CONTACTS, query=query, columns=("title", "lead")))
    )
    cover = book.active
    assert book.sheetnames == ["about this file", "projects"]
    said = {row[0].value: row[1].value for row in cover.iter_rows() if row[0].value}
    assert said["made on"].date() == date.today()  # noqa: DTZ011  (the day as people see it)
    assert (said["projects"], said["rows"]) == (2, 2)
    assert said["query"].startswith("thema:zorg ")
    assert "jan@" not in said["query"]
    assert said["lead"] == "organisations.name (role: lead)"
    every = openpyxl.load_workbook(io.BytesIO(written("xlsx", PROJECT, language="nl"))).active
    assert every["B4"].value == "(alle projecten)"


def test_xlsx_shows_months_as_dates_amounts_as_money_and_titles_as_links() -> None:
    page = "https://voorbeeld.example/nachtrust?a=1#b"
    record = of_page(page).model_copy(update={"start_date": "2020-03"})
    columns = ("title", "start_date", "end_date", "amount", "url")
    dollars = Record(id="b", title="B", funding=(Funding(amount=1, currency="USD"),))
    book = openpyxl.load_workbook(
        io.BytesIO(written("xlsx", record, dollars, columns=columns, language="nl"))
    )
    title, start, end, amount, url = book["projecten"][2]
    assert (start.value, start.number_format) == (datetime(2020, 3, 1), "mm-yyyy")  # noqa: DTZ001
    assert end.value == "2022"
    assert (amount.value, amount.number_format) == (300000.5, "[$€-2] #,##0.00")
    assert [cell.hyperlink.target for cell in (title, url)] == [page.partition("#")[0]] * 2
    assert (title.hyperlink.location, url.value) == ("b", page)
    assert "€" not in book["projecten"]["D3"].number_format


@pytest.mark.parametrize("page", ["internal:Blad1!A1", "javascript:alert(1)", "file:///etc/passwd"])
def test_xlsx_links_to_pages_of_the_web_only(page: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", of_page(page))))
    assert not [cell for row in book["projects"].iter_rows() for cell in row if cell.hyperlink]


@given(st.lists(records, max_size=2))
def test_any_record_makes_a_sheet_that_is_read_back(made: list[Record]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", *made)))["projects"]
    assert [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)] == [
        record.id for record in made
    ]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_sqlite_has_tables_and_full_text(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    path.write_bytes(written("sqlite", PROJECT, CONTACTS))
    with sqlite3.connect(path) as database:
        assert database.execute(
            "SELECT title, start_date FROM projects WHERE id = 'nachtrust'"
        ).fetchall() == [("Nachtrust; rust <b>", "2020-03-01")]
        assert database.execute("SELECT sum(amount) FROM funding").fetchone() == (300000.5,)
        assert database.execute(
            "SELECT name FROM persons WHERE id = 'nachtrust' ORDER BY item"
        ).fetchall() == [
            ("Anna de Groot",),
            ("Bo",),
        ]
        found = "SELECT p.id FROM projects_fts f JOIN projects p ON p.rowid = f.rowid WHERE projects_fts MATCH ?"
        assert database.execute(found, ("slapen",)).fetchall() == [("nachtrust",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert dict(database.execute("SELECT * FROM about"))["contains contact data"] == "no"
        assert database.execute("SELECT count(email) FROM persons").fetchone() == (0,)
    database.close()


def test_parquet_has_nested_columns() -> None:
    table = pq.read_table(io.BytesIO(written("parquet", PROJECT, CONTACTS)))
    first, second = table.to_pylist()
    assert first["funding"][0]["amount"] == Decimal("300000.50")
    assert first["organisations"][0]["name"] == "Hogeschool Duinrand"
    assert second["persons"][0]["email"] is None
    assert table.schema.metadata[b"contains_contact_data"] == b"no"


@given(st.lists(records, max_size=3))
def test_parquet_holds_any_record(made: list[Record]) -> None:
    rows = pq.read_table(io.BytesIO(written("parquet", *made, with_contacts=True))).to_pylist()
    assert [row["id"] for row in rows] == [record.id for record in made]
    assert [[each["name"] for each in row["persons"]] for row in rows] == [
        [person.name for person in record.persons] for record in made
    ]


def test_markdown_says_all_and_means_text() -> None:
    text = written("md", PROJECT, language="nl").decode()
    html = LexborHTMLParser(MarkdownIt("commonmark").render(text))
    assert html.css_first("h1").text() == "Nachtrust; rust <b>"
    assert html.css_first("h2").text() == "Doel"
    assert [item.text() for item in html.css("ul:last-of-type li")][:2] == [
        "https://x.example/a",
        "niet",
    ]
    assert not html.css("script")
    assert "Bureau Vorm" in html.text()
    assert "zonmw: 00123" in html.text()
    assert [item.text() for item in html.css("ol li")] == ["<script>"]


def test_html_is_readable_and_runs_nothing() -> None:
    html = LexborHTMLParser(written("html", PROJECT, language="nl").decode())
    assert html.css_first("article h1").text() == "Nachtrust; rust <b>"
    assert [item.text() for item in html.css("article ul li")][:2] == ["een", "twee"]
    assert [link.attributes["href"] for link in html.css("a")] == ["https://x.example/a"]
    assert not html.css("script")
    assert html.css_first("html").attributes["lang"] == "nl"


@given(records)
def test_no_record_puts_an_element_into_a_page(record: Record) -> None:
    html = LexborHTMLParser(written("html", record).decode())
    known = {"html", "head", "meta", "title", "style", "body", "article", "h1", "h2", "dl", "dt", "dd", "br", "p", "ul", "ol", "li", "a"}  # fmt: skip
    assert {node.tag for node in html.css("*")} <= known
    marked = LexborHTMLParser(
        MarkdownIt("commonmark", {"html": True}).render(written("md", record).decode())
    )
    assert not marked.css("script, b, img, iframe")


def test_contacts_are_left_out_of_fields_and_text() -> None:
    scrubbed = json.dumps(without_contacts(plain(CONTACTS)))
    for told in (
        "anna@",
        "info@",
        "51 73 29",
        "99 36",
        "55517329",
        "an [at]",
        "9747",
        "Kadeweg",
        "Kade 1",
    ):
        assert told not in scrubbed
    assert "Anna de Groot" in scrubbed
    assert "kamer 12" in scrubbed


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_tells_how_to_reach_persons_unless_asked(name: str) -> None:
    content = written(name, CONTACTS, PROJECT)
    if name == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        content = repr(
            [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
        ).encode()
    assert content
    for told in (b"anna@", b"302529936", b"Kade 1", b"55517329"):
        assert told not in content


@pytest.mark.parametrize(
    "text",
    [
        "jan@hr.nl010-7946917", "jan @ hr.nl", "jan(@)hr.nl", "jan[@]hr.nl", "jan＠hr.nl", "jan{at}hr.nl",
        "jan at hr punt nl", "tel06-12345678", "06-12345678x", "06\u200b12345678", "tel (+31) 6 1234 5678",
    ],
)  # fmt: skip
def test_loose_ways_of_writing_do_not_leak(text: str) -> None:
    record = Record.model_validate(
        {"id": "x", "sections": [{"kind": "goal", "text": f"Vraag {text} voor meer."}]}
    )
    told = without_contacts(plain(record))["sections"][0]["text"]
    assert "weggelaten" in told
    assert not any(part in told for part in ("hr.nl", "hr punt", "345678", "234 5678"))


@pytest.mark.parametrize(
    "text", ["Agenda 2030 EU", "In 2025 HR en ZonMw", "Call 2023 NL-DK", "Project 2040 AB"]
)
def test_years_are_no_addresses(text: str) -> None:
    record = Record.model_validate({"id": "x", "title": text})
    assert without_contacts(plain(record))["title"] == text


def test_links_that_reach_persons_are_left_out() -> None:
    links = [{"url": "mailto:jan@hr.nl", "label": "jan@hr.nl"}, {"url": "tel:0107946917"}, {"url": "https://x.nl/?m=jan%40hr.nl"}]  # fmt: skip
    record = Record.model_validate(
        {"id": "x", "links": [*links, {"url": "https://x.nl/0107946917", "label": "meer"}]}
    )
    told = without_contacts(plain(record))["links"]
    assert [link["url"] for link in told] == [
        "https://x.nl/?m=[e-mail weggelaten]",
        "https://x.nl/0107946917",
    ]


def test_contacts_are_columns_when_asked_for() -> None:
    (row,) = as_csv(CONTACTS, with_contacts=True)
    assert row["email"] == "Anna de Groot: anna@x.example"
    assert row["phone"] == "Anna de Groot: +31302529936"
    assert list(row)[-1] == "contains contact data (AVG)"
    assert row["contains contact data (AVG)"] == "yes"


def test_what_a_table_cannot_hold_is_told() -> None:
    summary = export([plain(PROJECT), plain(CONTACTS)], io.BytesIO(), FORMATS["csv"], Options())
    assert summary.written == 2
    assert summary.losses == {
        Loss("sections", "there is no column for it"): 2,
        Loss("subprojects", "there is no column for it"): 1,
        Loss("funding", "only these parts have a column: amount, funder, programme"): 1,
        Loss("identifiers", "only these parts have a column: value"): 1,
        Loss("links", "only these parts have a column: url"): 1,
        Loss("organisations", "only leads, partners and funders have a column"): 2,
        Loss("persons", "only these parts have a column: name"): 2,
    }
    chosen = export([plain(PROJECT)], io.BytesIO(), FORMATS["csv"], Options(columns=("title",)))
    assert not chosen.losses
    long = PROJECT.model_copy(update={"title": "x" * 40_000})
    assert Loss("title", "a cell holds at most 32,767 characters") in FORMATS["xlsx"].losses(
        plain(long), Options()
    )


def test_the_ending_of_a_file_says_its_format() -> None:
    assert format_of("a.CSV") == "csv"
    assert format_of("a.cerif.xml") == "cerif"
    assert format_of("a.yml") == "yaml"
    assert format_of("a.doc") is None


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("x;=1+1", "x;'=1+1"), ("x,=1+1", "x,'=1+1"), ("y;@SUM(1)", "y;'@SUM(1)"), ("a\t=1", "a\t'=1"),
        ("a\n=1", "a\n'=1"), ("a|+cmd", "a|'+cmd"), ("x;-A1", "x;'-A1"), ("x;'=1", "x;''=1"), ("=1;=2", "'=1;'=2"),
        ("€ 100,- per jaar", "€ 100,- per jaar"), ("a; - b", "a; - b"), ("a - b, c = d", "a - b, c = d"), ("1,5", "1,5"),
    ],
)  # fmt: skip
def test_no_part_of_a_cell_runs_wherever_a_line_is_split(cell: str, safe: str) -> None:
    assert defused(cell) == safe
    assert fused(safe) == cell


@given(st.text("=+-@,;|\t\n\r'x1 ", max_size=12))
def test_a_defused_cell_can_be_fused(cell: str) -> None:
    assert fused(defused(cell)) == cell
    assert not re.search(r"(?:^|[,;|\t\r\n])[=@]", defused(cell))


@pytest.mark.parametrize("empty", ["- ", "-", "1. ", "-\t", "+ ", "="])
def test_an_empty_item_is_no_heading(empty: str) -> None:
    text = f"Gewone tekst\n{empty}\nmeer"
    record = Record.model_validate({"id": "a", "sections": [{"kind": "goal", "text": text}]})
    marked = LexborHTMLParser(MarkdownIt("commonmark").render(written("md", record).decode()))
    assert [node.text() for node in marked.css("h1, h2, h3, hr")] == ["a"]
    assert empty.strip() in marked.text()


def test_lists_keep_their_numbers() -> None:
    text = "Eerst\n3. drie\n4. vier\n\n- een\n- twee"
    record = Record.model_validate({"id": "a", "sections": [{"kind": "goal", "text": text}]})
    page = LexborHTMLParser(written("html", record).decode())
    assert [item.attributes.get("value") for item in page.css("li")] == ["3", "4", None, None]
    assert page.css_first("ol").text() == "drievier"


@pytest.mark.parametrize("name", ["html", "md"])
def test_a_scheme_may_be_in_capitals(name: str) -> None:
    record = Record.model_validate({"id": "a", "links": [{"url": "HTTPS://x.example/A"}]})
    told = written(name, record).decode()
    assert 'href="https://x.example/A"' in told or "(<https://x.example/A>)" in told


@pytest.mark.parametrize("name", ["csv", "tsv", "md", "html", "json", "jsonl", "jsonld", "sqlite"])
def test_no_file_has_control_characters_that_a_terminal_obeys(name: str) -> None:
    data = {
        "id": "a",
        "title": "Aap\x1b[31m\x9b2J\x00noot",
        "links": [{"url": "http://a.nl/\x1b]0;gekaapt\x07x"}],
    }
    content = written(name, Record.model_validate(data))
    if name == "sqlite":
        assert b"Aap\x1b[31m\xc2\x9b2J\xef\xbf\xbdnoot" in content
        return
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", content.decode())
    assert name not in {"csv", "md", "html"} or "http://a.nl/%1B]0;gekaapt%07x" in content.decode()
