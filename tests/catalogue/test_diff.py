"""Diffs have a line each, and `patch` reads them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import Run
from projectkit.catalogue.diff import text_diff

SIGN = "\\ No newline at end of file\n"
CASES = [
    ("a\nb", "a\nc\n", f"-b\n{SIGN}+c\n"),
    ("a\nb\n", "a\nc", f"-b\n+c\n{SIGN}"),
    ("a\nb", "a\nc", f"-b\n{SIGN}+c\n{SIGN}"),
    ("a", "a\n", f"-a\n{SIGN}+a\n"),
    ("a\nb", "c\nb", f"-a\n+c\n b\n{SIGN}"),
    ("", "a", f"+a\n{SIGN}"),
    ("a\u2028b\nc\n", "a\u2028b\nd\n", " a\u2028b\n-c\n+d\n"),
    ("a\x0cb\n", "a\x0cc\n", "-a\x0cb\n+a\x0cc\n"),
    ("a\r\nb\r\n", "a\r\nc\r\n", " a\r\n-b\r\n+c\r\n"),
]


def told(old: str, new: str) -> str:
    _before, _after, _at, *lines = text_diff(old, new, "f.yaml")
    return "".join(lines)


@pytest.mark.parametrize(("old", "new", "diff"), CASES)
def test_every_line_is_one(old: str, new: str, diff: str) -> None:
    assert told(old, new).endswith(diff)


@pytest.mark.parametrize(("old", "new", "_diff"), CASES)
@pytest.mark.skipif(not shutil.which("patch"), reason="there is no patch here")
def test_patch_makes_the_new_text_of_the_old(
    old: str, new: str, _diff: str, tmp_path: Path
) -> None:
    if old:
        (tmp_path / "f.yaml").write_bytes(old.encode())
    subprocess.run(
        ["patch", "-p1", "--binary", "--silent"],  # noqa: S607
        cwd=tmp_path,
        input="".join(text_diff(old, new, "f.yaml")).encode(),
        check=True,
    )
    assert (tmp_path / "f.yaml").read_bytes() == new.encode()


def test_the_diff_of_a_command_ends_its_lines(catalogue: Path, run: Run) -> None:
    path = catalogue / "data/structured/a.yaml"
    path.write_text("id: a\ntitle: X\nstatus: active")
    assert run("set", "a", "status=afgerond", "--dry-run").out.endswith(
        f"-status: active\n{SIGN}+status: completed\n{SIGN}"
    )
