"""Figures in features: a model has no weight for each number, but one for each step."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def step(number: float, steps: Sequence[float]) -> int:
    """The step of a figure: the first that it does not exceed."""
    return bisect_left(steps, number)
