"""Saved web pages to the lines that a reader sees, with headings, lists, tables and addresses kept.

Parsed by selectolax (the lexbor HTML5 engine). Lines are numbered as this module writes them, since the markup of a
page often stands on a single line of its file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from projectkit.model import yaml_text
from projectkit.reading.lines import Line, clean

_MAX_DEPTH = 150
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_HEADING = re.compile(r"h([1-6])")
_TEXT = "-text"
_MANY_ITEMS = 2


@dataclass(frozen=True)
class HtmlPage:
    """What a reader sees of a web page.

    Attributes:
        lines: its lines; those of menus, footers and the like are marked as noise.
        url: where the page says that it stands, if it does.
    """

    lines: tuple[Line, ...]
    url: str | None


def read_html(text: str) -> HtmlPage:
    """Read a web page."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  (only web pages need it)

    tree = LexborHTMLParser(text)
    writer = _Writer()
    body = tree.body
    if body is not None:
        content = _content(tree)
        writer.write(body, _State(noise=content is not None), content)
    return HtmlPage(tuple(writer.finished()), _url(tree))


@cache
def _data() -> dict[str, frozenset[str]]:
    text = files("projectkit.reading").joinpath("data/html.yaml").read_text("utf-8")
    return {name: frozenset(words) for name, words in yaml_text.load_data(text).items()}


def _content(tree: Any) -> Any:
    """The one element that says it holds the content of the page."""
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text().split()) > _MANY_ITEMS:
            return found[0]
    return None


def _url(tree: Any) -> str | None:
    for selector, attribute in (("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")):
        node = tree.css_first(selector)
        url = node.attributes.get(attribute) if node is not None else None
        if url and url.startswith(("http://", "https://")):
            return str(url)
    return None


@dataclass(frozen=True)
class _State:
    """What holds for the text of an element and all within it."""

    noise: bool = False
    level: int = 0
    prefix: str = ""
    depth: int = 0


@dataclass
class _Writer:
    """Collects the lines of a page."""

    rows: list[tuple[str, bool, int]] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _state: _State = field(default_factory=_State)

    def finished(self) -> Iterator[Line]:
        """The lines, without blank ones at either end or two together."""
        self._end()
        number = 0
        blank = True
        for text, noise, level in self.rows:
            if not text and blank:
                continue
            blank = not text
            number += 1
            cells = tuple(filter(None, map(clean, text.split("\t")))) if "\t" in text else ()
            yield Line(number, clean(text), cells if len(cells) > 1 else (), noise, level)

    def write(self, node: Any, state: _State, content: Any) -> None:
        """Write an element and what is in it."""
        position = 0
        for child in node.iter(include_text=True):
            if child.tag == "li":
                position += 1
                state = replace(state, prefix=f"{position}." if state.prefix.endswith(".") else state.prefix)
            if child.tag == _TEXT:
                self._say(child.text(deep=False), state)
            elif child.tag == "br":
                self._end()
            elif child.tag not in _data()["unread"] and not _is_hidden(child):
                self._element(child, state, content)

    def _element(self, node: Any, state: _State, content: Any) -> None:
        tag = node.tag
        inside = _inner_state(node, state, content)
        if inside.depth > _MAX_DEPTH:
            self._say(node.text(), inside)
            return
        block = tag in _data()["blocks"]
        if block:
            self._end()
        if tag in _data()["apart"]:
            self._blank()
        if tag == "tr":
            self._row(node, inside)
        elif tag == "dl":
            self._definitions(node, inside, content)
        else:
            if inside.prefix and tag == "li":
                self._say(f"{inside.prefix} ", inside)
            self.write(node, inside, content)
            self._say(_address(node), inside)
        if block:
            self._end()
        if tag in _data()["apart"]:
            self._blank()

    def _row(self, node: Any, state: _State) -> None:
        """A row of a table: its cells with tabs between."""
        cells = [" ".join(cell.text(separator=" ").split()) for cell in node.iter() if cell.tag in {"td", "th"}]
        self._say("\t".join(cells), state)

    def _definitions(self, node: Any, state: _State, content: Any) -> None:
        """A list of terms and what they stand for: `label: value`, or the values below their label."""
        pairs: list[tuple[Any, list[Any]]] = []
        for part in node.css("dt, dd"):
            if part.tag == "dt":
                pairs.append((part, []))
            elif pairs:
                pairs[-1][1].append(part)
        for term, values in pairs:
            self.write(term, state, content)
            if len(values) == 1 and not values[0].css("li, p + p, br"):
                self._say(": ", state)
                self.write(values[0], state, content)
                self._end()
            else:
                self._end()
                for value in values:
                    self.write(value, state, content)
                    self._end()
            if len(values) != 1:
                self._blank()

    def _say(self, text: str | None, state: _State) -> None:
        if text:
            self._open.append(text if "\t" in text else re.sub(r"\s+", " ", text))
            if text.strip():
                self._state = state

    def _end(self) -> None:
        text = "".join(self._open).strip(" \n")
        self._open.clear()
        if text.strip():
            self.rows.append((text, self._state.noise, self._state.level))

    def _blank(self) -> None:
        self.rows.append(("", False, 0))


def _inner_state(node: Any, state: _State, content: Any) -> _State:
    tag = node.tag
    noise = state.noise
    if content is not None and node.mem_id == content.mem_id:
        noise = False
    noise = noise or _is_around(node)
    heading = _HEADING.fullmatch(tag)
    if heading and heading[1] == "1" and not _is_around(node):
        noise = False
    prefix = state.prefix
    if tag in {"ul", "ol"}:
        prefix = "•" if tag == "ul" else "1."
    level = int(heading[1]) if heading else state.level
    return _State(noise, level, prefix, state.depth + 1)


def _is_hidden(node: Any) -> bool:
    attributes = node.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or "sr-only" in (attributes.get("class") or "")
    )


def _is_around(node: Any) -> bool:
    attributes = node.attributes
    if node.tag in _data()["around"] or (attributes.get("role") or "") in _data()["around_roles"]:
        return True
    if node.tag in {"body", "main", "article", "html"}:
        return False
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return any(word.casefold() in _data()["around_words"] for word in _WORD.findall(names))


def _address(node: Any) -> str:
    """The address behind a link to an e-mail address or a phone number, where its text does not show it."""
    target = (node.attributes.get("href") or "") if node.tag == "a" else ""
    scheme, _, rest = target.partition(":")
    value = rest.partition("?")[0].strip()
    if scheme == "mailto" and "@" in value and value.casefold() not in node.text().casefold():
        return f": {value}"
    digits = re.sub(r"\D", "", node.text())
    if scheme == "tel" and value and not digits:
        return f": {value}"
    return ""
