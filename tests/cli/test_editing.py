"""`set` and `edit`: a person changes records, and nothing else does."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run, clean_environment

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
        (["een", "status=bezigg"], "cannot be the status of een"),
        (["een", "statuss=afgerond"], "did you mean `status`?"),
        (["een", "title+=x"], "cannot be changed with +="),
        (["een", "titel"], "is not a change"),
        (["een", "persons=x"], "projectkit edit"),
        (["status=x"], "name a record"),
        (["vier", "status=afgerond"], "there is no record `vier`"),
        (["een", "start_date=31-2-2020"], "cannot be the start_date"),
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
