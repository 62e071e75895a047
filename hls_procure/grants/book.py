"""The funder's workbook, made new: a sheet for each table, with hints, lists to choose from and a row that shows how it is done.

Nothing in it is ever worked out as a formula, and the same inputs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hls_procure.documents.zipfiles import repacked
from hls_procure.grants.column_funder import PROMISES_FILLED
from hls_procure.grants.column_shapes import SIGNATORIES, Column, Sheet, choices_of
from hls_procure.grants.columns import FUNDER, GRANTS, HOW_PAID, PAYMENTS, PROMISES, RECIPIENTS
from hls_procure.model.fields import COUNT_TYPES, FieldSchema
from hls_procure.model.values import Money

LISTS = "Lists"
#: Rows of a table: heads, hints, the example; grants from the fourth on.
HEADS, HINTS, EXAMPLE, FIRST = 1, 2, 3, 4
#: So far down the lists to choose from reach.
LAST = 12_000
_WIDE, _MIDDLE, _NARROW = 44, 24, 15
_HEAD, _SOFT, _NEEDED, _SHOWN = "1F4E5F", "F3F1EC", "FFF7DC", "E8EEF1"
_SPARE = 2


def workbook(schema: FieldSchema, day: date, said: Mapping[str, Any] | None = None) -> bytes:
    """The workbook as bytes.

    :param day: from which it speaks. :param said: what a project says already, in its plain shape; it stands in place of our
        own words.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "hls-procure"
    book.properties.title = "Grants"
    book.properties.created = datetime(day.year, day.month, day.day)
    lists = _Lists(schema)
    _funder(book.active, schema, said or {}, lists)
    for sheet in (RECIPIENTS, GRANTS, PAYMENTS, PROMISES):
        _table(book.create_sheet(sheet.name), sheet, schema, lists)
    _promises(book[PROMISES.name], said or {})
    lists.write(book.create_sheet(LISTS))
    return repacked(book.save, modified=f"{day.isoformat()}T00:00:00Z")


class _Lists:
    """The lists to choose from: each once, in a sheet that stays out of sight."""

    def __init__(self, schema: FieldSchema) -> None:
        self._schema = schema
        self._known: dict[tuple[str, ...], str] = {}

    def rule(self, column: Column) -> Any:
        """The rule by which a cell offers its choices; None where any words will do."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        words = tuple(choices_of(column, self._schema).values())
        if not words:
            return None
        if words not in self._known:
            letter = get_column_letter(len(self._known) + 1)
            self._known[words] = f"{LISTS}!${letter}$1:${letter}${len(words)}"
        rule = DataValidation(type="list", formula1=self._known[words], allow_blank=True, showErrorMessage=True)
        rule.errorTitle = column.head[:30]
        rule.error = "Please choose one from the list."
        return rule

    def write(self, sheet: Any) -> None:
        """Write the sheet."""
        for column, words in enumerate(self._known, 1):
            for row, text in enumerate(words, 1):
                put(sheet.cell(row, column), text)
        sheet.sheet_state = "hidden"


def put(cell: Any, value: object) -> None:
    """Put a value into a cell: text is text, even where it begins like a formula."""
    from hls_procure.model.fields import clean

    if isinstance(value, (int, date)) and not isinstance(value, bool):
        cell.value = value
        return
    if isinstance(value, Money):
        cell.value = value.pounds
        return
    text = "" if value is None else clean(str(value))[0][:32_000]
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in "=+-@\t\r"


def typed(text: str, column: Column, schema: FieldSchema) -> object:
    """What a cell holds for a kept value: sums and days as figures, choices in words."""
    written = choices_of(column, schema)
    if written:
        return written.get(text, text)
    leaf = schema.get(column.path)
    if leaf is None or column.several or not text:
        return text
    if leaf.type in ("money", "date"):
        value: object = leaf.parse(text)
        return value
    return int(text) if leaf.type in COUNT_TYPES and text.isdigit() else text


def _formats(column: Column, schema: FieldSchema) -> str:
    leaf = schema.get(column.path)
    kind = leaf.type if leaf is not None and not column.several else "text"
    return {"money": "#,##0.00", "date": "d mmmm yyyy"}.get(kind, "General" if kind in COUNT_TYPES else "@")


def _table(sheet: Any, shape: Sheet, schema: FieldSchema, lists: _Lists) -> None:
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.utils import get_column_letter

    sheet.title = shape.name
    shown = [column for column in shape.columns if column.shown]
    for number, column in enumerate(shown, 1):
        letter = get_column_letter(number)
        _head(sheet.cell(HEADS, number), column)
        hint = sheet.cell(HINTS, number)
        put(hint, column.hint)
        hint.font = _font(italic=True, size=9, color="555555")
        hint.fill = PatternFill("solid", start_color=_SOFT)
        hint.alignment = Alignment(wrap_text=True, vertical="top")
        whole = sheet.column_dimensions[letter]
        whole.width = _width(column, schema)
        whole.number_format = _formats(column, schema)
        whole.alignment = Alignment(wrap_text=True, vertical="top")
        rule = lists.rule(column)
        if rule is not None:
            sheet.add_data_validation(rule)
            rule.add(f"{letter}{EXAMPLE}:{letter}{LAST}")
    if any(column.example for column in shown) and shape is not PROMISES:
        for number, column in enumerate(shown, 1):
            cell = sheet.cell(EXAMPLE, number)
            put(cell, typed(column.example, column, schema))
            cell.number_format = _formats(column, schema)
            cell.font = _font(italic=True, color="5B6770")
            cell.fill = PatternFill("solid", start_color=_SHOWN)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[HEADS].height = 32
    sheet.row_dimensions[HINTS].height = 64
    sheet.row_dimensions[EXAMPLE].height = 48 if shape is not PAYMENTS else 16
    sheet.freeze_panes = "B2" if shape is PROMISES else "C2"
    _page(sheet, whole=False)


def _head(cell: Any, column: Column) -> None:
    from openpyxl.styles import Alignment, PatternFill

    put(cell, column.head)
    cell.font = _font(bold=column.needed, color="FFFFFF")
    cell.fill = PatternFill("solid", start_color=_HEAD)
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _width(column: Column, schema: FieldSchema) -> int:
    leaf = schema.get(column.path)
    if column.several or (leaf is not None and leaf.type in ("passage", "sentence", "text")):
        return _WIDE
    if leaf is None or leaf.type in ("money", "date", "yes-no") or leaf.type in COUNT_TYPES:
        return _MIDDLE if column.path == HOW_PAID else _NARROW
    return 32 if leaf.choices or leaf.type == "name" else _MIDDLE


def _page(sheet: Any, *, whole: bool) -> None:
    """How it is printed. :param whole: every column on one page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    if whole:
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _funder(sheet: Any, schema: FieldSchema, said: Mapping[str, Any], lists: _Lists) -> None:
    """One line a thing; where there are several, a line for each and some to spare."""
    from openpyxl.styles import Alignment, PatternFill

    sheet.title = FUNDER.name
    for number, (head, width) in enumerate((("What we ask", 38), ("Your answer", 70), ("What it is for", 60)), 1):
        _head(sheet.cell(HEADS, number), Column(head, "", "", True))
        sheet.column_dimensions["ABC"[number - 1]].width = width
    row = HEADS + 1
    for column in FUNDER.columns:
        if not column.shown:
            continue
        values = _values(column, said)
        lines = max(1, len(values)) + (_SPARE if column.several else 0)
        rule = lists.rule(column)
        if rule is not None:
            sheet.add_data_validation(rule)
            rule.add(f"B{row}:B{row + lines - 1}")
        for at in range(lines):
            label, answer, hint = (sheet.cell(row + at, number) for number in (1, 2, 3))
            if not at:
                put(label, column.head)
                put(hint, column.hint)
            put(answer, typed(values[at], column, schema) if at < len(values) else "")
            label.font = _font(bold=column.needed)
            label.fill = PatternFill("solid", start_color=_SOFT)
            answer.number_format = _formats(column, schema)
            answer.fill = PatternFill("solid", start_color=_NEEDED if column.needed else "FFFFFF")
            answer.border = _thin()
            hint.font = _font(italic=True, size=9, color="555555")
            for cell in (label, answer, hint):
                cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
            texts = ((label.value, 34), (answer.value, 66), (hint.value, 66))
            sheet.row_dimensions[row + at].height = 15.5 * max(-(-len(str(text or "")) // width) or 1 for text, width in texts)
        row += lines
    sheet.freeze_panes = "A2"
    _page(sheet, whole=True)


def _font(**more: Any) -> Any:
    from openpyxl.styles import Font

    return Font(name="Calibri", **{"size": 11, **more})


def _thin() -> Any:
    from openpyxl.styles import Border, Side

    line = Side(style="thin", color="D5D2CA")
    return Border(left=line, right=line, top=line, bottom=line)


def _values(column: Column, said: Mapping[str, Any]) -> Sequence[str]:
    """What a line of the sheet Funder says: what the project has, else our own words."""
    if column.path == "as_of_date":
        return ()  # the day of starting holds until somebody says another
    path = "funder.signatory" if column.path == SIGNATORIES else column.path.removesuffix("[]")
    value: Any = said
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and value:
        return [" | ".join(str(row.get(part) or "") for part in column.parts) for row in value]
    return column.filled


def _promises(sheet: Any, said: Mapping[str, Any]) -> None:
    """The promises that the project has, else some to begin with."""
    from openpyxl.styles import Alignment

    rows = (said.get("funder") or {}).get("commitments") or []
    made = [tuple(str(row.get(name) or "") for name in ("promise", "keeper", "by")) for row in rows] or PROMISES_FILLED
    for number, row in enumerate(made, EXAMPLE):
        for at, text in enumerate(row, 1):
            cell = sheet.cell(number, at)
            put(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
