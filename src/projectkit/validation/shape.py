"""The shape of a record: YAML text to a record, or to all that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from projectkit.dutch.status import read_status
from projectkit.language.translate import _
from projectkit.model import yaml_text
from projectkit.model.diagnostic import Diagnostic, Location, Phrase, diagnostic, phrases
from projectkit.model.labels import LABELS
from projectkit.model.migrations import migrated
from projectkit.model.record import SCHEMA_VERSION, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST_STATUS = 100
_KINDS = {list: "a list", str: "a text", type(None): "nothing"}


@dataclass(frozen=True)
class Loaded:
    """One file of the catalogue.

    Attributes:
        file: its path relative to the root, with forward slashes.
        record: the record, or None if the file holds no sound one.
        rest: of a record that is not sound, what is: the record without the fields in which
            something is wrong.
        diagnostics: what is wrong with the shape of the file.
        places: line and column of each field and value, by path.
        text: the content of the file.
    """

    file: str
    record: Record | None
    diagnostics: tuple[Diagnostic, ...] = ()
    places: Mapping[yaml_text.Path, yaml_text.Position] = field(default_factory=dict)
    text: str = field(default="", repr=False)
    rest: Record | None = None

    def location(self, *path: str | int) -> Location:
        """Where a value stands; for one that is missing, where the thing that lacks it stands."""
        return _location(self.file, self.places, path)

    def location_in_text(self, path: yaml_text.Path, text: str, offset: int) -> Location:
        """The place of a letter of a text; its beginning if the file writes the text differently.

        Args:
            path: the text.
            text: what it says.
            offset: which letter of it.
        """
        place = self.location(*path)
        before = text[:offset].split("\n")
        line, column = place.line + len(before), len(before[-1])
        if self._lines[place.line - 1 : place.line] and self._lines[place.line - 1][
            place.column - 1 :
        ].startswith("|"):
            indent = _indent(self._lines[place.line :]) - _indent(text.split("\n"))
            return Location(self.file, line, indent + column + 1)
        written = (
            self._lines[place.line - 1][place.column - 1 :]
            if place.line <= len(self._lines)
            else ""
        )
        at = written.find(text)
        return (
            Location(self.file, place.line, place.column + at + offset)
            if at >= 0 and len(before) == 1
            else place
        )

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")


def _indent(lines: list[str]) -> int:
    """How many spaces the first line has before it says something."""
    return next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)


def _location(
    file: str, places: Mapping[yaml_text.Path, yaml_text.Position], path: yaml_text.Path
) -> Location:
    while path and path not in places:
        path = path[:-1]
    mark = places.get(path, yaml_text.Position(1, 1))
    return Location(file, mark.line, mark.column)


def load_record(text: str, file: str) -> Loaded:
    """Read a record from YAML; nothing about the text raises."""
    document = yaml_text.read(text)
    places = {**document.keys, **document.values}
    found = [
        diagnostic(code, Location(file, *mark), **values)
        for code, mark, values in document.problems
    ]
    if found:
        return Loaded(file, None, tuple(found), places, text)
    if not isinstance(document.data, dict):
        return _no_mapping(Loaded(file, None, (), places, text), document.data)
    try:
        return Loaded(
            file, Record.model_validate(migrated(document.data, SCHEMA_VERSION)), (), places, text
        )
    except ValidationError as error:
        unread = Loaded(file, None, (), places, text)
        where = {**document.values, **document.keys}
        found = [
            _with_odd_blank(unread, dict(problem))
            or _from_pydantic(dict(problem), document.data, file, (places, where))
            for problem in error.errors(include_url=False)
        ]
        rest = _rest(document.data, {problem["loc"][0] for problem in error.errors()})
    record_id = document.data.get("id")
    identified = record_id if isinstance(record_id, str) else None
    return replace(
        unread, diagnostics=tuple(replace(item, id=identified) for item in found), rest=rest
    )


def _no_mapping(loaded: Loaded, data: Any) -> Loaded:
    problem = {"type": "model_type", "loc": (), "input": data}
    found = _with_odd_blank(loaded, problem) or diagnostic(
        "R001", Location(loaded.file), found=Phrase(_KINDS[type(data)])
    )
    return replace(loaded, diagnostics=(found,))


def _with_odd_blank(loaded: Loaded, problem: dict[str, Any]) -> Diagnostic | None:
    """The character that nobody sees in a value that is wrong, if there is one."""
    value = problem["input"]
    blank = yaml_text.odd_blank(value) if isinstance(value, str) else None
    if blank is None:
        return None
    place = loaded.location_in_text(tuple(problem["loc"]), value, blank.start())
    return diagnostic("Y009", place, character=yaml_text.named(blank[0]))


def _rest(data: dict[str, Any], wrong: set[Any]) -> Record | None:
    """The record of what is left when the fields in which something is wrong are left out."""
    try:
        return Record.model_validate(
            {key: value for key, value in data.items() if key not in wrong}
        )
    except ValidationError:
        return None


def _from_pydantic(
    problem: dict[str, Any], data: dict[str, Any], file: str, maps: tuple[Any, Any]
) -> Diagnostic:
    values_first, keys_first = maps
    path = tuple(problem["loc"])
    name = ".".join(str(part) for part in path)
    if problem["type"] == "extra_forbidden":
        return _unknown_field(path, _location(file, keys_first, path))
    place = _location(file, values_first, path)
    if problem["type"] == "missing":
        return diagnostic("R004", place, field=name)
    if problem["type"] == "no_such_date":
        return diagnostic("R006", place, field=name, **problem["ctx"])
    version = str(data.get("schema_version"))
    if (
        path == ("schema_version",)
        and re.fullmatch(r"\d{1,9}", version)
        and int(version) > SCHEMA_VERSION
    ):
        return diagnostic("R005", place, version=version, supported=SCHEMA_VERSION)
    return diagnostic(
        "R003", place, field=name, problem=wording(problem, str(path[-1]) if path else "")
    )


def wording(problem: dict[str, Any], field: str) -> Phrase | str:
    """What is wrong according to pydantic, in words for people who know YAML and not pydantic."""
    kind = problem["type"]
    if kind == "string_pattern_mismatch" and f"form {field}" in phrases():
        return Phrase(f"form {field}")
    if kind == "string_type" and problem["input"] is None:
        return Phrase("empty")
    if kind == "enum":
        choices = re.findall(r"'([a-z_]+)'", problem["ctx"]["expected"])
        close = get_close_matches(str(problem["input"]).casefold(), choices, 1)
        meant = _status(problem["input"]) if field == "status" else None
        meant = meant or (close[0] if close else None)
        *most, last = (f"'{choice}'" for choice in choices)
        expected = _(" or ").join((", ".join(most), last)) if most else last
        return Phrase(kind, {"expected": expected, "meant": _suggestion(meant)})
    return Phrase(kind, problem.get("ctx", {})) if kind in phrases() else str(problem["msg"])


def _status(value: Any) -> str | None:
    return read_status(value) if isinstance(value, str) and len(value) <= _LONGEST_STATUS else None


def _suggestion(close: str | None) -> Phrase | str:
    return Phrase("did you mean", {"close": close}) if close else ""


def meant_field(path: yaml_text.Path, likeness: float = 0.72) -> str | None:
    """The field that a misspelt or Dutch name at the end of a path stands for, if one is close.

    Args:
        path: the name, and where it stands.
        likeness: how alike the two have to be, from 0 to 1.
    """
    model = _model_at(path[:-1])
    wanted = str(path[-1]).casefold()
    labels = {
        dutch.casefold(): name for name, (dutch, _english) in LABELS.get(model.__name__, {}).items()
    }
    close = get_close_matches(wanted, [*model.model_fields, *labels], n=1, cutoff=likeness)
    return labels.get(close[0], close[0]) if close else None


def _unknown_field(path: yaml_text.Path, place: Location) -> Diagnostic:
    close = meant_field(path)
    fix = Phrase("rename", {"close": close}) if close else Phrase("remove")
    return diagnostic("R002", place, field=path[-1], suggestion=_suggestion(close), fix=fix)


def _model_at(path: yaml_text.Path) -> type[BaseModel]:
    """The model that a path of field names and indices leads to."""
    model: type[BaseModel] = Record
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            model = next(_models_in(model.model_fields[part].annotation), model)
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)
