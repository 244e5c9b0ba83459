"""A person can be found, and taken out, everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from projectkit.catalogue.records import RecordFiles
from projectkit.catalogue.root import Catalogue
from projectkit.search.fresh import FreshIndex
from projectkit.store.rows import Rows
from projectkit.store.store import store_folder

PAGE = (
    "Buurtkracht\n\nStatus: Lopend\n\nAanpak\n\nAnna  de Groot belt aan; mail a.degroot@x.example of bel 06 55 51 73 29. "
    "Ook Anna de Grootte doet mee in de wijk.\n\nContact\n\nAnna de Groot\nProjectleider\na.degroot@x.example\n06 55 51 73 29\n"
)


@pytest.fixture
def record(catalogue: Path, run: Run, write_page: Callable) -> Path:
    write_page("a.txt", PAGE)
    run("ingest")
    path = catalogue / "data/structured/buurtkracht.yaml"
    path.write_text(
        path.read_text().replace("status: active", "status: active  # volgens Anna de Groot")
    )
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
    lines = [
        item["place"]
        for item in run("privacy", "find", "anna de groot", "--json").json
        if item["id"] is None
    ]
    assert lines[0] == "line 7"
    record.write_bytes(b"\xff")
    assert (
        "not searched, since it cannot be read: data/structured/buurtkracht.yaml"
        in run("privacy", "find", "Anna").err
    )


def kept(folder: Path) -> list[dict[str, Any] | None]:
    rows = Rows(folder / "store.sqlite")
    return [data for _, data in rows.whole_records()]


def test_what_was_erased_is_not_kept_in_the_cache(record: Path, run: Run, catalogue: Path) -> None:
    run("list")
    folder = store_folder(catalogue, RecordFiles.kind)
    assert "a.degroot@" in str(kept(folder))
    run("privacy", "erase", "Anna de Groot", "--yes")
    assert "a.degroot@" not in str(kept(folder))
    run("ingest")
    assert "a.degroot@" not in str(kept(folder))


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


TWO = """\
id: twee
title: Zorg (jeugd) met Löwik
themes:
- Zorg
organisations:
- name: Bureau Anna de Groot
  role: partner
persons:
- name: Anna de Groot
  email: a.degroot@x.example
  phone: '+31655517329'
  address: Dorpsstraat 1, 1234 AB Dorp
- name: Bert Jansen
  email: info@x.example
  phone: '+31307001234'
- name: Cas Löwik
  email: info@x.example
  phone: '+31307001234'
sections:
- kind: contact
  text: |-  # gevraagd aan Anna de Groot, 06-55517329
    Anna de Groot, 06 55 51 73 29, Dorpsstraat 1, 1234 AB Dorp; Bert Jansen, 030 700 1234.
"""


@pytest.fixture
def two(catalogue: Path) -> Path:
    path = catalogue / "data/structured/twee.yaml"
    path.write_text(TWO, "utf-8")
    return path


def test_only_the_person_is_taken_out_with_all_that_is_hers(two: Path, run: Run) -> None:
    answer = run("privacy", "erase", "anna de groot", "--yes")
    assert (answer.code, answer.err) == (0, "written: data/structured/twee.yaml\n")
    head, _, tail = TWO.partition("- name: Anna de Groot\n")
    persons = tail[tail.index("- name: Bert") : tail.index("sections:")]
    assert two.read_text() == (
        head.replace("Bureau Anna de Groot", "Bureau [verwijderd]")
        + persons
        + "sections:\n- kind: contact\n"
        + "  text: '[verwijderd], [verwijderd], [verwijderd]; Bert Jansen, 030 700 1234.'"
        + "  # gevraagd aan [verwijderd], [verwijderd]\n"
    )


def test_what_others_share_stays_theirs(two: Path, run: Run) -> None:
    run("privacy", "erase", "Cas Lowik", "--yes")
    text = two.read_text()
    assert "Löwik\n" in text.splitlines(keepends=True)[1]
    assert "Cas" not in text
    assert text.count("info@x.example") == 1
    assert text.count("'+31307001234'") == 1
    assert "030 700 1234." in text


@pytest.mark.parametrize("name", ["", "  ", ".", "de", "Zorg", "nl", "(jeugd)"])
def test_what_is_no_name_is_refused(two: Path, run: Run, name: str) -> None:
    assert run("privacy", "erase", name, "--yes").code == 2
    assert two.read_text() == TWO


@pytest.mark.parametrize("name", ["lowik", "LÖWIK", "Lo\u0308wik"])
def test_accents_do_not_matter(two: Path, run: Run, name: str) -> None:
    places = [item["place"] for item in run("privacy", "find", name, "--json").json]
    assert places == ["title", "persons[2].name", "persons[2].email", "persons[2].phone"]


def test_a_number_or_an_address_can_be_looked_for(two: Path, run: Run) -> None:
    places = [item["place"] for item in run("privacy", "find", "06-55 517 329", "--json").json]
    assert places == ["persons[0].phone", "sections[0].text", "line 21"]
    assert len(run("privacy", "find", "info@x.example", "--json").json) == 2


def test_what_cannot_be_taken_out_is_told(two: Path, run: Run, catalogue: Path) -> None:
    (catalogue / "elders").mkdir()
    (catalogue / "elders/x.txt").write_text("Anna de Groot\n")
    source = f"source: {{file: elders/x.txt, sha256: {'0' * 64}, encoding: utf-8, layout: generic, parser: '1'}}\n"
    (catalogue / "data/structured/promotie-anna-de-groot.yaml").write_text(
        f"id: promotie-anna-de-groot\ntitle: T  # Anna de Groot\n{source}"
    )
    (catalogue / "data/structured/stuk.yaml").write_text("id: [Anna de Groot\n")
    answer = run("privacy", "erase", "Anna de Groot", "--yes")
    assert answer.code == 1
    assert answer.err.splitlines() == [
        "written: data/structured/promotie-anna-de-groot.yaml",
        "written: data/structured/twee.yaml",
        "still in data/structured/promotie-anna-de-groot.yaml: promotie-anna-de-groot",
        "not checked, since it is broken: data/structured/stuk.yaml",
        "still in the saved page elders/x.txt",
    ]
    assert (
        "title: T  # [verwijderd]\n"
        in (catalogue / "data/structured/promotie-anna-de-groot.yaml").read_text()
    )


def test_what_was_erased_does_not_come_back(record: Path, run: Run, write_page: Callable) -> None:
    run("privacy", "erase", "Anna de Groot", "--yes")
    write_page(
        "a.txt",
        PAGE.replace("in de wijk.", "in de wijk. En nog meer.").replace("Projectleider", "Lector"),
    )
    answer = run("ingest", "--json").json
    assert answer["conflicts"] == []
    assert "de Groot " not in record.read_text()
    for field in ("sections", "persons"):
        refused = run("ingest", "--accept", "buurtkracht", field)
        assert (refused.code, "had a person taken out" in refused.err) == (2, True)
    assert run("validate", "--select", "S001").out == ""


NAMED = """\
id: p
title: Samen
persons:
- name: Xandertje van Quispelaar
sections:
- kind: goal
  text: {}
"""


@pytest.mark.parametrize(
    "spelling",
    [
        "X. van Quispelaar",
        "X.Y. van Quispelaar",
        "mevrouw Van Quispelaar",
        "dhr. van Quispelaar",
        "Quispelaar, X. van",
        "Xandertje van Quispelaars",
        "**Xandertje** van Quispelaar",
        "Xandertje&nbsp;van&nbsp;Quispelaar",
        "Xandertje van Quis\u00adpelaar",
        "xandertje.vanquispelaar@elders.nl",
        "x.quispelaar@elders.nl",
    ],
)
def test_other_spellings_are_told_and_offered(catalogue: Path, run: Run, spelling: str) -> None:
    path = catalogue / "data/structured/p.yaml"
    path.write_text(NAMED.format(f"Vraag het {spelling} of Jan Quispelaars zoon."), "utf-8")
    answer = run("privacy", "erase", "Xandertje van Quispelaar", "--yes")
    assert answer.code == 1

    told = answer.err.splitlines()[1]
    assert told.startswith("still in data/structured/p.yaml: ")
    assert "uis" in told
    assert "Jan" not in told


@pytest.mark.parametrize(
    "other", ["Jan van Quispelaar", "Xandertjes Quispelaartje", "p.jansen@x.nl"]
)
def test_other_persons_are_not(catalogue: Path, run: Run, other: str) -> None:
    path = catalogue / "data/structured/p.yaml"
    path.write_text(NAMED.format(f"Vraag het {other}."), "utf-8")
    assert run("privacy", "erase", "Xandertje van Quispelaar", "--yes").code == 0


def test_a_person_who_is_in_no_record_any_more_goes_from_the_index_too(
    catalogue: Path, run: Run
) -> None:
    path = catalogue / "data/structured/p.yaml"
    path.write_text(NAMED.format("Xandertje van Quispelaar doet mee."), "utf-8")
    run("search", "mee")
    path.write_text(NAMED.format("Niemand doet mee.").replace("Xandertje van Quispelaar", "Bo Vos"))
    run("search", "mee")
    assert run("privacy", "erase", "Xandertje van Quispelaar", "--yes").code == 0
    source = RecordFiles(Catalogue(catalogue))
    assert FreshIndex(source).index.doc_freq("quispelaar") == 0
    database = store_folder(catalogue, source.kind) / "store.sqlite"
    assert b"Quispelaar" not in database.read_bytes()
