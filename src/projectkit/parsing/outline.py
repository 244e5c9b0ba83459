"""The outline of a page: what each line is (title, label, heading, list item, text, noise) and the sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from projectkit.dutch.amounts import find_amounts
from projectkit.dutch.dates import find_dates
from projectkit.dutch.names import is_person_name, split_titles
from projectkit.dutch.phones import find_phones
from projectkit.dutch.status import read_status
from projectkit.parsing.fact_rows import with_announcements, with_owners, with_rows, with_shares
from projectkit.parsing.label_values import asks_for, takes_a_form, value_fits, value_fits_only_before
from projectkit.parsing.layout import Layout
from projectkit.parsing.marks import Mark, Role, is_prose, is_sentence
from projectkit.parsing.organisation_words import names_organisation
from projectkit.parsing.page_words import contact_label
from projectkit.parsing.phrases import normalise
from projectkit.parsing.programme_words import subproject_heading, subproject_item
from projectkit.parsing.recurring import without_recurring
from projectkit.parsing.role_words import roles, starts_with_role
from projectkit.parsing.table_rows import facts, rows_of_tables, split_row, with_heads, with_lone_row
from projectkit.parsing.titles import mark_title
from projectkit.reading.blocks import Block, list_item
from projectkit.reading.lines import Line

_MAX_LABEL = 60
_MAX_NOISE = 300
# What a sentence of the site speaks of, and one of the project does not.
_NOTICE = re.compile(r"cookie|nieuwsbrief|deze (?:web)?(?:site|pagina)|auteursrecht|copyright|spambots", re.IGNORECASE)
_MAX_VALUE = 500
_LONGEST_VALUE = 4
_MAX_HEADING = 110
_MAX_HEADING_WORDS = 14
# Deeper headings may be those of cards: the name of a person, the title of a part.
_LEVEL_OF_SECTIONS = 2
_MENU_SHARE = 0.5
_MENU_ITEMS = 3
_MENU_WORDS = 4
_MENU_SEPARATOR = re.compile(r"\s{1,3}[|>»/·\u203a]\s+")
# Marks of headings in Markdown and in some editors.
_HASHES = re.compile(r"^(?:#{1,6}|!!)\s*(?=\w)")
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+")
# The first word of a button, stuck to the heading before it.
_BUTTON = re.compile(r"(?<=[a-zà-ÿ?!])(?=(?:Bekijk|Lees|Download|Stuur|Ga naar|Meer|Neem|Open|Toon|Naar|Klik)\b)")


def outline(blocks: Sequence[Block], layout: Layout, recurring: frozenset[str] = frozenset()) -> tuple[Mark, ...]:
    """Say of every line what it is."""
    marks = [
        _mark(fact, index, layout, first=position == 0)
        for index, block in enumerate(blocks)
        for position, line in enumerate(with_heads(with_lone_row(block.lines, layout), layout))
        for fact in facts(line, layout)
    ]
    marks = without_recurring(_without_menus(_with_tables(marks)), recurring)
    marks = with_announcements(with_owners(with_shares(with_rows(marks, layout))))
    marks = _values_are_no_headings(marks)
    marks = _checked_labels(marks, layout)
    marks = _checked_headings(marks, layout)
    marks = _noise_sections(marks, layout)
    marks = mark_title(marks, layout)
    marks = _headings_with_title(marks, layout)
    return tuple(_headings_of_subprojects(_without_contents(_headings_by_form(marks))))


def _mark(line: Line, block: int, layout: Layout, *, first: bool) -> Mark:
    words, text = layout.vocabulary, line.text
    head, colon, rest = _split_label(line, layout)
    is_label = colon and words.label(head) is not None
    if line.noise or (_may_be_noise(line) and words.is_noise(text) and not is_label) or _is_menu(line, layout):
        return Mark(line, block, Role.NOISE)
    if line.heads:
        return Mark(line, block, Role.TEXT)
    known = len(head) <= _MAX_LABEL and _label_or_heading(line, block, layout, (head, colon, rest))
    if known:
        return known
    glued = words.glued_label(text)
    if glued and value_fits(glued[0], glued[2]):
        return Mark(line, block, Role.LABEL, *glued)
    heading = _heading(line, block, layout, first=first)
    return heading or Mark(line, block, Role.ITEM if list_item(text) else Role.TEXT)


def _may_be_noise(line: Line) -> bool:
    """Whether a line can be a phrase of the site: no main heading, and no sentence of some length."""
    text = line.text
    return line.level != 1 and len(text) <= _MAX_NOISE and not (is_sentence(text) and not _NOTICE.search(text))


def _split_label(line: Line, layout: Layout) -> tuple[str, bool, str]:
    """What may be a label, whether something parts it from the rest, and the rest: by a colon or in a table."""
    item = list_item(line.text)
    if item and (known := _labelled_item(item.text, layout)):
        return known
    head, colon, rest = line.text.partition(":")
    row = None if colon and layout.vocabulary.label(head) else split_row(line, layout)
    if row:
        return row[0], True, row[1]
    return head.strip(), bool(colon), rest.strip()


def _labelled_item(text: str, layout: Layout) -> tuple[str, bool, str] | None:
    """`• Status: lopend`: a list of facts, of which each begins with a label."""
    head, colon, rest = text.partition(":")
    known = layout.vocabulary.label(head) and layout.vocabulary.heading(head) is None
    return (head.strip(), True, rest.strip()) if colon and rest.strip() and known else None


def _heading(line: Line, block: int, layout: Layout, *, first: bool) -> Mark | None:
    """A line that is a heading by its words or by the markup of the page."""
    text = line.text
    if len(text) > _MAX_HEADING and not line.level:
        return None
    part = subproject_heading().fullmatch(text)
    if part and (first or line.level or re.search(r"\d", text[: part.start("title")])):
        return Mark(line, block, Role.HEADING, "subproject", part["title"].strip(), known=True)
    heading = _without_button(_HASHES.sub("", text))
    kind = layout.vocabulary.heading(heading) if not _is_statement(text) and not _is_status(text) else None
    if kind:
        return Mark(line, block, Role.HEADING, kind, heading, known=True)
    quoted = subproject_item().fullmatch(text) if line.level > 1 else None
    if quoted:
        return Mark(line, block, Role.HEADING, "subproject", quoted["title"], known=True)
    is_name = line.level > _LEVEL_OF_SECTIONS and _is_name(text)
    return Mark(line, block, Role.HEADING, "other", text) if line.level > 1 and not is_name else None


def _is_name(text: str) -> bool:
    return is_person_name(split_titles(text).name)


def _is_menu(line: Line, layout: Layout) -> bool:
    """Whether a line is a row of short items, as a menu or a trail of pages is, and no row of facts."""
    items = line.filled if len(line.filled) >= _MENU_ITEMS else _MENU_SEPARATOR.split(line.text)
    if len(items) < _MENU_ITEMS or any(len(item.split()) > _MENU_WORDS or ":" in item for item in items):
        return False
    if any(map(layout.vocabulary.is_noise, items)):
        return True
    return not any(
        find_dates(item) or read_status(item) or find_amounts(item) or names_organisation(item) or _is_contact(item)
        for item in items
    )


def _is_contact(text: str) -> bool:
    """Whether a cell tells who somebody is or how to reach him or her, or is the head of a column that does."""
    return bool("@" in text or find_phones(text) or starts_with_role(text) or contact_label(f"{text}:"))


def _label_or_heading(line: Line, block: int, layout: Layout, split: tuple[str, bool, str]) -> Mark | None:
    """A line whose words before the colon, or whose only words, are in the vocabulary."""
    head, colon, rest = split
    words = layout.vocabulary
    target, kind = words.label(head), None if _is_status(head) else words.heading(head)
    if kind and not rest and (target is None or kind == "partners") and not _is_statement(line.text):
        return Mark(line, block, Role.HEADING, kind, _HASHES.sub("", line.text), known=True)
    if target:
        return Mark(line, block, Role.LABEL, target, head, rest)
    if colon and roles(head) and head[:1].isalpha() and ". " not in head:
        return Mark(line, block, Role.LABEL, "person", head, rest)
    if kind and rest:
        return Mark(line, block, Role.HEADING, kind, head, rest, known=True)
    return None


def _is_statement(text: str) -> bool:
    """Whether a line ends like a sentence, or holds an address: it heads nothing."""
    return text.endswith((".", ",", ";")) or any(sign in text for sign in ("@", "www.", "://"))


def _is_status(text: str) -> bool:
    """`In uitvoering` heads nothing; `Uitvoering` may."""
    return " " in text and read_status(text) is not None


def _without_button(text: str) -> str:
    """A heading with the words of a button glued to it: `De ateliers in beeldBekijk onze film`."""
    button = _BUTTON.search(text)
    return text[: button.start()] if button else text


def _with_tables(marks: list[Mark]) -> list[Mark]:
    """Rows of as many cells below each other are a table, however short the cells; a menu is one row."""
    rows = rows_of_tables(marks, columns=2)
    return [
        Mark(mark.line, mark.block, Role.TEXT)
        if mark.role is Role.NOISE and mark.number in rows and not mark.line.noise
        else mark
        for mark in marks
    ]


def _without_menus(marks: list[Mark]) -> list[Mark]:
    """A block that is half noise and otherwise a few words is a menu or a footer, all of it."""
    menus: set[int] = set()
    for block, group in groupby(marks, key=lambda mark: mark.block):
        lines = list(group)
        noise = sum(mark.role is Role.NOISE for mark in lines)
        home = any(mark.role is Role.NOISE and mark.text.casefold() == "home" for mark in lines)
        enough = noise >= len(lines) * _MENU_SHARE or (home and len(lines) > 1)
        if noise and enough and not any(is_prose(mark.text) for mark in lines):
            menus.add(block)
    return [Mark(mark.line, mark.block, Role.NOISE) if mark.block in menus else mark for mark in marks]


def _values_are_no_headings(marks: list[Mark]) -> list[Mark]:
    """Below the label `Status`, the line `In uitvoering` is its value and heads nothing."""
    result = marks[:1]
    for label, mark in pairwise(marks):
        is_value = label.role is Role.LABEL and not label.rest and label.block == mark.block
        reads = is_value and asks_for(label.target, mark.text)
        result.append(Mark(mark.line, mark.block, Role.TEXT) if reads and mark.role is Role.HEADING else mark)
    return result


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
    if mark.role is not Role.LABEL or not takes_a_form(mark.target):
        return mark
    if any(value_fits_only_before(mark.target, before.text) for before in preceding):
        return mark
    is_bare = not mark.rest and not mark.text.endswith(":")
    below = () if mark.line.unanswered else following
    value = mark.rest or next((m.text for m in below if m.role in {Role.TEXT, Role.ITEM}), "")
    if not value or (value_fits(mark.target, value[:_MAX_VALUE]) and not (is_bare and _says_something(value))):
        return mark
    if mark.target == "person" and mark.rest:
        return Mark(mark.line, mark.block, Role.TEXT)
    kind = layout.vocabulary.heading(mark.label)
    if kind and not mark.rest:
        return replace(mark, role=Role.HEADING, target=kind, label=mark.text, known=True)
    is_text = is_prose(value) or (is_bare and _says_something(value))
    return Mark(mark.line, mark.block, Role.TEXT) if is_text else mark


def _checked_headings(marks: list[Mark], layout: Layout) -> list[Mark]:
    """A known word in the middle of a block (`Contactpersoon` below a name) heads nothing, unless text follows.

    In the middle of a table it may be a label: `Partners` between `Status` and `Financier`.
    """
    tables = {mark.block for mark in marks if mark.role is Role.LABEL}
    result: list[Mark] = []
    for index, mark in enumerate(marks):
        before = marks[index - 1] if index else None
        after = marks[index + 1] if index + 1 < len(marks) else None
        inside = before is not None and before.block == mark.block and before.role in {Role.TEXT, Role.ITEM}
        heads = mark.rest or (after is not None and is_prose(after.text) and not roles(mark.text))
        lone = mark.role is Role.HEADING and inside and not heads and before is not None and not is_prose(before.text)
        target = layout.vocabulary.label(mark.text) if lone and mark.block in tables else None
        if target:
            result.append(replace(mark, role=Role.LABEL, target=target, label=mark.text))
        else:
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


def _headings_with_title(marks: list[Mark], layout: Layout) -> list[Mark]:
    """Headings that name the project: `De aanpak van Buurtbakkers`."""
    titles = (mark.text for mark in marks if mark.role is Role.TITLE)
    subject = frozenset(word for title in titles for word in re.split(r"[\s/,&-]+", normalise(title)))
    result: list[Mark] = []
    for mark in marks:
        short = mark.role is Role.TEXT and len(mark.text) <= _MAX_HEADING and not mark.text.endswith((".", ",", ";"))
        tried = short and bool(subject) and layout.vocabulary.heading(mark.text) is None
        kind = layout.vocabulary.heading(mark.text, subject) if tried else None
        result.append(Mark(mark.line, mark.block, Role.HEADING, kind, mark.text, known=True) if kind else mark)
    return result


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
        named = previous is not None and previous.target in {"contact", "people"} and _is_name(mark.text)
        if started and first and following and not named and _heads(mark, following, alone=sizes[mark.block] == 1):
            mark = Mark(mark.line, mark.block, Role.HEADING, "other", _without_button(_HASHES.sub("", mark.text)))  # noqa: PLW2901
        result.append(mark)
    return result


def _without_contents(marks: list[Mark]) -> list[Mark]:
    """A heading with nothing below it that comes back further on is an entry of a table of contents."""
    last = {mark.text: mark.number for mark in marks if mark.role is Role.HEADING}
    of_project = [mark for mark in marks if mark.role is not Role.NOISE]
    entries = {
        mark.number
        for mark, following in pairwise(of_project)
        if mark.role is following.role is Role.HEADING and not mark.rest and last[mark.text] > mark.number
    }
    return [Mark(mark.line, mark.block, Role.NOISE) if mark.number in entries else mark for mark in marks]


def _headings_of_subprojects(marks: list[Mark]) -> list[Mark]:
    """Below the heading `Deelprojecten` the headings of a deeper level are each the name of one."""
    result, above, parts = [], 0, 0
    for mark in marks:
        level = mark.line.level if mark.role is Role.HEADING else 0
        if level and above and level > above:
            parts = parts or level
            if level == parts and not mark.known:
                label = _NUMBERED.sub("", mark.text)
                mark = replace(mark, target="subproject", label=label, known=True)  # noqa: PLW2901
        elif level:
            above, parts = level if mark.target == "subprojects" else 0, 0
        result.append(mark)
    return result


def _heads(mark: Mark, following: Mark, *, alone: bool) -> bool:
    text = mark.text
    if mark.role is not Role.TEXT or following.role is not Role.TEXT or not is_prose(following.text):
        return False
    if len(text) > _MAX_HEADING or len(text.split()) > _MAX_HEADING_WORDS or text.endswith((".", ",", ";", ":")):
        return False
    if " | " in text or read_status(text):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "‘'“\"") or "@" in text or list_item(text):
        return False
    # A hard-wrapped sentence is about as long as the line below it.
    return alone or (len(text) * 2 < len(following.text) and len(following.text) > _MAX_HEADING)
