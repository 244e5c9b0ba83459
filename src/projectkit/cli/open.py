"""`projectkit open`."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.named import file_named
from projectkit.cli.options import Json, RecordNamed, Root
from projectkit.language.translate import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from projectkit.catalogue.root import Catalogue

# Only these are handed to a browser: another kind of address may start any program.
_ADDRESS = re.compile(r"https?://[!-~]+")
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def open_command(
    record: RecordNamed,
    web: Annotated[
        bool, typer.Option("--web", help=_("Open the address on the web, not the saved page."))
    ] = False,
    print_: Annotated[
        bool, typer.Option("--print", help=_("Print what would be opened; open nothing."))
    ] = False,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Open the page of a record in the browser.

    That is the saved page, or its address on the web if it is no longer there. In a pipe, with
    --json, and where there is no screen to open it on, its path or address is printed.
    """
    from projectkit.catalogue.records import whole_record
    from projectkit.catalogue.root import CatalogueError
    from projectkit.cli.terminal import json_text, safe_line

    catalogue = catalogue_at(root)
    path = file_named(catalogue, record)
    found = whole_record(catalogue, path)
    if found is None:
        message = _("{file} is broken: run `projectkit validate`").format(file=path.name)
        raise CatalogueError(message)
    page, address = _page(catalogue, found), _address(found)
    target = None if web else page
    shown = str(target) if target else address
    if shown is None:
        raise CatalogueError(_nowhere(found, web=web))
    if as_json:
        answer = {"id": found["id"], "page": page and str(page), "url": address, "target": shown}
        sys.stdout.write(json_text(answer))
        return
    if print_ or not _has_screen() or not _opened(target.as_uri() if target else shown):
        sys.stdout.write(safe_line(shown) + "\n")


def _page(catalogue: Catalogue, record: Mapping[str, Any]) -> Path | None:
    """The saved page of a record, if it is there and a page inside the catalogue."""
    from projectkit.catalogue.links_out import leads_out
    from projectkit.reading.kinds import ENDINGS

    file = (record["source"] or {}).get("file")
    if not file or Path(file).suffix.lower() not in ENDINGS:
        return None
    page = Path(os.path.normpath(catalogue.root / file))
    is_there = page.is_relative_to(catalogue.root) and page.is_file()
    return page if is_there and not leads_out(catalogue, page) else None


def _address(record: Mapping[str, Any]) -> str | None:
    """The address of the page on the web, as far as a browser is sure to open it as one."""
    address = (record["source"] or {}).get("url") or ""
    return address if _ADDRESS.fullmatch(address) else None


def _nowhere(record: Mapping[str, Any], *, web: bool) -> str:
    """Why nothing can be opened."""
    if web:
        return _("{id} has no address on the web").format(id=record["id"])
    return _("{id} has neither a saved page nor an address on the web").format(id=record["id"])


def _has_screen() -> bool:
    """Whether a person looks, and there is a screen to open a browser on."""
    if not sys.stdout.isatty():
        return False
    return sys.platform in {"darwin", "win32"} or any(map(os.environ.get, _DISPLAYS))


def _opened(address: str) -> bool:
    """Whether the browser opened an address."""
    import webbrowser

    try:
        return webbrowser.open(address)
    except (OSError, webbrowser.Error):
        return False
