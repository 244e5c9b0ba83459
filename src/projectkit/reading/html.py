"""Turns a saved web page into the lines a reader sees, with headings, lists, tables and addresses.

Parsed by selectolax (the lexbor HTML5 engine). Lines are numbered as this module writes them, since
all the markup of a page is often on a single line of its file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from projectkit.language.translate import _
from projectkit.reading.decode import UnreadableError
from projectkit.reading.html_bounds import bounded
from projectkit.reading.html_data import html_data
from projectkit.reading.html_head import head_lines, head_title
from projectkit.reading.html_hidden import HiddenText, is_hidden
from projectkit.reading.html_links import page_address
from projectkit.reading.html_state import TextState
from projectkit.reading.html_writer import HtmlWriter
from projectkit.reading.lines import Line

# What separates the title of a page from the name of its site.
_SITE = re.compile(r"\s[|·–—-]\s")


@dataclass(frozen=True)
class HtmlPage:
    """What a reader sees of a web page.

    Attributes:
        lines: its lines; those of menus, footers and the like are marked as noise.
        url: the address that the page gives as its own, if any.
    """

    lines: tuple[Line, ...]
    url: str | None


def read_html(text: str, url: str = "") -> HtmlPage:
    """Read a web page.

    Args:
        text: its markup.
        url: the address that it was saved from; empty if only the page itself can tell.

    Raises:
        UnreadableError: if it does not fit in memory.
    """
    # Only web pages need it.
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError  # noqa: PLC0415

    try:
        tree = LexborHTMLParser(bounded(text))
    except SelectolaxError:
        # Lexbor parses any input; it fails only when it runs out of memory.
        message = _("the page does not fit in memory")
        raise UnreadableError(message) from None
    address = page_address(tree, text, url)
    writer = HtmlWriter(HiddenText(tree), address)
    body = tree.body
    if body is not None:
        content = _content(tree)
        writer.write(body, TextState(noise=content is not None), content)
    lines = tuple(writer.lines.finished())
    lines += tuple(_of_head(tree, lines))
    return HtmlPage(lines + tuple(_unread(writer, len(lines))), address.url)


def _of_head(tree: Any, lines: tuple[Line, ...]) -> Iterator[Line]:
    """Lines for the facts in the head of the page, and for its title if the page has no heading."""
    facts = head_lines(tree)
    title = head_title(tree)
    if title and not any(line.level for line in lines):
        shown = {line.text for line in lines}
        main = _SITE.split(title)[0]
        facts = [f"Titel: {main if main in shown else title}", *facts]
    number = lines[-1].number + 1 if lines else 1
    for index, fact in enumerate(["", *facts] if facts else []):
        yield Line(number + index, fact)


def _unread(page: HtmlWriter, last: int) -> Iterator[Line]:
    """Lines for what nobody sees, such as closed menus and the choices of a list.

    Args:
        page: the writer of the page, which passed over them.
        last: the number of the last line.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415

    writer = HtmlWriter(page.hidden, page.address, page.unread)
    done: set[int] = set()
    while found := [node for place, node in page.unread.items() if place not in done]:
        done.update(node.mem_id for node in found)
        for node in found:
            if node.tag == "template":
                # What is in it is a document of its own, and templates in it are not looked into.
                inside = LexborHTMLParser((node.html or "").partition(">")[2]).body
                HtmlWriter(page.hidden, page.address, lines=writer.lines).write_alone(inside)
            elif node.tag not in html_data()["without_text"]:
                writer.write_alone(node)
    for line in writer.lines.finished():
        if line.text:
            last += 1
            yield Line(last, line.text, noise=True, unread=True)


def _content(tree: Any) -> Any:
    """The only element marked as the content of the page; an article only if it has the title."""
    for selector in ("main", "[role=main]", "article"):
        found = [node for node in tree.css(selector) if not is_hidden(node)]
        if len(found) != 1:
            continue
        if selector != "article" or found[0].css_first("h1") is not None:
            return found[0]
    return None
