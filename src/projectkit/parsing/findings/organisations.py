"""Organisations that the model found in a role of the project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from projectkit.model.source import How
from projectkit.parsing.findings.finding import Finding, Page
from projectkit.parsing.lines.marks import Role
from projectkit.parsing.words.spans import Span, Tag
from projectkit.reading.blocks import list_item

_ROLES = {Tag.LEAD: "lead", Tag.PARTNER: "partner", Tag.UNIT: "other"}
# What a label for a role makes of that role, whatever the model takes it for.
_BY_LABEL = frozenset({Tag.LEAD, Tag.PARTNER, Tag.OTHER_ORGANISATION})
# So many lines of a list that hold one name each tell that every line does.
_ENOUGH_LINES = 2


def find_organisations(page: Page) -> Iterator[Finding]:
    """Propose an organisation for each span that names one, labelled where a label asks for just that role."""
    for span in _whole_lines(
        [span for span in page.spans if span.tag in _ROLES or _is_asked(page, span)]
    ):
        how = How.LABELLED if _is_asked(page, span) else How.LEARNED
        in_section = page.is_in_section(span, "partners")
        role = page.asked(span) if how is How.LABELLED else _ROLES[span.tag]
        value = {"name": span.text, "role": role}
        yield Finding(
            "organisations",
            value,
            (span.mark.number,),
            how,
            span.certainty,
            in_section=in_section,
            spans=(span,),
        )


def _is_asked(page: Page, span: Span) -> bool:
    """Whether an organisation answers a label for partners or the lead: the label then decides what it is."""
    return span.tag in _BY_LABEL and page.asked(span) in {"partner", "lead"}


def _whole_lines(spans: Sequence[Span]) -> Iterator[Span]:
    """The spans, of which those on one line are one name where the other lines of the list hold one name each.

    Commas part names on a line of their own, as in `A, B en C`, and stay inside a name in a list of
    one name a line.
    """
    for _, in_block in groupby(spans, key=lambda span: span.mark.block):
        lines = [list(on_line) for _, on_line in groupby(in_block, key=lambda span: span.place)]
        whole = sum(len(line) == 1 and _covers(line[0], line[0]) for line in lines)
        for line in lines:
            one_name = (
                len(line) > 1
                and whole >= _ENOUGH_LINES
                and whole * 2 >= len(lines)
                and _covers(line[0], line[-1])
            )
            if one_name:
                yield replace(
                    line[0], end=line[-1].end, certainty=max(span.certainty for span in line)
                )
            else:
                yield from line


def _covers(first: Span, last: Span) -> bool:
    """Whether from the first to the last span stands all of a line of facts, but for its bullet and full stop."""
    if first.mark.role not in {Role.FACT, Role.ITEM}:
        return False
    item = list_item(first.mark.text)
    text = item.text if item else first.mark.text
    return first.mark.text[first.start : last.end] == text.rstrip(" .,;")
