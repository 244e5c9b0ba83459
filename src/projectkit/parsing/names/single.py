"""What a page says of one name: its form, what it may be, and where its mentions stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.lines.marks import is_prose
from projectkit.parsing.steps import SHARES_OF_PAGE, TIMES, step
from projectkit.parsing.vocabulary.organisation_words import (
    is_known_organisation,
    names_organisation,
    names_unit,
)
from projectkit.parsing.words.spans import Span

_SHARES = (0, 0.5, 0.99)
_LETTERS = (4, 8, 14, 20, 30, 45, 70)
# How many letters of a word are kept.
_OF_WORD = 10


def highest_chances(mentions: Sequence[Span]) -> dict[str, float]:
    """The highest probability of each tag among the mentions of a name."""
    return {tag: max([span.chances[tag] for span in mentions]) for tag in mentions[0].chances}


def of_places(page: Page, mentions: Sequence[Span]) -> list[str]:
    """How often a page names somebody, on what lines and where first, and what labels they answer.

    Args:
        page: the page.
        mentions: all mentions of one name, in order.
    """
    prose = sum(is_prose(span.mark.text) for span in mentions) / len(mentions)
    return [
        f"times{step(len(mentions), TIMES)}",
        f"prose{step(prose, _SHARES)}",
        *(f"line={role}" for role in sorted({span.mark.role for span in mentions})),
        *(f"section={kind}" for kind in sorted({page.section_of(span) for span in mentions})),
        *(f"asked={target}" for target in sorted({page.asked(span) for span in mentions})),
        f"place{step(mentions[0].place, TIMES)}",
        f"part-of-page{step(mentions[0].place / len(page.seen), SHARES_OF_PAGE)}",
    ]


def of_form(name: str) -> list[str]:
    """How a name is written, and whether its words are those of organisations."""
    words = name.split()
    checks: dict[str, Callable[[str], bool]] = {
        "organisation": names_organisation,
        "unit": names_unit,
        "known": is_known_organisation,
        "capitals": str.isupper,
        "capital": _has_capital,
    }
    return [
        f"words{step(len(words), TIMES)}",
        f"letters{step(len(name), _LETTERS)}",
        f"first={words[0].casefold()[:_OF_WORD]}",
        f"last={words[-1].casefold()[:_OF_WORD]}",
        *(feature for feature, holds in checks.items() if holds(name)),
    ]


def _has_capital(name: str) -> bool:
    return name[0].isupper()
