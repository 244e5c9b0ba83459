"""Counts of values, as a table, tab-separated lines or JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from projectkit.cli.request import ListFormat
from projectkit.language.translate import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projectkit.cli.record_list import View
    from projectkit.model.plain import PlainRecord

# Values of a field that are shown on a terminal.
_SHOWN = 12
# Blanks between a number and its value.
_GAP = 2


def write_facets(records: Iterable[PlainRecord], names: str, wanted: View) -> None:
    """Write how many records have each value of some fields.

    Raises:
        UnknownFieldError: if there is no such field.
    """
    from projectkit.cli.terminal import json_text, safe_line
    from projectkit.export.privacy import value_without_contacts
    from projectkit.search.facets import Facets
    from projectkit.search.fields import field, shown

    fields = [field(name.strip()) for name in names.split(",")]
    # What programs read is in English, whatever the user's language.
    language = wanted.language if wanted.format is ListFormat.TABLE else "en"
    counted = Facets(fields, language)
    for record in records:
        counted.add(record)
    found = {
        name: [
            (value_without_contacts(name, value), count) for value, count in counts[: wanted.limit]
        ]
        for name, counts in counted.values().items()
    }
    if wanted.format is ListFormat.JSON:
        items = {
            name: [{"value": value, "count": count} for value, count in counts]
            for name, counts in found.items()
        }
        sys.stdout.write(json_text(items))
    elif wanted.format is ListFormat.TSV:
        for name, counts in found.items():
            sys.stdout.writelines(
                f"{name}\t{safe_line(value)}\t{count}\n" for value, count in counts
            )
    else:
        labels = {each.name: each.label(wanted.language) for each in fields}
        by_name = {each.name: each for each in fields}
        told = {
            labels[name]: [
                (shown(by_name[name], value, wanted.language), count) for value, count in counts
            ]
            for name, counts in found.items()
        }
        most = _SHOWN if wanted.limit is None else wanted.limit
        left_out = {
            labels[name]: max(0, len(counts) - most) for name, counts in counted.values().items()
        }
        _print({label: counts[:most] for label, counts in told.items()}, left_out)


def _print(shown: dict[str, list[tuple[str, int]]], left_out: dict[str, int]) -> None:
    from projectkit.cli.pager import show_paged
    from projectkit.cli.screen import painted, screen_width, wrapped
    from projectkit.cli.terminal import safe_line

    left = max(
        (len(str(count)) for counts in shown.values() for _value, count in counts), default=0
    )
    indent = " " * (left + _GAP)
    lines = list[str]()
    for label, counts in shown.items():
        lines.append(indent + painted(safe_line(label), "bold"))
        for value, count in counts:
            first, *more = wrapped(safe_line(value), screen_width() - len(indent))
            lines.append(f"{count:>{left}}{' ' * _GAP}{first}")
            lines += [indent + line for line in more]
        if left_out[label]:
            told = _("… {number} more").format(number=left_out[label])
            lines.append(indent + painted(told, "dim"))
    show_paged(lines)
