"""Pages of every kind in `data/raw`: what is read, what is not, and what is noted beside a page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import REPOSITORY, Run

SAVED = REPOSITORY / "tests/reading/saved"
PAGE = "Een titel\n\nStatus: Lopend\nThema's: Jeugd, Zorg\n\nAanleiding\n\nEr is wat aan de hand.\n"
URL = "https://www.elders.example/projecten/een-titel"


@pytest.fixture
def without_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("projectkit.reading.document.find_spec", lambda _: None)


def put(catalogue: Path, name: str, saved: str | None = None) -> None:
    path = catalogue / "data/raw" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if saved:
        shutil.copy(SAVED / saved, path)
    else:
        path.write_bytes(b"x")


def note(catalogue: Path, page: str, **noted: object) -> None:
    (catalogue / f"data/raw/{page}.json").write_text(json.dumps(noted), "utf-8")


@pytest.mark.parametrize(
    ("saved", "package"),
    [
        ("chromium.mhtml", "email"),
        ("safari.webarchive", "email"),
        ("forwarded.eml", "email"),
        ("word.docx", "mammoth"),
        ("chromium.pdf", "pdfminer"),
    ],
)
def test_each_kind_of_page_becomes_a_record(
    catalogue: Path, run: Run, saved: str, package: str
) -> None:
    pytest.importorskip(package)
    put(catalogue, saved, saved)
    answer = run("ingest")
    assert (answer.code, answer.out) == (0, f"created\tdata/raw/{saved}\tslim-slapen\t\n")
    assert run("ingest").out == ""
    assert run("explain", f"data/raw/{saved}").code == 0
    assert run("validate", "data/raw", "--select", "N001").code == 0


def test_what_is_not_read_is_told_on_one_line_with_what_to_do(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    for name in ("b.odt", "sub/c.odt", "d.png", ".gitkeep", "Thumbs.db", "e.qqq"):
        put(catalogue, name)
    told = (
        "4 files not read (2 .odt, 1 .png, 1 .qqq): b.odt, c.odt: save it as .docx; "
        "d.png: save the page itself, not a picture of it; "
        "e.qqq: save it as .html, .mhtml, .docx, .pdf or .txt\n"
    )
    answer = run("ingest")
    assert answer.code == 0
    assert answer.err.endswith(told)
    assert run("validate", "data/raw").err.startswith(told)
    assert run("ingest", "--json").json["not_read"] == [
        {"page": "data/raw/b.odt", "reason": "save it as .docx"},
        {"page": "data/raw/d.png", "reason": "save the page itself, not a picture of it"},
        {"page": "data/raw/e.qqq", "reason": "save it as .html, .mhtml, .docx, .pdf or .txt"},
        {"page": "data/raw/sub/c.odt", "reason": "save it as .docx"},
    ]


def test_in_dutch(catalogue: Path, run: Run) -> None:
    put(catalogue, "b.odt")
    answer = run("--lang", "nl", "ingest")
    assert answer.err.endswith("1 bestand niet gelezen (1 .odt): b.odt: bewaar het als .docx\n")


def test_many_names_are_cut_short(catalogue: Path, run: Run) -> None:
    for name in "abcde":
        put(catalogue, f"{name}.odt")
    assert "a.odt, b.odt, c.odt and 2 more: save it" in run("ingest").err


@pytest.mark.usefixtures("without_documents")
def test_without_the_extra_its_files_are_named_with_the_command_that_installs_it(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    put(catalogue, "b.pdf", "chromium.pdf")
    put(catalogue, "c.docx", "word.docx")
    answer = run("ingest")
    assert answer.code == 0
    assert answer.err.endswith(
        "2 files not read (1 .pdf, 1 .docx): b.pdf, c.docx: "
        "pip install 'projectkit-nl[documents]'\n"
    )
    assert "projectkit-nl[documents]" in run("ingest", "data/raw/b.pdf").out
    assert "projectkit-nl[documents]" in run("explain", "data/raw/b.pdf").err
    assert "1 page checked" in run("validate", "data/raw", "--select", "N001").err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx"),
        ("EncryptedPackage".encode("utf-16-le"), "save it without one"),
    ],
    ids=["older", "encrypted"],
)
def test_what_to_do_about_a_document_is_said_once(
    catalogue: Path, run: Run, content: bytes, said: str
) -> None:
    pytest.importorskip("mammoth", reason="Word documents need the extra `documents`")
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    (catalogue / "a.docx").write_bytes(compound + content)
    for form in ("concise", "full", "github"):
        answer = run("validate", "a.docx", "--format", form)
        assert answer.code == 1
        assert answer.out.count("save") == answer.out.count(said) == 1
    (found,) = run("validate", "a.docx", "--format", "json").json
    assert (found["message"].endswith(said), found["fix"]) == (True, None)
    (catalogue / "b.docx").write_bytes(b"PK")
    assert "save the page again" in run("validate", "b.docx", "--format", "full").out


def test_privacy_finds_who_sent_a_page(catalogue: Path, run: Run) -> None:
    put(catalogue, "a.eml", "forwarded.eml")
    run("ingest")
    found = run("privacy", "find", "Bram Ontvanger")
    assert "data/raw/a.eml" in found.out


def test_a_damaged_document_costs_only_itself(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    pytest.importorskip("pdfminer")
    write_page("z.txt", PAGE)
    (catalogue / "data/raw/a.pdf").write_bytes((SAVED / "chromium.pdf").read_bytes()[:3000])
    (catalogue / "data/raw/b.docx").write_bytes((SAVED / "word.docx").read_bytes()[:3000])
    answer = run("ingest", "--json")
    assert answer.code == 1
    assert [item["page"] for item in answer.json["failed"]] == ["data/raw/a.pdf", "data/raw/b.docx"]
    assert all("damaged" in item["reason"] for item in answer.json["failed"])
    assert [item["page"] for item in answer.json["created"]] == ["data/raw/z.txt"]


def test_what_is_noted_beside_a_page_is_its_address_and_no_page(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    note(catalogue, "a.txt", url=URL, fetched="2026-11-27T10:00:00Z", etag='"x"', last_modified="y")
    answer = run("ingest", "--json")
    assert (len(answer.json["created"]), answer.json["not_read"]) == (1, [])
    record = run("show", "een-titel", "--json").json
    assert (record["source"]["url"], record["source"]["fetched"]) == (URL, "2026-11-27T10:00:00Z")
    assert run("list", "--columns", "id,url").out == f"een-titel\t{URL}\n"
    assert URL in run("show", "een-titel").out
    assert run("validate", "data/raw/a.txt.json").code == 0
    assert run("validate", "--select", "M008,C").code == 0


def test_a_page_that_was_fetched_again_under_another_name_is_known(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", PAGE)
    note(catalogue, "a.txt", url=URL)
    run("ingest")
    write_page("b.txt", PAGE.replace("hand", "hand, nog steeds"))
    note(catalogue, "b.txt", url=f"{URL.replace('https', 'http')}/#status")
    (answer,) = run("ingest", "--json").json["skipped"]
    assert answer["reason"] == "a page with the address of data/raw/a.txt"


@pytest.mark.parametrize(
    "noted",
    [
        "geen json",
        "[1]",
        '{"url": 7, "fetched": []}',
        '{"url": "javascript:alert(1)", "fetched": "a\\u001bb"}',
        '{"url": "https://[x"}',
        '{"url": "https://x.example/a b"}',
        "[" * 100_000,
    ],
)
def test_a_note_that_makes_no_sense_is_passed_over(
    catalogue: Path, run: Run, write_page: Callable, noted: str
) -> None:
    write_page("a.txt", PAGE)
    (catalogue / "data/raw/a.txt.json").write_text(noted, "utf-8")
    assert run("ingest").code == 0
    source = run("show", "een-titel", "--json").json["source"]
    assert (source["url"], source["fetched"]) == (None, None)
