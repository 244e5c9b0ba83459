"""Where the catalogue is: like git, from the working folder upwards."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from projectkit.language.translate import _
from projectkit.model.errors import ProjectkitError

if TYPE_CHECKING:
    from projectkit.catalogue.settings import Settings

SETTINGS_FILE = "projectkit.toml"

_IGNORED = """\
# Held by projectkit while it writes.
.projectkit.lock
"""


class CatalogueError(ProjectkitError):
    """The catalogue cannot be used; the message says why and what to do."""


class NoCatalogueError(CatalogueError):
    """There is no catalogue where one was looked for."""


@cache
def _resolved_folder(folder: Path) -> Path:
    return folder.resolve()


def _resolved(path: Path) -> Path:
    """A path without links; of the files of one folder, the folder is looked at once."""
    if path.name in {"", ".."} or path.is_symlink():
        return path.resolve()
    return _resolved_folder(path.parent.absolute()) / path.name


class Catalogue:
    """A folder with pages and records.

    Attributes:
        root: the folder that holds `data/raw` and `data/structured`.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def raw(self) -> Path:
        """Where pages are kept as they were saved."""
        return self.root / "data" / "raw"

    @property
    def structured(self) -> Path:
        """Where records are kept, one YAML file each."""
        return self.root / "data" / "structured"

    def relative(self, path: Path) -> str:
        """A path as it is written in records: relative to the root, with forward slashes.

        Raises:
            CatalogueError: if the path leads out of the catalogue.
        """
        try:
            return _resolved(path).relative_to(_resolved_folder(self.root)).as_posix()
        except ValueError:
            message = _(
                "{path} lies outside the catalogue {root}: copy it to data/raw first"
            ).format(path=path, root=self.root)
            raise CatalogueError(message) from None

    @cached_property
    def settings(self) -> Settings:
        """What `projectkit.toml` says.

        Raises:
            SettingsError: if it is not valid TOML, or holds something that is not a setting.
        """
        from projectkit.catalogue.settings import read_settings  # noqa: PLC0415  (few commands have settings)

        return read_settings(self.root / SETTINGS_FILE)


def find_catalogue(start: Path) -> Catalogue:
    """The catalogue that a folder lies in.

    Raises:
        CatalogueError: if there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file() or (folder / "data" / "structured").is_dir():
            return Catalogue(folder)
    message = _("no catalogue in {start} or above it: make one with `projectkit init`").format(
        start=start
    )
    raise NoCatalogueError(message)


def open_catalogue(root: Path) -> Catalogue:
    """The catalogue that a user named.

    Raises:
        CatalogueError: if that folder does not exist.
    """
    if not root.is_dir():
        message = _("there is no folder {root}").format(root=root)
        raise NoCatalogueError(message)
    return Catalogue(root.resolve())


def init_catalogue(folder: Path) -> tuple[Catalogue, list[str]]:
    """Make a catalogue; what is there already stays as it is.

    Returns:
        The catalogue, and what was made, relative to it.

    Raises:
        OSError: if the folder cannot be written.
    """
    from projectkit.catalogue.settings import TEMPLATE  # noqa: PLC0415  (only a new catalogue needs it)

    made: list[str] = []
    for name in ("data/raw", "data/structured"):
        if not (folder / name).is_dir():
            (folder / name).mkdir(parents=True)
            made.append(f"{name}/")
    for name, text in ((SETTINGS_FILE, TEMPLATE), (".gitignore", _IGNORED)):
        if not (folder / name).exists():
            (folder / name).write_text(_(text), "utf-8")
            made.append(name)
    return Catalogue(folder.resolve()), made
