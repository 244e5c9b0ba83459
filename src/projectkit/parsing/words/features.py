"""The evidence on what each word of a page names, as names of features.

A feature is a short text such as `word=stichting`, `-1:word=met` or `heading=partners`; the model
has a weight for each with every tag. The evidence is the word, its neighbours, cues in the
sentence, name lists, the vocabulary, the role of the line, and the label and heading above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from projectkit.dutch.status import read_status
from projectkit.dutch.words import words
from projectkit.parsing.layout import Layout
from projectkit.parsing.lines.announced import announcement, said_of
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.vocabulary.organisation_words import (
    is_known_organisation,
    is_organisation_word_form,
)
from projectkit.parsing.vocabulary.phrases import cues_in, load_vocabulary
from projectkit.parsing.vocabulary.role_words import roles
from projectkit.parsing.words.context import CUE, LONG_WORDS, LabelInside, LineContext
from projectkit.parsing.words.name_lists import given_names, proper_names
from projectkit.parsing.words.rows_of_names import row_features
from projectkit.parsing.words.tokens import ENDS_OF_SENTENCE, Token, TokenKind, tokens

FEATURES_VERSION = 3
"""Raised when features change, so that no model is used with features it was not trained on."""

_EDGE = Token("", 0, 0, TokenKind.WORD)

GAP = ["gap"]
"""The features of a gap: words of running text that name nothing."""

_REMEMBERED = 20_000
_AFFIX = 4
_SHORTEST_CUE = 4
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
_SURNAME = re.compile(
    r"[A-ZÀ-Ý].*(?:sen|stra|sma|inga|ink|mans|ema|huis|berg|dijk|veld|kamp|horst|man|ers|aerts|inckx"
    r"|oğlu|ić)"
)
_DIGITS = re.compile(r"\d")
_PARTS_OF_HOST = re.compile(r"[^\w]+")


class Item(NamedTuple):
    """One item of the sequence that is tagged: a token, or a gap between tokens of running text.

    Attributes:
        features: the evidence on it.
        token: the token, or None for a gap.
        mark: the index of its line among the marks.
    """

    features: list[str]
    token: Token | None
    mark: int


def word_items(marks: Sequence[Mark], layout: Layout) -> list[Item]:
    """The words of a page; in running text, only possible names and the words beside them."""
    lines = [tokens(mark.text) for mark in marks]
    known = _PageWords(marks, lines)
    context = LineContext(layout.vocabulary)
    items: list[Item] = []
    for place, mark in enumerate(marks):
        following = marks[place + 1] if place + 1 < len(marks) else None
        shared = context.of(mark, following)
        if mark.role is not Role.NOISE:
            inside = context.label_inside(mark, lines[place])
            items += _of_line(place, mark.text, lines[place], (shared, inside), known)
    return items


def _of_line(
    place: int,
    text: str,
    line: list[Token],
    context: tuple[list[str], LabelInside | None],
    known: _PageWords,
) -> list[Item]:
    """The items of one line, with the evidence of its words, its context and the page."""
    shared, inside = context
    prose = is_prose(text)
    kept = _kept(line) if prose else range(len(line))
    said = _said(text, line) if prose else [()] * len(line)
    cues = _cues(line)
    parts = _announced(text, line)
    rows = row_features(line)
    bracketed = _bracketed(line)
    padded = [_EDGE, _EDGE, *line, _EDGE, _EDGE]
    items: list[Item] = []
    before = -1
    for at in sorted(kept):
        if at != before + 1:
            items.append(Item(GAP, None, place))
        before = at
        token = line[at]
        before1, behind1, before2, behind2 = (
            padded[at + 1],
            padded[at + 3],
            padded[at],
            padded[at + 4],
        )
        features = [
            *_own(token.text, token.kind),
            *shared,
            *_at_offset("-1", before1.text, before1.kind),
            *_at_offset("+1", behind1.text, behind1.kind),
            *_at_offset("-2", before2.text, before2.kind),
            *_at_offset("+2", behind2.text, behind2.kind),
            *said[at],
            *cues[at],
            *parts[at],
            *rows[at],
        ]
        if inside is not None:
            features += inside.after if at > inside.end else inside.before
        if at in bracketed:
            features.append("bracketed")
        if token.text[0].isupper():
            features += known.of(token.text)
        items.append(Item(features, token, place))
    return items


def _bracketed(line: list[Token]) -> set[int]:
    """The places of the words in brackets."""
    found: set[int] = set()
    inside = False
    for at, token in enumerate(line):
        if token.text in {"(", ")"}:
            inside = token.text == "("
        elif inside:
            found.add(at)
    return found


class _PageWords:
    """What the rest of a page says about a capitalised word."""

    def __init__(self, marks: Sequence[Mark], lines: Sequence[list[Token]]) -> None:
        self._names = Counter(
            [token.text for line in lines for token in line if token.text[0].isupper()]
        )
        title = next((mark.text for mark in marks if mark.role is Role.TITLE), "")
        self._title = frozenset(LONG_WORDS.findall(title.lower()))
        noise = (
            token.text
            for mark, line in zip(marks, lines, strict=True)
            if mark.role is Role.NOISE
            for token in line
        )
        addresses = (
            token.text
            for line in lines
            for token in line
            if token.kind in {TokenKind.EMAIL, TokenKind.URL}
        )
        hosts = (
            part
            for address in addresses
            for part in _PARTS_OF_HOST.split(address.rpartition("@")[2].lower())
        )
        self._site = frozenset([*(word.lower() for word in noise if word[0].isupper()), *hosts])

    def of(self, word: str) -> list[str]:
        """Whether it recurs, is in the title, or in the menu, footer or address of the site."""
        plain = word.lower()
        features = ["again"] if self._names[word] > 1 else []
        features += ["in-title"] if plain in self._title else []
        features += ["of-site"] if plain in self._site else []
        return features


def _kept(line: list[Token]) -> set[int]:
    """The possible names in running text, with two words before and one after each."""
    kept: set[int] = set()
    for at, token in enumerate(line):
        if token.kind is not TokenKind.WORD or _may_name(token.text):
            kept.update(range(max(0, at - 2), min(len(line), at + 2)))
    return kept


@lru_cache(maxsize=_REMEMBERED)
def _may_name(word: str) -> bool:
    """Whether a word may be in a name or a role: it has a capital or digit, or a list says so."""
    if not word[0].isalpha():
        return word[0].isdigit()
    return not word.islower() or any(
        sort == "organisation" or sort.startswith("role") for sort in _sorts(word)
    )


@lru_cache(maxsize=_REMEMBERED)
def _own(text: str, kind: TokenKind) -> tuple[str, ...]:
    """The features of a token by itself."""
    if kind is not TokenKind.WORD:
        return (f"kind={kind}",)
    plain = _DIGITS.sub("0", text.lower())
    features = [f"word={plain}", f"form={_form(text)}"]
    if len(plain) >= _AFFIX:
        features += [f"begins={plain[:_AFFIX]}", f"ends={plain[-_AFFIX:]}"]
    if len(plain) > _AFFIX + 1:
        features.append(f"ends={plain[-3:]}")
    return (*features, *(f"is={sort}" for sort in _sorts(text)))


@lru_cache(maxsize=4 * _REMEMBERED)
def _at_offset(offset: str, text: str, kind: TokenKind) -> tuple[str, ...]:
    """The features that a token gives to a neighbour."""
    where = f"{offset}:"
    if not text:
        return (f"{where}edge",) if offset in {"-1", "+1"} else ()
    if kind is not TokenKind.WORD:
        return (f"{where}kind={kind}",)
    plain = _DIGITS.sub("0", text.lower())
    return (
        f"{where}word={plain}",
        f"{where}form={_form(text)[:4]}",
        *(f"{where}is={sort}" for sort in _sorts(text)),
    )


def _form(text: str) -> str:
    """`Xx` of a word with a capital, `X.X` of initials, `X0` of a code."""
    form = ""
    for sort in map(_sort_of_letter, text[:12]):
        if len(form) < 2 or form[-1] != sort:  # noqa: PLR2004  (two of a sort tell AB from A)
            form += sort
    return form


@lru_cache(maxsize=_REMEMBERED)
def _sort_of_letter(letter: str) -> str:
    if letter.isupper():
        return "X"
    if letter.islower():
        return "x"
    return "0" if letter.isdigit() else letter


@lru_cache(maxsize=_REMEMBERED)
def _sorts(text: str) -> tuple[str, ...]:
    """What a word may be, according to lists and readers."""
    plain = text.lower().strip(".")
    role = roles(text) if len(plain) >= _AFFIX else ()
    before, after, particles = _parts_of_names()
    found = {
        "given": _is_given_name(text),
        "proper": _is_proper_name(text),
        "particle": plain in particles,
        "title": plain in before or all(part in before for part in plain.split(".")),
        "title-behind": plain in after,
        "organisation": is_organisation_word_form(plain),
        "known-organisation": is_known_organisation(text),
        "unit": plain.startswith(tuple(load_vocabulary("organisations")["units"])),
        "month": plain in _months(),
        "programme": plain in _programme_words(),
        "status": read_status(text) is not None,
        "initials": bool(_INITIALS.fullmatch(text)),
        "surname": bool(_SURNAME.fullmatch(text)),
    }
    return (
        *(sort for sort, holds in found.items() if holds),
        *([f"role-{role[0]}"] if role else []),
    )


def _is_given_name(word: str) -> bool:
    return word in given_names() or word.partition("-")[0] in given_names()


def _is_proper_name(word: str) -> bool:
    return word in proper_names() or any(half in proper_names() for half in word.split("-"))


@cache
def _parts_of_names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    titles = words()["titles"]
    return frozenset(titles["before"]), frozenset(titles["after"]), frozenset(words()["particles"])


@cache
def _months() -> frozenset[str]:
    return frozenset(name for names in words()["months"].values() for name in names)


@cache
def _programme_words() -> frozenset[str]:
    names = load_vocabulary("programmes")["names"]
    return frozenset(word.lower() for name in names for word in name.split() if word[0].isupper())


@cache
def _no_cues() -> frozenset[str]:
    return frozenset(load_vocabulary("cues")["none"])


@lru_cache(maxsize=_REMEMBERED)
def _cue(text: str) -> str:
    """The beginning of a word that may say what the names around it do, or an empty text."""
    is_plain = text.isalpha() and text.islower()
    if not is_plain or len(text) < _SHORTEST_CUE or text in _no_cues():
        return ""
    sorts = _sorts(text)
    return "" if "organisation" in sorts or "particle" in sorts else text[:CUE]


def _cues(line: list[Token]) -> list[tuple[str, ...]]:
    """For each token, the features of the two nearest cues before it and the nearest after it."""
    own = [_cue(token.text) for token in line]
    after: list[str] = [""] * len(line)
    near = ""
    for at in range(len(line) - 1, -1, -1):
        after[at] = near
        near = "" if line[at].text in ENDS_OF_SENTENCE else own[at] or near
    found: list[tuple[str, ...]] = []
    near, far = "", ""
    for at, token in enumerate(line):
        found.append(_cue_features(near, far, after[at]))
        if token.text in ENDS_OF_SENTENCE:
            near, far = "", ""
        elif own[at]:
            near, far = own[at], near
    return found


@lru_cache(maxsize=_REMEMBERED)
def _cue_features(near: str, far: str, after: str) -> tuple[str, ...]:
    features = [f"cue={near}", f"cues={near}"] if near else []
    features += [f"cue2={far}", f"cues={far}"] if far else []
    features += [f"cue-behind={after}"] if after else []
    return tuple(features)


def _announced(text: str, line: list[Token]) -> list[tuple[str, ...]]:
    """For each token, how many sentences after the announcement of parts on its line it stands."""
    said = announcement(text)
    if said is None:
        return [()] * len(line)
    found: list[tuple[str, ...]] = []
    sentences = 0
    for token in line:
        behind = token.start >= said.end
        words = (f"behind-announcement{sentences}", *said_of(said, "behind"))
        found.append(words if behind else ())
        sentences = min(2, sentences + (behind and token.text in ENDS_OF_SENTENCE))
    return found


def _said(text: str, line: list[Token]) -> list[tuple[str, ...]]:
    """For each token, the cues anywhere in its sentence."""
    starts = [0, *(token.end for token in line if token.text in ENDS_OF_SENTENCE), len(text)]
    found: list[tuple[str, ...]] = []
    place = 0
    sentence = _cue_names(text[: starts[1]])
    for token in line:
        while token.start >= starts[place + 1]:
            place += 1
            sentence = _cue_names(text[starts[place] : starts[place + 1]])
        found.append(sentence)
    return found


def _cue_names(sentence: str) -> tuple[str, ...]:
    return tuple(f"says={cue}" for cue in sorted(cues_in("sentence", sentence)))
