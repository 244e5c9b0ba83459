"""Names of files can be read, stay the same, are distinct on every system, and lead nowhere else."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.fetching.errors import FetchError
from projectkit.fetching.names import page_name
from projectkit.fetching.urls import normalised

NAMES = {
    "https://www.duinrand.example/projecten/rust-op-zaal/": "www.duinrand.example/projecten-rust-op-zaal-756e61577c.html",
    "https://www.duinrand.example/projecten/rust-op-zaal.html": "www.duinrand.example/projecten-rust-op-zaal-",
    "https://www.duinrand.example/": "www.duinrand.example/index-",
    "https://www.duinrand.example/index.php?id=12&taal=nl": "www.duinrand.example/index-id-12-taal-nl-",
    "https://www.duinrand.example/Onderzoek/Caf%C3%A9%20na%20zes": "www.duinrand.example/onderzoek-cafe-na-zes-",
    "https://www.duinrand.example/%2E%2E/%2e%2e/etc/passwd": "www.duinrand.example/etc-passwd-",
    "https://www.duinrand.example/..%2f..%2fetc%5cpasswd%00": "www.duinrand.example/etc-passwd-",
    "https://www.duinrand.example/%E6%97%A5%E6%9C%AC": "www.duinrand.example/index-",
    "https://www.duinrand.example/v1.2/a": "www.duinrand.example/v1-2-a-",
    "http://127.0.0.1:8000/con": "127.0.0.1_8000/con-",
    "http://[::1]:8000/a": "1_8000/a-",
    "http://nul/a": "site-nul/a-",
    "http://con.example/a": "site-con.example/a-",
    "http://-a-.example/a": "site--a-.example/a-",
}


@pytest.mark.parametrize(("url", "name"), NAMES.items())
def test_names(url: str, name: str) -> None:
    made = page_name(normalised(url), ".html")
    assert made.startswith(name)
    assert re.fullmatch(r"[0-9a-f]{10}\.html", made.rpartition("-")[2])


ALIKE = [
    ["https://a.example/x", "https://a.example/X", "https://a.example/x/", "https://a.example/x?", "https://a.example/x.html", "https://a.example/?x", "http://a.example/x", "https://a.example/%E9x", "https://a.example//x"],
    [f"https://a.example/{'x' * 200}{number}" for number in range(50)],
    [f"https://a.example/?id={number}" for number in range(2000)],
]  # fmt: skip


@pytest.mark.parametrize("urls", ALIKE, ids=["spelling", "long", "many"])
def test_addresses_that_look_alike_have_different_files(urls: list[str]) -> None:
    known = {normalised(url) for url in urls}
    assert len({page_name(url, ".html").lower() for url in known}) == len(known)


@given(st.text(max_size=150), st.text(max_size=80), st.sampled_from([".html", ".docx"]))
def test_every_name_is_safe(path: str, host: str, ending: str) -> None:
    for text in (f"https://a.example/{path}", f"https://{host}.example:81/{path}"):
        try:
            name = page_name(normalised(text), ending)
        except FetchError:
            continue
        folder, file = name.split("/")
        for part in (folder, file):
            assert re.fullmatch(r"[a-z0-9_]([a-z0-9._-]*[a-z0-9_-])?", part), name
            assert len(part) < 110
        assert not PureWindowsPath(file).is_reserved()
        assert not PureWindowsPath(folder).is_reserved()
        assert ".." not in PurePosixPath(name).parts


def test_a_long_name_of_a_host() -> None:
    hosts = [f"{'a.' * 100}{end}.example" for end in "bc"]
    folders = {page_name(f"https://{host}/", ".html").split("/")[0] for host in hosts}
    assert len(folders) == 2
    assert all(len(folder) < 100 for folder in folders)
