"""Score the same pages in each form in which a person may hand them over, beside HTML.

    python -m tools.train.forms [FOLDER] [--every N] [--errors]

A folder holds annotated pages (`NAME.page`); without one, the pages that the models learned from.
Each becomes a web page with headings, lists and tables. Chromium saves that as MHTML and prints it
as PDF; python-docx and the standard library write the documents and mails. Needs Chromium with its
driver, and the extra `test`.
"""

from __future__ import annotations

import argparse
import base64
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from email.message import EmailMessage
from functools import partial
from html import escape
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tools.train.annotated import AnnotatedLine, AnnotatedPage, read_annotated
from tools.train.answers import answer_of
from tools.train.examples import PAGES
from tools.train.measure import ingested
from tools.train.score import Score

from projectkit.reading.blocks import list_item

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

_EVERY = 15
_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")
_LABELLED = re.compile(r"(?P<label>[^:]{2,40}):\s+(?P<value>\S.{0,80})")
_STYLE = (
    "body{font:11pt/1.5 sans-serif;max-width:42em;hyphens:manual}"
    "th{text-align:left;padding-right:2em}td,th{vertical-align:top}"
)
_SHORT = 60


class WebPage(NamedTuple):
    """An annotated page as a web page.

    Attributes:
        name: its name, without an ending.
        title: its title.
        elements: its elements in order, each as its tag and its texts.
    """

    name: str
    title: str
    elements: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]

    @property
    def markup(self) -> str:
        """The page as HTML."""
        body = "\n".join(_markup(tag, rows) for tag, rows in self.elements)
        head = f"<meta charset=utf-8><title>{escape(self.title)}</title><style>{_STYLE}</style>"
        return f"<!doctype html><html lang=nl><head>{head}</head><body>{body}</body></html>\n"


Form = Callable[[WebPage], bytes]
"""Writes a web page as a file."""


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.train.forms", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", default=PAGES)
    parser.add_argument("--every", type=int, default=_EVERY, help="take one page in so many")
    parser.add_argument("--errors", action="store_true", help="list every difference")
    arguments = parser.parse_args()
    pages = [read_annotated(path) for path in sorted(arguments.folder.glob("*.page"))]
    pages = pages[:: arguments.every]
    with _browser() as browser:
        scores = {name: _score(pages, form, name) for name, form in _forms(browser).items()}
    lines = [line for name, score in scores.items() for line in _errors(name, score, arguments)]
    sys.stdout.write("".join(f"{line}\n" for line in [*lines, *_table(scores)]))


def _errors(name: str, score: Score, arguments: argparse.Namespace) -> Iterator[str]:
    for error in score.errors if arguments.errors else ():
        yield ": ".join((name, " ".join(map(str, error))))


def _forms(browser: Chrome) -> dict[str, Form]:
    """The forms by what the table calls them; the ending is behind the last blank."""
    return {
        "as HTML .html": lambda page: page.markup.encode(),
        "saved by Chromium .mhtml": partial(_mhtml, browser),
        "printed by Chromium .pdf": partial(_pdf, browser, tagged=True),
        "printed by Chromium, without tags .pdf": partial(_pdf, browser, tagged=False),
        "the text of that PDF, by pdfminer alone .txt": partial(_text_of_pdf, browser),
        "Word, by python-docx .docx": _docx,
        "mail with HTML .eml": partial(_mail, kind="html"),
        "mail of plain text .eml": partial(_mail, kind="plain"),
    }


def _score(pages: Sequence[AnnotatedPage], form: Form, name: str) -> Score:
    ending = name.rpartition(" ")[2]
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "data/raw"
        raw.mkdir(parents=True)
        for page in pages:
            (raw / f"{page.name}{ending}").write_bytes(form(_web_page(page)))
        found = ingested(Path(folder))
    score = Score()
    for page in pages:
        file = f"{page.name}{ending}"
        score.add(file, answer_of(page) if page.is_project else None, found.get(file))
    return score


def _table(scores: dict[str, Score]) -> Iterator[str]:
    yield "| form | macro F1 | invented | projects lost | title | dates | partners | persons |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, score in scores.items():
        dates = (score.f1("start_date") + score.f1("end_date")) / 2
        fields = (score.f1("title"), dates, score.f1("partners"), score.f1("persons"))
        shown = " | ".join(f"{value:.3f}" for value in fields)
        lost = f"{score.lost} of {score.projects}"
        yield f"| {name} | {score.macro_f1:.3f} | {score.invented} | {lost} | {shown} |"


def _web_page(page: AnnotatedPage) -> WebPage:
    """A page with the elements that a site would write it in."""
    title = next((line.text for line in page.lines if _tag(line) == "title"), page.name)
    found: list[tuple[str, tuple[tuple[str, ...], ...]]] = []
    for is_text, block in groupby(page.lines, lambda line: bool(line.text.strip())):
        if is_text:
            for tag, lines in groupby(block, _kind):
                found += _elements(tag, [line.text.strip() for line in lines])
    return WebPage(page.name, title, tuple(found))


def _kind(line: AnnotatedLine) -> str:
    tag, text = _tag(line), line.text.strip()
    if tag in {"title", "h", "noise"}:
        return tag
    if list_item(text):
        return "item"
    return "row" if _LABELLED.fullmatch(text) else "text"


def _tag(line: AnnotatedLine) -> str:
    return line.annotations[0].tag if line.annotations else ""


def _elements(kind: str, texts: list[str]) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    if kind in {"title", "h", "noise"}:
        tag = {"title": "h1", "h": "h2", "noise": "div"}[kind]
        yield from ((tag, ((text,),)) for text in texts)
    elif kind == "item":
        items = filter(None, map(list_item, texts))
        yield "ul", tuple((item.text,) for item in items)
    elif kind == "row":
        rows = filter(None, map(_LABELLED.fullmatch, texts))
        yield "table", tuple((row["label"], row["value"]) for row in rows)
    elif all(len(text) <= _SHORT for text in texts):
        yield "p", tuple((text,) for text in texts)
    else:
        yield from (("p", ((text,),)) for text in texts)


def _markup(tag: str, rows: Sequence[Sequence[str]]) -> str:
    cells = [[escape(cell) for cell in row] for row in rows]
    if tag == "table":
        body = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in cells)
    elif tag == "ul":
        body = "".join(f"<li>{item}</li>" for (item,) in cells)
    else:
        body = "<br>".join(line for (line,) in cells)
    return f"<{tag}>{body}</{tag}>"


@contextmanager
def _browser() -> Iterator[Chrome]:
    from selenium.webdriver import Chrome, ChromeOptions  # noqa: PLC0415  (of the extra `test`)
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as profile:
        options = ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for flag in (*_FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        driver = Chrome(options=options, service=Service(shutil.which("chromedriver") or ""))
        yield driver
        driver.quit()


def _shown(browser: Chrome, page: WebPage) -> None:
    data = base64.b64encode(page.markup.encode()).decode()
    browser.get(f"data:text/html;charset=utf-8;base64,{data}")


def _mhtml(browser: Chrome, page: WebPage) -> bytes:
    _shown(browser, page)
    snapshot: dict[str, str] = browser.execute_cdp_cmd("Page.captureSnapshot", {"format": "mhtml"})
    return snapshot["data"].encode()


def _pdf(browser: Chrome, page: WebPage, *, tagged: bool) -> bytes:
    _shown(browser, page)
    options = {"displayHeaderFooter": True, "generateTaggedPDF": tagged}
    printed: dict[str, str] = browser.execute_cdp_cmd("Page.printToPDF", options)
    return base64.b64decode(printed["data"])


def _text_of_pdf(browser: Chrome, page: WebPage) -> bytes:
    from pdfminer.high_level import extract_text  # noqa: PLC0415  (of the extra `documents`)
    from pdfminer.layout import LAParams  # noqa: PLC0415

    layout = LAParams(line_margin=0.3, boxes_flow=None)
    return extract_text(BytesIO(_pdf(browser, page, tagged=False)), laparams=layout).encode()


def _docx(page: WebPage) -> bytes:
    import docx  # noqa: PLC0415  (of the extra `test`)

    document: Any = docx.Document()
    for tag, rows in page.elements:
        if tag == "table":
            table = document.add_table(len(rows), 2)
            for row, texts in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        elif tag in {"h1", "h2"}:
            document.add_heading(rows[0][0], {"h1": 0, "h2": 1}[tag])
        elif tag == "ul":
            for (item,) in rows:
                document.add_paragraph(item, style="List Bullet")
        else:
            document.add_paragraph("\n".join(line for (line,) in rows))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _mail(page: WebPage, kind: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = "Sofie Collega <sofie.collega@elders.example>"
    mail["To"] = "Bram Ontvanger <bram@elders.example>"
    mail["Subject"] = f"Fwd: {page.title}"
    if kind == "html":
        mail.set_content("Zie de pagina hieronder.")
        mail.add_alternative(page.markup, subtype="html")
    else:
        mail.set_content("\n\n".join(_text(tag, rows) for tag, rows in page.elements))
    return mail.as_bytes()


def _text(tag: str, rows: Sequence[Sequence[str]]) -> str:
    mark = "* " if tag == "ul" else ""
    return "\n".join(f"{mark}{': '.join(row)}" for row in rows)


if __name__ == "__main__":
    main()
