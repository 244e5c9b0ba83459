"""Where a search ends, what its passages show, and which records are like each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run, write_records
from projectkit.model.labels import COLUMNS, LABELS
from projectkit.search.fields import field
from projectkit.search.filler import says_something
from projectkit.search.passage import passage

RECORDS = {
    "keten": "title: De keten\nthemes: [Jeugdzorg]\nsections:\n- {kind: goal, text: In de jeugdzorg werken wij samen.}\n",
    "nacht": "title: De nacht\nsections:\n- {kind: goal, text: De nacht in de jeugdzorg duurt lang.}\n",
    "premie": "title: De premie\nsections:\n- {kind: goal, text: Wie achttien wordt betaalt zorg en een zorgpremie.}\n",
    "wijk": "title: De wijk\nsections:\n- {kind: goal, text: Goede zorg voor wie in de wijk woont.}\n",
    "dorp": "title: Het dorp\norganisations:\n- {name: Stichting Zorgkracht, role: lead}\nsections:\n- {kind: goal, text: Een dorp met zorg.}\n",
    "of": "title: 'Thuis OF weg: (NIET) \"zelf\" kiezen [pilot'\nsections:\n- {kind: goal, text: Ouderen kiezen zelf.}\n",
    "nooit": "title: NIET alleen\nsections:\n- {kind: goal, text: Eenzame ouderen alleen thuis.}\n",
    "titel": "title: Buurtkracht\nsections:\n- {kind: goal, text: Iets.}\n",
    "noemt": "title: Anders\nsections:\n- {kind: goal, text: 'Buurtkracht, buurtkracht en nog eens buurtkracht: buurtkracht!'}\n",
}  # fmt: skip


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    write_records(tmp_path, RECORDS)
    return tmp_path


@pytest.mark.usefixtures("catalogue")
def test_what_shares_only_a_part_is_left_out_and_told(run: Run) -> None:
    answer = run("search", "jeugdzorg")
    assert [line.split("\t")[0] for line in answer.out.splitlines()] == ["keten", "nacht"]
    assert answer.err == "weaker matches are left out: --all\n"
    assert {hit["id"]: hit["weak"] for hit in run("search", "jeugdzorg", "--json").json} == {
        "keten": False,
        "nacht": False,
    }


@pytest.mark.usefixtures("catalogue")
def test_all_adds_weaker_matches_with_a_mark(run: Run) -> None:
    answer = run("search", "jeugdzorg", "--all")
    rows = [line.split("\t") for line in answer.out.splitlines()]
    assert {row[0] for row in rows} == {"keten", "nacht", "premie", "wijk", "dorp"}
    assert [row[-1] == "weak" for row in rows] == [False, False, True, True, True]
    assert answer.err == ""
    marks = [hit["weak"] for hit in run("search", "jeugdzorg", "--all", "--json").json]
    assert marks == [False, False, True, True, True]


@pytest.mark.usefixtures("catalogue")
def test_a_number_is_filled_up_with_weaker_matches(run: Run) -> None:
    hits = run("search", "jeugdzorg", "--json", "--limit", "3").json
    assert [hit["weak"] for hit in hits] == [False, False, True]


@pytest.mark.usefixtures("catalogue")
def test_facets_and_sorting_are_of_what_is_meant(run: Run) -> None:
    assert run("search", "jeugdzorg", "--facets", "id").out.count("\n") == 2
    assert run("search", "jeugdzorg", "--facets", "id", "--all").out.count("\n") == 5
    assert run("search", "jeugdzorg", "--sort", "-title", "--columns", "id").out == "nacht\nketen\n"


@pytest.mark.usefixtures("catalogue")
def test_a_phrase_and_a_field_are_met_or_not(run: Run) -> None:
    assert {hit["weak"] for hit in run("search", '"zorg"', "--json").json} == {False}
    assert [hit["id"] for hit in run("search", "zorg", "penvoerder:zorgkracht", "--json").json] == [
        "dorp"
    ]


@pytest.mark.usefixtures("catalogue")
def test_each_passage_shows_why_the_record_was_found(run: Run) -> None:
    found = {
        hit["id"]: hit["snippet"] for hit in run("search", "jeugdzorg", "--all", "--json").json
    }
    assert "jeugdzorg" in found["nacht"]
    assert all("zorg" in snippet for snippet in found.values())
    (dorp,) = run("search", "zorgkracht", "--json").json
    assert dorp["snippet"] == "organisations: Stichting Zorgkracht"


def test_marks_are_of_words_that_answer() -> None:
    shown = passage(
        ["Een budgetcoach helpt.", "Wie schulden heeft, krijgt hulp."], ["schuldhulp"], ["schuld"]
    )
    assert [shown.text[start:end] for start, end in shown.marks] == ["schulden"]
    both = passage(["Een plan. " * 30 + "Het gezin en de wijk.", "Het gezin."], ["gezin", "wijk"])
    assert [both.text[start:end] for start, end in both.marks] == ["gezin", "wijk"]


@pytest.mark.parametrize(
    ("title", "record"),
    [
        ('Thuis OF weg: (NIET) "zelf" kiezen [pilot', "of"),
        ("THUIS OF WEG (NIET) ZELF KIEZEN PILOT", "of"),
        ("NIET alleen", "nooit"),
        ("niet ALLEEN", "nooit"),
        ("buurtkracht", "titel"),
        ("Het dorp", "dorp"),
        ("de premie", "premie"),
    ],
)
@pytest.mark.usefixtures("catalogue")
def test_a_title_finds_its_record_first(title: str, record: str, run: Run) -> None:
    answer = run("search", "--json", "--", title)
    assert answer.json[0]["id"] == record
    assert not answer.json[0]["weak"]


@pytest.mark.usefixtures("catalogue")
def test_what_is_no_title_is_still_refused(run: Run) -> None:
    assert run("search", "Thuis OF").code == 2
    assert run("search", '"open').code == 2


@pytest.mark.usefixtures("catalogue")
def test_why_is_told_in_plain_words(run: Run) -> None:
    told = run("search", "jeugdzorg", "--why", "premie", "--json").json
    assert told["weak"]
    assert {(each["way"], *each["found"]) for each in told["reasons"]} == {
        ("part", "zorg", "zorgpremie")
    }
    strong = run("search", "jeugdzorg", "--why", "nacht")
    assert "it has the word `jeugdzorg` itself" in strong.out


def test_similar_ignores_filler_and_ends(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "data/structured"
    folder.mkdir(parents=True)
    filler = "De doelgroep heeft daarna een afspraak. Daarna heeft de doelgroep weer een afspraak."
    texts = {
        "een": "Pleegkinderen slapen slecht. Pleegkinderen krijgen een slaapplan.",
        "twee": "Pleegkinderen met een slaapplan. Het slaapplan helpt pleegkinderen.",
        "drie": "Dijken langs de rivier. De rivier stijgt en dijken breken.",
    }
    for name, text in texts.items():
        sections = f"- {{kind: goal, text: '{text} {filler}'}}"
        (folder / f"{name}.yaml").write_text(
            f"id: {name}\ntitle: Project {name}\nsections:\n{sections}\n"
        )
    (found,) = run("similar", "een", "--json").json
    assert found["id"] == "twee"
    assert set(found["shared"]["words"]) == {"Pleegkinderen", "slaapplan"}
    assert 0 < found["score"] <= 1
    assert run("similar", "drie").out == ""


@pytest.mark.parametrize("word", ["heeft", "daarna", "doelgroep", "2015", "van", "projecten"])
def test_filler_says_nothing(word: str) -> None:
    assert not says_something(word)
    assert says_something("pleegkinderen")


LABELLED = [
    label for labels in (*LABELS.values(), COLUMNS) for pair in labels.values() for label in pair
]


@pytest.mark.parametrize("label", sorted({*LABELLED, "Budget", "Startjaar", "Thema’s", "running"}))
def test_every_label_is_the_name_of_a_field(label: str) -> None:
    assert field(label) == field(label.replace(" ", "_").upper())


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("asked", ["id", "titel", "thema", "penvoerder"])
def test_labels_above_columns_can_be_asked(asked: str, run: Run) -> None:
    for language in ("nl", "en"):
        label = field(asked).label(language)
        assert run("list", "--columns", label).code == 0
