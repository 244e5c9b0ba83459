"""What recurs on a site and tells nothing of a person."""

from __future__ import annotations

import pytest

from projectkit.learning.landmarks import has_known_person, landmarks, names_in, tells_of_person
from projectkit.parsing.site.landmarks import NOWHERE, Place, forms, own_landmark, places

PAGES = (
    ["Met aan tafel", "Gemeente Assen", "Pot: € 10", "Vragen? Anneke Terpstra, 06-12345678"],
    ["Met aan tafel", "Gemeente Emmen", "Pot: € 20", "Vragen? Anneke Terpstra, 06-12345678"],
)


def test_lines_labels_and_words_on_several_pages_are_landmarks() -> None:
    found = landmarks(PAGES, [])
    assert {"met aan tafel", "pot:", "gemeente…", "~gemeente", "~tafel"} <= found
    assert not any("assen" in form for form in found)


def test_nothing_of_a_person_is_a_landmark() -> None:
    found = " ".join(landmarks(PAGES, ["Anneke Terpstra"]))
    assert "terpstra" not in found
    assert "anneke" not in found
    assert "12345678" not in found


@pytest.mark.parametrize("text", ["anneke,", "(de heer) jansen-bos", "a@b.example", "06 12345678"])
def test_a_name_counts_whatever_stands_beside_it(text: str) -> None:
    assert tells_of_person(text, names_in(["J. Jansen-Bos"]))


def test_little_words_in_a_name_are_no_names() -> None:
    assert names_in(["U. van der Molen"]) == {"molen"}
    assert not tells_of_person("waar het om draait", names_in(["Jan van der Molen"]))
    assert not has_known_person("u bent hier", names_in(["U. Molen"]))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("In tandem met", ["in tandem met"]),
        ("Partners: Saxion", ["partners: saxion", "partners:", "partners…"]),
        ("Hoofdaannemer Saxion", ["hoofdaannemer saxion", "hoofdaannemer…"]),
        (
            "Dit is een gewone zin die verder gaat dan een naam of een label ooit doet, en eindigt.",
            [],
        ),
        ("", []),
    ],
)
def test_the_forms_of_a_line(line: str, expected: list[str]) -> None:
    assert forms(line) == expected


def test_the_most_telling_form_is_the_landmark_of_a_line() -> None:
    known = frozenset({"partners…", "partners:"})
    assert own_landmark("Partners: Saxion", known) == "partners:"
    assert own_landmark("Iets anders", known) == ""


def test_every_line_has_a_place_between_landmarks() -> None:
    found = places(["Iets", "Met aan tafel", "Saxion", "Pot"], frozenset({"met aan tafel", "pot"}))
    assert found == [
        Place(NOWHERE, NOWHERE, "met aan tafel", 1, 1),
        Place("met aan tafel", NOWHERE, "pot", 2, 2),
        Place(NOWHERE, "met aan tafel", "pot", 1, 1),
        Place("pot", "met aan tafel", NOWHERE, 2, 1),
    ]
    assert places([], frozenset()) == []
