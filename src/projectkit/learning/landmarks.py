"""Finds the landmarks of a site: what recurs on its pages and tells nothing of a person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from projectkit.dutch.emails import find_emails
from projectkit.dutch.phones import find_phones
from projectkit.dutch.words import words as word_lists
from projectkit.parsing.site.landmarks import forms, words_inside
from projectkit.parsing.words.name_lists import is_little, may_be_name

_FEWEST_PAGES = 2
_WORD = re.compile(r"[^\W\d_]+")


def landmarks(pages: Iterable[Sequence[str]], people: Iterable[str]) -> frozenset[str]:
    """The lines, labels and words that are on several of these pages.

    Those with a name or contact are left out: no data of a person is learned.

    Args:
        pages: the lines of each page.
        people: the names of the persons in the records of these pages.
    """
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({form for line in lines for form in [*forms(line), *words_inside(line)]})
    names = names_in(people)
    return frozenset(
        form
        for form, count in counts.items()
        if count >= _FEWEST_PAGES and not tells_of_person(form, names)
    )


def names_in(people: Iterable[str]) -> frozenset[str]:
    """The words in the names of persons that tell who it is, in lower case."""
    words = (word for name in people for word in _WORD.findall(name.casefold()))
    particles = word_lists()["particles"]
    return frozenset(word for word in words if not is_little(word) and word not in particles)


def tells_of_person(text: str, names: frozenset[str]) -> bool:
    """Whether a landmark or line may have a name or contact.

    Args:
        text: the text, in lower case.
        names: the words in the names of known persons.
    """
    return has_known_person(text, names) or any(map(may_be_name, _WORD.findall(text)))


def has_known_person(text: str, names: frozenset[str]) -> bool:
    """Whether a text, in lower case, has a contact or one of these names."""
    if not names.isdisjoint(_WORD.findall(text)):
        return True
    return bool(find_emails(text) or find_phones(text))
