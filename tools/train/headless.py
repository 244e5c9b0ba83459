"""Pages without the lines that head them, on which only running text tells the title.

Annotators invent a page with its title above it; on many real pages another headline stands there,
or none, and only a sentence names the project. From these pages the models of mentions and titles
learn to read such sentences.
"""

from __future__ import annotations

from dataclasses import replace

from tools.train.answers import comparable
from tools.train.examples import Example, Form
from tools.train.fit import Labelled, judged
from tools.train.mentions import titles_of

from projectkit.parsing.findings.finding import Page
from projectkit.parsing.findings.title_proposals import proposals
from projectkit.parsing.lines.marks import is_prose
from projectkit.parsing.models import RIGHT
from projectkit.parsing.words.spans import Tag


def headless(example: Example) -> Example:
    """A page without the lines that are its title."""
    lines = tuple(
        line
        for line in example.page.lines
        if is_prose(line.text) or all(found.tag != Tag.TITLE for found in line.annotations)
    )
    page = replace(example.page, lines=lines)
    return Example(page, example.name, page.text.encode(), Form.HEADLESS)


def titles_in_text(example: Example, page: Page) -> list[Labelled]:
    """What the model of titles learns from a page without the lines that head it.

    Right is whatever its text may call the project, since the title itself may not be said.

    Args:
        example: the page with them.
        page: the page without them, as read by models that have not seen it.

    Returns:
        nothing if the rest of the page does not name the project.
    """
    right = {comparable(title) for title in titles_of(example.page)}
    found = [judged(each, each.text, right) for each in proposals(page)]
    return found if any(labels == [RIGHT] for _, labels in found) else []
