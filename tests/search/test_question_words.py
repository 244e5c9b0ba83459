"""A question in a whole sentence is answered by what it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run, write_records
from projectkit.search.analysis import content_words, telling_words


@pytest.mark.parametrize(
    ("question", "content"),
    [
        ("welke projecten gaan over eenzaamheid bij ouderen in Drenthe?", "eenzaamheid ouderen drenthe"),
        ("wat is er met betrekking tot jeugdzorg?", "jeugdzorg"),
        ("Hoe gaat het met schuldhulp", "schuldhulp"),
        ("zijn er projecten die te maken hebben met schulden?", "schulden"),
        ("loopt er iets op het gebied van dementie", "dementie"),
        ("projecten over mantelzorg", "mantelzorg"),
        ("wie doet onderzoek naar slapen in de jeugdzorg", "onderzoek slapen jeugdzorg"),
        ("toon alle projecten over schulden", "schulden"),
        ("welke projecten heeft Toon Bos", "toon bos"),
        ("which projects are about loneliness?", "loneliness"),
        # A capital within the question shows a name; one throughout, or of `I`, shows nothing.
        ("projecten van Stichting DOEN", "stichting doen"),
        ("welke projecten met een Green Deal", "green deal"),
        ("welke projecten hebben een green deal", "green deal"),
        ("projecten WIJ Groningen", "wij groningen"),
        ("WIJ Groningen projecten", "wij groningen"),
        ("Toon Hermans projecten", "toon hermans"),
        ("toon Drentse projecten", "drentse"),
        ("Geef projecten van Over Morgen", "morgen"),
        ("WELKE PROJECTEN GAAN OVER SCHULDEN?", "schulden"),
        ("which projects do I have about debts", "debts"),
        # What asks nothing has no words of a question.
        ("ouderen gaan verhuizen", "ouderen gaan verhuizen"),
        ("lopen met dementie", "lopen dementie"),
        ("Toon Bos", "toon bos"),
        ("WHO richtlijn", "who richtlijn"),
        ("project mantelzorg", "project mantelzorg"),
        ("gebied betrekking", "gebied betrekking"),
        # Where nothing else is left, the words count as they stand.
        ("welke projecten lopen er", "welke projecten lopen"),
        ("hoe", "hoe"),
        ("over de", "over de"),
    ],
)  # fmt: skip
def test_the_words_of_a_question_that_say_what_it_is_about(question: str, content: str) -> None:
    assert content_words(question) == content.split()


def test_a_question_may_be_about_nothing() -> None:
    assert telling_words("welke projecten lopen er?") == []


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    filler = "Welke projecten gaan over wat, en welke projecten lopen er? Welke gaan er over?"
    write_records(
        tmp_path,
        {
            "eenzaam": "title: Samen\nsections:\n- {kind: goal, text: Eenzaamheid bij ouderen in Drenthe.}\n",
            "vragen": f"title: Vragen\nsections:\n- {{kind: goal, text: '{filler}'}}\n",
            "dijken": "title: Dijken\nsections:\n- {kind: goal, text: 'Dijken zijn hoog. Projecten.'}\n",
        },
    )
    return tmp_path


def _ids(run: Run, *query: str) -> list[str]:
    return [line.split("\t")[0] for line in run("search", *query).out.splitlines()]


@pytest.mark.usefixtures("catalogue")
def test_a_question_is_not_answered_by_its_filler(run: Run) -> None:
    question = "welke projecten gaan over eenzaamheid bij ouderen in Drenthe?"
    assert _ids(run, question) == ["eenzaam"]
    assert _ids(run, *question.split()) == ["eenzaam"]
    (found,) = run("search", question, "--json").json
    assert "Eenzaamheid bij ouderen" in found["snippet"]
    assert _ids(run, 'welke projecten gaan over "bij ouderen"?') == ["eenzaam"]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("projecten van Stichting DOEN", "Stichting DOEN"),
        ("welke projecten met een Green Deal", "Green Deal"),
        ("projecten WIJ Groningen", "WIJ Groningen"),
        ("Toon Hermans projecten", "Toon Hermans"),
    ],
)
def test_the_record_with_the_name_in_a_question_comes_first(
    tmp_path: Path, run: Run, question: str, first: str
) -> None:
    names = ["Stichting DOEN", "Green Deal", "WIJ Groningen", "Toon Hermans"]
    others = ["Stichting Buurt", "Green Office", "Stad Groningen", "Anna Hermans"]
    write_records(
        tmp_path,
        {
            f"r{at}": f"title: Samen {at}\norganisations:\n- {{name: {name}, role: lead}}\n"
            for at, name in enumerate([*others, *names])
        },
    )
    assert _ids(run, question)[0] == f"r{4 + names.index(first)}"


@pytest.mark.parametrize(
    ("question", "conditions"),
    [
        ("welke projecten lopen er actief:nu", "actief:nu"),
        ("projects active:now", "actief:nu"),
        ("welke projecten status:lopend", "status:lopend"),
        ("welke projecten lopen er NOT thema:zorg", "NOT thema:zorg"),
        ("projecten over (status:lopend OR thema:zorg)", "status:lopend OR thema:zorg"),
    ],
)
def test_words_of_a_question_count_for_nothing_beside_a_condition(
    tmp_path: Path, run: Run, question: str, conditions: str
) -> None:
    write_records(
        tmp_path,
        {
            "dijk": "title: Dijken\nstatus: active\n",
            "wonen": "title: Wonen\nstatus: active\nthemes: [Zorg]\n",
            "klaar": "title: Welke projecten lopen er\nstatus: completed\n",
        },
    )
    found = _ids(run, question)
    assert found == _ids(run, conditions)
    assert "dijk" in found


@pytest.mark.usefixtures("catalogue")
def test_filler_by_itself_and_in_quotes_finds_what_it_says(run: Run) -> None:
    assert _ids(run, "welke projecten lopen er?")[0] == "vragen"
    assert _ids(run, '"welke projecten gaan" over eenzaamheid') == ["vragen"]
