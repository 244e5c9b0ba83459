"""Names of organisations in running text: `de gemeente Zeist, Bureau A en hogeschool B`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from projectkit.dutch.names import is_person_name
from projectkit.model.source import How
from projectkit.parsing.finding import Finding
from projectkit.parsing.organisation_words import is_organisation_word, names_organisation, names_unit
from projectkit.parsing.phrases import load_vocabulary
from projectkit.parsing.prose import not_names
from projectkit.parsing.role_words import roles

_ARTICLE = re.compile(
    r"^(?:en |van |de |het |een |onder andere |o\.a\. |onder meer |zoals |\S+-programma van (?:de |het )?)+"
)
# With a capital it is part of a name, as in `De Lijn`, unless a sentence begins with it.
_CAPITAL_ARTICLE = re.compile(r"^(?:De|Het|Een)\s")
_CONNECTORS = frozenset(
    {
        "van",
        "de",
        "den",
        "der",
        "het",
        "voor",
        "en",
        "in",
        "op",
        "&",
        "'t",
        "’t",
        "te",
        "of",
        "bij",
        "aan",
        "/",
        "-",
        "–",
    }
)
_UNIT_OF = re.compile(r"(?P<unit>.+?)\s(?:van|bij|aan)\s(?:de\s|het\s)?(?P<name>[^,]+)$")
_ABBREVIATION = re.compile(r"(?:\b[A-Za-z]\.){2}$|\b(?:Zn|Co|Gebr|Inc|Ltd)\.$")
# Stand-ins for what would part a name, from the private use area of Unicode.
_COMMA, _EN, _LEAD_MARK = "\ue000", "\ue001", "\ue002"
_MAX_WORDS = 10
_MAX_TEXT = 600
_MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation in running text, the part of it that is meant, and whether a note says that it leads."""

    name: str
    unit: str | None = None
    is_lead: bool = False


def leading_organisations(text: str, *, opens: bool = False) -> list[Named]:
    """The organisations that a text begins with, up to the first thing that is none.

    Args:
        text: the text.
        opens: whether a sentence begins with it, so that a capital of its first word says nothing.
    """
    found: list[Named] = []
    text = _CAPITAL_ARTICLE.sub("", text) if opens else text
    text = _LEAD_IN_BRACKETS.sub(_LEAD_MARK, text[:_MAX_TEXT])
    for piece in _pieces(re.split(r"[.;:()–](?:\s|$)", text, maxsplit=1)[0]):
        name = _trimmed(piece.replace(_LEAD_MARK, ""))
        if name is None:
            break
        if _is_hired(piece):
            continue
        if is_organisation_word(name):
            continue  # "de GGD, gemeenten en scholen" names nobody
        found.append(replace(_with_unit(name), is_lead=_LEAD_MARK in piece))
        if len(name) < len(_without_article(piece.replace(_LEAD_MARK, "")).rstrip(" ,.")):
            break  # the sentence goes on after this name
    sure = any(names_organisation(named.name) for named in found)
    if not sure and (len(found) < 2 or all(is_person_name(named.name) for named in found)):  # noqa: PLR2004
        return []
    return found


def _is_hired(text: str) -> bool:
    return text.split(maxsplit=1)[0].casefold() in load_vocabulary("organisations")["hired"] if text.strip() else False


def enumerated(text: str) -> list[str]:
    """The names of a value that is a list: `A, B en C`, `A; B`; a single name stays whole."""
    text = _kept_whole(text)
    separator = r";\s*" if ";" in text else r"\s{1,3}[·•|/]\s+" if re.search(r"\s[·•|/]\s", text) else r",\s+"
    items = [item.strip() for item in re.split(separator, text) if item.strip()]
    if len(items) > 1 or " en " in text:
        items = [*items[:-1], *_last_pair(items[-1], in_list=len(items) > 1)]
    return [without_full_stop(item.replace(_COMMA, ",").replace(_EN, " en ")) for item in items]


def _last_pair(text: str, *, in_list: bool) -> list[str]:
    behind: list[str] = []
    for _ in range(_MOST_NAMES):
        left, _en, right = text.rpartition(" en ")
        if not left or left.endswith("-") or not (in_list or _starts_organisation(right)):
            break
        text, in_list = left, False
        behind.append(right)
    return [text, *reversed(behind)]


# A note in brackets behind a name that is no part of it: "Saxion (penvoerder)", "Saxion (contactpersoon: P. Puk)".
_NOTE = re.compile(r"\s{0,3}\((?P<note>[^()]*)\)$")
_LEADS = (
    r"penvoerder|leidende partner|hoofdpartner|trekker|hoofdaanvrager|projectverantwoordelijke|promotor|coördinator"
    r"|lead(?:[ -]?partner)?"
)
_LEAD_NOTE = re.compile(_LEADS, re.IGNORECASE)
_LEAD_IN_BRACKETS = re.compile(rf"\s\((?:{_LEADS})\)", re.IGNORECASE)


def leads(role: str) -> bool:
    """Whether a role is that of the organisation that leads the project."""
    return bool(_LEAD_NOTE.fullmatch(role))


def split_note(text: str) -> tuple[str, str | None]:
    """A name and the note in brackets behind it; an abbreviation in brackets belongs to the name."""
    match = _NOTE.search(text)
    if match is None or not _is_note(match["note"]):
        return text, None
    return text[: match.start()], match["note"]


def _is_note(note: str) -> bool:
    known = note.casefold() in load_vocabulary("organisations")["notes"]
    return known or ":" in note or note[:1].islower() or bool(roles(note)) or leads(note)


def organisation_findings(text: str, role: str, lines: tuple[int, ...], how: How) -> Iterator[Finding]:
    """An organisation of a list; one that is noted to be the lead is that as well, one that is hired is no partner."""
    if _is_hired(text):
        return
    name, note = split_note(text)
    is_lead = bool(note and leads(note))
    if is_lead and role == "partner":
        yield Finding("organisations", {"name": name, "role": "lead"}, lines, how, weight=1.5)
    yield Finding("organisations", {"name": name, "role": role}, lines, how)


def leading_name(text: str) -> str | None:
    """The name with a capital that a text begins with, without the words of the sentence behind it."""
    quoted = re.match(r"[‘'](?P<name>[^‘’']{2,80})[’']", text)
    return quoted["name"] if quoted else _trimmed(re.split(r"[,.;:()–]", text[:_MAX_TEXT], maxsplit=1)[0])


def _pieces(text: str) -> list[str]:
    """The items of an enumeration; an `en` inside a name parts nothing."""
    items = [item for item in re.split(r",\s+", _kept_whole(text)) if item.strip()]
    if not items:
        return []
    pairs = [pair for item in items[:-1] for pair in _last_pair(item, in_list=False)]
    pairs += _last_pair(items[-1], in_list=len(items) > 1)
    return [item.replace(_COMMA, ",").replace(_EN, " en ") for item in pairs]


@cache
def _with_commas() -> re.Pattern[str]:
    names = load_vocabulary("organisations")["with_commas"]
    return re.compile("|".join(map(re.escape, names)), re.IGNORECASE)


def _kept_whole(text: str) -> str:
    """A text in which the commas inside a name part nothing."""
    return _with_commas().sub(lambda name: name[0].replace(",", _COMMA).replace(" en ", _EN), text)


def _starts_organisation(text: str) -> bool:
    words = _without_article(text).split()
    return bool(words) and names_organisation(words[0])


def _without_article(text: str) -> str:
    """`provincie Utrecht` of `de provincie Utrecht` and `De provincie Utrecht`; `De Lijn` as it is."""
    plain = _ARTICLE.sub("", text.strip())
    rest = _CAPITAL_ARTICLE.sub("", plain)
    return rest if rest != plain and names_organisation(rest.split(maxsplit=1)[0]) else plain


def _trimmed(piece: str) -> str | None:
    """The name that an item begins with, without article and without the words of the sentence behind it."""
    words = _without_article(piece).split()
    if not words or not (words[0][0].isupper() or words[0][0].isdigit() or names_organisation(words[0])):
        return None
    end, seen_capital = 0, False
    for index, word in enumerate(words):
        capital = word[0].isupper() or word[0].isdigit()
        if capital or names_organisation(word) or (not seen_capital and index == 0):
            end, seen_capital = index + 1, seen_capital or capital
        elif word.casefold() not in _CONNECTORS:
            break
    name = " ".join(words[:end]).rstrip(",;")
    if not seen_capital or end > _MAX_WORDS or name in not_names():
        return None
    return without_full_stop(name)


def without_full_stop(name: str) -> str:
    """A name without the punctuation behind it; `B.V.` keeps its last stop."""
    name = name.rstrip(" ,;")
    return name if _ABBREVIATION.search(name) else name.rstrip(".")


def _with_unit(name: str) -> Named:
    match = _UNIT_OF.fullmatch(name) if names_unit(name) else None
    if match and names_organisation(match["name"]):
        return Named(match["name"], match["unit"])
    return Named(name)
