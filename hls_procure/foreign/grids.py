"""The tables of a file as grids: Word tables with their merged cells filled, and what looks like a table in a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.model.record import record
from hls_procure.reading.blocks import ReadBlock, ReadFile, cells

_HEAD = re.compile(
    r"\b(?:weight\w*|score|marks?|points?|criteri\w+|question|ref|no|lot|stage|date|milestone|value|insurance|document|cover|"
    r"requirement|price|bidder|meaning|description|description|item|minimum|maximum|pass|term)\b|%",
    re.IGNORECASE,
)


@record
class GridCell:
    """A cell: its words, and the block they come from. ``spread``: it only repeats a merged cell."""

    text: str
    block: ReadBlock
    spread: bool = False


Row = dict[int, GridCell]


@record
class Grid:
    """A table: the heads of its columns and its rows, by column.

    :param name: the heading or sheet it stands under.
    """

    file: str
    name: str
    heads: Row
    rows: tuple[Row, ...]
    sheet: bool = False

    def column(self, pattern: re.Pattern[str], but: int = 0) -> int:
        """The first column whose head fits; 0 where there is none."""
        return next((at for at, cell in sorted(self.heads.items()) if at != but and pattern.search(cell.text)), 0)


def grids(read: ReadFile) -> Iterator[Grid]:
    """Every table of a file that has a row of heads and at least one more."""
    if read.kind == "xlsx":
        yield from _sheets(read)
    else:
        yield from _tables(read)


def _tables(read: ReadFile) -> Iterator[Grid]:
    for table in cells(b for b in read.now() if b.kind == "cell").values():
        filled: dict[int, Row] = {}
        name = ""
        for row in table:
            for cell in row:
                place, block = cell.place, cell.blocks[0]
                name = name or (block.heading_path[-1] if block.heading_path else "")
                for down in range(min(place.row_span, 400)):
                    for across in range(min(place.column_span, 60)):
                        made = GridCell(cell.text, block, spread=bool(down or across))
                        filled.setdefault(place.row + down, {})[place.column + across] = made
        rows = [filled[at] for at in sorted(filled)]
        if len(rows) > 1:
            yield Grid(read.name, name, rows[0], tuple(rows[1:]))


def _sheets(read: ReadFile) -> Iterator[Grid]:
    by_sheet: dict[str, dict[int, Row]] = {}
    for block in read.now():
        if block.sheet is None or block.table is None or block.kind != "cell":
            continue
        rows, place = by_sheet.setdefault(block.sheet.sheet, {}), block.table
        for down in range(min(place.row_span, 400)):
            made = GridCell(block.text, block, spread=bool(down))
            rows.setdefault(place.row + down, {}).setdefault(place.column, made)
    for name, rows in by_sheet.items():
        heads: Row | None = None
        body: list[Row] = []
        last = 0
        for at in sorted(rows):
            row = rows[at]
            if _is_head(row) or (heads is not None and at > last + 1):
                if heads and body:
                    yield Grid(read.name, name, heads, tuple(body), sheet=True)
                heads, body = (row if _is_head(row) else None), []
            elif heads is not None:
                body.append(row)
            last = at
        if heads and body:
            yield Grid(read.name, name, heads, tuple(body), sheet=True)


def _is_head(row: Row) -> bool:
    """Whether a row of a sheet is one of heads: several words, no figure, and words that heads have."""
    texts = [cell for cell in row.values() if not cell.spread]
    if len(texts) < 2 or any(b.block.sheet is not None and not isinstance(b.block.sheet.value, str) for b in texts):
        return False
    if any(b.block.sheet is not None and b.block.sheet.formula for b in texts):
        return False
    fitting = sum(1 for cell in texts if _HEAD.search(cell.text) and len(cell.text) < 60)
    return fitting * 2 > len(texts)
