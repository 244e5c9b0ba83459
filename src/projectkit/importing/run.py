"""An import: records from files of others, checked like any record, and written where they say something new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.store import RecordFile, read_record, replace_text, rewritten, save_text
from projectkit.importing.ids import Ids
from projectkit.importing.incoming import Incoming
from projectkit.importing.merge import merged
from projectkit.model import yaml_text
from projectkit.model.record import Record
from projectkit.model.record_yaml import record_to_yaml
from projectkit.validation.shape import load_record


class Outcome(StrEnum):
    """What became of a record on its way in."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"
    FAILED = "failed"


@dataclass(frozen=True)
class Result:
    """What an import made of one record.

    Attributes:
        outcome: what became of it.
        place: where it came from.
        id: its id; None if it could not be read.
        reason: why, where that needs saying.
        file: its file.
        before: what stood in the file.
        after: what stands there now, or would.
    """

    outcome: Outcome
    place: str
    id: str | None = None
    reason: str = ""
    file: Path | None = None
    before: str = ""
    after: str = ""


def import_records(
    catalogue: Catalogue, incoming: Iterable[Incoming], *, update: bool, dry_run: bool
) -> Iterator[Result]:
    """Bring records into a catalogue, one at a time.

    Args:
        catalogue: the catalogue, which nobody else writes to meanwhile.
        incoming: the records.
        update: whether records that are there already take over what is said of them.
        dry_run: whether nothing is written.
    """
    ids = Ids(catalogue)
    for each in incoming:
        result = _brought(catalogue, each._replace(data=ids.named(each.data)), ids, update=update)
        if not dry_run:
            _write(result)
        if result.outcome is Outcome.CREATED and result.id and result.file:
            ids.add(result.id, result.file, each.data)
        yield result


def _brought(catalogue: Catalogue, incoming: Incoming, ids: Ids, *, update: bool) -> Result:
    path = ids.file(str(incoming.data["id"]))
    if path is None:
        return _new(catalogue, incoming.place, incoming.data)
    file = read_record(catalogue, path)
    if file is None:
        reason = "the record that is there is broken: run `projectkit validate`"
        return Result(Outcome.FAILED, incoming.place, path.stem, reason)
    result = _changed(incoming, file)
    return replace(result, outcome=Outcome.UPDATED) if update and result.outcome is Outcome.DIFFERS else result


def _new(catalogue: Catalogue, place: str, data: dict[str, Any]) -> Result:
    record, problem = _checked(data)
    if record is None:
        return Result(Outcome.FAILED, place, reason=problem)
    file = catalogue.structured / f"{record.id}.yaml"
    return Result(Outcome.CREATED, place, record.id, file=file, after=record_to_yaml(record))


def _changed(incoming: Incoming, file: RecordFile) -> Result:
    place, held = incoming.place, file.record
    record, problem = _checked(merged(held.model_dump(mode="json", exclude={"source"}), incoming.data))
    if record is None:
        return Result(Outcome.FAILED, place, held.id, problem)
    record = record.model_copy(update={"source": held.source})
    if record == held:
        return Result(Outcome.UNCHANGED, place, held.id)
    text = rewritten(file.text, held, record)
    if text is None:
        return Result(Outcome.FAILED, place, held.id, "its file has a layout of its own that would be lost")
    changed = [name for name in Record.model_fields if getattr(record, name) != getattr(held, name)]
    return Result(Outcome.DIFFERS, place, held.id, ", ".join(changed), file.path, file.text, text)


def _checked(data: dict[str, Any]) -> tuple[Record | None, str]:
    """A record of plain data, or what is wrong with it: the same checks as of a file."""
    try:
        loaded = load_record(yaml_text.write(data), "")
    except (ValueError, RecursionError) as error:
        return None, str(error)
    return loaded.record, "; ".join(problem.message() for problem in loaded.diagnostics)


def _write(result: Result) -> None:
    if result.file is None:
        return
    if result.outcome is Outcome.CREATED:
        save_text(result.after, result.file)
    elif result.outcome is Outcome.UPDATED:
        before = load_record(result.before, "").record
        if before is not None:
            replace_text(RecordFile(result.file, before, result.before), result.after)
