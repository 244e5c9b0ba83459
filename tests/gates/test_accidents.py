"""Real accidents: runs killed at any moment, two at once, a full disk."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from conftest import Run, clean_environment, load_all
from projectkit.catalogue.root import Catalogue
from warm import WarmProcess
from warm_client import WarmCommand

KILLS = int(os.environ.get("PROJECTKIT_KILLS", "150"))
PAGES = 40
PAGE = "Slaap {number}\n\nStatus: {status}\nStartdatum: {year}\n\nAanleiding\n\n{text}\n"
INGEST = [sys.executable, "-m", "projectkit", "ingest"]


def write_pages(root: Path, turn: int) -> None:
    for number in range(PAGES):
        status = "Lopend" if (number + turn) % 2 else "Afgerond"
        text = f"In beurt {turn} is er wat aan de hand met nummer {number}. " * 40
        page = PAGE.format(number=number, status=status, year=2000 + turn % 20, text=text)
        (root / f"data/raw/p{number:02}.txt").write_text(page, "utf-8")


def start(root: Path, stderr: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        INGEST, cwd=root, env=clean_environment(), stdout=subprocess.DEVNULL, stderr=stderr
    )


def cut_off(run: WarmCommand, after: float) -> bool:
    """Kill a run after some seconds; whether it was not over yet."""
    with suppress(TimeoutError):
        run.wait(after)
        return False
    with suppress(ProcessLookupError):  # it has just ended
        os.kill(run.pid, signal.SIGKILL)
    return run.wait() == -signal.SIGKILL


@pytest.fixture
def begin(root: Path, warm: WarmProcess) -> Callable[..., WarmCommand]:
    """Begin a command in the catalogue, without the start of Python: a kill comes while it works."""

    def beginner(*arguments: str) -> WarmCommand:
        with Path(os.devnull).open("r+b") as nowhere:
            streams = [nowhere.fileno()] * 3
            return warm.start(arguments, root, clean_environment(), streams)

    return beginner


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data/raw").mkdir(parents=True)
    (tmp_path / "data/structured").mkdir()
    return tmp_path


def check(root: Path, edited: dict[str, str]) -> None:
    """Every record is whole, no page has two, and what a person wrote is kept."""
    loaded = list(load_all(Catalogue(root)))
    assert [item.diagnostics for item in loaded if item.record is None] == []
    pages = [item.record.source.file for item in loaded if item.record and item.record.source]
    assert len(pages) == len(set(pages))
    themes = {item.record.id: item.record.themes for item in loaded if item.record}
    assert all(themes[name] == (theme,) for name, theme in edited.items())


@pytest.mark.gate
def test_a_run_that_is_killed_at_any_moment_loses_nothing(
    root: Path, begin: Callable[..., WarmCommand]
) -> None:
    draw = random.Random(20)  # noqa: S311  (the same moments on every run, as far as the machine allows)
    write_pages(root, 0)
    edited: dict[str, str] = {}
    # The duration of a whole run on this machine, so that the kills fall within one.
    began = time.monotonic()
    assert begin("ingest").wait() == 0
    whole = time.monotonic() - began
    killed = 0
    for turn in range(1, KILLS + 1):
        write_pages(root, turn)
        if cut_off(begin("ingest"), draw.uniform(0.05, 1.0) * whole):
            killed += 1
        else:  # runs are quicker once what else ran on the machine is over
            whole *= 0.9
        check(root, edited)
        if turn % 10 == 0:
            name = f"slaap-{turn // 10 % PAGES}"
            path = root / f"data/structured/{name}.yaml"
            theme = f"Thema {turn}"
            old = next(
                line for line in path.read_text("utf-8").split("themes:")[1].split("identifiers:")
            )
            path.write_text(
                path.read_text("utf-8").replace(f"themes:{old}", f"themes: [{theme}]\n", 1), "utf-8"
            )
            edited[name] = theme
    assert killed > KILLS / 2, "the runs were over before they could be killed"
    assert start(root).wait() == 0
    check(root, edited)
    records = [item.record for item in load_all(Catalogue(root)) if item.record]
    assert len(records) == PAGES
    assert {record.start_date for record in records} == {str(2000 + KILLS % 20)}
    assert [path for path in (root / "data/structured").iterdir() if path.suffix != ".yaml"] == []


@pytest.mark.gate
def test_two_runs_at_once_do_not_lose_each_others_work(root: Path) -> None:
    write_pages(root, 0)
    runs = [start(root, subprocess.PIPE) for _ in range(4)]
    told = [run.communicate()[1].decode() for run in runs]
    ends = [(run.returncode, text) for run, text in zip(runs, told, strict=True)]
    assert {code for code, _ in ends} <= {0, 2}
    assert any(code == 0 for code, _ in ends)
    assert all("another projectkit is writing" in text for code, text in ends if code == 2)
    check(root, {})
    assert len(list(load_all(Catalogue(root)))) == PAGES


@pytest.mark.gate
def test_a_full_disk_costs_no_record(root: Path) -> None:
    write_pages(root, 0)
    assert start(root).wait() == 0
    before = {path.name: path.read_bytes() for path in (root / "data/structured").glob("*.yaml")}
    write_pages(root, 1)
    # The file size limit makes every write of a record fail halfway, as a full disk does.
    limited = f"ulimit -f 1; exec {sys.executable} -m projectkit ingest"
    done = subprocess.run(
        ["/bin/bash", "-c", limited],
        cwd=root,
        env=clean_environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert b"Traceback" not in done.stderr
    assert {
        path.name: path.read_bytes() for path in (root / "data/structured").glob("*.yaml")
    } == before
    assert start(root).wait() == 0


@pytest.mark.gate
def test_a_reader_that_is_killed_costs_no_page(root: Path) -> None:
    for number in range(400):
        text = f"In {number} is er wat aan de hand. " * 60
        (root / f"data/raw/{number:03}.txt").write_text(
            PAGE.format(number=number, status="Lopend", year=2000, text=text)
        )
    run = subprocess.Popen(
        INGEST, cwd=root, env=clean_environment(), stdout=subprocess.DEVNULL, start_new_session=True
    )
    killed = 0
    while run.poll() is None and killed < 1:
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
        readers = [
            pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
        if len(readers) > 1:
            time.sleep(0.4)
            os.kill(int(readers[-1]), 9)
            killed += 1
    assert run.wait() == 0
    assert killed == 1, "the run was over before a reader could be killed"
    assert len(list((root / "data/structured").glob("*.yaml"))) == 400


def in_mount(script: str, options: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Run a script with a private file system mounted over the records, which vanishes with it."""
    mount = f"mount -t tmpfs -o {options} tmpfs data/structured"
    command = ["unshare", "--mount", "bash", "-ec", f'{mount}\nprojectkit() {{ {sys.executable} -m projectkit "$@"; }}\n{script}']  # fmt: skip
    return subprocess.run(
        command,
        cwd=root,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def may_mount() -> bool:
    unshare = shutil.which("unshare")
    if not unshare:
        return False
    return not subprocess.run([unshare, "--mount", "true"], check=False).returncode


can_mount = pytest.mark.skipif(not may_mount(), reason="may not mount a file system")


@can_mount
@pytest.mark.gate
def test_a_disk_that_fills_up_keeps_what_was_there(root: Path) -> None:
    write_pages(root, 0)
    done = in_mount("projectkit ingest >&2 || code=$?; projectkit validate >&2; ls data/structured; exit $code", "size=100k", root)  # fmt: skip
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    names = done.stdout.split()
    assert 0 < len(names) < PAGES
    assert f"{len(names)} records checked: 0 errors" in done.stderr


@can_mount
@pytest.mark.gate
def test_records_on_a_disk_that_is_read_only_can_be_asked_and_not_changed(root: Path) -> None:
    write_pages(root, 0)
    script = """
projectkit ingest >&2
mount -o remount,ro data/structured
sed -i s/Lopend/Gestopt/ data/raw/p01.txt
projectkit list | wc -l
projectkit search nummer --json | grep -c snippet
projectkit validate
for change in 'set slaap-1 status=gestopt' 'merge --yes slaap-1 slaap-2' 'ingest'
do projectkit $change && exit 9; done
projectkit privacy erase --yes 'aan de hand' && exit 9
true
"""
    done = in_mount(script, "size=10m", root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[:2] == [str(PAGES)] * 2
    assert "Traceback" not in done.stderr
    assert done.stderr.count(".yaml: Read-only file system") == 3


@pytest.mark.gate
def test_pages_that_vanish_during_a_run_cost_nothing_else(root: Path) -> None:
    for number in range(200):
        text = f"In {number} is er wat aan de hand. " * 60
        (root / f"data/raw/{number:03}.txt").write_text(
            PAGE.format(number=number, status="Lopend", year=2000, text=text)
        )
    run = start(root, subprocess.PIPE)
    structured = root / "data/structured"
    while run.poll() is None and not any(structured.glob("*.yaml")):
        time.sleep(0.01)
    for number in range(100, 200):
        (root / f"data/raw/{number:03}.txt").unlink()
    assert b"Traceback" not in run.communicate()[1]
    loaded = list(load_all(Catalogue(root)))
    assert {item.record is not None for item in loaded} == {True}
    assert 100 <= len(loaded) < 200


@pytest.mark.gate
def test_an_index_whose_making_is_killed_at_any_moment_is_made_whole(
    root: Path, begin: Callable[..., WarmCommand], run_warm: Run
) -> None:
    draw = random.Random(6)  # noqa: S311
    search = ("search", "record", "--json")

    def write_records(turn: int) -> None:
        for number in range(300):
            text = f"id: r{number:03}\ntitle: Record {number} in beurt {turn}\nsections:\n- kind: goal\n  text: {'woord ' * 200}\n"
            (root / f"data/structured/r{number:03}.yaml").write_text(text, "utf-8")

    def ask() -> list[str]:
        return sorted(hit["title"] for hit in run_warm(*search, cwd=root).json)

    write_records(0)
    began = time.monotonic()
    assert len(ask()) == 300
    whole = time.monotonic() - began
    killed = 0
    for turn in range(1, KILLS // 5 + 1):
        write_records(turn)
        if cut_off(begin(*search), draw.uniform(0.05, 1.0) * whole):
            killed += 1
        else:  # runs are quicker once what else ran on the machine is over
            whole *= 0.9
        if turn % 10 == 0:
            assert ask() == sorted(f"Record {number} in beurt {turn}" for number in range(300))
    assert killed > KILLS // 10, "the searches were over before they could be killed"
