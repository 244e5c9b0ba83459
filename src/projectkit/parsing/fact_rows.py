"""Facts whose labels only their place tells: rows without a colon, and labels of a person or an organisation."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise

from projectkit.dutch.names import is_person_name, split_titles
from projectkit.parsing.funding import gift_amount, names_giver
from projectkit.parsing.label_values import value_fits
from projectkit.parsing.layout import Layout
from projectkit.parsing.marks import Mark, Role, is_prose
from projectkit.parsing.organisation_words import names_organisation
from projectkit.parsing.prose import cues
from projectkit.parsing.role_words import roles, starts_with_role
from projectkit.reading.blocks import list_item

# Rows that begin with a label before a block is a table of which the borders were lost.
_ENOUGH_ROWS = 3
# Of these, the ones that are not the role of a person: `Onderzoeker Anna Bos` alone makes no table.
_ENOUGH_FIELDS = 2
_MAX_LABEL = 60
_PAIR = 2
_MAX_LABEL_WORDS = 4
_OWNERS = frozenset({"project_leader", "lead_applicant", "coordinator"})


def with_rows(marks: list[Mark], layout: Layout) -> list[Mark]:
    """`Projectduur 01/10/2022 - 30/09/2024` above `Aanvrager HOGENT`: several lines that begin with a label."""
    result: list[Mark] = []
    for _, group in groupby(marks, key=lambda mark: mark.block):
        block = list(group)
        rows = [_row(mark, layout) for mark in block]
        if sum(row is not None and row.target != "person" for row in rows) < _ENOUGH_FIELDS:
            rows = [None] * len(block)
        labelled = [row or (mark.role is Role.LABEL and mark.rest) for mark, row in zip(block, rows, strict=True)]
        together = sum(bool(first and second) for first, second in pairwise(labelled)) + 1
        result += [row or mark for mark, row in zip(block, rows, strict=True)] if together >= _ENOUGH_ROWS else block
    return result


def _row(mark: Mark, layout: Layout) -> Mark | None:
    if mark.role is not Role.TEXT or is_prose(mark.text):
        return None
    split = layout.vocabulary.spaced_label(mark.text)
    if split is None or names_organisation(split[1]) or not value_fits(split[0], split[2].partition(",")[0]):
        return None
    return Mark(mark.line, mark.block, Role.LABEL, *split)


def with_shares(marks: list[Mark]) -> list[Mark]:
    """`Bijdrage ZonMw: € 50.000` is the label of what one funder gives."""
    return [_share(mark) or mark for mark in marks]


def _share(mark: Mark) -> Mark | None:
    if mark.role not in {Role.TEXT, Role.ITEM}:
        return None
    item, cells = list_item(mark.text), mark.line.filled
    head, _, rest = (item.text if item else mark.text).partition(":")
    if len(cells) == _PAIR:
        head, rest = cells[0].rstrip(": "), cells[1]
    if len(head) > _MAX_LABEL or gift_amount(rest) is None or not names_giver(head):
        return None
    return replace(mark, role=Role.LABEL, target="share", label=head, rest=rest.strip())


def with_announcements(marks: list[Mark]) -> list[Mark]:
    """`Dit project wordt gesubsidieerd door:` above a list of names is the label of that list."""
    result: list[Mark] = []
    for mark, below in zip(marks, [*marks[1:], None], strict=False):
        role = _announced(mark.text) if mark.role is Role.TEXT and mark.text.endswith(":") else None
        listed = below is not None and below.role in {Role.TEXT, Role.ITEM} and not is_prose(below.text)
        result.append(replace(mark, role=Role.LABEL, target=role, label=mark.text) if role and listed else mark)
    return result


def _announced(text: str) -> str | None:
    """The role of the organisations that a sentence announces, if it ends with the words for it."""
    roles_of = {"partners": "partner", "funder": "funder"}
    found = [match for match in cues("before", tuple(roles_of)).finditer(f"{text[:-1]} ") if match.end() == len(text)]
    return roles_of[found[-1].lastgroup or ""] if found else None


def with_owners(marks: list[Mark]) -> list[Mark]:
    """`Aanvrager` stands before an organisation on one page and before a person on another: the value tells which."""
    result: list[Mark] = []
    for above, mark, below in zip([None, *marks], marks, [*marks[1:], None], strict=False):
        result.append(_owner(mark, above, below))
    return result


def _owner(mark: Mark, above: Mark | None, below: Mark | None) -> Mark:
    is_label = mark.role is Role.LABEL and mark.target in {"lead", "person"}
    alone = mark.role is Role.TEXT and len(mark.text) <= _MAX_LABEL and len(mark.line.filled) <= 1
    if not is_label and not alone:
        return mark
    if mark.role is Role.LABEL and mark.line.unanswered:
        below = None
    value = mark.rest or (below.text if below and below.role is Role.TEXT and below.block - mark.block <= 1 else "")
    if not value:
        return mark
    if mark.role is Role.LABEL and mark.target == "lead":
        return replace(mark, target="person") if roles(mark.label) and _is_titled_person(value) else mark
    if mark.role is Role.LABEL and mark.target == "person":
        leads = _OWNERS & set(roles(mark.label)) and names_organisation(value) and not _is_person(value)
        return replace(mark, target="lead") if leads else mark
    if len(mark.text.split()) > _MAX_LABEL_WORDS or not (
        starts_with_role(mark.text) and _OWNERS & set(roles(mark.text))
    ):
        return mark
    return _owner_by_role(mark, above, below, value)


def _owner_by_role(mark: Mark, above: Mark | None, below: Mark | None, value: str) -> Mark:
    """A line such as `Promotor` that no person stands above, above the name of an organisation."""
    first = above is None or above.block != mark.block
    alone = first or (above is not None and not _is_person(above.text))
    beside = below is not None and (below.block == mark.block or (first and not mark.text.endswith(":")))
    is_name = names_organisation(value) and not is_prose(value) and not _is_person(value) and not roles(value)
    return replace(mark, role=Role.LABEL, target="lead", label=mark.text) if alone and beside and is_name else mark


def _is_person(text: str) -> bool:
    name = split_titles(text.partition(",")[0]).name
    return is_person_name(name) and not names_organisation(name)


def _is_titled_person(text: str) -> bool:
    """A person whose titles or initials tell that it is no organisation of two words."""
    person = split_titles(text.partition(",")[0])
    return _is_person(text) and (person.titles is not None or "." in person.name)
