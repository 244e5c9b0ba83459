"""Crawls to Parquet: the records of `ingest`, whatever happens to workers and readers on the way."""

from __future__ import annotations

import gzip
import json
import os
import pickle
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from distributed import Client, LocalCluster
from fsspec.implementations.local import LocalFileSystem

import projectkit
from conftest import REPOSITORY, Run, clean_environment
from projectkit.bulk import reader, units
from projectkit.bulk.place import SourceError
from projectkit.bulk.reader import Reader
from projectkit.bulk.run import ClusterLostError
from projectkit.bulk.run import run as run_bulk
from projectkit.bulk.source import Parts
from projectkit.catalogue.records import RecordFiles
from projectkit.catalogue.root import Catalogue
from projectkit.search.query import parse
from projectkit.search.select import Selection
from projectkit.store.stored import whole

pytest_plugins = ["cluster_fixtures"]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
PAGE = (
    "Project {0}\n\nStatus: Lopend\nStartdatum: 1 mei 20{0:02}\n\nDoel\n\nJongeren slapen beter.\n"
)


def write_crawl(folder: Path, count: int) -> Path:
    """So many pages, in a folder of their own."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(PAGE.format(number % 90 + 1), "utf-8")
    return folder


def bulk_under_way(root: Path) -> subprocess.Popen[str]:
    """A run over the crawl in a folder that has made some parts, in a group of processes of its own."""
    command = [
        sys.executable,
        "-m",
        "projectkit",
        "bulk",
        "crawl",
        "--to",
        "parts",
        "--workers",
        "1",
    ]
    started = subprocess.Popen(
        command,
        cwd=root,
        env=clean_environment(),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # What runs in the background may have been told to ignore interrupts, and so its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  (no threads here)
    )
    deadline = time.monotonic() + 60
    while (
        not list(root.glob("parts/done/*.json"))
        and started.poll() is None
        and time.monotonic() < deadline
    ):
        time.sleep(0.05)
    return started


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    shutil.copytree(REPOSITORY / "data/raw", tmp_path / "crawl")
    return tmp_path / "crawl"


def records(folder: Path) -> list[dict[str, Any]]:
    rows = pq.read_table(folder / "records").to_pylist()
    return sorted(rows, key=lambda record: str(record["source"]["file"]))


def test_the_records_are_those_of_ingest(crawl: Path, tmp_path: Path, run: Run) -> None:
    answer = run("bulk", "crawl", "--to", "parts", "--json")
    assert (answer.json["pages"], answer.json["records"], answer.json["skipped"]) == (12, 11, 1)
    shutil.copytree(crawl, tmp_path / "data/raw")
    run("init")
    run("ingest")
    made = {
        record["source"]["file"]: record
        for _, record in Selection(RecordFiles(Catalogue(tmp_path)), parse(""))
    }
    for _, found in Selection(Parts(str(tmp_path / "parts")), parse("")):
        record, own = whole(found), whole(made[f"data/raw/{found['source']['file']}"])
        assert {name: record[name] for name in own if name not in {"source", "id"}} == {
            name: own[name] for name in own if name not in {"source", "id"}
        }
    skipped = pq.read_table(tmp_path / "parts/skipped").to_pylist()
    assert [bool(row["reason"]) for row in skipped] == [True]


@pytest.mark.gate
@pytest.mark.usefixtures("one_cluster")
def test_the_parts_may_be_within_the_crawl(crawl: Path, run: Run) -> None:
    for _ in range(2):
        told = run("bulk", "crawl", "--to", "crawl/parts", "--json", "--workers", "1").json
        assert (told["pages"], told["records"]) == (12, 11)


def answered(url: str, body: bytes, headers: str = "", status: str = "200 OK") -> bytes:
    answer = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\n{headers}\r\n".encode()
        + body
    )
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    return gzip.compress(head.encode() + answer + b"\r\n\r\n")


def warc(path: Path, pages: dict[str, bytes], kind: str = "text/html") -> None:
    with path.open("wb") as file:
        for url, body in pages.items():
            answer = (
                f"HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n".encode() + body
            )
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
            file.write(gzip.compress(head.encode() + answer + b"\r\n\r\n"))


@pytest.mark.usefixtures("one_cluster")
def test_pages_of_warc_and_parquet(tmp_path: Path, run: Run) -> None:
    page = "<html><body><main><h1>Nachtrust</h1><p>Status: Lopend</p><h2>Doel</h2><p>Slapen.</p></main></body></html>"
    (tmp_path / "in").mkdir()
    warc(
        tmp_path / "in/a.warc.gz",
        {"https://x.example/project/1": page.encode(), "https://x.example/leeg": b""},
    )
    table = pa.table(
        {"url": ["https://x.example/2"], "html": [page.replace("Nachtrust", "Dagrust")]}
    )
    pq.write_table(table, tmp_path / "in/b.parquet")
    told = run("bulk", "in", "--to", "parts", "--json", "--workers", "1").json
    assert (told["units"], told["pages"], told["records"], told["skipped"]) == (2, 3, 2, 1)
    titles = {record["source"]["url"]: record["title"] for record in records(tmp_path / "parts")}
    assert titles == {"https://x.example/project/1": "Nachtrust", "https://x.example/2": "Dagrust"}


@pytest.mark.gate
@pytest.mark.usefixtures("one_cluster")
def test_from_many_to_few(crawl: Path, tmp_path: Path, run: Run) -> None:
    run("bulk", "crawl", "--to", "parts", "--workers", "1")
    catalogue = tmp_path / "catalogue"
    (catalogue / "data/structured").mkdir(parents=True)
    answer = run("import", "../parts", "--where", "jeugdzorg OR status:lopend", cwd=catalogue)
    assert answer.code == 0, answer.err
    everything = run(
        "filter", "jeugdzorg OR status:lopend", "--columns", "id", cwd=REPOSITORY
    ).out.split()
    assert run("list", "--columns", "id", cwd=catalogue).out.split() == everything
    assert run("import", "../parts", "--where", "tema:x", cwd=catalogue).code == 2
    assert "unchanged" in run("import", "../parts", "--where", "jeugdzorg", cwd=catalogue).err
    url = (tmp_path / "parts").as_uri()
    assert "unchanged" in run("import", url, "--where", "jeugdzorg", cwd=catalogue).err
    assert "nergens does not exist" in run("import", "nergens", cwd=catalogue).err


@pytest.mark.gate
def test_a_page_that_hangs_or_crashes_its_reader_costs_that_page_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine = Reader(2)
    try:
        assert mine.read("a.txt", PAGE.format(1).encode()).record
        process = mine._process
        assert process
        process.send_signal(signal.SIGSTOP)
        assert "longer than 2 seconds" in str(mine.read("b.txt", b"x").reason)
        assert mine.read("c.txt", PAGE.format(2).encode()).record
        assert mine._process
        mine._process.kill()
        assert "its reader crashed" in str(mine.read("d.txt", b"x").reason)
        assert mine.read("e.txt", PAGE.format(3).encode()).record
        assert "not text" in str(mine.read("f.txt", b"\x00" * 10).reason)
    finally:
        mine.close()


@pytest.mark.gate
def test_workers_that_are_killed_at_random_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units, "_MOST_FILES", 10)
    crawl = write_crawl(tmp_path / "crawl", 120)
    stop = threading.Event()

    def kill(cluster: LocalCluster) -> None:
        dice = random.Random(7)  # noqa: S311  (which worker, not a secret)
        # So often that work is lost, and then no more: a slow machine starts workers slower than they are killed.
        for _ in range(8):
            if stop.wait(0.7):
                return
            alive = [nanny.pid for nanny in cluster.workers.values() if getattr(nanny, "pid", None)]
            if alive:
                os.kill(dice.choice(alive), signal.SIGKILL)

    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        cluster.scheduler.allowed_failures = 1000
        killer = threading.Thread(target=kill, args=(cluster,))
        killer.start()
        try:
            for count, progress in enumerate(
                run_bulk([str(crawl)], str(tmp_path / "parts"), lambda: Client(cluster), 30)
            ):
                if count == 6:
                    stop.set()
                last = progress
        finally:
            stop.set()
            killer.join()
    assert (last.counts["pages"], last.failed) == (120, {})
    assert last.units >= 12
    quiet = tmp_path / "quiet"
    with LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        assert (
            list(run_bulk([str(crawl)], str(quiet), lambda: Client(cluster), 30))[-1].units
            == last.units
        )
    assert records(tmp_path / "parts") == records(quiet)
    assert not list((tmp_path / "parts").rglob("*.tmp"))


@pytest.mark.gate
def test_a_run_that_is_stopped_goes_on_where_it_ended(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_crawl(tmp_path / "crawl", 1200)
    started = bulk_under_way(tmp_path)
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    assert list((tmp_path / "parts/done").glob("*.json"))
    assert "the crawl is incomplete" in run("list", "--limit", "1", "--from", "parts").err
    told = run("bulk", "crawl", "--to", "parts", "--json").json
    assert (told["pages"], told["records"]) == (1200, 1200)
    assert run("list", "--limit", "1", "--from", "parts").err == ""
    assert len(records(tmp_path / "parts")) == 1200


@pytest.mark.usefixtures("one_cluster")
def test_what_cannot_be_read_is_told(tmp_path: Path, run: Run) -> None:
    (tmp_path / "leeg").mkdir()
    for source in ("leeg", "nergens", "leeg/*.txt"):
        answer = run("bulk", source, "--to", "parts")
        assert answer.code == 2
        assert "no pages" in answer.err
    with pytest.raises(SourceError):
        units.units(str(tmp_path / "leeg"))
    (tmp_path / "stuk.warc.gz").write_bytes(gzip.compress(b"geen warc"))
    (tmp_path / "stuk.parquet").write_bytes(b"geen parquet")
    assert run("bulk", "stuk.parquet", "--to", "parts").code in {1, 2}


@pytest.mark.usefixtures("one_cluster")
def test_what_changed_is_read_again_and_what_is_gone_goes(tmp_path: Path, run: Run) -> None:
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    for number in range(1, 31):
        (crawl / f"{number:02}.txt").write_text(PAGE.format(number), "utf-8")
    again = ("bulk", "crawl", "--to", "parts", "--workers", "1", "--json")
    assert run(*again).json["records"] == 30
    (crawl / "07.txt").write_text(PAGE.format(7).replace("Project 7", "Slaap 7"), "utf-8")
    (crawl / "31.txt").write_text(PAGE.format(31), "utf-8")
    assert run(*again).json["records"] == 31
    (crawl / "01.txt").unlink()
    assert run(*again).json["records"] == 30
    titles = [record["title"] for record in records(tmp_path / "parts")]
    assert titles == [
        f"{'Slaap' if number == 7 else 'Project'} {number}" for number in range(2, 32)
    ]
    manifest = json.loads((tmp_path / "parts/manifest.json").read_text())
    assert (manifest["records"], manifest["failed"]) == (30, [])
    # So is what a process that was killed left behind of a part that is done, and of no other.
    (done,) = (tmp_path / "parts/done").iterdir()
    mine, other = (
        tmp_path / f"parts/records/.{name}.00000000.tmp" for name in (done.stem, "0" * 24)
    )
    mine.write_bytes(b"half")
    other.write_bytes(b"half")
    assert run(*again).json["records"] == 30
    assert (mine.exists(), other.exists()) == (True, True)
    for path in (mine, other):
        os.utime(path, (0, 0))
    assert run(*again).json["records"] == 30
    assert (mine.exists(), other.exists()) == (False, True)
    # Another source in the same folder is left alone.
    shutil.copytree(crawl, tmp_path / "other")
    assert run("bulk", "other", "--to", "parts", "--workers", "1", "--json").json["records"] == 30
    assert json.loads((tmp_path / "parts/manifest.json").read_text())["records"] == 60


def test_a_page_that_is_added_leaves_most_units_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units, "_FILES", 10)
    for number in range(300):
        (tmp_path / f"{number:03}.txt").write_text("x", "utf-8")
    before = {unit.urls for unit in units.units(str(tmp_path))}
    (tmp_path / "0005.txt").write_text("x", "utf-8")
    after = {unit.urls for unit in units.units(str(tmp_path))}
    assert len(after - before) <= 2
    assert sum(map(len, after)) == 301


@pytest.mark.usefixtures("one_cluster")
def test_warc_files_as_they_come(tmp_path: Path, run: Run) -> None:
    page = PAGE.format(1).encode()
    (tmp_path / "in").mkdir()
    path = tmp_path / "in/a.warc.gz"
    packed = gzip.compress(page)
    path.write_bytes(
        answered("https://x.example/1", page)
        + answered("https://x.example/2", packed, "Content-Encoding: gzip\r\n")
        + answered("https://x.example/weg", page, status="404 Not Found")
        + answered("http://[kapot/3", page)
        + answered(
            "https://x.example/bom", gzip.compress(bytes(300_000_000)), "Content-Encoding: gzip\r\n"
        )
        + answered("https://x.example/br", b"x", "Content-Encoding: br\r\n")
        + answered(
            "https://x.example/4",
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page),
            "Transfer-Encoding: chunked\r\n",
        )
        + answered(
            "https://x.example/5", page, "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
        )
    )
    told = run("bulk", "in", "--to", "parts", "--json", "--workers", "1").json
    assert (told["records"], told["skipped"], told["failed"]) == (5, 3, [])
    assert {record["title"] for record in records(tmp_path / "parts")} == {"Project 1"}
    reasons = " ".join(
        row["reason"] for row in pq.read_table(tmp_path / "parts/skipped").to_pylist()
    )
    assert all(told in reasons for told in ("404", "longer than", "encoding is unknown: br"))
    path.write_bytes(path.read_bytes()[:-40])
    answer = run("bulk", "in", "--to", "parts", "--json", "--workers", "1")
    assert (answer.code, len(answer.json["failed"])) == (1, 1)
    assert "truncated" in answer.err


@pytest.mark.usefixtures("one_cluster")
def test_a_file_that_cannot_be_read_costs_itself_only(tmp_path: Path, run: Run) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(PAGE.format(1), "utf-8")
    (tmp_path / "in/weg.txt").symlink_to("nergens.txt")
    (tmp_path / "in/kapot.parquet").write_bytes(b"geen parquet")
    pq.write_table(pa.table({"URL": [None], "HTML": [12]}), tmp_path / "in/getal.parquet")
    answer = run("bulk", "in", "--to", "parts", "--json", "--workers", "1")
    assert (answer.code, answer.json["records"], answer.json["skipped"]) == (1, 1, 2)
    (problem,) = answer.json["failed"]
    assert "kapot.parquet" in problem


def test_names_and_bodies_that_are_odd_cost_nothing_else(
    tmp_path: Path, run: Run, request: pytest.FixtureRequest
) -> None:
    crawl, page = tmp_path / "crawl", PAGE.format(1).encode()
    crawl.mkdir()
    (crawl / "b.txt").write_bytes(page)
    Path(os.fsdecode(os.fsencode(crawl) + b"/caf\xe9.txt")).write_bytes(page)
    os.mkfifo(crawl / "pijp.txt")
    # A module of the crawl is not run by those that read it.
    (crawl / "resource.py").write_text("raise SystemExit", "utf-8")
    raw = zlib.compressobj(wbits=-15)
    packed = raw.compress(page) + raw.flush()
    (crawl / "a.warc.gz").write_bytes(
        answered(
            "https://x.example/1",
            b"ffffffffffffffffffffff\r\n" + page,
            "Transfer-Encoding: chunked\r\n",
        )
        + answered("https://x.example/2", packed, "Content-Encoding: deflate\r\n")
        + answered(
            "https://x.example/3",
            gzip.compress(page[:9]) + gzip.compress(page[9:]),
            "Content-Encoding: gzip\r\n",
        )
    )
    told = run("bulk", ".", "--to", "../parts", "--json", "--workers", "1", cwd=crawl).json
    assert (told["pages"], told["records"], told["failed"]) == (5, 5, [])
    assert "caf\\udce9.txt" in {record["source"]["file"] for record in records(tmp_path / "parts")}
    # The rest needs no cluster that starts in the crawl.
    request.getfixturevalue("one_cluster")
    broken = (crawl / "a.warc.gz").read_bytes()
    (crawl / "a.warc.gz").write_bytes(broken + answered("https://x.example/4", page)[:60])
    answer = run("bulk", ".", "--to", "../parts", "--json", "--workers", "1", cwd=crawl)
    assert (answer.code, len(answer.json["failed"])) == (1, 1)


def test_a_folder_that_cannot_be_listed_is_told_and_nothing_of_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "crawl/diep").mkdir(parents=True)
    (tmp_path / "crawl/a.txt").write_text("x", "utf-8")
    ls = LocalFileSystem.ls

    def refused(self: LocalFileSystem, path: str, **options: Any) -> Any:
        if path.endswith("diep"):
            raise PermissionError(path)
        return ls(self, path, **options)

    monkeypatch.setattr(LocalFileSystem, "ls", refused)
    with pytest.raises(SourceError):
        units.units(str(tmp_path / "crawl"))


@pytest.mark.usefixtures("one_cluster")
def test_what_is_given_within_a_source_is_part_of_it(tmp_path: Path, run: Run) -> None:
    (tmp_path / "crawl/diep").mkdir(parents=True)
    (tmp_path / "crawl/diep/a.txt").write_text(PAGE.format(1), "utf-8")
    assert (
        run("bulk", "crawl/diep", "--to", "parts", "--workers", "1", "--json").json["records"] == 1
    )
    (tmp_path / "crawl/diep/a.txt").write_text(PAGE.format(2) + "Meer.\n", "utf-8")
    assert run("bulk", "crawl", "--to", "parts", "--workers", "1", "--json").json["records"] == 1
    assert [record["title"] for record in records(tmp_path / "parts")] == ["Project 2"]


def test_an_address_that_is_none_is_told(tmp_path: Path, run_process: Run) -> None:
    (tmp_path / "a.txt").write_text(PAGE.format(1), "utf-8")
    for address in ("10.0.0.1", "nonsense://x"):
        answer = run_process("bulk", "a.txt", "--to", "parts", "--scheduler", address)
        assert (answer.code, "Traceback" in answer.err) == (2, False)
        assert "tcp://host:8786" in answer.err
    assert not (tmp_path / "parts").exists()


def test_where_nothing_can_be_written_one_hears_so(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text(PAGE.format(1), "utf-8")
    for place in ("a.txt/parts", "/proc/parts"):
        answer = run("bulk", "a.txt", "--to", place, "--workers", "1")
        assert (answer.code, "Traceback" in answer.err, "scheduler" in answer.err) == (
            2,
            False,
            False,
        )
        assert place.rpartition("/")[0] in answer.err


@pytest.mark.gate
def test_a_run_that_is_interrupted_says_so_and_loses_nothing(tmp_path: Path, run: Run) -> None:
    write_crawl(tmp_path / "crawl", 4000)
    started = bulk_under_way(tmp_path)
    # As a terminal does: to every process of the group.
    os.killpg(started.pid, signal.SIGINT)
    _, told = started.communicate(timeout=60)
    assert (started.returncode, "Traceback" in told) == (130, False)
    assert "the same command continues" in told
    assert run("bulk", "crawl", "--to", "parts", "--json").json["records"] == 4000


def test_the_parser_can_be_sent_to_other_engines() -> None:
    parsed = pickle.loads(pickle.dumps(projectkit.parse_page))(PAGE.format(1).encode(), "a.txt")
    assert pickle.loads(pickle.dumps(parsed)) == parsed
    assert parsed.record.title == "Project 1"
    with pytest.raises(AttributeError):
        projectkit.nothing  # noqa: B018


@pytest.mark.gate
def test_what_a_page_may_take_has_an_end() -> None:
    assert reader.MEMORY <= 4_000_000_000
    page, long = PAGE.format(1).encode(), b"<p>" * 5_000_000
    with Reader(patience=3) as mine:
        assert "longer than 3 seconds" in str(mine.read("a.html", long).reason)
        assert mine.lines("a.html", long) == set()
        assert mine.read("b.txt", page).record
    with Reader(memory=200_000_000) as mine:
        assert mine.read("b.txt", page).record
        assert "memory" in str(mine.read("a.html", long).reason)
        assert mine.read("b.txt", page).record


SITE = """\
Ons onderzoek
Over de groep
Kom langs

Buurtkracht {0}

In dit project onderzoeken we met bewoners hoe buren elkaar helpen en wat daarvoor in wijk {0} nodig is.

Status: Lopend

Postvak onder de trap
Altijd open
"""


@pytest.mark.usefixtures("one_cluster")
def test_lines_of_a_site_are_known_wherever_its_pages_stand(tmp_path: Path, run: Run) -> None:
    """`ingest` tells a menu by the folder; `bulk` by the folder, or by the site where a page has an address."""
    made = {
        f"https://x.example/{number}.txt": SITE.format(number).encode() for number in range(1, 9)
    }
    (tmp_path / "crawl").mkdir()
    for url, page in made.items():
        (tmp_path / "crawl" / url.rpartition("/")[2]).write_bytes(page)
    (tmp_path / "warc").mkdir()
    warc(
        tmp_path / "warc/a.warc.gz",
        made | {"https://y.example/9.txt": SITE.format(9).encode()},
        "text/plain",
    )
    pq.write_table(
        pa.table({"url": list(made), "text": list(made.values())}), tmp_path / "a.parquet"
    )
    for source in ("crawl", "a.parquet", "warc"):
        assert run("bulk", source, "--to", f"{source}-parts", "--workers", "1").code == 0
        found = {
            record["title"]: "Altijd open" in str(record)
            for record in records(tmp_path / f"{source}-parts")
        }
        found.pop("Buurtkracht 9", None)  # the only page of its site
        assert found == {f"Buurtkracht {number}": False for number in range(1, 9)}


@pytest.mark.gate
def test_a_scheduler_that_is_restarted_loses_nothing(tmp_path: Path, run: Run) -> None:
    write_crawl(tmp_path / "crawl", 1500)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = ["--host", "127.0.0.1", "--port", str(free.getsockname()[1]), "--no-dashboard"]
    address = f"tcp://127.0.0.1:{place[3]}"

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments]
        return subprocess.Popen(
            command, env=clean_environment(), stderr=subprocess.DEVNULL, cwd=tmp_path
        )

    command = [
        sys.executable,
        "-m",
        "projectkit",
        "bulk",
        "crawl",
        "--to",
        "parts",
        "--scheduler",
        address,
        "--json",
    ]
    worker = (
        "worker",
        address,
        "--host",
        "127.0.0.1",
        "--nthreads",
        "1",
        "--no-dashboard",
        "--death-timeout",
        "30",
    )
    started = [start("scheduler", *place), start(*worker)]
    try:
        with subprocess.Popen(
            command, cwd=tmp_path, env=clean_environment(), stdout=subprocess.PIPE
        ) as running:
            while not list((tmp_path / "parts").glob("done/*.json")) and running.poll() is None:
                time.sleep(0.05)
            started[0].kill()
            started[0].wait()
            started += [start("scheduler", *place), start(*worker)]
            out, _ = running.communicate(timeout=120)
    finally:
        for each in reversed(started):
            each.kill()
            each.wait()
    told = json.loads(out)
    assert (told["pages"], told["records"], told["skipped"], told["failed"]) == (1500, 1500, 0, [])
    assert len(records(tmp_path / "parts")) == 1500


@pytest.mark.gate
def test_a_cluster_that_is_lost_for_good_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "crawl").mkdir()
    for number in range(3):
        (tmp_path / "crawl" / f"{number}.txt").write_text(PAGE.format(number + 1), "utf-8")
    monkeypatch.setattr("projectkit.bulk.run._CONNECTIONS", 2)
    monkeypatch.setattr(units, "_MOST_FILES", 1)

    def connect() -> Client:
        if not list(tmp_path.glob("parts/done/*")):
            return Client(cluster)
        message = "nobody there"
        raise TimeoutError(message)

    with LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        going = run_bulk([str(tmp_path / "crawl")], str(tmp_path / "parts"), connect, 30)

        def lose() -> None:
            for progress in going:
                if progress.units:
                    cluster.close()

        with pytest.raises(ClusterLostError, match="continue where it stopped"):
            lose()
    assert list(tmp_path.glob("parts/done/*"))
    manifest = json.loads((tmp_path / "parts/manifest.json").read_text())
    assert manifest["unfinished"]
