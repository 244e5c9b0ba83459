"""Which names are of one organisation, and that whoever joins, counts or compares agrees on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from projectkit.catalogue.join import joined
from projectkit.importing.items import added, without
from projectkit.importing.merge import merged
from projectkit.model.identity import organisation_name
from projectkit.model.record import Record
from projectkit.report.filters import working_together
from projectkit.report.network import network
from projectkit.search.duplicates import duplicates
from projectkit.search.facets import Facets
from projectkit.search.fields import field
from projectkit.store.stored import plain
from projectkit.validation.doubles import doubles
from projectkit.validation.spelling import usual_spellings

ONE = [
    ("Hogeschool West", " hogeschool  WEST"),
    ("Zorgcoöperatie West", "Zorgcooperatie West"),
    ("Jeugd-zorg West", "Jeugdzorg West"),
    ("Ørsted", "Orsted"),
    ("Zorg-huis West", "Zorg\u2010huis West"),
    ("Zorghuis West", "Zorg\u00adhuis West"),
    ("Stichting ’t Kompas", "Stichting 't Kompas"),
    ("Stichting De Brug", "St. de Brug"),
    ("Stichting Het Lab", "St.het Lab"),
    ("Stichting ’t Kompas", "St. 't Kompas"),
    ("Stichting voor Zorg", "ST. VOOR ZORG"),
    ("Stichting Welzijn Oost", "Stg. Welzijn Oost"),
    ("Vereniging van Huisartsen", "Ver. van Huisartsen"),
]
# What can be a saint or another word stays apart: nobody can tell.
TWO = [
    ("Stichting Antonius Ziekenhuis", "St. Antonius Ziekenhuis"),
    ("Stichting Jansdal", "St. Jansdal"),
    ("Stichting Elisabeth", "St Elisabeth"),
    ("Vereniging Bedrijven Oost", "Ver. Bedrijven Oost"),
    ("Vereniging van Huis", "Ver van Huis"),
    ("Stichting Groep", "STG Groep"),
    ("Zorg Stichting De Brug", "Zorg St. de Brug"),
    ("Wijk 12-34", "Wijk 1234"),
    ("GGZ Drenthe", "GGD Drenthe"),
]


def record(*names: str, id: str = "a") -> Record:  # noqa: A002  (as in a record)
    organisations = [{"name": name, "role": "partner"} for name in names]
    return Record.model_validate({"id": id, "title": "Samen sterk", "organisations": organisations})


def in_duplicates(one: str, other: str) -> bool:
    return bool(duplicates([record(one), record(other, id="b")]))


def in_network(one: str, other: str) -> bool:
    found = network([plain(record(one, "HR")), plain(record(other, "HR"))])
    return found.all_nodes == 2


def in_filters(one: str, other: str) -> bool:
    return len(working_together(plain(record(one, other)))) == 1


def in_facets(one: str, other: str) -> bool:
    counted = Facets([field("partners")])
    for name in (one, other):
        counted.add(plain(record(name)))
    return len(counted.values()["partners"]) == 1


def in_join(one: str, other: str) -> bool:
    return len(joined(record(one), record(other)).record.organisations) == 1


def in_import(one: str, other: str) -> bool:
    said = {"organisations": [{"name": other}]}
    made: Any = merged(plain(record(one)), said)["organisations"]
    return len(made) == 1


def in_set(one: str, other: str) -> bool:
    return len(added("organisations", [{"name": one}], [{"name": other}])) == 1


def in_set_without(one: str, other: str) -> bool:
    return without("organisations", [{"name": one}], other) == []


def in_validate(one: str, other: str) -> bool:
    return bool(list(doubles(record(one, other))))


EVERYWHERE = [in_duplicates, in_network, in_filters, in_facets, in_join, in_import, in_set, in_set_without, in_validate]  # fmt: skip


@pytest.mark.parametrize("is_one", EVERYWHERE)
@pytest.mark.parametrize(("one", "other"), ONE)
def test_one_organisation(one: str, other: str, is_one: Callable[[str, str], bool]) -> None:
    assert organisation_name(one) == organisation_name(other)
    assert is_one(one, other)
    assert is_one(other, one)


@pytest.mark.parametrize("is_one", EVERYWHERE)
@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_organisations(one: str, other: str, is_one: Callable[[str, str], bool]) -> None:
    assert organisation_name(one) != organisation_name(other)
    assert not is_one(one, other)
    assert not is_one(other, one)


@pytest.mark.parametrize(("one", "other"), ONE)
def test_two_spellings_of_one_organisation_should_be_one(one: str, other: str) -> None:
    assert usual_spellings([one, one, other], organisation_name) == {other: one}


def test_an_import_may_put_the_spelling_right() -> None:
    held = {"organisations": [{"name": "Cooperatie West", "role": "lead", "unit": "Zorg"}]}
    made: Any = merged(held, {"organisations": [{"name": "Coöperatie West"}]})["organisations"]
    assert made == [{"name": "Coöperatie West", "role": "lead", "unit": "Zorg"}]


@pytest.mark.parametrize(
    ("held", "given"),
    [
        ({"name": "Stichting De Brug", "role": "lead"}, {"name": "St. de Brug", "role": "other"}),
        ({"name": "Café Bos", "role": "partner"}, {"name": "Cafe Bos", "role": "partner"}),
    ],
)
def test_an_import_keeps_how_a_record_writes_an_organisation(
    held: dict[str, str], given: dict[str, str]
) -> None:
    assert merged({"organisations": [held]}, {"organisations": [given]})["organisations"] == [held]
