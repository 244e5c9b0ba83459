"""Parts of a record as several formats for other systems need them, and what they say of those that they lose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from projectkit.export.format import Loss
from projectkit.language.translate import later
from projectkit.model.plain import PlainFunding, PlainRecord, PlainSection, value_of

NO_PLACE = later("this format has no place for it")
OTHER_TEXTS = later(
    "only the text of the summary, or else the first text, has a place; headings have none"
)
NO_WEB_ADDRESS = later("a link that is no address of a web page")
# An address on the web without what no IRI may hold (RFC 3987, section 2.2), such as spaces and
# quotes. Square brackets may stand in a host only, but TYPO3 and PHP put them behind the question
# mark.
_IRI = r'[^\s\x00-\x20\x7f-\xa0<>"{}|\\^`'
_WEB_ADDRESS = re.compile(rf"https?://{_IRI}\[\]/?#]+(?:[/?#]{_IRI}]*)?", re.IGNORECASE)


def unplaced(record: PlainRecord, fields: Iterable[str]) -> Iterator[Loss]:
    """The fields among those that a format has no place for which are filled."""
    return (Loss(field, NO_PLACE) for field in fields if value_of(record, field) not in (None, []))


def main_section(record: PlainRecord) -> PlainSection | None:
    """The section that tells what a project is: the summary, or else the first that has a text."""
    told = [section for section in record["sections"] if section["text"]]
    return next(
        (section for section in told if section["kind"] == "summary"), told[0] if told else None
    )


def has_other_texts(record: PlainRecord) -> bool:
    """Whether sections hold more than the text of the main one."""
    main = main_section(record)
    return any(
        part["heading"] or (part["text"] and part is not main) for part in record["sections"]
    )


def is_web_address(text: str) -> bool:
    """Whether a text is the address of a web page and a well-formed IRI, so that linked data may point to it."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def award_name(funding: PlainFunding) -> str:
    """What money is known by: the programme and the call that it came from."""
    return " / ".join(part for part in (funding["programme"], funding["call"]) if part)
