"""Workbooks made for the tests."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with some bytes of one part exchanged; ``old`` empty: the part is added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                assert old in text
                text = text.replace(old, new)
            after.writestr(name, text)
        if not old:
            after.writestr(part, new)
    return buffer.getvalue()


def scoring() -> bytes:
    """A busy council's scoring sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Scores"
    sheet.append(["Criterion", "Weight", "Closes"])
    sheet.append(["Learning", 0.25, date(2027, 6, 4)])
    sheet.append(["Price", 0.75, None])
    sheet.append(["Total", "=SUM(B2:B3)", None])
    for row in (2, 3, 4):
        sheet.cell(row, 2).number_format = "0%"
    sheet["C2"].number_format = "d mmmm yyyy"
    sheet.merge_cells("A6:C6")
    sheet["A6"] = "Marked out of 10"
    sheet["B3"].comment = Comment("Was 40% last time", "Finance lead")
    sheet["B2"].fill = PatternFill("solid", start_color="FFFFFF00")
    rule = DataValidation(type="decimal", operator="between", formula1="0", formula2="1")
    rule.add("B2:B3")
    sheet.add_data_validation(rule)
    sheet["A8"], sheet["F2"] = "hidden row", "hidden column"
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["F"].hidden = True
    other = book.create_sheet("Incumbent")
    other["A1"] = "Last year's scores"
    other.sheet_state = "hidden"
    book.defined_names["weights"] = DefinedName("weights", attr_text="Scores!$B$2:$B$3")
    data = saved(book)
    return changed(data, "xl/worksheets/sheet1.xml", b"<f>SUM(B2:B3)</f><v></v>", b"<f>SUM(B2:B3)</f><v>1</v>")
