"""Words as they are compared are the same, whether or not it is kept how they are written."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from conftest import Run, write_records
from projectkit.search.analysis import index_words, written_index_words
from projectkit.search.fold import words, written_words

LOOSE = unicodedata.normalize("NFD", "Coördinatie van Café-restaurants in één poëzieweek")


@given(st.text() | st.text("ae\u0301\u0302-'_ ™Ⓐßﬁ½.", max_size=12))
@example(LOOSE)
@example("De é-y, x\u0302y-z en Ⓐbc™ (¼-liter)")
def test_the_words_of_a_text_are_the_same_as_they_are_written(text: str) -> None:
    assert [word for word, _ in written_words(text)] == words(text)
    assert [word for word, _ in written_index_words(text)] == index_words(text)


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
