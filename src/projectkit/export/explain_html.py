"""A page line by line as one self-contained web page: what each line became, in colour."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from projectkit.language.translate import _
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
    """The whole page; all text of others is escaped."""
    rows = "\n".join(map(_row, lines))
    names = {
        how: _(WAYS[how]) for how in (How.LABELLED, How.POSITIONAL, How.DERIVED, How.LEARNED)
    } | {"leftover": _("left over")}
    noise = escape(_("boilerplate"))
    key = "".join(f'<span class="{how}">{escape(name)}</span>' for how, name in names.items())
    return (
        f'<!doctype html>\n<html lang="nl"><head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n<p>{escape(file)}</p>\n"
        f'<p class="key">{key}<span class="noise">{noise}</span></p>\n'
        f"<table>\n{rows}\n</table>\n</body></html>\n"
    )


def _row(explained: Explained) -> str:
    style = "leftover" if explained.leftover else "noise" if explained.boilerplate else ""
    style = style or (str(explained.uses[0].how) if explained.uses else "")
    told = "".join(f"<div>{escape(words)}</div>" for words in explained.told)
    return (
        f'<tr class="{style}"><td>{explained.line.number}</td>'
        f"<td>{escape(explained.line.text)}</td><td>{told}</td></tr>"
    )
