from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from projectkit.catalogue import atomic_write
from projectkit.catalogue.atomic_write import (
    temporary_files,
    write_atomically,
    write_file,
    writing_to,
)
from projectkit.catalogue.lock import writing
from projectkit.catalogue.root import Catalogue


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "record.yaml"
    target.write_bytes(b"old")
    with pytest.raises(TypeError):
        write_atomically(target, "no bytes")  # type: ignore[arg-type]
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


# An interrupt just after a file is opened leaves it to the garbage collector to close.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_at_any_call_leaves_the_old_file_or_the_new_one_and_no_other(
    tmp_path: Path,
) -> None:
    target = tmp_path / "record.yaml"
    written = False
    calls = 0
    while not written:
        calls += 1
        target.write_bytes(b"old")
        written = not _interrupted_at(calls, target)
        assert target.read_bytes() in {b"old", b"new"}
        assert list(tmp_path.iterdir()) == [target]
    assert target.read_bytes() == b"new"
    assert calls > 20


def _interrupted_at(nth: int, target: Path) -> bool:
    """Whether a write is interrupted where Python looks for signals the nth time.

    It does so when a function begins, and after a call of one that is written in C.
    """
    seen = 0

    def interrupt(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal seen
        seen += event in {"call", "c_return"}
        if seen == nth:
            sys.setprofile(None)
            raise KeyboardInterrupt

    before = sys.getprofile()
    sys.setprofile(interrupt)
    try:
        write_atomically(target, b"new")
    except KeyboardInterrupt:
        return True
    finally:
        sys.setprofile(before)
    return False


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


def test_temporary_files_are_those_that_a_write_leaves(tmp_path: Path) -> None:
    folder = tmp_path / "a/b"
    folder.mkdir(parents=True)
    targets = [folder / "a.yaml", folder / f"{'long-' * 20}.yaml", tmp_path / "a.html.yaml"]
    others = [".a.json.abcdefgh.tmp", ".a.yaml.mine.keep.tmp", "a.yaml.abcdefgh.tmp", ".a.yaml.tmp"]
    for name in others:
        (folder / name).touch()
    with contextlib.ExitStack() as stack:
        for target in targets:
            stack.enter_context(writing_to(target))
        found = sorted(path.parent for path in temporary_files(tmp_path, [".yaml"]))
        assert found == sorted(target.parent for target in targets)
    assert [*temporary_files(tmp_path, [".yaml"])] == []
    assert [path.name for path in temporary_files(tmp_path, [".json"])] == [others[0]]


def test_a_writer_removes_what_was_abandoned_and_not_what_is_being_written(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    folder = tmp_path / "data/structured"
    folder.mkdir(parents=True)
    (folder / ".a.yaml.abcdefgh.tmp").touch()
    with writing_to(folder / "b.yaml"), writing(catalogue):
        assert len([*folder.iterdir()]) == 1
    assert [path.name for path in folder.iterdir()] == ["b.yaml"]


def interrupted_at(step: int, path: Path) -> KeyboardInterrupt | None:
    """Interrupt the writing of a file at one of the steps of its code; None if it has fewer."""
    steps = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Callable[..., Any] | None:
        nonlocal steps
        if frame.f_code.co_filename not in {atomic_write.__file__, contextlib.__file__}:
            return None
        steps += event in {"line", "return"}
        if steps == step and event in {"line", "return"}:
            raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        write_atomically(path, b"new")
    except KeyboardInterrupt as error:
        return error
    finally:
        sys.settrace(before)
    return None


# An interrupt just after the file was opened leaves closing it to Python.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_at_any_step_leaves_no_temporary_file(tmp_path: Path) -> None:
    """Also while the interrupt is still being handled, when nothing it holds was let go."""
    path = tmp_path / "a.yaml"
    for step in range(1, 500):
        path.write_bytes(b"old")
        error = interrupted_at(step, path)
        assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"], step
        assert path.read_bytes() in {b"old", b"new"}
        if error is None:
            break
    assert step > 10
    assert error is None
