"""Ctrl-C, a closed pipe, a missing terminal: one line or none, and every file whole."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from conftest import REPOSITORY, clean_environment, load_all
from projectkit.catalogue.root import Catalogue
from warm import WarmProcess

# Each case starts the real command several times.
pytestmark = pytest.mark.gate

COMMAND = [sys.executable, "-m", "projectkit"]
# An interrupted process ends with this code or with the signal itself; shells report both as 130.
INTERRUPTED_CODE = 130
INTERRUPTED = {INTERRUPTED_CODE, -signal.SIGINT}


def write_pages(root: Path, count: int) -> None:
    text = "Er is wat aan de hand in de jeugdzorg. " * 60
    for number in range(count):
        page = f"Slaap {number}\n\nStatus: Lopend\nStartdatum: 2020\n\nAanleiding\n\n{text}\n"
        (root / f"data/raw/p{number:03}.txt").write_text(page, "utf-8")


def hearing() -> None:
    """Handle interrupts again: a background process may ignore them, and so do its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupted(root: Path, arguments: list[str], after: float) -> subprocess.CompletedProcess[str]:
    """Run a command, and interrupt it and its children, as Ctrl-C does."""
    process = subprocess.Popen(
        COMMAND + arguments,
        cwd=root,
        env=environment(root),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        encoding="utf-8",
        preexec_fn=hearing,  # noqa: PLW1509  (no threads here)
    )
    try:
        out, err = process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def interrupted_at_work(
    warm: WarmProcess, root: Path, arguments: list[str], after: float
) -> subprocess.CompletedProcess[str]:
    """The same, for a command that need not start Python: it is sooner at work."""
    with TemporaryFile() as nothing, TemporaryFile() as told:
        streams = [each.fileno() for each in (nothing, nothing, told)]
        command = warm.start(arguments, root, environment(root), streams)
        try:
            code = command.wait(after)
        except TimeoutError:
            with suppress(ProcessLookupError):  # it has just ended
                os.killpg(command.pid, signal.SIGINT)
            code = command.wait()
        told.seek(0)
        return subprocess.CompletedProcess(arguments, code, "", told.read().decode())


def environment(root: Path) -> dict[str, str]:
    return clean_environment() | {"XDG_CACHE_HOME": str(root / "cache")}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue of 300 pages and their records; read only."""
    root = tmp_path_factory.mktemp("read")
    for folder in ("data/raw", "data/structured"):
        (root / folder).mkdir(parents=True)
    write_pages(root, 300)
    ingest = [*COMMAND, "ingest"]
    subprocess.run(ingest, cwd=root, env=environment(root), capture_output=True, check=True)
    shutil.rmtree(root / "cache")
    return root


# Seconds of work after which a command is interrupted; most take less than a second, `ingest` three.
AT_WORK = (0.05, 0.1, 0.2, 0.3, 0.4, 0.8, 1.6)


@pytest.mark.parametrize(
    "arguments",
    [["ingest"], ["search", "jeugdzorg"], ["search", "jeugdzorg", "--limit", "5", "--facets", "status"], ["export", "-o", "uit.xlsx"],
     ["export", "--format", "sqlite", "-o", "uit.sqlite"], ["report", "--html", "uit.html"], ["validate"], ["import", "in.json", "--update"], ["bulk", "data/raw", "--to", "parts"]],
    ids=" ".join,
)  # fmt: skip
def test_an_interrupt_leaves_everything_whole_and_says_so(
    catalogue: Path, read: Path, warm: WarmProcess, arguments: list[str]
) -> None:
    if arguments == ["ingest"]:
        write_pages(catalogue, 300)
    else:
        shutil.copytree(read, catalogue, dirs_exist_ok=True)
    incoming = [{"id": f"slaap-{number}", "title": f"Anders {number}"} for number in range(300)]
    (catalogue / "in.json").write_text(json.dumps(incoming))
    stopped = 0
    # Python itself needs some hundredths of a second before it can print anything at all, and
    # `validate` checks 300 small records in less than 0.3 seconds.
    first = 0.15 if arguments == ["validate"] else 0.3
    # A cluster starts processes that start Python.
    started = (0.3, 0.7, 1.1, 1.5, 1.9, 2.3, 2.7, 3.1) if arguments[0] == "bulk" else (first,)
    runs = [partial(interrupted, after=after) for after in started]
    if arguments[0] != "bulk":
        runs += [partial(interrupted_at_work, warm, after=after) for after in AT_WORK]
    for run in runs:
        done = run(catalogue, arguments)
        assert "Traceback" not in done.stderr, done.stderr
        if done.returncode:
            stopped += 1
            assert done.returncode in INTERRUPTED, done.stderr
            said = [line for line in done.stderr.splitlines() if "stopped" in line]
            # Python ends by the signal, silently, if the program has not begun yet. With `-m` it
            # also does so, after a message, if the interrupt hits code that a library generated at
            # run time.
            assert len(said) == 1 if done.returncode == INTERRUPTED_CODE else len(said) <= 1
            assert all(line.endswith("; every file is intact") for line in said)
        assert [path.name for path in catalogue.rglob("*.tmp")] == []
        assert all(item.record for item in load_all(Catalogue(catalogue)))
    assert stopped
    again = subprocess.run([*COMMAND, *arguments], cwd=catalogue, env=clean_environment(), capture_output=True, check=False)  # fmt: skip
    assert again.returncode == 0


def test_a_stopped_ingest_says_how_far_it_got(catalogue: Path, warm: WarmProcess) -> None:
    write_pages(catalogue, 300)
    counted = []
    for turn in range(8):
        done = interrupted_at_work(warm, catalogue, ["ingest"], 0.5 + 0.3 * turn)
        records = len(list((catalogue / "data/structured").glob("*.yaml")))
        if "created" in done.stderr and not counted:
            counted.append(int(done.stderr.split("stopped: ")[1].split()[0]))
            # A record written at that moment may not have been counted.
            assert counted[0] <= records <= counted[0] + 1
    assert counted


def shell(script: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a bash script in which `projectkit` is the command."""
    function = f'projectkit() {{ {shlex.join(COMMAND)} "$@"; }}'
    return subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", f"{function}\n{script}"],
        cwd=cwd,
        env=clean_environment() | env,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    "command",
    ["list", "search zorg", "search zorg --json", "filter status:afgerond", "export --format json", "export --format csv",
     "report", "report --format json", "validate --format json", "show samen-aan-de-keuken", "explain samen-aan-de-keuken", "schema", "--help"],
)  # fmt: skip
def test_a_reader_that_has_seen_enough_is_no_error(command: str) -> None:
    for reader in ("head -c 9", "true"):
        done = shell(f"projectkit {command} | {reader}", REPOSITORY)
        assert "Traceback" not in done.stderr
        assert "rror" not in done.stderr.replace("0 errors", "")
        assert "pipe" not in done.stderr


ASKED = "projectkit list && projectkit search zorg && projectkit filter status:afgerond && projectkit validate"


@pytest.mark.parametrize(
    ("around", "env"),
    [
        ("{ %s; } >&-", {}),
        ("{ %s; } 2>&-", {}),
        ("{ %s; } <&-", {}),
        ("{ %s; } <&- >&- 2>&-", {}),
        ("unset HOME XDG_CACHE_HOME; %s", {}),
        ("%s", {"HOME": "/dev/null", "XDG_CACHE_HOME": "/dev/null/cache"}),
        ("%s", {"HOME": "/proc", "XDG_CACHE_HOME": "/proc/cache"}),
        ("%s", {"TERM": "dumb"}),
        ("%s", {"TERM": ""}),
        ("%s", {"COLUMNS": "1", "LINES": "1"}),
        ("%s", {"COLUMNS": "x"}),
        ("%s", {"COLUMNS": "-5"}),
        (
            "unset PYTHONUTF8; %s",
            {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        ),
        ("%s", {"LC_ALL": "nl_NL.ISO-8859-1", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}),
        ("%s", {"TZ": "Nergens/Hier", "LANG": "\udcff"}),
        ("cd $(mktemp -d) && rmdir $PWD && %s; true", {}),
    ],
    ids=lambda value: ascii(value) if isinstance(value, str) else " ".join(value),
)
def test_an_odd_surrounding_costs_no_answer(around: str, env: dict[str, str]) -> None:
    done = shell(around % ASKED, REPOSITORY, **env)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("env", [{"COLUMNS": "1"}, {"TERM": "dumb"}, {"TERM": "dumb", "COLUMNS": "1", "NO_COLOR": "1"}], ids=str)  # fmt: skip
def test_an_odd_terminal_costs_no_answer(env: dict[str, str]) -> None:
    from terminal import run_in_terminal  # noqa: PLC0415

    for arguments in (["list"], ["show", "van-bankje"], ["search", "zorg", "--facets", "thema"], ["report"], ["validate", "--format", "full"], ["explain", "van-bankje"], ["--help"]):  # fmt: skip
        shown = run_in_terminal(
            COMMAND + arguments, REPOSITORY, clean_environment() | env, columns=1
        )
        assert "Traceback" not in shown
        assert shown
