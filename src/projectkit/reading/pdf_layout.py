"""Lays out a PDF without tags: gaps tell columns, tables and paragraphs; sizes tell headings."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from projectkit.reading.pdf_text import (
    Joiner,
    TextPiece,
    edge_of,
    starts_item,
    without_bullet,
)

# Columns are this far apart, in sizes of a letter.
_GUTTER = 1.3
# Letters this much larger than those of running text are of a heading.
_LARGER = 1.12
_LONGEST_HEADING = 200
# The first column of a table is this short, as a share of what there is room for.
_FILLED = 0.75
_FEWEST_IN_COLUMN = 3
# A cell in the first column of a table has at most this many lines.
_MOST_LINES = 3
# Lines further apart than this, as a multiple of the usual distance, are of two paragraphs.
_APART = 1.25
# Lines of one paragraph are nearer than this, in sizes of a letter.
_FARTHEST = 2.6
# Lines of one heading are this near, in sizes of a letter.
_HEADING_PITCH = 1.6
# The margins of paper in which the same is printed on every page, as a share of its height.
_MARGIN = 0.09
# So near to the edge of the paper only browsers print: the date, the title and the address.
_NO_PRINTING = 0.035
_DIGITS = re.compile(r"\d+")
_PRINTED = re.compile(
    r"(?:https?|file):\S+|\d{1,3}\s?(?:/|van|of)\s?\d{1,3}|(?:pagina|page)?\s?\d{1,3}",
    re.IGNORECASE,
)
_END_OF_LINK = "</a>"
_DEEPEST = 40

Row = list[list[TextPiece]]
"""The cells of a row of a table, each with its lines."""

Sizes = Mapping[int, tuple[float, float]]
"""The width and height of each page."""


def layout_html(pieces: Sequence[TextPiece], sizes: Sizes, joiner: Joiner) -> str:
    """The markup of the pieces of text of a document.

    Args:
        pieces: its pieces.
        sizes: the sizes of its pages.
        joiner: joins lines.
    """
    repeated = _repeated(pieces, sizes)
    around = [piece for piece in pieces if _is_around(piece, sizes, repeated)]
    beyond = set(map(id, around))
    content = [piece for piece in pieces if id(piece) not in beyond]
    levels = _levels(content)
    by_page: dict[int, list[TextPiece]] = defaultdict(list)
    for piece in content:
        by_page[piece.page].append(piece)
    out = "".join(
        part
        for page in by_page.values()
        for part in _PageLayout(page, levels, joiner).markup(_lines(page), 0)
    )
    return f"{_as_lists(out)}{beside_page(around)}"


def beside_page(pieces: Sequence[TextPiece]) -> str:
    """What is printed in the margins, as text that says nothing about the project."""
    return hidden([piece.text for piece in pieces])


def hidden(texts: Sequence[str]) -> str:
    """Texts as a part of a page that no reader sees, which is listed all the same."""
    shown = "".join(f"<p>{html.escape(text)}</p>" for text in texts if text)
    return f'<div class="sr-only" hidden>{shown}</div>' if shown else ""


def _repeated(pieces: Sequence[TextPiece], sizes: Sizes) -> frozenset[str]:
    """What stands in the margin of several pages, but for the numbers in it."""
    pages: dict[str, set[int]] = defaultdict(set)
    for piece in pieces:
        if _in_margin(piece, sizes, _MARGIN):
            pages[_DIGITS.sub("0", piece.text)].add(piece.page)
    return frozenset(text for text, found in pages.items() if len(found) > 1)


def _is_around(piece: TextPiece, sizes: Sizes, repeated: frozenset[str]) -> bool:
    if not _in_margin(piece, sizes, _MARGIN):
        return False
    if _in_margin(piece, sizes, _NO_PRINTING):
        return True
    return _DIGITS.sub("0", piece.text) in repeated or bool(_PRINTED.fullmatch(piece.text))


def _in_margin(piece: TextPiece, sizes: Sizes, margin: float) -> bool:
    height = sizes[piece.page][1]
    return piece.top < margin * height or piece.bottom > (1 - margin) * height


def _levels(pieces: Sequence[TextPiece]) -> dict[float, int]:
    """The level of a heading for each size of letters that is larger than that of most text."""
    counts: Counter[float] = Counter()
    for piece in pieces:
        counts[_rounded(piece)] += len(piece.text)
    if not counts:
        return {}
    usual = counts.most_common(1)[0][0]
    larger = sorted((size for size in counts if size >= _LARGER * usual), reverse=True)
    return {size: min(level, 6) for level, size in enumerate(larger, 1)}


def _rounded(piece: TextPiece) -> float:
    return round(piece.size * 2) / 2


def _lines(pieces: Sequence[TextPiece]) -> list[TextPiece]:
    """The pieces from top to bottom, and on a line from left to right."""
    found: list[list[TextPiece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.top):
        if found and found[-1][0].is_beside(piece):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [piece for line in found for piece in sorted(line, key=lambda piece: piece.left)]


class _PageLayout:
    """Writes the text of one page."""

    def __init__(
        self, pieces: Sequence[TextPiece], levels: Mapping[float, int], joiner: Joiner
    ) -> None:
        self._levels, self._joiner = levels, joiner
        self._pieces = pieces

    def markup(self, lines: list[TextPiece], depth: int) -> Iterator[str]:
        """The markup of an area: side by side a table or columns, or one part below another."""
        columns = _columns(lines)
        if len(columns) > 1 and depth < _DEEPEST:
            if _is_table(columns):
                yield self._table(columns)
                return
            for column in columns:
                yield from self.markup(column, depth + 1)
            return
        parts = _parts(lines) if depth < _DEEPEST and _has_rows(lines) else []
        for part in parts:
            yield from self.markup(part, depth + 1)
        if not parts:
            yield from self._paragraphs(lines)

    def _paragraphs(self, lines: list[TextPiece]) -> Iterator[str]:
        edge = edge_of(lines, self._pieces)
        pitch = _pitch(lines)
        group: list[TextPiece] = []
        for piece in lines:
            if group and self._is_new(group[-1], piece, pitch):
                yield self._paragraph(group, edge)
                group = []
            group.append(piece)
        if group:
            yield self._paragraph(group, edge)

    def _is_new(self, before: TextPiece, piece: TextPiece, pitch: float) -> bool:
        if before.is_beside(piece):
            return False
        if self._level(before) != self._level(piece) or starts_item(piece.text):
            return True
        step = before.bottom - piece.bottom
        if step > _FARTHEST * piece.size:
            return True
        return step > max(_APART * pitch, _HEADING_PITCH * piece.size * bool(self._level(piece)))

    def _level(self, piece: TextPiece) -> int:
        return self._levels.get(_rounded(piece), 0)

    def _paragraph(self, group: list[TextPiece], edge: float) -> str:
        text = self._flowed(group, edge)
        level = self._level(group[0])
        if level and len(text) <= _LONGEST_HEADING:
            return f"<h{level}>{text.replace('<br>', ' ')}</h{level}>"
        is_item, rest = without_bullet(text)
        return f"<li>{rest}</li>" if is_item and rest else f"<p>{text}</p>"

    def _flowed(self, group: Sequence[TextPiece], edge: float) -> str:
        """Lines as running text, with a break where a line was broken on purpose."""
        text = _markup(group[0])
        for before, piece in pairwise(group):
            mark = self._joiner.between(before, piece, edge).replace("\n", "<br>")
            words = _markup(piece)
            if mark == " " and piece.link and piece.link == before.link:
                # One link on two lines.
                text, words = text.removesuffix(_END_OF_LINK), words.partition(">")[2]
            text = self._joiner.joined(text, mark, words)
        return text

    def _table(self, columns: Sequence[Sequence[TextPiece]]) -> str:
        rows = _rows_by_gaps(columns) or _rows_by_first(columns)
        body = (
            "".join(
                f"<{tag}>{self._cell(cell)}</{tag}>"
                for tag, cell in zip(_tags(row), row, strict=True)
            )
            for row in rows
        )
        return f"<table><tr>{'</tr><tr>'.join(body)}</tr></table>"

    def _cell(self, pieces: Sequence[TextPiece]) -> str:
        return self._flowed(pieces, edge_of(pieces, self._pieces)) if pieces else ""


def _markup(piece: TextPiece) -> str:
    text = html.escape(piece.text)
    return f'<a href="{html.escape(piece.link)}">{text}{_END_OF_LINK}' if piece.link else text


def _columns(lines: Sequence[TextPiece]) -> list[list[TextPiece]]:
    """Pieces in columns, with gutters between them that no piece crosses."""
    columns: list[list[TextPiece]] = []
    edge = 0.0
    for piece in sorted(lines, key=lambda piece: piece.left):
        if not columns or piece.left - edge > _GUTTER * piece.size:
            columns.append([])
        columns[-1].append(piece)
        edge = max(edge, piece.right)
    return [_lines(column) for column in columns]


def _has_rows(lines: Sequence[TextPiece]) -> bool:
    """Whether some pieces stand side by side."""
    return any(before.is_beside(piece) for before, piece in pairwise(lines))


def _parts(lines: Sequence[TextPiece]) -> list[list[TextPiece]]:
    """An area in two, where the gap between its lines is largest; none if there is one line."""
    lowest, gaps = lines[0].bottom, []
    for at, piece in enumerate(lines[1:], 1):
        gaps.append((lowest - piece.top, at))
        lowest = min(lowest, piece.bottom)
    real = [(gap, at) for gap, at in gaps if not lines[at - 1].is_beside(lines[at])]
    if not real:
        return []
    _gap, at = max(real)
    return [list(lines[:at]), list(lines[at:])]


def _is_table(columns: Sequence[Sequence[TextPiece]]) -> bool:
    """Whether columns are of a table, rather than running text side by side."""
    first, second = columns[0], columns[1]
    if len(first) < _FEWEST_IN_COLUMN:
        return any(piece.is_beside(other) for piece in first for other in second)
    room = min(piece.left for piece in second) - min(piece.left for piece in first)
    if median(piece.right - piece.left for piece in first) >= _FILLED * room:
        return False
    beside = sum(any(piece.is_beside(other) for other in second) for piece in first)
    return beside >= len(first) / 2 or bool(_rows_by_gaps(columns))


def _rows_by_gaps(columns: Sequence[Sequence[TextPiece]]) -> list[Row]:
    """The rows of a table with gaps between them that no cell crosses; none if rows touch.

    A cell may be in the middle or at the bottom of its row.
    """
    # The column with the longest texts shows how near their lines are.
    pitch = min(filter(None, map(_pitch, columns)), default=0.0)
    cells = [(at, cell) for at, column in enumerate(columns) for cell in _cells(column, pitch)]
    rows: list[Row] = []
    lowest = 0.0
    for at, cell in sorted(cells, key=lambda each: -each[1][0].top):
        if not rows or cell[0].top < lowest:
            rows.append([[] for _column in columns])
            lowest = cell[-1].bottom
        rows[-1][at].extend(cell)
        lowest = min(lowest, cell[-1].bottom)
    is_whole = all(0 < len(row[0]) <= _MOST_LINES for row in rows)
    return rows if len(rows) > 1 and is_whole else []


def _cells(column: Sequence[TextPiece], pitch: float) -> list[list[TextPiece]]:
    """The lines of a column in groups, with a gap between them that is larger than usual."""
    cells: list[list[TextPiece]] = []
    for piece in column:
        step = cells[-1][-1].bottom - piece.bottom if cells else 0
        if not cells or step > min(_APART * pitch, _FARTHEST * piece.size):
            cells.append([])
        cells[-1].append(piece)
    return cells


def _rows_by_first(columns: Sequence[Sequence[TextPiece]]) -> list[Row]:
    """The rows of a table, each of which begins at a line of its first column."""
    tops = [piece.top + piece.size / 2 for piece in columns[0]]
    rows: dict[int, Row] = defaultdict(lambda: [[] for _column in columns])
    for at, column in enumerate(columns):
        for piece in column:
            rows[max(0, sum(top >= piece.top for top in tops) - 1)][at].append(piece)
    return [row for _at, row in sorted(rows.items())]


def _tags(row: Row) -> list[str]:
    """Of two columns, the first names what is in the second."""
    return ["th", "td"] if len(row) == 2 else ["td"] * len(row)  # noqa: PLR2004


def _pitch(lines: Sequence[TextPiece]) -> float:
    """The usual distance between lines of an area."""
    steps = [
        before.bottom - piece.bottom
        for before, piece in pairwise(lines)
        if not before.is_beside(piece) and before.bottom > piece.bottom
    ]
    most = 2 * median(piece.size for piece in lines)
    least = [step for step in steps if step <= most]
    return median(least or steps or [0.0])


def _as_lists(text: str) -> str:
    """Items that follow each other in one list."""
    return re.sub(r"(?:<li>(?:(?!</?li>).)*+</li>)++", r"<ul>\g<0></ul>", text)
