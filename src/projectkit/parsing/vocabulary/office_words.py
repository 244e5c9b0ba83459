"""Words that reveal the address or number of an office, which is not that of one person."""

from __future__ import annotations

import re
from functools import cache

from projectkit.parsing.vocabulary.phrases import load_vocabulary

# How far before a number its office is named.
_REACH = 60


def is_office_address(email: str) -> bool:
    """Whether an e-mail address is one such as `info@` or `secretariaat@`."""
    return email.partition("@")[0].casefold() in load_vocabulary("contact_names")["shared"]


def office_before(text: str, at: int) -> int | None:
    """Where the office is named whose number begins at a place: `Secretariaat: tel. 053 …`.

    An office that somebody is called through, as in `via het secretariaat`, does not count.
    """
    found = _before().search(text, max(0, at - _REACH), at)
    return found.start() if found else None


def is_office_behind(text: str, at: int) -> bool:
    """Whether an office is named behind a number that ends at a place: `053 … (receptie)`."""
    return _behind().match(text, at) is not None


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!via )(?<!via de )(?<!via het )(?<!via ons )\b(?:{_offices()})"
        r"\)?[\s:(–-]{0,3}(?:tel(?:efoon)?\.?|t\.?)?[\s:]{0,3}\Z",
        re.IGNORECASE,
    )


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"\s?[(,/–-]?\s?(?:{_offices()})\)?(?=\s?(?:[.;,|]|\Z))", re.IGNORECASE)


def _offices() -> str:
    return "|".join(load_vocabulary("contact_names")["offices"])
