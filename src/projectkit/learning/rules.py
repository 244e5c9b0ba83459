"""What examples say in words: labels, headings and lines of the site, as a layout file has them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from projectkit.learning.marked import Marked
from projectkit.parsing.layout import Layout
from projectkit.parsing.lines.marks import Mark, Role
from projectkit.parsing.site.landmarks import own_landmark
from projectkit.parsing.words.spans import PERIOD, Tag

# The target of a label before a value of each tag.
_TARGETS: dict[str, str] = {
    Tag.TITLE: "title",
    Tag.STATUS: "status",
    Tag.START: "start_date",
    Tag.END: "end_date",
    Tag.THEME: "themes",
    Tag.IDENTIFIER: "identifier",
    Tag.PROGRAMME: "programme",
    Tag.FUNDER: "funder",
    Tag.LEAD: "lead",
    Tag.PARTNER: "partner",
    Tag.UNIT: "unit",
    Tag.AMOUNT: "amount",
}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A label that two corrections give different meanings.

    Attributes:
        label: its words.
        targets: what it stands for, and on how many lines.
    """

    label: str
    targets: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Rules:
    """What was understood and can be said in words.

    Attributes:
        labels: words of the site, by what they are a label for.
        headings: headings of the site, by kind of section.
        noise: lines of the site that are not of the project.
        contradictions: labels that say one thing on one page and another on the next.
    """

    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    noise: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def says_anything(self) -> bool:
        """Whether there is anything that a layout could say."""
        return any((self.labels, self.headings, self.noise))


@dataclass(frozen=True)
class MarkedPage:
    """The lines of a page, and what is marked on them."""

    marks: Sequence[Mark]
    marked: Sequence[Sequence[Marked]]


def rules_of(pages: Iterable[MarkedPage], landmarks: frozenset[str], layout: Layout) -> Rules:
    """What the landmarks of a site mean, as far as the layout does not say it already.

    Args:
        pages: pages with what is marked on them.
        landmarks: lines and labels that recur on the site.
        layout: how the pages are read so far.
    """
    pages = list(pages)
    meanings: dict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        for label, target in _labels(page, landmarks):
            meanings[label.rstrip(":")][target] += 1
    meanings = {label: said for label, said in meanings.items() if _can_be_said(label)}
    labels = {label: next(iter(said)) for label, said in meanings.items() if len(said) == 1}
    headings = {
        line: kind for line, kind in _headings(pages, landmarks).items() if line not in meanings
    }
    words = layout.vocabulary
    return Rules(
        _by_meaning({name: said for name, said in labels.items() if words.label(name) != said}),
        _by_meaning({line: kind for line, kind in headings.items() if words.heading(line) != kind}),
        tuple(sorted(_noise(pages, landmarks))),
        tuple(
            Contradiction(label, tuple(said.most_common()))
            for label, said in sorted(meanings.items())
            if len(said) > 1
        ),
    )


def _can_be_said(landmark: str) -> bool:
    """Whether a layout file can have a landmark: not the word that a line begins with."""
    return not landmark.endswith("…") and "*" not in landmark


def _landmarks_of(
    page: MarkedPage, landmarks: frozenset[str]
) -> Iterator[tuple[str, Mark, Sequence[Marked]]]:
    """The lines of a page that are landmarks and can be said in words."""
    for mark, marked in zip(page.marks, page.marked, strict=True):
        form = own_landmark(mark.text, landmarks)
        if form and _can_be_said(form):
            yield form, mark, marked


def _headings(pages: Iterable[MarkedPage], landmarks: frozenset[str]) -> dict[str, str]:
    """The headings of the site that are of the same kind on all pages."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for form, _, marked in _landmarks_of(page, landmarks):
            kinds[form].update(piece.value for piece in marked if piece.tag == "h")
    return {form: found.pop() for form, found in kinds.items() if len(found) == 1}


def _noise(pages: Iterable[MarkedPage], landmarks: frozenset[str]) -> set[str]:
    """The lines that a person cut out, unless a page has them in its text."""
    noise: set[str] = set()
    content: set[str] = set()
    for page in pages:
        for form, mark, marked in _landmarks_of(page, landmarks):
            if not any(piece.tag == "noise" for piece in marked):
                content.add(form)
            elif mark.role is not Role.NOISE:
                noise.add(form)
    return noise - content


def _by_meaning(words: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word, meaning in sorted(words.items()):
        found[meaning].append(word)
    return {meaning: tuple(names) for meaning, names in sorted(found.items())}


def _labels(page: MarkedPage, landmarks: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The landmarks right before or above values, each with what these values are."""
    if _labels_stand_below(page):
        return
    label, block = "", -1
    for mark, marked in zip(page.marks, page.marked, strict=True):
        form = own_landmark(mark.text, landmarks)
        target = _target(marked)
        if form.endswith(":"):
            if target:
                yield form, target
            label = ""
        elif form and _is_label(marked):
            label, block = form, mark.block
        elif label and target and mark.block - block <= 1:
            yield label, target
            block = mark.block
        else:
            label = ""


def _labels_stand_below(page: MarkedPage) -> bool:
    """Whether labels stand below their values: blocks begin with a value and end with a label."""
    blocks: dict[int, list[Sequence[Marked]]] = defaultdict(list)
    for mark, marked in zip(page.marks, page.marked, strict=True):
        blocks[mark.block].append(marked)
    below = above = 0
    for block in blocks.values():
        first, last = block[0], block[-1]
        below += bool(_is_label(last) and first and not _is_label(first))
        above += bool(_is_label(first) and last and not _is_label(last))
    return below > above


def _is_label(marked: Sequence[Marked]) -> bool:
    return any(piece.tag == "l" for piece in marked)


def _target(marked: Sequence[Marked]) -> str:
    """What the values on a line are, if they are all the same."""
    tags = {piece.tag for piece in marked if piece.tag in _TARGETS}
    if tags == PERIOD:
        return "period"
    return _TARGETS[tags.pop()] if len(tags) == 1 else ""
