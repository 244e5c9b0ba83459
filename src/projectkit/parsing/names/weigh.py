"""Weighs each name by all that its page says of it.

The model of words sees one mention at a time. How sure it is that a name is that of the lead, of a
partner or of who pays also depends on what it may be where the page names it again, on where it
stands, and on the names beside it that may be the same: the model of names weighs that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.lines.marks import is_prose
from projectkit.parsing.models import RIGHT, model
from projectkit.parsing.names.beside import words_beside
from projectkit.parsing.names.shared import SharedEvidence
from projectkit.parsing.names.single import highest_chances, of_form, of_places
from projectkit.parsing.steps import CHANCES, FEW_CHANCES, MARGINS, TIMES, step
from projectkit.parsing.words.spans import Span, Tag, comparable_name

FEATURES_VERSION = 2
"""Raised when features change, so that no model is used with features it was not trained on."""

WEIGHED = (Tag.LEAD, Tag.PARTNER, Tag.FUNDER)
"""What names may be that are weighed: of other values, their lines tell more than their words."""

# A name that is less probable than this is not proposed.
_LEAST = 0.08
_SURE = 0.5
# A probability is never nearer to 0 or 1 than this when two are pooled.
_OPEN = 0.001


@dataclass(frozen=True)
class NameProposal:
    """A name and what it may be.

    Attributes:
        tag: what it may be.
        name: the name as names of a page are compared.
        features: the evidence on it, as names of features.
    """

    tag: Tag
    name: str
    features: list[str]


def with_names_weighed(page: Page) -> Page:
    """The page with names that are as certain as their words and the whole page make them."""
    names_model = model("names")
    open_to_page = {(comparable_name(span.text), span.tag) for span in page.spans if _is_open(span)}
    chances: dict[tuple[str, Tag], float] = {}
    for proposal in proposals(page):
        if (proposal.name, proposal.tag) in open_to_page:
            names_model.tag([proposal.features])
            chances[proposal.name, proposal.tag] = names_model.marginal(RIGHT, 0)

    def weighed(span: Span) -> Span:
        chance = chances.get((comparable_name(span.text), span.tag)) if _is_open(span) else None
        return span if chance is None else replace(span, certainty=_pooled(span.certainty, chance))

    return replace(page, spans=tuple(map(weighed, page.spans)))


def _is_open(span: Span) -> bool:
    """Whether the page has a say in what a mention is: in a list of partners, the list decides."""
    return bool(span.chances) and (span.tag is not Tag.PARTNER or is_prose(span.mark.text))


def _pooled(certainty: float, chance: float) -> float:
    """The probability half way between two, in log-odds: who is very sure counts for more.

    Averaging log-odds is the logarithmic opinion pool: Genest and Zidek, "Combining Probability
    Distributions", Statistical Science 1 (1986).
    """
    # What is as good as certain stays open to what the other says.
    both = [min(max(each, _OPEN), 1 - _OPEN) for each in (certainty, chance)]
    log_odds = sum(log(each / (1 - each)) for each in both) / len(both)
    return 1 / (1 + exp(-log_odds))


def proposals(page: Page) -> Iterator[NameProposal]:
    """Everything that the names of a page may be, each with the evidence on it."""
    mentions: dict[str, list[Span]] = defaultdict(list)
    for span in page.spans:
        if span.chances:
            mentions[comparable_name(span.text)].append(span)
    chances = {text: highest_chances(spans) for text, spans in mentions.items()}
    shared = SharedEvidence(page, mentions, chances)
    names = [
        _MentionedName(text, spans, page, chances[text], shared) for text, spans in mentions.items()
    ]
    for tag in WEIGHED:
        proposed = [name for name in names if name.best(tag) >= _LEAST]
        all_best = sorted(name.best(tag) for name in proposed)
        for order, name in enumerate(proposed):
            features = [*name.evidence_on(tag), *_of_others(name.best(tag), all_best, order)]
            yield NameProposal(tag, name.text, [f"{tag}:{feature}" for feature in features])


class _MentionedName:
    """A name with the mentions on a page that no rule decides, in order."""

    def __init__(
        self,
        text: str,
        mentions: Sequence[Span],
        page: Page,
        highest: Mapping[str, float],
        shared: SharedEvidence,
    ) -> None:
        self.text = text
        self._mentions = mentions
        self._highest = highest
        self._certainties: dict[Tag, float] = {}
        for span in mentions:
            self._certainties[span.tag] = max(span.certainty, self._certainties.get(span.tag, 0.0))
        self._places = of_places(page, mentions)
        self._plain = [*of_form(mentions[0].text), *shared.on(text)]

    def best(self, tag: Tag) -> float:
        """The highest probability of a tag among the mentions."""
        return max(self._highest[tag], self._certainties.get(tag, 0.0))

    def evidence_on(self, tag: Tag) -> list[str]:
        """The evidence on whether the name is what a tag says."""
        best = f"best{step(self.best(tag), FEW_CHANCES)}"
        return [
            *self._of_chances(tag),
            best,
            *self._places,
            *(f"{feature}+{best}" for feature in self._places),
            *self._plain,
            *words_beside(max(self._mentions, key=lambda span: span.chances[tag])),
        ]

    def _of_chances(self, tag: Tag) -> list[str]:
        """What the model of words says of the mentions, and what else they may be."""
        each = [span.chances[tag] for span in self._mentions]
        none = 1.0
        for chance in each:
            none *= 1 - chance
        rivals = {rival: chance for rival, chance in self._highest.items() if rival != tag}
        first = max(rivals, key=rivals.__getitem__)
        so = sum(span.tag is tag for span in self._mentions)
        return [
            "any",
            f"best-exactly{step(self.best(tag), CHANCES)}",
            f"own{step(self._certainties.get(tag, 0.0), CHANCES)}",
            f"one-of{step(1 - none, CHANCES)}",
            f"first{step(each[0], FEW_CHANCES)}",
            f"mean{step(sum(each) / len(each), FEW_CHANCES)}",
            f"times-so{step(so, TIMES)}",
            f"rival={first}",
            f"margin{step(self.best(tag) - rivals[first], MARGINS)}",
            *(f"rival-{rival}{step(chance, FEW_CHANCES)}" for rival, chance in rivals.items()),
        ]


def _of_others(best: float, all_best: Sequence[float], order: int) -> list[str]:
    """How a name compares with the others that may be the same.

    Args:
        best: its highest probability.
        all_best: those of all names, its own too, the lowest first.
        order: its place in the order of the page.
    """
    above = len(all_best) - bisect_right(all_best, best)
    sure = len(all_best) - bisect_left(all_best, _SURE) - (best >= _SURE)
    own = f"best{step(best, FEW_CHANCES)}"
    return [
        f"above{step(above, TIMES)}",
        f"above{step(above, TIMES)}+{own}",
        f"sure{step(sure, TIMES)}",
        f"sure{step(sure, TIMES)}+{own}",
        f"top{step(all_best[-1], FEW_CHANCES)}",
        f"order{step(order, TIMES)}",
        f"proposed{step(len(all_best), TIMES)}",
    ]
