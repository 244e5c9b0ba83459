"""What records say together: ids, pages and names that they share or should share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from projectkit.model.diagnostic import Diagnostic, Location, diagnostic
from projectkit.model.identity import organisation_name
from projectkit.validation.spelling import usual_spellings

# Records are compared without the model.
if TYPE_CHECKING:
    from projectkit.validation.shape import Loaded


class PlacedText(NamedTuple):
    """A value that other records are compared with, and where it stands in its file."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Traits:
    """What other records are compared with, so that no more than this of each is kept.

    Attributes:
        file: the file of the record.
        id: its id.
        page: its page, if it names one.
        themes: its themes.
        organisations: the names of its organisations.
    """

    file: str
    id: PlacedText
    page: PlacedText | None
    themes: tuple[PlacedText, ...]
    organisations: tuple[PlacedText, ...]


def traits_of(loaded: Loaded) -> Traits | None:
    """What the record of a file shows to others; None if nothing of it is sound."""
    record = loaded.record or loaded.rest
    if record is None:
        return None

    def said(text: str, *path: str | int) -> PlacedText:
        place = loaded.location(*path)
        return PlacedText(text, place.line, place.column)

    themes = enumerate(record.themes)
    organisations = enumerate(record.organisations)
    return Traits(
        loaded.file,
        said(record.id, "id"),
        said(record.source.file, "source", "file") if record.source else None,
        tuple(said(theme, "themes", at) for at, theme in themes),
        tuple(said(each.name, "organisations", at, "name") for at, each in organisations),
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """A finding between two records.

    Attributes:
        finding: what is wrong, in the file in which it is to be put right.
        other: the other file.
    """

    finding: Diagnostic
    other: str


def check_across(records: Iterable[Traits]) -> list[Shared]:
    """All that is wrong between records."""
    known = sorted(records, key=lambda traits: traits.file)
    return [
        *_doubles("C001", known, {traits.file: traits.id for traits in known}),
        *_doubles("C003", known, {traits.file: traits.page for traits in known}),
        *_spellings("C004", [(traits, traits.themes) for traits in known]),
        *_spellings(
            "C005", [(traits, traits.organisations) for traits in known], organisation_name
        ),
    ]


def _doubles(
    code: str, known: list[Traits], values: Mapping[str, PlacedText | None]
) -> Iterator[Shared]:
    """Values that only one file may have, and two have."""
    first: dict[str, str] = {}
    for traits in known:
        value = values[traits.file]
        if value is None or not value.text:
            continue
        other = first.setdefault(value.text, traits.file)
        if other != traits.file:
            yield _shared(code, traits, value, other, page=value.text)


def _spellings(
    code: str,
    lists: list[tuple[Traits, tuple[PlacedText, ...]]],
    known_by: Callable[[str], str] = str,
) -> Iterator[Shared]:
    """Names that other records spell differently; spellings within a record are its own affair."""
    used = (text for _, names in lists for text in dict.fromkeys(name.text for name in names))
    usual = usual_spellings(used, known_by)
    if not usual:
        return
    wanted = set(usual.values())
    holders: dict[str, list[str]] = defaultdict(list)
    for traits, names in lists:
        for text in wanted.intersection(name.text for name in names):
            holders[text].append(traits.file)
    for traits, names in lists:
        for name in names:
            spelling = usual.get(name.text)
            other = next(
                (file for file in holders.get(spelling or "", ()) if file != traits.file), None
            )
            if spelling and other:
                yield _shared(code, traits, name, other, value=name.text, usual=spelling)


def _shared(code: str, traits: Traits, said: PlacedText, other: str, **values: str) -> Shared:
    place = Location(traits.file, said.line, said.column)
    return Shared(diagnostic(code, place, id=traits.id.text, other=other, **values), other)
