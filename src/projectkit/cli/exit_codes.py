"""The exit codes of all commands, which stay the same."""

from __future__ import annotations

from projectkit.language.translate import later

EXIT_CODES = {
    0: later("Fine, also if nothing was found or nothing changed."),
    1: later("Findings: something is wrong, failed or left, and the command says what."),
    2: later("Misuse or failure: nothing was done, or no more than the command says."),
    130: later("Stopped with Ctrl-C; every file is intact."),
}
"""What each exit code means."""

FINDINGS = {
    "projectkit validate": later("a finding with the severity of --fail-on or worse"),
    "projectkit fetch": later("a page failed or was refused"),
    "projectkit ingest": later("a page could not be read or written"),
    "projectkit import": later("a record could not be imported"),
    "projectkit bulk": later("a unit failed"),
    "projectkit layout test": later(
        "a page is not recognised as one of the site, or cannot be read"
    ),
    "projectkit undo": later("a record was changed since and is left as it is"),
    "projectkit privacy erase": later("the person is still somewhere, as told"),
}
"""When a command ends with exit code 1; no other command does."""
