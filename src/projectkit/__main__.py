"""`python -m projectkit` is the same as `projectkit`."""

import os
import sys

# `-m` puts the working folder among the places of modules: what a crawl saved there is not run.
if not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:  # noqa: PTH109  (pathlib costs time here)
    del sys.path[0]

from projectkit.cli.start import main

main()
