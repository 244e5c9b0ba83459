"""The ways in which pages state facts, one by one: a few lines, and what is read from them."""

from __future__ import annotations

import pytest

from projectkit.model.record import Record
from projectkit.parsing.page import parse_page

HEAD = "Buren voor buren\n\nIn dit project onderzoeken we met bewoners hoe buren elkaar helpen en wat daarvoor nodig is.\n\n"


def read(text: str, head: str = HEAD) -> Record:
    record = parse_page((head + text).encode(), "page.txt", force=True).record
    assert record is not None
    return record


def organisations(record: Record, role: str) -> list[str]:
    return [found.name for found in record.organisations if found.role == role]


def people(record: Record) -> list[tuple[str, str | None]]:
    return [(person.name, person.role_text) for person in record.persons]


@pytest.mark.parametrize(
    ("text", "role", "names"),
    [
        ("Dit project wordt uitgevoerd in samenwerking met:\nStichting A\nBureau B\n", "partner", ["Stichting A", "Bureau B"]),
        ("In dit onderzoek werkten we samen met:\n\n  • ROC Eem\n  • Stichting C\n", "partner", ["ROC Eem", "Stichting C"]),
        ("Het netwerk is een samenwerking van GGD Oost, Hogeschool West en gemeente Ede.\n", "partner", ["GGD Oost", "Hogeschool West", "gemeente Ede"]),
        ("In dit project werkt de Hogeschool West (penvoerder) samen met Bureau B en Stichting A.\n", "lead", ["Hogeschool West"]),
        ("Stichting A is coördinator van het project.\n", "lead", ["Stichting A"]),
        ("Promotor\nWerkhaven vzw\nProjectnummer\n123\n", "lead", ["Werkhaven vzw"]),
        ("Projectverantwoordelijke\n\nHogeschool West\n", "lead", ["Hogeschool West"]),
        ("Status\nLopend\nPartners\nStichting A, Bureau B\n", "partner", ["Stichting A", "Bureau B"]),
        ("Status: Lopend\nDeelnemers\tTNO\n\tBureau B\n\tStichting A\nBudget\t€ 5.000\n", "partner", ["TNO", "Bureau B", "Stichting A"]),
        ("Wie doen er mee?\n\nDe provincie Overijssel is penvoerder. De partners zijn:\n\n  • Stichting A\n  • Bureau B\n", "partner", ["Stichting A", "Bureau B"]),
        ("Partners\n\n  • Hogeschool West (leidende partner)\n  • Bureau B (Finland)\n", "lead", ["Hogeschool West"]),
        ("Partners\n\n  • Bureau B (Finland)\n  • Mode- en Textielarchief (projectpartner)\n", "partner", ["Bureau B", "Mode- en Textielarchief"]),
        ("Dit is een samenwerking van de GGD, Hogeschool West en Bureau B.\n", "partner", ["Hogeschool West", "Bureau B"]),
        ("Coördinator: ROC West\n", "lead", ["ROC West"]),
        ("Met wie werken we samen?\n\nWe werken samen met Stichting A, Bureau B en aannemer Grond BV.\n", "partner", ["Stichting A", "Bureau B"]),
    ],
)  # fmt: skip
def test_organisations(text: str, role: str, names: list[str]) -> None:
    assert organisations(read(text), role) == names


@pytest.mark.parametrize(
    ("text", "funding"),
    [
        ("Subsidie: RAAK-mkb\n", [(None, "RAAK-mkb")]),
        ("Subsidie: € 300.000 RAAK-mkb van het Regieorgaan SIA\n", [("Regieorgaan SIA", "RAAK-mkb")]),
        ("Financiering: Regieorgaan SIA, RAAK-publiek en Oranje Fonds\n", [("Regieorgaan SIA", "RAAK-publiek"), ("Oranje Fonds", None)]),
        ("Financier: Regieorgaan SIA (KIEM)\n", [("Regieorgaan SIA", "KIEM")]),
        ("Financier: RAAK-publiek, Oranje Fonds\n", [(None, "RAAK-publiek"), ("Oranje Fonds", None)]),
        ("Subsidie: aangevraagd, RAAK-mkb, looptijd 2 jaar\n", [(None, "RAAK-mkb")]),
        ("Financiers: Provincie Utrecht, EFRO\n", [("Provincie Utrecht", None), ("EFRO", None)]),
    ],
)  # fmt: skip
def test_a_programme_is_no_funder(text: str, funding: list[tuple[str | None, str | None]]) -> None:
    assert [(found.funder, found.programme) for found in read(text).funding] == funding


@pytest.mark.parametrize(
    ("text", "funders"),
    [
        ("Dit project wordt gesubsidieerd door:\nMinisterie van VWS\n", ["Ministerie van VWS"]),
        ("Opdrachtgever: ministerie van Volksgezondheid, Welzijn en Sport\n", ["ministerie van Volksgezondheid, Welzijn en Sport"]),
        ("Zorgfonds Limburg stelde € 1,2 miljoen beschikbaar voor het project.\n", ["Zorgfonds Limburg"]),
        ("De provincie Gelderland gaf een bijdrage voor de versterking van het dak.\n", ["provincie Gelderland"]),
        ("De andere helft komt van Provincie Overijssel en Waterschap Turf.\n", ["Provincie Overijssel", "Waterschap Turf"]),
        ("Financiers\n\nProvincie Zeeland\nOranje Fonds\n", ["Provincie Zeeland", "Oranje Fonds"]),
        ("Mogelijk gemaakt door Pure, Scopus & Elsevier Fingerprint Engine\n", []),
    ],
)  # fmt: skip
def test_funders(text: str, funders: list[str]) -> None:
    record = read(text)
    behind_labels = [item.funder for item in record.funding if item.funder]
    assert behind_labels + organisations(record, "funder") == funders


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Projectmedewerkers: Guido Frijns, Lisa-Marie Kühnert\n", [("Guido Frijns", "Projectmedewerkers"), ("Lisa-Marie Kühnert", "Projectmedewerkers")]),
        ("Team Members\n\nDr. J. de Ruijter, M. Tielens MSc\n", [("J. de Ruijter", "Team Members"), ("M. Tielens", "Team Members")]),
        ("Onderzoekers\n\nGuido Frijns\nAnna Bos\n", [("Guido Frijns", "Onderzoekers"), ("Anna Bos", "Onderzoekers")]),
        ("van Reitsema, Anouk (Principal Investigator)\n", [("Anouk van Reitsema", "Principal Investigator")]),
        ("Kernteam\n\nJochem Vis, jongerenambassadeur\nAnna Bos, imker\n", [("Jochem Vis", "jongerenambassadeur"), ("Anna Bos", "imker")]),
        ("Projectteam\n\nMirte Oldenkamp\n  • Onderzoeker\n", [("Mirte Oldenkamp", "Onderzoeker")]),
        ("Hoofdaanvrager: dr. M.J. Kruithof-Sahin\n", [("M.J. Kruithof-Sahin", "Hoofdaanvrager")]),
        ("Contactpersoon\n\nIlse Bos\nilse.bos@x.example\n", [("Ilse Bos", "Contactpersoon")]),
        ("Contact\n\nCommunicatie\nNynke Tilstra\nnynke@x.example\n", [("Nynke Tilstra", "Communicatie")]),
        ("De opzet was eenvoudig. Projectleider was Hessel Kistemaker, die er veel tijd in stak.\n", [("Hessel Kistemaker", "Projectleider")]),
        ("Coördinator: mevrouw B.J. Kuipers (docent aardrijkskunde)\n", [("B.J. Kuipers", "Coördinator")]),
        ("Projectteam\n\nTjeerd Nienhuis, MSc\nOnderzoeker\n", [("Tjeerd Nienhuis", "Onderzoeker")]),
        ("Projectleden: prof. dr. Ewoud Tam (Universiteit Utrecht), drs. Hanneke van 't Slot (Bibliotheek West)\n", [("Ewoud Tam", "Projectleden"), ("Hanneke van 't Slot", "Projectleden")]),
        ("Contact\n\nRuud Zwan\n\nProgrammamanager\n\n  • ruud@x.example\n", [("Ruud Zwan", "Programmamanager")]),
        ("“Stilte is ook een vorm van zorg.”\nMarijke Tes, ic-verpleegkundige\n", [("Marijke Tes", "ic-verpleegkundige")]),
        ("“Dat werkt bij ons op de afdeling al jaren niet meer”, zegt mevrouw Truus Bos, bewoner van de flat.\n", [("Truus Bos", "bewoner van de flat")]),
        ("Regio Deal Zuidelijke Zandgronden\nRaadhuisplein 1, Hoogeveen\ninfo@x.example\n", []),
    ],
)  # fmt: skip
def test_people(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert people(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "email", "phone"),
    [
        ("Vragen?\n\nNeem contact op met Mo Achahbar via mo@x.example of 088 555 49 03.\n", "mo@x.example", "+31885554903"),
        ("Contact\n\nMo Achahbar\nT +31 88 555 49 03\nE mo@x.example\n", "mo@x.example", "+31885554903"),
        ("Contact\n\nMo Achahbar\nt.achahbar@x.example\n", "t.achahbar@x.example", None),
        ("Contact\n\nMo Achahbar\n088 555 49 03 (ma, di en do)\n", None, "+31885554903"),
        ("Ook meedoen?\n\nBel Mo Achahbar op 088 555 49 03 of stuur een mailtje naar zon@x.example.\n", None, "+31885554903"),
    ],
)  # fmt: skip
def test_how_to_reach_somebody(text: str, email: str | None, phone: str | None) -> None:
    (person,) = read(text).persons
    assert (person.name, person.email, person.phone) == ("Mo Achahbar", email, phone)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Looptijd: Schooljaar 2022-2023 tot en met schooljaar 2024-2025\n", "2022", "2025"),
        ("Looptijdfebruari 2023 t/m januari 2026\n", "2023-02", "2026-01"),
        ("Projectduur 01/10/2022 - 30/09/2024\nAanvrager Hogeschool West\nProgramma TETRA\n", "2022-10-01", "2024-09-30"),
        ("01/01/2024\nStartdatum\n\n31/12/2026\nEinddatum\n", "2024-01-01", "2026-12-31"),
        ("De uitvoering begint in mei 2025 en is klaar in november 2026.\n", "2025-05", "2026-11"),
        ("Startdatum: mei 2021\nVerwachte einddatum: april 2026\n", "2021-05", "2026-04"),
    ],
)  # fmt: skip
def test_periods(text: str, start: str, end: str) -> None:
    record = read(text)
    assert (record.start_date, record.end_date) == (start, end)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Projectstatus: Goedgekeurd en lopend\n", "active"),
        ("Het project is nog in uitvoering. De sorteerband staat er al.\n", "active"),
        ("Het project is in voorbereiding en wordt nu uitgewerkt.\n", "planned"),
        ("Het onderzoek loopt van 2019 tot 2021 en wordt dan besproken.\n", None),
        ("Status: Niet gestart\n", "planned"),
    ],
)
def test_status_in_words(text: str, status: str | None) -> None:
    assert read(text).status == status


def test_facts_in_a_list() -> None:
    record = read("  • Status: voortijdig beëindigd\n  • Startdatum: 1 oktober 2021\n  • Bijdrage: € 62.500,-\n")
    assert (record.status, record.start_date, record.funding[0].amount) == ("cancelled", "2021-10-01", 62500)


@pytest.mark.parametrize("place", ["Afgerond\n\nBuren voor buren\n\n", "Buren voor buren\n\nAfgerond\n\n"])
def test_a_status_alone_beside_the_title(place: str) -> None:
    assert (
        read("In dit project onderzoeken we hoe buren elkaar helpen en wat ze nodig hebben.\n", place).status
        == "completed"
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ZonMw financiert het project vanuit een programma (projectnr. 737200008).\n", "737200008"),
        ("Het project loopt onder dossiernummer RAAK.MKB18.027 bij het regieorgaan.\n", "RAAK.MKB18.027"),
    ],
)
def test_project_numbers_in_text(text: str, number: str) -> None:
    assert [found.value for found in read(text).identifiers] == [number]


def test_a_list_of_parts() -> None:
    parts = read("Deelprojecten\n\n  • De bank – over energie\n  • Op kamp: een draaiboek\n").subprojects
    assert [(part.title, part.text) for part in parts] == [("De bank", "over energie"), ("Op kamp", "een draaiboek")]


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Studeren\nOnderzoek\nContact\nProjecten en publicaties\nRepareren loont\nHoe buurtwerkplaatsen jongeren aan een vak helpen\nStatusLopend\n", "Repareren loont"),
        ("Ondernemen\nProjecten\nContact\n\nGetij op de werf\n\n", "Getij op de werf"),
        ("Home > Projecten > Rust op de gang\n\nStudent\n\nRust op de gang: geluid meten\n\nExpertisecentrum Zorg\n\n", "Rust op de gang: geluid meten"),
        ("Deze website maakt gebruik van cookies\nAccepteren\nWeigeren\n\nDe nacht in eigen hand\n\n", "De nacht in eigen hand"),
        ("ZON OP HET DAK\n\nVan leeg dak naar 1.214 panelen, voor en door de buurt\n\n", "ZON OP HET DAK"),
        ("Stedelijk College\nOnze school\nNieuws\n\nProject: Water verbindt\n\nGeplaatst op 6 oktober 2022 door mw. Kuipers\n\n", "Project: Water verbindt"),
        ("Over ons\n\nNetwerk Kust\n\n", "Netwerk Kust"),
    ],
)  # fmt: skip
def test_titles_below_menus(top: str, title: str) -> None:
    text = (
        "In dit project onderzoeken we met bewoners wat een wijk nodig heeft, en hoe dat op het dak en op zee gaat.\n"
    )
    assert read(text, top).title == title


def test_entries_of_a_menu_are_no_sections() -> None:
    record = read("Aanleiding\n\nBuren kennen elkaar minder goed dan vroeger, en dat merkt iedereen in de wijk.\n", "Home\nPublicaties\nContact\nNieuws\n\nBuren voor buren\n\n")  # fmt: skip
    assert [section.heading for section in record.sections] == ["Aanleiding"]


def test_a_programme_is_not_part_of_itself() -> None:
    record = read("In het programma Gelijk Oversteken werken gemeenten samen.\n", "Programma Gelijk Oversteken\n\n")
    assert [item.programme for item in record.funding] == []
    assert read("Het project is onderdeel van de Regio Deal Zuidelijke Zandgronden en loopt nog.\n").funding[0].programme == "Regio Deal Zuidelijke Zandgronden"  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Het project is nog niet afgerond, want er is nog werk aan de winkel.",
        "Zodra het project is afgerond, volgt een handreiking voor iedereen.",
        "Een eerder project is afgerond in 2019, met veel plezier.",
        "Misschien is het project afgerond in 2027, dat weten we niet.",
        "De aanvraag voor een subsidie van € 90.000 bij ZonMw is afgewezen.",
        "Wij vroegen projectleider Piet Jansen van een ander project om advies daarover.",
    ],
)
def test_what_a_clause_denies_or_makes_depend_is_no_fact(text: str) -> None:
    record = read(text + "\n")
    assert (record.status, record.start_date, record.end_date, record.funding, record.persons) == (
        None,
        None,
        None,
        (),
        (),
    )


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Het project is in maart 2021 gestart met een bijeenkomst in de wijk.\n", "2021-03", None),
        ("Het onderzoek is in mei 2022 afgerond met een bijeenkomst in de wijk.\n", None, "2022-05"),
    ],
)
def test_dates_before_their_verb(text: str, start: str | None, end: str | None) -> None:
    record = read(text)
    assert (record.start_date, record.end_date) == (start, end)


@pytest.mark.parametrize(
    "text", ["Laatst gewijzigd op 3 juli 2024\n", "Deel deze pagina\nGepubliceerd: 3 juli 2024\nPrivacy\n"]
)
def test_the_date_of_the_page_in_its_footer(text: str) -> None:
    assert read(text).page_date == "2024-07-03"


def test_facts_behind_words_that_nobody_knows_are_left_over() -> None:
    record = read("Status: Lopend\nAanjager: iets\nKompanen: nog iets\n")
    assert record.source is not None
    assert record.source.leftover == ("6-7",)


def test_a_funder_with_its_programme_in_brackets() -> None:
    (item,) = read("Financiering: Regieorgaan SIA (RAAK-mkb)\n").funding
    assert (item.funder, item.programme) == ("Regieorgaan SIA", "RAAK-mkb")


def test_partners_parted_by_strokes() -> None:
    assert organisations(read("Partners: Hogeschool A / Gemeente B / Bureau C\n"), "partner") == [
        "Hogeschool A",
        "Gemeente B",
        "Bureau C",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "Gemeente\n\n404 - Pagina niet gevonden\n\nMisschien is het project afgerond of verplaatst naar elders.\n",
        "Nieuws\n12 februari 2024\n\nKick-off project Buren\n\nGisteren ging het project Buren van start in de wijk, met veel bezoekers.\n",
    ],
)
def test_what_is_no_project(page: str) -> None:
    assert parse_page(page.encode(), "page.txt").record is None


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Leernetwerk Zorg Rivierenland\n\nLeernetwerken > Rivierenland\n\n", "Leernetwerk Zorg Rivierenland"),
        ("Dossier 2023-004\nDe buurtkok aan jouw tafel\n\n", "De buurtkok aan jouw tafel"),
    ],
)
def test_what_is_no_title(top: str, title: str) -> None:
    assert (
        read(
            "In dit project kookt een buurtkok met mensen uit de wijk aan tafel, elke week op een andere plek.\n", top
        ).title
        == title
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Vorig jaar deden veertig gezinnen mee aan het project en dit jaar zijn dat er zestig.",
        "Zoeken naar oplossingen doen we met bewoners en met studenten van vier opleidingen samen.",
        "Terug naar de natuur is het motto van de kinderen die elke week naar het bos gaan.",
    ],
)
def test_a_sentence_is_no_phrase_of_the_site(sentence: str) -> None:
    assert sentence in " ".join(section.text for section in read(sentence + "\n").sections)


@pytest.mark.parametrize(
    "title", ["Mijn toekomst", "Terug naar school", "Zoeken naar verbinding", "Menukaart van de zorg"]
)
def test_a_title_is_no_phrase_of_the_site(title: str) -> None:
    assert (
        read(
            "In dit project onderzoeken we met bewoners hoe buren elkaar helpen en wat daarvoor nodig is.\n",
            f"{title}\n\n",
        ).title
        == title
    )


def test_a_sentence_with_an_address_heads_nothing() -> None:
    (person,) = read("Neem contact op met Anna Bakker via a.bakker@h.example.\n\nStatus: lopend\n").persons
    assert (person.name, person.email) == ("Anna Bakker", "a.bakker@h.example")


@pytest.mark.parametrize(
    "value", ["nog niet, afgerond", "Gestart (nog niet)", "Afgerond (voortijdig wegens geldgebrek)"]
)
def test_what_a_status_is_not_is_left_over(value: str) -> None:
    record = read(f"Status: {value}\n")
    assert record.status is None
    assert record.source is not None
    assert record.source.leftover == ("5",)


@pytest.mark.parametrize(
    "text",
    [
        "Contact met Marokkaanse Nederlanders is belangrijk in het project voor iedereen.\n",
        "De lector Groene Steden en de docent Sociale Wetenschappen doen allebei mee aan dit project.\n",
    ],
)
def test_words_with_capitals_are_no_persons(text: str) -> None:
    assert read(text).persons == ()
