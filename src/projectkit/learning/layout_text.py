"""Writes what was understood of a site as a layout file, which a person can read and change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from projectkit.language.translate import _
from projectkit.learning.rules import Rules
from projectkit.model.yaml_text import in_json
from projectkit.parsing.layout import Layout


def layout_text(recognise: Iterable[str], rules: Rules, base: Layout) -> str:
    """The text of a layout file.

    Args:
        recognise: lines that are on every page of the site.
        rules: what was understood in words.
        base: the layout by which the site was read, whose words the new one has too.
    """
    note = _("Proposed by `projectkit learn`. Yours to change: what you change stays.")
    return "".join([f"# {note}\n", *_lines(recognise, rules, base)])


def _lines(recognise: Iterable[str], rules: Rules, base: Layout) -> Iterator[str]:
    own = base.own
    labels = ((target, [label]) for label, target in own.labels.items())
    yield from _list("recognise", recognise)
    yield from _mapping("labels", [*labels, *rules.labels.items()])
    yield from _mapping("headings", [*rules.headings.items(), *own.heading_phrases])
    yield from _list("noise", [*own.noise, *rules.noise])
    yield from _list("noise_sections", sorted(own.noise_sections))
    if base.identifier_scheme != "project_number":
        yield f"\nidentifier_scheme: {base.identifier_scheme}\n"


def _list(key: str, words: Iterable[str]) -> Iterator[str]:
    entries = [f"  - {in_json(word)}\n" for word in dict.fromkeys(words)]
    if entries:
        yield f"\n{key}:\n"
        yield from entries


def _mapping(key: str, words: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for meaning, said in words:
        names[meaning].update(dict.fromkeys(said))
    if names:
        yield f"\n{key}:\n"
    for meaning, said in names.items():
        yield f"  {meaning}:\n"
        yield from (f"    - {in_json(name)}\n" for name in said)
