"""Judges whether a page describes a project, and of what kind: the model weighs the whole page.

Calls for proposals, vacancies, news, lists and profiles mention projects too. They differ by words
such as `deadline` and `solliciteer`, and by what they state: who works with whom, from when to
when, funded by whom.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from projectkit.language.translate import _
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.lines.features import SHORTEST_NAME, SUBTITLE
from projectkit.parsing.lines.marks import Mark, Role, is_prose
from projectkit.parsing.models import model, threshold
from projectkit.parsing.objections import objections
from projectkit.parsing.site.reader import SiteReader
from projectkit.parsing.steps import step
from projectkit.parsing.vocabulary.page_words import says_not_found
from projectkit.parsing.vocabulary.phrases import cues_in, normalise
from projectkit.parsing.vocabulary.programme_words import kind_patterns
from projectkit.parsing.words.spans import Tag

FEATURES_VERSION = 4
"""Raised when features change, so that no model is used with features it was not trained on."""

NO_PROJECT = "none"
"""The label of the model for a page without a project; the others are kinds of records."""

KINDS = ("project", "programme", "module", "network")
_TOP = 12
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 8
_STEPS = (0, 1, 2, 4, 8, 16)
_SURE = 0.5
_QUITE_SURE = 0.85
# Forms that are more frequent on other pages: events, interviews, calls, lists.
_FORMS = {
    "times": re.compile(r"\b\d{1,2}[.:]\d{2}\b(?:\s?(?:uur|u)\b|\s?[–-])"),
    "days": re.compile(r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag\b", re.IGNORECASE),
    "years": re.compile(r"\b(?:19|20)\d\d\b"),
    "questions": re.compile(r"(?<![^.?!\n])[^.?!\n]{4,}+\?"),
    "quotes": re.compile(r"[‘“„\"][^‘’“”„\"\n]{12,}"),
    "money": re.compile(r"€\s?\d[\d.,]*"),
}
# What other pages state as well, or what only names a page.
_NO_FACTS = {
    Tag.TITLE,
    Tag.ALTERNATE_TITLE,
    Tag.LABEL,
    Tag.OTHER_ORGANISATION,
    Tag.OTHER_PERSON,
    Tag.OTHER_MONEY,
    Tag.PAGE_DATE,
}
_FACTS = frozenset(Tag) - _NO_FACTS
# With fewer letters of running text, and no fact, a page says nothing.
_LEAST_PROSE = 400


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a page is.

    Attributes:
        kind: the kind of record that it describes, if it describes one.
        certainty: the probability that it describes a project at all.
        reason: why it seems not to, if so.
    """

    kind: str
    certainty: float
    reason: str | None


def judge(page: Page, reader: SiteReader | None = None) -> Judgement:
    """Judge whether a page describes a project.

    Args:
        page: the page, as it is read in general.
        reader: what the catalogue learned about its site, if anything.
    """
    if not page.marks:
        return Judgement("project", 0.0, _("the page is empty"))
    features = page_features(page)
    chances = _chances(features)
    certainty = sum(chances.values())
    if reader is not None:
        texts = [mark.text for mark in page.marks]
        certainty = reader.chance_of_project(texts, features, certainty)
    kind = max(KINDS, key=chances.__getitem__)
    return Judgement(kind, certainty, _reason(page, features, certainty))


def _chances(features: list[str]) -> dict[str, float]:
    """The probability of each kind of record on a page with these features."""
    pages_model = model("pages")
    pages_model.tag([features])
    return {kind: pages_model.marginal(kind, 0) for kind in KINDS}


def _certainty(features: list[str]) -> float:
    """The probability that a page with these features describes a project at all."""
    return sum(_chances(features).values())


def _says_not_found(page: Page) -> bool:
    """Whether a line at the top says that the page is missing: not a `404` behind a label."""
    top = islice(zip(page.marks, page.answers, strict=False), _TOP)
    texts = [mark.text for mark, label in top if label is None or not mark.text.isdigit()]
    return any(says_not_found(text) for text in texts if not is_prose(text))


def _reason(page: Page, features: list[str], certainty: float) -> str | None:
    if all(mark.role is Role.NOISE for mark in page.marks):
        return _("nothing but menus and notices")
    if _says_not_found(page):
        return _("the site could not find the page when it was saved")
    if _says_nothing(page):
        return _("no project found: no label, heading, person, organisation or date that is known")
    if certainty >= threshold("project"):
        return None
    signs = [*_words_against(page), *objections(features, _certainty)]
    if not signs:
        return _("it does not look like the description of one project")
    return _("it does not look like the description of one project: {signs}").format(
        signs="; ".join(signs)
    )


def _words_against(page: Page) -> list[str]:
    """The words of other pages on a page, as one sign."""
    quoted = ", ".join(f"“{sign}”" for sign in _signs(page))
    return [_("words such as {words}").format(words=quoted)] if quoted else []


def _says_nothing(page: Page) -> bool:
    """Whether a page has no fact, no known label or heading, and hardly any running text."""
    prose = sum(
        len(mark.text) for mark in page.marks if mark.role is not Role.NOISE and is_prose(mark.text)
    )
    facts = any(span.tag in _FACTS and span.certainty >= _SURE for span in page.spans)
    return prose < _LEAST_PROSE and not facts and not any(map(_is_known, page.marks))


def _is_known(mark: Mark) -> bool:
    """Whether a line is a label or heading of the vocabulary."""
    return mark.known and mark.role in {Role.LABEL, Role.HEADING}


def _signs(page: Page) -> list[str]:
    """The first three words on a page that are about something other than a project."""
    text = "\n".join(mark.text for mark in page.marks if mark.role is not Role.NOISE)
    return cues_in("no_project", text)[:3]


def page_features(page: Page) -> list[str]:
    """The evidence on a page as a whole, as names of features."""
    marks = [mark for mark in page.marks if mark.role is not Role.NOISE]
    text = "\n".join(mark.text for mark in marks)
    features = ["any"]
    features += _figures(page)
    features += [f"has={word}" for word in _stems(text)]
    features += [
        f"top={word}" for word in _stems("\n".join(mark.text for mark in page.marks[:_TOP]))
    ]
    titles = [mark.text for mark in marks if mark.role is Role.TITLE][:1]
    features += [f"title={word}" for title in titles for word in _stems(title)]
    features += [
        f"heading={word}"
        for mark in marks
        if mark.role is Role.HEADING
        for word in _stems(mark.label)
    ]
    signs = cues_in("no_project", text)
    features += [f"sign={sign}" for sign in sorted(signs)]
    features.append(f"signs{step(len(signs), (0, 1, 2, 3, 5))}")
    features += [
        f"{name}{step(len(set(form.findall(text))), _STEPS)}" for name, form in _FORMS.items()
    ]
    features += _of_kind(page)
    features += _of_running_text(marks, titles)
    return features


def _of_running_text(marks: Sequence[Mark], titles: Sequence[str]) -> list[str]:
    """What running text says of a project: its name, and words such as `in dit project`."""
    prose = "\n".join(mark.text for mark in marks if is_prose(mark.text))
    names = {name for title in titles for name in (title, SUBTITLE.split(title)[0])}
    mentions = max((prose.count(name) for name in names if len(name) >= SHORTEST_NAME), default=0)
    said = cues_in("project", prose)
    return [
        f"mentions{step(mentions, _STEPS)}",
        *(f"says={words}" for words in sorted(said)),
        f"says{step(len(said), (0, 1, 2, 3, 5))}",
    ]


def _stems(text: str) -> dict[str, None]:
    return dict.fromkeys([word[:_STEM] for word in _WORD.findall(text.casefold())])


def _figures(page: Page) -> list[str]:
    """How many lines, headings, labels and values of each kind a page has, in steps."""
    roles = Counter(str(mark.role) for mark in page.marks)
    kinds = Counter(mark.target for mark in page.marks if mark.role is Role.HEADING)
    targets = Counter(mark.target for mark in page.marks if mark.role is Role.LABEL)
    tags = Counter(str(span.tag) for span in page.spans if span.certainty >= _SURE)
    prose = sum(len(mark.text) for mark in page.marks if is_prose(mark.text))
    features = [
        f"prose{step(prose, (0, 200, 500, 1000, 2000, 4000))}",
        f"lines{step(len(page.marks), _STEPS)}",
    ]
    features += [
        f"role-{name}{step(count / len(page.marks), (0, 0.1, 0.3, 0.6))}"
        for name, count in roles.items()
    ]
    features += [f"section-{name}" for name in kinds]
    features += [f"label-{name}" for name in targets]
    features += [f"value-{name}{step(count, _STEPS)}" for name, count in tags.items()]
    sure = {str(span.tag) for span in page.spans if span.certainty >= _QUITE_SURE}
    features += [f"sure-{name}" for name in sorted(sure)]
    features += ["period"] if {"start", "end"} <= sure else []
    features += ["gift"] if "amount" in sure and sure & {"funder", "programme"} else []
    core = sum(
        bool(tags[name])
        for name in ("start", "end", "partner", "lead", "funder", "per", "programme", "status")
    )
    known = sum(
        kinds[name] > 0
        for name in ("background", "goal", "approach", "results", "audience", "partners")
    )
    features += [
        f"core{core}",
        f"core{core}-without-sections" if not known else f"core{core}-with-sections",
        f"sections{known}",
        f"core+sections{step(core + known, (0, 1, 2, 3, 5))}",
    ]
    return features


def _of_kind(page: Page) -> list[str]:
    features: list[str] = []
    for place, role in (("title", Role.TITLE), ("heading", Role.HEADING), ("text", Role.TEXT)):
        texts = [normalise(mark.text) for mark in page.marks if mark.role is role]
        for kind, pattern in kind_patterns(place):
            features += [f"names-{kind}-{place}"] if any(map(pattern.fullmatch, texts)) else []
    return features
