"""HTML: one readable page of all projects, without scripts and with all text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import BinaryIO

from projectkit.export.format import Options
from projectkit.export.page_text import blocks, web_address
from projectkit.export.readable import facts
from projectkit.model.plain import PlainRecord

_STYLE = """\
:root{color-scheme:light dark}
body{font:1rem/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
article{margin-bottom:4rem}h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:GrayText}dd{margin:0}
@media print{article{break-before:page}}
"""


def write_html(records: Iterable[PlainRecord], file: BinaryIO, options: Options) -> None:
    """Write an article per project."""
    head = (
        f'<!doctype html>\n<html lang="{options.language}"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>projectkit</title>\n"
        f"<style>{_STYLE}</style></head>\n<body>\n"
    )
    file.write(head.encode())
    articles = ("\n".join(_article(record, options)) for record in records)
    file.writelines(article.encode("utf-8", "xmlcharrefreplace") + b"\n" for article in articles)
    file.write(b"</body></html>\n")


def _article(record: PlainRecord, options: Options) -> Iterator[str]:
    yield f'<article id="{escape(record["id"])}" lang="{escape(record["language"])}">'
    yield f"<h1>{escape(record['title'] or record['id'])}</h1>"
    known = (
        f"<dt>{escape(fact.label)}</dt><dd>{'<br>'.join(map(escape, fact.values))}</dd>"
        for fact in facts(record, options)
    )
    yield f"<dl>{''.join(known)}</dl>"
    for section in record["sections"]:
        yield from _titled(section["heading"], section["text"])
    for part in record["subprojects"]:
        yield from _titled(part["title"], part["text"])
    links = "".join(f"<li>{_link(link['url'], link['label'])}</li>" for link in record["links"])
    yield f"<ul>{links}</ul>" if links else ""
    yield "</article>"


def _titled(heading: str | None, text: str) -> Iterator[str]:
    if heading:
        yield f"<h2>{escape(heading)}</h2>"
    yield from text_html(text)


def text_html(text: str) -> Iterator[str]:
    """The paragraphs and lists of a text as elements."""
    for kind, parts in blocks(text):
        if kind == "p":
            yield "".join(f"<p>{_lines(paragraph)}</p>" for _, paragraph in parts)
        else:
            yield f"<{kind}>{''.join(_item(number, item) for number, item in parts)}</{kind}>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _item(number: str, text: str) -> str:
    value = f' value="{number}"' if number else ""
    return f"<li{value}>{escape(text)}</li>"


def _link(url: str, label: str | None) -> str:
    """A web address as a link; anything else, which may be a script, as text."""
    shown = escape(label or url)
    address = web_address(url)
    return f'<a href="{escape(address)}" rel="noopener">{shown}</a>' if address else shown
