"""Text of others does nothing to a terminal, whatever command shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from terminal_text import faults, make_catalogue

Screen = Callable[..., str]

# Each command that shows text of others, and a word of that text that shows it did; none where only names are shown.
COMMANDS = [
    (["list"], "Nummer"),
    (["list", "--columns", "titel,themes,lead,persons,identifiers,funder"], "Nummer"),
    (["list", "--json"], "Nummer"),
    (["show", "h1"], "Nummer"),
    (["show", "h1", "--lang", "nl"], "Nummer"),
    (["show", "h1", "--json"], "Nummer"),
    (["show", "odd"], "id"),
    (["show", "broken"], "YAML"),
    (["search", "jeugdzorg"], "Nummer"),
    (["search", "jeugdzorg", "--facets", "thema,organisatie,status"], "rood"),
    (["search", "jeugdzorg", "--why", "h1"], "jeugdzorg"),
    (["search", "jeugdzorgg"], ""),
    (["search", "jeugdzorg", "--json"], "Nummer"),
    (["filter", "status:lopend"], "Nummer"),
    (["filter", "thema:\x1b[2J"], ""),
    (["filter", "\x1b[2J:zorg"], ""),
    (["similar", "h1"], "Nummer"),
    (["duplicates"], "h2"),
    (["merge", "h1", "h2", "--dry-run"], ""),
    (["validate"], "rood"),
    (["validate", "--format", "concise"], "rood"),
    (["validate", "--format", "full"], "rood"),
    (["validate", "--format", "json"], "rood"),
    (["validate", "--format", "github"], "rood"),
    (["validate", "--format", "gitlab"], "rood"),
    (["validate", "--format", "sarif"], "rood"),
    (["validate", "--format", "junit"], "rood"),
    (["validate", "--format", "markdown"], "rood"),
    (["validate", "--fix", "--dry-run"], ""),
    (["validate", "data/raw"], ""),
    (["explain", "data/raw/h.txt"], "rood"),
    (["explain", "data/raw/q.html"], "rood"),
    (["explain", "h1"], "rood"),
    (["privacy", "find", "Anna"], "Anna"),
    (["privacy", "find", "titel"], "rood"),
    (["privacy", "erase", "Anna", "--dry-run"], ""),
    (["ingest", "--dry-run"], "rood"),
    (["ingest", "--dry-run", "--diff"], "rood"),
    (["ingest", "--dry-run", "--unknown"], "label"),
    (["ingest", "--dry-run", "--json"], "data/raw"),
    (["layout", "test", "layouts/eigen.yaml", "data/raw"], "nergens"),
    (["report"], "rood"),
    (["report", "--by", "thema", "--per", "status"], "rood"),
    (["import", "in.csv", "--dry-run", "--diff"], "rood"),
    (["set", "h1", "themes+=\x1b[2Jrood", "--dry-run"], "rood"),
    (["set", "h1", "\x1b[2J=rood"], ""),
    (["show", "\x1b[2J"], ""),
    (["explain", "\x1b[2J"], ""),
    (["export", "--format", "csv"], "Nummer"),
    (["export", "--format", "json"], "Nummer"),
    (["export", "--format", "yaml"], "Nummer"),
    (["export", "--format", "md"], "Nummer"),
    (["export", "--format", "jsonl"], "Nummer"),
    (["export", "--format", "jsonld"], "Nummer"),
    (["export", "--format", "cerif"], "Nummer"),
    (["export", "--format", "datacite"], "Nummer"),
    (["export", "--format", "tsv"], "Nummer"),
    (["export", "--format", "html"], "Nummer"),
    (["export", "-o", "\x1b[2J.csv"], ""),
    (["--root", "\x1b[2J", "list"], ""),
    (["list", "--root", "\x1b[2J"], ""),
    (["\x1b[2J"], ""),
    (["list", "--\x1b[2J"], ""),
    (["bulk", "\x1b[2J", "--to", "uit"], ""),
    (["rule", "\x1b[2J"], ""),
    (["fetch", "https://\x1b[2J/"], ""),
    (["fetch", "--list", "\x1b[2J"], ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    make_catalogue(root)
    return root


@pytest.mark.parametrize(("arguments", "word"), COMMANDS, ids=lambda value: ascii(" ".join(value)) if isinstance(value, list) else "")  # fmt: skip
def test_no_command_lets_a_control_character_through(
    hostile: Path, screen: Screen, arguments: list[str], word: str
) -> None:
    shown = screen(*arguments, cwd=hostile)
    assert faults(shown) == []
    assert "Traceback" not in shown
    assert word in shown
