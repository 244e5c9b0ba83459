"""Temporary files: locked while they are written, removed later if their command was killed."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, which does not remove files that are open
    fcntl = None  # type: ignore[assignment]

_WORK = "projectkit-export-"
_HELD = "held"


def hold(handle: int) -> None:
    """Lock an open file while it is written, at most until the process ends."""
    if fcntl is not None:
        # A disk without locks: what a killed command leaves on it is not removed.
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def remove_abandoned(files: Iterable[Path]) -> None:
    """Remove files that no process has locked."""
    for file in files:
        if _is_abandoned(file):
            with contextlib.suppress(OSError):
                file.unlink()


def _is_abandoned(file: Path) -> bool:
    if fcntl is None:
        return True
    try:
        with file.open("rb") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def work_folder() -> Iterator[Path]:
    """A temporary folder; the next command removes the folder of a killed one."""
    place = Path(tempfile.gettempdir())
    for folder in place.glob(f"{_WORK}*"):
        if _is_abandoned(folder / _HELD):
            shutil.rmtree(folder, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory(prefix=_WORK, ignore_cleanup_errors=True) as made,
        (Path(made) / _HELD).open("wb") as held,
    ):
        hold(held.fileno())
        yield Path(made)
