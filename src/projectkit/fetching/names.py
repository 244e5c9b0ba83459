"""The file in which the page of an address is saved."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from projectkit.fetching.kinds import ENDINGS

_OTHER = re.compile(r"[^a-z0-9]+")
_NOT_OF_HOSTS = re.compile(r"[^a-z0-9.-]+")
_LONGEST = 80
_DIGITS = 10
# Names of devices, which Windows does not let files have, whatever their ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
_ENDINGS = (*ENDINGS, ".htm", ".xhtml", ".php", ".aspx", ".asp", ".jsp")


def page_name(url: str, ending: str) -> str:
    """The file of an address below `data/raw`: a folder for its site, a name that can be read.

    The pages of a site lie in one folder, where `ingest` recognises the menu that they share. The
    digits at the end are of the whole address, so that addresses whose words are the same, or
    differ only in case, have different files on every system.

    Args:
        url: the address, in its one spelling.
        ending: how the name ends, with its dot.
    """
    parts = urlsplit(url)
    words = _words(f"{_without_ending(parts.path)} {parts.query}") or "index"
    return f"{_folder(parts.netloc)}/{words}-{_digest(url)}{ending}"


def _words(text: str) -> str:
    """A text as words with hyphens between, cut off between words if it is long."""
    plain = unicodedata.normalize("NFKD", unquote(text)).encode("ascii", "ignore").decode("ascii")
    words = _OTHER.sub("-", plain.lower()).strip("-")
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rpartition("-")[0] or words[:_LONGEST]


def _without_ending(path: str) -> str:
    suffix = PurePosixPath(path).suffix
    return path.removesuffix(suffix) if suffix.lower() in _ENDINGS else path


def _folder(place: str) -> str:
    """The name of the folder for a host and port."""
    name = _NOT_OF_HOSTS.sub("_", place.replace("[", "").replace("]", "")).strip("._")
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}-{_digest(place)}"
    return f"site-{name}" if _DEVICE.match(name) or name.startswith("-") else name


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGITS]
