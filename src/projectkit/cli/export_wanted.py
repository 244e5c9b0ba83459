"""What to export, and how: as a user asks on the command line, and as projectkit.toml saves it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from projectkit.language.translate import _

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue

TABLES = ("csv", "tsv", "xlsx")
"""The formats with columns."""
# How alike endings are if one was meant for the other: `.xls` and `.xlsx`.
_LIKE_AN_ENDING = 0.8


class ExportFormat(StrEnum):
    """Formats to export to."""

    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    JSON = "json"
    JSONL = "jsonl"
    YAML = "yaml"
    MD = "md"
    HTML = "html"
    JSONLD = "jsonld"
    CERIF = "cerif"
    DATACITE = "datacite"
    SQLITE = "sqlite"
    PARQUET = "parquet"


class ExportDialect(StrEnum):
    """How CSV is written."""

    RFC4180 = "rfc4180"
    EXCEL_NL = "excel-nl"


class Items(StrEnum):
    """What a row of a table is about, if not a project."""

    PERSONS = "persons"
    ORGANISATIONS = "organisations"
    THEMES = "themes"
    SECTIONS = "sections"
    IDENTIFIERS = "identifiers"
    FUNDING = "funding"
    SUBPROJECTS = "subprojects"
    LINKS = "links"
    ALTERNATE_TITLES = "alternate_titles"
    ALL = "all"


class Wanted(NamedTuple):
    """What to export, and how; None where neither user nor settings say."""

    query: str | None = None
    output: Path | None = None
    format: ExportFormat | None = None
    columns: str | None = None
    long: Items | None = None
    dialect: ExportDialect | None = None
    lang: str | None = None
    with_contacts: bool | None = None
    raw: bool | None = None


def completed(given: Wanted, saved: Wanted) -> Wanted:
    """What the user gave, completed with what is saved and still applies."""
    is_table = _is_table(given)
    if given.output:
        saved = saved._replace(format=None)
    if given.long or not is_table:
        saved = saved._replace(columns=None)
    if given.columns:
        saved = saved._replace(long=None)
    if not is_table:
        saved = saved._replace(dialect=None)
    return Wanted._make(
        old if new in {None, ""} else new for new, old in zip(given, saved, strict=True)
    )


def _is_table(given: Wanted) -> bool:
    """Whether the user leaves the format as it is saved, or asks for a table."""
    if given.long is Items.ALL or not (given.format or given.output):
        return True
    return (given.format or by_ending(given.output)) in TABLES


def saved_export(catalogue: Catalogue, saved: str | None, output: Path | None) -> Wanted:
    """What a saved export of projectkit.toml asks for, but for a file that the user gave.

    Raises:
        SettingsError: if none has that name, or it asks for something unknown.
    """
    from projectkit.catalogue.output import saved_output
    from projectkit.catalogue.settings import SettingsError

    if saved is None:
        return Wanted()
    found = catalogue.settings.exports.get(saved)
    if found is None:
        names = ", ".join(catalogue.settings.exports) or _("none")
        message = _("projectkit.toml has no export `{saved}`; it has: {names}").format(
            saved=saved, names=names
        )
        raise SettingsError(message)
    if output is None and found.output:
        output = saved_output(catalogue, saved, found.output)
    try:
        return Wanted(
            found.query,
            output,
            ExportFormat(found.format) if found.format else None,
            found.columns or None,
            Items(found.long) if found.long else None,
            ExportDialect(found.dialect) if found.dialect else None,
            found.lang or None,
            found.with_contacts,
            found.raw,
        )
    except ValueError as error:
        message = f"projectkit.toml: export.{saved}: {error}"
        raise SettingsError(message) from None


def by_ending(output: Path | None) -> str:
    """The format that the extension of a file says; csv where there is none.

    Raises:
        BadParameter: if no format has that extension.
    """
    from projectkit.export.formats import FORMATS, format_of

    if output is None or output.is_dir() or not output.suffix:
        return "csv"
    found = format_of(output.name)
    if found is None:
        endings = [f".{ending}" for each in FORMATS.values() for ending in each.endings[:1]]
        raise typer.BadParameter(_unknown_ending(output, endings), param_hint="--output")
    return found


def _unknown_ending(output: Path, known: list[str]) -> str:
    """What is said of a file whose name ends as no format does."""
    from difflib import get_close_matches

    close = get_close_matches(output.suffix.casefold(), known, 1, _LIKE_AN_ENDING)
    if close:
        return _("no format has the extension {extension}: did you mean `{close}`?").format(
            extension=output.suffix, close=close[0]
        )
    return _(
        "the extension of {output} is not that of a known format ({known}): add --format"
    ).format(output=output.name, known=", ".join(known))
