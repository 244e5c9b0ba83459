"""The cache of what a run knows: never wrong, never in the way, and of no worth but time."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from projectkit.catalogue import facts_cache, known_records
from projectkit.catalogue.ingest import Ingest, IngestOptions, Outcome, find_pages
from projectkit.catalogue.root import Catalogue

PAGE = "Een titel {}\n\nStatus: Lopend\n"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    (tmp_path / "data/raw").mkdir(parents=True)
    (tmp_path / "data/structured").mkdir()
    for number in range(5):
        (tmp_path / f"data/raw/{number}.txt").write_text(PAGE.format(number))
    return Catalogue(tmp_path)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The record files that a run reads."""
    found: list[Path] = []
    load = known_records.load_file
    monkeypatch.setattr(known_records, "load_file", lambda path, name: found.append(path) or load(path, name))
    return found


def run(catalogue: Catalogue, **options: bool) -> list[Outcome]:
    return [result.outcome for result in Ingest(catalogue, IngestOptions(**options)).run(find_pages(catalogue, []))]


def test_only_records_that_changed_are_read_again(catalogue: Catalogue, loaded: list[Path]) -> None:
    assert run(catalogue) == [Outcome.CREATED] * 5
    assert run(catalogue) == [Outcome.UNCHANGED] * 5
    assert loaded == []
    path = catalogue.structured / "een-titel-3.yaml"
    path.write_text(path.read_text().replace("language: nl", "language: en"))
    assert run(catalogue) == [Outcome.UNCHANGED] * 5
    assert loaded == [path]


def test_an_edit_of_the_same_length_within_the_same_second_is_seen(catalogue: Catalogue, loaded: list[Path]) -> None:
    run(catalogue)
    path = catalogue.structured / "een-titel-3.yaml"
    times = path.stat()
    path.write_text(path.read_text().replace("file: data/raw/3.txt", "file: data/raw/9.txt"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    run(catalogue)
    assert loaded == [path]


def test_a_rehearsal_leaves_nothing_behind(catalogue: Catalogue) -> None:
    run(catalogue)
    (catalogue.raw / "3.txt").write_text(PAGE.format(3).replace("Lopend", "Afgerond"))
    assert run(catalogue, dry_run=True)[3] is Outcome.UPDATED
    assert run(catalogue)[3] is Outcome.UPDATED


def test_records_that_are_gone_are_forgotten(catalogue: Catalogue) -> None:
    run(catalogue)
    (catalogue.structured / "een-titel-3.yaml").unlink()
    assert run(catalogue)[3] is Outcome.CREATED


@pytest.mark.parametrize("damage", ["text", "version", "table", "folder", "row"])
def test_a_cache_that_is_damaged_costs_nothing_but_time(catalogue: Catalogue, damage: str) -> None:
    run(catalogue)
    file = facts_cache._file(catalogue.root)
    if damage == "text":
        file.write_bytes(b"no database" * 1000)
    elif damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        with sqlite3.connect(file) as database:
            statements = {
                "version": "PRAGMA user_version = 99",
                "table": "DROP TABLE records",
                "row": "UPDATE records SET facts = '{}'",
            }
            database.execute(statements[damage])
        database.close()
    assert run(catalogue) == [Outcome.UNCHANGED] * 5
    (catalogue.raw / "3.txt").write_text(PAGE.format(3).replace("Lopend", "Afgerond"))
    assert run(catalogue)[3] is Outcome.UPDATED
