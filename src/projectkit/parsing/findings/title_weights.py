"""Weighs all that the title of a page may be, and leaves halves of it to the whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.findings.title_proposals import LINE, TitleProposal, proposals
from projectkit.parsing.models import RIGHT, model
from projectkit.parsing.vocabulary.organisation_words import names_organisation
from projectkit.parsing.vocabulary.phrases import load_vocabulary, normalise
from projectkit.parsing.words.spans import Span

# What stands behind the first half of a title, and before the second half.
_GOES_ON = re.compile(r"\s?:\s|\s[–—-]\s")
_FIRST_WORD = re.compile(r"(?P<word>[\w-]{2,20})(?:\s?:|\s[–—-])\s")
_MOST_CAPITALS_OF_NAMES = 1
_MOST_WORDS_OF_HEADINGS = 3
# The fewest words of a second half.
_FEWEST_WORDS = 3


def weighed_titles(page: Page) -> list[tuple[float, TitleProposal]]:
    """What the title may be with the probability of each, the most probable first."""
    titles_model = model("titles")
    weighed: list[tuple[float, TitleProposal]] = []
    for proposal in _without_parts(proposals(page)):
        if _heads_any_page(proposal, page):
            continue
        titles_model.tag([proposal.features])
        weighed.append((titles_model.marginal(RIGHT, 0), proposal))
    return sorted(_with_whole_lines(weighed), key=lambda pair: -pair[0])


def _heads_any_page(proposal: TitleProposal, page: Page) -> bool:
    """Whether a text is the heading of a section or a button, not the name of a project.

    The only heading of the first level heads no section: `Impact` is a name there.
    """
    text, vocabulary = proposal.text, page.layout.vocabulary
    if len(text.split()) > _MOST_WORDS_OF_HEADINGS or text.endswith("?"):
        return False
    if normalise(text) in load_vocabulary("titles")["none"] or vocabulary.is_noise(text):
        return True
    if proposal.best.marks == tuple(mark for mark in page.seen if mark.line.level == 1):
        return False
    return vocabulary.heading(text) is not None or vocabulary.label(text) is not None


def _with_whole_lines(
    weighed: Sequence[tuple[float, TitleProposal]],
) -> Iterator[tuple[float, TitleProposal]]:
    """Put a line before the halves of it that are cut off at a sign: it is as probable as they."""
    wholes = {
        each.best.span.mark.number: each
        for _, each in weighed
        if each.text == each.best.span.mark.text
    }
    at_least: dict[int, float] = defaultdict(float)
    for chance, each in weighed:
        if _is_half(each.best.span):
            number = each.best.span.mark.number
            at_least[number] = max(at_least[number], chance)
    for chance, each in weighed:
        if each is wholes.get(each.best.span.mark.number):
            yield max(chance, at_least[each.best.span.mark.number]), each
    for chance, each in weighed:
        if each is not wholes.get(each.best.span.mark.number):
            yield chance, each


def _is_half(span: Span) -> bool:
    """Whether words are only the first or the second half of the title: `PAD: Pleinen als dorp`.

    The second half is, if the first is short for it. Behind the first half may stand the name of
    the site or a word or two of it instead.
    """
    before, behind = span.mark.text[: span.start], span.mark.text[span.end :]
    first = _FIRST_WORD.fullmatch(before)
    if first is not None and _is_short_for(first["word"], span.text):
        return True
    goes_on = _GOES_ON.match(behind)
    second = behind[goes_on.end() :] if goes_on else ""
    return len(second.split()) >= _FEWEST_WORDS and not names_organisation(second)


def _is_short_for(word: str, text: str) -> bool:
    """Whether a word has capitals, and its letters are in a text in the same order."""
    if sum(map(str.isupper, word)) <= _MOST_CAPITALS_OF_NAMES or word[0] != text[0]:
        return False
    letters = iter(text.casefold())
    return all(letter in letters for letter in word.casefold() if letter.isalnum())


def _without_parts(found: Sequence[TitleProposal]) -> Iterator[TitleProposal]:
    """The proposals but for half names: with half a bracket, or of a title over several lines."""
    wholes = [mention for each in found for mention in each.mentions if len(mention.marks) > 1]
    lines = {mark.number for mention in wholes for mark in mention.marks}
    for each in found:
        places = {mention.span.mark.number for mention in each.mentions}
        is_part = places <= lines or each.text.count("(") != each.text.count(")")
        if LINE in each.best.ways or not is_part:
            yield each
