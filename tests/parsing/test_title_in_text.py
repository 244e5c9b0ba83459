"""What holds when running text is searched for the name of its project, whatever the weights."""

from __future__ import annotations

import pytest
from tools.train.annotated import AnnotatedPage, read_annotated
from tools.train.examples import PAGES

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.findings.title_in_text import (
    BEGINS,
    GOES_ON,
    Sentence,
    named_in_text,
    sentences,
)
from projectkit.parsing.models import model
from projectkit.parsing.page import parse_page, tagged
from projectkit.reading.page import read_page

SAMPLE = [read_annotated(path) for path in sorted(PAGES.glob("*.page"))[::120]]
NO_HEADING = (
    "In het project Koffie op de stoep onderzoekt Hogeschool Utrecht hoe buren elkaar leren kennen. "
    "Bewoners van Ede zetten een bank voor hun deur. Koffie op de stoep loopt van 2021 tot 2023.\n"
)


def tagged_page(text: str) -> Page:
    return tagged(read_page(text.encode(), "a.txt"), "a.txt")


def sentences_of(text: str) -> list[Sentence]:
    return list(sentences(tagged_page(text)))


def features_of(text: str, word: str) -> list[str]:
    """The evidence on the first time that a text says a word."""
    return next(
        features
        for sentence in sentences_of(text)
        for token, features in zip(sentence.tokens, sentence.features, strict=True)
        if token.text == word
    )


@pytest.mark.parametrize("page", SAMPLE, ids=lambda page: page.name)
def test_names_are_words_of_one_sentence_with_their_probability(page: AnnotatedPage) -> None:
    read = tagged_page(page.text)
    places = {
        (each.place, token.start, last.end)
        for each in sentences(read)
        for at, token in enumerate(each.tokens)
        for last in each.tokens[at:]
    }
    for span in named_in_text(read):
        assert 0 < span.certainty <= 1
        assert (span.place, span.start, span.end) in places
        assert span.text == span.text.strip()
        assert span.text[0].isupper() or span.text[0].isdigit()
        assert len(span.text.split()) <= 12


def test_a_name_is_as_probable_as_its_words_go_on() -> None:
    page = tagged_page(NO_HEADING)
    best = max(named_in_text(page), key=lambda span: span.certainty)
    sentence = next(each for each in sentences(page) if each.tokens[0].start <= best.start)
    first = [token.start for token in sentence.tokens].index(best.start)
    last = [token.end for token in sentence.tokens].index(best.end)
    mentions_model = model("mentions")
    mentions_model.tag(sentence.features)
    inside = [mentions_model.marginal(GOES_ON, at) for at in range(first + 1, last + 2)]
    reaches = min(mentions_model.marginal(BEGINS, first), *inside[:-1])
    assert best.text == "Koffie op de stoep"
    assert best.certainty == pytest.approx(reaches - min(reaches, inside[-1]))


def test_the_title_of_a_page_without_a_heading_is_the_name_that_its_text_gives_it() -> None:
    record = parse_page(NO_HEADING.encode(), "a.txt", force=True).record
    assert record is not None
    assert record.title == "Koffie op de stoep"


def test_sentences_without_names_are_left_out() -> None:
    text = "De buren koken samen en eten mee. Dan wast wie wil af. Ook Anna uit Ede komt elke week."
    (sentence,) = sentences_of(f"Zilt\n\n{text}\n")
    assert [token.text for token in sentence.tokens][:3] == ["Ook", "Anna", "uit"]


def test_labels_and_lists_are_no_running_text() -> None:
    assert not sentences_of("Zilt\n\nPartners\n- Hogeschool Utrecht\n- gemeente Ede\n")


def test_the_evidence_is_the_word_its_neighbours_and_the_noun_before_it() -> None:
    found = features_of(NO_HEADING, "Koffie")
    assert {"word=koffie", "form=capital", "-1=project", "+1=op", "noun1"} <= set(found)
    assert "no-noun" in features_of(NO_HEADING, "In")


def test_a_noun_of_any_length_is_told_from_other_words() -> None:
    text = (
        "Zilt\n\nIn het samenwerkingsproject Kade Drie leren buren uit Ede elkaar beter kennen.\n"
    )
    assert "noun1" in features_of(text, "Kade")


def test_what_the_model_of_words_found_is_evidence() -> None:
    found = features_of(NO_HEADING, "Hogeschool")
    tag = next(each for each in found if each.startswith("span-begins="))
    assert f"span={tag.partition('=')[2]}" in features_of(NO_HEADING, "Utrecht")
    assert "no-span" in features_of(NO_HEADING, "hoe")


def test_a_word_that_also_comes_in_small_letters_is_told_from_a_name() -> None:
    text = "Zilt\n\nMet Koffie leren buren elkaar kennen, en wie geen koffie lust, krijgt in Ede thee.\n"
    assert "also-small" in features_of(text, "Koffie")
    assert "also-small" not in features_of(text, "Ede")


def test_a_page_without_running_text_names_nothing_in_it() -> None:
    assert not list(named_in_text(tagged_page("Zilt\n\nPenvoerder\nHogeschool Utrecht\n")))
