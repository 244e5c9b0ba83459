"""What records say together: ids, pages and names that they share or should share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from projectkit.model.record import Record
from projectkit.model.yaml_text import Path
from projectkit.validation.spelling import usual_spellings


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
    id: str
    page: str | None
    themes: tuple[str, ...]
    organisations: tuple[str, ...]


def traits_of(record: Record, file: str) -> Traits:
    """What a record shows to others."""
    names = tuple(organisation.name for organisation in record.organisations)
    return Traits(
        file, record.id, record.source.file if record.source else None, record.themes, names
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """A finding between two records; its place is looked up later, since few records have one.

    Attributes:
        code: the rule that is broken.
        file: the file in which it is to be put right.
        path: the value there.
        id: the record there.
        other: the other file.
        values: what the words in braces of the rule stand for.
    """

    code: str
    file: str
    path: Path
    id: str
    other: str
    values: Mapping[str, str]


def check_across(records: Iterable[Traits]) -> list[Shared]:
    """All that is wrong between records."""
    known = sorted(records, key=lambda traits: traits.file)
    return [
        *_doubles("C001", ("id",), known, {traits.file: traits.id for traits in known}),
        *_doubles(
            "C003", ("source", "file"), known, {traits.file: traits.page for traits in known}
        ),
        *_spellings("C004", ("themes",), (), [(traits, traits.themes) for traits in known]),
        *_spellings(
            "C005",
            ("organisations",),
            ("name",),
            [(traits, traits.organisations) for traits in known],
        ),
    ]


def _doubles(
    code: str, path: Path, known: list[Traits], values: Mapping[str, str | None]
) -> Iterator[Shared]:
    """Values that only one file may have, and two have."""
    first: dict[str, str] = {}
    for traits in known:
        value = values[traits.file]
        other = first.setdefault(value, traits.file) if value else traits.file
        if value and other != traits.file:
            yield Shared(code, traits.file, path, traits.id, other, {"other": other, "page": value})


def _spellings(
    code: str, before: Path, behind: Path, lists: list[tuple[Traits, tuple[str, ...]]]
) -> Iterator[Shared]:
    """Names that other records spell differently; spellings within a record are its own affair."""
    usual = usual_spellings(name for _, names in lists for name in dict.fromkeys(names))
    if not usual:
        return
    wanted = set(usual.values())
    holders: dict[str, list[str]] = defaultdict(list)
    for traits, names in lists:
        for name in wanted.intersection(names):
            holders[name].append(traits.file)
    for traits, names in lists:
        for index, name in enumerate(names):
            spelling = usual.get(name)
            other = next(
                (file for file in holders.get(spelling or "", ()) if file != traits.file), None
            )
            if spelling and other:
                values = {"value": name, "usual": spelling, "other": other}
                yield Shared(code, traits.file, (*before, index, *behind), traits.id, other, values)
