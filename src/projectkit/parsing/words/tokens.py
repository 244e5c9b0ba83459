"""Splits a line into tokens: words and marks; a date, amount, address or number is one token."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from projectkit.dutch.amounts import amounts_as_written
from projectkit.dutch.dates import find_dates
from projectkit.dutch.emails import TOP_DOMAINS, emails_as_written
from projectkit.dutch.phones import phones_as_written


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    DATE = "date"
    AMOUNT = "amount"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"


class Token(NamedTuple):
    """A piece of a line and its position."""

    text: str
    start: int
    end: int
    kind: TokenKind


ENDS_OF_SENTENCE = frozenset(".!?")
"""The tokens that end a sentence."""

# About as many lines as a long page has.
_REMEMBERED = 1_000
_ABBREVIATIONS = "dr|drs|ir|ing|prof|mr|mw|dhr|mevr|mej|em|St|Th|Chr|Ph|Joh"
_WORD = re.compile(
    rf"""[^\W_]{{2,}}+(?:[-'’+@][^\W_]++)*+(?!\.)     # most words, tried first
    | (?:[^\W\d_]\.-?){{1,6}}(?![^\W\d_]{{2}})       # initials, B.V.
    | (?:{_ABBREVIATIONS})\.(?!\w)
    | ['’](?:[st]|[st]-\w+)(?!\w)                    # 's and 't
    | [^\W_]+(?:[-'’+.@][^\W_]+)*
    | [^\w\s] | _""",
    re.VERBOSE | re.IGNORECASE,
)
_MAY_HAVE_URL = re.compile(rf"://|www\.|\.(?:{TOP_DOMAINS})\b", re.IGNORECASE)
_URL = re.compile(
    rf"""(?:https?://|www\.)[^\s<>"'’”]{{3,500}}
    | (?<![\w@.-])(?:[a-z0-9-]{{2,63}}\.){{1,4}}(?:{TOP_DOMAINS})(?![\w@-])
      (?:/[^\s<>"'’”]{{0,200}})?""",
    re.VERBOSE | re.IGNORECASE,
)
_ENDS_OF_URL = ".,;:!?)"
_DIGIT = re.compile(r"\d")


def tokens(text: str) -> list[Token]:
    """The tokens of a line, in order.

    >>> [token.text for token in tokens("dr. A.B. Bos (lector), 2021-2023")]
    ['dr.', 'A.B.', 'Bos', '(', 'lector', ')', ',', '2021', '-', '2023']
    """
    return list(_tokens(text))


@lru_cache(maxsize=_REMEMBERED)
def _tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a line, which several stages of reading a page ask for."""
    found: list[Token] = []
    at = 0
    for start, end, kind in _wholes(text):
        found += [
            Token(match[0], *match.span(), TokenKind.WORD)
            for match in _WORD.finditer(text, at, start)
        ]
        found.append(Token(text[start:end], start, end, kind))
        at = end
    found += [Token(match[0], *match.span(), TokenKind.WORD) for match in _WORD.finditer(text, at)]
    return tuple(found)


def _wholes(text: str) -> list[tuple[int, int, TokenKind]]:
    """The tokens of several words; of overlapping ones the first, and of these the longest."""
    spans = [(start, end, TokenKind.AMOUNT) for start, end in amounts_as_written(text)]
    spans += [
        (start, start + len(found), TokenKind.EMAIL) for start, found in emails_as_written(text)
    ]
    if _MAY_HAVE_URL.search(text):
        spans += [
            (match.start(), match.start() + len(match[0].rstrip(_ENDS_OF_URL)), TokenKind.URL)
            for match in _URL.finditer(text)
        ]
    if _DIGIT.search(text):
        spans += [
            (start, start + len(found), TokenKind.PHONE) for start, found in phones_as_written(text)
        ]
        spans += [(date.start, date.end, TokenKind.DATE) for date in find_dates(text)]
    wholes: list[tuple[int, int, TokenKind]] = []
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not wholes or start >= wholes[-1][1]:
            wholes.append((start, end, kind))
    return wholes
