"""What `projectkit.toml` says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from projectkit.language.translate import LANGUAGES, _, later
from projectkit.model.errors import ProjectkitError
from projectkit.model.limits import USUAL, Limits, read_record_file
from projectkit.model.merge_conflict import line_of_mark, told
from projectkit.model.syntax_words import toml_words

# What a file may be at most, whatever the settings say: it is held in memory more than once.
_MOST_MB = 100_000
# A line with more than a comment.
_SETTING = re.compile(r"^[ \t]*[^#\s]", re.MULTILINE)
SEVERITIES = ("error", "warning", "info")
TEMPLATE = later("""\
# Settings of this projectkit catalogue. The file also marks its root.

# Language of messages and labels: "nl" or "en". Without it, that of your computer.
# lang = "nl"

# [validate]
# ignore = ["S002"]              # rules that are not checked; `projectkit rule` lists them
# extend-select = ["P001"]       # rules that are checked only when asked for
# fail-on = "warning"            # what makes the exit code 1: "error" (usual), "warning" or "info"
# leftover-share = 0.25          # how much of a page may be left over
# [validate.severity]
# M004 = "error"
# [validate.per-file-ignores]
# "data/structured/archief/*" = ["S002"]

# [limits]                       # larger files are not read, in MB
# page-mb = 20
# record-mb = 5
# import-mb = 500

# [columns]
# jaarverslag = ["titel", "penvoerder", "start", "eind", "bedrag"]   # for --columns jaarverslag

# [export.jaarverslag]           # for `projectkit export --saved jaarverslag`
# query = "actief:2025 NOT status:gestopt"
# output = "jaarverslag.xlsx"
# columns = "jaarverslag"
# lang = "nl"
""")


@dataclass(frozen=True)
class ValidateSettings:
    """What the table `[validate]` says.

    Attributes:
        select: rules to check, instead of the usual ones.
        extend_select: rules to check besides.
        ignore: rules not to check.
        severity: how bad a rule is in this catalogue.
        per_file_ignores: rules not to check in files that fit a pattern.
        fail_on: from which severity on the exit code is 1.
        leftover_share: how much of a page may be left over, from 0 to 1.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fail_on: str = "error"
    leftover_share: float = 0.25


@dataclass(frozen=True)
class SavedExport:
    """What a table `[export.NAME]` says: an export that can be repeated by its name.

    Attributes:
        query: which projects; all if empty.
        output: the file to write, relative to the root of the catalogue.
        format: the format, if the file does not end with it.
        columns: fields, or the name of a set of columns.
        long: the list whose items get a row each.
        dialect: of CSV.
        lang: language of labels.
        with_contacts: whether e-mail addresses, phone numbers and addresses are in it.
        raw: whether cells that a spreadsheet would run are left as they are.
    """

    query: str = ""
    output: str = ""
    format: str = ""
    columns: str = ""
    long: str = ""
    dialect: str = ""
    lang: str = ""
    with_contacts: bool = False
    raw: bool = False


@dataclass(frozen=True)
class Settings:
    """What `projectkit.toml` says; what it does not say has its usual value.

    Attributes:
        lang: language of messages and labels, if it is set.
        validate: how records are checked.
        limits: the largest files that are read.
        columns: sets of columns, by name.
        exports: saved exports, by name.
    """

    lang: str | None = None
    validate: ValidateSettings = ValidateSettings()
    limits: Limits = USUAL
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exports: Mapping[str, SavedExport] = field(default_factory=dict)


class SettingsError(ProjectkitError, ValueError):
    """The settings say something that there is not; the message says what."""


def read_settings(path: Path) -> Settings:
    """Read a settings file; a file that is not there says nothing.

    Raises:
        SettingsError: if it is not valid TOML, or holds something that is not a setting.
    """
    try:
        text = read_record_file(path).decode("utf-8-sig")
        _check_settled(text)
        data = _parsed(text) if _SETTING.search(text) else {}
    except FileNotFoundError:
        return Settings()
    except SettingsError as error:
        message = f"{path}: {error}"
        raise SettingsError(message) from None
    except (OSError, ValueError, RecursionError) as error:
        message = f"{path}: {toml_words(str(error))}"
        raise SettingsError(message) from None
    try:
        return _settings(data)
    except SettingsError as error:
        message = f"{path}: {error}"
        raise SettingsError(message) from None


def _check_settled(text: str) -> None:
    line = line_of_mark(text)
    if line is not None:
        message = _("line {line}, column {column}: {said}").format(line=line, column=1, said=told())
        raise SettingsError(message)


def _parsed(text: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  (7 ms that a file of comments need not cost)

    return tomllib.loads(text)


def _settings(data: dict[str, Any]) -> Settings:
    _check_keys(data, {"lang", "validate", "limits", "columns", "export"}, "")
    if "lang" in data:
        _check_choice("lang", data["lang"], LANGUAGES)
    columns = {
        name: _texts(f"columns.{name}", value) for name, value in _table("columns", data).items()
    }
    exports = {name: _export(name, value) for name, value in _table("export", data).items()}
    limits = _limits(_table("limits", data))
    return Settings(data.get("lang"), _validate(_table("validate", data)), limits, columns, exports)


def _table(key: str, data: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        message = _("`{prefix}{key}` should be a table: [{prefix}{key}]").format(
            prefix=prefix, key=key
        )
        raise SettingsError(message)
    return table


def _export(name: str, value: Any) -> SavedExport:
    table = _table(name, {name: value}, "export.")
    known = {entry.name.replace("_", "-"): entry for entry in fields(SavedExport)}
    _check_keys(table, set(known), f"export.{name}.")
    for key, each in table.items():
        wanted: type = bool if known[key].type == "bool" else str
        if not isinstance(each, wanted):
            kind = _("true or false") if wanted is bool else _("a text")
            message = _("`export.{name}.{key}` should be {kind}, not {value!r}").format(
                name=name, key=key, kind=kind, value=each
            )
            raise SettingsError(message)
    if "lang" in table:
        _check_choice(f"export.{name}.lang", table["lang"], LANGUAGES)
    return SavedExport(**{known[key].name: each for key, each in table.items()})


def _validate(table: dict[str, Any]) -> ValidateSettings:
    names = {entry.name.replace("_", "-"): entry.name for entry in fields(ValidateSettings)}
    _check_keys(table, set(names), "validate.")
    found: dict[str, Any] = {}
    for key, value in table.items():
        if key == "fail-on":
            _check_choice("validate.fail-on", value, SEVERITIES)
            found["fail_on"] = value
        elif key == "leftover-share":
            if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
                message = _(
                    "`validate.leftover-share` should be a number from 0 to 1, not {value!r}"
                ).format(value=value)
                raise SettingsError(message)
            found["leftover_share"] = float(value)
        elif key == "severity":
            for code, severity in _table(key, table, "validate.").items():
                _check_choice(f"validate.severity.{code}", severity, SEVERITIES)
            found["severity"] = value
        elif key == "per-file-ignores":
            found["per_file_ignores"] = {
                name: _texts(f"validate.{key}.{name}", each)
                for name, each in _table(key, table, "validate.").items()
            }
        else:
            found[names[key]] = _texts(f"validate.{key}", value)
    return ValidateSettings(**found)


def _limits(table: dict[str, Any]) -> Limits:
    names = {"page-mb": "page", "record-mb": "record", "import-mb": "imported"}
    _check_keys(table, set(names), "limits.")
    for key, value in table.items():
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not 0 < value <= _MOST_MB
        ):
            message = _(
                "`limits.{key}` should be a number of MB from 0 to {most}, not {value!r}"
            ).format(key=key, most=_MOST_MB, value=value)
            raise SettingsError(message)
    return Limits(**{names[key]: value for key, value in table.items()})


def _check_keys(data: dict[str, Any], known: set[str], prefix: str) -> None:
    for key in data:
        if key not in known:
            close = get_close_matches(key, known, 1)
            hint = (
                _("did you mean `{close}`?").format(close=close[0])
                if close
                else _("known are {names}").format(names=", ".join(sorted(known)))
            )
            message = _("there is no setting `{prefix}{key}`: {hint}").format(
                prefix=prefix, key=key, hint=hint
            )
            raise SettingsError(message)


def _check_choice(key: str, value: Any, choices: tuple[str, ...]) -> None:
    if value not in choices:
        message = _("`{key}` should be {choices}, not {value!r}").format(
            key=key, choices=_(" or ").join(choices), value=value
        )
        raise SettingsError(message)


def _texts(key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        message = _('`{key}` should be a list of texts, such as ["a", "b"]').format(key=key)
        raise SettingsError(message)
    return tuple(value)
