"""The quality of extraction, measured on pages with known answers."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tools.train.measure import measure

from conftest import REPOSITORY, SHARED

HERE = {
    "own": Path(__file__).with_name("pages"),
    "unseen": REPOSITORY / "training/unseen",
    "plain": REPOSITORY / "training/plain",
    "thin": REPOSITORY / "training/thin",
    "told": REPOSITORY / "training/told",
    "named": REPOSITORY / "training/named",
}
ALL_FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))
FLOORS, RENAMED = ALL_FLOORS["measured"], ALL_FLOORS["renamed"]


@pytest.mark.gate
@pytest.mark.parametrize("name", FLOORS)
def test_extraction_does_not_get_worse(name: str) -> None:
    folder = HERE.get(name, SHARED / name)
    if not folder.is_dir():
        pytest.skip("these pages are kept elsewhere and are not at hand")
    score = measure([folder])
    assert score.macro_f1 >= FLOORS[name]["macro_f1"]
    assert score.invented <= FLOORS[name]["invented"]


@pytest.mark.gate
@pytest.mark.parametrize("name", RENAMED)
def test_names_that_do_not_say_what_they_name_are_read_as_well_as_before(name: str) -> None:
    score = measure([HERE[name]], renaming=True)
    assert score.macro_f1 >= RENAMED[name]["macro_f1"]
    assert score.f1("partners") >= RENAMED[name]["partners"]
    assert score.f1("title") >= RENAMED[name]["title"]
    assert score.invented <= RENAMED[name]["invented"]
