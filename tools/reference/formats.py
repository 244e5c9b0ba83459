"""The page of formats: their endings, and what each cannot hold of a record with everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown import code, codes, page, table
from projectkit.export.format import Format, Loss, Options
from projectkit.export.formats import FORMATS
from projectkit.model.record import Record
from projectkit.model.yaml_text import load_data
from projectkit.store.stored import plain

# More than a spreadsheet cell holds, and a character that XML forbids.
_LONG, _FORBIDDEN = "x" * 40_000, "\f"


def formats_page() -> str:
    """The page of formats."""
    rows = [
        (
            code(name),
            codes(f".{ending}" for ending in each.endings),
            "yes" if each.is_text else "no",
        )
        for name, each in FORMATS.items()
    ]
    return page(
        "Formats of exports",
        "What `projectkit export --format` writes. [Exports](../exports.md) says what each is for.",
        table(("format", "endings of files", "text, also to stdout on a terminal"), rows),
        "## What a format cannot hold",
        "After each export, `projectkit` reports what the file does not hold of your records. "
        "These are all the possible reports. Without `--with-contacts`, e-mail addresses, "
        "phone numbers and addresses stay out of every format.",
        *_sections(),
    )


def _sections() -> Iterator[str]:
    """What each format loses; formats that lose the same share a section."""
    alike: dict[tuple[Loss, ...], list[str]] = {}
    for name, each in FORMATS.items():
        alike.setdefault(_losses(each), []).append(name)
    for losses, formats in alike.items():
        yield f"### {', '.join(formats)}"
        if losses:
            yield table(
                ("field", "what is not in the file"),
                ((code(loss.field), loss.reason) for loss in losses),
            )
        else:
            yield (
                "Nothing to report: they hold whole records without `source`, "
                "or (`md`, `html`) are pages to read."
            )


def _losses(each: Format) -> tuple[Loss, ...]:
    options = Options(with_contacts=True)
    samples = [plain(Record(**sample)) for sample in _samples()]
    return tuple(dict.fromkeys(loss for sample in samples for loss in each.losses(sample, options)))


def _samples() -> list[dict[str, Any]]:
    """Records that together have everything that some format has no place for."""
    listed = load_data((Path(__file__).parent / "samples.yaml").read_text("utf-8"))["samples"]
    odd = ({"id": "odd", "title": title, "start_date": "2020"} for title in (_LONG, _FORBIDDEN))
    return [*listed, *odd]
