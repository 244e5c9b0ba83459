"""Messages in the language of the reader: English from the code, Dutch from gettext."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import GNUTranslations

VARIABLE = "PROJECTKIT_LANG"
"""The environment variable that holds the language; processes of a command inherit it."""

LANGUAGES = ("nl", "en")


def language() -> str:
    """The current language; English unless another was chosen."""
    return "nl" if os.environ.get(VARIABLE) == "nl" else "en"


def _(message: str) -> str:
    """Translate a message."""
    return _dutch().gettext(message) if message and language() == "nl" else message


def plural(one: str, many: str, number: int) -> str:
    """Translate a message about a number of things."""
    if language() == "nl":
        return _dutch().ngettext(one, many, number)
    return one if number == 1 else many


def later(message: str) -> str:
    """Mark a message for the catalogue of translations; `_` translates it later."""
    return message


@cache
def _dutch() -> GNUTranslations:
    """The Dutch messages; English never waits for gettext."""
    from gettext import GNUTranslations  # noqa: PLC0415

    with (Path(__file__).parent / "locale/nl/LC_MESSAGES/projectkit.mo").open("rb") as file:
        return GNUTranslations(file)
