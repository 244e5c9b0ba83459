"""A record as a row of the store, and what goes with it: its texts and its source, packed."""

from __future__ import annotations

import json
import zlib
from typing import Any, NamedTuple

from projectkit.model.plain import PlainRecord, value_of
from projectkit.store.stored import TEXTS


class Row(NamedTuple):
    """A record file as it is kept.

    Attributes:
        file: its name, as its source gives it.
        folder: the folder that it is in.
        stamp: the stamp of the file from before it was read.
        record: the record without its texts, or what else is kept of the file, as JSON; None if
            the file holds no sound record.
        texts: the texts of the record, packed.
        source: all of its source, packed.
        facts: what `ingest` needs to know of the record, as JSON.
        id: what the record is found by, where that is not the name of its file.
    """

    file: str
    folder: str
    stamp: str
    record: str | None = None
    texts: bytes = b""
    source: bytes = b""
    facts: str | None = None
    id: str | None = None

    def with_record(self, record: PlainRecord, source: dict[str, Any] | None = None) -> Row:
        """The row of a file that holds a record.

        Args:
            record: the record as plain data.
            source: all of its source, where that is kept.
        """
        light = {name: value for name, value in record.items() if name not in TEXTS}
        texts = {name: value_of(record, name) for name in TEXTS if name in record}
        return self._replace(
            record=_json(light), texts=_packed(texts), source=_packed({"source": source})
        )


def checksum_of(text: str | None) -> int | None:
    """By which damage to a text shows; None without a text."""
    return None if text is None else zlib.crc32(text.encode())


def unpacked(packed: bytes) -> dict[str, Any]:
    """What is packed.

    Raises:
        zlib.error: if it is damaged.
        ValueError: if it is damaged.
    """
    return json.loads(zlib.decompress(packed))  # type: ignore[no-any-return]


def _packed(data: object) -> bytes:
    return zlib.compress(_json(data).encode(), level=1)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
