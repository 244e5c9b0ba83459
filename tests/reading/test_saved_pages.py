"""A page gives the same record in whatever form a person hands it over."""

from __future__ import annotations

import plistlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from conftest import REPOSITORY
from projectkit.model.record import Record
from projectkit.parsing.page import parse_page
from projectkit.reading.content_kind import kind_of
from projectkit.reading.decode import UnreadableError
from projectkit.reading.kinds import PageKind
from projectkit.reading.page import read_page

SAVED = REPOSITORY / "tests/reading/saved"
PAGE = (SAVED / "page.html").read_bytes()
URL = "http://www.duinrand.example/projecten/slim-slapen"
DOCUMENTS = {".docx": "mammoth", ".pdf": "pdfminer"}
SNAPSHOT = b"""From: <Saved by Blink>
Snapshot-Content-Location: %(url)s
Subject: x
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="b"


--b
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: binary
Content-Location: %(url)s

%(page)s
--b
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: cid:frame-2@mhtml.blink

<p>Zonnebloem=
pitten</p>
--b--
"""


def saved(name: str) -> bytes:
    pytest.importorskip(DOCUMENTS.get(Path(name).suffix, "email"))
    return (SAVED / name).read_bytes()


def record_of(content: bytes, name: str) -> Record:
    record = parse_page(content, name).record
    assert record is not None
    assert record.source is not None
    return record


def facts(record: Record) -> dict[str, object]:
    """What a record says, but for where it was read."""
    return record.model_dump(exclude={"source", "links"})


@pytest.mark.parametrize("name", ["chromium.mhtml", "safari.webarchive", "forwarded.eml"])
def test_a_page_gives_the_same_record_from_each_file_that_holds_its_markup(name: str) -> None:
    assert facts(record_of(saved(name), name)) == facts(record_of(PAGE, "page.html"))


@pytest.mark.parametrize("name", ["chromium.pdf", "untagged.pdf"])
def test_a_printed_page_gives_the_same_facts(name: str) -> None:
    printed, page = record_of(saved(name), name), record_of(PAGE, "page.html")
    for field in ("title", "status", "start_date", "end_date", "identifiers", "funding"):
        assert getattr(printed, field) == getattr(page, field)
    assert [item.name for item in printed.organisations] == ["Gemeente Breda"]
    assert [(item.name, item.email) for item in printed.persons] == [
        ("Anna de Groot", "a.degroot@duinrand.example")
    ]
    assert [link.url for link in printed.links] == [
        "http://www.duinrand.example/bestanden/plan.pdf"
    ]
    assert printed.sections[0].text == page.sections[0].text
    assert printed.source is not None
    assert (printed.source.encoding, printed.source.lines) == ("pdf", "derived")


def test_a_document_keeps_headings_tables_tabs_lists_and_line_breaks() -> None:
    lines = read_page(saved("word.docx"), "word.docx").lines
    by_text = {line.text: line for line in lines}
    assert by_text["Slim slapen"].level == 1
    assert by_text["Aanleiding"].level == 2
    assert by_text["Status Lopend"].cells == ("Status", "Lopend")
    assert by_text["Partners: Gemeente Breda"].cells == ("Partners:", "Gemeente Breda")
    assert {"• Ouders praten mee.", "a.degroot@duinrand.example"} <= set(by_text)
    assert by_text["Briefhoofd van de hogeschool"].noise
    record = record_of(saved("word.docx"), "word.docx")
    assert record.source is not None
    assert (record.source.encoding, record.source.lines) == ("docx", None)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("chromium.mhtml", URL),
        ("safari.webarchive", URL),
        ("chromium.pdf", URL),
        ("forwarded.eml", None),
        ("page.html", None),
    ],
)
def test_the_address_of_a_page_is_the_one_that_its_file_gives(name: str, url: str | None) -> None:
    content = saved(name)
    assert read_page(content, name).url == url
    fetched = "https://elders.example/projecten/7"
    assert read_page(content, name, fetched).url == (url or fetched)


def test_relative_links_are_made_whole_with_the_address_that_a_page_was_fetched_from() -> None:
    record = parse_page(PAGE, "page.html", url="https://www.duinrand.example/projecten/x").record
    assert record is not None
    assert [link.url for link in record.links] == [
        "https://www.duinrand.example/bestanden/plan.pdf"
    ]


@pytest.mark.parametrize("name", [path.name for path in sorted(SAVED.glob("[!R]*"))])
@pytest.mark.parametrize("other", ["x.html", "x.txt"])
def test_a_file_is_recognised_by_its_content(name: str, other: str) -> None:
    content = (SAVED / name).read_bytes()
    assert kind_of(content, other) is kind_of(content, name)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PAGE, "x.mhtml", PageKind.HTML),
        (PAGE, "x.pdf", PageKind.HTML),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html><html/>", "x.html", PageKind.XHTML),
        ("<!DOCTYPE html>".encode("utf-16"), "x.txt", PageKind.HTML),
        (b"<!doctype html>", "x.md", PageKind.MARKDOWN),
        (b"From: a@b.example\nSubject: x\n\nText", "x.txt", PageKind.TEXT),
        (b"From: a@b.example\nSubject: x\n\nText", "x.eml", PageKind.MAIL),
        (b"Status: Lopend\nDatum: 2020\n\nText", "x.txt", PageKind.TEXT),
        (b"From x@y Mon\nMIME-Version: 1.0\nContent-Type: text/html\nTo: y\n\n<p>", "x.html", PageKind.MAIL),
        (b"Text about %PDF-1.4", "x.txt", PageKind.TEXT),
        (b"PK\x03\x04 and more", "x.txt", PageKind.TEXT),
    ],
)  # fmt: skip
def test_the_kind_of_a_file(content: bytes, name: str, kind: PageKind) -> None:
    assert kind_of(content, name) is kind


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252"])
def test_a_snapshot_that_names_no_encoding_is_read_by_its_bytes(encoding: str) -> None:
    page = "<h1>Coördinatie</h1><p>€ 500 – financiën".encode(encoding)
    content = SNAPSHOT % {b"url": b"https://x.example/p", b"page": page}
    saved_page = read_page(content, "x.mhtml")
    assert [line.text for line in saved_page.lines if line.text and not line.unread] == [
        "Coördinatie",
        "€ 500 – financiën",
    ]
    assert saved_page.url == "https://x.example/p"
    assert "Zonnebloempitten" in [line.text for line in saved_page.lines if line.unread]


def mail(text: str, subject: str = "Fwd: Slim slapen", subtype: str = "plain") -> bytes:
    made = EmailMessage()
    made["From"] = "Sofie Collega <sofie.collega@elders.example>"
    made["To"] = "Bram Ontvanger <bram@elders.example>"
    made["Subject"] = subject
    made.set_content(text, subtype=subtype)
    return made.as_bytes()


TEXT = "Slim slapen\n\nStatus: Lopend\nLooptijd: 2022 t/m 2024\nProjectleider: Anna de Groot\n\nAanleiding\n\nSlaap is een probleem.\n"
FORWARDED = {
    "gmail": "---------- Forwarded message ---------\nFrom: Ida Afzender <ida@elders.example>\nDate: do 26 nov 2026\nSubject: Slim slapen\nTo: <sofie@elders.example>\n\n\n",
    "outlook": "Van: Ida Afzender <ida@elders.example>\nVerzonden: donderdag 26 november 2026 09:00\nAan: Sofie\nOnderwerp: FW: Slim slapen\n\n",
    "apple": "Begin doorgestuurd bericht:\n\nVan: Ida Afzender <ida@elders.example>\nOnderwerp: Slim slapen\nDatum: 26 november 2026\nAan: Sofie\n\n",
}


@pytest.mark.parametrize("program", FORWARDED)
def test_who_forwards_a_page_is_no_person_of_the_project(program: str) -> None:
    note = "Hoi Bram,\n\nDeze hoort erbij.\n\nGroet,\nSofie Collega\nHogeschool Elders\n\n"
    record = record_of(mail(f"{note}{FORWARDED[program]}{TEXT}"), "x.eml")
    assert [person.name for person in record.persons] == ["Anna de Groot"]
    assert not record.organisations
    assert (record.title, record.start_date) == ("Slim slapen", "2022")


def test_who_a_file_names_is_listed_so_that_privacy_finds_them() -> None:
    saved_page = read_page(mail(TEXT), "x.eml")
    unread = [line.text for line in saved_page.lines if line.unread]
    assert unread[:2] == [
        "Sofie Collega <sofie.collega@elders.example>",
        "Bram Ontvanger <bram@elders.example>",
    ]
    document = read_page(saved("word.docx"), "word.docx")
    assert "python-docx" in [line.text for line in document.lines if line.unread]


def test_quoted_text_of_a_forwarded_mail_is_read_without_its_marks() -> None:
    quoted = "".join(f"> {line}\n" for line in (FORWARDED["outlook"] + TEXT).splitlines())
    assert record_of(mail(quoted), "x.eml").title == "Slim slapen"


def test_the_web_page_in_a_mail_is_preferred_to_its_plain_text() -> None:
    made = EmailMessage()
    made["Subject"] = "x"
    made.set_content("Uw programma toont geen webpagina's.")
    made.add_alternative("<h1>Buurtkracht</h1>", subtype="html")
    made.add_attachment(b"x", maintype="image", subtype="png")
    texts = [line.text for line in read_page(made.as_bytes(), "x.eml").lines]
    assert texts[0] == "Buurtkracht"
    assert "Uw programma toont geen webpagina's." not in texts


def test_a_mail_that_is_forwarded_as_an_attachment_is_read_itself() -> None:
    inner = EmailMessage()
    inner["Subject"] = "Slim slapen"
    inner.set_content(TEXT)
    outer = EmailMessage()
    outer["Subject"] = "Fwd: iets"
    outer.set_content("Groet, Sofie Collega")
    outer.add_attachment(inner)
    record = record_of(outer.as_bytes(), "x.eml")
    assert (record.title, [person.name for person in record.persons]) == (
        "Slim slapen",
        ["Anna de Groot"],
    )
    texts = [line.text for line in read_page(outer.as_bytes(), "x.eml").lines if line.unread]
    assert "Groet, Sofie Collega" in texts


def test_flowed_text_is_joined() -> None:
    made = b"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8; format=flowed\n\nSlaap is \neen probleem.\n"
    assert read_page(made, "x.eml").lines[0].text == "Slaap is een probleem."


def test_xhtml_is_read_as_a_browser_reads_it() -> None:
    text = (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        '<script src="x.js"/><title/></head><body><div class="leeg"/><h1>Buurtkracht</h1><p>Eerst'
        "<br/>dan <![CDATA[R&D <b>]]></p></body></html>"
    )
    texts = [line.text for line in read_page(text.encode(), "x.xhtml").lines if line.text]
    assert texts == ["Buurtkracht", "Eerst", "dan R&D <b>"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (plistlib.dumps({"x": 1}, fmt=plistlib.FMT_BINARY), "x.webarchive"),
        (b"MIME-Version: 1.0\nContent-Type: image/png\n\nx", "x.mhtml"),
        (b"MIME-Version: 1.0\nContent-Type: image/png\n\nx", "x.eml"),
    ],
)
def test_a_file_without_a_page_says_so(content: bytes, name: str) -> None:
    with pytest.raises(UnreadableError, match="holds no"):
        read_page(content, name)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_without_the_extra_the_command_that_installs_it_is_told(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projectkit.reading.document.find_spec", lambda _: None)
    name = {"docx": "word.docx", "pdf": "chromium.pdf"}[kind]
    with pytest.raises(UnreadableError, match=r"pip install 'projectkit-nl\[documents\]'"):
        read_page((SAVED / name).read_bytes(), name)
