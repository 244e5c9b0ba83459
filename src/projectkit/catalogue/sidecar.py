"""What `projectkit fetch` notes beside a page: `page.html.json`, with its address and the time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

ENDING = ".json"
_LARGEST, _LONGEST_MOMENT = 100_000, 40


class Fetched(NamedTuple):
    """Where a page came from.

    Attributes:
        url: its address; None if nothing says so.
        when: when it was fetched, as it was noted; None if nothing says so.
    """

    url: str | None = None
    when: str | None = None


def fetched_of(page: Path) -> Fetched:
    """What is noted beside a page; nothing if the note cannot be read."""
    beside = page.with_name(f"{page.name}{ENDING}")
    try:
        if not beside.is_file():
            return Fetched()
        with beside.open("rb") as file:
            noted = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return Fetched()
    if not isinstance(noted, dict):
        return Fetched()
    return Fetched(_web_address(noted.get("url")), _moment(noted.get("fetched")))


def _moment(value: object) -> str | None:
    is_text = isinstance(value, str) and value.isprintable()
    return (str(value).strip()[:_LONGEST_MOMENT] or None) if is_text else None


def _web_address(value: object) -> str | None:
    return value if isinstance(value, str) and _is_web_address(value) else None


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if not url.isprintable() or " " in url:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
