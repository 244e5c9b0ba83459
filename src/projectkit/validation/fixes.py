"""Mending what is safe to mend: the text of a record, with one finding less."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import yaml

from projectkit.dutch.dates import read_date
from projectkit.dutch.phones import read_phone
from projectkit.dutch.status import read_status
from projectkit.model import yaml_text
from projectkit.model.diagnostic import Location
from projectkit.model.identity import NAMED_BY, contained, folded
from projectkit.model.labels import VALUES
from projectkit.model.record import Record
from projectkit.model.record_splice import splice, with_changes
from projectkit.model.source import Trace
from projectkit.parsing.vocabulary.role_words import roles
from projectkit.validation.item_removal import without_items
from projectkit.validation.shape import Loaded, load_record, meant_field
from projectkit.validation.silences import silences
from projectkit.validation.values import phone_problem, ror_check_digits

# How often a text is mended: a field first, then its value, then what that shows to be twice. The
# parser stops at a tab, so that tabs of some layouts show one by one.
_MOST_ROUNDS = 100
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
_NOTHING = re.compile(r"null|~|\[\s*\]|''|\"\"|")
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
        return _tidied(text, loaded, loaded.record, codes)
    draft = _Draft(text)
    for found in loaded.diagnostics:
        fix = _FIXES.get(found.code)
        if fix and found.code in codes:
            fix(draft, found.location)
    better = draft.mended()
    return better if _is_better(load_record(better, file), loaded) else None


def _is_better(mended: Loaded, before: Loaded) -> bool:
    """Whether less is wrong; of text that is not YAML, only the first fault is known."""
    left, was = _badness(mended), _badness(before)
    if left != was:
        return left < was
    return bool(before.diagnostics) and _first_fault(mended) > _first_fault(before)


def _first_fault(loaded: Loaded) -> tuple[int, int]:
    return min((each.location.line, each.location.column) for each in loaded.diagnostics)


class _Draft:
    """A text that is being mended.

    Every change is noted with its place in the text as it was, and all are made at once: however
    much is wrong, the text is read and written once.

    Attributes:
        lines: the lines of the text as it was.
        keys: where the key of each path stands.
    """

    def __init__(self, text: str) -> None:
        document = yaml_text.read(text)
        self.lines = text.split("\n")
        self.keys = document.keys
        self._key_at = _paths_by_place(document.keys)
        self._value_at = _paths_by_place(document.values)
        self._spans = _spans(text)
        self._changes: dict[yaml_text.Position, tuple[int, str]] = {}
        self._gone: set[int] = set()

    def key_at(self, place: Location) -> yaml_text.Path | None:
        """The path of the key that stands somewhere."""
        return self._key_at.get((place.line, place.column))

    def value_at(self, place: Location) -> yaml_text.Path | None:
        """The path of the value that stands somewhere."""
        return self._value_at.get((place.line, place.column))

    def written(self, place: Location) -> str | None:
        """What stands somewhere on one line, quotes included."""
        end = self._spans.get((place.line, place.column))
        return self.lines[place.line - 1][place.column - 1 : end] if end else None

    def replace(self, place: Location, new: str) -> None:
        """Write something else for what stands somewhere."""
        end = self._spans.get((place.line, place.column))
        if end:
            self.write(place, end - place.column + 1, new)

    def write(self, place: Location, length: int, new: str) -> None:
        """Write something else for some characters of a line."""
        mark = yaml_text.Position(place.line, place.column)
        self._changes[mark] = (place.column - 1 + length, new)

    def indent(self, number: int, indent: str) -> None:
        """Give a line another indent."""
        old = indent_of(self.lines[number - 1])
        self._changes[yaml_text.Position(number, 1)] = (len(old), indent)

    def remove(self, number: int) -> None:
        """Take out a line."""
        self._gone.add(number)

    def mended(self) -> str:
        """The text with all changes."""
        by_line: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for place, (end, new) in sorted(self._changes.items()):
            by_line[place.line].append((place.column - 1, end, new))
        numbered = enumerate(self.lines, 1)
        kept = ((number, line) for number, line in numbered if number not in self._gone)
        return "\n".join(with_changes(line, by_line.get(number, ())) for number, line in kept)


def _paths_by_place(
    marks: Mapping[yaml_text.Path, yaml_text.Position],
) -> dict[tuple[int, int], yaml_text.Path]:
    """The first path that begins at each place."""
    found: dict[tuple[int, int], yaml_text.Path] = {}
    for path, mark in marks.items():
        if path:
            found.setdefault((mark.line, mark.column), path)
    return found


def indent_of(line: str) -> str:
    """The blanks and tabs at the beginning of a line."""
    return line[: len(line) - len(line.lstrip(" \t"))]


def _spans(text: str) -> dict[tuple[int, int], int]:
    """The column where each key and value on one line ends, by the place where it begins.

    They are read from the parser's events: nodes would follow a list that holds itself for ever.
    """
    spans: dict[tuple[int, int], int] = {}
    try:
        for event in yaml.parse(text, Loader=yaml_text.LOADER):
            start: Any = event.start_mark
            end: Any = event.end_mark
            if isinstance(event, yaml.ScalarEvent) and start.line == end.line:
                spans[start.line + 1, start.column + 1] = end.column
    except yaml.YAMLError:
        return {}
    return spans


def _badness(loaded: Loaded) -> tuple[bool, int]:
    """How much is wrong: text that is not YAML is worst, a wrong value in the right field least."""
    is_unread = bool(yaml_text.read(loaded.text).problems)
    return is_unread, sum(_WEIGHTS.get(found.code, 1) for found in loaded.diagnostics)


def _tidied(text: str, loaded: Loaded, record: Record, codes: frozenset[str]) -> str:
    """Without the items that say nothing."""
    quiet = silences(text, loaded.file).lines
    idle = _idle_items(record, codes)
    for field, places in idle.items():
        heard = [
            index
            for index in places
            if not quiet.get(loaded.location(field, index).line, frozenset()) & {"M003", "M005"}
        ]
        text = _without_idle(text, loaded.file, field, heard)
    return text


def _without_idle(text: str, file: str, field: str, places: Sequence[int]) -> str:
    """The text without some items of one list; as it was if that would not be a sound record."""
    removed = without_items(text, field, places) if places else None
    after = load_record(removed.text, file).record if removed else None
    if removed is None or after is None:
        return text
    return splice(removed.text, after, _renumbered(after, field, removed.gone)) or text


def _idle_items(record: Record, codes: frozenset[str]) -> dict[str, list[int]]:
    """The places of items that say nothing new, by list."""
    found: dict[str, set[int]] = defaultdict(set)
    if "M003" in codes:
        for field in NAMED_BY:
            found[field].update(contained(field, getattr(record, field)))
    if "M005" in codes:
        found["sections"].update(
            index
            for index, section in enumerate(record.sections)
            if not section.text.strip() and not section.heading
        )
    return {field: sorted(places) for field, places in found.items()}


def _renumbered(record: Record, field: str, gone: Sequence[int]) -> Record:
    """A record whose source points at the items that moved up when others went.

    Args:
        record: the record without the items.
        field: the list.
        gone: their places in the list as it was, in order.
    """
    if record.source is None:
        return record
    left_out, traces = frozenset(gone), dict[str, Trace]()
    for pointer, trace in record.source.fields.items():
        _, name, *rest = pointer.split("/")
        number = int(rest[0]) if name == field and rest and rest[0].isdecimal() else -1
        if number in left_out:
            continue
        now = number - bisect_left(gone, number)
        traces["/".join(["", name, str(now), *rest[1:]]) if now != number else pointer] = trace
    return record.model_copy(update={"source": record.source.model_copy(update={"fields": traces})})


def _tab(draft: _Draft, place: Location) -> None:
    """Spaces for the tabs of an indent, there and wherever a tab can be nothing else.

    A line that begins with a tab is indented by it; behind spaces, it may be part of a text.
    """
    for number, line in enumerate(draft.lines, 1):
        indent = indent_of(line)
        if number == place.line or (number > place.line and line.startswith("\t")):
            draft.indent(number, indent.replace("\t", "  "))


def _blank(draft: _Draft, place: Location) -> None:
    """Spaces for what only looks like them, and nothing for what cannot be seen."""
    run = yaml_text.odd_blanks(draft.lines[place.line - 1], place.column - 1)
    spaces = "".join(" " for character in run if character.isspace())
    draft.write(place, len(run), spaces)


def _field(draft: _Draft, place: Location) -> None:
    """The right name for a misspelt field, unless that field is already there and filled in."""
    path = draft.key_at(place)
    meant = meant_field(path, _SURE) if path else None
    if path is None or meant is None:
        return
    right = (*path[:-1], meant)
    there = draft.keys.get(right)
    if there is None or _is_empty(draft.lines, there, meant):
        draft.replace(place, meant)
        # A second field that is meant to be this one finds it filled in.
        draft.keys[right] = draft.keys[path]
        if there:
            draft.remove(there.line)


def _is_empty(lines: Sequence[str], mark: yaml_text.Position, field: str) -> bool:
    """Whether a field stands on one line and says nothing."""
    key, _, value = lines[mark.line - 1].partition(":")
    if key.strip() != field or not _NOTHING.fullmatch(value.strip()):
        return False
    following = lines[mark.line] if mark.line < len(lines) else ""
    return not following.startswith((" ", "-", "\t"))


def _value(draft: _Draft, place: Location) -> None:
    path, written = draft.value_at(place), draft.written(place)
    if path is None or not written or len(written) > _LONGEST:
        return
    value = yaml_text.read(written).data
    meant = _meant_value(path, value) if isinstance(value, str) else None
    if meant:
        draft.replace(place, yaml_text.write({"x": meant})[3:].rstrip("\n"))


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


_FIXES: dict[str, Callable[[_Draft, Location], None]] = {
    "Y005": _tab,
    "Y009": _blank,
    "R002": _field,
    "R003": _value,
}
