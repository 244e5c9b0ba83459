"""The query language: text to a small tree of conditions.

jeugdzorg "passende aanpak"      words and phrases, all of them
schuld*                          how a word begins
thema:jeugdzorg  start:2015..    a field, a range
thema:=zorg                      a field that says this and nothing more
sectie.doel:jeugd                sections of one kind
has:end  no:title                a field that is filled in, or not
org[name:Utrecht role:lead]      conditions on one and the same item
a OR b   NOT a   (a OR b) c      AND is what stands between two terms; OF, NIET and EN mean the same
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NoReturn

from projectkit.language.translate import _
from projectkit.model.errors import ProjectkitError
from projectkit.model.labels import VALUES
from projectkit.model.partial_date import first_day, is_partial_date, last_day
from projectkit.search.conditions import (
    And,
    Equals,
    FieldIs,
    Has,
    InItem,
    InRange,
    Not,
    Or,
    Query,
    Words,
    contains,
)
from projectkit.search.fields import (
    Field,
    Sort,
    UnknownFieldError,
    field,
    is_name,
    names,
    nearest,
    value_meant,
)
from projectkit.search.fold import fold, words


class QueryError(ProjectkitError, ValueError):
    """The query cannot be understood; the message says why and where."""

    def __init__(self, message: str, query: str = "", at: int | None = None) -> None:
        place = ""
        if at is not None:
            told = _("at character {number}").format(number=at + 1)
            place = f" ({told})\n  {query}\n  {' ' * _width(query[:at])}^"
        super().__init__(f"{message}{place}")


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters take two (UAX 11)."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


class _QueryToken(str):
    """A piece of a query, where it begins, and whether a blank comes behind it."""

    __slots__ = ("at", "before_blank")
    at: int
    before_blank: bool


def _tokens(text: str) -> Iterator[_QueryToken]:
    """The pieces of a query; a comparison with blanks in it, `start > 2015`, is one piece."""
    found = [match for match in _TOKEN.finditer(text) if match[0].strip()]
    while found:
        match, *found = found
        piece, end = match[0], match.end()
        if _is_compared(piece, found):
            sign, value, *found = found
            piece, end = f"{piece}{sign[0]}{value[0]}", value.end()
        token = _QueryToken(_OPERATORS.get(piece, piece))
        token.at = match.start()
        token.before_blank = text[end : end + 1].isspace()
        yield token


def _is_compared(name: str, behind: list[re.Match[str]]) -> bool:
    """Whether a piece is a field with a sign and a value behind it."""
    if len(behind) < _COMPARED or not _SIGN.fullmatch(behind[0][0]):
        return False
    return behind[1][0] not in {"(", ")"} and is_name(name.removesuffix(":"))


# 1.500 is fifteen hundred, as Dutch writes it.
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}(?:[.,]\d{1,9})?", re.ASCII)
_TOKEN = re.compile(r"""\(|\)|[\w']+\[[^\]]*\]?|(?:"[^"]*"|[^\s()"])+|\s+""")
# What `sectie.doel:` and `section.goal:` ask for.
_SECTION_KINDS = {
    "samenvatting": "summary",
    "achtergrond": "background",
    "doel": "goal",
    "doelgroep": "audience",
    "aanpak": "approach",
    "resultaten": "results",
    "financiering": "funding",
    "partners": "partners",
    "contact": "contact",
    "meer_info": "more_info",
    "overig": "other",
}
# Dutch for values of parts that have a choice of them.
_CHOICES = {
    ("organisations", "role"): {
        "penvoerder": "lead",
        "trekker": "lead",
        "financier": "funder",
        "opdrachtnemer": "contractor",
        "overig": "other",
    },
    ("persons", "roles"): {
        "projectleider": "project_leader",
        "programmaleider": "programme_leader",
        "hoofdaanvrager": "lead_applicant",
        "contactpersoon": "contact",
        "onderzoeker": "researcher",
        "lid": "member",
        "overig": "other",
    },
    ("sections", "kind"): _SECTION_KINDS,
}
# All their values.
_CHOICE_VALUES = {
    ("organisations", "role"): VALUES["organisation_role"],
    ("persons", "roles"): VALUES["person_role"],
    ("sections", "kind"): VALUES["section"],
}
# Lists of a record whose items have parts, with the names that these go by in a query.
_ITEMS = {
    "organisations": {
        "name": "name",
        "naam": "name",
        "role": "role",
        "rol": "role",
        "unit": "unit",
        "lectoraat": "unit",
        "ror": "ror",
    },
    "persons": {
        "name": "name",
        "naam": "name",
        "role": "roles",
        "rol": "roles",
        "functie": "role_text",
        "org": "organisation",
        "organisatie": "organisation",
    },
    "funding": {
        "funder": "funder",
        "financier": "funder",
        "programme": "programme",
        "programma": "programme",
        "call": "call",
        "ronde": "call",
    },
    "identifiers": {"scheme": "scheme", "soort": "scheme", "value": "value", "nummer": "value"},
    "sections": {
        "kind": "kind",
        "soort": "kind",
        "heading": "heading",
        "kop": "heading",
        "text": "text",
        "tekst": "text",
    },
    "subprojects": {"title": "title", "titel": "title", "text": "text", "tekst": "text"},
    "links": {"url": "url", "label": "label"},
}
# How alike an unknown name and that of a field are if one was meant for the other, from 0 to 1, and
# by how many letters their lengths differ at most.
_ALIKE = 0.8
_LENGTHS = 1
# A sign and a value.
_COMPARED = 2
_OPERATORS = {"OF": "OR", "NIET": "NOT", "EN": "AND"}
# A comparison, also as other languages write it: `start>2015`, `start:>=2015`, `status=afgerond`.
_COMPARISON = re.compile(r"(?P<name>[\w'-]+)(?P<colon>:?)(?P<sign>[<>]=?|=[<>]?|[≤≥])(?P<value>.+)")
_SIGNS = {"≥": ">=", "=>": ">=", "≤": "<=", "=<": "<="}
_SIGN = re.compile(r":?(?:[<>]=?|=[<>]?|[≤≥])")
_PART = re.compile(r"""(?P<name>[\w']+):(?P<value>"[^"]*"|[^\s"]+)|\S+""")


def parse(text: str | Iterable[str]) -> Query:
    """Read a query; several arguments mean the same as one with spaces between.

    Raises:
        QueryError: if it cannot be understood.
    """
    joined = text if isinstance(text, str) else " ".join(text)
    if joined.count('"') % 2:
        message = _('a `"` has no second one')
        raise QueryError(message, joined, joined.rindex('"'))
    parser = _Parser(joined.rstrip())
    query = parser.alternatives()
    if parser.rest:
        parser.fail(_("there is one `{sign}` too many").format(sign=parser.rest[0]))
    return query


class _Parser:
    _MAX_DEPTH = 50

    def __init__(self, text: str) -> None:
        self._text = text
        self.rest = deque(_tokens(text))
        self._depth = 0

    def fail(self, message: str) -> NoReturn:
        """Say what is wrong with what comes next."""
        raise QueryError(message, self._text, self.rest[0].at if self.rest else len(self._text))

    def alternatives(self) -> Query:
        options = [self._all()]
        while self.rest and self.rest[0] == "OR":
            if options[-1] == And(()):
                self.fail(_("OR needs a term on either side"))
            self.rest.popleft()
            options.append(self._all())
        if len(options) > 1 and options[-1] == And(()):
            self.fail(_("OR needs a term on either side"))
        return options[0] if len(options) == 1 else Or(tuple(options))

    def _all(self) -> Query:
        parts: list[Query] = []
        needs_one = False
        while self.rest and self.rest[0] not in {"OR", ")"}:
            if self.rest[0] == "AND":
                if not parts or needs_one:
                    self.fail(_("AND needs a term on either side"))
                self.rest.popleft()
                needs_one = True
                continue
            found, needs_one = self._one(), False
            # What has neither letter nor digit, such as a loose dash, asks for nothing.
            if not (isinstance(found, Words) and not words(found.text) and not found.is_quoted):
                parts.append(found)
        if needs_one:
            self.fail(_("AND needs a term on either side"))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Query:
        if not self.rest:
            self.fail(_("NOT needs a term behind it"))
        token = self.rest[0]
        if token == "NOT":  # noqa: S105  (a word of the query language)
            self._deeper()
            self.rest.popleft()
            negated = self._one()
            self._depth -= 1
            return Not(negated)
        if token == "(":  # noqa: S105
            return self._group()
        try:
            query = _term(token)
        except QueryError as error:
            raise QueryError(str(error), self._text, token.at) from None
        self.rest.popleft()
        return query

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > self._MAX_DEPTH:
            self.fail(_("the query is nested deeper than {most}").format(most=self._MAX_DEPTH))

    def _group(self) -> Query:
        self._deeper()
        opened = self.rest.popleft()
        if self.rest and self.rest[0] == ")":
            self.fail(_("there is nothing between the brackets"))
        query = self.alternatives()
        if not self.rest:
            message = _("a `(` has no `)`")
            raise QueryError(message, self._text, opened.at)
        self.rest.popleft()
        self._depth -= 1
        return query


def _items_term(token: str) -> Query:
    """Conditions on one item: `org[name:Utrecht role:lead]`."""
    name, _bracket, rest = token.partition("[")
    known = "funding" if name in {"funding", "financiering"} else field(name).name
    if known not in _ITEMS:
        message = _("`{name}` has no parts to ask for; these have: {names}").format(
            name=name, names=", ".join(_ITEMS)
        )
        raise QueryError(message)
    if not rest.endswith("]"):
        message = _("a `[` has no `]`: {token}").format(token=token)
        raise QueryError(message)
    conditions = []
    for match in _PART.finditer(rest[:-1]):
        part = _ITEMS[known].get((match["name"] or "").casefold())
        if part is None:
            message = _("`{part}` is not a part of {name}: write {names}").format(
                part=match[0], name=name, names=", ".join(f"{each}:…" for each in _ITEMS[known])
            )
            written = match["name"] or match[0]
            close = nearest(written, _ITEMS[known]) or next(iter(_ITEMS[known]))
            example = f"{name}[{close}:{match['value'] or '…'}]"
            told = f"{message}{_meant(written, _ITEMS[known])}{_for_instance(example)}"
            raise QueryError(told)
        value = match["value"].replace('"', "")
        conditions.append((part, _part_value(f"{name}[{match['name']}", known, part, value)))
    if not conditions:
        message = _("there is nothing between the brackets of {name}: write {names}").format(
            name=name, names=", ".join(f"{each}:…" for each in _ITEMS[known])
        )
        raise QueryError(message)
    return InItem(known, tuple(conditions))


def _part_value(asked: str, items: str, part: str, value: str) -> str:
    """A value of a part that has a choice of values, in the terms of the record.

    Args:
        asked: how the query names the part, for its error.
        items: the list that it is a part of.
        part: the part.
        value: the value as it was written.
    """
    choices = _CHOICES.get((items, part))
    if choices is None:
        return value
    values = _CHOICE_VALUES[items, part]
    if fold(value) in choices or any(contains(each, value) for each in values):
        return choices.get(fold(value), value)
    known = list(dict.fromkeys([*choices, *values]))
    message = _("`{name}` is one of {names}; not `{value}`").format(
        name=f"{asked}]", names=", ".join(known), value=value
    )
    example = f"{asked}:{nearest(value, known) or known[0]}]"
    told = f"{message}{_meant(value, known)}{_for_instance(example)}"
    raise QueryError(told)


def _term(token: _QueryToken) -> Query:
    if re.match(r"[\w']+\[", token):
        try:
            return _items_term(token)
        except UnknownFieldError as error:
            raise _unknown(error) from None
    compared = _COMPARISON.fullmatch(token)
    if compared and is_name(compared["name"]):
        sign = _SIGNS.get(compared["sign"], compared["sign"])
        return _compared(compared["name"], sign, compared["value"].replace('"', ""))
    name, colon, value = token.partition(":")
    name = _unquoted(name)
    if not colon or _is_text(name, value, before_blank=token.before_blank):
        return _words(token)
    value = value.replace('"', "")
    try:
        if name in {"has", "no"}:
            if not value:
                message = _("`{name}:` needs a field behind it, such as `{name}:title`").format(
                    name=name
                )
                raise QueryError(message)
            has = _section_term(value) or Has(field(value))
            return has if name == "has" else Not(has)
        return _section_term(name, value) or _field_term(name, value)
    except UnknownFieldError as error:
        raise _unknown(error) from None


def _unquoted(name: str) -> str:
    """The name of a field without the quotes that a label with blanks needs."""
    inner = name[1:-1]
    return inner if name == f'"{inner}"' and is_name(inner) else name


def _unknown(error: UnknownFieldError) -> QueryError:
    """The error for an unknown field, with an example of the one that may be meant."""
    return QueryError(
        f"{error}{_for_instance(field(error.nearest or 'thema').example(error.nearest))}"
    )


def _for_instance(example: str) -> str:
    return _(" – for instance {example}").format(example=example)


def _meant(word: str, known: Iterable[str]) -> str:
    """The question whether a known word was meant; nothing if none is like it."""
    close = nearest(word, known)
    return _(": did you mean `{close}`?").format(close=close) if close else ""


def _is_text(name: str, value: str, *, before_blank: bool) -> bool:
    """Whether a colon is one of the text: `Samen: aan de slag`, `10:30`, `https://x.nl`."""
    ends_a_word = before_blank and not value
    if ends_a_word or value.startswith("//"):
        return True
    return name not in {"has", "no"} and not _names_a_field(name)


def _names_a_field(name: str) -> bool:
    """Whether a name is that of a field, or nearly so: `thmea` is a typing error and not a text."""
    from difflib import get_close_matches  # noqa: PLC0415  (few queries have a name that is unknown)

    meant = name.partition(".")[0].casefold()
    if is_name(meant):
        return True
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


def _section_term(name: str, value: str | None = None) -> Query | None:
    """Sections of one kind (`section.goal`) that exist or say something; None for other names."""
    section, dot, kind = name.partition(".")
    if not dot or field(section).name != "sections":
        return None
    english = _SECTION_KINDS.get(kind.casefold(), kind.casefold())
    if english not in _SECTION_KINDS.values():
        message = _("`{kind}` is not a kind of section: write {names}").format(
            kind=kind, names=", ".join(_SECTION_KINDS)
        )
        kinds = [*_SECTION_KINDS, *_SECTION_KINDS.values()]
        example = f"{section}.{nearest(kind, kinds) or kinds[0]}:jeugd"
        told = f"{message}{_meant(kind, kinds)}{_for_instance(example)}"
        raise QueryError(told)
    if value == "":
        message = _(
            "`{name}:` needs a value behind it; `has:{name}` asks whether it is there"
        ).format(name=name)
        raise QueryError(message)
    return InItem("sections", (("kind", english), *((("text", value),) if value else ())))


def _compared(name: str, sign: str, value: str) -> Query:
    """A field that is equal to a value, or lies on one side of it."""
    known = field(name)
    if sign == "=":
        return Equals(known, value) if known.sort is Sort.TEXT else _field_term(name, value)
    if known.sort not in {Sort.DATE, Sort.NUMBER}:
        message = _("`{name}` has no order: write {name}:{value}").format(name=name, value=value)
        raise QueryError(message)
    bound = _bound(known, name, value)
    is_low = sign[0] == ">"
    if known.sort is Sort.DATE and sign in {"<", ">"} and bound:
        bound = _day_beside(bound, is_low=is_low)
    is_strict = known.sort is Sort.NUMBER and sign in {"<", ">"}
    return InRange(known, bound if is_low else None, None if is_low else bound, is_strict)


def _day_beside(bound: str, *, is_low: bool) -> str:
    """The first day after a date, or the last one before it, as far as the calendar goes."""
    known = last_day(bound) if is_low else first_day(bound)
    ordinal = known.toordinal() + (1 if is_low else -1)
    if not known.min.toordinal() <= ordinal <= known.max.toordinal():
        return known.isoformat()
    return known.fromordinal(ordinal).isoformat()


def _field_term(name: str, value: str) -> Query:
    known = field(name)
    if not value:
        message = _(
            "`{name}:` needs a value behind it; `has:{name}` asks whether it is filled in"
        ).format(name=name)
        raise QueryError(message)
    if known.sort is Sort.CHOICE:
        chosen = value_meant(known, value.replace("_", " "))
        if chosen is None:
            message = _("`{name}` is one of {names}; not `{value}`").format(
                name=name, names=", ".join(known.choices or {}), value=value
            )
            choices = known.choices or {}
            example = f"{name}:{nearest(value, choices) or next(iter(choices))}"
            told = f"{message}{_meant(value, choices)}{_for_instance(example)}"
            raise QueryError(told)
        return FieldIs(known, chosen)
    if known.sort is Sort.TEXT:
        return FieldIs(known, value)
    low, dots, high = value.partition("..")
    bounds = [_bound(known, name, bound) for bound in (low, high if dots else low)]
    if dots and all(bounds) and _is_reversed(known, *bounds):
        message = _("`{name}:{value}` is empty: {high} comes before {low}").format(
            name=name, value=value, high=high, low=low
        )
        raise QueryError(message)
    return InRange(known, bounds[0], bounds[1])


def _is_reversed(known: Field, low: str | None, high: str | None) -> bool:
    if not low or not high:
        return False
    if known.sort is Sort.DATE:
        return last_day(high) < first_day(low)
    from decimal import Decimal  # noqa: PLC0415  (few questions ask for numbers)

    return Decimal(high) < Decimal(low)


def _written_date(text: str) -> str | None:
    from projectkit.dutch.dates import read_date  # noqa: PLC0415  (needs its words, which few questions need)

    return read_date(text)


def _bound(known: Field, name: str, text: str) -> str | None:
    if not text:
        return None
    if known.sort is Sort.DATE:
        date = text if is_partial_date(text) else _written_date(text)
        if date is None:
            told = _(
                "`{name}:{text}` is not a date: "
                "write 2015, 2015-09 or 2015-09-01, or a range 2015..2018"
            )
            raise QueryError(told.format(name=name, text=text))
        return date
    plain = text.replace(".", "") if _THOUSANDS.fullmatch(text) else text
    if not _NUMBER.fullmatch(plain):
        told = _(
            "`{name}:{text}` is not a number: "
            "write 50000, or a range 50000..100000, 50000.. or ..100000"
        )
        raise QueryError(told.format(name=name, text=text))
    return plain.replace(",", ".")
