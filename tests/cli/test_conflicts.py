"""A conflict between a person and a page is told in every run, with both values, until it is settled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run

PAGE = """\
Buurtmoestuin De Kas

Status: Lopend
Startdatum: {start}
Thema's: {themes}
Penvoerder: Hogeschool Duinrand

Aanleiding

Bewoners willen samen een tuin beginnen.
"""
ID = "buurtmoestuin-de-kas"


@pytest.fixture
def in_conflict(catalogue: Path, run: Run, write_page: Callable) -> Path:
    """A record whose start date a person and the page both changed."""
    write_page("a.txt", PAGE.format(start="1 maart 2021", themes="Wonen"))
    run("ingest")
    run("set", ID, "start=2020-01-01")
    write_page("a.txt", PAGE.format(start="1 mei 2021", themes="Wonen"))
    return catalogue


def tells(text: str) -> bool:
    return "start_date" in text and "2020-01-01" in text and "2021-05-01" in text


def test_every_run_tells_both_values(in_conflict: Path, run: Run) -> None:
    for outcome in ("updated", "unchanged", "unchanged"):
        answer = run("ingest")
        assert (answer.code, answer.out.split()[0]) == (0, outcome)
        assert tells(answer.out)
        assert "1 conflict, settle it with --accept or --keep" in answer.err
    (conflict,) = run("ingest", "--json").json["conflicts"]
    assert (conflict["held"], conflict["read"]) == ("2020-01-01", "2021-05-01")
    assert tells(run("ingest", "--dry-run", "data/raw/a.txt").out)
    for command in (["validate"], ["validate", "--json"], ["validate", "--format", "github"]):
        assert tells(run(*command).out)
    for command in (["show", ID], ["show", ID, "--json"], ["show", ID, "--format", "page"]):
        answer = run(*command)
        assert tells(answer.err)
        assert "--accept" in answer.err
    assert tells(run("validate", "--lang", "nl").out)
    assert "los start_date op met" in run("show", ID, "--lang", "nl").err


@pytest.mark.parametrize("settling", ["--accept", "--keep"])
def test_until_it_is_settled(in_conflict: Path, run: Run, settling: str) -> None:
    run("ingest")
    assert run("ingest", settling, ID, "start_date").code == 0
    assert (run("ingest").out, run("validate").out, run("show", ID).err) == ("", "", "")


def test_a_value_like_that_of_the_page_settles_it(in_conflict: Path, run: Run) -> None:
    run("ingest")
    run("set", ID, "start=2021-05-01")
    run("ingest")
    assert (run("ingest").out, run("validate").out) == ("", "")


def test_another_value_by_hand_does_not(in_conflict: Path, run: Run) -> None:
    run("ingest")
    run("set", ID, "start=2019")
    assert "kept: 2019; the page says: 2021-05-01" in run("ingest").out


def test_without_the_page_only_that_of_the_person_is_known(in_conflict: Path, run: Run) -> None:
    run("ingest")
    (in_conflict / "data/raw/a.txt").unlink()
    assert "kept: 2020-01-01; the page now says: something else" in run("validate").out
    answer = run("show", ID)
    assert answer.code == 0
    assert "settle start_date" in answer.err


def test_two_conflicts_of_one_record(in_conflict: Path, run: Run, write_page: Callable) -> None:
    run("set", ID, "themes=Zorg")
    write_page("a.txt", PAGE.format(start="1 mei 2021", themes="Wonen, Groen"))
    run("ingest")
    answer = run("ingest")
    assert 'themes edited by hand, kept: ["Zorg"]; the page says: ["Wonen", "Groen"]' in answer.out
    assert "2 conflicts, settle them" in answer.err
    assert [line.split()[1] for line in run("validate").out.splitlines()] == ["S001", "S001"]
    assert "settle start_date, themes with" in run("show", ID).err


def test_a_conflict_that_is_silenced_costs_no_reading(
    in_conflict: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("ingest")
    monkeypatch.setattr("projectkit.catalogue.conflicts.conflicts_of", None)
    assert run("validate", "--ignore", "S001").out == ""
