"""`projectkit similar`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.complete import complete_id
from projectkit.cli.options import Format, Json, Root
from projectkit.cli.request import ListFormat, Request
from projectkit.language.translate import _, later

if TYPE_CHECKING:
    from projectkit.cli.records import View
    from projectkit.search.similar import Related

# The index makes room for as many answers as are asked for.
_MOST = 10_000
_LABELS = {
    "themes": later("themes"),
    "organisations": later("organisations"),
    "persons": later("persons"),
    "words": later("words"),
}


def similar_command(
    record_id: Annotated[
        str,
        typer.Argument(
            metavar=_("ID"),
            help=_("Id of the record, or its beginning."),
            autocompletion=complete_id,
        ),
    ],
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=0, max=_MOST, help=_("Show at most this many."))
    ] = 10,
    as_json: Json = False,
    format_: Format = None,
    root: Root = None,
) -> None:
    """Find projects on the same subject, best first, and show what they share."""
    from projectkit.catalogue.record_file import find_record
    from projectkit.catalogue.records import RecordFiles
    from projectkit.cli.records import view
    from projectkit.cli.terminal import tell, tell_broken, tell_work
    from projectkit.search.fresh import FreshIndex
    from projectkit.search.similar import similar
    from projectkit.store.stored import plain

    catalogue = catalogue_at(root)
    wanted = view(catalogue, Request(as_json=as_json, format=format_, limit=limit))
    file = find_record(catalogue, record_id)
    index = FreshIndex(RecordFiles(catalogue), told=tell_work)
    found = similar(index, catalogue.relative(file.path), plain(file.record), limit)
    _write(found, wanted)
    if not found and limit:
        tell(_("nothing found"))
    tell_broken(index.rows.broken())


def _write(found: list[Related], wanted: View) -> None:
    from projectkit.cli.answers import FIELDS
    from projectkit.cli.terminal import safe_line, write_json_array
    from projectkit.model.plain import value_of

    if wanted.format is ListFormat.JSON:
        write_json_array(
            {name: value_of(each.hit.record, name) for name in FIELDS}
            | {
                "score": round(each.hit.score, 3),
                "shared": {name: getattr(each, name) for name in _LABELS},
            }
            for each in found
        )
    elif wanted.format is ListFormat.TSV:
        for each in found:
            cells = (
                each.hit.record["id"],
                each.hit.record["title"] or "",
                f"{each.hit.score:.3f}",
                _shared(each),
            )
            sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")
    elif found:
        _print(found, wanted)


def _shared(related: Related) -> str:
    """What two records share, in words."""
    named = ((_(_LABELS[name]), getattr(related, name)) for name in _LABELS)
    return " · ".join(f"{label}: {', '.join(values)}" for label, values in named if values)


def _print(found: list[Related], wanted: View) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from projectkit.cli.terminal import plain, print_paged

    parts: list[Any] = []
    for each in found:
        record = each.hit.record
        parts += [Text(), plain(record["title"] or record["id"], style="bold")]
        parts += [Padding(plain(record["id"], style="cyan"), (0, 0, 0, 2))]
        parts += [Padding(plain(_shared(each)), (0, 0, 0, 2))]
    print_paged(*parts, Text(), plain(wanted.total(len(found)), style="dim"))
