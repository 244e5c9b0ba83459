"""Each layer imports only from those below it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import projectkit

PACKAGE = Path(projectkit.__file__).parent
# Lowest first. A layer may import itself and what stands before it.
LAYERS = [
    "language", "model", "dutch", "reading", "parsing", "validation", "catalogue", "search", "export", "report", "diagnostics", "bulk", "importing", "cli",
]  # fmt: skip
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE)


def imported(path: Path) -> set[str]:
    """The layers that a module imports, wherever in the module."""
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
    froms = {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return froms | {a.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_down_only(path: Path) -> None:
    layer = path.relative_to(PACKAGE).parts[0]
    allowed = set(LAYERS[: LAYERS.index(layer) + 1])
    assert imported(path) <= allowed


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_command_line_knows_typer_and_rich(path: Path) -> None:
    if path.relative_to(PACKAGE).parts[0] != "cli":
        assert not packages(path) & {"typer", "rich"}


def test_finders_do_not_know_each_other() -> None:
    for path in (PACKAGE / "parsing/finders").glob("[a-z]*.py"):
        assert "projectkit.parsing.finders" not in path.read_text("utf-8"), path


def test_every_layer_is_listed() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == set(LAYERS)
