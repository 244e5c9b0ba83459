"""An interrupt while pydantic builds a model comes as an error of its own, and is told as what it is."""

from __future__ import annotations

from pydantic_core import SchemaError, SchemaValidator, core_schema

from projectkit.cli.start import _tells_interrupt


class Interrupted:
    @property
    def value(self) -> str:
        raise KeyboardInterrupt


class Broken:
    @property
    def value(self) -> str:
        raise ValueError


def error_with(member: object) -> SchemaError:
    inner = core_schema.enum_schema(type("E", (), {}), [member])
    field = core_schema.typed_dict_field(inner)
    try:
        SchemaValidator(core_schema.typed_dict_schema({"kind": field}))
    except SchemaError as error:
        return error
    raise AssertionError


def test_an_interrupt_inside_pydantic_is_told_from_a_fault() -> None:
    assert _tells_interrupt(error_with(Interrupted()))
    assert not _tells_interrupt(error_with(Broken()))
    assert not _tells_interrupt(ValueError("KeyboardInterrupt"))
