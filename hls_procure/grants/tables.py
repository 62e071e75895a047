"""Tables as they are read: rows of cells by the number of their column, and the words for a place in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hls_procure.grants.cells import Cell


class Odd(NamedTuple):
    """A cell that holds nothing to read: a formula without its value, or an error such as ``#REF!``."""

    kind: str
    shown: str = ""


class Line(NamedTuple):
    """One row that holds something: its number in the file, its cells by column from 1, and whether it is hidden."""

    number: int
    cells: Mapping[int, Cell | Odd]
    hidden: bool = False


def letters(column: int) -> str:
    """What a spreadsheet calls a column: 1 is A, 27 is AA."""
    made = ""
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made


def place(file: str, sheet: str, row: int = 0, column: str = "") -> str:
    """Where something stands, for a message: ``grants.xlsx, Grants, row 7, Amount (£)``."""
    parts = [file, sheet] if sheet else [file]
    if row:
        parts.append(f"row {row}")
    return ", ".join([*parts, column] if column else parts)
