"""The fetched pages of a catalogue: which ones there are, and saving one without half a file."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from projectkit.catalogue.atomic_write import temporary_files, write_atomically
from projectkit.catalogue.links_out import refuse_links_out
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.sidecar import ENDING
from projectkit.fetching.client import Response
from projectkit.fetching.errors import FetchError
from projectkit.fetching.kinds import ENDINGS
from projectkit.fetching.names import page_name
from projectkit.fetching.sidecar import (
    Sidecar,
    header_value,
    page_of,
    read_sidecar,
)
from projectkit.fetching.urls import AddressError, normalised
from projectkit.language.translate import _


class KnownPage(NamedTuple):
    """A page that was fetched earlier, and what is known of it."""

    path: Path
    sidecar: Sidecar


class SavedPages:
    """The pages in `data/raw` that were fetched, wherever the user moved them.

    Args:
        catalogue: the catalogue that they belong to.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._pages: dict[str, KnownPage] = {}
        for page in _pages_with_sidecars(catalogue.raw):
            sidecar = read_sidecar(page)
            with contextlib.suppress(AddressError):
                if sidecar:
                    self._pages.setdefault(normalised(sidecar.url), KnownPage(page, sidecar))

    def has(self, name: str) -> bool:
        """Whether a page is there, by its name relative to the root."""
        return (self._catalogue.root / name).is_file()

    def name_of(self, url: str) -> str | None:
        """The page of an address, relative to the root; None if it is not there."""
        known = self._pages.get(url)
        return self._catalogue.relative(known.path) if known and known.path.is_file() else None

    def conditions(self, url: str) -> Mapping[str, str]:
        """The headers that ask for a page only if it changed since it was fetched."""
        known = self._pages.get(url)
        if known is None or not known.path.is_file():
            return {}
        headers = {
            "If-None-Match": known.sidecar.etag,
            "If-Modified-Since": known.sidecar.last_modified,
        }
        return {name: value for name, value in headers.items() if value}

    def save(self, response: Response, ending: str, asked: str, date: datetime) -> bool:
        """Save a page with its sidecar.

        Returns:
            Whether it is new or changed.

        Raises:
            FetchError: if its place is taken, or a person edited the page that is there.
            CatalogueError: if a link leads its place out of the catalogue.
            OSError: if it cannot be written; what was there is as it was.
        """
        known = self._pages.get(response.url)
        known = known if known and known.path.is_file() else None
        page = known.path if known else self._catalogue.raw / page_name(response.url, ending)
        refuse_links_out(self._catalogue, page)
        before = page.read_bytes() if page.is_file() else None
        sidecar = _sidecar(response, asked, date)
        if before == response.content:
            self._keep(page, sidecar, known)
            return False
        self._check_place(page, before, known, ending)
        page.parent.mkdir(parents=True, exist_ok=True)
        # Whenever this is interrupted, the next run asks for the page again: a sidecar without its
        # page counts for nothing, and an old sidecar has the old conditions.
        if before is None:
            sidecar.write(page)
            write_atomically(page, response.content)
        else:
            write_atomically(page, response.content)
            sidecar.write(page)
        self._pages[response.url] = KnownPage(page, sidecar)
        return True

    def _keep(self, page: Path, sidecar: Sidecar, known: KnownPage | None) -> None:
        """Leave a page as it is, with what the server now calls this version of it."""
        if known:
            old = known.sidecar
            sidecar = replace(sidecar, fetched=old.fetched, asked=old.asked)
        if known is None or sidecar != known.sidecar:
            sidecar.write(page)
        self._pages[sidecar.url] = KnownPage(page, sidecar)

    def _check_place(
        self, page: Path, before: bytes | None, known: KnownPage | None, ending: str
    ) -> None:
        """Refuse to write over what was not fetched from the same address.

        Raises:
            FetchError: if that would happen.
        """
        name = self._catalogue.relative(page)
        if known is None and before is not None:
            message = _("{page} is there already and was not fetched: rename it")
            raise FetchError(message.format(page=name))
        if known and page.suffix.lower().removesuffix("l") != ending.removesuffix("l"):
            message = _(
                "{page} is of another type than the site sends now ({ending}): "
                "remove it to fetch that"
            )
            raise FetchError(message.format(page=name, ending=ending))
        if known and before is not None and known.sidecar.sha256 != _digest(before):
            message = _("{page} was edited by hand and changed on the site: rename or remove it")
            raise FetchError(message.format(page=name))


def _sidecar(response: Response, asked: str, date: datetime) -> Sidecar:
    return Sidecar(
        url=response.url,
        fetched=date.strftime("%Y-%m-%dT%H:%M:%SZ"),
        etag=header_value(response.headers.get("etag")),
        last_modified=header_value(response.headers.get("last-modified")),
        asked=asked if asked != response.url else None,
        sha256=_digest(response.content),
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def unfinished_pages(folder: Path) -> Iterator[Path]:
    """The temporary files of pages and sidecars that were never finished."""
    return temporary_files(folder, (*ENDINGS, ENDING))


def _pages_with_sidecars(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        there = set(names)
        for name in sorted(names):
            page = page_of(Path(place, name))
            if page.name != name and page.name in there:
                yield page
