"""The cache of what a run knows: never wrong, never in the way, and of no worth but time."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given

import strategies
from projectkit.catalogue import known_records, record_cache, records
from projectkit.catalogue.ingest import Ingest, IngestOptions, PageOutcome, find_pages
from projectkit.catalogue.records import load_records
from projectkit.catalogue.root import Catalogue
from projectkit.model.record import Record
from projectkit.model.record_yaml import record_to_yaml
from projectkit.validation.shape import Loaded

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
    load = known_records.load_inside
    monkeypatch.setattr(
        known_records, "load_inside", lambda root, path: found.append(path) or load(root, path)
    )
    return found


def run(catalogue: Catalogue, **options: bool) -> list[PageOutcome]:
    return [
        result.outcome
        for result in Ingest(catalogue, IngestOptions(**options)).run(find_pages(catalogue, []))
    ]


def test_only_records_that_changed_are_read_again(catalogue: Catalogue, loaded: list[Path]) -> None:
    assert run(catalogue) == [PageOutcome.CREATED] * 5
    assert run(catalogue) == [PageOutcome.UNCHANGED] * 5
    assert loaded == []
    path = catalogue.structured / "een-titel-3.yaml"
    path.write_text(path.read_text().replace("language: nl", "language: en"))
    assert run(catalogue) == [PageOutcome.UNCHANGED] * 5
    assert loaded == [path]


def test_an_edit_of_the_same_length_within_the_same_second_is_seen(
    catalogue: Catalogue, loaded: list[Path]
) -> None:
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
    assert run(catalogue, dry_run=True)[3] is PageOutcome.UPDATED
    assert run(catalogue)[3] is PageOutcome.UPDATED


def test_records_that_are_gone_are_forgotten(catalogue: Catalogue) -> None:
    run(catalogue)
    (catalogue.structured / "een-titel-3.yaml").unlink()
    assert run(catalogue)[3] is PageOutcome.CREATED


@pytest.mark.parametrize("damage", ["text", "version", "table", "folder", "facts", "record"])
def test_a_cache_that_is_damaged_costs_nothing_but_time(catalogue: Catalogue, damage: str) -> None:
    run(catalogue)
    file = record_cache.cache_file(catalogue.root)
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
                "facts": "UPDATE records SET facts = '{}'",
                "record": "UPDATE records SET record = 'nonsense'",
            }
            database.execute(statements[damage])
        database.close()
    assert run(catalogue) == [PageOutcome.UNCHANGED] * 5
    assert len([record for _, record in load_records(catalogue) if record]) == 5
    (catalogue.raw / "3.txt").write_text(PAGE.format(3).replace("Lopend", "Afgerond"))
    assert run(catalogue)[3] is PageOutcome.UPDATED


def titles(catalogue: Catalogue) -> list[str | None]:
    return [record.title if record else None for _, record in load_records(catalogue)]


def test_questions_read_only_records_that_changed(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(catalogue)
    found: list[Path] = []
    load = records.load_inside
    monkeypatch.setattr(
        records, "load_inside", lambda root, path: found.append(path) or load(root, path)
    )
    assert titles(catalogue) == [f"Een titel {number}" for number in range(5)]
    assert found == []
    path = catalogue.structured / "een-titel-3.yaml"
    path.write_text(path.read_text().replace("Een titel 3", "Een andere titel"))
    (catalogue.structured / "een-titel-0.yaml").unlink()
    (catalogue.structured / "een-titel-1.yaml").write_text("id: [")
    changed = ["Een titel 2", "Een andere titel", "Een titel 4"]
    assert titles(catalogue) == [None, *changed]
    assert titles(catalogue) == [None, *changed]
    assert [path.stem for path in found[:2]] == ["een-titel-1", "een-titel-3"]


def test_the_cache_is_for_its_owner_alone(catalogue: Catalogue) -> None:
    run(catalogue)
    assert record_cache.cache_file(catalogue.root).stat().st_mode & 0o077 == 0


@given(record=strategies.records)
def test_a_record_comes_back_from_the_cache_as_it_was(
    record: Record, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    path = folder / "een.yaml"
    path.write_text(record_to_yaml(record), "utf-8")
    cache = record_cache.RecordCache(folder)
    cache.put_written("een.yaml", path, record, path.stat())
    kept = cache.record("een.yaml", path)
    cache.close()
    assert kept == record
    assert record_to_yaml(kept) == record_to_yaml(record)


def test_a_file_that_changed_while_it_was_read_is_not_kept(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(catalogue)
    path = catalogue.structured / "een-titel-3.yaml"
    path.write_text(path.read_text().replace("Een titel 3", "Oud"))
    load = records.load_inside

    def slowly(root: Catalogue, file: Path) -> Loaded:
        loaded = load(root, file)
        times = file.stat()
        other = file.with_suffix(".new")
        other.write_text(file.read_text().replace("Oud", "Nieuw"))
        os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns - 10**10))
        other.rename(file)
        return loaded

    monkeypatch.setattr(records, "load_inside", slowly)
    assert "Oud" in titles(catalogue)
    monkeypatch.setattr(records, "load_inside", load)
    assert "Nieuw" in titles(catalogue)


def test_a_cache_in_use_is_left_alone(catalogue: Catalogue) -> None:
    run(catalogue)
    file = record_cache.cache_file(catalogue.root)
    before = file.stat().st_ino
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM records")
        assert len(titles(catalogue)) == 5
        other.execute("ROLLBACK")
    assert file.stat().st_ino == before
