"""Records that come back: from our own exports, from a spreadsheet that a colleague filled in, and from NWO."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import REPOSITORY, Run
from projectkit.catalogue.root import Catalogue
from projectkit.export.characters import shown
from projectkit.export.format import Options
from projectkit.export.formats import FORMATS
from projectkit.export.run import export, export_tables
from projectkit.importing.run import ImportOutcome, import_records
from projectkit.importing.sources import read_source
from projectkit.model.record import Record
from projectkit.model.record_yaml import record_to_yaml
from projectkit.store.stored import plain
from strategies import examples, records

OTHERS = [HealthCheck.function_scoped_fixture]


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    (tmp_path / "data/structured").mkdir(parents=True)
    return tmp_path


def distinct(made: list[Record]) -> list[Record]:
    return list({record.id: record.model_copy(update={"source": None}) for record in made}.values())


def as_shown(made: list[Record], hidden: re.Pattern[str] | None) -> list[Record]:
    """Records as they come back: with marks for the characters that a format does not show."""
    if hidden is None:
        return made
    return [Record.model_validate(shown(plain(record), hidden)) for record in made]


@pytest.mark.parametrize("name", ["json", "jsonl", "yaml", "sqlite"])
@given(made=st.lists(records, max_size=3))
@settings(suppress_health_check=OTHERS, max_examples=examples(40))
def test_what_is_exported_whole_comes_back_whole(
    name: str, made: list[Record], tmp_path: Path
) -> None:
    expected, path = distinct(made), tmp_path / f"all.{name}"
    with path.open("wb") as file:
        export(
            [plain(record) for record in expected], file, FORMATS[name], Options(with_contacts=True)
        )
    back = [Record.model_validate(each.data) for each in read_source(str(path), {}, raw=False)]
    assert back == as_shown(expected, FORMATS[name].hidden)


@pytest.mark.parametrize(
    "options", [Options(with_contacts=True), Options(with_contacts=True, raw=True)]
)
@given(made=st.lists(records, max_size=3))
@settings(suppress_health_check=OTHERS, max_examples=examples(40))
def test_tables_together_come_back_whole(
    options: Options, made: list[Record], tmp_path: Path
) -> None:
    expected, folder = distinct(made), tmp_path / "tables"
    export_tables([plain(record) for record in expected], folder, FORMATS["csv"], options)
    back = [
        Record.model_validate(each.data) for each in read_source(str(folder), {}, raw=options.raw)
    ]
    assert back == as_shown(expected, None if options.raw else FORMATS["csv"].hidden)


RECORD = """id: nachtrust
title: Nachtrust # zo heet het
status: active
start_date: '2020-03-01'
themes: [Jeugd, Zorg]
organisations:
- {name: Hogeschool Duinrand, role: lead, unit: Lectoraat Slaap}
- {name: Bureau Vorm, role: contractor}
persons:
- {name: Anna de Groot, roles: [lector], email: anna@x.example}
"""


def test_a_spreadsheet_that_a_colleague_filled_in(catalogue: Path, run: Run) -> None:
    path = catalogue / "data/structured/nachtrust.yaml"
    path.write_text(RECORD)
    assert run("export", "--dialect", "excel-nl", "-o", "uit.csv").code == 0
    filled = catalogue / "uit.csv"
    text = (
        filled.read_text("utf-8-sig")
        .replace("01-03-2020", "1 april 2020")
        .replace(";lopend;", ";afgerond;")
    )
    new = "\r\n;Een nieuw plan;project;gepland;09-2026;;Slaap" + ";" * 8
    filled.write_text(f"{text.rstrip()}{new}\r\n", "utf-8-sig")
    answer = run("import", "uit.csv")
    assert (answer.code, answer.out.split("\t")[0]) == (0, "differs")
    assert "status, start_date" in answer.out
    assert "created\tuit.csv, row 3\teen-nieuw-plan" in answer.out
    assert path.read_text() == RECORD
    shown = run("import", "uit.csv", "--update", "--diff")
    assert "-status: active" in shown.out
    changed = path.read_text()
    assert "title: Nachtrust # zo heet het\nstatus: completed\nstart_date: '2020-04-01'" in changed
    assert "anna@x.example" in changed
    assert "Lectoraat Slaap" in changed
    made = run("show", "een-nieuw-plan", "--json").json
    assert (made["status"], made["start_date"], made["themes"]) == ("planned", "2026-09", ["Slaap"])
    assert run("import", "uit.csv").err.startswith("2 unchanged")


def test_a_table_of_others_with_a_mapping(catalogue: Path, run: Run) -> None:
    (catalogue / "ander.csv").write_text(
        'Wat,Trekker,Deelnemers,Begroting,Opmerking\nWijkzorg,Hogeschool Veen,Gemeente A; Stichting B,"12.500,50",x\n'
    )
    assert "`Wat` is not a field" in run("import", "ander.csv").err
    (catalogue / "map.yaml").write_text(
        "Wat: titel\nTrekker: penvoerder\nDeelnemers: partners\nBegroting: bedrag\nOpmerking:\n"
    )
    assert run("import", "ander.csv", "--mapping", "map.yaml").code == 0
    made = run("show", "wijkzorg", "--json").json
    assert [(each["name"], each["role"]) for each in made["organisations"]] == [
        ("Hogeschool Veen", "lead"),
        ("Gemeente A", "partner"),
        ("Stichting B", "partner"),
    ]
    assert made["funding"][0]["amount"] == 12500.5
    assert run("import", "ander.csv", "--mapping", "map.yaml").err.startswith("1 unchanged")


@pytest.mark.parametrize("name", ["heen.csv", "heen.tsv", "heen.json", "heen.yaml", "heen.sqlite"])
@pytest.mark.parametrize(
    "options", [[], ["--dialect", "excel-nl"], ["--with-contacts"]], ids=" ".join
)
def test_the_demo_comes_back_unchanged(
    tmp_path: Path, run: Run, name: str, options: list[str]
) -> None:
    if "--dialect" in options and name[-3:] not in {"csv", "tsv"}:
        pytest.skip("only tables have a dialect")
    shutil.copytree(REPOSITORY / "data/structured", tmp_path / "data/structured")
    assert run("export", "-o", name, *options).code == 0
    assert run("import", name, "--update").err == "11 unchanged\n"


@pytest.mark.parametrize(
    "options", [[], ["--dialect", "excel-nl"], ["--format", "tsv"], ["--raw"]], ids=" ".join
)
def test_tables_of_the_demo_come_back_unchanged(
    tmp_path: Path, run: Run, options: list[str]
) -> None:
    shutil.copytree(REPOSITORY / "data/structured", tmp_path / "data/structured")
    assert run("export", "--long", "all", "-o", "tabellen.2025", *options).code == 0
    raw = ["--raw"] if "--raw" in options else []
    assert run("import", "tabellen.2025", "--update", *raw).err == "11 unchanged\n"


HELD = """id: a
title: Aap
themes: # eigen keuze
- zorg; welzijn
- Jeugd
identifiers:
- {scheme: zonmw, value: '001'}
funding:
- {funder: NWO, amount: 1000, currency: EUR}
organisations:
- {name: HR; kenniscentrum, role: lead}
- {name: ZonMw, role: funder}
persons:
- {name: Bo, roles: [contact], email: bo@x.example}
sections:
- {kind: summary, text: Mail bo@x.example voor meer.}
- {kind: summary, text: English text.}
"""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"themes": ["Nieuw"]}, {"themes": ["zorg; welzijn", "Jeugd", "Nieuw"]}),
        ({"persons": [{"name": "Bo", "roles": ["lector"]}]}, {"persons": [{"roles": ["contact", "lector"], "email": "bo@x.example"}]}),
        ({"identifiers": [{"scheme": "zonmw", "value": "1"}]}, {"identifiers": [{"value": "001"}, {"value": "1"}]}),
        ({"funding": [{"funder": "NWO", "amount": 1000.0}]}, None),
        ({"sections": [{"kind": "summary", "text": "Mail [e-mail weggelaten] voor meer."}]}, None),
        ({"sections": [{"kind": "summary", "text": "Mail [e-mail weggelaten] voor meer."}, {"kind": "summary", "text": "Better English."}]}, {"sections": [{"text": "Mail bo@x.example voor meer."}, {"text": "Better English."}]}),
        ({"sections": [{"kind": "summary", "text": "Nog een."}]}, {"sections": [{}, {"text": "English text."}, {"text": "Nog een."}]}),
        ({"organisations": [{"name": "Hogeschool R", "role": "lead"}]}, {"organisations": [{"name": "Hogeschool R"}, {"name": "ZonMw"}]}),
    ],
)  # fmt: skip
def test_an_import_adds_and_changes_and_takes_nothing_away(
    catalogue: Path, run: Run, said: dict[str, Any], expected: dict[str, Any] | None
) -> None:
    path = catalogue / "data/structured/a.yaml"
    path.write_text(HELD)
    (catalogue / "in.json").write_text(json.dumps([{"id": "a"} | said]))
    answer = run("import", "in.json", "--update")
    assert answer.err == ("1 updated\n" if expected else "1 unchanged\n")
    if expected is None:
        assert path.read_text() == HELD
        return
    (name, items), *_ = expected.items()
    made = run("show", "a", "--json").json[name]
    assert len(made) == len(items)
    for known, wanted in zip(made, items, strict=True):
        assert wanted == known if isinstance(wanted, str) else wanted.items() <= known.items()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("id;bedrag\na;12.500\n", {"funding": [{"funder": "NWO", "amount": 12500}]}),
        ("id;bedrag\na;1.250,50\n", {"funding": [{"amount": 1250.5, "currency": "EUR"}]}),
        ("sep=;\nid;thema's\na;zorg; welzijn; Jeugd\n", None),
        ('id;thema\'s\na;"zorg; welzijn; Jeugd"\n', {}),
        ('id;penvoerder;financier\na;"HR; kenniscentrum";"NWO; ZonMw"\n', {}),
        ("id;start;soort\na; ;\n", {}),
        ("id;projectnummer\na;001\n", {}),
        ("thema's\nZorg\n", None),
        ("id;item;themes\na;1;x\n", None),
        ("id;volgnummer;thema's\na;1;x\n", None),
        ("titel;titel\na;b\n", None),
        ("id;jaar\na;2020\n", None),
        ("id;e-mail\na;x@y.nl\n", None),
        ("id;financier;bedrag\na;NWO, X;1;2\n", None),
    ],
)
def test_cells_of_a_spreadsheet(
    catalogue: Path, run: Run, cells: str, expected: dict[str, Any] | None
) -> None:
    path = catalogue / "data/structured/a.yaml"
    path.write_text(HELD)
    (catalogue / "in.csv").write_text(cells)
    answer = run("import", "in.csv", "--update")
    if expected is None:
        assert answer.code in {1, 2}
        assert len(list(path.parent.iterdir())) == 1
    if not expected:
        assert path.read_text() == HELD
        return
    (name, (item,)), *_ = expected.items()
    (made,) = run("show", "a", "--json").json[name]
    assert item.items() <= made.items()


def test_an_apostrophe_of_its_own_survives(catalogue: Path, run: Run) -> None:
    path = catalogue / "data/structured/a.yaml"
    path.write_text('id: a\ntitle: Aap\nthemes: ["\'=x", "=y", "\'\'-z"]\n')
    run("export", "-o", "uit.csv")
    path.write_text("id: a\ntitle: Aap\n")
    run("import", "uit.csv", "--update")
    assert run("show", "a", "--json").json["themes"] == ["'=x", "=y", "''-z"]


def test_what_tells_a_record(catalogue: Path, run: Run) -> None:
    folder = catalogue / "data/structured"
    (folder / "foo.yaml").write_text("id: a\ntitle: Aap\n")
    (folder / "kapot.yaml").write_text("id: [")
    items = [
        {"id": "foo", "title": "Een ander"},
        {"title": "Kapot"},
        {"start_date": "2020"},
        {"title": "Veni", "identifiers": [{"scheme": "nwo", "value": "V1"}]},
        {"title": "Veni", "identifiers": [{"scheme": "nwo", "value": "V2"}]},
        {"title": "Anders", "identifiers": [{"scheme": "raak", "value": "V1"}]},
    ]
    (catalogue / "in.json").write_text(json.dumps(items))
    told = run("import", "in.json", "--json").json
    assert [each["id"] for each in told["created"]] == ["veni", "veni-2", "anders"]
    assert len(told["failed"]) == 3
    assert (folder / "foo.yaml").read_text() == "id: a\ntitle: Aap\n"
    again = run("import", "in.json", "--json", "--update").json
    assert [each["id"] for each in again["unchanged"]] == ["veni", "veni-2", "anders"]
    assert (again["created"], again["updated"]) == ([], [])


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.json", "{", "invalid JSON at line 1"),
        ("a.json", "[" * 100_000, "nested too deeply"),
        ("a.csv", "titel,jaartal\nx,y\n", "`jaartal` is not a field"),
        ("a.csv", 'titel\n"x', "unexpected end"),
        ("a.doc", "x", "files with this extension are not read"),
        ("a.sqlite", "x" * 200, "not a database"),
    ],
)
def test_what_cannot_be_imported_is_told(
    catalogue: Path, run: Run, name: str, content: str, told: str
) -> None:
    (catalogue / name).write_text(content)
    answer = run("import", name)
    assert answer.code == 2
    assert told in answer.err
    assert not list((catalogue / "data/structured").iterdir())


def test_a_record_that_the_checks_refuse_is_told_and_the_others_come_in(
    catalogue: Path, run: Run
) -> None:
    items = [
        {"id": "a", "title": "A", "status": "bezig met x"},
        {"id": "b", "title": "B"},
        {"id": "../c", "title": "C"},
    ]
    (catalogue / "in.json").write_text(
        json.dumps([*items, {"title": "\ud800"}, {"title": "D", "kleur": "rood"}])
    )
    answer = run("import", "in.json", "--json")
    assert answer.code == 1
    told = answer.json
    assert [each["id"] for each in told["created"]] == ["b"]
    assert len(told["failed"]) == 4
    assert all(each["reason"] for each in told["failed"])
    assert [path.name for path in (catalogue / "data/structured").iterdir()] == ["b.yaml"]


def test_a_rehearsal_writes_nothing(catalogue: Path, run: Run) -> None:
    (catalogue / "in.json").write_text(json.dumps([{"title": "A"}, {"title": "A"}]))
    answer = run("import", "in.json", "--dry-run")
    assert "dry run: nothing written" in answer.err
    assert not list((catalogue / "data/structured").iterdir())


@given(made=records)
@settings(suppress_health_check=OTHERS, max_examples=examples(30))
def test_importing_what_is_there_changes_nothing(made: Record, tmp_path: Path) -> None:
    folder = tmp_path / "data/structured"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    (folder / f"{made.id}.yaml").write_text(record_to_yaml(made), "utf-8")
    path = tmp_path / "all.jsonl"
    with path.open("wb") as file:
        export([plain(made)], file, FORMATS["jsonl"], Options())
    (result,) = import_records(
        Catalogue(tmp_path), read_source(str(path), {}, raw=False), update=True, dry_run=True
    )
    assert result.outcome in {ImportOutcome.UNCHANGED, ImportOutcome.UPDATED}
    if result.outcome is ImportOutcome.UPDATED:
        # Only what privacy left out of running text can differ.
        assert "weggelaten" in result.after


def test_a_damaged_database_is_told_in_one_line(catalogue: Path, run: Run) -> None:
    """SQLite quotes what is damaged, which need not be text."""
    (catalogue / "data/structured/a.yaml").write_text("id: a\ntitle: A\n")
    run("export", "-o", "x.sqlite")
    sound = (catalogue / "x.sqlite").read_bytes()
    told = 0
    for place in range(100, len(sound), 997):
        (catalogue / "x.sqlite").write_bytes(sound[:place] + b"\xfc" * 16 + sound[place + 16 :])
        answer = run("import", "x.sqlite", "--dry-run")
        assert answer.code in {0, 1, 2}
        told += answer.code == 2
        assert answer.code < 2 or len(answer.err.splitlines()) == 1
    assert told
