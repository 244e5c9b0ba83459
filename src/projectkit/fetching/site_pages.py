"""The pages that the sitemaps of a site list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import translate
from http import HTTPStatus
from itertools import islice

from projectkit.fetching.client import WantedContent
from projectkit.fetching.errors import FetchError
from projectkit.fetching.polite_client import refusal
from projectkit.fetching.sitemap import MOST_BYTES, Sitemap, read_sitemap
from projectkit.fetching.urls import host_of, normalised, target_of
from projectkit.fetching.visit import Visitor
from projectkit.language.translate import _

_MOST_SITEMAPS = 1000
_MOST_PAGES = 100_000
_WANTED = WantedContent(MOST_BYTES)


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
    sitemaps, seen = [start], {start}
    for url in sitemaps:  # it grows while they are read
        try:
            sitemap = _read(visitor, url)
        except FetchError as error:
            found.problems[url] = str(error)
            continue
        pages = _of_site(sitemap.pages, start, found)
        found.addresses |= dict.fromkeys(
            page for page in pages if fits(page) or fits(target_of(page))
        )
        others = dict.fromkeys(_of_site(sitemap.sitemaps, start, found))
        sitemaps += [other for other in others if other not in seen]
        seen.update(others)
        if max(len(sitemaps) / _MOST_SITEMAPS, len(found.addresses) / _MOST_PAGES) > 1:
            found.problems[start] = _too_many(len(sitemaps))
            found.addresses = dict.fromkeys(islice(found.addresses, _MOST_PAGES))
            break
    return found


def _too_many(sitemaps: int) -> str:
    if sitemaps > _MOST_SITEMAPS:
        message = _("it names more than {most} sitemaps; the rest was left out")
        return message.format(most=_MOST_SITEMAPS)
    message = _("it lists more than {most} pages; narrow it down with --match")
    return message.format(most=_MOST_PAGES)


def _read(visitor: Visitor, url: str) -> Sitemap:
    response = visitor.visit(url, _WANTED)
    if response.status != HTTPStatus.OK:
        raise FetchError(refusal(response))
    return read_sitemap(response.content)


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
