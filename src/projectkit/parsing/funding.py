"""What words say of money: who gives it, from which programme, how much, and whether it is the sum of all costs."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from projectkit.dutch.amounts import find_amounts, read_amount, without_amounts
from projectkit.parsing.marks import is_prose
from projectkit.parsing.organisation_lists import enumerated, leading_name, split_note
from projectkit.parsing.organisation_words import is_organisation_word, names_organisation
from projectkit.parsing.phrases import load_vocabulary, normalise
from projectkit.parsing.programme_words import funds, is_programme, programme_names
from projectkit.parsing.prose import pattern

# What stands around the name of a funder beside an amount: "€ 640.000,- van Provincie A (50%)".
_BEFORE_NAME = re.compile(r"[\s,:;–-]*(?:(?:van|door|uit|vanuit|via|from|by)\s+)?(?:de\s|het\s)?", re.IGNORECASE)
_BEHIND_NAME = " ,:;(–-"
# "(50% Europa, 50% provincie)" says who pays which part, not who the funder is called.
_SHARES = re.compile(r"\s{0,3}\([^()%]*%[^()]*\)")
_EMPTY = re.compile(r"\s{0,3}\(\s{0,3}\)")
_ARTICLE = re.compile(r"^(?:het|de)\s")
_IN_BRACKETS = re.compile(r"\s\(([^()]+)\)$")


def is_whole_sum(text: str) -> bool:
    """Whether words are those for the costs of a whole project, whoever pays them, rather than for a grant."""
    return bool(pattern("whole_sum").search(text)) and not pattern("granted_sum").search(text)


def without_gift(text: str) -> str:
    """Who gives, of `Bijdrage ZonMw` or `Subsidie van de provincie Utrecht`; other texts as they are."""
    return pattern("gift").sub("", text, count=1)


def names_giver(text: str) -> bool:
    """Whether a label says which one organisation gives what stands behind it: `Bijdrage ZonMw`."""
    name = without_gift(text)
    if name == text or " en " in name or is_organisation_word(name):
        return False
    return leading_name(name) == name and (names_organisation(name) or bool(programme_names().fullmatch(name)))


def gift_amount(text: str) -> Decimal | None:
    """The amount of a text that is nothing else; `€ 50.000 (aangevraagd)` says more than how much was given."""
    amounts = find_amounts(text)
    return amounts[0] if len(amounts) == 1 and not without_amounts(text).strip(" .,:;-–=") else None


def read_funding(text: str, *, of_funder: bool, whole: bool = False, listed: bool = False) -> list[dict[str, Any]]:
    """What the value of a label says of money.

    Args:
        text: the value.
        of_funder: whether the label asks who gives the money, rather than how much it is.
        whole: whether the label asks for the sum of all costs, of which nobody beside it gives all.
        listed: whether it is one of several values, of which each is one name.

    Returns:
        Items of the field `funding`; a funder and an amount that belong together are one.
    """
    amount = _amount(text, of_funder=of_funder)
    plain = _SHARES.sub("", text)
    rest = _BEFORE_NAME.sub("", without_amounts(plain) if find_amounts(text) else plain, count=1).rstrip(_BEHIND_NAME)
    rest = _EMPTY.sub("", without_gift(rest)).strip()
    if normalise(rest) in load_vocabulary("organisations")["sums"]:
        return []
    names = [rest] if listed else enumerated(rest)
    if not of_funder and not names_organisation(rest):
        # Beside an amount stands much else: only what is known to be a programme is told.
        names = [name for name in names if is_programme(name) or is_programme(name.partition(" van ")[0])]
    givers = _givers(names) if rest and not is_prose(rest) and not read_amount(rest) else []
    money = {} if amount is None else {"amount": amount, "currency": "EUR"}
    if money and len(givers) == 1 and plain == text and not whole:
        return [{**givers[0], **money}]
    return [*([money] if money else []), *givers]


def funding_of(name: str) -> dict[str, str]:
    """A name as a funder or a programme."""
    return _givers([name])[0]


def _amount(text: str, *, of_funder: bool) -> Decimal | None:
    if pattern("not_amount").search(text):
        return None
    amounts = find_amounts(text)
    if not amounts and not of_funder:
        return read_amount(text)
    return amounts[0] if len(amounts) == 1 else None


def _givers(names: list[str]) -> list[dict[str, Any]]:
    """Funders, perhaps with a programme: `Regieorgaan SIA (RAAK-mkb)`, `ZonMw, Memorabel`, `KIEM van het SIA`."""
    found: list[dict[str, Any]] = []
    for text in names:
        name, _ = split_note(_ARTICLE.sub("", text))
        bracket = _IN_BRACKETS.search(name)
        programme, _, funder = name.partition(" van ")
        if funder and is_programme(programme):
            found.append({"funder": _ARTICLE.sub("", funder), "programme": programme})
        elif bracket and programme_names().fullmatch(bracket[1]):
            found.append({"funder": name[: bracket.start()], "programme": bracket[1]})
        elif found and "programme" not in found[-1] and funds(found[-1].get("funder", ""), name):
            found[-1]["programme"] = name
        else:
            found.append({"programme" if is_programme(name) else "funder": name})
    return found
