"""Messages in the language of the reader: English as it stands in the code, Dutch from a catalogue of gettext."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import GNUTranslations

VARIABLE = "PROJECTKIT_LANG"
"""The environment variable that says the language: processes that a command starts follow it by themselves."""

LANGUAGES = ("nl", "en")


def language() -> str:
    """The language that is spoken now; English if nobody said anything, as in a program that uses the library."""
    return "nl" if os.environ.get(VARIABLE) == "nl" else "en"


def _(message: str) -> str:
    """A message in the language that is spoken."""
    return _dutch().gettext(message) if message and language() == "nl" else message


def plural(one: str, many: str, number: int) -> str:
    """A message about a number of things, in the language that is spoken."""
    if language() == "nl":
        return _dutch().ngettext(one, many, number)
    return one if number == 1 else many


def later(message: str) -> str:
    """A message that is told later, by `_`, as it stands: it only becomes one of the catalogue."""
    return message


@cache
def _dutch() -> GNUTranslations:
    """The Dutch messages. English never gets here, so it does not wait for gettext."""
    from gettext import GNUTranslations  # noqa: PLC0415

    with (Path(__file__).parent / "locale/nl/LC_MESSAGES/projectkit.mo").open("rb") as file:
        return GNUTranslations(file)
