"""From an address to the page behind it, along redirects."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from projectkit.fetching.client import REDIRECTS, Response, WantedContent
from projectkit.fetching.errors import FetchError
from projectkit.fetching.polite_client import PoliteClient
from projectkit.fetching.site_rules import SiteRules
from projectkit.fetching.urls import normalised
from projectkit.fetching.walls import wall
from projectkit.language.translate import _

_MOST_REDIRECTS = 10


class Visitor:
    """Follows an address to its page; every step obeys the robots.txt of its site.

    Args:
        client: what asks.
        rules: what the sites allow.
    """

    def __init__(self, client: PoliteClient, rules: SiteRules) -> None:
        self._client = client
        self._rules = rules

    def visit(
        self,
        url: str,
        wanted: WantedContent,
        headers_for: Callable[[str], Mapping[str, str]] = lambda _url: {},
    ) -> Response:
        """The answer at the end of all redirects.

        Args:
            url: the address to begin at.
            wanted: what of the answer is read.
            headers_for: the headers to send to each address on the way.

        Raises:
            FetchError: if there is no end, no answer, or a wall before it.
        """
        asked, passed = url, {url}
        while True:
            self._rules.check(url)
            response = self._client.get(url, wanted, headers_for(url))
            if response.status not in REDIRECTS:
                return response
            url = _target(response)
            if problem := wall(asked, url):
                raise FetchError(problem)
            if url in passed or len(passed) > _MOST_REDIRECTS:
                message = _(
                    "its redirects do not end; it may want cookies: save it in your browser"
                )
                raise FetchError(message)
            passed.add(url)


def _target(response: Response) -> str:
    """Where an answer leads.

    Raises:
        FetchError: if it does not say so, or says something that cannot be fetched.
    """
    if not response.target:
        message = _("it redirects without saying where to")
        raise FetchError(message)
    try:
        return normalised(response.target, response.url)
    except FetchError as error:
        message = _("it redirects to what is not fetched: {problem}").format(problem=error)
        raise FetchError(message) from None
