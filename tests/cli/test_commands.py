"""Every command as a user types it, its output going to a pipe."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from projectkit import __version__
from projectkit.model.record import Record
from projectkit.store.folder import cache_folder

COMMANDS = [
    "init",
    "ingest",
    "explain",
    "list",
    "show",
    "search",
    "filter",
    "similar",
    "export",
    "import",
    "report",
    "validate",
    "schema",
]
PAGE = "Een titel\n\nStatus: Lopend\nStartdatum: 1 mei 2020\nThema's: Jeugd, Zorg\n\nAanleiding\n\nEr is wat aan de hand.\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str, run: Run) -> None:
    answer = run(command, "--help")
    assert answer.code == 0
    assert f"Example: projectkit {command}" in " ".join(answer.out.split())


def test_help_lists_every_command(run: Run) -> None:
    answer = run("--help")
    assert all(f"  {command} " in answer.out for command in COMMANDS)
    assert "Example:" in answer.out


def test_version(run: Run) -> None:
    assert run("--version").out == f"projectkit {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["list", "--nonsense"], ["show"], ["list", "--format", "xml"], []]
)
def test_misuse_ends_with_2(arguments: list[str], run: Run) -> None:
    assert run(*arguments).code == 2


@pytest.mark.parametrize("command", ["ingest", "list", "export", "validate"])
def test_without_a_catalogue_it_says_how_to_make_one(command: str, run: Run) -> None:
    answer = run(command)
    assert (answer.code, answer.out) == (2, "")
    assert "projectkit init" in answer.err


def test_init_makes_a_catalogue_once(run: Run, tmp_path: Path) -> None:
    made = ["data/raw/", "data/structured/", "projectkit.toml", ".gitignore"]
    assert run("init").out.splitlines() == [f"made {name}" for name in made]
    (tmp_path / "projectkit.toml").write_text('lang = "nl"\n')
    assert "er is niets veranderd" in run("init").out
    assert (tmp_path / "projectkit.toml").read_text() == 'lang = "nl"\n'


def test_a_catalogue_is_found_from_a_folder_below_it(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    assert run("ingest", cwd=catalogue / "data/raw").code == 0
    assert run("list", "--json", cwd=catalogue / "data").json[0]["id"] == "een-titel"


def test_root_and_its_variable(
    catalogue: Path, run: Run, write_page: Callable, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write_page("a.txt", PAGE)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert run("ingest", "--root", str(catalogue), cwd=elsewhere).code == 0
    assert (
        len(run("list", "--json", cwd=elsewhere, env={"PROJECTKIT_ROOT": str(catalogue)}).json) == 1
    )
    assert run("list", "--root", "nowhere").code == 2


def test_list_show_search_filter_in_json(catalogue: Path, run: Run, write_page: Callable) -> None:
    write_page("a.txt", PAGE)
    write_page("b.txt", PAGE.replace("Een titel", "Iets anders").replace("Lopend", "Gepland"))
    assert run("ingest").code == 0
    listed = run("list", "--json").json
    assert listed[0] == {
        "id": "een-titel",
        "kind": "project",
        "title": "Een titel",
        "status": "active",
        "start_date": "2020-05-01",
        "end_date": None,
        "themes": ["Jeugd", "Zorg"],
    }
    assert run("search", "hand", "titel", "--json").json[0]["id"] == "een-titel"
    assert {"score", "snippet"} <= set(run("search", "hand", "--json").json[0])
    assert [row["id"] for row in run("filter", "status:gepland", "--json").json] == ["iets-anders"]
    assert Record.model_validate(run("show", "een-titel", "--json").json).title == "Een titel"
    assert run("list", "nietgevonden", "--json").json == []


def test_options_of_lists(catalogue: Path, run: Run, write_page: Callable) -> None:
    for number, name in enumerate("cab"):
        write_page(
            f"{name}.txt",
            PAGE.replace("Een titel", f"Titel {name}").replace("2020", f"202{number}"),
        )
    run("ingest")
    assert run("list", "--columns", "id").out.split() == ["titel-a", "titel-b", "titel-c"]
    assert run("list", "--columns", "id", "--sort", "start").out.split() == [
        "titel-c",
        "titel-a",
        "titel-b",
    ]
    assert run("list", "--columns", "id", "--sort", "-start", "--limit", "1").out.split() == [
        "titel-b"
    ]
    assert run("list", "--columns", "titel,thema", "-n", "1").out == "Titel a\tJeugd; Zorg\n"
    assert "did you mean `title`" in run("list", "--sort", "titl").err
    assert run("list", "--columns", "nonsense").code == 2


def test_a_set_of_columns_that_names_no_field_says_where_it_stands(
    catalogue: Path, run: Run
) -> None:
    (catalogue / "projectkit.toml").write_text("[columns]\nverslag = ['titel', 'bedragje']\n")
    answer = run("list", "--columns", "verslag")
    assert answer.code == 2
    assert (
        "projectkit.toml: columns.verslag: unknown field `bedragje`: did you mean `bedrag`?"
        in answer.err
    )


def test_show_takes_the_beginning_of_an_id(catalogue: Path, run: Run, write_page: Callable) -> None:
    write_page("a.txt", PAGE)
    write_page("b.txt", PAGE.replace("Een titel", "Een tweede"))
    run("ingest")
    assert run("show", "een-ti").out == (catalogue / "data/structured/een-titel.yaml").read_text(
        "utf-8"
    )
    assert "2 ids begin with" in run("show", "een").err
    assert "did you mean `een-titel`" in run("show", "een-tital").err


def test_a_broken_record_hides_no_other(catalogue: Path, run: Run, write_page: Callable) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    (catalogue / "data/structured/broken.yaml").write_text("id: [\n")
    answer = run("list", "--json")
    assert (answer.code, len(answer.json)) == (0, 1)
    assert "data/structured/broken.yaml; run `projectkit validate`" in answer.err
    assert "broken.yaml:1:5" in run("show", "broken").err


def test_validate_finds_double_ids_across_folders(catalogue: Path, run: Run) -> None:
    for name in ("a.yaml", "sub/a.yaml"):
        path = catalogue / "data/structured" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("id: a\ntitle: A\n")
    assert [item["code"] for item in run("validate", "--json").json] == ["C001"]


def test_a_record_that_cannot_be_opened_is_a_finding(catalogue: Path, run: Run) -> None:
    (catalogue / "data/structured/a.yaml").symlink_to("nowhere")
    assert [item["code"] for item in run("validate", "--json").json] == ["F001"]


def test_a_record_that_is_a_link_out_of_the_catalogue_is_not_read(
    catalogue: Path, run: Run
) -> None:
    outside = catalogue.parent / "outside.yaml"
    outside.write_text("id: x\ntitle: Geheim\n")
    (catalogue / "data/structured/x.yaml").symlink_to(outside)
    answer = run("list", "--json")
    assert answer.json == []
    assert "Geheim" not in run("export").out
    assert "leads out" in run("validate").out
    run("ingest")
    assert run("list", "--json").json == []
    assert "Geheim" not in run("show", "x").out


def test_validate_reports_each_file_once(catalogue: Path, run: Run) -> None:
    (catalogue / "data/structured/a.yaml").write_text("id: a\n")
    (catalogue / "data/structured/.a.yaml.tmp.yaml").write_text("broken: [\n")
    assert len(run("validate", "data/structured/a.yaml", "data/structured", "--json").json) == 1


def test_export(catalogue: Path, run: Run, write_page: Callable) -> None:
    write_page("a.txt", PAGE + "\nContact\n\ndr. Anna de Groot\na.degroot@x.example\n")
    run("ingest")
    (row,) = csv.DictReader(io.StringIO(run("export").out, newline=""))
    assert (row["title"], row["themes"], row["persons"]) == (
        "Een titel",
        "Jeugd; Zorg",
        "Anna de Groot",
    )
    assert run("export", "-o", "out.json").code == 0
    (record,) = json.loads((catalogue / "out.json").read_text("utf-8"))
    assert "source" not in record
    assert record["persons"][0]["email"] is None
    (record,) = run("export", "thema:jeugd", "--format", "json", "--with-contacts").json
    assert record["persons"][0]["email"] == "a.degroot@x.example"
    assert json.loads(run("export", "thema:wonen", "--format", "json").out) == []
    assert run("export", "-o", "out.xyz").code == 2
    (catalogue / "file").touch()
    assert run("export", "-o", "file/out.csv").code == 2


def test_a_reader_that_stops_early_is_no_error(
    catalogue: Path, write_page: Callable, run: Run
) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    command = f"{sys.executable} -m projectkit schema | head -c 1"
    done = subprocess.run(command, shell=True, cwd=catalogue, capture_output=True, check=False)  # noqa: S602
    assert (done.stdout, done.stderr) == (b"{", b"")
    command = f"{sys.executable} -m projectkit schema | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=catalogue, capture_output=True, check=False)  # noqa: S607
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, b"")


def test_a_read_only_catalogue_can_be_asked(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    folders = [catalogue, catalogue / "data", catalogue / "data/raw", catalogue / "data/structured"]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert len(run("list", "--json").json) == 1
        assert len(run("search", "titel", "--json").json) == 1
        assert run("validate").code == 0
    finally:
        for folder in folders:
            folder.chmod(0o755)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_writing_to_a_read_only_folder_fails_with_a_message(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    (catalogue / "data/structured").chmod(0o555)
    try:
        answer = run("ingest")
        assert (answer.code, "Permission denied" in answer.out) == (1, True)
    finally:
        (catalogue / "data/structured").chmod(0o755)


def test_explain_says_what_each_line_became(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    page = write_page(
        "a.txt", "Menu\n\n" + PAGE.replace("Status: Lopend", "Status: Lopend\nRegio: <b>Overal</b>")
    )
    run("ingest")
    answer = run("explain", "een-titel")
    lines = [line.split("\t") for line in answer.out.splitlines()]
    assert [(number, told) for number, told, _ in lines] == [
        ("1", "boilerplate"),
        ("3", "title (positional)"),
        ("5", "status (labelled)"),
        ("6", "left over"),
        ("7", "start (labelled)"),
        ("8", "theme Jeugd (labelled); theme Zorg (labelled)"),
        ("10", "section Background (labelled)"),
        ("12", "section Background (labelled)"),
    ]
    assert run("explain", str(page)).out == answer.out
    assert run("explain", str(page), "--html", "uit.html").code == 0
    html = (catalogue / "uit.html").read_text("utf-8")
    assert "&lt;b&gt;Overal&lt;/b&gt;" in html
    assert "<b>" not in html
    assert run("explain", "nothing").code == 2
    assert run("explain", str(page), "--root", "nowhere").code == 2
    assert run("explain", str(page), "--html", str(page)).code == 2
    assert run("explain", "een-titel", "--html", "data/raw/a.txt").code == 2
    assert page.read_text("utf-8").startswith("Menu")


def test_explain_says_how_a_page_is_read_that_ingest_skips(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("een vacature.txt", "Vacature\n\nSolliciteer voor 1 mei.\n")
    assert run("ingest", "--json").json["created"] == []
    told = run("explain", "data/raw/een vacature.txt").err
    way_on = "projectkit ingest 'data/raw/een vacature.txt' --force"
    assert f"`{way_on}`" in told
    assert run(*shlex.split(way_on)[1:], "--json").json["created"] != []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nl",
            [
                "projectnummer SVB/RAAK.PUB12.044 (label)",
                "penvoerder Hogeschool Leiden (label)",
                "financier ZonMw (label)",
                "bedrag van ZonMw (label)",
                "persoon Anna de Groot (label)",
                "e-mail van Anna de Groot (label)",
                "tekst Doel (label)",
                "tekst Wat nog te zeggen is (plaats)",
            ],
        ),
        (
            "en",
            [
                "project number SVB/RAAK.PUB12.044 (labelled)",
                "lead Hogeschool Leiden (labelled)",
                "funder ZonMw (labelled)",
                "amount of ZonMw (labelled)",
                "person Anna de Groot (labelled)",
                "e-mail of Anna de Groot (labelled)",
                "section Goal (labelled)",
                "section Wat nog te zeggen is (positional)",
            ],
        ),
    ],
)
def test_explain_names_values_as_a_reader_does(
    catalogue: Path, run: Run, language: str, told: list[str]
) -> None:
    (catalogue / "a.txt").write_text(
        "Een titel\n\nProjectnummer: SVB/RAAK.PUB12.044\nPenvoerder: Hogeschool Leiden\n"
        "Financier: ZonMw\nSubsidiebedrag: € 50.000\n\nDoel\n\nKinderen slapen beter.\n\n"
        "Wat nog te zeggen is\n\nDat het hier altijd regende, en daarna niet meer.\n\n"
        "Contact\n\nContactpersoon: Anna de Groot\nE-mail: a.degroot@hsleiden.example\n",
        "utf-8",
    )
    shown = run("explain", "a.txt", "--lang", language).out
    assert [words for words in told if words not in shown] == []
    assert not re.search(r"\w\[\d", shown)
    assert run("explain", "a.txt", "--html", "uit.html", "--lang", language).code == 0
    assert told[-3] in (catalogue / "uit.html").read_text("utf-8")
    answer = run("explain", "a.txt", "--json", "--lang", language).json
    uses = [use for line in answer["lines"] for use in line["uses"]]
    assert "persons[0].email" in [use["field"] for use in uses]
    assert "called" not in uses[0]
    (catalogue / "data/raw/bin.txt").write_bytes(b"\0\1")
    assert "not text" in run("explain", "data/raw/bin.txt").err


def test_schema(run: Run) -> None:
    assert run("schema").json["properties"]["title"]["label_nl"] == "titel"


@pytest.mark.parametrize("settings", ["lang = \n", 'lang = "de"\n', "langg = 1\n"])
def test_broken_settings_are_named(settings: str, catalogue: Path, run: Run) -> None:
    (catalogue / "projectkit.toml").write_text(settings)
    answer = run("list")
    assert (answer.code, "projectkit.toml" in answer.err) == (2, True)


def test_an_empty_search_and_an_empty_answer_are_said(catalogue: Path, run: Run) -> None:
    assert run("search", "").code == 2
    answer = run("search", "xyzzy")
    assert (answer.code, answer.out, answer.err) == (0, "", "nothing found\n")


COMPLETE = ("PROJECTKIT", "PYTHON _M PROJECTKIT", "PYTHON__M_PROJECTKIT")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["show", "een"], "een-titel"),
        (["list", "--sort", "tit"], "titel"),
        (["set", "een"], "een-titel"),
        (["set", "een-titel", "penv"], "penvoerder="),
        (["set", "een-titel", "nerg"], None),
        (["filter", "stat"], "status:"),
        (["filter", "status", ":", "afg"], "afgerond"),
        (["filter", "thema", ":", "GEZ"], "GEZondheid_en_Zorg"),
        (["filter", "thema", ":"], "Gezondheid_en_Zorg"),
        (["filter", "has", ":", "thema"], "thema's"),
        (["filter", "start", ":", ""], None),
        (["list", "zorg", "thema", ":", ""], "Gezondheid_en_Zorg"),
        (["search", "thema:gez"], "thema:gezondheid_en_Zorg"),
        (["search", "nergens:gez"], None),
    ],
    ids=str,
)
def test_completion(
    typed: list[str], offered: str | None, catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE + "Thema's: Gezondheid en Zorg\n")
    run("ingest")
    run("set", "een-titel", "themes=Gezondheid en Zorg")
    run("list")
    env = {f"_{name}_COMPLETE": "complete_bash" for name in COMPLETE}
    words = "\n".join(["projectkit", *typed])
    told = run(env=env | {"COMP_WORDS": words, "COMP_CWORD": str(len(typed))}).out.splitlines()
    assert offered in told if offered else not any(told)


def test_completion_makes_no_index_and_needs_no_catalogue(tmp_path: Path, run: Run) -> None:
    env = {f"_{name}_COMPLETE": "complete_bash" for name in COMPLETE}
    env |= {"COMP_WORDS": "projectkit\nfilter\nthema:a", "COMP_CWORD": "2"}
    (tmp_path / "data/structured").mkdir(parents=True)
    assert (run(env=env).out.strip(), run(env=env).err) == ("", "")
    assert not (cache_folder(tmp_path)).exists()
    assert run(env=env, cwd=Path("/")).code == 0
