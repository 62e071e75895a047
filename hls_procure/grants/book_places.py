"""Where things stand in an open workbook, for whoever writes into one that a funder has filled in."""

from __future__ import annotations

from typing import Any

from hls_procure.grants.columns import FUNDER, SHEETS, letter_columns
from hls_procure.grants.heads import match
from hls_procure.model.record import record


@record
class Found:
    """A sheet of an open workbook.

    :param sheet: as the library holds it. :param heads: the row of its heads. :param columns: path to number of the column.
    :param free: the first row below everything that stands in it.
    """

    sheet: Any
    heads: int
    columns: dict[str, int]
    free: int


def places_of(book: Any) -> dict[str, Found]:
    """The tables of an open workbook by the name of their sheet; one without heads that are known is left out."""
    made = {}
    for shape in SHEETS:
        sheet = next((one for one in book.worksheets if one.title.strip().casefold() == shape.name.casefold()), None)
        if sheet is None or shape is FUNDER:
            continue
        columns = list(letter_columns()) if shape.name == "Grants" else list(shape.columns)
        best: Found | None = None
        for row in range(1, min(sheet.max_row, 30) + 1):
            texts = {cell.column: cell.value for cell in sheet[row] if isinstance(cell.value, str)}
            found = match(texts, columns, shape.name)
            if len(found.columns) > max(1, len(best.columns) if best else 0):
                best = Found(sheet, row, {column.path: number for number, column in found.columns.items()}, 0)
        if best is not None:
            filled = (row for row in range(sheet.max_row, best.heads, -1) if any(cell.value is not None for cell in sheet[row]))
            made[shape.name] = Found(sheet, best.heads, best.columns, next(filled, best.heads) + 1)
    return made
