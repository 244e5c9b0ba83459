"""Which addresses are asked: web addresses in one spelling, never on a private network."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.fetching.addresses import is_public
from projectkit.fetching.client import Client, Patience, WantedContent
from projectkit.fetching.errors import FetchError
from projectkit.fetching.run import FetchOutcome
from projectkit.fetching.urls import AddressError, normalised
from web import PAGE, Fetch, Reply, Site

pytest_plugins = ["web_fixtures"]

PUBLIC = ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "1.1.1.1"]
PRIVATE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",  # noqa: S104
    "169.254.169.254", "100.64.0.1", "198.18.0.1", "192.0.2.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.0.1",
    "192.88.99.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1",
    "2002:7f00:1::", "2002:808:808::", "2001::1", "2001:db8::1", "3fff::1", "5f00::1", "100::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_within_ipv6_is_judged_as_itself(address: Any) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))
    assert is_public(f"64:ff9b::{address}") == is_public(str(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "0", "[::1]", "[::ffff:127.0.0.1]", "LOCALHOST."],
)  # fmt: skip
def test_this_computer_is_not_asked_however_it_is_written(site: Site, host: str) -> None:
    port = site.url.rpartition(":")[2]
    with Client(Patience(1, 1, 2)) as client, pytest.raises(FetchError, match="private network"):
        client.get(normalised(f"http://{host}:{port}/a"), WantedContent(1000))
    assert not site.asked


def test_a_redirect_to_a_private_network(site: Site, elsewhere: Site, fetch: Fetch) -> None:
    elsewhere.replies["/geheim"] = Reply(b"secret")
    site.redirect("/a", f"{elsewhere.url}/geheim")
    (result,) = fetch(f"{site.url}/a")
    assert result.outcome is FetchOutcome.FAILED
    assert "127.0.0.2 is on a private network" in str(result.reason)
    assert not elsewhere.asked


def test_a_robots_txt_on_a_private_network(site: Site, elsewhere: Site, fetch: Fetch) -> None:
    site.replies["/a"] = Reply()
    site.redirect("/robots.txt", f"{elsewhere.url}/robots.txt")
    (result,) = fetch(f"{site.url}/a")
    assert result.outcome is FetchOutcome.FAILED
    assert not elsewhere.asked


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://127.0.0.1/a", "javascript:alert(1)", "http://a b/", "data:text/html,x", "http://u:p@127.0.0.1/"],
)  # fmt: skip
def test_a_redirect_to_what_is_no_web_page(site: Site, fetch: Fetch, target: str) -> None:
    site.redirect("/a", target)
    (result,) = fetch(f"{site.url}/a")
    assert result.outcome is FetchOutcome.FAILED
    assert "it redirects to what is not fetched" in str(result.reason)


def test_a_redirect_without_a_target(site: Site, fetch: Fetch) -> None:
    site.replies["/a"] = Reply(status=301)
    (result,) = fetch(f"{site.url}/a")
    assert result.reason == "it redirects without saying where to"


def test_redirects_in_a_circle_and_without_end(site: Site, fetch: Fetch) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    for number in range(20):
        site.redirect(f"/{number}", f"/{number + 1}")
    results = fetch(f"{site.url}/a", f"{site.url}/0")
    assert ["do not end" in str(result.reason) for result in results] == [True, True]
    assert len(site.paths()) < 20


def test_a_name_is_looked_up_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that gives a private address the second time (DNS rebinding) gains nothing."""
    site.replies["/a"] = Reply()
    asked: list[str] = []

    def lookup(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    url = f"http://www.rebind.example:{site.url.rpartition(':')[2]}/a"
    with Client(Patience(1, 1, 2), lambda address: address == "127.0.0.1") as client:
        connect = socket.create_connection
        with monkeypatch.context() as patched:
            patched.setattr("projectkit.fetching.addresses.socket.getaddrinfo", lookup)
            patched.setattr(
                socket,
                "create_connection",
                lambda to, *rest, **more: _direct(connect, to, rest, more),
            )
            response = client.get(url, WantedContent(1000))
    assert response.content == PAGE
    assert asked == ["www.rebind.example"]
    assert site.asked[0].headers["Host"] == url.removeprefix("http://").removesuffix("/a")


def _direct(connect: Any, to: tuple[str, int], rest: Any, more: Any) -> socket.socket:
    """Connect to a numeric address, without looking anything up."""
    assert to[0] == "127.0.0.1"
    del connect, rest, more
    sock = socket.socket()
    sock.connect(to)
    return sock


def test_of_several_addresses_only_allowed_ones_are_tried(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.replies["/a"] = Reply()
    monkeypatch.setattr(
        "projectkit.fetching.network.resolved", lambda _host, _port: ["127.0.0.3", "127.0.0.1"]
    )
    with Client(Patience(1, 1, 2), lambda address: address == "127.0.0.1") as client:
        url = f"http://mixed.example:{site.url.rpartition(':')[2]}/a"
        assert client.get(url, WantedContent(1000)).content == PAGE
    with Client(Patience(1, 1, 2), lambda _address: True) as client:
        # Nobody listens at the first; the next is tried.
        assert client.get(url, WantedContent(1000)).content == PAGE


SPELLINGS = {
    "HTTPS://WWW.Example.NL": "https://www.example.nl/",
    " https://example.nl:443/a#b ": "https://example.nl/a",
    "http://example.nl.:80": "http://example.nl/",
    "http://example.nl:8080": "http://example.nl:8080/",
    "https://example.nl/a/./b/../c/..": "https://example.nl/a/",
    "https://example.nl/../../a": "https://example.nl/a",
    "https://example.nl/%7euser/%c3%a9/é b": "https://example.nl/~user/%C3%A9/%C3%A9%20b",
    "https://example.nl/a%2fb?q=1%262&z=%": "https://example.nl/a%2Fb?q=1%262&z=%25",
    "https://example.nl/%2e%2e/a": "https://example.nl/a",
    "https://münster.example/": "https://xn--mnster-3ya.example/",
    "http://[::1]:80/a": "http://[::1]/a",
    "http://[0:0::1]:81": "http://[::1]:81/",
    "https://example.nl?a=b": "https://example.nl/?a=b",
    "https://example.nl//a//b": "https://example.nl//a//b",
}


@pytest.mark.parametrize(("text", "url"), SPELLINGS.items())
def test_one_spelling(text: str, url: str) -> None:
    assert normalised(text) == url
    assert normalised(url) == url


@pytest.mark.parametrize(
    "text",
    ["", "www.example.nl/a", "/a", "mailto:a@b.example", "https://", "https:///a", "http://a:b/", "http://a:99999/", "https://a\nb/", "https://a\tb/", "http://[::1", "http://[fe80::1%25eth0]/", "https://exa%6dple.nl/", "https://.../", "https://a..b/", f"https://a/{'x' * 5000}", "https://" + "a" * 70 + ".nl/", "http://\u2100.nl/", "https://a\\b/"],
)  # fmt: skip
def test_what_is_no_web_address(text: str) -> None:
    with pytest.raises(AddressError):
        normalised(text)


def test_passwords_are_not_repeated() -> None:
    with pytest.raises(AddressError) as raised:
        normalised("https://anna:geheim@example.nl/a")
    assert "geheim" not in str(raised.value)


@given(st.text(max_size=60), st.text(max_size=30))
def test_no_text_does_harm(path: str, host: str) -> None:
    for text in (path, f"https://example.nl/{path}", f"https://{host}/{path}", f"https://{host}"):
        try:
            url = normalised(text)
        except AddressError:
            continue
        assert url.isascii()
        assert normalised(url) == url
        assert "#" not in url


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("/inloggen?next=/a", "to log in"),
        ("/wp-login.php", "to log in"),
        ("/account/Sign-In", "to log in"),
        ("/cookie-wall?url=/a", "cookies"),
        ("/consent", "cookies"),
    ],
)
def test_walls_are_told(site: Site, fetch: Fetch, target: str, told: str) -> None:
    site.redirect("/projecten/a", target)
    site.replies[target] = Reply()
    (result,) = fetch(f"{site.url}/projecten/a")
    assert result.outcome is FetchOutcome.FAILED
    assert told in str(result.reason)
    assert target not in site.paths()


def test_a_project_about_logging_in_is_not_a_wall(site: Site, fetch: Fetch) -> None:
    site.redirect("/login-zonder-drempel", "/projecten/login-zonder-drempel")
    site.replies["/projecten/login-zonder-drempel"] = Reply()
    (result,) = fetch(f"{site.url}/login-zonder-drempel")
    assert result.outcome is FetchOutcome.FETCHED
