"""A page that does not look like the description of one project: the reason says what speaks against it."""

from __future__ import annotations

import pytest

from projectkit.parsing.objections import objections
from projectkit.parsing.page import parse_page

VACANCY = """\
Vacature: promovendus zeekraal

Wij zoeken een promovendus voor onderzoek naar zilte teelten bij Hogeschool Duinrand.

Wat wij vragen

Je hebt een master plantenfysiologie, je werkt graag buiten en je schrijft vlot Nederlands en Engels. Ken je de weg in
het veld en in het laboratorium? Zie je jezelf vier jaar lang aan één onderwerp werken?

Wat wij bieden

Een salaris van € 2.770 tot € 3.539 per maand, een eindejaarsuitkering en een eigen werkplek met uitzicht op zee.

Solliciteren

Stuur vóór maandag 3 juni je cv en een motivatiebrief. De gesprekken zijn op donderdag 20 juni van 9.00 tot 12.00 uur.
"""


def reason(text: str) -> str:
    found = parse_page(text.encode(), "page.txt").reason
    assert found is not None
    return found


def test_the_reason_says_what_speaks_against_a_project() -> None:
    head, _, signs = reason(VACANCY).partition(": ")
    assert head == "it does not look like the description of one project"
    words, *others = signs.split("; ")
    assert words.startswith("words such as “vacature”")
    assert "no heading such as goal, approach or results" in others


def test_the_reason_says_so_in_dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROJECTKIT_LANG", "nl")
    told = reason(VACANCY)
    assert told.startswith(
        "de pagina lijkt niet op de beschrijving van één project: woorden als “vacature”"
    )
    assert "geen kop als doel, aanpak of resultaten" in told


WEIGHTS = {"sections0": 0.3, "days2": 0.1, "quotes1": 0.2, "core1": 0.05, "times1": -0.2}


def certainty(features: list[str]) -> float:
    return 0.5 - sum(WEIGHTS.get(feature, 0.0) for feature in features)


def test_the_weightiest_three_are_told_and_nothing_that_speaks_for_a_project() -> None:
    assert objections(["any", "has=zee", *WEIGHTS], certainty) == (
        "no heading such as goal, approach or results",
        "quotations",
        "days of the week",
    )
    assert objections(["any", "times1"], certainty) == ()


@pytest.mark.parametrize("feature", ["sections1", "value-end1", "core3", "years3", "has=project"])
def test_what_projects_have_too_is_not_told(feature: str) -> None:
    assert objections([feature], lambda features: 1 - len(features) / 10) == ()


def test_what_two_features_say_is_told_once() -> None:
    told = objections(["value-start3", "value-end3"], lambda features: 1 - len(features) / 10)
    assert told == ("the dates of several projects",)


def test_a_short_list_of_news_is_not_a_project() -> None:
    page = (
        "https://www.duinrand.example/nieuws\n\nNieuws\n\n12 juni 2025\nLectoraat Slaap wint prijs\n"
        "Het lectoraat Slaap van Hogeschool Duinrand won de publieksprijs.\n\n3 juni 2025\nNieuwe lector "
        "Waterbeheer\nPer 1 september begint Anna Bos als lector.\n\n28 mei 2025\nRAAK-subsidie voor "
        "onderzoek naar algen\nHogeschool Duinrand krijgt € 300.000 van Regieorgaan SIA.\n\nOuder nieuws\n"
        "Vorige 1 2 3 Volgende\n"
    )
    parsed = parse_page(page.encode(), "nieuws.txt")
    assert parsed.record is None
    assert parsed.reason
