"""robots.txt is obeyed as RFC 9309 says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.fetching.robots import read_robots
from projectkit.fetching.run import FetchOutcome, FetchResult
from web import FakeClock, Fetch, Reply, Site, raw

pytest_plugins = ["web_fixtures"]

HOME = "https://example.nl"


def allowed(robots: str, path: str) -> bool:
    return read_robots(robots.encode(), "projectkit").allows(HOME + path)


CASES = [
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\nDisallow:", "/a", True),
    ("", "/a", True),
    ("<html>no robots</html>", "/a", True),
    ("Disallow: /", "/a", True),  # before any robot
    ("User-agent: *\nDisallow: /a", "/ab", False),
    ("User-agent: *\nDisallow: /a/", "/a", True),
    ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
    ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),  # a tie
    ("User-agent: *\nAllow: /\nDisallow: /a", "/a", False),  # the longest
    ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
    ("User-agent: *\nDisallow: /a$", "/a", False),
    ("User-agent: *\nDisallow: /a$", "/ab", True),
    ("User-agent: *\nDisallow: /*?", "/a?b", False),
    ("User-agent: *\nDisallow: /*a*b", "/xaxb", False),
    ("User-agent: *\nDisallow: /a*a$", "/a", True),
    ("User-agent: *\nDisallow: /é", "/%C3%A9", False),
    ("User-agent: *\nDisallow: /%7Ex", "/~x", False),
    ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ("User-agent: *\nDisallow: private", "/private", False),
    ("User-agent: *\nDisallow: /a # not now", "/a", False),
    ("user-AGENT: *\r\ndisALLOW : /a\r", "/a", False),
    ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
    ("User-agent: ProjectKit\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
    ("User-agent: projectkit/1.0\nDisallow: /a", "/a", False),
    ("User-agent: projectkitten\nDisallow: /a", "/a", True),
    ("User-agent: other\nUser-agent: projectkit\nDisallow: /a", "/a", False),
    ("User-agent: projectkit\nDisallow: /a\nUser-agent: x\nDisallow: /b", "/b", True),
    ("User-agent: projectkit\nDisallow: /a\nUser-agent: projectkit\nDisallow: /b", "/a", False),
    ("User-agent: projectkit\nDisallow: /a\nUser-agent: projectkit\nDisallow: /b", "/b", False),
    ("User-agent: projectkit\nSitemap: /s.xml\nDisallow: /a", "/a", False),
    ("User-agent: x\nCrawl-delay: 3\nUser-agent: *\nDisallow: /a", "/a", False),
]


@pytest.mark.parametrize(("robots", "path", "expected"), CASES)
def test_rules(robots: str, path: str, expected: bool) -> None:  # noqa: FBT001
    assert allowed(robots, path) is expected


@given(st.binary(max_size=300))
def test_no_file_does_harm(content: bytes) -> None:
    read_robots(content, "projectkit").allows(f"{HOME}/a")
    read_robots(b"User-agent: *\nDisallow: " + content, "projectkit").allows(f"{HOME}/a")


def test_many_stars_take_no_time() -> None:
    pattern = "/" + "*a" * 5000 + "$"
    rules = read_robots(f"User-agent: *\nDisallow: {pattern}".encode(), "projectkit")
    rules.allows(f"{HOME}/{'a' * 3000}b")


def results(fetch: Fetch, site: Site, *paths: str) -> list[FetchResult]:
    site.replies |= {path: Reply() for path in paths}
    return fetch(*(site.url + path for path in paths))


def test_what_is_not_allowed_is_not_asked(site: Site, fetch: Fetch) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /intern", "text/plain")
    found = results(fetch, site, "/a", "/intern/b", "/INTERN/../intern/c")
    assert [result.outcome for result in found] == ["fetched", "refused", "refused"]
    assert site.paths() == ["/a"]
    assert [each.path for each in site.asked].count("/robots.txt") == 1


def test_a_redirect_does_not_lead_around_it(site: Site, fetch: Fetch) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /intern", "text/plain")
    site.redirect("/b", "/intern/b")
    (result,) = fetch(f"{site.url}/b")
    assert result.outcome is FetchOutcome.REFUSED
    assert site.paths() == ["/b"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(404, "fetched"), (401, "fetched"), (403, "fetched"), (410, "fetched"), (429, "refused"), (500, "refused"), (503, "refused"), (599, "refused")],
)  # fmt: skip
def test_a_robots_txt_that_cannot_be_read(
    site: Site, fetch: Fetch, status: int, outcome: str
) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /", "text/plain", status)
    (result,) = results(fetch, site, "/a")
    assert result.outcome == outcome


def test_a_robots_txt_that_breaks_off(site: Site, fetch: Fetch) -> None:
    site.replies["/robots.txt"] = raw(b"")
    found = results(fetch, site, "/a", "/b")
    assert [result.outcome for result in found] == [FetchOutcome.FAILED] * 2
    assert not site.paths()


def test_a_robots_txt_elsewhere_and_redirects_without_end(site: Site, fetch: Fetch) -> None:
    site.redirect("/robots.txt", "/r1")
    site.replies["/r1"] = Reply(b"User-agent: *\nDisallow: /", "text/plain")
    (result,) = results(fetch, site, "/a")
    assert result.outcome is FetchOutcome.REFUSED
    site.redirect("/r1", "/r1")
    (result,) = results(fetch, site, "/a")
    assert result.outcome is FetchOutcome.FETCHED


def test_a_huge_robots_txt_counts_as_far_as_it_is_read(site: Site, fetch: Fetch) -> None:
    text = b"User-agent: *\nDisallow: /a\n" + b"#\n" * 1_000_000 + b"Disallow: /b\n"
    site.replies["/robots.txt"] = Reply(text, "text/plain")
    found = results(fetch, site, "/a", "/b")
    assert [result.outcome for result in found] == ["refused", "fetched"]


def test_the_pace_of_a_site(site: Site, fetch: Fetch, clock: FakeClock) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7.5", "text/plain")
    results(fetch, site, "/a", "/b", "/c")
    assert clock.waits == [1, 7.5, 7.5]


@pytest.mark.parametrize("delay", ["0", "-1", "nan", "inf", "soon", "0.2"])
def test_no_site_is_asked_more_than_once_a_second(
    site: Site, fetch: Fetch, clock: FakeClock, delay: str
) -> None:
    site.replies["/robots.txt"] = Reply(f"User-agent: *\nCrawl-delay: {delay}".encode())
    results(fetch, site, "/a", "/b")
    assert clock.waits == [1, 1]


def test_a_pace_that_would_take_days(site: Site, fetch: Fetch, clock: FakeClock) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 86400", "text/plain")
    (result,) = results(fetch, site, "/a")
    assert result.outcome is FetchOutcome.REFUSED
    assert "86400 seconds" in str(result.reason)
    assert not clock.waits
