"""Records on disk: load all of them with all their problems, save one."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from projectkit.catalogue.atomic_write import write_atomically
from projectkit.catalogue.record_names import find_record_file
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.undo import keep
from projectkit.language.system import system_message
from projectkit.language.translate import _
from projectkit.model.diagnostic import Location, Phrase, diagnostic
from projectkit.model.limits import USUAL, Limits, check_record_text, read_record_file
from projectkit.model.record import Record
from projectkit.model.record_splice import splice
from projectkit.model.record_yaml import record_to_yaml
from projectkit.model.source import Source
from projectkit.validation.shape import Loaded, load_record

Loader = Callable[[str, str], Loaded]
"""Reads the text of a record file, given what to call the file."""


@dataclass(frozen=True)
class RecordFile:
    """A sound record and the file that it was read from.

    Attributes:
        path: the file.
        record: the record.
        text: what stood in the file when it was read.
    """

    path: Path
    record: Record
    text: str


def find_record(catalogue: Catalogue, wanted: str) -> RecordFile:
    """A record with its file, by its id or by how that begins.

    Raises:
        CatalogueError: if there is none, or more than one, or if it is broken.
    """
    path = find_record_file(catalogue, wanted)
    loaded = load_inside(catalogue, path)
    if loaded.record is None:
        message = _("{file} is broken: run `projectkit validate`").format(file=path.name)
        raise CatalogueError(message)
    return RecordFile(path, loaded.record, loaded.text)


def read_record(catalogue: Catalogue, path: Path) -> RecordFile | None:
    """The record of a file as it stands there now; None if it is broken or gone."""
    loaded = load_inside(catalogue, path)
    return RecordFile(path, loaded.record, loaded.text) if loaded.record else None


def find_page(catalogue: Catalogue, record: Record) -> tuple[Source, Path]:
    """Where a record came from, and the saved page itself.

    Raises:
        CatalogueError: if the record names no page, one outside the catalogue, or one that is gone.
    """
    if record.source is None:
        message = _("{id} does not say which page it came from").format(id=record.id)
        raise CatalogueError(message)
    page = catalogue.root / record.source.file
    catalogue.relative(page)
    if not page.is_file():
        message = _("the page of {id}, {file}, is no longer there").format(
            id=record.id, file=record.source.file
        )
        raise CatalogueError(message)
    return record.source, page


def load_file(path: Path, name: str, limits: Limits = USUAL, load: Loader = load_record) -> Loaded:
    """One record file; what is wrong with it is in the result, never raised.

    Args:
        path: the file.
        name: what to call it in diagnostics.
        limits: how large it may be.
        load: reads its text.
    """
    if path.exists() and not path.is_file():
        return Loaded(name, None, (diagnostic("F001", Location(name), problem=Phrase("no file")),))
    try:
        text = read_record_file(path, limits).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Loaded(
            name,
            None,
            (diagnostic("Y006", _place(name, error), byte=f"{error.object[error.start]:#04x}"),),
        )
    except OSError as error:
        return Loaded(
            name, None, (diagnostic("F001", Location(name), problem=system_message(error)),)
        )
    return load(text, name)


def _place(name: str, error: UnicodeDecodeError) -> Location:
    before = error.object[: error.start].removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    return Location(name, before.count("\n") + 1, len(before) - before.rfind("\n"))


def load_named_file(catalogue: Catalogue | None, path: Path) -> Loaded:
    """One record file that a user named, in the catalogue or not."""
    if catalogue and path.is_relative_to(catalogue.root):
        return load_inside(catalogue, path)
    return load_file(path, path.as_posix())


def load_inside(catalogue: Catalogue, path: Path, load: Loader = load_record) -> Loaded:
    """One record file of the catalogue; a link that leads out of it is not followed."""
    name = path.relative_to(catalogue.root).as_posix()
    if (
        path.is_symlink()
        and path.exists()
        and not path.resolve().is_relative_to(catalogue.structured.resolve())
    ):
        found = diagnostic("F001", Location(name), problem=Phrase("link out"))
        return Loaded(name, None, (found,))
    return load_file(path, name, catalogue.settings.limits, load)


def rewritten(text: str, before: Record, after: Record, *, force: bool = False) -> str | None:
    """The new text of a record file, with the comments and the layout that a person gave it.

    Args:
        text: what the file holds.
        before: the record that this is.
        after: the record that it becomes.
        force: write the record anew if the layout of the file cannot be kept.

    Returns:
        The new text, or None if it would lose what a person wrote.
    """
    anew = record_to_yaml(after)
    if text == record_to_yaml(before):
        return anew
    new = splice(text, before, after)
    if new is not None and load_record(new, "").record == after:
        return new
    return anew if force else None


def save_text(text: str, path: Path, limits: Limits) -> os.stat_result:
    """Write the text of a record.

    Returns:
        What the file is from now on, so that a later change by others can be told.

    Raises:
        OSError: if it cannot be written, or is too large to be read again; the file is then as it
            was.
    """
    check_record_text(text, path, limits)
    return save_bytes(text.encode("utf-8"), path)


def save_bytes(content: bytes, path: Path) -> os.stat_result:
    """Write a record as it is, byte for byte; what was there is kept for undo.

    Raises:
        OSError: if it cannot be written; the file is then as it was.
    """
    keep(path, content)
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_atomically(path, content)


def remove_record(path: Path) -> None:
    """Remove a record file, which is kept for undo.

    Raises:
        OSError: if it cannot be removed.
    """
    keep(path, None)
    path.unlink()


def is_as_read(path: Path, text: str) -> bool:
    """Whether a file still holds the text that was read from it, reading no more than needed.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as file:
        # What was read may have had a byte order mark.
        now = file.read(len(text.encode("utf-8")) + len(codecs.BOM_UTF8) + 1)
    return now.decode("utf-8-sig", errors="replace") == text


def replace_text(file: RecordFile, text: str, limits: Limits) -> os.stat_result:
    """Write the text of a record that was read before.

    Raises:
        CatalogueError: if somebody else changed the file meanwhile; it is as they left it.
        OSError: if it cannot be written, or is too large to be read again; the file is then as it
            was.
    """
    if not is_as_read(file.path, file.text):
        message = _(
            "{file} was changed by another program meanwhile; it is as that left it"
        ).format(file=file.path.name)
        raise CatalogueError(message)
    return save_text(text, file.path, limits)
