"""Real pages, which are not part of this repository: these tests run where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import SHARED
from projectkit.model.record import Record
from projectkit.model.source import FieldState, How
from projectkit.parsing.page import parse_page

SEEDS = SHARED / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real pages are not at hand")


def seed(number: int) -> Record:
    page: Path = next(SEEDS.glob(f"{number:03}_*.txt"))
    record = parse_page(page.read_bytes(), page.name).record
    assert record is not None
    return record


def test_lost_soft_hyphens_leave_no_trace() -> None:
    assert not any("\u00ac" in section.text for section in seed(0).sections)


def test_a_theme_that_stands_twice_is_kept_once() -> None:
    assert len(seed(0).themes) == 2


def test_the_programme_in_the_prose_is_learned() -> None:
    record = seed(0)
    assert record.funding[0].programme == "RAAK-publiek"
    assert record.source is not None
    assert record.source.fields["/funding/0"].how is How.LEARNED


def test_four_spellings_of_phone_numbers() -> None:
    phones = [
        person.phone for number in (0, 1, 3) for person in seed(number).persons if person.phone
    ]
    assert len(phones) == 5
    assert all(phone.startswith("+31") and len(phone) == 12 for phone in phones)


@pytest.mark.parametrize("number", [0, 1])
def test_withheld_addresses(number: int) -> None:
    record = seed(number)
    assert record.source is not None
    states = [
        record.source.fields[f"/persons/{index}/email"].state
        for index in range(len(record.persons))
    ]
    assert states == [FieldState.WITHHELD] * len(record.persons)
    assert all(person.email is None for person in record.persons)


def test_numbered_results_stay_a_list() -> None:
    results = next(section for section in seed(1).sections if section.kind == "results")
    assert [line[:3] for line in results.text.splitlines()] == ["1. ", "2. ", "3. "]


def test_the_date_above_a_page_is_none_of_the_project() -> None:
    assert seed(2).start_date is None


def test_working_groups_are_subprojects_with_their_text() -> None:
    record = seed(3)
    assert len(record.subprojects) == 3
    assert all(len(subproject.text) > 500 for subproject in record.subprojects)


def test_labels_without_value_and_bare_years() -> None:
    record = seed(4)
    assert (record.start_date, record.end_date, record.progress_percent) == ("2020", "2022", 100)
    assert record.source is not None
    assert record.source.fields["/funding"].state is FieldState.EMPTY
    assert record.source.fields["/status"].how is How.DERIVED


def test_hard_wrapped_paragraphs_are_joined() -> None:
    summary = seed(4).sections[0]
    assert summary.heading is None
    assert summary.text.count("\n\n") == 2
    assert summary.text.count("\n") == 4
