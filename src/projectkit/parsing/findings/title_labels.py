"""Takes off what says that words are a title: a label before it, hashes, quotes around it."""

from __future__ import annotations

import re
from functools import cache

from projectkit.parsing.layout import Layout
from projectkit.parsing.vocabulary.phrases import load_vocabulary, normalise

# What stands behind the label of a title, which is a cell of a row or a word before a colon.
_BEHIND_LABEL = re.compile(r"\s?[:|]\s?|\s")
_LONGEST_LABEL = 40
# A text may mark its headings as Markdown does.
_HASHES = re.compile(r"#{1,6}\s+(?=\S)")
_QUOTED_WHOLE = re.compile(r"[‘“\"'„«]([^‘“”\"„«»]+)[’”\"'»]")


def without_label(title: str, layout: Layout) -> str:
    """A title without what says that it is one: `Project: Buurtkracht`, `Titel | Buurtkracht`.

    Without a sign between them, the title has several words and begins like one, unlike that of
    `Titel twee` and `Titel voor iedereen`.
    """
    hashes = _HASHES.match(title)
    title = title[hashes.end() :] if hashes else title
    for behind in _BEHIND_LABEL.finditer(title, 0, _LONGEST_LABEL):
        head, rest = title[: behind.start()], title[behind.end() :]
        is_label = layout.vocabulary.label(head) == "title"
        is_label = is_label or (":" in behind[0] and is_label_of_title(head))
        is_apart = behind[0] != " " or (" " in rest and not rest[0].islower())
        if is_label and is_apart and rest:
            return rest
    return title


def is_label_of_title(text: str) -> bool:
    """Whether words before the colon of a title are no part of it: `Project: Buurtkracht`."""
    return normalise(text) in _labels()


@cache
def _labels() -> frozenset[str]:
    return frozenset(load_vocabulary("titles")["before"])


def unquoted(text: str) -> str:
    """A text without quotes around the whole of it."""
    quoted = _QUOTED_WHOLE.fullmatch(text)
    return quoted[1].strip() or text if quoted else text
