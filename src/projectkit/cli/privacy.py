"""`projectkit privacy`: find a person in the catalogue, and erase that person."""

from __future__ import annotations

import sys
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.command import Command, Group, example
from projectkit.cli.options import DryRun, Json, Root, Yes
from projectkit.cli.pager import show_paged
from projectkit.cli.privacy_beside import erase_beside, places_beside
from projectkit.cli.progress import progress_bar
from projectkit.cli.screen import GAP, Styled, beside, painted, screen_width, width_of
from projectkit.cli.terminal import json_text, note, safe_line, tell, tell_misnamed
from projectkit.cli.writing import agreed, change_entry, show_change, write_changes
from projectkit.language.translate import _, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projectkit.catalogue.person_name import NamePattern
    from projectkit.catalogue.person_search import FoundPlace, PersonSearch
    from projectkit.catalogue.record_file import RecordFile
    from projectkit.catalogue.root import Catalogue

privacy_app = typer.Typer(
    cls=Group,
    help=_("Find a person in the catalogue, and erase that person (AVG)."),
    no_args_is_help=True,
    rich_markup_mode=None,
)
NameText = Annotated[
    str, typer.Argument(metavar=_("NAME"), help=_("A first and last name."), show_default=False)
]


@privacy_app.callback()
def _group() -> None:
    pass


@privacy_app.command("find", cls=Command, epilog=example("projectkit privacy find 'Anna de Groot'"))
def find_command(name: NameText, as_json: Json = False, root: Root = None) -> None:
    """List every place that names a person: fields, texts, comments and lines of saved pages.

    Also found are other spellings, and what reaches that person alone. You can also search for an
    e-mail address or a phone number.
    """
    from projectkit.catalogue.person_name import NamePattern
    from projectkit.catalogue.person_search import PersonSearch

    catalogue = catalogue_at(root)
    wanted = NamePattern(name)
    with progress_bar(_("files")) as told:
        search = PersonSearch(catalogue, wanted, told)
        found = [*search.in_records(), *search.in_misnamed(), *search.in_pages()]
    _tell_unread(catalogue, search)
    rows = [
        {"id": each.id, "file": each.file, "place": each.place.field, "text": each.place.excerpt}
        for each in found
    ]
    rows += places_beside(catalogue, wanted)
    if as_json:
        sys.stdout.write(json_text(rows))
        return
    _write_places(rows)
    note(plural("{number} place", "{number} places", len(rows)).format(number=len(rows)))


def _write_places(rows: list[dict[str, str | None]]) -> None:
    """Write where a person is named: on a terminal below each file, in a pipe as cells."""
    cells = [[safe_line(row[key] or "") for key in ("file", "place", "text")] for row in rows]
    if sys.stdout.isatty():
        show_paged(_places_by_file(cells))
    else:
        sys.stdout.writelines("\t".join(line) + "\n" for line in cells)


def _places_by_file(cells: list[list[str]]) -> Iterator[str]:
    """The name of each file whole, as it can be copied, and its places with their text below."""
    left = max((width_of(place) for _file, place, _text in cells), default=0) + GAP
    for file, places in groupby(cells, itemgetter(0)):
        yield painted(file, "bold")
        for _file, place, text in places:
            lines = beside(Styled(place, "dim"), [Styled(text)], left, screen_width() - GAP)
            yield from (f"{' ' * GAP}{line}" for line in lines)


@privacy_app.command(
    "erase", cls=Command, epilog=example("projectkit privacy erase 'Anna de Groot' --dry-run")
)
def erase_command(
    name: NameText,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Erase a person from every record: from its persons, and by name and contacts from its texts.

    What cannot be erased is reported at the end: ids and addresses of pages, broken records, saved
    pages, the history of git. Exit code 1 if something is left.
    """
    from contextlib import nullcontext

    from projectkit.catalogue.lock import writing
    from projectkit.catalogue.person_name import NamePattern
    from projectkit.catalogue.person_search import PersonSearch

    catalogue = catalogue_at(root)
    wanted = NamePattern(name)
    with nullcontext() if dry_run else writing(catalogue):
        with progress_bar(_("files")) as told:
            search = PersonSearch(catalogue, wanted, told)
            _check_name(wanted, search)
            erasure = _erasure(catalogue, search)
        entries = [
            change_entry(catalogue.relative(file.path), file.text, new)
            for file, new in erasure.changes
        ]
        if not as_json:
            for file, new in erasure.changes:
                show_change(catalogue.relative(file.path), file.text, new)
        is_agreed = not dry_run and _agreed(wanted, len(entries), yes=yes)
        # Before the records: what undo keeps would bring back what is erased.
        is_forgotten = not is_agreed or _forget_copies(catalogue)
        if is_agreed:
            write_changes(catalogue, erasure.changes)
        # Also without changes: the cache may remember what was taken out in another way.
        is_forgotten = (dry_run or _forget_cache(catalogue)) and is_forgotten
        is_left_beside = erase_beside(catalogue, wanted, dry_run=dry_run)
    is_left = _tell_left(catalogue, search, erasure)
    is_written = is_agreed and bool(entries)
    is_found = any((entries, is_left, is_left_beside))
    if dry_run and not is_found:
        note(_("there is nothing to erase"))
    if erasure.in_pages or (entries and not dry_run):
        _tell_git(catalogue)
    is_done = (dry_run or is_agreed) and is_forgotten
    is_all = is_done and not (is_left or is_left_beside)
    if as_json:
        answer = {"dry_run": dry_run, "written": is_written, "records": entries, "left": not is_all}
        sys.stdout.write(json_text(answer))
    raise typer.Exit(0 if is_all else 1)


class _Erasure(NamedTuple):
    """What erasing a person comes to.

    Attributes:
        changes: the record files that change, each with its new text.
        left: what stays in records, and in files that look like one.
        broken: record files that cannot be read as a record.
        in_pages: the saved pages that mention the person.
    """

    changes: list[tuple[RecordFile, str]]
    left: list[FoundPlace]
    broken: list[str]
    in_pages: list[str]


def _check_name(name: NamePattern, search: PersonSearch) -> None:
    """Refuse a name of one word that no person has: erasing it would blot out something else.

    Raises:
        CatalogueError: if it is such a name.
    """
    from projectkit.catalogue.root import CatalogueError

    if " " not in name.text and not search.is_person:
        message = _("no person is called `{name}`: give a first and a last name").format(
            name=name.text
        )
        raise CatalogueError(message)


def _erasure(catalogue: Catalogue, search: PersonSearch) -> _Erasure:
    """Work out what changes and what stays; nothing is written."""
    from projectkit.catalogue.privacy import without_person
    from projectkit.catalogue.record_file import RecordFile, load_inside
    from projectkit.catalogue.record_rows import load_quickly

    erasure = _Erasure([], [], [], [])
    for path in search.records:
        loaded = load_inside(catalogue, path, load_quickly)
        if loaded.record is None:
            erasure.broken.append(loaded.file)
            continue
        file = RecordFile(path, loaded.record, loaded.text)
        new = without_person(file, search.mentions.name, search.mentions.contacts)
        if new != file.text:
            erasure.changes.append((file, new))
            loaded = load_quickly(new, loaded.file)
        erasure.left.extend(search.places(loaded))
    erasure.left.extend(search.in_misnamed())
    erasure.in_pages.extend(sorted({each.file for each in search.in_pages()}))
    return erasure


def _agreed(name: NamePattern, number: int, *, yes: bool) -> bool:
    """Whether the user agrees; where nothing changes, there is nothing to ask."""
    if not number:
        note(_("there is nothing to erase from records"))
        return True
    question = plural(
        "erase {name} from {number} record?", "erase {name} from {number} records?", number
    )
    is_agreed = agreed(question.format(name=name.text, number=number), yes=yes)
    if not is_agreed:
        tell(_("nothing was erased"))
    return is_agreed


def _forget_copies(catalogue: Catalogue) -> bool:
    """Throw away what is kept for undo; whether that could be done."""
    from projectkit.catalogue.undo import copies, forget_copies

    try:
        forget_copies(catalogue)
    except OSError:
        folder = copies(catalogue)
        told = _("still in the copies for undo: remove {folder}")
        tell(told.format(folder=folder))
        return False
    return True


def _forget_cache(catalogue: Catalogue) -> bool:
    """Throw away what the cache remembers of records; whether that could be done."""
    from projectkit.store.folder import cache_folder, forget_cache

    folder = cache_folder(catalogue.root)
    try:
        forget_cache(folder)
    except OSError:
        tell(_("still in the cache: remove {folder}").format(folder=folder))
        return False
    return True


def _tell_left(catalogue: Catalogue, search: PersonSearch, erasure: _Erasure) -> bool:
    """Say where the person still stands when all is done; whether that is anywhere but in git."""
    left = dict.fromkeys(
        (each.file, spelling) for each in erasure.left for spelling in each.place.spellings
    )
    for file, spelling in left:
        told = _("still in {file}: {text}")
        tell(told.format(file=file, text=spelling))
    for file in erasure.broken:
        told = _("not checked, since it is broken: {file}")
        tell(told.format(file=file))
    offered = dict.fromkeys(
        safe_line(spelling)
        for each in erasure.left
        for spelling in each.place.spellings
        if " " in spelling and search.mentions.is_other_spelling(spelling)
    )
    if offered:
        told = _("if this is the same person, erase these too: {spellings}")
        tell(told.format(spellings=", ".join(offered)))
    for page in erasure.in_pages:
        tell(_("still in the saved page {page}").format(page=page))
    _tell_unread(catalogue, search)
    return any((left, erasure.broken, erasure.in_pages, search.unread_records))


def _tell_unread(catalogue: Catalogue, search: PersonSearch) -> None:
    """Say which files were not searched."""
    for file in search.unread_records:
        told = _("not searched, since it cannot be read: {file}")
        tell(told.format(file=file))
    if search.unread_pages:
        number = len(search.unread_pages)
        told = plural(
            "not searched, since it is not text: {number} file in data/raw, {file}",
            "not searched, since they are not text: {number} files in data/raw, such as {file}",
            number,
        )
        tell(told.format(number=number, file=search.unread_pages[0]))
    tell_misnamed(catalogue)


def _tell_git(catalogue: Catalogue) -> None:
    """Say that git remembers what was taken out, and pages."""
    if (catalogue.root / ".git").exists():
        tell(_("git still has earlier versions: see `git filter-repo` to rewrite its history"))
