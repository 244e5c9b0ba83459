"""The answer does not depend on how Python was started, or on what lies in the working folder."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest

from conftest import Ran, Run, clean_environment

PLANTED = ["yaml", "typing", "re", "enum", "signal", "json", "typer", "tantivy", "multiprocessing"]


@pytest.mark.parametrize(
    "command", [["list"], ["search", "zorg"], ["ingest"], ["--help"], ["validate"]]
)
def test_modules_of_the_working_folder_do_not_run(
    catalogue: Path, run_process: Run, command: list[str]
) -> None:
    (catalogue / "data/structured/a.yaml").write_text("id: a\ntitle: A\n")
    for name in PLANTED:
        (catalogue / f"{name}.py").write_text(f"print('{name} of the folder runs')")
    answer = run_process(*command, env={"PYTHONSAFEPATH": ""})
    assert "of the folder runs" not in answer.out + answer.err
    assert answer.code == 0


def test_processes_that_are_started_run_none_either(catalogue: Path, run_process: Run) -> None:
    for number in range(60):
        text = (
            f"Buurttuin {number}\n\nStatus: Lopend\n\nDoel\n\nBewoners willen een tuin beginnen.\n"
        )
        (catalogue / f"data/raw/p{number}.txt").write_text(text)
    for name in PLANTED:
        (catalogue / f"{name}.py").write_text("open('it ran', 'w')")
    answer = run_process("ingest", env={"PYTHONSAFEPATH": ""})
    assert answer.code == 0
    assert not (catalogue / "it ran").exists()


@pytest.fixture(scope="module")
def without_docstrings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which Python drops docstrings, and compiles each module for that once."""
    compiled = str(tmp_path_factory.mktemp("compiled"))
    return {
        "PYTHONOPTIMIZE": "2",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": compiled,
    }


@pytest.mark.parametrize(
    "command", [[], ["ingest"], ["privacy"], ["privacy", "find"], ["layout", "test"]]
)
def test_help_needs_no_docstrings(
    without_docstrings: dict[str, str], run_process: Run, run_warm: Run, command: list[str]
) -> None:
    for lang in ("en", "nl"):
        language = {"PROJECTKIT_LANG": lang}
        usual = run_warm(*command, "--help", env=language)
        assert run_process(*command, "--help", env=language | without_docstrings) == usual


def test_neither_does_the_schema(
    without_docstrings: dict[str, str], run_process: Run, run_warm: Run
) -> None:
    usual = run_warm("schema")
    assert "What sort of thing a record describes." in usual.out
    assert run_process("schema", env=without_docstrings) == usual


def test_a_locale_without_utf8_changes_no_answer(catalogue: Path, run_warm: Run) -> None:
    (catalogue / "data/structured/zoë.yaml").write_text("id: zoe\ntitle: Café Zoë\n", "utf-8")
    (catalogue / "data/raw/bûurt.txt").write_text("Bûurttuin\n\nStatus: Lopend\n", "utf-8")
    poor = clean_environment() | {"PYTHONUTF8": "0", "PROJECTKIT_LANG": "en"}
    locales = {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LANG": "C", "PYTHONCOERCECLOCALE": "0"}
    commands = (
        ["filter", "title:café"],
        ["search", "Zoë", "--json"],
        ["explain", "data/raw/bûurt.txt"],
        ["validate"],
    )
    for command, locale in zip(commands, cycle(locales), strict=False):
        rich = run_warm(*command, env={"PROJECTKIT_LANG": "en"})
        done = subprocess.run(
            [sys.executable, "-m", "projectkit", *command],
            cwd=catalogue,
            env=poor | locale,
            capture_output=True,
            check=False,
        )
        answer = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert answer == rich, locale


def test_python_that_refuses_utf8_is_not_started_for_ever(catalogue: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "projectkit", "list"],
        cwd=catalogue,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 0
