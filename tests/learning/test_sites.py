"""Which pages are of one site, and by which lines it is recognised."""

from __future__ import annotations

import pytest

from projectkit.learning.sites import Site, SitePage, sites

FRAME = ("Zaaigoed, proeftuin", "Kas en akker", "Kom binnen", "Polderweg")


def of_site(title: str, *more: str, url: str | None = None) -> SitePage:
    return SitePage((FRAME[0], title, *FRAME[1:], *more), url)


def found(pages: dict[str, SitePage], *corrected: str) -> list[Site]:
    return sites(pages, corrected, {})


def test_pages_of_one_folder_that_share_lines_are_one_site() -> None:
    pages = {f"data/raw/{name}.txt": of_site(name) for name in "abc"}
    pages |= {"data/raw/x.txt": SitePage(("Heel iets anders", "Van een ander"))}
    pages |= {"data/raw/elders/a.txt": of_site("elders")}
    (site,) = found(pages, "data/raw/a.txt", "data/raw/b.txt")
    assert site.pages == (*(f"data/raw/{name}.txt" for name in "abc"), "data/raw/elders/a.txt")
    assert "zaaigoed, proeftuin" in site.recognise
    assert site.name == "zaaigoed-proeftuin"


def test_pages_with_addresses_are_of_one_site_by_their_host() -> None:
    pages = {
        "data/raw/a.txt": of_site("a", url="https://www.zaaigoed.example/a"),
        "data/raw/b.txt": of_site("b", url="https://zaaigoed.example/b"),
        "data/raw/c.txt": of_site("c", "Van een ander", url="https://elders.example/c"),
    }
    one, other = found(pages, "data/raw/a.txt", "data/raw/b.txt", "data/raw/c.txt")
    assert (one.name, one.corrected) == ("zaaigoed-example", ("data/raw/a.txt", "data/raw/b.txt"))
    assert other.name == "elders-example"


@pytest.mark.parametrize("url", ["https://[::1", "http://", "geen adres", ""])
def test_an_address_that_is_not_one_has_no_host(url: str) -> None:
    assert SitePage((), url).host == ""


def test_pages_that_a_person_wrote_a_layout_for_are_one_site() -> None:
    pages = {
        name: SitePage(("Iets", name), f"https://{name}.example/", layout)
        for name, layout in {"a": "eigen", "b": "eigen", "c": ""}.items()
    }
    (site,) = found(pages, "a", "b")
    assert (site.name, site.layout, site.pages) == ("eigen", "eigen", ("a", "b"))
    assert site.is_recognised


def test_no_site_is_recognised_by_a_person_or_by_what_an_asterisk_would_widen() -> None:
    shared = ("Vragen aan Anneke Terpstra", "mail a@b.example", "a * b * c * d * e", "Kom binnen")
    pages = {name: SitePage((name, *shared)) for name in ("data/raw/a", "data/raw/b")}
    (site,) = sites(pages, pages, {"data/raw/a": ["Anneke Terpstra"]})
    assert site.recognise == ("kom binnen",)


def test_pages_without_a_common_line_are_not_recognised() -> None:
    pages = {name: SitePage((f"Iets over {name}",), "https://x.example") for name in "ab"}
    (site,) = found(pages, "a", "b")
    assert not site.is_recognised
    assert site.pages == ()
