"""Workbooks of others: which sheet, where its table begins, what its cells show, and what is broken.

The files of Excel are made by openpyxl. LibreOffice is not needed: a small builder writes the parts
of an ODS file and of an XLSX file as LibreOffice lays them out (styles by name, repeated cells).
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from conftest import Ran, Run, clean_environment
from projectkit.importing.shown import CellForm, cell_text, shown_by
from terminal import run_in_terminal

HEAD = ["Titel", "Status", "Startdatum", "Bedrag"]


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    (tmp_path / "data/structured").mkdir(parents=True)
    return tmp_path


Rows = list[list[Any]]


def book_of(catalogue: Path, *rows: list[Any], sheet: str = "Blad1") -> Worksheet:
    """A sheet with rows, which `saved` saves."""
    made = openpyxl.Workbook().active
    assert isinstance(made, Worksheet)
    made.title = sheet
    for row in rows:
        made.append(row)
    return made


def imported(catalogue: Path, run: Run, sheet: Worksheet, *options: str) -> Ran:
    assert sheet.parent
    sheet.parent.save(catalogue / "in.xlsx")
    return run("import", "in.xlsx", *options)


def shows(run: Run, record_id: str) -> dict[str, Any]:
    made: dict[str, Any] = run("show", record_id, "--json").json
    return made


def test_cells_say_what_the_spreadsheet_shows(catalogue: Path, run: Run) -> None:
    sheet = book_of(
        catalogue,
        ["Titel", "Startdatum", "Einddatum", "Bedrag", "Voortgang", "Projectnummer", "Project gezien"],
        ["Een", date(2024, 3, 1), datetime(2025, 2, 28), 33333.333333333336, 0.4, 123, None],  # noqa: DTZ001
    )  # fmt: skip
    sheet["B2"].number_format = "mmm-yy"
    sheet["D2"].number_format = "€ #,##0.00"
    sheet["E2"].number_format = "0%"
    sheet["F2"].number_format = "00000"
    sheet["G1"] = None
    assert imported(catalogue, run, sheet).err == "1 created\n"
    made = shows(run, "een")
    assert (made["start_date"], made["end_date"]) == ("2024-03", "2025-02-28")
    assert made["funding"][0]["amount"] == 33333.33
    assert made["progress_percent"] == 40
    assert made["identifiers"][0]["value"] == "00123"


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("General", 12.5, "12.5"), ("General", 100000.0, "100000"), ("General", 1e15, "1000000000000000"),
        ("General", 0.1 + 0.2, "0.3"), ("General", 12.345, "12.3450"), ("#,##0.00", 12.345, "12.34"),
        ("#,##0", 1234.5, "1234.5"), ("0%", 0.07, "7%"), ("0.0%", 0.125, "12.5%"), ("0.0%", 1, "100%"),
        ("[$$-409]#,##0", 5, "$ 5"), ("[$USD] #,##0.00", 5, "USD 5"), ("[$€-413] #,##0.00", 5, "5"), ('"€" #,##0', 5, "5"),
        ("£#,##0", 5, "£ 5"), ("#,##0.00_ ;[Red]\\-#,##0.00\\ ", 5.5, "5.5"), ("0000", 12, "0012"), ("0", 12, "12"),
        ("dd-mm-yyyy", date(2020, 3, 1), "2020-03-01"), ("mmmm yyyy", date(2020, 3, 1), "2020-03"), ("yyyy", date(2020, 3, 1), "2020"),
        ('"Q"yyyy', date(2020, 3, 1), "2020"), ("[$-413]mmm yy", date(2020, 3, 1), "2020-03"), ("mm:ss", datetime(2020, 3, 1, 9, 5), "2020-03-01 09:05:00"),  # noqa: DTZ001
        ("General", True, "TRUE"), ("General", "=x", "=x"), ("General", float("nan"), "nan"),
    ],
)  # fmt: skip
def test_a_cell_has_one_reading(code: str, value: Any, text: str) -> None:
    assert cell_text(value, shown_by(code)) == text


def test_a_cell_without_a_format_is_what_it_holds() -> None:
    assert cell_text(0.4, CellForm()) == "0.4"


def test_a_title_and_two_rows_of_headings(catalogue: Path, run: Run) -> None:
    sheet = book_of(
        catalogue,
        [None, "Projectenoverzicht 2025"],
        [],
        [None, "Titel", "Periode", None, "Projectleider", None, "Penvoerder"],
        [None, None, "Start", "Eind", "Naam", "E-mail", None],
        [None, "Een", "2024", "2025", "Anna Bos", "anna@x.example", "Saxion"],
        [],
        [None, "Twee", "2023", None, "Piet de Wit", None, "HU"],
    )
    for cells in ("B1:G1", "B3:B4", "C3:D3", "E3:F3", "G3:G4"):
        sheet.merge_cells(cells)
    assert imported(catalogue, run, sheet).err == "2 created\n"
    made = shows(run, "een")
    assert (made["start_date"], made["end_date"]) == ("2024", "2025")
    (person,) = made["persons"]
    assert (person["name"], person["email"]) == ("Anna Bos", "anna@x.example")
    assert person["roles"] == ["project_leader"]
    assert made["organisations"] == [{"name": "Saxion", "role": "lead", "unit": None, "ror": None}]


def test_a_merged_cell_is_about_each_of_its_rows(catalogue: Path, run: Run) -> None:
    sheet = book_of(catalogue, ["Programma", "Titel"], ["RAAK", "Een"], [None, "Twee"], ["TOP", "Drie"])  # fmt: skip
    sheet.merge_cells("A2:A3")
    assert imported(catalogue, run, sheet).err == "3 created\n"
    assert [shows(run, each)["funding"][0]["programme"] for each in ("een", "twee", "drie")] == [
        "RAAK",
        "RAAK",
        "TOP",
    ]


def test_headings_of_people(catalogue: Path, run: Run) -> None:
    sheet = book_of(
        catalogue,
        ["Projectnaam", "Projectleider", "Partners (kommagescheiden)", "Budget (€)"],
        ["Een", "dr. Anna Bos", "Saxion, HU", 1000],
    )
    assert imported(catalogue, run, sheet).err == "1 created\n"
    made = shows(run, "een")
    assert [each["name"] for each in made["organisations"]] == ["Saxion", "HU"]
    assert made["persons"][0]["titles"] == "dr."


@pytest.mark.parametrize(("sheet", "named"), [("Blad1", "Blad1!C4"), ("Mijn blad", "'Mijn blad'!C4"), ("Jan's", "'Jan''s'!C4")])  # fmt: skip
def test_an_error_names_its_cell(catalogue: Path, run: Run, sheet: str, named: str) -> None:
    made = book_of(catalogue, [], HEAD, ["Een"], ["Twee", None, "31-02-2024"], sheet=sheet)
    told = imported(catalogue, run, made)
    assert told.code == 1
    assert (
        f"failed\tin.xlsx, sheet {sheet}, row 4\t\t{named}: `Startdatum`: `31-02-2024`" in told.out
    )


def test_other_currencies_are_not_taken_for_euros(catalogue: Path, run: Run) -> None:
    sheet = book_of(catalogue, HEAD, ["Een", None, None, 500])
    sheet["D2"].number_format = "[$$-409]#,##0.00"
    assert (
        "Blad1!D2: `Bedrag`: `$ 500` is not an amount in euros"
        in imported(catalogue, run, sheet).out
    )


def test_unknown_columns_give_a_mapping_that_helps(catalogue: Path, run: Run) -> None:
    sheet = book_of(catalogue, ["Titel", "Wat kost het"], ["Een", 500], [None, None, "los"])
    told = imported(catalogue, run, sheet)
    assert told.code == 2
    assert "in.xlsx, sheet Blad1: 2 columns cannot be read" in told.err
    assert "column C has no heading" in told.err
    (catalogue / "mapping.yaml").write_text("Wat kost het: bedrag\ncolumn C:\n", "utf-8")
    assert imported(catalogue, run, sheet, "--mapping", "mapping.yaml").err == "1 created\n"


def several(catalogue: Path) -> Worksheet:
    sheet = book_of(catalogue, HEAD, ["Een"], sheet="2024")
    assert sheet.parent
    other = sheet.parent.create_sheet("2025")
    other.append(HEAD)
    other.append(["Twee"])
    return sheet


def test_several_sheets_are_named(catalogue: Path, run: Run) -> None:
    told = imported(catalogue, run, several(catalogue))
    assert told.code == 2
    assert "several sheets with rows: add --sheet with one of '2024', '2025'" in told.err
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize("chosen", ["2025", "2"])
def test_a_sheet_by_name_or_number(catalogue: Path, run: Run, chosen: str) -> None:
    assert "twee" in imported(catalogue, run, several(catalogue), "--sheet", chosen).out


def test_a_terminal_asks_which_sheet(catalogue: Path) -> None:
    sheet = several(catalogue)
    assert sheet.parent
    sheet.parent.save(catalogue / "in.xlsx")
    command = [sys.executable, "-m", "projectkit", "import", "in.xlsx"]
    screen = run_in_terminal(command, catalogue, clean_environment(), typed="9\n2\n")
    assert "1  2024\n2  2025\nWhich sheet?" in screen
    assert "sheet 2025, row 2" in screen


def test_a_sheet_that_is_not_there(catalogue: Path, run: Run) -> None:
    told = imported(catalogue, run, several(catalogue), "--sheet", "2026")
    assert (told.code, told.err) == (
        2,
        "projectkit: in.xlsx has no sheet `2026`, but '2024', '2025'\n",
    )


def test_sheets_that_are_no_table_are_passed_over(catalogue: Path, run: Run) -> None:
    sheet = book_of(catalogue, ["Lees dit eerst"], ["Vul alles in."], sheet="Uitleg")
    assert sheet.parent
    projects = sheet.parent.create_sheet("Projecten")
    projects.append(HEAD)
    projects.append(["Een"])
    hidden = sheet.parent.create_sheet("Lijsten")
    hidden.append(HEAD)
    hidden.append(["Verborgen"])
    hidden.sheet_state = "hidden"
    told = imported(catalogue, run, sheet)
    assert (told.err, "sheet Projecten" in told.out) == ("1 created\n", True)


def test_a_sheet_is_asked_of_workbooks_only(catalogue: Path, run: Run) -> None:
    (catalogue / "in.csv").write_text("titel\nEen\n", "utf-8")
    told = run("import", "in.csv", "--sheet", "1")
    assert (told.code, "only a workbook" in told.err) == (2, True)


@pytest.mark.parametrize("rows", [[], [["Titel"]], [[None], [None, None]]])
def test_a_workbook_without_rows(catalogue: Path, run: Run, rows: Rows) -> None:
    told = imported(catalogue, run, book_of(catalogue, *rows))
    assert (told.code, "no sheet has a row of headings" in told.err) == (2, True)


def encrypted() -> bytes:
    """As much of a compound file as tells that it wraps an encrypted workbook."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")


def encrypted_ods() -> bytes:
    """A file whose manifest says that its content is encrypted."""
    manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    return of_members(**{"content.xml": b"\x91\x07", "META-INF/manifest.xml": manifest})


def of_members(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def far_away() -> bytes:
    """Two cells at the ends of a sheet, which take gigabytes as a table."""
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.active["A1"], book.active["XFD1048576"] = "titel", "x"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def whole() -> bytes:
    made = io.BytesIO()
    book_of(Path(), HEAD, ["Een"]).parent.save(made)  # type: ignore[union-attr]
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (encrypted, "it is encrypted: save it without a password"),
        (encrypted_ods, "it is encrypted: save it without a password"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an older format of Excel"),
        (lambda: b"titel;status\nEen;loopt\n", "it is not a spreadsheet"),
        (lambda: b"", "it is not a spreadsheet"),
        (lambda: whole()[:-400], "it is damaged"),
        (lambda: of_members(a=b"b"), "it is damaged"),
        (lambda: whole().replace(b"xl/workbook.xml", b"xl/workbook.xmk"), "it is damaged"),
        (far_away, "too much memory"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_one_line(
    catalogue: Path, run: Run, content: Callable[[], bytes], told: str
) -> None:
    (catalogue / "in.xlsx").write_bytes(content())
    ran = run("import", "in.xlsx")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1, ran.err
    assert told in ran.err


def test_a_workbook_of_an_older_format_says_what_to_do(catalogue: Path, run: Run) -> None:
    (catalogue / "in.xls").write_bytes(b"x")
    assert "save it as xlsx first" in run("import", "in.xls").err


@pytest.mark.gate
def test_a_bomb_of_repeated_text_is_refused(catalogue: Path, run: Run) -> None:
    cells = "".join(
        f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 100_000)
    )
    content = office(cells, strings=f"<si><t>{'x' * 32_000}</t></si>")
    assert len(content) < 2_000_000
    (catalogue / "in.xlsx").write_bytes(content)
    ran = run("import", "in.xlsx")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "too much memory" in ran.err or "MB of text" in ran.err


# ODS and XLSX in the layout of LibreOffice.

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
OPEN_STYLES = (
    '<number:date-style style:name="N36"><number:month number:style="long"/><number:text>-</number:text>'
    '<number:year number:style="long"/></number:date-style>'
    '<number:date-style style:name="N37"><number:day/><number:month/><number:year/></number:date-style>'
    '<number:number-style style:name="N5"><number:number number:decimal-places="0" number:min-integer-digits="5"/></number:number-style>'
    '<style:style style:name="month" style:family="table-cell" style:data-style-name="N36"/>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="N37"/>'
    '<style:style style:name="zeros" style:family="table-cell" style:data-style-name="N5"/>'
)
TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def words(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{escape(text)}</text:p></table:table-cell>'


def typed(kind: str, **attributes: str) -> str:
    named = {"style": "table:style-name", "currency": "office:currency", "date": "office:date-value", "value": "office:value"}  # fmt: skip
    said = " ".join(f"{named[name]}={quoteattr(value)}" for name, value in attributes.items())
    return (
        f'<table:table-cell office:value-type="{kind}" {said}><text:p>x</text:p></table:table-cell>'
    )


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def ods(
    *rows: str, columns: str = '<table:table-column table:number-columns-repeated="9"/>'
) -> bytes:
    """A file with one sheet, and the empty rows below with which LibreOffice ends one."""
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} office:version="1.3">'
        f"<office:automatic-styles>{OPEN_STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Blad1">{columns}{"".join(rows)}{end}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/></manifest:manifest>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", TYPE)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", manifest)
    return made.getvalue()


def test_a_spreadsheet_of_libreoffice(catalogue: Path, run: Run) -> None:
    covered = "<table:covered-table-cell/>"
    (catalogue / "in.ods").write_bytes(
        ods(
            row(words("Projecten", ' table:number-columns-spanned="7"'), covered * 6),
            row("<table:table-cell/>"),
            row(*map(words, ["Titel", "Start", "Eind", "Bedrag", "Voortgang", "Projectnummer", "Programma"])),
            row(
                words("Een"),
                typed("date", date="2024-03-01", style="month"),
                typed("date", date="2025-02-28", style="day"),
                typed("currency", currency="EUR", value="1000.5"),
                typed("percentage", value="0.4"),
                typed("float", value="123", style="zeros"),
                words("RAAK", ' table:number-rows-spanned="2"'),
            ),
            row(words("Twee"), '<table:table-cell table:number-columns-repeated="5"/>', covered),
            row(words("Drie"), '<table:table-cell table:number-columns-repeated="2"/>', typed("currency", currency="USD", value="5")),
        )
    )  # fmt: skip
    told = run("import", "in.ods")
    assert told.err == "2 created, 1 failed\n"
    assert "Blad1!D6: `Bedrag`: `USD 5` is not an amount in euros" in told.out
    made = shows(run, "een")
    assert (made["start_date"], made["end_date"]) == ("2024-03", "2025-02-28")
    assert (made["funding"][0]["amount"], made["progress_percent"]) == (1000.5, 40)
    assert made["identifiers"][0]["value"] == "00123"
    assert shows(run, "twee")["funding"][0]["programme"] == "RAAK"


def test_a_column_of_libreoffice_has_a_style_for_its_cells(catalogue: Path, run: Run) -> None:
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="month"/>'
    (catalogue / "in.ods").write_bytes(
        ods(
            row(words("Titel"), words("Start")),
            row(words("Een"), typed("date", date="2024-03-01")),
            columns=columns,
        )
    )
    assert run("import", "in.ods").err == "1 created\n"
    assert shows(run, "een")["start_date"] == "2024-03"


@pytest.mark.parametrize("cut", [100, 400])
def test_a_damaged_spreadsheet_of_libreoffice(catalogue: Path, run: Run, cut: int) -> None:
    (catalogue / "in.ods").write_bytes(ods(row(words("Titel")), row(words("Een")))[:-cut])
    told = run("import", "in.ods")
    assert (told.code, len(told.err.splitlines())) == (2, 1)


def office(rows: str, strings: str = "") -> bytes:
    """A file of Office Open XML with one sheet, in as few parts as LibreOffice writes."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "styles": "styles", "sharedStrings": "sharedStrings"}  # fmt: skip
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{media}.{kind}+xml"/>'
        for part, kind in parts.items()
    )
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{links}/{kind}" Target="{part}.xml"/>'
        for at, (part, kind) in enumerate(list(parts.items())[1:], 1)
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{related}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><workbookPr date1904="false"/><sheets><sheet name="Blad1" sheetId="1" state="visible" r:id="rId1"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="mm\\-yyyy"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return of_members(**{name: text.encode() for name, text in members.items()})


def test_a_workbook_as_libreoffice_writes_it(catalogue: Path, run: Run) -> None:
    shared = "".join(f"<si><t>{text}</t></si>" for text in ("Titel", "Start", "Voortgang", "Een"))
    content = office(
        '<row r="1" customFormat="false"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1" s="0" t="s"><v>1</v></c><c r="C1" s="0" t="s"><v>2</v></c></row>'
        '<row r="2"><c r="A2" s="0" t="s"><v>3</v></c><c r="B2" s="1"><v>45352</v></c><c r="C2" s="2" t="n"><v>0.55</v></c></row>',
        shared,
    )
    (catalogue / "in.xlsx").write_bytes(content)
    assert run("import", "in.xlsx").err == "1 created\n"
    made = shows(run, "een")
    assert (made["start_date"], made["progress_percent"]) == ("2024-03", 55)


def test_a_workbook_of_our_own_comes_back_past_its_cover(catalogue: Path, run: Run) -> None:
    sheet = book_of(catalogue, HEAD, ["'=Een", "loopt", date(2024, 3, 1), 1000.5])
    assert imported(catalogue, run, sheet, "--raw").err == "1 created\n"
    assert run("export", "-o", "uit.xlsx", "--lang", "nl").code == 0
    told = run("import", "uit.xlsx", "--update")
    assert told.err == "1 unchanged\n"
