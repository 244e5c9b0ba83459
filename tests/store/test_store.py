"""The store: never wrong, never in the way, and of no worth but time."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given

import strategies
from conftest import Run
from projectkit.catalogue import cores, record_rows, records
from projectkit.catalogue.ingest import Ingest, IngestOptions
from projectkit.catalogue.page_result import PageOutcome
from projectkit.catalogue.pages import find_pages
from projectkit.catalogue.record_facts import facts_from_json, facts_of
from projectkit.catalogue.record_file import Loader
from projectkit.catalogue.record_rows import row_of
from projectkit.catalogue.records import RecordFiles, load_records
from projectkit.catalogue.root import Catalogue
from projectkit.model.record import Record
from projectkit.model.record_yaml import record_to_yaml
from projectkit.search.fresh import FreshIndex
from projectkit.store import store as store_module
from projectkit.store.lock import CacheInUseError
from projectkit.store.row import Row
from projectkit.store.rows import Rows
from projectkit.store.store import open_store, store_folder
from projectkit.validation.shape import Loaded

STORE_CODE = Path(str(store_module.__file__)).parent


def database_of(root: Path) -> Path:
    return store_folder(root, "records") / "store.sqlite"


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
    load = record_rows.load_inside
    monkeypatch.setattr(
        record_rows,
        "load_inside",
        lambda root, path, load_text: found.append(path) or load(root, path, load_text),
    )
    return found


def run_pages(catalogue: Catalogue, **options: bool) -> list[PageOutcome]:
    return [
        result.outcome
        for result in Ingest(catalogue, IngestOptions(**options)).run(find_pages(catalogue, []))
    ]


def test_only_records_that_changed_are_read_again(catalogue: Catalogue, loaded: list[Path]) -> None:
    assert run_pages(catalogue) == [PageOutcome.CREATED] * 5
    assert run_pages(catalogue) == [PageOutcome.UNCHANGED] * 5
    assert loaded == []
    path = catalogue.structured / "een-titel-3.yaml"
    path.write_text(path.read_text().replace("language: nl", "language: en"))
    assert run_pages(catalogue) == [PageOutcome.UNCHANGED] * 5
    assert loaded == [path]


def test_an_edit_of_the_same_length_within_the_same_second_is_seen(
    catalogue: Catalogue, loaded: list[Path]
) -> None:
    run_pages(catalogue)
    path = catalogue.structured / "een-titel-3.yaml"
    times = path.stat()
    path.write_text(path.read_text().replace("file: data/raw/3.txt", "file: data/raw/9.txt"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    run_pages(catalogue)
    assert loaded == [path]


def test_a_rehearsal_leaves_nothing_behind(catalogue: Catalogue) -> None:
    run_pages(catalogue)
    (catalogue.raw / "3.txt").write_text(PAGE.format(3).replace("Lopend", "Afgerond"))
    assert run_pages(catalogue, dry_run=True)[3] is PageOutcome.UPDATED
    assert run_pages(catalogue)[3] is PageOutcome.UPDATED


def test_records_that_are_gone_are_forgotten(catalogue: Catalogue) -> None:
    run_pages(catalogue)
    (catalogue.structured / "een-titel-3.yaml").unlink()
    assert run_pages(catalogue)[3] is PageOutcome.CREATED


@pytest.mark.parametrize("damage", ["text", "version", "table", "folder"])
def test_a_store_that_cannot_be_opened_is_made_again(catalogue: Catalogue, damage: str) -> None:
    run_pages(catalogue)
    file = database_of(catalogue.root)
    if damage == "text":
        file.write_bytes(b"no database" * 1000)
    elif damage == "folder":
        file.unlink()
        file.mkdir()
    elif damage == "version":
        change(file, "PRAGMA user_version = 99")
    else:
        change(file, "DROP TABLE files")
    assert run_pages(catalogue) == [PageOutcome.UNCHANGED] * 5
    assert len([record for _, record in load_records(catalogue) if record]) == 5
    (catalogue.raw / "3.txt").write_text(PAGE.format(3).replace("Lopend", "Afgerond"))
    assert run_pages(catalogue)[3] is PageOutcome.UPDATED


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE files SET facts = replace(facts, 'een-titel', 'ben-titel')",
        "UPDATE files SET record = replace(record, 'Een titel', 'Ben titel')",
        "UPDATE rest SET texts = 'nonsense'",
        "DELETE FROM files WHERE file LIKE '%3.yaml'",
    ],
)
def test_damage_that_shows_later_ends_the_command_and_is_gone_the_next_time(
    catalogue: Catalogue, damage: str, run: Run
) -> None:
    run("ingest")
    question = ("ingest",) if "facts" in damage else ("export", "-o", "-", "--format", "jsonl")
    expected = run(*question).out
    change(database_of(catalogue.root), damage)
    answer = run(*question)
    if answer.code:
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.endswith("run the command again\n")
    assert run(*question).out == expected


def test_who_is_stopped_before_counting_leaves_no_wrong_count(
    catalogue: Catalogue, run: Run
) -> None:
    run("ingest")
    run("list")
    (catalogue.structured / "een-titel-3.yaml").unlink()
    with contextlib.closing(Rows(database_of(catalogue.root))) as rows:
        rows.put((), ["data/structured/een-titel-3.yaml"])
        assert rows.sound() == len(list(rows.facts())) == 4
    for question in (("ingest",), ("export", "-o", "-", "--format", "jsonl")):
        assert run(*question).code == 0


def interrupted_at(line: int | None, question: Callable[[], object]) -> int:
    """Interrupt a question at a line of the store's code, counted as they run; how many ran."""
    ran = 0

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., Any] | None:
        nonlocal ran
        if Path(frame.f_code.co_filename).parent != STORE_CODE:
            return None
        ran += event == "line"
        if ran == line:
            sys.settrace(None)
            raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        question()
    except KeyboardInterrupt:
        assert line
    finally:
        sys.settrace(before)
    return ran


# Python tells nobody of what is raised while it closes a generator.
@pytest.mark.gate
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_wherever_it_is_interrupted_the_store_is_whole(catalogue: Catalogue) -> None:
    run_pages(catalogue)
    source = RecordFiles(catalogue, in_pool=False)

    def question() -> None:
        open_store(source, all_files=True).rows.close()

    shutil.rmtree(store_folder(catalogue.root, "records"))
    lines = interrupted_at(None, question)
    for line in range(1, lines + 1):
        shutil.rmtree(store_folder(catalogue.root, "records"))
        interrupted_at(line, question)
        with contextlib.closing(open_store(source, all_files=True).rows) as rows:
            assert len(list(rows.facts())) == len(list(rows.data())) == 5
    assert lines > 100


def change(file: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute(statement)


def titles(catalogue: Catalogue) -> list[str | None]:
    return [record.title if record else None for _, record in load_records(catalogue)]


def test_questions_read_only_records_that_changed(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_pages(catalogue)
    found: list[Path] = []
    load = record_rows.load_inside
    monkeypatch.setattr(
        record_rows,
        "load_inside",
        lambda root, path, load_text: found.append(path) or load(root, path, load_text),
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
    run_pages(catalogue)
    assert database_of(catalogue.root).stat().st_mode & 0o077 == 0


@given(record=strategies.records)
def test_a_record_comes_back_from_the_cache_as_it_was(
    record: Record, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    path = folder / "een.yaml"
    path.write_text(record_to_yaml(record), "utf-8")
    rows = Rows(None)
    rows.put([row_of(Row("een.yaml", "", ""), record)])
    rows.count()
    ((_, data),) = rows.whole_records()
    kept = Record.model_validate(data)
    assert kept == record
    ((_, facts),) = rows.facts()
    assert facts_from_json(facts) == facts_of(record)
    assert record_to_yaml(kept) == record_to_yaml(record)


def test_a_file_that_changed_while_it_was_read_is_not_kept(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_pages(catalogue)
    path = catalogue.structured / "een-titel-3.yaml"
    path.write_text(path.read_text().replace("Een titel 3", "Oud"))
    load = record_rows.load_inside

    def slowly(root: Catalogue, file: Path, load_text: Loader) -> Loaded:
        loaded = load(root, file, load_text)
        times = file.stat()
        other = file.with_suffix(".new")
        other.write_text(file.read_text().replace("Oud", "Nieuw"))
        os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns - 10**10))
        other.rename(file)
        return loaded

    monkeypatch.setattr(record_rows, "load_inside", slowly)
    assert "Oud" in titles(catalogue)
    monkeypatch.setattr(record_rows, "load_inside", load)
    assert "Nieuw" in titles(catalogue)


def test_a_cache_in_use_is_left_alone(catalogue: Catalogue) -> None:
    run_pages(catalogue)
    file = database_of(catalogue.root)
    before = file.stat().st_ino
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM files")
        assert len(titles(catalogue)) == 5
        other.execute("ROLLBACK")
    assert file.stat().st_ino == before


def test_a_file_that_says_the_same_is_not_indexed_again(
    catalogue: Catalogue, loaded: list[Path]
) -> None:
    run_pages(catalogue)
    source = RecordFiles(catalogue)
    FreshIndex(source)
    loaded.clear()
    for path in catalogue.structured.iterdir():
        os.utime(path, (1, 1))
    assert open_store(source, all_files=True).rows.is_indexed()
    assert len(loaded) == 5


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_done_without(catalogue: Catalogue) -> None:
    run_pages(catalogue)
    folder = store_folder(catalogue.root, "records")
    folder.chmod(0o500)
    try:
        assert len(titles(catalogue)) == 5
    finally:
        folder.chmod(0o700)


def test_without_a_lock_the_store_is_in_memory(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_use(*_: object, **__: object) -> None:
        raise CacheInUseError

    monkeypatch.setattr(store_module, "cache_lock", in_use)
    assert run_pages(catalogue) == [PageOutcome.CREATED] * 5
    assert len(titles(catalogue)) == 5
    assert not store_folder(catalogue.root, "records").joinpath("words").exists()


def test_many_records_are_read_on_all_cores(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_pages(catalogue)
    shutil.rmtree(store_folder(catalogue.root, "records"))
    monkeypatch.setattr(records, "_ALONE", 2)
    monkeypatch.setattr(records, "_BATCH", 2)
    monkeypatch.setattr(cores, "cores", lambda: 2)
    rows = open_store(RecordFiles(catalogue), all_files=True).rows
    assert [record["title"] for _, record in rows.records()] == [
        f"Een titel {number}" for number in range(5)
    ]
