"""Workbooks with their formulas worked out, once for each file and within a limit."""

from __future__ import annotations

from dataclasses import dataclass, field

from hls_procure.foreign.formulas import Cell, NotUnderstood, Value, ranges, work_out
from hls_procure.reading.blocks import ReadFile

#: So many cells are looked up for all formulas of a workbook together; what comes after is not worked out.
MOST = 300_000


@dataclass
class Book:
    """The cells of a workbook by sheet and address, and the values of those formulas that are understood.

    :param unknown: how many formulas are not worked out.
    """

    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)
    values: dict[tuple[str, str], Value] = field(default_factory=dict)
    unknown: int = 0


def book_of(read: ReadFile) -> Book:
    """The workbook of a file that was read."""
    book = Book()
    for block in read.blocks:
        if block.sheet is not None and block.kind == "cell":
            kept = block.sheet.value
            value: Value = float(kept) if isinstance(kept, (int, float)) and not isinstance(kept, bool) else kept
            book.cells[block.sheet.sheet, block.sheet.address] = (block.sheet.formula, value)
    looked = 0
    for (sheet, address), (formula, _) in book.cells.items():
        if not formula:
            continue
        try:
            looked += sum((right - left + 1) * (bottom - top + 1) for _, left, top, right, bottom in ranges(formula))
            if looked > MOST:
                raise NotUnderstood("too much")
            book.values[sheet, address] = work_out(formula, sheet, book.cells)
        except NotUnderstood:
            book.unknown += 1
    return book


def is_number(value: object) -> bool:
    """Whether a value is a figure, and not yes or no."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)
