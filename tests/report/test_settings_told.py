"""Figures need no settings, but what is wrong in these is told as every command tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run


@pytest.mark.parametrize("options", [(), ("--by", "status"), ("--html", "page.html")], ids=" ".join)
def test_broken_settings_are_told(options: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    run("init")
    (tmp_path / "projectkit.toml").write_text("[columns", "utf-8")
    answer = run("report", *options)
    assert (answer.code, answer.out) == (2, "")
    assert "projectkit.toml" in answer.err
