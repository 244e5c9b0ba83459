"""A query in pieces: words, phrases, conditions, operators and brackets."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from projectkit.search.fields import is_name

_TOKEN = re.compile(r"""\(|\)|[\w']+\[[^\]]*\]?|(?:"[^"]*"|[^\s()"])+|\s+""")
_SIGN = re.compile(r":?(?:[<>]=?|=[<>]?|[≤≥])")
# A sign and a value.
_COMPARED = 2
_OPERATORS = {"OF": "OR", "NIET": "NOT", "EN": "AND"}


class QueryToken(str):
    """A piece of a query, where it begins, and whether a blank comes behind it."""

    __slots__ = ("at", "before_blank")
    at: int
    before_blank: bool


def tokens(text: str) -> Iterator[QueryToken]:
    """The pieces of a query; a comparison with blanks in it, `start > 2015`, is one piece."""
    found = deque(match for match in _TOKEN.finditer(text) if match[0].strip())
    while found:
        match = found.popleft()
        piece, end = match[0], match.end()
        if _is_compared(piece, found):
            sign, value = found.popleft(), found.popleft()
            piece, end = f"{piece}{sign[0]}{value[0]}", value.end()
        token = QueryToken(_OPERATORS.get(piece, piece))
        token.at = match.start()
        token.before_blank = text[end : end + 1].isspace()
        yield token


def _is_compared(name: str, behind: deque[re.Match[str]]) -> bool:
    """Whether a piece is a field with a sign and a value behind it."""
    if len(behind) < _COMPARED or not _SIGN.fullmatch(behind[0][0]):
        return False
    return behind[1][0] not in {"(", ")"} and is_name(name.removesuffix(":"))
