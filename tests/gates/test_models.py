"""The models match their pages and the code, and read unseen pages as well as before."""

from __future__ import annotations

import json
import tomllib
import zlib
from pathlib import Path
from typing import Any

import pytest
from tools.train.card import MODEL, NAMES, digest_of, features_versions, learned_from
from tools.train.examples import PAGES, THIN

from conftest import misread_ways

CARD: dict[str, Any] = json.loads((MODEL / "card.json").read_text("utf-8"))
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))
UNSEEN, FIRST = FLOORS["unseen"], FLOORS["unseen_of_first_authors"]
AGAIN = "train again: python -m tools.train"


def test_the_card_is_of_these_pages() -> None:
    pages = [*PAGES.glob("*.page"), *THIN.glob("*.page")]
    assert CARD["made_of"]["pages"] == len(pages)
    assert CARD["made_of"]["digest"] == digest_of(learned_from()), AGAIN


@pytest.mark.parametrize("name", NAMES)
def test_the_card_is_of_these_models(name: str) -> None:
    assert CARD["models"][name] == digest_of([MODEL / f"{name}.crfsuite"]), AGAIN


def test_the_models_were_trained_with_these_features() -> None:
    assert CARD["features"] == features_versions(), AGAIN


def test_models_are_small_enough_for_the_wheel() -> None:
    packed = sum(len(zlib.compress((MODEL / f"{name}.crfsuite").read_bytes())) for name in NAMES)
    assert packed < 5_000_000


def test_projects_and_other_pages_are_told_apart_as_well_as_before() -> None:
    assert CARD["unseen"]["projects_lost"] <= UNSEEN["projects_lost"]
    assert CARD["unseen"]["no_projects_skipped"] >= UNSEEN["no_projects_skipped"]


@pytest.mark.parametrize("group", ["unseen_of_first_authors", "unseen_of_thin_pages"])
def test_unseen_pages_are_read_as_well_as_before(group: str) -> None:
    unseen, floors = CARD[group], FLOORS[group]
    assert unseen["macro_f1"] >= floors["macro_f1"]
    assert unseen["invented_per_100_projects"] <= floors["invented_per_100_projects"]


def test_no_more_ways_of_saying_are_misread_than_before() -> None:
    assert len(misread_ways()) <= UNSEEN["misread_ways"]


@pytest.mark.parametrize("field", FIRST["f1"])
def test_no_field_of_unseen_pages_is_read_worse(field: str) -> None:
    assert CARD["unseen_of_first_authors"]["fields"][field]["f1"] >= FIRST["f1"][field]
