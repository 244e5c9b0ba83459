"""The evidence on what each line of a page is, as names of features.

A feature is a short text such as `label=funder` or `-1:prose`; the model has a weight for each with
every kind of line. The evidence comes from the vocabulary, from the readers of dates, money and
names, and from the words, the form of the line, its neighbours and its place on the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from projectkit.dutch.amounts import find_amounts
from projectkit.dutch.dates import find_dates
from projectkit.dutch.person_names import is_person_name, split_titles
from projectkit.dutch.phones import find_phones
from projectkit.dutch.status import read_status
from projectkit.parsing.layout import Layout
from projectkit.parsing.lines.address import AddressWords
from projectkit.parsing.lines.announced import AnnouncedParts
from projectkit.parsing.lines.marks import is_prose
from projectkit.parsing.lines.rows import PlacedLine
from projectkit.parsing.steps import step
from projectkit.parsing.vocabulary.lookup import Vocabulary
from projectkit.parsing.vocabulary.organisation_words import names_organisation
from projectkit.parsing.vocabulary.phrases import normalise
from projectkit.parsing.vocabulary.programme_words import subproject_numbering
from projectkit.parsing.vocabulary.role_words import roles
from projectkit.reading.blocks import list_item

FEATURES_VERSION = 6
"""Raised when features change, so that no model is used with features it was not trained on."""

SUBTITLE = re.compile(r"\s?[:–—|(]\s?|\s-\s")
"""What separates a name from its subtitle."""

SHORTEST_NAME = 4
"""How many letters a name has at least; fewer recur by chance."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+|[^\w\s]")
_DIGIT = re.compile(r"\d")
_LONG_WORD = re.compile(r"\w{4,}")
# What may surround a name and its subtitle.
_MARKS_AROUND = re.compile(r"^\W+|[\s\"'’”]+$")
_WORD_BEFORE = re.compile(r"(\w+)\W{1,3}$")
_LONGEST_WORD = 30
_TRAIL = re.compile(r"\||\s[>»\u203a]\s")
_SHORT_LINE = 9
_LONG_LINE = 15
_LONGEST_LABEL = 50
_AFFIX = 5
_TOP_OF_PAGE = 60
_FAR_IN_BLOCK = 2
# The steps of figures in features: up to 0, up to 1, and so on.
_COUNTS = (0, 1, 2, 3, 4, 6, 9, 14, 25, 50)
_PLACES = (0, 1, 2, 3, 4, 6, 8, 12, 20, 40)
_LENGTHS = (20, 35, 50, 60, 70, 80, 100)
_SHARES = (0, 0.01, 0.3, 0.7, 0.99, 1)
# The features of a line that its neighbours get too.
_SHARED = frozenset(
    (
        "item",
        "numbered",
        "colon",
        "date",
        "money",
        "status",
        "name",
        "organisation",
        "prose",
        "mail",
        "phone",
        "trail",
        "noise",
        "digit",
        "?",
    )
)
_SHARED_PREFIXES = ("words", "letters", "begin=", "end=", "heading=", "label=", "role=", "capitals")


def _is_running_text(text: str) -> bool:
    return is_prose(text) or text.count(" ") >= _SHORT_LINE


def _places_of(words: str, text: str) -> Iterator[int]:
    """Where words stand in a text by themselves, not as a part of longer ones."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        is_whole = not (_is_of_word(text[at - 1 : at]) or _is_of_word(text[end : end + 1]))
        if is_whole:
            yield at
        at = text.find(words, end if is_whole else at + 1)


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def line_features(
    lines: Sequence[PlacedLine], layout: Layout, address: str | None = None
) -> list[list[str]]:
    """The features of each line of a page.

    Args:
        lines: its lines that are not blank.
        layout: how its site is read.
        address: the address of the page, if it is known.
    """
    own = [_own(placed.line.text, layout.vocabulary) for placed in lines]
    shared = [_shared(features) for features in own]
    page = _PageFigures(lines, AddressWords(address))
    return [
        [*own[place], *_of_neighbours(shared, place), *page.of(place)]
        for place in range(len(lines))
    ]


def _own(text: str, vocabulary: Vocabulary) -> list[str]:
    """The features of a line by itself."""
    item = list_item(text)
    text = item.text if item else text
    words = _WORD.findall(text)
    letters = [word for word in words if word[0].isalpha()]
    features = [
        "any",
        f"words{step(len(letters), _COUNTS)}",
        f"end={_sign(text[-1])}",
        f"begin={_first_sign(text[0])}",
    ]
    features.append(f"letters{step(len(text), _LENGTHS)}")
    features += ["item"] if item else []
    features += ["numbered"] if subproject_numbering().match(text) else []
    features += _of_vocabulary(text, vocabulary)
    features += _of_values(text, words=len(letters))
    capitals = sum([word[0].isupper() for word in letters]) / max(1, len(letters))
    features.append(f"capitals{step(capitals, (0, 0.2, 0.5, 0.8, 0.99))}")
    features += _of_words([word.lower() for word in letters])
    return features


def _sign(letter: str) -> str:
    return "a" if letter.isalnum() else letter


def _first_sign(letter: str) -> str:
    if letter.isdigit():
        return "0"
    if not letter.isalpha():
        return letter
    return "A" if letter.isupper() else "a"


def _of_vocabulary(text: str, vocabulary: Vocabulary) -> list[str]:
    features: list[str] = []
    head, colon, _rest = text.partition(":")
    if colon:
        features.append("colon")
        target = vocabulary.label(head)
        features += [f"before={normalise(head)[:30]}"] if len(head) < _LONGEST_LABEL else []
        features += [f"before-label={target}"] if target else []
    target, kind = vocabulary.label(text), vocabulary.heading(text)
    features += [f"label={target}"] if target else []
    features += [f"heading={kind}"] if kind else []
    features += ["noise"] if vocabulary.is_noise(text) else []
    return features


def _of_values(text: str, *, words: int) -> list[str]:
    short = words < _LONG_LINE
    role = roles(text) if short else ()
    return [
        *(["trail"] if _TRAIL.search(text) else []),
        *(["mail"] if "@" in text else []),
        *(_of_figures(text) if _DIGIT.search(text) else []),
        *(_of_short(text) if short else []),
        *(["prose"] if is_prose(text) else []),
        *(["?"] if text.endswith("?") else []),
        *([f"role={role[0]}"] if role else []),
    ]


def _of_figures(text: str) -> list[str]:
    features = ["digit"]
    features += ["date"] if find_dates(text) else []
    features += ["money"] if find_amounts(text) else []
    features += ["phone"] if find_phones(text) else []
    return features


def _of_short(text: str) -> list[str]:
    """What is only worth reading from a short line."""
    features = ["status"] if read_status(text) is not None else []
    features += ["name"] if is_person_name(split_titles(text.partition(",")[0]).name) else []
    features += ["organisation"] if names_organisation(text) else []
    return features


def _of_words(words: list[str]) -> list[str]:
    if not words:
        return []
    features = [f"first={words[0]}", f"last={words[-1]}"]
    features += [f"pair={words[0]} {words[1]}"] if len(words) > 1 else []
    if len(words) > _SHORT_LINE:
        return features + [f"early={word}" for word in words[:4]]
    for word in dict.fromkeys(words):
        features.append(f"word={word}")
        if len(word) > _AFFIX + 1:
            features += [f"begins={word[:_AFFIX]}", f"ends={word[-_AFFIX:]}"]
    return features


def _shared(features: list[str]) -> list[str]:
    return [name for name in features if name in _SHARED or name.startswith(_SHARED_PREFIXES)]


def _of_neighbours(shared: Sequence[list[str]], place: int) -> list[str]:
    features = [f"-1:{name}" for name in shared[place - 1]] if place else ["top"]
    features += (
        [f"+1:{name}" for name in shared[place + 1]] if place + 1 < len(shared) else ["bottom"]
    )
    features += [f"-2:{name}" for name in shared[place - 2][:3]] if place > 1 else []
    features += [f"+2:{name}" for name in shared[place + 2][:3]] if place + 2 < len(shared) else []
    return features


class _PageFigures:
    """Where each line is on its page, and how it relates to the other lines."""

    def __init__(self, lines: Sequence[PlacedLine], address: AddressWords) -> None:
        self._lines = lines
        self._address = address
        self._announced = AnnouncedParts(lines)
        texts = [placed.line.text for placed in lines]
        self._texts = Counter(texts)
        self._whole = "\n".join(texts).casefold()
        self._blocks = Counter(placed.block for placed in lines)
        self._levels = Counter(placed.line.level for placed in lines)
        self._prose = " ".join(filter(_is_running_text, texts))
        lengths = [len(text) if is_prose(text) else 0 for text in texts]
        self._prose_before = list(accumulate(lengths, initial=0))
        self._first_prose = next(
            (place for place, length in enumerate(lengths) if length), len(texts)
        )

    def of(self, place: int) -> list[str]:
        """The features of the line at a place."""
        line, block = self._lines[place].line, self._lines[place].block
        to_prose = step(self._first_prose - place, (-1, 0, 1, 2, 3, 5, 9))
        prose = self._prose_before[place] / max(1, self._prose_before[-1])
        features = [
            f"from-top{step(place, _PLACES)}",
            f"from-bottom{step(len(self._lines) - 1 - place, (0, 1, 2, 3, 5, 8, 12, 20))}",
            f"to-prose{to_prose}",
            f"block{step(self._blocks[block], (1, 2, 3, 5, 10))}",
            self._place_in_block(place, block),
            f"prose-before{step(prose, _SHARES)}",
        ]
        features += self._announced.of(place)
        features += ["again"] if self._texts[line.text] > 1 else []
        features += [f"level{line.level}"] if line.level else []
        is_only = line.level and self._levels[line.level] == 1
        features += [f"only-level{line.level}"] if is_only else []
        features += ["markup-noise"] if line.noise else []
        features += [f"cells{min(len(line.cells), 4)}"] if line.cells else []
        may_be_title = place < _TOP_OF_PAGE and not is_prose(line.text)
        features += self._address.shared_with(line.text) if may_be_title else []
        share = self._share_elsewhere(line.text) if may_be_title else None
        if share is not None:
            features += [
                f"elsewhere{share}",
                f"elsewhere{share}-to-prose{to_prose}",
                *self._mentions(line.text),
            ]
        return features

    def _mentions(self, text: str) -> list[str]:
        """How often running text mentions a line or the name before its subtitle, and after what.

        Running text calls a project by its name: `In het project Kreeft op de kaart`.
        """
        features: list[str] = []
        prose = self._prose.replace(text, " ", 1) if _is_running_text(text) else self._prose
        name = SUBTITLE.split(_MARKS_AROUND.sub("", text), maxsplit=1)[0]
        for sort, words in (("whole", text), ("name", name)):
            if len(words) < SHORTEST_NAME or (sort == "name" and words == text):
                continue
            mentions = list(_places_of(words, prose))
            times = step(len(mentions), (0, 1, 3))
            features.append(f"mentioned-{sort}{times}-{_form_of_name(words)}")
            at = mentions[0] if mentions else 0
            before = _WORD_BEFORE.search(prose, max(0, at - _LONGEST_WORD), at)
            features += [f"mentioned-behind={before[1].lower()}"] if before else []
        return features

    def _place_in_block(self, place: int, block: int) -> str:
        first = place
        while first and self._lines[first - 1].block == block and place - first < _FAR_IN_BLOCK:
            first -= 1
        last = place + 1 == len(self._lines) or self._lines[place + 1].block != block
        return f"in-block{place - first}{'-last' if last else ''}"

    def _share_elsewhere(self, text: str) -> int | None:
        """The share of long words in a line that recur on the page, as those of a title do."""
        words = _LONG_WORD.findall(text.casefold())
        if not words:
            return None
        own = self._texts[text]
        again = sum(self._whole.count(word) > own for word in words)
        return step(again / len(words), (0, 0.3, 0.6, 0.99, 1))


def _form_of_name(words: str) -> str:
    if words.islower():
        return "small"
    return "words" if " " in words else "word"
