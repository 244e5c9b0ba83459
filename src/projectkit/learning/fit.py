"""Trains what reads one site, from a few examples, on top of the general models."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from projectkit.learning.marked import Marked, line_label, word_tags
from projectkit.parsing.layout import Layout
from projectkit.parsing.lines.decide import decide
from projectkit.parsing.lines.features import line_features
from projectkit.parsing.lines.frame import without_recurring
from projectkit.parsing.lines.rows import placed_lines
from projectkit.parsing.models import model
from projectkit.parsing.site.evidence import SURE, Said, of_page, stated
from projectkit.parsing.site.reader import NO_PROJECT, PROJECT, SiteReader
from projectkit.parsing.words.features import word_items
from projectkit.parsing.words.spans import OUTSIDE
from projectkit.reading.blocks import split_blocks
from projectkit.reading.lines import Line
from projectkit.reading.page import SavedPage

_Labelled = tuple[list[list[str]], list[str]]
"""The features of each item of a sequence, and its labels."""

# Penalties on weights (c1 makes them zero, c2 small) and training rounds.
_SETTINGS = {"c1": 0.02, "c2": 0.02, "max_iterations": 100}
# How often each label is shown beside what the general model says when it is sure, so that a few
# examples do not unlearn what they do not show.
_REMINDERS = 3
_SURE_STEPS = (SURE, SURE - 1, SURE - 2)
_RUN = 3
# Room for a model while it is trained, in bytes.
_ROOM = 50_000_000


@dataclass(frozen=True)
class Example:
    """A page of a site, and what is marked on each of its lines.

    Attributes:
        page: the page.
        marked: what is marked on each of its lines that are not blank.
        recurring: lines that recur on many pages of its folder.
    """

    page: SavedPage
    marked: Sequence[Sequence[Marked]]
    recurring: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Judged:
    """A page of a site of which a person said whether it describes a project."""

    texts: tuple[str, ...]
    features: tuple[str, ...]
    chance: float
    is_project: bool


def fit(
    examples: Sequence[Example],
    layout: Layout,
    landmarks: frozenset[str],
    judged: Sequence[Judged] = (),
) -> SiteReader:
    """Train what reads a site.

    Args:
        examples: pages of the site with their right answers; without any, values are read as
            before.
        layout: how the site is read so far.
        landmarks: what recurs on the site.
        judged: pages that are projects or not; without one that is not, nothing is learned of that.
    """
    reader = SiteReader("", landmarks)
    if examples:
        reader = _fit_values(examples, replace(layout, reader=None), reader)
    if not all(page.is_project for page in judged):
        reader = replace(reader, pages=_train([_page(page, landmarks) for page in judged]))
    return replace(reader, version=_version(reader))


def _fit_values(examples: Sequence[Example], layout: Layout, reader: SiteReader) -> SiteReader:
    """Learn what lines and words are: the words from lines as they are read then."""
    lines = [_lines(example, layout, reader) for example in examples]
    seen = {label for _, labels in lines for label in labels}
    reader = replace(reader, lines=_train([*_reminders_of_lines(), *lines]), seen=frozenset(seen))
    layout = replace(layout, reader=reader)
    words = [_words(example, layout, reader) for example in examples]
    seen |= {tag for _, tags in words for tag in tags}
    # A name of two words says how one of one word is tagged, and the other way round.
    seen |= {f"{begun}{tag[1:]}" for tag in seen if tag[1:2] == "-" for begun in "BI"}
    return replace(reader, words=_train([*_reminders_of_words(), *words]), seen=frozenset(seen))


def _version(reader: SiteReader) -> str:
    """Six characters that change when what was learned does."""
    content = "\n".join(sorted(reader.landmarks)).encode()
    return hashlib.sha256(content + reader.lines + reader.words + reader.pages).hexdigest()[:6]


def _lines(example: Example, layout: Layout, reader: SiteReader) -> _Labelled:
    lines = placed_lines(split_blocks(lines_read(example.page)), layout)
    features = line_features(lines, layout, example.page.url)
    texts = [placed.line.text for placed in lines]
    labels = [line_label(text, marked) for text, marked in zip(texts, example.marked, strict=True)]
    return reader.evidence_of_lines(texts, features, _said("lines", features)), labels


def _words(example: Example, layout: Layout, reader: SiteReader) -> _Labelled:
    marks = decide(split_blocks(lines_read(example.page)), layout, example.page.url)
    marks = without_recurring(marks, example.recurring)
    items = word_items(marks, layout)
    said = _said("words", [item.features for item in items])
    return reader.evidence_of_words(items, marks, said), list(word_tags(example.marked, items))


def _page(page: Judged, landmarks: frozenset[str]) -> _Labelled:
    label = PROJECT if page.is_project else NO_PROJECT
    return [of_page(page.texts, page.features, page.chance, landmarks)], [label]


def lines_read(page: SavedPage) -> list[Line]:
    """The lines of a page that a reader sees."""
    return [line for line in page.lines if not line.unread]


def _said(name: str, features: list[list[str]]) -> Said:
    general = model(name)
    labels = general.tag(features)
    return Said(labels, [general.marginal(label, at) for at, label in enumerate(labels)])


def _reminders_of_lines() -> Iterator[_Labelled]:
    """Lines of each kind, of which the general model is sure."""
    for label in model("lines").labels():
        for sure in _SURE_STEPS:
            yield from _repeated([stated(label, sure)], [label])


def _reminders_of_words() -> Iterator[_Labelled]:
    """Names of each kind, of which the general model is sure, and a run of other words."""
    known = set(model("words").labels())
    for begun in sorted(tag for tag in known if tag.startswith("B-")):
        inside = f"I{begun[1:]}"
        tags = [begun, inside, inside] if inside in known else [begun]
        for sure in _SURE_STEPS:
            yield from _repeated([stated(tag, sure) for tag in tags], tags)
    nothing = [stated(OUTSIDE, sure) for sure in _SURE_STEPS for _ in range(_RUN)]
    yield from _repeated(nothing, [OUTSIDE] * len(nothing))


def _repeated(features: list[list[str]], labels: list[str]) -> Iterator[_Labelled]:
    for _ in range(_REMINDERS):
        yield features, labels


def _check_room(folder: str) -> None:
    """Refuse a disk that is nearly full: CRFsuite ends the whole program there.

    Raises:
        OSError: if there is too little room.
    """
    if shutil.disk_usage(folder).free < _ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), tempfile.gettempdir())


def _train(sequences: Iterable[_Labelled]) -> bytes:
    """A model of these sequences, as the bytes of its file."""
    import pycrfsuite  # noqa: PLC0415  (only what learns or reads pages waits for it)

    trainer = pycrfsuite.BaseTrainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_SETTINGS)
    for features, labels in sequences:
        if features:
            trainer.append(features, labels)
    with tempfile.TemporaryDirectory() as folder:
        _check_room(folder)
        path = Path(folder, "model.crfsuite")
        trainer.train(str(path))
        return path.read_bytes()
