"""Names that name nothing: placeholders, titles and roles; and numbers that were cut short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projectkit.dutch.person_names import is_title
from projectkit.dutch.placeholders import is_placeholder
from projectkit.model.diagnostic import Diagnostic, Phrase, diagnostic
from projectkit.model.record import Record
from projectkit.model.yaml_text import Path
from projectkit.parsing.vocabulary.lookup import vocabulary
from projectkit.parsing.vocabulary.role_words import is_role
from projectkit.validation.context import Context
from projectkit.validation.shape import Loaded

# What a spreadsheet shows where it has no value, in Dutch and in English: `#N/B`, `#VERW!`.
_SPREADSHEET_ERROR = re.compile(r"#(?:N/[AB]|[A-Z0-9/]{2,8}[!?])")
# A long number as a spreadsheet shows it: `1,23E+12`. The digits that are missing are lost.
_CUT_SHORT = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE)
_NAMES = (
    ("title", ""),
    ("alternate_titles", ""),
    ("themes", ""),
    ("identifiers", "value"),
    ("funding", "funder"),
    ("funding", "programme"),
    ("funding", "call"),
    ("organisations", "name"),
    ("organisations", "unit"),
    ("persons", "name"),
    ("persons", "organisation"),
    ("subprojects", "title"),
)
# One letter may be a title; in the place of another name it is a cross.
_TITLES = frozenset({"title", "alternate_titles", "subprojects"})
_OF_ORGANISATIONS = frozenset({"lead", "partner", "funder"})


def check_names(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """Names that are placeholders, titles or roles."""
    for path, name in _names(record):
        what = _instead_of_name(path, name)
        if what:
            place = loaded.location(*path)
            yield diagnostic("M012", place, id=record.id, value=name, what=what)


def check_numbers(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """Project numbers that a spreadsheet cut short."""
    for path, value in _names(record):
        if path[-1] in {"value", "call"} and _CUT_SHORT.fullmatch(value.strip()):
            yield diagnostic("M014", loaded.location(*path), id=record.id, value=value)


def _names(record: Record) -> Iterator[tuple[Path, str]]:
    """Every name in a record with its place."""
    for field, part in _NAMES:
        held = getattr(record, field)
        if isinstance(held, str):
            yield (field,), held
        for index, item in enumerate(held if isinstance(held, tuple) else ()):
            name = getattr(item, part) if part else item
            if name:
                yield ((field, index, part) if part else (field, index)), name


def _instead_of_name(path: Path, name: str) -> Phrase | None:
    """What stands in the place of a name."""
    if _SPREADSHEET_ERROR.fullmatch(name.strip()):
        return Phrase("a placeholder")
    may_be_title = path[0] in _TITLES and len(name) == 1 and name.isalpha()
    if is_placeholder(name) and not may_be_title:
        return Phrase("a placeholder")
    if path[-1] != "name":
        return None
    if is_title(name) and (path[0] == "persons" or name.rstrip().endswith(".")):
        return Phrase("an academic title")
    says_role = is_role(name) if path[0] == "persons" else _is_label(name)
    return Phrase("a role") if says_role else None


def _is_label(name: str) -> bool:
    """Whether a text is a label for organisations, such as `Penvoerder` or `Partners`."""
    return vocabulary().labels.get(name.strip(" .:").casefold()) in _OF_ORGANISATIONS
