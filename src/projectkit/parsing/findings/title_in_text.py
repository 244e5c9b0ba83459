"""Finds where running text names its project: `Met Koffie op de stoep willen wij ...`.

The model of words looks for names of many kinds at once, among the words with capitals. The name of
a project often goes on in small letters, and nothing but the sentence tells where it ends: the
model of mentions looks at every word of the sentences that may hold a name, and for this alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, pairwise

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.models import Tagger, model
from projectkit.parsing.steps import FEW_CHANCES, TIMES, step
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.words.spans import Span, Tag
from projectkit.parsing.words.tokens import ENDS_OF_SENTENCE, Token, TokenKind, tokens

FEATURES_VERSION = 1
"""Raised when features change, so that no model is used with features it was not trained on."""

BEGINS, GOES_ON, OUTSIDE = "B", "I", "O"
"""The labels of a word: the name begins with it, goes on with it, or it is no part of one."""

# Letters kept of a word; words that a name of a project has at most; words whose form is kept.
_OF_WORD = 12
_LONGEST = 12
_REMEMBERED = 20_000
# A name that begins with a word less probably than the first, or is whole less probably than the
# second, is not proposed; nor are more than so many ends for one beginning.
_LEAST = 0.02
_LEAST_WHOLE = 0.01
_MOST_ENDS = 3
# A first word of a sentence with fewer letters does not begin a name by itself: `De`, `Het`.
_SHORTEST_FIRST = 4
_SHORTEST_IN_HEADING = 4
_BACK = (0, 1, 2, 3, 5, 8)


@dataclass(frozen=True)
class Sentence:
    """A sentence of running text that may name the project.

    Attributes:
        mark: its line.
        place: the index of the line among the marks of the page.
        tokens: its words and marks.
        features: the evidence on each of them, as names of features.
    """

    mark: Mark
    place: int
    tokens: list[Token]
    features: list[list[str]]


def named_in_text(page: Page) -> Iterator[Span]:
    """The words of running text that may name the project, each with its probability."""
    mentions_model = model("mentions")
    for sentence in sentences(page):
        mentions_model.tag(sentence.features)
        # All at once, since the model only remembers the sentence that it tagged last.
        yield from list(_names_in(sentence, mentions_model))


def _names_in(sentence: Sentence, tagged: Tagger) -> Iterator[Span]:
    """What may name the project in a sentence that a model has tagged."""
    for first, token in enumerate(sentence.tokens):
        if not may_begin(token):
            continue
        for last, chance in _extents(tagged, first, len(sentence.tokens)):
            end = sentence.tokens[last].end
            yield Span(Tag.TITLE, sentence.mark, sentence.place, token.start, end, chance)


def _extents(tagged: Tagger, first: int, count: int) -> list[tuple[int, float]]:
    """The last words that a name may have which begins with a word, and the chance of each name.

    Args:
        tagged: the model, which tagged the sentence.
        first: the place of the first word.
        count: the number of words in the sentence.
    """
    begins = tagged.marginal(BEGINS, first)
    if begins < _LEAST:
        return []
    found: list[tuple[int, float]] = []
    reaches = begins
    for last in range(first, min(first + _LONGEST, count)):
        following = tagged.marginal(GOES_ON, last + 1) if last + 1 < count else 0.0
        goes_on = min(reaches, following)
        found.append((last, reaches - goes_on))
        reaches = goes_on
        if reaches < _LEAST_WHOLE:
            break
    probable = sorted(found, key=lambda pair: -pair[1])[:_MOST_ENDS]
    return [(last, chance) for last, chance in probable if chance >= _LEAST_WHOLE]


def may_begin(token: Token) -> bool:
    """Whether a name may begin with a word."""
    return token.text[0].isupper() or token.text[0].isdigit()


def sentences(page: Page) -> Iterator[Sentence]:
    """The sentences of running text that may name the project, with the evidence."""
    lines = [tokens(mark.text) if mark.role is not Role.NOISE else [] for mark in page.marks]
    words = _WordsInSentences(page, lines)
    spans: dict[int, list[Span]] = defaultdict(list)
    for span in sorted(page.spans, key=lambda span: (span.place, span.start)):
        spans[span.place].append(span)
    for place, (mark, line) in enumerate(zip(page.marks, lines, strict=True)):
        if line and is_prose(mark.text):
            known = iter(_known(line, spans[place]))
            for sentence in _split(line):
                known_here = list(islice(known, len(sentence)))
                if words.may_name(sentence):
                    features = list(_features(sentence, words, known_here))
                    yield Sentence(mark, place, sentence, features)


def _known(line: Sequence[Token], spans: Sequence[Span]) -> list[list[str]]:
    """For each word of a line, what the model of words took it for."""
    starts = [span.start for span in spans]
    return [_of_span(token, spans, starts) for token in line]


def _split(line: list[Token]) -> Iterator[list[Token]]:
    """The sentences of a line."""
    start = 0
    for behind, token in enumerate(line, 1):
        if token.text in ENDS_OF_SENTENCE:
            yield line[start:behind]
            start = behind
    if start < len(line):
        yield line[start:]


class _WordsInSentences:
    """What the page as a whole tells of a word."""

    def __init__(self, page: Page, lines: Sequence[Sequence[Token]]) -> None:
        texts = [[token.text for token in line] for line in lines]
        different = {text for line in texts for text in line}
        self._with_capital = {text for text in different if text[0].isupper()}
        self._small = {text.casefold() for text in different - self._with_capital}
        self._inside = Counter(
            [
                text
                for line in texts
                for before, text in pairwise([".", *line])
                if before not in ENDS_OF_SENTENCE and text in self._with_capital
            ]
        )
        self._headings = frozenset(
            token.text.casefold()
            for mark, line in zip(page.marks, lines, strict=True)
            if mark.role in {Role.TITLE, Role.HEADING}
            for token in line
            if len(token.text) >= _SHORTEST_IN_HEADING
        )

    def may_name(self, sentence: Sequence[Token]) -> bool:
        """Whether a sentence has a word that may begin a name."""
        first = sentence[0].text
        is_name = first in self._with_capital and len(first) >= _SHORTEST_FIRST
        begins = is_name and first.casefold() not in self._small
        return begins or not self._with_capital.isdisjoint([token.text for token in sentence[1:]])

    def of(self, text: str) -> list[str]:
        """How often a word has a capital inside sentences, and whether it is in a heading."""
        plain = text.casefold()
        found = ["in-heading"] if plain in self._headings else []
        if text not in self._with_capital:
            return found
        small = ["also-small"] if plain in self._small else []
        return [f"inside{step(self._inside[text], TIMES)}", *small, *found]


def _features(
    sentence: Sequence[Token], words: _WordsInSentences, known: Sequence[list[str]]
) -> Iterator[list[str]]:
    """The evidence on each word of a sentence.

    Args:
        sentence: its words.
        words: what the page as a whole tells of them.
        known: what is known of each of them from its line.
    """
    folded = [token.text.casefold() for token in sentence]
    plain = ["^^", "^", *[word[:_OF_WORD] for word in folded], "$", "$$"]
    forms = ["^", *[_form(token.text, token.kind) for token in sentence], "$"]
    noun, nouns = None, _nouns()
    for at, token in enumerate(sentence):
        own = plain[at + 2]
        yield [
            "any",
            f"word={own}",
            f"form={forms[at + 1]}",
            f"-1={plain[at + 1]}",
            f"+1={plain[at + 3]}",
            f"-2={plain[at]}",
            f"+2={plain[at + 4]}",
            f"-1form={forms[at]}",
            f"+1form={forms[at + 2]}",
            *(["first"] if at == 0 else []),
            *words.of(token.text),
            "no-noun" if noun is None else f"noun{step(at - noun, _BACK)}",
            *known[at],
        ]
        if folded[at].endswith(nouns):
            noun = at


def _of_span(token: Token, spans: Sequence[Span], starts: Sequence[int]) -> list[str]:
    """What the model of words took a word for.

    Args:
        token: the word.
        spans: what it found on the line, in order.
        starts: where each of them starts.
    """
    before = bisect_right(starts, token.start) - 1
    if before < 0 or spans[before].end <= token.start:
        return ["no-span"]
    span = spans[before]
    found = [f"span={span.tag}", f"span={span.tag}{step(span.certainty, FEW_CHANCES)}"]
    return [*found, f"span-begins={span.tag}"] if span.start == token.start else found


@lru_cache(maxsize=_REMEMBERED)
def _form(text: str, kind: TokenKind) -> str:
    """How a word is written."""
    if kind is not TokenKind.WORD:
        return str(kind)
    if not text[0].isalnum():
        return "mark"
    if text.isdigit():
        return "digits"
    if text.isupper() and len(text) > 1:
        return "capitals"
    is_mixed = any(letter.isupper() or letter.isdigit() for letter in text[1:])
    if text[0].isupper():
        return "mixed" if is_mixed else "capital"
    return "inner" if is_mixed else "small"


@cache
def _nouns() -> tuple[str, ...]:
    return tuple(load_vocabulary("titles")["nouns"])
