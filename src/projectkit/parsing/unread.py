"""Finds the parts of a line that no value kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from projectkit.parsing.record.residue import has_residue
from projectkit.parsing.vocabulary.page_words import contact_label
from projectkit.parsing.words.tokens import Token, tokens


def unread_parts(line: str, label: str, values: Sequence[Any]) -> tuple[str, ...]:
    """The parts of a line that say more than the values that were read from it.

    Args:
        line: the text of the line.
        label: the words of the label or heading that it begins with, if any.
        values: the values that were read from it.
    """
    text = _after_label(line, label)
    runs: list[list[Token]] = [[]]
    for token in tokens(text):
        if has_residue(token.text, [], values):
            runs[-1].append(token)
        elif has_residue(token.text, [], []):
            runs.append([])  # a value kept this token; marks and small words may join others
    return tuple(text[run[0].start : run[-1].end] for run in runs if run)


def _after_label(line: str, label: str) -> str:
    text = line.partition(label)[2] if label and label in line else line
    contact = contact_label(text)
    return contact[1] if contact else text
