"""A record on its way in: plain data from a file of others, with the place that it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from projectkit.export.format import Loss
from projectkit.model.errors import ProjectkitError


class PeopleCell(NamedTuple):
    """A cell about persons.

    Attributes:
        part: what it gives of them: `name`, `email`, `phone` or `address`.
        role: the word for what they do by the heading; empty if it has none.
        texts: the values of the cell.
    """

    part: str
    role: str
    texts: list[str]


@dataclass(frozen=True)
class Cells:
    """The cells of a row, in the terms of the record.

    Attributes:
        values: the values of each field but those of persons; of grants, an empty text keeps the
            place of a value that is not there.
        people: the cells about persons.
    """

    values: Mapping[str, list[str]]
    people: list[PeopleCell] = field(default_factory=list)


class Incoming(NamedTuple):
    """What a file says of one project.

    Attributes:
        place: where it says so, such as `projecten.csv, row 3`.
        data: fields of a record as JSON has them; those that are not there say nothing.
        cells: of a row of a table, its cells instead.
        problems: why it cannot come in, for people.
        losses: what a record has no place for.
    """

    place: str
    data: dict[str, object]
    cells: Cells | None = None
    problems: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()


class ImportFileError(ProjectkitError, ValueError):
    """A file cannot be imported; the message says which, where and why."""
