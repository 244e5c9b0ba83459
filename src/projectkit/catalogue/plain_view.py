"""A text as a reader sees it, whatever its format writes for a letter.

A name may stand in a page or record as `Anna&nbsp;de Groot`, `?q=Anna%20de%20Groot`, with escapes
of JSON, soft hyphens or tags in it. Here it stands as `Anna de Groot`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

from projectkit.reading.html_protected import cloudflare_decoded

# Soft hyphens, zero-width characters, marks of direction and variation selectors.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)
# Escapes of JSON and of YAML in double quotes.
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[ntr/])")
_CONTINUED = re.compile(r"\\\n[ \t]*")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,5000}>")
_CLOUDFLARE = re.compile(r"(?:cfemail=[\"']?|email-protection#)([0-9a-fA-F]{6,400})")
# A link of Markdown: `[Anna](https://a.example)`.
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\([^()\s]{1,500}\)")
# How many times an address may be encoded, one address within another: `Anna%2520de%2520Groot`.
_MOST_ENCODED = 3
_LAST_CHARACTER = 0x10FFFF


def plain_view(text: str) -> str:
    """A text with escapes, entities and codes of addresses decoded, and without unseen characters.

    >>> plain_view("Anna&nbsp;de Gr\u00adoot, ?q=Anna%20de%20Groot")
    'Anna de Groot, ?q=Anna de Groot'
    """
    if "email" in text:
        text = _CLOUDFLARE.sub(lambda found: f" {cloudflare_decoded(found[1])} ", text)
    if "\\" in text:
        text = _ESCAPE.sub(_escaped, _CONTINUED.sub("", text))
    if "&" in text:
        text = html.unescape(text)
    for _ in range(_MOST_ENCODED):
        if "%" in text:
            text = unquote(text)
    return text if text.isascii() else _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def _escaped(found: re.Match[str]) -> str:
    digits = found[1] or found[2] or found[3]
    code = int(digits, 16) if digits else ord(" ")
    return chr(code) if code <= _LAST_CHARACTER else found[0]


def without_tags(text: str) -> str:
    """A text without tags and links; line breaks in tags stay, so that lines keep their numbers."""
    text = _LINK.sub(r"\1", text) if "](" in text else text
    return _TAG.sub(lambda found: "\n" * found[0].count("\n"), text) if "<" in text else text


class _Folded(dict[int, str]):
    """Each character as one without case or accent, so that places in a text stay the same."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(code).casefold())
        self[code] = _WITHOUT_ACCENT.get(apart[0], apart[0])
        return self[code]


# Letters that Unicode does not take apart into a base letter and an accent.
_WITHOUT_ACCENT = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "’": "'", "\u02bc": "'", "‘": "'"}
_FOLDED = _Folded({code: chr(code).lower() for code in range(128)})


def folded(view: str) -> str:
    """A text without case and accents, character for character.

    >>> folded("Zoë Löwik")
    'zoe lowik'
    """
    return view.lower() if view.isascii() else view.translate(_FOLDED)
