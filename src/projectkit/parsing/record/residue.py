"""What a line says beyond the values that were read from it: such a line is left over as well, so nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from projectkit.dutch.amounts import find_amounts, read_amount, without_amounts
from projectkit.dutch.dates import (
    beside_dates,
    find_dates,
    read_extension,
    read_period,
    without_extension,
)
from projectkit.dutch.emails import find_emails, without_emails
from projectkit.dutch.phones import find_phones, phones_as_written, without_phones
from projectkit.dutch.placeholders import is_placeholder
from projectkit.dutch.status import read_status
from projectkit.dutch.words import words
from projectkit.parsing.vocabulary.page_words import contact_label, is_withheld
from projectkit.parsing.vocabulary.phrases import load_vocabulary

_WORD = re.compile(r"[^\W_]+")
_NOTE_MARKS = re.compile(r"(?<=\w)[¹²³⁰⁴-⁹]+")
_PERCENT = re.compile(r"\d{1,3}\s?%")
# Words that say nothing of their own beside a value.
_EMPTY = frozenset(
    [
        "en",
        "of",
        "van",
        "tot",
        "t",
        "m",
        "tm",
        "met",
        "de",
        "het",
        "een",
        "and",
        "or",
        "the",
        "from",
        "to",
        "until",
        "till",
        "vanaf",
        "sinds",
        "heden",
        "nu",
    ]
)
_CURRENCY = frozenset({"euro", "eur", "k"})


def has_residue(line: str, labels: Iterable[str], values: Iterable[Any]) -> bool:
    """Whether a line holds a word, date, amount, address or number that no value kept.

    Args:
        line: the text of the line.
        labels: the words on it that are a label or heading.
        values: the values that were read from it, as they stand in the record.
    """
    kept = list(_strings(values))
    text = _without(line, labels)
    contact = contact_label(text)
    text = contact[1] if contact else text
    said = set(_words(" ".join(kept)))
    if not set(_words(text)) - said or is_placeholder(text) or is_withheld(text):
        return False
    if set(find_emails(text)) - set(kept) or not all(
        _is_kept_phone(phone, kept) for _, phone in phones_as_written(text)
    ):
        return True
    text = without_phones(without_emails(text, " "), " ")
    text = without_extension(text) if read_extension(text) in kept else text
    period = read_period(text)
    if period and {period.start, period.end} <= set(kept):
        text = beside_dates(text) if find_dates(text)[1:] else ""
    if {date.value for date in find_dates(text)} - set(kept) - _inside(kept):
        return True
    if {str(amount) for amount in find_amounts(text)} - set(kept):
        return True
    text = without_amounts(text) if find_amounts(text) else text
    text = _PERCENT.sub(lambda match: "" if match[0].rstrip("% ") in kept else match[0], text)
    for date in reversed(find_dates(text)):
        text = f"{text[: date.start]} {text[date.end :]}"
    if read_status(text) in kept or _is_bare_amount(text, kept):
        return False
    return bool(set(_words(text)) - said - _EMPTY - _CURRENCY - _until())


def _is_bare_amount(text: str, kept: Iterable[str]) -> bool:
    """Whether a text is an amount without a currency, as behind `Budget (in euro's):`."""
    amount = None if find_amounts(text) else read_amount(text)
    return amount is not None and str(amount) in kept


def _is_kept_phone(written: str, kept: Iterable[str]) -> bool:
    """Whether what is written as a phone number was read, in whichever country."""
    read = {*find_phones(written), *find_phones(written, "BE")}
    return not read.isdisjoint(kept)


def _without(line: str, labels: Iterable[str]) -> str:
    for label in filter(None, labels):
        before, found, after = line.partition(label)
        line = f"{before} {after}".strip(" :") if found else line
    return line.strip()


def _strings(values: Any) -> Iterable[str]:
    if isinstance(values, dict):
        values = values.values()
    elif isinstance(values, str) or not isinstance(values, Iterable):
        yield str(values)
        return
    for value in values:
        yield from _strings(value)


def _inside(kept: Iterable[str]) -> set[str]:
    """Dates that stand inside a kept text, such as a project number or a title with a year."""
    return {date.value for text in kept for date in find_dates(text)}


def _words(text: str) -> list[str]:
    return _WORD.findall(_NOTE_MARKS.sub("", text.casefold()))


@cache
def _until() -> frozenset[str]:
    """Words between dates, and words for roles of organisations that the role of an item keeps."""
    notes = (
        "penvoerder",
        "trekker",
        "aanvrager",
        "consortiumpartner",
        "coördinator",
        "financier",
        "hoofdaanvrager",
        "logo",
        "medeaanvrager",
        "projectpartner",
        "lead",
        "partner",
        "project",
        "werkgroep",
        "deelproject",
    )
    headings = load_vocabulary("subprojects")["words"]
    return frozenset(
        word for text in (*words()["until"], *notes, *headings) for word in _words(text)
    )
