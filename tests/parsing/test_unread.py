"""What of a line is left over, if the rest of it was read."""

from __future__ import annotations

import pytest

from projectkit.parsing.explain import details, explain
from projectkit.parsing.page import read_closely
from projectkit.parsing.unread import unread_parts
from projectkit.reading.page import read_page


@pytest.mark.parametrize(
    ("line", "label", "values", "parts"),
    [
        ("Status: Afgerond, rapport volgt", "Status", ["completed"], ("rapport volgt",)),
        ("Einde: 1 mei 2020 (verlengd)", "Einde", ["2020-05-01"], ("verlengd",)),
        ("Start: 2019, einde 2021", "Start", ["2019"], ("einde 2021",)),
        ("Budget: € 5.000 uit een legaat", "Budget", ["5000"], ("uit een legaat",)),
        ("Partners: ROC Eem, buren en Movisie", "Partners", ["ROC Eem", "Movisie"], ("buren",)),
        ("E-mail: a@b.example of c@d.example", "", ["a@b.example"], ("c@d.example",)),
        ("Anna Bos, drums, tuba", "", [{"name": "Anna Bos", "role": None}], ("drums, tuba",)),
        ("hier Anna Bos daar", "", ["Anna Bos"], ("hier", "daar")),
        ("Anna Bos", "", ["Anna Bos"], ()),
    ],
)
def test_parts_of_a_line_that_no_value_kept(
    line: str, label: str, values: list[object], parts: tuple[str, ...]
) -> None:
    assert unread_parts(line, label, values) == parts


PAGE = """\
Buurtmoestuin Zuid

Einddatum: 1 mei 2020 (verlengd)
Regio: Overal
"""


def told(text: str) -> dict[str, tuple[str, ...]]:
    content = text.encode()
    reading = read_closely(content, "page.txt", force=True)
    assert reading.parsed.record is not None
    lines = explain(
        reading.parsed.record,
        read_page(content, "page.txt").lines,
        details(reading.page, reading.resolved),
    )
    return {explained.line.text: explained.told for explained in lines}


def test_an_explanation_says_which_part_of_a_line_is_left_over() -> None:
    found = told(PAGE)
    assert found["Einddatum: 1 mei 2020 (verlengd)"] == (
        "end (labelled)",
        "left over: “verlengd”",
    )
    assert found["Regio: Overal"] == ("left over",)


def test_an_explanation_says_so_in_dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROJECTKIT_LANG", "nl")
    assert told(PAGE)["Einddatum: 1 mei 2020 (verlengd)"][1] == "overgebleven: “verlengd”"
