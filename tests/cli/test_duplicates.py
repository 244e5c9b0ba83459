"""Records of one project: proposed with the reason, joined by a person, and never joined by themselves."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from time import process_time

import pytest

from conftest import Run
from projectkit.model.record import Record
from projectkit.search.duplicates import duplicates

RAAK = "Samen sterk in de wijk\n\nProjectnummer: 12.34\nStatus: Lopend\nThema's: Zorg\n\nPartners\n\n- Hogeschool West\n\nDoel\n\nBuren helpen elkaar.\n"
SITE = "Samen sterk in de wijken\n\nProjectnummer: 12.34\nThema's: Wonen\nStartdatum: 2020\n\nPartners\n\n- Hogeschool West\n- Bureau B\n\nAanpak\n\nWe vragen het ze.\n"


@pytest.fixture
def two(catalogue: Path, run: Run, write_page: Callable) -> Path:
    write_page("a.txt", RAAK)
    write_page("b.txt", SITE)
    assert run("ingest").code == 0
    return catalogue / "data/structured"


def test_doubles_are_proposed_with_the_reason(two: Path, run: Run) -> None:
    answer = run("duplicates", "--json")
    assert answer.json == [
        {
            "first": "samen-sterk-in-de-wijk",
            "second": "samen-sterk-in-de-wijken",
            "reason": "the same number: 12.34",
        }
    ]
    assert len(list(two.glob("*.yaml"))) == 2
    assert run("duplicates").err == (
        "1 pair that may be one project\n"
        "join the first two with `projectkit merge samen-sterk-in-de-wijk"
        " samen-sterk-in-de-wijken`; `--dry-run` shows what changes\n"
    )
    assert run("duplicates", "--quiet").err == ""


def test_the_command_that_joins_the_first_two_works_as_it_is_told(
    two: Path, run: Run, catalogue: Path, write_page: Callable
) -> None:
    write_page("c.txt", SITE.replace("in de wijken", "in alle wijken"))
    run("ingest")
    away = catalogue / "data"
    told = run("duplicates", "--root", "..", "--lang", "nl", cwd=away).err
    assert told.count("projectkit merge") == 1
    command = shlex.split(told.split("`")[1])
    assert run(*command[1:], "--yes", cwd=away).code == 0
    assert len(list(two.glob("*.yaml"))) == 2


def test_a_copy_with_the_id_of_its_original_cannot_be_joined_and_is_not_offered(
    two: Path, run: Run
) -> None:
    one, other = sorted(two.glob("*.yaml"))
    other.write_bytes(one.read_bytes())
    told = run("duplicates").err
    assert told.startswith("1 pair")
    assert "merge" not in told


def test_without_doubles_no_command_is_named(catalogue: Path, run: Run) -> None:
    assert "merge" not in run("duplicates").err


@pytest.mark.parametrize(
    ("first", "second", "double"),
    [
        ({"title": "Samen sterk in de wijk"}, {"title": "Samen sterk in de wijk!"}, True),
        ({"title": "Samen sterk in de wijk"}, {"title": "Iets heel anders dan dat"}, False),
        (
            {"title": "Samen sterk", "end_date": "2015"},
            {"title": "Samen sterk", "start_date": "2020"},
            False,
        ),
        (
            {"title": "Samen sterk", "organisations": [{"name": "A", "role": "lead"}]},
            {"title": "Samen sterk", "organisations": [{"name": "B", "role": "lead"}]},
            False,
        ),
        (
            {"title": "X", "identifiers": [{"scheme": "a", "value": "Z1"}]},
            {"title": "Y", "identifiers": [{"scheme": "b", "value": "z1"}]},
            True,
        ),
    ],
)
def test_what_makes_two_records_one(first: dict, second: dict, double: bool) -> None:  # noqa: FBT001
    records = [
        Record.model_validate({"id": name, **data}) for name, data in (("a", first), ("b", second))
    ]
    assert bool(duplicates(records)) is double


def test_two_records_are_joined_when_a_person_says_so(
    two: Path, run: Run, catalogue: Path, write_page: Callable
) -> None:
    preview = run("merge", "samen-sterk-in-de-wijk", "samen-sterk-in-de-wijken", "--dry-run")
    assert "+- Wonen" in preview.out
    assert len(list(two.glob("*.yaml"))) == 2
    answer = run("merge", "samen-sterk-in-de-wijk", "samen-sterk-in-de-wijken")
    assert answer.err == (
        "written: data/structured/samen-sterk-in-de-wijk.yaml\nremoved: data/structured/samen-sterk-in-de-wijken.yaml\n"
    )
    record = run("show", "samen-sterk", "--json").json
    assert (record["status"], record["start_date"], record["themes"]) == (
        "active",
        "2020",
        ["Zorg", "Wonen"],
    )
    assert record["alternate_titles"] == ["Samen sterk in de wijken"]
    assert [organisation["name"] for organisation in record["organisations"]] == [
        "Hogeschool West",
        "Bureau B",
    ]
    assert [section["heading"] for section in record["sections"]] == ["Doel", "Aanpak"]
    assert record["source"]["joined"][0]["file"] == "data/raw/b.txt"
    # Both pages are known from now on.
    assert [item["id"] for item in run("ingest", "--json").json["unchanged"]] == [
        "samen-sterk-in-de-wijk"
    ] * 2
    write_page("b.txt", SITE + "\nNog iets.\n")
    (skipped,) = run("ingest", "--json").json["skipped"]
    assert "joined with samen-sterk-in-de-wijk by hand" in skipped["reason"]
    assert run("validate").code == 0


def test_a_record_is_not_joined_with_itself(two: Path, run: Run) -> None:
    assert run("merge", "samen-sterk-in-de-wijk", "samen-sterk-in-de-wijk").code == 2
    assert run("merge", "samen-sterk-in-de-wijk", "nergens").code == 2
    assert len(list(two.glob("*.yaml"))) == 2


FIRST = """\
id: een
title: Titel
end_date: '2027'
organisations:
- name: HU
  role: lead
persons:
- name: Anna
  roles: [contact]
- name: Bert
  email: b@x.example
links:
- url: https://x.example
subprojects:
- title: Werkgroep 1
sections:
- kind: other
  heading: Resultaten
"""
SECOND = """\
id: twee
title: Titel
end_date: '2028'  # belangrijk
organisations:
- name: HU
  role: lead
  unit: Lectoraat
  ror: https://ror.org/04pp8hn57
persons:
- name: Anna
  roles: [lector]
  email: a@x.example
  phone: '+31655555555'
- name: bert
  email: c@x.example
links:
- url: https://x.example/
  label: Site
subprojects:
- title: Werkgroep 1
  text: Tekst
sections:
- kind: other
  heading: Resultaten volgen
"""


def test_joining_keeps_every_part_and_shows_what_cannot_be_kept(catalogue: Path, run: Run) -> None:
    folder = catalogue / "data/structured"
    (folder / "een.yaml").write_text(FIRST)
    (folder / "twee.yaml").write_text(SECOND)
    refused = run("merge", "een", "twee")
    assert refused.code == 2
    assert "lost: end_date: 2028 (kept: 2027)\nlost: # belangrijk\n" in refused.err
    assert (folder / "twee.yaml").exists()
    assert run("merge", "een", "twee", "--yes").code == 0
    record = run("show", "een", "--json").json
    assert record["organisations"] == [
        {"name": "HU", "role": "lead", "unit": "Lectoraat", "ror": "https://ror.org/04pp8hn57"}
    ]
    anna, bert, other = record["persons"]
    assert (anna["roles"], anna["email"], anna["phone"]) == (
        ["contact", "lector"],
        "a@x.example",
        "+31655555555",
    )
    assert (bert["email"], other["email"]) == ("b@x.example", "c@x.example")
    assert record["links"] == [{"url": "https://x.example", "label": "Site"}]
    assert record["subprojects"] == [{"title": "Werkgroep 1", "text": "Tekst"}]
    assert [section["heading"] for section in record["sections"]] == [
        "Resultaten",
        "Resultaten volgen",
    ]


def test_a_joined_page_that_moves_makes_no_new_record(two: Path, run: Run, catalogue: Path) -> None:
    run("merge", "samen-sterk-in-de-wijk", "samen-sterk-in-de-wijken")
    (catalogue / "data/raw/b.txt").rename(catalogue / "data/raw/c.txt")
    (moved,) = run("ingest", "--json").json["updated"]
    assert (moved["id"], moved["reason"]) == ("samen-sterk-in-de-wijk", "moved from data/raw/b.txt")
    record = run("show", "samen-sterk", "--json").json
    assert [page["file"] for page in record["source"]["joined"]] == ["data/raw/c.txt"]
    assert not run("ingest", "--json").json["updated"]
    path = two / "samen-sterk-in-de-wijk.yaml"
    path.write_text(path.read_text() + "oeps: 1\n")
    failed = run("ingest", "--json").json["failed"]
    assert [item["page"] for item in failed] == ["data/raw/a.txt", "data/raw/c.txt"]


def test_of_two_pages_only_one_can_be_the_one_that_moved(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    old = write_page("oud.txt", RAAK)
    run("ingest")
    old.unlink()
    write_page("x.txt", RAAK + "\nEen.\n")
    write_page("y.txt", RAAK + "\nTwee.\n")
    answer = run("ingest", "--json").json
    assert [item["page"] for item in answer["updated"]] == ["data/raw/x.txt"]
    assert [item["page"] for item in answer["created"]] == ["data/raw/y.txt"]
    assert len(run("ingest", "--json").json["unchanged"]) == 2


def test_equal_titles_of_short_words_are_doubles() -> None:
    records = [Record.model_validate({"id": name, "title": "Op de rug"}) for name in ("a", "b")]
    assert len(duplicates(records)) == 1


def invented(count: int, **facts: object) -> list[Record]:
    """Records of one series, whose titles share every word, each of a year of its own."""
    return [
        Record.model_validate(
            {
                "id": f"r{number}",
                "title": f"Samen werken aan jeugdzorg {number}",
                "start_date": str(1000 + number),
                "end_date": str(1000 + number),
                **facts,
            }
        )
        for number in range(count)
    ]


def double(name: str, title: str) -> Record:
    organisations = [{"name": "Hogeschool Oss", "role": "lead"}]
    return Record.model_validate(
        {"id": name, "title": title, "start_date": "2999", "organisations": organisations}
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Samen werken aan jeugdzorg", "Samen werken aan jeugdzorg"),
        ("Samen werken aan jeugdzorg", "Samen werken aan de jeugdzorg"),
        ("Samen werken aan jeugdzorg", "samen-werken aan jeugdzórg."),
        ("Werken aan jeugdzorg", "Werk aan jeugdzorg"),
    ],
)
def test_words_that_many_titles_have_hide_no_double(first: str, second: str) -> None:
    found = duplicates([*invented(300), double("a", first), double("b", second)])
    assert [(pair.first.id, pair.second.id) for pair in found] == [("a", "b")]


def test_titles_are_as_near_as_all_pairs_tell() -> None:
    titles = [
        "Samen sterk",
        "Samen sterk in de wijk",
        "Samen sterker in de wijk",
        "Samen sterk in de wijken van Oss",
        "Sterk samen in de wijk",
        "Zorg op maat",
        "Zorg op de maat",
        "Zorg op maat 2",
        "zorg",
        "zorgen",
        "abc",
        "abd",
        "abc",
    ]
    records = [
        Record.model_validate({"id": f"{number:02}", "title": title})
        for number, title in enumerate(titles)
    ]
    near = [
        (first.id, second.id)
        for first, second in combinations(records, 2)
        if SequenceMatcher(None, first.title.lower(), second.title.lower()).ratio() >= 0.85
    ]
    assert [(pair.first.id, pair.second.id) for pair in duplicates(records)] == near
    assert len(near) == 4


def test_many_titles_take_no_time() -> None:
    began, told = process_time(), []
    assert not duplicates(invented(1400), lambda *each: told.append(each))
    assert process_time() - began < 5
    assert told[-1] == (1400, 1400)


def test_a_terminal_shows_how_far_it_is(two: Path, screen: Callable[..., str]) -> None:
    assert "samen-sterk-in-de-wijk" in screen("duplicates", "--lang", "en", cwd=two.parents[1])


def test_of_many_records_with_one_title_those_most_alike_are_proposed(
    catalogue: Path, run: Run
) -> None:
    for number in range(200):
        dates = "start_date: '2020'\nend_date: '2030'\n"
        text = f"id: r{number}\ntitle: Project\n{dates}" + (
            "organisations: [{name: Hogeschool Oss}]\n" if number in {3, 180} else ""
        )
        (catalogue / f"data/structured/r{number}.yaml").write_text(text)
    pairs = run("duplicates", "--json").json
    assert len(pairs) < 200 * 50
    assert ["r180", "r3"] in [sorted((pair["first"], pair["second"])) for pair in pairs]
