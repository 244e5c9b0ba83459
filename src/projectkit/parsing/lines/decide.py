"""What each line of a page is: the model weighs the evidence, and what a layout of the site says is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from projectkit.dutch.dates import find_dates
from projectkit.dutch.names import is_person_name, split_titles
from projectkit.dutch.words import breaks_off
from projectkit.parsing.layout import Layout
from projectkit.parsing.lines.features import line_features
from projectkit.parsing.lines.label_values import asks_for, value_fits
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.lines.rows import PlacedLine, placed_lines, split_row
from projectkit.parsing.models import model, threshold
from projectkit.parsing.vocabulary.programme_words import subproject_heading
from projectkit.parsing.vocabulary.role_words import roles
from projectkit.reading.blocks import Block, list_item

TITLE = "title"
"""The label of the model for the line that is the title."""

MORE_TITLE = "title-more"
"""The label of a line that goes on with the title on the line above."""

PART = "subproject"
"""The label of a line that names a part of the project."""

HEADING = "heading-"
"""What a label of the model begins with that makes a line a heading; behind it stands the kind of section."""

# A page on which no line is a title with at least this probability has none.
_LEAST_TITLE = 0.25
_MAX_LABEL = 60
# Letters up to which a page is a stub.
_STUB = 400
# Deeper headings may be those of cards.
_LEVEL_OF_SECTIONS = 2
# Marks of headings in Markdown and in some editors.
_HASHES = re.compile(r"^(?:#{1,6}|!!)\s*(?=\w)")
# The first word of a button, stuck to the heading before it.
_BUTTON = re.compile(
    r"(?<=[a-zà-ÿ?!])(?=(?:Bekijk|Lees|Download|Stuur|Ga naar|Meer|Neem|Open|Toon|Naar|Klik|Luister|Speel)\b)"
)


def decide(blocks: Sequence[Block], layout: Layout) -> tuple[Mark, ...]:
    """Say of every line that is not blank what it is."""
    lines = placed_lines(blocks, layout)
    if not lines:
        return ()
    lines_model = model("lines")
    labels = lines_model.tag(line_features(lines, layout))
    labels = [
        _sure(label, lines_model.marginal(label, place), placed, layout)
        for place, (label, placed) in enumerate(zip(labels, lines, strict=True))
    ]
    labels = [
        "text" if _shows_address(placed, label) else label
        for placed, label in zip(lines, labels, strict=True)
    ]
    labels = [
        "text" if label == "noise" and _is_in_table(lines, place) else label
        for place, label in enumerate(labels)
    ]
    if any(placed.line.level > 1 for placed in lines):
        labels = [_by_markup(label, placed) for placed, label in zip(lines, labels, strict=True)]
    certainties = [
        0.0 if _is_no_title(placed, layout) else lines_model.marginal(TITLE, place)
        for place, placed in enumerate(lines)
    ]
    titles = _title_places(lines, labels, certainties, layout)
    marks = [
        Mark(placed.line, placed.block, Role.TITLE)
        if place in titles
        else _mark(placed, labels[place], layout)
        for place, placed in enumerate(lines)
    ]
    marks = list(_without_noise_sections(marks, layout))
    return tuple(_with_parts(marks, layout))


def _sure(label: str, certainty: float, placed: PlacedLine, layout: Layout) -> str:
    """What a line is, if that is certain enough: else a heading is one of no special kind, and a part no part."""
    if label == PART:
        return PART if certainty >= threshold(PART) else "text"
    if not label.startswith(HEADING) or certainty >= threshold("heading"):
        return label
    return label if is_known_heading(label, placed.line.text, layout) else f"{HEADING}other"


def is_known_heading(label: str, text: str, layout: Layout) -> bool:
    """Whether the vocabulary knows a heading as of the kind that the model gives it, so that no threshold counts."""
    kinds = {layout.vocabulary.heading(text), layout.vocabulary.heading(text.partition(":")[0])}
    return label.removeprefix(HEADING) in kinds


def _shows_address(placed: PlacedLine, label: str) -> bool:
    """Whether what looks like a heading tells where to find something: `Meer weten? www.zilt.example`."""
    text = placed.line.text
    is_address = "@" in text or "www." in text or "://" in text
    return label.startswith(HEADING) and is_address and not placed.line.level


def _with_parts(marks: Sequence[Mark], layout: Layout) -> Iterator[Mark]:
    """Below the heading `Deelprojecten` the headings of the next deeper level are each the name of a part."""
    above, level = 0, 0
    for mark in marks:
        deeper = mark.role is Role.HEADING and 0 < above < mark.line.level
        if deeper:
            level = level or mark.line.level
        elif mark.role is Role.HEADING:
            is_of_parts = layout.vocabulary.heading(mark.label) == "subprojects"
            above, level = (mark.line.level if is_of_parts else 0), 0
        is_part = deeper and mark.line.level == level
        yield replace(mark, target=PART, known=True) if is_part else mark


def _is_in_table(lines: Sequence[PlacedLine], place: int) -> bool:
    """Whether a line is a row of a table: below or above it stands one of as many cells; a menu is one row."""
    here = lines[place]
    beside = [
        lines[at]
        for at in (place - 1, place + 1)
        if 0 <= at < len(lines) and lines[at].block == here.block
    ]
    return len(here.line.cells) > 1 and any(
        len(there.line.cells) == len(here.line.cells) for there in beside
    )


def _by_markup(label: str, placed: PlacedLine) -> str:
    """On a page whose markup says what its headings are, a sentence without that markup is none.

    A line with that markup is one, but for the name of a person on a card.
    """
    text = placed.line.text
    if not placed.line.level:
        return "text" if label.startswith(HEADING) and text.endswith((".", ",", ";")) else label
    is_name = placed.line.level > _LEVEL_OF_SECTIONS and is_person_name(split_titles(text).name)
    return (
        f"{HEADING}other"
        if label in {"text", "fact"} and placed.line.level > 1 and not is_name
        else label
    )


def _without_noise_sections(marks: Sequence[Mark], layout: Layout) -> Iterator[Mark]:
    """What stands below a heading that the layout names as one of the site belongs to the site as well."""
    inside = False
    for mark in marks:
        if layout.own.starts_noise_section(mark.text):
            inside = True
        elif mark.role is Role.HEADING:
            inside = False
        yield Mark(mark.line, mark.block, Role.NOISE) if inside else mark


def _title_places(
    lines: Sequence[PlacedLine], labels: Sequence[str], certainties: Sequence[float], layout: Layout
) -> set[int]:
    """The most probable title, the lines below that go on with it, and where it is repeated word for word.

    The only heading of the first level in the markup of a page is its title.
    """
    first = [
        place
        for place, placed in enumerate(lines)
        if placed.line.level == 1 and not placed.line.noise
    ]
    best = max(range(len(lines)), key=certainties.__getitem__)
    if len({lines[place].line.text for place in first}) == 1:
        best = first[0]
    elif certainties[best] < _LEAST_TITLE:
        return {0} if _is_title_of_stub(lines, layout) else set()

    def goes_on(place: int) -> bool:
        placed = lines[place]
        own = layout.own.is_noise(placed.line.text)
        if placed.line.noise or own or _is_no_title(placed, layout):
            return False
        return labels[place] == MORE_TITLE or _completes(lines[place - 1], placed)

    text = lines[best].line.text
    places = {
        place
        for place, placed in enumerate(lines)
        if placed.line.text == text and not placed.line.noise
    }
    return {*places, best, *takewhile(goes_on, range(best + 1, len(lines)))}


def _completes(before: PlacedLine, placed: PlacedLine) -> bool:
    """Whether a line goes on with the sentence that breaks off at the end of the line before."""
    text = placed.line.text
    return placed.block == before.block and text[0].islower() and breaks_off(before.line.text)


def _mark(placed: PlacedLine, label: str, layout: Layout) -> Mark:
    """The mark of a line: what markup and layout make certain, else what the model says."""
    line, block, text = placed.line, placed.block, placed.line.text
    own_kind = layout.own.heading(text)
    if line.noise or layout.own.is_noise(text):
        return Mark(line, block, Role.NOISE)
    if own_kind:
        return Mark(line, block, Role.HEADING, own_kind, text, known=True)
    if label == "noise" and not _has_certain_label(placed, layout):
        return Mark(line, block, Role.NOISE)
    if label == PART or subproject_heading().fullmatch(text):
        return Mark(line, block, Role.HEADING, PART, text, known=True)
    if label.startswith(HEADING):
        return _heading(placed, label.removeprefix(HEADING), layout)
    return _of_content(placed, label, layout)


def _of_content(placed: PlacedLine, label: str, layout: Layout) -> Mark:
    """A line of the content: one with a label, one that is nothing but values, an item of a list, or text."""
    line, block = placed.line, placed.block
    labelled = None if line.heads else _labelled(placed, layout, sure=label == "label")
    if labelled:
        return labelled
    if label in {"fact", "alternate"}:
        return Mark(line, block, Role.FACT)
    return Mark(line, block, Role.ITEM if list_item(line.text) else Role.TEXT)


def _heading(placed: PlacedLine, kind: str, layout: Layout) -> Mark:
    """A heading, perhaps with text behind its colon or with the words of a button glued to it."""
    text = _HASHES.sub("", placed.line.text)
    button = _BUTTON.search(text)
    head, colon, rest = text.partition(":")
    if colon and rest.strip() and layout.vocabulary.heading(head):
        return Mark(
            placed.line, placed.block, Role.HEADING, kind, head.strip(), rest.strip(), known=True
        )
    name = text[: button.start()] if button else text
    known = layout.vocabulary.heading(name) is not None
    return Mark(placed.line, placed.block, Role.HEADING, kind, name, known=known)


def _is_title_of_stub(lines: Sequence[PlacedLine], layout: Layout) -> bool:
    """Whether a page is so short that its first line is its title, if nothing says that it is something else."""
    first = lines[0].line
    if first.noise or is_prose(first.text) or find_dates(first.text) or list_item(first.text):
        return False
    known = layout.vocabulary.label(first.text) or layout.vocabulary.heading(first.text)
    letters = sum(len(placed.line.text) for placed in lines)
    return not known and len(lines) > 1 and letters <= _STUB and not _is_no_title(lines[0], layout)


def _is_no_title(placed: PlacedLine, layout: Layout) -> bool:
    """Whether a line states a figure, names a part of the project, or is an item of a list."""
    text = placed.line.text
    return _states_figure(placed, layout) or bool(
        subproject_heading().fullmatch(text) or list_item(text)
    )


def _states_figure(placed: PlacedLine, layout: Layout) -> bool:
    """Whether a line is a known label with a value of the form that it asks for, such as a date behind `Start:`."""
    head, parted, rest = split_label(placed, layout)
    target = layout.vocabulary.label(head) if parted and rest else None
    return bool(target and (asks_for(target, rest) or layout.own.label(head)))


def _has_certain_label(placed: PlacedLine, layout: Layout) -> bool:
    """Whether a line states a figure behind a known label, or the title, wherever on the page it stands."""
    head, parted, rest = split_label(placed, layout)
    return _states_figure(placed, layout) or bool(
        parted and rest and layout.vocabulary.label(head) == "title"
    )


def _labelled(placed: PlacedLine, layout: Layout, *, sure: bool) -> Mark | None:
    """A line that begins with a label: one that is known, or one that looks like a label to the model."""
    head, parted, rest = split_label(placed, layout)
    if len(head) > _MAX_LABEL:
        return None
    target = layout.vocabulary.label(head)
    if target and (parted or sure):
        return Mark(placed.line, placed.block, Role.LABEL, target, head, rest, known=True)
    glued = layout.vocabulary.glued_label(placed.line.text)
    if glued and value_fits(glued[0], glued[2]):
        return Mark(placed.line, placed.block, Role.LABEL, *glued, known=True)
    if (
        (parted or sure)
        and roles(head)
        and (not is_prose(placed.line.text) or value_fits("person", rest))
    ):
        return Mark(placed.line, placed.block, Role.LABEL, "person", head, rest, known=True)
    is_label = sure and not is_prose(placed.line.text)
    return Mark(placed.line, placed.block, Role.LABEL, "", head, rest) if is_label else None


def split_label(placed: PlacedLine, layout: Layout) -> tuple[str, bool, str]:
    """What may be a label, whether something parts it from the rest, and the rest: by a colon or in a table."""
    item = list_item(placed.line.text)
    text = item.text if item else placed.line.text
    head, colon, rest = text.partition(":")
    row = None if colon and layout.vocabulary.label(head) else split_row(placed.line, layout)
    if row:
        return row[0], True, row[1]
    return head.strip(), bool(colon), rest.strip()
