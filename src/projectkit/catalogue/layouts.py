"""Site layouts that a user keeps in the catalogue, under `layouts/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from projectkit.catalogue.learned import LAYOUTS, cards_in_use, learned_reader
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.model.limits import read_record_file

if TYPE_CHECKING:
    from projectkit.parsing.layout import Layout


def own_layouts(catalogue: Catalogue) -> tuple[Layout, ...]:
    """The layouts in the folder `layouts` of a catalogue, by name.

    Raises:
        CatalogueError: if one cannot be read or is not sound; the message names the file.
    """
    return tuple(_with_learned(catalogue, plain_layouts(catalogue)))


def plain_layouts(catalogue: Catalogue) -> tuple[Layout, ...]:
    """The layouts of a catalogue without what it learned.

    Raises:
        CatalogueError: if one cannot be read or is not sound; the message names the file.
    """
    folder = catalogue.root / LAYOUTS
    files = sorted((*folder.glob("*.yaml"), *folder.glob("*.yml")))
    return _read(files) if files else ()


def _with_learned(catalogue: Catalogue, layouts: Iterable[Layout]) -> Iterator[Layout]:
    """Layouts, each with what the catalogue learned about its site."""
    known = cards_in_use(catalogue)
    for layout in layouts:
        card = known.get(layout.name)
        yield replace(layout, reader=learned_reader(catalogue, card)) if card else layout


def _read(files: Iterable[Path]) -> tuple[Layout, ...]:
    from projectkit.parsing.layout import LayoutError, make_layout  # noqa: PLC0415  (few catalogues have their own)

    found: list[Layout] = []
    for path in files:
        try:
            found.append(make_layout(path.stem, read_record_file(path).decode("utf-8-sig")))
        except (LayoutError, OSError, UnicodeDecodeError) as error:
            message = f"layouts/{path.name}: {error}"
            raise CatalogueError(message) from None
    return tuple(found)
