"""Saved web pages to the lines that a reader sees, with headings, lists, tables and addresses kept.

Parsed by selectolax (the lexbor HTML5 engine). Lines are numbered as this module writes them, since
the markup of a page often stands on a single line of its file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from projectkit.language.translate import _
from projectkit.reading.decode import UnreadableError
from projectkit.reading.html_around import is_hidden
from projectkit.reading.html_head import head_lines, head_title
from projectkit.reading.html_links import own_host, page_url
from projectkit.reading.html_writer import HtmlWriter, TextState
from projectkit.reading.lines import Line

# What stands between the title of a page and the name of its site.
_SITE = re.compile(r"\s[|·–—-]\s")


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
    """Read a web page.

    Raises:
        UnreadableError: if it does not fit in memory.
    """
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError  # noqa: PLC0415  (only web pages need it)

    try:
        tree = LexborHTMLParser(text)
    except SelectolaxError:
        # Lexbor reads whatever is there; it gives up only where there is no memory left.
        message = _("the page does not fit in memory")
        raise UnreadableError(message) from None
    writer = HtmlWriter(own_host(tree))
    body = tree.body
    if body is not None:
        content = _content(tree)
        writer.write(body, TextState(noise=content is not None), content)
    lines = tuple(writer.finished())
    return HtmlPage((*lines, *_unseen(tree, lines)), page_url(tree))


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


def _content(tree: Any) -> Any:
    """The one element that says it holds the content of the page; an article only if the title stands in it."""
    for selector in ("main", "[role=main]", "article"):
        found = [node for node in tree.css(selector) if not is_hidden(node)]
        if len(found) == 1 and (selector != "article" or found[0].css_first("h1") is not None):
            return found[0]
    return None
