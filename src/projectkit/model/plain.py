"""A record as plain data: what JSON holds of it, so that questions are answered without the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PlainRecord = Mapping[str, Any]
"""The fields of a record as in JSON, all present; amounts as text, of `source` only `file` and `url`.

Read them with `record[field]`: texts may be fetched then.
"""


def value_of(item: Mapping[str, object], name: str) -> Any:
    """A value of a record or a part by a name that is only known when it is asked for."""
    return item[name]
