"""Every command of the tutorials and recipes runs on a terminal and shows what the text says."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import REPOSITORY, clean_environment
from terminal import run_in_terminal
from warm import WarmProcess

# Commands, optionally with a note on their exit code before them, and what they show.
BLOCK = re.compile(
    r"^(?:<!-- (?P<note>exit \d|elsewhere) -->\n)?```sh\n(?P<commands>.+?)^```\n(?:\n```text\n(?P<shown>.+?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
# What a reader does in the editor of step 4.
EDITOR = "#!/bin/sh\nsed -i.bak 's/^status: active$/status: completed/' \"$1\"\n"
# A file that the reader creates.
FILE = re.compile(
    r"^<!-- file (?P<name>\S+) -->\n```\w+\n(?P<text>.+?)^```\n", re.MULTILINE | re.DOTALL
)


class Block(NamedTuple):
    commands: str
    exit_code: int
    shown: list[str]


def blocks(page: Path) -> list[Block]:
    """The commands of a page that run here, in order."""
    text = FILE.sub(
        r"```sh\nmkdir -p $(dirname \g<name>)\ncat > \g<name> << '@@'\n\g<text>@@\n```\n",
        page.read_text("utf-8"),
    )
    found = [
        Block(each["commands"], int((each["note"] or "0")[-1]), (each["shown"] or "").splitlines())
        for each in BLOCK.finditer(text)
        if each["note"] != "elsewhere"
    ]
    assert len(found) == text.count("```sh\n") - text.count("<!-- elsewhere -->\n```sh\n")
    return found


def shell(found: list[Block]) -> str:
    """A script that runs all blocks and prints the exit code of each: that of its last failure."""
    lines = ["trap 'code=$?' ERR"]
    for block in found:
        lines += ["code=0", block.commands.rstrip("\n"), 'echo "@@ $code"']
    return "\n".join(lines)


def said(line: str, output: str) -> bool:
    """Whether the output has a line; … stands for anything."""
    pattern = ".*".join(re.escape(part) for part in line.strip().split("…"))
    return re.search(pattern, output) is not None


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The demo, and an editor that does what the text says."""
    for name in ("data", "docs", "schema"):
        shutil.copytree(REPOSITORY / name, tmp_path / "clone" / name)
    editor = tmp_path / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    return tmp_path / "clone"


PAGES = ["tutorial-nl.md", "how-to.md", "van-browser-naar-jaarverslag.md", "learning.md"]
# The same pages in the other language, which takes as long again.
TRANSLATIONS = [
    "tutorial-en.md",
    "hoe-doe-ik.md",
    "from-browser-to-annual-report.md",
    "leren-van-verbeteringen.md",
]


@pytest.mark.parametrize(
    "name", [*PAGES, *(pytest.param(name, marks=pytest.mark.gate) for name in TRANSLATIONS)]
)
def test_a_page_does_what_it_says(
    name: str, clone: Path, tmp_path: Path, warm: WarmProcess
) -> None:
    pytest.importorskip("vl_convert", reason="the web page needs the extra `report`")
    pytest.importorskip("mammoth", reason="Word documents need the extra `documents`")
    found = blocks(clone / "docs" / name)
    assert len(found) >= 5
    env = clean_environment() | {"EDITOR": str(tmp_path / "editor"), "NO_COLOR": "1"}
    env["PATH"] = os.pathsep.join([str(warm.path), str(Path(sys.executable).parent), env["PATH"]])
    bash = shutil.which("bash") or "bash"
    screen = ESCAPE.sub("", run_in_terminal([bash, "-c", shell(found)], clone, env))
    outputs = re.findall(r"(.*?)^@@ (\d+)$\n?", screen, re.MULTILINE | re.DOTALL)
    assert len(outputs) == len(found), screen
    for block, (output, code) in zip(found, outputs, strict=True):
        assert int(code) == block.exit_code, f"{block.commands}\n{output}"
        assert "Traceback" not in output
        for line in block.shown:
            assert said(line, output), (
                f"{line!r} is not in the output of these commands:\n{block.commands}\n{output}"
            )
