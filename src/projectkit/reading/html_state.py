"""What applies to the text of an element of a web page: its heading, its list, whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from projectkit.reading.html_around import is_around, is_beside_with_facts

_HEADING = re.compile(r"h([1-6])")


@dataclass(frozen=True)
class TextState:
    """What applies to the text of an element and everything inside it.

    Attributes:
        noise: whether it belongs to the site.
        around: whether it is in a menu, footer or the like, where even a heading is not part of the
            content.
        level: the level of the heading it is in.
        prefix: the mark of the list it is in.
        pre: whether its line breaks count.
        depth: how many elements it is in.
        in_content: whether it is in the element marked as the content.
        in_card: whether it is in a card, whose lines stay together.
    """

    noise: bool = False
    around: bool = False
    level: int = 0
    prefix: str = ""
    pre: bool = False
    depth: int = 0
    in_content: bool = False
    in_card: bool = False


def inner_state(node: Any, state: TextState, content: Any) -> TextState:
    """What applies inside an element, given what applies around it."""
    is_content = content is not None and node.mem_id == content.mem_id
    in_content = state.in_content or is_content
    around = state.around or is_around(node, in_content=in_content)
    is_of_site = state.noise and not is_content
    noise = around or (is_of_site and not _is_of_page(node))
    heading = _HEADING.fullmatch(node.tag)
    return TextState(
        noise=noise,
        around=around,
        level=int(heading[1]) if heading else state.level,
        prefix={"ul": "•", "ol": "1."}.get(node.tag, state.prefix),
        pre=state.pre or node.tag == "pre",
        depth=state.depth + 1,
        in_content=in_content,
        in_card=state.in_card,
    )


def _is_of_page(node: Any) -> bool:
    """Whether an element outside the content is about the page all the same."""
    return node.tag == "h1" or is_beside_with_facts(node)
