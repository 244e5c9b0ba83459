"""Pages are saved with their address and date, and asked again only for what changed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from projectkit.fetching.run import FetchOutcome, FetchResult
from web import PAGE, Fetch, Reply, Site

pytest_plugins = ["web_fixtures"]

LATER = PAGE.replace(b"Lopend", b"Afgerond")


def only(results: list[FetchResult]) -> FetchResult:
    (result,) = results
    return result


def saved(catalogue: Path) -> dict[str, bytes]:
    """The files below data/raw, without the folder of their site."""
    raw = catalogue / "data/raw"
    return {path.name: path.read_bytes() for path in sorted(raw.rglob("*")) if path.is_file()}


def sidecar(catalogue: Path, result: FetchResult) -> dict[str, str | None]:
    loaded: dict[str, str | None] = json.loads((catalogue / f"{result.page}.json").read_text())
    return loaded


def test_a_page_and_where_it_comes_from(site: Site, fetch: Fetch, catalogue: Path) -> None:
    site.replies["/projecten/rust"] = Reply(
        headers={"ETag": '"a1"', "Last-Modified": "Sun, 01 Feb 2026 08:00:00 GMT"}
    )
    result = only(fetch(f"{site.url}/projecten/rust#doel"))
    assert result.outcome is FetchOutcome.FETCHED
    assert result.page
    assert (catalogue / result.page).read_bytes() == PAGE
    assert sidecar(catalogue, result) == {
        "url": f"{site.url}/projecten/rust",
        "fetched": "2026-03-01T09:30:00Z",
        "etag": '"a1"',
        "last_modified": "Sun, 01 Feb 2026 08:00:00 GMT",
        "sha256": sidecar(catalogue, result)["sha256"],
    }
    folder, name = result.page.split("/")[-2:]
    assert folder == f"127.0.0.1_{site.url.rpartition(':')[2]}"
    assert name.startswith("projecten-rust-")
    assert len(saved(catalogue)) == 2


@pytest.mark.parametrize(
    "headers", [{"ETag": '"a1"'}, {"Last-Modified": "Sun, 01 Feb 2026 08:00:00 GMT"}]
)
def test_what_did_not_change_is_not_sent_again(
    site: Site, fetch: Fetch, catalogue: Path, headers: dict[str, str]
) -> None:
    site.replies["/a"] = Reply(headers=headers)
    first = only(fetch(f"{site.url}/a"))
    before = saved(catalogue)
    again = only(fetch(f"{site.url}/a"))
    assert (again.outcome, again.page) == (FetchOutcome.UNCHANGED, first.page)
    sent = site.asked[-1].headers
    assert set(headers.values()) <= {
        sent.get("If-None-Match", ""),
        sent.get("If-Modified-Since", ""),
    }
    assert saved(catalogue) == before


def test_what_changed_is_replaced(site: Site, fetch: Fetch, catalogue: Path) -> None:
    site.replies["/a"] = Reply(headers={"ETag": '"a1"'})
    first = only(fetch(f"{site.url}/a"))
    site.replies["/a"] = Reply(LATER, headers={"ETag": '"a2"'})
    again = only(fetch(f"{site.url}/a"))
    assert (again.outcome, again.page) == (FetchOutcome.FETCHED, first.page)
    assert again.page
    assert (catalogue / again.page).read_bytes() == LATER
    assert sidecar(catalogue, again)["etag"] == '"a2"'


def test_a_site_without_versions_is_compared_by_content(
    site: Site, fetch: Fetch, catalogue: Path
) -> None:
    site.replies["/a"] = Reply()
    fetch(f"{site.url}/a")
    before = saved(catalogue)
    assert only(fetch(f"{site.url}/a")).outcome is FetchOutcome.UNCHANGED
    assert saved(catalogue) == before


def test_a_new_name_for_the_same_version_is_kept(site: Site, fetch: Fetch, catalogue: Path) -> None:
    site.replies["/a"] = Reply(headers={"ETag": '"a1"'})
    fetch(f"{site.url}/a")
    site.replies["/a"] = Reply(headers={"ETag": '"b1"'})
    again = only(fetch(f"{site.url}/a"))
    assert again.outcome is FetchOutcome.UNCHANGED
    assert sidecar(catalogue, again)["etag"] == '"b1"'


def test_a_page_that_moved_in_the_catalogue_is_found(
    site: Site, fetch: Fetch, catalogue: Path
) -> None:
    site.replies["/a"] = Reply(headers={"ETag": '"a1"'})
    first = only(fetch(f"{site.url}/a"))
    page = catalogue / str(first.page)
    folder = catalogue / "data/raw/zorg"
    folder.mkdir()
    page.rename(folder / "rust.html")
    page.with_name(f"{page.name}.json").rename(folder / "rust.html.json")
    again = only(fetch(f"{site.url}/a"))
    assert (again.outcome, again.page) == (FetchOutcome.UNCHANGED, "data/raw/zorg/rust.html")


def test_a_page_that_the_user_removed_is_fetched_again(
    site: Site, fetch: Fetch, catalogue: Path
) -> None:
    site.replies["/a"] = Reply(headers={"ETag": '"a1"'})
    first = only(fetch(f"{site.url}/a"))
    (catalogue / str(first.page)).unlink()
    assert only(fetch(f"{site.url}/a")).outcome is FetchOutcome.FETCHED


def test_edits_by_hand_are_never_lost(site: Site, fetch: Fetch, catalogue: Path) -> None:
    site.replies["/a"] = Reply(headers={"ETag": '"a1"'})
    page = catalogue / str(only(fetch(f"{site.url}/a")).page)
    page.write_bytes(b"<p>mine")
    assert only(fetch(f"{site.url}/a")).outcome is FetchOutcome.UNCHANGED
    site.replies["/a"] = Reply(LATER, headers={"ETag": '"a2"'})
    result = only(fetch(f"{site.url}/a"))
    assert result.outcome is FetchOutcome.FAILED
    assert "edited by hand" in str(result.reason)
    assert page.read_bytes() == b"<p>mine"


def test_a_page_that_was_saved_by_hand_is_never_lost(
    site: Site, fetch: Fetch, catalogue: Path
) -> None:
    site.replies["/a"] = Reply()
    page = catalogue / str(only(fetch(f"{site.url}/a")).page)
    page.with_name(f"{page.name}.json").unlink()
    page.write_bytes(b"<p>mine")
    result = only(fetch(f"{site.url}/a"))
    assert result.outcome is FetchOutcome.FAILED
    assert "rename it" in str(result.reason)
    assert page.read_bytes() == b"<p>mine"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"url": 3, "fetched": "x"}',
        '{"url": "http://x/"}',
        "\x00\xff",
        '{"url": "nowhere", "fetched": "2026"}',
        '{"url": "{url}", "fetched": "2026", "etag": "a\\r\\nX: y", "last_modified": "\\u20ac"}',
    ],
)
def test_a_sidecar_that_somebody_broke_does_no_harm(
    site: Site, fetch: Fetch, catalogue: Path, text: str
) -> None:
    site.replies["/a"] = Reply(headers={"ETag": '"a1"'})
    first = only(fetch(f"{site.url}/a"))
    beside = catalogue / f"{first.page}.json"
    beside.write_text(text.replace("{url}", str(first.url)), "utf-8")
    again = only(fetch(f"{site.url}/a"))
    assert (again.outcome, again.page) == (FetchOutcome.UNCHANGED, first.page)
    assert sidecar(catalogue, again)["etag"] == '"a1"'


def test_redirects_lead_to_the_final_address(site: Site, fetch: Fetch, catalogue: Path) -> None:
    site.redirect("/oud", "/nieuw?x=%C3%A9", 301)
    site.replies["/nieuw?x=%C3%A9"] = Reply(headers={"ETag": '"a1"'})
    result = only(fetch(f"{site.url}/oud"))
    assert (result.asked, result.url) == (f"{site.url}/oud", f"{site.url}/nieuw?x=%C3%A9")
    assert sidecar(catalogue, result)["asked"] == f"{site.url}/oud"
    assert sidecar(catalogue, result)["url"] == f"{site.url}/nieuw?x=%C3%A9"
    for path in ("/oud", "/nieuw?x=é"):
        assert only(fetch(site.url + path)).outcome is FetchOutcome.UNCHANGED
    assert len(saved(catalogue)) == 2


KINDS = [
    ("/a", "application/xhtml+xml", ".html"),
    ("/a", "TEXT/HTML", ".html"),
    ("/a", "text/plain", ".txt"),
    ("/a.md", "text/plain", ".md"),
    ("/a.md", "application/octet-stream", ".md"),
    ("/a.html", "", ".html"),
    ("/a", "text/markdown; charset=utf-8", ".md"),
    ("/a", "application/pdf", ".pdf"),
    (
        "/a",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".docx",
    ),
]


@pytest.mark.parametrize(("path", "kind", "ending"), KINDS)
def test_kinds_of_pages_that_are_read(
    site: Site, fetch: Fetch, path: str, kind: str, ending: str
) -> None:
    site.replies[path] = Reply(type=kind)
    assert str(only(fetch(site.url + path)).page).endswith(ending)


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/a.html", "image/png"), ("/a", ""), ("/a", "application/json"), ("/a", "video/mp4; x=y")],
)
def test_other_kinds_are_told(
    site: Site, fetch: Fetch, catalogue: Path, path: str, kind: str
) -> None:
    site.replies[path] = Reply(type=kind)
    result = only(fetch(site.url + path))
    assert result.outcome is FetchOutcome.SKIPPED
    assert kind.partition(";")[0] in str(result.reason)
    assert not saved(catalogue)


def test_a_page_that_becomes_another_kind_is_not_written_over(
    site: Site, fetch: Fetch, catalogue: Path
) -> None:
    site.replies["/a"] = Reply()
    first = only(fetch(f"{site.url}/a"))
    site.replies["/a"] = Reply(b"%PDF-", "application/pdf")
    result = only(fetch(f"{site.url}/a"))
    assert result.outcome is FetchOutcome.FAILED
    assert ".pdf" in str(result.reason)
    assert (catalogue / str(first.page)).read_bytes() == PAGE


def test_an_empty_page_replaces_nothing(site: Site, fetch: Fetch, catalogue: Path) -> None:
    site.replies["/a"] = Reply()
    first = only(fetch(f"{site.url}/a"))
    site.replies["/a"] = Reply(b" \n")
    assert only(fetch(f"{site.url}/a")).outcome is FetchOutcome.FAILED
    assert (catalogue / str(first.page)).read_bytes() == PAGE


def test_gzip_is_unpacked(site: Site, fetch: Fetch, catalogue: Path) -> None:
    packed = gzip.compress(PAGE[:40]) + gzip.compress(PAGE[40:]) + b"\0\0"
    site.replies["/a"] = Reply(packed, headers={"Content-Encoding": "gzip"})
    assert (catalogue / str(only(fetch(f"{site.url}/a")).page)).read_bytes() == PAGE


def test_a_link_out_of_the_catalogue_is_not_followed(
    site: Site, fetch: Fetch, catalogue: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site.replies["/a"] = Reply()
    outside = tmp_path_factory.mktemp("outside")
    folder = catalogue / f"data/raw/127.0.0.1_{site.url.rpartition(':')[2]}"
    folder.symlink_to(outside)
    result = only(fetch(f"{site.url}/a"))
    assert result.outcome is FetchOutcome.FAILED
    assert "leads out" in str(result.reason)
    assert not list(outside.iterdir())


def test_a_folder_that_cannot_be_written_is_told(site: Site, fetch: Fetch, catalogue: Path) -> None:
    site.replies |= {"/a": Reply(), "/b": Reply()}
    (catalogue / f"data/raw/127.0.0.1_{site.url.rpartition(':')[2]}").write_text("a file")
    results = fetch(f"{site.url}/a", f"{site.url}/b")
    assert [result.outcome for result in results] == [FetchOutcome.FAILED] * 2
    assert all(result.reason for result in results)


@pytest.mark.parametrize("stage", [0, 1])
@pytest.mark.parametrize("is_new", [True, False])
def test_a_run_that_is_killed_while_it_saves_leaves_nothing_half(  # noqa: PLR0913
    site: Site,
    fetch: Fetch,
    catalogue: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    stage: int,
    is_new: bool,
) -> None:
    if not is_new:
        site.replies["/a"] = Reply(headers={"ETag": '"a1"'})
        fetch(f"{site.url}/a")
    site.replies["/a"] = Reply(LATER, headers={"ETag": '"a2"'})
    renames = iter(range(10))
    rename = Path.replace

    def killed(path: Path, target: Path) -> Path:
        if next(renames) == stage:
            raise KeyboardInterrupt
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            fetch(f"{site.url}/a")
    pages = [text for name, text in saved(catalogue).items() if name.endswith(".html")]
    assert all(text in {PAGE, LATER} for text in pages)
    result = only(fetch(f"{site.url}/a"))
    assert (catalogue / str(result.page)).read_bytes() == LATER
    assert sidecar(catalogue, result)["etag"] == '"a2"'


def test_what_a_killed_run_left_behind_is_removed(
    site: Site, fetch: Fetch, catalogue: Path
) -> None:
    left = [".a-0123456789.html.abcdefgh.tmp", ".a-0123456789.html.json.abc_ef12.tmp"]
    mine = [".notes.tmp", "a.html.tmp", ".vimrc"]
    for name in (*left, *mine):
        (catalogue / "data/raw" / name).write_text("half")
    fetch(f"{site.url}/a")
    assert sorted(path.name for path in (catalogue / "data/raw").iterdir()) == sorted(mine)
