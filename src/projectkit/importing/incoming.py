"""A record on its way in: plain data from a file of others, with the place that it came from."""

from __future__ import annotations

from typing import Any, NamedTuple


class Incoming(NamedTuple):
    """What a file says of one project.

    Attributes:
        place: where it says so, such as `projecten.csv, row 3`.
        data: fields of a record as JSON has them; those that are not there say nothing.
    """

    place: str
    data: dict[str, Any]


class ImportFileError(ValueError):
    """A file cannot be imported; the message says which, where and why."""
