"""What a user asks of `list`, `filter`, `search` and `similar`, free of typer."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class ListFormat(StrEnum):
    """How a list of records is written."""

    TABLE = "table"
    TSV = "tsv"
    JSON = "json"


class Request(NamedTuple):
    """A query and how to write the answer; None where the user left it open.

    Attributes:
        query: the words of the query.
        as_json: whether `--json` was given.
        format: the format.
        sort: the field to sort by; with a hyphen before it, in descending order.
        limit: how many records are wanted; None for all.
        columns: the fields to show, separated by commas.
        facets: the fields whose values are counted instead.
        parts: the parts that are asked instead of the catalogue.
        root: the folder of the catalogue.
        with_weak: whether a search also gives weaker matches than what is meant.
    """

    query: Sequence[str] = ()
    as_json: bool = False
    format: ListFormat | None = None
    sort: str | None = None
    limit: int | None = None
    columns: str | None = None
    facets: str | None = None
    parts: str | None = None
    root: Path | None = None
    with_weak: bool = False
