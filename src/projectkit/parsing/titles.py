"""The title of a page: the best of the short lines above its text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from projectkit.dutch.dates import read_date
from projectkit.parsing.label_values import asks_for, takes_a_form
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
_LONGER = 1.5
_TRAIL = re.compile(r"\s[>»\u203a/]\s")
# How a line begins that explains the title above it.
_SUBTITLE = re.compile(r"(?:Hoe|Naar|Van|Op weg|Een|Over|Voor|Met|Samen|Waarom|Wat|Het|De)\s")
_STEM = 6
_FACT = re.compile(r"[A-ZÀ-Ý][\w/-]{2,30}(?:\s[\w/-]+)?:\s\S.{0,60}")
_LONG_WORD = re.compile(r"\w{4,}")


def mark_title(marks: list[Mark], layout: Layout) -> list[Mark]:
    """Mark the title wherever it is repeated word for word, and the menu above it as noise."""
    title = _title_line(marks, layout)
    if title is None:
        return marks
    return [_beside_title(mark, title, layout) for mark in _without_menu(marks, title)]


def _beside_title(mark: Mark, title: Mark, layout: Layout) -> Mark:
    if mark.role is Role.NOISE:
        return mark
    if mark.text == title.text or _continues(mark, title):
        return Mark(mark.line, mark.block, Role.TITLE)
    if mark.block < title.block and mark.role in {Role.TEXT, Role.ITEM} and not read_date(mark.text):
        kept = is_prose(mark.text) or "@" in mark.text or layout.vocabulary.label(mark.text)
        return mark if kept else Mark(mark.line, mark.block, Role.NOISE)
    return mark


def _without_menu(marks: list[Mark], title: Mark) -> list[Mark]:
    """Above a title, `Contact` and `Publicaties` with nothing below them are entries of a menu."""
    sizes = Counter(mark.block for mark in marks)
    bare = {
        mark.number
        for mark, following in zip(marks, [*marks[1:], None], strict=True)
        if _is_entry(mark, following, sizes[mark.block])
    }
    return [
        Mark(mark.line, mark.block, Role.NOISE) if mark.number < title.number and mark.number in bare else mark
        for mark in marks
    ]


def _is_entry(mark: Mark, following: Mark | None, size: int) -> bool:
    """Whether a known heading or label stands among other lines without anything to be the heading or label of."""
    if mark.role not in {Role.HEADING, Role.LABEL} or mark.rest or mark.text.endswith(":") or size <= _LINES_OF_TITLE:
        return False
    if following is None or following.role in {Role.HEADING, Role.LABEL, Role.NOISE, Role.TITLE}:
        return True
    if mark.role is Role.LABEL:
        return not (takes_a_form(mark.target) and asks_for(mark.target, following.text))
    return not is_prose(following.text) and following.role is not Role.ITEM


def _title_line(marks: list[Mark], layout: Layout) -> Mark | None:
    """The best of the short lines above the first text: a site and its menu stand above a title too."""
    first = [mark for mark in marks if mark.line.level == 1 and mark.role is not Role.NOISE]
    if len({mark.text for mark in first}) == 1:
        return first[0]
    candidates: list[Mark] = []
    blocks = Counter(mark.block for mark in marks)
    for above, mark, following in zip([None, *marks], marks[:_TOP_OF_PAGE], [*marks[1:], None], strict=False):
        fact = mark.role in {Role.LABEL, Role.HEADING} and not _is_entry(mark, following, blocks[mark.block])
        if fact or _are_facts(mark, following) or _is_content(mark, blocks[mark.block]):
            return _best_title(candidates, marks, layout)
        if candidates and _continues(mark, candidates[-1]):
            continue
        is_value = above is not None and above.role is Role.LABEL and above.block == mark.block
        if mark.role is Role.TEXT and len(mark.text) <= _MAX_TITLE and not is_value and not _is_no_title(mark):
            candidates.append(mark)
    # A page without any text that it could be the title of.
    return candidates[0] if candidates and len(marks) > 1 else None


def _are_facts(mark: Mark, following: Mark | None) -> bool:
    """Whether two lines are facts behind labels that nobody knows; one such line may be a title with its subtitle."""
    if following is None or following.block != mark.block or mark.role is not Role.TEXT:
        return False
    return bool(_FACT.fullmatch(mark.text) and (following.role is Role.LABEL or _FACT.fullmatch(following.text)))


def _continues(mark: Mark, title: Mark) -> bool:
    """Whether a line is the second half of a title over two lines: it begins without a capital."""
    return mark.block == title.block and mark.number == title.number + 1 and mark.text[0].islower()


def _best_title(candidates: list[Mark], marks: list[Mark], layout: Layout) -> Mark | None:
    if not candidates:
        return None
    page = _Words(marks, candidates, layout)
    return max(candidates, key=lambda mark: (_title_score(mark, page), -mark.number))


class _Words:
    """What the score of a title looks at, counted once for the page."""

    def __init__(self, marks: list[Mark], candidates: list[Mark], layout: Layout) -> None:
        self.words = Counter(word for mark in marks for word in set(_long_words(mark.text)))
        self.texts = Counter(mark.text for mark in marks)
        # The last entry of a trail of pages is the page itself.
        trails = (_TRAIL.split(mark.text)[-1] for mark in marks[:_TOP_OF_PAGE] if _TRAIL.search(mark.text))
        self.texts.update(trails)
        self.blocks = Counter(mark.block for mark in marks)
        self.layout = layout
        self.last = candidates[-1]
        self.prose = "\n".join(mark.text for mark in marks if is_prose(mark.text))
        self.subtitles = {
            first.number
            for first, second in pairwise(candidates)
            if second.block - first.block <= 1 and self._is_subtitle(first, second)
        }

    def _is_subtitle(self, first: Mark, second: Mark) -> bool:
        """Whether the second of two lines says at length what the first names."""
        longer = len(second.text) >= len(first.text) * _LONGER and len(second.text.split()) >= _MANY_WORDS + 1
        return longer and second.block >= self.last.block - 1 and bool(_SUBTITLE.match(second.text))


def _title_score(mark: Mark, page: _Words) -> float:
    """How much a line looks like the title: it comes back, its words come back, and the text follows it."""
    long_words, crowded = _long_words(mark.text), page.blocks[mark.block] > _LINES_OF_TITLE
    share = sum(page.words[word] > 1 for word in long_words) / len(long_words) if long_words else 0.0
    score = 2 * share + (1.5 if page.texts[mark.text] > 1 else 0.0)
    score += 1.0 if mark.number == page.last.number or (mark.block == page.last.block and not crowded) else 0.0
    score += 0.3 if len(mark.text.split()) >= _MANY_WORDS else 0.0
    score += 2.0 if mark.number in page.subtitles else 0.0
    score += 1.0 if mark.text in page.prose else 0.0
    score -= 0.8 if crowded else 0.0
    score -= 1.5 if page.layout.vocabulary.is_general(mark.text) else 0.0
    if mark.text.endswith("."):
        score -= 3.0 if _SENTENCE_START.match(mark.text) else 0.7
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
    """The beginnings of the long words of a text: `veiling` comes back in `veilingdak`."""
    return [word[:_STEM] for word in _LONG_WORD.findall(text.casefold())]
