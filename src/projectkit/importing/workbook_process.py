"""The process in which a workbook becomes texts: its sheets as JSON, each with its rows."""

from __future__ import annotations

import io
import json
import zipfile

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from projectkit.importing.shown import cell_text
from projectkit.importing.workbook_styles import CellStyles, cell_styles
from projectkit.language.translate import _
from projectkit.reading.bounded import ProcessAnswer, serve
from projectkit.reading.content_kind import COMPOUND, ENCRYPTED
from projectkit.reading.decode import UnreadableError

_ARCHIVE = b"PK"
# Where an OpenDocument file says which of its parts are encrypted.
_MANIFEST, _IS_ENCRYPTED = "META-INF/manifest.xml", b"encryption-data"
_MOST_TEXT = 200_000_000


def _read(content: bytes, _argument: str) -> ProcessAnswer:
    """The sheets that hold rows, in their order.

    Raises:
        UnreadableError: if it is encrypted, of another format or too large.
    """
    _check(content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    styles = cell_styles(content)
    sheets, left = [], _MOST_TEXT
    for each in book.sheets_metadata:
        if each.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(each.name)
        known = styles.get(each.name, CellStyles())
        rows = []
        for at, cells in enumerate(sheet.to_python(skip_empty_area=False)):
            texts = [cell_text(value, known.of((at, place))) for place, value in enumerate(cells)]
            left -= sum(map(len, texts))
            if left < 0:
                message = _("it holds more than {most} MB of text")
                raise UnreadableError(message.format(most=_MOST_TEXT // 1_000_000))
            rows.append(texts)
        sheets.append({
            "name": each.name,
            "is_visible": each.visible is SheetVisibleEnum.Visible,
            "rows": rows,
            "merged": known.merged or sheet.merged_cell_ranges or [],
        })  # fmt: skip
    return ProcessAnswer("sheets", json.dumps(sheets))


def _check(content: bytes) -> None:
    if content.startswith(COMPOUND) and ENCRYPTED in content:
        raise UnreadableError(_encrypted())
    if content.startswith(COMPOUND):
        raise UnreadableError(_("it is of an older format of Excel: save it as .xlsx"))
    if not content.startswith(_ARCHIVE):
        raise UnreadableError(_("it is not a spreadsheet (.xlsx or .ods)"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _MANIFEST in archive.namelist() and _IS_ENCRYPTED in archive.read(_MANIFEST):
            raise UnreadableError(_encrypted())


def _encrypted() -> str:
    return _("it is encrypted: save it without a password")


if __name__ == "__main__":
    serve(_read)
