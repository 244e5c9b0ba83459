from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from projectkit.catalogue.files import write_atomically, write_file


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "record.yaml"
    target.write_bytes(b"old")
    with pytest.raises(TypeError):
        write_atomically(target, "no bytes")  # type: ignore[arg-type]
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_permissions_stay_and_follow_the_umask(tmp_path: Path) -> None:
    target = tmp_path / "record.yaml"
    before = os.umask(0o027)
    try:
        write_atomically(target, b"new")
        assert stat.S_IMODE(target.stat().st_mode) == 0o640
    finally:
        os.umask(before)
    target.chmod(0o600)
    write_atomically(target, b"newer")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_bytes() == b"newer"


def test_a_pipe_stays_a_pipe_and_a_link_a_link(tmp_path: Path) -> None:
    target = tmp_path / "target.csv"
    target.write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(target)
    write_file(tmp_path / "link.csv", b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert target.read_bytes() == b"new"
    write_file(Path("/dev/null"), b"nothing")
    assert Path("/dev/null").is_char_device()
