"""Words for where a project stands in its life."""

from __future__ import annotations

from functools import cache

from projectkit.dutch.words import words


@cache
def _statuses() -> dict[str, str]:
    return {word: status for status, names in words()["status"].items() for word in names}


def read_status(text: str) -> str | None:
    """The status that a text consists of: `planned`, `active`, `completed` or `cancelled`."""
    return _statuses().get(text.strip(" .:!").casefold())
