"""Whose the numbers and addresses are that stand near names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projectkit.parsing.findings.persons import find_persons
from projectkit.parsing.page import parse_page, weigh
from projectkit.reading.page import read_page

PAGE = """\
Plestik

Het project Plestik zoekt uit hoe vissers hun netten kunnen teruggeven, en wie dat betaalt.

Contact

Ing. Folkert Haitsma MSc
Onderzoeker Vitale Delta
T 058 555 0127
"""


def owner_of_number(text: str, certainty: float) -> list[str]:
    page = weigh(read_page(text.encode(), "page.txt"), "page.txt")
    spans = tuple(
        replace(span, certainty=certainty) if span.text == "Vitale Delta" else span
        for span in page.spans
    )
    assert spans != page.spans
    found = find_persons(replace(page, spans=spans))
    return [each.value["name"] for each in found if "phone" in each.value]


@pytest.mark.parametrize(
    ("certainty", "owner"), [(0.9, "Vitale Delta"), (0.1, "Folkert Haitsma")], ids=str
)
def test_a_number_below_words_that_may_not_be_a_name_is_of_the_person_above(
    certainty: float, owner: str
) -> None:
    assert owner_of_number(PAGE, certainty) == [owner]


def test_a_number_in_another_block_is_not_of_the_person_above() -> None:
    apart = PAGE.replace("MSc\n", "MSc\n\n")
    assert owner_of_number(apart, 0.1) == ["Vitale Delta"]


PEOPLE = """\
Buurtkracht

Het project Buurtkracht onderzoekt hoe bewoners van een flat elkaar leren kennen.

Contact

{lines}
"""


def contacts(lines: str) -> dict[str, tuple[str | None, str | None]]:
    record = parse_page(PEOPLE.format(lines=lines).encode(), "page.txt", force=True).record
    assert record is not None
    return {person.name: (person.email, person.phone) for person in record.persons}


@pytest.mark.parametrize(
    ("lines", "emails"),
    [
        (
            "Anna de Boer, projectleider\nflat@saxion.example",
            {"Anna de Boer": "flat@saxion.example"},
        ),
        (
            "Anna de Boer, projectleider\nPieter Vos, onderzoeker\nflat@saxion.example",
            {"Anna de Boer": None, "Pieter Vos": None},
        ),
        (
            "Anna de Boer, projectleider\nPieter Vos, onderzoeker\np.vos@saxion.example",
            {"Anna de Boer": None, "Pieter Vos": "p.vos@saxion.example"},
        ),
        (
            "Anna de Boer, projectleider\nxyz1@hr.example\nPieter Vos, docent\nxyz2@hr.example",
            {"Anna de Boer": "xyz1@hr.example", "Pieter Vos": "xyz2@hr.example"},
        ),
        (
            "Anna de Boer\nprojectleider\n\nPieter Vos\nonderzoeker\nflat@saxion.example",
            {"Anna de Boer": None, "Pieter Vos": "flat@saxion.example"},
        ),
    ],
)
def test_an_address_that_names_nobody_is_not_of_the_last_of_several_people(
    lines: str, emails: dict[str, str | None]
) -> None:
    assert {name: email for name, (email, _) in contacts(lines).items()} == emails


@pytest.mark.parametrize(
    "line",
    [
        "053 555 01 11 (secretariaat)",
        "053 555 01 11, receptie.",
        "Secretariaat: 053 555 01 11",
        "Secretariaat: tel. 053 555 01 11",
        "Algemeen telefoonnummer: 053 555 01 11",
    ],
)
def test_the_number_of_an_office_is_nobodys_own(line: str) -> None:
    assert contacts(f"Anna de Boer, projectleider\n{line}") == {"Anna de Boer": (None, None)}


@pytest.mark.parametrize(
    "line",
    [
        "Anna de Boer\n053 555 01 11",
        "Anna de Boer, projectleider\nvia het secretariaat: 053 555 01 11",
        "Anna de Boer (secretariaat) 053 555 01 11",
        "Anna de Boer, 053 555 01 11, algemeen directeur",
        "Anna de Boer, 053 555 01 11, secretariaat 053 555 01 22",
    ],
)
def test_a_number_beside_other_words_is_that_of_the_person(line: str) -> None:
    assert contacts(line)["Anna de Boer"][1] == "+31535550111"
