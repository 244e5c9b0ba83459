"""What a format is to an export: a plain function that writes records, and what it cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from types import ModuleType
from typing import BinaryIO, NamedTuple

from projectkit.language.translate import _
from projectkit.model.plain import PlainRecord


@dataclass(frozen=True)
class Options:
    """What the user asked of an export.

    Attributes:
        language: of headers and labels, `nl` or `en`.
        columns: fields to write, by name; the usual ones if empty. Only tables have columns.
        items: the list whose items get a row each, such as `persons`; None for a row per project.
        dialect: of CSV: `rfc4180`, or `excel-nl` for what Excel opens in a Dutch setting.
        raw: whether cells that a spreadsheet would run are left as they are.
        with_contacts: whether e-mail addresses, phone numbers and addresses are in the records.
    """

    language: str = "en"
    columns: tuple[str, ...] = ()
    items: str | None = None
    dialect: str = "rfc4180"
    raw: bool = False
    with_contacts: bool = False

    def in_language(self, language: str) -> Options:
        """The same with labels and values in a language."""
        return replace(self, language=language)


class Loss(NamedTuple):
    """What a format cannot hold of a record.

    Attributes:
        field: the field of the record.
        reason: why, in words that finish "FIELD is not in the file: …".
    """

    field: str
    reason: str


class Format(NamedTuple):
    """A format.

    Attributes:
        write: writes records to a file.
        endings: how names of its files end, without the dot.
        losses: what it cannot hold of a record, given the options.
        is_text: whether it can be shown on a terminal.
    """

    write: Callable[[Iterable[PlainRecord], BinaryIO, Options], None]
    endings: tuple[str, ...]
    losses: Callable[[PlainRecord, Options], Iterator[Loss]]
    is_text: bool = True


def no_losses(record: PlainRecord, options: Options) -> Iterator[Loss]:
    """What a format that holds whole records loses: nothing."""
    del record, options
    return iter(())


class ExportError(ValueError):
    """Records cannot be written in a format; the message says why."""


class MissingPackageError(ValueError):
    """A package that a format needs is not installed; the message says what to install."""

    def __init__(self, package: str, extra: str) -> None:
        message = _(
            "this needs {package}, which is not installed: `pip install 'projectkit-nl[{extra}]'` "
            "(from a checkout: `pip install '.[{extra}]'`)"
        )
        super().__init__(message.format(package=package, extra=extra))


def required(package: str, extra: str) -> ModuleType:
    """A package of an extra.

    Raises:
        MissingPackageError: if it is not installed.
    """
    try:
        return import_module(package)
    except ImportError:
        raise MissingPackageError(package, extra) from None
