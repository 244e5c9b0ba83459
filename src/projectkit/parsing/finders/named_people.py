"""Persons where running text names them with what they do: `projectleider Anna de Groot`, `Anna de Groot, lector`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from projectkit.dutch.emails import find_emails
from projectkit.dutch.names import NAME_IN_TEXT, split_titles
from projectkit.dutch.phones import find_phones
from projectkit.model.source import How
from projectkit.parsing.finding import Detail, Finding, Page
from projectkit.parsing.marks import Role
from projectkit.parsing.organisation_words import names_organisation
from projectkit.parsing.phrases import load_vocabulary
from projectkit.parsing.prose import is_uncertain, not_names
from projectkit.parsing.role_words import role_positions, role_words, roles
from projectkit.parsing.sentences import Sentence

_MAX_SPEAKER = 100
_ROLE_TAIL = r"[^,.:;()–\"”’]{0,80}"

_WITH_ORGANISATION = re.compile(rf"(?<![\w-])(?P<name>{NAME_IN_TEXT})\s\((?P<organisation>[^()]{{2,60}})\)")


@cache
def _role_first() -> tuple[re.Pattern[str], ...]:
    role = f"(?i:{role_words()})"
    return (
        re.compile(rf"(?P<role>{role})\s(?P<name>{NAME_IN_TEXT})"),
        re.compile(rf"(?P<role>{role}(?:s|en|n)?)\s(?:is|was|zijn|waren)\s(?P<name>{NAME_IN_TEXT})"),
        re.compile(rf"(?P<role>{role}{_ROLE_TAIL}),\s(?P<name>{NAME_IN_TEXT})(?=[\s:,.)]|$)"),
    )


@cache
def _name_first() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Patterns that begin with a name, each with what must stand in a text for it to be tried."""
    role = f"(?i:{role_words()})"
    return (
        (" (", re.compile(rf"(?<![\w-])(?P<name>{NAME_IN_TEXT})\s\((?P<role>{role})\)")),
        (", ", re.compile(rf"(?<![\w-])(?P<name>{NAME_IN_TEXT}),\s(?P<role>(?:[a-z-]+\s){{0,3}}{role}{_ROLE_TAIL})")),
    )


def find_named_people(page: Page) -> Iterator[Finding]:
    """Propose the persons that sentences name together with a role."""
    yield from _speakers(page)
    for sentence in page.sentences:
        matches = (match for match in _with_role(sentence.text) if _is_name(match["name"]))
        found = [match for match in matches if not is_uncertain(sentence.text, match.start(), match.end())]
        for match in found:
            yield _finding(match, sentence, page.region, alone=len(found) == 1)
        for match in _WITH_ORGANISATION.finditer(sentence.text) if " (" in sentence.text else ():
            if _is_name(match["name"]) and names_organisation(match["organisation"]):
                person = split_titles(match["name"])
                value = {"name": person.name, "titles": person.titles, "organisation": match["organisation"]}
                yield Finding("persons", value, sentence.lines, How.DERIVED, weight=0.4, claims=False)


_SPEAKER = re.compile(rf"(?P<name>{NAME_IN_TEXT}),\s(?P<role>[a-zà-ÿ][^,.;:“”\"]{{3,60}})")
_QUOTE = re.compile(r"[“‘\"'].*[”’\"']\.?")


@cache
def _said() -> re.Pattern[str]:
    said = "|".join(load_vocabulary("prose")["said"])
    return re.compile(rf"(?<!\w)(?:{said})\s(?:(?:mevrouw|meneer|de heer)\s)?{_SPEAKER.pattern}")


def _speakers(page: Page) -> Iterator[Finding]:
    """Who is quoted, with what he or she is: behind the quotation, or alone on the line below it."""
    for sentence in page.sentences:
        for match in _said().finditer(sentence.text):
            yield _finding(match, sentence, page.region, alone=False)
    for quote, mark in pairwise(page.marks):
        below = mark.role is Role.TEXT and _QUOTE.fullmatch(quote.text) and len(mark.text) <= _MAX_SPEAKER
        speaker = _SPEAKER.fullmatch(mark.text) if below else None
        if speaker:
            yield _finding(speaker, Sentence(mark.text, (mark.number,)), page.region, alone=False)


def _with_role(text: str) -> Iterator[re.Match[str]]:
    """Names beside the word for a role; those words are looked for first, which is a hundred times faster."""
    positions = role_positions(text)
    for pattern in _role_first() if positions else ():
        end = 0
        for position in positions:
            match = pattern.match(text, position) if position >= end else None
            if match:
                end = match.end()
                yield match
    for sign, pattern in _name_first() if positions else ():
        if sign in text:
            yield from pattern.finditer(text)


def _is_name(text: str) -> bool:
    words = re.split(r"[\s-]", split_titles(text).name)
    return not names_organisation(text) and not set(words) & not_names()


def _finding(match: re.Match[str], sentence: Sentence, region: str, *, alone: bool) -> Finding:
    person = split_titles(match["name"])
    role, _, employer = match["role"].strip().partition(" bij ")
    if not (employer[:1].isupper() and names_organisation(employer)):
        role, employer = match["role"].strip(), ""
    value = {"name": person.name, "titles": person.titles, "role_text": role, "roles": list(roles(role))}
    value |= {"organisation": employer} if employer else {}
    details: dict[str, Detail] = {}
    rest = sentence.text[match.end() :] if alone else ""
    for key, found in (("email", find_emails(rest)), ("phone", find_phones(rest, region))):
        if len(found) == 1:
            value[key] = found[0]
            details[key] = Detail(sentence.lines)
    return Finding("persons", value, sentence.lines, How.DERIVED, weight=0.5, claims=False, details=details)
