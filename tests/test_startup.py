"""Start-up counts: what is heavy is imported only by the commands that need it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import clean_environment

HEAVY = {"rich", "pydantic", "yaml", "phonenumbers", "tomllib", "selectolax"}


def imported_by(*arguments: str, cwd: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "projectkit", *arguments],
        cwd=cwd,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}


def test_version_imports_nothing_heavy(tmp_path: Path) -> None:
    assert not imported_by("--version", cwd=tmp_path) & HEAVY


def test_init_imports_nothing_heavy(tmp_path: Path) -> None:
    assert not imported_by("init", cwd=tmp_path) & HEAVY


@pytest.mark.parametrize("arguments", [["list", "--json"], ["search", "jeugdzorg"], ["filter", "status:active"]])
def test_plain_answers_need_no_rich_and_no_parser(arguments: list[str], demo_root: Path) -> None:
    names = imported_by(*arguments, cwd=demo_root)
    assert "rich" not in names
    assert "phonenumbers" not in names


def test_schema_needs_no_yaml(tmp_path: Path) -> None:
    assert "yaml" not in imported_by("schema", cwd=tmp_path)
