"""The page of the library: every public name with its signature and docstring."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

from pydantic import BaseModel

import projectkit
from markdown import page

_WIDEST = 100
_SECTION = re.compile(r"^(Args|Attributes|Raises|Returns|Yields):$")
_WORDS = {
    "Args": "Arguments",
    "Attributes": "Attributes",
    "Raises": "Raises",
    "Returns": "Returns",
    "Yields": "Yields",
}


def api_page(example: Path) -> str:
    """The page of the library, with an example."""
    return page(
        "The library",
        "What `projectkit` offers to Python programs, with types, imported on first use. "
        "From version 1.0 on, these names, and only these, are stable within a major version: "
        "types in their signatures that are not listed here (`Layout`, `Unknown`) may change.",
        f"```python\n{example.read_text('utf-8')}```",
        *(_entry(name) for name in projectkit.__all__),
    )


def _entry(name: str) -> str:
    public = getattr(projectkit, name)
    parts = [
        f"## {name}",
        f"```python\n{signature(name)}\n```",
        _docstring(inspect.getdoc(public) or ""),
    ]
    if inspect.isclass(public) and issubclass(public, BaseModel):
        parts.append(
            "A frozen pydantic model; its attributes are the "
            "[fields of the record](fields.md#in-the-record)."
        )
    return "\n\n".join(parts)


def signature(name: str) -> str:
    """A public name as Python declares it: a function with its types, a class with its fields."""
    public = getattr(projectkit, name)
    if not inspect.isclass(public):
        return _function(name, inspect.signature(public))
    if is_dataclass(public):
        return "\n".join(
            (f"class {name}:", *(f"    {field.name}: {field.type}" for field in fields(public)))
        )
    bases = ", ".join(base.__name__ for base in public.__bases__ if issubclass(base, Exception))
    return f"class {name}({bases})" if bases else f"class {name}"


def _function(name: str, known: inspect.Signature) -> str:
    """A function on one line, or with a line for each parameter if that is too long."""
    # Annotations are kept as strings, which have quotes.
    line = f"def {name}{known}".replace("'", "")
    if len(line) <= _WIDEST:
        return line
    shown = [str(parameter).replace("'", "") for parameter in known.parameters.values()]
    kinds = [parameter.kind for parameter in known.parameters.values()]
    shown.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    return "\n".join(
        (f"def {name}(", *(f"    {each}," for each in shown), f") -> {known.return_annotation}")
    )


def _docstring(text: str) -> str:
    """A Google style docstring as Markdown."""
    lines: list[str] = []
    for line in text.splitlines():
        if match := _SECTION.match(line):
            lines += [f"{_WORDS[match[1]]}:", ""]
        elif line.startswith("    ") and not line.startswith("     "):
            name, colon, rest = line.strip().partition(": ")
            lines.append(
                f"- `{name}`: {rest}" if colon and " " not in name else f"- {line.strip()}"
            )
        else:
            lines.append(line)
    return "\n".join(lines)
