"""Excel workbooks: every cell with what is shown, what is kept and what is worked out; nothing is ever evaluated.

The file is read twice, for formulas and for the values that Excel kept. Sheets, rows and columns that are hidden are read and
say so.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from hls_procure.errors import Problem
from hls_procure.reading.blocks import Place, ReadBlock, ReadFile, SheetCell
from hls_procure.reading.formats import shown
from hls_procure.reading.limits import Limits, refuse, too_much
from hls_procure.reading.package import Package, PartProblem
from hls_procure.reading.properties import read_properties
from hls_procure.reading.unread import beside

_CELL, _ROW = re.compile(rb"<(?:\w+:)?c[ >]"), re.compile(rb"<(?:\w+:)?row[ />]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z0-9:$]+)")
_KINDS = {
    "drawings/drawing": "a drawing or a chart", "charts/": "a chart", "media/": "a picture", "embeddings/": "an embedded file",
    "pivottables/": "a pivot table", "threadedcomments/": "a thread of comments (its first words are read as a note)",
}  # fmt: skip


def read_xlsx(package: Package, data: bytes, fingerprint: str, limits: Limits) -> ReadFile:
    """Every cell of a workbook that holds something.

    :raises FileProblem: it is damaged, or goes past a limit.
    """
    unread: list[Problem] = []
    _look_over(package, limits)
    formulas = _load(package.name, data, unread, kept=False)
    kept = _kept(_load(package.name, data, [], kept=True), formulas)
    blocks: list[ReadBlock] = []
    for number, sheet in enumerate(formulas.worksheets, 1):
        blocks += _sheet(number, sheet, kept)
    names = _names(formulas)
    properties = read_properties(package, unread)
    unread += _beside(package, formulas, blocks)
    return ReadFile(package.name, "xlsx", fingerprint, tuple(blocks), properties, (), (), names, tuple(unread))


def _look_over(package: Package, limits: Limits) -> None:
    """Before the workbook is opened: every part of text within its limits, well-formed and without entities."""
    cells = rows = merged = 0
    for part in [entry.filename for entry in package.entries.values()]:
        low = part.lower()
        if not low.endswith((".xml", ".rels", ".vml")):
            continue
        try:
            text = package.read(part)
            if low.endswith(".vml") or low.startswith("xl/worksheets/sheet"):
                package.check(text, part)
            else:
                package.parse(text, part)
        except PartProblem as problem:
            raise refuse(
                package.name,
                f"is damaged: '{part}' {problem}",
                "",
                "Open it in Excel, let it repair the file, and save it again.",
            ) from None
        if low.startswith("xl/worksheets/"):
            cells += len(_CELL.findall(text))
            rows += len(_ROW.findall(text))
            merged += sum(_area(found.decode("ascii", "replace")) for found in _MERGED.findall(text))
    if cells > limits.cells or rows > limits.cells * 2:
        raise too_much(package.name, f"holds more than {limits.cells:,} cells")
    if merged > limits.cells * 2:
        raise too_much(package.name, f"merges more than {limits.cells * 2:,} cells")


def _area(reference: str) -> int:
    """How many cells a range like ``A1:C3`` covers."""
    from openpyxl.utils import range_boundaries

    try:
        left, top, right, bottom = range_boundaries(reference)
    except (ValueError, TypeError):
        return 0
    return ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)


def _load(name: str, data: bytes, unread: list[Problem], *, kept: bool) -> Any:
    """The workbook with its formulas, or with the values that the file keeps."""
    import openpyxl

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            made = openpyxl.load_workbook(io.BytesIO(data), data_only=kept, keep_links=False, keep_vba=False)
        except Exception as error:  # openpyxl stumbles over a strange workbook in a hundred ways
            raise refuse(
                name, f"cannot be read as a workbook ({type(error).__name__})",
                "It is damaged, or made by a program that Excel would not follow.", "Open it in Excel and save it again.",
            ) from None  # fmt: skip
    for words in dict.fromkeys(str(one.message).split(",")[0].rstrip(".") for one in said):
        unread.append(Problem(name, "holds something that is not read", f"{words}.", "Look at it in Excel."))
    return made


def _kept(workbook: Any, formulas: Any) -> dict[tuple[str, str], Any]:
    """What the file keeps as the value of each formula, by sheet and address."""
    made: dict[tuple[str, str], Any] = {}
    for sheet in formulas.worksheets:
        inner = workbook[sheet.title]._cells if sheet.title in workbook.sheetnames else {}
        for place, cell in sheet._cells.items():
            if _is_formula(cell) and place in inner:
                made[sheet.title, cell.coordinate] = inner[place].value
    return made


def _sheet(number: int, sheet: Any, kept: Mapping[tuple[str, str], Any]) -> Iterator[ReadBlock]:
    hidden_sheet = sheet.sheet_state != "visible"
    columns = {at for letters, dim in sheet.column_dimensions.items() if dim.hidden for at in _letters(letters, dim)}
    rows = {row for row, dim in sheet.row_dimensions.items() if dim.hidden}
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    rules, looks = _rules(sheet), _Looks()
    heads: dict[int, str] = {}
    head_row = index = 0
    # Only the cells that the file has: the grid between them may be as large as Excel allows.
    every = [cell for _, cell in sorted(sheet._cells.items()) if cell.value is not None or cell.comment is not None]
    for row, found in ((row, list(cells)) for row, cells in groupby(every, key=lambda cell: cell.row)):
        values = {cell.column: kept.get((sheet.title, cell.coordinate)) if _is_formula(cell) else cell.value for cell in found}
        texts = {cell.column: _text(values[cell.column], looks.of(cell)[0]) for cell in found}
        if not head_row and sum(isinstance(cell.value, str) and not _is_formula(cell) for cell in found) > 1:
            head_row, heads = row, {column: text for column, text in texts.items() if text}
            _spread(heads, merged, head_row)
        for cell in found:
            value, area = values[cell.column], merged.get((row, cell.column))
            states = (("sheet", hidden_sheet), ("row", row in rows), ("column", cell.column in columns))
            unseen = tuple(why for why, is_so in states if is_so)
            note = (cell.comment.text or "").strip() if cell.comment is not None else ""
            about = SheetCell(
                sheet.title, cell.coordinate, _as_data(value), _formula(cell), looks.of(cell)[0],
                str(area) if area else "", note,
                _choices(rules, row, cell.column), unseen,
            )  # fmt: skip
            text = texts[cell.column] or (about.formula if value is None else "")
            above = (heads[cell.column],) if row > head_row and cell.column in heads else ()
            place = Place(
                number, row, cell.column, area.max_row - area.min_row + 1 if area else 1,
                area.max_col - area.min_col + 1 if area else 1, above,
            )  # fmt: skip
            id = f"{sheet.title}:{cell.coordinate}"
            yield ReadBlock(
                id=id, kind="cell", text=text, part=sheet.title, index=index, table=place, hidden=bool(unseen),
                strong=looks.of(cell)[1], highlighted=text if looks.of(cell)[2] else "",
                links=(cell.hyperlink.target,) if cell.hyperlink is not None and cell.hyperlink.target else (), sheet=about,
            )  # fmt: skip
            if note:
                yield ReadBlock(
                    id=f"{id}.note", kind="comment", text=note, part=sheet.title, index=index, table=place,
                    author=cell.comment.author or "", anchor=id, hidden=bool(unseen), sheet=about,
                )  # fmt: skip
            index += 1


def _letters(letters: str, dimension: Any) -> list[int]:
    """The columns that one description covers."""
    from openpyxl.utils import column_index_from_string

    first = dimension.min or column_index_from_string(letters)
    return list(range(first, min((dimension.max or first), 20_000) + 1))


def _spread(heads: dict[int, str], merged: Mapping[tuple[int, int], Any], row: int) -> None:
    """A head over several columns counts for each of them."""
    for (top, left), area in merged.items():
        if top == row and left in heads:
            for column in range(left, min(area.max_col, 20_000) + 1):
                heads[column] = heads[left]


def _is_formula(cell: Any) -> bool:
    return bool(cell.data_type == "f")


def _formula(cell: Any) -> str:
    if not _is_formula(cell):
        return ""
    words = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", None)
    return str(words) if words else "a table of what-if values"


def _text(value: Any, format: str) -> str:
    if isinstance(value, (str, int, float, bool, date, datetime, time, timedelta)) or value is None:
        return shown(value, format)
    return str(value)


def _as_data(value: Any) -> str | int | float | bool | None:
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return str(value)


class _Looks:
    """Number format, bold and bright fill of cells, worked out once for each style."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[str, bool, bool]] = {}

    def of(self, cell: Any) -> tuple[str, bool, bool]:
        """The three of one cell."""
        key = cell._style.tobytes()
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = (cell.number_format, bool(cell.font is not None and cell.font.b), _filled(cell))
        return found


def _filled(cell: Any) -> bool:
    """Whether a cell is marked with a bright colour, as people do for what is still to come."""
    fill = cell.fill
    if fill is None or fill.fill_type != "solid":
        return False
    colour = fill.start_color.rgb if fill.start_color is not None and fill.start_color.type == "rgb" else ""
    return isinstance(colour, str) and colour[-6:].upper() in ("FFFF00", "00FF00", "FF0000", "FFC000", "00FFFF", "FF00FF")


def _rules(sheet: Any) -> list[tuple[Any, str]]:
    """What data validation allows, range by range; the first two hundred."""
    made = []
    for rule in sheet.data_validations.dataValidation[:200]:
        said = " ".join(str(part) for part in (rule.type, rule.operator, rule.formula1, rule.formula2) if part)
        made += [(area, said) for area in list(rule.sqref.ranges)[:200]]
    return made[:200]


def _choices(rules: list[tuple[Any, str]], row: int, column: int) -> str:
    return next(
        (said for area, said in rules if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col), ""
    )


def _names(workbook: Any) -> dict[str, str]:
    made = {name: str(one.attr_text) for name, one in workbook.defined_names.items()}
    for sheet in workbook.worksheets:
        made |= {f"{sheet.title}!{name}": str(one.attr_text) for name, one in sheet.defined_names.items()}
    return made


def _beside(package: Package, workbook: Any, blocks: list[ReadBlock]) -> Iterator[Problem]:
    yield from beside(package, {})
    links = len([part for part in package.entries if part.startswith("xl/externallinks/externallink")])
    if links:
        what = "leads to another workbook" if links == 1 else f"leads to {links} other workbooks"
        yield Problem(
            package.name, what, "They are not opened; the values are those that this file kept.", "Look at them yourself."
        )
    for sign, what in _KINDS.items():
        count = sum(1 for part in package.entries if part.startswith(f"xl/{sign}") and "/_rels/" not in part)
        if count:
            times = "" if count == 1 else f" ({count} times)"
            yield Problem(package.name, f"holds {what}{times}", "What is in it is not read.", "Look at it yourself.")
    charts = [sheet.title for sheet in workbook.chartsheets]
    if charts:
        yield Problem(
            package.name, f"has sheets that are only charts: {', '.join(charts)}", "They are not read.", "Look at them yourself."
        )
    empty = sum(1 for b in blocks if b.sheet is not None and b.kind == "cell" and b.sheet.formula and b.sheet.value is None)
    if empty:
        what = "has a formula without its value" if empty == 1 else f"has {empty:,} formulas without their values"
        why = "Nothing is worked out here; the program that wrote the file did not keep them."
        yield Problem(package.name, what, why, "Open it in Excel and save it again.")
