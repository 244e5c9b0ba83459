"""Counts of values, as a table, tab-separated lines or JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from projectkit.cli.request import ListFormat
from projectkit.language.translate import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projectkit.cli.records import View
    from projectkit.model.plain import PlainRecord

# Values of a field that are shown on a terminal.
_SHOWN = 12


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
    counted = Facets(fields)
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
        _print(told)


def _print(found: dict[str, list[tuple[str, int]]]) -> None:
    from rich.table import Table

    from projectkit.cli.terminal import plain, print_paged

    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for label, counts in found.items():
        table.add_row("", plain(label, style="bold"))
        for value, count in counts[:_SHOWN]:
            table.add_row(str(count), plain(value))
        if len(counts) > _SHOWN:
            more = _("… {number} more").format(number=len(counts) - _SHOWN)
            table.add_row("", plain(more, style="dim"))
    print_paged(table)
