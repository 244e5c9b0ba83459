"""Digests of the values of a record: they show what a person changed since the page was read."""

from __future__ import annotations

import base64
import hashlib
import json

from pydantic import BaseModel

from projectkit.model.record import Record

# Five bytes are eight characters of base 32.
_DIGEST_BYTES = 5
# Fields that the parser does not read from a page.
_NOT_PARSED = frozenset({"schema_version", "id", "source"})


def digests(record: Record) -> dict[str, str]:
    """A short digest of each field that holds a value, to recognise an edit by hand later."""
    fields = (name for name in Record.model_fields if name not in _NOT_PARSED)
    return {
        name: digest(value) for name in fields if (value := getattr(record, name)) not in (None, ())
    }


def digest(value: object) -> str:
    """Eight characters that change when a value does, of an alphabet that YAML need not quote."""
    text = json.dumps(jsonable(value), ensure_ascii=False, sort_keys=True)
    start = hashlib.sha256(text.encode()).digest()[:_DIGEST_BYTES]
    return base64.b32encode(start).decode().lower()


def jsonable(value: object) -> object:
    """A value of a record as plain data, without what a person need not know."""
    if isinstance(value, BaseModel):
        # Defaults are left out, so that a new field with a default does not look like an edit by
        # hand.
        return value.model_dump(mode="json", exclude_defaults=True)
    return [jsonable(item) for item in value] if isinstance(value, tuple) else value
