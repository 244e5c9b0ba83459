"""An interrupt that comes while Python finalizes an object, where Python drops what is raised."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conftest import clean_environment

SCRIPT = """
import os, signal, sys, threading, time
from projectkit.cli.start import _interrupt_later

class Left:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.unraisablehook = _interrupt_later
try:
    Left()
    {work}
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize(
    "work",
    [
        "while True: pass",
        "time.sleep(600)",
        "os.read(os.pipe()[0], 1)",
        "threading.Event().wait()",
    ],
)
def test_it_still_ends_the_command_without_a_word_of_python(work: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(work=work)],
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=30,  # far less than the work would take
    )
    assert (done.stdout, done.stderr) == ("interrupted\n", "")
