"""Where annotated pages name their projects in running text, with and without their heading."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.train.annotated import read_annotated
from tools.train.examples import PAGES, Example, Form
from tools.train.headless import headless, titles_in_text
from tools.train.mentions import mentions_of, titles_of

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.page import tagged
from projectkit.reading.page import read_page

TEXT = "In het project ‘Aan tafel’ koken buren uit Ede. Wie meedoet aan Aan tafel, eet ook mee met Jan."


def page_of(text: str) -> Page:
    return tagged(read_page(text.encode(), "a.txt"), "a.txt")


def names(titles: set[str], text: str) -> list[str]:
    """What the labels of the words mark as names of the project."""
    found: list[str] = []
    for features, labels in mentions_of(titles, page_of(f"Zilt\n\n{text}\n")):
        for word, label in zip(features, labels, strict=True):
            plain = next(each for each in word if each.startswith("word=")).partition("=")[2]
            if label == "B":
                found.append(plain)
            elif label == "I":
                found[-1] += f" {plain}"
    return found


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    pages = map(read_annotated, sorted(PAGES.glob("*.page"))[::60])
    read = [Example(page, f"{page.name}.txt", page.text.encode(), Form.ORIGINAL) for page in pages]
    return [example for example in read if example.is_original_project]


def test_every_mention_of_a_title_is_marked() -> None:
    assert names({"Aan tafel"}, TEXT) == ["aan tafel", "aan tafel"]


def test_the_longest_title_is_meant() -> None:
    text = "Het project Aan tafel in Ede is van buren uit Ede, en Aan tafel begon in Arnhem."
    assert names({"Aan tafel", "Aan tafel in Ede"}, text) == ["aan tafel in ede", "aan tafel"]


def test_what_stands_in_small_letters_is_no_name() -> None:
    assert names({"Aan tafel"}, "Buren uit Ede zitten samen aan tafel en praten met Jan.") == []


def test_a_short_word_at_the_beginning_of_a_sentence_is_no_name() -> None:
    assert (
        names({"Samen"}, "Samen koken buren uit Ede elke week voor Jan en voor alle anderen.") == []
    )
    assert names(
        {"Buurtkracht"}, "Buurtkracht laat buren uit Ede elke week voor elkaar koken en eten."
    ) == ["buurtkracht"]


def test_a_text_that_never_names_its_project_teaches_nothing() -> None:
    assert mentions_of({"Buurtkracht"}, page_of(f"Zilt\n\n{TEXT}\n")) == []


def test_a_project_is_also_called_what_stands_before_its_colon(tmp_path: Path) -> None:
    path = tmp_path / "x-01-a.page"
    path.write_text(
        "kind: project\nsite: a\n---\n<title>Zilt: boeren op zoute grond</title>\n", "utf-8"
    )
    assert titles_of(read_annotated(path)) == {"Zilt: boeren op zoute grond", "Zilt"}


def test_a_label_before_a_title_is_no_name(tmp_path: Path) -> None:
    path = tmp_path / "x-01-a.page"
    path.write_text(
        "kind: project\nsite: a\n---\n<title>Project: Brood verbindt</title>\n", "utf-8"
    )
    assert titles_of(read_annotated(path)) == {"Project: Brood verbindt"}


def test_a_page_without_its_heading_keeps_all_other_lines(examples: list[Example]) -> None:
    changed = 0
    for example in examples:
        rest = headless(example)
        kept = [line.text for line in rest.page.lines]
        gone = [line for line in example.page.lines if line.text not in kept]
        assert all(any(found.tag == "title" for found in line.annotations) for line in gone)
        assert rest.content.decode().count("\n") < example.content.decode().count("\n") or not gone
        changed += bool(gone)
    assert changed > len(examples) / 2


def test_titles_are_learned_from_texts_that_name_the_project(examples: list[Example]) -> None:
    taught = 0
    for example in examples:
        rest = headless(example)
        page = tagged(rest.saved, rest.name)
        found = titles_in_text(example, page)
        said = any(
            name.casefold() in mark.text.casefold()
            for mark in page.marks
            for name in titles_of(example.page)
        )
        assert said or not found
        taught += bool(found)
    assert 0 < taught < len(examples) / 2
