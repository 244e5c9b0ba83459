"""Two values on one line each show where they differ."""

from __future__ import annotations

import pytest

from projectkit.model.brief import brief_pair
from projectkit.model.record import Person

LONG = "Een lange zin over de tuin van de bewoners van de wijk Noord in het jaar "


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("2020", "2021", ("2020", "2021")),
        (None, "2021", (None, "2021")),
        ((), ("a",), (None, '["a"]')),
        (("a", "b"), ("a",), ('["a", "b"]', '["a"]')),
        ("a\nb", "a", ("a b", "a")),
        (f"{LONG}2020", f"{LONG}2021", ("… in het jaar 2020", "… in het jaar 2021")),
        (
            f"2020 {LONG}",
            "2021",
            ("2020 Een lange zin over de tuin van de bewoners van de wijk …", "2021"),
        ),
        ("x" * 70, "y", ("x" * 59 + " …", "y")),
        (f"{'x' * 70}@hr.nl", "y", ("…", "y")),
    ],
)
def test_both_values(one: object, other: object, said: tuple[str, str]) -> None:
    assert brief_pair(one, other) == said


def test_long_lists_are_told_by_what_differs() -> None:
    many = tuple(Person(name=f"Persoon Nummer{number}") for number in range(9))
    changed = (*many[:8], Person(name="Anna de Groot"))
    assert brief_pair(many, changed) == (
        '[{"name": "Persoon Nummer8"}]',
        '[{"name": "Anna de Groot"}]',
    )


def test_no_part_of_an_address_stays() -> None:
    text = f"{LONG[:50]} anna.de.groot@hogeschool.example"
    assert "anna" not in str(brief_pair(text, "x"))
