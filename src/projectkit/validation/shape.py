"""The shape of a record: YAML text to a record, or to all that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from projectkit.dutch.status import read_status
from projectkit.model import yaml_text
from projectkit.model.diagnostic import Diagnostic, Location, diagnostic
from projectkit.model.migrations import migrated
from projectkit.model.record import SCHEMA_VERSION, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KINDS = {dict: "a mapping", list: "a list", str: "a text", type(None): "nothing"}


@dataclass(frozen=True)
class Loaded:
    """One file of the catalogue.

    Attributes:
        file: its path relative to the root, with forward slashes.
        record: the record, or None if the file holds no sound one.
        diagnostics: what is wrong with the shape of the file.
        places: line and column of each field and value, by path.
    """

    file: str
    record: Record | None
    diagnostics: tuple[Diagnostic, ...] = ()
    places: Mapping[yaml_text.Path, yaml_text.Mark] = field(default_factory=dict)

    def location(self, *path: str | int) -> Location:
        """Where a value stands; for one that is missing, where the thing that lacks it stands."""
        return _location(self.file, self.places, path)


def _location(file: str, places: Mapping[yaml_text.Path, yaml_text.Mark], path: yaml_text.Path) -> Location:
    while path and path not in places:
        path = path[:-1]
    mark = places.get(path, yaml_text.Mark(1, 1))
    return Location(file, mark.line, mark.column)


def load_record(text: str, file: str) -> Loaded:
    """Read a record from YAML; nothing about the text raises."""
    document = yaml_text.read(text)
    places = {**document.keys, **document.values}
    found = [diagnostic(code, Location(file, *mark), **values) for code, mark, values in document.problems]
    record_id = document.data.get("id") if isinstance(document.data, dict) else None
    if found or not isinstance(document.data, dict):
        if not found:
            kind = _KINDS.get(type(document.data), "this")
            found.append(diagnostic("R001", Location(file), found=kind))
        return Loaded(file, None, tuple(found), places)
    try:
        return Loaded(file, Record.model_validate(migrated(document.data, SCHEMA_VERSION)), (), places)
    except ValidationError as error:
        where = {**document.values, **document.keys}
        found = [
            _from_pydantic(dict(problem), document.data, file, (places, where))
            for problem in error.errors(include_url=False)
        ]
    identified = record_id if isinstance(record_id, str) else None
    return Loaded(file, None, tuple(_with_id(found, identified)), places)


def _with_id(found: list[Diagnostic], record_id: str | None) -> Iterator[Diagnostic]:
    for item in found:
        yield Diagnostic(item.code, item.severity, item.message, item.location, record_id, item.fix)


def _from_pydantic(problem: dict[str, Any], data: dict[str, Any], file: str, maps: tuple[Any, Any]) -> Diagnostic:
    values_first, keys_first = maps
    path = tuple(problem["loc"])
    name = ".".join(str(part) for part in path)
    if problem["type"] == "extra_forbidden":
        return _unknown_field(path, _location(file, keys_first, path))
    if problem["type"] == "missing":
        return diagnostic("R004", _location(file, values_first, path), field=name)
    place = _location(file, values_first, path)
    version = str(data.get("schema_version"))
    if path == ("schema_version",) and re.fullmatch(r"\d{1,9}", version) and int(version) > SCHEMA_VERSION:
        return diagnostic("R005", place, version=version, supported=SCHEMA_VERSION)
    return diagnostic("R003", place, field=name, problem=_wording(problem, str(path[-1]) if path else ""))


_FORMS = {
    "phone": "should be a number in international form, such as +31307001234",
    "currency": "should be a code of three capitals, such as EUR",
    "id": "should be lower-case letters and digits with hyphens between, such as samen-leren",
    "language": "should be a language tag, such as nl or nl-BE",
    "ror": "should be a ROR address, such as https://ror.org/0123abcde",
    "lines": "should be line numbers, such as 3, 3-4 or 3-4 9",
    "sha256": "should be 64 hexadecimal digits",
}


def _wording(problem: dict[str, Any], field: str) -> str:
    """What is wrong, in words for people who know YAML and not pydantic."""
    kind = problem["type"]
    if kind == "string_pattern_mismatch" and field in _FORMS:
        return _FORMS[field]
    if kind in {"tuple_type", "list_type"}:
        return "should be a list: each item on a line of its own behind `- `"
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        return "should be a mapping, such as `name: ...`"
    if kind == "string_type":
        return "should be a text" if problem["input"] is not None else "should not be empty"
    if kind == "enum":
        meant = read_status(str(problem["input"])) if field == "status" else None
        return f"should be {problem['ctx']['expected']}" + (f": did you mean `{meant}`?" if meant else "")
    message: str = problem["msg"].removeprefix("Value error, ")
    return message[0].lower() + message[1:]


def _unknown_field(path: yaml_text.Path, place: Location) -> Diagnostic:
    known = list(_model_at(path[:-1]).model_fields)
    close = get_close_matches(str(path[-1]).casefold(), known, n=1, cutoff=0.6)
    suggestion = f": did you mean `{close[0]}`?" if close else ""
    fix = f"rename it to `{close[0]}`" if close else f"remove it; the fields are {', '.join(known)}"
    return diagnostic("R002", place, field=path[-1], suggestion=suggestion, fix=fix)


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
