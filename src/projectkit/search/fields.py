"""What can be asked of a record, under which names, and how the answer is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from projectkit.language.translate import LANGUAGES, _, language
from projectkit.model.errors import ProjectkitError
from projectkit.model.labels import LABELS, VALUES, column_label, value_label
from projectkit.model.plain import value_of
from projectkit.search.fold import fold

if TYPE_CHECKING:
    from projectkit.model.plain import PlainPerson, PlainRecord


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
        spoken: its values in Dutch or English, if they hold words that differ.
        known_by: what two of its values have in common that count as one.
    """

    name: str
    aliases: tuple[str, ...]
    sort: Sort
    values: Callable[[PlainRecord], list[str]]
    choices: dict[str, str] | None = None
    spoken: Callable[[PlainRecord, str], list[str]] | None = None
    known_by: Callable[[str], str] = fold

    def values_in(self, record: PlainRecord, language: str) -> list[str]:
        """The values of a record with their words in a language, `nl` or `en`."""
        return self.spoken(record, language) if self.spoken else self.values(record)

    def values_in_each_language(self, record: PlainRecord) -> list[str]:
        """The values of a record as anybody may have read them: with Dutch and English words."""
        if not self.spoken:
            return self.values(record)
        return [value for language in LANGUAGES for value in self.spoken(record, language)]

    def label(self, language: str) -> str:
        """What people call it."""
        return column_label(self.name, language)

    def names(self) -> list[str]:
        """Every name that a query may have it under: also its labels, with `_` for blanks."""
        labels = [*LABELS["Record"].get(self.name, ()), *map(self.label, ("nl", "en"))]
        spoken = (label.lower().replace(" ", "_") for label in labels)
        return list(dict.fromkeys((self.name, *self.aliases, *spoken)))

    def example(self, name: str | None = None) -> str:
        """A condition on it, under this name or the one that a user in this language knows."""
        values = {Sort.DATE: "2015..2018", Sort.NUMBER: "1000..", Sort.TEXT: "jeugdzorg"}
        value = next(iter(self.choices)) if self.choices else values[self.sort]
        return f"{name or spoken_name(self)}:{value}"


# How much less a name may be like a word and be offered, as it is in the user's language.
_NEARLY_AS_LIKE = 0.1


class UnknownFieldError(ProjectkitError, LookupError):
    """A query or an option names a field that no record has.

    Attributes:
        nearest: the name of a field that is most like it; None if none is.
    """

    def __init__(self, name: str) -> None:
        self.nearest = close = _nearest_name(_key(name))
        hint = (
            _(": did you mean `{close}`?").format(close=close)
            if close
            else _(": known are {names}").format(
                names=", ".join(spoken_name(entry) for entry in FIELDS)
            )
        )
        super().__init__(_("unknown field `{name}`{hint}").format(name=name, hint=hint))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like one; None if none is."""
    from difflib import get_close_matches  # noqa: PLC0415  (only what is wrong needs it)

    return next(iter(get_close_matches(fold(word), list(known), n=1, cutoff=0.6)), None)


def _nearest_name(word: str) -> str | None:
    """The name of a field that is most like a word, in the user's language if that is like it."""
    from difflib import SequenceMatcher  # noqa: PLC0415  (only what is wrong needs it)

    close = nearest(word, _by_name())
    if close is None:
        return None
    own = spoken_name(_by_name()[close])
    of_own, of_close = (SequenceMatcher(None, word, each).ratio() for each in (own, close))
    is_name_in_files = close == _by_name()[close].name
    return own if is_name_in_files or of_own >= of_close - _NEARLY_AS_LIKE else close


def spoken_name(entry: Field) -> str:
    """A name of a field in the language of the user: in Dutch its first alias, else its label."""
    if language() != "nl":
        return entry.name
    return next(iter(entry.aliases), _key(entry.label("nl")))


def field(name: str) -> Field:
    """The field with a name or alias, case aside.

    Raises:
        UnknownFieldError: if there is none.
    """
    try:
        return _by_name()[_key(name)]
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
    """Every name of a field, as it is written."""
    return list(dict.fromkeys(name for entry in FIELDS for name in entry.names()))


def is_name(text: str) -> bool:
    """Whether a text is a name of a field."""
    return _key(text) in _by_name()


@cache
def _by_name() -> dict[str, Field]:
    """The field with each name: of two fields with one label, the first."""
    own = {_key(name): entry for entry in FIELDS for name in (entry.name, *entry.aliases)}
    labels = {_key(name): entry for entry in reversed(FIELDS) for name in entry.names()}
    return own | {name: entry for name, entry in labels.items() if name not in own}


def _key(name: str) -> str:
    """A name without case, accents and signs, as it is looked up."""
    return "_".join(fold(name).split())


def _some(*values: object) -> list[str]:
    return [str(value) for value in values if value not in (None, "")]


def _organisation(name: str) -> str:
    from projectkit.model.identity import organisation_name  # noqa: PLC0415  (only counts need it)

    return organisation_name(name)


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


def _persons_with_roles(record: PlainRecord, language: str) -> list[str]:
    """Each person with what they do: in the words of the page, or else of the roles."""
    return [_with_role(person, language) for person in record["persons"]]


def _with_role(person: PlainPerson, language: str) -> str:
    roles = [value_label("person_role", role, language) for role in person["roles"]]
    does = person["role_text"] or ", ".join(roles)
    return f"{person['name']} ({does})" if does else person["name"]


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
        ("eind", "end", "einddatum"),
        Sort.DATE,
        lambda r: _some(r["end_date"]),
    ),
    Field(
        "active",
        ("actief", "looptijd", "periode", "period", "running"),
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
        ("org", "organisatie", "organisaties", "organisation"),
        Sort.TEXT,
        _organisations(),
        known_by=_organisation,
    ),
    Field(
        "lead",
        ("penvoerder",),
        Sort.TEXT,
        _organisations("lead"),
        known_by=_organisation,
    ),
    Field(
        "partners",
        ("partner",),
        Sort.TEXT,
        _organisations("partner"),
        known_by=_organisation,
    ),
    Field(
        "unit",
        ("lectoraat", "lectoraat_of_kenniscentrum", "kenniscentrum"),
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
    Field(
        "persons_with_roles",
        ("personen_met_rol",),
        Sort.TEXT,
        lambda r: _persons_with_roles(r, "en"),
        spoken=_persons_with_roles,
    ),
    Field("email", ("e-mail", "mail"), Sort.TEXT, _of_persons("email")),
    Field("phone", ("telefoon",), Sort.TEXT, _of_persons("phone")),
    Field("address", ("adres",), Sort.TEXT, _of_persons("address")),
    Field(
        "role",
        ("rol", "rollen", "functie", "role_as_written", "role_text", "roles"),
        Sort.TEXT,
        lambda r: _unique(role for p in r["persons"] for role in (p["role_text"], *p["roles"])),
    ),
    Field(
        "funder",
        ("financier", "funders"),
        Sort.TEXT,
        _funders,
        known_by=_organisation,
    ),
    Field(
        "programme",
        ("programma",),
        Sort.TEXT,
        lambda r: _unique(f["programme"] for f in r["funding"]),
    ),
    Field(
        "amount",
        ("bedrag", "budget"),
        Sort.NUMBER,
        lambda r: _some(*(f["amount"] for f in r["funding"])),
    ),
    Field(
        "identifiers",
        ("nummer", "identifier", "projectnummer", "value"),
        Sort.TEXT,
        lambda r: [i["value"] for i in r["identifiers"]],
    ),
    Field(
        "sections",
        ("sectie", "section", "tekst", "text"),
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
        ("link", "label"),
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
    Field(
        "funding",
        ("financiering",),
        Sort.TEXT,
        lambda r: [
            " ".join(filter(None, (f["funder"], f["programme"], f["call"]))) for f in r["funding"]
        ],
    ),
    Field("call", ("ronde",), Sort.TEXT, lambda r: _unique(f["call"] for f in r["funding"])),
    Field("currency", (), Sort.TEXT, lambda r: _unique(f["currency"] for f in r["funding"])),
    Field("scheme", (), Sort.TEXT, lambda r: _unique(i["scheme"] for i in r["identifiers"])),
    Field(
        "name",
        (),
        Sort.TEXT,
        lambda r: _unique(part["name"] for part in (*r["organisations"], *r["persons"])),
    ),
    Field(
        "titles",
        (),
        Sort.TEXT,
        lambda r: _unique(p["titles"] for p in r["persons"]),
    ),
    Field("ror", (), Sort.TEXT, lambda r: _unique(o["ror"] for o in r["organisations"])),
    Field("heading", (), Sort.TEXT, lambda r: _unique(s["heading"] for s in r["sections"])),
    Field("schema_version", (), Sort.NUMBER, lambda r: [str(r["schema_version"])]),
)
