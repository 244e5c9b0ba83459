"""Other forms of annotated pages, from which the models learn what the texts alone do not show.

A stub is a page of a few lines, such as people save from a search result or write down by hand; for
a page that is not a project, it is the first lines. A web page has the lines of the page as
headings, paragraphs and boilerplate in its markup. An excerpt is the beginning of what is left
where only the text was saved, under its address. All of them name other organisations than the
page, and most have another title; in a renamed page, nothing else differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape

from tools.train.annotated import AnnotatedLine, AnnotatedPage
from tools.train.examples import Example, Form
from tools.train.excerpts import excerpt
from tools.train.joined import joined
from tools.train.renamed import renamed

_MOST_LINES = 7
_LONGEST_LINE = 160
_BLANK = AnnotatedLine("", ())


def with_variants(examples: list[Example]) -> Iterator[Example]:
    """The pages, each followed by another form of it if it has its turn."""
    for place, example in enumerate(examples):
        yield example
        forms = _forms_of(example)
        form = forms[place % len(forms)]
        other = form(renamed(joined(example.page)), place) if form else None
        if other is not None and other.is_whole:
            yield other


def _forms_of(example: Example) -> tuple[Callable[[AnnotatedPage, int], Example] | None, ...]:
    if not example.page.is_project:
        return _OF_OTHERS
    return _OF_PHRASES if example.is_phrase else _OF_PROJECTS


def _as_stub(page: AnnotatedPage, place: int) -> Example:
    return _text(_stub(page, place), Form.STUB)


def _as_beginning(page: AnnotatedPage, _place: int) -> Example:
    return _text(_beginning(page), Form.STUB)


def _as_excerpt(page: AnnotatedPage, place: int) -> Example:
    return _text(excerpt(page, place), Form.EXCERPT)


def _as_renamed(page: AnnotatedPage, _place: int) -> Example:
    return _text(page, Form.RENAMED)


def _as_web_page(page: AnnotatedPage, _place: int) -> Example:
    return Example(page, f"{page.name}.html", _web_page(page).encode(), Form.WEB)


# The other forms by turn; not all phrases get one, nor all pages that are no project.
_OF_PROJECTS = (_as_stub, _as_web_page, _as_excerpt, _as_renamed, _as_renamed)
_OF_PHRASES = (_as_stub, _as_web_page, _as_excerpt, None, None)
_OF_OTHERS = (_as_beginning, _as_excerpt, None)


def _text(page: AnnotatedPage, form: Form) -> Example:
    return Example(page, f"{page.name}.txt", page.text.encode(), form)


def _stub(page: AnnotatedPage, place: int) -> AnnotatedPage:
    """The title and some of the lines that state facts, with or without blank lines between."""
    titles = [
        line for line in page.lines if any(found.tag == "title" for found in line.annotations)
    ][:1]
    facts = [line for line in page.lines if _states(line) and line not in titles]
    first = place % max(1, len(facts) - _MOST_LINES)
    kept: list[AnnotatedLine] = []
    for line in facts[first : first + 1 + place % _MOST_LINES]:
        kept += [line] if place % 2 else [line, _BLANK]
    return replace(page, lines=(*titles, _BLANK, *kept))


def _beginning(page: AnnotatedPage) -> AnnotatedPage:
    """The first lines of a page."""
    texts = [place for place, line in enumerate(page.lines) if line.text.strip()]
    return replace(page, lines=page.lines[: max(texts[:_MOST_LINES], default=0) + 1])


def _states(line: AnnotatedLine) -> bool:
    tags = {found.tag for found in line.annotations}
    return bool(tags) and "noise" not in tags and len(line.text) <= _LONGEST_LINE


def _web_page(page: AnnotatedPage) -> str:
    """The page as a browser saves it: one element for each line."""
    body = "".join(_element(line) for line in page.lines if line.text.strip())
    head = f"<head><title>{escape(page.name)}</title></head>"
    return f"<!doctype html><html>{head}<body>\n{body}</body></html>\n"


def _element(line: AnnotatedLine) -> str:
    text, first = escape(line.text.strip()), line.annotations[0].tag if line.annotations else ""
    if first == "title" and line.annotations[0].start == 0:
        return f"<h1>{text}</h1>\n"
    if first == "h":
        return f"<h2>{text}</h2>\n"
    if first == "noise":
        return f"<div>{text}</div>\n"
    return f"<p>{text}</p>\n"
