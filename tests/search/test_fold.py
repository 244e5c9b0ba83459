"""Words as they are compared are the same, whether or not it is kept how they are written."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import Run, write_records
from projectkit.search.analysis import index_words, written_index_words
from projectkit.search.fold import fold, words, written_words
from projectkit.search.passage import passage

LOOSE = unicodedata.normalize("NFD", "Coördinatie van Café-restaurants in één poëzieweek")


@given(st.text() | st.text("ae\u0301\u0302-'_ ™Ⓐßﬁ½.", max_size=12))
@example(LOOSE)
@example("De é-y, x\u0302y-z en Ⓐbc™ (¼-liter)")
def test_the_words_of_a_text_are_the_same_as_they_are_written(text: str) -> None:
    assert [word for word, _ in written_words(text)] == words(text)
    assert [word for word, _ in written_index_words(text)] == index_words(text)


@pytest.mark.parametrize(
    "text",
    [
        LOOSE,
        "café-bezoek",
        "é-s",
        "co\u2011creatie",
        "co\u2010creatie",
        "co\u00adcreatie",
        "co\u00ad-creatie",
        "co-\u00adcreatie",
        "co\uff0dcreatie",
        "co\u200bcreatie",
        "cocreatie\u00ad",
        "Ǿ ǽ ǿ™",
    ],
)
def test_text_folds_to_the_same_however_it_is_encoded(text: str) -> None:
    forms = {fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert forms == {fold(text)}
    if "creatie" in text:
        assert fold(text) == "cocreatie"
    assert words(fold(text)) == words(text)


QUERIES = [
    "{}",
    '"{}"',
    "titel:{}",
    "titel:={}",
    "organisatie[naam:{}]",
    "sectie.doel:{}",
    "doel* {}",
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "spellings",
    [
        ("café-overleg", "cafe\u0301-overleg", "café\u2011overleg", "café\u00adoverleg", "cafeoverleg"),
        ("coördinatie", "coo\u0308rdinatie", "coör\u00addinatie", "coordinatie"),
    ],
    ids=["hyphen", "accent"],
)  # fmt: skip
def test_a_question_finds_every_spelling_of_a_word(
    tmp_path: Path, run: Run, spellings: tuple[str, ...], query: str
) -> None:
    write_records(
        tmp_path,
        {
            f"r{at}": f"title: {word}\norganisations:\n- {{name: {word}, role: lead}}\n"
            f"sections:\n- {{kind: goal, text: 'doelen {word}'}}\n"
            for at, word in enumerate(spellings)
        }
        | {"ander": "title: Ander\n"},
    )
    expected = sorted(f"r{at}" for at in range(len(spellings)))
    for word in spellings:
        asked = query.format(word)
        assert sorted(each["id"] for each in run("list", asked, "--json").json) == expected
        assert sorted(each["id"] for each in run("search", asked, "--json").json) == expected


def test_a_passage_marks_words_with_loose_accents_and_soft_hyphens_whole() -> None:
    text = unicodedata.normalize("NFD", "Een café-over\u00adleg helpt")
    found = passage([text], ["cafeoverleg"])
    ((start, end),) = found.marks
    assert fold(found.text[start:end]) == "cafeoverleg"


def test_a_question_with_loose_accents_is_corrected_by_whole_words(
    tmp_path: Path, run: Run
) -> None:
    write_records(tmp_path, {"een": "title: coördinatie\n"})
    asked = unicodedata.normalize("NFD", "titel:coördinaxie")
    assert "titel:coordinatie" in run("list", asked, "--lang", "nl").err


def test_a_word_with_loose_accents_is_written_whole() -> None:
    written = dict(written_words(LOOSE))
    assert written["coordinatie"] == "Coördinatie"
    assert written["poezieweek"] == "poëzieweek"


def test_records_share_words_with_loose_accents_and_words_that_are_cut(
    tmp_path: Path, run: Run
) -> None:
    long = "meetgegevensverzameling" * 4
    text = unicodedata.normalize("NFD", f"poëziebeleving coördinatiecentra {long}")
    write_records(
        tmp_path,
        {
            name: f"title: Titel {name}\nsections:\n- {{kind: goal, text: {text}}}\n"
            for name in ("een", "twee")
        }
        | {f"r{n}": f"title: Ander {n}\n" for n in range(12)},
    )
    (found,) = run("similar", "een", "--json").json
    assert found["id"] == "twee"
    shown = run("similar", "een").out
    assert "poëziebeleving" in shown
    assert "coördinatiecentra" in shown
    assert long[:64] in shown
