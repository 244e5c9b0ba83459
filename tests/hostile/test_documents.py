"""Documents that are too large, locked or damaged give one clear line each, in bounded time."""

from __future__ import annotations

import contextlib
import io
import plistlib
import struct
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest

pytest.importorskip("mammoth")
pytest.importorskip("pdfminer")

from conftest import REPOSITORY
from projectkit.reading import bounded
from projectkit.reading.decode import UnreadableError
from projectkit.reading.page import read_page

SAVED = REPOSITORY / "tests/reading/saved"
WORD, PDF = (SAVED / "word.docx").read_bytes(), (SAVED / "chromium.pdf").read_bytes()
# Of both cores of a busy machine.
PATIENCE = 100
MB = 1_000_000


def docx(change: Callable[[str, bytes], bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The document of the tests with its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def body(text: bytes) -> Callable[[str, bytes], bytes]:
    """A change that puts something at the beginning of the body."""

    def change(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"<w:body>", b"<w:body>" + text) if "document.xml" in name else content
        )

    return change


def bomb_of_text() -> bytes:
    return docx(body(b"<w:p><w:r><w:t>" + b"a" * 300 * MB + b"</w:t></w:r></w:p>"))


def bomb_of_a_smaller_text() -> bytes:
    return docx(body(b"<w:p><w:r><w:t>" + b"a" * 15 * MB + b"</w:t></w:r></w:p>"))


def bomb_that_declares_less() -> bytes:
    """A part whose size is declared as 1 KB and that holds 300 MB."""
    content = bytearray(bomb_of_text())
    size = struct.pack("<I", 1000)
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as parts:
        real = struct.pack("<I", parts.getinfo("word/document.xml").file_size)
    return bytes(content).replace(real, size)


def many_parts() -> bytes:
    out = io.BytesIO(WORD)
    with zipfile.ZipFile(out, "a") as parts:
        for number in range(20_000):
            parts.writestr(f"word/media/{number}.png", b"")
    return out.getvalue()


def other_method() -> bytes:
    return docx(lambda _, content: content, method=zipfile.ZIP_BZIP2)


def entities() -> bytes:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    return docx(
        lambda name, part: part.replace(b"?>", b"?>" + laughs, 1) if "document" in name else part
    )


def deep_tables() -> bytes:
    deep = b"<w:tbl><w:tr><w:tc>" * 20_000 + b"</w:tc></w:tr></w:tbl>" * 20_000
    return docx(body(deep))


def locked_docx() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")


def old_word() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def spreadsheet() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("xl/workbook.xml", "<x/>")
    return out.getvalue()


def cut_docx() -> bytes:
    return WORD[: len(WORD) // 2]


def broken_xml() -> bytes:
    return docx(body(b"<w:p><"))


def pdf_of_pages(count: int) -> bytes:
    """A PDF by hand: each page has the same line of text."""
    kids = " ".join(f"{number} 0 R" for number in range(4, 4 + count))
    font = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]/MediaBox[0 0 595 842]{font}>>",
        "<</Length 41>>stream\nBT /F 12 Tf 50 700 Td (Status: Lopend) Tj ET\nendstream",
        *["<</Type/Page/Parent 2 0 R/Contents 3 0 R>>"] * count,
    ]
    return pdf_of(objects)


def pdf_of(objects: list[str | bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        content = text if isinstance(text, bytes) else text.encode()
        out += b"%d 0 obj" % number + content + b"endobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return out + trailer % (len(objects) + 1, start)


def bomb_in_a_stream() -> bytes:
    """A page of half a megabyte that inflates to 500 MB of instructions."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"BT ET\n" * MB) for _ in range(80)) + packer.flush()
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream"
    return pdf_of(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[4 0 R]/MediaBox[0 0 595 842]>>",
            stream,
            "<</Type/Page/Parent 2 0 R/Contents 3 0 R>>",
        ]
    )


def ten_thousand_pages() -> bytes:
    return pdf_of_pages(10_000)


def pages_in_a_circle() -> bytes:
    return pdf_of(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        ]
    )


def locked_pdf() -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    encryption = pytest.importorskip("reportlab.lib.pdfencrypt")
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=encryption.StandardEncryption("geheim", strength=128))
    page.drawString(50, 700, "Status: Lopend")
    page.save()
    return out.getvalue()


def scan() -> bytes:
    return pdf_of_pages(1).replace(b"(Status: Lopend)", b"()              ")


def cut_pdf() -> bytes:
    return b"%PDF-1.4\n" + PDF[2000:4000]


CASES = {
    bomb_of_text: "too large",
    bomb_of_a_smaller_text: "zip bomb",
    bomb_that_declares_less: "damaged",
    many_parts: "too large",
    other_method: "compressed in a way",
    entities: "entities",
    deep_tables: "",
    locked_docx: "password",
    old_word: "older format",
    spreadsheet: "not a Word document",
    cut_docx: "damaged",
    broken_xml: "damaged",
    bomb_in_a_stream: "",
    ten_thousand_pages: "more than 300 pages",
    pages_in_a_circle: "",
    locked_pdf: "password",
    scan: "pictures of text",
    cut_pdf: "",
}


# Making these takes longer than reading them: the gates do.
BIG = {bomb_of_text, bomb_that_declares_less, bomb_in_a_stream}


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(make, reason, id=make.__name__, marks=[pytest.mark.gate] * (make in BIG))
        for make, reason in CASES.items()
    ],
)
def test_a_document_that_cannot_be_read_gives_one_clear_line(
    make: Callable[[], bytes], reason: str
) -> None:
    content = make()
    start = time.monotonic()
    with pytest.raises(UnreadableError) as told:
        read_page(content, "x.pdf" if content.startswith(b"%PDF") else "x.docx")
    assert time.monotonic() - start < PATIENCE
    assert reason in str(told.value)
    assert len(str(told.value)) < 200
    assert "\n" not in str(told.value)


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    encryption = pytest.importorskip("reportlab.lib.pdfencrypt")
    out = io.BytesIO()
    lock = encryption.StandardEncryption("", ownerPassword="geheim", canCopy=0, strength=128)
    page = canvas.Canvas(out, encrypt=lock)
    page.drawString(50, 700, "Status: Lopend")
    page.save()
    lines = read_page(out.getvalue(), "x.pdf").lines
    assert [line.text for line in lines if line.text and not line.unread] == ["Status: Lopend"]


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 0.01)
    with pytest.raises(UnreadableError, match="takes longer"):
        read_page(PDF, "x.pdf")


def archive_within_archives() -> bytes:
    frame: dict[str, object] = {"WebMainResource": {"WebResourceData": b"<p>x"}}
    for _ in range(400):
        frame = {"WebMainResource": {"WebResourceData": b"<p>x"}, "WebSubframeArchives": [frame]}
    return plistlib.dumps(frame, fmt=plistlib.FMT_BINARY)


def parts_within_parts(depth: int = 3000) -> bytes:
    heads = (
        f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n'
        for number in range(depth)
    )
    return b"MIME-Version: 1.0\n" + "".join(heads).encode() + b"Content-Type: text/html\n\n<p>x"


def many_headers() -> bytes:
    heads = "Van: a\nOnderwerp: b\n\nx\n" * 50_000
    return f"MIME-Version: 1.0\nContent-Type: text/plain\n\n{heads}".encode()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (archive_within_archives(), "x.webarchive"),
        (parts_within_parts(), "x.mhtml"),
        (parts_within_parts(), "x.eml"),
        (many_headers(), "x.eml"),
        (b"bplist00" + bytes(range(256)) * 20, "x.webarchive"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'x'>]><plist>&a;</plist>", "x.webarchive"),
        (plistlib.dumps({"WebMainResource": 3}), "x.webarchive"),
        (b"<a " * 200_000 + b"/>", "x.xhtml"),
        (b"<![CDATA[" * 200_000, "x.xhtml"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-7\n\n+ADw-", "x.eml"),
        (b"MIME-Version: 1.0\nContent-Type: text/html; charset*=utf-8''\xff\n\nx", "x.eml"),
        (b"MIME-Version: 1.0\nSubject: =?utf-8?b?/////w==?=\nContent-Type: text/plain\n\nx", "x.eml"),
        (b"MIME-Version: 1.0\nSubject: =?x-none?q?a?=\nContent-Type: text/html\n\nx", "x.eml"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx", "x.mhtml"),
        (b"", "x.eml"),
        (b"", "x.mhtml"),
        (b"", "x.webarchive"),
    ],
)  # fmt: skip
def test_a_hostile_page_is_read_or_refused_at_once(content: bytes, name: str) -> None:
    start = time.monotonic()
    with contextlib.suppress(UnreadableError):
        read_page(content, name)
    assert time.monotonic() - start < PATIENCE / 10
