"""What records say together: ids, pages and names that they share or should share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from projectkit.model.diagnostic import Diagnostic, Location, diagnostic
from projectkit.validation.shape import Loaded
from projectkit.validation.spelling import usual_spellings


@dataclass(frozen=True, slots=True)
class Named:
    """A text of a record, and where it stands."""

    text: str
    place: Location


@dataclass(frozen=True, slots=True)
class Traits:
    """What other records are compared with, so that no more than this of each is kept."""

    id: Named
    page: Named | None
    themes: tuple[Named, ...]
    organisations: tuple[Named, ...]


def traits_of(loaded: Loaded) -> Traits | None:
    """What a record shows to others; a broken one shows nothing."""
    record = loaded.record
    if record is None:
        return None
    return Traits(
        Named(record.id, loaded.location("id")),
        Named(record.source.file, loaded.location("source", "file")) if record.source else None,
        tuple(Named(theme, loaded.location("themes", at)) for at, theme in enumerate(record.themes)),
        tuple(
            Named(organisation.name, loaded.location("organisations", at, "name"))
            for at, organisation in enumerate(record.organisations)
        ),
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """A finding, and the other file that it is about."""

    finding: Diagnostic
    other: str


def check_across(records: Iterable[Traits]) -> list[Shared]:
    """All that is wrong between records."""
    known = list(records)
    return [
        *_doubles("C001", ((traits.id, traits.id) for traits in known)),
        *_doubles("C003", ((traits.id, traits.page) for traits in known if traits.page)),
        *_spellings("C004", [(traits.id.text, traits.themes) for traits in known]),
        *_spellings("C005", [(traits.id.text, traits.organisations) for traits in known]),
    ]


def _doubles(code: str, values: Iterable[tuple[Named, Named]]) -> Iterator[Shared]:
    """What may stand in one file alone, and stands in two."""
    first: dict[str, str] = {}
    for owner, value in values:
        other = first.setdefault(value.text, value.place.file)
        if other != value.place.file:
            found = diagnostic(code, value.place, id=owner.text, other=other, page=value.text)
            yield Shared(found, other)


def _spellings(code: str, lists: list[tuple[str, tuple[Named, ...]]]) -> Iterator[Shared]:
    """Names that are written otherwise in other records; two spellings in one record are that record's own affair."""
    usual = usual_spellings(name.text for _, names in lists for name in {n.text: n for n in names}.values())
    if not usual:
        return
    holders: dict[str, list[str]] = defaultdict(list)
    for _, names in lists:
        for name in names:
            holders[name.text].append(name.place.file)
    for owner, names in lists:
        for name in names:
            spelling = usual.get(name.text)
            other = next((file for file in holders.get(spelling or "", ()) if file != name.place.file), None)
            if spelling and other:
                values = {"value": name.text, "usual": spelling, "other": other}
                yield Shared(diagnostic(code, name.place, id=owner, **values), other)
