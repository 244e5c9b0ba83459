"""What a command queries: a catalogue, or the parts of a crawl."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.store.source import RecordSource

# A line with more than a comment.
_SETTING = re.compile(rb"^[ \t]*[^#\s]", re.MULTILINE)


def catalogue_at(root: Path | None) -> Catalogue:
    """The catalogue that the user named, or the one around the working folder.

    Raises:
        CatalogueError: if there is none.
        SettingsError: if its settings are broken.
    """
    from projectkit.catalogue.root import find_catalogue, open_catalogue

    catalogue = open_catalogue(root) if root else find_catalogue(Path.cwd())
    _check_settings(catalogue)
    return catalogue


def catalogue_or_none(root: Path | None, *, is_needed: bool) -> Catalogue | None:
    """The catalogue; None if there is none, the user named none, and none is needed.

    Raises:
        CatalogueError: if there is none and there has to be one.
        SettingsError: if its settings are broken.
    """
    from projectkit.catalogue.root import CatalogueError

    try:
        return catalogue_at(root)
    except CatalogueError:
        if is_needed or root is not None:
            raise
        return None


def _check_settings(catalogue: Catalogue) -> None:
    """Read the settings, whether the command needs them or not: every command refuses broken ones.

    A file of comments alone, as `projectkit init` makes it, is left unread: a search would take a
    third longer.

    Raises:
        SettingsError: if they are broken.
    """
    from projectkit.catalogue.root import SETTINGS_FILE

    if _says_something(catalogue.root / SETTINGS_FILE):
        catalogue.settings  # noqa: B018  (read and kept)


def _says_something(settings: Path) -> bool:
    from projectkit.model.limits import read_record_file

    try:
        return bool(_SETTING.search(read_record_file(settings)))
    except FileNotFoundError:
        return False
    except OSError:
        return True


def asked_of(root: Path | None, parts: str | None) -> tuple[Catalogue, RecordSource]:
    """The catalogue whose settings apply, and the source of the records: the same, or parts.

    Raises:
        CatalogueError: if there is neither a catalogue nor parts.
        SettingsError: if the settings are broken.
        SourceError: if there are no parts where they should be.
    """
    if parts is None:
        from projectkit.catalogue.records import RecordFiles

        catalogue = catalogue_at(root)
        return catalogue, RecordFiles(catalogue)
    from projectkit.bulk.source import Parts
    from projectkit.catalogue.root import Catalogue

    known = catalogue_or_none(root, is_needed=False)
    return known or Catalogue(Path.cwd()), Parts(parts)
