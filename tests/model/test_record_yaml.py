from __future__ import annotations

import pytest
import yaml
from hypothesis import given

from projectkit.model import yaml_text
from projectkit.model.record import Funding, Record, Section
from projectkit.model.record_yaml import record_to_yaml
from projectkit.validation.shape import load_record
from strategies import TRAPS, records, texts


@given(records)
def test_any_record_survives_the_round_trip(record: Record) -> None:
    text = record_to_yaml(record)
    loaded = load_record(text, "x.yaml")
    assert loaded.diagnostics == ()
    assert loaded.record == record
    assert record_to_yaml(loaded.record) == text


@given(texts)
def test_any_string_stays_itself(text: str) -> None:
    assert yaml_text.read(yaml_text.write({"key": text, "list": [text]})).data == {
        "key": text,
        "list": [text],
    }


@pytest.mark.parametrize("text", TRAPS)
def test_other_yaml_readers_see_the_same_string(text: str) -> None:
    assert yaml.safe_load(yaml_text.write({"key": text})) == {"key": text}


def test_long_text_is_readable_and_not_folded() -> None:
    paragraph = "Een zin van meer dan tachtig tekens, die op één regel moet blijven staan omdat git dan het verschil toont."
    record = Record(
        id="x", sections=(Section(kind="goal", text=f"{paragraph}\n\n- één 😀\n- twee"),)
    )
    text = record_to_yaml(record)
    assert f"  text: |-\n    {paragraph}\n\n    - één 😀\n    - twee\n" in text


def test_amounts_stand_unquoted_and_exact() -> None:
    record = Record(id="x", funding=(Funding(amount="300000.50"), Funding(amount="1000")))
    text = record_to_yaml(record)
    assert "- amount: 300000.50\n- amount: 1000\n" in text


def test_keys_stand_in_the_order_of_the_model() -> None:
    keys = [line.split(":")[0] for line in record_to_yaml(Record(id="x")).splitlines()]
    assert keys == [name for name in Record.model_fields if name != "source"]
