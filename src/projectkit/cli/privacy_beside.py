"""What `projectkit privacy` does with what is kept beside records and pages.

That is what the catalogue learned, its layouts, and the notes of `projectkit fetch`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from projectkit.cli.terminal import tell
from projectkit.language.translate import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projectkit.catalogue.person_name import NamePattern
    from projectkit.catalogue.root import Catalogue


def places_beside(catalogue: Catalogue, name: NamePattern) -> Iterator[dict[str, str | None]]:
    """Places with a name in layouts, in what was learned, and in notes beside pages."""
    from projectkit.catalogue.privacy_learned import find_learned, find_sidecars

    for find in (find_learned, find_sidecars):
        for each in find(catalogue, name):
            yield {"id": None, "file": each.file, "place": each.place, "text": each.text}


def erase_beside(catalogue: Catalogue, name: NamePattern, *, dry_run: bool) -> int:
    """Throw away what was learned where it names a person, and say what still does.

    Returns:
        1 if something is left, else 0.
    """
    from projectkit.catalogue.privacy_learned import forget_named

    gone = [] if dry_run else forget_named(catalogue, name)
    if gone:
        message = _("thrown away: {names}. Run `projectkit learn` again")
        tell(message.format(names=", ".join(gone)))
    left = {row["file"] or "" for row in places_beside(catalogue, name)}
    for file in sorted(left):
        tell(_("still in {file}").format(file=file))
    return 1 if left else 0
