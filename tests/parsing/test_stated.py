"""What the form of a page states for certain: labels, tables, lists, brackets, and what is of others."""

from __future__ import annotations

from typing import Any

import pytest

from projectkit.model.record import Record
from projectkit.parsing.lines.marks import Mark, Role
from projectkit.parsing.lines.spaced_labels import label_before_value
from projectkit.parsing.page import parse_page
from projectkit.parsing.vocabulary.lookup import vocabulary
from projectkit.parsing.words.spans import Tag
from projectkit.parsing.words.stated import PageLines, with_stated
from projectkit.reading.lines import Line

TEXT = "Bewoners van de wijk Noord willen samen een tuin beginnen, want er is weinig groen."


def of_text(facts: str) -> Record:
    return _record(
        f"Buurtmoestuin De Kas\n\nStatus: Lopend\n{facts}\n\nAanleiding\n{TEXT}\n", "txt"
    )


def of_html(body: str) -> Record:
    head = "<html><body><main><h1>Buurtmoestuin De Kas</h1><p>Status: Lopend</p>"
    return _record(f"{head}{body}<h2>Aanleiding</h2><p>{TEXT}</p></main></body></html>", "html")


def of_markdown(body: str) -> Record:
    head = "# Buurtmoestuin De Kas\n\nStatus: Lopend\n\n"
    return _record(f"{head}{body}\n\n## Aanleiding\n\n{TEXT}\n", "md")


def _record(page: str, kind: str) -> Record:
    record = parse_page(page.encode(), f"page.{kind}", force=True).record
    assert record is not None
    return record


def people(record: Record) -> list[tuple[str, str | None, str | None]]:
    return [(person.name, person.titles, person.organisation) for person in record.persons]


def organisations(record: Record) -> list[tuple[str, str]]:
    return [(found.name, str(found.role)) for found in record.organisations]


def leftover(record: Record) -> tuple[str, ...]:
    assert record.source is not None
    return record.source.leftover


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Projectleider: Piet Bos (Hogeschool Duinrand)", [("Piet Bos", None, "Hogeschool Duinrand")]),
        ("Hoofdaanvrager: Karin Smit (Saxion)", [("Karin Smit", None, "Saxion")]),
        ("Coördinator: Jan Vos - gemeente Veenrand", [("Jan Vos", None, "gemeente Veenrand")]),
        ("Coördinator: Jan Vos – Gemeente Veenrand", [("Jan Vos", None, "Gemeente Veenrand")]),
        ("Coördinator: Gemeente Veenrand - Jan Vos", [("Jan Vos", None, "Gemeente Veenrand")]),
        ("Penvoerder: Els de Boer (Stichting De Brug)", [("Els de Boer", None, "Stichting De Brug")]),
        ("Projectleider: Berg, Anna van der", [("Anna van der Berg", None, None)]),
        ("Onderzoekers: Jansen, P., Bakker, A. en Vries, J. de", [("P. Jansen", None, None), ("A. Bakker", None, None), ("J. de Vries", None, None)]),
        ("Contactpersoon: prof. dr. J.W. (Jan) de Vries", [("J.W. (Jan) de Vries", "prof. dr.", None)]),
        ("Projectleider: Drs. R. (René) Coördes", [("R. (René) Coördes", "Drs.", None)]),
        ("Onderzoeker: Piet Bos & Anna de Groot", [("Piet Bos", None, None), ("Anna de Groot", None, None)]),
        ("Projectleider: Piet Bos*", [("Piet Bos", None, None)]),
        ("Projectleider: prof.dr.ir. P.Bos", [("P. Bos", "prof.dr.ir.", None)]),
        ("Projectleider: Drs. Petra Bosch, MSc, PhD", [("Petra Bosch", "Drs. MSc PhD", None)]),
        ("Onderzoeker: PhD-kandidaat Piet Bos", [("Piet Bos", None, None)]),
        ("Projectleider: Team Onderzoek", []),
        ("Contactpersoon: Projectteam De Kas", []),
        ("Contactpersoon: Afdeling Communicatie", []),
        ("Contactpersoon: Anna de Groot, Vives, Gent", [("Anna de Groot", None, "Vives")]),
        ("Contact\nMarit Oosterling\nKennisinstituut De Zode\nm.oosterling@zode.example", [("Marit Oosterling", None, "Kennisinstituut De Zode")]),
    ],
)  # fmt: skip
def test_persons_behind_a_label(
    line: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    record = of_text(line)
    assert people(record) == expected
    assert not any("Bos" in name or "Smit" in name for name, _ in organisations(record))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("• Jansen, Anna (PI)", [("Anna Jansen", "PI", ["project_leader"])]),
        ("• Berg, Piet van den (CoI)", [("Piet van den Berg", "CoI", ["researcher"])]),
        ("• Anna Jansen (Co-PI)", [("Anna Jansen", "Co-PI", ["researcher"])]),
        ("• Jansen, A.B. (PI); Bos, Piet (CoI)", [("A.B. Jansen", "PI", ["project_leader"]), ("Piet Bos", "CoI", ["researcher"])]),
    ],
)  # fmt: skip
def test_persons_as_research_portals_list_them(
    line: str, expected: list[tuple[str, str, list[str]]]
) -> None:
    record = of_text(f"Onderhoud van kades\n\n{line}\n\nProjectdetails\n\nStatus: lopend")
    assert [(each.name, each.role_text, list(each.roles)) for each in record.persons] == expected
    assert not any(each.organisation for each in record.persons)


def test_an_entry_that_looks_like_a_label_is_read_too() -> None:
    entry = "• Jansen, Anna (PI)"
    placed = PageLines((Mark(Line(1, entry), 0, Role.LABEL),), (), (None,), vocabulary())
    assert [(span.tag, span.text) for span in with_stated((), placed)] == [
        (Tag.PERSON, "Jansen, Anna"),
        (Tag.ROLE, "PI"),
    ]


@pytest.mark.parametrize(
    ("below", "employer"),
    [
        ("Het doel van Werkplaats Kade", None),
        ("Over de stichting", None),
        ("Hogeschool Utrecht", "Hogeschool Utrecht"),
        ("Stichting De Brug", "Stichting De Brug"),
        ("De gemeente Ede", "De gemeente Ede"),
    ],
)
@pytest.mark.parametrize("block", ["Contact\nAnna Jansen", "Anna Jansen\na.jansen@kade.example"])
def test_the_heading_below_a_person_is_no_employer(
    block: str, below: str, employer: str | None
) -> None:
    rest = "Wij zoeken uit hoe het komt dat kades zo snel slijten, en wat daaraan te doen is."
    (person,) = of_text(f"Onderhoud van kades\n\n{block}\n\n{below}\n\n{rest}").persons
    assert (person.name, person.organisation) == ("Anna Jansen", employer)


ROWS = {
    "Organisatie|Rol": ["Hogeschool Duinrand|Penvoerder", "Gemeente Veenrand|Partner"],
    "Organisatie|Plaats|Rol": ["Hogeschool Duinrand|Veenrand|Penvoerder", "Gemeente Veenrand|Ede|Partner"],
    "Rol|Organisatie": ["Penvoerder|Hogeschool Duinrand", "Partner|Gemeente Veenrand"],
    "Consortiumpartner|Type|Rol in project": ["Hogeschool Duinrand|Kennis|Hoofdaanvrager", "Gemeente Veenrand|Overheid|Medeaanvrager"],
    "Organisatie|Contactpersoon|Rol": ["Hogeschool Duinrand|Piet Bos|Penvoerder", "Gemeente Veenrand|Els Smit|Partner"],
}  # fmt: skip


@pytest.mark.parametrize("heads", ROWS)
@pytest.mark.parametrize("form", ["txt", "md", "html"])
def test_organisations_in_a_table_have_the_role_in_their_row(heads: str, form: str) -> None:
    record = _table(form, heads, ROWS[heads])
    assert organisations(record) == [
        ("Hogeschool Duinrand", "lead"),
        ("Gemeente Veenrand", "partner"),
    ]
    assert not record.funding


@pytest.mark.parametrize("form", ["txt", "md", "html"])
def test_persons_in_a_table_have_the_role_and_the_employer_in_their_row(form: str) -> None:
    rows = ["Wim van Dijk|Lector Energietransitie|", "Anna Bos|Onderzoeker|Hogeschool Duinrand"]
    record = _table(form, "Naam|Functie|Organisatie", rows)
    assert [(each.name, each.role_text, each.organisation) for each in record.persons] == [
        ("Wim van Dijk", "Lector Energietransitie", None),
        ("Anna Bos", "Onderzoeker", "Hogeschool Duinrand"),
    ]
    assert leftover(record) == ()


def test_a_row_without_heads_that_begins_with_a_person() -> None:
    record = of_html(
        "<table><tr><td>Wim van Dijk</td><td>Lector Energietransitie</td><td></td></tr></table>"
    )
    assert [(each.name, each.role_text) for each in record.persons] == [
        ("Wim van Dijk", "Lector Energietransitie")
    ]


def _table(form: str, heads: str, rows: list[str]) -> Record:
    table = [line.split("|") for line in (heads, *rows)]
    if form == "txt":
        return of_text("\n" + "\n".join("\t".join(cells) for cells in table))
    if form == "md":
        drawn = [f"| {' | '.join(cells)} |" for cells in table]
        return of_markdown("\n".join([drawn[0], "|---" * len(table[0]) + "|", *drawn[1:]]))
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in table)
    return of_html(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("Partners\n  • LTO Rijnstreek (initiatiefnemer)\n  • Stichting De Brug", ["LTO Rijnstreek", "Stichting De Brug"]),
        ("Partners\n  • Provincie Limburg (NL)\n  • Provincie Limburg (BE)", ["Provincie Limburg (NL)", "Provincie Limburg (BE)"]),
        ("Partners\n  • Instituut voor Bos-, Water- en Bodemonderzoek\n  • Stichting De Brug", ["Instituut voor Bos-, Water- en Bodemonderzoek", "Stichting De Brug"]),
        ("Partners\n  • Ministerie van Landbouw, Natuur en Voedselkwaliteit\n  • Stichting De Brug", ["Ministerie van Landbouw, Natuur en Voedselkwaliteit", "Stichting De Brug"]),
        ("Partners\nLogo Provincie Rijnstreek\nLogo van Stichting De Brug", ["Provincie Rijnstreek", "Stichting De Brug"]),
        ("Partners: Stichting De Spade, Hogeschool Duinrand.", ["Stichting De Spade", "Hogeschool Duinrand"]),
    ],
)  # fmt: skip
def test_partners_in_lists(facts: str, expected: list[str]) -> None:
    record = of_text(facts)
    assert organisations(record) == [(name, "partner") for name in expected]
    assert not record.persons
    assert not record.funding


def test_a_person_in_brackets_behind_a_partner() -> None:
    record = of_text("Partners\n  • VITO (Stan Peeters)\n  • Stichting De Brug")
    assert organisations(record) == [("VITO", "partner"), ("Stichting De Brug", "partner")]
    assert people(record) == [("Stan Peeters", None, "VITO")]


@pytest.mark.parametrize("unit", ["Zorg en Technologie", "Gezondheid, Welzijn en Sport"])
def test_the_value_of_a_label_for_a_unit_is_the_unit_of_the_lead(unit: str) -> None:
    record = of_text(f"Penvoerder: Hogeschool Duinrand\nLectoraat: {unit}")
    assert [(each.name, each.unit) for each in record.organisations] == [
        ("Hogeschool Duinrand", unit)
    ]


@pytest.mark.parametrize("between", [" / ", " · ", " • ", " | ", "; ", ", "])
def test_what_stands_between_themes_is_no_part_of_them(between: str) -> None:
    themes = between.join(["zorg", "wonen", "hart- en vaatziekten"])
    record = _record(f"Wijk aan zet\n\nStatus: Lopend\nThema's: {themes}\n", "txt")
    assert record.themes == ("zorg", "wonen", "hart- en vaatziekten")


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("stikstof (NOx / NH3), water", ("stikstof (NOx / NH3)", "water")),
        ("/ zorg / welzijn", ("zorg", "welzijn")),
        ("zorg en welzijn /", ("zorg en welzijn",)),
        ("Zorg, /", ("Zorg",)),
        ("-, /, ·", ()),
    ],
)
def test_marks_around_themes_and_in_brackets_separate_nothing(
    text: str, themes: tuple[str, ...]
) -> None:
    found = _record(f"Wijk aan zet\n\nStatus: Lopend\nThema's: {text}\n", "txt").themes
    assert [theme for theme in found if theme in themes] == list(themes)
    assert not any(set("/·()") & set(theme) for theme in found if theme not in themes)


@pytest.mark.parametrize(
    "sentence",
    [
        "Het project loopt van 2021 tot 2024 en wordt niet door de gemeente betaald.",
        "Het project loopt van 2021 tot 2024 en is niet door te trekken naar andere steden.",
        "Het project loopt van 2021 tot 2024 en daarna niet door.",
    ],
)
def test_what_is_not_about_a_date_does_not_deny_it(sentence: str) -> None:
    record = of_text(f"\n{sentence}")
    assert (record.start_date, record.end_date) == ("2021", "2024")


def test_who_does_not_take_part_pays_nothing() -> None:
    sentence = "De gemeente Ede financiert het project. Ook het Oranje Fonds doet niet mee."
    assert [found.funder for found in of_text(f"\n{sentence}").funding] == ["gemeente Ede"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dit project wordt na een eerdere afwijzing alsnog gefinancierd door ZonMw.",
        "Het project wordt gefinancierd door ZonMw nadat de gemeente een aanvraag had afgewezen.",
        "Het project wordt gefinancierd door ZonMw; metingen die niet uitgevoerd zijn, volgen later.",
    ],
)
def test_a_denial_in_another_clause_costs_no_funder(sentence: str) -> None:
    assert [found.funder for found in of_text(f"\n{sentence}").funding] == ["ZonMw"]


def test_a_role_in_brackets_behind_an_organisation_counts() -> None:
    record = of_text(
        "Partners: Gemeente Breda; Hogeschool Duinrand (penvoerder); GGD Twente (Almelo)"
    )
    assert organisations(record) == [
        ("Gemeente Breda", "partner"),
        ("Hogeschool Duinrand", "lead"),
        ("GGD Twente", "partner"),
    ]


def test_what_stands_behind_the_name_of_a_part_is_its_text() -> None:
    parts = of_text(
        "\nWerkpakket 1: Luisteren in de wijk (maart – december 2024)\n"
        "Werkpakket 2: Meten en borgen (heel 2025)\nElke maand meten we."
    ).subprojects
    assert [(part.title, part.text) for part in parts] == [
        ("Luisteren in de wijk", "(maart – december 2024)"),
        ("Meten en borgen", "(heel 2025)\n\nElke maand meten we."),
    ]


def test_the_beginning_of_the_name_of_a_part_is_not_another_part() -> None:
    record = of_text(
        "\nIn werkpakket 1, Luisteren in de wijk, halen we op wat bewoners willen. Werkpakket 2, Meten "
        "en borgen, volgt hen een jaar.\n\nWerkpakket 1: Luisteren in de wijk\nWij luisteren.\n\n"
        "Werkpakket 2: Meten en borgen\nWij meten."
    )
    assert [part.title for part in record.subprojects] == [
        "Luisteren in de wijk",
        "Meten en borgen",
    ]


def test_whose_site_it_is_says_nothing_about_roles() -> None:
    page = "Wijk aan zet\n\nStatus: Lopend\nPartners: Gemeente Breda\n\nOnderdeel van Hogeschool Duinrand.\n"
    assert organisations(_record(page, "txt")) == [("Gemeente Breda", "partner")]


def test_a_bullet_is_one_theme() -> None:
    record = of_text(
        "Thema's\n  • Landbouw, Water en Voedsel\n  • Economie\n  • Zorg, Welzijn en Sport"
    )
    assert record.themes == ("Landbouw, Water en Voedsel", "Economie", "Zorg, Welzijn en Sport")


def test_a_list_below_an_unknown_label_is_left_over_under_it() -> None:
    page = "Wetenschap voor morgen\n\nFinanciering\nVLAIO\nMandaathouder\nKenmerken van de opname\n  • Kop\n  • Romp\n  • Staart\n"
    record = _record(page, "txt")
    assert [each.funder for each in record.funding] == ["VLAIO"]
    assert (record.themes, organisations(record)) == ((), [])
    assert leftover(record) == ("6-9",)


def test_a_title_above_labels_without_a_colon() -> None:
    record = _record(
        "Zorg op Maat\n\nProjectleider\nBart Wierenga\nLooptijd\n2031 t/m 2039\n", "txt"
    )
    assert (record.title, record.start_date, record.end_date) == ("Zorg op Maat", "2031", "2039")
    assert people(record) == [("Bart Wierenga", None, None)]


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Startdatum: 1 maart–1 mei 2021", ("2021-03-01", None)),
        ("Startdatum: maart of april 2021", ("2021", None)),
        ("Startdatum: 2020 of 2021", (None, None)),
        ("Einddatum: 20220301", (None, None)),
        ("Dit project bouwt voort op Groene Oevers (looptijd 2015 t/m 2019). Het project heeft een looptijd van september 2021 tot september 2025.", ("2021-09", "2025-09")),
        ("Dit programma (POP4) loopt van 2024 tot 2030, en ons project valt daarin.", (None, None)),
        ("Anna Bos zal vanaf oktober 2014 ook het project Weidevogels leiden, naast haar werk voor ons.", (None, None)),
    ],
)  # fmt: skip
def test_dates_are_those_of_the_project(line: str, period: tuple[str | None, str | None]) -> None:
    record = of_text(line)
    assert (record.start_date, record.end_date) == period
    assert not record.identifiers


@pytest.mark.parametrize("line", ["Startdatum: 1 maart–1 mei 2021", "Startdatum: maart of april 2021", "Telefoon: 06-1234567", "Budget: 0.500"])  # fmt: skip
def test_what_is_vague_or_wrong_is_left_over(line: str) -> None:
    assert leftover(of_text(line)) == ("4",)


def test_an_extended_end_is_the_end_and_leaves_nothing_over() -> None:
    record = of_text("Looptijd: januari 2021 - december 2024 (verlengd tot 1 maart 2026)")
    assert (record.start_date, record.end_date) == ("2021-01", "2026-03-01")
    assert leftover(record) == ()


@pytest.mark.parametrize(
    ("line", "amounts"),
    [
        ("Subsidiebedrag: € 300.000, waarvan € 25.000 cofinanciering", [300000]),
        ("Budget: € 1.250.000 (waarvan € 900.000 subsidie)", [1250000]),
        ("Budget: € 300.000,- + € 25.000,-", [300000]),
        ("Budget: € 250'000", [250000]),
        ("Budget: 62.140,-", [62140]),
        ("Budget: 100 000", [100000]),
        ("Budget: 8.4 miljoen euro", [8400000]),
        ("Budget: 0.500", []),
    ],
)
def test_one_amount_behind_a_label(line: str, amounts: list[int]) -> None:
    assert [each.amount for each in of_text(line).funding] == amounts


def test_the_employer_of_somebody_who_is_quoted_is_not_a_partner() -> None:
    quote = "‘Het is een geweldig project’, zegt Jan Smit van de Universiteit Utrecht."
    record = of_text(f"\n{quote}")
    assert organisations(record) == []


@pytest.mark.parametrize(
    "items", [("Handleiding", "Poster"), ("Download", "Nieuwsbrief", "Contact")]
)
def test_a_list_of_products_is_a_section(items: tuple[str, ...]) -> None:
    bullets = "\n".join(f"  • {item}" for item in items)
    record = of_text(f"\nProducten\n\n{bullets}")
    found: dict[str, Any] = {each.heading: each.text for each in record.sections}
    assert found["Producten"] == "\n".join(f"- {item}" for item in items)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hogeschool Duinrand + Bouwmensen Delft", ["Hogeschool Duinrand", "Bouwmensen Delft"]),
        ("Bouwmensen Delft + Stichting De Brug + Vilans", ["Bouwmensen Delft", "Stichting De Brug", "Vilans"]),
        ("Handicap + Studie", ["Handicap + Studie"]),
    ],
)  # fmt: skip
def test_organisations_with_a_plus_between_them_are_apart(text: str, names: list[str]) -> None:
    record = of_text(f"Partners\n  • {text}\n")
    assert [name for name, _ in organisations(record)] == names


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Startdatum 01.07.2023", ("Startdatum", "01.07.2023")),
        ("Einddatum – 30.06.2026", ("Einddatum", "30.06.2026")),
        ("Aanvang ............ maart 2020", ("Aanvang", "maart 2020")),
        ("Status Open voor deelname", ("Status", "Open voor deelname")),
        ("Looptijd mei 2023 t/m april 2025", ("Looptijd", "mei 2023 t/m april 2025")),
        ("Budget € 100.000", ("Budget", "€ 100.000")),
        ("Projectcode BO-09-111-018", ("Projectcode", "BO-09-111-018")),
        ("Trefwoorden zorg, sociaal werk", ("Trefwoorden", "zorg, sociaal werk")),
        ("Begin 2020", None),
        ("Eind 2022", None),
        ("Voortgang 2023", None),
        ("Start het project in 2020", None),
        ("Status van de gesprekken", None),
        ("Dossier zorg", None),
        ("Thema zorg", None),
        ("Labels helpen burgers, ook ouderen", None),
        ("Missie en visie, strategie en plan", None),
        ("Nummer 06-12345678", None),
        ("Kenmerk 1-3-2021", None),
        ("Nummer 2020-2022", None),
        ("Dossier COVID-19", None),
        ("Budget voor 2023", None),
    ],
)
def test_a_label_with_nothing_but_its_value(line: str, expected: tuple[str, str] | None) -> None:
    assert label_before_value(line, vocabulary()) == expected


@pytest.mark.parametrize(
    ("line", "themes"),
    [
        ("Thema's\tGezondheid  Openbare ruimte", ("Gezondheid", "Openbare ruimte")),
        ("Tags\t#zorg #jeugd", ("#zorg", "#jeugd")),
        ("Trefwoorden: vissen ♦ gemalen", ("vissen", "gemalen")),
        ("Thema's: Creativiteit, kunst; Onderwijs", ("Creativiteit, kunst", "Onderwijs")),
        ("Thema: A4 - Eiwit", ("A4 - Eiwit",)),
        ("Thema's: energie, water;", ("energie", "water")),
        ("Thema's: energie (wind; zon), water", ("energie (wind; zon)", "water")),
        ("Thema\twonen, zorg\twelzijn", ("wonen", "zorg", "welzijn")),
    ],
)
def test_themes_are_told_apart(line: str, themes: tuple[str, ...]) -> None:
    assert of_text(line).themes == themes


def test_a_label_without_a_colon_states_its_value() -> None:
    record = of_text("Startdatum 01.07.2023\nEinddatum 30.06.2026\nProjectcode BO-09-111-018")
    assert (record.start_date, record.end_date) == ("2023-07-01", "2026-06-30")
    assert [each.value for each in record.identifiers] == ["BO-09-111-018"]
