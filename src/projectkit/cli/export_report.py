"""What an export tells: how much was written, what the file cannot hold, and if it has contacts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from projectkit.cli.export_wanted import TABLES, Wanted
from projectkit.cli.terminal import json_text, note, tell
from projectkit.language.figures import number
from projectkit.language.translate import _, language, later, plural
from projectkit.model.labels import spoken

if TYPE_CHECKING:
    from projectkit.export.format import Loss, Options
    from projectkit.export.run import Summary

# What keeps what a format that is not a table cannot hold, and one that is.
_REMEDIES = (
    later("jsonl and sqlite do (--verbose tells more)"),
    later("`--long all -o FOLDER`, jsonl and sqlite do (--verbose tells more)"),
)


def tell_exported(
    summary: Summary, wanted: Wanted, name: str, options: Options, *, as_json: bool, verbose: bool
) -> None:
    """Say on stderr how much was written, what the file cannot hold, and if it has contacts."""
    output = wanted.output
    losses = sorted(summary.losses.items())
    if as_json:
        lost = [
            {"field": loss.field, "reason": _(loss.reason), "records": count}
            for loss, count in losses
        ]
        data = {"written": summary.written, "file": str(output) if output else None, "losses": lost}
        sys.stderr.write(json_text(data))
        return
    if output is not None:
        told = plural(
            "{number} project written to {file}",
            "{number} projects written to {file}",
            summary.written,
        )
        note(told.format(number=number(summary.written, language()), file=output))
    for loss, count in losses:
        if loss.is_all:
            told = _("{number} left out: {reason}")
            tell(told.format(number=number(count, language()), reason=_(loss.reason)))
    if verbose:
        _tell_each(losses)
    elif parts := _lost_parts(losses):
        told = _("{format} cannot hold all of: {parts}; {remedy}")
        note(told.format(format=name, parts=parts, remedy=_(_REMEDIES[name in TABLES])))
    if options.with_contacts:
        tell(
            _(
                "the file has contact details of people: "
                "share it only with those who may have them (AVG)"
            )
        )


def _lost_parts(losses: list[tuple[Loss, int]]) -> str:
    """The fields that are not whole in the file, each with the number of projects."""
    fields: dict[str, int] = {}
    for loss, count in losses:
        if not loss.is_all:
            fields[loss.field] = max(count, fields.get(loss.field, 0))
    most_first = sorted(fields.items(), key=lambda item: -item[1])
    return ", ".join(f"{spoken(name)} ({number(count, language())})" for name, count in most_first)


def _tell_each(losses: list[tuple[Loss, int]]) -> None:
    """Say why each field is not in the file, or not whole."""
    for loss, count in losses:
        told = plural(
            "not in the file: {field} of {number} project: {reason}",
            "not in the file: {field} of {number} projects: {reason}",
            count,
        )
        shown = number(count, language())
        note(told.format(field=spoken(loss.field), number=shown, reason=_(loss.reason)))
