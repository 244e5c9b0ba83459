"""Tells groups and organisations from persons, whose names have the same form."""

from __future__ import annotations

from projectkit.parsing.vocabulary.organisation_words import names_organisation
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.words.people import is_given_name

_SHORTEST = len("gemeente")


def is_group(name: str) -> bool:
    """Whether a name is that of a team or an organisation: `Team Onderzoek`, `Instituut Zode`."""
    first = name.split(maxsplit=1)[0]
    if first.casefold() in load_vocabulary("others")["groups"]:
        return True
    is_long = len(first) >= _SHORTEST  # Teunie is not a kind of union
    return is_long and names_organisation(first) and not is_given_name(first)
