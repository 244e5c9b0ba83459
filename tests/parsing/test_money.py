"""Whose money an amount is: that of one funder, or the sum of all costs, whoever pays them."""

from __future__ import annotations

import pytest

from projectkit.parsing.page import parse_page

HEAD = "Buren voor buren\n\nIn dit project onderzoeken we met bewoners hoe buren elkaar helpen en wat daarvoor nodig is.\n\n"
Money = tuple[str | None, str | None, int | None]


def money(text: str) -> list[Money]:
    record = parse_page((HEAD + text).encode(), "page.txt", force=True).record
    assert record is not None
    return [
        (found.funder, found.programme, found.amount and int(found.amount))
        for found in record.funding
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Financier: ZonMw\nBudget: € 300.000\n", [("ZonMw", None, 300000)]),
        ("Financier: ZonMw\nToegekende subsidie: € 300.000\n", [("ZonMw", None, 300000)]),
        ("Financier: ZonMw\n\nDe subsidie is € 300.000.\n", [("ZonMw", None, 300000)]),
        ("Financier: ZonMw\nTotale subsidie: € 300.000\n", [("ZonMw", None, 300000)]),
    ],
)
def test_a_grant_is_the_money_of_the_funder_beside_it(text: str, told: list[Money]) -> None:
    assert money(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Financier: ZonMw\nTotaal budget: € 300.000\n", [("ZonMw", None, None), (None, None, 300000)]),
        ("Totale projectkosten: € 300.000\nFinancier: ZonMw\n", [(None, None, 300000), ("ZonMw", None, None)]),
        ("Programma: RAAK-mkb\nProjectomvang: € 300.000\n", [(None, "RAAK-mkb", None), (None, None, 300000)]),
        ("Financier: ZonMw\nBegroting: € 300.000\n", [("ZonMw", None, None), (None, None, 300000)]),
        ("Financier: ZonMw\n\nDe totale begroting bedraagt € 300.000.\n", [("ZonMw", None, None), (None, None, 300000)]),
    ],
)  # fmt: skip
def test_the_sum_of_all_costs_is_nobodys_gift(text: str, told: list[Money]) -> None:
    assert sorted(money(text), key=str) == sorted(told, key=str)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bijdrage ZonMw: € 50.000\n", [("ZonMw", None, 50000)]),
        ("Financiers:\n- ZonMw: € 50.000\n- Gemeente Ede: € 20.000\n", [("ZonMw", None, 50000), ("Gemeente Ede", None, 20000)]),
        ("Financier: ZonMw\nTotaal budget: € 90.000\nBijdrage ZonMw: € 50.000\n", [("ZonMw", None, 50000), (None, None, 90000)]),
        ("Financiering: bijdrage van ZonMw € 50.000\n", [("ZonMw", None, 50000)]),
    ],
)  # fmt: skip
def test_who_gives_how_much(text: str, told: list[Money]) -> None:
    assert money(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Bijdrage per deelnemer: € 50\n", "Bijdrage partners: € 5.000\n", "Bijdrage ZonMw: in natura\n", "Bijdrage: ZonMw\n",
        "Bijdrage aan Stichting De Brug: € 50.000\n", "Subsidie voor huishoudens in gemeente Ede: € 500\n",
        "Subsidie ZonMw: niet toegekend (€ 50.000 gevraagd)\n", "Gevraagde subsidie ZonMw: € 50.000\n",
        "Bijdrage Gemeente Ede: 2022\n", "Bijdrage ZonMw: max. € 50.000\n", "Bijdrage ZonMw: € 50.000 per jaar\n",
        "Bijdrage leerlingen van basisschool De Zon: € 5\n", "Bijdrage gemeente: € 10.000\n",
        "Bijdrage Stichting Ankerplaats en Stichting Boomgaard: € 50.000\n", "Kosten: € 385,- per deelnemer\n", "Budget: € 12.000 per werkgroep\n",
    ],
)  # fmt: skip
def test_what_is_no_gift_of_somebody(text: str) -> None:
    assert [found for found in money(text) if found[2]] == []


def test_the_shares_of_a_sum_do_not_give_it_to_one_of_them() -> None:
    told = money("Budget: € 640.000,- van Provincie Utrecht (50%)\n")
    assert told == [("Provincie Utrecht", None, 640000)]


def test_a_name_that_is_told_again_with_an_amount_keeps_both_lines() -> None:
    record = parse_page(
        f"{HEAD}Financier: ZonMw\nBijdrage ZonMw: € 50.000\n".encode(), "page.txt"
    ).record
    assert record is not None
    assert record.source is not None
    assert record.source.fields["/funding/0"].lines == "5-6"
    assert not record.source.leftover


def test_a_sum_below_funders_is_none_of_them() -> None:
    told = money(
        "Financiers:\n- ZonMw (€ 100.000)\n- Gemeente Ede: € 20.000\n- Totaal: € 120.000\n"
    )
    assert told == [("ZonMw", None, 100000), ("Gemeente Ede", None, 20000)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kosten: € 485\n", []),
        ("De module kost € 345 voor wie zelf betaalt.\n", []),
        ("Budget: € 450\n", [(None, None, 450)]),
        ("Toegekende subsidie: € 750\n", [(None, None, 750)]),
        ("Kosten: € 4.850\n", [(None, None, 4850)]),
        ("EU contribution: € 500\n", [(None, None, 500)]),
        ("Totale kosten: € 950\n", [(None, None, 950)]),
        ("Toegekend: 2021\n", []),
    ],
)
def test_the_price_of_something_is_not_the_money_of_the_project(
    text: str, told: list[Money]
) -> None:
    assert money(text) == told
