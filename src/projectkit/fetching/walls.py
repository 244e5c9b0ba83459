"""Redirects to a page where a visitor has to log in, or to agree to cookies."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from projectkit.language.translate import _

_WORD = re.compile(r"[a-z0-9]+")
_LOGIN = {
    "aanmelden", "adfs", "auth", "inlog", "inloggen", "login", "logon", "oauth", "oauth2",
    "saml", "signin", "sso", "surfconext", "wplogin",
}  # fmt: skip
_CONSENT = {"consent", "cookiewall", "cookieconsent", "cookie", "cookies", "toestemming"}


def wall(asked: str, final: str) -> str:
    """What keeps a visitor from a page; empty if an address does not lead to such a wall."""
    met = _words(final) - _words(asked)
    if met & _LOGIN:
        message = _("it leads to a page to log in, {url}: save it in your browser")
    elif met & _CONSENT:
        message = _("it leads to a question about cookies, {url}: save it in your browser")
    else:
        return ""
    return message.format(url=final)


def _words(url: str) -> set[str]:
    """The words of an address; `sign-in` counts as one."""
    parts = urlsplit(url)
    text = f"{parts.netloc} {parts.path}".lower().replace("-", "").replace("_", "")
    return set(_WORD.findall(text))
