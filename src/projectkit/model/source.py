"""Where the values of a record were read: its last part, which exports for others leave out."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

PART = ConfigDict(frozen=True, extra="forbid", defer_build=True)
"""What parts of records have in common; each is built within its record unless it is used alone."""

Lines = Annotated[str, StringConstraints(pattern=r"^\d{1,9}(-\d{1,9})?( \d{1,9}(-\d{1,9})?)*$")]
"""Line numbers of the page, from 1, as ranges: `3`, `3-4`, `3-4 58`."""


Pointer = Annotated[str, StringConstraints(pattern=r"^/.")]
"""A JSON pointer (RFC 6901) to a value of a record."""


class How(StrEnum):
    """How a value was found."""

    LABELLED = "labelled"
    POSITIONAL = "positional"
    DERIVED = "derived"
    LEARNED = "learned"
    MANUAL = "manual"


class FieldState(StrEnum):
    """Why a field that the page names holds no value, or why it is not that of the page."""

    EMPTY = "empty"
    WITHHELD = "withheld"
    CONFLICT = "conflict"
    ERASED = "erased"


class Trace(BaseModel):
    """The lines that one value came from; a value that a person filled in has none."""

    model_config = PART

    lines: Lines | None = None
    how: How
    certainty: Annotated[int, Field(ge=0, le=100)] | None = Field(
        default=None, description="Of a value that no label states, how probable it is, in percent."
    )
    state: FieldState | None = None


class JoinedPage(BaseModel):
    """The page of another record that a person joined with this one."""

    model_config = PART

    id: str = Field(description="The id that the record had.")
    file: str = Field(description="Relative to the root of the catalogue, with forward slashes.")
    url: str | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Source(BaseModel):
    """The page of a record and what became of each of its lines."""

    model_config = PART

    file: str = Field(description="Relative to the root of the catalogue, with forward slashes.")
    url: str | None = None
    fetched: str | None = Field(
        default=None, description="When it was fetched from the web, as `projectkit fetch` noted."
    )
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    encoding: str = Field(description="Of its text; of a document, `docx` or `pdf`.")
    lines: Literal["derived"] | None = Field(
        default=None,
        description=(
            "`derived` if the file does not state its lines, as a PDF does not: they were inferred "
            "from tags or from the places of words on paper."
        ),
    )
    layout: str = Field(
        description="Name of the site layout that the page was recognised as, or `generic`."
    )
    parser: str = Field(description="Version of the parser that read the page.")
    fields: dict[Pointer, Trace] = Field(
        default={}, description="JSON pointer (RFC 6901) of a value to its lines."
    )
    boilerplate: tuple[Lines, ...] = Field(
        default=(), description="Lines that belong to the site, not the project."
    )
    leftover: tuple[Lines, ...] = Field(default=(), description="Lines that were not understood.")
    joined: tuple[JoinedPage, ...] = Field(
        default=(), description="Pages of records that were joined with this one."
    )
    digests: dict[str, str] = Field(
        default={}, description="Digest per field of what the parser last wrote."
    )


def pages_of(source: Source) -> list[tuple[str, str | None]]:
    """The file and address, if known, of the page of a record and of the pages joined with it."""
    return [(source.file, source.url), *((page.file, page.url) for page in source.joined)]


def ranges(numbers: list[int] | tuple[int, ...] | set[int]) -> tuple[str, ...]:
    """Line numbers as ranges in ascending order.

    >>> ranges([3, 4, 9])
    ('3-4', '9')
    """
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return tuple(str(first) if first == last else f"{first}-{last}" for first, last in spans)


def numbers(lines: str) -> list[int]:
    """The line numbers that a string of ranges stands for."""
    found: list[int] = []
    for part in lines.split():
        first, _, last = part.partition("-")
        found.extend(range(int(first), int(last or first) + 1))
    return found


def count_lines(ranges_of_lines: Iterable[str]) -> int:
    """How many different lines some strings of ranges name, however large the ranges are."""
    spans = sorted(_span(part) for lines in ranges_of_lines for part in lines.split())
    total, end = 0, 0
    for first, last in spans:
        total += max(0, last - max(first, end + 1) + 1)
        end = max(end, last)
    return total


def _span(part: str) -> tuple[int, int]:
    first, _, last = part.partition("-")
    return int(first), int(last or first)


def left_over(source: Source | None) -> int:
    """How many lines of its page were not understood."""
    return count_lines(source.leftover) if source else 0
