"""Every command in README does something on the demo, in the order given there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import REPOSITORY, Run

BLOCKS = re.findall(
    r"^```sh\n(.+?)^```", (REPOSITORY / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
)
(COMMANDS,) = (block.splitlines() for block in BLOCKS if block.startswith("projectkit "))
NOTHING = ("no duplicates", "nobody", "no record", "Error")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The demo in a repository with a branch, as a reader of README has it."""
    for name in ("data", "docs/examples", "schema"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    for arguments in (["init", "-qb", "main"], ["add", "."], ["commit", "-qm", "The demo"]):
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", *arguments]
        subprocess.run(command, cwd=tmp_path, check=True)
    return tmp_path


def test_every_command_does_something_on_the_demo(clone: Path, run: Run) -> None:
    assert len(COMMANDS) >= 20
    for line in COMMANDS:
        _, *arguments = shlex.split(line, comments=True)
        answer = run(*arguments, cwd=clone, env={"EDITOR": "true", "PROJECTKIT_LANG": "en"})
        assert answer.code == 0, (line, answer)
        assert answer.out or answer.err, line
        assert not any(word in answer.out + answer.err for word in NOTHING), (line, answer)


def test_readme_shows_each_command(run: Run) -> None:
    # What `fetch` and `learn` do cannot be shown on the demo: they need the web and corrections.
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    assert "projectkit fetch https://" in readme
    assert "`projectkit learn`" in readme
    shown = {shlex.split(line)[1] for line in COMMANDS} | {"merge", "fetch", "learn"}
    known = set(
        re.findall(
            r"^  ([a-z]+) +[A-Z]", run("--help", env={"PROJECTKIT_LANG": "en"}).out, re.MULTILINE
        )
    )
    assert shown == known
