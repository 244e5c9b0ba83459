"""`actief:nu` and its neighbours: what runs now, and what ran at some other time."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import Run, write_records
from projectkit.model.partial_date import first_day, last_day
from projectkit.model.record import Record
from projectkit.search.running import RunningTime, known_period, runs_in, runs_on
from projectkit.store.stored import PlainRecord, plain

TODAY = date(2026, 7, 1)


def dated(start: str | None, end: str | None, status: str | None) -> PlainRecord:
    data = {"id": "a", "title": "A", "status": status, "start_date": start, "end_date": end}
    return plain(Record.model_validate(data))


@pytest.mark.parametrize(
    ("start", "end", "status", "years"),
    [
        ("2024", "2025", "active", [2024, 2025]),
        ("2024-11", "2026-02", "active", [2024, 2025, 2026]),
        # Without an end: until today, or its first year if it is over.
        ("2024", None, "active", [2024, 2025, 2026]),
        ("2024", None, None, [2024, 2025, 2026]),
        ("2024", None, "completed", [2024]),
        ("2027", None, "planned", [2027]),
        # Without a start: when it ended, and today if its status says so.
        (None, "2024", "completed", [2024]),
        (None, "2027-03", "active", [2026, 2027]),
        # What is over does not run in days to come, and what never ends runs until today.
        ("2025", "2028", "cancelled", [2025, 2026]),
        ("2025", "9999", "active", [2025, 2026]),
        # The status by itself tells of today only.
        (None, None, "active", [2026]),
        (None, None, "completed", []),
        (None, None, None, []),
    ],
)
def test_the_years_in_which_a_project_runs(
    start: str | None, end: str | None, status: str | None, years: list[int]
) -> None:
    record = dated(start, end, status)
    runs = [
        year
        for year in range(2020, 2031)
        if runs_in(record, RunningTime(date(year, 1, 1), date(year, 12, 31)), TODAY)
    ]
    assert runs == years


@pytest.mark.parametrize(
    ("dates", "status", "period", "runs"),
    [
        # What is over runs neither after today nor, if it was to begin later, at all.
        ("..2028", "cancelled", "2028-01-01..2028-12-31", "no"),
        ("..2028", "cancelled", "2026-11-30..9999-12-31", "no"),
        ("2026-12..", "cancelled", "2026-11-30..9999-12-31", "no"),
        ("2027..2028", "cancelled", "2026-01-01..9999-12-31", "no"),
        ("2026..", "completed", "2026-11-30..9999-12-31", "no"),
        ("2026..", "completed", "2026-11-01..2026-11-30", "yes"),
        ("..2026", "completed", "2026-02-01..2026-02-28", "yes"),
        ("..2026", "completed", "2026-12-01..2026-12-31", "no"),
        # A year or month in which a project begins is in each range that it overlaps.
        ("2027..", "planned", "2027-06-01..2027-06-30", "yes"),
        ("2027..", "planned", "2028-01-01..2028-12-31", "no"),
        ("2027-03..", None, "2027-03-15..2027-03-31", "yes"),
        # A known end counts, also within the year of the start.
        ("2024..2024-03", "active", "2024-04-01..2024-12-31", "no"),
        # What runs now runs from now until its end.
        ("..2027-12-31", "active", "2026-12-01..2026-12-31", "yes"),
        ("..2027-12-31", "active", "2026-01-01..2026-10-31", "no"),
        ("..2027-12-31", "planned", "2026-12-01..2026-12-31", "no"),
        ("..9999", "active", "2027-01-01..2027-12-31", "no"),
    ],
)
def test_dates_and_status_tell_together_when_a_project_runs(
    dates: str, status: str | None, period: str, runs: str
) -> None:
    start, end = (text or None for text in dates.split(".."))
    asked = RunningTime(*map(date.fromisoformat, period.split("..")))
    assert runs_in(dated(start, end, status), asked, date(2026, 11, 29)) == (runs == "yes")


def test_today_is_what_the_report_calls_now() -> None:
    planned = dated("2024", "2028", "planned")
    today = RunningTime(TODAY, TODAY)
    assert not runs_in(planned, today, TODAY)
    assert runs_in(planned, RunningTime(TODAY, TODAY + timedelta(days=1)), TODAY)
    assert runs_in(dated(None, None, "active"), today, TODAY)
    assert runs_on(dated(None, None, "active"), TODAY)


def test_a_project_has_a_period_as_soon_as_it_has_a_date() -> None:
    assert known_period(dated(None, None, "active"), TODAY) is None
    ended = known_period(dated(None, "2024-02", None), TODAY)
    assert ended == RunningTime(first_day("2024-02"), last_day("2024-02"))


def _catalogue(folder: Path) -> None:
    day = date.today()  # noqa: DTZ011  (the day as the command sees it)
    last_year, next_year = day.year - 1, day.year + 1
    yesterday = day - timedelta(days=1)
    write_records(
        folder,
        {
            "begonnen": f"title: Begonnen\nstatus: active\nstart_date: '{last_year}'\n",
            "ended": f"title: Ended\nstatus: active\nstart_date: '2019'\nend_date: '{yesterday}'\n",
            "gepland": f"title: Gepland\nstatus: planned\nstart_date: '{last_year}'\n",
            "onbekend": f"title: Onbekend\nstart_date: '{last_year}'\nend_date: '{next_year}-02'\n",
            "lopend": "title: Lopend\nstatus: active\n",
        },
    )


def _ids(run: Run, *query: str) -> list[str]:
    return [line.split("\t")[0] for line in run(*query).out.splitlines()]


NOW = ["begonnen", "lopend", "onbekend"]


@pytest.mark.parametrize("query", ["actief:nu", "active:now", "looptijd:Vandaag", "actief = today"])
def test_what_runs_now(tmp_path: Path, run: Run, query: str) -> None:
    _catalogue(tmp_path)
    assert _ids(run, "list", query) == NOW
    assert _ids(run, "filter", query) == NOW
    assert _ids(run, "search", query) == NOW
    assert _ids(run, "search", "begonnen", query) == ["begonnen"]


def test_what_ran_then(tmp_path: Path, run: Run) -> None:
    _catalogue(tmp_path)
    last_year = date.today().year - 1  # noqa: DTZ011
    assert _ids(run, "list", "actief:2020") == ["ended"]
    assert _ids(run, "list", "actief:2020-03") == ["ended"]
    assert _ids(run, "list", "actief < 2020") == ["ended"]
    assert "begonnen" in _ids(run, "list", f"actief:{last_year}-03")
    assert _ids(run, "list", "NOT", "actief:nu") == ["ended", "gepland"]


def test_now_is_a_date_wherever_one_is_asked_for(tmp_path: Path, run: Run) -> None:
    _catalogue(tmp_path)
    assert _ids(run, "list", "eind:..nu") == ["ended"]
    assert _ids(run, "list", "eind > vandaag") == ["onbekend"]


def test_the_report_counts_the_projects_that_the_query_lists(tmp_path: Path, run: Run) -> None:
    _catalogue(tmp_path)
    assert run("report", "--json").json["running_now"] == len(NOW)


def test_a_time_that_is_none_is_refused(tmp_path: Path, run: Run) -> None:
    _catalogue(tmp_path)
    refused = run("list", "actief:straks")
    assert refused.code == 2
    assert "write 2015, 2015-09, 2015-09-01 or now" in refused.err
    assert "of nu" in run("--lang", "nl", "list", "actief:straks").err
