"""What a page says of all its names: what else it states, what is beside each, and their kin."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.lines.marks import Role
from projectkit.parsing.steps import FEW_CHANCES, TIMES, step
from projectkit.parsing.words.context import LONG_WORDS
from projectkit.parsing.words.spans import TAGS_OF_NAMES, Span, Tag

_SURE = 0.5
_WORD = re.compile(r"\w+")
_COUNTED = (*TAGS_OF_NAMES, Tag.START, Tag.END, Tag.AMOUNT, Tag.STATUS)
_LINES = (3, 6, 10, 15, 25, 40, 70)
# What a name may be of which another is a part: the `GGD` of `GGD Duinzoom`.
_WHOLES = (
    *(Tag.LEAD, Tag.PARTNER, Tag.FUNDER, Tag.OTHER_ORGANISATION, Tag.UNIT),
    *(Tag.PERSON, Tag.OTHER_PERSON),
)
# So many names are compared with each other; few pages have more.
_MOST_COMPARED = 100


class SharedEvidence:
    """The evidence on names that others share."""

    def __init__(
        self,
        page: Page,
        mentions: Mapping[str, Sequence[Span]],
        chances: Mapping[str, Mapping[str, float]],
    ) -> None:
        """Note what the page states.

        Args:
            page: the page.
            mentions: the mentions of each name, by the name as names are compared.
            chances: the highest probability of each tag among the mentions of each name.
        """
        self._mentions, self._chances = mentions, chances
        self._compared = {name: _apart(name) for name in islice(mentions, _MOST_COMPARED)}
        counts = Counter(span.tag for span in page.spans if span.certainty >= _SURE)
        self._page = [f"page-{tag}{step(counts[tag], TIMES)}" for tag in _COUNTED]
        self._page.append(f"lines{step(len(page.seen), _LINES)}")
        self._title = _words(mark.text for mark in page.marks if mark.role is Role.TITLE)
        self._around = _words(mark.text for mark in page.marks if mark.role is Role.NOISE)
        self._on_line: dict[int, Counter[Tag]] = defaultdict(Counter)
        for span in page.spans:
            self._on_line[span.place][span.tag] += 1

    def on(self, name: str) -> list[str]:
        """The evidence on a name."""
        words = _words([name])
        beside: Counter[Tag] = Counter()
        for place in {span.place for span in self._mentions[name]}:
            beside.update(self._on_line[place])
        beside -= Counter(span.tag for span in self._mentions[name])
        return [
            *self._page,
            f"in-title{step(len(words & self._title), TIMES)}",
            f"in-menu{step(len(words & self._around), TIMES)}",
            *(["all-in-menu"] if words and words <= self._around else []),
            *(f"beside-{tag}{step(count, TIMES)}" for tag, count in sorted(beside.items())),
            *([] if beside else ["alone"]),
            *self._of_kin(name),
        ]

    def _of_kin(self, name: str) -> Iterator[str]:
        """What the names may be that hold a name, and those that it holds."""
        own = _apart(name)
        others = [(other, words) for other, words in self._compared.items() if words != own]
        kin = {
            "held": [self._chances[other] for other, words in others if own in words],
            "holds": [self._chances[other] for other, words in others if words in own],
        }
        for relation, chances in kin.items():
            if chances:
                yield relation
                for tag in _WHOLES:
                    best = max(each[tag] for each in chances)
                    yield f"{relation}-{tag}{step(best, FEW_CHANCES)}"


def _apart(name: str) -> str:
    """The words of a name, each between spaces, so that a word is not found inside another."""
    return f" {' '.join(_WORD.findall(name))} "


def _words(texts: Iterable[str]) -> frozenset[str]:
    """The words of texts that carry meaning."""
    return frozenset(word for text in texts for word in LONG_WORDS.findall(text.casefold()))
