"""Reads what links and times of a web page say beyond their text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from projectkit.dutch.dates import find_dates
from projectkit.model.partial_date import is_partial_date
from projectkit.reading.html_data import html_data
from projectkit.reading.lines import clean

# What a browser writes above a page that it saves, or SingleFile, an extension that does so.
_SAVED_FROM = re.compile(
    r"<!--\s{0,9}(?:saved from url=\(\d{1,9}\)(?P<browser>\S{1,2000})\s{0,9}-->"
    r"|Page saved with SingleFile\s{1,9}url: (?P<extension>\S{1,2000})\s)"
)
_HEAD = 4096
# Where a page states its own address, the best first.
_STATED = (("link[rel=canonical]", "href"), ("meta[property='og:url']", "content"))
_DOCUMENTS = (".pdf", ".doc", ".docx", ".odp", ".ods", ".odt", ".ppt", ".pptx", ".xls", ".xlsx")
# With this many links, a host is taken for the site's own if the page does not give its address.
_MANY_LINKS = 3


@dataclass(frozen=True, slots=True)
class PageAddress:
    """Where a page stands.

    Attributes:
        url: the address that the page gives as its own, if any.
        base: what its relative links are relative to; empty if nothing says so.
        host: the host of its site, if it is known.
    """

    url: str | None
    base: str
    host: str | None


def page_address(tree: Any, text: str, url: str = "") -> PageAddress:
    """The address of a page.

    Args:
        tree: the page.
        text: its markup, in which a browser may note where it saved the page from.
        url: the address that it was saved from, if its file or who fetched it says so.
    """
    noted = _SAVED_FROM.search(text, 0, _HEAD)
    saved = _whole(noted[noted.lastgroup or 0] if noted else "", "") or url
    base = _whole(_attribute(tree, "base[href]", "href"), saved)
    stated = [_whole(_attribute(tree, *place), base or saved) for place in _STATED]
    own = next(filter(None, [*stated, saved]), None)
    base = next(filter(None, [base, saved, own]), "")
    return PageAddress(own, base, _host(base) or _host_of_most_links(tree))


def _attribute(tree: Any, selector: str, name: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get(name) or "").strip() if node is not None else ""


def _whole(url: str, base: str) -> str:
    """A web address made whole with the one that it is relative to; empty if it is not one."""
    try:
        whole = urljoin(base, url) if url else ""
    except ValueError:
        return ""
    return whole if _host(whole) else ""


def _host_of_most_links(tree: Any) -> str | None:
    linked = (_host(node.attributes.get("href") or "") for node in tree.css("a[href]"))
    hosts = Counter(filter(None, linked))
    host, count = hosts.most_common(1)[0] if hosts else ("", 0)
    return host if count >= _MANY_LINKS else None


def link_out(node: Any, page: PageAddress) -> tuple[str, str] | None:
    """The words and address of a link to another site or to a document.

    Links to other pages of the site, and those to share or follow, are not meant.
    """
    target = (node.attributes.get("href") or "").strip() if node.tag == "a" else ""
    whole = _whole(target, page.base)
    host = _host(whole)
    if not host or _is_social(host):
        return None
    is_document = urlsplit(whole).path.casefold().endswith(_DOCUMENTS)
    is_elsewhere = bool(_host(target)) and host != page.host
    if not (is_document or is_elsewhere):
        return None
    return clean(re.sub(r"\s+", " ", node.text())), whole


def _is_social(host: str) -> bool:
    return any(f".{host}".endswith(f".{name}") for name in html_data()["social_hosts"])


def _host(url: str) -> str:
    """The host of an absolute web address, without `www.`; empty if it is not one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = (parts.netloc or "").casefold().rpartition("@")[2]
    return host.removeprefix("www.") if parts.scheme.casefold() in {"http", "https"} else ""


def hidden_address(node: Any) -> str:
    """The e-mail address or phone number that a link leads to but does not show."""
    target = (node.attributes.get("href") or "") if node.tag == "a" else ""
    scheme, _, rest = target.partition(":")
    value = unquote(rest.partition("?")[0]).strip()
    scheme = scheme.strip().lower()
    if scheme == "mailto" and "@" in value and value.casefold() not in node.text().casefold():
        return f": {value}"
    digits = re.sub(r"\D", "", node.text())
    if scheme == "tel" and value and not digits:
        return f": {value}"
    return ""


def hidden_date(node: Any) -> str:
    """The date of a `<time>` whose text does not give it in full: `drie weken geleden`."""
    moment = (node.attributes.get("datetime") or "").strip()[:10] if node.tag == "time" else ""
    if not is_partial_date(moment):
        return ""
    shown = any(len(date.value) == len(moment) for date in find_dates(node.text()))
    return "" if shown else f" ({moment})"
