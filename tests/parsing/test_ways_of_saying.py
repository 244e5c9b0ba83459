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
        ("In dit onderzoek werkten we samen met:\n\n  • ROC Eem\n  • Stichting Compagnon\n", "partner", ["ROC Eem", "Stichting Compagnon"]),
        ("Het netwerk is een samenwerking van GGD Twente, Hogeschool Utrecht en gemeente Ede.\n", "partner", ["GGD Twente", "Hogeschool Utrecht", "gemeente Ede"]),
        ("In dit project werkt de Hogeschool Utrecht (penvoerder) samen met Bureau Buitenkans en Stichting Ankerplaats.\n", "lead", ["Hogeschool Utrecht"]),
        ("Stichting Ankerplaats is coördinator van het project.\n", "lead", ["Stichting Ankerplaats"]),
        ("Hogeschool Utrecht coördineerde het samenwerkingsverband en leverde studenten.\n", "lead", ["Hogeschool Utrecht"]),
        ("Promotor\nWerkhaven vzw\nProjectnummer\n123\n", "lead", ["Werkhaven vzw"]),
        ("Projectverantwoordelijke\n\nHogeschool Utrecht\n", "lead", ["Hogeschool Utrecht"]),
        ("Status\nLopend\nPartners\nStichting Ankerplaats, Bureau Buitenkans\n", "partner", ["Stichting Ankerplaats", "Bureau Buitenkans"]),
        ("Wie doen er mee?\n\nDe provincie Overijssel is penvoerder. De partners zijn:\n\n  • Stichting Ankerplaats\n  • Bureau Buitenkans\n", "partner", ["Stichting Ankerplaats", "Bureau Buitenkans"]),
        ("Partners\n\n  • Bureau Buitenkans (Finland)\n  • Mode- en Textielarchief (projectpartner)\n", "partner", ["Bureau Buitenkans", "Mode- en Textielarchief"]),
        ("Coördinator: ROC Midden Nederland\n", "lead", ["ROC Midden Nederland"]),
        ("Partners in het project zijn Stichting Ankerplaats, Bureau Buitenkans en de TU Delft.\n", "partner", ["Stichting Ankerplaats", "Bureau Buitenkans", "TU Delft"]),
        ("Met wie?\n\nDe vzw werkt hiervoor samen met De Lijn, bibliotheek De Krook en basisschool De Zon.\n", "partner", ["De Lijn", "bibliotheek De Krook", "basisschool De Zon"]),
        ("Partners\n\nDit is een samenwerking van Stichting Ankerplaats, Bureau Buitenkans en gemeente Ede. GGD Zeeland is penvoerder.\n", "partner", ["Stichting Ankerplaats", "Bureau Buitenkans", "gemeente Ede"]),
        ("Partners\n\nVereniging Aardappel, Zaadhandel Gebr. Wissink, Studiegroep Maïs\n", "partner", ["Vereniging Aardappel", "Zaadhandel Gebr. Wissink", "Studiegroep Maïs"]),
        ("Partners\n\nWe doen dit met Stichting Ankerplaats, Bureau Buitenkans en TNO.\n", "partner", ["Stichting Ankerplaats", "Bureau Buitenkans", "TNO"]),
        ("Partners\n\nStichting Samen met Elkaar, TNO, Bureau Buitenkans\n", "partner", ["Stichting Samen met Elkaar", "TNO", "Bureau Buitenkans"]),
        ("Partners\n\nStichting Ankerplaats, mevr. De Vries, TNO, Bureau Buitenkans\n", "partner", ["Stichting Ankerplaats", "mevr. De Vries", "TNO", "Bureau Buitenkans"]),
        ("Status\nLopend\nPartners\nStichting Ankerplaats, TNO\nProjectleider\ndr. Hanneke Tijsterman\n", "partner", ["Stichting Ankerplaats", "TNO"]),
        ("Samen met\nHistorische Vereniging West · Dorpsbelang Oost\n", "partner", ["Historische Vereniging West", "Dorpsbelang Oost"]),
        ("TNO trok dit jaar veel bezoekers naar het project.\n", "lead", []),
        ("Met wie werken we samen?\n\nWe werken samen met Stichting Ankerplaats, Bureau Buitenkans en aannemer Grond BV.\n", "partner", ["Stichting Ankerplaats", "Bureau Buitenkans", "Grond BV"]),
    ],
)  # fmt: skip
def test_organisations(text: str, role: str, names: list[str]) -> None:
    assert organisations(read(text), role) == names


@pytest.mark.parametrize(
    ("text", "funding"),
    [
        ("Subsidie: RAAK-mkb\n", [(None, "RAAK-mkb")]),
        ("Subsidie: € 300.000 RAAK-mkb van het Regieorgaan SIA\n", [("Regieorgaan SIA", "RAAK-mkb")]),
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
        ("We kregen hiervoor subsidie van ZonMw.\n", ["ZonMw"]),
        ("Dat kan met financiering van het Oranje Fonds.\n", ["Oranje Fonds"]),
        ("ZonMw heeft hiervoor € 300.000 toegekend.\n", ["ZonMw"]),
        ("We ontvingen van ZonMw een afwijzing van de subsidie.\n", []),
        ("Met subsidie van het Fonds Westland en de Provincie Zeeland, samen goed voor veel, kopen we meters.\n", ["Fonds Westland", "Provincie Zeeland"]),
        ("Het kan dankzij een bijdrage van Stichting Buren en van het ministerie van VWS.\n", ["Stichting Buren", "ministerie van VWS"]),
        ("Verder droegen de gemeente Ede, Provincie Utrecht en Fonds Westland bij.\n", ["gemeente Ede", "Provincie Utrecht", "Fonds Westland"]),
        ("Daarvan komt een deel van het Fonds Westland en van Provincie Groningen.\n", ["Fonds Westland", "Provincie Groningen"]),
        ("Dit project wordt met steun van de gemeente Ede en ZonMw niet uitgevoerd.\n", []),
        ("De gemeente Ede heeft ons project een prijs toegekend.\n", []),
        ("Van de studenten komt een deel uit Hogeschool Utrecht.\n", []),
        ("Zo draagt de gemeente Ede met haar beleid bij aan een schonere wijk.\n", []),
        ("Bewoners krijgen met het project subsidie van de gemeente Ede voor zonnepanelen.\n", []),
        ("Mogelijk gemaakt door\nFonds Westland en het Cultuurfonds Oost\n", ["Fonds Westland", "Cultuurfonds Oost"]),
        ("Subsidie van: Provincie Utrecht, Fonds Westland\n", ["Provincie Utrecht", "Fonds Westland"]),
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
        ("Projectteam\n\nMirte Oldenkamp\n  • Onderzoeker\n", [("Mirte Oldenkamp", "Onderzoeker")]),
        ("Hoofdaanvrager: dr. M.J. Kruithof-Sahin\n", [("M.J. Kruithof-Sahin", "Hoofdaanvrager")]),
        ("Contactpersoon\n\nIlse Bos\nilse.bos@x.example\n", [("Ilse Bos", "Contactpersoon")]),
        ("Contact\n\nCommunicatie\nNynke Tilstra\nnynke@x.example\n", [("Nynke Tilstra", "Communicatie")]),
        ("Coördinator: mevrouw B.J. Kuipers (docent aardrijkskunde)\n", [("B.J. Kuipers", "Coördinator")]),
        ("Projectteam\n\nTjeerd Nienhuis, MSc\nOnderzoeker\n", [("Tjeerd Nienhuis", "Onderzoeker")]),
        ("Contact\n\nRuud Zwan\n\nProgrammamanager\n\n  • ruud@x.example\n", [("Ruud Zwan", "Programmamanager")]),
        ("“Stilte is ook een vorm van zorg.”\nMarijke Tes, ic-verpleegkundige\n", [("Marijke Tes", "ic-verpleegkundige")]),
        ("Regio Deal Zuidelijke Zandgronden\nRaadhuisplein 1, Hoogeveen\ninfo@x.example\n", []),
        ("Promovenda: Anna de Boer\n", [("Anna de Boer", "Promovenda")]),
        ("Onderzoekster: Anna de Boer\n", [("Anna de Boer", "Onderzoekster")]),
        ("Vragen? Bel Willem op 030 555 77 20.\n", []),
        ("Vragen? Mail Willem via willem@x.example.\n", [("Willem", None)]),
        ("Contactpersoon: Willem\n", [("Willem", None)]),
    ],
)  # fmt: skip
def test_people(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert people(read(text)) == expected


def test_who_does_what_is_no_part_of_the_project() -> None:
    record = read(
        "Onderzoeker(s)\n\n • Promotor: Bruggeman Katrien\n • Co-promotor: El Amrani Nadia\n"
        " • Co-promotor: De Wolf van Hasselt Wies\n"
    )
    assert record.subprojects == ()
    assert people(record) == [
        ("Bruggeman Katrien", "Promotor"),
        ("El Amrani Nadia", "Co-promotor"),
        ("De Wolf van Hasselt Wies", "Co-promotor"),
    ]


@pytest.mark.parametrize(
    ("text", "email", "phone"),
    [
        ("Vragen?\n\nNeem contact op met Mo Achahbar via mo@x.example of 088 555 49 03.\n", "mo@x.example", "+31885554903"),
        ("Contact\n\nMo Achahbar\nT +31 88 555 49 03\nE mo@x.example\n", "mo@x.example", "+31885554903"),
        ("Contact\n\nMo Achahbar\nt.achahbar@x.example\n", "t.achahbar@x.example", None),
        ("Contact\n\nMo Achahbar\n088 555 49 03 (ma, di en do)\n", None, "+31885554903"),
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
        ("Projectduur 01/10/2022 - 30/09/2024\nAanvrager Hogeschool Utrecht\nProgramma TETRA\n", "2022-10-01", "2024-09-30"),
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
        ("Het onderzoek loopt van 2019 tot 2021 en wordt dan besproken.\n", None),
        ("Status: Niet gestart\n", "planned"),
    ],
)
def test_status_in_words(text: str, status: str | None) -> None:
    assert read(text).status == status


def test_facts_in_a_list() -> None:
    record = read(
        "  • Status: voortijdig beëindigd\n  • Startdatum: 1 oktober 2021\n  • Bijdrage: € 62.500,-\n"
    )
    assert (record.status, record.start_date, record.funding[0].amount) == (
        "cancelled",
        "2021-10-01",
        62500,
    )


@pytest.mark.parametrize(
    "place", ["Afgerond\n\nBuren voor buren\n\n", "Buren voor buren\n\nAfgerond\n\n"]
)
def test_a_status_alone_beside_the_title(place: str) -> None:
    assert (
        read(
            "In dit project onderzoeken we hoe buren elkaar helpen en wat ze nodig hebben.\n", place
        ).status
        == "completed"
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (
            "ZonMw financiert het project vanuit een programma (projectnr. 737200008).\n",
            "737200008",
        ),
        (
            "Het project loopt onder dossiernummer RAAK.MKB18.027 bij het regieorgaan.\n",
            "RAAK.MKB18.027",
        ),
    ],
)
def test_project_numbers_in_text(text: str, number: str) -> None:
    assert [found.value for found in read(text).identifiers] == [number]


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Studeren\nOnderzoek\nContact\nProjecten en publicaties\nRepareren loont\nHoe buurtwerkplaatsen jongeren aan een vak helpen\nStatusLopend\n", "Repareren loont"),
        ("Ondernemen\nProjecten\nContact\n\nGetij op de werf\n\n", "Getij op de werf"),
        ("Home > Projecten > Rust op de gang\n\nStudent\n\nRust op de gang: geluid meten\n\nExpertisecentrum Zorg\n\n", "Rust op de gang: geluid meten"),
        ("Deze website maakt gebruik van cookies\nAccepteren\nWeigeren\n\nDe nacht in eigen hand\n\n", "De nacht in eigen hand"),
        ("ZON OP HET DAK\n\nVan leeg dak naar 1.214 panelen, voor en door de buurt\n\n", "ZON OP HET DAK"),
        ("Stedelijk College\nOnze school\nNieuws\n\nProject: Water verbindt\n\nGeplaatst op 6 oktober 2022 door mw. Kuipers\n\n", "Water verbindt"),
        ("Over ons\n\nNetwerk Kust\n\n", "Netwerk Kust"),
    ],
)  # fmt: skip
def test_titles_below_menus(top: str, title: str) -> None:
    text = "In dit project onderzoeken we met bewoners wat een wijk nodig heeft, en hoe dat op het dak en op zee gaat.\n"
    assert read(text, top).title == title


def test_entries_of_a_menu_are_no_sections() -> None:
    record = read("Aanleiding\n\nBuren kennen elkaar minder goed dan vroeger, en dat merkt iedereen in de wijk.\n", "Home\nPublicaties\nContact\nNieuws\n\nBuren voor buren\n\n")  # fmt: skip
    assert [section.heading for section in record.sections] == ["Aanleiding"]


def test_a_programme_is_not_part_of_itself() -> None:
    record = read(
        "In het programma Gelijk Oversteken werken gemeenten samen.\n",
        "Programma Gelijk Oversteken\n\n",
    )
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
        (
            "Het onderzoek is in mei 2022 afgerond met een bijeenkomst in de wijk.\n",
            None,
            "2022-05",
        ),
    ],
)
def test_dates_before_their_verb(text: str, start: str | None, end: str | None) -> None:
    record = read(text)
    assert (record.start_date, record.end_date) == (start, end)


@pytest.mark.parametrize("text", ["Deel deze pagina\nGepubliceerd: 3 juli 2024\nPrivacy\n"])
def test_the_date_of_the_page_in_its_footer(text: str) -> None:
    assert read(text).page_date == "2024-07-03"


def test_a_funder_with_its_programme_in_brackets() -> None:
    (item,) = read("Financiering: Regieorgaan SIA (RAAK-mkb)\n").funding
    assert (item.funder, item.programme) == ("Regieorgaan SIA", "RAAK-mkb")


def test_partners_parted_by_strokes() -> None:
    assert organisations(
        read("Partners: Hogeschool A / Gemeente Breda / Bureau C\n"), "partner"
    ) == [
        "Hogeschool A",
        "Gemeente Breda",
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
        (
            "Leernetwerk Zorg Rivierenland\n\nLeernetwerken > Rivierenland\n\n",
            "Leernetwerk Zorg Rivierenland",
        ),
        ("Dossier 2023-004\nDe buurtkok aan jouw tafel\n\n", "De buurtkok aan jouw tafel"),
    ],
)
def test_what_is_no_title(top: str, title: str) -> None:
    assert (
        read(
            "In dit project kookt een buurtkok met mensen uit de wijk aan tafel, elke week op een andere plek.\n",
            top,
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
    "title", ["Mijn toekomst", "Zoeken naar verbinding", "Menukaart van de zorg"]
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
    (person,) = read(
        "Neem contact op met Anna Bakker via a.bakker@h.example.\n\nStatus: lopend\n"
    ).persons
    assert (person.name, person.email) == ("Anna Bakker", "a.bakker@h.example")


@pytest.mark.parametrize("value", ["Gestart (nog niet)", "Afgerond (voortijdig wegens geldgebrek)"])
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Contactpersoon: Anna Bos, docent\n", [("Anna Bos", "docent", ["contact"])]),
        ("Contactpersoon: Anna Bos, projectleider\n", [("Anna Bos", "projectleider", ["project_leader", "contact"])]),
        ("Contactpersonen\n\nAnna Bos, docent\n\nJan Smit (lector)\n", [("Anna Bos", "docent", ["contact"]), ("Jan Smit", "lector", ["lector", "contact"])]),
        ("Contactpersoon\n\nAnna Bos\n\nWij leren samen met bewoners hoe een buurt elkaar beter helpt, en wat dat van ons vraagt.\n\nJan Smit (lector)\n", [("Anna Bos", "Contactpersoon", ["contact"]), ("Jan Smit", "lector", ["lector"])]),
        ("Contact\n\nAnna Bos\nOnderzoeker\n06 55512345\n", [("Anna Bos", "Onderzoeker", ["researcher", "contact"])]),
        ("Team\n\nAnna Bos\nOnderzoeker\n06 55512345\n", [("Anna Bos", "Onderzoeker", ["researcher"])]),
    ],
)  # fmt: skip
def test_whom_to_ask_is_told_beside_what_somebody_does(
    text: str, expected: list[tuple[str, str, list[str]]]
) -> None:
    assert [
        (person.name, person.role_text, list(person.roles)) for person in read(text).persons
    ] == expected


def test_a_role_between_a_name_and_contact_details_is_a_second_one() -> None:
    record = read("Projectleider:\nAnna Bos\nOnderzoeker\na.bos@west.example\n06 55512345\n")
    assert people(record) == [("Anna Bos", "Projectleider")]
    assert [(person.email, person.phone) for person in record.persons] == [
        ("a.bos@west.example", "+31655512345")
    ]


@pytest.mark.parametrize(
    "below",
    [
        "Jan Smit\n",
    ],
)
def test_a_role_above_another_name_or_an_office_is_not(below: str) -> None:
    record = read(f"Projectleider:\nAnna Bos\nOnderzoeker\n{below}")
    assert people(record)[0] == ("Anna Bos", "Projectleider")
    assert record.persons[0].email is None


def test_text_below_a_heading_that_is_the_role_of_somebody_stays_a_section() -> None:
    record = read(
        "Onderzoekers\n\nAnna Bos\n06 55512345\n\nWij leren samen met bewoners hoe een buurt elkaar beter helpt, en wat dat vraagt.\n"
    )
    assert people(record) == [("Anna Bos", None)]
    assert record.persons[0].roles == ("researcher",)
    assert record.sections[-1].text.startswith("Wij leren")


@pytest.mark.parametrize(
    ("rows", "lead", "partners"),
    [
        ("Naam\tRol\nAnna Bos\tprojectleider\nPiet Jansen\tonderzoeker\n", [], []),
    ],
)  # fmt: skip
def test_a_table_of_partners_tells_the_role_of_each(
    rows: str, lead: list[str], partners: list[str]
) -> None:
    record = read(f"Wie doen er mee?\n{rows}")
    assert (organisations(record, "lead"), organisations(record, "partner")) == (lead, partners)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Het netwerk startte op 1 februari 2022 en heeft geen einddatum.\n", ("2022-02-01", None)),
        ("Het project startte niet in maart 2024.\n", (None, None)),
        ("Dit project loopt tussen 2020 en 2024 niet door.\n", (None, None)),
        (
            "De plannen zijn afgerond in 2022. Het project startte in 2023 en loopt tot 2025.\n",
            ("2023", "2025"),
        ),
        (
            "We maken een plan met de buurt. Het loopt van 1 mei 2023 tot en met 30 april 2026.\n",
            ("2023-05-01", "2026-04-30"),
        ),
    ],
)
def test_what_another_clause_denies_is_another_fact(
    text: str, dates: tuple[str | None, str | None]
) -> None:
    record = read(text)
    assert (record.start_date, record.end_date) == dates


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Waarom juist de supermarkt?", "background"),
        ("Wat we willen bereiken", "goal"), ("Hoe we te werk gaan", "approach"),
        ("Wat gebeurt er concreet?", "approach"), ("Resultaten tot nu toe", "results"),
    ],
)  # fmt: skip
def test_headings_that_are_questions_or_claims(heading: str, kind: str) -> None:
    record = read(
        f"{heading}\n\nWe leren met bewoners hoe een buurt elkaar beter helpt, en wat dat van ons vraagt.\n"
    )
    assert [(section.heading, section.kind) for section in record.sections][-1] == (heading, kind)


def test_rows_of_a_table_are_no_running_text() -> None:
    rows = "Dr. Floor Bos\thoofdaanvrager\tKatholieke Pabo Zwolle\nProf. dr. E. Smit\tadviseur\tUniversiteit Twente\n"
    assert [name for name, _ in people(read(f"Projectteam\n\nNaam\tRol\tOrganisatie\n{rows}"))] == [
        "Floor Bos",
        "E. Smit",
    ]


def test_links_to_other_pages_name_nobody_of_the_project() -> None:
    assert (
        people(
            read(
                "Vorige: Anna Bos benoemd tot lector Zilte Teelten Volgende: Symposium op 3 februari\n"
            )
        )
        == []
    )


def test_a_row_says_which_role_somebody_has() -> None:
    assert people(
        read("Contact\n\nNaam\tAnna Bos\nFunctie\tprojectmanager\nTelefoon\t06 55512345\n")
    ) == [("Anna Bos", "projectmanager")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Voor dat programma heeft de raad in totaal € 1,2 miljoen beschikbaar gesteld.",
        "De droogte kostte de binnenvaart 20 miljoen euro per week.",
    ],
)
def test_money_of_something_else_is_not_that_of_the_project(sentence: str) -> None:
    assert read(f"{sentence}\n").funding == ()


@pytest.mark.parametrize(("text", "status"), [("Status: gerealiseerd\n", "completed") ])  # fmt: skip
def test_more_words_for_a_status(text: str, status: str) -> None:
    assert read(text).status == status


def test_entries_of_a_trail_are_no_title() -> None:
    top = "Hoofdmenu\nOpleidingen\nInternationaal\n\nInternationaal > Erasmus+ projecten\n\nGreenHands – bouwen zonder afval\n\nCookies op deze site\n\n"
    text = "Wat is GreenHands?\nWe leren internationaal hoe een bouwplaats zonder afval werkt, en wat dat van scholen vraagt.\n"
    assert (
        read(f"{top}Status: lopend\n\n{text}", head="").title == "GreenHands – bouwen zonder afval"
    )


@pytest.mark.parametrize(
    "lines",
    [
        "Projectteam\n\nAnna Bos\nProjectleider\nOnderzoeker\np.jansen@x.example\n",
    ],
)
def test_the_address_of_somebody_else_is_not_that_of_the_person_above(lines: str) -> None:
    anna = read(lines).persons[0]
    assert (anna.name, anna.role_text, anna.email, anna.phone) == (
        "Anna Bos",
        anna.role_text,
        None,
        None,
    )
    assert "adviseur" not in (anna.role_text or "")


@pytest.mark.parametrize("line", ["Leestijd: 4 minuten", "Vorige: De tuin\nVolgende: De melk"])
def test_lines_of_the_site_do_not_take_facts_with_them(line: str) -> None:
    record = read(f"{line}\nStatus: lopend\nProjectleider: Anna Bos\n")
    assert (record.status, people(record)) == ("active", [("Anna Bos", "Projectleider")])


def test_a_row_of_a_menu_names_nobody() -> None:
    assert (
        people(read("Status: lopend\n\nContact   Werken bij   Privacyverklaring   Archief\n")) == []
    )


def test_a_row_whose_label_is_several_words() -> None:
    person = read(
        "Contact\n\nNaam\tAnna Bos\nE-mail adres\ta.bos@west.example\nTel. nr.\t06 55512345\n"
    ).persons[0]
    assert (person.name, person.email) == ("Anna Bos", "a.bos@west.example")


def test_one_row_of_values_below_a_row_of_labels() -> None:
    record = read(
        "Projectnummer\tStatus\tVerwachte start\tEinddatum\nPA/2025-118\tIn voorbereiding\t1 januari 2026\tjuni 2027\n\n"
    )
    assert (record.status, record.start_date, record.end_date) == (
        "planned",
        "2026-01-01",
        "2027-06",
    )
    assert [found.value for found in record.identifiers] == ["PA/2025-118"]
    assert record.source is not None
    assert record.source.leftover == ()


def test_several_rows_below_labels_are_several_things() -> None:
    record = read("Project\tStatus\tStartdatum\nDe tuin\tLopend\t2020\nDe melk\tAfgerond\t2018\n")
    assert (record.status, record.start_date) == (None, None)


def test_parts_in_a_list_with_a_number() -> None:
    record = read(
        "Aanpak\n\n- Werkgroep 1: De eerste minuten – hoe ontvang je iemand?\n- Werkgroep 2: Wachten\n"
    )
    assert [(part.title, part.text) for part in record.subprojects] == [
        ("De eerste minuten", "hoe ontvang je iemand?"),
        ("Wachten", ""),
    ]


def test_a_first_name_that_ends_like_a_council_is_a_person() -> None:
    assert people(read("Projectverantwoordelijke: Koenraad Maes\n")) == [
        ("Koenraad Maes", "Projectverantwoordelijke")
    ]


def test_who_is_quoted_works_somewhere() -> None:
    record = read("‘Ik luister eerst’, zegt Gonny Smit, nachtverzorgende bij Zorggroep West.\n")
    assert [(found.name, found.role_text, found.organisation) for found in record.persons] == [
        ("Gonny Smit", "nachtverzorgende", "Zorggroep West")
    ]


def test_a_line_with_an_address_heads_nothing() -> None:
    record = read("Meer weten? www.zilt.example\n")
    assert [section.heading for section in record.sections] == [None]
