"""`projectkit config`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import typer

from projectkit import __version__
from projectkit.cli.language import Decided
from projectkit.cli.options import Json, Root
from projectkit.language.figures import number
from projectkit.language.translate import _, language, later

# What has to be installed for each optional part, by the name of its module.
_EXTRAS = {
    "documents": ("mammoth", "pdfminer"),
    "parquet": ("pyarrow",),
    "cluster": ("distributed", "fsspec", "fastwarc", "pyarrow"),
    "report": ("vl_convert", "jinja2"),
}


class _Fact(NamedTuple):
    """Something that holds here, and what says so."""

    key: str
    label: str
    value: str
    by: str = ""
    said: str = ""

    @property
    def shown(self) -> str:
        """The value as people read it; programs get the same one in both languages."""
        return self.said or self.value


def config_command(ctx: typer.Context, as_json: Json = False, root: Root = None) -> None:
    """Show what holds here, and where it comes from.

    The folder of the catalogue, its settings, the language, the cache, the version, and which
    optional parts are installed.
    """
    from projectkit.cli.terminal import json_text, safe_line

    source = ctx.get_parameter_source("root")
    named_by = "PROJECTKIT_ROOT" if source and source.name == "ENVIRONMENT" else "--root"
    facts = [*_catalogue_facts(root, named_by), *_program_facts()]
    if as_json:
        data = {fact.key: {"value": fact.value, "from": fact.by or None} for fact in facts}
        sys.stdout.write(json_text(data))
    elif sys.stdout.isatty():
        _show(facts)
    else:
        for fact in facts:
            cells = (fact.key, fact.value, fact.by)
            sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")


def _show(facts: list[_Fact]) -> None:
    from projectkit.cli.pager import show_paged
    from projectkit.cli.screen import GAP, Styled, beside, screen_width, width_of
    from projectkit.cli.terminal import safe_line

    left = max(width_of(fact.label) for fact in facts) + GAP
    lines: list[str] = []
    for fact in facts:
        cells = [Styled(safe_line(fact.shown))]
        if fact.by:
            cells.append(Styled(_("from {source}").format(source=safe_line(fact.by)), "dim"))
        lines += beside(Styled(fact.label, "dim"), cells, left, screen_width())
    show_paged(lines)


def _catalogue_facts(root: Path | None, named_by: str) -> Iterator[_Fact]:
    """What holds of the catalogue, if there is one."""
    from projectkit.catalogue.record_names import record_files
    from projectkit.catalogue.root import (
        SETTINGS_FILE,
        CatalogueError,
        find_catalogue,
        open_catalogue,
    )
    from projectkit.store.folder import cache_folder

    try:
        catalogue = open_catalogue(root) if root else find_catalogue(Path.cwd())
    except CatalogueError as error:
        yield _Fact("root", _("catalogue"), "none", str(error), _("none"))
        return
    found_by = named_by if root else _("this folder, or the nearest above it that is a catalogue")
    yield _Fact("root", _("catalogue"), str(catalogue.root), found_by)
    records = len(record_files(catalogue))
    yield _Fact("records", _("records"), str(records), said=number(records, language()))
    settings = catalogue.root / SETTINGS_FILE
    is_set = _set_in(settings)
    yield _Fact("settings", _("settings"), is_set, str(settings), _(is_set))
    yield _Fact("cache", _("cache folder"), str(cache_folder(catalogue.root)))


def _set_in(settings: Path) -> str:
    """The names of what a settings file sets."""
    from projectkit.catalogue.settings import read_settings

    if not settings.is_file():
        return later("no file")
    read_settings(settings)  # refuses what is wrong with it
    import tomllib

    names = tomllib.loads(settings.read_text("utf-8-sig"))
    return ", ".join(names) or later("nothing is set")


def _program_facts() -> Iterator[_Fact]:
    """What holds of the program and the computer."""
    from projectkit.cli.pager import chosen_pager

    decided = Decided.last
    yield _Fact("language", _("language"), decided.language, decided.by or _("nothing else is set"))
    pager = chosen_pager()
    by = "PAGER" if os.environ.get("PAGER") else ""
    yield _Fact("pager", _("pager"), pager[0] if pager else "none", by, "" if pager else _("none"))
    python = ".".join(map(str, sys.version_info[:3]))
    yield _Fact("version", _("version"), f"projectkit {__version__}, Python {python}")
    for name, modules in _EXTRAS.items():
        lacking = [module for module in modules if find_spec(module) is None]
        value = later("missing: `pip install '.[{name}]'`") if lacking else later("installed")
        said = _(value).format(name=name)
        label = _("extra {name}").format(name=name)
        yield _Fact(f"extra {name}", label, value.format(name=name), said=said)
