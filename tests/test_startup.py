"""Start-up time counts: heavy modules are imported only by the commands that need them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run, clean_environment

HEAVY = {
    "rich",
    "pydantic",
    "yaml",
    "phonenumbers",
    "tomllib",
    "selectolax",
    "pycrfsuite",
    "httpcore",
}


def imported_by(*arguments: str, cwd: Path, fails: bool = False) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "projectkit", *arguments],
        cwd=cwd,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=not fails,
    )
    names = {
        line.rsplit("|", 1)[-1].strip()
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    }
    return names | {name.split(".")[0] for name in names}


def test_version_imports_nothing_heavy(tmp_path: Path) -> None:
    assert not imported_by("--version", cwd=tmp_path) & HEAVY


def test_init_imports_nothing_heavy(tmp_path: Path) -> None:
    assert not imported_by("init", cwd=tmp_path) & HEAVY


@pytest.mark.parametrize(
    "arguments", [["list", "--json"], ["search", "jeugdzorg"], ["filter", "status:active"]]
)
def test_plain_answers_need_no_rich_and_no_parser(arguments: list[str], demo_root: Path) -> None:
    names = imported_by(*arguments, cwd=demo_root)
    assert "rich" not in names
    assert "phonenumbers" not in names
    assert "pycrfsuite" not in names


def test_schema_needs_no_yaml(tmp_path: Path) -> None:
    assert "yaml" not in imported_by("schema", cwd=tmp_path)


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        (["export", "-o", "out.csv"], {"pydantic", "yaml", "openpyxl", "selectolax", "pycrfsuite"}),
        (["report"], {"pydantic", "yaml", "phonenumbers", "pycrfsuite"}),
        (["show", "project-1", "--format", "page"], {"pydantic", "yaml", "rich", "phonenumbers"}),
        (["list", "--format", "table"], {"pydantic", "yaml", "rich", "phonenumbers"}),
        (
            ["validate"],
            {
                "projectkit.parsing.page",
                "selectolax",
                "pycrfsuite",
                "pydantic",
                "rich",
                "yaml",
                "phonenumbers",
                "concurrent.futures.process",
            },
        ),
        (
            ["ingest"],
            {
                "projectkit.parsing.page",
                "selectolax",
                "pycrfsuite",
                "pydantic",
                "rich",
                "yaml",
                "concurrent.futures.process",
            },
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_imports_no_more_than_it_needs(
    arguments: list[str], unneeded: set[str], catalogue: Path, run: Run
) -> None:
    for number in range(3):
        page = f"Project {number}\n\nStatus: Lopend\nStartdatum: 202{number}\n\nDoel\n\nJongeren slapen beter.\n"
        (catalogue / f"data/raw/{number}.txt").write_text(page, "utf-8")
    (catalogue / "data/raw/leeg.txt").write_text("Nieuws\n", "utf-8")
    assert run("ingest").code == 0
    # The first search looks at all new files, which have settled by then.
    imported_by(*arguments, cwd=catalogue)
    names = imported_by(*arguments, cwd=catalogue)
    assert "projectkit.cli.app" in names
    assert not names & unneeded


def test_a_validate_that_finds_what_it_found_imports_no_parser(catalogue: Path, run: Run) -> None:
    record = catalogue / "data/structured/a.yaml"
    record.write_text(
        "id: a\nstatus: actief\npersons:\n- name: A\n  phone: '+31307001234'\n", "utf-8"
    )
    heavy = {"pydantic", "yaml", "phonenumbers", "rich"}
    first = imported_by("validate", cwd=catalogue, fails=True)
    assert {"pydantic", "yaml"} <= first & heavy
    assert run("validate").code == 1
    again = imported_by("validate", cwd=catalogue, fails=True)
    assert not again & heavy
