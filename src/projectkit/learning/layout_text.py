"""Writes what was understood of a site as a layout file, which a person can read and change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from projectkit.language.translate import _
from projectkit.learning.rules import Rules


def layout_text(recognise: Iterable[str], rules: Rules, identifier_scheme: str) -> str:
    """The text of a layout file.

    Args:
        recognise: lines that are on every page of the site.
        rules: what was understood in words.
        identifier_scheme: the scheme of the project numbers of the site, if it is a known one.
    """
    note = _("Proposed by `projectkit learn`. Yours to change: what you change stays.")
    return "".join([f"# {note}\n", *_lines(recognise, rules, identifier_scheme)])


def _lines(recognise: Iterable[str], rules: Rules, identifier_scheme: str) -> Iterator[str]:
    yield "\nrecognise:\n"
    yield from (f"  - {_quoted(line)}\n" for line in recognise)
    yield from _mapping("labels", rules.labels)
    yield from _mapping("headings", rules.headings)
    if rules.noise:
        yield "\nnoise:\n"
        yield from (f"  - {_quoted(line)}\n" for line in rules.noise)
    if identifier_scheme != "project_number":
        yield f"\nidentifier_scheme: {identifier_scheme}\n"


def _mapping(key: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if not words:
        return
    yield f"\n{key}:\n"
    for meaning, names in words.items():
        yield f"  {meaning}:\n"
        yield from (f"    - {_quoted(name)}\n" for name in names)


def _quoted(text: str) -> str:
    """A text as YAML has it in double quotes."""
    return json.dumps(text, ensure_ascii=False)
