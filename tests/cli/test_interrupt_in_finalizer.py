"""An interrupt that comes while Python finalizes an object, where Python drops what is raised."""

from __future__ import annotations

import subprocess
import sys

from conftest import clean_environment

SCRIPT = """
import signal, sys, time
from projectkit.cli.start import _interrupt_later

class Left:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.unraisablehook = _interrupt_later
try:
    Left()
    for _ in range(2000):  # a sleep lets this interrupt through at its end
        time.sleep(0.01)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_it_still_ends_the_command_without_a_word_of_python() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stdout, done.stderr) == ("interrupted\n", "")
