"""Words of a page about itself: what it withholds, that it was not found, whom to contact."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from projectkit.parsing.vocabulary.phrases import (
    load_vocabulary,
    normalise,
    normalise_phrase,
    wildcards,
)

_MAX_NOTICE = 300


@cache
def _withheld() -> re.Pattern[str]:
    return wildcards(load_vocabulary("noise")["withheld"])


def is_withheld(text: str) -> bool:
    """Whether a text is the notice in the place of a hidden e-mail address."""
    return len(text) <= _MAX_NOTICE and bool(_withheld().fullmatch(normalise_phrase(text)))


@cache
def _contact_pattern() -> re.Pattern[str]:
    groups = "|".join(
        f"(?P<{kind}>{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})"
        for kind, names in load_vocabulary("contact").items()
    )
    # The separator may be missing where a table was flattened: "E-maila.jansen@hogeschool.nl",
    # "Telefoon030 252 99 36".
    between = (
        r"\s*:+\s*|\s*\.:?\s+|\.(?=[+(]{0,2}\d)"
        r"|(?<=\w{3})\s*(?=[^\s@]+@|[+(]?0\d)|\s+(?=[^\s@]+@|[+(]{0,2}\d)"
    )
    return re.compile(rf"(?:{groups})(?:{between})(?P<value>.*)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def contact_label(text: str) -> tuple[str, str] | None:
    """The kind (`email`, `phone`, `address`) and value of a line: `Telefoon: 010 2414044`."""
    match = _contact_pattern().fullmatch(text)
    if not match:
        return None
    kind = next(
        kind for kind, value in match.groupdict().items() if value is not None and kind != "value"
    )
    return kind, match["value"]


@cache
def _not_found() -> re.Pattern[str]:
    return wildcards(load_vocabulary("noise")["not_found"])


def says_not_found(text: str) -> bool:
    """Whether a line says that the requested page does not exist."""
    return bool(_not_found().fullmatch(normalise(text)))
