"""Links that lead out of the catalogue are not followed, by whatever command and on whatever way."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run

OUTSIDE = "Geheim van Anna de Groot\n\nStatus: Lopend\n\nDoel\n\nDit is heel geheim en staat buiten de catalogus.\n"


@pytest.fixture
def root(tmp_path: Path, run: Run) -> Path:
    """A catalogue with a page, a record and a folder that are links to what lies beside it."""
    root, outside = tmp_path / "c", tmp_path / "buiten"
    root.mkdir()
    outside.mkdir()
    assert run("init", cwd=root).code == 0
    (outside / "p.txt").write_text(OUTSIDE)
    (outside / "r.yaml").write_text("id: geheim\ntitle: Geheim\nstatus: geheim\n")
    (root / "data/raw/p.txt").symlink_to(outside / "p.txt")
    (root / "data/raw/map").symlink_to(outside)
    (root / "data/structured/r.yaml").symlink_to(outside / "r.yaml")
    (root / "l.yaml").write_text("recognise: [Status]\n")
    return root


@pytest.mark.parametrize(
    "command",
    [
        ["explain", "data/raw/p.txt"],
        ["explain", "data/raw/map/p.txt"],
        ["explain", "{root}/data/raw/p.txt"],
        ["explain", "data/raw/p.txt", "--html", "o.html"],
        ["validate", "data/raw/p.txt", "--format", "full"],
        ["validate", "data/raw", "--format", "full"],
        ["validate", "data/raw/map", "--format", "full"],
        ["validate", "data/structured", "--format", "full"],
        ["validate", "data/structured/r.yaml", "--format", "full"],
        ["validate", "--format", "full"],
        ["layout", "test", "l.yaml", "data/raw"],
        ["layout", "test", "l.yaml", "data/raw/map/p.txt"],
        ["ingest"],
        ["edit", "r"],
        ["show", "r"],
        ["privacy", "find", "geheim"],
    ],
)
def test_nothing_is_read_through_a_link(root: Path, run: Run, command: list[str]) -> None:
    answer = run(
        *(part.format(root=root) for part in command), cwd=root, env={"EDITOR": "cat", "VISUAL": ""}
    )
    assert "geheim" not in (answer.out + answer.err).casefold().replace("p.txt", "")
    assert not (root / "o.html").exists()
    assert answer.code or command[0] == "privacy"


def test_a_link_within_the_catalogue_is_followed(root: Path, run: Run) -> None:
    (root / "data/raw/p.txt").unlink()
    (root / "elders").mkdir()
    (root / "elders/p.txt").write_text(OUTSIDE)
    (root / "data/raw/p.txt").symlink_to(root / "elders/p.txt")
    assert "Geheim" in run("explain", "data/raw/p.txt", cwd=root).out
    assert run("validate", "data/raw/p.txt", cwd=root).code == 0


def test_what_a_user_names_outside_is_read(root: Path, run: Run) -> None:
    assert "Geheim" in run("explain", "../buiten/p.txt", cwd=root).out
    assert "Geheim" in run("explain", "data/raw/../../../buiten/p.txt", cwd=root).out
    assert run("validate", "../buiten/p.txt", cwd=root).code == 0


def test_a_catalogue_may_be_reached_by_a_link(root: Path, run: Run) -> None:
    (root / "data/raw/q.txt").write_text(OUTSIDE)
    (root.parent / "weg").symlink_to(root)
    assert "Geheim" in run("explain", str(root.parent / "weg/data/raw/q.txt"), cwd=root).out
    assert run("explain", str(root.parent / "weg/data/raw/p.txt"), cwd=root).code == 2
