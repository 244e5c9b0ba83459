"""`projectkit learn`: corrections teach how the pages of a site are read."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.options import Json, Root
from projectkit.cli.terminal import json_text, note, safe, safe_line, say, tell_broken
from projectkit.cli.writing import DRY_RUN
from projectkit.language.translate import _, language, later, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from projectkit.catalogue.lesson import Learned, Lesson
    from projectkit.catalogue.root import Catalogue

# What a label is for, as a sentence has it.
_LABEL_FOR = {
    "title": later("the title"),
    "status": later("the status"),
    "start_date": later("the start"),
    "end_date": later("the end"),
    "period": later("the running time"),
    "themes": later("themes"),
    "identifier": later("the project number"),
    "programme": later("the programme"),
    "funder": later("funders"),
    "lead": later("the lead"),
    "partner": later("partners"),
    "unit": later("the unit"),
    "amount": later("the amount"),
}
_MOST_SHOWN = 12


def learn_command(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would be learned; write nothing."))
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=_("Show what changes in the reading of other pages."))
    ] = False,
    no_project: Annotated[
        list[Path] | None,
        typer.Option(
            "--no-project",
            metavar=_("PAGE"),
            help=_("Also learn that this page is not a project; may be repeated."),
            show_default=False,
        ),
    ] = None,
    forget: Annotated[
        str | None,
        typer.Option(
            "--forget",
            metavar=_("SITE"),
            help=_("Throw away what was learned about this site (`all` for all)."),
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Learn from your corrections how the pages of a site are read.

    Every record that you corrected shows how its page should have been read. From these the
    catalogue learns a reader for the site, on top of the one that comes with projectkit, and says
    what it would change. No record changes: the next `projectkit ingest` reads with it, and what
    you edited stays.
    """
    from projectkit.catalogue.learn import keep, learn
    from projectkit.catalogue.lock import writing

    catalogue = catalogue_at(root)
    if forget is not None:
        _forget(catalogue, forget, dry_run=dry_run, as_json=as_json)
        return
    _check_pages(no_project or [])
    with nullcontext() if dry_run else writing(catalogue):
        learned = learn(catalogue, no_project or [])
        kept = [lesson for lesson in learned.lessons if lesson.is_better]
        written = [] if dry_run else [name for each in kept for name in keep(catalogue, each)]
    tell_broken(list(learned.broken))
    if as_json:
        sys.stdout.write(json_text(_as_json(learned, written)))
        return
    for line in _told(learned):
        say(line)
    if diff:
        sys.stdout.writelines(safe(change.diff) for lesson in kept for change in lesson.changes)
    if kept and dry_run:
        note(_(DRY_RUN))
    elif written:
        message = _("written: {names}. `projectkit ingest` reads with it from now on")
        note(message.format(names=", ".join(map(safe_line, written))))


def _check_pages(pages: Iterable[Path]) -> None:
    for page in pages:
        if not page.is_file():
            message = _("there is no page {path}").format(path=page)
            raise typer.BadParameter(message, param_hint="--no-project")


def _forget(catalogue: Catalogue, name: str, *, dry_run: bool, as_json: bool) -> None:
    """Throw away what was learned about one site or all.

    Raises:
        BadParameter: if nothing was learned about that site.
    """
    from projectkit.catalogue.learned import forget, sites_learned
    from projectkit.catalogue.lock import writing

    known = sites_learned(catalogue)
    chosen = known if name == "all" else [each for each in known if each == name]
    if not chosen:
        message = (
            _("nothing was learned about `{name}`; known are: {names}")
            if known
            else _("nothing was learned in this catalogue")
        ).format(name=name, names=", ".join(known))
        raise typer.BadParameter(message, param_hint="--forget")
    with nullcontext() if dry_run else writing(catalogue):
        gone = [file for each in chosen for file in forget(catalogue, each, dry_run=dry_run)]
    if as_json:
        sys.stdout.write(json_text({"sites": [], "untaught": [], "written": [], "forgotten": gone}))
    message = _("thrown away: {names}. `projectkit ingest` reads these pages as before")
    note(message.format(names=", ".join(map(safe_line, gone))))
    if dry_run:
        note(_(DRY_RUN))


def _told(learned: Learned) -> Iterator[str]:
    if not learned.lessons and not learned.untaught:
        yield _(
            "no record was corrected: edit what was read wrong in data/structured, "
            "and run this again"
        )
    for lesson in learned.lessons:
        yield from _told_of(lesson)
    for each in learned.untaught:
        yield _("{record}: nothing learned: {reason}").format(
            record=each.record, reason=each.reason
        )


def _told_of(lesson: Lesson) -> Iterator[str]:
    """What was learned about one site, and what it changes."""
    yield _("{site}: {what}").format(site=lesson.card.name, what=", ".join(_learned_from(lesson)))
    yield from (f"  {line}" for line in _understood(lesson))
    if lesson.card.examples:
        yield from (f"  {line}" for line in _measured(lesson))
    if not lesson.is_better:
        yield "  " + _("not kept: the pages would be read worse. Correct one or two more pages")
        return
    yield from (f"  {line}" for line in _effect(lesson))


def _learned_from(lesson: Lesson) -> Iterator[str]:
    """What a site was learned from: corrected records, and pages that are not projects."""
    pages = len(lesson.card.examples)
    if pages:
        corrections = plural(
            "{number} correction", "{number} corrections", lesson.corrections
        ).format(number=lesson.corrections)
        yield plural(
            "{corrections} on {number} page", "{corrections} on {number} pages", pages
        ).format(corrections=corrections, number=pages)
    others = len(lesson.card.no_project)
    if others:
        yield plural(
            "{number} page that is not a project", "{number} pages that are not projects", others
        ).format(number=others)


def _measured(lesson: Lesson) -> Iterator[str]:
    """How well corrected pages are read by what the others taught, and what they do not teach."""
    card = lesson.card
    yield _("read right: {before}% before, {now}% by what the other pages taught").format(
        before=card.right_before, now=card.right_now
    )
    for record, missing in lesson.missing.items():
        shown = ", ".join(f"{each.field} {each.value}" for each in missing)
        yield _("{record}: not on its page, so nothing to learn from: {values}").format(
            record=record, values=shown
        )
    for page, lost in lesson.lost.items():
        shown = ", ".join(" ".join(value) for value in lost)
        yield _("{page}: no longer read right: {values}").format(page=page, values=shown)


def _understood(lesson: Lesson) -> Iterator[str]:
    """What was understood in words."""
    from projectkit.model.labels import value_label

    rules = lesson.rules
    for target, names in rules.labels.items():
        for name in names:
            yield _("`{name}` is a label for {target}").format(
                name=name, target=_(_LABEL_FOR[target])
            )
    for kind, names in rules.headings.items():
        for name in names:
            yield _("`{name}` is a heading of kind {kind}").format(
                name=name, kind=value_label("section", kind, language()).lower()
            )
    for name in rules.noise:
        yield _("`{name}` is not of the project").format(name=name)
    for each in rules.contradictions:
        said = ", ".join(f"{_(_LABEL_FOR[target])} ({count})" for target, count in each.targets)
        yield _("`{name}` stands before different things: {said}").format(
            name=each.label, said=said
        )
    if lesson.keeps_layout and rules.says_anything:
        yield _("{file} is yours: add what you agree with").format(
            file=safe_line(lesson.layout_file)
        )


def _effect(lesson: Lesson) -> Iterator[str]:
    """What changes on other pages of the site."""
    others = len(set(lesson.card.pages) - {each.page for each in lesson.card.examples})
    total = sum(change.values for change in lesson.changes)
    yield plural(
        "{number} value is read differently on {pages} of {others} other pages",
        "{number} values are read differently on {pages} of {others} other pages",
        total,
    ).format(number=total, pages=len(lesson.changes), others=others)
    for change in lesson.changes[:_MOST_SHOWN]:
        yield f"  {change.page} ({change.values})"
    if len(lesson.changes) > _MOST_SHOWN:
        yield "  " + _("and {number} more: --diff shows all").format(
            number=len(lesson.changes) - _MOST_SHOWN
        )


def _as_json(learned: Learned, written: list[str]) -> dict[str, Any]:
    return {
        "sites": [_lesson_as_json(lesson) for lesson in learned.lessons],
        "untaught": [vars(each) for each in learned.untaught],
        "written": written,
        "forgotten": [],
    }


def _lesson_as_json(lesson: Lesson) -> dict[str, Any]:
    rules = lesson.rules
    return {
        "site": lesson.card.name,
        "pages": [each.page for each in lesson.card.examples],
        "corrections": lesson.corrections,
        "labels": {target: list(names) for target, names in rules.labels.items()},
        "headings": {str(kind): list(names) for kind, names in rules.headings.items()},
        "noise": list(rules.noise),
        "contradictions": [
            {"label": each.label, "targets": dict(each.targets)} for each in rules.contradictions
        ],
        "right_before": lesson.card.right_before,
        "right_now": lesson.card.right_now,
        "kept": lesson.is_better,
        "missing": {
            record: [{"field": each.field, "value": each.value} for each in missing]
            for record, missing in lesson.missing.items()
        },
        "lost": {page: [list(value) for value in lost] for page, lost in lesson.lost.items()},
        "changes": [
            {"page": change.page, "id": change.record, "values": change.values}
            for change in lesson.changes
        ],
    }
