"""What each column of a table holds, by its heading or by a mapping."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from projectkit.export.columns import CONTACTS_HEADER, GRANT_COLUMNS, ITEM_LABEL, LISTS_IN_CELLS
from projectkit.export.tables import CONTACTS
from projectkit.importing.incoming import ImportFileError
from projectkit.language.translate import LANGUAGES, _, plural
from projectkit.model import yaml_text
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.search.fields import FIELDS, Field, field, spoken_name
from projectkit.search.fold import words

# What `export` writes beside the values.
_NOT_READ = frozenset(CONTACTS_HEADER.values())
# Fields whose values in a table cannot be read back.
_SHOWN_ONLY = frozenset({
    *("year", "role", "unit", "sections", "subprojects", "source", "url", "name", "titles", "ror"),
    *("heading", "schema_version", "currency", "scheme", "call", "persons_with_roles"),
})  # fmt: skip
# Labels of pages that mean the same above a column, with the field that they name.
_LABELS = {
    "title": "title",
    "alternate_title": "alternate_titles",
    "status": "status",
    "start_date": "start_date",
    "end_date": "end_date",
    "period": "active",
    "themes": "themes",
    "identifier": "identifiers",
    "programme": "programme",
    "funder": "funder",
    "amount": "amount",
    "lead": "lead",
    "partner": "partners",
    "link": "links",
}
_SEPARATORS = {"commas": ",;\r\n", "semicolons": ";\r\n", "lines": "\r\n"}
_USUAL = ";\r\n"
_NUMBERED = re.compile(r"(?<=[^\W\d])\s*#?\d{1,2}$")
_SHORTEST_CONTACT = 4
_LONGEST = 200
# Other currencies and parts: what is counted in these is no amount in euros.
_OTHER_UNIT = re.compile(r"[$£¥₤%‰]")
_LETTERS = 26
_NAMES = ("naam", "namen", "name", "names")


class ReadColumn(NamedTuple):
    """A column that is read.

    Attributes:
        place: which cell of a row it is, from 0.
        heading: what stands above it.
        field: what it fills.
        role: the word for what the persons below do; empty if the heading has none.
        separators: the signs between the values of a cell.
        in_euros: whether the heading says that amounts are in euros.
    """

    place: int
    heading: str
    field: Field
    role: str = ""
    separators: str = _USUAL
    in_euros: bool = False

    @property
    def may_hold_persons(self) -> bool:
        """Whether organisations and persons can stand below the heading: `Hoofdaanvrager`."""
        return bool(self.role) and self.field.name in {"lead", "partners"}


class _WrongColumn(NamedTuple):
    """A column that cannot be read: why, and the line of a mapping that would help."""

    reason: str
    heading: str
    field: str = ""


class _Meaning(NamedTuple):
    """What a heading says."""

    field: Field
    role: str = ""


def columns_of(
    head: list[str], filled: Collection[int], mapping: Mapping[str, str]
) -> tuple[list[ReadColumn], list[_WrongColumn]]:
    """The columns that can be read, and what is wrong with the others.

    Args:
        head: the headings.
        filled: the columns with a cell that is not empty.
        mapping: the field of each column that has another name.
    """
    named = {" ".join(name.split()): wanted for name, wanted in mapping.items()}
    found: list[ReadColumn] = []
    problems: list[_WrongColumn] = []
    for place, written in enumerate(head):
        heading = written or _letter(place, named)
        wanted = named.get(heading, heading).strip()
        is_empty = not written and place not in filled
        if not wanted or wanted in _NOT_READ or is_empty:
            continue
        column = _column(place, heading, wanted)
        if column is None:
            problems.append(_unknown(heading, wanted, has_heading=bool(written)))
        elif column.field.name in _SHOWN_ONLY:
            reason = _("the column `{column}` cannot be read back").format(column=heading)
            problems.append(_WrongColumn(reason, heading))
        else:
            found.append(column)
    return found, [*_twice(head), *problems, *_crowded(found), *_nobody(found)]


def is_heading(text: str, mapping: Mapping[str, str]) -> bool:
    """Whether a text can stand above a column, as it is or by a mapping."""
    if text in mapping or text in _NOT_READ or text in ITEM_LABEL.values():
        return True
    return _column(0, text, text) is not None


def is_name_of_something(heading: str) -> bool:
    """Whether a heading says no more than that names are below it."""
    return _squeezed(heading) in _NAMES


def column_letter(place: int) -> str:
    """What spreadsheets call a column, from 0: `A`, `Z`, `AA`."""
    before, last = divmod(place, _LETTERS)
    return (column_letter(before - 1) if before else "") + chr(ord("A") + last)


def check_head(file: str, head: Collection[str]) -> None:
    """Check that a table has a row per project.

    Raises:
        ImportFileError: if it has a row per item of a list.
    """
    if set(ITEM_LABEL.values()).intersection(head):
        message = _(
            "{file} has a row per item: import the folder that `export --long all` made"
        ).format(file=file)
        raise ImportFileError(message)


def check_columns(file: str, problems: list[_WrongColumn]) -> None:
    """Check that it is clear what each column holds.

    Raises:
        ImportFileError: if it is not; with all that is wrong, and a mapping to start from.
    """
    if not problems:
        return
    wrong = plural(
        "{file}: {number} column cannot be read, so nothing was imported",
        "{file}: {number} columns cannot be read, so nothing was imported",
        len(problems),
    ).format(file=file, number=len(problems))
    lines = [wrong, *(f"- {problem.reason}" for problem in problems)]
    mapped = {problem.heading: problem.field for problem in problems if problem.heading}
    if mapped:
        advice = _(
            "Save these lines as mapping.yaml, write the field behind each column (a column with "
            "none is left out), and import with `--mapping mapping.yaml`:"
        )
        lines += [advice, "", *map(_mapping_line, mapped.items())]
    raise ImportFileError("\n".join(lines))


def _mapping_line(entry: tuple[str, str]) -> str:
    heading, name = entry
    key = yaml_text.write({heading: "x"}).rpartition(": ")[0]
    return f"{key}: {name}".rstrip()


def _letter(place: int, mapping: Mapping[str, str]) -> str:
    """What a column without a heading is called, as spreadsheets do: `column B`."""
    letter = column_letter(place)
    names = [f"column {letter}", f"kolom {letter}"]
    return next((name for name in names if name in mapping), _("column {letter}")).format(
        letter=letter
    )


def _unknown(heading: str, wanted: str, *, has_heading: bool) -> _WrongColumn:
    close = get_close_matches(_squeezed(wanted), _meanings(), 1, 0.8)
    meant = spoken_name(_meanings()[close[0]].field) if close else ""
    if wanted != heading:
        reason = _("`{wanted}`, to which the mapping points, is not a field").format(wanted=wanted)
    elif has_heading:
        reason = _("the column `{column}` is not a field").format(column=heading)
    else:
        reason = _("{column} has no heading").format(column=heading)
    hint = _(": did you mean `{close}`?").format(close=meant) if meant else ""
    return _WrongColumn(f"{reason}{hint}", heading, meant)


def _twice(head: Iterable[str]) -> list[_WrongColumn]:
    counts = Counter(name for name in head if name)
    return [
        _WrongColumn(_("two columns are called `{twice}`").format(twice=name), "")
        for name, count in counts.items()
        if count > 1
    ]


def _crowded(columns: Iterable[ReadColumn]) -> list[_WrongColumn]:
    """Columns of which only one can fill a field."""
    found: dict[str, list[str]] = {}
    for column in columns:
        if column.field.name not in LISTS_IN_CELLS.difference(GRANT_COLUMNS):
            found.setdefault(column.field.name, []).append(column.heading)
    return [
        _WrongColumn(
            _("several columns are `{field}`: {columns}").format(
                field=spoken_name(field(name)), columns=", ".join(headings)
            ),
            headings[-1],
        )
        for name, headings in found.items()
        if len(set(headings)) > 1
    ]


def _nobody(columns: list[ReadColumn]) -> list[_WrongColumn]:
    names = {column.field.name for column in columns}
    has_persons = "persons" in names or any(column.may_hold_persons for column in columns)
    if has_persons or not CONTACTS.intersection(names):
        return []
    reason = _("the column `{column}` needs another with the names of the persons")
    return [
        _WrongColumn(reason.format(column=column.heading), column.heading)
        for column in columns
        if column.field.name in CONTACTS
    ]


def _column(place: int, heading: str, wanted: str) -> ReadColumn | None:
    """The column that a heading describes, with its notes and a number aside."""
    if len(wanted) > _LONGEST or _OTHER_UNIT.search(wanted):
        return None
    known = _meanings().get(_squeezed(wanted))
    if known:
        return ReadColumn(place, heading, *known, in_euros=_says(wanted, "euros"))
    plain, notes = _without_notes(wanted)
    found = _meanings().get(_squeezed(plain)) or _numbered(plain) or _of_persons(plain)
    if found is None:
        return None
    separators = next((_SEPARATORS[note] for note in notes if note in _SEPARATORS), _USUAL)
    return ReadColumn(place, heading, *found, separators, "euros" in notes)


def _says(heading: str, kind: str) -> bool:
    return kind in _without_notes(heading)[1]


def _without_notes(heading: str) -> tuple[str, list[str]]:
    """A heading without notes such as `(kommagescheiden)`, and what the notes say."""
    notes: list[str] = []
    while match := _note().search(heading):
        rest = heading[: match.start()]
        if not any(map(str.isalnum, rest)):
            break
        heading = rest
        notes.append(_kinds_of_notes()[match["note"].casefold()])
    return heading, notes


@cache
def _kinds_of_notes() -> dict[str, str]:
    return {note: kind for kind, notes in _headings()["notes"].items() for note in notes}


@cache
def _note() -> re.Pattern[str]:
    """A note at the end of a heading, with the sign before it."""
    known = "|".join(map(re.escape, sorted(_kinds_of_notes(), key=len, reverse=True)))
    return re.compile(
        rf"(?:\s?[(\[]\s?|\s?[,:/–-]\s|\s)(?P<note>{known})\s?[)\]]?\Z", re.IGNORECASE
    )


def _numbered(heading: str) -> _Meaning | None:
    """What one of several columns holds: `Partner 2`."""
    plain = _NUMBERED.sub("", heading)
    found = _meanings().get(_squeezed(plain)) if plain != heading else None
    return found if found and found.field.name in LISTS_IN_CELLS.difference(GRANT_COLUMNS) else None


def _of_persons(heading: str) -> _Meaning | None:
    """What a column gives of persons in a role: `Naam projectleider`, `E-mail contactpersoon`."""
    squeezed = _squeezed(heading)
    for part, name in _contact_words():
        rest = squeezed.removeprefix(name).removesuffix(name)
        for text in (rest, rest.removeprefix("van").removeprefix("de")):
            known = _meanings().get(text) if rest != squeezed else None
            if known and known.role:
                return _Meaning(field(part), known.role)
    return None


@cache
def _contact_words() -> list[tuple[str, str]]:
    """The words for contact details and names, the longest first, with what they are of."""
    parts = [("persons", name) for name in _NAMES]
    contact = load_vocabulary("contact")
    parts += [(part, _squeezed(name)) for part in CONTACTS for name in contact[part]]
    long = {(part, name) for part, name in parts if len(name) >= _SHORTEST_CONTACT}
    return sorted(long, key=lambda entry: (-len(entry[1]), entry))


@cache
def _meanings() -> dict[str, _Meaning]:
    """What each heading means: what people write, names of fields, labels and roles of pages."""
    own = _headings()["fields"]
    found = {
        _squeezed(heading): _Meaning(field(name))
        for name, headings in own.items()
        for heading in headings
    }
    for known in FIELDS:
        for name in (known.name, *known.aliases, *map(known.label, LANGUAGES)):
            found.setdefault(_squeezed(name), _Meaning(known))
    roles = _roles()
    for name, heading in _labels():
        key = _squeezed(heading)
        found.setdefault(key, _Meaning(field(name), roles.get(key, "")))
    for key, heading in roles.items():
        found.setdefault(key, _Meaning(field("persons"), heading))
    return found


def _labels() -> list[tuple[str, str]]:
    """Headings with the field of each."""
    contact, labels = load_vocabulary("contact"), load_vocabulary("labels")
    return [
        *((part, each) for part in sorted(CONTACTS) for each in contact[part]),
        *((name, each) for label, name in _LABELS.items() for each in labels[label]),
    ]


@cache
def _roles() -> dict[str, str]:
    """The word for what one person does, by the same word for one or several."""
    named = [word for names in load_vocabulary("roles").values() for word in names]
    plurals = {_squeezed(f"{word}{end}"): word for end in ("s", "en", "n") for word in named}
    return plurals | {_squeezed(word): word for word in named}


@cache
def _headings() -> dict[str, Any]:
    text = files("projectkit.importing").joinpath("headings.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml_text.load_data(text)
    return data


def _squeezed(heading: str) -> str:
    """A heading as it is compared: `Start-datum` is `startdatum`, `Partner(s)` is `partners`."""
    return "".join(words(heading.replace("_", " ")))
