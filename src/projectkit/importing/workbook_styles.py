"""What a workbook says of its cells beside their values: how they show them, and which are merged.

A reader of values leaves it out, and it tells 40% from 0.4 and a month from its first day.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from projectkit.importing.shown import AS_IT_IS, CellForm, shown_by

Place = tuple[int, int]
"""A row and a column, from 0."""

# The formats that Office Open XML knows by number (ECMA-376, part 1, 18.8.30).
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 17: "mmm-yy",
}  # fmt: skip
_CELL = re.compile(rb"<(?:\w{1,30}:)?c\s(?P<attributes>[^<>]*)>")
_STYLE = re.compile(rb'\bs="(\d+)"')
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_LETTERS = 26
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLES = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


@dataclass
class CellStyles:
    """What a sheet says of its cells.

    Attributes:
        shown: how cells show their value, but for those that show it as it is.
        merged: the first and last place of each range of merged cells.
    """

    shown: dict[Place, CellForm] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)

    def of(self, place: Place) -> CellForm:
        """How a cell shows its value."""
        return self.shown.get(place, AS_IT_IS)


def cell_styles(content: bytes) -> dict[str, CellStyles]:
    """What a workbook says of the cells of each sheet, by the name of the sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "content.xml" in archive.namelist():
            return _OpenDocument().read(archive)
        return dict(_office(archive))


def _office(archive: zipfile.ZipFile) -> Iterator[tuple[str, CellStyles]]:
    """Office Open XML: a style is a number, and a cell has one."""
    formats = list(_formats(archive))
    paths = _sheet_paths(archive)
    for name, path in paths.items():
        shown = {}
        for match in _CELL.finditer(archive.read(path)):
            style, place = _STYLE.search(match["attributes"]), _place(match["attributes"])
            number = int(style[1]) if style else 0
            if place and number < len(formats) and formats[number] != AS_IT_IS:
                shown[place] = formats[number]
        yield name, CellStyles(shown)


def _formats(archive: zipfile.ZipFile) -> Iterator[CellForm]:
    """How each style shows a number, in their order."""
    if "xl/styles.xml" not in archive.namelist():
        return
    root = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314  (in a bounded process)
    codes = dict(_BUILT_IN)
    for each in root.iter():
        if _local(each.tag) == "numFmt":
            codes[int(each.get("numFmtId", 0))] = each.get("formatCode", "")
    for styles in root:
        if _local(styles.tag) == "cellXfs":
            for style in styles:
                yield shown_by(codes.get(int(style.get("numFmtId", 0)), ""))


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """The file of each sheet in the archive."""
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    found = {}
    for sheet in book.iter():
        if _local(sheet.tag) == "sheet":
            link = next((value for key, value in sheet.items() if _local(key) == "id"), "")
            target = targets.get(link, "")
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            if path in archive.namelist():
                found[sheet.get("name", "")] = path
    return found


def _place(attributes: bytes) -> Place | None:
    match = _REFERENCE.search(attributes)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * _LETTERS + letter - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


class _OpenDocument:
    """OpenDocument: a cell has a kind, and a style that says how numbers are shown."""

    def __init__(self) -> None:
        self._formats: dict[str, CellForm] = {}
        self._styles: dict[str, CellForm] = {}

    def read(self, archive: zipfile.ZipFile) -> dict[str, CellStyles]:
        """What each sheet says of its cells."""
        found = {}
        for name in ("styles.xml", "content.xml"):
            if name not in archive.namelist():
                continue
            root = ET.fromstring(archive.read(name))  # noqa: S314  (in a bounded process)
            self._learn(root)
            for table in root.iter(f"{_TABLE}table"):
                found[table.get(f"{_TABLE}name", "")] = self._sheet(table)
        return found

    def _learn(self, root: ET.Element) -> None:
        for each in root.iter():
            name = each.get(f"{_STYLES}name", "")
            if each.tag in {f"{_NUMBER}date-style", f"{_NUMBER}number-style"}:
                self._formats[name] = _open_shown(each)
        for each in root.iter(f"{_STYLES}style"):
            data = each.get(f"{_STYLES}data-style-name", "")
            self._styles[each.get(f"{_STYLES}name", "")] = self._formats.get(data, AS_IT_IS)

    def _sheet(self, table: ET.Element) -> CellStyles:
        found = CellStyles()
        columns = [
            each.get(f"{_TABLE}default-cell-style-name", "")
            for each in table.iter(f"{_TABLE}table-column")
            for _time in range(min(_repeated(each, "columns"), 1000))
        ]
        row = 0
        for each in table.iter(f"{_TABLE}table-row"):
            times = _repeated(each, "rows")
            cells = [cell for cell in each if cell.tag in _CELLS]
            if any(f"{_OFFICE}value-type" in cell.attrib for cell in cells):
                for at in range(row, row + times):
                    self._row(found, at, cells, columns)
            row += times
        return found

    def _row(
        self, found: CellStyles, row: int, cells: Iterable[ET.Element], columns: list[str]
    ) -> None:
        column = 0
        for cell in cells:
            times = _repeated(cell, "columns")
            if f"{_OFFICE}value-type" in cell.attrib:
                for at in range(column, column + times):
                    usual = columns[at] if at < len(columns) else ""
                    shown = self._shown(cell, usual)
                    if shown != AS_IT_IS:
                        found.shown[row, at] = shown
            down = int(cell.get(f"{_TABLE}number-rows-spanned", 1))
            right = int(cell.get(f"{_TABLE}number-columns-spanned", 1))
            if max(down, right) > 1:
                found.merged.append(((row, column), (row + down - 1, column + right - 1)))
            column += times

    def _shown(self, cell: ET.Element, usual: str) -> CellForm:
        kind = cell.get(f"{_OFFICE}value-type")
        if kind == "percentage":
            return CellForm(is_percent=True)
        if kind == "currency":
            code = cell.get(f"{_OFFICE}currency", "")
            return CellForm(currency="" if code in {"EUR", "€"} else code, decimals=2)
        return self._styles.get(cell.get(f"{_TABLE}style-name", usual), AS_IT_IS)


def _repeated(element: ET.Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", 1))


def _open_shown(style: ET.Element) -> CellForm:
    """What a style of numbers or dates shows."""
    parts = {_local(each.tag): each for each in style}
    if _local(style.tag) == "date-style":
        if "day" in parts or "hours" in parts:
            return AS_IT_IS
        return CellForm(is_month="month" in parts, is_year="month" not in parts)
    number = parts.get("number")
    if number is None or len(parts) > 1:
        return AS_IT_IS
    decimals = number.get(f"{_NUMBER}decimal-places")
    digits = int(number.get(f"{_NUMBER}min-integer-digits", 1))
    return CellForm(
        decimals=int(decimals) if decimals else None, digits=digits if digits > 1 else 0
    )
