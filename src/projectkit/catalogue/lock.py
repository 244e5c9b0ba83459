"""One writer at a time: two runs that write the same catalogue would lose each other's work."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.language.translate import _

_LOCK_FILE = ".projectkit.lock"


@contextlib.contextmanager
def writing(catalogue: Catalogue) -> Iterator[None]:
    """Hold the catalogue for writing; the system releases it however the process ends.

    What a writer that was killed left half done is cleared away first: it was never part of the
    catalogue.

    Raises:
        CatalogueError: if another process is writing.
        OSError: if the folder of the catalogue cannot be written.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  (only what writes needs it)

    try:
        with FileLock(catalogue.root / _LOCK_FILE, timeout=0):
            _clear_temporary_files(catalogue)
            yield
    except Timeout:
        message = _("another projectkit is writing in {root}: try again when it has ended").format(
            root=catalogue.root
        )
        raise CatalogueError(message) from None


def _clear_temporary_files(catalogue: Catalogue) -> None:
    for path in catalogue.structured.rglob(".*.yaml.*.tmp"):
        with contextlib.suppress(OSError):
            path.unlink()
