"""What makes two items the same thing, and that whoever joins, imports or checks records agrees on it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.catalogue.join import joined
from projectkit.catalogue.merge import merge
from projectkit.importing.merge import merged
from projectkit.model import record as model
from projectkit.model.identity import NAMED_BY, key, repeats, same, says_all_of, statement
from projectkit.model.labels import PARTS
from projectkit.model.record import Record
from projectkit.store.stored import plain
from projectkit.validation.doubles import doubles
from strategies import records

# Few values, so that items often are the same or nearly so.
words = st.sampled_from(["HU", "hu ", "Bö", "Bo\u0308", "Bo", "a-b", "ab"])
maybe = st.none() | words


def few(*parts: Any) -> st.SearchStrategy:
    return st.lists(st.one_of(*parts), max_size=4).map(tuple)


alike = st.builds(
    Record,
    id=st.just("x"),
    title=maybe,
    alternate_titles=few(words),
    themes=few(words),
    identifiers=few(st.builds(model.Identifier, scheme=words, value=words)),
    funding=few(
        st.builds(
            model.Funding,
            funder=maybe,
            programme=maybe,
            amount=st.sampled_from([None, "0", "1000", "1000.00"]),
        )
    ),
    organisations=few(
        st.builds(
            model.Organisation,
            name=words,
            role=st.sampled_from(["lead", "funder", "other"]),
            unit=maybe,
        )
    ),
    persons=few(
        st.builds(
            model.Person,
            name=words,
            roles=st.lists(st.sampled_from(["contact", "lector"]), max_size=2).map(tuple),
            email=maybe,
        )
    ),
    sections=few(
        st.builds(
            model.Section, kind=st.sampled_from(["goal", "other"]), heading=maybe, text=maybe.map(lambda text: text or "")
        )
    ),
    subprojects=few(
        st.builds(model.Subproject, title=words, text=maybe.map(lambda text: text or ""))
    ),
    links=few(
        st.builds(
            model.Link,
            url=st.sampled_from(["https://x.nl/A", "https://X.nl/A/", "https://x.nl/a"]),
            label=maybe,
        )
    ),
)  # fmt: skip


def without_doubles(record: Record) -> Record:
    kept: dict[str, tuple[Any, ...]] = {}
    for field in NAMED_BY:
        items = list(getattr(record, field))
        while again := list(repeats(field, items)):
            del items[again[0]]
        kept[field] = tuple(items)
    return record.model_copy(update=kept)


@pytest.mark.parametrize(
    ("field", "one", "other", "expected"),
    [
        ("themes", "Zorg", "zorg", True),
        ("themes", "Jeugd  en zorg", " jeugd en zorg", True),
        ("themes", "Reünie", "Reu\u0308nie", True),
        ("themes", "Reünie", "Reunie", False),
        ("themes", "co-creatie", "cocreatie", False),
        ("identifiers", {"scheme": "zonmw", "value": "A1"}, {"scheme": "ZonMw", "value": "a1"}, True),
        ("identifiers", {"scheme": "zonmw", "value": "12-34"}, {"scheme": "zonmw", "value": "1234"}, False),
        ("identifiers", {"scheme": "zonmw", "value": "1"}, {"scheme": "nwo", "value": "1"}, False),
        ("organisations", {"name": "HU", "role": "lead"}, {"name": "hu", "role": "lead", "unit": "L"}, True),
        ("organisations", {"name": "HU", "role": "lead"}, {"name": "HU", "role": "funder"}, False),
        ("organisations", {"name": "Coöperatie", "role": "lead"}, {"name": "Cooperatie", "role": "lead", "unit": "L"}, True),
        ("organisations", {"name": "HU", "role": "lead", "unit": "L"}, {"name": "HU", "role": "lead", "unit": "M"}, False),
        ("persons", {"name": "Bo", "roles": ["contact"]}, {"name": "bo", "roles": ["lector"]}, True),
        ("persons", {"name": "Bo"}, {"name": "Bö"}, False),
        ("persons", {"name": "Bo", "organisation": "Zorg-coöperatie"}, {"name": "Bo", "organisation": "Zorgcooperatie"}, True),
        ("persons", {"name": "Bo", "email": "b@x.nl"}, {"name": "Bo", "email": "c@x.nl"}, False),
        ("funding", {"funder": "NWO"}, {"funder": "nwo", "amount": "1000"}, True),
        ("funding", {"funder": "Stichting De Brug"}, {"funder": "St. de Brug", "amount": "1000"}, True),
        ("funding", {"funder": "NWO", "amount": "1000"}, {"funder": "NWO", "amount": "2000"}, False),
        ("funding", {"funder": "NWO"}, {"funder": "NWO", "programme": "Veni"}, False),
        ("funding", {"amount": "1000"}, {"amount": "1000", "currency": "EUR"}, False),
        ("funding", {"amount": "1000"}, {"amount": "1000"}, True),
        ("sections", {"kind": "goal", "text": "A"}, {"kind": "goal", "text": "B"}, False),
        ("sections", {"kind": "goal", "heading": "Doel"}, {"kind": "goal", "heading": "doel", "text": "B"}, True),
        ("subprojects", {"title": "A", "text": ""}, {"title": "a", "text": "B"}, True),
        ("subprojects", {"title": "A", "text": "C"}, {"title": "A", "text": "B"}, False),
        ("links", {"url": "https://X.nl/A"}, {"url": "https://x.nl/A/"}, True),
        ("links", {"url": "https://x.nl/A"}, {"url": "https://x.nl/a"}, False),
        ("links", {"url": "https://a-b.nl"}, {"url": "https://ab.nl"}, False),
    ],
)  # fmt: skip
def test_what_makes_two_items_one(field: str, one: Any, other: Any, *, expected: bool) -> None:
    assert same(field, one, other) is expected
    assert same(field, other, one) is expected
    if field in PARTS:
        part = getattr(model, PARTS[field])
        assert same(field, part.model_validate(one), part.model_validate(other)) is expected


def test_every_list_of_a_record_has_a_key_of_parts_that_it_has() -> None:
    assert set(NAMED_BY) == {"alternate_titles", "themes", *PARTS}
    for field, part in PARTS.items():
        assert set(NAMED_BY[field]) <= set(getattr(model, part).model_fields)


@given(alike)
def test_an_item_says_all_of_itself_and_repeats_itself(record: Record) -> None:
    for field in NAMED_BY:
        for item in getattr(record, field):
            assert says_all_of(field, item, item)
            assert list(repeats(field, [item, item])) == [1]
            assert statement(field, item) == statement(field, item)


@given(records | alike)
def test_a_record_joined_with_itself_is_itself(record: Record) -> None:
    both = joined(record, record)
    assert both.record.model_copy(update={"source": record.source}) == record
    assert both.lost == ()


@given(alike.map(without_doubles), alike.map(without_doubles))
def test_what_join_made_has_no_doubles_and_lacks_nothing(first: Record, second: Record) -> None:
    made = joined(first, second).record
    assert list(doubles(made)) == []
    for field in NAMED_BY:
        items = getattr(made, field)
        for item in (*getattr(first, field), *getattr(second, field)):
            assert any(says_all_of(field, each, item) for each in items)


@given(alike, alike)
def test_what_join_made_says_nothing_that_neither_said(first: Record, second: Record) -> None:
    made = joined(first, second).record
    for field in set(NAMED_BY) - {"alternate_titles"}:
        known = {key(field, item) for each in (first, second) for item in getattr(each, field)}
        assert {key(field, item) for item in getattr(made, field)} == known


@given(alike, alike)
def test_joining_again_changes_nothing(first: Record, second: Record) -> None:
    once = joined(first, second).record
    assert joined(once, second).record.model_copy(update={"source": once.source}) == once


@given(alike, alike)
def test_reading_a_page_again_twice_changes_no_more_than_once(
    first: Record, second: Record
) -> None:
    once = merge(first, second).record
    assert merge(once, second).record == once


def without_only_ones(record: Record) -> Record:
    """Without a lead and a lone grant: what is said of these changes the one that there is."""
    partners = tuple(each for each in record.organisations if each.role != "lead")
    grants = record.funding if len(record.funding) > 1 else ()
    return record.model_copy(update={"organisations": partners, "funding": grants})


@given(alike, alike.map(without_doubles).map(without_only_ones))
def test_importing_twice_changes_no_more_than_once(first: Record, second: Record) -> None:
    said = {name: value for name, value in plain(second).items() if name not in {"id", "source"}}
    once = merged(plain(first), said)
    assert merged(once, said) == once


@pytest.mark.parametrize(
    ("name", "held", "said", "expected"),
    [
        ("organisations", {"name": "HU", "role": "lead"}, {"name": "HU", "role": "funder"}, ["lead", "funder"]),
        ("organisations", {"name": "HU", "role": "lead"}, {"name": "hu"}, ["lead"]),
        ("organisations", {"name": "HU", "role": "lead"}, {"name": "HU", "role": "other"}, ["lead"]),
        ("organisations", {"name": "HU", "role": "other"}, {"name": "HU", "role": "lead"}, ["lead"]),
        ("identifiers", {"scheme": "zonmw", "value": "1"}, {"scheme": "project_number", "value": "1"}, ["zonmw"]),
        ("identifiers", {"scheme": "project_number", "value": "1"}, {"scheme": "nwo", "value": "1"}, ["nwo"]),
        ("identifiers", {"scheme": "zonmw", "value": "1"}, {"scheme": "nwo", "value": "1"}, ["zonmw", "nwo"]),
        ("links", {"url": "https://a-b.nl"}, {"url": "https://ab.nl"}, ["https://a-b.nl", "https://ab.nl"]),
        ("links", {"url": "https://a.nl"}, {"url": "https://a.nl/"}, ["https://a.nl/"]),
        ("persons", {"name": "José"}, {"name": "Jose"}, ["José", "Jose"]),
    ],
)  # fmt: skip
def test_an_import_finds_what_is_meant(
    name: str, held: dict[str, str], said: dict[str, str], expected: list[str]
) -> None:
    part = {"organisations": "role", "identifiers": "scheme", "links": "url", "persons": "name"}
    made = merged({name: [held]}, {name: [said]})[name]
    assert [item[part[name]] for item in made] == expected


def test_what_an_import_says_twice_is_added_once() -> None:
    said = {"themes": ["Zorg", "zorg"], "persons": [{"name": "Bo"}, {"name": "bo"}]}
    assert merged({"themes": [], "persons": []}, said) == {
        "themes": ["Zorg"],
        "persons": [{"name": "Bo"}],
    }


def test_an_organisation_that_is_a_partner_does_not_take_the_name_of_the_lead() -> None:
    held = [{"name": "HU", "role": "partner"}, {"name": "HR", "role": "lead"}]
    made = merged({"organisations": held}, {"organisations": [{"name": "HU", "role": "lead"}]})
    assert [(item["name"], item["role"]) for item in made["organisations"]] == [
        ("HU", "partner"),
        ("HR", "lead"),
        ("HU", "lead"),
    ]
