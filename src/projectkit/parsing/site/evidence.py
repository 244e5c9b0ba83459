"""The evidence on the pages of one site, as names of features.

What the general models say is evidence too: where nothing on the site speaks against it, it stays.
No feature holds a word of a page that is not a landmark, but for words without capitals beside a
name, such as `(trekt)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from projectkit.parsing.lines.marks import Mark
from projectkit.parsing.site.landmarks import NOWHERE, Place, own_landmark, word_form
from projectkit.parsing.steps import step
from projectkit.parsing.words.features import Item
from projectkit.parsing.words.name_lists import may_be_name
from projectkit.parsing.words.tokens import Token, TokenKind

_SURENESS = (0.5, 0.75, 0.9, 0.98)
SURE = 4
"""The step of a probability of which the general model is as good as certain."""

# What the general features of a line tell of its form.
_FORMS_OF_LINES = (
    *("item", "colon", "date", "money", "status", "name", "organisation", "prose", "mail", "trail"),
    *("digit", "?", "words", "letters", "end=", "begin=", "capitals", "role=", "level", "in-block"),
    *("cells", "from-top", "heading=", "label="),
)
# Of these, what counts together with the landmark above.
_FORMS_BELOW = ("date", "money", "name", "organisation", "prose", "item", "colon", "words")
_FORMS_OF_WORDS = (
    *("form=", "is=", "kind=", "bracketed", "in-title"),
    *("-1:kind=", "+1:kind=", "+1:edge", "-1:edge", "-1:is=", "+1:is="),
)
_FORMS_NEAR = ("form=", "kind=", "is=")
# What the general features of a page count: no words.
_FIGURES_OF_PAGE = (
    *("signs", "label-", "section-", "value-", "role-", "lines", "prose", "core", "sections"),
    *("times", "days", "years", "questions", "quotes", "money"),
)
_SEPARATORS = frozenset(",;/|&+") | {"en", "and"}
_OPENERS = frozenset("(:–-")
_MOST_PARTS = 2
_FAR = 3


@dataclass(frozen=True)
class Said:
    """What a general model says.

    Attributes:
        labels: the most probable label of each item.
        certainties: how probable it is.
    """

    labels: list[str]
    certainties: list[float]

    def around(self, at: int) -> list[str]:
        """What it says of an item and its neighbours, as features."""
        label, sure = self.labels[at], step(self.certainties[at], _SURENESS)
        features = stated(label, sure)
        features += [f"was-1={self.labels[at - 1]}"] if at else []
        features += [f"was+1={self.labels[at + 1]}"] if at + 1 < len(self.labels) else []
        return features


def stated(label: str, sure: int) -> list[str]:
    """The features of what a general model says of an item, by itself."""
    return ["any", f"was={label}", f"was={label}~{sure}"]


def of_lines(
    places: Sequence[Place], features: Sequence[Sequence[str]], said: Said
) -> list[list[str]]:
    """The evidence on what each line of a page is.

    Args:
        places: where each line is between the landmarks.
        features: the general features of each line.
        said: what the general model takes each line for.
    """
    return [
        [
            *said.around(at),
            *_between(place),
            *_of(features[at], _FORMS_OF_LINES),
            *(f"{_where(place)}{form}" for form in _of(features[at], _FORMS_BELOW)),
        ]
        for at, place in enumerate(places)
    ]


def of_words(
    items: Sequence[Item],
    marks: Sequence[Mark],
    places: Sequence[Place],
    said: Said,
    landmarks: frozenset[str],
) -> list[list[str]]:
    """The evidence on what each word of a page names."""
    found: list[list[str]] = []
    line = _LineSoFar(-1)
    for at, item in enumerate(items):
        if item.mark != line.place:
            line = _LineSoFar(item.mark)
        if item.token is None:
            found.append([*said.around(at), "gap"])
            continue
        mark, place = marks[item.mark], places[item.mark]
        forms = _of(item.features, _FORMS_OF_WORDS)
        found.append(
            [
                *said.around(at),
                *_between(place),
                *forms,
                f"line={mark.role}:{mark.target}",
                *line.features(_where(place), item.token, forms),
                *_plain_words(items, at),
                *line.pass_over(item.token, landmarks),
            ]
        )
    return found


def of_page(
    texts: Iterable[str], features: Sequence[str], chance: float, landmarks: frozenset[str]
) -> list[str]:
    """The evidence on whether a page describes a project.

    Args:
        texts: its lines.
        features: the general features of the page.
        chance: how probable it is to the general model.
        landmarks: what recurs on the site.
    """
    present = sorted({own_landmark(text, landmarks) for text in texts} - {""})
    return [
        "any",
        f"chance{step(chance, (0.1, 0.3, 0.5, 0.7, 0.9))}",
        *_of(features, _FIGURES_OF_PAGE),
        *(f"there={landmark}" for landmark in present),
    ]


class _LineSoFar:
    """What was passed on a line before the word at hand."""

    def __init__(self, place: int) -> None:
        self.place = place
        self._parts, self._sign, self._near, self._distance = 0, "", "", 0

    def features(self, where: str, token: Token, forms: Sequence[str]) -> Iterator[str]:
        """What the line so far says of a word."""
        yield f"behind={self._sign}"
        yield f"{where}behind={self._sign}"
        yield f"{where}part{min(self._parts, _MOST_PARTS)}"
        plain = [form for form in forms if form.startswith(_FORMS_NEAR)]
        yield from (f"{where}{form}" for form in plain)
        if _is_sign(token):
            yield f"{where}sign={token.text}"
        if self._near:
            yield f"near={self._near}"
            yield f"near={self._near}|{min(self._distance, _FAR)}"
            yield from (f"near={self._near}|{form}" for form in plain)

    def pass_over(self, token: Token, landmarks: frozenset[str]) -> list[str]:
        """Go on behind a word; says whether it is a landmark itself."""
        if _is_sign(token):
            self._sign = token.text
            self._parts += token.text in _SEPARATORS or token.text in _OPENERS
        self._distance += 1
        own = word_form(token.text)
        if own not in landmarks:
            return []
        self._near, self._distance = own, 0
        return [f"is{own}"]


def _is_sign(token: Token) -> bool:
    return token.kind is not TokenKind.WORD or token.text in _SEPARATORS


def _plain_words(items: Sequence[Item], at: int) -> list[str]:
    """The words without capitals around a word of the same line, which tell its role: `(trekt)`."""
    found: list[str] = []
    for offset in (-3, -2, -1, 1, 2, 3):
        near = items[at + offset] if 0 <= at + offset < len(items) else None
        if near is not None and near.token is not None and near.mark == items[at].mark:
            text = near.token.text
            if _is_plain(text):
                side = "before" if offset < 0 else "behind"
                found += [f"{offset}:{text}", f"{side}:{text}"]
    return found


def _is_plain(text: str) -> bool:
    """Whether a word has no capitals and is not a name that somebody wrote so."""
    return text.isalpha() and text.islower() and not may_be_name(text)


def _where(place: Place) -> str:
    """The landmark that a line has, or the one above and how far that is."""
    return f"{place.own}|" if place.own != NOWHERE else f"{place.above}|{place.down}|"


def _between(place: Place) -> list[str]:
    return [
        f"own={place.own}",
        f"above={place.above}",
        f"above={place.above}|{place.down}",
        f"below={place.below}|{place.up}",
        f"between={place.above}|{place.below}",
    ]


def _of(features: Sequence[str], kinds: tuple[str, ...]) -> list[str]:
    """The general features of these kinds."""
    return [feature for feature in features if feature.startswith(kinds)]
