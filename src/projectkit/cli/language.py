"""Which language a command speaks; it is decided once, before a text is made."""

from __future__ import annotations

import os
import re
from pathlib import Path

from projectkit.language import translate
from projectkit.language.translate import LANGUAGES, VARIABLE, language

# The settings have tables, and one value that is none, which stands before them: `tomllib` alone
# takes 7 ms.
_SETTING = re.compile(r"""^[ \t]*lang[ \t]*=[ \t]*["'](\w+)["']""", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


_LOCALE = Path(translate.__file__).parent / "locale"


def decide(arguments: list[str]) -> None:
    """Set the language, for this process and those that it starts.

    It is that of `--lang`, else of the variable PROJECTKIT_LANG, else of the settings, else of the
    computer, else English. What is no language is left for the command to refuse.
    """
    chosen = _value_of("--lang", arguments)
    if chosen in LANGUAGES:
        os.environ[VARIABLE] = chosen
    elif not os.environ.get(VARIABLE):
        os.environ[VARIABLE] = _of_settings(arguments) or _of_computer()


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
    """What stands behind an option, the last time that it is there."""
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
    """What the settings of the catalogue say, if there is one and they can be read."""
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


def _of_computer() -> str:
    locale = (
        os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    )
    return "nl" if locale.startswith("nl") else "en"
