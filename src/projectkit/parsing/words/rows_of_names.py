"""Names in a row, such as `Cosun, Kennisland en Mijzo`: what one of them is, the others are too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.words.name_lists import is_little
from projectkit.parsing.words.tokens import ENDS_OF_SENTENCE, Token, TokenKind

# `Fontys en de gemeente Eindhoven` has two words between its names, not counting the article.
_FARTHEST = 2
# From so many names on, it is only a long row.
_LONG = 5
_REMEMBERED = 20_000


class RowOfNames(NamedTuple):
    """Names in a row.

    Attributes:
        names: how many there are, at least two.
        first: the place of the first word of the first name on its line.
        end: the place behind the last word of the last name.
    """

    names: int
    first: int
    end: int


def rows_of_names(line: Sequence[Token]) -> list[RowOfNames]:
    """The rows of names on a line, in order."""
    rows: list[RowOfNames] = []
    for first, end in _names(line):
        if rows and _is_between(line[rows[-1].end : first]):
            rows[-1] = RowOfNames(rows[-1].names + 1, rows[-1].first, end)
        else:
            rows.append(RowOfNames(1, first, end))
    return [row for row in rows if row.names > 1]


def row_features(line: Sequence[Token]) -> list[tuple[str, ...]]:
    """For each token of a line, how many names are in the row it stands in, and what is before."""
    found: list[tuple[str, ...]] = [()] * len(line)
    for names, first, end in rows_of_names(line):
        before = _word(line[first - 1]) if first else ""
        found[first:end] = [_features(min(names, _LONG), before)] * (end - first)
    return found


def _word(token: Token) -> str:
    """A word without case, or what sort of thing stands there."""
    return token.text.lower() if token.kind is TokenKind.WORD else token.kind


@lru_cache(maxsize=_REMEMBERED)
def _features(names: int, before: str) -> tuple[str, ...]:
    return (f"row{names}", f"row-after={before}")


def _names(line: Sequence[Token]) -> list[tuple[int, int]]:
    """Where names begin and end: words with capitals, and the small words inside a name."""
    names: list[tuple[int, int]] = []
    for at, token in enumerate(line):
        if not _may_be_name(token.text, token.kind) or _begins_sentence(line, at):
            continue
        if names and _is_inside(line[names[-1][1] : at]):
            names[-1] = (names[-1][0], at + 1)
        else:
            names.append((at, at + 1))
    return names


@lru_cache(maxsize=_REMEMBERED)
def _may_be_name(text: str, kind: TokenKind) -> bool:
    """Whether a token is a word with a capital."""
    return kind is TokenKind.WORD and text != text.lower()


def _begins_sentence(line: Sequence[Token], at: int) -> bool:
    """Whether a word only has its capital since a sentence begins: `Met Cosun en Kennisland`."""
    return is_little(line[at].text.lower()) and (at == 0 or line[at - 1].text in ENDS_OF_SENTENCE)


def _is_inside(gap: Sequence[Token]) -> bool:
    """Whether words with capitals are of one name: `Universiteit van Amsterdam`."""
    inside, _ = _small_words()
    return all(token.text in inside for token in gap)


def _is_between(gap: Sequence[Token]) -> bool:
    """Whether two names stand in one row: `Fontys en de gemeente Eindhoven`."""
    inside, between = _small_words()
    words = [token for token in gap if token.text not in inside]
    if not 0 < len(words) <= _FARTHEST or gap[0].text not in between:
        return False
    return all(token.text in between or _is_plain_word(token) for token in words)


def _is_plain_word(token: Token) -> bool:
    return token.kind is TokenKind.WORD and token.text.islower()


@cache
def _small_words() -> tuple[frozenset[str], frozenset[str]]:
    cues = load_vocabulary("cues")
    return frozenset(cues["inside_names"]), frozenset(cues["between_names"])
