"""Finds likely labels and headings that the vocabulary lacks, for users to add to a layout."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from projectkit.dutch.person_names import is_person_name
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.vocabulary.page_words import contact_label
from projectkit.parsing.vocabulary.role_words import roles

_LABEL = re.compile(r"(?P<label>[A-ZÀ-Ý][^:.?!,;|()]{1,39}?)\s?:(?:\s+\S.*)?")
_MAX_LABEL_WORDS = 4


class UnknownKind(StrEnum):
    """What an unknown word looks like."""

    LABEL = "label"
    HEADING = "heading"


@dataclass(frozen=True, order=True)
class Unknown:
    """One label or heading that is not in the vocabulary, as the page writes it."""

    kind: UnknownKind
    text: str


def unknown_words(marks: Iterable[Mark]) -> tuple[Unknown, ...]:
    """The unknown labels and headings of a page, each once, in order."""
    found: dict[Unknown, None] = {}
    for mark in marks:
        if mark.role is Role.HEADING and not mark.known:
            found[Unknown(UnknownKind.HEADING, mark.text)] = None
        elif _is_unknown_label(mark) and (label := unknown_label(mark.text)):
            found[Unknown(UnknownKind.LABEL, label)] = None
    return tuple(found)


def _is_unknown_label(mark: Mark) -> bool:
    return mark.role in {Role.TEXT, Role.FACT} or (mark.role is Role.LABEL and not mark.target)


def unknown_label(text: str) -> str | None:
    """The text before the colon of a short line, if it looks like a label."""
    match = None if is_prose(text) or contact_label(text) else _LABEL.fullmatch(text)
    if match is None:
        return None
    label = match["label"]
    if len(label.split()) > _MAX_LABEL_WORDS or roles(label):
        return None
    return None if is_person_name(label) else label
