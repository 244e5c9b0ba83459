"""Builds the record and its source map: every line ends in a field, a section or a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from projectkit.dutch.phones import find_phones
from projectkit.model.digests import digests
from projectkit.model.record import Record, Section, SectionKind
from projectkit.model.slug import id_from
from projectkit.model.source import How, Source, ranges
from projectkit.parsing.findings.finding import Finding, Page
from projectkit.parsing.lines.marks import Mark, Part, Role, is_prose
from projectkit.parsing.record.ledger import Ledger
from projectkit.parsing.record.residue import Kept, says_more
from projectkit.parsing.record.resolver import LIST_FIELDS, Resolved
from projectkit.parsing.unknown import unknown_label
from projectkit.parsing.version import parser_version
from projectkit.parsing.vocabulary.page_words import contact_label, is_withheld
from projectkit.parsing.words.spans import Span, Tag
from projectkit.parsing.words.stated import unknown_lists
from projectkit.reading.blocks import flow
from projectkit.reading.lines import Line

# Values that stand on at most this many lines are looked at for each of them.
_FEW_LINES = 4
_WORDS_OF_LABEL = 3
# The words that state a part of funding.
_TAG_OF = {
    "amount": Tag.AMOUNT,
    "currency": Tag.AMOUNT,
    "funder": Tag.FUNDER,
    "programme": Tag.PROGRAMME,
}
_FIGURES = re.compile(r"[\d\s()+/.‑–-]{3,40}")


def assemble(page: Page, resolved: Resolved, kind: str, origin: dict[str, str]) -> Record:
    """Make the record of a page.

    Args:
        page: the page.
        resolved: the findings that were chosen.
        kind: what the page describes.
        origin: what is known of the page itself: `file`, `sha256`, `encoding` and the like.
    """
    ledger = Ledger(page.marks)
    data: dict[str, Any] = {"kind": kind}
    claimed = _claimed(page, resolved)
    for field in Record.model_fields:
        if field in resolved.single:
            _put_single(ledger, data, resolved.single[field], claimed)
        elif field in LIST_FIELDS:
            _put_items(ledger, data, field, resolved.items.get(field, []), claimed)
    for finding in resolved.empty:
        _account(ledger, f"/{finding.field}", finding, claimed)
    noise = {mark.number for mark in page.marks if mark.role is Role.NOISE}
    # The head of a table that was read says what its columns are, and nothing of the project.
    boilerplate = noise | page.heads_read
    ledger.accounted |= boilerplate
    data["sections"] = _sections(page, ledger)
    unread = {mark.number for mark in page.marks} - ledger.accounted
    leftover = ledger.numbers(unread | _cut_headings(page)) | _half_read(page, resolved, claimed)
    data["id"] = _first_id(data.get("title"), page.name)
    record = Record.model_validate(data)
    source = Source(
        **origin,
        layout=page.layout.name,
        parser=parser_version(page.layout.reader.version if page.layout.reader else ""),
        fields=ledger.traces(leftover),
        boilerplate=ranges(ledger.numbers(boilerplate)),
        leftover=ranges(leftover),
        digests=digests(record),
    )
    return record.model_copy(update={"source": source})


def _put_single(ledger: Ledger, data: dict[str, Any], finding: Finding, claimed: set[int]) -> None:
    if _is_sound(finding.field, finding.value):
        data[finding.field] = finding.value
        _account(ledger, f"/{finding.field}", finding, claimed)


def _put_items(
    ledger: Ledger, data: dict[str, Any], field: str, items: list[Finding], claimed: set[int]
) -> None:
    data[field] = []
    for item in items:
        value = _filled(item.value)
        if _is_sound(field, (value,)):
            _account(ledger, f"/{field}/{len(data[field])}", item, claimed)
            data[field].append(value)


def _is_sound(field: str, value: Any) -> bool:
    """Whether the record takes a value; one that it refuses must not cost the page its record."""
    try:
        Record.model_validate({"id": "x", field: value})
    except ValidationError:
        return False
    return True


def _filled(value: Any) -> Any:
    return (
        {key: part for key, part in value.items() if part not in (None, "")}
        if isinstance(value, dict)
        else value
    )


def _half_read(page: Page, resolved: Resolved, claimed: set[int]) -> set[int]:
    """The numbers in the file of lines that say more than the values that were read from them."""
    short: dict[int, list[Any]] = {}
    long: dict[int, list[Kept]] = {}
    for finding in resolved.chosen:
        value = finding.value if finding.value is not None else ""
        # A text that many lines went to is looked at once, not for each of them.
        kept = Kept([value]) if len(finding.lines) > _FEW_LINES else None
        for number in finding.lines:
            if kept:
                long.setdefault(number, []).append(kept)
            else:
                short.setdefault(number, []).append(value)
    read = (short.keys() | long.keys()) & claimed
    before = _labels_before_values(page)
    return {
        number
        for mark in page.marks
        if mark.number in read
        for number in _saying_more(
            mark.line,
            _label(mark, before),
            [Kept(short.get(mark.number, ())), *long.get(mark.number, ())],
        )
    }


def _saying_more(line: Line, label: str, kept: list[Kept]) -> Iterable[int]:
    """The numbers of the lines of the file that say more than what is kept of them."""
    if not says_more(line.text, [label], kept):
        return ()
    parts = zip(line.numbers, line.parts, strict=True)
    own = [number for number, part in parts if says_more(part, [label], kept)]
    return own or line.numbers


def _labels_before_values(page: Page) -> dict[int, str]:
    """What stands before the first value on a line, if that is short enough for a label."""
    first: dict[int, Span] = {}
    for span in page.spans:
        if span.tag is not Tag.LABEL:
            first.setdefault(span.mark.number, span)
    return {
        number: label
        for number, span in first.items()
        if (label := _short_label(span.mark.text[: span.start])) is not None
    }


def _short_label(before: str) -> str | None:
    """The label in the words before a value; empty if they are more, None if there are none."""
    label = before.strip(" |:")
    if not label:
        return None
    return "" if len(label.split()) > _WORDS_OF_LABEL or "," in label else label


def _label(mark: Mark, before: dict[int, str]) -> str:
    """The words of a line that are its label: not all of it, where a value stands on it too."""
    is_whole = mark.role is Role.LABEL and not mark.rest
    return before.get(mark.number, mark.label) if is_whole else mark.label


def _claimed(page: Page, resolved: Resolved) -> set[int]:
    """Lines that hold no running text: what a label states, and lines of nothing but values."""
    stated = {
        line for found in resolved.chosen if found.how is How.LABELLED for line in found.lines
    }
    kept = {
        mark.number
        for mark in page.marks
        if is_prose(mark.text) and mark.role in {Role.TEXT, Role.ITEM}
    }
    parts = {line for found in resolved.chosen if _is_of_lines(found) for line in found.lines}
    stated = (stated - kept) | parts
    stated |= {mark.number for mark in page.marks if mark.role in {Role.FACT, Role.LABEL}}
    details = {
        line
        for found in resolved.chosen
        for detail in found.details.values()
        for line in detail.lines
    }
    texts = {mark.number: mark.text for mark in page.marks}
    stated |= {line for line in details if not is_prose(texts[line]) or is_withheld(texts[line])}
    return {
        mark.number
        for mark in page.marks
        if mark.number in stated and mark.role is not Role.HEADING
    }


def _is_of_lines(finding: Finding) -> bool:
    """Whether a finding takes whole lines: a title, or a subproject with its text."""
    return finding.how is How.POSITIONAL and (finding.field == "title" or len(finding.lines) > 1)


def _cut_headings(page: Page) -> set[int]:
    """Headings that had the words of a button glued to them."""
    headings = (
        mark
        for mark in page.marks
        if mark.role is Role.HEADING and not mark.rest and mark.target != "subproject"
    )
    return {mark.number for mark in headings if not mark.text.endswith(mark.label)}


def _account(ledger: Ledger, pointer: str, finding: Finding, claimed: set[int]) -> None:
    certainty = round(100 * finding.certainty) if finding.how is How.LEARNED else None
    ledger.put(pointer, finding.lines, finding.how, finding.state, certainty)
    ledger.put_words(pointer, finding.spans)
    if finding.field == "persons":
        # Their words are the name: what they do may stand on another line.
        ledger.put_text(pointer, finding.value.get("role_text"))
    ledger.accounted |= set(finding.lines) & claimed
    for key, detail in finding.details.items():
        ledger.put(f"{pointer}/{key}", detail.lines, detail.how or finding.how, detail.state)
        words = [span for span in finding.spans if span.tag is _TAG_OF.get(key)]
        ledger.put_words(f"{pointer}/{key}", words)
        if not words:
            ledger.put_text(f"{pointer}/{key}", (finding.value or {}).get(key))


def _sections(page: Page, ledger: Ledger) -> list[Section]:
    sections: list[Section] = []
    unknown = _unknown_facts(page) | _unread_phones(page)
    unknown |= {number for numbers in unknown_lists(page.marks) for number in numbers}
    for part in page.parts:
        below = zip(part.body, (None, *part.body), strict=False)
        open_marks = ((mark, above) for mark, above in below if mark.number not in ledger.accounted)
        free = [
            mark
            for mark, above in open_marks
            if mark.number not in unknown and not _is_metadata(mark, above)
        ]
        lines = [mark.line for mark in free]
        heading = part.heading
        is_read = heading is not None and heading.number in ledger.accounted
        # A subproject holds the text, or a field says what the heading does.
        if is_read and (part.kind == "subproject" or not lines):
            continue
        if heading is not None and heading.rest:
            lines.insert(0, Line(heading.number, heading.rest))
        if not lines and heading is not None and _give_to_fields(part, heading, ledger):
            continue
        if lines or heading is not None:
            section = _section(part, flow(lines))
            numbers = {line.number for line in lines} | ({heading.number} if heading else set())
            how = How.LABELLED if heading is not None and heading.known else How.POSITIONAL
            ledger.put(f"/sections/{len(sections)}", numbers, how)
            ledger.accounted |= numbers
            sections.append(section)
    return sections


def _section(part: Part, text: str) -> Section:
    heading = part.heading.label if part.heading else None
    kind = part.kind if part.kind in set(SectionKind) else SectionKind.OTHER
    return Section(kind=SectionKind(kind), heading=heading or None, text=text)


def _unknown_facts(page: Page) -> set[int]:
    """Facts behind unknown labels, such as `Aanjager: Anna Bos`: they are not running text."""
    candidates = {
        mark.number: mark.block
        for mark in page.marks
        if mark.role is Role.TEXT and unknown_label(mark.text)
    }
    labelled = Counter(candidates.values())
    labelled.update(mark.block for mark in page.marks if mark.role is Role.LABEL)
    return {number for number, block in candidates.items() if labelled[block] > 1}


def _unread_phones(page: Page) -> set[int]:
    """Lines with nothing but a phone number that lacks a digit or has one too many."""
    labelled = {
        mark.number: contact[1]
        for mark in page.marks
        if (contact := contact_label(mark.text)) and contact[0] == "phone"
    }
    return {
        number
        for number, text in labelled.items()
        if _FIGURES.fullmatch(text) and not find_phones(text, page.region)
    }


def _is_metadata(mark: Mark, above: Mark | None) -> bool:
    """Whether a line is a label or stands right below one: such a line is not running text."""
    if mark.role is Role.LABEL:
        return True
    if above is None or above.block != mark.block:
        return False
    return above.role is Role.LABEL and not above.rest


def _give_to_fields(part: Part, heading: Mark, ledger: Ledger) -> bool:
    """A heading above nothing but values is the label of the first of them."""
    pointer = next(
        (ledger.first[mark.number] for mark in part.body if mark.number in ledger.first), None
    )
    has_parts = part.kind == "subprojects" and "/subprojects/0" in ledger.fields
    if pointer is None and has_parts:
        pointer = "/subprojects/0"  # the parts stand below headings of their own
    if pointer is None:
        return False
    ledger.put(pointer, {heading.number}, ledger.fields[pointer][1])
    ledger.accounted.add(heading.number)
    return True


def _first_id(title: str | None, name: str) -> str:
    made = id_from(title or "")
    return made or id_from(name.rsplit(".", 1)[0]) or "project"
