"""Learns from the corrections of one site what reads its pages, and how well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from projectkit.catalogue.corrections import Correction
from projectkit.catalogue.diff import text_diff
from projectkit.catalogue.learned import (
    Card,
    LearnedFrom,
    catalogue_path,
    digest_of,
    is_as_proposed,
    layout_file,
)
from projectkit.catalogue.lesson import ChangedReading, Lesson, Taught
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.taught_pages import TaughtPages
from projectkit.learning.agreement import Agreement, Value, agreement, values
from projectkit.learning.align import Alignment, Missing, align
from projectkit.learning.fit import Example, Judged, fit
from projectkit.learning.landmarks import landmarks
from projectkit.learning.layout_text import layout_text
from projectkit.learning.rules import MarkedPage, Rules, rules_of
from projectkit.learning.sites import Site
from projectkit.model.limits import read_record_file
from projectkit.model.record import Record
from projectkit.model.record_yaml import record_to_yaml
from projectkit.parsing.judge import judge, page_features
from projectkit.parsing.layout import Layout, make_layout, recognise
from projectkit.parsing.page import Reading
from projectkit.parsing.site.reader import SiteReader
from projectkit.parsing.version import PARSER_VERSION

# Each corrected page is read by what the others taught; many pages are left out a third at a time.
_MOST_FOLDS = 5
_FOLDS_OF_MANY = 3
_MANY = 15
_FULL = 100


@dataclass(frozen=True)
class _Examples:
    """The corrected pages of a site, by name.

    Attributes:
        readings: the pages as they were read.
        aligned: the values of their records on them.
        of_page: both as what is learned from.
        landmarks: what recurs on the site.
    """

    readings: Mapping[str, Reading]
    aligned: Mapping[str, Alignment]
    of_page: Mapping[str, Example]
    landmarks: frozenset[str]

    def rules(self, layout: Layout) -> Rules:
        """What they say in words that the layout does not say already."""
        pages = [_marked_page(self.readings[page], each) for page, each in self.aligned.items()]
        return rules_of(pages, self.landmarks, layout)

    def reader(self, layout: Layout, without: Sequence[Correction] = ()) -> SiteReader:
        """What all examples but some teach."""
        left_out = {each.page for each in without}
        chosen = [example for page, example in self.of_page.items() if page not in left_out]
        return fit(chosen, layout, self.landmarks)


class Teacher:
    """Learns about one site at a time."""

    def __init__(
        self, catalogue: Catalogue, pages: TaughtPages, records: Mapping[str, Record]
    ) -> None:
        """Take the pages of a catalogue, and its records by the name of their page."""
        self._catalogue, self._pages, self._records = catalogue, pages, records

    def lesson(self, taught: Taught) -> Lesson:
        """Learn about one site."""
        base = self._base(taught)
        general = replace(base, name=taught.name, recognise=())
        examples = self._examples(taught, general)
        rules = examples.rules(general)
        text = layout_text(taught.site.recognise, rules, base)
        keeps = self._is_of_person(taught, text)
        layout = base if keeps else make_layout(taught.name, text)
        reader = fit(
            list(examples.of_page.values()),
            replace(layout, recognise=()),
            examples.landmarks,
            self._judged(taught, general),
        )
        kept = replace(layout, recognise=(), reader=reader)
        digest = "" if keeps else digest_of(text.encode("utf-8"))
        return Lesson(
            card=self._card(taught, examples, layout, reader, digest),
            reader=reader,
            rules=rules,
            layout=text,
            layout_file=catalogue_path(self._catalogue, layout_file(self._catalogue, taught.name)),
            keeps_layout=keeps,
            corrections=sum(len(each.fields) for each in taught.corrections),
            missing=dict(_missing(taught.corrections, examples)),
            lost=dict(self._lost(taught.corrections, kept)),
            changes=tuple(self._changes(taught.site, kept)),
        )

    def _card(
        self, taught: Taught, examples: _Examples, layout: Layout, reader: SiteReader, digest: str
    ) -> Card:
        """What is kept of a lesson.

        Args:
            taught: what a person said of the site.
            examples: the pages that it was learned from.
            layout: the layout of the site.
            reader: what reads its pages.
            digest: of the layout file as it was proposed; empty if a person wrote that file.
        """
        before, now = self._measured(taught.corrections, examples, replace(layout, recognise=()))
        return Card(
            name=taught.name,
            version=reader.version,
            parser=PARSER_VERSION,
            layout=digest,
            examples=tuple(map(_learned_from, taught.corrections)),
            pages=tuple(self._pages_of(layout)),
            no_project=taught.no_project,
            right_before=round(_FULL * before.share),
            right_now=round(_FULL * now.share),
            landmarks=tuple(sorted(reader.landmarks)),
            seen=tuple(sorted(reader.seen)),
        )

    def _base(self, taught: Taught) -> Layout:
        """By which layout a site is read so far: the one of a person first."""
        own = (layout for layout in self._pages.layouts if layout.name == taught.name)
        return next(own, None) or self._pages.layout(taught.site.corrected[0])

    def _is_of_person(self, taught: Taught, text: str) -> bool:
        """Whether a person wrote or changed the layout file of a site.

        A file with the text that would be proposed was left by a command that was interrupted.
        """
        path = layout_file(self._catalogue, taught.name)
        if not path.is_file() or (taught.card and is_as_proposed(path, taught.card)):
            return False
        return read_record_file(path) != text.encode("utf-8")

    def _examples(self, taught: Taught, layout: Layout) -> _Examples:
        pages = self._pages
        people = [
            person.name
            for page in taught.site.pages
            if page in self._records
            for person in self._records[page].persons
        ]
        known = landmarks([pages.files[page].texts for page in taught.site.pages], people)
        readings = {each.page: pages.read(each.page, layout) for each in taught.corrections}
        aligned = {
            each.page: align(each.record, readings[each.page].page, known)
            for each in taught.corrections
        }
        of_page = {
            page: Example(pages.files[page].saved, alignment.marked, pages.recurring(page))
            for page, alignment in aligned.items()
        }
        return _Examples(readings, aligned, of_page, known)

    def _pages_of(self, layout: Layout) -> Iterator[str]:
        """The pages that are recognised as those of a site."""
        others = [each for each in self._pages.reader.layouts if each.name != layout.name]
        layouts = sorted([*others, layout], key=lambda each: each.name)
        for page, file in self._pages.files.items():
            if recognise(file.saved.lines, layouts) is layout:
                yield page

    def _judged(self, taught: Taught, layout: Layout) -> list[Judged]:
        """The projects of a site, and the pages that a person said are not."""
        no_project = taught.no_project
        if not no_project:
            return []
        confirmed = [page for page in taught.site.corrected if page not in no_project]
        # Without a corrected record, all others of the site count as projects.
        others = [
            page for page in taught.site.pages if page in self._records and page not in no_project
        ]
        pages = [*no_project, *(confirmed or others)]
        return [self._judge(page, layout, is_project=page not in no_project) for page in pages]

    def _judge(self, page: str, layout: Layout, *, is_project: bool) -> Judged:
        read = self._pages.read(page, layout).page
        texts = tuple(mark.text for mark in read.marks)
        return Judged(texts, tuple(page_features(read)), judge(read).certainty, is_project)

    def _measured(
        self, corrections: Sequence[Correction], examples: _Examples, layout: Layout
    ) -> tuple[Agreement, Agreement]:
        """How much of the corrected pages is read right before, and by what the others taught."""
        before, now = Agreement(), Agreement()
        count = len(corrections)
        folds = min(count, _FOLDS_OF_MANY if count > _MANY else _MOST_FOLDS)
        for fold in range(folds):
            left_out = corrections[fold::folds]
            # One page can only be read by what it taught itself.
            reader = examples.reader(layout, without=left_out if folds > 1 else ())
            for each in left_out:
                read_now = self._pages.read(each.page, replace(layout, reader=reader))
                before += agreement(self._pages.read_before(each.page), each.record)
                now += agreement(read_now.parsed.record, each.record)
        return before, now

    def _lost(
        self, corrections: Sequence[Correction], layout: Layout
    ) -> Iterator[tuple[str, tuple[Value, ...]]]:
        """Values of corrected records that were read right, and are not with what was learned."""
        for each in corrections:
            right = values(self._pages.read_before(each.page)) & values(each.record)
            lost = right - values(self._pages.read(each.page, layout).parsed.record)
            if lost:
                yield each.page, tuple(sorted(lost))

    def _changes(self, site: Site, layout: Layout) -> Iterator[ChangedReading]:
        """Other pages of the site that are read differently now."""
        new = replace(self._pages.reader, layouts=(layout,))
        for page in site.pages:
            # Reading a very long page takes longer than all the rest.
            if page in site.corrected or self._pages.files[page].is_too_long:
                continue
            before = self._pages.read_by(self._pages.reader, page)
            now = self._pages.read_by(new, page)
            differing = values(before) ^ values(now)
            if differing:
                made = self._records.get(page) or now or before
                diff = _diff(page, before, now)
                yield ChangedReading(page, made.id if made else "", len(differing), diff)


def _diff(page: str, before: Record | None, now: Record | None) -> str:
    texts = [
        record_to_yaml(record.model_copy(update={"source": None})) if record else ""
        for record in (before, now)
    ]
    return "".join(text_diff(texts[0], texts[1], page))


def _missing(
    corrections: Sequence[Correction], examples: _Examples
) -> Iterator[tuple[str, tuple[Missing, ...]]]:
    """The values of corrected records that are not on their page."""
    for each in corrections:
        missing = examples.aligned[each.page].missing
        if missing:
            yield each.record.id, missing


def _learned_from(correction: Correction) -> LearnedFrom:
    source = correction.record.source
    return LearnedFrom(correction.page, source.sha256 if source else "", correction.record.id)


def _marked_page(reading: Reading, alignment: Alignment) -> MarkedPage:
    marks = [mark for mark in reading.page.marks if not mark.line.unread]
    return MarkedPage(marks, alignment.marked)
