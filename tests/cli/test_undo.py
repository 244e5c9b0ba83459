"""`undo` takes back the last command that wrote, and nothing that a person did since."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run

TEXT = "schema_version: 1\nid: {id}\ntitle: {id}  # eigen\nstatus: active\npersons:\n- name: Anna Bos\n"
PAGE = (
    "Titel: Slaapfonds\nStatus: Lopend\nStartdatum: 1 mei 2020\nPenvoerder: Hogeschool Duinrand\n"
)


@pytest.fixture
def records(catalogue: Path) -> Path:
    folder = catalogue / "data/structured"
    for name in ("een", "twee"):
        (folder / f"{name}.yaml").write_text(TEXT.format(id=name), "utf-8")
    return folder


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.yaml")}


def kept(folder: Path) -> list[Path]:
    return sorted((folder.parents[1] / ".projectkit/undo").glob("*.jsonl"))


def table(records: Path) -> str:
    path = records.parents[1] / "rij.csv"
    path.write_text("id,title,status\neen,een,afgerond\ndrie,drie,lopend\n", "utf-8")
    return str(path)


@pytest.mark.parametrize(
    "command",
    ["set", "set where", "merge", "import", "fix", "ingest", "edit"],
)
def test_every_command_that_writes_records_is_taken_back(
    records: Path, run: Run, write_page: Callable[[str, str], Path], command: str, tmp_path: Path
) -> None:
    # Bytes that no command would write itself.
    (records / "een.yaml").write_bytes(b"\xef\xbb\xbf" + TEXT.format(id="een").encode())
    arguments = {
        "set": ["set", "een", "status=afgerond"],
        "set where": ["set", "--where", "status:active", "status=afgerond", "--yes"],
        "merge": ["merge", "een", "twee", "--yes"],
        "import": ["import", table(records), "--update"],
        "fix": ["validate", "--fix"],
        "ingest": ["ingest"],
        "edit": ["edit", "twee"],
    }[command]
    write_page("slaapfonds.txt", PAGE)
    (records / "vier.yaml").write_text("id: vier\ntitle: Vier\nstatus: Afgerond\n", "utf-8")
    editor = tmp_path / "editor.sh"
    editor.write_text("#!/bin/sh\nsed -i 's/active/planned/' \"$1\"\n")
    editor.chmod(0o755)
    before = held(records)
    assert run(*arguments, env={"EDITOR": str(editor), "VISUAL": ""}).code in {0, 1}
    assert held(records) != before
    dry = run("undo", "--dry-run")
    assert f"take back `{arguments[0]}`" in dry.err
    assert dry.out.startswith("--- a/")
    assert held(records) != before
    answer = run("undo", "--yes")
    assert (answer.code, answer.err.splitlines()[-1][:9]) == (0, "took back")
    assert held(records) == before
    assert run("undo", "--yes").err == "there is nothing to undo\n"


def test_commands_are_taken_back_one_by_one(records: Path, run: Run) -> None:
    states = [held(records)]
    for status in ("afgerond", "gestopt", "gepland"):
        assert run("set", "een", f"status={status}").code == 0
        states.append(held(records))
    for state in reversed(states[:-1]):
        assert run("undo", "--yes").code == 0
        assert held(records) == state


def test_a_record_that_was_changed_since_is_left(records: Path, run: Run) -> None:
    before = held(records)
    assert run("set", "--where", "status:active", "status=gestopt", "--yes").code == 0
    path = records / "een.yaml"
    path.write_text(path.read_text() + "language: en\n")
    mine = path.read_bytes()
    answer = run("undo", "--yes")
    assert answer.code == 1
    assert "changed since, left as it is: data/structured/een.yaml" in answer.err
    assert held(records) == {**before, "een.yaml": mine}
    assert run("undo").err == "there is nothing to undo\n"


def test_nothing_is_taken_back_without_consent(records: Path, run: Run) -> None:
    run("set", "een", "status=gestopt")
    after = held(records)
    answer = run("undo")
    assert (answer.code, "add --yes" in answer.err) == (2, True)
    assert held(records) == after


def test_an_erasure_leaves_no_copy(records: Path, run: Run) -> None:
    assert run("set", "een", "persoon+=Piet Jansen").code == 0
    assert run("set", "een", "persoon-=Piet Jansen").code == 0
    assert len(kept(records)) == 2
    assert run("privacy", "erase", "Anna Bos", "--dry-run").code in {0, 1}
    assert len(kept(records)) == 2
    assert run("privacy", "erase", "Anna Bos", "--yes").code == 0
    assert kept(records) == []
    assert run("undo", "--yes").err == "there is nothing to undo\n"
    assert "Anna Bos" not in (records / "een.yaml").read_text()
    # Somebody who is no longer in any record may be in a copy.
    run("set", "twee", "persoon+=Piet Jansen")
    run("set", "twee", "persoon-=Piet Jansen")
    run("privacy", "erase", "Piet Jansen", "--yes")
    assert kept(records) == []


def test_what_is_undone_is_json_for_programs(records: Path, run: Run) -> None:
    run("set", "een", "status=gestopt")
    answer = run("undo", "--json", "--yes").json
    assert (answer["command"], answer["written"], answer["dry_run"]) == ("set", True, False)
    assert [(each["id"], each["state"]) for each in answer["records"]] == [("een", "taken_back")]
    nothing = run("undo", "--json", "--yes").json
    assert (nothing["command"], nothing["written"], nothing["records"]) == (None, False, [])


def test_git_does_not_see_what_is_kept(records: Path, run: Run, tmp_path: Path) -> None:
    run("set", "een", "status=gestopt")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)  # noqa: S607
    listed = subprocess.run(
        ["git", "status", "--short", "-uall"],  # noqa: S607
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "projectkit/" not in listed.stdout


def test_what_is_kept_is_bounded(records: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(23):
        assert run("set", "een", f"title=Titel {number}").code == 0
    assert len(kept(records)) == 20
    monkeypatch.setattr("projectkit.catalogue.undo._MOST_BYTES", 300)
    assert run("set", "--where", "has:title", "status=gestopt", "--yes").code == 0
    assert len(kept(records)) == 1
    answer = run("undo", "--yes")
    assert (answer.code, "changed too much to be kept" in answer.err) == (2, True)


@pytest.mark.parametrize(
    "line",
    [
        b"[]\n",
        b"x\n",
        b"",
        b'{"command": "set"}\n',
        b'{"command": "set", "time": 1e300}\n',
        b'{"command": "set", "time": 1}\n{"file": "../../uit.yaml", "before": null, "after": null}\n',
        b'{"command": "set", "time": 1}\n{"file": "data/raw/uit.yaml", "before": null, "after": null}\n',
        b'{"command": "set", "time": 1}\n{"file": "data/structured/a.yaml", "before": "eJw=", "after": null}\n',
        b'{"command": "set", "time": 1}\n{"file": 1}\n',
    ],
)
def test_a_damaged_journal_is_told(records: Path, run: Run, line: bytes) -> None:
    run("set", "een", "status=gestopt")
    after = held(records)
    (journal,) = kept(records)
    journal.write_bytes(line)
    answer = run("undo", "--yes")
    assert answer.code == 2
    assert "is damaged" in answer.err or "outside the catalogue" in answer.err
    assert held(records) == after


def test_a_command_that_was_killed_is_taken_back_as_far_as_it_came(records: Path, run: Run) -> None:
    before = held(records)
    run("set", "--where", "status:active", "status=gestopt", "--yes")
    (journal,) = kept(records)
    lines = journal.read_bytes().splitlines(keepends=True)
    # It was killed after the line of the second record, which it did not write, and in a third.
    name = json.loads(lines[2])["file"].rpartition("/")[2]
    (records / name).write_bytes(before[name])
    journal.write_bytes(b"".join(lines) + b'{"file": "data/str')
    answer = run("undo", "--yes", "--json").json
    assert sorted(each["state"] for each in answer["records"]) == ["as_before", "taken_back"]
    assert held(records) == before
