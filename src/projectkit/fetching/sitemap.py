"""Reads a sitemap or an index of sitemaps, as https://www.sitemaps.org describes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from projectkit.fetching.body import GZIP, bounded, inflated
from projectkit.fetching.errors import FetchError
from projectkit.language.translate import _

MOST_BYTES = 50_000_000
"""How large a sitemap may be, also unpacked: what the protocol says."""

_LONGEST_ADDRESS = 4000
_DEEPEST = 50
_SEPARATOR = " "


@dataclass
class Sitemap:
    """The addresses in a sitemap.

    Attributes:
        pages: addresses of pages.
        sitemaps: addresses of other sitemaps.
    """

    pages: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)


def read_sitemap(content: bytes) -> Sitemap:
    """Read a sitemap in XML or as a text with an address a line, packed or not.

    Raises:
        FetchError: if it is not a sitemap, or too large.
    """
    if content.startswith(GZIP):
        content = bounded(inflated([content]), MOST_BYTES)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"http"):
        lines = content.decode("utf-8-sig", errors="replace").split()
        return Sitemap(pages=lines)
    return _XmlReader().read(content)


class _XmlReader:
    """Collects the `<loc>` of each `<url>` and `<sitemap>`, and nothing else."""

    def __init__(self) -> None:
        self._found = Sitemap()
        self._open: list[str] = []
        self._text: list[str] | None = None
        self._parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        # Entities could unpack to gigabytes, or name files; no sitemap needs them.
        self._parser.EntityDeclHandler = self._refuse_entity

    def read(self, content: bytes) -> Sitemap:
        """The addresses in a document.

        Raises:
            FetchError: if it is not a sitemap.
        """
        try:
            self._parser.Parse(content, True)  # noqa: FBT003  (the parser takes it by position)
        except (expat.ExpatError, ValueError, LookupError):
            # The latter two are for encodings that the parser does not know.
            message = _("it is not a sitemap: line {line} is not XML")
            raise FetchError(message.format(line=self._parser.CurrentLineNumber)) from None
        return self._found

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if not self._open and _local(name) not in {"urlset", "sitemapindex"}:
            message = _("it is not a sitemap but <{name}>").format(name=_local(name))
            raise FetchError(message)
        if len(self._open) >= _DEEPEST:
            message = _("it is nested too deeply")
            raise FetchError(message)
        self._open.append(name)
        self._text = [] if self._addresses() is not None else None

    def _end(self, _name: str) -> None:
        addresses = self._addresses()
        if addresses is not None and self._text:
            addresses.append("".join(self._text).strip()[:_LONGEST_ADDRESS])
        self._text = None
        self._open.pop()

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _addresses(self) -> list[str] | None:
        """Where the text of the element at hand belongs: extensions have a `<loc>` of their own."""
        if len(self._open) < len(("urlset", "url", "loc")):
            return None
        parent, name = self._open[-2:]
        if name != _sibling(parent, "loc"):
            return None
        return {"url": self._found.pages, "sitemap": self._found.sitemaps}.get(_local(parent))

    def _refuse_entity(self, *_declaration: object) -> None:
        message = _("it declares entities, which are not safe to read")
        raise FetchError(message)


def _local(name: str) -> str:
    return name.rpartition(_SEPARATOR)[2]


def _sibling(name: str, local: str) -> str:
    """A name in the namespace of another."""
    namespace, separator, _name = name.rpartition(_SEPARATOR)
    return f"{namespace}{separator}{local}"
