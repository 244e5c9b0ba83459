"""`projectkit similar`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.options import Format, Json, RecordId, Root
from projectkit.cli.request import ListFormat, Request
from projectkit.language.translate import _, later

if TYPE_CHECKING:
    from projectkit.cli.record_list import View
    from projectkit.model.plain import PlainRecord
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
    record_id: RecordId,
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
    from projectkit.cli.record_list import view
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
    from projectkit.cli.answers import fields_for_others
    from projectkit.cli.terminal import safe_line, write_json_array

    if wanted.format is ListFormat.JSON:
        write_json_array(
            fields_for_others(each.hit.record)
            | {"score": round(each.hit.score, 3), "shared": _shared(each)}
            for each in found
        )
    elif wanted.format is ListFormat.TSV:
        for each in found:
            cells = (
                each.hit.record["id"],
                _title(each),
                f"{each.hit.score:.3f}",
                _told(each),
            )
            sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")
    elif found:
        _print(found, wanted)


def _title(related: Related) -> str:
    from projectkit.export.contact_text import without_contacts_in

    return without_contacts_in(related.hit.record["title"] or "")


def _shared(related: Related) -> dict[str, list[str]]:
    """What two records share, without words that are part of contact data."""
    from projectkit.export.privacy import value_without_contacts, without_contacts

    found = {name: value_without_contacts(name, getattr(related, name)) for name in _LABELS}
    # A word is shown in one of its forms, which need not be the one in this record.
    said, allowed = _text(related.hit.record), _text(without_contacts(related.hit.record))
    words = [
        word for word in found["words"] if word.casefold() in allowed or word.casefold() not in said
    ]
    return found | {"words": words}


def _text(record: PlainRecord) -> str:
    from projectkit.search.field_weights import weighted_texts

    return " ".join(text for text, _weight in weighted_texts(record)).casefold()


def _told(related: Related) -> str:
    """The same in words."""
    named = ((_(_LABELS[name]), values) for name, values in _shared(related).items())
    return " · ".join(f"{label}: {', '.join(values)}" for label, values in named if values)


def _print(found: list[Related], wanted: View) -> None:
    from projectkit.cli.pager import show_paged
    from projectkit.cli.screen import painted, screen_width, wrapped
    from projectkit.cli.terminal import safe, safe_line

    width, lines = screen_width(), list[str]()
    for each in found:
        record_id = each.hit.record["id"]
        title = safe_line(_title(each) or record_id)
        lines += ["", *(painted(line, "bold") for line in wrapped(title, width))]
        lines += [f"  {painted(line, 'cyan')}" for line in wrapped(safe(record_id), width - 2)]
        lines += [f"  {line}" for line in wrapped(safe_line(_told(each)), width - 2)]
    show_paged([*lines, "", painted(wanted.total(len(found)), "dim")])
