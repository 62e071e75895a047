"""Where things stand in a funder's workbook: the heads of each sheet, its columns by path, and the rows that hold something."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.grants.cells import Cell, plain
from hls_procure.grants.columns import GRANTS, Sheet, in_every_letter, is_example
from hls_procure.grants.heads import match

_HEADS_WITHIN = 15


@dataclass
class Place:
    """One sheet of the workbook.

    :param title: as it is called there. :param columns: number of the column by path. :param last: the last row in which
        anything stands. :param rows: the rows that people filled in, by number and path; no hints, and not the example.
    """

    title: str
    columns: dict[str, int]
    last: int
    rows: dict[int, dict[str, Cell]]

    @property
    def like(self) -> int:
        """A row whose looks a new one takes; 0 for none."""
        return max(self.rows, default=0)

    def by(self, path: str) -> dict[str, int]:
        """The rows by what stands in one column; the first of two that say the same."""
        made: dict[str, int] = {}
        for number, cells in self.rows.items():
            said = plain(cells.get(path))
            if said:
                made.setdefault(said, number)
        return made


def places(raw: bytes, name: str, sheets: tuple[Sheet, ...]) -> dict[str, Place]:
    """The sheets that are asked for, by their name.

    :raises InputError: one of them is not there, or has no heads. :raises FileProblem: the workbook cannot be read.
    """
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(raw), data_only=True, keep_links=False)
        except Exception as error:  # openpyxl stumbles over a strange workbook in a hundred ways
            what = f"cannot be read as a workbook ({type(error).__name__})"
            raise FileProblem(Problem(name, what, "Nothing was changed.", "Open it in Excel and save it again.")) from None
    titles = {sheet.title.strip().casefold(): sheet for sheet in book.worksheets}
    made: dict[str, Place] = {}
    problems: list[Problem] = []
    for wanted in sheets:
        found = titles.get(wanted.name.casefold())
        place = _place(found, wanted) if found is not None else None
        if place is None:
            what = f"has no sheet {wanted.name}" if found is None else f"has no row of heads in the sheet {wanted.name}"
            problems.append(Problem(name, what, "Nothing was changed.", "Take it from a new workbook: hls-procure grant start"))
        else:
            made[wanted.name] = place
    if problems:
        raise InputError(problems)
    return made


def _place(sheet: Any, wanted: Sheet) -> Place | None:
    known = (*wanted.columns, *(in_every_letter() if wanted is GRANTS else ()))
    grid: dict[int, dict[int, Any]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):
        if cell.value is not None and cell.value != "":
            grid.setdefault(row, {})[column] = cell.value
    best = 0
    columns: dict[str, int] = {}
    for row in [row for row in grid if row <= _HEADS_WITHIN]:
        heads = match({column: str(value) for column, value in grid[row].items()}, known, wanted.name)
        if len(heads.columns) > len(columns):
            best, columns = row, {column.path: number for number, column in heads.columns.items()}
    if len(columns) < 2:
        return None
    rows = {
        row: {path: _cell(cells[column]) for path, column in columns.items() if column in cells}
        for row, cells in grid.items()
        if row > best
    }
    hints = {column.path: column.hint for column in known}
    told = [row for row, cells in rows.items() if any(hints[path] == cell for path, cell in cells.items())]
    shown = [row for row, cells in rows.items() if is_example(str(cells.get(wanted.columns[0].path) or ""))]
    real = {row: cells for row, cells in rows.items() if cells and row not in told and row not in shown}
    return Place(sheet.title, columns, max(grid, default=best), real)


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float):
        return Decimal(str(value))
    return value if isinstance(value, (str, bool, int, Decimal, date)) else str(value)
