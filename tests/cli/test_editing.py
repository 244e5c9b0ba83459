"""`set` and `edit`: a person changes records, and nothing else does."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run, clean_environment
from terminal import run_in_terminal

TEXT = "schema_version: 1\nid: {id}\ntitle: {id}  # eigen\nstatus: {status}\nthemes:\n- Zorg\n"


@pytest.fixture
def records(catalogue: Path) -> Path:
    folder = catalogue / "data/structured"
    for name, status in (("een", "active"), ("twee", "active"), ("drie", "completed")):
        (folder / f"{name}.yaml").write_text(TEXT.format(id=name, status=status), "utf-8")
    return folder


def test_one_record_is_changed_and_named(records: Path, run: Run) -> None:
    answer = run(
        "set",
        "een",
        "status=afgerond",
        "themes+=Wonen; Werk",
        "themes-=zorg",
        "start_date=1 mei 2020",
    )
    assert (answer.code, answer.err) == (0, "written: data/structured/een.yaml\n")
    text = (records / "een.yaml").read_text()
    assert text == (
        "schema_version: 1\nid: een\ntitle: een  # eigen\nstatus: completed\nstart_date: '2020-05-01'\n"
        "themes:\n- Wonen\n- Werk\n"
    )
    assert run("set", "een", "status=afgerond").err == "nothing changes\n"
    assert run("set", "een", "start_date=").code == 0
    assert "start_date: null" in (records / "een.yaml").read_text()


def test_many_records_are_shown_and_counted_before_they_change(records: Path, run: Run) -> None:
    before = {path.name: path.read_text() for path in records.iterdir()}
    answer = run("set", "--where", "status:active", "status=gestopt", "--dry-run")
    assert answer.code == 0
    assert answer.out.count("+status: cancelled") == 2
    refused = run("set", "--where", "status:active", "status=gestopt")
    assert refused.code == 2
    assert "change 2 records: status=gestopt?" in refused.err
    assert {
        path.name: path.read_text() for path in records.iterdir() if path.suffix == ".yaml"
    } == before
    assert (
        run("set", "--where", "status:active", "status=gestopt", "--yes").err.count("written:") == 2
    )
    assert "status: completed" in (records / "drie.yaml").read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["een", "status=bezigg"], "status: `bezigg` is not one of gepland, lopend, afgerond"),
        (["een", "statut=afgerond"], "did you mean `status`?"),
        (["een", "foo=1"], "you can set title (titel)"),
        (["een", "id=x"], "an id cannot change"),
        (["een", "jaar=2020"], "it is the year of the start: set `start`"),
        (["een", "bedrag=veel"], "is not an amount in euros such as"),
        (["een", "voortgang=120"], "cannot be the voortgang of een"),
        (["een", "persoon[Bos].rol=lector"], "is not there; there are: none"),
        (["een", "persoon[1].foo=x"], "name, titles, roles"),
        (["een", "thema[1].x=y"], "has no items with parts"),
        (["een", "telefoon=0612345678"], "Write its number or name as in `persons[1].phone`"),
        (["een", "sectie=x"], "write sections.goal=…"),
        (["een", "munt=euro"], "munt goes with an amount"),
        (["een", "statuss=afgerond"], "did you mean `status`?"),
        (["een", "title+=x"], "`title` holds one value, so += does not go with it"),
        (["een", "titel"], "is not a change"),
        (["status=x"], "name a record"),
        (["vier", "status=afgerond"], "there is no record `vier`"),
        (["een", "start_date=31-2-2020"], "start_date: `31-2-2020` is not a date"),
    ],
)
def test_what_cannot_be_done_is_said_and_not_done(
    records: Path, run: Run, arguments: list[str], told: str
) -> None:
    before = (records / "een.yaml").read_text()
    answer = run("set", *arguments)
    assert answer.code == 2
    assert told in " ".join(answer.err.split())
    assert (records / "een.yaml").read_text() == before


def editor(tmp_path: Path, script: str) -> dict[str, str]:
    path = tmp_path / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return {"EDITOR": str(path), "VISUAL": ""}


def test_edit_writes_what_is_sound(records: Path, run: Run, tmp_path: Path) -> None:
    answer = run("edit", "een", env=editor(tmp_path, "sed -i 's/title: een/title: Beter/' \"$1\""))
    assert (answer.code, answer.err) == (0, "written: data/structured/een.yaml\n")
    assert "title: Beter  # eigen\n" in (records / "een.yaml").read_text()
    assert run("edit", "een", env=editor(tmp_path, "true")).err == "nothing changed\n"


def test_edit_leaves_the_record_when_the_draft_is_broken(
    records: Path, run: Run, tmp_path: Path
) -> None:
    before = (records / "een.yaml").read_text()
    answer = run("edit", "een", env=editor(tmp_path, "echo 'status: [' >> \"$1\""))
    assert answer.code == 2
    assert "error Y001" in answer.err
    assert "is unchanged" in answer.err
    assert (records / "een.yaml").read_text() == before
    assert sorted(path.name for path in records.iterdir()) == ["drie.yaml", "een.yaml", "twee.yaml"]


def test_edit_does_not_write_over_what_another_program_saved(
    records: Path, run: Run, tmp_path: Path
) -> None:
    path = records / "een.yaml"
    other = f"sed -i 's/title: een/title: Mijn/' \"$1\"; echo 'language: en' >> {path}"
    answer = run("edit", "een", env=editor(tmp_path, other))
    assert answer.code == 2
    assert "changed by another program" in answer.err
    assert path.read_text().endswith("language: en\n")


@pytest.mark.parametrize("command", ["/nowhere/editor", "false"])
def test_an_editor_that_fails_costs_nothing(records: Path, run: Run, command: str) -> None:
    before = (records / "een.yaml").read_text()
    assert run("edit", "een", env={"EDITOR": command, "VISUAL": ""}).code == 2
    assert (records / "een.yaml").read_text() == before


def test_fields_and_choices_may_be_named_in_dutch(records: Path, run: Run) -> None:
    assert (
        run("set", "een", "soort=netwerk", "titel=Een titel", "thema+=Werk", "startdatum=2020").code
        == 0
    )
    record = run("show", "een", "--json").json
    assert (record["kind"], record["title"], record["start_date"]) == (
        "network",
        "Een titel",
        "2020",
    )
    assert record["themes"] == ["Zorg", "Werk"]


@pytest.mark.parametrize("change", ["title=", "end_date=2019"])
def test_a_change_that_makes_a_record_invalid_is_not_made(
    records: Path, run: Run, change: str
) -> None:
    assert run("set", "een", "start_date=2020").code == 0
    before = (records / "een.yaml").read_text()
    answer = run("set", "een", change)
    assert (answer.code, "nothing was written" in answer.err) == (2, True)
    assert (records / "een.yaml").read_text() == before


def test_every_field_is_set_from_the_command_line_and_shown_first(records: Path, run: Run) -> None:
    answer = run(
        "set",
        "een",
        "penvoerder=Hogeschool X",
        "persoon+=Anna Bos (projectleider)",
        "bedrag=€ 125.000",
        "thema-=zorg",
        "sectie.doel=Beter wonen.",
        "nummer+=doi: 10.1/x",
        "link+=Eindrapport: https://voorbeeld.nl/e",
        "persoon[bos].telefoon=06 12345678",
        "looptijd=1-5-2020 t/m 31-12-2022",
    )
    assert answer.code == 0
    assert "+- name: Hogeschool X\n+  role: lead\n" in answer.out
    record = run("show", "een", "--json").json
    assert record["organisations"][0]["name"] == "Hogeschool X"
    assert record["persons"][0]["roles"] == ["project_leader"]
    assert record["persons"][0]["phone"] == "+31612345678"
    assert (record["funding"][0]["amount"], record["funding"][0]["currency"]) == (125000, "EUR")
    assert (record["start_date"], record["end_date"]) == ("2020-05-01", "2022-12-31")
    assert record["sections"][0]["text"] == "Beter wonen."
    assert record["themes"] == []
    assert run("validate").code == 0


def test_what_set_changes_is_json_for_programs(records: Path, run: Run) -> None:
    answer = run("set", "een", "status=afgerond", "--json").json
    assert (answer["dry_run"], answer["written"]) == (False, True)
    (changed,) = answer["records"]
    assert (changed["id"], changed["outcome"]) == ("een", "updated")
    assert changed["fields"] == {"status": {"before": "active", "after": "completed"}}
    assert "+status: completed" in changed["diff"]
    assert run("set", "een", "status=afgerond", "--json").json["records"] == []
    dry = run("set", "twee", "status=afgerond", "--json", "--dry-run").json
    assert (dry["dry_run"], dry["written"], len(dry["records"])) == (True, False, 1)


@pytest.mark.parametrize(("said", "status"), [("y", "completed"), ("n", "active")])
def test_one_record_is_asked_about_on_a_terminal(
    records: Path, tmp_path: Path, said: str, status: str
) -> None:
    shown = run_in_terminal(
        [sys.executable, "-m", "projectkit", "set", "een", "status=afgerond"],
        tmp_path,
        clean_environment(),
        typed=f"{said}\n",
    )
    assert "+status: completed" in shown
    assert "change een? [Y/n]" in shown
    assert f"status: {status}" in (records / "een.yaml").read_text()


def test_broken_records_are_told_when_many_change(records: Path, run: Run) -> None:
    (records / "stuk.yaml").write_text("id: [")
    answer = run("set", "--where", "id:een", "status=gestopt")
    assert "left out, broken: data/structured/stuk.yaml" in answer.err
    assert run("set", "--where", "id:niets", "status=gestopt").err.endswith("no record matches\n")
    assert "name a record or use --where, not both" in " ".join(
        run("set", "een", "--where", "id:een", "status=x").err.split()
    )


def kept_draft(answer: object) -> Path:
    return Path(
        str(getattr(answer, "err", "")).split("what you wrote is kept in ")[1].splitlines()[0]
    )


def test_what_was_written_in_an_editor_is_never_lost(
    records: Path, run: Run, tmp_path: Path
) -> None:
    path, before = records / "een.yaml", (records / "een.yaml").read_text()
    broken = run("edit", "een", env=editor(tmp_path, 'echo "x: [" >> "$1"'))
    assert broken.code == 2
    assert kept_draft(broken).read_text() == before + "x: [\n"
    renamed = run("edit", "een", env=editor(tmp_path, 'sed -i "s/id: een/id: anders/" "$1"'))
    assert (renamed.code, "an id cannot change" in renamed.err) == (2, True)
    assert "id: anders" in kept_draft(renamed).read_text()
    meanwhile = run(
        "edit",
        "een",
        env=editor(tmp_path, f'echo "end_date: 2030" >> "$1"; echo "page_date: 2020" >> {path}'),
    )
    assert "changed by another program meanwhile" in meanwhile.err
    assert kept_draft(meanwhile).read_text() == before + "end_date: 2030\n"
    assert path.read_text() == before + "page_date: 2020\n"
    gone = run("edit", "een", env=editor(tmp_path, 'rm "$1"'))
    assert (gone.code, "left no file" in gone.err) == (2, True)
    assert [each.name for each in records.iterdir() if each.name.startswith(".")] == []


def test_an_editor_and_a_run_at_once_lose_nothing(records: Path, run: Run, tmp_path: Path) -> None:
    script = f'echo "end_date: 2030" >> "$1"; {sys.executable} -m projectkit set een language=en'
    answer = run("edit", "een", env=editor(tmp_path, script))
    assert "end_date: 2030" in kept_draft(answer).read_text()
    assert "language: en" in (records / "een.yaml").read_text()


def answer_after(records: Path, tmp_path: Path, arguments: list[str], change: str) -> str:
    """Run a command on a terminal, change a file while it asks, and say yes."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "projectkit", *arguments]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=clean_environment(),
        stdin=follower,
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    said = b""
    while b"[y/N]" not in said:
        said += os.read(leader, 4096)
    path = records / "een.yaml"
    path.write_text(path.read_text() + change)
    os.write(leader, b"y\n")
    try:
        while chunk := os.read(leader, 4096):
            said += chunk
    except OSError:
        pass
    process.wait(timeout=60)
    os.close(leader)
    return said.decode()


@pytest.mark.parametrize(
    "arguments",
    [["set", "--where", "status:active", "status=gestopt"], ["privacy", "erase", "een twee"]],
    ids=["set", "erase"],
)
def test_what_was_saved_while_a_command_asked_stays(
    records: Path, tmp_path: Path, arguments: list[str]
) -> None:
    path = records / "een.yaml"
    path.write_text(path.read_text().replace("- Zorg", "- Zorg van een twee"))
    said = answer_after(records, tmp_path, arguments, "page_date: 2020\n")
    assert "een.yaml was changed by another program meanwhile" in said
    assert "page_date: 2020\n" in path.read_text()
    assert "status: active" in path.read_text()
