"""Which language a command speaks: decided once, before any text is made."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import ClassVar, NamedTuple

from projectkit.language import translate
from projectkit.language.translate import LANGUAGES, VARIABLE, language

# `lang` is the only setting outside a table, so it stands before the first: `tomllib` alone takes
# 7 ms.
_SETTING = re.compile(r"""^[ \t]*lang[ \t]*=[ \t]*["'](\w+)["']""", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_LOCALE = Path(translate.__file__).parent / "locale"


class Chosen(NamedTuple):
    """A language, and the option, variable or file that says so; empty if nothing does."""

    language: str
    by: str


class Decided:
    """What was decided for this process."""

    last: ClassVar[Chosen] = Chosen("en", "")


def decide(arguments: list[str]) -> None:
    """Set the language, for this process and those that it starts.

    An unknown language is left for the command to refuse.
    """
    Decided.last = _chosen(arguments)
    os.environ[VARIABLE] = Decided.last.language


def _chosen(arguments: list[str]) -> Chosen:
    """The language and what chooses it.

    It comes from `--lang`, else from the variable PROJECTKIT_LANG, else from the settings, else
    from the computer, else it is English.
    """
    option = _value_of("--lang", arguments)
    if option in LANGUAGES:
        return Chosen(option, "--lang")
    if variable := os.environ.get(VARIABLE):
        return Chosen(variable, VARIABLE)
    if setting := _of_settings(arguments):
        return Chosen(setting, "projectkit.toml")
    return _of_computer()


def teach_click() -> None:
    """Let click speak the language that was decided: it looks up its messages with gettext."""
    import gettext

    dutch = language() == "nl"
    gettext.bindtextdomain("click", _LOCALE)
    gettext.textdomain("click" if dutch else "messages")
    if dutch:
        # Where gettext looks first for the language of the reader.
        os.environ["LANGUAGE"] = "nl"


def _value_of(option: str, arguments: list[str]) -> str | None:
    """The value of an option, where it is given last."""
    value = None
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option:
            value = next(iter(arguments[at + 1 : at + 2]), None)
        elif argument.startswith(f"{option}="):
            value = argument.removeprefix(f"{option}=")
    return value


def _of_settings(arguments: list[str]) -> str | None:
    """The language in the settings of the catalogue, if there is one and they can be read."""
    from projectkit.catalogue.root import SETTINGS_FILE, CatalogueError, find_catalogue
    from projectkit.model.limits import read_record_file

    named = _value_of("--root", arguments) or os.environ.get("PROJECTKIT_ROOT")
    try:
        root = Path(named) if named else find_catalogue(Path.cwd()).root
        text = read_record_file(root / SETTINGS_FILE).decode("utf-8", errors="replace")
    except (CatalogueError, OSError, ValueError):
        return None
    found = _SETTING.search(_TABLE.split(text, maxsplit=1)[0])
    return found[1] if found and found[1] in LANGUAGES else None


def _of_computer() -> Chosen:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := os.environ.get(name):
            return Chosen("nl" if locale.startswith("nl") else "en", name)
    return Chosen("en", "")
