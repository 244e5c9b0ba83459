"""No value is invented: what a record holds stands on the page."""

from __future__ import annotations

import pytest

from projectkit.model.record import Record
from projectkit.model.source import FieldState, How
from projectkit.parsing.page import parse_page


def read(text: str) -> Record:
    record = parse_page(text.encode(), "page.txt", force=True).record
    assert record is not None
    return record


def test_a_label_without_a_value_is_empty_not_missing() -> None:
    record = read(
        "Titel van het stuk\n\nStatus\nLopend\nThema's\n\nAanleiding\nEr is een aanleiding.\n"
    )
    assert record.themes == ()
    assert record.source is not None
    trace = record.source.fields["/themes"]
    assert (trace.lines, trace.how, trace.state) == ("5", How.LABELLED, FieldState.EMPTY)


def test_a_hidden_address_is_withheld_not_invented() -> None:
    record = read(
        "Titel\n\nContact\n\nAnna de Groot\nContactpersoon\nE-mail: Dit e-mailadres wordt beveiligd tegen spambots. "
        "JavaScript dient ingeschakeld te zijn om het te bekijken.\n"
    )
    assert record.persons[0].email is None
    assert record.source is not None
    assert record.source.fields["/persons/0/email"].state is FieldState.WITHHELD


def test_a_status_read_from_progress_says_that_it_is_derived() -> None:
    record = read("Titel\n\nKenmerken\n\nLooptijd: 100%\n2020\n2022\n")
    assert (record.status, record.progress_percent) == ("completed", 100)
    assert record.source is not None
    assert record.source.fields["/status"].how is How.DERIVED
    assert record.source.fields["/progress_percent"].how is How.LABELLED


def test_an_explicit_status_wins_over_progress() -> None:
    assert read("Titel\n\nStatus: Gestopt\nLooptijd: 100%\n").status == "cancelled"


def test_contact_values_never_stand_in_the_source() -> None:
    record = read(
        "Titel\n\nContact\n\nAnna de Groot\nprojectleider\na.degroot@x.example\n06 55 51 73 29\n"
    )
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


def test_a_partner_per_line_keeps_its_commas() -> None:
    record = read(
        "Titel\n\nSamenwerkingspartners:\nGemeente Almere, Cluster B, Directie C & D\nStichting Eigenwijs\n"
    )
    assert [partner.name for partner in record.organisations] == [
        "Gemeente Almere, Cluster B, Directie C & D",
        "Stichting Eigenwijs",
    ]


def test_unknown_labels_are_left_over_not_lost() -> None:
    record = read("Titel\n\nStatus: Lopend\nRegio: Fryslân\n")
    assert record.source is not None
    assert record.source.leftover == ("4",)


@pytest.mark.parametrize(
    "placeholder", ["n.v.t.", "geen", "Nog niet bekend", "-", "(onbekend)", "n.n.b."]
)
def test_a_placeholder_is_no_value(placeholder: str) -> None:
    record = read(
        f"Titel\n\nPenvoerder: {placeholder}\nPartners: {placeholder}\nWebsite: {placeholder}\n"
    )
    assert (record.organisations, record.links) == ((), ())
    assert record.source is not None
    assert record.source.fields["/organisations"].state is FieldState.EMPTY
    assert record.source.leftover == ()


def test_what_a_label_says_besides_its_date_is_left_over_as_well() -> None:
    record = read(
        "Titel\n\nStartdatum: medio 2018\nLooptijd: 1 sept. 2017 – 31 aug. 2019 (verlengd tot 31 dec. 2019)\n"
    )
    assert (record.start_date, record.end_date) == ("2018", "2019-12-31")
    assert record.source is not None
    assert record.source.leftover == ("3-4",)


def test_a_person_in_a_list_of_partners_is_a_person() -> None:
    record = read("Titel\n\nProjectteam\n\nEvert Bos, lector\ndr. A. Bakker (docent-onderzoeker)\n")
    assert record.organisations == ()
    assert [(person.name, person.role_text) for person in record.persons] == [
        ("Evert Bos", "lector"),
        ("A. Bakker", "docent-onderzoeker"),
    ]


def test_the_unit_of_a_person_stays_with_the_organisation() -> None:
    record = read(
        "Titel\n\nContact\n\nAnna de Groot (netwerkcoördinator)\nKenniscentrum Zorg, Hogeschool Utrecht\n"
    )
    assert record.persons[0].organisation == "Kenniscentrum Zorg, Hogeschool Utrecht"
    assert record.organisations == ()


def test_all_facts_of_a_person_on_one_line() -> None:
    record = read(
        "Titel\n\nContactpersoon: dr. Els Boom, projectleider – 030 252 99 36, e.boom@x.example\n"
    )
    (person,) = record.persons
    assert (person.name, person.role_text, person.phone, person.email) == (
        "Els Boom",
        "projectleider",
        "+31302529936",
        "e.boom@x.example",
    )


def test_a_contact_block_of_labels() -> None:
    record = read(
        "Titel\n\nContact\n\nNaam: Anna de Groot\nFunctie: adviseur\nOrganisatie: Saxion\nMail: a@x.example\n"
    )
    (person,) = record.persons
    assert (person.name, person.role_text, person.organisation, person.email) == (
        "Anna de Groot",
        "adviseur",
        "Saxion",
        "a@x.example",
    )


def test_labels_in_a_table_with_tabs() -> None:
    record = read("Titel\n\nStatus\tLopend\nLooptijd\t2020 - 2022\nPenvoerder:\tSaxion\n")
    assert (record.status, record.start_date, record.end_date) == ("active", "2020", "2022")
    assert record.organisations[0].name == "Saxion"


def test_labels_glued_to_their_values() -> None:
    record = read(
        "Titel\n\nStatusLopend\nStartdatum1 januari 2022\nEffectieve start/einddatum1/10/1930/09/23\n"
    )
    assert (record.status, record.start_date, record.end_date) == (
        "active",
        "2022-01-01",
        "2023-09-30",
    )


def test_values_above_their_labels() -> None:
    record = read(
        "Titel\n\nFebruari 2023 t/m januari 2024\nDuur\nRotterdam\nLocatie\n\n€ 318450\n\nBudget\n"
    )
    assert (record.start_date, record.end_date) == ("2023-02", "2024-01")
    assert record.funding[0].amount == 318450


@pytest.mark.parametrize(
    "sentence",
    [
        "Sinds 2015 zijn gemeenten verantwoordelijk voor de jeugdhulp in ons land.",
        "Een gordijn van € 1.080 bleek meer te doen dan een dure sensor aan het plafond.",
        "We werken samen met bewoners, studenten en professionals uit de wijk.",
        "De lector Social Work vertelt over de opleiding en over het werk dat nog komt.",
        "Voor alle plannen samen is een budget van 100 miljoen euro gereserveerd.",
    ],
)
def test_sentences_that_state_nothing_of_the_project(sentence: str) -> None:
    record = read(f"Titel\n\nAanleiding\n\n{sentence}\n")
    assert (record.start_date, record.funding, record.organisations, record.persons) == (
        None,
        (),
        (),
        (),
    )


@pytest.mark.parametrize(
    "line",
    [
        "Penvoerder: ...",
        "Lectoraat: .",
        "Looptijd: 31 juni - 3 juli 2020",
        "Budget: € 999.999.999.999.999.999",
    ],
)
def test_a_value_that_the_record_refuses_costs_no_page(line: str) -> None:
    record = read(
        f"Een titel\n\n{line}\nStatus: Lopend\n\nPartners\n\n- Gemeente Zeist\n- (trekker)\n- ...\n"
    )
    assert record.status == "active"
    assert [organisation.name for organisation in record.organisations] == ["Gemeente Zeist"]


@pytest.mark.parametrize(
    "line",
    [
        "Projectleider: dr. Anna de Groot, kamer 12",
        "T: 030 252 99 36 of 06 55 51 73 29",
        "Looptijd: 2018-2020, verlengd tot december",
        "Startdatum: 1 mei 2020 (uitgesteld)",
    ],
)
def test_what_a_line_says_besides_its_values_is_left_over(line: str) -> None:
    record = read(f"Een titel\n\nContact\n\nPiet Bos, lector\n{line}\n")
    assert record.source is not None
    assert record.source.leftover == ("6",)


def test_a_sentence_below_a_lone_word_is_no_value() -> None:
    record = read(
        "Een titel\n\nAanleiding\n\nEen zin.\n\nEinde\n\nHet project eindigde in 2020 met een feest.\n"
    )
    assert "met een feest" in "".join(section.text for section in record.sections)


def test_parts_with_the_same_title_keep_their_texts() -> None:
    record = read(
        "Samen sterk in de wijk\n\nWerkgroep 1: Zorg\n\nDe ene groep doet alfa.\n\nWerkgroep 2: Zorg\n\nDe andere doet beta.\n"
    )
    assert [part.text for part in record.subprojects] == [
        "De ene groep doet alfa.",
        "De andere doet beta.",
    ]


def test_one_person_with_two_roles_keeps_both() -> None:
    (person,) = read(
        "Titel\n\nProjectleider: Anna de Groot\nContactpersoon: Anna de Groot\n"
    ).persons
    assert person.roles == ("project_leader", "contact")
    assert person.role_text == "Projectleider"


def test_an_organisation_behind_a_name_is_no_second_person() -> None:
    record = read("Titel\n\nProjectleider: dr. Anna de Groot, Hogeschool Utrecht\n")
    assert [(person.name, person.organisation) for person in record.persons] == [
        ("Anna de Groot", "Hogeschool Utrecht")
    ]


def test_an_address_that_fits_two_persons_is_given_to_neither() -> None:
    text = "Titel\n\nContact\n\nEls Bakker, lector\n\nJan Bakker, docent\n\nVragen? Mail naar bakker@x.example voor een afspraak.\n"
    assert [person.email for person in read(text).persons] == [None, None]


def test_an_address_of_somebody_else_is_not_given_away() -> None:
    record = read(
        "Titel\n\nContact\n\nJan Bakker, docent\njan.bakker@x.example\n\nProjectleider: Els Bakker\n"
    )
    assert {person.name: person.email for person in record.persons} == {
        "Jan Bakker": "jan.bakker@x.example",
        "Els Bakker": None,
    }


def test_an_address_told_by_a_surname_says_that_it_is_derived() -> None:
    record = read(
        "Titel\n\nContact\n\nEls Bakker, lector\n\nAfspraak maken\n\ne.bakker@x.example\n06 55 51 73 29\n"
    )
    assert (record.persons[0].email, record.persons[0].phone) == (
        "e.bakker@x.example",
        "+31655517329",
    )
    assert record.source is not None
    assert record.source.fields["/persons/0/email"].how is How.DERIVED


def test_the_mark_of_a_list_of_tags_is_no_theme() -> None:
    assert read("Buren voor buren\n\nStatus: Lopend\nThema's: #\n").themes == ()
