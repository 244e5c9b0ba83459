from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.model import yaml_text


def codes(text: str) -> list[tuple[str, int, int]]:
    return [(problem.code, *problem.mark) for problem in yaml_text.read(text).problems]


@pytest.mark.parametrize("value", ["no", "0123", "1.500", "12:30", "2024-13-01", "1e3", "true"])
def test_plain_scalars_stay_strings(value: str) -> None:
    assert yaml_text.read(f"key: {value}").data == {"key": value}


@pytest.mark.parametrize("value", ["", "~", "null"])
def test_only_plain_null_is_null(value: str) -> None:
    assert yaml_text.read(f"key: {value}").data == {"key": None}
    assert yaml_text.read(f"key: '{value}'").data == {"key": value}


def test_every_duplicate_key_is_reported_where_it_stands() -> None:
    text = "a: 1\nb:\n  c: 1\n  c: 2\na: [x]\n"
    assert codes(text) == [("Y002", 4, 3), ("Y002", 5, 1)]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: &x 1\n", "Y003", 1, 4),
        ("a: b\nc: *x\n", "Y003", 2, 4),
        ("a: !!python/name:os.system x\n", "Y004", 1, 4),
        ("a:\n\tb: 1\n", "Y005", 2, 1),
        ("a: [1\n", "Y001", 2, 1),
        ("a: 1\n---\nb: 1\n", "Y001", 2, 1),
        ("a: \x07\n", "Y001", 1, 4),
        ("a: éé😀\nb: é\x07\n", "Y001", 2, 5),
        ("? [a]\n: b\n", "Y001", 1, 3),
    ],
)
def test_what_is_refused_is_reported_with_its_place(
    text: str, code: str, line: int, column: int
) -> None:
    assert codes(text) == [(code, line, column)]


def test_a_bomb_of_brackets_is_refused() -> None:
    assert codes("[" * 100_000)[0][0] == "Y001"


def test_places_of_keys_and_values() -> None:
    document = yaml_text.read("themes:\n  - jeugd\n  - wonen\n")
    assert document.keys["themes",] == (1, 1)
    assert document.values["themes", 1] == (3, 5)


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    yaml_text.read(text)
