"""A person can be found, and taken out, everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from projectkit.catalogue.record_cache import cache_file

PAGE = (
    "Buurtkracht\n\nStatus: Lopend\n\nAanpak\n\nAnna  de Groot belt aan; mail a.degroot@x.example of bel 06 55 51 73 29. "
    "Ook Anna de Grootte doet mee in de wijk.\n\nContact\n\nAnna de Groot\nProjectleider\na.degroot@x.example\n06 55 51 73 29\n"
)


@pytest.fixture
def record(catalogue: Path, run: Run, write_page: Callable) -> Path:
    write_page("a.txt", PAGE)
    run("ingest")
    path = catalogue / "data/structured/buurtkracht.yaml"
    path.write_text(path.read_text().replace("status: active", "status: active  # volgens Anna de Groot"))
    return path


def test_every_place_is_found(record: Path, run: Run) -> None:
    answer = run("privacy", "find", "anna de groot", "--json")
    places = [(item["file"].split("/")[1], item["place"]) for item in answer.json]
    assert places == [
        ("structured", "persons[0].name"),
        ("structured", "sections[0].text"),
        ("structured", "persons[0].email"),
        ("structured", "persons[0].phone"),
        ("structured", "line 7"),
        ("raw", "line 7"),
        ("raw", "line 11"),
    ]
    assert run("privacy", "find", "Niemand").err == "0 places\n"


def test_a_person_in_a_broken_record_is_found(record: Path, run: Run) -> None:
    record.write_text(record.read_text() + "oops: [\n")
    lines = [item["place"] for item in run("privacy", "find", "anna de groot", "--json").json if item["id"] is None]
    assert lines[0] == "line 7"
    record.write_bytes(b"\xff")
    assert "not searched, since it cannot be read: data/structured/buurtkracht.yaml" in run("privacy", "find", "A").err


def test_what_was_erased_is_not_kept_in_the_cache(record: Path, run: Run, catalogue: Path) -> None:
    run("list")
    assert cache_file(catalogue).exists()
    run("privacy", "erase", "Anna de Groot", "--yes")
    assert not cache_file(catalogue).exists()


def test_erasing_shows_asks_and_takes_out(record: Path, run: Run, catalogue: Path) -> None:
    before = record.read_text()
    assert "-- name: Anna de Groot" in run("privacy", "erase", "Anna de Groot", "--dry-run").out
    assert run("privacy", "erase", "Anna de Groot").code == 2
    assert record.read_text() == before
    (catalogue / ".git").mkdir()
    answer = run("privacy", "erase", "Anna de Groot", "--yes")
    assert answer.err.splitlines() == [
        "written: data/structured/buurtkracht.yaml",
        "still in the saved page data/raw/a.txt",
        "git still has earlier versions: see `git filter-repo` to rewrite its history",
    ]
    text = record.read_text()
    assert "de Groot " not in text
    assert "degroot" not in text
    assert "55 51 73" not in text
    assert "# volgens [verwijderd]" in text
    assert "Anna de Grootte" in text
    # What was taken out is an edit by hand: reading the page again does not bring it back.
    assert run("ingest", "--again").code == 0
    assert "degroot" not in record.read_text()
    assert run("validate").code == 0
