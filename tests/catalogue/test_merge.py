"""Hand edits win: every case of one field, changed by a person, by the page, by both or by neither."""

from __future__ import annotations

import pytest

from projectkit.catalogue.merge import merge
from projectkit.model.record import Record
from projectkit.model.source import How
from projectkit.parsing.page import parse_page


def read(themes: str) -> Record:
    record = parse_page(
        f"Een titel\n\nStatus: Lopend\nThema's: {themes}\n".encode(), "x.txt"
    ).record
    assert record is not None
    return record


@pytest.mark.parametrize(
    ("by_hand", "page_now", "expected", "conflicts"),
    [
        (None, "Zorg", ("Zorg",), []),
        (None, "Jeugd", ("Jeugd",), []),
        (None, "", (), []),
        (("Wonen",), "Zorg", ("Wonen",), []),
        (("Wonen",), "Jeugd", ("Wonen",), ["themes"]),
        ((), "Zorg", (), []),
        ((), "Jeugd", (), ["themes"]),
        (("Jeugd",), "Jeugd", ("Jeugd",), []),
    ],
)
def test_one_field(
    by_hand: tuple[str, ...] | None, page_now: str, expected: tuple[str, ...], conflicts: list[str]
) -> None:
    current = read("Zorg")
    if by_hand is not None:
        current = current.model_copy(update={"themes": by_hand})
    merged = merge(current, read(page_now))
    assert merged.record.themes == expected
    assert [conflict.field for conflict in merged.conflicts] == conflicts


def test_a_field_that_a_person_added_stays() -> None:
    current = read("Zorg").model_copy(update={"start_date": "2020", "id": "eigen-id"})
    merged = merge(current, read("Jeugd")).record
    assert (merged.start_date, merged.id, merged.themes) == ("2020", "eigen-id", ("Jeugd",))


def test_a_field_that_a_person_filled_in_says_so() -> None:
    current = read("Zorg").model_copy(update={"themes": ("Wonen",), "start_date": "2020"})
    source = merge(current, read("Jeugd")).record.source
    assert source is not None
    manual = {
        pointer: trace.lines for pointer, trace in source.fields.items() if trace.how is How.MANUAL
    }
    assert manual == {"/start_date": None, "/themes": "4"}
