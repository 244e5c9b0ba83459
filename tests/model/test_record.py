from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from projectkit.model import record as model
from projectkit.model.labels import LABELS, PARTS
from projectkit.model.partial_date import first_day, last_day
from projectkit.model.slug import PATTERN, slug
from projectkit.model.source import numbers, ranges

DESIGNED = [
    "schema_version",
    "id",
    "kind",
    "title",
    "alternate_titles",
    "language",
    "status",
    "start_date",
    "end_date",
    "page_date",
    "progress_percent",
    "themes",
    "identifiers",
    "funding",
    "organisations",
    "persons",
    "sections",
    "subprojects",
    "links",
    "source",
]


def test_the_fields_are_those_of_the_design_in_order() -> None:
    assert list(model.Record.model_fields) == DESIGNED


def test_every_field_has_a_dutch_and_an_english_label() -> None:
    models = {
        part.__name__: list(part.model_fields)
        for part in (model.Record, *model.RecordPart.__subclasses__())
    }
    assert {name: list(fields) for name, fields in LABELS.items()} == models
    assert all(
        dutch and english for fields in LABELS.values() for dutch, english in fields.values()
    )


def test_the_items_of_a_list_have_the_model_that_their_labels_are_of() -> None:
    for name, part in PARTS.items():
        assert (
            repr(model.Record.model_fields[name].annotation)
            == f"tuple[projectkit.model.record.{part}, ...]"
        )


def test_records_are_frozen_and_refuse_unknown_keys() -> None:
    record = model.Record(id="x")
    with pytest.raises(ValidationError):
        record.title = "y"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        model.Record.model_validate({"id": "x", "titel": "y"})


@pytest.mark.parametrize("text", ["2009", "2009-09", "2009-09-01", "2024-02-29"])
def test_partial_dates_keep_their_precision(text: str) -> None:
    assert model.Record(id="x", start_date=text).start_date == text


@pytest.mark.parametrize(
    "text",
    [
        "2009-13",
        "2023-02-29",
        "09",
        "2009-9",
        "1-9-2009",
        "2009-09-01T00:00",
        "0000",
        "２００９",
        "2009\n",
    ],
)
def test_what_is_no_partial_date_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        model.Record(id="x", start_date=text)


@pytest.mark.parametrize("text", ["1.000", "1_0", "+1", "1e1", "", " 1", "0123"])
def test_numbers_are_not_guessed(text: str) -> None:
    with pytest.raises(ValidationError):
        model.Record(id="x", progress_percent=text)


@pytest.mark.parametrize("text", ["300.000", "1e5", "NaN", "-1", "1,50", "1.505"])
def test_amounts_are_not_guessed(text: str) -> None:
    with pytest.raises(ValidationError):
        model.Funding(amount=text)


def test_first_and_last_day_of_a_partial_date() -> None:
    assert [first_day(text).isoformat() for text in ("2024", "2024-02")] == [
        "2024-01-01",
        "2024-02-01",
    ]
    assert [last_day(text).isoformat() for text in ("2024", "2024-02")] == [
        "2024-12-31",
        "2024-02-29",
    ]


@given(st.text())
def test_a_slug_is_safe_everywhere(text: str) -> None:
    made = slug(text)
    assert made == "" or re.fullmatch(PATTERN, made)
    assert len(made) <= 60


def test_a_slug_reads_like_its_text() -> None:
    assert (
        slug("Eén dossier: co-creatie in ’t Gooi & IJsselmeer!")
        == "een-dossier-co-creatie-in-t-gooi-ijsselmeer"
    )


@given(st.sets(st.integers(1, 1000), max_size=30))
def test_line_ranges_are_the_numbers_they_came_from(lines: set[int]) -> None:
    assert set(numbers(" ".join(ranges(lines)))) == lines
