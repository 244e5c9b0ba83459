"""How reading is measured: what counts as right, wrong, missed and invented, and which thresholds follow."""

from __future__ import annotations

import pytest
from tools.train.crossvalidate import ReadSpan
from tools.train.score import Score, total
from tools.train.thresholds import project_threshold, thresholds_of


def test_values_are_right_wrong_missed_or_invented() -> None:
    score = Score()
    score.add(
        "a",
        {"partners": {"a", "b"}, "title": {"x"}},
        {"partners": {"a", "c"}, "title": {"x"}, "lead": {"d"}},
    )
    score.add("b", {"partners": {"e"}}, None)
    score.add("c", None, None)
    score.add("d", None, {"title": {"y"}})
    assert (score.right["partners"], score.wrong["partners"], score.missed["partners"]) == (1, 1, 2)
    assert (score.precision("partners"), score.recall("partners")) == (0.5, pytest.approx(1 / 3))
    assert (score.f1("title"), score.f1("lead")) == (1.0, 0.0)
    assert (score.invented, score.projects, score.lost, score.none, score.skipped) == (
        1,
        2,
        1,
        2,
        1,
    )
    both = total([score, score])
    assert (both.pages, both.right["title"], both.invented) == (8, 2, 2)
    assert list(both.table())[-1].startswith("macro F1 0.")


def test_a_threshold_is_the_best_of_those_that_are_precise_enough() -> None:
    found = [ReadSpan("alt", step / 100, step >= 60) for step in range(20, 100)]
    assert thresholds_of(found, {"alt": 40})["alt"] == pytest.approx(0.6)


def test_few_projects_fall_below_the_threshold_of_projects() -> None:
    pages = [(True, 0.9)] * 99 + [(True, 0.3)] + [(False, 0.5)] * 10
    assert project_threshold(pages) == pytest.approx(0.9)
