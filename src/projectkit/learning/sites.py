"""Which pages are of one site, and by which lines its pages are recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from projectkit.model.slug import id_from
from projectkit.parsing.lines.marks import is_prose
from projectkit.parsing.vocabulary.lookup import vocabulary
from projectkit.parsing.vocabulary.phrases import normalise

# Pages without an address are of one site if they share lines of together this weight.
_ENOUGH_SHARED = 3.0
# A line that the vocabulary knows is on the pages of many sites.
_WEIGHT_OF_KNOWN = 0.25
_MOST_LINES = 3
_FEWEST_LINES = 2
_SHORTEST_LINE = 3
_MOST_OF_SITE = 0.9


@dataclass(frozen=True)
class PageLines:
    """A page as far as its site shows: its lines, and its address if known."""

    texts: tuple[str, ...]
    url: str | None = None

    @property
    def host(self) -> str:
        """The host of its address, without `www.`; empty without an address."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.") if self.url else ""


@dataclass(frozen=True)
class Site:
    """Pages that are laid out alike.

    Attributes:
        name: the name of its layout.
        pages: the names of its pages.
        corrected: those of which a person corrected the record.
        recognise: lines that are on its pages and together on no other.
    """

    name: str
    pages: tuple[str, ...]
    corrected: tuple[str, ...]
    recognise: tuple[str, ...]


def sites(pages: Mapping[str, PageLines], corrected: Iterable[str]) -> list[Site]:
    """The sites of corrected pages.

    Args:
        pages: all pages, by name.
        corrected: the names of those that were corrected.
    """
    shared = {name: _comparable(page.texts) for name, page in pages.items()}
    groups: list[list[str]] = []
    for name in sorted(corrected):
        known = next((group for group in groups if _are_alike(name, group[0], pages, shared)), None)
        if known is None:
            groups.append([name])
        else:
            known.append(name)
    return [_site(group, pages, shared) for group in groups]


def _comparable(texts: Iterable[str]) -> frozenset[str]:
    forms = (normalise(text) for text in texts if not is_prose(text))
    return frozenset(form for form in forms if len(form) >= _SHORTEST_LINE)


def _are_alike(
    one: str, other: str, pages: Mapping[str, PageLines], shared: Mapping[str, frozenset[str]]
) -> bool:
    """Whether two pages are of one site: by their addresses, else by their folder and lines."""
    hosts = {pages[one].host, pages[other].host}
    if "" not in hosts:
        return len(hosts) == 1
    if PurePosixPath(one).parent != PurePosixPath(other).parent:
        return False
    return sum(map(_weight, shared[one] & shared[other])) >= _ENOUGH_SHARED


def _weight(line: str) -> float:
    words = vocabulary()
    is_known = words.label(line) or words.heading(line) or words.is_noise(line)
    return _WEIGHT_OF_KNOWN if is_known else 1.0


def _site(
    corrected: Sequence[str],
    pages: Mapping[str, PageLines],
    shared: Mapping[str, frozenset[str]],
) -> Site:
    members = [
        name
        for name in pages
        if any(name == one or _are_alike(one, name, pages, shared) for one in corrected)
    ]
    recognise = tuple(_recognise(corrected, members, pages, shared))
    of_site = tuple(name for name in pages if recognise and shared[name].issuperset(recognise))
    return Site(_name(corrected, pages, recognise), of_site, tuple(corrected), recognise)


def _recognise(
    corrected: Sequence[str],
    members: Sequence[str],
    pages: Mapping[str, PageLines],
    shared: Mapping[str, frozenset[str]],
) -> Iterator[str]:
    """Lines of all corrected pages and nearly all others of the site, rare on other pages.

    Of lines that tell as much, those at the top of the page come first: the name of the site is
    there.
    """
    within = Counter(line for name in members for line in shared[name])
    beyond = Counter(line for name in shared.keys() - set(members) for line in shared[name])
    common = frozenset.intersection(*(shared[name] for name in corrected))
    often = [line for line in common if within[line] >= _MOST_OF_SITE * len(members)]
    order = {normalise(text): at for at, text in enumerate(pages[corrected[0]].texts)}

    def rarity(line: str) -> tuple[float, ...]:
        return beyond[line], -_weight(line), order[line]

    others = shared.keys() - set(members)
    for number, line in enumerate(sorted(often or common, key=rarity)[:_MOST_LINES]):
        if number >= _FEWEST_LINES and not others:
            return
        others = {name for name in others if line in shared[name]}
        yield line


def _name(
    corrected: Sequence[str], pages: Mapping[str, PageLines], recognise: Sequence[str]
) -> str:
    """What to call the layout: its host, its folder, or what its pages are recognised by."""
    host = pages[corrected[0]].host
    folder = PurePosixPath(corrected[0]).parent
    of_folder = folder.name if folder.as_posix() != "data/raw" else ""
    texts = (host.replace(".", "-"), of_folder, *recognise)
    return next(filter(None, map(id_from, texts)), "site")
