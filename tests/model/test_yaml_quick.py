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


@st.composite
def commented(draw: st.DrawFn) -> str:
    """Mappings and lists in each other, with comments of any indentation between their lines."""

    def mapping(indent: int) -> list[str]:
        keys = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True))
        return [line for key in keys for line in pair(key, indent)]

    def pair(key: str, indent: int) -> list[str]:
        margin = " " * indent
        kind = draw(st.sampled_from(["value", "list", "mapping", "nothing"]))
        if indent > 4 or kind == "value":
            return [f"{margin}{key}: x"]
        if kind == "mapping":
            return [f"{margin}{key}:", *mapping(indent + 2)]
        items = items_at(indent + draw(st.sampled_from([0, 2]))) if kind == "list" else []
        return [f"{margin}{key}:", *items]

    def items_at(indent: int) -> list[str]:
        margin, lines = " " * indent, []
        for _ in range(draw(st.integers(1, 2))):
            first, *others = mapping(indent + 2) if draw(st.booleans()) else [f"{margin}  x"]
            lines += [f"{margin}- {first[indent + 2 :]}", *others]
        return lines

    comments = st.lists(st.integers(0, 8).map(lambda indent: f"{' ' * indent}# c"), max_size=2)
    return "".join(
        f"{line}\n" for each in mapping(0) for line in [*draw(comments), each, *draw(comments)]
    )


@given(text=commented())
@example("source:\n    # c\n  - file: x\n    sha256: 000\n")
@example("source:\n# c\n  file: x\n")
def test_comments_of_any_indentation_are_passed_over(text: str) -> None:
    agrees(text)
    assert read_quickly(text) is not None


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
