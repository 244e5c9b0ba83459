"""The quick reader of YAML agrees with the strict one on all that it reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import projectkit.model
import strategies
from projectkit.model import yaml_text
from projectkit.model.record import Record
from projectkit.model.record_yaml import record_to_yaml
from projectkit.model.yaml_quick import read_quickly

LINES = st.sampled_from(
    [
        "id: a", "title: Een titel", "title: null", "title: ''", "title: 'It''s'", 'title: "a"', "title:", "a: b: c",
        "themes: []", "themes:", "- zorg", "- a: 1", "  b: 2", "- a:", "  - x", "    - y", "  c: |-", "    tekst", "  ", "",
        "    meer: tekst", "     dieper", "# opmerking", "a: b # c", "a: b#c", "b: |", "b: >-", "c: [1-6, 40-44]", "d: {lines: 8, how: x}",
        "d: {lines: 8, lines: 9}", "e: [a, 'b']", "f: &x y", "g: *x", "---", "...", "h: !!str x", "- - x", "? x", "i: 12:30", "j: a:",
        "k: - x", "l: -5", "m: ~", "'n': x", "o : x", "p: x ", "  q: x", "    r: x", "s: |-", "  t", "u: %x", "v: a, b]", "w: {}",
        "a b: c", "a  b - c: d", "- x y:", "#", "  # binnen", "#: x", "    # in tekst", "  - |",
        r'x: "a\nb \"c\" \\ \t\0"', r'x: "\x41"', r'x: "\u00a0\uD800"', r'x: "\u00A0b"', r'x: "\\" y"', r'x: "a\"',
    ]
)  # fmt: skip


@given(record=strategies.records)
def test_what_this_project_writes_is_read_alike(record: Record) -> None:
    agrees(record_to_yaml(record))


@given(lines=st.lists(LINES, max_size=8))
@example(lines=["a:"] * 3)
def test_lines_in_any_order_are_read_alike_or_left_to_the_other(lines: list[str]) -> None:
    agrees("\n".join(lines) + "\n")


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_values_of_any_characters_are_read_alike_or_left_to_the_other(text: str) -> None:
    agrees(f"a: {text}\nb:\n- c: {text}\n")


def agrees(text: str) -> None:
    data = read_quickly(text)
    if data is not None:
        document = yaml_text.read(text)
        assert (document.problems, document.data) == ([], data)


@pytest.mark.parametrize("text", ["a: 1\r\n", "a:\tb\n", "\ufeffa: 1\n", "a: \x00\n", "", "- a\n"])
def test_what_is_in_another_form_is_left_to_the_other(text: str) -> None:
    assert read_quickly(text) is None


def test_what_is_nested_deeply_is_left_to_the_other() -> None:
    assert read_quickly("".join(f"{' ' * depth}a:\n" for depth in range(5000))) is None


def test_a_record_is_read_quickly() -> None:
    text = record_to_yaml(
        Record.model_validate({"id": "a", "title": "Een: titel", "themes": ["x"]})
    )
    assert read_quickly(text) is not None


RULES = sorted((Path(projectkit.model.__file__).parent / "rules").iterdir())


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_the_rules_are_read_quickly(path: Path) -> None:
    text = path.read_text("utf-8")
    assert read_quickly(text) == yaml_text.load_data(text)
