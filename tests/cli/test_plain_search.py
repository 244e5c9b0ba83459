"""A question that is answered without typer is answered as the command does, whatever is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run
from projectkit.cli.plain_search import plain_question

RECORD = "id: zorg\ntitle: Zorg in de wijk\nstatus: active\n"


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


CASES: dict[str, tuple[dict[str, str], list[str], int]] = {
    "an answer": ({}, ["zorg"], 0),
    "no answer": ({}, ["zorrg"], 0),
    "fields alone": ({}, ["status:active"], 0),
    "settings that are used": ({"projectkit.toml": '[columns]\nx = ["id"]\n'}, ["zorg"], 0),
    "settings of comments alone": ({"projectkit.toml": "# Settings\n\n  # lang = 1\n"}, ["zorg"], 0),
    "broken settings": ({"projectkit.toml": "lang = "}, ["zorg"], 2),
    "an unknown setting": ({"projectkit.toml": "taal = 'nl'\n"}, ["zorg"], 2),
    "settings that are a folder": ({"projectkit.toml/x": ""}, ["zorg"], 2),
    "a broken record": ({"data/structured/stuk.yaml": "id: ["}, ["zorg"], 0),
    "broken records alone": ({"data/structured/zorg.yaml": "title: [\n"}, ["zorg"], 0),
    "an unknown field": ({}, ["zorg", "tema:jeugd"], 2),
    "a query that does not close": ({}, ["(zorg"], 2),
    "no word": ({}, [" "], 2),
}  # fmt: skip


@pytest.mark.parametrize("command", ["search", "list", "filter"])
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(
    "options", [(["--json"], ["--json", "--format", "json"]), ([], ["--format", "tsv"])]
)
def test_a_plain_search_says_what_the_command_says(
    command: str, case: str, options: tuple[list[str], list[str]], tmp_path: Path, run: Run
) -> None:
    files, words, code = CASES[case]
    write(tmp_path, {"data/structured/zorg.yaml": RECORD} | files)
    quick, slow = (run(command, *each, *words) for each in options)
    assert (quick.code, quick.out, quick.err) == (slow.code, slow.out, slow.err)
    assert quick.code == (0 if (command, case) == ("list", "no word") else code)


def test_without_a_catalogue_both_say_so(tmp_path: Path, run: Run) -> None:
    quick, slow = (run("search", *each, "zorg", cwd=tmp_path) for each in ([], ["--format", "tsv"]))
    assert (quick.code, quick.out, quick.err) == (slow.code, slow.out, slow.err)
    assert quick.err.startswith("projectkit: no catalogue in ")


@pytest.mark.parametrize(
    ("arguments", "understood"),
    [
        (["zorg"], True),
        (["zorg", "-n", "3", "--json", "--from", "delen"], True),
        (["--", "-n"], True),
        ([], False),
        (["zorg", "-n", "-1"], False),
        (["zorg", "-n", "9" * 30], False),
        (["zorg", "-n"], False),
        (["zorg", "--from"], False),
        (["zorg", "--limit=3"], False),
        (["zorg", "--sort", "-start", "--columns", "titel", "--facets", "thema"], True),
        (["zorg", "--all"], True),
        (["zorg", "--sort"], False),
        (["zorg", "--format", "json"], False),
        (["--help"], False),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_typer(
    arguments: list[str],
    understood: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PROJECTKIT_LANG", "en")
    assert (plain_question(["search", *arguments]) is not None) == understood
    monkeypatch.setenv("PROJECTKIT_LANG", "fr")
    assert plain_question(["search", *arguments]) is None


def test_list_and_filter_are_plain_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROJECTKIT_LANG", "en")
    assert plain_question(["list"]) is not None
    assert plain_question(["filter"]) is None
    assert plain_question(["filter", "zorg", "--json"]) is not None
    assert plain_question(["list", "--all"]) is None
    assert plain_question([]) is None
    assert plain_question(["show", "zorg"]) is None
