"""What commands wrote over, kept so that `projectkit undo` can put it back.

Each command that writes records has a journal in `.projectkit/undo`, with a line for each file: its
content before, and the digest of its content after. The line is written before the file is, so that
a command that was killed can be taken back too. git ignores the folder.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import time
import zlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from projectkit.catalogue.atomic_write import write_atomically
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.language.translate import _

_FOLDER = ".projectkit"
_UNDO = "undo"
_ENDING = ".jsonl"
# So many commands are kept, in so many bytes; of a command that needs more, nothing is.
_MOST_COMMANDS = 20
_MOST_BYTES = 200_000_000
# A record that unpacks to more than this was not written by a command.
_LARGEST = 1 << 30


class UndoState(StrEnum):
    """How a file stands to what a command made of it."""

    TAKEN_BACK = "taken_back"
    CHANGED_SINCE = "changed_since"
    AS_BEFORE = "as_before"


@dataclass(frozen=True)
class UndoStep:
    """One file of a command that is taken back.

    Attributes:
        path: the file.
        before: its content before the command; None if it was not there.
        now: its content now; None if it is not there.
        state: whether it can be put back.
    """

    path: Path
    before: bytes | None
    now: bytes | None
    state: UndoState


@dataclass(frozen=True)
class WrittenRun:
    """A command that wrote records.

    Attributes:
        command: its name.
        time: when it began.
        steps: the files that it wrote.
        journal: where this is kept.
    """

    command: str
    time: datetime
    steps: tuple[UndoStep, ...]
    journal: Path


class _KeptCopies:
    """The journal of the command that is writing; it is made with its first line."""

    def __init__(self, catalogue: Catalogue, command: str) -> None:
        self._catalogue, self._command = catalogue, command
        self._file: BinaryIO | None = None
        self._path = copies(catalogue) / f"{time.time_ns():020d}{_ENDING}"
        self._size = 0

    def add(self, path: Path, after: bytes | None) -> None:
        """Keep what a file holds, before it becomes what is `after`.

        Raises:
            OSError: if the file cannot be read, or the journal cannot be written.
        """
        try:
            before = path.read_bytes()
        except FileNotFoundError:
            before = None
        name = _name(self._catalogue, path)
        line = {"file": name, "before": _packed(before), "after": _digest(after)}
        self._write(line)

    def close(self) -> None:
        """End the journal, and remove those that are too many."""
        if self._file:
            self._file.close()
            _prune(self._path.parent)

    def _write(self, line: dict[str, Any]) -> None:
        if self._file is None:
            _make_folder(self._path.parent)
            self._file = self._path.open("xb")
            self._append({"command": self._command, "time": time.time()})
        if self._size <= _MOST_BYTES:
            self._append(line)
        if self._size > _MOST_BYTES and self._file.tell():
            self._file.truncate(0)
            self._file.seek(0)
            self._append({"command": self._command, "time": time.time(), "too_large": True})

    def _append(self, line: dict[str, Any]) -> None:
        if self._file is None:
            return
        text = json.dumps(line).encode("ascii") + b"\n"
        self._file.write(text)
        self._file.flush()
        self._size += len(text)


_current: ContextVar[_KeptCopies | None] = ContextVar("journal", default=None)


@contextlib.contextmanager
def keeping(catalogue: Catalogue, command: str) -> Iterator[None]:
    """Keep what a command writes over, so that it can be taken back."""
    journal = _KeptCopies(catalogue, command)
    token = _current.set(journal)
    try:
        yield
    finally:
        _current.reset(token)
        journal.close()


def keep(path: Path, after: bytes | None) -> None:
    """Keep what a record file holds, if the command that is writing can be taken back.

    Args:
        path: the file.
        after: what it will hold; None if it is removed.

    Raises:
        OSError: if it cannot be read or kept.
    """
    journal = _current.get()
    if journal:
        journal.add(path, after)


def last_run(catalogue: Catalogue) -> WrittenRun | None:
    """The last command that wrote records, and that is not taken back.

    Raises:
        CatalogueError: if too much was changed to be kept, or what is kept is damaged.
        OSError: if a file cannot be read.
    """
    journals = _journals(copies(catalogue))
    if not journals:
        return None
    newest = journals[-1]
    head, *lines = _lines(newest)
    if head.get("too_large"):
        message = _("`{command}` changed too much to be kept for undo: use git").format(
            command=head["command"]
        )
        raise CatalogueError(message)
    try:
        steps = tuple(_steps(catalogue, lines))
        began = datetime.fromtimestamp(head["time"]).astimezone()
        return WrittenRun(str(head["command"]), began, steps, newest)
    except (KeyError, TypeError, ValueError, OverflowError, zlib.error) as error:
        raise CatalogueError(_damaged(newest)) from error


def take_back(run: WrittenRun) -> None:
    """Put back what a command wrote over, and forget the command.

    Raises:
        OSError: if a file cannot be written; what is not put back yet can still be.
    """
    for step in run.steps:
        if step.state is not UndoState.TAKEN_BACK:
            continue
        if step.before is None:
            step.path.unlink()
        else:
            step.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(step.path, step.before)
    run.journal.unlink()


def forget_copies(catalogue: Catalogue) -> None:
    """Remove all that is kept: what was erased must not stay in a copy.

    Raises:
        OSError: if something cannot be removed.
    """
    for journal in _journals(copies(catalogue)):
        journal.unlink()


def copies(catalogue: Catalogue) -> Path:
    """The folder of what is kept."""
    return catalogue.root / _FOLDER / _UNDO


def _make_folder(folder: Path) -> None:
    """Make the folder of the journals, which git ignores and which others cannot read."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ignore = folder.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", "utf-8")


def _journals(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob(f"*{_ENDING}") if path.is_file())


def _prune(folder: Path) -> None:
    """Remove the journals of the oldest commands, as far as there are too many or too large."""
    room = _MOST_BYTES
    for place, journal in enumerate(reversed(_journals(folder))):
        room -= journal.stat().st_size
        if place and (place >= _MOST_COMMANDS or room < 0):
            journal.unlink()


def _name(catalogue: Catalogue, path: Path) -> str:
    """A path relative to the root; one that a link leads to as the catalogue knows it."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  (a link stays a link)
    if whole.is_relative_to(catalogue.root):
        return whole.relative_to(catalogue.root).as_posix()
    return catalogue.relative(path)


def _packed(content: bytes | None) -> str | None:
    if content is None:
        return None
    return base64.b64encode(zlib.compress(content, 1)).decode("ascii")


def _unpacked(text: str | None) -> bytes | None:
    if text is None:
        return None
    reader = zlib.decompressobj()
    content = reader.decompress(base64.b64decode(text, validate=True), _LARGEST)
    if not reader.eof:
        raise ValueError(text[:40])
    return content


def _digest(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


def _lines(journal: Path) -> list[dict[str, Any]]:
    """The lines of a journal; the last may be cut off, and its file is then as it was.

    Raises:
        CatalogueError: if it is not a journal.
    """
    found: list[dict[str, Any]] = []
    for text in journal.read_bytes().split(b"\n")[:-1]:
        try:
            line = json.loads(text)
        except ValueError:
            line = None
        if not isinstance(line, dict):
            raise CatalogueError(_damaged(journal))
        found.append(line)
    if not found:
        raise CatalogueError(_damaged(journal))
    return found


def _damaged(journal: Path) -> str:
    return _("what is kept for undo is damaged: remove {path}").format(path=journal)


def _steps(catalogue: Catalogue, lines: list[dict[str, Any]]) -> Iterator[UndoStep]:
    """What became of each file; one that was written twice is put back as it was at first."""
    first: dict[str, str | None] = {}
    last: dict[str, str | None] = {}
    for line in lines:
        first.setdefault(line["file"], line["before"])
        last[line["file"]] = line["after"]
    for name, packed in first.items():
        path = catalogue.root / name
        # A journal from elsewhere must not write anywhere but in records.
        is_record = catalogue.relative(path).startswith("data/structured/")
        if not is_record or path.suffix != ".yaml":
            raise ValueError(name)
        before = _unpacked(packed)
        now = path.read_bytes() if path.is_file() else None
        yield UndoStep(path, before, now, _state(before, now, last[name]))


def _state(before: bytes | None, now: bytes | None, after: str | None) -> UndoState:
    if now == before:
        return UndoState.AS_BEFORE
    return UndoState.TAKEN_BACK if _digest(now) == after else UndoState.CHANGED_SINCE
