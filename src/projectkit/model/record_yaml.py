"""A record as YAML text that is pleasant to read and edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from projectkit.model import yaml_text

if TYPE_CHECKING:
    from projectkit.model.record import Record
    from projectkit.model.source import Source, Trace


def record_to_yaml(record: Record) -> str:
    """Write a record: all its fields in order, and of its parts only what is filled in."""
    data = {
        name: _plain(getattr(record, name))
        for name in type(record).model_fields
        if name != "source"
    }
    if record.source is not None:
        data["source"] = _source(record.source)
    return yaml_text.write(data)


def record_field_to_yaml(record: Record, name: str) -> str:
    """Write one field of a record as in the whole record."""
    if name == "source" and record.source is not None:
        return yaml_text.write({"source": _source(record.source)})
    return yaml_text.write({name: _plain(getattr(record, name))})


def _plain(value: Any) -> Any:
    """Models become mappings, tuples lists, enums their values; numbers stay unquoted."""
    if isinstance(value, BaseModel):
        pairs = ((name, getattr(value, name)) for name in type(value).model_fields)
        return {name: _plain(part) for name, part in pairs if part not in (None, (), "", {})}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return str(value)
    return value


def _source(source: Source) -> dict[str, Any]:
    data: dict[str, Any] = _plain(source)
    if source.fields:
        data["fields"] = {pointer: _trace(trace) for pointer, trace in source.fields.items()}
    for key in ("boilerplate", "leftover"):
        if key in data:
            data[key] = yaml_text.FlowList(map(_line_range, data[key]))
    return data


def _trace(trace: Trace) -> yaml_text.FlowDict:
    data = (
        yaml_text.FlowDict(lines=_line_range(trace.lines)) if trace.lines else yaml_text.FlowDict()
    )
    data["how"] = str(trace.how)
    if trace.certainty is not None:
        data["certainty"] = trace.certainty
    if trace.state:
        data["state"] = str(trace.state)
    return data


def _line_range(lines: str) -> str | int:
    """A single line as a number: it needs no quotes then."""
    return int(lines) if lines.isdecimal() and not lines.startswith("0") else lines
