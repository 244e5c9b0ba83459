"""Records of earlier versions are read, those of later ones are refused."""

from __future__ import annotations

import pytest

from projectkit.model import migrations, record
from projectkit.model.migrations import migrated
from projectkit.validation import shape

STEPS = {
    1: lambda data: {("titel" if key == "title" else key): value for key, value in data.items()},
    2: lambda data: {
        **{key: value for key, value in data.items() if key != "titel"},
        "title": data["titel"].upper(),
    },
}


def test_each_step_is_taken_once_and_in_order() -> None:
    old = {"schema_version": "1", "id": "x", "title": "kop"}
    assert migrated(old, 3, STEPS) == {"schema_version": "3", "id": "x", "title": "KOP"}
    assert migrated({**old, "schema_version": "3"}, 3, STEPS)["title"] == "kop"
    assert old["title"] == "kop"


@pytest.mark.parametrize("version", ["", "0", "-1", "4", "een", None])
def test_versions_that_nobody_knows_are_left_alone(version: str | None) -> None:
    data = {"schema_version": version, "title": "kop"}
    assert migrated(data, 3, STEPS) == data


def test_a_record_of_an_earlier_version_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", {0: lambda data: {"id": data["naam"]}})
    loaded = shape.load_record("schema_version: 0\nnaam: x\n", "x.yaml")
    assert loaded.record is not None
    assert (loaded.record.id, loaded.record.schema_version) == ("x", record.SCHEMA_VERSION)


def test_a_record_of_a_later_version_is_refused_with_what_to_do() -> None:
    (found,) = shape.load_record("schema_version: 99\nid: x\ntitle: T\n", "x.yaml").diagnostics
    assert found.code == "R005"
    assert "schema_version 99" in found.message()
    assert found.fix() == "upgrade projectkit"
