"""Mending what is safe to mend: the text of a record, with one finding less."""

from __future__ import annotations

import re
from collections.abc import Callable

from projectkit.dutch.dates import read_date
from projectkit.dutch.phones import read_phone
from projectkit.dutch.status import read_status
from projectkit.model import yaml_text
from projectkit.model.diagnostic import Diagnostic
from projectkit.model.record import Record
from projectkit.model.record_splice import splice
from projectkit.validation.doubles import doubles
from projectkit.validation.shape import Loaded, load_record, meant_field

# A file in which more than this is wrong was not made by hand.
_MOST_FIXES = 200
_DATES = frozenset({"start_date", "end_date", "page_date"})
# A plain or quoted scalar on one line.
_SCALAR = re.compile(
    r"""
      '(?:[^'\n]|'')*'
    | "(?:[^"\\\n]|\\.)*"
    | [^\s#'"\[\]{},][^\n\[\]{},]*?(?=\s*(?:\s\#|[\]},]|$))
    """,
    re.VERBOSE | re.MULTILINE,
)


def fixed(text: str, codes: frozenset[str]) -> str:
    """The text of a record file, with everything mended that is safe to mend.

    Args:
        text: what stands in the file.
        codes: the rules that are checked.
    """
    for _ in range(_MOST_FIXES):
        better = _with_one_less(text, codes)
        if better is None or better == text:
            return text
        text = better
    return text


def _with_one_less(text: str, codes: frozenset[str]) -> str | None:
    loaded = load_record(text, "")
    if loaded.record is not None:
        return _tidied(text, loaded.record, codes)
    for found in loaded.diagnostics:
        fix = _FIXES.get(found.code)
        better = fix(text, loaded, found) if fix and found.code in codes else None
        # A fix that leaves as much wrong as there was is none.
        if better is not None and _count(better) < len(loaded.diagnostics):
            return better
    return None


def _count(text: str) -> int:
    return len(load_record(text, "").diagnostics)


def _tidied(text: str, record: Record, codes: frozenset[str]) -> str | None:
    """Without items that say nothing."""
    updates: dict[str, tuple[object, ...]] = {}
    if "M003" in codes:
        for field, index in doubles(record):
            items = getattr(record, field)
            if _says_nothing_new(items[index], items[:index]):
                updates[field] = (*items[:index], *items[index + 1 :])
                break
    if "M005" in codes and not updates:
        kept = tuple(section for section in record.sections if section.text.strip() or section.heading)
        if kept != record.sections:
            updates["sections"] = kept
    return splice(text, record, record.model_copy(update=updates)) if updates else None


def _says_nothing_new(item: object, earlier: tuple[object, ...]) -> bool:
    """Whether an earlier item says all that this one says; of texts, case aside."""
    if isinstance(item, str):
        return _folded(item) in {_folded(other) for other in earlier if isinstance(other, str)}
    return item in earlier


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _tab(text: str, _: Loaded, found: Diagnostic) -> str | None:
    lines = text.split("\n")
    line = lines[found.location.line - 1]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    lines[found.location.line - 1] = indent.replace("\t", "  ") + line[len(indent) :]
    return "\n".join(lines)


def _field(text: str, loaded: Loaded, found: Diagnostic) -> str | None:
    """The right name for a misspelt one, unless the field of that name is there already."""
    path = _path_at(loaded, found, keys=True)
    meant = meant_field(path) if path else None
    if path is None or meant is None or (*path[:-1], meant) in loaded.places:
        return None
    return _replaced(text, found, str(path[-1]), meant)


def _value(text: str, loaded: Loaded, found: Diagnostic) -> str | None:
    path = _path_at(loaded, found, keys=False)
    line = text.split("\n")[found.location.line - 1]
    match = _SCALAR.match(line, found.location.column - 1)
    if path is None or match is None:
        return None
    value = yaml_text.read(match[0]).data
    meant = _meant_value(path, value) if isinstance(value, str) else None
    return _replaced(text, found, match[0], yaml_text.write({"x": meant})[3:].rstrip("\n")) if meant else None


def _meant_value(path: yaml_text.Path, value: str) -> str | None:
    field = path[-1]
    if field == "status" and len(path) == 1:
        return read_status(value)
    if field in _DATES:
        return read_date(value)
    if field == "phone":
        return read_phone(value)
    if field == "ror" and re.fullmatch(r"(?:http://|www\.)?(?:www\.)?(?:ror\.org/)?0[a-z0-9]{8}/?", value):
        return "https://ror.org/" + value.rstrip("/")[-9:]
    return None


def _path_at(loaded: Loaded, found: Diagnostic, *, keys: bool) -> yaml_text.Path | None:
    """The path of the key or value that stands at the place of a finding."""
    document = yaml_text.read(loaded.text)
    marks = document.keys if keys else document.values
    place = (found.location.line, found.location.column)
    return next((path for path, mark in marks.items() if path and tuple(mark) == place), None)


def _replaced(text: str, found: Diagnostic, old: str, new: str) -> str | None:
    lines = text.split("\n")
    line, column = lines[found.location.line - 1], found.location.column - 1
    for written in (old, f"'{old}'", f'"{old}"'):
        if line.startswith(written, column):
            lines[found.location.line - 1] = line[:column] + new + line[column + len(written) :]
            return "\n".join(lines)
    return None


_FIXES: dict[str, Callable[[str, Loaded, Diagnostic], str | None]] = {"Y005": _tab, "R002": _field, "R003": _value}
