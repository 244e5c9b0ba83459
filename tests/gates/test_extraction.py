"""The quality of extraction, measured on pages whose right answers are known."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from conftest import SHARED, clean_environment

OWN = Path(__file__).with_name("pages")
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))["measured"]


@pytest.mark.gate
@pytest.mark.parametrize("name", FLOORS)
def test_extraction_does_not_get_worse(name: str) -> None:
    if not SHARED.is_dir() and not os.environ.get("CI"):
        pytest.skip("the measured pages are not at hand")
    folder = OWN if name == "own" else SHARED / name
    done = subprocess.run(
        [sys.executable, SHARED / "tools/score_extraction.py", folder, "--json"]
        + ["--command", f"{sys.executable} -m projectkit"],
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    score = json.loads(done.stdout)
    assert score["macro_f1"] >= FLOORS[name]["macro_f1"]
    assert score["invented"] <= FLOORS[name]["invented"]
