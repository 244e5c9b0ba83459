"""Where a command may write its result: never over the catalogue or over what it reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PureWindowsPath

from projectkit.catalogue.root import SETTINGS_FILE, Catalogue, CatalogueError
from projectkit.language.translate import _


class OwnFileError(CatalogueError):
    """A result would overwrite a file that must be kept; the message names it."""


def own_paths(catalogue: Catalogue) -> list[Path]:
    """The records, pages, layouts and settings of a catalogue, and its git folder."""
    names = ("data/structured", "data/raw", "layouts", ".git", SETTINGS_FILE)
    return [catalogue.root / name for name in names]


def check_output(path: Path, catalogue: Catalogue | None, read: Iterable[Path] = ()) -> None:
    """Refuse to overwrite the catalogue itself, or what a command reads.

    Args:
        path: where the result is to be written, a file or a folder.
        catalogue: the catalogue, if there is one.
        read: files and folders that the command reads besides.

    Raises:
        OwnFileError: if the path is one of these or lies in one.
    """
    if catalogue is not None and _is_in(path, own_paths(catalogue)):
        message = _("{path} belongs to the catalogue itself: name another file").format(path=path)
        raise OwnFileError(message)
    if _is_in(path, read):
        message = _("{path} belongs to what this command reads: name another file").format(
            path=path
        )
        raise OwnFileError(message)


def _is_in(path: Path, places: Iterable[Path]) -> bool:
    target = path.resolve()
    return any(target.is_relative_to(place.resolve()) for place in places)


def saved_output(catalogue: Catalogue, name: str, output: str) -> Path:
    """The file or folder that a saved export writes, which must lie below the catalogue.

    Raises:
        SettingsError: if it lies elsewhere, is hidden, or is not a name that a file can have.
    """
    from projectkit.catalogue.settings import SettingsError  # noqa: PLC0415  (a search needs none)

    path = catalogue.root / output
    if _is_below(output) and path.resolve().is_relative_to(catalogue.root.resolve()):
        return path
    message = _(
        "{file}: `export.{name}.output` should name a file below the catalogue, not {output!r}: "
        "only -o may name another place"
    ).format(file=SETTINGS_FILE, name=name, output=output)
    raise SettingsError(message)


def _is_below(output: str) -> bool:
    """Whether a path only leads down, on every system, and through no hidden folder."""
    parts = PureWindowsPath(output).parts
    is_name = "\0" not in output and not PureWindowsPath(output).anchor
    return is_name and not any(part.startswith(".") for part in parts)
