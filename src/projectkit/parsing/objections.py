"""Says why a page does not look like the description of one project, in words for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import digits

from projectkit.language.translate import _, later

_MOST = 3
_ANY, _SEVERAL, _MANY = range(1, 7), range(2, 7), range(4, 7)
# What speaks against a project, by the name of a feature and the steps of its figure.
_SAID: dict[str, tuple[range, str]] = {
    "has=projecte": (range(1), later("the word “projecten”")),
    "value-start": (_SEVERAL, later("the dates of several projects")),
    "value-end": (_SEVERAL, later("the dates of several projects")),
    "value-status": (_SEVERAL, later("the status of several projects")),
    "value-lead": (_SEVERAL, later("several lead organisations")),
    "value-money": (_ANY, later("amounts that do not belong to a project")),
    "value-pagedate": (_ANY, later("a date of publication")),
    "value-who": (_ANY, later("people who are not part of a project")),
    "times": (_ANY, later("times of day")),
    "days": (_ANY, later("days of the week")),
    "years": (_MANY, later("many different years")),
    "money": (_SEVERAL, later("several amounts of money")),
    "questions": (_SEVERAL, later("several questions")),
    "quotes": (_ANY, later("quotations")),
    "prose": (range(1), later("hardly any running text")),
    "core": (range(3), later("few facts such as dates, partners and funder")),
    "sections": (range(1), later("no heading such as goal, approach or results")),
}


def objections(features: Sequence[str], certainty: Callable[[list[str]], float]) -> tuple[str, ...]:
    """What speaks against a project on a page, the weightiest first.

    Args:
        features: the features of the page.
        certainty: the probability that a page with certain features describes a project.
    """
    usual = certainty(["any"])
    weights: dict[str, float] = {}
    for feature in features:
        said = _said(feature)
        if said:
            weight = usual - certainty(["any", feature])
            weights[said] = max(weights.get(said, 0.0), weight)
    against = [said for said, weight in weights.items() if weight > 0]
    return tuple(sorted(against, key=weights.__getitem__, reverse=True))[:_MOST]


def _said(feature: str) -> str:
    """A feature in words; empty for one that means little to people, such as a single word."""
    name = feature.rstrip(digits)
    steps, said = _SAID.get(name, (range(0), ""))
    return _(said) if int(feature[len(name) :] or 0) in steps else ""
