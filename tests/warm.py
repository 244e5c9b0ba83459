"""Runs the command line as a process of its own that need not start Python and load it all.

A process that has loaded the modules waits, and forks for each command. The modules of the command
line itself are loaded by the fork: the texts of their help are in the language that they find.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NoReturn

_PATIENCE = 60
_REQUEST, _REPLY = struct.Struct("<I"), struct.Struct("<q")
_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))
# What speaks the language of a command, and what few commands need.
_NOT_LOADED = {"bulk", "cli", "learning", "report", "__main__"}
_ALSO_LOADED = ("rich.console", "rich.progress", "rich.table", "tantivy", "typer.main")


class WarmProcess:
    """The process that waits, started when it is first needed."""

    def __init__(self) -> None:
        self._connection: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(
        self, arguments: Sequence[str], cwd: Path, env: Mapping[str, str], streams: Sequence[int]
    ) -> int:
        """Begin a command, with descriptors for stdin, stdout and stderr; return its pid."""
        connection = self._connection or self._connected()
        request = json.dumps([list(arguments), str(cwd), dict(env)]).encode()
        socket.send_fds(connection, [_REQUEST.pack(len(request))], list(streams))
        connection.sendall(request)
        return _reply(connection)

    def wait(self) -> int:
        """Wait for the command that was started last; return its exit code."""
        assert self._connection
        return _reply(self._connection)

    def run(
        self, arguments: Sequence[str], cwd: Path, env: Mapping[str, str], stdin: str = ""
    ) -> tuple[int, str, str]:
        """Exit code, output and errors of a command."""
        with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
            given.write(stdin.encode())
            given.seek(0)
            self.start(arguments, cwd, env, [each.fileno() for each in (given, out, err)])
            code = self.wait()
            for written in (out, err):
                written.seek(0)
            return code, out.read().decode(), err.read().decode()

    def stop(self) -> None:
        """End the process: it is over when nobody can ask it anything."""
        if self._connection and self._process:
            self._connection.close()
            self._process.wait()

    def _connected(self) -> socket.socket:
        self._connection, other = socket.socketpair()
        self._connection.settimeout(_PATIENCE)
        with other:
            command = [sys.executable, __file__, str(other.fileno())]
            self._process = subprocess.Popen(command, pass_fds=[other.fileno()])
        return self._connection


def _reply(connection: socket.socket) -> int:
    (number,) = _REPLY.unpack(_received(connection, _REPLY.size))
    return int(number)


def _received(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def _serve(connection: socket.socket) -> None:
    """Fork for each command until nobody asks any more; return in the forks alone."""
    while True:
        header, streams, _, _ = socket.recv_fds(connection, _REQUEST.size, len(_STREAMS))
        if not header:
            os._exit(0)
        request = _received(connection, _REQUEST.unpack(header)[0])
        pid = os.fork()
        if not pid:
            connection.close()
            _become(*json.loads(request), streams)
            return
        for each in streams:
            os.close(each)
        connection.sendall(_REPLY.pack(pid))
        _, status = os.waitpid(pid, 0)
        connection.sendall(_REPLY.pack(os.waitstatus_to_exitcode(status)))


def _become(arguments: list[str], cwd: str, env: dict[str, Any], streams: list[int]) -> None:
    """Take the place of a process that was started for a command."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv[1:] = arguments
    for number, (stream, (name, mode)) in enumerate(zip(streams, _STREAMS, strict=True)):
        os.dup2(stream, number)
        os.close(stream)
        setattr(sys, name, open(number, mode, encoding="utf-8", buffering=-1, closefd=False))  # noqa: PTH123, SIM115  (until the end)


def _load() -> None:
    import projectkit  # noqa: PLC0415  (in the process that waits)

    for package in pkgutil.iter_modules(projectkit.__path__, "projectkit."):
        if package.name.removeprefix("projectkit.") not in _NOT_LOADED:
            _load_all(package.name)
    for name in _ALSO_LOADED:
        import_module(name)


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

    _end(main)
