"""Which record a person means: by its id, the beginning of that, its title, or words of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projectkit.catalogue.record_names import (
    CUT,
    MOST,
    files_meant,
    paths_of_ids,
    refuse,
    short_ids,
)
from projectkit.catalogue.root import CatalogueError
from projectkit.language.translate import plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from projectkit.catalogue.root import Catalogue


def file_named(catalogue: Catalogue, words: list[str]) -> Path:
    """The file of the record that these words name.

    Raises:
        CatalogueError: if there is none, or more than one; it offers what is near.
    """
    wanted = " ".join(words)
    found = files_meant(catalogue, wanted)
    if len(found) == 1:
        return found[0]
    titled = _titled(catalogue, wanted)
    if len(titled) == 1:
        return catalogue.root / next(iter(titled))
    if found or not titled:
        refuse(catalogue, wanted, found)
    told = plural(
        "{number} title has the words `{wanted}`:",
        "{number} titles have the words `{wanted}`:",
        len(titled),
    )
    head = told.format(number=len(titled), wanted=wanted)
    rest = [f"  {CUT}"] if len(titled) > MOST else []
    offered = _offered(catalogue, list(titled.values())[:MOST])
    raise CatalogueError("\n".join([head, *offered, *rest]))


def _offered(catalogue: Catalogue, titled: list[tuple[str, str]]) -> Iterator[str]:
    """Ids and titles on lines that fit the screen."""
    from projectkit.cli.screen import GAP, cut, screen_width

    every = paths_of_ids(catalogue)
    width = screen_width()
    ids = short_ids([record_id for record_id, _title in titled], every, width // 3)
    left = max(map(len, ids.values())) + 2 * GAP
    for record_id, title in titled:
        yield f"{' ' * GAP}{ids[record_id]:<{left - GAP}}{cut(title, width - left)}"


def _titled(catalogue: Catalogue, wanted: str) -> dict[str, tuple[str, str]]:
    """The id and the title of each record whose title has these words, by the name of its file.

    A record whose whole title is what was typed is the only one that is meant.
    """
    from projectkit.catalogue.records import RecordFiles
    from projectkit.search.fold import fold
    from projectkit.search.fold import words as folded
    from projectkit.store.store import open_store

    asked, found = folded(wanted), {}
    for file, record in open_store(RecordFiles(catalogue), all_files=True).rows.records():
        title = record["title"] or ""
        if fold(title) == fold(wanted):
            return {file: (record["id"], title)}
        if asked and _has(folded(title), asked):
            found[file] = record["id"], title
    return found


def _has(title: list[str], asked: list[str]) -> bool:
    """Whether each word that was asked for begins a word of a title."""
    return all(any(word.startswith(each) for word in title) for each in asked)
