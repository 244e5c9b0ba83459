"""One page in, one record out: the parser as a pure function."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from projectkit.dutch.dates import find_dates, read_date
from projectkit.dutch.region import region
from projectkit.language.translate import _
from projectkit.model.record import Record
from projectkit.model.source import How
from projectkit.parsing.assemble import assemble
from projectkit.parsing.finders import FINDERS
from projectkit.parsing.finding import Page
from projectkit.parsing.layout import Layout, recognise
from projectkit.parsing.loose_contacts import attach_loose_contacts
from projectkit.parsing.marks import Role, is_prose, parts
from projectkit.parsing.outline import outline
from projectkit.parsing.page_words import is_kind_of_news, names_news, says_not_found
from projectkit.parsing.prose import pattern
from projectkit.parsing.resolver import Resolved, resolve
from projectkit.parsing.unknown import Unknown, unknown_words
from projectkit.reading.blocks import split_blocks
from projectkit.reading.page import read_page

# Characters of running text that speak of a project, without which a page of text alone is none.
_ENOUGH_PROSE = 400
_TOP = 12
_TRAIL = re.compile(r"\s[/>»]\s")


@dataclass(frozen=True)
class ParsedPage:
    """What became of a page.

    Attributes:
        record: its record, or None if the page holds no project.
        reason: why the page seems to hold no project; then there is a record only by force.
        unknown: labels and headings that are not in the vocabulary.
    """

    record: Record | None
    reason: str | None = None
    unknown: tuple[Unknown, ...] = ()


def parse_page(
    content: bytes,
    name: str,
    *,
    force: bool = False,
    layouts: tuple[Layout, ...] = (),
    recurring: frozenset[str] = frozenset(),
) -> ParsedPage:
    """Read a page.

    Args:
        content: the bytes of the file.
        name: its path relative to the root of the catalogue, with forward slashes.
        force: make a record even of a page that holds no project.
        layouts: layouts of the user's own, tried before those of this package.
        recurring: lines that stand on many pages like this one, as `comparable_lines` gives them.

    Raises:
        UnreadableError: if the bytes are no text.
    """
    saved = read_page(content, name)
    lines = saved.lines
    site = recognise(lines, layouts)
    marks = outline(split_blocks(lines), site, recurring)
    country = region(line.text for line in lines)
    page = Page(PurePosixPath(name).name, site, marks, parts(marks), country)
    resolved = resolve(finding for finder in FINDERS for finding in finder(page))
    resolved.items["persons"] = attach_loose_contacts(resolved.items.get("persons", []), page)
    reason = _no_project(page, resolved)
    unknown = unknown_words(marks)
    if reason and not force:
        return ParsedPage(None, reason, unknown)
    origin = {"file": name, "sha256": hashlib.sha256(content).hexdigest(), "encoding": saved.encoding}
    if saved.url:
        origin["url"] = saved.url
    return ParsedPage(assemble(page, resolved, origin), reason, unknown)


def _no_project(page: Page, resolved: Resolved) -> str | None:
    """Why a page cannot be the description of a project, or None if it can."""
    if not page.marks:
        return _("the page is empty")
    if all(mark.role is Role.NOISE for mark in page.marks):
        return _("nothing but menus and notices")
    if any(says_not_found(mark.text) for mark in page.marks[:_TOP] if not is_prose(mark.text)):
        return _("the page that was asked for was not found when it was saved")
    if _is_news(page, resolved):
        return _("a piece of news, an event or a blog")
    headings = sum(mark.role is Role.HEADING and mark.known for mark in page.marks)
    facts = len(resolved.chosen) - ("title" in resolved.single)
    prose = [mark.text for mark in page.marks if mark.role in {Role.TEXT, Role.ITEM} and is_prose(mark.text)]
    tells = sum(map(len, prose)) >= _ENOUGH_PROSE and any(pattern("subject").search(text) for text in prose)
    if headings + facts == 0 and not tells:
        return _("no project found: no label, heading, person, organisation or date that is known")
    return None


def _is_news(page: Page, resolved: Resolved) -> bool:
    """Whether a page announces itself as news, with its date, and states no facts of a project behind labels."""
    top = page.marks[:_TOP]
    announced = any(names_news(mark.text) and find_dates(mark.text) for mark in top if not is_prose(mark.text))
    announced |= any(is_kind_of_news(first.text) and read_date(second.text) for first, second in pairwise(top))
    trail = any(names_news(mark.text) and _TRAIL.search(mark.text) for mark in top)
    labelled = any(found.how is How.LABELLED and found.field != "page_date" for found in resolved.chosen)
    return (announced or trail) and not labelled
