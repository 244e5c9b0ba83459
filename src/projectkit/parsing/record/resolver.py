"""Chooses among proposals: one value per field, one item per thing, nothing too uncertain."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

from projectkit.model.identity import NAMED_BY, Key, folded, key, organisation_name, statement
from projectkit.model.source import How
from projectkit.parsing.findings.finding import Detail, Finding
from projectkit.parsing.vocabulary.organisation_words import names_organisation
from projectkit.parsing.vocabulary.programme_words import funds, is_programme
from projectkit.parsing.words.spans import Span, Tag

# Names of one label that others are compared with.
_MOST_NAMES = 50
# In longer titles no words of others are looked for.
_LONGEST_TITLE = 160
# A page has sections beside the values that are found on it.
LIST_FIELDS = NAMED_BY.keys() - {"sections"}
# Fields whose items are told apart by all that they say: sums and texts.
_WEIGHTY = frozenset({"funding", "subprojects"})


@dataclass
class Resolved:
    """What was chosen, and what lost.

    Attributes:
        single: the finding of each field with one value.
        items: the findings of each list field, in the order of the page.
        empty: findings that say that a field has no value.
        losers: proposals that were not chosen.
        suggestions: proposals that are too uncertain to enter the record.
    """

    single: dict[str, Finding] = field(default_factory=dict)
    items: dict[str, list[Finding]] = field(default_factory=dict)
    empty: list[Finding] = field(default_factory=list)
    losers: list[Finding] = field(default_factory=list)
    suggestions: list[Finding] = field(default_factory=list)

    @property
    def chosen(self) -> list[Finding]:
        """Every finding that enters the record."""
        return [
            *self.single.values(),
            *(item for items in self.items.values() for item in items),
            *self.empty,
        ]


def resolve(findings: Iterable[Finding]) -> Resolved:
    """Choose: labels win, then the most certain proposal; of equals, the first on the page."""
    resolved = Resolved()
    single: dict[str, list[Finding]] = {}
    items: dict[tuple[str, Hashable], list[Finding]] = {}
    for finding in sorted(findings, key=_rank):
        if finding.value is None:
            resolved.empty.append(finding)
        elif not finding.is_certain_enough:
            resolved.suggestions.append(finding)
        elif finding.field in LIST_FIELDS:
            items.setdefault((finding.field, _thing(finding)), []).append(finding)
        elif finding.value == single.setdefault(finding.field, [finding])[0].value:
            single[finding.field].append(finding)
        else:
            resolved.losers.append(finding)
    resolved.single = {name: _merged(same) for name, same in single.items()}
    for (name, _), same in items.items():
        resolved.items.setdefault(name, []).append(_merged(same))
    _no_title_again(resolved)
    _no_part_of_title(resolved)
    _whole_names(resolved)
    _one_lead(resolved)
    _unit_of_lead(resolved)
    _one_funding(resolved)
    _no_part_again(resolved)
    _no_lone_part(resolved)
    for found in resolved.items.values():
        found.sort(key=_place)
    return resolved


def _thing(finding: Finding) -> Hashable:
    """What a finding is about: a page that names a person twice names one person."""
    if finding.field in _WEIGHTY:
        return statement(finding.field, finding.value)
    return _name(finding)


def _name(finding: Finding) -> Key:
    return key(finding.field, finding.value)


def _place(finding: Finding) -> tuple[tuple[int, ...], int]:
    """The place of a finding on its page."""
    return finding.lines, finding.spans[0].start if finding.spans else 0


def _rank(finding: Finding) -> tuple[bool, float, tuple[int, ...]]:
    return finding.how is not How.LABELLED, -finding.certainty, finding.lines


def _merged(same: list[Finding]) -> Finding:
    """Several findings about the same thing as one: the first, with what only the others know."""
    winner = same[0]
    lines = tuple(sorted({line for found in same for line in found.lines}))
    spans = tuple(span for found in same for span in found.spans)
    if not isinstance(winner.value, dict):
        return replace(winner, lines=lines, spans=spans)
    value: dict[str, object] = {}
    details: dict[str, Detail] = {}
    for found in same:
        value |= {key: part for key, part in found.value.items() if part and not value.get(key)}
        details = {**found.details, **details}
    return replace(winner, value=value, lines=lines, details=details, spans=spans)


def _no_title_again(resolved: Resolved) -> None:
    """Drop another title that is the title itself."""
    title = resolved.single.get("title")
    others = resolved.items.get("alternate_titles", [])
    again = [found for found in others if title and folded(found.value) == folded(title.value)]
    resolved.losers.extend(again)
    resolved.items["alternate_titles"] = [found for found in others if found not in again]


def _no_part_of_title(resolved: Resolved) -> None:
    """Drop organisations that are only words of the title: `Voer` in `Veen, Voer en Verder`.

    The name of an organisation in a title is no less one: `Samen leren met Hogeschool Ede`.
    """
    title = resolved.single.get("title")
    if title is None or len(title.value) > _LONGEST_TITLE:
        return
    whole = re.compile(re.escape(title.value), re.IGNORECASE)
    for field_name in ("organisations", "funding"):
        kept: list[Finding] = []
        for found in resolved.items.get(field_name, []):
            (resolved.losers if _is_word_of(whole, found) else kept).append(found)
        resolved.items[field_name] = kept


def _is_word_of(title: re.Pattern[str], finding: Finding) -> bool:
    """Whether a finding stands nowhere but in the title, and names nothing that is known."""
    if finding.how is not How.LEARNED or not finding.spans:
        return False
    names = [finding.value.get(key) for key in ("name", "funder", "programme")]
    if any(name and (names_organisation(name) or is_programme(name)) for name in names):
        return False
    return all(_stands_in(title, span) for span in finding.spans)


def _stands_in(title: re.Pattern[str], span: Span) -> bool:
    """Whether a span is a part of the title where its line says it, perhaps with a quote."""
    reach = max(0, span.start - _LONGEST_TITLE)
    places = title.finditer(span.mark.text, reach, span.end + _LONGEST_TITLE)
    return any(
        at.start() - 1 <= span.start and span.end <= at.end() + 1 and span.text != at[0]
        for at in places
    )


def _whole_names(resolved: Resolved) -> None:
    """Where one name on a line contains another, keep the one that a label states.

    That asks for words of one name inside another; whether two names are of one organisation is
    another question, which `model.identity` answers.
    """
    labelled: dict[int, list[str]] = {}
    for found in _named(resolved):
        if found.how is How.LABELLED:
            for line in found.lines:
                labelled.setdefault(line, []).extend(_names(found))
    for field_name in ("organisations", "funding"):
        kept: list[Finding] = []
        for found in resolved.items.get(field_name, []):
            (resolved.losers if _repeats(found, labelled) else kept).append(found)
        resolved.items[field_name] = kept


def _repeats(finding: Finding, labelled: dict[int, list[str]]) -> bool:
    """Whether a label on one of its lines states a name that contains this one, or the reverse."""
    if finding.how is not How.LEARNED:
        return False
    stated = [name for line in finding.lines for name in labelled.get(line, ())[:_MOST_NAMES]]
    return any(own in name or name in own for own in _names(finding) for name in stated)


def _named(resolved: Resolved) -> list[Finding]:
    return [*resolved.items.get("organisations", []), *resolved.items.get("funding", [])]


def _names(finding: Finding) -> list[str]:
    values = (finding.value.get(key) for key in ("name", "funder", "programme"))
    return [folded(value) for value in values if value]


def _one_lead(resolved: Resolved) -> None:
    """Keep only the best proposal for the lead, which is not a partner as well."""
    proposed = resolved.items.get("organisations", [])
    partners = {_organisation(found) for found in proposed if _is_labelled_partner(found)}
    leads = sorted((found for found in proposed if found.value["role"] == "lead"), key=_rank)
    if leads and leads[0].how is not How.LABELLED and _organisation(leads[0]) in partners:
        leads = [found for found in leads if found.how is How.LABELLED]
    best = leads[0] if leads else None
    names = {_organisation(best)} if best else set()

    def loses(found: Finding) -> bool:
        if found.value["role"] == "lead":
            return found is not best
        return found.value["role"] == "partner" and _organisation(found) in names

    resolved.losers.extend(found for found in proposed if loses(found))
    resolved.items["organisations"] = [found for found in proposed if not loses(found)]


def _organisation(finding: Finding) -> str:
    return organisation_name(finding.value["name"])


def _is_labelled_partner(finding: Finding) -> bool:
    return finding.value["role"] == "partner" and finding.how is How.LABELLED


def _unit_of_lead(resolved: Resolved) -> None:
    """The only lectoraat or kenniscentrum of a page is the unit of the lead."""
    organisations = resolved.items.get("organisations", [])
    leads = [found for found in organisations if found.value["role"] == "lead"]
    units = [found for found in organisations if found.spans and found.spans[0].tag is Tag.UNIT]
    if len(leads) != 1 or len(units) != 1:
        return
    (lead,), (unit,) = leads, units
    value = {**lead.value, "unit": unit.value["name"]}
    whole = replace(lead, value=value, lines=tuple(sorted({*lead.lines, *unit.lines})))
    resolved.items["organisations"] = [
        whole if found is lead else found for found in organisations if found is not unit
    ]


def _no_part_again(resolved: Resolved) -> None:
    """Drop a mention of a subproject that the page describes elsewhere."""
    parts = resolved.items.get("subprojects", [])
    told = [found.value["title"].casefold() for found in parts if found.value.get("text")]
    again = [
        found
        for found in parts
        if found.how is How.LEARNED and not found.value.get("text") and _is_told(found, told)
    ]
    resolved.losers.extend(again)
    resolved.items["subprojects"] = [found for found in parts if found not in again]


def _is_told(mention: Finding, told: Iterable[str]) -> bool:
    """Whether a mention is the name of a part, or the beginning of one: `Luisteren in`."""
    name = f"{mention.value['title']} ".casefold()
    return any(f"{title} ".startswith(name) for title in told)


def _no_lone_part(resolved: Resolved) -> None:
    """Drop a single subproject: a project has several or none."""
    parts = resolved.items.get("subprojects", [])
    by_form = sum(found.how is not How.LEARNED for found in parts)
    titles = {folded(found.value["title"]) for found in parts}
    if by_form <= 1 and len(titles) == 1:
        resolved.losers.extend(parts)
        resolved.items["subprojects"] = []


def _side_by_side(items: list[Finding]) -> bool:
    """Whether a funder and a programme of somebody else stand side by side on one line."""
    funder, programme = (
        next((found for found in items if key in found.value), None)
        for key in ("funder", "programme")
    )
    if funder is None or programme is None:
        return False
    if funder is programme or funder.lines != programme.lines:
        return False
    return is_programme(programme.value["programme"]) and not funds(
        funder.value["funder"], programme.value["programme"]
    )


def _one_funding(resolved: Resolved) -> None:
    """Join programme, call, funder and amount that occur once; total costs stay apart."""
    items = resolved.items.get("funding", [])
    if any("amount" in found.value and not _is_learned_amount(found) for found in items):
        resolved.losers.extend(found for found in items if _is_learned_amount(found))
        items = [found for found in items if not _is_learned_amount(found)]
    items = _first_amount(items, resolved)
    items = _without_repeats(items)
    sums, parts = (
        [found for found in items if found.apart],
        [found for found in items if not found.apart],
    )
    keys = [key for found in parts for key in found.value]
    if len(parts) > 1 and len(keys) == len(set(keys)) and not _side_by_side(parts):
        first, *others = sorted(parts, key=lambda found: found.lines)
        value = {key: part for found in parts for key, part in found.value.items()}
        details = {key: Detail(found.lines) for found in parts for key in found.value}
        lines = tuple(sorted({line for found in (first, *others) for line in found.lines}))
        spans = tuple(span for found in (first, *others) for span in found.spans)
        parts = [replace(first, value=value, lines=lines, details=details, spans=spans)]
    if items:
        resolved.items["funding"] = [*parts, *sums]


def _is_learned_amount(finding: Finding) -> bool:
    """Whether it is an amount in running text without a funder."""
    return (
        "amount" in finding.value and "funder" not in finding.value and finding.how is How.LEARNED
    )


def _first_amount(items: list[Finding], resolved: Resolved) -> list[Finding]:
    """Keep the first amount in running text: later ones are parts of it or repeat it."""
    amounts = sorted((found for found in items if _is_learned_amount(found)), key=_place)
    resolved.losers.extend(amounts[1:])
    beaten = set(map(id, amounts[1:]))
    return [found for found in items if id(found) not in beaten]


def _without_repeats(items: list[Finding]) -> list[Finding]:
    """Merge a name into an item that says more: `ZonMw` beside `ZonMw: € 50.000`."""
    said = {
        part: place
        for place, found in enumerate(items)
        if len(found.value) > 1
        for part in found.value.items()
    }
    result = list(items)
    repeats: set[int] = set()
    for place, found in enumerate(items):
        more = said.get(next(iter(found.value.items()))) if len(found.value) == 1 else None
        if more is None:
            continue
        repeats.add(place)
        lines = tuple(sorted({*result[more].lines, *found.lines}))
        result[more] = replace(result[more], lines=lines)
    return [found for place, found in enumerate(result) if place not in repeats]
