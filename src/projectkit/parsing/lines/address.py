"""What the address of a page says about its lines: most sites make it of the title.

`https://hogeschool.example/onderzoek/projecten/schone-lucht-in-de-klas` is the address of the page
of the project *Schone lucht in de klas*.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from projectkit.model.slug import plain_words
from projectkit.parsing.steps import step

_SHORTEST_WORD = 3
_SHARES = (0, 0.49, 0.79, 0.99)


class AddressWords:
    """The words of the last part of an address."""

    def __init__(self, address: str | None) -> None:
        """Take the address apart, if there is one."""
        path = unquote(_path(address)).rstrip("/") if address else ""
        self._words = _long_words(path.rpartition("/")[2].partition(".")[0])

    def shared_with(self, text: str) -> list[str]:
        """The features of a line: how many words it shares with the address, on both sides."""
        words = _long_words(text) if self._words else frozenset()
        if not words:
            return []
        shared = len(words & self._words)
        of_address = step(shared / len(self._words), _SHARES)
        of_line = step(shared / len(words), _SHARES)
        return [f"address{of_address}", f"address{of_address}-line{of_line}"]


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word for word in plain_words(text) if len(word) >= _SHORTEST_WORD)
