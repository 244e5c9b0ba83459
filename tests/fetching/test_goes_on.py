"""A run that was interrupted goes on where it stopped."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.fetching.journal import Journal, journal
from projectkit.fetching.run import FetchOutcome
from web import Fetch, Reply, Site

pytest_plugins = ["web_fixtures"]


@pytest.fixture
def urls(site: Site) -> list[str]:
    for number in range(5):
        site.replies[f"/{number}"] = Reply()
    return [f"{site.url}/{number}" for number in range(5)]


def interrupt_at(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from projectkit.fetching.visit import Visitor  # noqa: PLC0415

    visit = Visitor.visit

    def visited(self: Visitor, url: str, *rest: object) -> object:
        if url.endswith(path):
            raise KeyboardInterrupt
        return visit(self, url, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Visitor, "visit", visited)


def test_what_is_done_is_not_asked_again(
    site: Site, fetch: Fetch, urls: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "fetch.jsonl"
    with monkeypatch.context() as patched:
        interrupt_at("/3", patched)
        with pytest.raises(KeyboardInterrupt):
            fetch(*urls, journal=Journal(file))
    file.write_text(file.read_text() + '["half a li')
    results = fetch(*urls, journal=Journal(file))
    assert site.paths() == ["/0", "/1", "/2", "/3", "/4"]
    assert [result.outcome for result in results] == [FetchOutcome.UNCHANGED] * 3 + [FetchOutcome.FETCHED] * 2  # fmt: skip
    assert not file.exists()
    fetch(*urls, journal=Journal(file))
    assert len(site.paths()) == 10


def test_what_failed_is_asked_again(site: Site, fetch: Fetch, tmp_path: Path) -> None:
    book = Journal(tmp_path / "fetch.jsonl")
    runs = iter([f"{site.url}/gone"])
    fetch(*runs, journal=book)
    fetch(f"{site.url}/gone", journal=book)
    assert site.paths() == ["/gone"] * 2


def test_a_page_that_is_gone_is_asked_again(
    site: Site, fetch: Fetch, urls: list[str], catalogue: Path
) -> None:
    book = Journal(None)
    (result,) = fetch(urls[0], journal=book)
    (catalogue / str(result.page)).unlink()
    (result,) = fetch(urls[0], journal=book)
    assert result.outcome is FetchOutcome.FETCHED


def test_another_run_leaves_the_rest_of_the_journal(
    site: Site, fetch: Fetch, urls: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "fetch.jsonl"
    with monkeypatch.context() as patched:
        interrupt_at("/3", patched)
        with pytest.raises(KeyboardInterrupt):
            fetch(*urls, journal=Journal(file))
    fetch(urls[4], journal=Journal(file))
    fetch(*urls, journal=Journal(file))
    assert site.paths() == ["/0", "/1", "/2", "/4", "/3", "/4"]


def test_after_a_day_everything_is_asked_again(tmp_path: Path) -> None:
    file = tmp_path / "fetch.jsonl"
    Journal(file).add("http://a.example/", "data/raw/a.html")
    assert Journal(file).page_of("http://a.example/") == "data/raw/a.html"
    old = time.time() - 90_000
    os.utime(file, (old, old))
    assert Journal(file).page_of("http://a.example/") is None


@pytest.mark.parametrize("text", ["", "x", "[1, 2]\n", '["a"]\n{}\n', "\x00", "[" * 100_000])
def test_a_journal_that_somebody_broke_does_no_harm(tmp_path: Path, text: str) -> None:
    file = tmp_path / "fetch.jsonl"
    file.write_text(text)
    assert Journal(file).page_of("a") is None


def test_one_run_at_a_time(catalogue: Path) -> None:
    with (
        journal(Catalogue(catalogue)),
        pytest.raises(CatalogueError, match="is fetching in"),
        journal(Catalogue(catalogue)),
    ):
        pass
    with journal(Catalogue(catalogue)):
        pass


def test_nowhere_to_keep_a_journal(
    catalogue: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with journal(Catalogue(catalogue)) as book:
        book.add("a", "b")
        assert book.page_of("a") == "b"
        book.finish(["a"])
