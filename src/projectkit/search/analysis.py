"""Dutch words as the index knows them: folded, stemmed, split at compounds, and in pieces of four.

What each step is worth was measured on 497 judged queries (docs/measurements.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import Stemmer

from projectkit.search.fold import words, written_words
from projectkit.search.question_words import without_question_words

GRAM = 4
_SHORTEST_PART = 4
# The index knows a longer word, such as a key or a data URL, by its beginning: it costs no more
# than a long compound.
_LONGEST = 64
_PREFIX = "ge"
_STEMMER = Stemmer.Stemmer("dutch")
# Words that occur in any text; a query that has others does without them.
_STOP = frozenset({
    "aan", "als", "bij", "dat", "de", "der", "den", "des", "die", "dit", "door", "een", "en", "er",
    "het", "hoe", "in", "is", "maar", "met", "na", "naar", "niet", "of", "om", "onder", "ook", "op",
    "over", "te", "ten", "ter", "tot", "tussen", "uit", "van", "voor", "waar", "wat", "we", "wie",
    "wordt", "worden", "zich", "zijn", "zonder"
})  # fmt: skip


def index_words(text: str) -> list[str]:
    """The folded words of a text as the index has them."""
    return [word[:_LONGEST] for word in words(text)]


def written_index_words(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text as the index has them, each as it is written."""
    return ((word[:_LONGEST], spelling[:_LONGEST]) for word, spelling in written_words(text))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word, by the algorithm of Kraaij and Pohlmann (Snowball).

    It takes *ge-* off as if every word that begins so were a participle, which makes *zin* of
    *gezin*: here it stays.
    """
    kept = _PREFIX if word.startswith(_PREFIX) else ""
    found: str = _STEMMER.stemWord(word.removeprefix(kept))
    return kept + found


@lru_cache(maxsize=20_000)
def grams(word: str) -> tuple[str, ...]:
    """The pieces of four letters of a word, its beginning marked: related words share pieces.

    >>> grams("zorgen")
    ('_zor', 'zorg', 'orge', 'rgen')
    """
    marked = f"_{word}"
    return tuple(marked[at : at + GRAM] for at in range(max(1, len(marked) - GRAM + 1)))


def parts(word: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """The longest words that a compound begins and ends with, without a joining s.

    Args:
        word: a folded word.
        is_known: whether a word occurs in enough texts to be one.
    """
    for end in range(len(word) - _SHORTEST_PART + 1, _SHORTEST_PART - 1, -1):
        head = word[:end]
        if is_known(head):
            yield head
            break
        if head.endswith("s") and len(head) > _SHORTEST_PART and is_known(head[:-1]):
            yield head[:-1]
            break
    for start in range(_SHORTEST_PART - 1, len(word) - _SHORTEST_PART + 1):
        if is_known(word[start:]):
            yield word[start:]
            break


def content_words(text: str) -> list[str]:
    """The words of a query; stop words and words of a question only if there are no others."""
    found = index_words(text)
    content = [word for word in found if word not in _STOP]
    return telling_words(text) or content or found


def telling_words(text: str) -> list[str]:
    """The words of a query that say what it is about, of which there may be none."""
    asked = without_question_words(list(written_index_words(text)))
    return [word for word in asked if word not in _STOP]
