"""Servers that are slow, huge, broken or hostile cost time and memory up to a limit."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from projectkit import __version__
from projectkit.fetching.body import bounded, inflated
from projectkit.fetching.client import Client, Patience, WantedContent
from projectkit.fetching.errors import FetchError, PassingError, TooLargeError, UnreachableError
from projectkit.fetching.run import FetchOutcome
from web import PAGE, Fetch, Raw, Reply, Server, Site, drip, raw

pytest_plugins = ["web_fixtures"]

ANY = WantedContent(1_000_000)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def reason(client: Client, url: str, wanted: WantedContent = ANY) -> str:
    with pytest.raises(FetchError) as raised:
        client.get(url, wanted)
    return str(raised.value)


def test_an_answer_that_never_begins(site: Site, quick: Client) -> None:
    site.replies["/a"] = lambda _handler: time.sleep(1)
    assert reason(quick, f"{site.url}/a") == "it does not answer within 0.5 seconds"


@pytest.mark.parametrize(
    "slow",
    [drip(b"x", 0.05), lambda handler: [(handler.wfile.write(b"H"), time.sleep(0.05)) for _ in range(99)]],
    ids=["body", "status line"],
)  # fmt: skip
def test_an_answer_that_never_ends(site: Site, slow: Raw) -> None:
    site.replies["/a"] = slow
    with (
        Client(Patience(1, 0.4, 0.5), lambda _address: True) as client,
        pytest.raises(FetchError) as raised,
    ):
        client.get(f"{site.url}/a", ANY)
    if slow.__name__ == "reply":
        assert str(raised.value) == "it takes longer than 0.5 seconds"


def test_a_page_that_is_too_large(site: Site, quick: Client) -> None:
    site.replies["/a"] = Reply(b"x" * 3_000_000)
    assert reason(quick, f"{site.url}/a") == "it is larger than 1 MB"


def test_the_limit_is_that_of_ingest(site: Site, fetch: Fetch, catalogue: Path) -> None:
    (catalogue / "projectkit.toml").write_text("[limits]\npage-mb = 0.00001\n")
    site.replies["/a"] = Reply()
    (result,) = fetch(f"{site.url}/a")
    assert (result.outcome, result.reason) == (
        FetchOutcome.FAILED,
        "it is larger than 1e-05 MB",
    )


def test_chunks_without_end(site: Site, quick: Client) -> None:
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    site.replies["/a"] = raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *[chunk] * 99)
    assert "larger than" in reason(quick, f"{site.url}/a")


def test_a_bomb_is_unpacked_no_further_than_the_limit(site: Site, quick: Client) -> None:
    bomb = gzip.compress(bytes(200_000_000), 9)
    site.replies["/a"] = Reply(bomb, headers={"Content-Encoding": "gzip"})
    assert "larger than" in reason(quick, f"{site.url}/a")


def test_a_bomb_in_many_pieces_and_files() -> None:
    bomb = gzip.compress(bytes(1_000_000), 9) * 5
    pieces = [bomb[at : at + 7] for at in range(0, len(bomb), 7)]
    assert len(bounded(inflated(pieces), 5_000_000)) == 5_000_000
    with pytest.raises(TooLargeError):
        bounded(inflated(pieces), 4_999_999)


BROKEN = {
    "half a page": HEAD + b"Content-Length: 1000\r\n\r\n<p>half",
    "half a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\n<p>half",
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n",
    "nothing": b"",
    "endless headers": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200_000,
    "two lengths": HEAD + b"Content-Length: 1\r\nContent-Length: 9\r\n\r\n123456789",
    "no number": HEAD + b"Content-Length: many\r\n\r\n123456789",
}


@pytest.mark.parametrize("response", BROKEN.values(), ids=BROKEN)
def test_what_is_not_an_answer(site: Site, quick: Client, response: bytes) -> None:
    site.replies["/a"] = raw(response)
    with pytest.raises(PassingError, match="the connection broke off"):
        quick.get(f"{site.url}/a", ANY)


@pytest.mark.parametrize(
    ("encoding", "body", "told"),
    [
        ("gzip", b"no gzip", "damaged"),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-9], "damaged"),
        ("gzip", zlib.compress(PAGE), "damaged"),
        ("br", b"\x0b\x02\x80", "its encoding br is not supported"),
        ("gzip, gzip", b"x", "is not supported"),
    ],
)
def test_what_cannot_be_unpacked(
    site: Site, quick: Client, encoding: str, body: bytes, told: str
) -> None:
    site.replies["/a"] = Reply(body, headers={"Content-Encoding": encoding})
    assert told in reason(quick, f"{site.url}/a")


def test_nothing_half_is_saved(site: Site, fetch: Fetch, catalogue: Path) -> None:
    site.replies["/a"] = raw(BROKEN["half a page"])
    (result,) = fetch(f"{site.url}/a")
    assert result.outcome is FetchOutcome.FAILED
    assert not [path for path in (catalogue / "data/raw").rglob("*") if path.is_file()]


def test_a_port_where_nobody_listens(quick: Client) -> None:
    server = Server()
    server.stop()
    with pytest.raises(UnreachableError, match="no connection: Connection refused"):
        quick.get(f"{server.site.url}/a", ANY)


def test_a_host_that_does_not_exist(quick: Client) -> None:
    assert "there is no host nergens.invalid" in reason(quick, "http://nergens.invalid/")


def test_a_server_without_tls(site: Site, quick: Client) -> None:
    told = reason(quick, site.url.replace("http:", "https:"))
    assert told.startswith("no secure connection: ")


@pytest.fixture
def certificate(tmp_path: Path) -> Callable[[str], ssl.SSLContext]:
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("openssl is not installed")

    def made(name: str) -> ssl.SSLContext:
        command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]  # fmt: skip
        command += ["-subj", "/CN=site", "-addext", f"subjectAltName={name}"]
        command += ["-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem"]
        subprocess.run(command, check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
        return context

    return made


@pytest.mark.parametrize(
    ("name", "trusted", "told"),
    [
        ("IP:127.0.0.1", False, "its certificate is not valid: self"),
        ("DNS:elsewhere.example", True, "its certificate is not valid: "),
        ("IP:127.0.0.1", True, None),
    ],
)
def test_certificates(
    certificate: Callable[[str], ssl.SSLContext],
    tmp_path: Path,
    name: str,
    told: str | None,
    *,
    trusted: bool,
) -> None:
    server = Server(tls=certificate(name))
    server.site.replies["/a"] = Reply()
    trust = ssl.create_default_context(cafile=tmp_path / "cert.pem" if trusted else None)
    try:
        with Client(Patience(1, 1, 2), lambda _address: True, trust) as client:
            if told:
                assert reason(client, f"{server.site.url}/a").startswith(told)
            else:
                assert client.get(f"{server.site.url}/a", ANY).content == PAGE
    finally:
        server.stop()


def test_headers_say_who_asks(site: Site, fetch: Fetch) -> None:
    site.replies["/a"] = Reply()
    fetch(f"{site.url}/a")
    assert {each.headers["User-Agent"] for each in site.asked} == {f"projectkit/{__version__}"}
    assert {each.headers["Host"] for each in site.asked} == {site.url.removeprefix("http://")}
