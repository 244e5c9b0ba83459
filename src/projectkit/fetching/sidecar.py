"""What is known of a fetched page, in a JSON file beside it: `page.html.json`."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from projectkit.catalogue.atomic_write import write_atomically
from projectkit.catalogue.sidecar import ENDING

_MOST_BYTES = 100_000
# What may stand in a header that is sent.
_HEADER = re.compile(r"[\x20-\x7e]{1,1000}")


@dataclass(frozen=True)
class Sidecar:
    """Where a page comes from.

    Attributes:
        url: its address, after redirects.
        fetched: when it was fetched, in UTC, such as `2026-03-01T09:30:00Z`.
        etag: what the server calls this version of it.
        last_modified: when the server says that it changed.
        asked: the address that was asked, if that is another.
        sha256: the digest of what was fetched, by which edits by hand show.
    """

    url: str
    fetched: str
    etag: str | None = None
    last_modified: str | None = None
    asked: str | None = None
    sha256: str | None = None

    def write(self, page: Path) -> None:
        """Write it beside a page.

        Raises:
            OSError: if it cannot be written.
        """
        data = asdict(self)
        if self.asked is None:
            del data["asked"]
        text = json.dumps(data, ensure_ascii=False, indent=2)
        write_atomically(sidecar_of(page), f"{text}\n".encode())


def sidecar_of(page: Path) -> Path:
    """The file beside a page that says where the page comes from."""
    return page.with_name(page.name + ENDING)


def page_of(sidecar: Path) -> Path:
    """The page that a file lies beside."""
    return sidecar.with_name(sidecar.name.removesuffix(ENDING))


def read_sidecar(page: Path) -> Sidecar | None:
    """What the file beside a page says; None if there is none, or not one of ours."""
    try:
        with sidecar_of(page).open("rb") as file:
            data = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    texts = {key: value for key, value in data.items() if isinstance(value, str)}
    if "url" not in texts or "fetched" not in texts:
        return None
    return Sidecar(
        texts["url"],
        texts["fetched"],
        header_value(texts.get("etag")),
        header_value(texts.get("last_modified")),
        texts.get("asked"),
        texts.get("sha256"),
    )


def header_value(text: str | None) -> str | None:
    """A text if it can be sent as the value of a header."""
    return text if text and _HEADER.fullmatch(text) else None
