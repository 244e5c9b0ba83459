"""Corrections teach: what a person changed in records shows how the pages of a site are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from projectkit.catalogue.atomic_write import write_atomically
from projectkit.catalogue.corrections import Correction, Untaught, corrections_of
from projectkit.catalogue.learned import (
    LAYOUTS,
    Card,
    cards,
    save,
    sites_learned,
)
from projectkit.catalogue.lesson import Learned, Lesson, Taught
from projectkit.catalogue.records import load_records
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.taught_pages import TaughtPages
from projectkit.catalogue.teacher import Teacher
from projectkit.language.translate import _
from projectkit.learning.sites import Site, sites
from projectkit.model.slug import free_id

# `projectkit learn --forget all` is for all sites.
_ALL = "all"


def learn(catalogue: Catalogue, no_project: Iterable[Path] = ()) -> Learned:
    """Learn from all records of a catalogue that a person corrected.

    Args:
        catalogue: the catalogue.
        no_project: pages that are not projects, besides those that were named before.

    Raises:
        CatalogueError: if a layout, what was learned before, or a page that is not a project cannot
            be read.
    """
    named = [catalogue.relative(path) for path in no_project]
    return _Learner(catalogue, named).learn()


class _Learner:
    """Reads the pages of a catalogue once, and learns about each site that was corrected."""

    def __init__(self, catalogue: Catalogue, no_project: Sequence[str]) -> None:
        self._catalogue = catalogue
        self._cards = list(cards(catalogue))
        self._pages = TaughtPages(catalogue)
        loaded = list(load_records(catalogue))
        self._records = {
            record.source.file: record for _, record in loaded if record and record.source
        }
        self._broken = tuple(file for file, record in loaded if record is None)
        before = [page for card in self._cards for page in card.no_project if page in self._pages]
        for page in no_project:
            if page not in self._pages:
                message = _("{page} is not a page in data/raw that can be read").format(page=page)
                raise CatalogueError(message)
        self._no_project = tuple(dict.fromkeys([*before, *no_project]))
        self._names = {layout.name for layout in self._pages.reader.layouts} | {
            _ALL,
            *sites_learned(catalogue),
        }

    def learn(self) -> Learned:
        """Learn about every site."""
        learned_from = {each.page for card in self._cards for each in card.examples}
        corrections, untaught = corrections_of(
            self._records.values(), self._pages.files, learned_from
        )
        lines = {name: self._pages.lines(name) for name in self._pages.files}
        people = {
            page: tuple(person.name for person in record.persons)
            for page, record in self._records.items()
        }
        teacher = Teacher(self._catalogue, self._pages, self._records)
        lessons: list[Lesson] = []
        for site in sites(lines, {*corrections, *self._no_project}, people):
            if site.is_recognised:
                lessons.append(teacher.lesson(self._taught(site, corrections)))
            else:
                untaught += [_not_recognised(page, corrections) for page in site.corrected]
        return Learned(tuple(lessons), tuple(untaught), self._broken)

    def _taught(self, site: Site, corrections: dict[str, Correction]) -> Taught:
        """What a person said of one site."""
        card = self._card_of(site)
        return Taught(
            card.name if card else self._name(site),
            card,
            site,
            tuple(corrections[page] for page in site.corrected if page in corrections),
            tuple(page for page in self._no_project if page in site.pages),
        )

    def _card_of(self, site: Site) -> Card | None:
        """What was learned about a site before; of two sites that were one, the first has it."""
        for card in self._cards:
            known = {*card.no_project, *(each.page for each in card.examples)}
            if not known.isdisjoint(site.corrected):
                self._cards.remove(card)
                return card
        return None

    def _name(self, site: Site) -> str:
        """What to call a site that was not learned about before."""
        name = site.layout or free_id(site.name, self._names.__contains__)
        self._names.add(name)
        return name


def _not_recognised(page: str, corrections: dict[str, Correction]) -> Untaught:
    reason = _(
        "no line of its page is on other pages of its site: save more pages of it first, "
        "or take a page that is no project out of data/raw"
    )
    return Untaught(corrections[page].record.id if page in corrections else page, reason)


def keep(catalogue: Catalogue, lesson: Lesson) -> list[str]:
    """Write what was learned about a site.

    Returns:
        The files that were written, relative to the catalogue.

    Raises:
        OSError: if they cannot be written.
    """
    path = catalogue.root / lesson.layout_file
    path.parent.mkdir(parents=True, exist_ok=True)
    if not lesson.keeps_layout:
        write_atomically(path, lesson.layout.encode("utf-8"))
    save(catalogue, lesson.card, lesson.reader)
    folder = f"{LAYOUTS}/{lesson.card.name}/"
    return [folder] if lesson.keeps_layout else [lesson.layout_file, folder]
