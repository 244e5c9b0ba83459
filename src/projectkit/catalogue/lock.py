"""One writer at a time: two runs that write the same catalogue would lose each other's work."""

from __future__ import annotations

import contextlib
import errno
import stat
from collections.abc import Iterator
from pathlib import Path

from projectkit.catalogue.atomic_write import temporary_files
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.undo import keeping
from projectkit.catalogue.unfinished import remove_abandoned
from projectkit.language.translate import _
from projectkit.store.lock import check_locks

_LOCK_FILE = ".projectkit.lock"
# What a disk without locks answers, such as a network share.
_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS}


@contextlib.contextmanager
def writing(catalogue: Catalogue, command: str = "") -> Iterator[None]:
    """Hold the catalogue for writing; the system releases it however the process ends.

    What a writer that was killed left half done is cleared away first: it was never part of the
    catalogue.

    Args:
        catalogue: the catalogue.
        command: the command that writes, if `projectkit undo` can take it back.

    Raises:
        CatalogueError: if another process is writing, if something else stands in the place of the
            lock, or if the disk has no locks.
        OSError: if the folder of the catalogue cannot be written.
    """
    with _lock(catalogue.root / _LOCK_FILE):
        remove_abandoned(temporary_files(catalogue.structured, [".yaml"]))
        with keeping(catalogue, command) if command else contextlib.nullcontext():
            yield


def _lock(path: Path) -> contextlib.AbstractContextManager[object]:
    """A lock that is held already; it ends with the block."""
    from filelock import FileLock, Timeout  # noqa: PLC0415  (only what writes needs it)

    _check_place(path)
    try:
        check_locks(path)
        return FileLock(path, timeout=0).acquire()
    except Timeout:
        message = _("another projectkit is writing in {root}: try again when it has ended").format(
            root=path.parent
        )
        raise CatalogueError(message) from None
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        message = _(
            "the disk of {root} has no locks, so two programs could write at the same time: "
            "move the catalogue to a local disk"
        ).format(root=path.parent)
        raise CatalogueError(message) from error


def _check_place(path: Path) -> None:
    """Refuse anything but a plain file as the lock.

    Some versions of filelock empty the file that a link leads to.

    Raises:
        CatalogueError: if it is a link, a folder, a device or a pipe.
    """
    try:
        is_plain = stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return
    if not is_plain:
        message = _("{path} is not a plain file: remove it").format(path=path)
        raise CatalogueError(message)
