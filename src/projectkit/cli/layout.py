"""`projectkit layout`: try what a layout of your own would change."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.command import Command, Group, example
from projectkit.cli.options import Json
from projectkit.cli.terminal import json_text, safe, safe_line, say
from projectkit.language.translate import _

if TYPE_CHECKING:
    from projectkit.model.record import Record
    from projectkit.parsing.layout import Layout
    from projectkit.parsing.layout_effect import LayoutEffect

layout_app = typer.Typer(
    cls=Group,
    help=_("Teach projectkit a site: try a layout of your own."),
    no_args_is_help=True,
    rich_markup_mode=None,
)


@layout_app.callback()
def _group() -> None:
    pass


@layout_app.command(
    "test",
    cls=Command,
    epilog=example("projectkit layout test layouts/slaapfonds.yaml data/raw/slaapfonds-*.txt"),
)
def layout_test_command(
    file: Annotated[
        Path,
        typer.Argument(metavar=_("FILE"), help=_("The layout: a YAML file."), show_default=False),
    ],
    pages: Annotated[
        list[Path],
        typer.Argument(
            metavar=_("PAGES..."),
            help=_("Pages to read with it, or folders of pages."),
            show_default=False,
        ),
    ],
    as_json: Json = False,
) -> None:
    """Show what a layout changes in the records of pages; nothing is written.

    Exit code 1 if a page is not recognised as one of the site.
    """
    from projectkit.catalogue.root import CatalogueError
    from projectkit.model.limits import read_page_file
    from projectkit.parsing.layout_effect import layout_effect
    from projectkit.reading.decode import UnreadableError

    layout = _layout(file)
    missed, files = 0, _files(pages)
    if not files:
        message = _("there is no page in these folders")
        raise typer.BadParameter(message, param_hint=_("PAGES..."))
    entries: list[dict[str, object]] = []
    for page in files:
        try:
            _refuse_links_out(page)
            effect = layout_effect(read_page_file(page), page.name, layout)
        except (CatalogueError, OSError, UnreadableError) as error:
            missed += 1
            reason = getattr(error, "strerror", None) or str(error)
            entries.append({"page": str(page), "reason": reason})
            _say(as_json, f"{page}: {reason}")
            continue
        missed += bool(effect.missing)
        entries.append({"page": str(page), "reason": None} | _entry(effect))
        _say(as_json, f"{page}: {_told(effect)}")
        if not as_json:
            sys.stdout.write(safe(_diff(effect.before, effect.after)))
    if as_json:
        sys.stdout.write(json_text(entries))
    raise typer.Exit(1 if missed else 0)


def _say(as_json: bool, text: str) -> None:  # noqa: FBT001  (the option of the command)
    """Say something to people, unless programs read."""
    if not as_json:
        say(safe_line(text))


def _entry(effect: LayoutEffect) -> dict[str, object]:
    """What a layout changes in the record of a page, for programs."""
    from projectkit.model.source import left_over

    diff = _diff(effect.before, effect.after)
    return {
        "missing": list(effect.missing),
        "changed": bool(diff),
        "leftover": {
            "before": left_over(effect.before.source),
            "after": left_over(effect.after.source),
        },
        "diff": diff,
    }


def _files(pages: list[Path]) -> list[Path]:
    from projectkit.catalogue.walk import files_below
    from projectkit.reading.kinds import ENDINGS

    found: list[Path] = []
    for page in pages:
        inside = list(files_below(page, ENDINGS)) if page.is_dir() else [page]
        found += inside
    return found


def _refuse_links_out(page: Path) -> None:
    """Refuse a page that a link leads out of its catalogue, if it is in one."""
    from projectkit.catalogue.links_out import refuse_links_out
    from projectkit.catalogue.root import CatalogueError, find_catalogue

    try:
        catalogue = find_catalogue(page.parent)
    except CatalogueError:
        return
    refuse_links_out(catalogue, page)


def _layout(file: Path) -> Layout:
    from projectkit.model.limits import read_record_file
    from projectkit.parsing.layout import LayoutError, make_layout

    try:
        return make_layout(file.stem, read_record_file(file).decode("utf-8-sig"))
    except (LayoutError, UnicodeDecodeError) as error:
        message = f"{file}: {error}"
        raise typer.BadParameter(message, param_hint=_("FILE")) from None


def _told(effect: LayoutEffect) -> str:
    from projectkit.model.source import left_over

    if effect.missing:
        lines = ", ".join(f"`{line}`" for line in effect.missing)
        return _("not recognised: there is no line {lines}").format(lines=lines)
    before, after = left_over(effect.before.source), left_over(effect.after.source)
    same = _facts(effect.before) == _facts(effect.after)
    told = (
        _("recognised, nothing changes; lines left over: {before} before, {after} now")
        if same
        else _("recognised, changed; lines left over: {before} before, {after} now")
    )
    return told.format(before=before, after=after)


def _facts(record: Record) -> list[str]:
    """The record without what differs between any two readings."""
    from projectkit.model.record_yaml import record_to_yaml

    return record_to_yaml(record.model_copy(update={"source": None})).splitlines(keepends=True)


def _diff(before: Record, after: Record) -> str:
    from difflib import unified_diff

    return "".join(list(unified_diff(_facts(before), _facts(after), n=1))[2:])
