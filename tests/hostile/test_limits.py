"""Files that are too large, or no files at all, are refused before they are read; what expands has bounds too."""

from __future__ import annotations

import gzip
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Ran, Run, clean_environment
from warm import WarmProcess

GB = 1_000_000_000
# What stands where a file should, and never ends or never begins.
ODD: dict[str, Callable[[Path], None]] = {
    "fifo": os.mkfifo,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "folder": Path.mkdir,
    "loop": lambda path: path.symlink_to(path.name),
}
RECORD = "id: a\ntitle: A\n"


def sparse(path: Path, size: int = GB) -> Path:
    """A file that says to be large and takes no room."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)
    return path


@pytest.fixture
def run_in_little_memory(catalogue: Path, warm: WarmProcess) -> Run:
    """Run `projectkit` where nothing of a gigabyte fits."""

    def runner(*arguments: str) -> Ran:
        return Ran(*warm.run(arguments, catalogue, clean_environment(), memory=600_000_000))

    return runner


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("data/raw/a.txt", ["ingest"]),
        ("data/raw/a.html", ["ingest"]),
        ("data/raw/a.txt", ["explain", "data/raw/a.txt"]),
        ("data/raw/a.txt", ["validate", "data/raw/a.txt"]),
        ("data/structured/a.yaml", ["validate"]),
        ("data/structured/a.yaml", ["show", "a"]),
        ("data/structured/a.yaml", ["list"]),
        ("data/structured/a.yaml", ["search", "a"]),
        ("data/structured/a.yaml", ["export", "--format", "json"]),
        ("data/structured/a.yaml", ["edit", "a"]),
        ("data/structured/a.yaml", ["set", "a", "status=afgerond"]),
        ("layouts/a.yaml", ["ingest"]),
        ("layouts/a.yaml", ["layout", "test", "layouts/a.yaml", "data/raw"]),
        ("projectkit.toml", ["list"]),
        ("a.json", ["import", "a.json"]),
        ("a.jsonl", ["import", "a.jsonl"]),
        ("a.csv", ["import", "a.csv"]),
        ("a.yaml", ["import", "a.yaml"]),
        ("a.sqlite", ["import", "a.sqlite"]),
        ("tables/projects.csv", ["import", "tables"]),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_what_is_too_large_is_refused_before_it_is_read(
    catalogue: Path, run_in_little_memory: Run, name: str, arguments: list[str]
) -> None:
    sparse(catalogue / name)
    (catalogue / "data/raw/b.txt").write_text("Titel\n\nStatus: Lopend\n")
    done = run_in_little_memory(*arguments)
    said = done.out + done.err
    assert "Traceback" not in said
    assert "MemoryError" not in said
    told_as_broken = arguments[0] in {"list", "search", "export", "set"} and "structured" in name
    assert ("broken" if told_as_broken else "larger than") in said
    assert done.code == (0 if told_as_broken and arguments[0] != "set" else done.code or 1)


def test_a_large_page_costs_no_other_and_the_limit_is_a_setting(catalogue: Path, run: Run) -> None:
    page = "Titel\n\nStatus: Lopend\n" + "tekst " * 1000
    (catalogue / "data/raw/a.txt").write_text(page)
    (catalogue / "data/raw/b.txt").write_text(f"Ander{page}")
    (catalogue / "data/raw/c.txt").write_text("Derde titel\n\nStatus: Lopend\n")
    settings = catalogue / "projectkit.toml"
    settings.write_text("[limits]\npage-mb = 0.005\n")
    done = run("ingest", "--json")
    assert done.code == 1
    assert {item["reason"] for item in done.json["failed"]} == {
        "larger than 0.005 MB (`limits.page-mb` in projectkit.toml)"
    }
    assert [item["id"] for item in done.json["created"]] == ["derde-titel"]
    settings.write_text("[limits]\npage-mb = 1\n")
    done = run("ingest", "--json")
    assert len(done.json["created"]) == 2
    settings.write_text("[limits]\npage-mb = 1\nrecord-mb = 0.0001\n")
    assert "larger than 0.0001 MB" in run("validate").out
    settings.write_text("[limits]\nrecord-mb = 1\nimport-mb = 0.00001\n")
    assert "larger" not in run("validate").out
    (catalogue / "a.json").write_text('[{"id": "x", "title": "X"}]')
    assert "larger than 1e-05 MB" in run("import", "a.json").err


@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "true", '"20"', "1_000_000_000"])
def test_a_limit_is_a_number_that_means_something(catalogue: Path, run: Run, value: str) -> None:
    (catalogue / "projectkit.toml").write_text(f"[limits]\npage-mb = {value}\n")
    done = run("list")
    assert done.code == 2
    assert "`limits.page-mb` should be a number of MB" in done.err


@pytest.mark.parametrize(
    "arguments",
    [["ingest", "p.txt"], ["validate", "p.yaml"], ["import", "p.json"], ["import", "p.sqlite"], ["import", "a.csv", "--mapping", "p.yaml"], ["layout", "test", "p.yaml", "data/raw"], ["layout", "test", "layout.yaml", "p.txt"]],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("kind", ["fifo", "device"])
def test_what_is_no_file_is_not_waited_for(
    catalogue: Path, run: Run, arguments: list[str], kind: str
) -> None:
    (catalogue / "a.csv").write_text("Titel\nA\n")
    (catalogue / "layout.yaml").write_text('recognise: ["Titel"]\n')
    for name in arguments[1:]:
        if name.startswith("p."):
            ODD[kind](catalogue / name)
    assert run(*arguments).code in {0, 1, 2}


def test_a_catalogue_with_what_is_no_file_answers(catalogue: Path, run: Run) -> None:
    (catalogue / "layouts").mkdir()
    for name, make in ODD.items():
        for path in (f"data/raw/{name}.txt", f"data/structured/{name}.yaml"):
            make(catalogue / path)
    (catalogue / "data/structured/a.yaml").write_text(RECORD)
    for arguments in (["list"], ["search", "a"], ["validate"], ["ingest"], ["export", "--format", "json"], ["show", "a"], ["privacy", "find", "Anna"], ["set", "a", "status=afgerond"]):  # fmt: skip
        done = run(*arguments)
        assert done.code in {0, 1}, (arguments, done)
    assert run("list", "--json").json[0]["id"] == "a"
    ODD["fifo"](catalogue / "layouts/x.yaml")
    assert "is not a regular file" in run("ingest").err


def test_a_page_of_a_record_that_is_a_device_is_not_read(catalogue: Path, run: Run) -> None:
    (catalogue / "data/raw/x.txt").symlink_to("/dev/zero")
    source = "source: {file: data/raw/x.txt, sha256: '" + "0" * 64 + "', parser: '1'}\n"
    (catalogue / "data/structured/a.yaml").write_text(RECORD + source)
    for arguments in (
        ["validate"],
        ["explain", "a"],
        ["ingest", "--accept", "a", "title"],
        ["privacy", "find", "Anna"],
    ):
        assert run(*arguments).code in {0, 1, 2}


def database(path: Path, statement: str) -> Path:
    """A database as `export` writes one, but for the table of projects."""
    from projectkit.export.tables import PROJECTS, TABLES  # noqa: PLC0415

    connection = sqlite3.connect(path)
    for table in TABLES:
        if table is not PROJECTS:
            connection.execute(f"CREATE TABLE {table.name} ({', '.join(table.columns)})")
    columns = ", ".join(column for column in PROJECTS.columns if column not in {"id", "title"})
    connection.executescript(statement.format(columns=columns))
    connection.commit()
    connection.close()
    return path


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE other (a); CREATE VIEW projects AS SELECT 1 AS id, 'A' AS title;",
        pytest.param("CREATE TABLE projects (id, title AS (hex(zeroblob(400000000))), {columns}); INSERT INTO projects(id) VALUES ('a');", marks=pytest.mark.gate),
        "CREATE TABLE projects (id, title AS (hex(zeroblob(2000000))), {columns}); INSERT INTO projects(id) WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 300) SELECT 'a' || i FROM n;",
    ],
    ids=["a view", "a value of a gigabyte", "many large values"],
)  # fmt: skip
def test_a_database_gives_no_more_than_it_holds(
    catalogue: Path, run_in_little_memory: Run, statement: str
) -> None:
    database(catalogue / "a.sqlite", statement)
    done = run_in_little_memory("import", "a.sqlite")
    assert done.code == 2
    assert "Traceback" not in done.err
    assert done.err.startswith("projectkit: a.sqlite: ")


@pytest.mark.gate
def test_a_member_that_inflates_to_gigabytes_costs_one_page(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    from projectkit.bulk.pages import LONGEST, at_hand, pages  # noqa: PLC0415
    from projectkit.bulk.units import units  # noqa: PLC0415

    def member(url: str, blocks: int) -> bytes:
        block = b" " * 1_000_000
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        length = len(head) + blocks * len(block)
        warc = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http\r\nContent-Length: {length}\r\n\r\n"
        return gzip.compress(warc.encode() + head + block * blocks + b"\r\n\r\n", 9)

    crawl = tmp_path / "a.warc.gz"
    crawl.write_bytes(
        member("http://a.nl/1", 1) + member("http://a.nl/bomb", 300) + member("http://a.nl/3", 1)
    )
    (unit,) = units(str(crawl))
    with at_hand(unit) as near:
        found = {
            page.url: None if page.content is None else len(page.content) for page in pages(near)
        }
    assert found == {
        "http://a.nl/1": 1_000_000,
        "http://a.nl/bomb": None,
        "http://a.nl/3": 1_000_000,
    }
    assert LONGEST == 20_000_000


LARGE = "[limits]\nrecord-mb = 0.002\n"
TOO_LARGE = "the record would be larger than 0.002 MB (`limits.record-mb` in projectkit.toml)"


def test_no_page_becomes_a_record_that_is_too_large_to_be_read(
    catalogue: Path, run: Run, write_page: Callable[..., Path]
) -> None:
    (catalogue / "projectkit.toml").write_text(LARGE)
    write_page("klein.txt", "Klein project\n\nStatus: Lopend\n\nDoel\n\nEen zin over het doel.\n")
    write_page("groot.txt", "Groot project\n\nStatus: Lopend\n\nDoel\n\n" + "Een zin. " * 400)
    for options in (["--dry-run"], [], ["--again"]):
        answer = run("ingest", *options)
        assert (answer.code, TOO_LARGE in answer.out) == (1, True)
    assert [path.stem for path in (catalogue / "data/structured").iterdir()] == ["klein-project"]
    # A page that grows leaves its record as it was.
    before = (catalogue / "data/structured/klein-project.yaml").read_text()
    write_page("klein.txt", "Klein project\n\nStatus: Lopend\n\nDoel\n\n" + "Een zin. " * 400)
    assert TOO_LARGE in run("ingest").out
    assert (catalogue / "data/structured/klein-project.yaml").read_text() == before


@pytest.mark.parametrize("text", ["é" * 1200, "woord " * 400])
def test_nothing_else_writes_a_record_that_is_too_large(
    catalogue: Path, run: Run, text: str
) -> None:
    (catalogue / "projectkit.toml").write_text(LARGE)
    (catalogue / "in.csv").write_text(f"id,title\na,{text}\nb,B\n", "utf-8")
    for options in (["--dry-run"], []):
        answer = run("import", "in.csv", *options)
        assert (answer.code, TOO_LARGE in answer.out) == (1, True)
    path = catalogue / "data/structured/b.yaml"
    before = path.read_text()
    answer = run("set", "b", f"title={text}")
    assert (answer.code, TOO_LARGE in answer.err) == (2, True)
    assert path.read_text() == before
    assert [path.stem for path in (catalogue / "data/structured").iterdir()] == ["b"]
