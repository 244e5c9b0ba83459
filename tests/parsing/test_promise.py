"""Nothing is lost: every word that a reader of a page can see is somewhere in its record.

For the pages at hand, and for these with a panel hidden, a column swapped, a note glued, a byte
broken, a label unknown, or lines joined or cut.
"""

from __future__ import annotations

import html
import io
import random
import re
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from seen import words
from tools.train.annotated import read_annotated
from unheld import unheld_words

from conftest import REPOSITORY
from projectkit.parsing.page import parse_page
from projectkit.reading.page import read_page

FOLDERS = ("tests/gates/pages", "tests/golden", "data/raw")
ENDINGS = {".txt", ".html", ".md"}
SAVED = REPOSITORY / "tests/reading/saved"
EVERY = 60
# Pages that are changed: each ninth, and in the gates each third.
CHANGED = [9, pytest.param(3, marks=pytest.mark.gate)]
# What the decoder of an address replaces, and a reader sees before its script has run.
REPLACED = {"email", "protected", "at"}

Page = tuple[str, bytes]


def pages() -> list[Page]:
    found = [
        (path.name, path.read_bytes())
        for folder in FOLDERS
        for path in sorted((REPOSITORY / folder).iterdir())
        if path.suffix in ENDINGS
    ]
    sample = sorted((REPOSITORY / "training/pages").glob("*.page"))[::EVERY]
    return [*found, *((f"{path.stem}.txt", read_annotated(path).text.encode()) for path in sample)]


PAGES = pages()


def check(name: str, content: bytes) -> None:
    record = parse_page(content, name, force=True).record
    assert record is not None
    assert set(unheld_words(content, name, record)) <= REPLACED


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
def test_no_word_of_a_page_is_lost(page: Page) -> None:
    check(*page)


@pytest.mark.parametrize("path", sorted(SAVED.iterdir()), ids=lambda path: path.name)
def test_no_word_of_a_page_as_a_program_saved_it_is_lost(path: Path) -> None:
    if path.suffix in {".docx", ".pdf"}:
        pytest.importorskip("mammoth")
        pytest.importorskip("pdfminer")
    check(path.name, path.read_bytes())


@pytest.mark.parametrize("name", ["chromium.pdf", "untagged.pdf"])
def test_no_word_that_a_pdf_shows_is_lost(name: str) -> None:
    """By the text that pdfminer itself finds, rather than by the markup that is made of it."""
    high_level = pytest.importorskip("pdfminer.high_level")
    content = (SAVED / name).read_bytes()
    shown = set(words(high_level.extract_text(io.BytesIO(content))))
    record = parse_page(content, name).record
    assert record is not None
    held = {word for line in read_page(content, name).lines for word in words(line.text)}
    assert shown <= held
    assert not unheld_words(content, name, record)


def test_no_word_that_a_document_shows_is_lost() -> None:
    """By the text in its parts, also in headers and footers, rather than by mammoth."""
    pytest.importorskip("mammoth")
    content = (SAVED / "word.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        texts = [parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")]
    shown = {
        word for text in texts for word in words(" ".join(re.findall(r"<w:t[^>]*>([^<]*)", text)))
    }
    held = {word for line in read_page(content, "word.docx").lines for word in words(line.text)}
    assert {"briefhoofd", "slaapdagboek"} <= shown <= held


def as_mail(text: str, subtype: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Sofie <sofie@elders.example>", "Fwd: kijk eens"
    mail.set_content(text, subtype=subtype)
    return mail.as_bytes()


@pytest.mark.parametrize("every", CHANGED)
def test_no_word_of_a_page_in_a_mail_or_a_snapshot_is_lost(every: int) -> None:
    for name, content in PAGES[::every]:
        text = content.decode("utf-8", "replace")
        check(
            f"{Path(name).stem}.eml", as_mail(text, "html" if name.endswith(".html") else "plain")
        )
        check(f"{Path(name).stem}.mhtml", as_mail(as_web_page(text), "html"))


def as_web_page(text: str) -> str:
    blocks = re.split(r"\n\s*\n", html.escape(text))
    return "<main>" + "".join(f"<p>{block.replace(chr(10), '<br>')}</p>" for block in blocks)


def hide_a_panel(text: str, draw: random.Random) -> tuple[str, str]:
    page = text if "<p" in text else as_web_page(text)
    parts = page.split("<p>")
    at = draw.randrange(len(parts))
    how = draw.choice(["hidden", "style='display:none'", "hidden='until-found'", "role=tabpanel"])
    parts[at] = f"<button>Open</button><div {how}>{parts[at]}</div>"
    return "<p>".join(parts), ".html"


def swap_columns(text: str, _: random.Random) -> tuple[str, str]:
    rows = [line.partition(":") for line in text.splitlines()]
    cells = "".join(
        f"<tr><td rowspan=2>{html.escape(value)}<td>{html.escape(label)}"
        for label, _, value in rows
    )
    return f"<table>{cells}</table>", ".html"


def glue_a_note(text: str, draw: random.Random) -> tuple[str, str]:
    words = text.split(" ")
    words[draw.randrange(len(words))] += draw.choice(["¹", "[1]", " [1]", "[^1]"])
    return " ".join(words), draw.choice([".txt", ".md"])


def make_a_label_unknown(text: str, draw: random.Random) -> tuple[str, str]:
    labels = re.findall(r"(?m)^\w[\w ]{2,30}:", text) or ["e"]
    return text.replace(draw.choice(labels), "Kwispelgraad:"), ".txt"


def join_lines(text: str, draw: random.Random) -> tuple[str, str]:
    lines = text.split("\n")
    at = draw.randrange(len(lines))
    return "\n".join([*lines[:at], " ".join(lines[at : at + 4]), *lines[at + 4 :]]), ".txt"


def cut_a_line(text: str, draw: random.Random) -> tuple[str, str]:
    at = draw.choice([match.start() for match in re.finditer(" ", text)] or [0])
    return f"{text[:at]}\n{text[at:]}", draw.choice([".txt", ".md"])


MUTATIONS = [
    hide_a_panel,
    swap_columns,
    glue_a_note,
    make_a_label_unknown,
    join_lines,
    cut_a_line,
]


@pytest.mark.parametrize("every", CHANGED)
@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_no_word_of_a_changed_page_is_lost(
    mutate: Callable[[str, random.Random], tuple[str, str]], every: int
) -> None:
    draw = random.Random(mutate.__name__)  # noqa: S311  (no secret)
    for name, content in PAGES[::every]:
        text, ending = mutate(content.decode("utf-8", "replace"), draw)
        check(f"{Path(name).stem}{ending}", text.encode())


@pytest.mark.parametrize("every", CHANGED)
def test_no_word_of_a_page_with_a_broken_byte_is_lost(every: int) -> None:
    draw = random.Random(1)  # noqa: S311  (no secret)
    for name, content in PAGES[::every]:
        at = draw.randrange(len(content) + 1)
        check(name, content[:at] + b"\xff" + content[at:])


def test_what_is_lost_is_found() -> None:
    content = b"Tuin Zuid\n\nStatus: Lopend\n\nKlaproos: 12\nKorenbloem: 13\n"
    record = parse_page(content, "x.txt", force=True).record
    assert record is not None
    assert record.source is not None
    forgetful = record.model_copy(
        update={
            "sections": (),
            "source": record.source.model_copy(update={"leftover": (), "fields": {}}),
        }
    )
    assert {"klaproos", "korenbloem"} <= set(unheld_words(content, "x.txt", forgetful))
