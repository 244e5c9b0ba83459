"""Recognises what surrounds the content of a web page, such as menus and footers."""

from __future__ import annotations

import re
from typing import Any

from projectkit.reading.html_data import html_data

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_HEADINGS_OF_ACCORDIONS = frozenset({"h2", "h3", "h4", "h5", "h6", "summary"})
_MOST_WORDS_AROUND = 80
_LOGO = re.compile(
    r"^logo(?:\s{1,3}van)?(?:\s{1,3}(?:de|het))?(?:[\s:–-]{1,5}|$)|[\s:–-]{1,5}logo$", re.IGNORECASE
)
_SPACES = re.compile(r"\s+")
# What does not occur in names, but in file names and questions.
_NO_NAME = re.compile(r"[_?!:;]|\.(?:png|jpe?g|svg|gif|webp)$", re.IGNORECASE)
_FEWEST_LOGOS = 2
_LONGEST_NAME = 80
# What a sidebar contains if it states facts of the page rather than links to other pages.
_FACTS = "dl, table, a[href^='mailto:'], a[href^='tel:']"


def is_around(node: Any, *, in_content: bool) -> bool:
    """Whether an element is a menu, a footer or the like: by its tag, role, class or id.

    Args:
        node: the element.
        in_content: whether it is inside the element that holds the content of the page.
    """
    if node.tag == "form":
        return node.css_first("h1, main, article") is None
    if node.tag in {"body", "main", "article", "html"} or _is_content(node):
        return False
    is_beside = _is_beside(node)
    if _is_around_by_role(node) and not is_beside:
        return True
    words = words_of(node)
    if words & html_data()["around_words"]:
        # A wrapper may be named after what it holds besides the content; a real menu is short.
        return node.css_first("h1, main") is None and _is_short(node)
    if is_beside or words & html_data()["beside_words"]:
        is_aside = is_beside or (_is_short(node) and not in_content)
        return is_aside and node.css_first(f"h1, main, {_FACTS}") is None
    return False


def is_named_around(node: Any) -> bool:
    """Whether the tag, role, class or id of an element is one of a menu, a dialog or the like."""
    return _is_around_by_role(node) or bool(words_of(node) & html_data()["around_words"])


def _is_around_by_role(node: Any) -> bool:
    """Whether the tag or the role of an element says that it surrounds the content."""
    role = node.attributes.get("role") or ""
    return node.tag in html_data()["around"] or role in html_data()["around_roles"]


def _is_short(node: Any) -> bool:
    """Whether an element has no more words than a menu or a footer."""
    return len(node.text(separator=" ").split()) <= _MOST_WORDS_AROUND


def is_beside_with_facts(node: Any) -> bool:
    """Whether an element is a sidebar with facts: the contact person, the start date."""
    if not _is_beside(node) or node.css_first(_FACTS) is None:
        return False
    heading = node.css_first("h1, h2, h3, h4, h5, h6, strong")
    words = _SPACES.sub(" ", heading.text()).strip(" :").casefold() if heading is not None else ""
    return words in html_data()["beside_headings"]


def _is_beside(node: Any) -> bool:
    return node.tag == "aside" or (node.attributes.get("role") or "") == "complementary"


def _is_content(node: Any) -> bool:
    """Whether an element is content after all: the source of a quotation, an accordion heading."""
    parent = node.parent.tag if node.parent is not None else ""
    if node.tag == "button":
        return "aria-expanded" in node.attributes or parent in _HEADINGS_OF_ACCORDIONS
    return bool(parent == "blockquote")


def logo_names(node: Any) -> list[str]:
    """The names in the alternative texts of an element that only shows several logos."""
    if not words_of(node) & html_data()["logo_words"]:
        return []
    texts = [(image.attributes.get("alt") or "").strip() for image in node.css("img")]
    if len(texts) < _FEWEST_LOGOS or node.text().strip():
        return []
    names = [_LOGO.sub("", text) for text in texts if len(text) <= _LONGEST_NAME]
    return list(filter(_is_name, names))


def logo_name(node: Any, *, plain: bool) -> str:
    """The name in the alternative text of a logo; empty if the image is something else.

    Args:
        node: the image.
        plain: whether the text may be the name alone, without the word `logo`.
    """
    if (node.attributes.get("role") or "") in {"presentation", "none"}:
        return ""
    text = _SPACES.sub(" ", node.attributes.get("alt") or "").strip()
    name = _LOGO.sub("", text)
    is_logo = plain or name != text
    return name if is_logo and len(name) <= _LONGEST_NAME and _is_name(name) else ""


def names_partners(text: str) -> bool:
    """Whether a line is a heading above the logos of partners or funders."""
    folded = text.casefold()
    is_short = len(folded) <= _LONGEST_NAME
    return is_short and any(words in folded for words in html_data()["logo_headings"])


def _is_name(text: str) -> bool:
    return len(text) > 1 and not _NO_NAME.search(text) and not _is_picture(text)


def _is_picture(text: str) -> bool:
    """Whether a text describes an image, or says where a click leads, rather than being a name."""
    folded = text.casefold()
    # `B.V.` does not end a sentence.
    is_sentence = folded.endswith(".") and not folded.endswith("v.")
    return is_sentence or any(words in folded for words in html_data()["picture_words"])


def words_of(node: Any) -> set[str]:
    """The words in the class and id of an element, in kebab, snake or camel case."""
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".split()
    found: set[str] = set()
    for name in names:
        words = _WORD.findall(name)
        if words and words[0] not in {"has", "with", "no"}:
            found.update(word.casefold() for word in words)
    return found
