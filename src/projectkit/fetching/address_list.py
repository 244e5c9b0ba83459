"""Addresses in a text file, one a line."""

from __future__ import annotations

import re

from projectkit.reading.decode import decode

# A `#` at the beginning or after a blank; others belong to an address.
_COMMENT = re.compile(r"(?:^|\s)#.*")


def listed_addresses(content: bytes) -> list[str]:
    """The addresses of a list; empty lines and comments are left out.

    Raises:
        UnreadableError: if it is not a text.
    """
    lines = (_COMMENT.sub("", line).strip() for line in decode(content).text.splitlines())
    return [line for line in lines if line]
