"""Reads e-mail addresses that a web page keeps from robots.

Those that are encoded are decoded; where only a script knows the address, the usual notice says so.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Callable, Iterator
from string import ascii_lowercase, ascii_uppercase
from typing import Any

NOTICE = "[email\u00a0protected]"
"""What Cloudflare shows in the place of an address until a script puts it there."""

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_CLOUDFLARE = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-fA-F]{6,400})$")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){3,200}")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{8,400}={0,2}")
_MAILTO = "mailto:"
# Names of attributes that hold an address: `data-meel`, `data-email-user`.
_OF_ADDRESS = re.compile(r"^data-.*(?:mail|meel)", re.IGNORECASE)
# Arguments of scripts that decode one: `linkTo_UnCryptMailto('nbjmup+b')`.
_QUOTED = re.compile(r"""['"]([^'"]{8,400})['"]""")
_WRITES = re.compile(r"document\.write|innerHTML|insertAdjacentHTML")
# What stands for an address on the page.
_STANDS_FOR_ADDRESS = re.compile(r"@|protected|[(\[]at[)\]]")
_LONGEST = 1000
# The ranges of ASCII within which TYPO3 shifts characters.
_SHIFTED = ("+,-./0123456789:", f"@{ascii_uppercase}", ascii_lowercase)
_LETTERS = 26


def protected_text(node: Any) -> str:
    """What is written for an element that keeps an address from robots; empty if it keeps none.

    The address comes behind the words of the element, unless these only stand for it.
    """
    address = _address(node)
    words = node.text().strip() if address and node.tag != "script" else ""
    return f"{words}: {address}" if words and not _STANDS_FOR_ADDRESS.search(words) else address


def _address(node: Any) -> str:
    """The address that an element keeps from robots, or a notice; empty if it keeps none."""
    if node.tag == "script":
        return _written_by(node.text())
    values = [*_values(node), _in_reverse(node)]
    values = [value for value in values if value]
    found = next((address for value in values for address in _decoded(value)), "")
    if found:
        return found
    is_named = any(map(_OF_ADDRESS.search, node.attributes))
    return NOTICE if is_named and values and not node.text().strip() else ""


def _written_by(script: str) -> str:
    """A notice for a script that writes an address into the page."""
    is_short = len(script) <= _LONGEST
    names_address = is_short and ("mailto" in script or "@" in script)
    return NOTICE if names_address and _WRITES.search(script) else ""


def _in_reverse(node: Any) -> str:
    """An address that is written from its end, and that a style sheet shows the other way round."""
    style = "".join((node.attributes.get("style") or "").split()).casefold()
    is_reversed = "bidi-override" in style and "direction:rtl" in style
    return node.text().strip()[::-1] if is_reversed else ""


def _values(node: Any) -> list[str]:
    """The texts of an element that may be an encoded address."""
    values = [
        value for name, value in node.attributes.items() if value and name.startswith("data-")
    ]
    if node.tag == "a":
        href, click = (node.attributes.get(name) or "" for name in ("href", "onclick"))
        cloudflare = _CLOUDFLARE.search(href)
        values += [cloudflare[1]] if cloudflare else []
        scripts = [click, href if href.casefold().startswith("javascript:") else ""]
        values += [quoted for script in scripts for quoted in _QUOTED.findall(script[:_LONGEST])]
    return [value for value in values if len(value) <= _LONGEST]


def _decoded(value: str) -> Iterator[str]:
    """The addresses that a text may stand for."""
    for decode in _ENCODINGS:
        plain = decode(value).removeprefix(_MAILTO)
        if _EMAIL.fullmatch(plain):
            yield plain


def cloudflare_decoded(value: str) -> str:
    """Cloudflare: the first byte is the key of the others."""
    if not _HEX.fullmatch(value):
        return ""
    key, *encoded = bytes.fromhex(value)
    return bytes(byte ^ key for byte in encoded).decode("utf-8", "replace")


def _base64(value: str) -> str:
    if not _BASE64.fullmatch(value):
        return ""
    try:
        return base64.b64decode(value, validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _rot13(value: str) -> str:
    plain = codecs.decode(value, "rot13")
    return plain if plain.startswith(_MAILTO) else ""


def _shifted(value: str) -> str:
    """TYPO3: every character moves by the same number of places within its range."""
    for shift in range(1, _LETTERS):
        for offset in (shift, -shift):
            if "".join(_moved(char, offset) for char in value[: len(_MAILTO)]) == _MAILTO:
                return "".join(_moved(char, offset) for char in value)
    return ""


def _moved(char: str, offset: int) -> str:
    letters = next((letters for letters in _SHIFTED if char in letters), "")
    return letters[(letters.index(char) + offset) % len(letters)] if letters else char


_ENCODINGS: tuple[Callable[[str], str], ...] = (cloudflare_decoded, str, _base64, _rot13, _shifted)
