"""What formats share: parts of a record, and reasons for losing others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from projectkit.export.format import Loss
from projectkit.language.translate import later
from projectkit.model.plain import PlainFunding, PlainRecord, PlainSection, value_of
from projectkit.store.stored import whole

NO_PLACE = later("this format has no place for it")
OTHER_TEXTS = later(
    "only the summary, or else the first text, has a place; other texts and headings have none"
)
NO_WEB_ADDRESS = later("a link that is not a web address")
# A web address without the characters that an IRI excludes (RFC 3987, section 2.2), such as spaces
# and quotes. Only a host may have square brackets, but TYPO3 and PHP use them in queries.
_IRI = r'[^\s\x00-\x20\x7f-\xa0<>"{}|\\^`'
_WEB_ADDRESS = re.compile(rf"https?://{_IRI}\[\]/?#]+(?:[/?#]{_IRI}]*)?", re.IGNORECASE)


def without_source(record: PlainRecord, amount: Callable[[str | None], object]) -> dict[str, Any]:
    """All of a record but its source.

    Args:
        record: the record.
        amount: how amounts are written.
    """
    data: dict[str, Any] = dict(whole(record))
    del data["source"]
    data["funding"] = [item | {"amount": amount(item["amount"])} for item in data["funding"]]
    return data


def unplaced(record: PlainRecord, fields: Iterable[str]) -> Iterator[Loss]:
    """The filled fields among those that a format has no place for."""
    return (Loss(field, NO_PLACE) for field in fields if value_of(record, field) not in (None, []))


def main_section(record: PlainRecord) -> PlainSection | None:
    """The section that says what a project is: the summary, or else the first with a text."""
    told = [section for section in record["sections"] if section["text"]]
    summaries = [section for section in told if section["kind"] == "summary"]
    return next(iter([*summaries, *told]), None)


def has_other_texts(record: PlainRecord) -> bool:
    """Whether sections hold more than the text of the main one."""
    main = main_section(record)
    return any(
        part["heading"] or (part["text"] and part is not main) for part in record["sections"]
    )


def is_web_address(text: str) -> bool:
    """Whether a text is a web address and a well-formed IRI, which linked data may point to."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def award_name(funding: PlainFunding) -> str:
    """The name of a grant: the programme and the call that it came from."""
    return " / ".join(filter(None, (funding["programme"], funding["call"])))
