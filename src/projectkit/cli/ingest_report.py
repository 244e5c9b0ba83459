"""What a run over pages tells people: totals, and what needs them. The rest is for `--verbose`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from projectkit.catalogue.record_names import short_ids
from projectkit.cli.screen import Styled, TableColumn, screen_width, table, width_of, wrapped
from projectkit.cli.terminal import is_quiet, safe_line
from projectkit.cli.writing import DRY_RUN, OUTCOMES
from projectkit.language.figures import number
from projectkit.language.translate import _, language, later, plural

if TYPE_CHECKING:
    from projectkit.catalogue.page_result import PageResult
    from projectkit.parsing.unknown import Unknown

STYLES = {
    "created": "green",
    "updated": "cyan",
    "unchanged": "dim",
    "differs": "yellow",
    "skipped": "yellow",
    "failed": "red",
    "vanished": "yellow",
}
# Runs with no more changes than this are listed whole.
_FEW = 12
# Pages that are named of those with one reason.
_NAMED = 2
# How many lines left over are worth a look, and how many records with so many are named.
_MANY_LINES, _MOST_RECORDS = 5, 5
_MOST_UNKNOWN = 30
_KINDS = {"label": later("label"), "heading": later("heading")}
_RAW = "data/raw/"
# The share of the screen that an id may take.
_ID_SHARE = 3

Ids = Mapping[str, str]
"""Each id as it is shown."""


def report(
    results: Sequence[PageResult], every: Iterable[str], *, dry_run: bool, verbose: bool
) -> Iterator[str]:
    """The lines that a terminal shows of a run.

    Args:
        results: what became of each page.
        every: all ids of the catalogue, so that long ones can be told by their beginning.
        dry_run: whether nothing was written.
        verbose: whether all pages are listed.
    """
    named = {result.id for result in results if result.id}
    ids = short_ids(named, every, screen_width() // _ID_SHARE)
    parts = [_failed(results), _conflicts(results, ids)]
    if not is_quiet():
        summary_lines = summary(results, dry_run=dry_run).split("\n")
        parts = [
            _changed(results, ids, whole=verbose),
            _without_record(results, whole=verbose),
            *parts,
            _remarks(results, ids, whole=verbose),
            _left_over(results, ids, whole=verbose),
            iter(summary_lines),
        ]
    told = [lines for lines in map(list, parts) if lines]
    for at, lines in enumerate(told):
        yield from ["", *lines] if at else lines


def reason_of(result: PageResult) -> str:
    """What there is to say of a page, without the contact data that it may quote; or nothing."""
    if not result.reason:
        return ""
    from projectkit.export.contact_text import without_contacts_in

    return without_contacts_in(result.reason)


def _page(result: PageResult) -> Styled:
    return Styled(safe_line(result.page.removeprefix(_RAW)))


def _record(result: PageResult, ids: Ids) -> Styled:
    return Styled(safe_line(ids.get(result.id or "", "")), "cyan")


def _outcome(result: PageResult) -> Styled:
    return Styled(_(OUTCOMES[result.outcome]), STYLES[result.outcome])


def _changed(results: Sequence[PageResult], ids: Ids, *, whole: bool) -> Iterator[str]:
    """The records that were made or changed, if they are few or all are asked for."""
    outcomes = {"created", "updated", "unchanged"} if whole else {"created", "updated"}
    found = [result for result in results if result.outcome in outcomes]
    if not found or (len(found) > _FEW and not whole):
        return
    columns = [
        TableColumn("", whole=True),
        TableColumn(_("record"), whole=True),
        TableColumn(_("page")),
    ]
    rows = [[_outcome(result), _record(result, ids), _page(result)] for result in found]
    yield from table(columns, rows)


def _without_record(results: Sequence[PageResult], *, whole: bool) -> Iterator[str]:
    """Pages that were skipped or are gone, by the reason; all of them if they are asked for."""
    by_reason: defaultdict[tuple[str, str], list[PageResult]] = defaultdict(list)
    for result in results:
        if result.outcome in {"skipped", "vanished"}:
            by_reason[result.outcome, reason_of(result)].append(result)
    if not by_reason:
        return
    columns = [
        TableColumn("", whole=True),
        TableColumn(_("pages"), right=True),
        TableColumn(_("because")),
    ]
    groups = sorted(by_reason.items(), key=lambda group: (group[0][0], -len(group[1])))
    rows = [
        [
            _outcome(pages[0]),
            Styled(number(len(pages), language())),
            Styled(safe_line(reason)),
            Styled(_names(pages, whole=whole)),
        ]
        for (_key, reason), pages in groups
    ]
    yield from table([*columns, TableColumn(_("page"))], rows)


def _names(pages: Sequence[PageResult], *, whole: bool) -> str:
    """The names of some pages, one below the other, and how many more there are."""
    shown = list(pages) if whole else pages[:_NAMED]
    names = [_page(page).text for page in shown]
    if more := len(pages) - len(names):
        names.append(_("and {number} more").format(number=number(more, language())))
    return "\n".join(names)


def _failed(results: Sequence[PageResult]) -> Iterator[str]:
    found = [result for result in results if result.outcome == "failed"]
    columns = [TableColumn("", whole=True), TableColumn(_("page")), TableColumn(_("because"))]
    rows = [
        [_outcome(result), _page(result), Styled(safe_line(reason_of(result)))] for result in found
    ]
    yield from table(columns, rows) if rows else ()


def _conflicts(results: Sequence[PageResult], ids: Ids) -> Iterator[str]:
    """Fields that a page and an edit by hand disagree about."""
    found = [result for result in results if result.conflicts]
    columns = [
        TableColumn("", whole=True),
        TableColumn(_("record"), whole=True),
        TableColumn(_("because")),
    ]
    rows = [
        [
            Styled(_("conflict"), "yellow"),
            _record(result, ids),
            Styled(safe_line(reason_of(result))),
        ]
        for result in found
    ]
    yield from table(columns, rows) if rows else ()


def _remarks(results: Sequence[PageResult], ids: Ids, *, whole: bool) -> Iterator[str]:
    """What else there is to say of records that were made or changed."""
    found = [
        result
        for result in results
        if result.reason and result.outcome in {"created", "updated"} and not result.conflicts
    ]
    shown = found if whole else found[:_FEW]
    columns = [
        TableColumn("", whole=True),
        TableColumn(_("record"), whole=True),
        TableColumn(_("because")),
    ]
    rows = [
        [_outcome(result), _record(result, ids), Styled(safe_line(reason_of(result)))]
        for result in shown
    ]
    yield from table(columns, rows) if rows else ()
    if more := len(found) - len(shown):
        yield _("and {number} more").format(number=number(more, language()))


def _left_over(results: Sequence[PageResult], ids: Ids, *, whole: bool) -> Iterator[str]:
    """The records of whose pages most lines were not understood."""
    least = 1 if whole else _MANY_LINES
    found = [result for result in results if result.leftover >= least]
    found.sort(key=lambda result: -result.leftover)
    shown = found if whole else found[:_MOST_RECORDS]
    if not shown:
        return
    rows = [[Styled(number(each.leftover, language())), _record(each, ids)] for each in shown]
    yield from table(
        [TableColumn(_("left over"), right=True), TableColumn(_("record"), whole=True)], rows
    )
    if more := len(found) - len(shown):
        yield _("and {number} more").format(number=number(more, language()))


def unknown_table(words: Sequence[tuple[Unknown, list[str]]]) -> Iterator[str]:
    """The words that are not known, those on most pages first."""
    columns = [
        TableColumn(_("pages"), right=True),
        TableColumn(_("not known"), whole=True),
        TableColumn(_("text")),
        TableColumn(_("for instance in")),
    ]
    rows = [
        [
            Styled(number(len(pages), language())),
            Styled(_(_KINDS[word.kind])),
            Styled(safe_line(word.text)),
            Styled(safe_line(pages[0].removeprefix(_RAW))),
        ]
        for word, pages in words[:_MOST_UNKNOWN]
    ]
    yield from table(columns, rows)
    more = len(words) - _MOST_UNKNOWN
    if more > 0:
        told = _("… and {number} more: `projectkit ingest --unknown | cat` lists them all")
        yield told.format(number=number(more, language()))


def counts(results: Sequence[PageResult]) -> list[str]:
    """How many pages had each outcome, in words."""
    numbers = {outcome: sum(result.outcome == outcome for result in results) for outcome in STYLES}
    return [
        f"{number(count, language())} {_(OUTCOMES[outcome])}"
        for outcome, count in numbers.items()
        if count
    ]


def summary(results: Sequence[PageResult], *, dry_run: bool) -> str:
    """Counts and notes as one sentence, on lines that fit a terminal."""
    counted, notes = counts(results) or [_("no pages found")], _notes(results)
    signs = [*[","] * (len(counted) - 1), *[";"] * len(notes), ""]
    parts = [part + sign for part, sign in zip([*counted, *notes], signs, strict=True)]
    if dry_run:
        parts.append(_(DRY_RUN))
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]} {part}".lstrip()
        if width_of(longer) <= screen_width():
            lines[-1] = longer
        else:
            lines += wrapped(part, screen_width())
    return "\n".join(filter(None, lines))


def _notes(results: Sequence[PageResult]) -> list[str]:
    """What the pages said that is not in a field of a record."""
    leftover = sum(result.leftover for result in results)
    uncertain = sum(len(result.suggestions) for result in results)
    lines = plural(
        "{number} line left over, see `leftover` in the records",
        "{number} lines left over, see `leftover` in the records",
        leftover,
    )
    values = plural(
        "{number} uncertain value, see `projectkit explain`",
        "{number} uncertain values, see `projectkit explain`",
        uncertain,
    )
    disputed = sum(len(result.conflicts) for result in results)
    conflicts = plural(
        "{number} conflict, settle it with --accept or --keep",
        "{number} conflicts, settle them with --accept or --keep",
        disputed,
    )
    numbered = ((lines, leftover), (values, uncertain), (conflicts, disputed))
    return [text.format(number=number(count, language())) for text, count in numbered if count]
