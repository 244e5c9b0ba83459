"""Record files by their names, without reading any: found by an id, its beginning, or a title."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import NoReturn

from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.walk import files_below, paths_below
from projectkit.language.translate import _

ENDING = ".yaml"
CUT = "…"
"""What a table ends an id with that it does not show whole; it may be pasted with the id."""

MOST = 8
"""How many records are named where several fit."""

# What names a file in the folder of records and nowhere else.
_ID = re.compile("[a-z0-9][a-z0-9-]*")
# How alike what was typed and an id have to be.
_LIKENESS = 0.7


def record_files(catalogue: Catalogue) -> list[Path]:
    """Every record file, by name, subfolders included."""
    return yaml_files(catalogue.structured)


def yaml_files(folder: Path) -> list[Path]:
    """The record files below a folder; hidden ones belong to editors and writes in progress."""
    return list(files_below(folder, (ENDING,), hidden=False, dangling=True))


def files_meant(catalogue: Catalogue, wanted: str) -> list[Path]:
    """The files of the records whose id a person may mean.

    Args:
        catalogue: the catalogue.
        wanted: an id, or how it begins, as a table shows it.

    Returns:
        The file of that id, else all files whose id begins so.
    """
    typed = _typed(wanted)
    usual = catalogue.structured / f"{typed}{ENDING}"
    if _ID.fullmatch(typed) and usual.is_file():
        return [usual]
    paths = paths_of_ids(catalogue)
    if typed in paths:
        return [Path(paths[typed])]
    return [Path(path) for record_id, path in paths.items() if record_id.startswith(typed)]


def paths_of_ids(catalogue: Catalogue) -> dict[str, str]:
    """The path of each record file by its id, as the name of the file says it."""
    folder = os.fspath(catalogue.structured)
    paths = paths_below(folder, (ENDING,), hidden=False, dangling=True)
    return {os.path.basename(path)[: -len(ENDING)]: path for path in paths}  # noqa: PTH119  (ten thousand paths take a tenth of a second)


def find_record_file(catalogue: Catalogue, wanted: str) -> Path:
    """The file of a record, by its id or by how that begins.

    Raises:
        CatalogueError: if there is none, or more than one.
    """
    found = files_meant(catalogue, wanted)
    return found[0] if len(found) == 1 else refuse(catalogue, wanted, found)


def refuse(catalogue: Catalogue, wanted: str, found: Sequence[Path]) -> NoReturn:
    """Say which record cannot be told.

    Raises:
        CatalogueError: always; it names the ids that fit, or the one that is nearest.
    """
    if not found:
        message = _misnamed(catalogue, _typed(wanted))
        message = message or _missing(_typed(wanted), list(paths_of_ids(catalogue)))
        raise CatalogueError(message)
    ids = ", ".join(path.stem for path in found[:MOST]) + (f" {CUT}" if len(found) > MOST else "")
    message = _("{number} ids begin with `{wanted}`: {shown}").format(
        number=len(found), wanted=_typed(wanted), shown=ids
    )
    raise CatalogueError(message)


def _typed(wanted: str) -> str:
    """An id as it was typed or pasted: also cut off, or as the name of its file."""
    wanted = wanted.strip().removesuffix(CUT).casefold()
    return Path(wanted).stem if wanted.endswith(ENDING) else wanted


def _misnamed(catalogue: Catalogue, wanted: str) -> str:
    """What to say of a file with this name that is not read; empty if there is none."""
    from projectkit.catalogue.misnamed import misnamed_files, not_read  # noqa: PLC0415  (a refusal only)

    unread = [path for path in misnamed_files(catalogue) if path.stem.casefold() == wanted]
    return not_read(Path(os.path.relpath(unread[0]))) if unread else ""


def _missing(wanted: str, ids: Sequence[str]) -> str:
    """What to say of an id that there is not, with the nearest one if one is near."""
    # What was typed may be the beginning of an id, or a word of it.
    beginnings = {each[: len(wanted)]: each for each in reversed(ids)}
    parts = {part: each for each in reversed(ids) for part in each.split("-")}
    near = (get_close_matches(wanted, known, 1, _LIKENESS) for known in (ids, beginnings, parts))
    close = next((found[0] for found in near if found), None)
    meant = (parts | beginnings).get(close or "", close)
    message = _("there is no record `{wanted}`").format(wanted=wanted)
    if meant:
        return message + _(": did you mean `{close}`?").format(close=meant)
    return message + _("; `projectkit list` shows them all")


def short_ids(shown: Iterable[str], every: Iterable[str], room: int) -> dict[str, str]:
    """Ids as a table of this width shows them: those that are cut end with `…`.

    What is left of an id begins no other, so every command takes it.
    """
    ordered = sorted({*every, *shown})
    place = {each: at for at, each in enumerate(ordered)}
    return {each: _short(each, ordered, place[each], room) for each in shown}


def _short(record_id: str, ordered: Sequence[str], at: int, room: int) -> str:
    """An id up to the end of a word, no shorter than what tells it from its neighbours."""
    if len(record_id) <= room:
        return record_id
    neighbours = (*islice(ordered, max(at - 1, 0), at), *islice(ordered, at + 1, at + 2))
    least = max((_common(record_id, each) for each in neighbours), default=0) + 1
    ends = [end for end, char in enumerate(record_id) if char == "-" and least <= end < room]
    end = ends[-1] if ends else max(least, room - 1)
    return f"{record_id[:end]}{CUT}" if end < len(record_id) - 1 else record_id


def _common(one: str, other: str) -> int:
    """How many letters two ids begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (first, second) in pairs if first != second), min(len(one), len(other)))
