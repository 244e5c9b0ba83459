"""The name of a person, as a text may have it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache

from projectkit.catalogue.root import CatalogueError
from projectkit.dutch.phones import find_phones, phones_as_written, read_phone
from projectkit.language.translate import _

ADDRESSED = (
    r"(?:mevr(?:ouw|\.)?|mw\.?|meneer|dhr\.?|(?:de\s)?heer|prof\.?|dr\.?|drs\.?|ir\.?|ing\.?|mr\.?)"
)
"""A pattern for what stands before a last name when somebody is addressed."""

_FEWEST_LETTERS = 3
_TITLES = re.compile(
    r"(?:(?:mevrouw|meneer|(?:de\s)?heer|(?:mevr|mw|dhr|prof|drs|dr|ir|ing|mr)\.)\s{0,3}){1,6}(?=\S{1,60}\s)",
    re.IGNORECASE,
)
# Letters that Unicode does not take apart into a base letter and an accent.
_PLAIN = {"ø": "o", "đ": "d", "ð": "d", "ł": "l"}


class NamePattern:
    """A name as a text may have it: in any case, with or without accents, with any spaces."""

    def __init__(self, text: str) -> None:
        """Read a name, an e-mail address or a phone number.

        Raises:
            CatalogueError: if it is too short to be one.
        """
        self.text = _without_titles(_in_order(" ".join(text.split())))
        if sum(char.isalnum() for char in self.text) < _FEWEST_LETTERS:
            message = _("`{text}` is too short to look for: give a whole name").format(text=text)
            raise CatalogueError(message)
        words = r"\s+".join("".join(map(_letter, _bare(word))) for word in self.text.split())
        self.pattern = re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)
        self.phone = read_phone(self.text)

    def find(self, text: str) -> re.Match[str] | None:
        """The first place of a text where the name stands."""
        found = self.pattern.search(text)
        if found is None and self.phone:
            written = next(
                (each for _, each in phones_as_written(text) if self.phone in find_phones(each)),
                None,
            )
            return re.compile(re.escape(written)).search(text) if written else None
        return found


def _without_titles(text: str) -> str:
    titles = _TITLES.match(text)
    return text[titles.end() :] if titles else text


def _in_order(text: str) -> str:
    """A name with the first name first: `Groot, Anna de` is Anna de Groot."""
    last, comma, first = text.partition(", ")
    return f"{first} {last}" if comma else text


def _bare(text: str) -> str:
    """A text without accents."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(_PLAIN.get(char, char) for char in apart if not unicodedata.combining(char))


@cache
def _accented() -> dict[str, str]:
    """The letters with accents of each plain letter."""
    found: dict[str, str] = defaultdict(str)
    for char in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))):
        base = _bare(char)
        if len(base) == 1 and base != char:
            found[base.casefold()] += char
    return dict(found)


def _letter(char: str) -> str:
    """A pattern for a letter with any accent, in one character or in two."""
    variants = _accented().get(char.casefold(), "")
    plain = f"[{re.escape(char)}{variants}]" if variants else re.escape(char)
    return plain + "[\u0300-\u036f]*" if char.isalpha() else plain
