"""Which pages are of one site, and by which lines its pages are recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from projectkit.learning.landmarks import has_known_person, names_in, tells_of_person
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
class SitePage:
    """A page as far as its site shows.

    Attributes:
        texts: its lines.
        url: its address, if known.
        layout: the name of the layout that a person wrote for it; empty if there is none.
    """

    texts: tuple[str, ...]
    url: str | None = None
    layout: str = ""

    @cached_property
    def host(self) -> str:
        """The host of its address, without `www.`; empty without an address."""
        try:
            host = urlsplit(self.url or "").hostname or ""
        except ValueError:
            return ""
        return host.removeprefix("www.")


@dataclass(frozen=True)
class Site:
    """Pages that are laid out alike.

    Attributes:
        name: the name of its layout.
        pages: the names of its pages.
        corrected: those of which a person corrected the record.
        recognise: lines that are on its pages and together on no other.
        layout: the name of the layout that a person wrote for it; empty if there is none.
    """

    name: str
    pages: tuple[str, ...]
    corrected: tuple[str, ...]
    recognise: tuple[str, ...]
    layout: str = ""

    @property
    def is_recognised(self) -> bool:
        """Whether its pages can be told from those of other sites."""
        return bool(self.recognise or self.layout)


def sites(
    pages: Mapping[str, SitePage],
    corrected: Iterable[str],
    people: Mapping[str, Collection[str]],
) -> list[Site]:
    """The sites of corrected pages.

    Args:
        pages: all pages, by name.
        corrected: the names of those that were corrected.
        people: the names of persons on each page; no site is recognised by a line with one.
    """
    shared = {name: _comparable(page.texts) for name, page in pages.items()}
    groups: list[list[str]] = []
    for name in sorted(corrected):
        known = next((group for group in groups if _are_alike(name, group[0], pages, shared)), None)
        if known is None:
            groups.append([name])
        else:
            known.append(name)
    return [_site(group, pages, shared, people) for group in groups]


def _comparable(texts: Iterable[str]) -> frozenset[str]:
    forms = (normalise(text) for text in texts if not is_prose(text))
    return frozenset(form for form in forms if len(form) >= _SHORTEST_LINE)


def _are_alike(
    one: str, other: str, pages: Mapping[str, SitePage], shared: Mapping[str, frozenset[str]]
) -> bool:
    """Whether two pages are of one site: by their layout, their addresses, or folder and lines."""
    layouts = {pages[one].layout, pages[other].layout}
    if layouts != {""}:
        return len(layouts) == 1
    hosts = {pages[one].host, pages[other].host}
    if "" not in hosts:
        return len(hosts) == 1
    if PurePosixPath(one).parent != PurePosixPath(other).parent:
        return False
    return sum(map(_weight, shared[one] & shared[other])) >= _ENOUGH_SHARED


@lru_cache(maxsize=4096)
def _weight(line: str) -> float:
    words = vocabulary()
    is_known = words.label(line) or words.heading(line) or words.is_noise(line)
    return _WEIGHT_OF_KNOWN if is_known else 1.0


def _site(
    corrected: Sequence[str],
    pages: Mapping[str, SitePage],
    shared: Mapping[str, frozenset[str]],
    people: Mapping[str, Collection[str]],
) -> Site:
    members = [
        name
        for name in pages
        if any(name == one or _are_alike(one, name, pages, shared) for one in corrected)
    ]
    names = names_in(person for name in members for person in people.get(name, ()))
    candidates = {
        line
        for line in frozenset.intersection(*(shared[name] for name in corrected))
        if _may_recognise(line, names)
    }
    order = {normalise(text): at for at, text in enumerate(pages[corrected[0]].texts)}
    recognise = tuple(_recognise(sorted(candidates, key=order.__getitem__), members, shared))
    layout = pages[corrected[0]].layout
    if layout:
        return Site(layout, tuple(members), tuple(corrected), recognise, layout)
    of_site = tuple(name for name in pages if recognise and shared[name].issuperset(recognise))
    return Site(_name(corrected, pages, recognise), of_site, tuple(corrected), recognise)


def _may_recognise(line: str, names: frozenset[str]) -> bool:
    """Whether a layout may have a line: an asterisk in it would stand for any words."""
    return "*" not in line and not has_known_person(line, names)


def _recognise(
    candidates: Sequence[str], members: Sequence[str], shared: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """Lines of nearly all pages of the site, rare on other pages.

    Of lines that tell as much, those at the top of the page come first: the name of the site is
    there.

    Args:
        candidates: lines of all corrected pages, as they are below each other.
        members: the pages of the site.
        shared: the lines of every page.
    """
    others = shared.keys() - set(members)
    within = Counter(line for name in members for line in shared[name])
    beyond = Counter(line for name in others for line in shared[name])
    often = [line for line in candidates if within[line] >= _MOST_OF_SITE * len(members)]

    def rarity(line: str) -> tuple[float, ...]:
        return beyond[line], tells_of_person(line, frozenset()), -_weight(line)

    for number, line in enumerate(sorted(often or candidates, key=rarity)[:_MOST_LINES]):
        if number >= _FEWEST_LINES and not others:
            return
        others = {name for name in others if line in shared[name]}
        yield line


def _name(corrected: Sequence[str], pages: Mapping[str, SitePage], recognise: Sequence[str]) -> str:
    """What to call the layout: its host, its folder, or what its pages are recognised by."""
    host = pages[corrected[0]].host
    folder = PurePosixPath(corrected[0]).parent
    of_folder = folder.name if folder.as_posix() != "data/raw" else ""
    texts = (host.replace(".", "-"), of_folder, *recognise)
    return next(filter(None, map(id_from, texts)), "site")
