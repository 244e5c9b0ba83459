"""Decides what each line of a page is: the model weighs the evidence, layouts are certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from projectkit.dutch.dates import find_dates
from projectkit.dutch.person_names import is_person_name, split_titles
from projectkit.dutch.words import breaks_off, is_salutation
from projectkit.parsing.layout import Layout
from projectkit.parsing.lines.features import line_features
from projectkit.parsing.lines.heading_kinds import with_kinds
from projectkit.parsing.lines.label_values import asks_for, value_fits
from projectkit.parsing.lines.labels import HEADING, LABEL, MORE_TITLE, PART, TITLE
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.lines.rows import PlacedLine, placed_lines, split_row
from projectkit.parsing.lines.spaced_labels import label_before_value
from projectkit.parsing.models import Tagger, model, threshold
from projectkit.parsing.vocabulary.phrases import load_vocabulary, normalise
from projectkit.parsing.vocabulary.programme_words import subproject_heading
from projectkit.parsing.vocabulary.role_words import OTHER_WORK, roles
from projectkit.reading.blocks import Block, list_item

# A page has no title if no line has at least this probability of being it.
_LEAST_TITLE = 0.25
_MAX_LABEL = 60
# The most letters of a stub.
_STUB = 400
# Deeper headings may be on cards.
_LEVEL_OF_SECTIONS = 2
# Kinds of sections that may be nothing but a list of short items.
_KINDS_WITH_LISTS = frozenset({"approach", "audience", "background", "goal", "results"})
_MOST_ITEMS = 50
# Marks of headings in Markdown and in some editors.
_HASHES = re.compile(r"^(?:#{1,6}|!!)\s*(?=\w)")
# The first word of a button, glued to the heading before it.
_BUTTON = re.compile(
    r"(?<=[a-zà-ÿ?!])"
    r"(?=(?:Bekijk|Lees|Download|Stuur|Ga naar|Meer|Neem|Open|Toon|Naar|Klik|Luister|Speel)\b)"
)


def decide(blocks: Sequence[Block], layout: Layout, address: str | None = None) -> tuple[Mark, ...]:
    """Decide what every line that is not blank is.

    Args:
        blocks: the lines of the page.
        layout: how its site is read.
        address: the address of the page, if it is known.
    """
    lines = placed_lines(blocks, layout)
    if not lines:
        return ()
    labels, lines_model = tentative_labels(lines, layout, address)
    labels = with_kinds(lines, labels, lines_model, layout)
    certainties = [
        0.0
        if _is_no_title(placed, layout) or _is_asked_person(lines, place, layout)
        else lines_model.marginal(TITLE, place)
        for place, placed in enumerate(lines)
    ]
    titles = _title_places(lines, labels, certainties, layout)
    marks = [
        Mark(placed.line, placed.block, Role.TITLE)
        if place in titles
        else _mark(placed, labels[place], layout)
        for place, placed in enumerate(lines)
    ]
    marks = list(_without_noise_sections(_with_kept_lists(marks, layout), layout))
    return tuple(_with_parts(marks, layout))


def tentative_labels(
    lines: Sequence[PlacedLine], layout: Layout, address: str | None
) -> tuple[list[str], Tagger]:
    """The label of each line before the kinds of sections are weighed, and the model of lines."""
    labels, lines_model = _tag_lines(lines, layout, address)
    labels = [
        _sure_part(label, lines_model.marginal(label, place), placed, layout)
        for place, (label, placed) in enumerate(zip(labels, lines, strict=True))
    ]
    labels = [
        "text" if _shows_address(placed, label) else label
        for placed, label in zip(lines, labels, strict=True)
    ]
    labels = [
        LABEL if label.startswith(HEADING) and _states_what_is_below(placed) else label
        for placed, label in zip(lines, labels, strict=True)
    ]
    labels = [
        "text" if label == "noise" and _is_in_table(lines, place) else label
        for place, label in enumerate(labels)
    ]
    if any(placed.line.level > 1 for placed in lines):
        labels = [_by_markup(label, placed) for placed, label in zip(lines, labels, strict=True)]
    return labels, lines_model


def _tag_lines(
    lines: Sequence[PlacedLine], layout: Layout, address: str | None
) -> tuple[list[str], Tagger]:
    """The most probable label of each line, and the model that knows how probable."""
    features, general = line_features(lines, layout, address), model("lines")
    if layout.reader is None:
        return general.tag(features), general
    return layout.reader.tag_lines([placed.line.text for placed in lines], features, general)


def _sure_part(label: str, certainty: float, placed: PlacedLine, layout: Layout) -> str:
    """The label of a line, but text for a name of a part that is not certain enough."""
    if label != PART:
        return label
    is_part = certainty >= threshold(PART) and not _says_who(placed, layout)
    return PART if is_part else "text"


def _says_who(placed: PlacedLine, layout: Layout) -> bool:
    """Whether a line begins with what somebody does in a project: `• Co-promotor: Anna Bos`.

    Words for other work may begin the name of a part: `Verpleegkundige: de stem van de patiënt`.
    """
    head, separated, _ = split_label(placed, layout)
    return separated and any(role != OTHER_WORK for role in roles(head))


def _shows_address(placed: PlacedLine, label: str) -> bool:
    """Whether an apparent heading gives an address: `Meer weten? www.zilt.example`."""
    text = placed.line.text
    is_address = "@" in text or "www." in text or "://" in text
    return label.startswith(HEADING) and is_address and not placed.line.level


def _states_what_is_below(placed: PlacedLine) -> bool:
    """Whether an apparent heading is a label such as `Trefwoorden`, unless it is marked as one."""
    known = load_vocabulary("labels_above")["themes"]
    return not placed.line.level and normalise(placed.line.text.rstrip(":")) in known


def _with_parts(marks: Sequence[Mark], layout: Layout) -> Iterator[Mark]:
    """Make the headings right below a heading `Deelprojecten` the names of parts."""
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
    """Whether an adjacent line has as many cells: a menu is a single row."""
    here = lines[place]
    beside = [
        lines[at]
        for at in (place - 1, place + 1)
        if 0 <= at < len(lines) and lines[at].block == here.block
    ]
    size = len(here.line.cells)
    return size > 1 and any(len(there.line.cells) == size for there in beside)


def _by_markup(label: str, placed: PlacedLine) -> str:
    """Follow the markup of a page that marks its headings.

    A sentence that is not marked is not a heading; a line that is marked is one, except for the
    name of a person on a card.
    """
    text, level = placed.line.text, placed.line.level
    if not level:
        return "text" if label.startswith(HEADING) and text.endswith((".", ",", ";")) else label
    if level == 1 or label not in {"text", "fact"}:
        return label
    is_name = level > _LEVEL_OF_SECTIONS and is_person_name(split_titles(text).name)
    return label if is_name else f"{HEADING}other"


def _without_noise_sections(marks: Sequence[Mark], layout: Layout) -> Iterator[Mark]:
    """Mark the sections that belong to the site, by their headings in the layout, as noise."""
    inside = False
    for mark in marks:
        if layout.own.starts_noise_section(mark.text):
            inside = True
        elif mark.role is Role.HEADING:
            inside = False
        yield Mark(mark.line, mark.block, Role.NOISE) if inside else mark


def _with_kept_lists(marks: Sequence[Mark], layout: Layout) -> list[Mark]:
    """Keep the list below a heading such as `Producten`, though its items look like a menu."""
    kept = list(marks)
    for place, mark in enumerate(marks):
        below = list(takewhile(_is_item_of_page, marks[place + 1 : place + 1 + _MOST_ITEMS]))
        if not below or not _heads_list(mark, layout):
            continue
        is_menu = all(item.role is Role.NOISE for item in below)
        first = below[0]
        has_labels = any(map(_is_bare_label, below))
        if mark.role is Role.LABEL:
            kind = layout.vocabulary.heading(mark.label) or ""
            kept[place] = Mark(mark.line, mark.block, Role.HEADING, kind, mark.label, known=True)
        for at, item in enumerate(below, place + 1):
            is_noise = item.role is Role.NOISE and (is_menu or _are_one_list(first, item))
            is_misread = is_noise or (has_labels and item.role in {Role.LABEL, Role.FACT})
            if is_misread and not layout.own.is_noise(item.text):
                kept[at] = Mark(item.line, item.block, Role.ITEM)
    return kept


def _is_item_of_page(mark: Mark) -> bool:
    return list_item(mark.text) is not None and not mark.line.noise


def _are_one_list(first: Mark, item: Mark) -> bool:
    """Whether two bullets are of one list: a footnote `1)` is not of a list `a)`, `b)`."""
    signs = [list_item(mark.text) for mark in (first, item)]
    bullet, other = (sign.mark[0] if sign else "" for sign in signs)
    return first.block == item.block and bullet.isdigit() == other.isdigit()


def _is_bare_label(mark: Mark) -> bool:
    """Whether a line is nothing but a label that nobody knows."""
    return mark.role is Role.LABEL and not mark.target and not mark.rest


def _heads_list(mark: Mark, layout: Layout) -> bool:
    """Whether a line is the heading of a section of the project, or a label that says as much."""
    is_known = mark.role is Role.HEADING and mark.known
    if not is_known and not _is_bare_label(mark):
        return False
    return layout.vocabulary.heading(mark.label) in _KINDS_WITH_LISTS


def _title_places(
    lines: Sequence[PlacedLine], labels: Sequence[str], certainties: Sequence[float], layout: Layout
) -> set[int]:
    """The most probable title, the lines that continue it, and its literal repetitions.

    The only first-level heading in the markup of a page is its title.
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
        is_noise = placed.line.noise or layout.own.is_noise(placed.line.text)
        if is_noise or _is_no_title(placed, layout):
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
    """Mark a line: as markup and layout say for certain, else as the model says."""
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
    """Mark a line of the content: with a label, only values, a list item, or text."""
    line, block = placed.line, placed.block
    labelled = None if line.heads else _labelled(placed, layout, sure=label == LABEL)
    if labelled:
        return labelled
    if label in {"fact", "alternate"}:
        return Mark(line, block, Role.FACT)
    return Mark(line, block, Role.ITEM if list_item(line.text) else Role.TEXT)


def _heading(placed: PlacedLine, kind: str, layout: Layout) -> Mark:
    """Mark a heading, perhaps with text after a colon or with the text of a button glued to it."""
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
    """Whether a page is so short that its first line must be its title."""
    first = lines[0].line
    letters = sum(len(placed.line.text) for placed in lines)
    if first.noise or len(lines) == 1 or letters > _STUB:
        return False
    if is_prose(first.text) or find_dates(first.text) or _is_no_title(lines[0], layout):
        return False
    return not (layout.vocabulary.label(first.text) or layout.vocabulary.heading(first.text))


def _is_no_title(placed: PlacedLine, layout: Layout) -> bool:
    """Whether a line states a figure, names a part of the project, greets, or is a list item."""
    text = placed.line.text
    if _states_figure(placed, layout) or is_salutation(text):
        return True
    return bool(subproject_heading().fullmatch(text) or list_item(text))


def _is_asked_person(lines: Sequence[PlacedLine], place: int, layout: Layout) -> bool:
    """Whether a line is the name of a person, right below a label that asks for one."""
    above, here = lines[max(0, place - 1)], lines[place]
    if place == 0 or here.block != above.block or here.line.level:
        return False
    label = above.line.text.rstrip(": ")
    is_label = layout.vocabulary.label(label) == "person" or bool(roles(label))
    return is_label and is_person_name(split_titles(here.line.text).name)


def _states_figure(placed: PlacedLine, layout: Layout) -> bool:
    """Whether a line has a known label and a value of its form, such as a date after `Start:`."""
    head, separated, rest = split_label(placed, layout)
    target = layout.vocabulary.label(head) if separated and rest else None
    return bool(target and (asks_for(target, rest) or layout.own.label(head)))


def _has_certain_label(placed: PlacedLine, layout: Layout) -> bool:
    """Whether a line states a figure or the title after a known label, anywhere on the page."""
    if _states_figure(placed, layout):
        return True
    head, separated, rest = split_label(placed, layout)
    return separated and bool(rest) and layout.vocabulary.label(head) == "title"


def _labelled(placed: PlacedLine, layout: Layout, *, sure: bool) -> Mark | None:
    """Mark a line that begins with a label: a known one, or one by the judgement of the model."""
    head, separated, rest = split_label(placed, layout)
    if len(head) > _MAX_LABEL:
        return None
    target = layout.vocabulary.label(head)
    is_separate = separated or sure
    if target and is_separate:
        return Mark(placed.line, placed.block, Role.LABEL, target, head, rest, known=True)
    glued = layout.vocabulary.glued_label(placed.line.text)
    if glued and value_fits(glued[0], glued[2]):
        return Mark(placed.line, placed.block, Role.LABEL, *glued, known=True)
    prose = is_prose(placed.line.text)
    may_be_person = not prose or value_fits("person", rest)
    if is_separate and may_be_person and roles(head):
        return Mark(placed.line, placed.block, Role.LABEL, "person", head, rest, known=True)
    is_label = sure and not prose
    return Mark(placed.line, placed.block, Role.LABEL, "", head, rest) if is_label else None


def split_label(placed: PlacedLine, layout: Layout) -> tuple[str, bool, str]:
    """A possible label, whether it is apart from the rest of its line, and the rest.

    A colon or the border of a cell separates it, or the form of the rest.
    """
    item = list_item(placed.line.text)
    text = item.text if item else placed.line.text
    head, colon, rest = text.partition(":")
    row = None if colon and layout.vocabulary.label(head) else split_row(placed.line, layout)
    if row:
        return row[0], True, row[1]
    spaced = None if colon else label_before_value(text, layout.vocabulary)
    if spaced:
        return spaced[0], True, spaced[1]
    return head.strip(), bool(colon), rest.strip()
