"""A real terminal (a pseudo-terminal) to run commands in."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Callable
from pathlib import Path


def run_in_terminal(
    command: list[str], cwd: Path, env: dict[str, str], columns: int = 80, typed: str = ""
) -> str:
    """The output of a command on a terminal, with escape sequences and plain line breaks."""

    def start(terminal: int) -> Callable[[], object]:
        process = subprocess.Popen(
            command, cwd=cwd, env=env, stdin=terminal, stdout=terminal, stderr=terminal
        )
        return lambda: process.wait(timeout=60)

    return shown_on_terminal(start, columns, typed)


def shown_on_terminal(
    start: Callable[[int], Callable[[], object]], columns: int = 80, typed: str = ""
) -> str:
    """The output of what is started on a terminal, by a function that returns how to wait for it."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 200, columns, 0, 0))
    wait = start(follower)
    os.close(follower)
    os.write(leader, typed.encode())
    output = b""
    try:
        while chunk := os.read(leader, 65536):
            output += chunk
    except OSError:
        pass  # Linux ends a pseudo-terminal with an error once its last user has gone
    finally:
        wait()
        os.close(leader)
    return output.decode("utf-8").replace("\r\n", "\n")
