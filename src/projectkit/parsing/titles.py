"""The title of a page: the best of the short lines above its text."""

from __future__ import annotations

import re
from collections import Counter

from projectkit.dutch.dates import read_date
from projectkit.parsing.layout import Layout
from projectkit.parsing.marks import Mark, Role, is_prose, is_sentence
from projectkit.parsing.vocabulary import names_organisation, names_unit

_MAX_TITLE = 220
_TOP_OF_PAGE = 60
_LINES_OF_TITLE = 2
_SENTENCE_START = re.compile(r"(?:Dit|Deze|Het|De|In|Wij|We|Er|Voor|Met|Hier)\s")
_WRAPPED = 70
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_].*[^\W\d_]")
_MANY_WORDS = 3
_LONG_WORD = re.compile(r"\w{4,}")


def mark_title(marks: list[Mark], layout: Layout) -> list[Mark]:
    """Mark the title wherever it is repeated word for word, and the menu above it as noise."""
    title = _title_line(marks)
    if title is None:
        return marks
    return [_beside_title(mark, title, layout) for mark in marks]


def _beside_title(mark: Mark, title: Mark, layout: Layout) -> Mark:
    if mark.role is Role.NOISE:
        return mark
    if mark.text == title.text or _continues(mark, title):
        return Mark(mark.line, mark.block, Role.TITLE)
    if mark.block < title.block and mark.role in {Role.TEXT, Role.ITEM} and not read_date(mark.text):
        kept = is_prose(mark.text) or "@" in mark.text or layout.vocabulary.label(mark.text)
        return mark if kept else Mark(mark.line, mark.block, Role.NOISE)
    return mark


def _title_line(marks: list[Mark]) -> Mark | None:
    """The best of the short lines above the first text: a site and its menu stand above a title too."""
    first = [mark for mark in marks if mark.line.level == 1 and mark.role is not Role.NOISE]
    if len({mark.text for mark in first}) == 1:
        return first[0]
    candidates: list[Mark] = []
    blocks = Counter(mark.block for mark in marks)
    for mark in marks[:_TOP_OF_PAGE]:
        if mark.role in {Role.LABEL, Role.HEADING} or _is_content(mark, blocks[mark.block]):
            return _best_title(candidates, marks)
        if candidates and _continues(mark, candidates[-1]):
            continue
        if mark.role is Role.TEXT and len(mark.text) <= _MAX_TITLE and not _is_no_title(mark):
            candidates.append(mark)
    # A page without any text that it could be the title of.
    return candidates[0] if candidates and len(marks) > 1 else None


def _continues(mark: Mark, title: Mark) -> bool:
    """Whether a line is the second half of a title over two lines: it begins without a capital."""
    return mark.block == title.block and mark.number == title.number + 1 and mark.text[0].islower()


def _best_title(candidates: list[Mark], marks: list[Mark]) -> Mark | None:
    if not candidates:
        return None
    words = Counter(word for mark in marks for word in set(_long_words(mark.text)))
    texts = Counter(mark.text for mark in marks)
    blocks = Counter(mark.block for mark in marks)
    last = candidates[-1].block
    return max(candidates, key=lambda mark: (_title_score(mark, words, texts, blocks, last), -mark.number))


def _title_score(mark: Mark, words: Counter[str], texts: Counter[str], blocks: Counter[int], last: int) -> float:
    """How much a line looks like the title: it comes back, its words come back, and the text follows it."""
    long_words = _long_words(mark.text)
    share = sum(words[word] > 1 for word in long_words) / len(long_words) if long_words else 0.0
    score = 2 * share + (1.5 if texts[mark.text] > 1 else 0.0)
    score += 1.0 if mark.block == last else 0.0
    score += 0.3 if len(mark.text.split()) >= _MANY_WORDS else 0.0
    crowd = blocks[mark.block]
    score -= 0.8 if crowd > _LINES_OF_TITLE else 0.0
    if mark.text.endswith("."):
        score -= 2.0 if _SENTENCE_START.match(mark.text) else 0.7
    return score - (1.0 if names_unit(mark.text) or names_organisation(mark.text) else 0.0)


def _is_content(mark: Mark, lines: int) -> bool:
    """Whether the text of the page begins here: with a sentence, or with the first line of a wrapped one."""
    wrapped = lines > _LINES_OF_TITLE and len(mark.text) > _WRAPPED
    return mark.role in {Role.TEXT, Role.ITEM} and (wrapped or is_sentence(mark.text))


def _is_no_title(mark: Mark) -> bool:
    text = mark.text
    return bool(read_date(text) or _is_quotation(text) or "@" in text) or not _LETTERS.search(text)


def _is_quotation(text: str) -> bool:
    """A motto, or the line `- Name` below it."""
    return bool(re.fullmatch(r"[“\"].*[”\"]\.?|[-–—]\s\w+(?:\s\w+){1,3}", text))


def _long_words(text: str) -> list[str]:
    return _LONG_WORD.findall(text.casefold())
