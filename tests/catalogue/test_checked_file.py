"""What is kept of a check comes back as it was, and was made from nothing but what is compared."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from projectkit.catalogue.basis import period
from projectkit.catalogue.checked_file import CheckedFile, from_data, to_json
from projectkit.catalogue.file_check import check_file
from projectkit.catalogue.record_names import record_files
from projectkit.catalogue.root import Catalogue
from projectkit.model.diagnostic import Diagnostic, Location, Phrase, Rule, rules
from projectkit.model.record import Record, Status
from projectkit.validation.context import Context
from projectkit.validation.meaning import check_status, days_of_change
from projectkit.validation.record import check_record
from projectkit.validation.shape import Loaded

MARK = "▸"
OF_RECORDS = [rule for rule in rules().values() if any(name.endswith("yaml") for name in rule.bad)]
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def example(root: Path, rule: Rule) -> list[Path]:
    """The records of the bad example of a rule, written with its pages."""
    for name, text in rule.bad.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.replace(MARK, "").encode().replace(rb"\xe9", b"\xe9"))
    return record_files(Catalogue(root))


def again(checked: CheckedFile) -> CheckedFile:
    return from_data(checked.file, json.loads(to_json(checked)))


@pytest.mark.parametrize("rule", OF_RECORDS, ids=lambda rule: rule.code)
def test_what_is_found_in_every_bad_example_comes_back(rule: Rule, tmp_path: Path) -> None:
    for path in example(tmp_path, rule):
        checked = check_file(
            Catalogue(tmp_path), path, Context(tmp_path, optional=frozenset({rule.code}))
        )
        assert again(checked) == checked
        assert [each.message("nl") for each in again(checked).findings] == [
            each.message("nl") for each in checked.findings
        ]


@given(record=strategies.records)
def test_what_is_found_in_any_record_comes_back(record: Record) -> None:
    found = check_record(Loaded("a.yaml", record), Context(optional=frozenset({"P001"})))
    checked = CheckedFile("a.yaml", tuple(found))
    assert again(checked) == checked


def test_texts_that_are_not_utf_8_and_silences_come_back() -> None:
    values = {"value": "\udce9 \ud800", "what": Phrase("a role", {"n": 1, "of": Phrase("lost")})}
    finding = Diagnostic("M012", Location("\udce9.yaml", 3, 4), "a", values)
    checked = CheckedFile("\udce9.yaml", (finding,), None, {3: frozenset({"M012", "S001"})})
    assert again(checked) == checked
    assert to_json(checked).isascii()


# What a check is made from: the file, its pages, and what `Basis` has of the settings and the day.


class Opened:
    """The files that are opened while it listens."""

    def __init__(self) -> None:
        self.names: set[str] | None = None
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and self.names is not None:
            self.names.add(str(arguments[0]))

    @contextmanager
    def listening(self) -> Iterator[set[str]]:
        self.names = set()
        try:
            yield self.names
        finally:
            self.names = None


OPENED = Opened()


@pytest.mark.parametrize("rule", OF_RECORDS, ids=lambda rule: rule.code)
def test_a_check_opens_its_record_and_the_pages_that_it_names(rule: Rule, tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    assert catalogue.settings
    pages = {f"data/raw/{name}" for name in ("other.txt", "a.txt.json")}
    for path in example(tmp_path, rule):
        for name in {*pages, "projectkit.toml", "layouts/a.yaml"} - set(rule.bad):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("", "utf-8")
        text = path.read_text("utf-8", errors="replace")
        with OPENED.listening() as opened:
            check_file(catalogue, path, Context(tmp_path, optional=frozenset({rule.code})))
        inside = {Path(name) for name in opened if name.startswith(str(tmp_path))}
        named = {tmp_path / name for name in rule.bad if name in text}
        assert path in inside
        assert inside <= {path, *named}


def test_whoever_gives_checks_more_to_depend_on_has_to_keep_it() -> None:
    """See `rules_digest` and `Basis`."""
    assert {each.name for each in fields(Context)} == {
        "root",
        "today",
        "leftover_share",
        "optional",
    }


DATED = st.builds(
    Record,
    id=st.just("a"),
    title=st.just("A"),
    status=st.sampled_from(Status),
    start_date=st.none() | DAYS.map(str) | DAYS.map(lambda day: str(day)[:7]),
    end_date=st.none() | DAYS.map(str) | DAYS.map(lambda day: str(day)[:4]),
    page_date=st.none() | DAYS.map(str),
)


@given(record=DATED, today=DAYS, later=DAYS)
def test_between_two_days_of_change_every_day_finds_the_same(
    record: Record, today: date, later: date
) -> None:
    first, last = period(today, days_of_change(record))
    assert first <= today.toordinal() <= last
    days = {first, last, min(max(later.toordinal(), first), last)}
    found = [_found(record, date.fromordinal(max(day, 400))) for day in days]
    assert found == [_found(record, today)] * len(days)


def _found(record: Record, today: date) -> list[Diagnostic]:
    return check_record(Loaded("a.yaml", record), Context(today=today))


def test_dates_at_the_ends_of_the_calendar_have_days_of_change() -> None:
    for day in ("0001", "9999", "9999-12-31"):
        record = Record(id="a", start_date=day, end_date=day, status=Status.PLANNED)
        first, last = period(date(2024, 1, 1), days_of_change(record))
        assert first <= date(2024, 1, 1).toordinal() <= last
        assert list(check_status(Loaded("a.yaml", record), record, Context()))[1:] == []
