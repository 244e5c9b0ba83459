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
from urllib.parse import unquote

from projectkit.dutch.dates import find_dates
from projectkit.model import yaml_text
from projectkit.model.partial_date import is_partial_date
from projectkit.reading.html_head import head_lines, head_title
from projectkit.reading.lines import Line, clean

_MAX_DEPTH = 150
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
# What stands between the title of a page and the name of its site.
_SITE = re.compile(r"\s[|·–—-]\s")
_HEADING = re.compile(r"h([1-6])")
_TEXT = "-text"
_MOST_WORDS_AROUND = 80
# A cell that holds one of these is no plain cell of a table of facts.
_BLOCKS_IN_CELL = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, dl, table, br"


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
    lines = tuple(writer.finished())
    return HtmlPage((*lines, *_unseen(tree, lines)), _url(tree))


def _unseen(tree: Any, lines: tuple[Line, ...]) -> Iterator[Line]:
    """Lines for what the head of the page states, and for its title if no line on the page is its heading."""
    facts = head_lines(tree)
    title = head_title(tree)
    if title and not any(line.level for line in lines):
        shown = {line.text for line in lines}
        main = _SITE.split(title)[0]
        facts = [f"Titel: {main if main in shown else title}", *facts]
    number = lines[-1].number + 1 if lines else 1
    for index, fact in enumerate(["", *facts] if facts else []):
        yield Line(number + index, fact)


@cache
def _data() -> dict[str, frozenset[str]]:
    text = files("projectkit.reading").joinpath("data/html.yaml").read_text("utf-8")
    return {name: frozenset(words) for name, words in yaml_text.load_data(text).items()}


def _content(tree: Any) -> Any:
    """The one element that says it holds the content of the page; an article only if the title stands in it."""
    for selector in ("main", "[role=main]", "article"):
        found = [node for node in tree.css(selector) if not _is_hidden(node)]
        if len(found) == 1 and (selector != "article" or found[0].css_first("h1") is not None):
            return found[0]
    return None


def _url(tree: Any) -> str | None:
    for selector, attribute in (("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")):
        node = tree.css_first(selector)
        url = (node.attributes.get(attribute) or "").strip() if node is not None else ""
        if url.lower().startswith(("http://", "https://")):
            return url
    return None


@dataclass(frozen=True)
class _State:
    """What holds for the text of an element and all within it.

    Attributes:
        noise: whether it belongs to the site.
        around: whether it stands in a menu, footer or the like, where not even a heading is that of the page.
        level: the level of the heading it is in.
        prefix: the mark of the list it is in.
        pre: whether its line breaks count.
        depth: how many elements it is in.
    """

    noise: bool = False
    around: bool = False
    level: int = 0
    prefix: str = ""
    pre: bool = False
    depth: int = 0


@dataclass
class _Writer:
    """Collects the lines of a page."""

    rows: list[tuple[str, _State, tuple[str, ...]]] = field(default_factory=list)
    _open: list[tuple[str, _State]] = field(default_factory=list)
    _mark: str = ""

    def finished(self) -> Iterator[Line]:
        """The lines, without blank ones at the beginning or two together."""
        self._end()
        number, blank = 0, True
        for text, state, cells in self.rows:
            if not text and blank:
                continue
            blank = not text
            number += 1
            yield Line(number, clean(text), cells if len(cells) > 1 else (), state.noise, state.level)

    def write(self, node: Any, state: _State, content: Any) -> None:
        """Write an element and what is in it."""
        position = 0
        for child in node.iter(include_text=True):
            if child.tag == "li":
                position += 1
                state = replace(state, prefix=f"{position}." if state.prefix.endswith(".") else state.prefix)
            self._child(child, state, content)

    def _child(self, child: Any, state: _State, content: Any) -> None:
        if child.tag == _TEXT:
            self._say(child.text(deep=False), state)
        elif child.tag == "br":
            self._end()
        elif child.tag not in _data()["unread"] and not _is_hidden(child):
            self._element(child, state, content)

    def _element(self, node: Any, state: _State, content: Any) -> None:
        inside = _inner_state(node, state, content)
        if inside.depth > _MAX_DEPTH:
            self._flat(node, inside)
            return
        block, apart = node.tag in _data()["blocks"], node.tag in _data()["apart"]
        if block:
            self._end()
        if apart:
            self._blank()
        self._inside(node, inside, content)
        if block:
            self._end()
        if apart:
            self._blank()

    def _flat(self, node: Any, state: _State) -> None:
        """Text deeper than anything that people write: each piece on a line of its own, whatever it is in."""
        for piece in node.text(separator="\n").split("\n"):
            self._say(piece, state)
            self._end()

    def _inside(self, node: Any, state: _State, content: Any) -> None:
        if node.tag == "tr" and node.css_first(_BLOCKS_IN_CELL) is None:
            self._row(node, state, content)
        elif node.tag == "dl":
            self._definitions(node, state, content)
        elif node.tag == "li":
            self._mark = state.prefix
            self.write(node, state, content)
            self._end()
            self._mark = ""
        else:
            self.write(node, state, content)
            self._say(_address(node), state)
            self._say(_date(node), state)
            if node.tag in {"td", "th"}:
                self._end()

    def _row(self, node: Any, state: _State, content: Any) -> None:
        """A row of plain cells: one line, which knows its cells."""
        cells: list[str] = []
        for cell in node.iter():
            if cell.tag in {"td", "th"} and not _is_hidden(cell):
                writer = _Writer()
                writer.write(cell, state, content)
                cells.append(" ".join(line.text for line in writer.finished()))
        filled = tuple(filter(None, map(clean, cells)))
        if filled:
            self.rows.append((" ".join(filled), state, filled))

    def _definitions(self, node: Any, state: _State, content: Any) -> None:
        """A list of terms and what they stand for: `label: value`, or the values below their label."""
        parts: list[Any] = []
        for child in node.iter(include_text=True):
            parts += list(child.iter(include_text=True)) if child.tag == "div" else [child]
        single = False
        for index, part in enumerate(parts):
            following = [other.tag for other in parts[index + 1 : index + 4] if other.tag in {"dt", "dd"}]
            if part.tag == "dt":
                self._end()
                self._child(part, replace(state, depth=state.depth + 1), content)
                single = following[:1] == ["dd"] and following[1:2] != ["dd"]
                if single:
                    self._reopen(": ", state)
            elif part.tag == "dd" and single and not _is_hidden(part):
                self.write(part, _inner_state(part, state, content), content)
                self._end()
                single = False
            else:
                self._child(part, state, content)

    def _reopen(self, text: str, state: _State) -> None:
        """Go on with the line that was just ended."""
        if self.rows and self.rows[-1][0]:
            last, last_state, _ = self.rows.pop()
            self._open = [(last, last_state), (text, state)]

    def _say(self, text: str | None, state: _State) -> None:
        if not text:
            return
        if state.pre and "\n" in text:
            for line in text.split("\n"):
                self._say(line, state)
                self._end()
            return
        text = re.sub(r"\s+", " ", text)
        if self._mark and text.strip():
            text, self._mark = f"{self._mark} {text.lstrip()}", ""
        self._open.append((text, state))

    def _end(self) -> None:
        """End the line; what belongs to the site becomes a line of its own."""
        pieces, self._open = self._open, []
        for noise in (False, True):
            mine = [piece for piece in pieces if piece[1].noise is noise or not piece[0].strip()]
            text = "".join(piece[0] for piece in mine).strip()
            if text:
                state = next(piece[1] for piece in mine if piece[0].strip())
                self.rows.append((text, state, ()))

    def _blank(self) -> None:
        if self.rows:
            self.rows.append(("", _State(), ()))


def _inner_state(node: Any, state: _State, content: Any) -> _State:
    tag = node.tag
    around = state.around or _is_around(node)
    noise = state.noise or around
    heading = _HEADING.fullmatch(tag)
    is_content = content is not None and node.mem_id == content.mem_id
    if not around and (is_content or (heading and heading[1] == "1")):
        noise = False
    prefix = {"ul": "•", "ol": "1."}.get(tag, state.prefix)
    level = int(heading[1]) if heading else state.level
    return _State(noise, around, level, prefix, state.pre or tag == "pre", state.depth + 1)


def _is_hidden(node: Any) -> bool:
    attributes = node.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or "sr-only" in (attributes.get("class") or "")
    )


def _is_around(node: Any) -> bool:
    """Whether an element is a menu, a footer or the like: by its kind, its role, or the words of its class and id."""
    attributes = node.attributes
    if node.tag == "form":
        return node.css_first("h1, main, article") is None
    if node.tag in _data()["around"] or (attributes.get("role") or "") in _data()["around_roles"]:
        return True
    if node.tag in {"body", "main", "article", "html"}:
        return False
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()
    told = any(word.casefold() in _data()["around_words"] for name in names for word in _words(name))
    # A wrapper may be called after what it holds besides the content; what is really around is short.
    return told and node.css_first("h1, main") is None and len(node.text(separator=" ").split()) <= _MOST_WORDS_AROUND


def _words(name: str) -> list[str]:
    words = _WORD.findall(name)
    return [] if words and words[0] in {"has", "with", "no"} else words


def _date(node: Any) -> str:
    """The date of a `<time>` whose text does not say it whole: `1 sept.`, `drie weken geleden`."""
    moment = (node.attributes.get("datetime") or "").strip()[:10] if node.tag == "time" else ""
    told = any(len(date.value) == len(moment) for date in find_dates(node.text())) if moment else True
    return f" ({moment})" if is_partial_date(moment) and not told else ""


def _address(node: Any) -> str:
    """The address behind a link to an e-mail address or a phone number, where its text does not show it."""
    target = (node.attributes.get("href") or "") if node.tag == "a" else ""
    scheme, _, rest = target.partition(":")
    value = unquote(rest.partition("?")[0]).strip()
    scheme = scheme.strip().lower()
    if scheme in {"http", "https"} and clean(node.text()).casefold() in _data()["link_words"]:
        return f": {target.strip()}"
    if scheme == "mailto" and "@" in value and value.casefold() not in node.text().casefold():
        return f": {value}"
    digits = re.sub(r"\D", "", node.text())
    if scheme == "tel" and value and not digits:
        return f": {value}"
    return ""
