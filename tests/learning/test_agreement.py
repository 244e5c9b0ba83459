"""How much of a record is read right."""

from __future__ import annotations

from typing import Any

from projectkit.learning.agreement import Agreement, agreement, values
from projectkit.model.record import Record


def record(**values: Any) -> Record:
    return Record.model_validate({"id": "x", "language": "nl", **values})


def test_the_same_record_is_all_right() -> None:
    one = record(title="Broei", themes=["zorg"], persons=[{"name": "A. Bos", "role_text": "baas"}])
    found = agreement(one, one)
    assert found == Agreement(right=len(values(one)))
    assert found.share == 1


def test_values_too_many_and_too_few_count() -> None:
    found = agreement(record(themes=["zorg", "wonen"]), record(themes=["zorg", "water", "lucht"]))
    assert (found.wrong, found.missed) == (1, 2)


def test_the_role_of_an_organisation_is_part_of_it() -> None:
    lead, partner = (
        record(organisations=[{"name": "Saxion", "role": role}]) for role in ("lead", "partner")
    )
    assert agreement(lead, partner).share < 1
    assert ("organisations", "lead", "saxion") in values(lead)


def test_case_does_not_count() -> None:
    assert agreement(record(title="COÖPERATIE"), record(title="Coöperatie")).share == 1


def test_without_a_record_all_is_missed() -> None:
    found = agreement(None, record(title="Broei"))
    assert (found.right, found.wrong, found.share) == (0, 0, 0)
    assert values(None) == frozenset()


def test_nothing_to_compare_is_all_right() -> None:
    assert Agreement().share == 1
    assert Agreement(1, 2, 3) + Agreement(1, 1, 1) == Agreement(2, 3, 4)
