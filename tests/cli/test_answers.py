"""What `search`, `list`, `filter` and `similar` say besides the records: counts, reasons, what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run, write_records
from projectkit.cli.answers import _marked_lines

RECORDS = {
    "nachtrust": """title: Nachtrust in de jeugdzorg
status: active
start_date: '2020-03'
themes: [Jeugdzorg, Slaap]
organisations:
- {name: Hogeschool Duinrand, role: lead}
- {name: Gemeente Veen, role: partner}
persons:
- {name: Anna de Groot}
sections:
- {kind: goal, text: Pleegkinderen slapen beter met een dagboekmethode.}
""",
    "slaapplan": """title: Een slaapplan voor pleegkinderen
status: completed
start_date: '2018'
themes: [jeugdzorg]
organisations:
- {name: Hogeschool Duinrand, role: lead}
persons:
- {name: Anna de Groot}
sections:
- {kind: results, text: De dagboekmethode helpt.}
""",
    "dijken": "title: Groene dijken\nstatus: completed\nstart_date: '2018-05-01'\nthemes: [Water]\n",
}


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    write_records(tmp_path, RECORDS)
    return tmp_path


@pytest.mark.usefixtures("catalogue")
def test_facets_count_the_values_of_what_was_found(run: Run) -> None:
    told = run("search", "pleegkinderen", "--facets", "thema,status,jaar", "--json").json
    assert told["themes"] == [{"value": "Jeugdzorg", "count": 2}, {"value": "Slaap", "count": 1}]
    assert {each["value"]: each["count"] for each in told["status"]} == {
        "active": 1,
        "completed": 1,
    }
    assert {each["value"] for each in told["year"]} == {"2018", "2020"}
    assert run("list", "--facets", "penvoerder").out == "lead\tHogeschool Duinrand\t2\n"
    assert run("filter", "status:completed", "--facets", "jaar").out == "year\t2018\t2\n"
    assert run("list", "--facets", "jara").code == 2
    assert run("list", "--facets", "thema,themes").out == run("list", "--facets", "thema").out
    assert run("list", "--facets", "thema", "-n", "1").out == "themes\tJeugdzorg\t2\n"


@pytest.mark.usefixtures("catalogue")
def test_why_takes_the_score_of_a_record_apart(run: Run) -> None:
    hits = {hit["id"]: hit["score"] for hit in run("search", "pleegkinderen slaap", "--json").json}
    told = run("search", "pleegkinderen slaap", "--why", "slaapplan", "--json").json
    assert told["id"] == "slaapplan"
    assert told["score"] == pytest.approx(hits["slaapplan"], rel=1e-3)
    assert sum(each["points"] for each in told["reasons"]) == pytest.approx(told["score"], abs=0.01)
    assert {(each["way"], each["word"]) for each in told["reasons"]} >= {
        ("word", "pleegkinderen"),
        ("alike", "slaap"),
    }
    assert "dijken has none of these words" in run("search", "pleegkinderen", "--why", "dijken").err
    assert run("search", "pleegkinderen", "--why", "niemand").code == 2


@pytest.mark.parametrize(
    ("command", "query", "meant"),
    [
        ("search", "dagbokemethde", "dagboekmethode"),
        ("search", "dagbokemethde status:active", "dagboekmethode status:active"),
        ("filter", "thema:jeugdzrog status:active", "thema:jeugdzorg status:active"),
        ("filter", "dagboekmetode", "dagboekmethode"),
        ("list", "thema:=slap", "thema:=Slaap"),
        ("filter", "penvoerder:duinrant OR titel:djken", "penvoerder:duinrand OR titel:dijken"),
        ("search", "xyzzy", None),
        ("filter", "titel:jeugdzorgg OR titel:dijkenn", "titel:jeugdzorg OR titel:dijken"),
        ("list", 'penvoerder:="hogeschool duinrant"', 'penvoerder:="Hogeschool Duinrand"'),
        ("filter", "slaappla titel:bestaatnietxyz", None),
        ("filter", "dagböekmetode", "dagboekmethode"),
        ("filter", "NOT status:active thema:jeugdzorg titel:dijken", None),
    ],
)
@pytest.mark.usefixtures("catalogue")
def test_where_nothing_is_found_it_says_what_may_have_been_meant(
    run: Run, command: str, query: str, meant: str | None
) -> None:
    answer = run(command, query, env={"PROJECTKIT_LANG": "nl"})
    hint = f"; bedoelt u `{meant}`?" if meant else ""
    assert (answer.code, answer.out, answer.err) == (0, "", f"niets gevonden{hint}\n")


@pytest.mark.usefixtures("catalogue")
def test_similar_projects_and_what_they_share(run: Run) -> None:
    first, *_ = run("similar", "nachtrust", "--json").json
    assert first["id"] == "slaapplan"
    assert first["shared"]["organisations"] == ["Hogeschool Duinrand"]
    assert first["shared"]["persons"] == ["Anna de Groot"]
    assert first["shared"]["themes"] == ["Jeugdzorg"]
    assert "dagboekmethode" in first["shared"]["words"]
    assert "nachtrust" not in [each["id"] for each in run("similar", "nachtrust", "--json").json]
    assert run("similar", "nachtrust", "-n", "0").out == ""
    assert "woorden: " in run("similar", "nachtrust", "--lang", "nl").out
    assert run("similar", "niemand").code == 2
    assert "not in the range 0 to 10000" in run("similar", "nachtrust", "-n", "9" * 30).err


def test_lists_and_filters_are_those_of_the_files_as_they_are_now(
    catalogue: Path, run: Run
) -> None:
    assert [each["id"] for each in run("list", "--json").json] == sorted(RECORDS)
    path = catalogue / "data/structured/dijken.yaml"
    path.write_text("id: dijken\ntitle: Zeewier\nsections:\n- {kind: goal, text: Proeftuin.}\n")
    assert run("filter", "proeftuin", "--columns", "titel").out == "Zeewier\n"
    assert run("filter", "sectie.doel:proef", "--columns", "titel").out == "Zeewier\n"
    assert run("filter", "titel:dijken").out == ""
    path.write_text("id: [")
    answer = run("list", "--columns", "id")
    assert answer.out.split() == ["nachtrust", "slaapplan"]
    assert "left out, broken: data/structured/dijken.yaml" in answer.err
    path.unlink()
    assert run("filter", "proeftuin").out == ""
    assert run("list", "--columns", "id").err == ""


@pytest.mark.usefixtures("catalogue")
def test_sorting_and_cutting(run: Run) -> None:
    def ids(*options: str) -> list[str]:
        return run("list", "--columns", "id", *options).out.split()

    assert ids("--sort", "start") == ["slaapplan", "dijken", "nachtrust"]
    assert ids("--sort", "-start", "-n", "2") == ["nachtrust", "dijken"]
    assert ids("--sort", "-jaar") == ["nachtrust", "dijken", "slaapplan"]
    assert ids("--sort", "penvoerder") == ["nachtrust", "slaapplan", "dijken"]
    assert ids("-n", "1") == ["dijken"]
    assert ids("-n", "0") == []


@pytest.mark.usefixtures("catalogue")
def test_nothing_asked_for_is_no_answer(run: Run) -> None:
    assert run("filter", "").code == 2
    assert "needs a query" in run("filter", " ").err
    assert (run("search", "slaap", "-n", "0").out, run("search", "slaap", "-n", "0").err) == (
        "",
        "",
    )
    assert run("search", "slaap", "-n", "9" * 30).out == run("search", "slaap").out
    assert run("list", "-n", "9" * 30).out == run("list").out
    assert "--why needs a word" in run("search", "thema:water", "--why", "dijken").err


def test_a_word_that_is_broken_over_lines_keeps_its_marks() -> None:
    text = "een onderwijsontwikkelingsproject, met  veel scholen"
    start = text.index("onderwijs")
    lines = list(_marked_lines(text, ((start, start + 9),), 18))
    assert lines == ["een", "onderwijsontwikke-", "lingsproject, met ", "veel scholen"]


def test_shared_words_are_shown_as_the_record_writes_them(tmp_path: Path, run: Run) -> None:
    text = "Met RAAK-publiek aan coördinatieteams. Dagboekmethode: de dagboekmethode in co-creatie."
    section = f"sections:\n- {{kind: goal, text: '{text} RAAK-publiek en co-creatie.'}}\n"
    others = {f"x{at}": f"title: Anders {at}\n" for at in range(8)}
    write_records(
        tmp_path, {"een": f"title: Een\n{section}", "twee": f"title: Twee\n{section}", **others}
    )
    words = set(run("similar", "een", "--json").json[0]["shared"]["words"])
    assert words == {"RAAK-publiek", "coördinatieteams", "dagboekmethode", "co-creatie"}
