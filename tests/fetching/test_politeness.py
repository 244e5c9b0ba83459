"""Sites are asked at a pace, again where that may help, and left alone where they want it."""

from __future__ import annotations

import pytest

from projectkit.fetching.run import FetchOutcome
from web import FakeClock, Fetch, Reply, Site, raw

pytest_plugins = ["web_fixtures"]


def busy(wait: str | None, status: int = 429) -> Reply:
    return Reply(b"", "text/plain", status, {"Retry-After": wait} if wait else {})


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, "it needs a login (401)"),
        (403, "the site forbids it (403)"),
        (404, "there is no such page (404)"),
        (410, "the page was removed (410)"),
        (418, "the site answers with an error (418)"),
        (204, "the site answers with an error (204)"),
        (304, "the site answers with an error (304)"),
        (522, "the site answers with an error (522)"),
    ],
)
def test_what_is_no_page_is_told_at_once(
    site: Site, fetch: Fetch, clock: FakeClock, status: int, told: str
) -> None:
    site.replies["/a"] = Reply(b"", "text/html", status)
    (result,) = fetch(f"{site.url}/a")
    assert (result.outcome, result.reason) == (FetchOutcome.FAILED, told)
    assert clock.waits == [1]


@pytest.mark.parametrize("failure", [Reply(status=500), Reply(status=502), Reply(status=503)])
def test_an_error_of_the_server_passes(
    site: Site, fetch: Fetch, clock: FakeClock, failure: Reply
) -> None:
    site.replies["/a"] = [failure, failure, Reply()]
    (result,) = fetch(f"{site.url}/a")
    assert result.outcome is FetchOutcome.FETCHED
    assert clock.waits == [1, 2, 8]


def test_an_error_that_stays_is_told(site: Site, fetch: Fetch, clock: FakeClock) -> None:
    site.replies |= {"/a": Reply(status=500), "/b": Reply()}
    failed, fetched = fetch(f"{site.url}/a", f"{site.url}/b")
    assert (failed.outcome, fetched.outcome) == (FetchOutcome.FAILED, FetchOutcome.FETCHED)
    assert failed.reason == "the site answers with an error (500)"
    assert site.paths() == ["/a", "/a", "/a", "/b"]
    assert clock.waits == [1, 2, 8, 1]


def test_a_connection_that_breaks_off_is_tried_again(site: Site, fetch: Fetch) -> None:
    site.replies["/a"] = raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    (result,) = fetch(f"{site.url}/a")
    assert result.reason == "the connection broke off"
    assert site.paths() == ["/a"] * 3


WAITS = {
    "30": 30,
    "0": 0,
    "Sun, 01 Mar 2026 09:31:00 GMT": 60,
    "Sun, 01 Mar 2026 09:00:00 GMT": 0,
}


@pytest.mark.parametrize("wait", WAITS)
@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_site_says_once_when_to_come_back(
    site: Site, fetch: Fetch, clock: FakeClock, wait: str, status: int
) -> None:
    site.replies["/a"] = [busy(wait, status), Reply()]
    (result,) = fetch(f"{site.url}/a")
    assert result.outcome is FetchOutcome.FETCHED
    assert clock.waits[:2] == [1, WAITS[wait]]


def test_it_is_not_asked_a_third_time(site: Site, fetch: Fetch) -> None:
    site.replies["/a"] = busy("30")
    (result,) = fetch(f"{site.url}/a")
    assert result.outcome is FetchOutcome.FAILED
    assert result.reason == (
        "the site wants to be left alone for now (429); try again after 30 seconds"
    )
    assert site.paths() == ["/a", "/a"]


@pytest.mark.parametrize("wait", ["3600", "9" * 400, "Sun, 01 Mar 2099 09:31:00 GMT"])
def test_a_long_wait_is_told(site: Site, fetch: Fetch, clock: FakeClock, wait: str) -> None:
    site.replies["/a"] = busy(wait)
    (result,) = fetch(f"{site.url}/a")
    assert wait in str(result.reason)
    assert clock.waits == [1]


@pytest.mark.parametrize(
    "wait",
    [None, "soon", "-5", "1e9", "²", "Sun, 99 Foo 2026", f"Sun, 01 Mar 2026 09:31:00 +{'9' * 21}"],
)
def test_a_wait_that_nobody_understands(site: Site, fetch: Fetch, wait: str | None) -> None:
    reply = raw(
        f"HTTP/1.1 429 Busy\r\nRetry-After: {wait or ''}\r\nContent-Length: 0\r\n\r\n".encode()
    )
    site.replies["/a"] = reply
    (result,) = fetch(f"{site.url}/a")
    assert "left alone" in str(result.reason)
    assert site.paths() == ["/a"]


def test_a_site_that_wants_to_be_left_alone_is(site: Site, fetch: Fetch) -> None:
    site.replies |= {"/a": busy(None), "/b": Reply()}
    results = fetch(f"{site.url}/a", f"{site.url}/b")
    assert [result.outcome for result in results] == [FetchOutcome.FAILED] * 2
    assert site.paths() == ["/a"]


def test_a_host_that_is_gone_is_tried_once(fetch: Fetch, clock: FakeClock) -> None:
    results = fetch(*(f"http://127.0.0.1:9/{number}" for number in range(9)))
    assert {result.reason for result in results} == {"no connection: Connection refused"}
    assert len(results) == 9
    assert clock.waits == [2, 8]


def test_hosts_are_asked_by_turns(site: Site, fetch: Fetch, clock: FakeClock) -> None:
    port = site.url.rpartition(":")[2]
    for number in range(3):
        site.replies[f"/{number}"] = Reply()
    results = fetch(
        *(f"{site.url}/{number}" for number in range(3)),
        *(f"http://localhost:{port}/{number}" for number in range(3)),
    )
    assert {result.outcome for result in results} == {FetchOutcome.FETCHED}
    assert site.paths() == ["/0", "/0", "/1", "/1", "/2", "/2"]
    # One after the other, they would take six.
    assert clock.waits == [1] * 4


def test_an_address_is_asked_once(site: Site, fetch: Fetch) -> None:
    site.replies["/a"] = Reply()
    (result,) = fetch(f"{site.url}/a", f"{site.url}/a#b", f"{site.url}/./a")
    assert result.outcome is FetchOutcome.FETCHED
