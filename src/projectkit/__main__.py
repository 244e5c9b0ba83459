"""`python -m projectkit` is the same as `projectkit`."""

import os
import sys

try:
    here = os.getcwd()  # noqa: PTH109  (pathlib costs time here)
except OSError:
    # The folder was removed: Python leaves the first entry of the path empty then.
    here = ""
# `-m` puts the working folder on the module path: code that a crawl saved there must not run.
if not sys.flags.safe_path and sys.path[:1] == [here]:
    del sys.path[0]

from projectkit.cli.start import main

main()
