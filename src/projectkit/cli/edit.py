"""`projectkit edit`."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from projectkit.cli.asked import catalogue_at
from projectkit.cli.options import Json, RecordId, Root
from projectkit.cli.terminal import json_text, note, tell
from projectkit.cli.writing import change_entry, confirmed, show_change, tell_written
from projectkit.language.translate import _, language

if TYPE_CHECKING:
    from projectkit.catalogue.root import Catalogue
    from projectkit.model.limits import Limits


def edit_command(
    record_id: RecordId,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Open a record in your editor ($VISUAL or $EDITOR) and check it after you save.

    What you changed is shown. A broken record is not written: you can go on editing, or leave the
    record as it was. What you wrote is then kept in another file, whose name is shown.
    `projectkit undo` takes a change back.
    """
    from projectkit.catalogue.links_out import refuse_links_out
    from projectkit.catalogue.record_names import find_record_file
    from projectkit.model.limits import read_record_file

    catalogue = catalogue_at(root)
    path = find_record_file(catalogue, record_id)
    refuse_links_out(catalogue, path)
    before = read_record_file(path, catalogue.settings.limits)
    # Each edit has its own draft, out of the way of programs that read records.
    draft = Path(tempfile.mkdtemp(prefix="projectkit-")) / path.name
    draft.write_bytes(before)
    done = False
    try:
        while True:
            _open(draft)
            if _is_sound(draft, path.stem, catalogue.settings.limits) or not _wants_more():
                break
        after = _save(catalogue, path, before, draft)
        done = True
    finally:
        if done or not draft.exists() or draft.read_bytes() == before:
            shutil.rmtree(draft.parent, ignore_errors=True)
        else:
            tell(_("what you wrote is kept in {draft}").format(draft=draft))
    name, old, new = catalogue.relative(path), *map(_text, (before, after))
    if as_json:
        entries = [] if after == before else [change_entry(name, old, new)]
        sys.stdout.write(json_text({"written": bool(entries), "records": entries}))
    else:
        show_change(name, old, new)


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace")


def _open(draft: Path) -> None:
    from projectkit.catalogue.root import CatalogueError

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        done = subprocess.run([*shlex.split(editor), str(draft)], check=False)  # noqa: S603  (the user's own editor)
    except (OSError, ValueError) as error:
        message = _("the editor `{editor}` does not start: set $EDITOR").format(editor=editor)
        raise CatalogueError(message) from error
    if done.returncode:
        message = _("the editor exited with code {code}; nothing was written").format(
            code=done.returncode
        )
        raise CatalogueError(message)
    if not draft.is_file():
        message = _("the editor left no file; the record is unchanged")
        raise CatalogueError(message)


def _is_sound(draft: Path, record_id: str, limits: Limits) -> bool:
    """Whether the draft is a sound record with this id; its problems are printed."""
    from projectkit.catalogue.record_file import load_file
    from projectkit.diagnostics.report import severity_word
    from projectkit.model.diagnostic import Severity
    from projectkit.validation.context import Context
    from projectkit.validation.record import check_record

    loaded = load_file(draft, draft.name, limits)
    found = check_record(loaded, Context())
    for item in found:
        severity = severity_word(item.severity, language())
        tell(f"{item.location}: {severity} {item.code} {item.message()}")
    if loaded.record and loaded.record.id != record_id:
        tell(_("an id cannot change: put back `id: {id}`").format(id=record_id))
        return False
    return not any(item.severity is Severity.ERROR for item in found)


def _wants_more() -> bool:
    return sys.stdin.isatty() and confirmed(_("edit again?"), usual=True)


def _save(catalogue: Catalogue, path: Path, before: bytes, draft: Path) -> bytes:
    """Write what the draft holds, unless it is what the file holds.

    Returns:
        What the file holds now.
    """
    from projectkit.catalogue.lock import writing
    from projectkit.catalogue.record_file import load_file, save_bytes
    from projectkit.catalogue.root import CatalogueError

    after, name = draft.read_bytes(), catalogue.relative(path)
    if after == before:
        note(_("nothing changed"))
        return after
    record = load_file(draft, name, catalogue.settings.limits).record
    if record is None or record.id != path.stem:
        message = _("{name} is unchanged: what you wrote cannot replace it").format(name=name)
        raise CatalogueError(message)
    with writing(catalogue, "edit"):
        if path.read_bytes() != before:
            message = _(
                "{name} was changed by another program meanwhile; nothing was written"
            ).format(name=name)
            raise CatalogueError(message)
        save_bytes(after, path)
    tell_written(name)
    return after
