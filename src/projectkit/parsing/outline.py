"""The outline of a page: what each line is (title, label, heading, list item, text, noise) and the sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from projectkit.dutch.amounts import find_amounts, read_amount
from projectkit.dutch.dates import find_dates, read_date, read_period
from projectkit.dutch.names import is_person_name, split_titles
from projectkit.dutch.status import read_status
from projectkit.parsing.layout import Layout
from projectkit.parsing.vocabulary import names_unit, roles, subproject_heading
from projectkit.reading.blocks import Block, list_item
from projectkit.reading.lines import Line

_MAX_LABEL = 60
_MAX_VALUE = 500
_LONGEST_VALUE = 4
_MAX_TITLE = 220
_MAX_HEADING = 110
_MAX_HEADING_WORDS = 14
_PROSE = 110
_SENTENCE_WORDS = 12
_MENU_SHARE = 0.5
_TITLE_CANDIDATES = 4
# A title names what the page is about, so its words come back; those of a caption do not.
_TITLE_SHARE = 0.75
_CAPTION_SHARE = 0.34
_LONG_WORD = 4
# Marks of headings in Markdown and in some editors.
_HASHES = re.compile(r"^(?:#{1,6}|!!)\s*(?=\w)")
# The first word of a button, stuck to the heading before it.
_BUTTON = re.compile(r"(?<=[a-zà-ÿ?!])(?=(?:Bekijk|Lees|Download|Stuur|Ga naar|Meer|Neem|Open|Toon|Naar|Klik)\b)")


class Role(StrEnum):
    """What a line is on its page."""

    TITLE = "title"
    LABEL = "label"
    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Mark:
    """One line that is not blank, and what it is.

    Attributes:
        line: the line.
        block: index of the block it stands in.
        role: what it is.
        target: of a label its target, of a heading the kind of section.
        label: the words of the label or heading, as written.
        rest: what follows the label or heading on the same line.
        known: whether a heading is in the vocabulary; others are headings by their form.
    """

    line: Line
    block: int
    role: Role
    target: str = ""
    label: str = ""
    rest: str = ""
    known: bool = False

    @property
    def text(self) -> str:
        """The text of the line."""
        return self.line.text

    @property
    def number(self) -> int:
        """The number of the line."""
        return self.line.number


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the marks below it, up to the next heading; the first part of a page has no heading."""

    heading: Mark | None
    body: tuple[Mark, ...]

    @property
    def kind(self) -> str:
        """The kind of section; text before any heading is the summary."""
        return self.heading.target if self.heading else "summary"


def is_prose(text: str) -> bool:
    """Whether a line is running text rather than a name, a label or a heading."""
    return len(text) > _PROSE or _is_sentence(text)


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) and len(text.split()) >= _SENTENCE_WORDS


def outline(blocks: Sequence[Block], layout: Layout) -> tuple[Mark, ...]:
    """Say of every line what it is."""
    marks = [
        _mark(line, index, layout, first=position == 0)
        for index, block in enumerate(blocks)
        for position, line in enumerate(block.lines)
    ]
    marks = _without_menus(marks)
    marks = _values_are_no_headings(marks)
    marks = _checked_labels(marks, layout)
    marks = _checked_headings(marks)
    marks = _noise_sections(marks, layout)
    marks = _title(marks)
    return tuple(_headings_by_form(marks))


def parts(marks: Sequence[Mark]) -> tuple[Part, ...]:
    """The sections of a page, the untitled beginning first."""
    found: list[tuple[Mark | None, list[Mark]]] = [(None, [])]
    for mark in marks:
        if mark.role is Role.HEADING:
            found.append((mark, []))
        else:
            found[-1][1].append(mark)
    return tuple(Part(heading, tuple(body)) for heading, body in found)


def _mark(line: Line, block: int, layout: Layout, *, first: bool) -> Mark:
    words, text = layout.vocabulary, line.text
    if words.is_noise(text):
        return Mark(line, block, Role.NOISE)
    head, colon, rest = text.partition(":")
    if line.cells and not (colon and words.label(head)):
        head, colon, rest = line.cells[0].rstrip(": "), ":", " ".join(line.cells[1:])
    head, rest = head.strip(), rest.strip()
    if len(head) <= _MAX_LABEL:
        marked = _label_or_heading(line, block, layout, (head, bool(colon), rest))
        if marked:
            return marked
    glued = words.glued_label(text)
    if glued and _FITS.get(glued[0], bool)(glued[2]):
        return Mark(line, block, Role.LABEL, *glued)
    part = subproject_heading().fullmatch(text)
    if part and first and len(text) <= _MAX_HEADING:
        return Mark(line, block, Role.HEADING, "subproject", part["title"].strip(), known=True)
    if len(text) <= _MAX_HEADING and not text.endswith((".", ",", ";")):
        heading = _without_button(_HASHES.sub("", text))
        kind = words.heading(heading)
        if kind:
            return Mark(line, block, Role.HEADING, kind, heading, known=True)
    return Mark(line, block, Role.ITEM if list_item(text) else Role.TEXT)


def _label_or_heading(line: Line, block: int, layout: Layout, split: tuple[str, bool, str]) -> Mark | None:
    """A line whose words before the colon, or whose only words, are in the vocabulary."""
    head, colon, rest = split
    words = layout.vocabulary
    target, kind = words.label(head), words.heading(head)
    if kind and not rest and (target is None or kind == "partners"):
        return Mark(line, block, Role.HEADING, kind, _HASHES.sub("", line.text), known=True)
    if target:
        return Mark(line, block, Role.LABEL, target, head, rest)
    if colon and roles(head) and head[:1].isalpha():
        return Mark(line, block, Role.LABEL, "person", head, rest)
    if kind and rest:
        return Mark(line, block, Role.HEADING, kind, head, rest, known=True)
    return None


def _without_button(text: str) -> str:
    """A heading with the words of a button glued to it: `De ateliers in beeldBekijk onze film`."""
    button = _BUTTON.search(text)
    return text[: button.start()] if button else text


def _without_menus(marks: list[Mark]) -> list[Mark]:
    """A block that is half noise and otherwise a few words is a menu or a footer, all of it."""
    menus: set[int] = set()
    for block, group in groupby(marks, key=lambda mark: mark.block):
        lines = list(group)
        noise = sum(mark.role is Role.NOISE for mark in lines)
        if noise and noise >= len(lines) * _MENU_SHARE and not any(is_prose(mark.text) for mark in lines):
            menus.add(block)
    return [Mark(mark.line, mark.block, Role.NOISE) if mark.block in menus else mark for mark in marks]


def _values_are_no_headings(marks: list[Mark]) -> list[Mark]:
    """Below the label `Status`, the line `In uitvoering` is its value and heads nothing."""
    result = marks[:1]
    for label, mark in pairwise(marks):
        is_value = label.role is Role.LABEL and not label.rest and label.block == mark.block
        fits = _FITS.get(label.target)
        reads = is_value and fits is not None and label.target != "themes" and fits(mark.text)
        result.append(Mark(mark.line, mark.block, Role.TEXT) if reads and mark.role is Role.HEADING else mark)
    return result


_DURATION = re.compile(r"\d\s?%|\d{1,3}\s(?:jaar|jaren|maand|maanden|week|weken)\b", re.IGNORECASE)
# What ends the first name of "dr. A. Jansen (lector), B. de Vries en C. Smit – 030 700 12 34".
_FIRST_NAME = re.compile(r"\s*[,;(]\s*|\s+en\s+|\s+[–-]\s+")
_FITS = {
    "status": lambda text: read_status(text) is not None,
    "start_date": lambda text: bool(find_dates(text)),
    "end_date": lambda text: bool(find_dates(text)),
    "page_date": lambda text: bool(find_dates(text)),
    "period": lambda text: bool(find_dates(text)) or bool(_DURATION.search(text)),
    "amount": lambda text: read_amount(text) is not None,
    "themes": lambda text: not is_prose(text),
    "link": lambda text: "." in text and " " not in text,
    "person": lambda text: is_person_name(split_titles(_FIRST_NAME.split(text, maxsplit=1)[0]).name),
}


def value_fits(target: str, text: str) -> bool:
    """Whether a text can be the value of a label; what can be anything always can."""
    return _FITS.get(target, bool)(text)


def value_fits_only_before(target: str, text: str) -> bool:
    """Whether a line above a label can be nothing but its value: a period above `Duur`, an amount above `Budget`."""
    if target == "amount":
        return bool(find_amounts(text)) and not is_prose(text)
    return target == "period" and read_period(text) is not None and not is_prose(text)


def _checked_labels(marks: list[Mark], layout: Layout) -> list[Mark]:
    """A label whose value cannot be one (`Start`, then a sentence) is a heading or text instead."""
    return [
        _checked_label(mark, marks[max(0, index - 1) : index], marks[index + 1 : index + 2], layout)
        for index, mark in enumerate(marks)
    ]


def _says_something(text: str) -> bool:
    """Whether a line is a sentence, however short: it is no value of the lone word above it."""
    return text.endswith((".", "!", "?")) and len(text.split()) > _LONGEST_VALUE


def _checked_label(mark: Mark, preceding: list[Mark], following: list[Mark], layout: Layout) -> Mark:
    fits = _FITS.get(mark.target)
    if mark.role is not Role.LABEL or fits is None:
        return mark
    if any(value_fits_only_before(mark.target, before.text) for before in preceding):
        return mark
    is_bare = not mark.rest and not mark.text.endswith(":")
    value = mark.rest or next((m.text for m in following if m.role in {Role.TEXT, Role.ITEM}), "")
    if not value or (fits(value[:_MAX_VALUE]) and not (is_bare and _says_something(value))):
        return mark
    if mark.target == "person" and mark.rest:
        return Mark(mark.line, mark.block, Role.TEXT)
    kind = layout.vocabulary.heading(mark.label)
    if kind and not mark.rest:
        return replace(mark, role=Role.HEADING, target=kind, label=mark.text, known=True)
    is_text = is_prose(value) or (is_bare and _says_something(value))
    return Mark(mark.line, mark.block, Role.TEXT) if is_text else mark


def _checked_headings(marks: list[Mark]) -> list[Mark]:
    """A known word in the middle of a block (`Contactpersoon` below a name) heads nothing, unless text follows."""
    result: list[Mark] = []
    for index, mark in enumerate(marks):
        before = marks[index - 1] if index else None
        after = marks[index + 1] if index + 1 < len(marks) else None
        inside = before is not None and before.block == mark.block and before.role in {Role.TEXT, Role.ITEM}
        heads = mark.rest or (after is not None and is_prose(after.text) and not roles(mark.text))
        lone = mark.role is Role.HEADING and inside and not heads and before is not None and not is_prose(before.text)
        result.append(Mark(mark.line, mark.block, Role.TEXT) if lone else mark)
    return result


def _noise_sections(marks: list[Mark], layout: Layout) -> list[Mark]:
    words, inside, result = layout.vocabulary, False, []
    for mark in marks:
        if words.starts_noise_section(mark.text):
            inside = True
        elif mark.role is Role.HEADING:
            inside = False
        result.append(Mark(mark.line, mark.block, Role.NOISE) if inside else mark)
    return result


def _title(marks: list[Mark]) -> list[Mark]:
    """Mark the title: the first line that can be one, wherever it is repeated word for word."""
    title = _title_line(marks)
    if title is None:
        return marks
    return [
        Mark(mark.line, mark.block, Role.TITLE) if mark.text == title.text and mark.role is not Role.NOISE else mark
        for mark in marks
    ]


def _title_line(marks: list[Mark]) -> Mark | None:
    candidates = [mark for mark in marks if mark.role is not Role.NOISE and not read_date(mark.text)]
    for position, mark in enumerate(candidates[:_TITLE_CANDIDATES]):
        if _is_quotation(mark.text):
            continue
        following = candidates[position + 1 : position + 2]
        if mark.role is not Role.TEXT or _is_sentence(mark.text) or len(mark.text) > _MAX_TITLE:
            return None
        if not following:
            return None
        if not (_can_be_title(following[0]) and (names_unit(mark.text) or _is_caption(mark, following[0], marks))):
            return mark
    return None


def _can_be_title(mark: Mark) -> bool:
    return mark.role is Role.TEXT and not is_prose(mark.text)


def _is_quotation(text: str) -> bool:
    """A motto, or the line `- Name` below it."""
    return bool(re.fullmatch(r"[“\"].*[”\"]\.?|[-–—]\s\w+(?:\s\w+){1,3}", text))


def _is_caption(mark: Mark, following: Mark, marks: list[Mark]) -> bool:
    """Whether a first line is the caption of a picture: the page speaks of the line below it, not of this one."""
    rest = {word for other in marks if other.number > following.number for word in _long_words(other.text)}
    return _share(mark.text, rest) < _CAPTION_SHARE and _share(following.text, rest) >= _TITLE_SHARE


def _long_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if len(word) >= _LONG_WORD]


def _share(text: str, words: set[str]) -> float:
    long_words = _long_words(text)
    return sum(word in words for word in long_words) / len(long_words) if long_words else 0.0


def _headings_by_form(marks: list[Mark]) -> list[Mark]:
    """Headings that no vocabulary knows: a short line of its own above running text."""
    sizes: dict[int, int] = {}
    for mark in marks:
        sizes[mark.block] = sizes.get(mark.block, 0) + 1
    result, started = [], False
    for index, mark in enumerate(marks):
        started = started or mark.role in {Role.TITLE, Role.HEADING}
        following = marks[index + 1] if index + 1 < len(marks) else None
        previous = marks[index - 1] if index else None
        first = previous is None or previous.block != mark.block
        if started and first and following and _heads(mark, following, alone=sizes[mark.block] == 1):
            mark = Mark(mark.line, mark.block, Role.HEADING, "other", _without_button(_HASHES.sub("", mark.text)))  # noqa: PLW2901
        result.append(mark)
    return result


def _heads(mark: Mark, following: Mark, *, alone: bool) -> bool:
    text = mark.text
    if mark.role is not Role.TEXT or following.role is not Role.TEXT or not is_prose(following.text):
        return False
    if len(text) > _MAX_HEADING or len(text.split()) > _MAX_HEADING_WORDS or text.endswith((".", ",", ";", ":")):
        return False
    if " | " in text:
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "‘'“\"") or "@" in text or list_item(text):
        return False
    # A hard-wrapped sentence is about as long as the line below it.
    return alone or (len(text) * 2 < len(following.text) and len(following.text) > _PROSE)
