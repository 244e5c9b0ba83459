"""`python -m projectkit` is the same as `projectkit`."""

from projectkit.cli.app import main

main()
