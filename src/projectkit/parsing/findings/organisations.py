"""Reads the organisations that the model found in a role in the project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from projectkit.model.source import How
from projectkit.parsing.findings.finding import Finding, Page
from projectkit.parsing.lines.marks import Role
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.words.spans import Span, Tag
from projectkit.reading.blocks import list_item

_ROLES = {Tag.LEAD: "lead", Tag.PARTNER: "partner", Tag.UNIT: "other"}
# Organisations whose role a label decides, whatever the model takes it for.
_BY_LABEL = frozenset({Tag.LEAD, Tag.PARTNER, Tag.OTHER_ORGANISATION})
_IN_BRACKETS = re.compile(r"\s?\((?P<words>[^()]{3,40})\)")
# If this many lines of a list hold one name each, every line does.
_ENOUGH_LINES = 2


def find_organisations(page: Page) -> Iterator[Finding]:
    """Propose the organisation of each span that names one, in the role that a label gives it."""
    for span in _whole_lines(
        [span for span in page.spans if span.tag in _ROLES or _has_stated_role(page, span)]
    ):
        is_labelled = span.stated or _is_asked(page, span)
        how = How.LABELLED if is_labelled else How.LEARNED
        in_section = page.is_in_section(span, "partners")
        role = page.asked(span) if _is_asked(page, span) else _ROLES[span.tag]
        value = {"name": span.text, "role": _role_behind(span) or role}
        yield Finding(
            "organisations",
            value,
            (span.mark.number,),
            how,
            span.certainty,
            in_section=in_section,
            spans=(span,),
        )


def _has_stated_role(page: Page, span: Span) -> bool:
    return span.tag in _BY_LABEL and (_is_asked(page, span) or bool(_role_behind(span)))


def _role_behind(span: Span) -> str | None:
    """The role in brackets behind an organisation: `Hogeschool Utrecht (penvoerder)`."""
    behind = _IN_BRACKETS.match(span.mark.text, span.end)
    if behind is None:
        return None
    roles: dict[str, str] = load_vocabulary("organisations")["roles_behind"]
    return roles.get(behind["words"].casefold())


def _is_asked(page: Page, span: Span) -> bool:
    """Whether an organisation answers a label for partners or the lead, which decides its role."""
    return span.tag in _BY_LABEL and page.asked(span) in {"partner", "lead"}


def _whole_lines(spans: Sequence[Span]) -> Iterator[Span]:
    """Join the spans on a line to one name, in a list with one name on each line.

    Commas separate names on a single line, as in `A, B en C`, but belong to a name in such a list.
    """
    for _, in_block in groupby(spans, key=lambda span: span.mark.block):
        lines = [list(on_line) for _, on_line in groupby(in_block, key=lambda span: span.place)]
        whole = sum(len(line) == 1 and _covers(line[0], line[0]) for line in lines)
        one_each = whole >= _ENOUGH_LINES and whole * 2 >= len(lines)
        for line in lines:
            if one_each and len(line) > 1 and _covers(line[0], line[-1]):
                certainty = max(span.certainty for span in line)
                yield replace(line[0], end=line[-1].end, certainty=certainty)
            else:
                yield from line


def _covers(first: Span, last: Span) -> bool:
    """Whether two spans enclose a whole line of facts, except for its bullet and full stop."""
    if first.mark.role not in {Role.FACT, Role.ITEM}:
        return False
    item = list_item(first.mark.text)
    text = item.text if item else first.mark.text
    return first.mark.text[first.start : last.end] == text.rstrip(" .,;")
