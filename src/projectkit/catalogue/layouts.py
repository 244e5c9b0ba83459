"""Site layouts that a user keeps in the catalogue, under `layouts/`."""

from __future__ import annotations

from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.model.limits import read_record_file
from projectkit.parsing.layout import Layout, LayoutError, make_layout


def own_layouts(catalogue: Catalogue) -> tuple[Layout, ...]:
    """The layouts in the folder `layouts` of a catalogue, by name.

    Raises:
        CatalogueError: if one cannot be read or is not sound; the message names the file.
    """
    found: list[Layout] = []
    folder = catalogue.root / "layouts"
    for path in sorted((*folder.glob("*.yaml"), *folder.glob("*.yml"))):
        try:
            found.append(make_layout(path.stem, read_record_file(path).decode("utf-8-sig")))
        except (LayoutError, OSError, UnicodeDecodeError) as error:
            message = f"layouts/{path.name}: {error}"
            raise CatalogueError(message) from None
    return tuple(found)
