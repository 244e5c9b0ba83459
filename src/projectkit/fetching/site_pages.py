"""The pages that the sitemaps of a site list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import translate
from http import HTTPStatus

from projectkit.fetching.client import Wanted
from projectkit.fetching.errors import FetchError
from projectkit.fetching.polite_client import refusal
from projectkit.fetching.sitemap import MOST_BYTES, Sitemap, read_sitemap
from projectkit.fetching.urls import host_of, normalised, target_of
from projectkit.fetching.visit import Visitor

_MOST_SITEMAPS = 1000
_MOST_PAGES = 100_000
_WANTED = Wanted(MOST_BYTES)


@dataclass
class SitePages:
    """What was found.

    Attributes:
        addresses: the addresses of pages that fit.
        elsewhere: how many addresses are of other sites, which a sitemap cannot speak for.
        problems: why a sitemap could not be read, by its address.
    """

    addresses: dict[str, None] = field(default_factory=dict)
    elsewhere: int = 0
    problems: dict[str, str] = field(default_factory=dict)


def site_pages(visitor: Visitor, start: str, pattern: str | None) -> SitePages:
    """Read a sitemap, and those that it names.

    Args:
        visitor: what asks.
        start: the address of the first sitemap.
        pattern: what an address or its path fits, such as `/projecten/*`; None for all.
    """
    found = SitePages()
    fits = re.compile(translate(pattern or "*")).match
    waiting, seen = [start], {start}
    while waiting and len(found.addresses) < _MOST_PAGES:
        url = waiting.pop(0)
        try:
            sitemap = _read(visitor, url)
        except FetchError as error:
            found.problems[url] = str(error)
            continue
        for page in _of_site(sitemap.pages, start, found):
            if fits(page) or fits(target_of(page)):
                found.addresses[page] = None
        for other in _of_site(sitemap.sitemaps, start, found):
            if other not in seen and len(seen) < _MOST_SITEMAPS:
                seen.add(other)
                waiting.append(other)
    return found


def _read(visitor: Visitor, url: str) -> Sitemap:
    answer = visitor.visit(url, _WANTED)
    if answer.status != HTTPStatus.OK:
        raise FetchError(refusal(answer))
    return read_sitemap(answer.content)


def _of_site(addresses: list[str], start: str, found: SitePages) -> Iterator[str]:
    """The addresses that are of the site itself; others are counted, or reported if they are none.

    A sitemap could otherwise send us anywhere.
    """
    for address in addresses:
        try:
            url = normalised(address, start)
        except FetchError as error:
            found.problems[address] = str(error)
            continue
        if _bare_host(url) == _bare_host(start):
            yield url
        else:
            found.elsewhere += 1


def _bare_host(url: str) -> str:
    return host_of(url).removeprefix("www.")
