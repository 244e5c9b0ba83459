"""`python -m projectkit` is the same as `projectkit`."""

import os
import sys

try:
    here = os.getcwd()  # noqa: PTH109  (pathlib costs time here)
except OSError:
    # It was removed, and Python put nothing in its place.
    here = ""
# `-m` puts the working folder among the places of modules: what a crawl saved there is not run.
if not sys.flags.safe_path and sys.path[:1] == [here]:
    del sys.path[0]

from projectkit.cli.start import main

main()
