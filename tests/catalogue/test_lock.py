"""The lock of a catalogue: never through a link, and what a disk without locks answers is told."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from projectkit.catalogue.lock import writing
from projectkit.catalogue.root import Catalogue, CatalogueError


@pytest.mark.parametrize("is_there", [True, False])
def test_a_lock_that_is_a_link_is_refused(catalogue: Path, run: Run, *, is_there: bool) -> None:
    outside = catalogue.parent / f"elders-{is_there}.txt"
    if is_there:
        outside.write_text("belangrijk")
    (catalogue / ".projectkit.lock").symlink_to(outside)
    (catalogue / "data/structured/a.yaml").write_text("id: a\ntitle: A\n")
    answer = run("set", "a", "status=lopend")
    assert answer.code == 2
    assert ".projectkit.lock is not a plain file: remove it" in answer.err
    assert outside.exists() is is_there
    assert not is_there or outside.read_text() == "belangrijk"


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_not_a_file_is_no_lock(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / ".projectkit.lock")
    with pytest.raises(CatalogueError, match="not a plain file"), writing(Catalogue(tmp_path)):
        pass


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_disk_without_locks_is_told_with_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, *, is_there: bool
) -> None:
    if is_there:
        (tmp_path / ".projectkit.lock").touch()

    def flock(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", flock)
    with (
        pytest.raises(CatalogueError, match="has no locks") as raised,
        writing(Catalogue(tmp_path)),
    ):
        pass
    assert str(tmp_path) in str(raised.value)
    assert "local disk" in str(raised.value)


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_cache_on_a_disk_without_locks_costs_no_answer(
    catalogue: Path, run: Run, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    (catalogue / "data/structured/a.yaml").write_text("id: a\ntitle: Zorg\n")
    run("list")

    def flock(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", flock)
    (catalogue / "data/structured/b.yaml").write_text("id: b\ntitle: Wonen\n")
    for arguments in (["list"], ["search", "wonen"]):
        answer = run(*arguments)
        assert (answer.code, answer.err, "Wonen" in answer.out) == (0, "", True)


def test_other_errors_of_the_disk_are_told_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)), writing(Catalogue(tmp_path)):
        pass


def test_one_writes_at_a_time_and_then_the_next(tmp_path: Path) -> None:
    with (
        writing(Catalogue(tmp_path)),
        pytest.raises(CatalogueError, match="another projectkit"),
        writing(Catalogue(tmp_path)),
    ):
        pass
    with writing(Catalogue(tmp_path)):
        pass
