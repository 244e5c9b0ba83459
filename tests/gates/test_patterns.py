"""No pattern hangs on any text."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from projectkit.parsing.vocabulary.phrases import wildcards

# Quadratic time shows at this size; the last line of the output names the pattern that hangs.
SIZE = os.environ.get("PROJECTKIT_PATTERN_BYTES", "50000")
# Two processes share the patterns, one for each core of the gate.
SHARES = 2


@pytest.mark.gate
@pytest.mark.parametrize("share", range(SHARES))
def test_no_pattern_hangs_on_what_it_repeats(share: int) -> None:
    script = Path(__file__).with_name("patterns.py")
    done = subprocess.run(
        [sys.executable, str(script), SIZE, str(share), str(SHARES)],
        capture_output=True,
        encoding="utf-8",
        timeout=3600,
        check=False,
    )
    last = done.stdout.splitlines()[-1]
    assert done.returncode == 0, f"{last}\n{done.stderr[-2000:]}"
    count, _ = last.split()
    assert int(count) > 250


@pytest.mark.parametrize(
    ("phrase", "text", "fits"),
    [
        ("a", "a", True), ("a", "ab", False), ("*a", "b a", True), ("a*", "a b", True), ("*a*", "b a b", True),
        ("a*b*c", "a b b c c", True), ("a*b*c", "a c b", False), ("*a*b", "a b a", False), ("*a*b", "a a b b", True),
        ("*", "a", True), ("*", "", True), ("a * b", "a b", False),
    ],
)  # fmt: skip
def test_an_asterisk_stands_for_any_words(phrase: str, text: str, fits: bool) -> None:  # noqa: FBT001
    assert bool(wildcards([phrase]).fullmatch(text)) is fits


def test_asterisks_of_a_layout_do_not_multiply() -> None:
    assert not wildcards(["*a*a*a"]).fullmatch("a" * 100_000 + "b")
