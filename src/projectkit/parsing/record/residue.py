"""What a line says beyond the values read from it: such a line counts as left over, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from projectkit.dutch.amounts import find_amounts, read_amount, without_amounts
from projectkit.dutch.dates import beside_dates, find_dates
from projectkit.dutch.emails import find_emails, without_emails
from projectkit.dutch.periods import read_period
from projectkit.dutch.phones import find_phones, phones_as_written, without_phones
from projectkit.dutch.placeholders import is_placeholder
from projectkit.dutch.starts_and_ends import read_extension, without_extension
from projectkit.dutch.status import status_behind_label
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


class Kept:
    """What some values keep of the lines that they were read from, looked at once."""

    def __init__(self, values: Iterable[object]) -> None:
        self.texts = frozenset(_strings(values))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the values."""
        return frozenset(_words(" ".join(self.texts)))

    @cached_property
    def dates(self) -> frozenset[str]:
        """The values that are dates, and dates in a text, such as a project number with a year."""
        return self.texts | {date.value for text in self.texts for date in find_dates(text)}


def has_residue(line: str, labels: Iterable[str], values: Iterable[object]) -> bool:
    """Whether a line holds a word, date, amount, address or number that no value kept.

    Args:
        line: the text of the line.
        labels: the words on it that are a label or heading.
        values: the values that were read from it, as they stand in the record.
    """
    return says_more(line, labels, [Kept(values)])


def says_more(line: str, labels: Iterable[str], kept: Sequence[Kept]) -> bool:
    """Like `has_residue`, with values that were looked at before."""
    text = _without(line, labels)
    contact = contact_label(text)
    text = contact[1] if contact else text
    if not _unsaid(text, kept) or is_placeholder(text) or is_withheld(text):
        return False
    if _has_unkept_contact(text, kept):
        return True
    text = without_phones(without_emails(text, " "), " ")
    text = text if _unkept([read_extension(text)], kept) else without_extension(text)
    period = read_period(text)
    if period and not _unkept((period.start, period.end), kept):
        text = beside_dates(text) if find_dates(text)[1:] else ""
    dates = {date.value for date in find_dates(text)}
    if any(all(date not in each.dates for each in kept) for date in dates):
        return True
    if _unkept(map(str, find_amounts(text)), kept):
        return True
    text = without_amounts(text) if find_amounts(text) else text
    text = _PERCENT.sub(
        lambda match: match[0] if _unkept([match[0].rstrip("% ")], kept) else "", text
    )
    for date in reversed(find_dates(text)):
        text = f"{text[: date.start]} {text[date.end :]}"
    status = status_behind_label(text)
    is_kept_status = status is not None and not _unkept([status], kept)
    if is_kept_status or _is_bare_amount(text, kept):
        return False
    return bool(_unsaid(text, kept) - _EMPTY - _CURRENCY - _until())


def _has_unkept_contact(text: str, kept: Sequence[Kept]) -> bool:
    phones = (phone for _, phone in phones_as_written(text))
    has_unkept_phone = not all(_is_kept_phone(phone, kept) for phone in phones)
    return has_unkept_phone or bool(_unkept(find_emails(text), kept))


def _unsaid(text: str, kept: Sequence[Kept]) -> set[str]:
    """The words of a text that no value says."""
    return {word for word in _words(text) if all(word not in each.words for each in kept)}


def _unkept(found: Iterable[str | None], kept: Sequence[Kept]) -> set[str | None]:
    """What is not a value itself."""
    return {value for value in found if all(value not in each.texts for each in kept)}


def _is_bare_amount(text: str, kept: Sequence[Kept]) -> bool:
    """Whether a text is an amount without a currency, as behind `Budget (in euro's):`."""
    amount = None if find_amounts(text) else read_amount(text)
    return amount is not None and not _unkept([str(amount)], kept)


def _is_kept_phone(written: str, kept: Sequence[Kept]) -> bool:
    """Whether what is written as a phone number was read, in whichever country."""
    read = {*find_phones(written), *find_phones(written, "BE")}
    return len(_unkept(read, kept)) < len(read)


def _without(line: str, labels: Iterable[str]) -> str:
    for label in filter(None, labels):
        before, found, after = line.partition(label)
        line = f"{before} {after}".strip(" :") if found else line
    return line.strip()


def _strings(values: object) -> Iterable[str]:
    if isinstance(values, dict):
        values = values.values()
    elif isinstance(values, str) or not isinstance(values, Iterable):
        yield str(values)
        return
    for value in values:
        yield from _strings(value)


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
