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
        ("a: [1\n", "Y001", 1, 4),
        ("a: 1\n---\nb: 1\n", "Y001", 2, 1),
        ("a: \x07\n", "Y001", 1, 4),
        ("a: éé😀\nb: é\x07\n", "Y001", 2, 5),
        ("? [a]\n: b\n", "Y001", 1, 3),
        ("a: *b* c\n", "Y003", 1, 4),
        ("a: ! x\n", "Y004", 1, 4),
        ("a: 1\nb\n\n\n", "Y001", 2, 1),
        ("a: 1\nb\n# c\n", "Y001", 2, 1),
        ("a: 1\nb", "Y001", 2, 1),
        ("a: 1\nb c\nd: 1\n", "Y001", 2, 1),
        ("a: 'b\nc: 1\n\n", "Y001", 1, 4),
        ("a: 1\nb: {c: d\n\n", "Y001", 2, 4),
        ("a: 1\nb:\u00a02\nc: 3\n", "Y009", 2, 3),
        ("a:\n\u00a0\u00a0- b: 1\n", "Y009", 2, 1),
        ("a:\n-\u00a0b\n", "Y009", 2, 2),
        ("a: 1\n\u200bb: 2\n", "Y009", 2, 1),
        ("a\u202f: 1\n", "Y009", 1, 2),
        ("a: |\u00a0\n  b\n", "Y009", 1, 5),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", "Y008", 2, 1),
        ('a: "b\n<<<<<<< HEAD\n  c\n=======\n  d\n>>>>>>> x\n  e"\n', "Y008", 2, 1),
        ("a: 1\r\n<<<<<<<\r\nb: 2\r\n", "Y008", 2, 1),
        ("a: 1\n||||||| base\nb: 2\n", "Y008", 2, 1),
        ("a: 1\n=======\nb: 2\n>>>>>>> x\n", "Y008", 2, 1),
        ("a: 1\n>>>>>>> x\n", "Y008", 2, 1),
    ],
)
def test_what_is_refused_is_reported_with_its_place(
    text: str, code: str, line: int, column: int
) -> None:
    assert codes(text) == [(code, line, column)]


@pytest.mark.parametrize(
    "text",
    [
        "a: Zorg\u00a0thuis\n",
        "a: Doel:\u00a0zorg\n",
        "a: |\n  \u00a0b\n",
        "'a\u00a0b': 1\n",
        "a: <<<<<<< terug\n",
        "a: |\n  <<<<<<< HEAD\n  b\n  =======\n  c\n  >>>>>>> x\n",
        "a: b # =======\n",
        "# =======\na: b\n",
    ],
)
def test_what_only_resembles_a_fault_is_sound(text: str) -> None:
    assert codes(text) == []


def test_a_bomb_of_brackets_is_refused() -> None:
    assert codes("[" * 100_000)[0][0] == "Y001"


def test_places_of_keys_and_values() -> None:
    document = yaml_text.read("themes:\n  - jeugd\n  - wonen\n")
    assert document.keys["themes",] == (1, 1)
    assert document.values["themes", 1] == (3, 5)


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    yaml_text.read(text)
