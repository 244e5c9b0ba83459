"""A phone number below words that may not be a name belongs to the person above them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projectkit.parsing.findings.persons import find_persons
from projectkit.parsing.page import weigh
from projectkit.reading.page import read_page

PAGE = """\
Plestik

Het project Plestik zoekt uit hoe vissers hun netten kunnen teruggeven, en wie dat betaalt.

Contact

Ing. Folkert Haitsma MSc
Onderzoeker Vitale Delta
T 058 555 0127
"""


def owner_of_number(text: str, certainty: float) -> list[str]:
    page = weigh(read_page(text.encode(), "page.txt"), "page.txt")
    spans = tuple(
        replace(span, certainty=certainty) if span.text == "Vitale Delta" else span
        for span in page.spans
    )
    assert spans != page.spans
    found = find_persons(replace(page, spans=spans))
    return [each.value["name"] for each in found if "phone" in each.value]


@pytest.mark.parametrize(
    ("certainty", "owner"), [(0.9, "Vitale Delta"), (0.1, "Folkert Haitsma")], ids=str
)
def test_a_number_below_words_that_may_not_be_a_name_is_of_the_person_above(
    certainty: float, owner: str
) -> None:
    assert owner_of_number(PAGE, certainty) == [owner]


def test_a_number_in_another_block_is_not_of_the_person_above() -> None:
    apart = PAGE.replace("MSc\n", "MSc\n\n")
    assert owner_of_number(apart, 0.1) == ["Vitale Delta"]
