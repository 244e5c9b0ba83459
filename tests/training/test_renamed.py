"""Annotated pages with other names for their organisations, and another title."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tools.train.annotated import AnnotatedPage, read_annotated
from tools.train.examples import PAGES, PHRASES, THIN
from tools.train.renamed import ORGANISATIONS, TITLES, UNSEEN, renamed

from conftest import REPOSITORY
from projectkit.model.letters import without_accents

NAMES = ORGANISATIONS.read_text("utf-8").splitlines()
ORGANISATION_TAGS = {"lead", "partner", "funder", "org"}
RENAMED = {*ORGANISATION_TAGS, "title", "noise"}


@pytest.fixture(scope="module")
def pages() -> list[AnnotatedPage]:
    """Every fiftieth annotated page."""
    return [read_annotated(path) for path in sorted(PAGES.glob("*.page"))[::50]]


def organisations(page: AnnotatedPage) -> list[str]:
    return [words for found, words in page.marked() if found.tag in ORGANISATION_TAGS]


def titles(page: AnnotatedPage) -> list[str]:
    return [words for found, words in page.marked() if found.tag == "title"]


def page_of(folder: Path, text: str) -> AnnotatedPage:
    path = folder / "a-01-tuin.page"
    path.write_text(f"kind: project\n---\n{text}\n", "utf-8")
    return read_annotated(path)


def test_most_organisations_get_another_name(pages: list[AnnotatedPage]) -> None:
    before = [name for page in pages for name in organisations(page)]
    after = [name for page in pages for name in organisations(renamed(page))]
    assert len(before) == len(after)
    assert 0.5 < sum(new in NAMES for new in after) / len(after) < 0.9


def test_most_projects_get_another_title(pages: list[AnnotatedPage]) -> None:
    changed = [titles(page) != titles(renamed(page)) for page in pages if page.is_project]
    assert 0.4 < sum(changed) / len(changed) < 0.8


def test_all_else_that_is_marked_stays_as_it_is(pages: list[AnnotatedPage]) -> None:
    for page in pages:
        others = [each for each in page.whole() if each[0] not in RENAMED]
        assert [each for each in renamed(page).whole() if each[0] not in RENAMED] == others


def test_a_name_is_replaced_wherever_the_page_has_it_and_loses_its_article(tmp_path: Path) -> None:
    text = "De <partner>Stichting De Spade</partner> doet mee.\nVraag het Stichting De Spade."
    new = renamed(page_of(tmp_path, text))
    (name,) = organisations(new)
    assert name in NAMES
    assert new.text == f"{name} doet mee.\nVraag het {name}.\n"


def test_a_title_is_replaced_wherever_the_page_has_it(tmp_path: Path) -> None:
    text = "<noise>Home - Kiosk in het park</noise>\n<title>Kiosk in het park</title>\nMet Kiosk in het park."
    new = renamed(page_of(tmp_path, text))
    (title,) = titles(new)
    assert title in TITLES.read_text("utf-8").splitlines()
    assert new.text == f"Home - {title}\n{title}\nMet {title}.\n"


@pytest.mark.parametrize(
    "text",
    [
        "<partner>Stichting De</partner>\n<partner +>Spade</partner>",
        "<alt>Stichting De Spade helpt</alt>\n<partner>Stichting De Spade</partner>",
        "<partner>ai</partner>",
        "<title>Kiosk</title>",
        "<noise>https://www.park.example/kiosk-in-het-park</noise>\n<title>Kiosk in het park</title>",
        "<title>Kiosk in het park</title>\n<sub>Kiosk in het park 2</sub>",
        "Niemand doet mee.",
    ],
)
def test_a_name_that_could_not_be_replaced_everywhere_stays(tmp_path: Path, text: str) -> None:
    for number in range(8):  # by its name, each page keeps other names anyway
        page = replace(page_of(tmp_path, text), name=f"a-{number}-tuin")
        assert renamed(page) == page
        assert renamed(page, unseen=True) == page


@pytest.mark.gate
@pytest.mark.parametrize("path", UNSEEN, ids=lambda path: path.stem)
def test_no_page_that_is_learned_from_marks_a_name_that_is_measured_with(path: Path) -> None:
    learned = {name.casefold() for name in path.read_text("utf-8").splitlines()}
    for folder in (PAGES, PHRASES, THIN):
        for file in folder.glob("*.page"):
            learned |= {words.casefold() for _, words in read_annotated(file).marked()}
    measured = UNSEEN[path].read_text("utf-8").splitlines()
    assert len(measured) > 50
    assert not learned & {name.casefold() for name in measured}


def test_two_organisations_of_a_page_never_get_the_same_name(pages: list[AnnotatedPage]) -> None:
    for page in pages:
        assert len(set(organisations(renamed(page)))) == len(set(organisations(page))), page.name


def test_an_article_that_belongs_to_something_else_stays(tmp_path: Path) -> None:
    text = "<role p1>lid van de </role><partner>Stichting De Spade</partner>"
    (role, name) = [words for _, words in renamed(page_of(tmp_path, text)).marked()]
    assert role == "lid van de"
    assert name in NAMES


def test_the_same_page_gets_the_same_names_in_every_process() -> None:
    path = min(PAGES.glob("*.page"))
    code = f"""
from pathlib import Path
from tools.train.annotated import read_annotated
from tools.train.renamed import renamed
print(ascii(renamed(read_annotated(Path({str(path)!r}))).text))
"""
    texts = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(texts) == 1
    assert texts != {f"{read_annotated(path).text!a}\n"}


@pytest.mark.parametrize("path", [*UNSEEN, *UNSEEN.values()], ids=lambda path: path.stem)
def test_a_list_of_names_is_sorted_and_has_each_name_once(path: Path) -> None:
    names = path.read_text("utf-8").splitlines()
    keys = [without_accents(name).casefold() for name in names]
    assert keys == sorted(keys)
    assert len({name.casefold() for name in names}) == len(names)
