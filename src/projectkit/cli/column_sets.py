"""The columns that a user names, one by one or as a set of `projectkit.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue


def named_columns(catalogue: Catalogue, columns: str | None) -> list[str] | None:
    """The names of columns, with sets expanded; None for the usual ones.

    Raises:
        SettingsError: if a set names an unknown field.
    """
    if columns is None:
        return None
    sets = catalogue.settings.columns
    names = (name.strip() for name in columns.split(","))
    return [
        each for name in names for each in (_set(name, sets[name]) if name in sets else (name,))
    ]


def _set(name: str, fields: tuple[str, ...]) -> tuple[str, ...]:
    from projectkit.catalogue.root import SETTINGS_FILE
    from projectkit.catalogue.settings import SettingsError
    from projectkit.search.fields import UnknownFieldError, field

    try:
        for each in fields:
            field(each)
    except UnknownFieldError as error:
        message = f"{SETTINGS_FILE}: columns.{name}: {error}"
        raise SettingsError(message) from None
    return fields
