"""Joins running text that was cut at a width, as mail programs, editors and PDF readers cut it.

Nothing in such a text says which line goes on, so its lines are looked at together. The text counts
as cut if sentences certainly go on on the next line, mostly for want of room. Joined are then lines
of paragraphs alone: a list of names, a card or a table has no lines that break off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from statistics import median

from projectkit.dutch.words import breaks_off, has_verb
from projectkit.reading.blocks import list_item
from projectkit.reading.cut_words import is_one_word, without_cut, words_in
from projectkit.reading.lines import Line

# Where people let their lines end, in letters.
_NARROWEST, _WIDEST = 45, 120
# A text is cut at a width if sentences go on at least so often, and mostly for want of room.
_FEWEST, _MOSTLY = 2, 0.67
# A line longer than most, such as one with an address, does not tell the width.
_LONGER = 1.2
# Programs that cut by the width of letters rather than their number leave some room; where a
# sentence goes on in small letters they may leave more, as a share of the width.
_ROOM = 4
_FILLED = 0.8
# A line with a capital goes on if it is as long as running text is, or ends a sentence.
_LONG = 0.6
_END = re.compile(r"[.!?:;][\"”’')\]]*$")
# Behind a word too long for a title such as `dr.` or `mevr.`.
_SENTENCES = re.compile(r"[a-zà-ÿ)]{5}[.!?] [A-ZÀ-Ý]")
# What begins anew: a mark, a number, a label, a number to call.
_BEGINS = re.compile(
    r"[^\w\"“„‘'(€&]|\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\s|\(?[A-Za-z][.)]\s"
    r"|(?:[A-ZÀ-Ý]\S{0,40}(?: \S{1,40}){1,4}|\S{1,40})\s?:(?:\s|$)"
    r"|(?i:(?:tel|t|m|e|mob|fax)\b\.?[ :])"
)
# An address does so too, unless the line above breaks off: `… bereikbaar via`.
_ADDRESS = re.compile(r"\S{1,60}@|(?i:https?:|www\.)")
# A text with so many words cut by a hyphen was set by a program that cuts them.
_FEWEST_CUT = 3
_LABEL = re.compile(r"(?:\S{1,40} ){0,4}\S{1,40}\s?:\s")
_LETTER, _SIGN = re.compile(r"[^\W\d_]"), re.compile(r"[^\W_]")


def unwrapped(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a text, with those that were cut at a width joined to one."""
    width = _width(lines)
    if not width:
        return lines
    paragraphs = [
        paragraph
        for _, block in groupby(lines, key=lambda line: bool(line.text))
        for paragraph in _paragraphs(list(block), width)
    ]
    words = words_in(line.text for line in lines)
    only_known = _words_cut(paragraphs) < _FEWEST_CUT
    return tuple(_joined(paragraph, words, only_known=only_known) for paragraph in paragraphs)


def _width(lines: Sequence[Line]) -> int:
    """The width at which a text was cut, in letters; 0 if it was not."""
    sure = [
        (len(before.text), _with_next_word(before, line))
        for before, line in pairwise(lines)
        if _is_sentence_cut(before, line)
    ]
    if len(sure) < _FEWEST:
        return 0
    usual = _LONGER * median(length for length, _ in sure)
    width = max(length for length, _ in sure if length <= usual)
    filled = [with_next >= _FILLED * width for _, with_next in sure]
    return width if sum(filled) >= _MOSTLY * len(sure) else 0


def _is_sentence_cut(before: Line, line: Line) -> bool:
    """Whether a sentence certainly goes on: in small letters, or after a word such as `van`."""
    if not _NARROWEST <= len(before.text) <= _WIDEST:
        return False
    if not (line.text[:1].islower() or breaks_off(before.text)):
        return False
    return not _END.search(before.text) and _may_go_on(before, line)


def _paragraphs(block: Sequence[Line], width: int) -> Iterator[list[Line]]:
    """The paragraphs of a block; lines that are no running text are alone."""
    if not _is_running_text(block):
        yield from ([line] for line in block)
        return
    paragraph = [block[0]]
    for line in block[1:]:
        is_in_text = len(paragraph) > 1 or _is_of_text(block, paragraph[0].text, line.text)
        if _goes_on(paragraph[-1], line, width, is_in_text=is_in_text):
            paragraph.append(line)
        else:
            yield paragraph
            paragraph = [line]
    yield paragraph


def _is_running_text(block: Sequence[Line]) -> bool:
    """Whether a block is no list: sentences go on, or end, within its lines."""
    texts = [line.text for line in block]
    begins = texts[0][:1].isupper() and any(_is_sentence_cut(*pair) for pair in pairwise(block[:2]))
    has_cut_word = any(is_one_word(*pair) for pair in pairwise(texts))
    return begins or has_cut_word or any(map(_has_sentence, texts))


def _has_sentence(text: str) -> bool:
    """Whether a sentence or an enumeration on a line ends before its end, or begins and goes on."""
    if breaks_off(text) or _SENTENCES.search(text) or _is_labelled_list(text):
        return True
    return text[:1].isupper() and has_verb(text) and not _END.search(text)


def _is_labelled_list(text: str) -> bool:
    """Whether a line enumerates what its label asks for: `Partners: GGD Noord, Gemeente`."""
    return "," in text and bool(_LABEL.match(text))


def _is_of_text(block: Sequence[Line], text: str, following: str) -> bool:
    """Whether the first line of a paragraph is no title or name: its sentence or word goes on."""
    # An enumeration that opens a block goes on; one below other text may begin a list.
    if text == block[0].text and "," in text:
        return True
    return has_verb(text) or _has_sentence(text) or is_one_word(text, following)


def _goes_on(before: Line, line: Line, width: int, *, is_in_text: bool) -> bool:
    """Whether a line goes on with the line above, since it had no room there."""
    if len(before.text) >= width + _ROOM or not _may_go_on(before, line):
        return False
    length = _with_next_word(before, line)
    is_closed = bool(_END.search(before.text))
    is_sure = line.text[0].islower() or line.text[0] in "(&" or breaks_off(before.text)
    if is_sure:
        is_cut = is_one_word(before.text, line.text)
        return is_cut or length > (width if is_closed else _FILLED * width)
    # Else the line above may be a title, a heading or a name, and so may this one.
    goes_on_here = len(line.text) >= _LONG * width or bool(_END.search(line.text))
    is_filled = length > (width if is_closed else width - _ROOM)
    return is_filled and goes_on_here and is_in_text


def _may_go_on(before: Line, line: Line) -> bool:
    """Whether both are lines of text, and nothing on the second one begins anew."""
    is_marked = any((before.cells, line.cells, before.level, line.level, line.begins))
    if is_marked or (before.noise, before.unread) != (line.noise, line.unread):
        return False
    if list_item(line.text) or _BEGINS.match(line.text):
        return False
    if _ADDRESS.match(line.text) and not breaks_off(before.text):
        return False
    is_text = bool(_LETTER.search(before.text) and _SIGN.search(line.text))
    return is_text and not all(map(_LABEL.match, (before.text, line.text)))


def _with_next_word(before: Line, line: Line) -> int:
    """How long a line would be with the first word of the next one."""
    return len(before.text) + 1 + len(line.text.split(" ", 1)[0])


def _words_cut(paragraphs: Sequence[Sequence[Line]]) -> int:
    """How many words the ends of lines cut, as far as small letters tell."""
    return sum(
        is_one_word(before.text, line.text) and line.text[0].islower()
        for paragraph in paragraphs
        for before, line in pairwise(paragraph)
    )


def _joined(paragraph: Sequence[Line], words: frozenset[str], *, only_known: bool) -> Line:
    """The lines of a paragraph as one; the hyphen of a word that was cut goes."""
    if len(paragraph) == 1:
        return paragraph[0]
    parts = [
        without_cut(before.text, line.text, words, only_known=only_known)
        if is_one_word(before.text, line.text)
        else f"{before.text} "
        for before, line in pairwise(paragraph)
    ]
    return replace(
        paragraph[0],
        text="".join(parts) + paragraph[-1].text,
        links=tuple(link for line in paragraph for link in line.links),
        breaks=tuple(accumulate(map(len, parts))),
    )
