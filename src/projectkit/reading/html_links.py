"""Reads what links and times of a web page say beyond their text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import unquote, urlsplit

from projectkit.dutch.dates import find_dates
from projectkit.model.partial_date import is_partial_date
from projectkit.reading.html_data import html_data
from projectkit.reading.lines import clean

# With this many links, a host is taken for the site's own if the page does not give its address.
_MANY_LINKS = 3


def page_url(tree: Any) -> str | None:
    """The address that a page gives as its own."""
    for selector, attribute in (
        ("link[rel=canonical]", "href"),
        ("meta[property='og:url']", "content"),
    ):
        node = tree.css_first(selector)
        url = (node.attributes.get(attribute) or "").strip() if node is not None else ""
        if _host(url):
            return url
    return None


def own_host(tree: Any) -> str | None:
    """The host of a page: the one in its address, else the one most of its links lead to."""
    url = page_url(tree)
    if url:
        return _host(url)
    linked = (_host(node.attributes.get("href") or "") for node in tree.css("a[href]"))
    hosts = Counter(filter(None, linked))
    host, count = hosts.most_common(1)[0] if hosts else ("", 0)
    return host if count >= _MANY_LINKS else None


def link_elsewhere(node: Any, own: str | None) -> tuple[str, str] | None:
    """The words and address of a link to another site, unless it is a link to share or follow."""
    target = (node.attributes.get("href") or "").strip() if node.tag == "a" else ""
    host = _host(target)
    if not host or host == own or _is_social(host):
        return None
    return clean(re.sub(r"\s+", " ", node.text())), target


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
