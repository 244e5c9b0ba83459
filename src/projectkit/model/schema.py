"""The JSON Schema of a record, for editors and for programs that write records."""

from __future__ import annotations

import json

from projectkit.model.record import Record


def record_schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of a record."""
    schema = Record.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "projectkit record",
    }


def schema_text() -> str:
    """The schema as it is published: indented, with a last line break."""
    return json.dumps(record_schema(), ensure_ascii=False, indent=2) + "\n"
