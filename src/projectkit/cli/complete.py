"""What a shell offers to complete: ids, names of fields, and the values that records have.

It answers from what is already known: a key press never builds an index.
"""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.search.fields import Field

# Above this number a shell asks whether to show them.
_MOST = 50


def complete_field(incomplete: str) -> list[str]:
    """Names of fields that begin with what was typed, after the last comma."""
    from projectkit.search.fields import names

    done, comma, start = incomplete.rpartition("-" if incomplete.startswith("-") else ",")
    return [f"{done}{comma}{name}" for name in names() if name.startswith(start)]


def complete_id(incomplete: str) -> list[str]:
    """Ids of records that begin with what was typed."""
    from projectkit.catalogue.record_names import yaml_files

    catalogue = _catalogue()
    files = yaml_files(catalogue.structured) if catalogue else ()
    return sorted(path.stem for path in files if path.stem.startswith(incomplete))


def complete_saved(incomplete: str) -> list[str]:
    """Names of saved exports that begin with what was typed."""
    catalogue = _catalogue()
    names = catalogue.settings.exports if catalogue else ()
    return sorted(name for name in names if name.startswith(incomplete))


def complete_query(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of fields with their colon and, after it, the values that records have.

    Bash splits words at colons and completes only what comes after; other shells hand over the
    whole word.
    """
    name, colon, start = f"{_field_before(ctx, incomplete)}{incomplete}".rpartition(":")
    if colon:
        kept = incomplete.removesuffix(start).removesuffix(":")
        return [_Offered(f"{kept}:{value}" if kept else value) for value in _values(name, start)]
    names = complete_field(incomplete)
    # A shell adds a blank after an only choice, and none may stand between a field and its value.
    only = names[0] if len(names) == 1 else None
    return [f"{each}:" for each in (*names, "has", "no") if each.startswith(incomplete)] + (
        [f"{only}:{value}" for value in _values(only, "")] if only else []
    )


def _field_before(ctx: typer.Context, incomplete: str) -> str:
    """The words before the one to complete that Bash split off from it at a colon."""
    before = [
        word for value in ctx.params.values() if isinstance(value, list | tuple) for word in value
    ]
    if incomplete.startswith(":"):
        return "".join(before[-1:])
    return "".join(before[-2:]) if before[-1:] == [":"] else ""


class _Offered(str):
    """A value after a colon: Bash hands over that colon as the word to complete, and keeps it."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        return True


def _values(name: str, start: str) -> list[str]:
    """Values of a field that begin with what was typed, each as one word that no shell splits."""
    from projectkit.search.fields import Sort, UnknownFieldError, field, names

    if name in {"has", "no"}:
        return [each for each in names() if each.startswith(start)]
    try:
        wanted = field(name)
    except UnknownFieldError:
        return []
    if wanted.sort not in {Sort.TEXT, Sort.CHOICE}:
        return []
    values = sorted({_one_word(value) for value in _known(wanted)})
    found = (value for value in values if value.casefold().startswith(start.casefold()))
    return [start + value[len(start) :] for value in islice(found, _MOST)]


def _one_word(value: str) -> str:
    """A value as a query may have it, where `_` equals a blank and apostrophes do not count."""
    return re.sub(r"[^\w-]+", "_", re.sub("['’]", "", value)).strip("_")


def _known(wanted: Field) -> list[str]:
    """The values that a field has in the catalogue, or can have."""
    if wanted.choices:
        return list(wanted.choices)
    from projectkit.catalogue.records import RecordFiles
    from projectkit.store.folder import DamagedError
    from projectkit.store.store import known_rows

    catalogue = _catalogue()
    rows = known_rows(catalogue.root, RecordFiles.kind) if catalogue else None
    try:
        return (
            [value for _, record in rows.records() for value in wanted.values(record)]
            if rows
            else []
        )
    except DamagedError:
        return []


def _catalogue() -> Catalogue | None:
    from projectkit.catalogue.root import CatalogueError, find_catalogue

    try:
        return find_catalogue(Path.cwd())
    except CatalogueError:
        return None
