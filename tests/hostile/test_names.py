"""No name of a file, and no name that a record gives, leads out of the catalogue or is lost on another system."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import Run, clean_environment, load_all
from projectkit.catalogue.root import Catalogue

PAGE = "{title}\n\nStatus: Lopend\nStartdatum: 2020\n"
ODD = ["a\nb", "x" * 251, " ", "-rf", "'\"", "a\tb", "$(touch kwaad)", "%2e%2e%2f", "..a", "a:b", "a\\b", "café", "cafe\u0301", "Kaas", "kaas", "CON", "a.txt", "\u202ea"]  # fmt: skip


def test_pages_with_odd_names_are_read_and_known_again(catalogue: Path, run: Run) -> None:
    for number, name in enumerate(ODD):
        (catalogue / f"data/raw/{name}.txt").write_text(
            PAGE.format(title=f"Project {number}"), "utf-8"
        )
    assert run("ingest").code == 0
    loaded = [item.record for item in load_all(Catalogue(catalogue))]
    assert {record.source.file for record in loaded if record and record.source} == {
        f"data/raw/{name}.txt" for name in ODD
    }
    again = run("ingest", "--json").json
    assert len(again["unchanged"]) == len(ODD)
    assert run("validate").code == 0
    assert not (catalogue / "kwaad").exists()


@pytest.mark.parametrize("title", ["Con", "PRN", "aux", "Nul", "COM1", "lpt9"])
def test_no_record_is_called_as_a_device_of_windows(title: str, catalogue: Path, run: Run) -> None:
    (catalogue / "data/raw/a.txt").write_text(PAGE.format(title=title))
    assert run("ingest").code == 0
    assert [path.stem for path in (catalogue / "data/structured").iterdir()] == [
        f"project-{title.lower()}"
    ]


@pytest.mark.parametrize("name", ["../../secret.txt", "/secret.txt", "data/raw/../../../secret.txt", "data/raw/link.txt", "data/raw/folder/secret.txt", "~/secret.txt", "file:///secret.txt", "data/raw/\\0.txt", "."])  # fmt: skip
def test_a_page_that_a_record_names_lies_in_the_catalogue(
    name: str, tmp_path: Path, run: Run
) -> None:
    outside, root = tmp_path / "buiten", tmp_path / "a" / "b"
    outside.mkdir()
    secret = PAGE.format(title="Geheim van Anna de Groot")
    for path in (outside / "secret.txt", tmp_path / "secret.txt", tmp_path / "a" / "secret.txt"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(secret)
    (root / "data/structured").mkdir(parents=True)
    (root / "data/raw").mkdir()
    (root / "data/raw/link.txt").symlink_to(outside / "secret.txt")
    (root / "data/raw/folder").symlink_to(outside)
    name = str(tmp_path / "secret.txt") if name.startswith("/") else name
    source = f'source: {{file: "{name}", sha256: "{"0" * 64}", encoding: utf-8, layout: generic, parser: "1"}}\n'
    (root / "data/structured/a.yaml").write_text(f"id: a\ntitle: A\n{source}")
    for arguments in (["explain", "a"], ["explain", "a", "--html", "uit.html"], ["validate"], ["validate", "--format", "full"], ["show", "a"], ["privacy", "find", "Anna"], ["ingest", "--accept", "a", "title"], ["ingest", "--keep", "a", "title"], ["ingest", "--dry-run", "--diff"]):  # fmt: skip
        done = run(*arguments, cwd=root)
        assert "Geheim" not in done.out + done.err, arguments
        assert done.code in {0, 1, 2}
    assert not (root / "uit.html").exists()
    assert "S003" in run("validate", cwd=root).out


@pytest.mark.parametrize("days", [-20_000, -400, 400, 20_000])
def test_a_clock_that_is_wrong_hides_no_change(days: int, catalogue: Path, run: Run) -> None:
    """Files come from the future and from the past: what was changed is read again all the same."""
    page, then = catalogue / "data/raw/a.txt", time.time() + days * 86400

    def write(title: str) -> None:
        page.write_text(PAGE.format(title=title))
        for path in (
            page,
            page.parent,
            *(catalogue / "data/structured").iterdir(),
            catalogue / "data/structured",
        ):
            os.utime(path, (then, then))

    write("Eerste naam")
    assert run("ingest").code == 0
    assert run("search", "naam", "--json").json[0]["title"] == "Eerste naam"
    write("Andere naam")
    assert run("ingest", "--json").json["updated"]
    assert run("search", "naam", "--json").json[0]["title"] == "Andere naam"
    record = next((catalogue / "data/structured").iterdir())
    record.write_text(record.read_text().replace("Andere naam", "Vierde naam"))
    os.utime(record, (then, then))
    assert run("search", "naam", "--json").json[0]["title"] == "Vierde naam"
    assert run("list", "--json").json[0]["title"] == "Vierde naam"


# Root may everything; without its capabilities it may what the bits of a file say.
WITHOUT_POWER = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.getuid() == 0 else []


@pytest.mark.skipif(
    bool(WITHOUT_POWER) and shutil.which("setpriv") is None,
    reason="root needs setpriv to lose power",
)
def test_who_may_not_write_can_ask_and_changes_nothing(catalogue: Path, run: Run) -> None:
    def weak(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*WITHOUT_POWER, sys.executable, "-m", "projectkit", *arguments]
        env = clean_environment() | {"XDG_CACHE_HOME": str(catalogue / "data/cache")}
        done = subprocess.run(
            command, cwd=catalogue, env=env, capture_output=True, encoding="utf-8", check=False
        )
        assert "Traceback" not in done.stderr
        return done

    page = catalogue / "data/raw/a.txt"
    page.write_text(PAGE.format(title="Een naam"))
    assert run("ingest").code == 0
    page.write_text(PAGE.format(title="Andere naam"))
    before = {path: path.read_bytes() for path in catalogue.rglob("*") if path.is_file()}
    everything = [catalogue, *catalogue.rglob("*")]
    try:
        for path in everything:
            path.chmod(0o555 if path.is_dir() else 0o444)
        assert "Een naam" in weak("list").stdout
        assert "Een naam" in weak("search", "naam").stdout
        assert weak("validate").returncode == 0
        for arguments in (["ingest"], ["set", "een-naam", "status=afgerond"], ["export", "-o", "uit.csv"], ["privacy", "erase", "--yes", "Een naam"]):  # fmt: skip
            done = weak(*arguments)
            assert done.returncode
            assert "Permission denied" in done.stdout + done.stderr, arguments
        assert {
            path: path.read_bytes() for path in catalogue.rglob("*") if path.is_file()
        } == before
        for path in (page, catalogue / "data/structured/een-naam.yaml"):
            path.chmod(0)
        for arguments in (
            ["list"],
            ["search", "naam"],
            ["validate"],
            ["show", "een-naam"],
            ["explain", "data/raw/a.txt"],
        ):
            done = weak(*arguments)
            assert "broken" in done.stderr or "Permission denied" in done.stdout + done.stderr, (
                arguments
            )
    finally:
        for path in everything:
            path.chmod(0o755)
