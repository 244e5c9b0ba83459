"""The title of a page: the best of the short lines above its text."""

from __future__ import annotations

import re
from collections import Counter

from projectkit.dutch.dates import find_dates, read_date
from projectkit.dutch.status import read_status
from projectkit.parsing.label_values import asks_for, takes_a_form
from projectkit.parsing.layout import Layout
from projectkit.parsing.marks import Mark, Role, is_prose, is_sentence
from projectkit.parsing.role_words import roles
from projectkit.parsing.title_score import LINES_OF_TITLE, TitleScore

_MAX_TITLE = 220
_TOP_OF_PAGE = 60
_WRAPPED = 70
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_].*[^\W\d_]")
_FACT = re.compile(r"[A-ZÀ-Ý][\w/-]{2,30}(?:\s[\w/-]+)?:\s\S.{0,60}")
# A trail of pages.
_PATH = re.compile(r"\s[>»\u203a]\s|\S[>»\u203a]\S")
_WHOLE_DATE = len("2022-10-06")


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
    if mark.block < title.block and mark.role in {Role.TEXT, Role.ITEM} and not _states_alone(mark, title):
        kept = is_prose(mark.text) or "@" in mark.text or layout.vocabulary.label(mark.text)
        return mark if kept else Mark(mark.line, mark.block, Role.NOISE)
    return mark


def _states_alone(mark: Mark, title: Mark) -> bool:
    """Whether a line above the title is a date, or a status right above it."""
    return bool(read_date(mark.text) or (title.block - mark.block == 1 and read_status(mark.text)))


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
    if mark.role not in {Role.HEADING, Role.LABEL} or mark.rest or mark.text.endswith(":"):
        return False
    if size <= LINES_OF_TITLE:
        return mark.role is Role.HEADING and following is not None and _stands_above_title(mark, following)
    if following is None or following.role in {Role.HEADING, Role.LABEL, Role.NOISE, Role.TITLE}:
        return True
    if mark.role is Role.LABEL:
        return not (takes_a_form(mark.target) and asks_for(mark.target, following.text))
    return not is_prose(following.text) and following.role is not Role.ITEM


def _stands_above_title(mark: Mark, following: Mark) -> bool:
    """`Over ons` alone, and alone below it what is no text, no list and no contact: the part of the site."""
    if mark.target != "summary" or following.role is not Role.TEXT or following.block == mark.block:
        return False
    return not is_prose(following.text) and "@" not in following.text


def _title_line(marks: list[Mark], layout: Layout) -> Mark | None:
    """The best of the short lines above the first text: a site and its menu stand above a title too."""
    first = [mark for mark in marks if mark.line.level == 1 and mark.role is not Role.NOISE]
    if len({mark.text for mark in first}) == 1:
        return first[0]
    candidates: list[Mark] = []
    blocks = Counter(mark.block for mark in marks)
    for above, mark, following in zip([None, *marks], marks[:_TOP_OF_PAGE], [*marks[1:], None], strict=False):
        fact = mark.role in {Role.LABEL, Role.HEADING} and not _is_entry(mark, following, blocks[mark.block])
        if fact or _are_facts(mark, following) or _is_person(mark) or _is_content(mark, blocks[mark.block]):
            return _best_title(candidates, marks, layout)
        if _is_number(mark, layout) or (candidates and _continues(mark, candidates[-1])):
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


def _is_number(mark: Mark, layout: Layout) -> bool:
    """`Dossier 2023-004`: a label and a number."""
    split = layout.vocabulary.spaced_label(mark.text) if mark.role is Role.TEXT else None
    return bool(split and split[0] == "identifier" and any(map(str.isdigit, split[2])))


def _is_person(mark: Mark) -> bool:
    """`Doornbosch, Thijs (Onderzoeker)`: a role in brackets."""
    return mark.text.endswith(")") and bool(roles(mark.text.rpartition("(")[2]))


def _continues(mark: Mark, title: Mark) -> bool:
    """Whether a line is the second half of a title over two lines: it begins without a capital."""
    return mark.block == title.block and mark.number == title.number + 1 and mark.text[0].islower()


def _best_title(candidates: list[Mark], marks: list[Mark], layout: Layout) -> Mark | None:
    if not candidates:
        return None
    score = TitleScore(marks, candidates, layout)
    return max(candidates, key=lambda mark: (score(mark), -mark.number))


def _is_content(mark: Mark, lines: int) -> bool:
    """Whether the text of the page begins here: with a sentence, or with the first line of a wrapped one."""
    wrapped = lines > LINES_OF_TITLE and len(mark.text) > _WRAPPED
    return mark.role in {Role.TEXT, Role.ITEM} and (wrapped or is_sentence(mark.text))


def _is_no_title(mark: Mark) -> bool:
    text = mark.text
    dated = any(len(date.value) == _WHOLE_DATE for date in find_dates(text))
    return bool(
        _PATH.search(text) or dated or _is_quotation(text) or "@" in text or read_status(text)
    ) or not _LETTERS.search(text)


def _is_quotation(text: str) -> bool:
    """A motto, or the line `- Name` below it."""
    return bool(re.fullmatch(r"[“\"].*[”\"]\.?|[-–—]\s\w+(?:\s\w+){1,3}", text))
