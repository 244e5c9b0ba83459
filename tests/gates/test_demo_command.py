"""The README's demo command works in a fresh clone with nothing but Python and pip."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import REPOSITORY, clean_environment, kept_files


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone of the repository as it is."""
    for name in kept_files():
        target = tmp_path / "clone" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / name, target)
    return tmp_path / "clone"


@pytest.mark.gate
def test_the_demo_command(clone: Path) -> None:
    match = re.search(
        r"<!-- demo -->\n```sh\n(.+?)\n```", (clone / "README.md").read_text("utf-8"), re.DOTALL
    )
    assert match
    bash = shutil.which("bash") or "bash"
    done = subprocess.run(
        [bash, "-c", match[1]],
        cwd=clone,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "samen-aan-de-keukentafel" in done.stdout
    unchanged = [path.name for path in (clone / "data/structured").iterdir()]
    assert len(unchanged) == 11
