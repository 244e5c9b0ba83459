"""Where what a catalogue learned names a person, and how that goes.

The words of a site stand in its layout, in the card of what was learned, and in its weights. What
has a word of the name is thrown away as a whole: it can be learned again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from projectkit.catalogue.learned import (
    LAYOUTS,
    WEIGHTS,
    UnsoundError,
    cards,
    catalogue_path,
    forget,
    is_as_proposed,
    layout_file,
    sites_learned,
)
from projectkit.catalogue.mentions import Mentions
from projectkit.catalogue.person_name import NamePattern
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.sidecar import ENDING, fetched_of
from projectkit.language.translate import _
from projectkit.learning.landmarks import names_in
from projectkit.model.limits import read_page_file
from projectkit.reading.kinds import ENDINGS

_SHORTEST_WORD = 3


@dataclass(frozen=True)
class LearnedPlace:
    """One place that names somebody: its file, where in it, and what stands there."""

    file: str
    place: str
    text: str


def find_learned(catalogue: Catalogue, name: NamePattern) -> Iterator[LearnedPlace]:
    """Places with a name in layouts and in what was learned about a site.

    In what was learned each word of the name counts, as nobody wrote it; in a layout of a person
    the whole name.
    """
    layouts = catalogue.root / LAYOUTS
    words = _words(name)
    made = {*layouts.glob("*/card.yaml"), *_proposed(catalogue)}
    for path in sorted(made | {*layouts.glob("*.y*ml")}):
        yield from _in_text(catalogue, path, [name, *words] if path in made else [name])
    for path in sorted(layouts.glob(f"*/*{WEIGHTS}")):
        yield from _in_weights(catalogue, path, [name, *words])


def _proposed(catalogue: Catalogue) -> Iterator[Path]:
    """The layout files that nobody changed since they were proposed."""
    with suppress(UnsoundError):
        for card in cards(catalogue):
            path = layout_file(catalogue, card.name)
            if is_as_proposed(path, card):
                yield path


def forget_named(catalogue: Catalogue, name: NamePattern) -> list[str]:
    """Throw away what was learned about each site where a person is named.

    Returns:
        The files that are gone, relative to the catalogue.

    Raises:
        OSError: if one cannot be removed.
    """
    files = {each.file for each in find_learned(catalogue, name)}
    gone: list[str] = []
    for site in sites_learned(catalogue):
        own = (f"{LAYOUTS}/{site}/", f"{LAYOUTS}/{site}.y")
        if any(file.startswith(own) for file in files):
            gone += forget(catalogue, site)
    return gone


def find_sidecars(catalogue: Catalogue, name: NamePattern) -> Iterator[LearnedPlace]:
    """Notes beside pages whose address has a name: `page.html.json`."""
    mentions = Mentions(name)
    for path in sorted(catalogue.raw.rglob(f"*{ENDING}")):
        page = path.with_suffix("")
        url = fetched_of(page).url if page.suffix.lower() in ENDINGS else None
        if url and mentions.by_name(url):
            yield LearnedPlace(catalogue_path(catalogue, path), "url", url)


def _words(name: NamePattern) -> list[NamePattern]:
    """The words of a name, each to be looked for; an address or number has none."""
    if name.phone or "@" in name.text:
        return []
    words = sorted(names_in([name.text]))
    return [NamePattern(word) for word in words if len(word) >= _SHORTEST_WORD]


def _in_text(
    catalogue: Catalogue, path: Path, wanted: Iterable[NamePattern]
) -> Iterator[LearnedPlace]:
    text = _content(path).decode("utf-8", "replace")
    full, *words = wanted
    mentions = Mentions(full)
    for number, line in enumerate(text.splitlines(), 1):
        if mentions.by_name(line) or any(each.find(line) for each in words):
            place = _("line {number}").format(number=number)
            yield LearnedPlace(catalogue_path(catalogue, path), place, line.strip())


def _in_weights(
    catalogue: Catalogue, path: Path, wanted: Iterable[NamePattern]
) -> Iterator[LearnedPlace]:
    text = _content(path).decode("utf-8", "replace")
    found = next((each.text for each in wanted if each.find(text)), None)
    if found:
        yield LearnedPlace(catalogue_path(catalogue, path), _("weights"), found)


def _content(path: Path) -> bytes:
    try:
        return read_page_file(path)
    except OSError:
        return b""
