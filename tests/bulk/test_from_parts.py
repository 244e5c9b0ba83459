"""Questions to parts: the answers of a catalogue with the same records, as fresh as the parts."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from conftest import REPOSITORY, Ran, Run, clean_environment
from in_process import run_in_process
from projectkit.store.folder import cache_folder

pytest_plugins = ["cluster_fixtures"]
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
    pytest.mark.usefixtures("one_cluster"),
]
PAGE = "Slaapproject {0}\n\nStatus: Lopend\nStartdatum: 1 mei 20{0:02}\n\nDoel\n\nJongeren in wijk {0} slapen beter.\n"


@pytest.fixture(scope="module")
def crawled(
    tmp_path_factory: pytest.TempPathFactory,
    in_cluster: Callable[[], AbstractContextManager[object]],
) -> Path:
    """The demo as a catalogue, and as parts beside it."""
    root = tmp_path_factory.mktemp("crawled")
    shutil.copytree(REPOSITORY / "data/raw", root / "catalogue/data/raw")
    for command in (
        "init catalogue",
        "ingest --root catalogue",
        "bulk catalogue/data/raw --to parts --workers 1",
    ):
        with in_cluster():
            code, _, told = run_in_process(command.split(), root, clean_environment())
        assert code == 0, told
    return root


def pages(folder: Path, *numbers: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(PAGE.format(number), "utf-8")
    return folder


def bulk(run: Run, source: str) -> None:
    assert run("bulk", source, "--to", "parts", "--workers", "1").code == 0


@pytest.fixture(scope="module")
def small(
    tmp_path_factory: pytest.TempPathFactory,
    in_cluster: Callable[[], AbstractContextManager[object]],
) -> Path:
    """A crawl of one page and its parts; read only."""
    root = tmp_path_factory.mktemp("small")
    pages(root / "a", 1)
    with in_cluster():
        code, _, told = run_in_process(
            ["bulk", "a", "--to", "parts", "--workers", "1"], root, clean_environment()
        )
    assert code == 0, told
    return root


@pytest.fixture
def one_page(small: Path, tmp_path: Path) -> Path:
    """A copy of those parts."""
    return shutil.copytree(small, tmp_path, dirs_exist_ok=True) / "parts"


QUESTIONS = (
    ("search", "jongeren in de wijk", "--json"),
    ("search", "jeugdzorg status:afgerond", "--columns", "title,lead,amount", "--format", "tsv"),
    ("filter", "start:2015.. OR thema:jeugd", "--sort", "title"),
    ("filter", "status:afgerond", "--facets", "theme,year", "--json"),
    ("list", "--columns", "title,persons,sections", "--sort", "-start"),
    ("report",),
    ("report", "status:lopend", "--by", "theme", "--per", "year"),
    ("export", "--columns", "title,status,amount,organisations"),
    ("export", "--long", "sections", "--format", "csv"),
)


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_answers_are_those_of_the_catalogue(
    question: tuple[str, ...], crawled: Path, run: Run
) -> None:
    of_catalogue = run(*question, cwd=crawled / "catalogue")
    of_parts = run(*question, "--from", "parts", cwd=crawled)
    assert of_catalogue.code == 0, of_catalogue.err
    assert by_line(of_parts) == by_line(of_catalogue)


def by_line(answer: Ran) -> list[str]:
    return sorted(answer.out.splitlines()) if "{" not in answer.out else [answer.out]


def test_whole_records_come_out_as_they_are(crawled: Path, run: Run) -> None:
    def made(answer: Ran) -> list[dict[str, object]]:
        found = [json.loads(line) for line in answer.out.splitlines()]
        return sorted(({k: v for k, v in each.items() if k != "source"} for each in found), key=str)

    of_parts = made(
        run("export", "--format", "jsonl", "--with-contacts", "--from", "parts", cwd=crawled)
    )
    of_catalogue = made(
        run("export", "--format", "jsonl", "--with-contacts", cwd=crawled / "catalogue")
    )
    assert of_parts == of_catalogue


def test_a_url_is_asked_like_a_folder(crawled: Path, run: Run) -> None:
    url = (crawled / "parts").as_uri()
    assert (
        run("search", "jeugdzorg", "--from", url).out
        == run("search", "jeugdzorg", "--from", "parts", cwd=crawled).out
    )
    assert run("search", "jeugdzorg", "--from", url).out


def test_parts_that_come_and_go_are_seen(tmp_path: Path, run: Run) -> None:
    bulk(run, str(pages(tmp_path / "a", 1, 2)))
    assert len(run("search", "slapen", "--from", "parts").out.splitlines()) == 2
    bulk(run, str(pages(tmp_path / "b", 3)))
    assert len(run("search", "slapen", "--from", "parts").out.splitlines()) == 3
    (new,) = run("filter", "wijk_3", "--from", "parts", "--columns", "title").out.splitlines()
    assert new == "Slaapproject 3"
    for done in (tmp_path / "parts/done").iterdir():
        if json.loads(done.read_text())["counts"]["pages"] == 1:
            done.unlink()
    assert len(run("search", "slapen", "--from", "parts").out.splitlines()) == 2
    assert run("filter", "wijk_3", "--from", "parts").out == ""


def test_pages_that_give_the_same_id_stay_apart(tmp_path: Path, run: Run) -> None:
    for name in ("a", "b", "c"):
        bulk(run, str(pages(tmp_path / name, 1)))
    ids = run("list", "--from", "parts", "--columns", "id").out.split()
    assert len(ids) == len(set(ids)) == 3
    assert "slaapproject-1" in ids
    assert run("export", "--from", "parts", "-o", "all.sqlite").code == 0
    assert "slapen" in run("search", "slapen", "--from", "parts", "--why", sorted(ids)[1]).out
    assert run("search", "slapen", "--from", "parts", "--why", "geen").code == 2
    assert (
        ", ".join(sorted(ids)) in run("search", "slapen", "--from", "parts", "--why", "slaap").err
    )
    longest = sorted(ids)[2]
    assert run("search", "slapen", "--from", "parts", "--why", longest[:-1]).code == 0


def test_a_part_that_cannot_be_read_is_told(tmp_path: Path, run: Run) -> None:
    bulk(run, str(pages(tmp_path / "a", 1)))
    bulk(run, str(pages(tmp_path / "b", 2)))
    first, second = sorted((tmp_path / "parts/records").glob("*.parquet"))
    first.write_bytes(first.read_bytes()[:-20])
    answer = run("search", "slapen", "--from", "parts")
    assert (answer.code, len(answer.out.splitlines())) == (0, 1)
    assert f"left out, broken: {first.stem}" in answer.err
    assert "under done/" in answer.err
    second.unlink()
    answer = run("list", "--from", "parts")
    assert (answer.out, "broken" in answer.err) == ("", True)
    pq.write_table(pa.table({"id": ["x"]}), first)
    assert f"broken: {first.stem}" in run("list", "--from", "parts").err
    shutil.rmtree(tmp_path / "parts/done")
    bulk(run, str(tmp_path / "a"))
    bulk(run, str(tmp_path / "b"))
    assert len(run("list", "--from", "parts").out.splitlines()) == 2


@pytest.mark.parametrize(
    "command",
    [("search", "slapen", "--from", "parts"), ("report", "--from", "parts"), ("import", "parts")],
    ids=" ".join,
)
def test_what_failed_is_told_with_every_answer(
    command: tuple[str, ...], tmp_path: Path, run: Run
) -> None:
    run("init")
    pages(tmp_path / "a", 1)
    (tmp_path / "stuk.parquet").write_bytes(b"geen parquet")
    assert run("bulk", "a", "stuk.parquet", "--to", "parts", "--workers", "1").code == 1
    answer = run(*command)
    assert answer.code == 0
    assert (
        "stuk.parquet, 0 units are still to be read and 1 failed; run the same `projectkit bulk` again"
        in answer.err
    )
    # Another source that is read does not make this one whole.
    bulk(run, "a")
    assert "1 failed" in run(*command).err
    pq.write_table(pa.table({"html": ["<h1>Iets</h1>"]}), tmp_path / "stuk.parquet")
    bulk(run, "stuk.parquet")
    assert "units" not in run(*command).err


@pytest.mark.gate
@pytest.mark.parametrize(
    "manifest", ["", "[]", "{", '{"unfinished": 3}', '{"unfinished": {"a": []}}', "[" * 100_000]
)
def test_a_manifest_that_is_not_whole_costs_no_answer(
    manifest: str, one_page: Path, tmp_path: Path, run: Run
) -> None:
    (one_page / "manifest.json").write_text(manifest)
    answer = run("list", "--from", "parts")
    assert (answer.code, answer.err, len(answer.out.splitlines())) == (0, "", 1)
    bulk(run, str(pages(tmp_path / "a", 2)))


def test_where_there_are_no_parts_one_hears_so(one_page: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "leeg").mkdir()
    for place in ("leeg", "nergens", (tmp_path / "leeg").as_uri()):
        for command in ("search", "filter", "list", "report", "export"):
            answer = run(command, "x", "--from", place)
            assert (answer.code, answer.out) == (2, "")
            assert "no parts of `projectkit bulk` found" in answer.err
    assert "did you mean" in run("search", "x", "--from", "parts/records").err
    for url in ("s3://bucket/parts", "blah://x"):
        for command in (
            ("search", "x", "--from", url),
            ("bulk", url, "--to", "y"),
            ("bulk", "a", "--to", url),
        ):
            answer = run(*command)
            assert (answer.code, "Traceback" in answer.err) == (2, False)


def test_a_part_is_not_written_over(crawled: Path, run: Run) -> None:
    part = next((crawled / "parts/records").glob("*.parquet"))
    before, url = part.read_bytes(), (crawled / "parts").as_uri()
    assert run("export", "-o", str(part), "--from", url, cwd=crawled).code == 2
    assert (
        run("export", "-o", f"records/{part.name}", "--from", ".", cwd=crawled / "parts").code == 2
    )
    assert run("export", "-o", "mine.csv", "--from", ".", cwd=crawled / "parts").code == 0
    for command in (("export", "-o"), ("report", "--html")):
        assert (
            run(*command, str(part.with_suffix(".html")), "--from", "parts", cwd=crawled).code == 2
        )
    assert run("export", "-o", str(part), "--from", "parts", cwd=crawled).code == 2
    assert part.read_bytes() == before


@pytest.mark.gate
def test_ids_stay_when_a_part_is_made_anew(tmp_path: Path, run: Run) -> None:
    bulk(run, str(pages(tmp_path / "a", 1, 2)))
    before = run("list", "--from", "parts", "--columns", "id").out.split()
    (tmp_path / "a/2.txt").write_text(PAGE.format(2) + "Meer.\n", "utf-8")
    bulk(run, str(tmp_path / "a"))
    assert run("list", "--from", "parts", "--columns", "id").out.split() == before


def test_what_says_that_a_part_is_done_may_be_damaged(tmp_path: Path, run: Run) -> None:
    bulk(run, str(pages(tmp_path / "a", 1, 2, 3)))
    (done,) = (tmp_path / "parts/done").iterdir()
    done.write_text("")
    assert len(run("list", "--from", "parts").out.splitlines()) == 3
    bulk(run, str(tmp_path / "a"))
    assert json.loads(done.read_text())["counts"]["pages"] == 3


def test_an_import_tells_of_parts_that_cannot_be_read(
    one_page: Path, tmp_path: Path, run: Run
) -> None:
    (part,) = (one_page / "records").iterdir()
    part.write_bytes(part.read_bytes()[:-20])
    run("init", "mine")
    answer = run("import", "../parts", cwd=tmp_path / "mine")
    assert (answer.code, part.stem in answer.err) == (2, True)


def test_without_the_extra_one_hears_what_to_install(
    one_page: Path, tmp_path: Path, run: Run, run_process: Run
) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "without/pyarrow.py").write_text("raise ImportError")
    answer = run_process(
        "search", "slapen", "--from", "parts", env={"PYTHONPATH": str(tmp_path / "without")}
    )
    assert (answer.code, answer.out) == (2, "")
    assert "pip install 'projectkit-nl[cluster]'" in answer.err
    assert len(run("search", "slapen", "--from", "parts").out.splitlines()) == 1


def test_a_catalogue_and_parts_in_one_folder_are_two_things(tmp_path: Path, run: Run) -> None:
    run("init")
    pages(tmp_path / "data/raw", 1, 2)
    run("ingest")
    assert run("bulk", str(pages(tmp_path / "a", 3)), "--to", ".", "--workers", "1").code == 0
    for _ in range(2):
        assert run("list", "--from", ".", "--columns", "title").out == "Slaapproject 3\n"
        assert run("list", "--columns", "title").out == "Slaapproject 1\nSlaapproject 2\n"


@pytest.mark.parametrize("kind", ["records", "parts"])
def test_a_damaged_database_is_made_again(kind: str, tmp_path: Path, run: Run) -> None:
    run("init")
    pages(tmp_path / "data/raw", 1, 2)
    run("ingest")
    bulk(run, "data/raw")
    question = ("list", "--columns", "title", *(("--from", "parts") if kind == "parts" else ()))
    before = run(*question).out
    (rows,) = cache_folder(tmp_path / "parts" if kind == "parts" else tmp_path).glob(
        f"{kind}-*/store.sqlite"
    )
    with sqlite3.connect(rows) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "UPDATE sqlite_master SET sql = CAST(x'43ff524541ff' AS TEXT) WHERE name = 'looked'"
        )
    database.close()
    answer = run(*question)
    assert (answer.out, answer.code) == (before, 0)
