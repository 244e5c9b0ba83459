"""Names in a row are found, with what stands before the row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.parsing.words.rows_of_names import row_features, rows_of_names
from projectkit.parsing.words.tokens import tokens


def rows(text: str) -> list[str]:
    line = tokens(text)
    return [text[line[row.first].start : line[row.end - 1].end] for row in rows_of_names(line)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Partners zijn Cosun, Kennisland en Mijzo.", ["Cosun, Kennisland en Mijzo"]),
        ("met Fontys en gemeente Eindhoven", ["Fontys en gemeente Eindhoven"]),
        ("Avans; Surplus & Zn; De Wever", ["Avans; Surplus & Zn; De Wever"]),
        ("Universiteit van Amsterdam en HvA", ["Universiteit van Amsterdam en HvA"]),
        ("Saxion, Livio, evenals ROC van Twente", ["Saxion, Livio, evenals ROC van Twente"]),
        ("Jan de Wit (Fontys), Piet Bos en Klaas Ram", ["Piet Bos en Klaas Ram"]),
        ("Met Cosun, Kennisland en Mijzo", ["Cosun, Kennisland en Mijzo"]),
        ("Fontys en de gemeente Eindhoven", ["Fontys en de gemeente Eindhoven"]),
        ("iDrops/VITO", ["iDrops/VITO"]),
        # One name, none, or names that something else stands between.
        ("Hogeschool Utrecht leidt het project.", []),
        ("studenten, docenten en ouders", []),
        ("Fontys werkt met Philips", []),
        ("Fontys (penvoerder), Philips", []),
        ("Fontys leidt, Philips volgt", []),
        ("Fontys helpt en Philips ook", []),
        ("Jan Bos, lector bij Saxion", []),
        ("Op 3 maart 2021, Cosun", []),
        ("", []),
    ],
)
def test_a_row_reaches_from_its_first_to_its_last_name(text: str, found: list[str]) -> None:
    assert rows(text) == found


def test_all_names_of_a_row_know_what_is_before_it() -> None:
    line = tokens("We doen dit met Cosun, Kennisland en Mijzo.")
    features = row_features(line)
    assert features[4:9] == [("row3", "row-after=met")] * 5
    assert not any(features[:4])
    assert features[9] == ()


@given(st.text(alphabet="AaBb ,;&()./\n-'’en1", max_size=60))
def test_rows_are_in_order_and_apart(text: str) -> None:
    line = tokens(text)
    found = rows_of_names(line)
    places = [place for row in found for place in (row.first, row.end)]
    assert places == sorted(places)
    assert all(row.names > 1 for row in found)
    assert all(0 <= place <= len(line) for place in places)
