"""The number of the project where running text states it: `(projectnr. 737200008)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.prose import is_uncertain, pattern

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\s?:?\s(?P<number>[A-Z0-9][\w./-]{2,30}\d)(?!\w)")


def find_identifiers(page: Page) -> Iterator[Finding]:
    """Propose what stands behind the words for a project number in a sentence."""
    for sentence in page.sentences:
        if not _DIGIT.search(sentence.text):
            continue
        for words in pattern("identifier_before").finditer(sentence.text):
            number = _NUMBER.match(sentence.text, words.end())
            if number and not is_uncertain(sentence.text, words.start(), number.end()):
                value = {"scheme": page.layout.identifier_scheme, "value": number["number"]}
                yield Finding("identifiers", value, sentence.lines, How.DERIVED, weight=0.4, claims=False)
