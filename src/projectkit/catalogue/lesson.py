"""What the corrections of one site teach, how well, and what it changes on its other pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from projectkit.catalogue.corrections import Correction, Untaught
from projectkit.catalogue.learned import Card
from projectkit.learning.agreement import Value
from projectkit.learning.align import Missing
from projectkit.learning.rules import Rules
from projectkit.learning.sites import Site
from projectkit.parsing.site.reader import SiteReader


@dataclass(frozen=True)
class Taught:
    """What a person said of one site.

    Attributes:
        name: the name of its layout.
        card: what was learned about it before.
        site: its pages.
        corrections: the records that were corrected.
        no_project: its pages that are not projects.
    """

    name: str
    card: Card | None
    site: Site
    corrections: tuple[Correction, ...]
    no_project: tuple[str, ...]


@dataclass(frozen=True)
class ChangedReading:
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
        layout_file: that file, relative to the catalogue.
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
    layout_file: str
    keeps_layout: bool
    corrections: int
    missing: Mapping[str, tuple[Missing, ...]]
    lost: Mapping[str, tuple[Value, ...]]
    changes: tuple[ChangedReading, ...]

    @property
    def is_better(self) -> bool:
        """Whether pages are read at least as well by what other pages taught."""
        return self.card.right_now >= self.card.right_before


@dataclass(frozen=True)
class Learned:
    """The outcome.

    Attributes:
        lessons: what was learned, by site.
        untaught: corrected records from which nothing could be learned.
        broken: record files that cannot be read.
    """

    lessons: tuple[Lesson, ...]
    untaught: tuple[Untaught, ...]
    broken: tuple[str, ...] = ()
