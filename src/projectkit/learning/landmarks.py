"""Finds the landmarks of a site: what recurs on its pages and tells nothing of a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from projectkit.dutch.emails import find_emails
from projectkit.dutch.phones import find_phones
from projectkit.parsing.site.landmarks import forms, words_inside
from projectkit.parsing.words.name_lists import given_names, proper_names

_FEWEST_PAGES = 2


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
    names = {part for name in people for part in name.casefold().split()}
    return frozenset(
        form
        for form, count in counts.items()
        if count >= _FEWEST_PAGES and not _tells_of_person(form, names)
    )


def _tells_of_person(form: str, names: set[str]) -> bool:
    words = form.strip("~…:").split()
    if not names.isdisjoint(words) or any(map(_is_name, words)):
        return True
    return bool(find_emails(form) or find_phones(form))


def _is_name(word: str) -> bool:
    name = word.capitalize()
    return name in given_names() or name in proper_names()
