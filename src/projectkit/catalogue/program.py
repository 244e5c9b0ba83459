"""Which program this is: what changes whenever another one could judge a record differently."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder

import projectkit
from projectkit.store.scan import stamp_of

# What decides with us: the shape of records, the words for what is wrong with it, and numbers.
_LIBRARIES = ("phonenumbers", "pydantic", "pydantic_core", "yaml")
_COMPILED = "__pycache__"


def program_stamps() -> Iterator[str]:
    """The versions of Python and of this package, and the stamps of the files that they consist of.

    Files count, since a clone changes from one commit to the next without another version. It takes
    two milliseconds.
    """
    yield sys.version
    yield projectkit.__version__
    for folder in projectkit.__path__:
        yield from _stamps_below(folder)
    for name in _LIBRARIES:
        spec = PathFinder.find_spec(name)
        if spec and spec.origin and os.path.isfile(spec.origin):  # noqa: PTH113  (a text already)
            yield f"{name} {stamp_of(os.stat(spec.origin))}"  # noqa: PTH116


def _stamps_below(folder: str) -> Iterator[str]:
    if not os.path.isdir(folder):  # noqa: PTH112  (of a package in an archive, the version counts)
        return
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if not entry.is_dir():
            yield f"{entry.path} {stamp_of(entry.stat())}"
        elif entry.name != _COMPILED:
            yield from _stamps_below(entry.path)
