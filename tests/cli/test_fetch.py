"""`projectkit fetch` through the real command line, against a site on loopback."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from projectkit.fetching.client import Client, Response
from projectkit.fetching.pace import Clock
from web import Reply, Site

pytest_plugins = ["web_fixtures"]

PROJECT = b"""<!doctype html><html lang="nl"><title>Rust op zaal</title><main><h1>Rust op zaal</h1>
<dl><dt>Status</dt><dd>Lopend</dd><dt>Startdatum</dt><dd>1 mei 2024</dd>
<dt>Penvoerder</dt><dd>Hogeschool Duinrand</dd></dl>
<h2>Aanleiding</h2><p>Op zaal slapen mensen slecht.</p></main></html>"""
LOCAL = "--allow-private"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clock, "sleep", lambda _self, _seconds: None)


@pytest.fixture
def pages(site: Site) -> Site:
    site.replies |= {
        "/robots.txt": Reply(b"User-agent: *\nDisallow: /intern", "text/plain"),
        "/a": Reply(PROJECT, headers={"ETag": '"1"'}),
        "/b.png": Reply(b"x", "image/png"),
    }
    return site


def test_from_the_web_to_a_record(pages: Site, catalogue: Path, run: Run) -> None:
    done = run("fetch", f"{pages.url}/a", LOCAL)
    assert done.code == 0
    outcome, asked, page, reason = done.out.rstrip("\n").split("\t")
    assert (outcome, asked, reason) == ("fetched", f"{pages.url}/a", "")
    assert done.err.splitlines() == [
        "1 fetched",
        "to make records of the pages, run: projectkit ingest",
    ]
    assert run("list").out == ""
    read = run("ingest", "--json").json
    assert [item["page"] for item in read["created"]] == [page]
    assert not read["skipped"] + read["failed"]
    named = run("ingest", page, f"{page}.json", "--json").json
    assert [len(items) for items in named.values()].count(0) == len(named) - 1
    assert run("validate", page, f"{page}.json").code in {0, 1}


def test_every_outcome(pages: Site, catalogue: Path, run: Run) -> None:
    paths = ["/a", "/intern/x", "/b.png", "/gone"]
    urls = [pages.url + path for path in paths]
    done = run("fetch", *urls, LOCAL)
    assert done.code == 1
    lines = [line.split("\t") for line in done.out.splitlines()]
    assert [(line[0], line[1].removeprefix(pages.url)) for line in lines] == [
        ("fetched", "/a"),
        ("refused", "/intern/x"),
        ("skipped", "/b.png"),
        ("failed", "/gone"),
    ]
    assert done.err.splitlines()[0] == "1 fetched, 1 refused by robots.txt, 1 skipped, 1 failed"
    again = run("fetch", *urls, LOCAL, "--json")
    assert again.code == 1
    assert not again.err
    assert {key: len(items) for key, items in again.json.items()} == {
        "fetched": 0,
        "unchanged": 1,
        "refused": 1,
        "skipped": 1,
        "failed": 1,
    }
    assert again.json["failed"] == [
        {"asked": urls[3], "url": None, "page": None, "reason": "there is no such page (404)"}
    ]
    assert run("fetch", f"{pages.url}/b.png", LOCAL).code == 0


LIST = "\ufeff# pages of Duinrand\n\n{url}/a   # the first\n  {url}/gone#part\nnergens\n{url}/a\n"


@pytest.mark.parametrize(
    ("name", "encoding"), [("lijst.txt", "utf-8"), ("lijst.txt", "utf-16"), ("-", "utf-8")]
)
def test_a_list(pages: Site, catalogue: Path, run: Run, name: str, encoding: str) -> None:
    text = LIST.format(url=pages.url)
    if name != "-":
        (catalogue / name).write_bytes(text.lstrip("\ufeff").encode(encoding))
    found = run("fetch", "--list", name, LOCAL, "--json", stdin=text).json
    assert [item["asked"] for item in found["fetched"]] == [f"{pages.url}/a"]
    assert [item["asked"] for item in found["failed"]] == ["nergens", f"{pages.url}/gone"]


def test_a_sitemap(pages: Site, catalogue: Path, run: Run) -> None:
    text = f"{pages.url}/a\n{pages.url}/over\nhttps://elders.example/\n"
    pages.replies["/sitemap.txt"] = Reply(text.encode(), "text/plain")
    done = run("fetch", "--sitemap", f"{pages.url}/sitemap.txt", "--match", "/a*", LOCAL)
    assert done.code == 0
    assert done.out.startswith("fetched\t")
    assert done.err.startswith(
        "1 address in the sitemap is of another site and was left out\n1 fet"
    )
    assert "/over" not in pages.paths()
    none = run("fetch", "--sitemap", f"{pages.url}/sitemap.txt", "--match", "/nergens/*", LOCAL)
    assert none.code == 0
    assert "no page in the sitemap fits" in none.err
    gone = run("fetch", "--sitemap", f"{pages.url}/sitemap.xml", LOCAL)
    assert (gone.code, gone.out.split("\t")[3]) == (1, "there is no such page (404)\n")


def test_this_computer_is_asked_only_with_leave(pages: Site, catalogue: Path, run: Run) -> None:
    done = run("fetch", f"{pages.url}/a")
    assert done.code == 1
    assert "127.0.0.1 is on a private network: add --allow-private" in done.out
    assert not pages.asked


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "give an address, a --list or a --sitemap"),
        (["www.example.nl"], "`www.example.nl` is not a web address"),
        (["file:///etc/passwd"], "is not a web address"),
        (["https://a:b@example.nl/"], "an address with a name or password is not fetched"),
        (["https://example.nl/", "--match", "x"], "--match chooses pages of a --sitemap: give one"),
        (["--sitemap", "sitemap.xml"], "`sitemap.xml` is not a web address"),
        (["--list", "nergens.txt"], "nergens.txt: No such file or directory"),
        (["--list", "data"], "data: Is a directory"),
        (["--list", "plaatje.txt"], "zero bytes"),
    ],
)
def test_misuse(catalogue: Path, run: Run, arguments: list[str], told: str) -> None:
    (catalogue / "plaatje.txt").write_bytes(b"\x89PNG\0\0\0\x01")
    done = run("fetch", *arguments)
    assert done.code == 2
    assert told in done.err
    assert not done.out


def test_an_empty_list_is_no_mistake(catalogue: Path, run: Run) -> None:
    (catalogue / "leeg.txt").write_text("# nothing yet\n")
    done = run("fetch", "--list", "leeg.txt")
    assert (done.code, done.out, done.err) == (0, "", "nothing to fetch\n")


def test_outside_a_catalogue(tmp_path: Path, run: Run) -> None:
    done = run("fetch", "https://example.nl/")
    assert done.code == 2
    assert "projectkit init" in done.err


def test_ingest_says_what_to_do_with_an_address(catalogue: Path, run: Run) -> None:
    done = run("ingest", "https://www.example.nl/projecten/a")
    assert done.code == 2
    assert "`projectkit fetch https://www.example.nl/projecten/a`" in done.err
    assert "there is no page http.txt" in run("ingest", "http.txt").err


def test_control_characters_of_a_site_reach_no_terminal(
    pages: Site, catalogue: Path, run: Run
) -> None:
    pages.replies["/x"] = Reply(type="text/\x1b[2Jevil")
    done = run("fetch", f"{pages.url}/x", LOCAL)
    assert "\x1b" not in done.out + done.err
    pages.replies["/y"] = Reply(headers={"ETag": '"\x1b[2J"'})
    assert run("fetch", f"{pages.url}/y", LOCAL).code == 0


def test_on_a_terminal(pages: Site, catalogue: Path, screen: Callable[..., str]) -> None:
    addresses = (f"{pages.url}/a", f"{pages.url}/gone")
    shown = screen("fetch", *addresses, LOCAL, cwd=catalogue, columns=140)
    assert "1 fetched, 1 failed" in shown
    assert "there is no such page (404)" in " ".join(shown.split())
    assert "Traceback" not in shown


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="there is no SIGPIPE")
def test_a_server_that_hangs_up_does_not_end_the_command(
    pages: Site, catalogue: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    get, found = Client.get, []

    def observed(*arguments: Any) -> Response:
        found.append(signal.getsignal(signal.SIGPIPE))
        return get(*arguments)

    monkeypatch.setattr(Client, "get", observed)
    assert run("fetch", f"{pages.url}/a", LOCAL).code == 0
    assert found == [signal.SIG_IGN] * 2


def test_in_dutch(pages: Site, catalogue: Path, run_process: Run) -> None:
    done = run_process("fetch", f"{pages.url}/a", LOCAL, "--lang", "nl")
    assert done.code == 0
    assert done.err.splitlines()[0] == "1 opgehaald"


def test_an_interrupt_says_how_far_it_came(
    pages: Site, catalogue: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.replies |= {f"/{name}": Reply(PROJECT + name.encode()) for name in "abc"}
    command = ["fetch", *(f"{pages.url}/{name}" for name in "abc"), LOCAL, "--json"]

    def interrupted(_clock: Clock, _seconds: float) -> None:
        if pages.paths() == ["/a"]:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Clock, "sleep", interrupted)
        stopped = run(*command)
    assert (stopped.code, stopped.out) == (130, "")
    assert json.loads(stopped.err)["error"]["message"] == (
        "stopped: 1 of 3 addresses are done; the same command continues; every file is intact"
    )
    found = run(*command).json
    assert [item["reason"] for item in found["unchanged"]] == ["done before the interruption"]
    assert len(found["fetched"]) == 2
    assert pages.paths() == ["/a", "/b", "/c"]
    assert len(run(*command).json["unchanged"]) == 3
    assert len(pages.paths()) == 6
