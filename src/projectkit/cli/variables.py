"""Environment variables that options of every command set, and that a user may set for good."""

QUIET = "PROJECTKIT_QUIET"
"""Only what was asked for and what is wrong is told."""

NO_PAGER = "PROJECTKIT_NO_PAGER"
"""Everything is printed at once, however long it is."""
