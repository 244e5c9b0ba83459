"""How Dutch pages write values: one table per kind; a new way of writing is a new line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.dutch.amounts import find_amounts, read_amount, read_sum
from projectkit.dutch.dates import find_dates, read_date
from projectkit.dutch.emails import find_emails
from projectkit.dutch.periods import Period, read_period
from projectkit.dutch.person_names import PersonName, is_person_name, split_titles
from projectkit.dutch.phones import find_phones, read_phone
from projectkit.dutch.placeholders import is_placeholder
from projectkit.dutch.region import region
from projectkit.dutch.starts_and_ends import read_end, read_start
from projectkit.dutch.status import read_stated_status, read_status, says_finished


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 december 2006", "2006-12-15"),
        ("1 september 2009", "2009-09-01"),
        ("1-9-2009", "2009-09-01"),
        ("01/03/2020", "2020-03-01"),
        ("2009-09-01", "2009-09-01"),
        ("september 2009", "2009-09"),
        ("Sept. 2019", "2019-09"),
        ("aug. '21", "2021-08"),
        ("09-2019", "2019-09"),
        ("2020-01", "2020-01"),
        ("2020-9-1", "2020-09-01"),
        ("2009-10", "2009"),
        ("31/12/20", "2020-12-31"),
        ("1 febr. 2021", "2021-02-01"),
        ("1-mei-2021", "2021-05-01"),
        ("1-mei-21", "2021-05-01"),
        ("mei-2021", "2021-05"),
        ("maart, 2030", "2030-03"),
        ("1 juni, 2021", "2021-06-01"),
        ("June 1st, 2022", "2022-06-01"),
        ("2021/03/01", "2021-03-01"),
        ("2021-03-01T00:00:00", "2021-03-01"),
        ("2021-03-01T00:00:00.000+01:00", "2021-03-01"),
        ("2021-03-01 00:00", "2021-03-01"),
        ("1 dec.2021", "2021-12-01"),
        ("1‑3‑2021", "2021-03-01"),
        ("1–3–2021", "2021-03-01"),
        ("1 – 3 – 2021", "2021-03-01"),
        ("2021.03.01", "2021-03-01"),
        ("01.03.21", "2021-03-01"),
        ("1/maart/2021", "2021-03-01"),
        ("07.2012", "2012-07"),
        ("04 / 2009", "2009-04"),
        ("nov/2023", "2023-11"),
        ("desimber 2024", "2024-12"),
        ("13.2012", None),
        ("10.1997/abc", None),
        ("maart of april 2021", None),
        ("2.10.12", None),
        ("01.03.21.45", None),
        ("2009", "2009"),
        ("31-02-2020", None),
        ("32 mei 2020", None),
        ("744220108", None),
        ("€ 2.009", None),
        ("in 2009 begon het", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("januari 2020 t/m december 2022", Period("2020-01", "2022-12")),
        ("sept. 2019 – aug. '21", Period("2019-09", "2021-08")),
        ("2018-2020", Period("2018", "2020")),
        ("2018 - 2021 Nederland", Period("2018", "2021")),
        ("01-03-2020 t/m 28-02-2023", Period("2020-03-01", "2023-02-28")),
        ("1 januari 2016 tot 1 juli 2019", Period("2016-01-01", "2019-07-01")),
        ("januari - maart 2020", Period("2020-01", "2020-03")),
        ("1 mei t/m 3 juni 2020", Period("2020-05-01", "2020-06-03")),
        ("01-12-2025 → 31-08-2028", Period("2025-12-01", "2028-08-31")),
        ("1 febr 2021 -> 1 jan. 2023", Period("2021-02-01", "2023-01-01")),
        ("1–31 maart 2021", Period("2021-03-01", "2021-03-31")),
        ("1 en 2 maart 2021", Period("2021-03-01", "2021-03-02")),
        ("september ’98 – juni ’99", Period("1998-09", "1999-06")),
        ("Q1 2021 t/m Q3 2023", Period("2021", "2023")),
        ("1/10/1930/09/23", Period("2019-10-01", "2023-09-30")),
        ("december - maart 2020", None),
        ("31 juni - 3 juli 2020", None),
        ("2020 - heden", Period("2020", None)),
        ("vanaf 2020", Period("2020", None)),
        ("tot 1 januari 2020", Period(None, "2020-01-01")),
        ("2020", None),
        ("vier jaar", None),
        ("april 2022 / maart 2023", Period("2022-04", "2023-03")),
        ("06/2022 / 05/2025", Period("2022-06", "2025-05")),
        ("07.2012 - 12.2014", Period("2012-07", "2014-12")),
        ("mei 2022 oant desimber 2024", Period("2022-05", "2024-12")),
        ("2022 / 2023", None),
    ],
)
def test_periods(text: str, expected: Period | None) -> None:
    assert read_period(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1 maart–1 mei 2021", "2021-03-01", "2021-05-01"),
        ("maart t/m mei 2021", "2021-03", "2021-05"),
        ("1–31 maart 2021", "2021-03-01", "2021-03-31"),
        ("1 maart 2021 – 1 mei 2022", "2021-03-01", "2022-05-01"),
        # Of dates of which only one holds, what they share is certain.
        ("maart of april 2021", "2021", "2021"),
        ("eind maart of begin april 2021", "2021", "2021"),
        ("1 of 2 maart 2021", "2021-03", "2021-03"),
        ("tussen maart en mei 2021", "2021", "2021"),
        ("tussen maart en mei", None, None),
        ("maart dan wel april 2021", "2021", "2021"),
        ("maart à april 2021", "2021", "2021"),
        ("eind maart / begin april 2021", "2021", "2021"),
        ("hetzij maart, hetzij april 2021", "2021", "2021"),
        ("vanaf maart, uiterlijk mei 2021", "2021", "2021"),
        ("1 à 2 maart 2021", "2021-03", "2021-03"),
        # Flemish and English ways of saying until.
        ("maart t.e.m. mei 2021", "2021-03", "2021-05"),
        ("1/3/2021 tem 5/3/2022", "2021-03-01", "2022-03-05"),
        ("from March through May 2021", "2021-03", "2021-05"),
        ("2020 of 2021", None, None),
        ("1 september 2021 of later", "2021-09-01", "2021-09-01"),
        # An extended end is the end.
        ("31 december 2024 (verlengd tot 1 maart 2026)", "2024-12-31", "2026-03-01"),
        ("2021 - 2024, verlengd t/m mei 2025", "2021", "2025-05"),
        ("2021 - 2024 (niet verlengd tot 2025)", "2021", "2024"),
        ("december 2024 (verlengd tot juni)", "2024-12", "2024-12"),
    ],
)
def test_the_start_and_the_end_in_a_text(text: str, start: str | None, end: str | None) -> None:
    assert (read_start(text), read_end(text)) == (start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("€ 300.000,-", ["300000"]),
        ("€ 250'000", ["250000"]),
        ("EUR 1’250’000", ["1250000"]),
        ("€ 12'000,50", ["12000.50"]),
        ("8.4 miljoen euro", ["8400000"]),
        ("€ 1.5 mln", ["1500000"]),
        ("2.5M euro", ["2500000"]),
        ("€ 0.500", []),
        ("€ 412.000,-.", ["412000"]),
        ("EUR 1.234,50", ["1234.50"]),
        ("3 miljoen euro", ["3000000"]),
        ("1,5 miljoen euro", ["1500000"]),
        ("€ 300k", ["300000"]),
        ("€ 1,5 mio", ["1500000"]),
        ("1.150 k€", ["1150000"]),
        ("EUR 2 ton", ["200000"]),
        ("640 duizend euro", ["640000"]),
        ("€ 318450", ["318450"]),
        ("€ 1.284,750,00", []),
        ("100 deelnemers", []),
        ("k€ 250", ["250000"]),
        ("kEUR 250", ["250000"]),
        ("M€ 1,5", ["1500000"]),
        ("250 kEUR", ["250000"]),
        ("EUR 385,000 from a fund", ["385000"]),
        ("249,810 €", ["249810"]),
        ("€ 250,000.00", ["250000.00"]),
        ("EUR 2 453 061.00", ["2453061.00"]),
        ("€ 1,879 per liter", []),
        ("€ 12,345 miljoen", []),
        ("M€ 12,345", []),
        ("€ 15,125/kWh", []),
        ("2 x € 50.000", []),
        ("3× € 1.000", []),
    ],
)
def test_amounts(text: str, expected: list[str]) -> None:
    assert find_amounts(text) == [Decimal(amount) for amount in expected]


@pytest.mark.parametrize(
    "text", ["3 jaar", "2e ronde", "2018-2020", "12 fte", "50% van 100.000", "300.000 dollar"]
)
def test_what_is_no_amount(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("250.000", 250000),
        ("62.140,-", 62140),
        ("100 000", 100000),
        ("0.500", None),
        ("450K", 450000),
        ("42 mille", 42000),
        ("2,6 ton", 260000),
        ("92 duizend", 92000),
        ("2021", None),
        ("300 m", None),
        ("12.500 ton", None),
    ],
)
def test_a_bare_number_is_an_amount_where_one_is_asked_for(text: str, amount: int | None) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tel.030 252 99 36", ["+31302529936"]),
        ("030 252 99 36 / 06 55 51 73 29", ["+31302529936", "+31655517329"]),
        ("06‑55517329", ["+31655517329"]),
        ("030 252 99 36 2020-2021", ["+31302529936"]),
        ("06-555 173 29x", []),
        ("01-04-2022", []),
    ],
)
def test_phone_numbers_among_other_things(text: str, expected: list[str]) -> None:
    assert find_phones(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("010 - 2414029", "+31102414029"),
        ("010 2414044", "+31102414044"),
        ("(030) 252 99 36", "+31302529936"),
        ("088 - 481 81 21", "+31884818121"),
        ("010 – 794 6917", "+31107946917"),
        ("06-55 48 210 1", "+31655482101"),
        ("+31 (0)30 252 99 36", "+31302529936"),
        ("09 555 12 84", "+3295551284"),
        ("744220108", None),
        ("2018-2020", None),
    ],
)
def test_phone_numbers(text: str, expected: str | None) -> None:
    assert read_phone(text) == expected
    assert find_phones(f"Telefoon: {text}.") == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E: a.bakker@hva.example", ["a.bakker@hva.example"]),
        ("h.pronk(at)hogeschool.example", ["h.pronk@hogeschool.example"]),
        ("naam [at] hogeschool.example.", ["naam@hogeschool.example"]),
        ("naam [AT] hogeschool [punt] example", ["naam@hogeschool.example"]),
        ("joël.jansen@x.example", ["joël.jansen@x.example"]),
        ("naam {at} hogeschool.example", ["naam@hogeschool.example"]),
        ("naam [apestaart] hogeschool.example", ["naam@hogeschool.example"]),
        ("an.na [punt] bos [at] hogeschool.example", ["an.na.bos@hogeschool.example"]),
        ("anna.bos (a) hogeschool.example", ["anna.bos@hogeschool.example"]),
        ("onderdeel (a) hogeschool.example", []),
        ("www.stay-at-home.example", []),
        ("Kijk.Nu at theater.example", []),
        ("hva.example at uva.example", []),
        ("naam [chez] hogeschool.example", ["naam@hogeschool.example"]),
        ("naam -at- hogeschool.example", ["naam@hogeschool.example"]),
        ("anna.bos AT hogeschool.example", ["anna.bos@hogeschool.example"]),
        ("geen adres @ hier", []),
        ("Meet us at hogeschool.example", []),
        ("vragen (a) kennis (b) en artikel 3(a) van.deze", []),
        ("zie (a) www.hogeschool.example", []),
        ("www.een.example at twee.example", []),
    ],
)
def test_emails(text: str, expected: list[str]) -> None:
    assert find_emails(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Eva M. Bakker-Loos", PersonName("Eva M. Bakker-Loos", "Dr.")),
        ("Dr. ir. C.E. Haverkort-de Wolf", PersonName("C.E. Haverkort-de Wolf", "Dr. ir.")),
        ("prof.dr. A. Jansen", PersonName("A. Jansen", "prof.dr.")),
        ("Jan Jansen, MSc", PersonName("Jan Jansen", "MSc")),
        ("Hans van Wijk", PersonName("Hans van Wijk", None)),
        ("Drs Fatiha El Khattabi", PersonName("Fatiha El Khattabi", "Drs")),
        ("Mark Dros", PersonName("Mark Dros", None)),
    ],
)
def test_titles_are_no_part_of_a_name(text: str, expected: PersonName) -> None:
    assert split_titles(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hans van Wijk",
        "M.A.G. van Berg",
        "C.E. Haverkort-de Wolf",
        "Dilara Özgül",
        "Karim el Azzouzi",
        "Jan D'Hondt",
        "A. Jansen",
    ],
)
def test_what_is_a_name(text: str) -> None:
    assert is_person_name(text)


@pytest.mark.parametrize(
    "text", ["Saxion", "de gemeente", "Netwerk 57", "Het project loopt", "van Dijk", "BURO 10"]
)
def test_what_is_no_name(text: str) -> None:
    assert not is_person_name(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Beëindigd", "completed"),
        ("Lopend", "active"),
        ("gepland", "planned"),
        ("Gestopt.", "cancelled"),
        ("anders", None),
    ],
)
def test_status_words(text: str, expected: str | None) -> None:
    assert read_status(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vastgesteld", "completed"),
        ("afgesloten, eindverslag ingediend", "completed"),
        ("Open voor deelname", "active"),
        ("Loopt, derde jaar", "active"),
        ("lopend; werving gesloten", "active"),
        ("afgerond, voortijdig", None),
        ("gestart (nog niet)", None),
        ("gepland / lopend / afgerond", None),
        ("lopend, afgerond", None),
        ("bekend, lopend", None),
        ("Lopend; het project is beëindigd", None),
        ("Lopend / reeds afgerond", None),
        ("Recruiting, suspended", None),
        ("", None),
    ],
)
def test_status_behind_a_label(text: str, expected: str | None) -> None:
    assert read_stated_status(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dit onderzoeksprogramma is afgerond in 2022.", True),
        ("Let op: het project is inmiddels afgerond.", True),
        ("Het RAAK-project werd in 2022 afgerond.", False),
        ("Dit onderzoeksprogramma is in december 2021 afgerond.", True),
        ("Het project werd afgerond in december 2022, met een film.", True),
        ("Het onderzoek is afgerond en gaat als dienst verder.", True),
        ("Dit project is afgerond (2015-2018).", True),
        ("De voorstelling is voorbij; het traject is afgelopen.", True),
        ("This project has been successfully completed.", True),
        ("Zodra het project is afgerond, volgt een feest.", False),
        ("Het project is afgelopen jaar gestart.", False),
        ("Het project is in 2030 afgerond.", False),
        ("Het traject is afgerond met een maaltijd.", False),
        ("Het project is afgerond als de kade staat.", False),
        ("Het project is afgerond? Nog niet.", False),
        ("Het deelproject is afgerond.", False),
        ("De pilot is afgerond.", False),
        ("Het programma werd afgesloten door een borrel.", False),
        ("The study was completed by 240 students.", False),
        ("Het project is beëindigd.", False),
        ("De gesprekken zijn afgerond.", False),
    ],
)
def test_a_sentence_says_that_a_project_is_over(text: str, *, expected: bool) -> None:
    assert says_finished(text) is expected


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    find_dates(text), read_period(text), find_amounts(text), find_phones(text), find_emails(text)
    split_titles(text), is_person_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "06-1234567",
        "020-555012",
        "0297-12345",
        "06 12 34 56 7",
        "070 123456",
        "+31 6 1234567",
        "+31 20 55501",
    ],
)
def test_a_number_without_its_last_digit_is_not_belgian(text: str) -> None:
    assert read_phone(text, "NL") is None
    assert find_phones(f"Telefoon: {text}.", "NL") == []


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("056 26 41 10", "BE", "+3256264110"),
        ("+32 56 26 41 10", "NL", "+3256264110"),
        ("030 252 99 36", "BE", "+31302529936"),
    ],
)
def test_a_number_is_that_of_its_country(text: str, region: str, number: str) -> None:
    assert read_phone(text, region) == number


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Een project in Gent en Leuven"], "BE"),
        (["Bel ons in Gent: 09 555 12 84"], "BE"),
        (["Met partners in Gent", "info@x.nl"], "NL"),
        (["Met partners in Gent", "Bel 030 252 99 36"], "NL"),
        (["Een project in Ede"], "NL"),
    ],
)
def test_the_country_of_a_page(lines: list[str], expected: str) -> None:
    assert region(lines) == expected


@pytest.mark.parametrize(
    ("text", "name", "titles"),
    [
        ("Berg, Anna van der", "Anna van der Berg", None),
        ("De Vries, Jan", "Jan de Vries", None),
        ("Haverkort-de Wolf, C.E.", "C.E. Haverkort-de Wolf", None),
        ("Bakker, mr. dr. Lisa", "Lisa Bakker", "mr. dr."),
        ("Piet Bos, MBA", "Piet Bos", "MBA"),
        ("Bos, MBA", "Bos", "MBA"),
        ("prof.dr.ir. P.Bos", "P. Bos", "prof.dr.ir."),
        ("ir.P.J. Bos", "P.J. Bos", "ir."),
        ("Drs. R. (René) Coördes", "R. (René) Coördes", "Drs."),
        ("Piet Bos*", "Piet Bos", None),
        ("Anna Bos¹", "Anna Bos", None),
    ],
)
def test_names_as_lists_and_labels_write_them(text: str, name: str, titles: str | None) -> None:
    assert split_titles(text) == PersonName(name, titles)


@pytest.mark.parametrize(
    ("text", "amount", "in_euros"),
    [
        ("€ 100.000", 100_000, True),
        ("100.000 EUR", 100_000, True),
        ("100 000", 100_000, False),
        ("€ 100.000,=", 100_000, True),
        ("12.50", Decimal("12.5"), False),
        ("1.250,50", Decimal("1250.5"), False),
        ("8.4 miljoen euro", 8_400_000, True),
        ("€ 0,5 mln.", 500_000, True),
        ("€ 100.000.", 100_000, True),
        ("euro 100.000", 100_000, True),
        ("100.000 euro,-", 100_000, True),
        ("k€ 250", 250_000, True),
    ],
)
def test_a_text_that_is_an_amount(text: str, amount: Decimal, *, in_euros: bool) -> None:
    assert read_sum(text) == (amount, in_euros)


@pytest.mark.parametrize("text", ["0.500", "100,000", "0500", "-5", "€ 5 per jaar", "$ 5", "1E+05"])
def test_a_text_that_is_no_certain_amount(text: str) -> None:
    assert read_sum(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (text, True)
            for text in ("N. v. t.", "[onbekend]", "---", "#N/B", "[leeg]", "<NA>", "•")
        ),
        *(
            (text, True)
            for text in ("wordt nog bekendgemaakt", "in te vullen", "Nihil", "undefined")
        ),
        *((text, False) for text in ("volgt", "", "NWO", "NN", "0")),
    ],
)
def test_words_for_no_value(text: str, *, expected: bool) -> None:
    assert is_placeholder(text) is expected


def test_a_month_before_a_slash_is_a_date() -> None:
    assert [found.value for found in find_dates("09-2019/10-2021")] == ["2019-09"]
