"""A record on its way in: plain data from a file of others, with the place that it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from projectkit.model.errors import ProjectkitError


class Incoming(NamedTuple):
    """What a file says of one project.

    Attributes:
        place: where it says so, such as `projecten.csv, row 3`.
        data: fields of a record as JSON has them; those that are not there say nothing.
        cells: of a row of a table, the values of each column instead.
    """

    place: str
    data: dict[str, object]
    cells: Mapping[str, list[str]] | None = None


class ImportFileError(ProjectkitError, ValueError):
    """A file cannot be imported; the message says which, where and why."""
