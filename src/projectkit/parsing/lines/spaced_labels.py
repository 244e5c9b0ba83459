"""Finds a known label that only a space, a dash or dots separate from its value.

`Startdatum 01.07.2023`, `Status – gesloten`, `Aanvang ..... maart 2020`: what stands behind the
label is nothing but a value of its form, so that the line is no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import islice

from projectkit.dutch.amounts import amounts_as_written
from projectkit.dutch.dates import says_only_when
from projectkit.dutch.periods import read_period
from projectkit.dutch.phones import find_phones
from projectkit.dutch.status import read_stated_status
from projectkit.dutch.words import words
from projectkit.parsing.vocabulary.lookup import Vocabulary

_SEPARATOR = re.compile(r"\s+(?:[–—=-]\s+|\.{3,}\s*)?")
# A line with a label and a value is no longer, and a label has no more words.
_LONGEST = 90
_MOST_WORDS = 5
_CODE = re.compile(r"(?=(?:[^\d\s]*\d){5})[A-Z\d](?:[A-Z\d]|[./_-](?=[A-Z\d])){4,38}")
# Labels that are no word of a sentence, and at least two themes, each of up to four words.
_OF_THEMES = frozenset({"kernwoorden", "keywords", "sleutelwoorden", "tags", "trefwoorden"})
_THEME = r"[^\s,.;:]+(?:\s[^\s,.;:]+){0,3}"
_THEMES = re.compile(rf"{_THEME}(?:[,;]\s{_THEME})+")


def _is_code(text: str) -> bool:
    """Whether a text is a code with some digits, not a date, a period or a phone number."""
    return bool(_CODE.fullmatch(text)) and not (says_only_when(text) or find_phones(text))


_FORMS: dict[str, Callable[[str], bool]] = {
    "status": lambda text: read_stated_status(text) is not None,
    "start_date": says_only_when,
    "end_date": says_only_when,
    "period": lambda text: says_only_when(text) and read_period(text) is not None,
    "amount": lambda text: amounts_as_written(text) == [(0, len(text))],
    "themes": lambda text: _THEMES.fullmatch(text) is not None,
    "identifier": _is_code,
}


def label_before_value(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The label that a line begins with and the value behind it, or None.

    A word that makes a date vague is no label: `begin 2020`, `eind 2022`.
    """
    if len(text) > _LONGEST:
        return None
    for separator in islice(_SEPARATOR.finditer(text), _MOST_WORDS):
        head, rest = text[: separator.start()], text[separator.end() :]
        has_form = _form_behind(head, vocabulary)
        if has_form is not None and has_form(rest):
            return head, rest
    return None


def _form_behind(label: str, vocabulary: Vocabulary) -> Callable[[str], bool] | None:
    """The form of what stands behind a label; None if words are no label that needs no colon."""
    words_of_label = label.casefold()
    target = vocabulary.label(label)
    if target is None or words_of_label in _vague():
        return None
    if target == "themes" and words_of_label not in _OF_THEMES:
        return None
    return _FORMS.get(target)


@cache
def _vague() -> frozenset[str]:
    return frozenset(words()["vague"])
