"""Words for where a project stands in its life."""

from __future__ import annotations

import re
from functools import cache

from projectkit.dutch.words import words

# A note behind the word, as in: Afgerond (2022).
_NOTE = re.compile(r"\s*\([^()]*\)\s*$")


@cache
def _statuses() -> dict[str, str]:
    return {word: status for status, names in words()["status"].items() for word in names}


def read_status(text: str) -> str | None:
    """The status that a text consists of: `planned`, `active`, `completed` or `cancelled`."""
    return _statuses().get(_NOTE.sub("", text).strip(" .:!").casefold())
