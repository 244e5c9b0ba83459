"""A merge conflict of git is named where it begins, in every file that a person or `ingest` wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run

BOTH = "<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> nieuw\n"
PAGE = "Buurtmoestuin De Kas\n\n{status}\nAanleiding\nBewoners willen samen een tuin beginnen.\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id: a\n" + BOTH.format(ours="title: Y", theirs="title: X"), 2),
        ('id: a\ntitle: "Samen\n' + BOTH.format(ours="  sterk", theirs="  sterker") + '  op"\n', 3),
        ("id: a\ntitle: A\nthemes:\n" + BOTH.format(ours="- b", theirs="- c"), 4),
    ],
)
def test_in_a_record(catalogue: Path, run: Run, text: str, line: int) -> None:
    (catalogue / "data/structured/a.yaml").write_text(text, "utf-8")
    answer = run("validate")
    assert answer.code == 1
    assert answer.out == (
        f"data/structured/a.yaml:{line}:1: Y008 an unsettled merge conflict of git begins here\n"
    )
    assert "conflict of git" in run("show", "a").err
    assert run("list").out == ""
    assert "hier begint een conflict van git" in run("validate", "--lang", "nl").out
    assert "remove the marks" in run("validate", "--format", "full").out


def test_in_settings(catalogue: Path, run: Run) -> None:
    text = "# Instellingen\n" + BOTH.format(ours="[limits]", theirs="[columns]")
    (catalogue / "projectkit.toml").write_text(text, "utf-8")
    answer = run("list")
    assert answer.code == 2
    assert "projectkit.toml: line 2, column 1: an unsettled merge conflict of git" in answer.err


def test_in_a_layout(catalogue: Path, run: Run) -> None:
    (catalogue / "layouts").mkdir()
    text = "recognise: [a]\n" + BOTH.format(ours="noise: [b]", theirs="noise: [c]")
    (catalogue / "layouts/x.yaml").write_text(text, "utf-8")
    (catalogue / "data/raw/a.txt").write_text(PAGE.format(status="Status: Lopend\n"), "utf-8")
    answer = run("ingest")
    assert answer.code == 2
    assert "layouts/x.yaml: line 2, column 1: an unsettled merge conflict" in answer.err


@pytest.mark.parametrize(("name", "line"), [("a.txt", 3), ("a.md", 3), ("a.html", 3)])
def test_in_a_saved_page(catalogue: Path, run: Run, name: str, line: int) -> None:
    both = BOTH.format(ours="Status: Lopend", theirs="Status: Afgerond")
    (catalogue / "data/raw" / name).write_text(PAGE.format(status=both), "utf-8")
    answer = run("ingest")
    assert answer.code == 1
    assert f"line {line}, column 1: an unsettled merge conflict of git" in answer.out
    assert list((catalogue / "data/structured").iterdir()) == []
    assert f"data/raw/{name}:{line}:1: Y008" in run("validate", f"data/raw/{name}").out


def test_a_record_whose_page_gets_a_conflict_stays(catalogue: Path, run: Run) -> None:
    page = catalogue / "data/raw/a.txt"
    page.write_text(PAGE.format(status="Status: Lopend\n"), "utf-8")
    run("ingest")
    (record,) = (catalogue / "data/structured").iterdir()
    before = record.read_text("utf-8")
    both = BOTH.format(ours="Status: Lopend", theirs="Status: Afgerond")
    page.write_text(PAGE.format(status=both), "utf-8")
    assert run("ingest").code == 1
    assert record.read_text("utf-8") == before


@pytest.mark.parametrize("status", ["<<<<<<< vorige\n", "Titel\n=======\n", ">>>>>>> citaat\n"])
def test_a_mark_alone_does_not_make_a_page_a_conflict(
    catalogue: Path, run: Run, status: str
) -> None:
    text = PAGE.format(status=f"Status: Lopend\n{status}")
    (catalogue / "data/raw/a.txt").write_text(text, "utf-8")
    assert run("ingest").code == 0
