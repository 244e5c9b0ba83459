"""What scripts and agents read: JSON of every command in its documented shape, and errors as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from conftest import REPOSITORY, Run
from projectkit.cli.command_list import command_list, error_codes, json_shapes
from projectkit.cli.errors import ERRORS
from projectkit.cli.exit_codes import EXIT_CODES, FINDINGS
from projectkit.model.errors import ProjectkitError

RECORD = "schema_version: 1\nid: {id}\ntitle: {id}\nstatus: active\nstart_date: '2020'\nthemes:\n- Zorg\npersons:\n- name: Anna Bos\n"
PAGE = (
    "Titel: Slaapfonds\nStatus: Lopend\nStartdatum: 1 mei 2020\nPenvoerder: Hogeschool Duinrand\n"
)
ROWS = "id,title,status\neen,een,afgerond\ndrie,drie,lopend\nvier,vier,onzin\n"
LAYOUT = REPOSITORY / "docs/examples/duinrand.yaml"


def check(shape: dict[str, Any], found: object) -> None:
    Draft202012Validator(shape | {"$defs": json_shapes()["$defs"]}).validate(found)


@pytest.fixture
def filled(catalogue: Path, write_page: Callable[[str, str], Path]) -> Path:
    for name in ("een", "twee"):
        (catalogue / f"data/structured/{name}.yaml").write_text(RECORD.format(id=name), "utf-8")
    write_page("slaapfonds.txt", PAGE)
    (catalogue / "rij.csv").write_text(ROWS, "utf-8")
    editor = catalogue / "editor.sh"
    editor.write_text("#!/bin/sh\nsed -i 's/active/planned/' \"$1\"\n")
    editor.chmod(0o755)
    return catalogue


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("init", ["init", "nieuw"], 0),
        ("init", ["init"], 0),
        ("ingest", ["ingest"], 0),
        ("explain", ["explain", "data/raw/slaapfonds.txt"], 0),
        ("layout test", ["layout", "test", str(LAYOUT), "data/raw"], 1),
        ("list", ["list"], 0),
        ("list", ["list", "--facets", "thema,status"], 0),
        ("show", ["show", "een"], 0),
        ("open", ["open", "slaapfonds"], 0),
        ("search", ["search", "zorg"], 0),
        ("search", ["search", "zorg", "--why", "een"], 0),
        ("filter", ["filter", "status:lopend"], 0),
        ("similar", ["similar", "een"], 0),
        ("report", ["report"], 0),
        ("report", ["report", "--by", "thema"], 0),
        ("report", ["report", "--by", "thema", "--per", "jaar"], 0),
        ("import", ["import", "rij.csv", "--dry-run"], 1),
        ("import", ["import", "rij.csv", "--dry-run", "--diff"], 1),
        ("set", ["set", "een", "status=afgerond", "persoon+=Piet Jansen (lector)"], 0),
        ("set", ["set", "--where", "has:title", "status=lopend"], 0),
        ("edit", ["edit", "een"], 0),
        ("undo", ["undo"], 0),
        ("duplicates", ["duplicates"], 0),
        ("merge", ["merge", "een", "twee"], 0),
        ("merge", ["merge", "een", "twee", "--dry-run"], 0),
        ("privacy find", ["privacy", "find", "Anna Bos"], 0),
        ("privacy erase", ["privacy", "erase", "Anna Bos", "--yes"], 0),
        ("privacy erase", ["privacy", "erase", "Piet Jansen"], 0),
        ("validate", ["validate"], 0),
        ("rule", ["rule"], 0),
        ("rule", ["rule", "M004", "--lang", "nl"], 0),
        ("learn", ["learn", "--dry-run"], 0),
        ("config", ["config"], 0),
        ("help", ["help"], 0),
        ("help", ["help", "privacy"], 0),
        ("schema", ["schema"], 0),
        ("schema", ["schema", "--commands"], 0),
    ],
)
def test_what_a_command_writes_has_the_documented_shape(
    filled: Path, run: Run, name: str, arguments: list[str], code: int
) -> None:
    editor = {"EDITOR": str(filled / "editor.sh"), "VISUAL": ""}
    if name == "undo":
        assert run("set", "een", "status=gestopt").code == 0
        arguments = [*arguments, "--yes"]
    if name == "open":
        assert run("ingest").code == 0
    answer = run(*arguments, "--json", env=editor)
    assert answer.code == code, answer.err
    check(json_shapes()["commands"][name], answer.json)


def test_what_an_export_cannot_hold_is_json_on_stderr(filled: Path, run: Run) -> None:
    answer = run("export", "-o", "uit.csv", "--json")
    check(json_shapes()["commands"]["export"], json.loads(answer.err))


def test_every_command_writes_json_of_a_documented_shape() -> None:
    commands: Any = command_list()["commands"]
    assert {each["name"] for each in commands} == set(json_shapes()["commands"])
    without = [
        each["name"]
        for each in commands
        if not any("--json" in option["names"] for option in each["options"])
    ]
    assert without == []
    for shape in json_shapes()["commands"].values():
        Draft202012Validator.check_schema(shape)


def test_the_list_of_commands_says_all_that_a_call_needs(run: Run) -> None:
    told = run("schema", "--commands").json
    by_name = {each["name"]: each for each in told["commands"]}
    change = by_name["set"]
    assert change["arguments"][0]["repeats"]
    assert next(each for each in change["options"] if "--where" in each["names"])["value"] == "text"
    assert by_name["validate"]["exit_codes"] == [0, 1, 2, 130]
    assert by_name["list"]["exit_codes"] == [0, 2, 130]
    assert next(each for each in told["fields"] if each["name"] == "id")["set"] is False
    assert (
        "afgerond" in next(each for each in told["fields"] if each["name"] == "status")["choices"]
    )
    dutch = run("schema", "--commands", "--lang", "nl").json
    assert dutch["exit_codes"].keys() == told["exit_codes"].keys() == {"0", "1", "2", "130"}


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["show", "niets"], "catalogue"),
        (["list", "--sort", "kleur"], "unknown_field"),
        (["search", "titel["], "query"),
        (["list", "--root", "/nergens"], "no_catalogue"),
        (["list", "--kleur"], "usage"),
        (["kleur"], "usage"),
        (["set"], "usage"),
        (["set", "een", "status=onzin"], "catalogue"),
        (["rule", "M999"], "unknown_rule"),
        (["import", "leeg.json"], "import_file"),
        (["explain", "een", "--html", "a.html"], "usage"),
        (["undo"], "catalogue"),
    ],
)
def test_an_error_is_one_json_object_on_the_last_line_of_stderr(
    filled: Path, run: Run, arguments: list[str], error: str
) -> None:
    (filled / "leeg.json").write_text("{", "utf-8")
    run("set", "een", "status=gestopt")
    answer = run(*arguments, "--json")
    assert (answer.code, answer.out) == (2, "")
    told = json.loads(answer.err.splitlines()[-1])
    check(json_shapes()["error"], told)
    assert told["error"]["code"] == error
    assert told["error"]["exit_code"] == 2
    if error == "usage":
        assert "--help" in told["error"]["hint"]


def test_broken_settings_are_json_too(filled: Path, run: Run) -> None:
    (filled / "projectkit.toml").write_text("kleur = 1\n", "utf-8")
    told = json.loads(run("list", "--json").err.splitlines()[-1])
    assert told["error"]["code"] == "settings"


def test_without_json_errors_are_for_people(filled: Path, run: Run) -> None:
    assert run("show", "niets").err == (
        "projectkit: there is no record `niets`; `projectkit list` shows them all\n"
    )
    assert run("list", "--", "--json").code == 0


def test_the_code_of_an_error_is_that_of_its_nearest_class() -> None:
    codes = [each.code for each in error_codes()]
    assert len(codes) == len(set(codes))
    assert ERRORS[ProjectkitError.__name__].code == "refused"


def test_only_commands_that_can_find_something_end_with_one() -> None:
    assert sorted(EXIT_CODES) == [0, 1, 2, 130]
    names = {f"projectkit {name}" for name in json_shapes()["commands"]}
    assert set(FINDINGS) <= names


def test_help_for_programs_is_of_the_command_that_was_named(run: Run) -> None:
    named = [each["name"] for each in run("help", "privacy", "--json").json]
    assert named == ["privacy find", "privacy erase"]
    assert [each["name"] for each in run("help", "set", "--json").json] == ["set"]
    assert len(run("help", "--json").json) == len(json_shapes()["commands"])


def test_what_a_fetch_does_and_what_is_forgotten_has_the_documented_shape(
    filled: Path, run: Run
) -> None:
    fetched = run("fetch", "http://127.0.0.1:9/", "--json")
    assert fetched.code == 1
    check(json_shapes()["commands"]["fetch"], fetched.json)
    missing = run("learn", "--forget", "all", "--json")
    assert json.loads(missing.err)["error"]["code"] == "usage"
