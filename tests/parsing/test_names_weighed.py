"""What holds when names are weighed by their whole page, whatever the weights."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tools.train.annotated import AnnotatedPage, read_annotated
from tools.train.examples import PAGES

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.names.weigh import WEIGHED, proposals, with_names_weighed
from projectkit.parsing.page import tagged
from projectkit.parsing.words.spans import Tag, comparable_name
from projectkit.reading.page import read_page

SAMPLE = [read_annotated(path) for path in sorted(PAGES.glob("*.page"))[::120]]


def tagged_page(text: str) -> Page:
    return tagged(read_page(text.encode(), "a.txt"), "a.txt")


@pytest.mark.parametrize("page", SAMPLE, ids=lambda page: page.name)
def test_weighing_changes_nothing_but_the_certainty_of_names(page: AnnotatedPage) -> None:
    before = tagged_page(page.text)
    after = with_names_weighed(before)
    for old, new in zip(before.spans, after.spans, strict=True):
        assert replace(new, certainty=old.certainty) == old
        assert 0 <= new.certainty <= 1
        assert new == old or (old.chances and old.tag in WEIGHED)


@pytest.mark.parametrize("page", SAMPLE, ids=lambda page: page.name)
def test_the_surer_mention_of_a_name_stays_the_surer(page: AnnotatedPage) -> None:
    before = tagged_page(page.text)
    after = with_names_weighed(before)
    mentions: dict[tuple[str, Tag], list[tuple[float, float]]] = {}
    for old, new in zip(before.spans, after.spans, strict=True):
        if new.certainty != old.certainty:
            name = (comparable_name(old.text), old.tag)
            mentions.setdefault(name, []).append((old.certainty, new.certainty))
    assert mentions
    for each in mentions.values():
        in_order = [new for _, new in sorted(each)]
        assert in_order == sorted(in_order)


def test_a_list_of_partners_is_left_to_the_list() -> None:
    before = tagged_page("Zilt\n\nPartners\n- Hogeschool Utrecht\n- De Vlonder\n- gemeente Ede\n")
    assert [span.tag for span in before.spans].count(Tag.PARTNER) == 3
    assert with_names_weighed(before) == before


def test_the_page_has_a_say_in_partners_of_running_text() -> None:
    before = tagged_page("Zilt\n\nIn het project Zilt werken wij samen met De Vlonder uit Ede.\n")
    (old,) = [span for span in before.spans if span.tag is Tag.PARTNER]
    (new,) = [span for span in with_names_weighed(before).spans if span.tag is Tag.PARTNER]
    assert old.text == "De Vlonder"
    assert new.certainty != old.certainty


def test_what_was_learned_about_a_site_is_not_weighed_again() -> None:
    page = tagged_page("Zilt\n\nHet project Zilt is van Hogeschool Utrecht en de gemeente Ede.\n")
    assert page.spans
    decided = replace(page, spans=tuple(replace(span, chances={}) for span in page.spans))
    assert not list(proposals(decided))
    assert with_names_weighed(decided) == decided


def test_a_page_without_names_proposes_none() -> None:
    assert not list(proposals(tagged_page("")))
