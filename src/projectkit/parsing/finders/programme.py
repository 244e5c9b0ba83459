"""The programme that a project belongs to, where running text names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projectkit.model.source import How
from projectkit.parsing.finding import Finding, Page
from projectkit.parsing.marks import Role
from projectkit.parsing.organisation_lists import leading_name
from projectkit.parsing.programme_words import mentions_programme, programme_names, programme_patterns

# A name up to what ends it: "Regionale kenniswerkplaatsen Jeugd (projectnr. ...", "Vakkundig aan het werk van ZonMw".
_BOUNDED = re.compile(
    r"(?P<name>[A-ZÀ-Ý][^\s,.;:()]*(?:\s[^\s,.;:()]+){0,6}?)(?=\s\(|\svan\s(?:ZonMw|NWO|SIA|Regieorgaan SIA|RVO)\b)"
)
_FUNDER = re.compile(r"\svan\s(?P<name>ZonMw|NWO|Regieorgaan SIA|RVO)\b")
_NOUN = re.compile(
    r"\b(?:het (?:subsidie|stimulerings|onderzoeks|meerjaren)?programma|(?:is|was) onderdeel van (?:de|het)) "
    r"(?=[A-ZÀ-Ý‘'])"
)


def find_programme(page: Page) -> Iterator[Finding]:
    """Propose the programme of the first sentence that names one."""
    for mark in page.marks:
        if mark.role not in {Role.TEXT, Role.ITEM} or not mentions_programme(mark.text):
            continue
        for pattern in programme_patterns():
            match = pattern.search(mark.text)
            if match:
                value = {"programme": match["name"]}
                yield Finding("funding", value, (mark.number,), How.DERIVED, weight=0.5, claims=False)
                return
    yield from _by_noun(page, [mark.text for mark in page.marks if mark.role is Role.TITLE])


def _by_noun(page: Page, titles: list[str]) -> Iterator[Finding]:
    """`het programma Grip op de Huur`: a name with a capital right behind the noun, if it is not the page itself."""
    for mark in page.marks:
        match = _NOUN.search(mark.text) if mark.role is Role.TEXT else None
        if match is None:
            continue
        rest = mark.text[match.end() :]
        known = programme_names().match(rest)
        bounded = _BOUNDED.match(rest)
        name = known[0] if known else bounded["name"] if bounded else leading_name(rest)
        funder = _FUNDER.match(rest, len(name)) if name else None
        if funder:
            value = {"funder": funder["name"]}
            yield Finding("funding", value, (mark.number,), How.DERIVED, weight=0.3, claims=False)
        if name and not any(name in title for title in titles):
            yield Finding("funding", {"programme": name}, (mark.number,), How.DERIVED, weight=0.3, claims=False)
            return
