"""Mending what is safe to mend: the text of a record, with one finding less."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from projectkit.dutch.dates import read_date
from projectkit.dutch.phones import read_phone
from projectkit.dutch.status import read_status
from projectkit.model import yaml_text
from projectkit.model.diagnostic import Location
from projectkit.model.identity import folded, says_all_of
from projectkit.model.labels import VALUES
from projectkit.model.record import Record
from projectkit.model.record_splice import splice
from projectkit.model.source import Trace
from projectkit.parsing.vocabulary.role_words import roles
from projectkit.validation.doubles import doubles
from projectkit.validation.item_removal import without_item
from projectkit.validation.selection import silences
from projectkit.validation.shape import Loaded, load_record, meant_field
from projectkit.validation.values import phone_problem, ror_check_digits

# How often a text is mended: a field first, its value then, and each item of a list that goes.
_MOST_ROUNDS = 1000
_ORGANISATION_ROLES = {dutch: role for role, (dutch, _) in VALUES["organisation_role"].items()} | {
    "hoofdaanvrager": "lead",
    "samenwerkingspartner": "partner",
    "subsidiegever": "funder",
    "opdrachtnemer": "contractor",
}
# A longer value is not one that a person mistyped on one line.
_LONGEST = 200
# How alike two names of fields have to be for one to be taken for the other: `start_datum` and
# `start_date` are.
_SURE = 0.85
# A field that nobody reads and a character that nobody sees are worse than other faults.
_WEIGHTS = {"R002": 2, "Y009": 2}
_DIALLED = re.compile(r"[\d\s()+./-]+")


def fixed(text: str, file: str, codes: frozenset[str]) -> str:
    """The text of a record file, with everything mended that is safe to mend and not silenced.

    Args:
        text: the content of the file.
        file: its name.
        codes: the rules that are checked.
    """
    for _ in range(_MOST_ROUNDS):
        better = None if yaml_text.has_odd_breaks(text) else _better(text, file, codes)
        if better is None or better == text:
            break
        text = better
    return text


def _better(text: str, file: str, codes: frozenset[str]) -> str | None:
    """The text with all mended that can be mended at once; None if nothing can."""
    loaded = load_record(text, file)
    if loaded.record is not None:
        return _tidied(text, loaded, codes)
    better, spans = text, _spans(text)
    document = yaml_text.read(text)
    # From the end to the beginning, so that the places of the others stay what they are.
    for found in sorted(
        loaded.diagnostics,
        key=lambda each: (each.location.line, each.location.column),
        reverse=True,
    ):
        fix = _FIXES.get(found.code)
        if fix and found.code in codes:
            better = fix(_WrongPlace(better, document, found.location, spans)) or better
    return better if _is_better(load_record(better, file), loaded) else None


def _is_better(mended: Loaded, before: Loaded) -> bool:
    """Whether less is wrong; of text that is not YAML, only the first fault is known."""
    if _badness(mended) != _badness(before):
        return _badness(mended) < _badness(before)
    return bool(before.diagnostics) and _first_fault(mended) > _first_fault(before)


def _first_fault(loaded: Loaded) -> tuple[int, int]:
    return min((each.location.line, each.location.column) for each in loaded.diagnostics)


@dataclass(frozen=True)
class _WrongPlace:
    """Where something is wrong in a text that is being mended.

    Attributes:
        text: the text, in which what comes later has been mended already.
        document: the data as it was before, with the place of each key and value.
        location: the place.
        spans: the column where each key and value on one line ends, by the place where it begins.
    """

    text: str
    document: yaml_text.Document
    location: Location
    spans: Mapping[tuple[int, int], int]

    def path(self, marks: Mapping[yaml_text.Path, yaml_text.Position]) -> yaml_text.Path | None:
        """The path of the key or value that stands here."""
        place = (self.location.line, self.location.column)
        return next((path for path, mark in marks.items() if path and tuple(mark) == place), None)

    def written(self) -> str | None:
        """What stands here, quotes included."""
        end = self.spans.get((self.location.line, self.location.column))
        line = self.text.split("\n")[self.location.line - 1]
        return line[self.location.column - 1 : end] if end else None

    def replaced(self, new: str) -> str | None:
        """The text with something else here."""
        written = self.written()
        if written is None:
            return None
        lines, column = self.text.split("\n"), self.location.column - 1
        line = lines[self.location.line - 1]
        lines[self.location.line - 1] = line[:column] + new + line[column + len(written) :]
        return "\n".join(lines)


def _spans(text: str) -> dict[tuple[int, int], int]:
    try:
        nodes = [yaml.compose(text, Loader=yaml_text.LOADER)]
    except yaml.YAMLError:
        return {}
    spans: dict[tuple[int, int], int] = {}
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.ScalarNode) and node.start_mark.line == node.end_mark.line:
            spans[node.start_mark.line + 1, node.start_mark.column + 1] = node.end_mark.column
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif isinstance(node, yaml.MappingNode):
            nodes += [part for pair in node.value for part in pair]
    return spans


def _badness(loaded: Loaded) -> tuple[bool, int]:
    """How much is wrong: text that is not YAML is worst, a wrong value in the right field least."""
    is_unread = bool(yaml_text.read(loaded.text).problems)
    return is_unread, sum(_WEIGHTS.get(found.code, 1) for found in loaded.diagnostics)


def _tidied(text: str, loaded: Loaded, codes: frozenset[str]) -> str | None:
    """Without one item that says nothing."""
    record = loaded.record
    quiet = silences(text, loaded.file).lines
    for field, index in _idle_items(record, codes) if record else ():
        line = loaded.location(field, index).line
        if not quiet.get(line, frozenset()) & {"M003", "M005"}:
            better = without_item(text, field, index)
            after = load_record(better, loaded.file).record if better is not None else None
            if better is not None and after is not None:
                return splice(better, after, _renumbered(after, field, index))
    return None


def _idle_items(record: Record, codes: frozenset[str]) -> Iterator[tuple[str, int]]:
    for field, index in doubles(record) if "M003" in codes else ():
        items = getattr(record, field)
        if any(says_all_of(field, earlier, items[index]) for earlier in items[:index]):
            yield field, index
    for index, section in enumerate(record.sections) if "M005" in codes else ():
        if not section.text.strip() and not section.heading:
            yield "sections", index


def _renumbered(record: Record, field: str, gone: int) -> Record:
    """A record whose source points at the items that moved up when one of them went."""
    if record.source is None:
        return record
    traces: dict[str, Trace] = {}
    for pointer, trace in record.source.fields.items():
        _, name, *rest = pointer.split("/")
        number = int(rest[0]) if name == field and rest and rest[0].isdecimal() else -1
        if number > gone:
            traces["/".join(["", name, str(number - 1), *rest[1:]])] = trace
        elif number != gone:
            traces[pointer] = trace
    return record.model_copy(update={"source": record.source.model_copy(update={"fields": traces})})


def _tab(place: _WrongPlace) -> str | None:
    lines = place.text.split("\n")
    line = lines[place.location.line - 1]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    lines[place.location.line - 1] = indent.replace("\t", "  ") + line[len(indent) :]
    return "\n".join(lines)


def _blank(place: _WrongPlace) -> str | None:
    """Spaces for what only looks like them, and nothing for what cannot be seen."""
    lines = place.text.split("\n")
    line, at = lines[place.location.line - 1], place.location.column - 1
    run = yaml_text.odd_blanks(line, at)
    if not run:
        return None
    spaces = "".join(" " for character in run if character.isspace())
    lines[place.location.line - 1] = line[:at] + spaces + line[at + len(run) :]
    return "\n".join(lines)


def _field(place: _WrongPlace) -> str | None:
    """The right name for a misspelt field, unless that field is already there and filled in."""
    path = place.path(place.document.keys)
    meant = meant_field(path, _SURE) if path else None
    if path is None or meant is None:
        return None
    renamed, there = place.replaced(meant), place.document.keys.get((*path[:-1], meant))
    return _without_empty(renamed, there, meant) if renamed is not None and there else renamed


def _without_empty(text: str, mark: yaml_text.Position, field: str) -> str | None:
    """The text without a field that stands on one line and says nothing."""
    lines = text.split("\n")
    if not re.fullmatch(
        rf"\s*{re.escape(field)}:\s*(?:null|~|\[\s*\]|''|\"\")?\s*", lines[mark.line - 1]
    ):
        return None
    following = lines[mark.line] if mark.line < len(lines) else ""
    is_empty = not following.startswith((" ", "-", "\t"))
    return "\n".join([*lines[: mark.line - 1], *lines[mark.line :]]) if is_empty else None


def _value(place: _WrongPlace) -> str | None:
    path, written = place.path(place.document.values), place.written()
    if path is None or not written or len(written) > _LONGEST:
        return None
    value = yaml_text.read(written).data
    meant = _meant_value(path, value) if isinstance(value, str) else None
    return place.replaced(yaml_text.write({"x": meant})[3:].rstrip("\n")) if meant else None


def _meant_value(path: yaml_text.Path, value: str) -> str | None:
    """What a value means that is written in another way; None if that is not sure."""
    field = path[-1] if isinstance(path[-1], str) else path[-2]
    read = _READERS.get(str(field))
    return read(value) if read and (field != "status" or len(path) == 1) else None


def _phone(value: str) -> str | None:
    """A number that can be dialled as it stands; without a country code, only if it is Dutch."""
    number = read_phone(value) if _DIALLED.fullmatch(value) else None
    if number is None or phone_problem(number) is not None:
        return None
    return number if value.startswith(("+", "00")) or number.startswith("+31") else None


def _ror(value: str) -> str | None:
    if not re.fullmatch(r"(?:https?://|www\.)?(?:www\.)?(?:ror\.org/)?0[a-z0-9]{8}/?", value):
        return None
    ror = f"https://ror.org/{value.rstrip('/')[-9:]}"
    return ror if ror.endswith(ror_check_digits(ror) or "-") else None


def _organisation_role(value: str) -> str | None:
    return _ORGANISATION_ROLES.get(folded(value))


def _person_role(value: str) -> str | None:
    named = roles(value)
    return named[0] if len(named) == 1 else None


_READERS: dict[str, Callable[[str], str | None]] = {
    "status": read_status,
    "start_date": read_date,
    "end_date": read_date,
    "page_date": read_date,
    "phone": _phone,
    "ror": _ror,
    "role": _organisation_role,
    "roles": _person_role,
}


_FIXES: dict[str, Callable[[_WrongPlace], str | None]] = {
    "Y005": _tab,
    "Y009": _blank,
    "R002": _field,
    "R003": _value,
}
