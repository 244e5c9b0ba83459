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

from collections import deque
from collections.abc import Iterable
from typing import NoReturn

from projectkit.language.translate import _
from projectkit.search.conditions import And, Not, Or, Query, Words
from projectkit.search.fold import words
from projectkit.search.query_errors import QueryError
from projectkit.search.query_terms import term
from projectkit.search.query_tokens import tokens


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
        self.rest = deque(tokens(text))
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
            query = term(token)
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
