"""The words by which a page is understood: data of this package, and what a site layout adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any

from projectkit.dutch.words import words
from projectkit.model import yaml_text

_QUOTES = str.maketrans("‘’`´“”", "''''\"\"")
# What is no part of a label such as Financier(s), Kennisinstelling(en) or Totale investering (€).
_PLURAL = re.compile(r"\s?\((?:s|n|en|ën|€|euro|in euro's|in euro)\)")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]|[#*]+)\s+")
_WORD_START = re.compile(r"(?<![\w-])(?=\w)")
_SEPARATORS = re.compile(r"[\s/,&-]+")
_MAX_HEADING_WORDS = 12
_MAX_ROLE_WORDS = 10
_MAX_NOTICE = 300
_SHORTEST_GLUED = 5
_LONG_WORD = 7
_LONGEST_WORD = 40
_MOST_REMEMBERED = 4096
_SHORTEST_MONTH = 4


# Stands in for an asterisk where outer ones would be taken for decoration; from the private use area of Unicode.
_ANY = "\ue000"


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """A text for comparison: without case, curly quotes, numbering and outer punctuation."""
    plain = _PLURAL.sub("", text.translate(_QUOTES).casefold())
    return _NUMBERING.sub("", plain).strip(" .:;,!?–-*#")


@cache
def load_vocabulary(name: str) -> dict[str, Any]:
    """One file of the vocabulary as data."""
    text = files("projectkit.parsing").joinpath(f"vocabulary/{name}.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml_text.load_data(text)
    return data


def wildcards(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for phrases in which an asterisk stands for any words."""
    return re.compile("|".join(map(_wildcard, phrases)) or r"(?!)")


def _wildcard(phrase: str) -> str:
    """The pattern of one phrase; a line costs time linear in its length.

    What stands between asterisks is taken where it is first found, and never looked for again further on. The last of
    it is looked for only once anyway.
    """
    first, *rest = map(re.escape, normalise_phrase(phrase).split("*"))
    behind = [".*"] if rest and not rest[-1] else []
    rest = rest[:-1] if behind else rest
    once = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return "".join([first, once, *(f".*{part}" for part in rest[-1:]), *behind])


def normalise_phrase(phrase: str) -> str:
    """A phrase of the vocabulary as text is normalised, its asterisks left alone."""
    return normalise(phrase.replace("*", _ANY)).replace(_ANY, "*")


def _compounds(words: Iterable[str]) -> str:
    """Words as one alternative of a pattern, the longest first; a long one may end a compound (`ouderonderzoeker`)."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(rf"\w{{0,20}}{re.escape(word)}" if len(word) >= _LONG_WORD else re.escape(word) for word in ordered)


def _words(words: Iterable[str], plural: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_compounds(words)}){plural}(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True)
class Vocabulary:
    """What words mean; made by `vocabulary()`, extended by a site layout.

    Attributes:
        labels: target of a label by its normalised name.
        heading_words: kind of section by word.
        heading_phrases: kind of section and its phrases.
        noise: phrases of lines that belong to the site.
        noise_sections: normalised headings whose text belongs to the site as well.
    """

    labels: Mapping[str, str]
    heading_words: Mapping[str, str]
    heading_phrases: tuple[tuple[str, tuple[str, ...]], ...]
    noise: tuple[str, ...]
    noise_sections: frozenset[str] = field(default_factory=frozenset)

    def label(self, text: str) -> str | None:
        """The target of a label, or None if the text is no label."""
        return self.labels.get(normalise(text))

    def heading(self, text: str, subject: frozenset[str] = frozenset()) -> str | None:
        """The kind of section that a heading announces, or None if no word of it is known.

        Args:
            text: the heading.
            subject: words of the title, which say nothing of the kind (`De aanpak van Buurtbakkers`).
        """
        if (text, subject) not in self._known_headings:
            if len(self._known_headings) >= _MOST_REMEMBERED:
                self._known_headings.clear()
            self._known_headings[text, subject] = self._heading(text, subject)
        return self._known_headings[text, subject]

    def _heading(self, text: str, subject: frozenset[str]) -> str | None:
        plain = normalise(text)
        if not plain or len(plain.split()) > _MAX_HEADING_WORDS:
            return None
        phrase = self._phrase_pattern.fullmatch(plain)
        if phrase:
            return self.heading_phrases[int(phrase.lastgroup[1:])][0] if phrase.lastgroup else None
        rest = [word for word in _SEPARATORS.split(plain) if word and word not in _fillers() | subject]
        if rest and all(word in self.heading_words for word in rest):
            return self.heading_words[rest[0]]
        return None

    def is_general(self, text: str) -> bool:
        """Whether a line holds nothing but words of headings, as an entry of a menu does."""
        words = [word for word in _SEPARATORS.split(normalise(text)) if word]
        return all(word in self.heading_words or word in _fillers() for word in words)

    def glued_label(self, text: str) -> tuple[str, str, str] | None:
        """Target, label and value of `StatusLopend` or `Startdatum1 januari 2022`, or None."""
        match = self._glued_pattern.match(text)
        if match is None:
            return None
        return self.labels.get(normalise(match[1]), "person"), match[1], text[match.end() :]

    def spaced_label(self, text: str) -> tuple[str, str, str] | None:
        """Target, label and value of `Aanvrager HOGENT`, or None."""
        match = self._spaced_pattern.match(text)
        if match is None:
            return None
        return self.labels.get(normalise(match[1]), "person"), match[1], text[match.end() :].strip()

    def is_noise(self, text: str) -> bool:
        """Whether a line belongs to the site, not to the project."""
        return bool(self._noise_pattern.fullmatch(normalise(text)))

    def starts_noise_section(self, text: str) -> bool:
        """Whether a heading and the text below it belong to the site."""
        return normalise(text) in self.noise_sections

    @cached_property
    def _known_headings(self) -> dict[tuple[str, frozenset[str]], str | None]:
        """What was looked up before: several steps ask about each line."""
        return {}

    @cached_property
    def _phrase_pattern(self) -> re.Pattern[str]:
        """One pattern for all kinds, of which the first that fits counts; its group is the place in the list."""
        alternatives = (
            f"(?P<k{index}>{wildcards(phrases).pattern})" for index, (_, phrases) in enumerate(self.heading_phrases)
        )
        return re.compile("|".join(alternatives))

    @cached_property
    def _glued_pattern(self) -> re.Pattern[str]:
        known = [*self.labels, *(name for names in load_vocabulary("roles").values() for name in names)]
        names = sorted((name[0].upper() + name[1:] for name in known if len(name) >= _SHORTEST_GLUED), key=len)
        return re.compile(f"({'|'.join(map(re.escape, reversed(names)))})(?=[A-ZÀ-Ý0-9€]|(?:{_months()})\\b)")

    @cached_property
    def _spaced_pattern(self) -> re.Pattern[str]:
        known = {*self.labels, *(name for names in load_vocabulary("roles").values() for name in names)}
        names = sorted(known, key=lambda name: (-len(name), name))
        plural = "(?:s|en|n)?"
        return re.compile(f"((?i:{'|'.join(map(re.escape, names))}){plural})\\s(?=[A-ZÀ-Ý0-9€‘']|(?:{_months()})\\b)")

    @cached_property
    def _noise_pattern(self) -> re.Pattern[str]:
        return wildcards(self.noise)


@cache
def _months() -> str:
    return "|".join(name for names in words()["months"].values() for name in names if len(name) >= _SHORTEST_MONTH)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of this package, without any site layout."""
    headings = {kind: entry for kind, entry in load_vocabulary("headings").items() if kind != "fillers"}
    return Vocabulary(
        labels={normalise(name): target for target, names in load_vocabulary("labels").items() for name in names},
        heading_words={word: kind for kind, entry in reversed(headings.items()) for word in entry["words"]},
        heading_phrases=tuple((kind, tuple(entry["phrases"])) for kind, entry in headings.items()),
        noise=tuple(load_vocabulary("noise")["lines"]),
    )


@cache
def _fillers() -> frozenset[str]:
    return frozenset(load_vocabulary("headings")["fillers"])


@cache
def _role_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, _words(words, plural="(?:s|en|n)?")) for role, words in load_vocabulary("roles").items())


@cache
def role_words() -> str:
    """All words for roles as one alternative of a pattern, the longest first."""
    return _compounds({word for names in load_vocabulary("roles").values() for word in names})


@cache
def _role_stems() -> tuple[str, ...]:
    words = sorted({word.casefold() for names in load_vocabulary("roles").values() for word in names}, key=len)
    # A word that holds a shorter one is found by it.
    return tuple(word for index, word in enumerate(words) if not any(short in word for short in words[:index]))


def mentions_role(text: str) -> bool:
    """Whether a word for a role stands anywhere in a text, be it inside another word."""
    folded = text.casefold()
    for stem in _role_stems():  # noqa: SIM110  (a generator takes three times as long, and every line comes by here)
        if stem in folded:
            return True
    return False


def role_positions(text: str) -> list[int]:
    """Where the words begin in which a word for a role stands."""
    folded = text.lower()
    if len(folded) != len(text):  # a capital that is two letters in lower case: every word may be one
        return [match.start() for match in _WORD_START.finditer(text)]
    found: set[int] = set()
    for stem in _role_stems():
        if stem not in folded:  # three times as fast as to ask where it is
            continue
        at = folded.find(stem)
        while at >= 0:
            start, first = at, max(0, at - _LONGEST_WORD)
            while start > first and (folded[start - 1].isalnum() or folded[start - 1] in "-_"):
                start -= 1
            found.add(start)
            at = folded.find(stem, at + len(stem))
    return sorted(found)


@cache
def _role_start() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:senior|junior|associate|mede|tweede|eerste)\s)?(?:{role_words()})(?:s|en|n)?(?![\w-])", re.IGNORECASE
    )


def starts_with_role(text: str) -> bool:
    """Whether a text begins with a word for a role, as `Contactpersoon SAWA` does."""
    return bool(_role_start().match(text))


@lru_cache(maxsize=4096)
def roles(text: str) -> tuple[str, ...]:
    """The roles that a text names, in the order of the vocabulary; empty if none or if it is a whole sentence."""
    if len(text.split()) > _MAX_ROLE_WORDS or not mentions_role(text):
        return ()
    found = tuple(role for role, pattern in _role_patterns() if pattern.search(text))
    return tuple(role for role in found if role != "other") or found


def names_role_of_each(heading: str) -> bool:
    """Whether a heading says what each of the persons below it is: `Onderzoekers` does, `Projectteam` does not."""
    return normalise(heading) in _roles_of_each()


@cache
def _roles_of_each() -> frozenset[str]:
    groups = load_vocabulary("headings")["people"]["groups"]
    words = {word for names in load_vocabulary("roles").values() for word in names}
    plurals = {f"{word}{ending}" for word in words for ending in ("s", "en", "n")}
    return frozenset({*words, *plurals} - set(groups))


@cache
def _organisation_words() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    words = load_vocabulary("organisations")["words"]
    whole = frozenset(word for word in words if "*" not in word)
    return (
        whole,
        tuple(w[:-1] for w in words if w.endswith("*")),
        tuple(w[1:] for w in words if w.startswith("*")),
    )


@cache
def _organisation_names() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(re.escape(name) for name in load_vocabulary('organisations')['names'])})(?!\w)")


@lru_cache(maxsize=4096)
def names_organisation(text: str) -> bool:
    """Whether a short text has a word that stands in names of organisations."""
    whole, prefixes, suffixes = _organisation_words()
    if _organisation_names().match(text):
        return True
    for word in re.findall(r"[\w.&+'-]+", text.casefold()):
        plain = word.strip(".'") if word not in whole else word
        if plain in whole or plain.startswith(prefixes) or plain.endswith(suffixes):
            return True
    return False


def is_organisation_word(text: str) -> bool:
    """Whether a text is nothing but a word for a sort of organisation, such as `GGD`."""
    return text.casefold() in _organisation_words()[0]


def names_unit(text: str) -> bool:
    """Whether a text begins with a word for a part of an organisation, such as `lectoraat`."""
    return text.casefold().startswith(tuple(load_vocabulary("organisations")["units"]))


@cache
def _withheld() -> re.Pattern[str]:
    return wildcards(load_vocabulary("noise")["withheld"])


def is_withheld(text: str) -> bool:
    """Whether a text is the notice that stands in the place of a hidden e-mail address."""
    return len(text) <= _MAX_NOTICE and bool(_withheld().fullmatch(normalise_phrase(text)))


@cache
def _contact_pattern() -> re.Pattern[str]:
    groups = "|".join(
        f"(?P<{kind}>{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})"
        for kind, names in load_vocabulary("contact").items()
    )
    # The separator may be missing where a table was flattened: "E-maila.jansen@hogeschool.nl", "Telefoon030 252 99 36".
    between = r"\s*:+\s*|\s*\.:?\s+|\.(?=[+(]{0,2}\d)|(?<=\w{3})\s*(?=[^\s@]+@|[+(]?0\d)|\s+(?=[^\s@]+@|[+(]{0,2}\d)"
    return re.compile(rf"(?:{groups})(?:{between})(?P<value>.*)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def contact_label(text: str) -> tuple[str, str] | None:
    """`email`, `phone` or `address` and the value, of a line such as `Telefoon: 010 2414044`."""
    match = _contact_pattern().fullmatch(text)
    if not match:
        return None
    kind = next(kind for kind, value in match.groupdict().items() if value is not None and kind != "value")
    return kind, match["value"]


@cache
def _not_found() -> re.Pattern[str]:
    return wildcards(load_vocabulary("noise")["not_found"])


def says_not_found(text: str) -> bool:
    """Whether a line says that the page that was asked for is not there."""
    return bool(_not_found().fullmatch(normalise(text)))


@cache
def _news() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, load_vocabulary('noise')['news']))})(?!\w)", re.IGNORECASE)


def names_news(text: str) -> bool:
    """Whether a line says that the page is a piece of news."""
    return bool(_news().search(text))


def is_kind_of_news(text: str) -> bool:
    """Whether a line is nothing but the word for a piece of news, as above its date."""
    return normalise(text) in load_vocabulary("noise")["news"]


@cache
def programme_names() -> re.Pattern[str]:
    """The names of programmes that are known, the longest first."""
    names = sorted(load_vocabulary("programmes")["names"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?!\w)")


@cache
def _programme_hints() -> tuple[str, ...]:
    return tuple({name.casefold() for name in load_vocabulary("programmes")["names"]})


def mentions_programme(text: str) -> bool:
    """Whether the name of a programme that is known stands anywhere in a text."""
    folded = text.casefold()
    return any(name in folded for name in _programme_hints())


@cache
def programme_patterns() -> tuple[re.Pattern[str], ...]:
    """Patterns for the ways in which running text names its programme; the group `name` is the programme."""
    data = load_vocabulary("programmes")
    names = "|".join(re.escape(name) for name in sorted(data["names"], key=len, reverse=True))
    return tuple(
        re.compile(pattern.replace("{name}", f"(?P<name>{names})"), re.IGNORECASE) for pattern in data["patterns"]
    )


@cache
def kind_patterns(place: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kinds of record and what their titles (`title`) or headings (`heading`) look like."""
    return tuple((kind, wildcards(entry[place])) for kind, entry in load_vocabulary("kinds").items() if place in entry)


@cache
def subproject_heading() -> re.Pattern[str]:
    """A heading such as `Werkgroep 1: MijnPad`; the group `title` is the name of the part."""
    words = "|".join(load_vocabulary("subprojects")["headings"])
    return re.compile(rf"(?:{words})\s{{0,3}}(?:\d{{1,2}}|[A-Z])?\s{{0,3}}[:.–-]\s+(?P<title>\S.*)", re.IGNORECASE)


@cache
def named_subproject_item() -> re.Pattern[str]:
    """A list item such as `Leeratelier Eigen Voordeur, met A en B`; the groups are `title` and `text`."""
    words = "|".join(load_vocabulary("subprojects")["named_items"])
    return re.compile(rf"(?P<title>(?i:{words})\s[A-ZÀ-Ý‘'\"][^,.;:(]{{1,80}}?)(?P<text>[,.;:(].*|$)")


@cache
def subproject_item() -> re.Pattern[str]:
    """A list item such as `Project ‘Eén dossier’, een proef`; the groups are `title` and `text`."""
    words = "|".join(load_vocabulary("subprojects")["items"])
    return re.compile(
        rf"(?:{words})\s{{1,3}}\d{{0,2}}:?\s{{0,3}}[‘'“\"](?P<title>[^’'”\"]{{2,160}})[’'”\"](?P<text>.*)",
        re.IGNORECASE,
    )
