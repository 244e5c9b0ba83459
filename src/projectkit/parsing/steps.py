"""Figures in features: a model has no weight for each number, but one for each step."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

CHANCES = (
    *(0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75),
    *(0.8, 0.85, 0.9, 0.94, 0.97, 0.985, 0.995),
)
"""Steps of probabilities."""

FEW_CHANCES = (0.02, 0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92, 0.98)
"""The same, for features that are combined with others."""

MARGINS = (-0.8, -0.5, -0.3, -0.15, -0.05, 0.05, 0.15, 0.3, 0.5, 0.8)
"""Steps of differences between probabilities."""

TIMES = (0, 1, 2, 3, 5, 8, 13)
"""Steps of how often something occurs."""

SHARES_OF_PAGE = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8)
"""Steps of how far down a page something stands."""


def step(number: float, steps: Sequence[float]) -> int:
    """The step of a figure: the first that it does not exceed."""
    return bisect_left(steps, number)
