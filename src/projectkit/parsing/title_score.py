"""How much a line looks like the title of its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from projectkit.parsing.layout import Layout
from projectkit.parsing.marks import Mark, is_prose
from projectkit.parsing.organisation_words import names_organisation, names_unit

# A title and a line below it; what stands in a larger block is one of many.
LINES_OF_TITLE = 2
_SENTENCE_START = re.compile(r"(?:Dit|Deze|Het|De|In|Wij|We|Er|Voor|Met|Hier)\s")
# A title that says what it is the title of.
_PROJECT = re.compile(
    r"(?:Project|Onderzoek|Programma|Module|Leernetwerk|Netwerk|Werkplaats|Training)\s(?=[A-ZÀ-Ý‘'\"])"
)
_MANY_WORDS = 3
_LONG_WORD = re.compile(r"\w{4,}")
_LONGER = 1.5
_TRAIL = re.compile(r"\s[>»\u203a/]\s|\u203a")
_SHORTEST_TRAIL = 6
_TOP_OF_PAGE = 60
# How a line begins that explains the title above it.
_SUBTITLE = re.compile(r"(?:Hoe|Naar|Van|Op weg|Een|Over|Voor|Met|Samen|Waarom|Wat|Het|De)\s")


class TitleScore:
    """What is weighed, gathered once for a page."""

    def __init__(self, marks: Sequence[Mark], candidates: Sequence[Mark], layout: Layout) -> None:
        """Gather it.

        Args:
            marks: the lines of the page.
            candidates: those that may be the title, in order.
            layout: how the page is read.
        """
        self._layout = layout
        self._text = "\n".join(mark.text for mark in marks).casefold()
        self._prose = "\n".join(mark.text for mark in marks if is_prose(mark.text))
        self._texts = Counter(mark.text for mark in marks)
        # The last entry of a trail of pages is the page itself, or the beginning of its title.
        tops = [_TRAIL.split(mark.text) for mark in marks[:_TOP_OF_PAGE] if _TRAIL.search(mark.text)]
        self._trails = tuple(end for top in tops if len(end := top[-1].strip()) >= _SHORTEST_TRAIL)
        self._above = frozenset(entry.strip() for top in tops for entry in top[:-1])
        self._blocks = Counter(mark.block for mark in marks)
        self._last = candidates[-1]
        self._with_subtitle = {
            first.number for first, second in pairwise(candidates) if self._is_subtitle(first, second)
        }

    def _is_subtitle(self, first: Mark, second: Mark) -> bool:
        """Whether the second of two lines says at length what the first names."""
        longer = len(second.text) >= len(first.text) * _LONGER and len(second.text.split()) > _MANY_WORDS
        together = second.block - first.block <= 1 and second.block >= self._last.block - 1
        return longer and together and bool(_SUBTITLE.match(second.text))

    def __call__(self, mark: Mark) -> float:
        """The score: it comes back, its words come back, and the text follows it."""
        text, crowded = mark.text, self._blocks[mark.block] > LINES_OF_TITLE
        names_other = names_unit(text) or names_organisation(text)
        again = self._texts[text] > 1 and not names_other  # the name of the site comes back in its footer
        score = 2 * self._share(text)
        score += 1.5 if again or text.startswith(self._trails) else 0.0
        score += 1.0 if _PROJECT.match(text) else 0.0
        score += 1.0 if mark is self._last or (mark.block == self._last.block and not crowded) else 0.0
        score += 0.3 if len(text.split()) >= _MANY_WORDS else 0.0
        score += 2.0 if mark.number in self._with_subtitle else 0.0
        score += 1.0 if text in self._prose else 0.0
        score -= 0.8 if crowded else 0.0
        score -= 1.5 if self._layout.vocabulary.is_general(text) or text in self._above else 0.0
        if text.endswith("."):
            score -= 3.0 if _SENTENCE_START.match(text) else 0.7
        return score - (1.0 if names_other else 0.0)

    def _share(self, text: str) -> float:
        """How many of the long words of a line stand elsewhere on the page, alone or in a compound."""
        folded = text.casefold()
        words = _LONG_WORD.findall(folded)
        own = self._texts[text]
        again = sum(self._text.count(word) > own * folded.count(word) for word in words)
        return again / len(words) if words else 0.0
