"""The robots.txt of every site that is asked, read once in a run."""

from __future__ import annotations

from http import HTTPStatus

from projectkit.fetching.body import beginning
from projectkit.fetching.client import AGENT, REDIRECTS, Response, WantedContent
from projectkit.fetching.errors import DisallowedError, FetchError
from projectkit.fetching.polite_client import LONGEST_WAIT, PoliteClient
from projectkit.fetching.robots import EVERYTHING, NOTHING, RobotsRules, read_robots
from projectkit.fetching.urls import AddressError, host_of, normalised, site_of
from projectkit.language.translate import _

# What RFC 9309 wants to be read and followed at least.
_WANTED = WantedContent(512_000, take=beginning)
_MOST_REDIRECTS = 5


class SiteRules:
    """Says of an address whether its site lets us fetch it.

    Args:
        client: what asks for robots.txt.
    """

    def __init__(self, client: PoliteClient) -> None:
        self._client = client
        self._known: dict[str, RobotsRules | FetchError] = {}

    def check(self, url: str) -> None:
        """Let an allowed address pass, and go at the pace of its site.

        Raises:
            DisallowedError: if the site does not allow it.
            FetchError: if the site cannot be reached, so that nobody knows.
        """
        site = site_of(url)
        if site not in self._known:
            self._known[site] = self._read(site)
        rules = self._known[site]
        if isinstance(rules, FetchError):
            raise rules
        if not rules.allows(url):
            message = (
                _("the site's robots.txt cannot be read now, so nothing may be fetched")
                if rules is NOTHING
                else _("the site's robots.txt does not allow it")
            )
            raise DisallowedError(message)

    def _read(self, site: str) -> RobotsRules | FetchError:
        try:
            rules = self._rules(f"{site}/robots.txt")
        except FetchError as error:
            return error
        if rules.delay > LONGEST_WAIT:
            message = _(
                "robots.txt asks for {seconds:g} seconds between pages, which would take too long"
            )
            return DisallowedError(message.format(seconds=rules.delay))
        self._client.pace.slow_down(host_of(site), rules.delay)
        return rules

    def _rules(self, url: str) -> RobotsRules:
        for _redirect in range(_MOST_REDIRECTS + 1):
            response = self._client.get(url, _WANTED)
            if response.status not in REDIRECTS or not response.target:
                return _of_response(response)
            try:
                url = normalised(response.target, url)
            except AddressError:
                break
        return EVERYTHING


def _of_response(response: Response) -> RobotsRules:
    """The rules that an answer means: without a file all is allowed, on an error nothing is."""
    if response.status == HTTPStatus.OK:
        return read_robots(response.content, AGENT)
    is_error = response.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return NOTHING if is_error or response.status == HTTPStatus.TOO_MANY_REQUESTS else EVERYTHING
