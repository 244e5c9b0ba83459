"""Chooses, per tag, the probability below which a value is only a suggestion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tools.train.crossvalidate import ReadSpan

_PRECISIONS = (0.9, 0.88, 0.86, 0.845)
"""Precisions to aim for: the first that costs little F1 is taken."""

_MOST_COST = 0.03
_MOST_COST_OF_LAST = 0.1
_STEPS = [step / 100 for step in range(20, 96, 2)]
_FEWEST = 5
# Of the projects. A few more are lost for want of a title, and 2 % are the limit; a project that is
# lost costs all its values, and another page that is read costs a few that are invented.
_MOST_LOST = 0.0145
_DEFAULT = 0.5
# Chosen by the records of unseen pages, since spans say too little: a record has only the best of
# the leads and titles that are proposed, partners are to be right six times in seven, ends are
# seldom wrong, and what else is here costs more where it is not there than where it is missed.
# Those of funders, programmes, roles and starts were chosen on pages that nothing learns from and
# on the five real ones, so that the models of words and names of today invent no more than before.
_BY_RECORDS = {
    "amount": 0.66,
    "end": 0.56,
    "funder": 0.64,
    "heading": 0.6,
    "lead": 0.7,
    "partner": 0.68,
    "per": 0.5,
    "programme": 0.76,
    "role": 0.54,
    "start": 0.66,
    "sub": 0.74,
    "subproject": 0.74,
    "theme": 0.56,
    "title": 0.45,
}


def thresholds_of(spans: Iterable[ReadSpan], stated: dict[str, int]) -> dict[str, float]:
    """The threshold of each tag.

    Args:
        spans: what was found on pages that the models had not seen.
        stated: how many values of each tag these pages state.
    """
    by_tag: dict[str, list[ReadSpan]] = defaultdict(list)
    for span in spans:
        by_tag[span.tag].append(span)
    by_words = {
        tag: _threshold(found, stated.get(tag, 0))
        for tag, found in by_tag.items()
        if tag not in _BY_RECORDS
    }
    return dict(sorted((_BY_RECORDS | by_words).items()))


def _threshold(found: Sequence[ReadSpan], stated: int) -> float:
    figures = {
        step: _figures([span for span in found if span.certainty >= step], stated)
        for step in _STEPS
    }
    enough = {step: pair for step, pair in figures.items() if pair is not None}
    best = max((f1 for _, f1 in enough.values()), default=0.0)
    for wanted in _PRECISIONS:
        steps = [step for step, (precision, _) in enough.items() if precision >= wanted]
        chosen = max(steps, key=lambda step: enough[step][1], default=None)
        cost = _MOST_COST_OF_LAST if wanted == _PRECISIONS[-1] else _MOST_COST
        if chosen is not None and enough[chosen][1] >= best - cost:
            return chosen
    affordable = [step for step, (_, f1) in enough.items() if f1 >= best - _MOST_COST_OF_LAST]
    return max(affordable, key=lambda step: enough[step][0], default=_DEFAULT)


def _figures(kept: Sequence[ReadSpan], stated: int) -> tuple[float, float] | None:
    """Precision and F1; None if too few values are left to tell."""
    if len(kept) < _FEWEST:
        return None
    right = sum(span.right for span in kept)
    return right / len(kept), 2 * right / (len(kept) + stated)


def project_threshold(pages: Sequence[tuple[bool, float]]) -> float:
    """The highest threshold below which few projects fall."""
    projects = [certainty for is_project, certainty in pages if is_project]
    lost = {step: sum(certainty < step for certainty in projects) for step in _STEPS}
    return max(
        (step for step in _STEPS if lost[step] <= _MOST_LOST * len(projects)), default=_DEFAULT
    )
