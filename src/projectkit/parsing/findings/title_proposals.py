"""Collects everything that the title of a page may be, with the evidence on it.

Many pages are headed by the title of their project. Others have a headline of their own and name
the project in their running text, and the models of lines and words see one line at a time. Which
name is the title also depends on how often the page says it and where, on quotes and on words such
as `project` before it, and on what else the title may be: the model of titles weighs that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from projectkit.dutch.words import breaks_off
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.findings.title_in_text import named_in_text
from projectkit.parsing.findings.title_labels import unquoted, without_label
from projectkit.parsing.layout import Layout
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.steps import CHANCES, FEW_CHANCES, MARGINS, SHARES_OF_PAGE, TIMES, step
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.parsing.words.context import LONG_WORDS
from projectkit.parsing.words.spans import Span, Tag, comparable_name

FEATURES_VERSION = 2
"""Raised when features change, so that no model is used with features it was not trained on."""

LINE = "line"
"""The way in which words are a title if the model of lines chose their line."""

NAMED = "named"
"""The way in which they are one if running text may name the project there."""

TAGGED = "tagged"
"""The way in which they are one if the model of words took them for the title."""

_WAYS = {Tag.TITLE: TAGGED, Tag.ALTERNATE_TITLE: "alternate"}
# Longer names in running text are no titles.
_LONGEST = 160
# More names than this are not compared with each other.
_MOST = 50
# How far around a name its quotes and nouns are looked for.
_REACH = 60
# Running text likely names the project from this probability on.
_LIKELY = 0.2
_QUOTES = "‘’“”„«»'\""
_QUOTED = re.compile(r"[‘“\"'„«]([^\W_a-zà-ÿ][^‘’“”\"„«»]{1,70}?)[’”\"'»](?!\w)")
_WORD = re.compile(r"\w+")
# `X: Y` and `X – Y` are often a title and something else.
_PUNCTUATION = re.compile(r"\s[–—|-]\s|:\s|\s\(")
_WORDS = (1, 2, 3, 4, 5, 7, 9, 12, 16)
_LETTERS = (3, 6, 10, 16, 25, 40, 60, 90)


@dataclass(frozen=True)
class TitleMention:
    """Words that may be the title.

    Attributes:
        text: the words.
        span: where they stand, or where the first line of them stands; its certainty is what the
            model of words says.
        marks: the lines that they stand on.
        ways: why they may be the title: `line` if the model of lines chose their line, `tagged` or
            `alternate` if the model of words took them for the title or another title, `possible`
            if it holds that possible, `quoted` if they stand in quotes, `named` if the model of
            mentions holds possible that running text names the project there.
        in_text: the probability that running text names the project there.
    """

    text: str
    span: Span
    marks: tuple[Mark, ...]
    ways: frozenset[str]
    in_text: float = 0.0


@dataclass(frozen=True)
class TitleProposal:
    """What the title of a page may be.

    Attributes:
        mentions: where the page says it, in order.
        features: the evidence on it, as names of features.
    """

    mentions: tuple[TitleMention, ...]
    features: list[str]

    @property
    def best(self) -> TitleMention:
        """The line that was chosen as title, or else the first mention."""
        lines = (mention for mention in self.mentions if LINE in mention.ways)
        return next(lines, self.mentions[0])

    @property
    def text(self) -> str:
        """The title as the page writes it there."""
        return self.best.text


def proposals(page: Page) -> list[TitleProposal]:
    """Everything that the title may be, each with the evidence on it."""
    mentions: dict[str, list[TitleMention]] = defaultdict(list)
    for mention in title_mentions(page):
        name = comparable_name(mention.text)
        if name in mentions or len(mentions) < _MOST:
            mentions[name].append(mention)
    for each in mentions.values():
        each.sort(key=lambda mention: (mention.span.place, mention.span.start))
    evidence = _Evidence(page, mentions)
    return [TitleProposal(tuple(each), evidence.on(name)) for name, each in mentions.items()]


def title_mentions(page: Page) -> Iterator[TitleMention]:
    """All words that may be the title: the chosen lines, then others, the most probable first."""
    yield from _lines(page)
    found: dict[tuple[int, int, int], TitleMention] = {}
    for way, span in _spans(page):
        mention = _of_words(way, span, page.layout)
        if mention is not None:
            at = (mention.span.place, mention.span.start, mention.span.end)
            found[at] = _together(found[at], mention) if at in found else mention
    yield from sorted(found.values(), key=lambda each: -max(each.span.certainty, each.in_text))


def _together(first: TitleMention, second: TitleMention) -> TitleMention:
    """Two mentions of the same words as one."""
    surer = max(first, second, key=lambda mention: mention.span.certainty)
    in_text = max(first.in_text, second.in_text)
    return replace(surer, ways=first.ways | second.ways, in_text=in_text)


def _lines(page: Page) -> Iterator[TitleMention]:
    """The lines that the model of lines chose, the first with those that continue it."""
    lines = [(place, mark) for place, mark in enumerate(page.marks) if mark.role is Role.TITLE]
    if not lines:
        return
    first = lines[0][1]
    more = [mark for _, mark in lines if mark.block == first.block and mark.text != first.text]
    whole = " ".join(mark.text for mark in (first, *more))
    for place, mark in lines:
        repeats = mark.text == first.text
        says_it_again = bool(more) and repeats and mark is not first
        if mark in more or says_it_again:
            continue  # a part of the title
        text = unquoted(without_label(whole if repeats else mark.text, page.layout))
        span = Span(Tag.TITLE, mark, place, 0, len(mark.text), 0.0)
        marks = (mark, *more) if repeats else (mark,)
        yield TitleMention(text, span, marks, frozenset({LINE}))


def _spans(page: Page) -> Iterator[tuple[str, Span]]:
    """The words that the model of words or quotes tell from others, and why they may be a title."""
    for span in page.spans:
        if span.tag in _WAYS:
            yield _WAYS[span.tag], span
    for span in page.possible_titles:
        yield "possible", span
    for place, mark in enumerate(page.marks):
        if mark.role is not Role.NOISE:
            for found in _QUOTED.finditer(mark.text):
                yield "quoted", Span(Tag.TITLE, mark, place, *found.span(1), 0.0)
    for span in named_in_text(page):
        yield NAMED, span


def _of_words(way: str, span: Span, layout: Layout) -> TitleMention | None:
    """Words on a line without label and quotes around them, or None if they name nothing.

    On the line that was chosen as title, a name goes on to the end if it breaks off before it.
    """
    goes_on = way == TAGGED and span.mark.role is Role.TITLE and breaks_off(span.text)
    end = len(span.mark.text) if goes_on else span.end
    text = without_label(span.mark.text[span.start : end], layout).lstrip(f" {_QUOTES}")
    start = end - len(text)
    text = text.rstrip(f" {_QUOTES}")
    looks_named = any(letter.isupper() or letter.isdigit() for letter in text)
    if not looks_named or not 1 < len(text) <= _LONGEST:
        return None
    whole = replace(span, tag=Tag.TITLE, start=start, end=start + len(text))
    if way == NAMED:
        unsure = replace(whole, certainty=0.0)
        return TitleMention(text, unsure, (span.mark,), frozenset({way}), span.certainty)
    return TitleMention(text, whole, (span.mark,), frozenset({way}))


class _Evidence:
    """The evidence on what the title of a page may be."""

    def __init__(self, page: Page, mentions: Mapping[str, Sequence[TitleMention]]) -> None:
        self._page = page
        self._mentions = mentions
        self._chances = {
            name: max(mention.span.certainty for mention in each) for name, each in mentions.items()
        }
        self._in_text = {
            name: max(mention.in_text for mention in each) for name, each in mentions.items()
        }
        self._words = "\n".join(_in_words(mark.text) for mark in page.seen)
        self._line = next((mark.text for mark in page.marks if mark.role is Role.TITLE), "")

    def on(self, name: str) -> list[str]:
        """The evidence on whether a name is the title."""
        times = self._words.count(_in_words(name))
        return [
            "any",
            *self._of_chances(name),
            *self._of_text(name),
            *self._of_places(name, times),
            *self._of_words_around(name, times),
            *self._of_others(name),
            *_of_form(self._mentions[name][0].text),
        ]

    def _of_chances(self, name: str) -> list[str]:
        """What the model of words says, and how the name compares with the others."""
        chance = self._chances[name]
        others = [other for key, other in self._chances.items() if key != name]
        above = sum(other > chance for other in others)
        own = f"chance{step(chance, FEW_CHANCES)}"
        ways = sorted({way for mention in self._mentions[name] for way in mention.ways})
        return [
            f"chance-exactly{step(chance, CHANCES)}",
            own,
            f"above{step(above, TIMES)}",
            f"margin{step(chance - max(others, default=0.0), MARGINS)}",
            f"proposed{step(len(self._chances), TIMES)}",
            *(f"way={way}" for way in ways),
            *(f"way={way}+{own}" for way in ways),
        ]

    def _of_text(self, name: str) -> list[str]:
        """How probably running text names the project so, and how the name compares there."""
        chance = self._in_text[name]
        others = [other for key, other in self._in_text.items() if key != name]
        top = max(others, default=0.0)
        likely = sum(mention.in_text >= _LIKELY for mention in self._mentions[name])
        is_line = any(LINE in mention.ways for mention in self._mentions[name])
        where = "line" if is_line else "elsewhere"
        own = f"in-text{step(chance, FEW_CHANCES)}"
        rival = f"text-rival{step(top, FEW_CHANCES)}"
        return [
            f"in-text-exactly{step(chance, CHANCES)}",
            f"{own}+{where}",
            f"{rival}+{where}",
            f"{own}+{rival}",
            f"text-margin{step(chance - top, MARGINS)}",
            f"text-above{step(sum(other > chance for other in others), TIMES)}",
            f"likely{step(likely, TIMES)}",
        ]

    def _of_places(self, name: str, times: int) -> list[str]:
        """How often the page says the name, and on what lines."""
        mentions = self._mentions[name]
        first = mentions[0].span.place
        marks = [mention.span.mark for mention in mentions]
        prose = sum(is_prose(mark.text) for mark in marks)
        return [
            f"times{step(times, TIMES)}",
            *(f"line={role}" for role in sorted({mark.role for mark in marks})),
            *(f"level{level}" for level in sorted({mark.line.level or 0 for mark in marks})),
            f"place{step(first, TIMES)}",
            f"part-of-page{step(first / len(self._page.seen), SHARES_OF_PAGE)}",
            f"prose{step(prose, TIMES)}",
        ]

    def _of_words_around(self, name: str, times: int) -> list[str]:
        """The quotes around the name, and the noun before it: `het project`."""
        around = [_around(mention.span) for mention in self._mentions[name]]
        quoted = sum(before.endswith(tuple(_QUOTES)) for before, _ in around)
        found = [_noun_before().search(before) for before, _ in around]
        nouns = [noun[1].lower() for noun in found if noun]
        return [
            f"quoted{step(quoted, TIMES)}",
            f"nouns{step(len(nouns), TIMES)}",
            *(f"noun={noun}" for noun in sorted(set(nouns))),
            *(["begins-line"] if any(not before.strip() for before, _ in around) else []),
            *(["ends-line"] if any(not after.strip() for _, after in around) else []),
            f"quoted-{quoted > 0}+noun-{bool(nouns)}+times{step(times, (1, 2, 4))}",
        ]

    def _of_others(self, name: str) -> list[str]:
        """What the name has in common with the chosen line and with what else may be the title."""
        others = {other: chance for other, chance in self._chances.items() if other != name}
        held = [chance for other, chance in others.items() if other in name]
        holding = [chance for other, chance in others.items() if name in other]
        line = comparable_name(self._line)
        shared = set(LONG_WORDS.findall(line)) & set(LONG_WORDS.findall(name))
        return [
            f"holds{step(max(held, default=0.0), FEW_CHANCES)}",
            f"held{step(max(holding, default=0.0), FEW_CHANCES)}",
            *(["holds"] if held else []),
            *(["held"] if holding else []),
            f"shares{step(len(shared), TIMES)}",
            _in_line(name, line),
        ]


def _in_line(name: str, line: str) -> str:
    """Whether a name is the chosen line, or stands in it."""
    if not line:
        return "no-line"
    if name == line:
        return "is-line"
    return "in-line" if name in line else "not-in-line"


def _in_words(text: str) -> str:
    """The words of a text, each between spaces of its own, so that names can be counted."""
    return "".join([f" {word} " for word in _WORD.findall(text.casefold())])


def _around(span: Span) -> tuple[str, str]:
    """What stands before and behind a span on its line."""
    text = span.mark.text
    return text[max(0, span.start - _REACH) : span.start], text[span.end : span.end + _REACH]


def _of_form(text: str) -> list[str]:
    """The length of a title and what it is made of."""
    words = text.split()
    signs = {
        "question": text.endswith("?"),
        "sentence": text.endswith(("!", ".")),
        "digits": any(map(str.isdigit, text)),
        "capitals": text.isupper(),
        "punctuation": bool(_PUNCTUATION.search(text)),
    }
    return [
        f"words{step(len(words), _WORDS)}",
        f"lower{step(sum(map(str.islower, words[1:])), TIMES)}",
        f"letters{step(len(text), _LETTERS)}",
        *(sign for sign, holds in signs.items() if holds),
    ]


@cache
def _noun_before() -> re.Pattern[str]:
    nouns = "|".join(load_vocabulary("titles")["nouns"])
    return re.compile(rf"({nouns})\s+[{_QUOTES}]*$", re.IGNORECASE)
