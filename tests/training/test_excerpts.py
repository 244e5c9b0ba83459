"""Excerpts of annotated pages: shorter, without boilerplate, with the answers that remain."""

from __future__ import annotations

import pytest
from tools.train.annotated import AnnotatedLine, AnnotatedPage, Annotation, read_annotated
from tools.train.examples import PAGES, Example, Form
from tools.train.excerpts import excerpt
from tools.train.variants import with_variants

PLACES = range(12)


@pytest.fixture(scope="module")
def pages() -> list[AnnotatedPage]:
    """Every fiftieth annotated page."""
    return [read_annotated(path) for path in sorted(PAGES.glob("*.page"))[::50]]


def texts(page: AnnotatedPage) -> list[str]:
    return [line.text for line in page.lines if line.text.strip()]


def is_only_boilerplate(page: AnnotatedPage, text: str) -> bool:
    lines = [line for line in page.lines if line.text == text]
    return all(any(found.tag == "noise" for found in line.annotations) for line in lines)


@pytest.mark.parametrize("place", PLACES)
def test_an_excerpt_has_lines_of_its_page_in_order_under_an_address(
    pages: list[AnnotatedPage], place: int
) -> None:
    for page in pages:
        address, *kept = texts(excerpt(page, place))
        assert address.startswith("https://www.")
        left = iter(texts(page))
        assert all(text in left for text in kept), page.name
        assert not any(is_only_boilerplate(page, text) for text in kept), page.name


def test_places_decide_how_much_is_left_and_how_the_address_is_made(
    pages: list[AnnotatedPage],
) -> None:
    long = max(pages, key=lambda page: len(page.text))
    made = [texts(excerpt(long, place)) for place in PLACES]
    assert len({len(kept) for kept in made}) > len(PLACES) // 3
    assert len({kept[0] for kept in made}) > len(PLACES) // 3


def test_the_answers_of_an_excerpt_are_found_on_its_lines(pages: list[AnnotatedPage]) -> None:
    for page in pages:
        shorter = excerpt(page, 0)
        example = Example(shorter, "page.txt", shorter.text.encode(), Form.EXCERPT)
        assert example.is_whole, page.name
        assert example.saved.url == texts(shorter)[0]


def test_projects_and_other_pages_have_excerpts(pages: list[AnnotatedPage]) -> None:
    for are_projects in (True, False):
        chosen = [page for page in pages if page.is_project is are_projects][:5]
        examples = [Example(page, "page.txt", page.text.encode()) for page in chosen]
        assert any(made.form is Form.EXCERPT for made in with_variants(examples))


@pytest.mark.parametrize("place", PLACES)
def test_an_excerpt_of_nothing_but_boilerplate_is_its_address(place: int) -> None:
    lines = (AnnotatedLine("Menu", (Annotation("noise", (), 0, 4),)),)
    page = AnnotatedPage("a-01-menu", {"not_a_project": "menu"}, lines)
    assert len(texts(excerpt(page, place))) == 1
