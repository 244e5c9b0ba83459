"""An export format: a plain function that writes records, and what the format cannot hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from types import ModuleType
from typing import BinaryIO, NamedTuple

from projectkit.language.translate import _
from projectkit.model.errors import ProjectkitError
from projectkit.model.plain import PlainRecord


@dataclass(frozen=True)
class Options:
    """What the user asked of an export.

    Attributes:
        language: of headers and labels, `nl` or `en`.
        columns: the names of the fields to write; the default ones if empty. Only tables have
            columns.
        items: the list whose items get a row each, such as `persons`; None for a row per project.
        dialect: of CSV: `rfc4180`, or `excel-nl` for a Dutch Excel.
        raw: whether to keep cells that a spreadsheet would run as they are.
        with_contacts: whether e-mail addresses, phone numbers and addresses are in the records.
        query: which projects these are, for a format that tells; empty if all.
    """

    language: str = "en"
    columns: tuple[str, ...] = ()
    items: str | None = None
    dialect: str = "rfc4180"
    raw: bool = False
    with_contacts: bool = False
    query: str = ""

    def in_language(self, language: str) -> Options:
        """The same options with labels and values in a language."""
        return replace(self, language=language)


class Loss(NamedTuple):
    """What a format cannot hold of a record.

    Attributes:
        field: the field of the record.
        reason: why, as it follows "not in the file: FIELD of N projects: …".
        is_all: whether the whole project is left out.
    """

    field: str
    reason: str
    is_all: bool = False


class Format(NamedTuple):
    """A format.

    Attributes:
        write: writes records to a file.
        endings: the extensions of its files, without the dot.
        losses: what it cannot hold of a record, given the options.
        is_text: whether a terminal can show it.
        hidden: the characters that readers of its files would not see, or obey; they get a mark.
    """

    write: Callable[[Iterable[PlainRecord], BinaryIO, Options], None]
    endings: tuple[str, ...]
    losses: Callable[[PlainRecord, Options], Iterator[Loss]]
    is_text: bool = True
    hidden: re.Pattern[str] | None = None


def no_losses(record: PlainRecord, options: Options) -> Iterator[Loss]:
    """The losses of a format that holds whole records: none."""
    del record, options
    return iter(())


class ExportError(ProjectkitError, ValueError):
    """Records cannot be written in a format; the message says why."""


class MissingPackageError(ProjectkitError, ValueError):
    """A required package is not installed; the message says what to install."""

    def __init__(self, package: str, extra: str) -> None:
        message = _(
            "this needs {package}, which is not installed: `pip install 'projectkit-nl[{extra}]'` "
            "(from a checkout: `pip install '.[{extra}]'`)"
        )
        super().__init__(message.format(package=package, extra=extra))


def required(package: str, extra: str) -> ModuleType:
    """Import a package of an extra.

    Raises:
        MissingPackageError: if it is not installed.
    """
    try:
        return import_module(package)
    except ImportError:
        raise MissingPackageError(package, extra) from None
