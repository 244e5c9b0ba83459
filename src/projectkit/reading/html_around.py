"""What of a web page is around its content: menus, footers, cookie walls, and what nobody sees."""

from __future__ import annotations

import re
from typing import Any

from projectkit.reading.html_data import html_data

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Text for those who hear the page; what they do not hear (`aria-hidden`) others see.
_SCREEN_READER = frozenset({"sr-only", "visually-hidden", "screen-reader-text"})
_MOST_WORDS_AROUND = 80
_LOGO = re.compile(
    r"^logo(?:\s{1,3}van)?(?:\s{1,3}(?:de|het))?(?:[\s:–-]{1,5}|$)|[\s:–-]{1,5}logo$", re.IGNORECASE
)
_SPACES = re.compile(r"\s+")
# What no name is written with: the names of files, questions.
_NO_NAME = re.compile(r"[_?!:;]|\.(?:png|jpe?g|svg|gif|webp)$", re.IGNORECASE)
_FEWEST_LOGOS = 2
_LONGEST_NAME = 80
# What a column beside the text holds if it states facts of the page rather than links to others.
_FACTS = "dl, table, a[href^='mailto:'], a[href^='tel:']"


def is_hidden(node: Any) -> bool:
    """Whether a browser shows nothing of an element."""
    attributes = node.attributes
    return (
        "hidden" in attributes
        or bool(_SCREEN_READER & set((attributes.get("class") or "").split()))
        or bool(_HIDDEN.search(attributes.get("style") or ""))
    )


def is_around(node: Any, *, in_content: bool) -> bool:
    """Whether an element is a menu, a footer or the like: by its kind, its role, or the words of its class and id.

    Args:
        node: the element.
        in_content: whether it stands in the element that holds the content of the page.
    """
    attributes = node.attributes
    if node.tag == "form":
        return node.css_first("h1, main, article") is None
    if node.tag in {"body", "main", "article", "html"} or _is_content(node):
        return False
    beside = _is_beside(node)
    if not beside and (
        node.tag in html_data()["around"]
        or (attributes.get("role") or "") in html_data()["around_roles"]
    ):
        return True
    words = _words_of(node)
    if words & html_data()["around_words"]:
        # A wrapper may be called after what it holds besides the content; what is really around is
        # short.
        return (
            node.css_first("h1, main") is None
            and len(node.text(separator=" ").split()) <= _MOST_WORDS_AROUND
        )
    if beside or words & html_data()["beside_words"]:
        short = len(node.text(separator=" ").split()) <= _MOST_WORDS_AROUND
        return (
            node.css_first(f"h1, main, {_FACTS}") is None
            and (beside or short)
            and not (in_content and not beside)
        )
    return False


def is_beside_with_facts(node: Any) -> bool:
    """Whether an element is a column beside the text that states facts: whom to ask, when it began."""
    if not _is_beside(node) or node.css_first(_FACTS) is None:
        return False
    heading = node.css_first("h1, h2, h3, h4, h5, h6, strong")
    words = _SPACES.sub(" ", heading.text()).strip(" :").casefold() if heading is not None else ""
    return words in html_data()["beside_headings"]


def _is_beside(node: Any) -> bool:
    return node.tag == "aside" or (node.attributes.get("role") or "") == "complementary"


def _is_content(node: Any) -> bool:
    """The footer of a quotation says whose it is; the button of an accordion is the heading of what it opens."""
    above = node.parent.tag if node.parent is not None else ""
    if node.tag == "button":
        return (
            above in {"h2", "h3", "h4", "h5", "h6", "summary"} or "aria-expanded" in node.attributes
        )
    return bool(above == "blockquote")


def logo_names(node: Any) -> list[str]:
    """Whose logos an element shows, if it shows several and nothing else: their texts for those who hear the page."""
    if not _words_of(node) & html_data()["logo_words"]:
        return []
    texts = [(image.attributes.get("alt") or "").strip() for image in node.css("img")]
    if len(texts) < _FEWEST_LOGOS or node.text().strip():
        return []
    names = [_LOGO.sub("", text) for text in texts if len(text) <= _LONGEST_NAME]
    return [
        name
        for name in names
        if len(name) > 1 and not _NO_NAME.search(name) and not _is_picture(name)
    ]


def _is_picture(text: str) -> bool:
    """Whether a text says what can be seen, or where a click leads, rather than a name; `B.V.` ends no sentence."""
    folded = text.casefold()
    is_sentence = folded.endswith(".") and not folded.endswith("v.")
    return is_sentence or any(words in folded for words in html_data()["picture_words"])


def _words_of(node: Any) -> set[str]:
    """The words of the class and id of an element: between hyphens, underscores and humps."""
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".split()
    found: set[str] = set()
    for name in names:
        words = _WORD.findall(name)
        if words and words[0] not in {"has", "with", "no"}:
            found.update(word.casefold() for word in words)
    return found
