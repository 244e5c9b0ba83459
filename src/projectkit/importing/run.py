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
from projectkit.export.columns import GRANT_COLUMNS, cell_values
from projectkit.export.format import Loss
from projectkit.importing.cells import fields_of, with_currency
from projectkit.importing.characters import without_control
from projectkit.importing.ids import Ids
from projectkit.importing.incoming import Cells, Incoming
from projectkit.importing.merge import merged
from projectkit.importing.values import CURRENCY, is_as_held
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

# The id of a record that is only checked.
_STAND_IN = "project"


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
        losses: what a record has no place for.
    """

    outcome: ImportOutcome
    place: str
    id: str | None = None
    reason: str = ""
    before: RecordFile | None = None
    after: RecordFile | None = None
    losses: tuple[Loss, ...] = ()


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
        if result.outcome is not ImportOutcome.FAILED:
            result = replace(result, losses=(*result.losses, *each.losses))
        if update and result.outcome is ImportOutcome.DIFFERS:
            result = replace(result, outcome=ImportOutcome.UPDATED)
        if result.outcome in {ImportOutcome.CREATED, ImportOutcome.UPDATED} and result.after:
            result = result if dry_run else _written(result, limits)
        if result.outcome in {ImportOutcome.CREATED, ImportOutcome.UPDATED} and result.after:
            made[result.after.record.id] = result.after
            ids.add(result.after.record.id, result.after.path, plain(result.after.record))
        yield result


def problems_of(incoming: Incoming) -> str:
    """What is wrong with a record on its way in, whichever record it is."""
    if incoming.problems and incoming.cells is None:
        return "; ".join(incoming.problems)
    data, problems = _said(incoming)
    record, refused = _checked({**without_control(data)[0], "id": _STAND_IN})
    errors = errors_of(record).values() if record else [refused]
    return "; ".join([*problems, *errors])


def _said(incoming: Incoming) -> tuple[dict[str, object], list[str]]:
    """What comes in, and why it cannot."""
    if incoming.cells is None:
        return incoming.data, list(incoming.problems)
    data, unfit = fields_of(incoming.cells)
    return with_currency(data), [*incoming.problems, *unfit]


def _brought(
    catalogue: Catalogue, incoming: Incoming, ids: Ids, made: dict[str, RecordFile]
) -> ImportResult:
    place, (data, problems) = incoming.place, _said(incoming)
    data, cleaned = without_control(data)
    record_id = ids.id_of(data)
    if record_id is None:
        unknown = [] if problems else [_("no id, number or title to identify it by")]
        reason = "; ".join(filter(None, [*unknown, problems_of(incoming)]))
        return ImportResult(ImportOutcome.FAILED, place, reason=reason)
    path = ids.file(record_id)
    if problems:
        known_id = record_id if path else None
        return ImportResult(ImportOutcome.FAILED, place, known_id, problems_of(incoming))
    if path is None:
        result = _new(catalogue, place, {"id": record_id, **data})
        return replace(result, losses=tuple(cleaned))
    file = made.get(record_id) or read_record(catalogue, path)
    if file is None:
        reason = _("the existing record is broken: run `projectkit validate`")
        return ImportResult(ImportOutcome.FAILED, place, record_id, reason)
    return _changed(incoming, file)


def _new(catalogue: Catalogue, place: str, data: dict[str, object]) -> ImportResult:
    record, refused = _checked(data)
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
    """What an import makes of a record that exists.

    A text that it has with control characters is not cleaned by saying it again.
    """
    said = _news(incoming, plain(file.record))
    result = _merged(incoming, said, file)
    clean, cleaned = without_control(said)
    if not cleaned or result.outcome is ImportOutcome.UNCHANGED:
        return result
    return replace(_merged(incoming, clean, file), losses=tuple(cleaned))


def _news(incoming: Incoming, held: PlainRecord) -> dict[str, object]:
    """What comes in that a record may not say already."""
    if incoming.cells is None:
        return {name: value for name, value in incoming.data.items() if name != "id"}
    said, _unfit = fields_of(_new_cells(incoming.cells, held))
    funders = {item["name"] for item in held["organisations"] if item["role"] == "funder"}
    grants = said.get("funding")
    if isinstance(grants, list):
        said["funding"] = [
            grant for grant in grants if set(grant) != {"funder"} or grant["funder"] not in funders
        ]
    return {name: value for name, value in said.items() if name != "id"}


def _merged(incoming: Incoming, said: dict[str, object], file: RecordFile) -> ImportResult:
    place, held = incoming.place, file.record
    known = {name: value for name, value in plain(held).items() if name != "source"}
    data = merged(known, said)
    if incoming.cells is not None:
        data = with_currency(data, known["funding"])
    record, problem = _checked(data)
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


def _new_cells(cells: Cells, held: PlainRecord) -> Cells:
    """The cells that say what the record does not say already; of grants all or none."""
    values = cells.values
    new = {name for name in values if name != CURRENCY and not _is_held(name, values[name], held)}
    if new.intersection(GRANT_COLUMNS):
        new |= {*GRANT_COLUMNS, CURRENCY}
    names = [text for cell in cells.people if cell.part == "name" for text in cell.texts]
    is_plain = all(cell.part == "name" and not cell.role for cell in cells.people)
    is_known = is_plain and _is_held("persons", names, held)
    return Cells(
        {name: found for name, found in values.items() if name in new},
        [] if is_known else cells.people,
    )


def _is_held(name: str, values: list[str], held: PlainRecord) -> bool:
    known = field(name)
    return any(
        is_as_held(name, values, each) for each in (known.values(held), cell_values(held, known))
    )


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
            told = system_message(error)
            return replace(result, outcome=ImportOutcome.FAILED, reason=told, after=None, losses=())
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
