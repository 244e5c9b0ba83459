"""Sitemaps and their indexes are read within bounds, and lead to no other site."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.catalogue.root import Catalogue
from projectkit.fetching import sitemap as module
from projectkit.fetching.client import Client
from projectkit.fetching.errors import FetchError
from projectkit.fetching.journal import Journal
from projectkit.fetching.run import Fetcher
from projectkit.fetching.site_pages import SitePages
from projectkit.fetching.sitemap import read_sitemap
from web import FakeClock, Reply, Site

pytest_plugins = ["web_fixtures"]

SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*urls: str) -> bytes:
    entries = "".join(f"<url><loc>{url}</loc><lastmod>2026-01-01</lastmod></url>" for url in urls)
    return f'<?xml version="1.0"?><urlset {SCHEMA}>{entries}</urlset>'.encode()


def index(*urls: str) -> bytes:
    entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex {SCHEMA}>{entries}</sitemapindex>".encode()


@pytest.fixture
def fetcher(catalogue: Path, quick: Client, clock: FakeClock) -> Fetcher:
    return Fetcher(Catalogue(catalogue), quick, Journal(None), clock)


def pages(site: Site, found: SitePages) -> list[str]:
    return [address.removeprefix(site.url) for address in found.addresses]


FORMS = {
    "xml": urlset("\n https://a.example/1 ", "https://a.example/2?a=1&amp;b=2"),
    "packed": gzip.compress(urlset("https://a.example/1", "https://a.example/2?a=1&amp;b=2")),
    "text": b"\xef\xbb\xbfhttps://a.example/1\r\nhttps://a.example/2?a=1&b=2\n",
    "no namespace": b"<urlset><url><loc>https://a.example/1</loc></url><url><loc>https://a.example/2?a=1&#38;b=2</loc></url></urlset>",
    "utf-16": urlset("https://a.example/1", "https://a.example/2?a=1&amp;b=2").decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"),
    "cdata": urlset("<![CDATA[https://a.example/1]]>", "https://a.example/2?a=1&amp;b=2"),
}  # fmt: skip


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_forms(content: bytes) -> None:
    assert read_sitemap(content).pages == ["https://a.example/1", "https://a.example/2?a=1&b=2"]


def test_pictures_are_no_pages() -> None:
    content = f"""<urlset {SCHEMA} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
        <url><loc>https://a.example/1</loc>
        <image:image><image:loc>https://a.example/1.jpg</image:loc></image:image></url></urlset>"""
    assert read_sitemap(content.encode()).pages == ["https://a.example/1"]


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 12))
    + "]><urlset><url><loc>&a11;</loc></url></urlset>"
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (LAUGHS.encode(), "declares entities"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>', "declares entities"),
        (b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]><urlset/>', "declares entities"),
        (b"<!doctype html><html><body>404", "line 1 is not XML"),
        (b"<!DOCTYPE html><html><body>404", "but <html>"),
        (b"<rss><channel/></rss>", "but <rss>"),
        (b"", "it is not a sitemap: line 1"),
        (b"<urlset><url>", "it is not a sitemap"),
        (b"<urlset>" + b"<a>" * 100_000, "nested too deeply"),
        (b"\x1f\x8bno gzip", "damaged"),
        (b'<?xml version="1.0" encoding="utf-7"?><urlset/>', "line 1 is not XML"),
        (b'<?xml version="1.0" encoding="hex"?><urlset/>', "line 1 is not XML"),
        (b"\x89PNG\r\n", "it is not a sitemap"),
    ],
)  # fmt: skip
def test_what_is_no_sitemap(content: bytes, told: str) -> None:
    with pytest.raises(FetchError, match=told):
        read_sitemap(content)


@given(st.binary(max_size=200))
def test_no_bytes_do_harm(content: bytes) -> None:
    for each in (content, b"<urlset>" + content, gzip.compress(content)):
        try:
            read_sitemap(each)
        except FetchError:
            pass


def test_a_bomb_is_unpacked_no_further_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1_000_000)
    with pytest.raises(FetchError, match="larger than 1 MB"):
        read_sitemap(gzip.compress(bytes(50_000_000)))


def test_a_doctype_without_entities_is_harmless() -> None:
    content = b'<!DOCTYPE urlset SYSTEM "http://127.0.0.1:9/x.dtd"><urlset><url><loc>https://a.example/1</loc></url></urlset>'
    assert read_sitemap(content).pages == ["https://a.example/1"]


def test_an_index_and_a_pattern(site: Site, fetcher: Fetcher) -> None:
    site.replies |= {
        "/sitemap.xml": Reply(index(f"{site.url}/1.xml.gz", "/2.xml", f"{site.url}/sitemap.xml")),
        "/1.xml.gz": Reply(gzip.compress(urlset(f"{site.url}/projecten/a", f"{site.url}/over"))),
        "/2.xml": Reply(urlset(f"{site.url}/projecten/b#x", f"{site.url}/projecten/a")),
    }
    start = f"{site.url}/sitemap.xml"
    found = fetcher.pages_of_site(start, "/projecten/*")
    assert pages(site, found) == ["/projecten/a", "/projecten/b"]
    assert not found.problems
    assert site.paths() == ["/sitemap.xml", "/1.xml.gz", "/2.xml"]
    assert pages(site, fetcher.pages_of_site(start, "*/b")) == ["/projecten/b"]
    assert pages(site, fetcher.pages_of_site(start)) == ["/projecten/a", "/over", "/projecten/b"]


def test_other_sites_are_left_out(site: Site, elsewhere: Site, fetcher: Fetcher) -> None:
    site.replies |= {
        "/sitemap.xml": Reply(index(f"{elsewhere.url}/1.xml", f"{site.url}/2.xml")),
        "/2.xml": Reply(
            urlset(f"{site.url}/a", "http://169.254.169.254/x", "http://www.127.0.0.1/")
        ),
    }
    found = fetcher.pages_of_site(f"{site.url}/sitemap.xml")
    assert pages(site, found)[0] == "/a"
    assert found.elsewhere == 2
    assert not elsewhere.asked


def test_what_cannot_be_read_does_not_stop_the_rest(site: Site, fetcher: Fetcher) -> None:
    site.replies |= {
        "/sitemap.xml": Reply(index("/1.xml", "/2.xml", "/3.xml")),
        "/2.xml": Reply(b"<html>"),
        "/3.xml": Reply(urlset("/a", "mailto:x@y.example", "http://[")),
    }
    found = fetcher.pages_of_site(f"{site.url}/sitemap.xml")
    assert pages(site, found) == ["/a"]
    assert set(found.problems) == {
        f"{site.url}/1.xml",
        f"{site.url}/2.xml",
        "mailto:x@y.example",
        "http://[",
    }


def test_robots_txt_counts_for_sitemaps_too(site: Site, fetcher: Fetcher) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /", "text/plain")
    found = fetcher.pages_of_site(f"{site.url}/sitemap.xml")
    assert "robots.txt" in found.problems[f"{site.url}/sitemap.xml"]
    assert not site.paths()


def test_sitemaps_without_end(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projectkit.fetching.site_pages._MOST_SITEMAPS", 5)
    for number in range(20):
        site.replies[f"/{number}.xml"] = Reply(index(f"/{number + 1}.xml"))
    found = fetcher.pages_of_site(f"{site.url}/0.xml")
    assert len(site.paths()) <= 5
    assert "more than" in " ".join(found.problems.values())


def test_pages_without_end(site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("projectkit.fetching.site_pages._MOST_PAGES", 5)
    site.replies["/sitemap.xml"] = Reply(urlset(*(f"/{number}" for number in range(20))))
    found = fetcher.pages_of_site(f"{site.url}/sitemap.xml")
    assert len(found.addresses) == 5
    assert "more than" in " ".join(found.problems.values())
