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
        ("structured", "sections[1].text"),
        ("structured", "persons[0].email"),
        ("structured", "persons[0].phone"),
        ("structured", "line 7"),
        ("raw", "line 7"),
        ("raw", "line 11"),
        ("raw", "line 13"),
        ("raw", "line 14"),
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
        "quispelaar.x@elders.nl",
        "Quispelaar (Xandertje van)",
        "Van Quispelaar, Xandertje",
        "Xandertje (Xan) van Quispelaar",
        "Xandertje Bakker-van Quispelaar",
        "<b>Xandertje</b> van <i>Quispelaar</i>",
        "X\u200bandertje van Quispelaar",
        "Xand&eacute;rtje van Quispelaar",
        "https://x.nl/?q=Xandertje%20van%20Quispelaar",
        "https://x.nl/?q=Xandertje+van+Quispelaar",
        "https://x.nl/xandertje-van-quispelaar",
        "@xandertjevanquispelaar",
        "https://x.nl/in/xandertjevanquispelaar1",
        "https://x.nl/?q=Xandertje%2520van%2520Quispelaar",
        "_Xandertje_ van Quispelaar",
        "[Xandertje](https://x.nl/a) van Quispelaar",
        '{"name": "Xand\\u00e9rtje van Quispelaar"}',
    ],
)
def test_other_spellings_are_told_and_offered(catalogue: Path, run: Run, spelling: str) -> None:
    path = catalogue / "data/structured/p.yaml"
    said = f"Vraag het {spelling} of Jan Quispelaars zoon."
    path.write_text(NAMED.format(f"|-\n    {said}"), "utf-8")
    (catalogue / "data/raw/p.html").write_text(f"<h1>Samen</h1>\n<p>{said}</p>", "utf-8")
    found = run("privacy", "find", "Xandertje van Quispelaar").out
    assert "data/structured/p.yaml\tsections[0].text\t" in found
    assert "data/raw/p.html\tline 2\t" in found
    answer = run("privacy", "erase", "Xandertje van Quispelaar", "--yes")
    assert answer.code == 1

    told = answer.err.splitlines()[1]
    assert told.startswith("still in data/structured/p.yaml: ")
    assert "uis" in told
    assert "Jan" not in told
    assert "still in the saved page data/raw/p.html\n" in answer.err


@pytest.mark.parametrize(
    "other",
    [
        "Jan van Quispelaar", "Xandertjes Quispelaartje", "p.jansen@x.nl", "j.quispelaar@elders.nl",
        "Xandertje en Bert van Quispelaar", "Xandertje Bakker",
    ],
)  # fmt: skip
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


PERSON = """\
id: p
title: Samen
persons:
- name: Anna de Groot
  email: a@x.example
  phone: '+31655517329'
  address: Dorpsstraat 1, 1234 AB Dorp
"""


@pytest.mark.parametrize(
    "line",
    [
        "Mail a@x.example", "Mail a [at] x.example", "<a href='mailto:A%40x.example'>mail</a>",
        "<a data-cfemail='107150683e7568717d607c75'>mail</a>",
        "Bel 06-55 51 73 29", "Bel +31 (0)6 5551 7329", "<a href='tel:0031655517329'>bel</a>",
        "Dorpsstraat 1, 1234 ab  Dorp", "<meta name='author' content='Anna de Groot'>",
        "<!-- Anna de Groot -->", "<script>{'name': 'Anna de Groot'}</script>",
    ],
)  # fmt: skip
def test_every_line_of_a_page_that_points_at_the_person_is_found(
    catalogue: Path, run: Run, line: str
) -> None:
    (catalogue / "data/structured/p.yaml").write_text(PERSON)
    (catalogue / "data/raw/p.html").write_text(f"<h1>Samen</h1>\n\n{line}\n<p>einde</p>\n")
    assert "data/raw/p.html\tline 3\t" in run("privacy", "find", "Anna de Groot").out
    answer = run("privacy", "erase", "Anna de Groot", "--yes")
    assert (answer.code, answer.err.splitlines()[1:]) == (
        1,
        ["still in the saved page data/raw/p.html"],
    )


def test_what_others_share_does_not_point_at_the_person(catalogue: Path, run: Run) -> None:
    other = (
        "id: q\ntitle: Q\npersons:\n- name: Bo Vos\n  email: A@x.example\n  phone: '+31655517329'\n"
    )
    (catalogue / "data/structured/p.yaml").write_text(PERSON)
    (catalogue / "data/structured/q.yaml").write_text(other)
    (catalogue / "data/raw/p.txt").write_text("Mail a@x.example of bel 06 55 51 73 29.\n")
    answer = run("privacy", "erase", "Anna de Groot", "--yes")
    assert (answer.code, answer.err) == (0, "written: data/structured/p.yaml\n")
    assert (catalogue / "data/structured/q.yaml").read_text() == other


def test_a_page_that_is_called_after_the_person_is_found(catalogue: Path, run: Run) -> None:
    (catalogue / "data/raw/anna-de-groot.txt").write_text("Niets.\n")
    assert "anna-de-groot.txt\tname of the file\t" in run("privacy", "find", "Anna de Groot").out
    assert run("privacy", "erase", "Anna de Groot", "--yes").code == 1


@pytest.mark.parametrize("name", ["Groot, Anna de", "prof. dr. Anna de Groot", "anna  DE groot"])
def test_a_name_may_be_given_in_other_ways(catalogue: Path, run: Run, name: str) -> None:
    path = catalogue / "data/structured/p.yaml"
    path.write_text(PERSON)
    assert run("privacy", "erase", name, "--yes").code == 0
    assert "Anna" not in path.read_text()


def test_pages_that_are_not_text_are_named(catalogue: Path, run: Run) -> None:
    (catalogue / "data/raw/a.pdf").write_bytes(b"%PDF-1.7\n\x00\x01\xff\xfe" * 9)
    answer = run("privacy", "find", "Anna de Groot")
    assert "not searched, since it is not text: 1 file in data/raw, data/raw/a.pdf" in answer.err


def test_nothing_is_left_in_a_cache_that_cannot_be_emptied(
    catalogue: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    (catalogue / "data/structured/p.yaml").write_text(PERSON)
    run("list")
    monkeypatch.setattr("projectkit.store.folder.remove", refuse)
    answer = run("privacy", "erase", "Anna de Groot", "--yes")
    assert answer.code == 1
    assert answer.err.splitlines()[0] == "written: data/structured/p.yaml"
    assert answer.err.splitlines()[1].startswith("still in the cache: remove ")
