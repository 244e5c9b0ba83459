"""Control characters, which a terminal obeys and where other programs end a text: made visible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import cast
from urllib.parse import quote

from projectkit.model.plain import PlainRecord, texts_in, with_texts
from projectkit.store.stored import whole

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""What no file for people may hold: all but tabs and line ends."""
NUL = re.compile("\0")
"""Where SQLite, like C, ends a text."""
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow (section 2.2)."""
_MARK = "\ufffd"


def shown(record: PlainRecord, hidden: re.Pattern[str]) -> PlainRecord:
    """A record with a mark for each character of a kind; an address has it percent-encoded."""
    mark = partial(hidden.sub, _MARK)
    links = [{**link, "url": _encoded(link["url"], hidden)} for link in record["links"]]
    return cast("PlainRecord", with_texts(whole(record) | {"links": links}, mark))


def fields_with(record: PlainRecord, hidden: re.Pattern[str]) -> Iterator[str]:
    """The fields in which a character of a kind gets a mark."""
    return (
        name for name, value in whole(record).items() if any(map(hidden.search, texts_in(value)))
    )


def _encoded(url: str, hidden: re.Pattern[str]) -> str:
    return hidden.sub(lambda found: quote(found[0]), url)
