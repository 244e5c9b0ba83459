"""When two organisations, persons or other items of records are the same thing.

This is the one answer that every layer uses, whether it joins records, counts or compares them.

An item is known by its key, the parts that name it. Two items with one key are the same unless they
contradict each other in another part, so that they can be made one without losing what either says.
Parts that one of them leaves empty contradict nothing.

- Case, spaces around and between words, and the way Unicode writes an accent tell nothing apart.
  Accents and hyphens do: `12-34` is not `1234`, and `Bos` is not `Bös`.
- Names of organisations, also of funders and employers, compare more freely
  (`organisation_name`): `Zorg-coöperatie` is `Zorgcooperatie`, and `St. de Brug` is
  `Stichting De Brug`.
- In a list, an organisation is known by its name and its role: a lead that also funds is two
  items. Units only contradict: `HU` is the same as `HU, Lectoraat Slaap`, but one lectoraat is not
  another.
- A person is known by name, a sub-project by title. Two persons with one name and two e-mail
  addresses, or two sub-projects with one title and two texts, both stay.
- A grant is known by its funder, programme and call: two amounts make two grants. One that names
  none of these is the same only as one that says exactly as much.
- A section is known by its kind and heading, a number by its scheme and value.
- A link is known by its address: case counts beyond the host (`/aB` and `/Ab` are two pages), a
  slash at the end does not.

Other questions are answered elsewhere: `search.fold` says whether a text has what somebody asks
for, `validation.spelling` whether two names are so alike that one is probably misspelled, and
`parsing.record.resolver` whether one name on a line of a page is a part of another.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from projectkit.model.letters import without_accents

Key = tuple[str, ...]
"""What an item is known by."""

NAMED_BY = {
    "alternate_titles": ("value",),
    "themes": ("value",),
    "identifiers": ("scheme", "value"),
    "funding": ("funder", "programme", "call"),
    "organisations": ("name", "role"),
    "persons": ("name",),
    "sections": ("kind", "heading"),
    "subprojects": ("title",),
    "links": ("url",),
}
"""The parts that name an item of each list of a record; a text is its own `value`."""

NAMES_OF_ORGANISATIONS = {
    ("organisations", "name"),
    ("funding", "funder"),
    ("persons", "organisation"),
}
"""The parts of items that name an organisation."""
# Apostrophes, and hyphens beside a letter: `12-34` is not `1234`.
_JOINERS = re.compile(
    r"['’‘`´\u00ad]|(?<=[^\W\d_])[-\u2010\u2011](?=\w)|(?<=\w)[-\u2010\u2011](?=[^\W\d_])"
)
# `St.` is Sint as well, and `Ver.` Verenigde; before these words neither of them is.
_BEFORE_NO_SAINT = r"(?=(?:de|het|t|een|tot|van|voor) )"
_IN_FULL = (
    (re.compile(rf"\A(?:stg\. ?|st\. ?{_BEFORE_NO_SAINT})"), "stichting "),
    (re.compile(rf"\Aver\. ?{_BEFORE_NO_SAINT}"), "vereniging "),
)
_Said = dict[str, str | frozenset[str]]
_NOTHING: tuple[object, ...] = (None, "", (), [])
_HOST = re.compile(r"[a-z][a-z0-9+.-]{0,30}://[^/?#]*", re.IGNORECASE)
# Of the items with one key so many are compared with each other, so that no file takes for ever.
_MOST_ALIKE = 20


def folded(text: str) -> str:
    """A text without what tells no two things apart.

    >>> folded(" Hogeschool  WEST ")
    'hogeschool west'
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@lru_cache(maxsize=10_000)
def organisation_name(name: str) -> str:
    """The name of an organisation without what tells no two organisations apart.

    `St. Antonius` stays as it is: it can be a saint, and a Stichting called Antonius.

    >>> organisation_name("St. de Zorg-coöperatie")
    'stichting de zorgcooperatie'
    """
    plain = without_accents(_JOINERS.sub("", folded(name)))
    for abbreviated, full in _IN_FULL:
        plain = abbreviated.sub(full, plain)
    return plain


def key(field: str, item: object) -> Key:
    """What an item is known by; empty texts only if nothing names it.

    Args:
        field: the list that it is in.
        item: a text, a part of a record, or that part as plain data.
    """
    return _key(field, _said(field, item))


def statement(field: str, item: object) -> frozenset[tuple[str, object]]:
    """All that an item of a list says: equal for items that say exactly as much."""
    return frozenset(_said(field, item).items())


def same(field: str, one: object, other: object) -> bool:
    """Whether two items of a list are the same thing."""
    mine, theirs = _said(field, one), _said(field, other)
    return _key(field, mine) == _key(field, theirs) and _agree(field, mine, theirs)


def says_all_of(field: str, one: object, other: object) -> bool:
    """Whether an item is the same thing as another one, and says all that it says."""
    said, others = _said(field, one), _said(field, other)
    return _key(field, said) == _key(field, others) and _says_all_of(field, said, others)


def repeats(field: str, items: Sequence[object]) -> Iterator[int]:
    """The place of each item that is the same thing as an earlier one of its list."""
    return _places_of(field, items, _agree)


def contained(field: str, items: Sequence[object]) -> Iterator[int]:
    """The place of each item that says nothing that an earlier one of its list does not say."""
    return _places_of(field, items, _says_all_of)


def _places_of(
    field: str, items: Sequence[object], covers: Callable[[str, _Said, _Said], bool]
) -> Iterator[int]:
    """The place of each item that an earlier one with its key covers."""
    known: dict[Key, list[_Said]] = defaultdict(list)
    for place, item in enumerate(items):
        said = _said(field, item)
        alike = known[_key(field, said)]
        if any(covers(field, each, said) for each in alike):
            yield place
        elif len(alike) < _MOST_ALIKE:
            alike.append(said)


def _said(field: str, item: object) -> _Said:
    """The parts of an item that say something, in the form in which they are compared."""
    return {
        name: _comparable(field, name, value)
        for name, value in _parts(item).items()
        if value not in _NOTHING
    }


def _parts(item: object) -> Mapping[str, object]:
    if isinstance(item, str):
        return {"value": item}
    return item if isinstance(item, Mapping) else vars(item)


def _comparable(field: str, name: str, value: object) -> str | frozenset[str]:
    if isinstance(value, list | tuple):
        return frozenset(folded(str(each)) for each in value)
    if (field, name) in NAMES_OF_ORGANISATIONS:
        return organisation_name(str(value))
    if name == "url":
        return _HOST.sub(lambda host: host[0].lower(), str(value).strip(), count=1).rstrip("/")
    # 1000 and 1000.00 are one amount.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else folded(str(value))


def _key(field: str, said: _Said) -> Key:
    return tuple(str(said.get(name, "")) for name in NAMED_BY[field])


def _agree(field: str, mine: _Said, theirs: _Said) -> bool:
    """Whether two items with one key contradict each other in no part; their lists add up."""
    if not any(_key(field, mine)):
        return mine == theirs
    texts = ((name, value) for name, value in mine.items() if isinstance(value, str))
    return all(theirs.get(name, value) == value for name, value in texts)


def _says_all_of(field: str, said: _Said, other: _Said) -> bool:
    """Whether an item says all that another one with its key says."""
    return _agree(field, said, other) and all(
        _holds(said.get(name), value) for name, value in other.items()
    )


def _holds(held: str | frozenset[str] | None, value: str | frozenset[str]) -> bool:
    if isinstance(held, frozenset) and isinstance(value, frozenset):
        return held >= value
    return held == value
