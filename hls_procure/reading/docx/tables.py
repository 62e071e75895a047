"""The grid of a Word table: which cell stands in which row and column, and how far it reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hls_procure.reading.blocks import Control
from hls_procure.reading.docx import names as n
from hls_procure.reading.docx.draft import Mark
from hls_procure.reading.docx.inline import branch, control, tracked
from hls_procure.reading.docx.names import w

_HEAD, _BEFORE, _SPAN, _MERGE = w("tblHeader"), w("gridBefore"), w("gridSpan"), w("vMerge")
_CELL_STATES = {w("cellIns"): "inserted", w("cellDel"): "deleted"}
_ROW_STATES = {n.INS: "inserted", n.DEL: "deleted"}


@dataclass(slots=True)
class GridCell:
    """A cell with its place; ``goes_on``: it continues the one above it."""

    element: Any
    row: int
    column: int
    columns: int
    goes_on: bool
    mark: Mark | None
    controls: tuple[Control, ...]
    rows: int = 1


@dataclass(slots=True)
class Grid:
    """A table's cells, row by row. ``heads``: how many rows at the top are its head; ``marked``: the file says so."""

    rows: list[list[GridCell]] = field(default_factory=list)
    heads: int = 0
    marked: bool = False


def grid_of(table: Any, mark: Mark | None, depth: int) -> Grid:
    """Lay out a table. Rows and cells inside content controls and other wrappers are found too."""
    made = Grid()
    leading = True
    open_cells: dict[int, GridCell] = {}
    for row, by, controls in _inside(table, n.TR, mark, (), depth):
        number = len(made.rows) + 1
        column, head = 1, False
        for said in _properties(row, n.TRPR):
            if said.tag == _BEFORE:
                column += _count(said)
            elif said.tag == _HEAD:
                head = n.on(said)
            elif said.tag in _ROW_STATES:
                by = _state(said, _ROW_STATES, by)
        cells = []
        for cell, cell_by, cell_controls in _inside(row, n.TC, by, controls, depth):
            columns, merge = 1, None
            for said in _properties(cell, n.TCPR):
                if said.tag == _SPAN:
                    columns = max(_count(said), 1)
                elif said.tag == _MERGE:
                    merge = said
                elif said.tag in _CELL_STATES:
                    cell_by = _state(said, _CELL_STATES, cell_by)
            goes_on = merge is not None and merge.get(n.VAL, "continue") != "restart" and column in open_cells
            one = GridCell(cell, number, column, columns, goes_on, cell_by, cell_controls)
            if goes_on:
                open_cells[column].rows = number - open_cells[column].row + 1
            elif merge is not None:
                open_cells[column] = one
            else:
                open_cells.pop(column, None)
            cells.append(one)
            column += columns
        made.rows.append(cells)
        leading = leading and head
        made.heads += leading
    made.marked = made.heads > 0
    if not made.heads and len(made.rows) > 1 and len(made.rows[0]) > 1:
        made.heads = 1
    if made.heads == len(made.rows):
        made.heads = 0
    return made


def _count(element: Any) -> int:
    return min(max(n.number(element.get(n.VAL)) or 0, 0), 1000)


def _properties(element: Any, tag: str) -> Any:
    """The properties of a row or cell; they come first, but for properties of tables in a row."""
    for child in element:
        if child.tag == tag:
            return child
        if child.tag in (n.TC, n.P, n.TBL):
            break
    return ()


def _state(said: Any, states: dict[str, str], around: Mark | None) -> Mark:
    state = states[said.tag]
    both = around is not None and around.state != state
    return Mark("both" if both else state, said.get(n.AUTHOR, ""), said.get(n.DATE, ""))


def _inside(
    element: Any, wanted: str, mark: Mark | None, controls: tuple[Control, ...], depth: int
) -> Iterator[tuple[Any, Mark | None, tuple[Control, ...]]]:
    """Rows of a table or cells of a row, through whatever is wrapped around them."""
    for child in element:
        tag = child.tag
        if tag == wanted:
            yield child, mark, controls
        elif depth <= 0:
            continue
        elif tag == n.SDT:
            content = child.find(n.SDT_CONTENT)
            if content is not None:
                more = (*controls, control(child.find(n.SDT_PR), ""))
                yield from _inside(content, wanted, mark, more, depth - 1)
        elif tag == n.ALTERNATE:
            chosen = branch(child)
            if chosen is not None:
                yield from _inside(chosen, wanted, mark, controls, depth - 1)
        elif tag in n.TRACKED:
            yield from _inside(child, wanted, tracked(child, mark), controls, depth - 1)
        elif tag not in (n.TRPR, n.TCPR, n.TR, n.TC, n.TBL, n.P) and len(child):
            yield from _inside(child, wanted, mark, controls, depth - 1)
