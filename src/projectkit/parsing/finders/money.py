"""The money of the project where running text states it."""

from __future__ import annotations

from collections.abc import Iterator

from projectkit.dutch.amounts import find_amounts
from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.funding import is_whole_sum
from projectkit.parsing.prose import is_uncertain, pattern

# Less than this is the price of a thing, not the money of a project (euros).
_SMALLEST = 1000


def find_money(page: Page) -> Iterator[Finding]:
    """Propose the amount of the first sentence on budget, costs or grant that names exactly one."""
    for sentence in page.sentences:
        amounts = find_amounts(sentence.text)
        if not amounts or not pattern("amount").search(sentence.text) or pattern("not_amount").search(sentence.text):
            continue
        if is_uncertain(sentence.text, 0, len(sentence.text)):
            continue
        if len(amounts) == 1 and amounts[0] >= _SMALLEST:
            value = {"amount": amounts[0], "currency": "EUR"}
            apart = is_whole_sum(sentence.text)
            yield Finding("funding", value, sentence.lines, How.DERIVED, weight=0.4, claims=False, apart=apart)
            return
