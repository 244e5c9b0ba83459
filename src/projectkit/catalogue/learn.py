"""Corrections teach: what a person changed in records shows how the pages of a site are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from projectkit.catalogue.corrections import Correction, Untaught, corrections_of
from projectkit.catalogue.diff import text_diff
from projectkit.catalogue.files import write_atomically
from projectkit.catalogue.learned import (
    Card,
    LearnedFrom,
    cards,
    digest_of,
    is_as_proposed,
    layout_file,
    save,
)
from projectkit.catalogue.page_reader import PageReader, page_reader
from projectkit.catalogue.records import load_records
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.sidecar import Fetched, fetched_of
from projectkit.catalogue.walk import files_below
from projectkit.language.translate import _
from projectkit.learning.agreement import Agreement, Value, agreement, values
from projectkit.learning.align import Alignment, Missing, align
from projectkit.learning.fit import Example, Judged, fit, lines_read
from projectkit.learning.landmarks import landmarks
from projectkit.learning.layout_text import layout_text
from projectkit.learning.rules import MarkedPage, Rules, rules_of
from projectkit.learning.sites import PageLines, Site, sites
from projectkit.model.limits import read_page_file
from projectkit.model.record import Record
from projectkit.model.record_yaml import record_to_yaml
from projectkit.model.slug import free_id
from projectkit.parsing.judge import judge, page_features
from projectkit.parsing.layout import Layout, make_layout, recognise
from projectkit.parsing.page import Reading, read_closely
from projectkit.parsing.site.reader import SiteReader
from projectkit.parsing.version import PARSER_VERSION
from projectkit.reading.decode import UnreadableError
from projectkit.reading.kinds import ENDINGS
from projectkit.reading.page import SavedPage, read_page

# Each corrected page is read by what the others taught; many pages are left out a third at a time.
_MOST_FOLDS = 5
_FOLDS_OF_MANY = 3
_MANY = 15
_FULL = 100


@dataclass(frozen=True)
class Change:
    """A page that is read differently with what was learned.

    Attributes:
        page: its name.
        record: the id of what is read from it.
        values: how many values differ.
        diff: the difference, as a unified diff of the record.
    """

    page: str
    record: str
    values: int
    diff: str


@dataclass(frozen=True)
class Lesson:
    """What was learned about one site.

    Attributes:
        card: what is kept of it.
        reader: what reads its pages.
        rules: what was understood in words.
        layout: the text of the layout file that is proposed.
        keeps_layout: whether a person wrote or changed the layout file, so that it stays.
        corrections: how many fields were corrected.
        missing: values of corrected records that are not on their page, by record.
        lost: values that were read right before and are not now, by page.
        changes: pages that are read differently.
    """

    card: Card
    reader: SiteReader
    rules: Rules
    layout: str
    keeps_layout: bool
    corrections: int
    missing: Mapping[str, tuple[Missing, ...]]
    lost: Mapping[str, tuple[Value, ...]]
    changes: tuple[Change, ...]

    @property
    def is_better(self) -> bool:
        """Whether pages are read at least as well by what other pages taught."""
        return self.card.right_now >= self.card.right_before


@dataclass(frozen=True)
class Learned:
    """The outcome: what was learned, and from which records nothing could be."""

    lessons: tuple[Lesson, ...]
    untaught: tuple[Untaught, ...]


@dataclass(frozen=True)
class _PageFile:
    """A page: its name, its bytes, what is noted beside it, and its lines."""

    name: str
    content: bytes
    fetched: Fetched
    saved: SavedPage


def learn(catalogue: Catalogue, no_project: Iterable[Path] = ()) -> Learned:
    """Learn from all records of a catalogue that a person corrected.

    Args:
        catalogue: the catalogue.
        no_project: pages that are not projects, beside those that were named before.

    Raises:
        CatalogueError: if a layout or what was learned before cannot be read.
    """
    return _Learner(catalogue, [catalogue.relative(path) for path in no_project]).learn()


class _Learner:
    """Reads the pages of a catalogue once, and learns about each site that was corrected."""

    def __init__(self, catalogue: Catalogue, no_project: Sequence[str]) -> None:
        self._catalogue = catalogue
        self._reader = page_reader(catalogue)
        self._cards = {card.name: card for card in cards(catalogue)}
        self._files = {file.name: file for file in _page_files(catalogue)}
        self._saved = {name: file.saved for name, file in self._files.items()}
        before = [page for card in self._cards.values() for page in card.no_project]
        self._no_project = tuple(
            page for page in dict.fromkeys([*before, *no_project]) if page in self._saved
        )
        self._named: set[str] = set()
        self._records = {
            record.source.file: record
            for _file, record in load_records(catalogue)
            if record and record.source
        }

    def learn(self) -> Learned:
        """Learn about every site."""
        learned_from = {each.page for card in self._cards.values() for each in card.examples}
        contents = {name: file.content for name, file in self._files.items()}
        corrections, untaught = corrections_of(self._records.values(), contents, learned_from)
        lines = {name: _lines_of(page) for name, page in self._saved.items()}
        found = sites(lines, [*corrections, *self._no_project])
        lessons: list[Lesson] = []
        for site in found:
            of_site = [corrections[page] for page in site.corrected if page in corrections]
            if site.recognise:
                lessons.append(self._lesson(site, of_site))
            else:
                untaught += [_not_recognised(each) for each in of_site]
        return Learned(tuple(lessons), tuple(untaught))

    def _lesson(self, site: Site, corrections: Sequence[Correction]) -> Lesson:
        """Learn about one site."""
        card = self._card_of(site)
        base = recognise(self._saved[site.corrected[0]].lines, self._layouts_of_people())
        name = card.name if card else self._name(site, base)
        self._named.add(name)
        general = replace(base, name=name, recognise=())
        people = [
            person.name
            for page in site.pages
            if page in self._records
            for person in self._records[page].persons
        ]
        texts = [_texts(self._saved[page]) for page in site.pages]
        known = landmarks(texts, people)
        readings = {each.page: self._read(each.page, general) for each in corrections}
        aligned = {
            each.page: align(each.record, readings[each.page].page, known) for each in corrections
        }
        rules = rules_of(
            [_marked_page(readings[page], alignment) for page, alignment in aligned.items()],
            known,
            general,
        )
        text = layout_text(site.recognise, rules, general.identifier_scheme)
        path = layout_file(self._catalogue, name)
        keeps = path.is_file() and not (card and is_as_proposed(path, card))
        proposed = base if keeps else make_layout(name, text)
        layout = replace(proposed, recognise=())
        examples = {page: self._example(page, alignment) for page, alignment in aligned.items()}
        judged = self._judged(site, general)
        reader = fit(list(examples.values()), layout, known, judged)
        before, now = self._measured(corrections, examples, layout, known)
        kept = replace(layout, reader=reader)
        return Lesson(
            Card(
                name,
                reader.version,
                PARSER_VERSION,
                "" if keeps else digest_of(text.encode("utf-8")),
                tuple(_learned_from(each) for each in corrections),
                tuple(self._pages_of(proposed)),
                tuple(page for page in self._no_project if page in site.pages),
                round(_FULL * before.share),
                round(_FULL * now.share),
                tuple(sorted(known)),
                tuple(sorted(reader.seen)),
            ),
            reader,
            rules,
            text,
            keeps,
            sum(len(each.fields) for each in corrections),
            {
                each.record.id: aligned[each.page].missing
                for each in corrections
                if aligned[each.page].missing
            },
            dict(self._lost(corrections, kept)),
            tuple(self._changes(site, kept)),
        )

    def _card_of(self, site: Site) -> Card | None:
        """What was learned about a site before."""
        return next(
            (
                card
                for card in self._cards.values()
                if any(each.page in site.corrected for each in card.examples)
            ),
            None,
        )

    def _name(self, site: Site, base: Layout) -> str:
        """What to call a site that was not learned about before."""
        own = {layout.name for layout in self._reader.layouts}
        if base.name in own:
            return base.name
        return free_id(site.name, lambda name: name in own or name in self._named)

    def _pages_of(self, layout: Layout) -> Iterator[str]:
        """The pages that are recognised as those of a site."""
        others = [each for each in self._reader.layouts if each.name != layout.name]
        layouts = sorted([*others, layout], key=lambda each: each.name)
        for page, saved in self._saved.items():
            if recognise(saved.lines, layouts) is layout:
                yield page

    def _layouts_of_people(self) -> tuple[Layout, ...]:
        """The layouts of the catalogue that were not proposed by what was learned before."""
        proposed = {
            name
            for name, card in self._cards.items()
            if is_as_proposed(layout_file(self._catalogue, name), card)
        }
        layouts = self._reader.layouts
        return tuple(
            replace(layout, reader=None) for layout in layouts if layout.name not in proposed
        )

    def _read(self, page: str, layout: Layout) -> Reading:
        file = self._files[page]
        recurring = self._reader.recurring(page)
        return read_closely(
            file.content,
            page,
            force=True,
            layouts=(layout,),
            recurring=recurring,
            url=file.fetched.url,
        )

    def _read_before(self, page: str) -> Record | None:
        """A page as it is read without what was learned."""
        file = self._files[page]
        reader = PageReader(
            force=True, layouts=self._layouts_of_people(), folders=self._reader.folders
        )
        return reader.read(file.content, page, fetched=file.fetched).record

    def _example(self, page: str, alignment: Alignment) -> Example:
        return Example(self._saved[page], alignment.marked, self._reader.recurring(page))

    def _judged(self, site: Site, layout: Layout) -> list[Judged]:
        """The projects of a site, and the pages that a person said are not."""
        no_project = [page for page in self._no_project if page in site.pages]
        if not no_project:
            return []
        confirmed = [page for page in site.corrected if page not in no_project]
        # Without a corrected record, all others of the site count as projects.
        others = [page for page in site.pages if page in self._records and page not in no_project]
        pages = [*no_project, *(confirmed or others)]
        return [self._judge(page, layout, is_project=page not in no_project) for page in pages]

    def _judge(self, page: str, layout: Layout, *, is_project: bool) -> Judged:
        read = self._read(page, layout).page
        texts = tuple(mark.text for mark in read.marks)
        return Judged(texts, tuple(page_features(read)), judge(read).certainty, is_project)

    def _measured(
        self,
        corrections: Sequence[Correction],
        examples: Mapping[str, Example],
        layout: Layout,
        known: frozenset[str],
    ) -> tuple[Agreement, Agreement]:
        """How much of the corrected pages is read right before, and by what the others taught."""
        before, now = Agreement(), Agreement()
        count = len(corrections)
        folds = min(count, _FOLDS_OF_MANY if count > _MANY else _MOST_FOLDS)
        for fold in range(folds):
            left_out = corrections[fold::folds]
            others = [
                examples[each.page] for each in corrections if each not in left_out or count == 1
            ]
            reader = fit(others, layout, known)
            for each in left_out:
                read_now = self._read(each.page, replace(layout, reader=reader)).parsed.record
                before += agreement(self._read_before(each.page), each.record)
                now += agreement(read_now, each.record)
        return before, now

    def _lost(
        self, corrections: Sequence[Correction], layout: Layout
    ) -> Iterator[tuple[str, tuple[Value, ...]]]:
        """Values of corrected records that were read right, and are not with what was learned."""
        for each in corrections:
            before, right = values(self._read_before(each.page)), values(each.record)
            lost = (before & right) - values(self._read(each.page, layout).parsed.record)
            if lost:
                yield each.page, tuple(sorted(lost))

    def _changes(self, site: Site, layout: Layout) -> Iterator[Change]:
        """Other pages of the site that are read differently now."""
        for page in site.pages:
            if page in site.corrected:
                continue
            file, new = self._files[page], replace(self._reader, layouts=(layout,))
            before, now = (
                reader.read(file.content, page, fetched=file.fetched).record
                for reader in (self._reader, new)
            )
            differing = values(before) ^ values(now)
            if differing:
                made = self._records.get(page) or now or before
                yield Change(
                    page, made.id if made else "", len(differing), _diff(page, before, now)
                )


def _diff(page: str, before: Record | None, now: Record | None) -> str:
    texts = [
        record_to_yaml(record.model_copy(update={"source": None})) if record else ""
        for record in (before, now)
    ]
    return "".join(text_diff(texts[0], texts[1], page))


def keep(catalogue: Catalogue, lesson: Lesson) -> list[str]:
    """Write what was learned about a site.

    Returns:
        The files that were written, relative to the catalogue.

    Raises:
        OSError: if they cannot be written.
    """
    path = layout_file(catalogue, lesson.card.name)
    written: list[str] = []
    path.parent.mkdir(parents=True, exist_ok=True)
    if not lesson.keeps_layout:
        write_atomically(path, lesson.layout.encode("utf-8"))
        written.append(catalogue.relative(path))
    save(catalogue, lesson.card, lesson.reader)
    return [*written, catalogue.relative(path.with_suffix("")) + "/"]


def _learned_from(correction: Correction) -> LearnedFrom:
    source = correction.record.source
    return LearnedFrom(correction.page, source.sha256 if source else "", correction.record.id)


def _not_recognised(correction: Correction) -> Untaught:
    reason = _("no line of its page is on other pages of its site: save more pages of it first")
    return Untaught(correction.record.id, reason)


def _page_files(catalogue: Catalogue) -> Iterator[_PageFile]:
    for path in files_below(catalogue.raw, ENDINGS):
        with suppress(OSError, CatalogueError, UnreadableError):  # `ingest` says what is wrong
            name, fetched = catalogue.relative(path), fetched_of(path)
            content = read_page_file(path, catalogue.settings.limits)
            yield _PageFile(name, content, fetched, read_page(content, name, fetched.url))


def _lines_of(page: SavedPage) -> PageLines:
    return PageLines(tuple(_texts(page)), page.url)


def _texts(page: SavedPage) -> list[str]:
    return [line.text for line in lines_read(page) if line.text]


def _marked_page(reading: Reading, alignment: Alignment) -> MarkedPage:
    marks = [mark for mark in reading.page.marks if not mark.line.unread]
    return MarkedPage(marks, alignment.marked)
