"""A value belongs to the label that asks for it, and to nothing else."""

from __future__ import annotations

import pytest

from projectkit.model.record import Record
from projectkit.parsing.findings.facts import _may_be_number
from projectkit.parsing.findings.finding import Page
from projectkit.parsing.findings.money import is_of_project
from projectkit.parsing.findings.title_weights import weighed_titles
from projectkit.parsing.layout import recognise
from projectkit.parsing.lines.marks import Mark, Role
from projectkit.parsing.names.whole import begins_with_role, with_whole_names
from projectkit.parsing.page import parse_page
from projectkit.parsing.vocabulary.lookup import vocabulary
from projectkit.parsing.words.spans import Span, Tag
from projectkit.reading.lines import Line

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


@pytest.mark.parametrize(
    "label",
    [
        "Partners\nSaxion",
        "Financiering\nZonMw",
        "Domeinen\nStichting en zorg",
        "Onderzoeksgebied\nZorginstelling en wijk",
        "Wie doet er mee: Stichting Wonen en Hogeschool Ede",
    ],
)
def test_what_answers_another_label_is_no_employer(label: str) -> None:
    record = read(f"Wonen Nu\n\nContactpersoon\nBart Wierenga\n{label}\nLooptijd\n2021 - 2023")
    assert record.title == "Wonen Nu"
    (person,) = record.persons
    assert (person.name, person.organisation) == ("Bart Wierenga", None)


@pytest.mark.parametrize(
    ("label", "target"),
    [
        ("Startdatum", "start_date"),
        ("Startdatum onderzoek", "start_date"),
        ("Einddatum van het onderzoek", "end_date"),
        ("Looptijd van dit project", "period"),
        ("Project nummer", "identifier"),
        ("Project partners", "partner"),
        ("Het onderzoek", None),
        ("Over dit project", None),
    ],
)
def test_labels_may_say_that_they_are_about_the_project(label: str, target: str | None) -> None:
    assert vocabulary().label(label) == target


@pytest.mark.parametrize(
    ("value", "start", "end", "page_date"),
    [
        ("september 2018 t/m september 2022", "2018-09", "2022-09", None),
        ("3 mei 2021", None, None, "2021-05-03"),
    ],
)
def test_two_dates_behind_a_date_are_a_period(
    value: str, start: str | None, end: str | None, page_date: str | None
) -> None:
    record = read(f"Zonnedaken Zuid\n\nStatus: Lopend\nDatum: {value}")
    dates = (record.start_date, record.end_date, record.page_date)
    assert tuple(str(date) if date else None for date in dates) == (start, end, page_date)


def test_a_period_says_that_a_project_is_over() -> None:
    record = read("Zonnedaken Zuid\n\nLooptijd: Afgerond in mei 2013")
    assert (str(record.end_date), record.status) == ("2013-05", "completed")


@pytest.mark.parametrize("title", ["Introductie", "Informatie", "Planning", "top", "PROGRAMMA"])
def test_what_heads_any_page_is_no_title(title: str) -> None:
    mark = Mark(Line(1, title), 0, Role.TITLE)
    page = Page("page.txt", recognise(()), (mark,), (), (None,), ())
    assert weighed_titles(page) == []


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("Lector Voeding & Gezondheid", False),
        ("Projectleider Bos", False),
        ("Lectoraat Voeding", True),
        ("Adviseurs Klein & Bos", True),
        ("Stichting De Lector", True),
    ],
)
def test_what_somebody_does_is_no_organisation(name: str, *, is_kept: bool) -> None:
    assert begins_with_role(name) is not is_kept


def test_a_number_404_behind_a_label_is_no_missing_page() -> None:
    text = "Slim Lezen\n\nDossier\n404\n\nDoel\n\nLezen op school.\n\nPartners: Hogeschool Ede, Stad Ede\n"
    parsed = parse_page(text.encode(), "page.txt")
    assert parsed.record is not None
    assert [each.value for each in parsed.record.identifiers] == ["404"]


@pytest.mark.parametrize("name", ["DSCN4711", "IMG_2044", "20190411_110203", "1200x800"])
def test_the_name_of_an_image_is_no_project_number(name: str) -> None:
    assert not _may_be_number(name)


@pytest.mark.parametrize(
    ("text", "is_money"),
    [
        ("Het doel is om de CO2-uitstoot met 240 ton te verminderen.", False),
        ("We halen 12 ton afval uit de wijk.", False),
        ("De gemeente draagt drie ton bij.", True),
        ("Het project kost € 3 ton, zonder de uitstoot van CO2.", True),
    ],
)
def test_a_weight_is_no_amount(text: str, *, is_money: bool) -> None:
    assert is_of_project(text) is is_money


def test_a_web_address_is_no_organisation() -> None:
    mark = Mark(Line(1, "https://www.kade.example/film"), 0, Role.ITEM)
    span = Span(Tag.PARTNER, mark, 0, 0, len(mark.text), 0.99)
    page = Page("page.txt", recognise(()), (mark,), (), (None,), (span,))
    assert with_whole_names(page).spans == ()
