"""What is published with the code is correct: the schema, the demo catalogue, the README."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from conftest import REPOSITORY, Run
from projectkit import __version__
from projectkit.model.record import Record
from projectkit.model.schema import schema_text

SCHEMA = REPOSITORY / "schema/record.schema.json"


def test_the_published_schema_matches_the_model() -> None:
    assert SCHEMA.read_text("utf-8") == schema_text()


def test_the_schema_has_labels_and_refuses_unknown_keys() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert list(schema["properties"]) == list(Record.model_fields)
    assert schema["properties"]["start_date"]["label_nl"] == "startdatum"
    assert schema["additionalProperties"] is False


def test_the_changes_say_which_version_is_the_last_one_released() -> None:
    changes = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    heads = re.findall(r"^## (\S+)(.*)$", changes, re.MULTILINE)
    released = [version for version, said in heads if not said]
    assert released[0] == __version__
    assert {said for _, said in heads[: heads.index((__version__, ""))]} <= {" (unreleased)"}


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    shutil.copytree(REPOSITORY / "data", tmp_path / "data")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_demo_records_are_those_that_ingest_makes(demo: Path, run: Run) -> None:
    committed = contents(demo / "data/structured")
    shutil.rmtree(demo / "data/structured")
    (demo / "data/structured").mkdir()
    assert run("ingest").code == 0
    assert contents(demo / "data/structured") == committed


def test_ingesting_the_demo_again_changes_no_byte(demo: Path, run: Run) -> None:
    before = contents(demo / "data/structured")
    answer = run("ingest", "--json").json
    assert contents(demo / "data/structured") == before
    assert len(answer["unchanged"]) == len(before) >= 11
    assert not answer["created"] + answer["updated"] + answer["failed"] + answer["conflicts"]
    assert [item["page"] for item in answer["skipped"]] == ["data/raw/nieuwsoverzicht.txt"]


def test_reading_the_demo_by_force_changes_no_byte(demo: Path, run: Run) -> None:
    before = contents(demo / "data/structured")
    assert run("ingest", "--force", "data/raw").code == 0
    after = contents(demo / "data/structured")
    assert {name: after[name] for name in before} == before


def test_the_demo_is_valid_and_answers(demo: Path, run: Run) -> None:
    assert run("validate").code == 0
    assert len(run("search", "jeugdzorg", "--json").json) >= 3


def test_the_demo_names_nobody_real() -> None:
    for path in (REPOSITORY / "data/raw").glob("*.txt"):
        text = path.read_bytes().decode("utf-8", errors="replace")
        hosts = re.findall(r"@([\w.-]+)|https?://([\w.-]+)", text)
        assert all(
            host.rstrip(".").endswith(".example") for pair in hosts for host in pair if host
        ), path


def test_demo_records_read_the_same_in_other_yaml_readers() -> None:
    for path in (REPOSITORY / "data/structured").glob("*.yaml"):
        data = yaml.safe_load(path.read_text("utf-8"))
        assert isinstance(data["title"], str)
        assert data["start_date"] is None or isinstance(data["start_date"], str)


def test_nothing_in_the_repository_points_to_a_machine() -> None:
    for path in [
        *(REPOSITORY / "src").rglob("*.py"),
        *(REPOSITORY / "docs").rglob("*.md"),
        REPOSITORY / "README.md",
    ]:
        text = path.read_text("utf-8")
        assert str(REPOSITORY) not in text, path
        assert "/home/" not in text, path
