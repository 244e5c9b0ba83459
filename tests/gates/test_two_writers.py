"""Somebody changes a record while pages are read: neither change is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import Run, clean_environment, load_all
from projectkit.catalogue.root import Catalogue

PAGE = "{title}\n\nStatus: Lopend\nStartdatum: 2020\n"


@pytest.mark.gate
def test_two_writers_at_once_lose_nothing(catalogue: Path, run: Run) -> None:
    for number in range(40):
        (catalogue / f"data/raw/{number:02}.txt").write_text(PAGE.format(title=f"Project {number}"))
    assert run("ingest").code == 0
    command = [sys.executable, "-m", "projectkit"]
    done = set()
    for turn in range(12):
        for number in range(40):
            page = (
                PAGE.format(title=f"Project {number}")
                + f"\nAanleiding\n\nIn beurt {turn} is er met {number} en {number * 7 + turn} iets aan de hand.\n"
            )
            (catalogue / f"data/raw/{number:02}.txt").write_text(page)
        ingest = subprocess.Popen([*command, "ingest"], cwd=catalogue, env=clean_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        time.sleep(0.05 * turn)
        changed = run("set", f"project-{turn}", f"themes=Thema {turn}")
        if changed.code == 0:
            done.add(turn)
        else:
            assert "another projectkit is writing" in changed.err
        assert ingest.wait() in {0, 1, 2}
    run("ingest")
    assert done
    for item in load_all(Catalogue(catalogue)):
        assert item.record
        number = int(item.record.id.removeprefix("project-"))
        assert item.record.themes == ((f"Thema {number}",) if number in done else ())
        assert "beurt 11" in item.record.sections[0].text
