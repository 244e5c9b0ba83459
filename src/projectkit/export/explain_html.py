"""A source page line by line, as a self-contained web page that colours what each line became."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from projectkit.language.translate import _, language
from projectkit.model.source import How
from projectkit.parsing.explain import WAYS, Explained

_STYLE = """\
:root{color-scheme:light dark;--labelled:#2e7d3222;--positional:#1565c022;--derived:#ef6c0033;
--learned:#3949ab2b;--manual:#6a1b9a22;--leftover:#c6282840}
body{font:15px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td{padding:.1rem .6rem;vertical-align:top}
td:first-child{color:gray;text-align:right;font-variant-numeric:tabular-nums}
td:nth-child(2){white-space:pre-wrap;overflow-wrap:anywhere}td:last-child{font-size:.85em;width:19rem}
tr:hover{outline:1px solid gray}.noise{color:gray}
.labelled{background:var(--labelled)}.positional{background:var(--positional)}.derived{background:var(--derived)}
.learned{background:var(--learned)}.manual{background:var(--manual)}.leftover{background:var(--leftover)}
@media(max-width:44rem){td{display:block;width:auto!important}td:first-child{text-align:left}}
.key span{padding:.1rem .5rem;margin-right:.5rem;border-radius:.2rem}
"""


def explain_html(title: str, file: str, lines: Iterable[Explained]) -> str:
    """The whole page, with all quoted text escaped."""
    rows = "\n".join(map(_row, lines))
    heading = escape(title)
    return (
        f'<!doctype html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        f"<title>{heading}</title>\n"
        f"<style>{_STYLE}</style></head>\n<body><h1>{heading}</h1>\n<p>{escape(file)}</p>\n"
        f'<p class="key">{_key()}</p>\n'
        f"<table>\n{rows}\n</table>\n</body></html>\n"
    )


def _key() -> str:
    """What each colour means."""
    ways = (How.LABELLED, How.POSITIONAL, How.DERIVED, How.LEARNED)
    names = {str(how): _(WAYS[how]) for how in ways}
    names |= {"leftover": _("left over"), "noise": _("boilerplate")}
    return "".join(f'<span class="{style}">{escape(name)}</span>' for style, name in names.items())


def _row(explained: Explained) -> str:
    told = "".join(f"<div>{escape(words)}</div>" for words in explained.told)
    return (
        f'<tr class="{_style(explained)}"><td>{explained.place}</td>'
        f"<td>{escape(explained.line.text)}</td><td>{told}</td></tr>"
    )


def _style(explained: Explained) -> str:
    if explained.leftover:
        return "leftover"
    if explained.boilerplate:
        return "noise"
    return str(explained.uses[0].how) if explained.uses else ""
