"""Data files are easy to read in a diff: one entry a line, sorted, without duplicates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from conftest import REPOSITORY

FILES = sorted((REPOSITORY / "src/projectkit").rglob("*.yaml"))
MOST_ON_A_LINE = 3
WIDEST = 100


def faults(text: str) -> list[str]:
    """What is wrong with the form of a data file, by line."""
    lines = text.split("\n")
    found = []
    for key_line, node in collections(yaml.compose(text, Loader=yaml.SafeLoader)):
        is_list = isinstance(node, yaml.SequenceNode)
        if node.flow_style and is_list and len(node.value) > MOST_ON_A_LINE:
            found.append((node.start_mark.line, "more than three entries on a line"))
        if node.flow_style and len(lines[node.start_mark.line]) > WIDEST:
            found.append((node.start_mark.line, "too wide for one line"))
        if node.flow_style and node.end_mark.line > node.start_mark.line:
            found.append((node.start_mark.line, "brackets over several lines"))
        entries = (
            [entry for entry in node.value if isinstance(entry, yaml.ScalarNode)] if is_list else []
        )
        found += [
            (entry.start_mark.line, f"{entry.value} occurs again") for entry in again(entries)
        ]
        found += [
            (entry.start_mark.line, f"{entry.value} needs no quotes")
            for entry in entries
            if is_quoted(entry)
        ]
        if not re.search(r"\border\b", comment_above(lines, key_line)):
            found += [
                (entry.start_mark.line, f"{entry.value} is not sorted")
                for entry in unsorted(lines, entries)
            ]
    return [f"line {line + 1}: {fault}" for line, fault in sorted(found)]


def collections(node: yaml.Node | None, line: int = 0) -> Iterator[tuple[int, yaml.CollectionNode]]:
    """Every list and mapping, with the line of its key."""
    if not isinstance(node, yaml.CollectionNode):
        return
    yield line, node
    for part in node.value:
        key, value = part if isinstance(node, yaml.MappingNode) else (part, part)
        yield from collections(value, key.start_mark.line)


def again(entries: list[yaml.ScalarNode]) -> list[yaml.ScalarNode]:
    """The entries that occur earlier in the list."""
    values = [entry.value for entry in entries]
    return [entry for place, entry in enumerate(entries) if entry.value in values[:place]]


def is_quoted(entry: yaml.ScalarNode) -> bool:
    """Whether an entry has quotes that it does not need."""
    try:
        plain = yaml.safe_load(f"- {entry.value}\n")
    except yaml.YAMLError:
        return False
    return entry.style in {"'", '"'} and plain == [entry.value]


def comment_above(lines: list[str], line: int) -> str:
    """The comment that ends directly above a line."""
    start = line
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return "\n".join(lines[start:line])


def unsorted(lines: list[str], entries: list[yaml.ScalarNode]) -> list[yaml.ScalarNode]:
    """The entries that belong before the one above; a comment in between begins a new group."""
    return [
        entry
        for above, entry in pairwise(entries)
        if not any(
            line.lstrip().startswith("#")
            for line in lines[above.end_mark.line : entry.start_mark.line]
        )
        and in_alphabet(entry.value) < in_alphabet(above.value)
    ]


def in_alphabet(text: str) -> tuple[str, str]:
    """The sort key of a text: without case and accents."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)), text


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: path.relative_to(REPOSITORY / "src/projectkit").as_posix()
)
def test_data_files_are_easy_to_read_in_a_diff(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "a: [x, y, z]",
        "a: {lines: 3, how: x, why: y, who: z}",
        "a:\n  - één\n  - eerst\n  - Ja\n  - zo\n",
        "a:\n  # Dutch\n  - naam\n  - titel\n  # English\n  - name\n",
        "# In the order of the page.\na:\n  - b\n  - a\n",
        "a:\n  - '*x'\n  - '404'\n  - 'x: y'\n",
        "a:\n  - x\nb:\n  - x\n",
    ],
)
def test_this_form_is_right(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: [w, x, y, z]", "line 1: more than three entries on a line"),
        (f"a: [{'x' * 60}, {'y' * 60}]", "line 1: too wide for one line"),
        (f"a: {{x: {'x' * 60}, y: {'y' * 60}}}", "line 1: too wide for one line"),
        ("a: [x,\n  y]", "line 1: brackets over several lines"),
        ("a:\n  - x\n  - y\n  # Others\n  - x\n", "line 5: x occurs again"),
        ("a:\n  - 'x y'\n", "line 2: x y needs no quotes"),
        ("a:\n  - Zo\n  - één\n", "line 3: één is not sorted"),
        ("# In the order of the page.\n\na:\n  - b\n  - a\n", "line 5: a is not sorted"),
    ],
)
def test_this_form_is_wrong(text: str, fault: str) -> None:
    assert faults(text) == [fault]
