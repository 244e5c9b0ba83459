"""Finds a known label that only a space, a dash or dots separate from its value.

`Startdatum 01.07.2023`, `Status – gesloten`, `Aanvang ..... maart 2020`: what stands behind the
label is nothing but a value of its form, so that the line is no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from projectkit.dutch.amounts import amounts_as_written
from projectkit.dutch.dates import says_only_when
from projectkit.dutch.periods import read_period
from projectkit.dutch.status import read_stated_status
from projectkit.dutch.words import words
from projectkit.parsing.vocabulary.lookup import Vocabulary

_SEPARATOR = re.compile(r"\s+(?:[–—=-]\s+|\.{3,}\s*)?")
# A line with a label and a value is no longer, and a label has no more words.
_LONGEST = 90
_MOST_WORDS = 5
_CODE = re.compile(r"(?=[^\s]*\d)[^\s.,;:][^\s,;:]{3,38}[^\s.,;:]")
# At least two themes, each of up to four words.
_THEME = r"[^\s,.;:]+(?:\s[^\s,.;:]+){0,3}"
_THEMES = re.compile(rf"{_THEME}(?:[,;]\s{_THEME})+")
_FORMS: dict[str, Callable[[str], bool]] = {
    "status": lambda text: read_stated_status(text) is not None,
    "start_date": says_only_when,
    "end_date": says_only_when,
    "period": lambda text: says_only_when(text) and read_period(text) is not None,
    "amount": lambda text: amounts_as_written(text) == [(0, len(text))],
    "themes": lambda text: _THEMES.fullmatch(text) is not None,
    "identifier": lambda text: _CODE.fullmatch(text) is not None,
}


def label_before_value(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The label that a line begins with and the value behind it, or None.

    A word that makes a date vague is no label: `begin 2020`, `eind 2022`.
    """
    if len(text) > _LONGEST:
        return None
    for count, separator in enumerate(_SEPARATOR.finditer(text), 1):
        head, rest = text[: separator.start()], text[separator.end() :]
        form = _FORMS.get(vocabulary.label(head) or "")
        if form is not None and head.casefold() not in _vague() and form(rest):
            return head, rest
        if count == _MOST_WORDS:
            break
    return None


@cache
def _vague() -> frozenset[str]:
    return frozenset(words()["vague"])
