"""Docstrings that users read, whether or not Python keeps them."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Any

_WITHOUT_DOCSTRINGS = 2


def docstring(described: Callable[..., Any]) -> str | None:
    """The docstring of a function or class, from its source: PYTHONOPTIMIZE=2 drops it."""
    if sys.flags.optimize < _WITHOUT_DOCSTRINGS:
        return inspect.getdoc(described)
    import ast  # noqa: PLC0415  (few run Python so)

    (definition,) = ast.parse(inspect.getsource(inspect.unwrap(described))).body
    if isinstance(definition, ast.FunctionDef | ast.ClassDef):
        return ast.get_docstring(definition)
    return None
