"""A layout teaches a site: its words, its noise, who numbers its projects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from projectkit.parsing.layout import LayoutError, make_layout
from projectkit.parsing.page import parse_page
from projectkit.reading.lines import split_lines

PAGE = """\
Samen slim slapen

Voortgangsfase: Lopend
Dossiercijfer: 0123.45

Dit speelt er

Wie slecht slaapt, is overdag niet vooruit te branden, en dat merkt de hele afdeling.

Doe mee aan onze lezing!
"""
LAYOUT = """\
recognise: ["Dossiercijfer: *"]
labels:
  status: [voortgangsfase]
  identifier: [dossiercijfer]
headings:
  background: ["dit speelt er"]
noise: ["doe mee aan *"]
identifier_scheme: slaapfonds
"""


def test_a_layout_changes_what_is_read() -> None:
    without = parse_page(PAGE.encode(), "x.txt", force=True).record
    record = parse_page(PAGE.encode(), "x.txt", layouts=(make_layout("slaap", LAYOUT),)).record
    assert without is not None
    assert all(item.scheme != "slaapfonds" for item in without.identifiers)
    assert record is not None
    assert (record.status, record.identifiers[0].scheme, record.identifiers[0].value) == (
        "active",
        "slaapfonds",
        "0123.45",
    )
    assert [(section.kind, section.heading) for section in record.sections] == [
        ("background", "Dit speelt er")
    ]
    assert record.source is not None
    assert (record.source.layout, record.source.boilerplate) == ("slaap", ("10",))


def test_a_layout_is_used_for_its_own_site_only() -> None:
    record = parse_page(
        PAGE.replace("Dossier", "Zaak").encode(),
        "x.txt",
        force=True,
        layouts=(make_layout("s", LAYOUT),),
    ).record
    assert record is not None
    assert record.source is not None
    assert record.source.layout == "generic"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "needs `recognise`"),
        ("recognise: []", "needs `recognise`"),
        ("recognise: [a]\nlabel: {}", "`label` is not an entry"),
        (
            "recognise: [a]\nnoise: x",
            "`noise` is not an entry of a layout, or of the wrong type",
        ),
        (
            "recognise: [a]\nlabels: {statuss: [x]}",
            "`labels: statuss` should be one of alternate_title",
        ),
        ("recognise: [a]\nheadings: {goal: x}", "with a list of words"),
        ("recognise: [a\n", "line 1, column 12"),
        ("recognise: [null]", "should be a text"),
        ("recognise: [a]\nnoise: [[a]]", "should be a text"),
        ("recognise: ['*a*a*a*a*a']", "at most 3 asterisks"),
    ],
)
def test_what_is_wrong_with_a_layout_is_said(text: str, message: str) -> None:
    with pytest.raises(LayoutError) as raised:
        make_layout("x", text)
    assert message in str(raised.value)


def test_layouts_in_the_catalogue_are_used(catalogue: Path, run: Run, write_page: Callable) -> None:
    write_page("slaap.txt", PAGE)
    (catalogue / "layouts").mkdir()
    (catalogue / "layouts/slaap.yaml").write_text(LAYOUT)
    assert run("ingest").code == 0
    assert run("show", "samen", "--json").json["status"] == "active"
    assert "status (labelled)" in run("explain", "samen").out
    (catalogue / "layouts/slaap.yaml").write_text("noise: [x]\n")
    answer = run("ingest")
    assert (answer.code, "layouts/slaap.yaml: a layout needs `recognise`" in answer.err) == (
        2,
        True,
    )


def test_layout_test_shows_what_would_change_and_writes_nothing(catalogue: Path, run: Run) -> None:
    (catalogue / "layouts").mkdir()
    (catalogue / "layouts/slaap.yaml").write_text(LAYOUT, "utf-8")
    (catalogue / "data/raw/a.txt").write_text(PAGE, "utf-8")
    answer = run("layout", "test", "layouts/slaap.yaml", "data/raw")
    assert answer.code == 0
    assert answer.out.startswith("data/raw/a.txt: recognised, changed; lines left over: ")
    assert "+- scheme: slaapfonds\n" in answer.out
    assert "source:" not in answer.out
    assert list((catalogue / "data/structured").iterdir()) == []
    (catalogue / "data/raw/b.txt").write_text("Iets anders\n", "utf-8")
    other = run("layout", "test", "layouts/slaap.yaml", "data/raw/b.txt")
    assert (other.code, other.out) == (
        1,
        "data/raw/b.txt: not recognised: there is no line `Dossiercijfer: *`\n",
    )


def test_a_layout_that_is_none_is_named_with_its_line(catalogue: Path, run: Run) -> None:
    (catalogue / "fout.yaml").write_text("recognise: [a\n", "utf-8")
    (catalogue / "data/raw/a.txt").write_text(PAGE, "utf-8")
    answer = run("layout", "test", "fout.yaml", "data/raw/a.txt")
    assert answer.code == 2
    assert "fout.yaml: line 1" in answer.err
    assert run("layout", "test", "nergens.yaml", "data/raw/a.txt").code == 2


@pytest.mark.parametrize(
    "line", ["1. Over ons", "Financier(s)", "- Menu -", "# Project #", "“Samen”"]
)
def test_a_site_is_recognised_by_a_line_as_the_page_writes_it(line: str) -> None:
    layout = make_layout("x", f"recognise: [{line!r}]\n")
    assert layout.missing(split_lines(f"Titel\n{line}\n")) == ()


def test_unknown_words_are_counted_over_a_run(catalogue: Path, run: Run) -> None:
    page = PAGE.replace("Dit speelt er", "Waar het om draait")
    for name in "ab":
        (catalogue / f"data/raw/{name}.txt").write_text(
            page.replace("Samen", f"Samen {name}"), "utf-8"
        )
    (catalogue / "data/raw/c.txt").write_text(
        "Een titel\n\nStatus: Lopend\nWijkcode: 12\n\nDoel\n\nJongeren slapen beter door een vast ritme.\n",
        "utf-8",
    )
    answer = run("ingest", "--unknown", "--force", "--json")
    assert [
        (word["kind"], word["text"], word["pages"], word["page"]) for word in answer.json["unknown"]
    ] == [
        ("heading", "Waar het om draait", 2, "data/raw/a.txt"),
        ("label", "Dossiercijfer", 2, "data/raw/a.txt"),
        ("label", "Voortgangsfase", 2, "data/raw/a.txt"),
        ("label", "Wijkcode", 1, "data/raw/c.txt"),
    ]
    # Unchanged pages are counted as well, and stay as they are.
    again = run("ingest", "--unknown")
    assert again.out.splitlines()[0] == "unknown\theading\t2\tWaar het om draait\tdata/raw/a.txt"
    assert "3 unchanged" in again.err
