"""Names in lists of partners are whole, and persons behind them are persons."""

from __future__ import annotations

import pytest

from projectkit.model.record import Record
from projectkit.parsing.page import parse_page

BELOW = "\n\nAanleiding\nBewoners willen samen een tuin beginnen, want er is weinig groen.\n"


def read(text: str) -> Record:
    page = f"Buurtmoestuin De Kas\n\nStatus: Lopend\n{text}{BELOW}"
    record = parse_page(page.encode(), "page.txt", force=True).record
    assert record is not None
    return record


@pytest.mark.parametrize(
    "names",
    [
        ["Instituut voor Land-, Tuin- en Bosbouw"],
        ["Gemeente Veenrand", "Instituut voor Bos-, Water- en Bodemonderzoek", "Saxion"],
        ["Provincies Noord- en Zuid-Holland"],
        ["Gemeenten Noord-, Midden- en Zuid-Kempen", "Saxion"],
        ["Bureau Zee-, Kust- en Riviervisserij"],
    ],
)
def test_a_list_within_a_name_is_a_part_of_it(names: list[str]) -> None:
    assert [each.name for each in read(f"Partners: {', '.join(names)}").organisations] == names


def test_who_stands_in_brackets_is_a_person_of_the_organisation() -> None:
    record = read(
        "\nPartners\n• Boerenbond\n• Saxion (Anna de Groot)\n"
        "• Praktijkpunt Landbouw (Jan Peeters en Els Maes)\n"
    )
    assert [each.name for each in record.organisations] == [
        "Boerenbond",
        "Saxion",
        "Praktijkpunt Landbouw",
    ]
    assert [each.name for each in record.persons] == ["Anna de Groot", "Jan Peeters", "Els Maes"]


def test_an_abbreviation_in_brackets_is_a_part_of_the_name() -> None:
    record = read("\nPartners\n- Wageningen University\n- University of Ghent (UGent)\n")
    assert [each.name for each in record.organisations][1:] == ["University of Ghent (UGent)"]


def test_the_dates_of_another_project_are_no_dates_of_this_one() -> None:
    record = read("\nAanpak\nHet vorige project liep van 2016 tot 2018.\n")
    assert (record.start_date, record.end_date) == (None, None)


def test_organisations_of_a_table_with_other_words_in_its_head() -> None:
    record = read(
        "\nPartij\tFunctie\nHogeschool Duinrand\tPenvoerder\nGemeente Veenrand\tPartner\n"
    )
    assert [(each.name, each.role) for each in record.organisations] == [
        ("Hogeschool Duinrand", "lead"),
        ("Gemeente Veenrand", "partner"),
    ]


def test_an_o_is_a_bullet_of_word() -> None:
    assert read("Thema's\no Water en Bodem, Klimaat\no Wonen").themes == (
        "Water en Bodem, Klimaat",
        "Wonen",
    )
