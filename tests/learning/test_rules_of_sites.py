"""What examples say in words."""

from __future__ import annotations

import pytest

from projectkit.learning.layout_text import layout_text
from projectkit.learning.marked import Marked, line_label
from projectkit.learning.rules import Contradiction, MarkedPage, Rules, rules_of
from projectkit.parsing.layout import generic, layouts, make_layout
from projectkit.parsing.lines.marks import Mark, Role
from projectkit.reading.lines import Line

LANDMARKS = frozenset({"zaaimeester", "mest:", "zaai…", "hoe het lag", "kom binnen"})


def page(*lines: tuple[str, str], role: Role = Role.TEXT) -> MarkedPage:
    """A page of lines, each with the tag of the whole line; a heading with its kind."""
    marks = [Mark(Line(at, text), 0, role) for at, (text, _) in enumerate(lines, 1)]
    marked = [
        [Marked(tag.partition("=")[0], tag.partition("=")[2], 0, len(text))] if tag else []
        for text, tag in lines
    ]
    return MarkedPage(marks, marked)


def rules(*pages: MarkedPage) -> Rules:
    return rules_of(pages, LANDMARKS, generic())


def test_a_landmark_above_values_of_one_kind_is_a_label() -> None:
    found = rules(page(("Zaaimeester", "l"), ("Kasgroen", "lead")))
    assert found.labels == {"lead": ("zaaimeester",)}


def test_a_label_before_a_colon_says_what_stands_behind_it() -> None:
    assert rules(page(("Mest: Kern met Pit", "funder"))).labels == {"funder": ("mest",)}


def test_a_label_that_says_two_things_is_a_contradiction() -> None:
    found = rules(
        page(("Zaaimeester", "l"), ("Kasgroen", "lead")),
        page(("Zaaimeester", "l"), ("Kasgroen", "lead")),
        page(("Zaaimeester", "l"), ("Kern met Pit", "funder")),
    )
    assert found.labels == {}
    assert found.contradictions == (Contradiction("zaaimeester", (("lead", 2), ("funder", 1))),)


def test_a_landmark_that_is_only_the_beginning_of_a_line_cannot_be_said() -> None:
    found = rules(page(("Zaai mee", "l"), ("Kasgroen", "lead")), page(("Zaai mee", "h=background")))
    assert found == Rules()


def test_headings_of_one_kind_and_lines_cut_out_everywhere_are_said() -> None:
    found = rules(page(("Hoe het lag", "h=background"), ("Kom binnen", "noise")))
    assert found.headings == {"background": ("hoe het lag",)}
    assert found.noise == ("kom binnen",)


def test_a_line_that_is_text_on_one_page_is_not_noise() -> None:
    assert rules(page(("Kom binnen", "noise")), page(("Kom binnen", ""))).noise == ()


def test_what_is_a_label_on_one_page_is_not_a_heading() -> None:
    found = rules(
        page(("Zaaimeester", "h=partners")), page(("Zaaimeester", "l"), ("Kasgroen", "lead"))
    )
    assert found.headings == {}


def test_what_the_layout_says_already_is_not_said_again() -> None:
    layout = make_layout("x", "recognise: [x]\nlabels: {lead: [zaaimeester]}\n")
    found = rules_of([page(("Zaaimeester", "l"), ("Kasgroen", "lead"))], LANDMARKS, layout)
    assert found.labels == {}


def test_the_text_of_a_layout_is_a_layout() -> None:
    said = Rules({"lead": ("zaaimeester",)}, {"background": ("hoe: het “lag”",)}, ("kom\u2028in",))
    layout = make_layout("x", layout_text(["zaai\x85goed", "- ja"], said, generic()))
    assert [line for line, _ in layout.recognise] == ["zaai\x85goed", "- ja"]
    assert layout.own.labels == {"zaaimeester": "lead"}
    assert layout.own.noise == ("kom\u2028in",)


@pytest.mark.parametrize("base", layouts(), ids=lambda layout: layout.name)
def test_a_layout_keeps_the_words_of_the_one_before_it(base: object) -> None:
    text = layout_text(["x"], Rules({"lead": ("zaaimeester",)}), base)  # type: ignore[arg-type]
    made = make_layout("x", text)
    assert made.own.labels == base.own.labels | {"zaaimeester": "lead"}  # type: ignore[attr-defined]
    assert set(made.own.noise) == set(base.own.noise)  # type: ignore[attr-defined]
    assert made.own.noise_sections == base.own.noise_sections  # type: ignore[attr-defined]
    assert made.identifier_scheme == base.identifier_scheme  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("marked", "label"),
    [
        ([], "text"),
        ([Marked("noise", "", 0, 4)], "noise"),
        ([Marked("title", "", 0, 10)], "title"),
        ([Marked("title", "+", 0, 10)], "title-more"),
        ([Marked("h", "background", 0, 10)], "heading-background"),
        ([Marked("h", "", 0, 10)], "heading-other"),
        ([Marked("l", "", 0, 4), Marked("lead", "", 5, 10)], "label"),
        ([Marked("lead", "", 2, 10)], "fact"),
        ([Marked("lead", "", 0, 4)], "text"),
    ],
)
def test_the_label_of_a_line(marked: list[Marked], label: str) -> None:
    assert line_label("0123456789", marked) == label
