"""No value is invented: what a record holds stands on the page."""

from __future__ import annotations

from projectkit.model.record import Record
from projectkit.model.source import How, State
from projectkit.parsing.page import parse_page


def read(text: str) -> Record:
    record = parse_page(text.encode(), "page.txt", force=True).record
    assert record is not None
    return record


def test_a_label_without_a_value_is_empty_not_missing() -> None:
    record = read("Titel van het stuk\n\nStatus\nLopend\nThema's\n\nAanleiding\nEr is een aanleiding.\n")
    assert record.themes == ()
    assert record.source is not None
    trace = record.source.fields["/themes"]
    assert (trace.lines, trace.how, trace.state) == ("5", How.LABELLED, State.EMPTY)


def test_a_hidden_address_is_withheld_not_invented() -> None:
    record = read(
        "Titel\n\nContact\n\nAnna de Groot\nContactpersoon\nE-mail: Dit e-mailadres wordt beveiligd tegen spambots. "
        "JavaScript dient ingeschakeld te zijn om het te bekijken.\n"
    )
    assert record.persons[0].email is None
    assert record.source is not None
    assert record.source.fields["/persons/0/email"].state is State.WITHHELD


def test_a_status_read_from_progress_says_that_it_is_derived() -> None:
    record = read("Titel\n\nKenmerken\n\nLooptijd: 100%\n2020\n2022\n")
    assert (record.status, record.progress_percent) == ("completed", 100)
    assert record.source is not None
    assert record.source.fields["/status"].how is How.DERIVED
    assert record.source.fields["/progress_percent"].how is How.LABELLED


def test_an_explicit_status_wins_over_progress() -> None:
    assert read("Titel\n\nStatus: Gestopt\nLooptijd: 100%\n").status == "cancelled"


def test_contact_values_never_stand_in_the_source() -> None:
    record = read("Titel\n\nContact\n\nAnna de Groot\nprojectleider\na.degroot@x.example\n06 55 51 73 29\n")
    assert record.persons[0].email == "a.degroot@x.example"
    assert record.source is not None
    assert "degroot" not in record.source.model_dump_json()
    assert "5517329" not in record.source.model_dump_json()


def test_a_name_alone_makes_no_person() -> None:
    assert read("Titel\n\nContact\n\nRotterdam Zuid\n").persons == ()


def test_the_first_sentence_of_a_page_is_no_title() -> None:
    text = "Wie in een dorp iets wil beginnen, komt altijd dezelfde vijf mensen tegen, ook in de winter.\n\nDoel\n\nEen doel."
    assert read(text).title is None


def test_a_date_above_the_text_is_the_date_of_the_page() -> None:
    record = read(
        "17 december 2013\n\nEen eerste zin over iets dat al jaren speelt in de wijk en daarbuiten.\n\nDoel\n\nX."
    )
    assert (record.page_date, record.start_date) == ("2013-12-17", None)


def test_a_heading_above_nothing_but_values_is_the_label_of_the_first() -> None:
    record = read("Titel\n\nNetwerk- en projectleden\n\n• Stichting A\n• Stichting B\n")
    assert record.sections == ()
    assert record.source is not None
    assert record.source.fields["/organisations/0"].lines == "3 5"


def test_a_partner_per_line_keeps_its_commas() -> None:
    record = read("Titel\n\nSamenwerkingspartners:\nGemeente A, Cluster B, Directie C & D\nStichting E\n")
    assert [partner.name for partner in record.organisations] == [
        "Gemeente A, Cluster B, Directie C & D",
        "Stichting E",
    ]


def test_prose_after_a_word_of_a_role_is_no_label() -> None:
    record = read("Titel\n\nAanpak\n\nStudenten en jongeren bouwen een jaar na: welke brieven komen er?\n")
    assert record.source is not None
    assert record.source.leftover == ()
    assert "welke brieven" in record.sections[0].text


def test_unknown_labels_are_left_over_not_lost() -> None:
    record = read("Titel\n\nStatus: Lopend\nRegio: Fryslân\n")
    assert record.source is not None
    assert record.source.leftover == ("4",)
