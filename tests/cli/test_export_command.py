"""`projectkit export` and `projectkit report` as a user types them."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import REPOSITORY, Run

TOML = """
[columns]
kort = ["titel", "start"]

[export.jaarverslag]
query = "status:completed"
output = "verslag.csv"
columns = "kort"
dialect = "excel-nl"

[export.stuk]
format = "doc"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    folder = tmp_path / "data/structured"
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_text(
        "id: a\ntitle: Aap\nstatus: completed\nstart_date: '2020'\nthemes: [Dier]\n"
    )
    (folder / "b.yaml").write_text(
        "id: b\ntitle: Beer\nstatus: active\npersons:\n- {name: Bo, email: bo@x.example}\nsections:\n- {kind: goal, text: Slapen.}\n"
    )
    (tmp_path / "projectkit.toml").write_text(TOML)
    return tmp_path


@pytest.mark.parametrize(
    "name", ["csv", "tsv", "xlsx", "json", "jsonl", "yaml", "md", "html", "jsonld", "cerif.xml", "datacite.xml", "sqlite", "parquet"]
)  # fmt: skip
def test_the_ending_says_the_format(catalogue: Path, run: Run, name: str) -> None:
    answer = run("export", "-o", f"uit.{name}")
    assert answer.code == 0
    # DataCite has no place for a project without a year.
    written = "1 project written" if name == "datacite.xml" else "2 projects written"
    assert f"{written} to uit." in answer.err
    assert (catalogue / f"uit.{name}").stat().st_size > 100


@pytest.mark.usefixtures("catalogue")
def test_what_is_not_in_the_file_is_told_in_words_and_as_json(run: Run) -> None:
    answer = run("export", "-o", "uit.cerif.xml")
    assert "cerif cannot hold all of: status (2), start_date (1); jsonl and sqlite do" in answer.err
    answer = run("export", "-o", "uit.cerif.xml", "--verbose")
    assert "not in the file: start_date of 1 project: a year where CERIF wants a day" in answer.err
    assert "`--long all -o FOLDER`" in run("export", "-o", "uit.csv").err
    assert run("export", "-o", "uit.csv", "--quiet").err == ""
    told = json.loads(run("export", "-o", "uit.csv", "--json").err)
    assert told == {
        "written": 2,
        "file": "uit.csv",
        "losses": [{"field": "sections", "reason": "there is no column for it", "records": 1}],
    }


def test_a_saved_export_and_a_set_of_columns(catalogue: Path, run: Run) -> None:
    assert run("export", "--saved", "jaarverslag").code == 0
    assert (catalogue / "verslag.csv").read_text("utf-8-sig") == "titel;start\nAap;2020\n"
    assert run("export", "status:active", "--saved", "jaarverslag", "-o", "anders.csv").code == 0
    assert "Beer" in (catalogue / "anders.csv").read_text("utf-8-sig")
    assert run("export", "--saved", "jaarverslag", "-o", "anders.json").code == 0
    assert run("export", "--saved", "jaarverslag", "--long", "themes", "-o", "lang.csv").code == 0
    assert "has the extension of csv" in " ".join(
        run("export", "--saved", "jaarverslag", "--format", "json").err.split()
    )
    assert run("list", "--columns", "kort").out == "Aap\t2020\nBeer\t\n"
    assert "it has: jaarverslag, stuk" in run("export", "--saved", "jaar").err
    assert "export.stuk" in run("export", "--saved", "stuk").err


def test_tables_in_a_folder(catalogue: Path, run: Run) -> None:
    assert run("export", "--long", "all", "-o", "tabellen").code == 0
    names = sorted(path.name for path in (catalogue / "tabellen").iterdir())
    assert len(names) == 10
    with (catalogue / "tabellen/persons.csv").open(newline="") as file:
        assert [row["persons.name"] for row in csv.DictReader(file)] == ["Bo"]
    assert run("export", "--long", "all").code == 2


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-o", "uit.doc"], "not that of a known format"),
        (["-o", "nergens/uit.csv"], "no such folder"),
        (["-o", "data/structured/a.yaml"], "belongs to the catalogue itself"),
        (["-o", "projectkit.toml", "--format", "csv"], "belongs to the catalogue itself"),
        (["-o", "uit.xlsx", "--format", "csv"], "has the extension of xlsx"),
        (["--columns", "email"], "add --with-contacts"),
        (["--columns", "tittel"], "did you mean"),
        (["--columns", "titel", "--long", "persons"], "leave out"),
        (["--format", "json", "--columns", "titel"], "json has no columns"),
        (
            ["--format", "xlsx", "--dialect", "excel-nl", "-o", "x.xlsx"],
            "--dialect and --raw are for csv",
        ),
    ],
)
def test_what_cannot_be_exported_is_told(run: Run, options: list[str], told: str) -> None:
    answer = run("export", *options)
    assert (answer.code, answer.out) == (2, "")
    assert told in " ".join(answer.err.split())


def test_contacts_only_when_asked_for(catalogue: Path, run: Run) -> None:
    run("export", "-o", "uit.sqlite")
    with sqlite3.connect(catalogue / "uit.sqlite") as database:
        assert database.execute("SELECT count(email) FROM persons").fetchone() == (0,)
    database.close()
    answer = run("export", "-o", "uit.xlsx", "--with-contacts")
    assert "share it only with those who may have them" in answer.err
    header = [cell.value for cell in openpyxl.load_workbook(catalogue / "uit.xlsx")["projects"][1]]
    assert header[-1] == "contains contact data (AVG)"
    assert "bo@x.example" in run("export", "--format", "json", "--with-contacts").out
    assert "bo@x.example" not in run("export", "--format", "json").out


@pytest.mark.usefixtures("catalogue")
def test_figures(run: Run) -> None:
    told = run("report", "--format", "json").json
    assert told["total"] == 2
    assert told["status"] == [{"value": "active", "count": 1}, {"value": "completed", "count": 1}]
    assert told["running"] == [{"value": 2020, "count": 1}]
    assert told["year"] == [{"value": "2020", "count": 1}, {"value": "unknown", "count": 1}]
    dutch = run("report", "--by", "status", "--lang", "nl").out.splitlines()
    assert dutch == [
        "table,value,column,number",
        "status,lopend,projecten,1",
        "status,afgerond,projecten,1",
    ]
    told = run("report", "--by", "thema", "--per", "jaar", "--format", "md").out
    assert "| themes | 2020 | unknown | all |" in told
    assert "| Dier | 1 | 0 | 1 |" in told
    assert "| unknown | 0 | 1 | 1 |" in told
    assert run("report", "titel:aap", "--by", "status", "--format", "json").json["total"] == 1
    assert run("report", "--per", "jaar").code == 2
    assert run("report", "--by", "jara").code == 2
    assert "add --with-contacts" in " ".join(run("report", "--by", "email").err.split())
    assert run("report", "--html", "r.html", "--by", "status").code == 2


@pytest.mark.usefixtures("catalogue")
def test_a_two_way_table_is_one_in_csv_too(run: Run) -> None:
    assert run("report", "--by", "thema", "--per", "jaar").out.splitlines() == [
        "themes,2020,unknown,all",
        "Dier,1,0,1",
        "unknown,0,1,1",
    ]


def test_figures_go_to_a_file_in_the_format_of_its_name(catalogue: Path, run: Run) -> None:
    answer = run("report", "-o", "cijfers.xlsx")
    assert (answer.code, answer.out, answer.err) == (0, "", "written: cijfers.xlsx\n")
    book = openpyxl.load_workbook(catalogue / "cijfers.xlsx")
    assert book.sheetnames[0] == "Status"
    assert [[cell.value for cell in row] for row in book["Status"]] == [
        ["status", "projects"],
        ["active", 1],
        ["completed", 1],
    ]
    assert [cell.value for cell in book["How complete the records are"][2]] == ["title", 2, 100]
    assert run("report", "--by", "thema", "--per", "jaar", "-o", "cijfers.xlsx").code == 0
    sheet = openpyxl.load_workbook(catalogue / "cijfers.xlsx").active
    assert [cell.value for cell in sheet[2]] == ["Dier", 1, 0, 1]
    run("report", "-o", "cijfers.json")
    assert json.loads((catalogue / "cijfers.json").read_text()) == run("report", "--json").json
    assert run("report", "--json").json["running_now"] == 1
    for wrong, told in (
        (["-o", "cijfers.pdf"], "End the name of the file in one of .md, .csv, .json, .xlsx"),
        (["-o", "cijfers.html"], "a web page is made with --html cijfers.html"),
        (["--format", "xlsx"], "add -o cijfers.xlsx"),
        (["--format", "table", "-o", "a.csv"], "choose csv, md, json or xlsx"),
        (["-o", "projectkit.toml", "--format", "csv"], "belongs to the catalogue itself"),
        (["--html", "a.html", "-o", "a.csv"], "leave out --by, --format, --json and --output"),
    ):
        refused = run("report", *wrong)
        assert (refused.code, refused.out) == (2, "")
        assert told in " ".join(refused.err.split())


def test_the_web_page(catalogue: Path, run: Run) -> None:
    assert (
        run("report", "--html", "r.html", "--lang", "nl", "--title", "Onze <projecten>").code == 0
    )
    text = (catalogue / "r.html").read_text("utf-8")
    assert LexborHTMLParser(text).css_first("h1").text() == "Onze <projecten>"
    assert "bo@x.example" not in text
    run("report", "--html", "r.html", "--with-contacts")
    assert "bo@x.example" in (catalogue / "r.html").read_text("utf-8")


def test_the_demo_makes_a_report_of_every_kind(tmp_path: Path, run: Run) -> None:
    for options in (
        ["--html", str(tmp_path / "r.html")],
        ["--format", "md"],
        ["--by", "thema", "--per", "status"],
    ):
        assert run("report", *options, cwd=REPOSITORY).code == 0


SAVED = """
[export.elders]
output = "../elders.csv"
"""


def test_settings_write_below_the_catalogue_only(catalogue: Path, run: Run) -> None:
    (catalogue / "projectkit.toml").write_text(SAVED)
    answer = run("export", "--saved", "elders")
    assert answer.code == 2
    assert "only -o may name another place" in answer.err
    assert not (catalogue.parent / "elders.csv").exists()
    assert run("export", "--saved", "elders", "-o", "hier.csv").code == 0


@pytest.mark.parametrize("own", ["data/structured/a.yaml", "projectkit.toml", "data/raw/a.txt"])
@pytest.mark.parametrize(
    "command",
    [
        ("export", "--format", "csv", "-o"), ("export", "--long", "all", "-o"), ("report", "--html"),
        ("validate", "--format", "json", "--output"), ("explain", "data/raw/a.txt", "--html"),
    ],
)  # fmt: skip
def test_no_command_writes_over_the_catalogue(
    catalogue: Path, run: Run, command: tuple[str, ...], own: str
) -> None:
    (catalogue / "data/raw").mkdir()
    (catalogue / "data/raw/a.txt").write_text("Titel\n\nStatus: Lopend\n")
    before = (catalogue / own).read_text()
    answer = run(*command, own)
    assert answer.code == 2
    assert "belongs to the catalogue itself" in " ".join(answer.err.split())
    assert (catalogue / own).read_text() == before


def test_no_output_for_others_has_contacts_in_names(catalogue: Path, run: Run) -> None:
    for name in ("c", "d"):
        (catalogue / f"data/structured/{name}.yaml").write_text(
            f"id: {name}\ntitle: Wijk en slaap {name}, bel 06–12345678\nthemes: [Dier, mail anna at hr.nl]\n"
            "organisations:\n- {name: 'Buurthuis (020 123 45 67, info@huis.nl)', role: lead}\n"
        )
    for command in (
        ("report", "--format", "csv"), ("report", "--format", "md"), ("report", "--format", "json"),
        ("report", "--by", "lead"), ("similar", "c", "--json"), ("similar", "c"), ("list", "--json"), ("list",),
        ("list", "--columns", "lead"), ("list", "--facets", "lead,theme"), ("search", "slaap", "--json"), ("export",),
    ):  # fmt: skip
        told = run(*command).out
        assert "weggelaten" in told, command
        assert not [sign for sign in ("45678", "45 67", "hr.nl", "huis.nl") if sign in told], (
            command
        )
    assert "info@huis.nl" in run("report", "--by", "lead", "--with-contacts").out


PEOPLE = """id: c
title: Ceder
persons:
- {name: Anna Bos, roles: [project_leader], email: anna@x.example}
- {name: Jan Smit, roles: [lector], role_text: lector Jeugd}
- {name: Bo, roles: []}
"""


@pytest.mark.parametrize("name", ["personen_met_rol", "persons_with_roles", "Personen_(rol)"])
def test_persons_are_listed_with_what_they_do(catalogue: Path, run: Run, name: str) -> None:
    (catalogue / "data/structured/c.yaml").write_text(PEOPLE)
    told = run("list", "id:=c", "--columns", name).out
    assert told == "Anna Bos (project leader); Jan Smit (lector Jeugd); Bo\n"
    dutch = run("--lang", "nl", "list", "id:=c", "--columns", name, "--format", "table").out
    assert "Anna Bos (projectleider); Jan Smit (lector Jeugd); Bo" in dutch


@pytest.mark.parametrize(
    "query",
    [
        "personen_met_rol:projectleider",
        'persons_with_roles:"project leader"',
        'personen_met_rol:"Anna Bos (projectleider)"',
        'personen_met_rol="Anna Bos (projectleider)"',
        'personen_met_rol="anna bos (project leader)"',
    ],
)
def test_persons_are_asked_for_by_what_they_do_in_either_language(
    catalogue: Path, run: Run, query: str
) -> None:
    (catalogue / "data/structured/c.yaml").write_text(PEOPLE)
    for command in ("list", "filter", "search"):
        assert run(command, query, "--columns", "id").out == "c\n"


def test_persons_with_roles_are_counted_in_the_language_of_the_user(
    catalogue: Path, run: Run
) -> None:
    (catalogue / "data/structured/c.yaml").write_text(PEOPLE)
    counted = ("list", "--facets", "personen_met_rol", "--format")
    assert "Anna Bos (projectleider)" in run("--lang", "nl", *counted, "table").out
    assert "Anna Bos (project leader)" in run("--lang", "nl", *counted, "tsv").out


def test_persons_with_roles_go_to_a_spreadsheet_and_are_not_read_back(
    catalogue: Path, run: Run
) -> None:
    (catalogue / "data/structured/c.yaml").write_text(PEOPLE)
    made = run(
        "--lang", "nl", "export", "id:=c", "--columns", "id,titel,personen_met_rol",
        "--dialect", "excel-nl", "-o", "wie.csv",
    )  # fmt: skip
    assert made.code == 0
    written = (catalogue / "wie.csv").read_text("utf-8-sig")
    assert written.splitlines()[0] == "id;titel;personen (rol)"
    assert "Anna Bos (projectleider); Jan Smit (lector Jeugd); Bo" in written
    assert "anna@" not in written
    refused = run("import", "wie.csv", "--update", "--dry-run", "--diff")
    assert refused.code == 2
    assert "the column `personen (rol)` cannot be read back" in refused.err
    (catalogue / "mapping.yaml").write_text("personen (rol):\n")
    told = run("import", "wie.csv", "--update", "--mapping", "mapping.yaml")
    assert told.code == 0
    assert "unchanged" in told.out + told.err
    assert (catalogue / "data/structured/c.yaml").read_text() == PEOPLE


def test_plain_csv_has_the_same_words_in_both_languages(catalogue: Path, run: Run) -> None:
    (catalogue / "data/structured/c.yaml").write_text(PEOPLE)
    asked = ("export", "id:=c", "--columns", "id,status,persons_with_roles,personen", "--format")
    for form in ("csv", "tsv"):
        dutch, english = (run("--lang", each, *asked, form).out for each in ("nl", "en"))
        assert dutch == english
        assert "Anna Bos (project leader)" in dutch


@pytest.mark.usefixtures("catalogue")
def test_persons_with_roles_are_shown_and_not_set(run: Run) -> None:
    refused = run("set", "b", "personen_met_rol=Anna Bos (lector)")
    assert refused.code == 2
    assert "set `person`" in refused.err
    assert "zet `persoon`" in run("--lang", "nl", "set", "b", "personen_met_rol=Anna").err


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(("name", "meant"), [("a.xls", ".xlsx"), ("a.jsnl", ".jsonl")])
def test_an_ending_that_is_nearly_one_of_a_format(run: Run, name: str, meant: str) -> None:
    refused = run("export", "-o", name)
    assert refused.code == 2
    assert f"did you mean `{meant}`?" in refused.err
    assert f"bedoelt u `{meant}`?" in run("--lang", "nl", "export", "-o", name).err
