"""Fetches pages into `data/raw`: what is new or changed is saved, and what fails is reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from itertools import chain, zip_longest

from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.unfinished import remove_abandoned
from projectkit.fetching.client import Client, Response, WantedContent
from projectkit.fetching.errors import DisallowedError, FetchError
from projectkit.fetching.journal import Journal
from projectkit.fetching.kinds import ending_of, media_type
from projectkit.fetching.pace import Clock
from projectkit.fetching.polite_client import PoliteClient, refusal
from projectkit.fetching.saved_pages import SavedPages, unfinished_pages
from projectkit.fetching.site_pages import SitePages, site_pages
from projectkit.fetching.site_rules import SiteRules
from projectkit.fetching.urls import AddressError, host_of, normalised
from projectkit.fetching.visit import Visitor
from projectkit.language.system import system_message
from projectkit.language.translate import _
from projectkit.model.limits import bytes_of


class FetchOutcome(StrEnum):
    """What became of an address."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True)
class FetchResult:
    """One address and what became of it.

    Attributes:
        outcome: what became of it.
        asked: the address that was asked.
        url: the address of the page, after redirects, if one was found.
        page: the file, relative to the root of the catalogue, if there is one.
        reason: why it was not saved, or what else there is to say.
    """

    outcome: FetchOutcome
    asked: str
    url: str | None = None
    page: str | None = None
    reason: str | None = None


class Fetcher:
    """One run: asks at a pace, and knows what was fetched before.

    Args:
        catalogue: the catalogue that receives the pages.
        client: what asks.
        journal: what an interrupted run has done.
        clock: the time, and waiting.
    """

    def __init__(
        self, catalogue: Catalogue, client: Client, journal: Journal, clock: Clock | None = None
    ) -> None:
        self._clock = clock or Clock()
        polite = PoliteClient(client, self._clock)
        self._visitor = Visitor(polite, SiteRules(polite))
        self._journal = journal
        # A run that was killed while it saved a page; the journal is held, so no other run saves.
        remove_abandoned(unfinished_pages(catalogue.raw))
        self._saved = SavedPages(catalogue)
        self._wanted = WantedContent(
            bytes_of(catalogue.settings.limits.page),
            lambda url, headers: ending_of(url, headers) is not None,
        )

    def pages_of_site(self, sitemap: str, pattern: str | None = None) -> SitePages:
        """The pages that a sitemap lists.

        Args:
            sitemap: its address.
            pattern: what an address or its path fits, such as `/projecten/*`; None for all.
        """
        return site_pages(self._visitor, sitemap, pattern)

    def run(self, addresses: Iterable[str]) -> Iterator[FetchResult]:
        """Fetch pages, from several hosts by turns; an address that fails never stops the rest."""
        urls: dict[str, None] = {}
        for address in addresses:
            try:
                urls[normalised(address)] = None
            except AddressError as error:
                yield FetchResult(FetchOutcome.FAILED, address, reason=str(error))
        for url in _by_turns(urls):
            result = self._result(url)
            if result.page:
                self._journal.add(url, result.page)
            yield result
        self._journal.finish(urls)

    def _result(self, asked: str) -> FetchResult:
        page = self._journal.page_of(asked)
        if page and self._saved.has(page):
            reason = _("done before the interruption")
            return FetchResult(FetchOutcome.UNCHANGED, asked, page=page, reason=reason)
        try:
            response = self._visitor.visit(asked, self._wanted, self._saved.conditions)
            return self._of_response(asked, response)
        except DisallowedError as error:
            return FetchResult(FetchOutcome.REFUSED, asked, reason=str(error))
        except (FetchError, CatalogueError) as error:
            return FetchResult(FetchOutcome.FAILED, asked, reason=str(error))
        except OSError as error:
            return FetchResult(FetchOutcome.FAILED, asked, reason=system_message(error))

    def _of_response(self, asked: str, response: Response) -> FetchResult:
        """Save what was answered.

        Raises:
            FetchError: if it is not a page, or cannot be saved.
        """
        page = self._saved.name_of(response.url)
        if response.status == HTTPStatus.NOT_MODIFIED and page:
            return FetchResult(FetchOutcome.UNCHANGED, asked, response.url, page)
        if response.status != HTTPStatus.OK:
            raise FetchError(refusal(response))
        ending = ending_of(response.url, response.headers)
        if ending is None:
            reason = _("pages of type {type} are not read").format(
                type=media_type(response.headers)
            )
            return FetchResult(FetchOutcome.SKIPPED, asked, response.url, reason=reason)
        if not response.content.strip():
            message = _("the page is empty")
            raise FetchError(message)
        is_new = self._saved.save(response, ending, asked, self._clock.date())
        outcome = FetchOutcome.FETCHED if is_new else FetchOutcome.UNCHANGED
        return FetchResult(outcome, asked, response.url, self._saved.name_of(response.url))


def _by_turns(urls: Iterable[str]) -> list[str]:
    """Addresses such that a host rests while the others are asked."""
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(host_of(url), []).append(url)
    return [url for url in chain.from_iterable(zip_longest(*hosts.values())) if url]
