"""The types of plain records are those of the model."""

from __future__ import annotations

import typing

import pytest
from hypothesis import given

from projectkit.model import plain as types
from projectkit.model import record as model
from projectkit.model.labels import PARTS
from projectkit.store.stored import plain
from strategies import records


@pytest.mark.parametrize("name", ["Record", *PARTS.values()])
def test_a_plain_part_has_the_fields_of_its_model(name: str) -> None:
    fields = list(getattr(model, name).model_fields)
    assert list(getattr(types, f"Plain{name}").__annotations__) == fields


@pytest.mark.parametrize(("field", "part"), PARTS.items())
def test_the_items_of_a_list_have_the_type_of_their_part(field: str, part: str) -> None:
    hints = typing.get_type_hints(types.PlainRecord)
    assert hints[field] == list[getattr(types, f"Plain{part}")]


@given(records)
def test_a_record_as_plain_data_has_every_field_in_order(record: model.Record) -> None:
    made = plain(record)
    assert list(made) == list(types.PlainRecord.__annotations__)
    assert all(isinstance(item["amount"], str | None) for item in made["funding"])
