"""Many pages at once: on several processes, in order, with the lines that recur in a folder known."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from conftest import load_all
from projectkit.catalogue import pool, readings
from projectkit.catalogue.ingest import Ingest
from projectkit.catalogue.page_reader import PageReader, page_reader
from projectkit.catalogue.page_result import PageOutcome
from projectkit.catalogue.pages import find_pages
from projectkit.catalogue.readings import PageFile, read_all
from projectkit.catalogue.recurring import recurring_lines
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.sidecar import Fetched
from projectkit.parsing.page import ParsedPage

PAGE = """\
Ons onderzoek
Over de groep
Kom langs

Buurtkracht {number}

In dit project onderzoeken we met bewoners hoe buren elkaar helpen en wat daarvoor in wijk {number} nodig is.

Status: Lopend

Contact

Anna de Groot
Projectleider
a.degroot@x.example

Postvak onder de trap
Altijd open
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    (tmp_path / "data/raw").mkdir(parents=True)
    (tmp_path / "data/structured").mkdir()
    return Catalogue(tmp_path)


def write(catalogue: Catalogue, count: int) -> None:
    for number in range(count):
        (catalogue.raw / f"p{number:03}.txt").write_text(PAGE.format(number=number), "utf-8")


def test_many_pages_are_read_in_order_on_several_processes(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "_ALONE", 2)
    monkeypatch.setattr(readings, "_BATCH", 3)
    monkeypatch.setattr(pool, "cores", lambda: 2)
    monkeypatch.setattr(readings, "cores", lambda: 2)
    write(catalogue, 40)
    (catalogue.raw / "p007.txt").write_bytes(b"\x89PNG\0")
    (catalogue.raw / "p020.txt").write_text("", "utf-8")
    results = list(Ingest(catalogue).run(find_pages(catalogue, [])))
    assert [result.page for result in results] == [
        f"data/raw/p{number:03}.txt" for number in range(40)
    ]
    other = {
        result.page[-8:-4]: result.outcome
        for result in results
        if result.outcome is not PageOutcome.CREATED
    }
    assert other == {"p007": PageOutcome.FAILED, "p020": PageOutcome.SKIPPED}
    assert [loaded.record.title for loaded in load_all(catalogue) if loaded.record][:2] == ["Buurtkracht 0", "Buurtkracht 1"]  # fmt: skip


class _Deadly(PageReader):
    """Ends the process that reads, as a system that runs out of memory does; not the one that waits."""

    def read(
        self,
        content: bytes,
        name: str,
        recurring: frozenset[str] | None = None,
        fetched: Fetched = Fetched(),  # noqa: B008  (it cannot be changed)
    ) -> ParsedPage:
        if content == b"deadly" and os.getpid() != int(name):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(content, name, recurring, fetched)


def test_pages_of_a_process_that_was_ended_are_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readings, "_ALONE", 0)
    monkeypatch.setattr(pool, "cores", lambda: 2)
    monkeypatch.setattr(readings, "cores", lambda: 2)
    pages = [
        PageFile(b"deadly" if number == 20 else b"Titel", str(os.getpid())) for number in range(60)
    ]
    answers = list(read_all(pages, lambda page: page, _Deadly(force=True)))
    assert [page for page, _ in answers] == pages
    assert all(reading and reading.parsed for _, reading in answers)


def test_lines_around_the_content_that_recur_are_boilerplate(catalogue: Catalogue) -> None:
    write(catalogue, 6)
    list(Ingest(catalogue).run(find_pages(catalogue, [])))
    record = next(iter(load_all(catalogue))).record
    assert record is not None
    assert record.source is not None
    assert record.source.boilerplate == ("1-3", "17-18")
    # What many pages share is still a fact of each.
    assert record.status == "active"
    assert record.persons[0].email == "a.degroot@x.example"


def test_a_few_pages_tell_nothing_of_what_recurs(catalogue: Catalogue) -> None:
    write(catalogue, 4)
    assert recurring_lines(catalogue.raw) == frozenset()
    write(catalogue, 5)
    assert "kom langs" in recurring_lines(catalogue.raw)
    assert "buurtkracht 1" not in recurring_lines(catalogue.raw)


def test_only_a_sample_of_a_large_folder_is_looked_at(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(catalogue, 30)
    opened: list[Path] = []
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: opened.append(path) or read(path))
    monkeypatch.setattr("projectkit.catalogue.recurring._SAMPLE", 10)
    assert "kom langs" in page_reader(catalogue).recurring("data/raw/x.txt")
    assert len(opened) <= 10
