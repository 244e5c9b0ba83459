"""Findings and source lines without contact data: what a check writes is read by others too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from projectkit.export.contact_text import LEFT_OUT, without_contacts_in
from projectkit.model.diagnostic import Diagnostic, Phrase

_LEFT_OUT = re.compile("|".join(map(re.escape, LEFT_OUT)))
_MASK = "•"
# A field of a person that is contact data whatever it holds.
_FIELD = re.compile(r"\s*(?:- )?(?:email|phone|address): *(?=\S)")


def guarded(found: Diagnostic) -> Diagnostic:
    """A finding whose message quotes no e-mail address, phone number or postal address."""
    return replace(found, values=_guarded_values(found.values))


def _guarded_values(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _guarded_value(value) for name, value in values.items()}


def _guarded_value(value: object) -> object:
    if isinstance(value, Phrase):
        return Phrase(value.key, _guarded_values(value.values))
    return without_contacts_in(value) if isinstance(value, str) else value


def masked(line: str) -> str:
    """A line with contact data made unreadable; every other letter stays in its column."""
    field = _FIELD.match(line)
    if field:
        return field[0] + _MASK * (len(line) - field.end())
    pieces = _LEFT_OUT.split(without_contacts_in(line))
    if len(pieces) == 1:
        return line
    parts, at = [pieces[0]], len(pieces[0])
    for piece in pieces[1:-1]:
        start = line.index(piece, at)
        parts += [_MASK * (start - at), piece]
        at = start + len(piece)
    end = len(line) - len(pieces[-1])
    return "".join([*parts, _MASK * (end - at), pieces[-1]])
