"""One term of a query, and the condition that it means."""

from __future__ import annotations

import re

from projectkit.language.translate import _
from projectkit.search.conditions import Has, Not, Query, Words
from projectkit.search.fields import UnknownFieldError, field, is_name, names
from projectkit.search.fold import words
from projectkit.search.query_errors import QueryError, unknown_field
from projectkit.search.query_tokens import QueryToken

# How alike an unknown name and that of a field are if one was meant for the other, from 0 to 1, and
# by how many letters their lengths differ at most.
_ALIKE = 0.8
_LENGTHS = 1
# A comparison, also as other languages write it: `start>2015`, `start:>=2015`, `status=afgerond`.
_COMPARISON = re.compile(r"(?P<name>[\w'-]+)(?P<colon>:?)(?P<sign>[<>]=?|=[<>]?|[≤≥])(?P<value>.+)")
_ITEM = re.compile(r"[\w']+\[")
_SIGNS = {"≥": ">=", "=>": ">=", "≤": "<=", "=<": "<="}


def term(token: QueryToken) -> Query:
    """The condition that a piece of a query means.

    Raises:
        QueryError: if it cannot be understood.
    """
    try:
        return _term(token)
    except UnknownFieldError as error:
        raise unknown_field(error) from None


def _term(token: QueryToken) -> Query:
    if "[" in token and _ITEM.match(token):
        from projectkit.search.query_items import item_term  # noqa: PLC0415  (few queries have one)

        return item_term(token)
    comparison = _COMPARISON.fullmatch(token)
    if comparison and is_name(comparison["name"]):
        return _compared(comparison)
    name, colon, value = token.partition(":")
    name = _unquoted(name)
    if not colon or _is_text(name, value, before_blank=token.before_blank):
        return _words(token)
    value = value.replace('"', "")
    if name in {"has", "no"}:
        return _presence(name, value)
    return _section(name, value) or _field(name, value)


def _compared(comparison: re.Match[str]) -> Query:
    from projectkit.search.query_values import compared  # noqa: PLC0415  (words need none)

    sign = _SIGNS.get(comparison["sign"], comparison["sign"])
    return compared(comparison["name"], sign, comparison["value"].replace('"', ""))


def _presence(name: str, value: str) -> Query:
    """A field that is filled in, or is not: `has:end`, `no:title`."""
    if not value:
        message = _("`{name}:` needs a field behind it, such as `{name}:title`").format(name=name)
        raise QueryError(message)
    has = _section(value) or Has(field(value))
    return has if name == "has" else Not(has)


def _section(name: str, value: str | None = None) -> Query | None:
    if "." not in name:
        return None
    from projectkit.search.query_items import section_term  # noqa: PLC0415  (few queries have one)

    return section_term(name, value)


def _field(name: str, value: str) -> Query:
    from projectkit.search.query_values import field_term  # noqa: PLC0415  (words need none)

    return field_term(name, value)


def _unquoted(name: str) -> str:
    """The name of a field without the quotes that a label with blanks needs."""
    inner = name[1:-1]
    return inner if name == f'"{inner}"' and is_name(inner) else name


def _is_text(name: str, value: str, *, before_blank: bool) -> bool:
    """Whether a colon is one of the text: `Samen: aan de slag`, `10:30`, `https://x.nl`."""
    ends_a_word = before_blank and not value
    if ends_a_word or value.startswith("//"):
        return True
    return name not in {"has", "no"} and not _names_a_field(name)


def _names_a_field(name: str) -> bool:
    """Whether a name is that of a field, or nearly so: `thmea` is a typing error and not a text."""
    meant = name.partition(".")[0].casefold()
    if is_name(meant):
        return True
    from difflib import get_close_matches  # noqa: PLC0415  (few queries have a name that is unknown)

    known = names()
    alike = [
        each for each in known if each[:1] == meant[:1] and abs(len(each) - len(meant)) <= _LENGTHS
    ]
    return bool(get_close_matches(meant, alike, n=1, cutoff=_ALIKE))


def _words(token: str) -> Query:
    plain = token.replace('"', "")
    if '"' not in token and words(plain) and plain.endswith("*"):
        return Words(plain.removesuffix("*"), begins=True)
    return Words(plain, is_quoted='"' in token)
