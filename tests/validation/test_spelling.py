"""Names that are one name, and names that are two."""

from __future__ import annotations

import pytest

from projectkit.validation.spelling import usual_spellings


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("Jeugdzorg", "jeugd-zorg"),
        ("Jeugdzorg", "Jeugdzrog"),
        ("Hogeschool Duinrand", "Hogeschol Duinrand"),
        ("Hogeschool Duinrand", "Hogeschool  duinrand"),
        ("Gemeente Eijsden", "Gemeente Eysden"),
        ("Armoede en schulden", "Armoede & schulden"),
    ],
)
def test_one_name_in_two_spellings(usual: str, other: str) -> None:
    assert usual_spellings([usual, usual, other]) == {other: usual}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Gemeente Haren", "Gemeente Laren"),
        ("Gemeente Wierden", "Gemeente Woerden"),
        ("GGZ Drenthe", "GGD Drenthe"),
        ("GGZ Zuid-Limburg", "GGD Zuid-Limburg"),
        ("Basisschool De Linde", "Basisschool De Linden"),
        ("mbo-onderwijs", "hbo-onderwijs"),
        ("Werkplaats Jeugd II", "Werkplaats Jeugd III"),
        ("Leernetwerk A", "Leernetwerk B"),
        ("jongeren 18+", "jongeren 18-"),
        ("Wonen 2021", "Wonen 2022"),
        ("Bergen", "Bergen op Zoom"),
        ("x" * 100_000, "x" * 99_999),
    ],
)
def test_two_names(first: str, second: str) -> None:
    assert usual_spellings([first, first, second]) == {}
