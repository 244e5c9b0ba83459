"""The JSON Schema of a record, for editors and for programs that write records."""

from __future__ import annotations

import json

from projectkit.model import record, source
from projectkit.model.docstrings import docstring
from projectkit.model.record import Record


def record_schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of a record."""
    _restore_docstrings()
    schema = Record.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "projectkit record",
    }


def _restore_docstrings() -> None:
    """Give the parts of a record the docstrings that describe them, if Python dropped those."""
    for module in (record, source):
        for part in vars(module).values():
            if isinstance(part, type) and part.__module__ == module.__name__:
                part.__doc__ = part.__doc__ or docstring(part)


def schema_text() -> str:
    """The schema as it is published: indented, with a last line break."""
    return json.dumps(record_schema(), ensure_ascii=False, indent=2) + "\n"
