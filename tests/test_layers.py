"""Each layer imports only from those below it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import projectkit

PACKAGE = Path(projectkit.__file__).parent
# Lowest first. A layer may import itself and those before it.
LAYERS = [
    "language", "model", "dutch", "reading", "parsing", "learning", "validation", "store", "catalogue", "fetching", "search", "export", "report", "diagnostics", "bulk", "importing", "cli",
]  # fmt: skip
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE)


def imported(path: Path) -> set[str]:
    """The layers that a module imports, anywhere in the module."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("projectkit.")}


def packages(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    froms = {
        node.module.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
    }
    return froms | {
        a.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for a in node.names
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_down_only(path: Path) -> None:
    layer = path.relative_to(PACKAGE).parts[0]
    allowed = set(LAYERS[: LAYERS.index(layer) + 1])
    assert imported(path) <= allowed


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_command_line_knows_typer_click_and_rich(path: Path) -> None:
    if path.relative_to(PACKAGE).parts[0] != "cli":
        assert not packages(path) & {"typer", "click", "rich"}


# The stages of reading, in the order in which a page passes through them: a stage may import itself
# and those before it.
STAGES = ["vocabulary", "lines", "words", "site", "findings", "record"]


@pytest.mark.parametrize("stage", STAGES)
def test_stages_of_reading_know_only_those_before_them(stage: str) -> None:
    for path in (PACKAGE / "parsing" / stage).glob("*.py"):
        known = {name for name in STAGES if f"projectkit.parsing.{name}" in path.read_text("utf-8")}
        assert known <= set(STAGES[: STAGES.index(stage) + 1]), path


def test_readers_of_values_do_not_know_each_other() -> None:
    readers = ["facts", "labels", "links", "organisations", "persons", "subprojects", "title"]
    for name in readers:
        text = (PACKAGE / f"parsing/findings/{name}.py").read_text("utf-8")
        assert not any(f"parsing.findings.{other} import" in text for other in readers), name


def test_every_layer_is_listed() -> None:
    folders = {
        path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    assert folders == set(LAYERS)
