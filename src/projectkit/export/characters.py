"""Control characters, which a terminal obeys and where other programs end a text: made visible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import quote

from projectkit.model.plain import PlainRecord
from projectkit.store.stored import whole

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""What no file for people may hold: all but tabs and line ends."""
NUL = re.compile("\0")
"""Where SQLite, like C, ends a text."""
_MARK = "\ufffd"


def shown(record: PlainRecord, hidden: re.Pattern[str]) -> PlainRecord:
    """A record with a mark for each character of a kind; an address has it percent-encoded."""
    links = [{**link, "url": _encoded(link["url"], hidden)} for link in record["links"]]
    return cast("PlainRecord", _marked(whole(record) | {"links": links}, hidden))


def fields_with(record: PlainRecord, hidden: re.Pattern[str]) -> Iterator[str]:
    """The fields in which a character of a kind gets a mark."""
    return (name for name, value in whole(record).items() if _has(value, hidden))


def _encoded(url: str, hidden: re.Pattern[str]) -> str:
    return hidden.sub(lambda found: quote(found[0]), url)


def _marked(value: Any, hidden: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return hidden.sub(_MARK, value)
    if isinstance(value, dict):
        return {key: _marked(part, hidden) for key, part in value.items()}
    return [_marked(part, hidden) for part in value] if isinstance(value, (list, tuple)) else value


def _has(value: Any, hidden: re.Pattern[str]) -> bool:
    if isinstance(value, str):
        return hidden.search(value) is not None
    if isinstance(value, dict):
        return any(_has(part, hidden) for part in value.values())
    return isinstance(value, (list, tuple)) and any(_has(part, hidden) for part in value)
