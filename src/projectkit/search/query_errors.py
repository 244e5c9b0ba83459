"""What is wrong with a query, where, and what may be meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection

from projectkit.language.translate import _
from projectkit.model.errors import ProjectkitError
from projectkit.search.fields import UnknownFieldError, field, nearest


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


def unknown_field(error: UnknownFieldError) -> QueryError:
    """The error for an unknown field, with an example of the one that may be meant."""
    example = field(error.nearest or "thema").example(error.nearest)
    return QueryError(f"{error}{_for_instance(example)}")


def unknown_word(
    message: str, word: str, known: Collection[str], example: Callable[[str], str]
) -> QueryError:
    """The error for a word that is not one of a few, with the one that may be meant.

    Args:
        message: what is wrong.
        word: the word, as it is written.
        known: the words that it may be.
        example: makes a condition with a known word.
    """
    close = nearest(word, known)
    meant = _(": did you mean `{close}`?").format(close=close) if close else ""
    instance = _for_instance(example(close or next(iter(known))))
    return QueryError(f"{message}{meant}{instance}")


def _for_instance(example: str) -> str:
    return _(" – for instance {example}").format(example=example)
