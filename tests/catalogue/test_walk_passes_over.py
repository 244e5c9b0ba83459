"""What programs keep beside the pages of a user is no page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from projectkit.catalogue.pages import find_pages
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.targets import targets_of

PAGE = "Buurtkracht\n\nStatus: Lopend\n"
KEPT = ["a.html", "mijn_bestanden/b.txt", ".d.txt"]
BESIDE = [
    "._a.html",
    "mijn_bestanden/._b.txt",
    "~$rapport.docx",
    ".~lock.a.html#",
    "a_fichiers/frame.html",
    "a-Dateien/frame.html",
    ".DS_Store",
    "Thumbs.db",
    "a_files/frame.html",
    "a_files/diep/x.txt",
    "a_bestanden/frame.html",
    "a.html.json",
    "mijn_bestanden/b.txt.json",
]


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    (tmp_path / "projectkit.toml").touch()
    for name in (*KEPT, *BESIDE):
        page = tmp_path / "data/raw" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    return Catalogue(tmp_path)


def test_a_folder_of_pages_is_only_what_the_user_put_there(catalogue: Catalogue) -> None:
    found = find_pages(catalogue, [])
    assert {os.path.relpath(page, catalogue.raw) for page in found} == set(KEPT)


def test_the_shell_and_the_hook_may_name_the_rest(catalogue: Catalogue) -> None:
    pages = [catalogue.raw / name for name in (*KEPT, *BESIDE)]
    assert find_pages(catalogue, pages) == [catalogue.raw / name for name in KEPT]
    assert set(targets_of(pages).pages) == {catalogue.raw / name for name in KEPT}


def test_a_crawl_in_a_folder_passes_over_the_same(catalogue: Catalogue) -> None:
    pytest.importorskip("fsspec")
    from projectkit.bulk.units import units  # noqa: PLC0415

    read = {
        url.partition("data/raw/")[2] for unit in units(str(catalogue.raw)) for url in unit.urls
    }
    assert read == {"a.html", "mijn_bestanden/b.txt"}
