"""Asks a warm process to run a command: its streams, folder and environment go along.

It is also a program of its own, `projectkit` on the path of a shell, so it imports what starts fast.
"""

from __future__ import annotations

import _socket
import os
import sys
from collections.abc import Iterable, Mapping, Sequence

PATIENCE = 60
SIZE = 8


class WarmCommand:
    """A command that runs.

    Attributes:
        pid: its process.
    """

    def __init__(
        self,
        address: str,
        arguments: Sequence[str],
        cwd: str | None = None,
        env: Mapping[str, str] = os.environ,
        streams: Iterable[int] = (0, 1, 2),
    ) -> None:
        self._connection = _socket.socket(_socket.AF_UNIX)
        self._connection.settimeout(PATIENCE)
        self._connection.connect(address)
        words = [cwd or os.getcwd(), str(len(arguments)), *arguments]  # noqa: PTH109  (pathlib takes long)
        words += [f"{name}={value}" for name, value in env.items()]
        request = b"\0".join(map(os.fsencode, words))
        descriptors = b"".join(each.to_bytes(4, sys.byteorder) for each in streams)
        rights = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, descriptors)]
        self._connection.sendmsg([len(request).to_bytes(SIZE, "big")], rights)
        self._connection.sendall(request)
        self.pid = self._number()

    def wait(self, timeout: float = PATIENCE) -> int:
        """Wait for its end; return its exit code, or the signal that ended it, below 0.

        Raises:
            TimeoutError: if it takes longer; it can be waited for again.
        """
        self._connection.settimeout(timeout)
        code = self._number()
        self._connection.close()
        return code

    def _number(self) -> int:
        data = b""
        while len(data) < SIZE:
            more = self._connection.recv(SIZE - len(data))
            if not more:
                message = "the warm process is gone"
                raise EOFError(message)
            data += more
        return int.from_bytes(data, "big", signed=True)


if __name__ == "__main__":
    code = WarmCommand(sys.argv[1], sys.argv[2:]).wait()
    sys.exit(code if code >= 0 else 128 - code)
