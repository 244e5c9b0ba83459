"""Annotated pages: one file holds a page and its right answer, marked in the text itself.

    kind: project
    site: hogeschool
    ---
    <title>Buurtmoestuin Zuid</title>
    <l>Looptijd:</l> <start 2021-09>september 2021</start> t/m <end 2023-08>augustus 2023</end>

Head lines come first: `kind: project|programme|module|network` or `not_a_project: REASON`, and
`site: WORD`, the layout that the page follows. `&lt;`, `&gt;` and `&amp;` escape these characters
of the page. Marks do not nest and end on their line. A value that runs over several lines is marked
on each of them, with `+` from the second line on.

| mark | meaning |
|---|---|
| `<title>` `<alt>` | the title of the project; another title or acronym that stands alone |
| `<h KIND>` `<l>` | a heading and the kind of its section; a label |
| `<status VALUE>` `<start DATE>` `<end DATE>` `<pagedate DATE>` | as the record keeps them |
| `<theme>` `<id>` `<programme>` `<link>` `<sub>` | theme, project number, programme, link, part |
| `<funder>` `<lead>` `<partner>` `<unit>` `<org>` | an organisation by its role; `org`: none |
| `<amount NUMBER>` `<money>` | money of the project; other money |
| `<per KEY>` `<role KEY>` `<email KEY ADDRESS>` `<phone KEY NUMBER>` | a person |
| `<who>` | a person outside the project |
| `<noise>` | a whole line that belongs to the site |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from projectkit.model.merge_conflict import line_of_conflict, told

_MARK = re.compile(r"<(?P<tag>[a-z]+)(?P<values>(?: [^<>]*)?)>(?P<text>[^<>]*)</(?P=tag)>")
KINDS = frozenset({"project", "programme", "module", "network"})
TAGS = frozenset({
    "title", "alt", "h", "l", "status", "start", "end", "pagedate", "theme", "id", "programme",
    "link", "sub", "funder", "lead", "partner", "unit", "org", "amount", "money",
    "per", "role", "email", "phone", "who", "noise",
})  # fmt: skip


class AnnotationError(ValueError):
    """An annotated page is invalid; the message says what is wrong and on which line."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A marked piece of a line: its tag, the values of the tag, and its start and end."""

    tag: str
    values: tuple[str, ...]
    start: int
    end: int

    @property
    def continues(self) -> bool:
        """Whether it continues a mark on a line above."""
        return self.values[:1] == ("+",)


@dataclass(frozen=True, slots=True)
class AnnotatedLine:
    """A line of the page, and its annotations in order."""

    text: str
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class AnnotatedPage:
    """A page with its right answer.

    Attributes:
        name: the name of its file without the ending; it begins with the letter of its author and a
            hyphen.
        head: the head lines.
        lines: the lines of the page.
    """

    name: str
    head: dict[str, str]
    lines: tuple[AnnotatedLine, ...]

    @property
    def author(self) -> str:
        """Who wrote the page."""
        return self.name.partition("-")[0]

    @property
    def site(self) -> str:
        """The layout that the page follows; without a name, the page has its own."""
        return self.head.get("site", self.name)

    @property
    def is_project(self) -> bool:
        """Whether the page describes a project."""
        return "not_a_project" not in self.head

    @property
    def text(self) -> str:
        """The page as it was saved."""
        return "".join(f"{line.text}\n" for line in self.lines)

    def marked(self) -> Iterator[tuple[Annotation, str]]:
        """Each annotation with its words."""
        for line in self.lines:
            for annotation in line.annotations:
                yield annotation, line.text[annotation.start : annotation.end].strip()

    def whole(self) -> list[tuple[str, tuple[str, ...], str]]:
        """Tag, values and words of each value; one that runs over several lines counts as one."""
        found: list[tuple[str, tuple[str, ...], str]] = []
        for annotation, words in self.marked():
            if not annotation.continues:
                found.append((annotation.tag, annotation.values, words))
            elif found:
                tag, values, begun = found[-1]
                found[-1] = (tag, values, f"{begun}{'' if begun.endswith('-') else ' '}{words}")
        return found


def read_annotated(path: Path) -> AnnotatedPage:
    """Read an annotated page.

    Raises:
        AnnotationError: the page is invalid.
    """
    text = path.read_text("utf-8")
    conflict = line_of_conflict(text)
    if conflict is not None:
        message = f"{path.name}:{conflict}: {told()}"
        raise AnnotationError(message)
    head_text, dashes, body = text.partition("\n---\n")
    if not dashes:
        message = f"{path.name}: no line `---` ends the head"
        raise AnnotationError(message)
    head = dict(_entry(line) for line in head_text.splitlines())
    if head.get("kind") not in KINDS and "not_a_project" not in head:
        kinds = ", ".join(sorted(KINDS))
        message = f"{path.name}: the head needs `kind:` (one of {kinds}) or `not_a_project:`"
        raise AnnotationError(message)
    lines = body.rstrip("\n").split("\n")
    first = head_text.count("\n") + 3
    return AnnotatedPage(
        path.stem,
        head,
        tuple(_line(line, f"{path.name}:{first + at}") for at, line in enumerate(lines)),
    )


def _entry(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    return key.strip(), value.strip()


def _line(raw: str, where: str) -> AnnotatedLine:
    text, at = "", 0
    annotations: list[Annotation] = []
    for match in _MARK.finditer(raw):
        text += _plain(raw[at : match.start()], where)
        inside = _plain(match["text"], where)
        if match["tag"] not in TAGS or not inside.strip():
            message = f"{where}: <{match['tag']}> is unknown or empty"
            raise AnnotationError(message)
        values = tuple(match["values"].split())
        annotations.append(Annotation(match["tag"], values, len(text), len(text) + len(inside)))
        text += inside
        at = match.end()
    return AnnotatedLine(text + _plain(raw[at:], where), tuple(annotations))


def _plain(text: str, where: str) -> str:
    if "<" in text or ">" in text:
        message = f"{where}: a mark is not closed, or is inside another: {text.strip()[:60]!r}"
        raise AnnotationError(message)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
