"""Chooses among the proposals of the finders: one value per field, one item per thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from projectkit.model.source import How
from projectkit.parsing.finding import Detail, Finding
from projectkit.parsing.programme_words import funds, is_programme

# Words of a role that are compared with another one.
_MOST_WORDS = 6
LIST_FIELDS = frozenset(
    {
        "alternate_titles",
        "themes",
        "identifiers",
        "funding",
        "organisations",
        "persons",
        "subprojects",
        "links",
    }
)
# What makes two items of a list the same thing.
_KEYS: dict[str, Callable[[Any], Any]] = {
    "alternate_titles": str.casefold,
    "themes": str.casefold,
    "identifiers": lambda item: (item["scheme"], item["value"]),
    "funding": lambda item: tuple(sorted((key, str(value)) for key, value in item.items())),
    "organisations": lambda item: (item["name"].casefold(), item["role"]),
    "persons": lambda item: item["name"].casefold(),
    "subprojects": lambda item: (item["title"].casefold(), item.get("text")),
    "links": lambda item: item["url"].rstrip("/"),
}


@dataclass
class Resolved:
    """What was chosen, and what lost.

    Attributes:
        single: the finding of each field with one value.
        items: the findings of each list field, in the order of the page.
        empty: findings that say that a field has no value.
        losers: proposals that were not chosen.
    """

    single: dict[str, Finding] = field(default_factory=dict)
    items: dict[str, list[Finding]] = field(default_factory=dict)
    empty: list[Finding] = field(default_factory=list)
    losers: list[Finding] = field(default_factory=list)

    @property
    def chosen(self) -> list[Finding]:
        """Every finding that stands in the record."""
        return [
            *self.single.values(),
            *(item for items in self.items.values() for item in items),
            *self.empty,
        ]


def resolve(findings: Iterable[Finding]) -> Resolved:
    """Choose: the heaviest proposal wins, of equal ones the first on the page."""
    resolved = Resolved()
    single: dict[str, list[Finding]] = {}
    items: dict[tuple[str, Any], list[Finding]] = {}
    for finding in sorted(findings, key=lambda found: (-found.weight, found.lines)):
        if finding.value is None:
            resolved.empty.append(finding)
        elif finding.field in LIST_FIELDS:
            items.setdefault((finding.field, _KEYS[finding.field](finding.value)), []).append(finding)
        elif finding.value == single.setdefault(finding.field, [finding])[0].value:
            single[finding.field].append(finding)
        else:
            resolved.losers.append(finding)
    resolved.single = {name: _merged(same) for name, same in single.items()}
    for (name, _), same in items.items():
        resolved.items.setdefault(name, []).append(_merged(same))
    _one_lead(resolved)
    _one_funding(resolved)
    for found in resolved.items.values():
        found.sort(key=lambda item: item.lines)
    return resolved


def _merged(same: list[Finding]) -> Finding:
    """One finding of several that speak of the same thing: the heaviest, with what the others know more."""
    # A mention in running text adds nothing to a line of its own.
    stated = [found for found in same if found.claims] or same
    winner = stated[0]
    if len(stated) == 1:
        return winner
    lines = tuple(sorted({line for found in stated for line in found.lines}))
    if not isinstance(winner.value, dict):
        return replace(winner, lines=lines)
    value: dict[str, Any] = {}
    details: dict[str, Detail] = {}
    for found in stated:
        value |= {key: part for key, part in found.value.items() if part and not value.get(key)}
        details = {**found.details, **details}
    if "roles" in value:
        value["roles"] = list(dict.fromkeys(role for found in stated for role in found.value.get("roles") or ()))
        texts = {text.casefold(): text for found in reversed(stated) if (text := found.value.get("role_text"))}
        told = [text for text in reversed(texts.values()) if not _says_again(text, texts)]
        value |= {"role_text": ", ".join(told)} if told else {}
    return replace(winner, value=value, lines=lines, details=details)


def _says_again(text: str, texts: dict[str, str]) -> bool:
    """Whether a role is another one with words added, as `practor Groene Techniek` is beside `Practor`."""
    words = text.casefold().split(" ")
    return any(" ".join(words[:count]) in texts for count in range(1, min(len(words), _MOST_WORDS)))


def _one_lead(resolved: Resolved) -> None:
    """Only the best proposals for the lead stay: a label beats a place on the page.

    Where a label calls an organisation a partner, that a project leader works there does not make it the lead.
    """
    proposed = resolved.items.get("organisations", [])
    named = {found.value["name"].casefold() for found in proposed if found.how is How.LABELLED}
    organisations: list[Finding] = []
    for found in proposed:
        (resolved.losers if _is_guessed_lead(found, named) else organisations).append(found)
    best = max((found.weight for found in organisations if found.value["role"] == "lead"), default=0.0)
    kept: list[Finding] = []
    for found in organisations:
        (resolved.losers if found.value["role"] == "lead" and found.weight < best else kept).append(found)
    resolved.items["organisations"] = kept


def _is_guessed_lead(finding: Finding, named: set[str]) -> bool:
    guessed = finding.value["role"] == "lead" and finding.how is How.DERIVED and finding.weight < 1
    return guessed and finding.value["name"].casefold() in named


def _side_by_side(items: list[Finding]) -> bool:
    """Whether a funder and a programme stand side by side on one line, and the programme is not known to be its own."""
    funder, programme = (
        next((found for found in items if key in found.value), None) for key in ("funder", "programme")
    )
    if funder is None or programme is None or funder is programme or funder.lines != programme.lines:
        return False
    return is_programme(programme.value["programme"]) and not funds(
        funder.value["funder"], programme.value["programme"]
    )


def _one_funding(resolved: Resolved) -> None:
    """Programme, round, funder and amount that stand on a page once belong together; the sum of all costs is apart."""
    items = resolved.items.get("funding", [])
    labelled = [found for found in items if found.weight >= 1]
    if any("programme" in found.value for found in labelled):
        resolved.losers.extend(found for found in items if found not in labelled)
        items = labelled
    items = _without_repeats(items)
    sums, parts = [found for found in items if found.apart], [found for found in items if not found.apart]
    keys = [key for found in parts for key in found.value]
    if len(parts) > 1 and len(keys) == len(set(keys)) and not _side_by_side(parts):
        first, *others = sorted(parts, key=lambda found: found.lines)
        value = {key: part for found in parts for key, part in found.value.items()}
        details = {key: Detail(found.lines) for found in parts for key in found.value}
        claims = any(found.claims for found in parts)
        lines = tuple(sorted({line for found in (first, *others) if found.claims == claims for line in found.lines}))
        parts = [replace(first, value=value, lines=lines, details=details, claims=claims)]
    if items:
        resolved.items["funding"] = [*parts, *sums]


def _without_repeats(items: list[Finding]) -> list[Finding]:
    """A name of which another item says more, as `ZonMw` beside `ZonMw: € 50.000`, is part of that item."""
    said = {part: place for place, found in enumerate(items) if len(found.value) > 1 for part in found.value.items()}
    result = list(items)
    repeats: set[int] = set()
    for place, found in enumerate(items):
        more = said.get(next(iter(found.value.items()))) if len(found.value) == 1 else None
        if more is None:
            continue
        repeats.add(place)
        if found.claims and result[more].claims:
            lines = tuple(sorted({*result[more].lines, *found.lines}))
            result[more] = replace(result[more], lines=lines)
    return [found for place, found in enumerate(result) if place not in repeats]
