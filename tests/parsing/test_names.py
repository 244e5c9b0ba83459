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
def test_all_mentions_of_a_name_in_one_role_are_equally_certain(page: AnnotatedPage) -> None:
    found: dict[tuple[str, Tag], set[float]] = {}
    for span in with_names_weighed(tagged_page(page.text)).spans:
        if span.tag in WEIGHED and span.chances:
            found.setdefault((comparable_name(span.text), span.tag), set()).add(span.certainty)
    assert all(len(certainties) == 1 for certainties in found.values())


def test_what_was_learned_about_a_site_is_not_weighed_again() -> None:
    page = tagged_page("Zilt\n\nHet project Zilt is van Hogeschool Utrecht en de gemeente Ede.\n")
    assert page.spans
    decided = replace(page, spans=tuple(replace(span, chances={}) for span in page.spans))
    assert not list(proposals(decided))
    assert with_names_weighed(decided) == decided


def test_a_page_without_names_proposes_none() -> None:
    assert not list(proposals(tagged_page("")))
