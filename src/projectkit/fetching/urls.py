"""Web addresses: which ones can be fetched, and one spelling for each."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv6Address
from urllib.parse import quote, urljoin, urlsplit

from projectkit.fetching.errors import FetchError
from projectkit.language.translate import _

_PORTS = {"http": 80, "https": 443}
_LONGEST = 4000
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
# What has a meaning in a path or query, so that its escape means something else.
_RESERVED = "%/?:@!$&'()*+,;="


class AddressError(FetchError, ValueError):
    """A text is not an address that can be fetched; the message says why."""


def normalised(text: str, base: str = "") -> str:
    """An address in one spelling: host in lower case, no fragment, no needless escapes.

    Args:
        text: the address as somebody wrote it.
        base: the address that a relative one is relative to.

    Raises:
        AddressError: if it is not an address of a web page.
    """
    text = text.strip()
    if _CONTROL.search(text) or len(text) > _LONGEST:
        raise _not_an_address(text)
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        port = parts.port
    except ValueError:
        raise _not_an_address(text) from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise _not_an_address(text)
    if "@" in parts.netloc:
        message = _(
            "an address with a name or password is not fetched: leave out what is before the @"
        )
        raise AddressError(message)
    place = _place(parts.hostname, text)
    if port not in {None, _PORTS[parts.scheme]}:
        place = f"{place}:{port}"
    query = f"?{normal_escapes(parts.query)}" if parts.query else ""
    return f"{parts.scheme}://{place}{_path(parts.path)}{query}"


def site_of(url: str) -> str:
    """The scheme, host and port of an address, to which one robots.txt applies."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url: str) -> str:
    """The host of an address, without its port."""
    return urlsplit(url).hostname or ""


def target_of(url: str) -> str:
    """The path of an address with its query."""
    return url.removeprefix(site_of(url))


def normal_escapes(text: str) -> str:
    """A path or query with escapes in one spelling; letters and digits are never escaped."""
    return quote(_ESCAPE.sub(_normal_escape, text), safe=_RESERVED)


def _normal_escape(match: re.Match[str]) -> str:
    if match[1] is None:
        return "%25"
    char = chr(int(match[1], 16))
    return char if _UNRESERVED.fullmatch(char) else match[0].upper()


def _path(path: str) -> str:
    """A path without `.` and `..`, which clients and servers would resolve differently."""
    parts = normal_escapes(path).split("/")[1:] or [""]
    kept: list[str] = []
    for part in parts:
        if part == "..":
            del kept[-1:]
        elif part != ".":
            kept.append(part)
    if parts[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _place(host: str, text: str) -> str:
    """A host as it stands in an address, in ASCII.

    Raises:
        AddressError: if it cannot be the name of a host.
    """
    try:
        if "%" in host:  # an interface of this computer, or an escape
            raise _not_an_address(text)
        if ":" in host:
            return f"[{IPv6Address(host).compressed}]"
        name = host.rstrip(".").encode("idna").decode("ascii").lower()
    except (AddressValueError, UnicodeError):
        raise _not_an_address(text) from None
    if not _HOST.fullmatch(name):
        raise _not_an_address(text)
    return name


def _not_an_address(text: str) -> AddressError:
    shown = text if len(text) <= _LONGEST else f"{text[:80]}…"
    message = _("`{text}` is not a web address, such as https://www.example.nl/project")
    return AddressError(message.format(text=shown))
