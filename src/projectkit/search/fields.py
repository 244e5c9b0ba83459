"""What can be asked of a record, under which names, and how the answer is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from projectkit.language.translate import _, language
from projectkit.model.errors import ProjectkitError
from projectkit.model.labels import VALUES, column_label
from projectkit.model.plain import value_of
from projectkit.search.fold import fold

if TYPE_CHECKING:
    from projectkit.model.plain import PlainRecord


class Sort(Enum):
    """How values of a field compare."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"


class Field(NamedTuple):
    """A name in a query.

    Attributes:
        name: the English name, also of the column.
        aliases: other names, Dutch and short ones.
        sort: how its values compare.
        values: the values of a record, as text.
        choices: of a choice, a Dutch and an English word for each value.
    """

    name: str
    aliases: tuple[str, ...]
    sort: Sort
    values: Callable[[PlainRecord], list[str]]
    choices: dict[str, str] | None = None

    def label(self, language: str) -> str:
        """What people call it."""
        return column_label(self.name, language)


class UnknownFieldError(ProjectkitError, LookupError):
    """A query or an option names a field that no record has."""

    def __init__(self, name: str) -> None:
        from difflib import get_close_matches  # noqa: PLC0415  (only what is wrong needs it)

        close = get_close_matches(name.casefold(), list(_by_name()), n=1, cutoff=0.6)
        hint = (
            _(": did you mean `{close}`?").format(close=close[0])
            if close
            else _(": known are {names}").format(
                names=", ".join(spoken_name(entry) for entry in FIELDS)
            )
        )
        super().__init__(_("unknown field `{name}`{hint}").format(name=name, hint=hint))


def spoken_name(entry: Field) -> str:
    """A name of a field in the language of the user: in Dutch its first alias, if it has one."""
    return next(iter(entry.aliases), entry.name) if language() == "nl" else entry.name


def field(name: str) -> Field:
    """The field with a name or alias, case aside.

    Raises:
        UnknownFieldError: if there is none.
    """
    try:
        return _by_name()[name.casefold()]
    except KeyError:
        raise UnknownFieldError(name) from None


def shown(known: Field, value: str, language: str) -> str:
    """A value as people read it: a choice by its first word in their language."""
    if language != "nl" or not known.choices:
        return value
    return next((word for word, meant in known.choices.items() if meant == value), value)


def value_meant(known: Field, text: str) -> str | None:
    """The value of a choice that words stand for, in Dutch or English; None if there is none."""
    found = (known.choices or {}).get(fold(text))
    if found is None and known.name == "status":
        from projectkit.dutch.status import read_status  # noqa: PLC0415  (needs its words, as few questions do)

        return read_status(text)
    return found


def names() -> list[str]:
    """Every name and alias."""
    return list(_by_name())


@cache
def _by_name() -> dict[str, Field]:
    return {name: entry for entry in FIELDS for name in (entry.name, *entry.aliases)}


def _some(*values: object) -> list[str]:
    return [str(value) for value in values if value not in (None, "")]


def _organisations(*roles: str) -> Callable[[PlainRecord], list[str]]:
    return lambda record: [
        o["name"] for o in record["organisations"] if not roles or o["role"] in roles
    ]


def _of_persons(part: str) -> Callable[[PlainRecord], list[str]]:
    return lambda record: _some(*(value_of(person, part) for person in record["persons"]))


def _unique(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _funders(record: PlainRecord) -> list[str]:
    named = [o["name"] for o in record["organisations"] if o["role"] == "funder"]
    return _unique([*(f["funder"] for f in record["funding"]), *named])


def _choices(group: str) -> dict[str, str]:
    """The Dutch word for each value of a field, then the values themselves."""
    dutch = {words[0]: value for value, words in VALUES[group].items()}
    return dutch | {value: value for value in VALUES[group]}


FIELDS: tuple[Field, ...] = (
    Field("id", (), Sort.TEXT, lambda r: [r["id"]]),
    Field("title", ("titel",), Sort.TEXT, lambda r: _some(r["title"])),
    Field(
        "alternate_titles",
        ("acroniem", "acronym"),
        Sort.TEXT,
        lambda r: list(r["alternate_titles"]),
    ),
    Field("kind", ("soort",), Sort.CHOICE, lambda r: [r["kind"]], _choices("kind")),
    Field(
        "status",
        (),
        Sort.CHOICE,
        lambda r: _some(r["status"]),
        _choices("status"),
    ),
    Field(
        "start_date",
        ("start", "startdatum"),
        Sort.DATE,
        lambda r: _some(r["start_date"]),
    ),
    Field(
        "end_date",
        ("end", "eind", "einddatum"),
        Sort.DATE,
        lambda r: _some(r["end_date"]),
    ),
    Field(
        "active",
        ("actief", "looptijd", "periode", "period"),
        Sort.DATE,
        lambda r: ["..".join((r["start_date"], r["end_date"] or ""))] if r["start_date"] else [],
    ),
    Field(
        "year",
        ("jaar",),
        Sort.NUMBER,
        lambda r: [r["start_date"][:4]] if r["start_date"] else [],
    ),
    Field(
        "page_date",
        ("publicatiedatum",),
        Sort.DATE,
        lambda r: _some(r["page_date"]),
    ),
    Field("language", ("taal",), Sort.TEXT, lambda r: [r["language"]]),
    Field(
        "progress_percent",
        ("voortgang",),
        Sort.NUMBER,
        lambda r: _some(r["progress_percent"]),
    ),
    Field(
        "themes",
        ("thema", "theme", "thema's"),
        Sort.TEXT,
        lambda r: list(r["themes"]),
    ),
    Field(
        "organisations",
        ("org", "organisatie", "organisaties"),
        Sort.TEXT,
        _organisations(),
    ),
    Field("lead", ("penvoerder",), Sort.TEXT, _organisations("lead")),
    Field("partners", ("partner",), Sort.TEXT, _organisations("partner")),
    Field(
        "unit",
        ("lectoraat",),
        Sort.TEXT,
        lambda r: _unique(
            o["name"] if o["role"] == "other" else o["unit"] for o in r["organisations"]
        ),
    ),
    Field(
        "persons",
        ("persoon", "person", "personen"),
        Sort.TEXT,
        lambda r: [p["name"] for p in r["persons"]],
    ),
    Field("email", ("e-mail", "mail"), Sort.TEXT, _of_persons("email")),
    Field("phone", ("telefoon",), Sort.TEXT, _of_persons("phone")),
    Field("address", ("adres",), Sort.TEXT, _of_persons("address")),
    Field(
        "role",
        ("rol",),
        Sort.TEXT,
        lambda r: _unique(role for p in r["persons"] for role in (p["role_text"], *p["roles"])),
    ),
    Field("funder", ("financier", "funders"), Sort.TEXT, _funders),
    Field(
        "programme",
        ("programma",),
        Sort.TEXT,
        lambda r: _unique(f["programme"] for f in r["funding"]),
    ),
    Field(
        "amount",
        ("bedrag",),
        Sort.NUMBER,
        lambda r: _some(*(f["amount"] for f in r["funding"])),
    ),
    Field(
        "identifiers",
        ("nummer", "identifier", "projectnummer"),
        Sort.TEXT,
        lambda r: [i["value"] for i in r["identifiers"]],
    ),
    Field(
        "sections",
        ("sectie", "section", "tekst"),
        Sort.TEXT,
        lambda r: ["\n".join((s["heading"] or "", s["text"])) for s in r["sections"]],
    ),
    Field(
        "subprojects",
        ("deelproject", "deelprojecten"),
        Sort.TEXT,
        lambda r: ["\n".join((s["title"], s["text"])) for s in r["subprojects"]],
    ),
    Field(
        "links",
        ("link",),
        Sort.TEXT,
        lambda r: [link["url"] for link in r["links"]],
    ),
    Field(
        "source",
        ("bron",),
        Sort.TEXT,
        lambda r: _some(r["source"]["file"], r["source"]["url"]) if r["source"] else [],
    ),
    Field(
        "url",
        ("webadres",),
        Sort.TEXT,
        lambda r: _some(r["source"]["url"]) if r["source"] else [],
    ),
)
