"""One page in, one record out: the parser as a pure function."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from projectkit.model.record import Record
from projectkit.parsing import layout
from projectkit.parsing.assemble import assemble
from projectkit.parsing.finders import FINDERS
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.outline import Role, outline, parts
from projectkit.parsing.resolver import Resolved, resolve
from projectkit.reading.blocks import split_blocks
from projectkit.reading.decode import decode
from projectkit.reading.lines import split_lines


@dataclass(frozen=True)
class ParsedPage:
    """What became of a page.

    Attributes:
        record: its record, or None if the page holds no project.
        reason: why there is no record.
        losers: proposals that were not chosen.
    """

    record: Record | None
    reason: str | None = None
    losers: tuple[Finding, ...] = ()


def parse_page(content: bytes, name: str, *, force: bool = False) -> ParsedPage:
    """Read a page.

    Args:
        content: the bytes of the file.
        name: its path relative to the root of the catalogue, with forward slashes.
        force: make a record even of a page that holds no project.

    Raises:
        UnreadableError: if the bytes are no text.
    """
    text, encoding = decode(content)
    lines = split_lines(text)
    site = layout.recognise(lines)
    marks = outline(split_blocks(lines), site)
    page = Page(PurePosixPath(name).name, site, marks, parts(marks))
    resolved = resolve(finding for finder in FINDERS for finding in finder(page))
    reason = _no_project(page, resolved)
    if reason and not force:
        return ParsedPage(None, reason)
    origin = {"file": name, "sha256": hashlib.sha256(content).hexdigest(), "encoding": encoding}
    return ParsedPage(assemble(page, resolved, origin), None, tuple(resolved.losers))


def _no_project(page: Page, resolved: Resolved) -> str | None:
    """Why a page cannot be the description of a project, or None if it can."""
    if not page.marks:
        return "the page is empty"
    if all(mark.role is Role.NOISE for mark in page.marks):
        return "nothing but menus and notices"
    headings = sum(mark.role is Role.HEADING and mark.known for mark in page.marks)
    facts = len(resolved.chosen) - ("title" in resolved.single)
    if headings + facts == 0:
        return "no project found: no label, heading, person, organisation or date that is known"
    return None
