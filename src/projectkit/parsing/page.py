"""The parser as a pure function: one page in, one record out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from projectkit.dutch.region import region
from projectkit.model.record import Record
from projectkit.model.source import How
from projectkit.parsing.findings import READERS
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.judge import judge
from projectkit.parsing.layout import Layout, recognise
from projectkit.parsing.lines.answers import answered
from projectkit.parsing.lines.decide import decide
from projectkit.parsing.lines.frame import without_recurring
from projectkit.parsing.lines.marks import Mark, Role, parts
from projectkit.parsing.names.weigh import with_names_weighed
from projectkit.parsing.names.whole import with_whole_names
from projectkit.parsing.record.assemble import assemble
from projectkit.parsing.record.resolver import Resolved, resolve
from projectkit.parsing.suggestion import Suggestion, suggestions
from projectkit.parsing.unknown import Unknown, unknown_words
from projectkit.parsing.words.bounds import with_bounds
from projectkit.parsing.words.spans import find_spans
from projectkit.parsing.words.stated import PageLines, with_stated
from projectkit.reading.blocks import split_blocks
from projectkit.reading.lines import Line
from projectkit.reading.page import SavedPage, read_page

# The block of lines that stand in none.
_NO_BLOCK = -1


@dataclass(frozen=True)
class ParsedPage:
    """What became of a page.

    Attributes:
        record: its record, or None if the page does not describe a project.
        reason: why the page seems not to describe a project; it then has a record only by force.
        unknown: labels and headings that are not in the vocabulary.
        suggestions: values that are too uncertain for the record, the most probable first.
        lost: how many characters of the page cannot be read.
    """

    record: Record | None
    reason: str | None = None
    unknown: tuple[Unknown, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    lost: int = 0


@dataclass(frozen=True)
class Reading:
    """A page with all the evidence found on it.

    Attributes:
        parsed: what became of it.
        page: its lines and spans.
        resolved: the values that were chosen, and those that were not.
    """

    parsed: ParsedPage
    page: Page
    resolved: Resolved


def parse_page(  # noqa: PLR0913  (each says something else of the page)
    content: bytes,
    name: str,
    *,
    force: bool = False,
    layouts: tuple[Layout, ...] = (),
    recurring: frozenset[str] = frozenset(),
    url: str | None = None,
    fetched: str | None = None,
) -> ParsedPage:
    """Read a page.

    Args:
        content: the bytes of the file.
        name: its path relative to the root of the catalogue, with forward slashes.
        force: make a record even of a page that does not describe a project.
        layouts: the user's own layouts, tried before those of this package.
        recurring: lines that recur on many pages of the site, as `comparable_lines` gives them.
        url: the address that it was fetched from, which counts if the page states none.
        fetched: when it was fetched.

    Raises:
        UnreadableError: if it cannot be read.
    """
    return read_closely(
        content,
        name,
        force=force,
        layouts=layouts,
        recurring=recurring,
        url=url,
        fetched=fetched,
    ).parsed


def read_closely(  # noqa: PLR0913  (each says something else of the page)
    content: bytes,
    name: str,
    *,
    force: bool = False,
    layouts: tuple[Layout, ...] = (),
    recurring: frozenset[str] = frozenset(),
    url: str | None = None,
    fetched: str | None = None,
) -> Reading:
    """Read a page like `parse_page`, and keep the evidence found on it."""
    saved = read_page(content, name, url)
    page = tagged(saved, name, layouts, recurring)
    judgement = judge(in_general(page, saved, recurring), page.layout.reader)
    unknown = unknown_words(page.marks)
    if judgement.reason and not force:
        skipped = ParsedPage(None, judgement.reason, unknown, lost=saved.lost)
        return Reading(skipped, page, Resolved())
    page = with_whole_names(with_names_weighed(page))
    resolved = resolve(finding for reader in READERS for finding in reader(page))
    origin = {
        "file": name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "encoding": saved.encoding,
    }
    optional = {
        "url": saved.url,
        "fetched": fetched,
        "lines": How.DERIVED.value if saved.is_derived else None,
    }
    origin |= {key: value for key, value in optional.items() if value}
    record = assemble(page, resolved, judgement.kind, origin)
    parsed = ParsedPage(record, judgement.reason, unknown, suggestions(resolved), saved.lost)
    return Reading(parsed, page, resolved)


def tagged(
    saved: SavedPage,
    name: str,
    layouts: tuple[Layout, ...] = (),
    recurring: frozenset[str] = frozenset(),
) -> Page:
    """Decide what each line of a page is, and line by line which of its words are which values."""
    lines = [line for line in saved.lines if not line.unread]
    site = recognise(lines, layouts)
    marks = without_recurring(decide(split_blocks(lines), site, saved.url), recurring)
    sections, answers = parts(marks), answered(marks)
    found = find_spans(marks, site)
    spans = with_stated(
        with_bounds(found.spans), PageLines(marks, sections, answers, site.vocabulary)
    )
    country = region(line.text for line in lines)
    return Page(
        PurePosixPath(name).name,
        site,
        (*marks, *_unread(saved.lines)),
        sections,
        answers,
        spans,
        country,
        found.possible_titles,
    )


def in_general(page: Page, saved: SavedPage, recurring: frozenset[str]) -> Page:
    """The page as it is read without what the catalogue learned about its site.

    Examples say what stands where on pages of projects, so every page of a site looks like one to
    a reader that learned from them.
    """
    if page.layout.reader is None:
        return page
    layout = replace(page.layout, recognise=(), reader=None)
    return tagged(saved, page.name, (layout,), recurring)


def _unread(lines: tuple[Line, ...]) -> Iterator[Mark]:
    """Marks for what a reader does not see: it is listed, and says nothing about the project."""
    for line in lines:
        if line.unread:
            yield Mark(line, _NO_BLOCK, Role.NOISE)
