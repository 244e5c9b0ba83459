"""Runs the command line as a process of its own that need not start Python and load it all.

A process that has loaded the modules waits, and forks for each command. The modules of the command
line itself are loaded by the fork: the texts of their help are in the language that they find.
"""

from __future__ import annotations

import atexit
import gc
import os
import pkgutil
import resource
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import NoReturn

from warm_client import SIZE, WarmCommand

_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))
# What speaks the language of a command, and what few commands need.
_NOT_LOADED = {"bulk", "cli", "learning", "report", "__main__"}
_ALSO_LOADED = (
    "jinja2", "rich.console", "rich.progress", "rich.table", "tantivy", "typer.main", "xlsxwriter"
)  # fmt: skip


class WarmProcess:
    """The process that waits, in a folder of its own.

    Attributes:
        path: a folder with `projectkit`, a program that asks the process to run a command.
    """

    def __init__(self, folder: Path) -> None:
        self._address = str(folder / "asked")
        self.path = folder
        program = folder / "projectkit"
        client = Path(__file__).with_name("warm_client.py")
        program.write_text(
            f'#!/bin/sh\nexec {sys.executable} -IS {client} {self._address} "$@"\n', "utf-8"
        )
        program.chmod(0o755)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(self._address)
        listener.listen()
        with listener:
            # It ends when the pipe does that it reads from.
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(listener.fileno())],
                stdin=subprocess.PIPE,
                pass_fds=[listener.fileno()],
            )

    def start(
        self, arguments: Sequence[str], cwd: Path, env: Mapping[str, str], streams: Sequence[int]
    ) -> WarmCommand:
        """Begin a command, with descriptors for stdin, stdout and stderr."""
        return WarmCommand(self._address, arguments, str(cwd), env, streams)

    def run(
        self,
        arguments: Sequence[str],
        cwd: Path,
        env: Mapping[str, str],
        stdin: str = "",
        memory: int = resource.RLIM_INFINITY,
    ) -> tuple[int, str, str]:
        """Exit code, output and errors of a command that may take so many bytes of memory."""
        with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
            given.write(stdin.encode())
            given.seek(0)
            streams = [each.fileno() for each in (given, out, err)]
            command = self.start(arguments, cwd, env, streams)
            # Before it has loaded the command line, and has read any file.
            if memory != resource.RLIM_INFINITY:
                resource.prlimit(command.pid, resource.RLIMIT_DATA, (memory, memory))
            code = command.wait()
            for written in (out, err):
                written.seek(0)
            return code, out.read().decode(), err.read().decode()

    def stop(self) -> None:
        """End the process."""
        self._process.communicate()


def _serve(listener: socket.socket) -> None:
    """Fork for each command until stdin ends; return in the forks alone."""
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    before = signal.signal(signal.SIGCHLD, lambda *_: None), signal.set_wakeup_fd(wake)
    running: dict[int, socket.socket] = {}
    while True:
        ready, _, _ = select.select([listener, ended, 0], [], [])
        if 0 in ready:
            os._exit(0)
        if ended in ready:
            os.read(ended, 4096)
            _tell_ends(running)
        if listener not in ready:
            continue
        connection, _ = listener.accept()
        request, streams = _received(connection)
        pid = os.fork()
        if not pid:
            signal.set_wakeup_fd(before[1])
            signal.signal(signal.SIGCHLD, before[0])
            for each in (listener, connection, *running.values()):
                each.close()
            for descriptor in (ended, wake):
                os.close(descriptor)
            _become(request, streams)
            return
        for descriptor in streams:
            os.close(descriptor)
        running[pid] = connection
        _send(connection, pid)


def _tell_ends(running: dict[int, socket.socket]) -> None:
    """Tell who waits for a command that it ended, and how."""
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            with running.pop(pid) as connection:
                _send(connection, os.waitstatus_to_exitcode(status))


def _send(connection: socket.socket, number: int) -> None:
    with suppress(OSError):  # who asked is gone
        connection.sendall(number.to_bytes(SIZE, "big", signed=True))


def _received(connection: socket.socket) -> tuple[list[bytes], list[int]]:
    """A request and the descriptors that came with it."""
    header, streams, _, _ = socket.recv_fds(connection, SIZE, len(_STREAMS))
    with connection.makefile("rb") as file:
        return file.read(int.from_bytes(header, "big")).split(b"\0"), streams


def _become(request: list[bytes], streams: list[int]) -> None:
    """Take the place of a process that was started for a command."""
    os.setsid()  # so that a signal can go to all its processes
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    cwd, count, *words = map(os.fsdecode, request)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(word.split("=", 1) for word in words[int(count) :])
    sys.argv[1:] = words[: int(count)]
    for number, (stream, (name, mode)) in enumerate(zip(streams, _STREAMS, strict=True)):
        os.dup2(stream, number)
        os.close(stream)
        setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115  (until the end)


def _load() -> None:
    import projectkit  # noqa: PLC0415  (in the process that waits)

    for package in pkgutil.iter_modules(projectkit.__path__, "projectkit."):
        if package.name.removeprefix("projectkit.") not in _NOT_LOADED:
            _load_all(package.name)
    for name in _ALSO_LOADED:
        import_module(name)
    # Models and lists of words, which are read with the first page.
    projectkit.parse_page(b"Tuin Zuid\n\nStatus: Lopend\n", "tuin.txt")
    # Their weights, which are read with the first explanation.
    import_module("projectkit.parsing.value_reasons")._weights()


def _load_all(name: str) -> None:
    module = import_module(name)
    for inner in pkgutil.walk_packages(getattr(module, "__path__", []), f"{name}."):
        import_module(inner.name)


def _end(main: Callable[[], None]) -> NoReturn:
    """Run a command, and end without tidying up what the fork shares with the process that waits."""
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  (as Python ends)
        sys.excepthook(*sys.exc_info())
        code = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    _load()
    # What is there already is neither looked at nor copied when a fork collects its garbage.
    gc.freeze()
    _serve(socket.socket(fileno=int(sys.argv[1])))
    from projectkit.cli.start import main

    signal.signal(signal.SIGINT, signal.default_int_handler)
    _end(main)
