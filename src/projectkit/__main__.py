"""`python -m projectkit` is the same as `projectkit`."""

from projectkit.cli.start import main

main()
