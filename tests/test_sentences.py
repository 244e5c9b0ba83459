"""Code reads like sentences: short conditions, short lines, and one class name for one thing."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import REPOSITORY

PACKAGE = REPOSITORY / "src/projectkit"
MODULES = [*sorted(PACKAGE.rglob("*.py")), *sorted((REPOSITORY / "tools").rglob("*.py"))]
MOST_OPERATORS = 2


def expressions(tree: ast.AST) -> Iterator[ast.expr]:
    """The outermost expressions of each statement."""
    for statement in ast.walk(tree):
        if isinstance(statement, ast.stmt):
            yield from (
                part for part in ast.iter_child_nodes(statement) if isinstance(part, ast.expr)
            )


def operators(expression: ast.expr) -> int:
    """How many `and` and `or` an expression has."""
    return sum(
        len(part.values) - 1 for part in ast.walk(expression) if isinstance(part, ast.BoolOp)
    )


def is_nested(expression: ast.expr) -> bool:
    """Whether a conditional expression has another inside."""
    conditionals = [part for part in ast.walk(expression) if isinstance(part, ast.IfExp)]
    return any(
        isinstance(inner, ast.IfExp)
        for outer in conditionals
        for inner in ast.walk(outer)
        if inner is not outer
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_a_condition_can_be_read_aloud(path: Path) -> None:
    for expression in expressions(ast.parse(path.read_text("utf-8"))):
        assert operators(expression) <= MOST_OPERATORS, (
            f"{path}:{expression.lineno}: name the parts of this condition"
        )
        assert not is_nested(expression), (
            f"{path}:{expression.lineno}: a condition within a condition"
        )


def test_a_class_name_stands_for_one_thing() -> None:
    names = Counter(
        node.name.lstrip("_")
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []
