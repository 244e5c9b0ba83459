"""Finds messages in the code, for pybabel: calls of `_`, `later` and `plural`, and docstrings that are help."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from babel.messages.extract import extract_python

from projectkit.cli.command import paragraphs

# Our functions, as gettext calls them.
OURS = {"later": "_", "plural": "ngettext"}


def messages(
    file: BinaryIO, keywords: Any, tags: Any, options: dict[str, Any]
) -> Iterator[tuple[int, str, Any, Any]]:
    """The messages of a module, as Babel wants them: line, function, texts and comments."""
    content = file.read()
    for line, name, texts, comments in extract_python(
        BytesIO(content), [*keywords, *OURS], tags, options
    ):
        yield line, OURS.get(name, name), texts, comments
    for node in ast.walk(ast.parse(content)):
        # A command of the command line: its docstring is its help.
        if (
            isinstance(node, ast.FunctionDef)
            and node.name.endswith("_command")
            and (help_ := ast.get_docstring(node))
        ):
            yield node.lineno, "_", paragraphs(help_), []
