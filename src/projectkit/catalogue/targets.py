"""What a check is about: the files that a user names, or those that git says changed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from projectkit.catalogue.check import Targets
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.store import record_files, yaml_files
from projectkit.catalogue.walk import files_below
from projectkit.reading.page import ENDINGS

_RECORD_ENDINGS = (".yaml", ".yml")


def targets_of(paths: Iterable[Path]) -> Targets:
    """The records and pages that paths mean; a folder means the records below it, or if there are none its pages.

    Raises:
        CatalogueError: if a path does not exist, or is neither a record nor a page.
    """
    records: dict[Path, None] = {}
    pages: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            below = yaml_files(path)
            records.update(dict.fromkeys(map(Path.resolve, below)))
            pages.update(dict.fromkeys([] if below else _pages_below(path)))
        elif not path.exists():
            message = f"there is no file {path}"
            raise CatalogueError(message)
        elif path.suffix.lower() in _RECORD_ENDINGS:
            records[path.resolve()] = None
        elif path.suffix.lower() in ENDINGS:
            pages[path.resolve()] = None
        else:
            known = ", ".join((*_RECORD_ENDINGS, *sorted(ENDINGS)))
            message = f"{path} is neither a record nor a page: these end in {known}"
            raise CatalogueError(message)
    return Targets(frozenset(records), tuple(pages))


def _pages_below(folder: Path) -> list[Path]:
    return [path.resolve() for path in files_below(folder, ENDINGS)]


def changed_since(catalogue: Catalogue, commit: str, *, within: Targets) -> Targets:
    """The records that changed since a commit, those that are new to git among them, and those whose page changed.

    Args:
        catalogue: the catalogue.
        commit: anything that git takes for a commit.
        within: what the answer is limited to.

    Raises:
        CatalogueError: if git is not there, the catalogue is not under git, or there is no such commit.
    """
    _git(catalogue, "rev-parse", "--verify", f"{commit}^{{commit}}")
    changed = _git(catalogue, "diff", "--name-only", "--relative", "-z", "--diff-filter=d", commit, "--", ".")
    changed += _git(catalogue, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    touched = {(catalogue.root / name).resolve() for name in changed}
    records = {path for path in record_files(catalogue) if path in touched}
    pages = {catalogue.relative(path) for path in touched if path.suffix.lower() in ENDINGS}
    records |= {path for path in record_files(catalogue) if pages and _names_any(path, pages)}
    return Targets(frozenset(records if within.records is None else records & within.records))


def _names_any(path: Path, pages: set[str]) -> bool:
    """Whether a record file names one of these pages, as its source or otherwise."""
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError:
        return False
    return any(page in text for page in pages)


def _git(catalogue: Catalogue, *arguments: str) -> list[str]:
    command = ["git", "-C", str(catalogue.root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  (git itself, and no shell)
    except OSError as error:
        message = "git does not start: --changed needs it"
        raise CatalogueError(message) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it failed"]
        message = f"git: {said[0].removeprefix('fatal: ')}"
        raise CatalogueError(message)
    return [name for name in done.stdout.decode("utf-8", "surrogateescape").split("\0") if name]
