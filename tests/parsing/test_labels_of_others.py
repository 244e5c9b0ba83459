"""A value belongs to the label that asks for it, and to nothing else."""

from __future__ import annotations

import pytest

from projectkit.model.record import Record
from projectkit.parsing.page import parse_page

BELOW = "\n\nAanleiding\nBewoners willen samen een tuin beginnen, want er is weinig groen.\n"


def read(text: str) -> Record:
    record = parse_page(f"{text}{BELOW}".encode(), "page.txt", force=True).record
    assert record is not None
    return record


@pytest.mark.parametrize(
    "line",
    [
        "Telefoon: 06-123456789",
        "Telefoon: 010-12345",
        "Mobiel: 0612345",
        "T: 070 - 34567",
        "Gsm: 0470 12 34",
        "Telefoon\n06-12345",
        "Startdatum: 1-III-2021",
        "Einddatum: 31-12-9999",
        "Budget: 1.0000",
    ],
)
def test_no_value_of_another_label_is_a_project_number(line: str) -> None:
    record = read(f"Buurtmoestuin De Kas\n\nStatus: Lopend\nProjectleider: Anna de Groot\n{line}")
    assert record.identifiers == ()
    assert [each.kind for each in record.sections] == ["background"]
    assert record.source is not None
    assert "5" in str(record.source.leftover)


@pytest.mark.parametrize("label", ["Projectnummer", "Projectnr", "Dossier"])
def test_a_project_number_stays_one(label: str) -> None:
    record = read(f"Buurtmoestuin De Kas\n\nStatus: Lopend\n{label}: 2021-0123")
    assert [each.value for each in record.identifiers] == ["2021-0123"]


@pytest.mark.parametrize(
    ("behind", "employer"),
    [
        (", namens Hogeschool Duinrand", "Hogeschool Duinrand"),
        (", vanuit Hogeschool Duinrand", "Hogeschool Duinrand"),
        (", werkzaam bij Saxion", "Saxion"),
        (", verbonden aan de KU Leuven", "KU Leuven"),
        (" – i.o.v. Gemeente Veenrand", "Gemeente Veenrand"),
    ],
)
def test_an_employer_has_no_preposition_in_its_name(behind: str, employer: str) -> None:
    record = read(f"Buurtmoestuin De Kas\n\nStatus: Lopend\nProjectleider: Piet Bos{behind}")
    (person,) = record.persons
    assert (person.name, person.organisation) == ("Piet Bos", employer)


@pytest.mark.parametrize("label", ["Partners\nSaxion", "Financiering\nZonMw"])
def test_what_answers_another_label_is_no_employer(label: str) -> None:
    record = read(f"Wonen Nu\n\nContactpersoon\nBart Wierenga\n{label}\nLooptijd\n2021 - 2023")
    assert record.title == "Wonen Nu"
    (person,) = record.persons
    assert (person.name, person.organisation) == ("Bart Wierenga", None)
