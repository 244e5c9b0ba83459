"""`projectkit ingest`: what is new is read, what is known stays, what is wrong is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from projectkit.catalogue.ingest import Ingest
from projectkit.catalogue.page_result import PageOutcome, PageResult
from projectkit.catalogue.root import Catalogue
from projectkit.cli.ingest import summary
from projectkit.language.translate import VARIABLE
from projectkit.model import yaml_text
from projectkit.parsing.suggestion import Suggestion

PAGE = "Een titel\n\nStatus: Lopend\nThema's: Jeugd, Zorg\n\nAanleiding\n\nEr is wat aan de hand.\n"


def record(catalogue: Path, name: str = "een-titel") -> str:
    return (catalogue / f"data/structured/{name}.yaml").read_text("utf-8")


def test_one_bad_page_never_stops_the_rest(catalogue: Path, run: Run, write_page: Callable) -> None:
    write_page("a.txt", PAGE)
    (catalogue / "data/raw/b.txt").write_bytes(b"\x89PNG\x00\x00")
    (catalogue / "data/raw/c.txt").symlink_to("nowhere")
    (catalogue / "data/raw/d.txt").mkdir()
    write_page("e.txt", "")
    write_page("z.txt", PAGE.replace("Een titel", "Laatste"))
    answer = run("ingest", "--json")
    assert answer.code == 1
    assert {key: [item["page"][9:] for item in items] for key, items in answer.json.items()} == {
        "created": ["a.txt", "z.txt"],
        "updated": [],
        "unchanged": [],
        "skipped": ["e.txt"],
        "failed": ["b.txt"],
        "vanished": [],
        "conflicts": [],
        "unknown": [],
        "suggestions": [],
        "not_read": [],
    }
    assert "not text" in answer.json["failed"][0]["reason"]
    assert answer.json["skipped"][0]["reason"] == "the page is empty"


def test_pages_named_one_by_one(
    catalogue: Path, run: Run, write_page: Callable, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write_page("sub/a.txt", PAGE)
    write_page("b.txt", PAGE)
    outside = tmp_path_factory.mktemp("outside") / "c.txt"
    outside.write_text(PAGE)
    answer = run("ingest", "data/raw/sub/a.txt", str(outside), "--json")
    assert [item["page"] for item in answer.json["created"]] == ["data/raw/sub/a.txt"]
    assert "outside the catalogue" in answer.json["failed"][0]["reason"]
    assert run("ingest", "nowhere.txt").code == 2
    (catalogue / "data/raw/x.odt").write_text("x")
    answer = run("ingest", "data/raw/x.odt", "--json")
    assert "not read" in answer.json["skipped"][0]["reason"]


def test_ids_do_not_clash(catalogue: Path, run: Run, write_page: Callable) -> None:
    write_page("a.txt", PAGE)
    write_page("b.txt", PAGE + "Nog een regel.\n")
    (catalogue / "data/structured/een-titel-2.yaml").write_text("broken: [\n")
    run("ingest")
    assert "file: data/raw/a.txt" in record(catalogue)
    assert "file: data/raw/b.txt" in record(catalogue, "een-titel-3")
    assert record(catalogue, "een-titel-2") == "broken: [\n"


def test_a_changed_page_updates_its_record_and_keeps_its_id(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    write_page("a.txt", PAGE.replace("Een titel", "Nieuwe titel").replace("Lopend", "Afgerond"))
    assert run("ingest", "--json").json["updated"] == [
        {"page": "data/raw/a.txt", "id": "een-titel", "reason": None}
    ]
    assert "id: een-titel\n" in record(catalogue)
    assert "title: Nieuwe titel\n" in record(catalogue)
    assert "status: completed\n" in record(catalogue)


def test_hand_edits_win_and_conflicts_are_told(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    path = catalogue / "data/structured/een-titel.yaml"
    path.write_text(
        record(catalogue)
        .replace("title: Een titel", "title: Mijn titel")
        .replace("end_date: null", "end_date: '2026'")
    )
    assert run("ingest", "--json").json["unchanged"][0]["id"] == "een-titel"
    write_page("a.txt", PAGE.replace("Een titel", "Nieuwe titel").replace("Lopend", "Afgerond"))
    answer = run("ingest", "--json").json
    conflict = {"page": "data/raw/a.txt", "id": "een-titel", "reason": "title"}
    assert answer["conflicts"] == [{**conflict, "held": "Mijn titel", "read": "Nieuwe titel"}]
    text = record(catalogue)
    assert "title: Mijn titel\n" in text
    assert "end_date: '2026'\n" in text
    assert "status: completed\n" in text


def test_a_record_that_is_being_mended_is_left_alone(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    broken = record(catalogue).replace("title: Een titel", "title: [Een titel")
    (catalogue / "data/structured/een-titel.yaml").write_text(broken)
    answer = run("ingest", "--json")
    assert answer.code == 1
    assert "een-titel.yaml is broken" in answer.json["failed"][0]["reason"]
    assert record(catalogue) == broken
    assert len(list((catalogue / "data/structured").iterdir())) == 1


def test_dry_run_writes_nothing_and_diff_shows_what_changes(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    answer = run("ingest", "--dry-run", "--diff")
    assert "+title: Een titel" in answer.out
    assert "nothing written" in answer.err
    assert list((catalogue / "data/structured").iterdir()) == []
    run("ingest")
    write_page("a.txt", PAGE.replace("Lopend", "Afgerond"))
    answer = run("ingest", "--diff")
    assert "-status: active\n+status: completed\n" in answer.out


def test_force_makes_a_record_of_any_page(catalogue: Path, run: Run, write_page: Callable) -> None:
    write_page("nieuws.txt", "Studenten winnen prijs\n\nTerugblik op de open dag\n")
    answer = run("ingest", "--json").json
    assert "no project found" in answer["skipped"][0]["reason"]
    assert [item["page"] for item in run("ingest", "--force", "--json").json["created"]] == [
        "data/raw/nieuws.txt"
    ]


def test_summary_says_what_happened_and_why(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    write_page("b.txt", "\n")
    answer = run("ingest")
    assert (
        answer.out
        == "created\tdata/raw/a.txt\teen-titel\t\nskipped\tdata/raw/b.txt\t\tthe page is empty\n"
    )
    assert answer.err == "1 created, 1 skipped\n"
    assert run("ingest").err == "1 unchanged, 1 skipped\n"


def test_records_in_subfolders_are_known(catalogue: Path, run: Run, write_page: Callable) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    folder = catalogue / "data/structured/2020"
    folder.mkdir()
    (catalogue / "data/structured/een-titel.yaml").rename(folder / "een-titel.yaml")
    assert len(run("ingest", "--json").json["unchanged"]) == 1
    assert [path.name for path in (catalogue / "data/structured").iterdir()] == ["2020"]


def test_comments_and_the_order_of_keys_survive_an_update(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    lines = (
        record(catalogue)
        .replace("status: active\n", "status: active  # gebeld op 3 mei\n")
        .split("\n")
    )
    own = "\n".join(["# nagekeken", *lines[2:4], *lines[:2], *lines[4:]])
    (catalogue / "data/structured/een-titel.yaml").write_text(own)
    assert run("ingest", "--json").json["unchanged"]
    assert record(catalogue) == own
    write_page("a.txt", PAGE.replace("Lopend", "Afgerond"))
    diff = run("ingest", "--diff").out
    line = "status: {}  # gebeld op 3 mei"
    assert f"-{line.format('active')}\n+{line.format('completed')}\n" in diff
    new = record(catalogue)
    after = own.replace("status: active", "status: completed")
    assert new.split("source:")[0] == after.split("source:")[0]
    assert run("validate").code == 0


def test_a_record_on_one_line_is_not_rewritten_without_force(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    data = json.dumps(yaml_text.load_data(record(catalogue)))
    (catalogue / "data/structured/een-titel.yaml").write_text(data)
    write_page("a.txt", PAGE.replace("Lopend", "Afgerond"))
    answer = run("ingest", "--json")
    assert (answer.code, record(catalogue)) == (1, data)
    assert "layout of its own" in answer.json["failed"][0]["reason"]
    assert run("ingest", "--force").code == 0
    assert "status: completed\n" in record(catalogue)


def conflicting(catalogue: Path, run: Run, write_page: Callable) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    path = catalogue / "data/structured/een-titel.yaml"
    path.write_text(record(catalogue).replace("title: Een titel", "title: Mijn titel"))
    write_page("a.txt", PAGE.replace("Een titel", "Nieuwe titel"))


def test_a_conflict_stays_until_it_is_settled(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    conflicting(catalogue, run, write_page)
    answer = run("ingest")
    assert "title edited by hand, kept: Mijn titel; the page says: Nieuwe titel" in answer.out
    assert "S001" in run("validate").out
    # Another change of the page does not hide it.
    write_page("a.txt", PAGE.replace("Een titel", "Nieuwe titel").replace("Lopend", "Afgerond"))
    run("ingest")
    assert "S001" in run("validate").out
    # It is told with both values until it is settled.
    (conflict,) = run("ingest", "--json").json["conflicts"]
    assert (conflict["reason"], conflict["held"], conflict["read"]) == (
        "title",
        "Mijn titel",
        "Nieuwe titel",
    )
    before = record(catalogue)
    assert "-title: Mijn titel" in run("ingest", "--accept", "een-titel", "title", "--dry-run").out
    assert record(catalogue) == before
    assert (
        run("ingest", "--keep", "een-titel", "title").err
        == "written: data/structured/een-titel.yaml\n"
    )
    assert run("ingest", "--json").json["conflicts"] == []
    assert "S001" not in run("validate").out
    assert "title: Mijn titel\n" in record(catalogue)
    assert "no conflict" in run("ingest", "--keep", "een-titel", "title").err


def test_the_value_of_the_page_is_taken_when_a_person_says_so(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    conflicting(catalogue, run, write_page)
    run("ingest")
    assert run("ingest", "--accept", "een-titel", "title").code == 0
    assert "title: Nieuwe titel\n" in record(catalogue)
    assert "manual" not in record(catalogue)
    assert run("ingest", "--json").json["unchanged"]
    assert "did you mean `title`" in run("ingest", "--accept", "een-titel", "titel").err
    assert run("ingest", "--accept", "niets", "title").code == 2


@pytest.mark.parametrize(
    "field", ["title", "status", "start_date", "organisations", "persons", "sections", "links"]
)
def test_where_nothing_is_to_be_taken_nothing_is_written(
    catalogue: Path, run: Run, write_page: Callable, field: str
) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    before = record(catalogue)
    answer = run("ingest", "--accept", "een-titel", field)
    assert (answer.code, answer.out, answer.err) == (0, "", "nothing changes\n")
    assert "verandert niets" in run("--lang", "nl", "ingest", "--accept", "een-titel", field).err
    assert record(catalogue) == before


def test_what_is_taken_from_the_page_stays_where_it_stood(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    before = record(catalogue)
    path = catalogue / "data/structured/een-titel.yaml"
    path.write_text(before.replace("title: Een titel\n", "title: Mijn titel\n"), "utf-8")
    run("ingest", "--again")
    assert run("ingest", "--accept", "een-titel", "title").code == 0
    assert record(catalogue) == before


def test_no_value_is_taken_from_a_page_outside_the_catalogue(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    (catalogue.parent / "a.txt").write_text(PAGE.replace("Een titel", "Nieuwe titel"), "utf-8")
    path = catalogue / "data/structured/een-titel.yaml"
    path.write_text(record(catalogue).replace("file: data/raw/a.txt", "file: ../a.txt"), "utf-8")
    before = record(catalogue)
    answer = run("ingest", "--accept", "een-titel", "title")
    assert answer.code == 2
    assert "lies outside the catalogue" in answer.err
    assert record(catalogue) == before


@pytest.mark.parametrize(
    "change", [lambda text: text, lambda text: text.replace("Lopend", "Afgerond")]
)
def test_a_page_that_moved_keeps_its_record(
    catalogue: Path, run: Run, write_page: Callable, change: Callable
) -> None:
    page = write_page("a.txt", PAGE + "Projectnummer: 12.34\n")
    run("ingest")
    path = catalogue / "data/structured/een-titel.yaml"
    path.write_text(record(catalogue).replace("language: nl", "language: en"))
    (catalogue / "data/raw/2024").mkdir()
    page.rename(catalogue / "data/raw/2024/b.txt")
    moved = catalogue / "data/raw/2024/b.txt"
    moved.write_text(change(moved.read_text()))
    answer = run("ingest", "--json").json
    assert [(item["page"], item["id"]) for item in answer["updated"]] == [
        ("data/raw/2024/b.txt", "een-titel")
    ]
    assert answer["updated"][0]["reason"] == "moved from data/raw/a.txt"
    assert (answer["created"], answer["vanished"]) == ([], [])
    assert "file: data/raw/2024/b.txt\n" in record(catalogue)
    assert "language: en\n" in record(catalogue)


def test_a_copy_of_a_page_makes_no_second_record(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    write_page("kopie.txt", PAGE)
    answer = run("ingest", "--json").json
    assert answer["skipped"][0]["reason"] == "the same page as data/raw/a.txt"
    assert len(answer["created"]) == 1


def test_two_saves_of_one_address_make_one_record(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    html = "<link rel=canonical href='https://x.example/p'><main><h1>Een titel</h1><p>Status: {}</p></main>"
    write_page("a.html", html.format("Lopend"))
    write_page("b.html", html.format("Afgerond"))
    answer = run("ingest", "--json").json
    assert answer["skipped"][0]["reason"] == "a page with the address of data/raw/a.html"


def test_records_whose_page_is_gone_are_told_and_stay(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    page = write_page("a.txt", PAGE)
    run("ingest")
    page.unlink()
    answer = run("ingest", "--json")
    assert (answer.code, [item["id"] for item in answer.json["vanished"]]) == (0, ["een-titel"])
    assert record(catalogue)


def test_an_edit_that_is_saved_during_a_run_is_kept(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    page = write_page("a.txt", PAGE)
    run("ingest")
    write_page("a.txt", PAGE.replace("Een titel", "Nieuwe titel"))
    ingest = Ingest(Catalogue(catalogue))
    path = catalogue / "data/structured/een-titel.yaml"
    path.write_text(record(catalogue).replace("title: Een titel", "title: Mijn titel"))
    (result,) = ingest.run([page])
    assert [conflict.field for conflict in result.conflicts] == ["title"]
    assert "title: Mijn titel\n" in record(catalogue)


def test_a_record_that_appears_during_a_run_is_not_overwritten(
    catalogue: Path, write_page: Callable
) -> None:
    page = write_page("a.txt", PAGE)
    ingest = Ingest(Catalogue(catalogue))
    path = catalogue / "data/structured/een-titel.yaml"
    path.write_text("id: een-titel\n")
    (result,) = ingest.run([page])
    assert result.id == "een-titel-2"
    assert path.read_text() == "id: een-titel\n"


def test_a_broken_record_that_names_no_page_gets_no_twin(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    path = catalogue / "data/structured/een-titel.yaml"
    path.write_text(record(catalogue).replace("  file: data", "  file data"))
    answer = run("ingest", "--json")
    assert "een-titel.yaml cannot be read" in answer.json["failed"][0]["reason"]
    path.write_bytes(
        record(catalogue)
        .replace("  file data", "  file: data")
        .replace("title: Een", "title: [Een")
        .replace("\n", "\r\n")
        .encode()
    )
    assert "een-titel.yaml is broken" in run("ingest", "--json").json["failed"][0]["reason"]
    assert len(list((catalogue / "data/structured").iterdir())) == 1


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "1,000 created, 1,000 updated, 1,000 unchanged, 1,000 skipped, 1,000 failed,",
                "1,000 vanished; 6,000 lines left over, see `leftover` in the records;",
                "6,000 uncertain values, see `projectkit explain` (dry run: nothing written)",
            ],
        ),
        (
            "nl",
            [
                "1.000 gemaakt, 1.000 bijgewerkt, 1.000 ongewijzigd, 1.000 overgeslagen,",
                "1.000 mislukt, 1.000 verdwenen; 6.000 regels over, zie `leftover` in de records;",
                "6.000 onzekere waarden, zie `projectkit explain` (proef: er is niets geschreven)",
            ],
        ),
    ],
)
def test_a_full_summary_fits_a_terminal(
    language: str, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, language)
    maybe = (Suggestion("partner", "Gemeente Veen", (1,), 40),)
    one_of_each = [
        PageResult(outcome, "a.txt", leftover=1, suggestions=maybe) for outcome in PageOutcome
    ]
    told = summary(one_of_each * 1000, dry_run=True)
    assert told.split("\n") == lines
    assert max(map(len, lines)) <= 80
