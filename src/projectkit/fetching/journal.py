"""What a run has done, so that the same command goes on after an interruption."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.language.translate import _
from projectkit.store.folder import cache_folder

_FILE = "fetch.jsonl"
_LOCK = "fetch.lock"
# How long an interrupted run may go on without asking again, in seconds.
_FRESH = 24 * 3600


class Journal:
    """The addresses that a run is done with, and their pages.

    Args:
        path: where it is kept; None keeps it in memory.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._pages = _read(path) if path else {}

    def page_of(self, asked: str) -> str | None:
        """The page that an interrupted run fetched, or found unchanged."""
        return self._pages.get(asked)

    def add(self, asked: str, page: str) -> None:
        """Note that an address is done."""
        if self._pages.get(asked) == page:
            return
        self._pages[asked] = page
        if self._path:
            # What cannot be noted costs a question after an interruption, no page.
            with contextlib.suppress(OSError), self._path.open("a", encoding="utf-8") as file:
                file.write(_line(asked, page))

    def finish(self, asked: Collection[str]) -> None:
        """Forget the addresses of a run that came to its end; the next run asks them again."""
        if self._path is None:
            return
        left = {url: page for url, page in self._pages.items() if url not in asked}
        with contextlib.suppress(OSError):
            if left:
                lines = "".join(_line(url, page) for url, page in left.items())
                self._path.write_text(lines, "utf-8")
            else:
                self._path.unlink(missing_ok=True)


@contextlib.contextmanager
def journal(catalogue: Catalogue) -> Iterator[Journal]:
    """The journal of a catalogue, held by one run at a time.

    Raises:
        CatalogueError: if another run holds it.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  (only what writes needs it)

    folder = cache_folder(catalogue.root)
    lock = FileLock(folder / _LOCK, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock.acquire()
    except Timeout:
        message = _("another projectkit is fetching in {root}: try again when it has ended")
        raise CatalogueError(message.format(root=catalogue.root)) from None
    except OSError:
        # Nowhere to keep it: a run that is interrupted asks all pages again.
        yield Journal(None)
        return
    try:
        yield Journal(folder / _FILE)
    finally:
        lock.release()


def _line(asked: str, page: str) -> str:
    return json.dumps([asked, page]) + "\n"


def _read(path: Path) -> dict[str, str]:
    """The pages that a journal names; nothing if it is old, and no line that is not whole."""
    try:
        if time.time() - path.stat().st_mtime > _FRESH:
            path.unlink()
            return {}
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    return dict(filter(None, map(_entry, lines)))


def _entry(line: str) -> tuple[str, str] | None:
    with contextlib.suppress(ValueError, RecursionError):
        match json.loads(line):
            case [str(asked), str(page)]:
                return asked, page
    return None
