"""An import: records from other people's files, checked, and written where they add something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from projectkit.catalogue.record_file import (
    RecordFile,
    read_record,
    replace_text,
    rewritten,
    save_text,
)
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.export.tables import CONTACTS
from projectkit.importing.cells import fields_of
from projectkit.importing.csv import is_as_held
from projectkit.importing.ids import Ids
from projectkit.importing.incoming import Incoming
from projectkit.importing.merge import merged
from projectkit.language.system import system_message
from projectkit.language.translate import _
from projectkit.model import yaml_text
from projectkit.model.limits import Limits, check_record_text
from projectkit.model.plain import PlainRecord
from projectkit.model.record import Record
from projectkit.model.record_yaml import record_to_yaml
from projectkit.search.fields import field
from projectkit.store.stored import plain
from projectkit.validation.record import errors_of
from projectkit.validation.shape import load_record


class ImportOutcome(StrEnum):
    """What became of a record on its way in."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"
    FAILED = "failed"


@dataclass(frozen=True)
class ImportResult:
    """What an import made of one record.

    Attributes:
        outcome: what became of it.
        place: where it came from.
        id: its id; None if it could not be read.
        reason: why, where that needs saying.
        before: the record that was there.
        after: the record that is there now, or would be.
    """

    outcome: ImportOutcome
    place: str
    id: str | None = None
    reason: str = ""
    before: RecordFile | None = None
    after: RecordFile | None = None


def import_records(
    catalogue: Catalogue, incoming: Iterable[Incoming], *, update: bool, dry_run: bool
) -> Iterator[ImportResult]:
    """Bring records into a catalogue, one at a time.

    Args:
        catalogue: the catalogue, which nobody else writes to meanwhile.
        incoming: the records.
        update: whether records that are there already take over what is said of them.
        dry_run: whether nothing is written.
    """
    ids, limits = Ids(catalogue), catalogue.settings.limits
    # What this run made, or would have made: a later row of the same file goes on from there.
    made: dict[str, RecordFile] = {}
    for each in incoming:
        result = _brought(catalogue, each, ids, made)
        result = _within_limits(result, limits)
        if update and result.outcome is ImportOutcome.DIFFERS:
            result = replace(result, outcome=ImportOutcome.UPDATED)
        if result.outcome in {ImportOutcome.CREATED, ImportOutcome.UPDATED} and result.after:
            result = result if dry_run else _written(result, limits)
        if result.outcome in {ImportOutcome.CREATED, ImportOutcome.UPDATED} and result.after:
            made[result.after.record.id] = result.after
            ids.add(result.after.record.id, result.after.path, plain(result.after.record))
        yield result


def _brought(
    catalogue: Catalogue, incoming: Incoming, ids: Ids, made: dict[str, RecordFile]
) -> ImportResult:
    try:
        data = incoming.data if incoming.cells is None else fields_of(incoming.cells)
    except ValueError as error:
        data, problem = _telling(incoming), str(error)
    else:
        problem = ""
    record_id = ids.id_of(data)
    if record_id is None:
        return ImportResult(
            ImportOutcome.FAILED,
            incoming.place,
            reason=_("no id, number or title to identify it by"),
        )
    path = ids.file(record_id)
    if path is None:
        return _new(catalogue, incoming.place, {"id": record_id, **data}, problem)
    file = made.get(record_id) or read_record(catalogue, path)
    if file is None:
        reason = _("the existing record is broken: run `projectkit validate`")
        return ImportResult(ImportOutcome.FAILED, incoming.place, record_id, reason)
    return _changed(incoming, file)


def _telling(incoming: Incoming) -> dict[str, object]:
    """The cells that identify the record of a row whose other cells do not fit."""
    return fields_of(
        {name: values for name, values in (incoming.cells or {}).items() if name in {"id", "title"}}
    )


def _new(catalogue: Catalogue, place: str, data: dict[str, object], problem: str) -> ImportResult:
    record, refused = (None, problem) if problem else _checked(data)
    if record is None:
        return ImportResult(ImportOutcome.FAILED, place, reason=refused)
    errors = errors_of(record)
    if errors:
        return ImportResult(ImportOutcome.FAILED, place, reason="; ".join(errors.values()))
    file = catalogue.structured / f"{record.id}.yaml"
    if file.exists():
        return ImportResult(
            ImportOutcome.FAILED,
            place,
            record.id,
            _("{file} holds another record").format(file=file.name),
        )
    return ImportResult(
        ImportOutcome.CREATED,
        place,
        record.id,
        after=RecordFile(file, record, record_to_yaml(record)),
    )


def _changed(incoming: Incoming, file: RecordFile) -> ImportResult:
    place, held = incoming.place, file.record
    data = plain(held)
    try:
        said = incoming.data if incoming.cells is None else _new_cells(incoming, data)
    except ValueError as error:
        return ImportResult(ImportOutcome.FAILED, place, held.id, str(error))
    known = {name: value for name, value in data.items() if name != "source"}
    said = {name: value for name, value in said.items() if name != "id"}
    record, problem = _checked(merged(known, said))
    if record is None:
        return ImportResult(ImportOutcome.FAILED, place, held.id, problem)
    record = record.model_copy(update={"source": held.source})
    if record == held:
        return ImportResult(ImportOutcome.UNCHANGED, place, held.id)
    before = errors_of(held)
    errors = [message for code, message in errors_of(record).items() if code not in before]
    if errors:
        return ImportResult(ImportOutcome.FAILED, place, held.id, "; ".join(errors))
    text = rewritten(file.text, held, record)
    if text is None:
        reason = _("its file has a layout of its own that would be lost")
        return ImportResult(ImportOutcome.FAILED, place, held.id, reason)
    changed = [name for name in Record.model_fields if getattr(record, name) != getattr(held, name)]
    return ImportResult(
        ImportOutcome.DIFFERS,
        place,
        held.id,
        ", ".join(changed),
        file,
        RecordFile(file.path, record, text),
    )


def _new_cells(incoming: Incoming, held: PlainRecord) -> dict[str, object]:
    """What the cells say that the record does not say already.

    Raises:
        ValueError: if they do not fit together.
    """
    cells = incoming.cells or {}
    new = {
        name: values
        for name, values in cells.items()
        if not is_as_held(name, values, field(name).values(held))
    }
    if CONTACTS.intersection(new) and "persons" in cells:
        new["persons"] = cells["persons"]
    if "funder" in new:
        in_role = {item["name"] for item in held["organisations"] if item["role"] == "funder"}
        new["funder"] = [name for name in new["funder"] if name not in in_role]
    return fields_of({name: values for name, values in new.items() if values})


def _checked(data: dict[str, object]) -> tuple[Record | None, str]:
    """A record from plain data, or what is wrong with its shape, checked like a file."""
    try:
        loaded = load_record(yaml_text.write(data), "")
    except (ValueError, RecursionError) as error:
        return None, str(error)
    return loaded.record, "; ".join(problem.message() for problem in loaded.diagnostics)


def _within_limits(result: ImportResult, limits: Limits) -> ImportResult:
    """A result as it is, or a failure if the record would be too large to be read again."""
    if result.after:
        try:
            check_record_text(result.after.text, result.after.path, limits)
        except OSError as error:
            return replace(
                result, outcome=ImportOutcome.FAILED, reason=system_message(error), after=None
            )
    return result


def _written(result: ImportResult, limits: Limits) -> ImportResult:
    """Write what an import made of a record, unless somebody else changed the file meanwhile."""
    after = result.after
    if after is None:
        return result
    try:
        if result.before is None:
            save_text(after.text, after.path, limits)
        else:
            replace_text(result.before, after.text, limits)
    except CatalogueError as error:
        return replace(result, outcome=ImportOutcome.FAILED, reason=str(error), after=None)
    return result
