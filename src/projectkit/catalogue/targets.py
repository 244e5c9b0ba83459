"""What a check is about: the files that a user names, or those that git says changed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from projectkit.catalogue import misnamed
from projectkit.catalogue.check import Targets
from projectkit.catalogue.record_names import record_files, yaml_files
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.unread_files import UnreadFile, readable, unread_files
from projectkit.catalogue.walk import files_below, is_kept_beside
from projectkit.language.translate import _
from projectkit.model.limits import read_record_file
from projectkit.reading.kinds import ENDINGS

_RECORD_ENDING = ".yaml"
# What git calls a tree without files, in any repository.
_EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def targets_of(paths: Iterable[Path]) -> Targets:
    """The records and pages that paths mean; a folder means its records, or without any its pages.

    Raises:
        CatalogueError: if a path does not exist, or is neither a record nor a page.
    """
    records: dict[Path, None] = {}
    pages: dict[Path, None] = {}
    unread: list[UnreadFile] = []
    for path in paths:
        if path.is_dir():
            below = yaml_files(path)
            records.update(dict.fromkeys(map(Path.resolve, below)))
            pages.update(dict.fromkeys([] if below else _pages_below(path)))
            unread += [] if below else unread_files(None, [path])
        elif not path.exists():
            message = _("there is no file {path}").format(path=path)
            raise CatalogueError(message)
        elif is_kept_beside(path, os.path.exists):
            continue
        elif path.suffix.lower() == misnamed.ENDING:
            raise CatalogueError(misnamed.not_read(path))
        elif path.suffix.lower() == _RECORD_ENDING:
            records[path.resolve()] = None
        elif path.suffix.lower() in ENDINGS:
            pages[_named_page(path)] = None
        else:
            known = ", ".join((_RECORD_ENDING, *sorted(ENDINGS)))
            message = _("{path} is neither a record nor a page: these end in {endings}").format(
                path=path, endings=known
            )
            raise CatalogueError(message)
    return Targets(frozenset(records), tuple(pages), tuple(unread))


def _pages_below(folder: Path) -> list[Path]:
    return list(map(_named_page, readable(files_below(folder, ENDINGS))))


def _named_page(path: Path) -> Path:
    """A page under its own name: it is told whether it is a link."""
    return path.parent.resolve() / path.name


def changed_since(catalogue: Catalogue, commit: str, *, within: Targets) -> Targets:
    """What changed since a commit: records, those whose page changed or went, and new pages.

    Args:
        catalogue: the catalogue.
        commit: anything that git takes for a commit; of another branch, the point where this one
            left it counts.
        within: what the answer is limited to.

    Raises:
        CatalogueError: if git is not there, the catalogue is not under git, or there is no such
            commit.
    """
    base = _base(catalogue, commit)
    changed = _git(
        catalogue, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", "."
    )
    changed += _git(catalogue, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    names = {name for name in changed if name.lower().endswith((_RECORD_ENDING, *ENDINGS))}
    every = record_files(catalogue)
    records = {path for path in every if path.relative_to(catalogue.root).as_posix() in names}
    pages = {name for name in names if name.lower().endswith(tuple(ENDINGS))}
    known = {page: path for path in every if pages for page in _named(path, pages)}
    records |= set(known.values())
    fresh = [
        catalogue.root / name
        for name in sorted(pages - set(known))
        if (catalogue.root / name).is_file()
    ]
    fresh = [page for page in fresh if page.is_relative_to(catalogue.raw)]
    fresh = [page for page in fresh if not is_kept_beside(page, os.path.exists)]
    if within.records is None:
        return Targets(frozenset(records), tuple(fresh))
    return Targets(
        frozenset(records) & within.records, tuple(page for page in fresh if page in within.pages)
    )


def _base(catalogue: Catalogue, commit: str) -> str:
    """Where the work at hand left a commit: what others did there since is not ours."""
    _git(catalogue, "rev-parse", "--git-dir")
    try:
        _git(catalogue, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
    except CatalogueError:
        if commit == "HEAD":
            # Nothing was ever committed, so everything is new.
            return _EMPTY_TREE
        message = _("there is no commit or branch `{commit}`").format(commit=commit)
        raise CatalogueError(message) from None
    try:
        return _git(catalogue, "merge-base", commit, "HEAD")[0].strip()
    except CatalogueError:
        return commit


def _named(path: Path, pages: set[str]) -> list[str]:
    """The pages among these that a record file names, as its source or otherwise."""
    try:
        text = read_record_file(path).decode("utf-8", errors="replace")
    except OSError:
        return []
    # In single quotes YAML writes an apostrophe twice.
    return [page for page in pages if page in text or page.replace("'", "''") in text]


def _git(catalogue: Catalogue, *arguments: str) -> list[str]:
    command = ["git", "-C", str(catalogue.root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  (git itself, and no shell)
    except OSError as error:
        message = _("git does not start: --changed needs it")
        raise CatalogueError(message) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [_("it failed")]
        message = f"git: {said[0].removeprefix('fatal: ')}"
        raise CatalogueError(message)
    return [name for name in done.stdout.decode("utf-8", "surrogateescape").split("\0") if name]
