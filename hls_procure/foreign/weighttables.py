"""Tables of criteria and questions with their weights, in Word and in sheets, however they are laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from hls_procure.foreign.grids import Grid, GridCell, Row
from hls_procure.foreign.units import side_of
from hls_procure.foreign.weights import SHARE, Weighted, plain, slug
from hls_procure.model.record import record
from hls_procure.model.values import Percent
from hls_procure.reading.blocks import ReadBlock

_WEIGHT = re.compile(r"\bweight\w*|^%$|\(%\)|\b% (?:of|weight)|\bshare\b|\bpercentage\b"
                     r"|\bavailable\b|\bmax(?:imum)?\.? (?:marks|score|points)",
                     re.IGNORECASE)  # fmt: skip
#: Heads that may stand over weights where these make a whole.
_MARKS = re.compile(r"(?:max\w*\.? )?(?:marks?|points?|score|counts? for|share of .*)(?: available)?(?: \(?%\)?)?", re.IGNORECASE)
_NAME = re.compile(r"\b(?:question|criteri\w+|sub-?criteri\w+|element|area|section|theme|topic|what)\b", re.IGNORECASE)
_GROUP = re.compile(r"\b(?:criteri(?:on|a)|category|section|area|theme)\b", re.IGNORECASE)
_REF = re.compile(r"\b(?:ref\w*|no|number|id|question no|q)\b\.?|^#$", re.IGNORECASE)
_REFERENCE = re.compile(r"\(?([A-Z]{0,4}\s?\d{1,2}(?:\.\d{1,2})*[a-z]?)\)?[.:]?")
_LED = re.compile(r"([A-Z]{1,4}\s?\d{1,2}(?:\.\d{1,2})*[a-z]?)[.:)]?\s+(?=\S)")
_TOTAL = re.compile(r"(?:sub-?|grand )?total\b(?! price| cost)|overall\b|together\Z|in all\Z|sum\Z|whole\Z", re.IGNORECASE)


#: A table with more rows is no table of criteria.
MOST = 400


@record
class Columns:
    """The columns of a table of weights; 0 for one that it has not."""

    weight: int
    name: int
    group: int = 0
    ref: int = 0


def share(cell: GridCell, in_sheet: bool, head: str) -> Percent | None:
    """The weight in a cell: ``20%``, or a number below a head that says that it is one."""
    found = SHARE.fullmatch(cell.text.strip())
    if found:
        return Percent(Decimal(found[1]))
    about = cell.block.sheet
    if in_sheet and about is not None and isinstance(about.value, (int, float)) and not isinstance(about.value, bool):
        value = Decimal(str(about.value))
        return Percent(value * 100 if "%" in about.format else value)
    if re.fullmatch(r"\d{1,3}(?:\.\d+)?", cell.text.strip()) and re.search(r"weight|%|percent|marks|points", head, re.IGNORECASE):
        return Percent(Decimal(cell.text.strip()))
    return None


def weighted(grid: Grid) -> Iterator[Weighted]:
    """The rows of a table of weights; nothing where it is none."""
    at = _weights(grid) if len(grid.rows) <= MOST else 0
    columns = _columns(grid, at) if at else None
    if columns is None:
        return
    rows = [made for row in grid.rows if (made := _row(grid, row, columns)) is not None]
    rows = _nested(_of_hundred(grid, rows))
    by_key: dict[str, list[Weighted]] = {}
    for one in rows:
        by_key.setdefault(slug(one.name) if one.ref.isdigit() else one.key, []).append(one)
    for several in by_key.values():
        weights = [one.weight.value for one in several if one.weight is not None]
        # Several rows of one criterion and no name of their own: together they are the criterion.
        total = Percent(sum(weights, Decimal(0))) if len(several) > 1 and weights else several[0].weight
        yield replace(several[0], weight=total, ref=several[0].ref if not several[0].ref.isdigit() else "")


def _of_hundred(grid: Grid, rows: list[Weighted]) -> list[Weighted]:
    """Weights of a sheet that are written as fractions of one, as those of a hundred."""
    values = [one.weight.value for one in rows if one.weight is not None]
    if not grid.sheet or not values or max(values) > 1:
        return rows
    return [replace(one, weight=Percent(one.weight.value * 100)) if one.weight is not None else one for one in rows]


def _nested(rows: list[Weighted]) -> list[Weighted]:
    """Rows numbered 1.1 and 1.2 belong to the row numbered 1."""
    by_ref = {one.ref: one for one in rows if one.ref}
    made = []
    for one in rows:
        above = by_ref.get(one.ref.rpartition(".")[0]) if "." in one.ref and not one.parent else None
        made.append(replace(one, parent=above.name, stated=above.weight) if above is not None else one)
    return made


def _weights(grid: Grid) -> int:
    """The column of weights: of several, the one whose weights make a whole; 0 where there is none."""
    fitting = [at for at, cell in sorted(grid.heads.items()) if _WEIGHT.search(cell.text) or _MARKS.fullmatch(cell.text.strip())]
    fitting = [at for at in fitting if any(at in row and share(row[at], grid.sheet, grid.heads[at].text) for row in grid.rows)]
    for at in fitting:
        cells = [row[at] for row in grid.rows if at in row and not row[at].spread and not _TOTAL.match(_first(row))]
        total = sum((one.value for cell in cells if (one := share(cell, grid.sheet, grid.heads[at].text))), Decimal(0))
        loose = _WEIGHT.search(grid.heads[at].text) is not None
        if abs(total - 100) <= (30 if loose else 0) and (loose or not any(_is_formula(cell) for cell in cells)):
            return at
    weighing = [at for at in fitting if _WEIGHT.search(grid.heads[at].text)]
    return weighing[0] if weighing else 0


def _columns(grid: Grid, at: int) -> Columns | None:
    """Which columns hold the names, the criteria above them and the references."""
    others = [c for c in sorted(grid.heads) if c != at]
    ref = next((c for c in others if _are_references(grid, c)), 0)
    ref = ref or next((c for c in others if _REF.search(grid.heads[c].text) and not _NAME.search(grid.heads[c].text)), 0)
    named = [c for c in others if c != ref]
    name = next((c for c in named if re.search(r"\bquestion\b|\bsub-?criteri", grid.heads[c].text, re.IGNORECASE)), 0)
    name = name or next((c for c in named if _NAME.search(grid.heads[c].text)), 0) or next(iter(named), 0)
    if not name:
        return None
    group = next((c for c in named if c != name and _GROUP.search(grid.heads[c].text)), 0)
    return Columns(at, name, group, ref)


def _are_references(grid: Grid, column: int) -> bool:
    """Whether the cells of a column are numbers or references of rows."""
    texts = [row[column].text.strip() for row in grid.rows if column in row and row[column].text.strip()]
    return len(texts) > 1 and sum(bool(_REFERENCE.fullmatch(text)) for text in texts) * 3 >= len(texts) * 2


def _is_formula(cell: GridCell) -> bool:
    return cell.block.sheet is not None and bool(cell.block.sheet.formula)


def _row(grid: Grid, row: Row, columns: Columns) -> Weighted | None:
    name_cell = row.get(columns.name) or row.get(columns.group)
    if name_cell is None or _TOTAL.match(_first(row)) or (_TOTAL.match(name_cell.text.strip()) and columns.ref not in row):
        return None
    name, ref = name_cell.text.strip(), ""
    if columns.ref in row:
        found = _REFERENCE.fullmatch(row[columns.ref].text.strip())
        ref = found[1].replace(" ", "").upper() if found else ""
    if not ref:
        led = _LED.match(name)
        if led:
            ref, name = led[1].replace(" ", "").upper(), name[led.end() :]
    if not name or SHARE.fullmatch(name):
        return None
    cell = row.get(columns.weight)
    weight = (
        share(cell, grid.sheet, grid.heads[columns.weight].text) if cell is not None and columns.weight in grid.heads else None
    )
    parent, stated = "", None
    if columns.group in row:
        parent = plain(row[columns.group].text)
        said = SHARE.search(row[columns.group].text)
        stated = Percent(Decimal(said[1])) if said else None
    block = cell.block if cell is not None else name_cell.block
    side = side_of(grid.file, block, str(weight) if weight is not None else None, "", _line(row))
    return Weighted(ref, plain(name), weight, side, grid.file, parent, stated)


def _first(row: Row) -> str:
    return next((cell.text.strip() for _, cell in sorted(row.items()) if cell.text.strip()), "")


def _line(row: Row) -> str:
    return " | ".join(cell.text for _, cell in sorted(row.items()) if cell.text)


def scored_rows(grid: Grid) -> Iterator[Weighted]:
    """The rows of a sheet in which scorers write scores: what is scored, whether it has a weight or not."""
    score = grid.column(re.compile(r"\bscor\w*|\bmarks?\b|\bpoints\b", re.IGNORECASE))
    columns = _columns(grid, score) if score and grid.sheet and len(grid.rows) <= MOST else None
    if columns is None or not any(re.search(r"\bquestion|\bcriteri", cell.text, re.IGNORECASE) for cell in grid.heads.values()):
        return
    for row in grid.rows:
        made = _row(grid, row, replace(columns, group=0))
        if made is not None:
            ref = made.ref if not made.ref.isdigit() else ""
            block: ReadBlock = row[columns.name].block if columns.name in row else next(iter(row.values())).block
            yield Weighted(ref, made.name, None, side_of(grid.file, block, made.shown, "", _line(row)), grid.file)
