"""The base of all errors that a user can cause or mend; it is light, since every command has it."""

from __future__ import annotations


class ProjectkitError(Exception):
    """Something that the user can cause or mend; the message says what is wrong and what to do."""
