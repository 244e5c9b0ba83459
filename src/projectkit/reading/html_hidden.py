"""Tells what a web page hides until a reader opens it from what nobody reads."""

from __future__ import annotations

import re
from typing import Any

from projectkit.reading.html_around import is_named_around, words_of
from projectkit.reading.html_data import html_data

_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Text for screen readers only; what is `aria-hidden` to them, others do see.
_SCREEN_READER = frozenset({"sr-only", "visually-hidden", "screen-reader-text"})
_CONTROLS = (
    "a, button, summary, label, [role=button], [role=tab], [aria-controls], [aria-expanded], "
    "[onclick]"
)
_OPENERS = "button, summary, [role=button], [role=tab], [aria-expanded], [aria-controls], [onclick]"
# Attributes of a control that do not say what it opens.
_OTHER_ATTRIBUTES = frozenset({"aria-label", "class", "href", "id", "style", "title"})
_ID = re.compile(r"[\w:.-]+")
_LONGEST_VALUE = 500
_LONGEST_OPENER = 150
_SPACES = re.compile(r"\s+")
# Dots and arrows around the words of an opener.
_AROUND = " .…»\u203a+▾▼"


def is_hidden(node: Any) -> bool:
    """Whether a browser does not show an element until something opens it."""
    if "hidden" in node.attributes:
        return True
    style = node.attributes.get("style") or ""
    return bool(_HIDDEN.search(style)) or _is_for_screen_readers(node)


def _is_for_screen_readers(node: Any) -> bool:
    classes = node.attributes.get("class") or ""
    return not _SCREEN_READER.isdisjoint(classes.split())


class HiddenText:
    """Knows which hidden elements of a page a reader can open."""

    def __init__(self, tree: Any) -> None:
        """Look at what the controls of a page open."""
        self._opened = {name for node in tree.css(_CONTROLS) for name in _names_opened_by(node)}

    def is_unread(self, node: Any) -> bool:
        """Whether nobody reads an element: it is hidden, and it is not a panel to open."""
        return is_hidden(node) and not self._is_panel(node)

    def _is_panel(self, node: Any) -> bool:
        """Whether a hidden element is a panel of an accordion, a tab, or the rest of a text."""
        if _is_for_screen_readers(node) or is_named_around(node):
            return False
        says_so = (node.attributes.get("hidden") or "").casefold() == "until-found"
        if says_so or (node.attributes.get("role") or "") == "tabpanel":
            return True
        if (node.attributes.get("id") or "") in self._opened:
            return True
        return bool(words_of(node) & html_data()["panel_words"]) or _is_beside_opener(node)


def _names_opened_by(node: Any) -> set[str]:
    """The ids that the attributes of a control mention."""
    names: set[str] = set()
    for name, value in node.attributes.items():
        if value and name not in _OTHER_ATTRIBUTES and len(value) <= _LONGEST_VALUE:
            names.update(_ID.findall(value))
    return names | {(node.attributes.get("href") or "").partition("#")[2]} - {""}


def _is_beside_opener(node: Any) -> bool:
    return any(map(_is_opener, (_sibling(node, "prev"), _sibling(node, "next"))))


def _sibling(node: Any, direction: str) -> Any:
    """The element before or after another; None if there is none."""
    sibling = getattr(node, direction)
    while sibling is not None and sibling.tag.startswith(("-", "_")):
        sibling = getattr(sibling, direction)
    return sibling


def _is_opener(node: Any) -> bool:
    """Whether an element is or ends in a control, or is a short text such as `Lees meer`."""
    if node is None:
        return False
    text = _SPACES.sub(" ", node.text()).strip(_AROUND).casefold()
    if len(text) <= _LONGEST_OPENER and node.css_first(_OPENERS) is not None:
        return True
    return text.endswith(tuple(html_data()["openers"]))
