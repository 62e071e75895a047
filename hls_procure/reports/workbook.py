"""The findings as a workbook for colleagues: filtered, sorted and ticked off in Excel or LibreOffice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from hls_procure.documents.zipfiles import repacked
from hls_procure.reports.told import WORDS, Told, clean, place

_HEADS = ("Code", "Gravity", "State", "What was found", "Here", "It says", "There", "It says there", "What to do", "Rests on",
          "Why it was set aside", "Who takes it on", "Done on")  # fmt: skip
_WIDTHS = (9, 10, 11, 60, 30, 45, 30, 45, 50, 28, 30, 20, 12)
_FILLS = {"error": "F8D7DA", "warning": "FFF3CD", "info": "E7F1FF"}
#: The day of a workbook that no day is known for.
_START = date(2000, 1, 1)


def workbook(told: Told) -> bytes:
    """The report as an Excel file: where the pack stands, findings, the matrix of the threads, the checks. Nothing in it is
    ever worked out as a formula, whatever somebody typed.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "hls-procure"
    book.properties.title = _safe(f"Read-across of {told.title}")
    day = told.on or _START
    book.properties.created = datetime(day.year, day.month, day.day)
    _standing(book.active, told)
    _findings(book.create_sheet("Findings"), told)
    if told.thread is not None:
        _matrix(book.create_sheet("Golden thread"), told)
    _checks(book.create_sheet("Checks"), told)
    return repacked(book.save, modified=f"{day.isoformat()}T00:00:00Z")


def _safe(value: object) -> str:
    return "" if value is None else clean(str(value))[:32_000]


def _write(sheet: Any, rows: Iterable[Sequence[object]], widths: Sequence[int], heads: Sequence[str]) -> None:
    """Rows under a head that stays in view, with filters; text is text, even where it begins like a formula."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, (head, width) in enumerate(zip(heads, widths, strict=True), 1):
        cell = sheet.cell(1, number, head)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(number)].width = width
    last = 1
    for last, row in enumerate(rows, 2):
        for number, value in enumerate(row, 1):
            cell = sheet.cell(last, number)
            _put(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{max(last, 2)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _put(cell: Any, value: object) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
        return
    text = _safe(value)
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in "=+-@\t\r"


def _standing(sheet: Any, told: Told) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.title = "Start here"
    counts = told.report.summary
    first = next((one for one in told.report.findings if told.state(one) == "open"), None)
    rows: list[tuple[object, object]] = [
        (f"Read-across of {told.title}", None),
        ("Read", ", ".join(file["file"] for file in told.report.files) or ", ".join(("project.yaml", *told.report.documents))),
        ("Day that counts as today", told.on.isoformat() if told.on else "not said"),
        *(("To know first", note) for note in told.report.notes),
        ("Errors open", counts["errors"]),
        ("Warnings open", counts["warnings"]),
        ("Notes open", counts["notes"]),
        ("Set aside, with reason", counts["set_aside"]),
        ("Known from before", counts["known"]),
        ("Do this first", f"{first.code}: {first.message} {first.hint}" if first else "Nothing is open."),
        ("How to use it", "Filter the sheet Findings by gravity, give each line to somebody, and write down when it is done."),
    ]
    for number, (head, value) in enumerate(rows, 1):
        _put(sheet.cell(number, 1), head)
        _put(sheet.cell(number, 2), value)
        sheet.cell(number, 1).font = Font(bold=True, size=14 if number == 1 else 11)
        sheet.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        sheet.cell(number, 1).alignment = Alignment(vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 32, 90


def _findings(sheet: Any, told: Told) -> None:
    from openpyxl.styles import PatternFill

    findings = told.report.findings
    rows = [
        (
            one.code, WORDS[one.severity][0], told.state(one), one.message, place(one.left), one.left.quote,
            place(one.right) if one.right else "", one.right.quote if one.right else "", one.hint, one.reference,
            one.suppressed, "", "",
        )
        for one in findings
    ]  # fmt: skip
    _write(sheet, rows, _WIDTHS, _HEADS)
    for number, one in enumerate(findings, 2):
        sheet.cell(number, 2).fill = PatternFill("solid", start_color=_FILLS[one.severity])


def _matrix(sheet: Any, told: Told) -> None:
    assert told.thread is not None
    steps = ("insights", "commitments", "criteria", "questions", "clauses", "learning")
    rows = [
        (
            row.principle.id,
            row.principle.words,
            *("\n".join(f"{node.id}: {node.words}" for node in getattr(row, step)) for step in steps),
            ", ".join(row.gaps),
        )
        for row in told.thread.matrix()
    ]
    heads = ("Principle", "What it says", "Who said it", "Commitments", "Criteria", "Questions", "Clauses", "Learning", "Missing")
    _write(sheet, rows, (14, 40, 40, 40, 30, 30, 40, 40, 14), heads)


def _checks(sheet: Any, told: Told) -> None:
    checks = told.report.checks.values()
    found = [one.code for one in told.report.findings]
    rows = [
        (c.code, c.name.replace("-", " "), c.family, WORDS[c.severity][0], found.count(c.code), c.compares, c.why, c.do)
        for c in checks
    ]
    heads = ("Code", "Check", "Family", "Gravity", "Found", "What it compares", "Why it matters", "What to do")
    _write(sheet, rows, (9, 30, 24, 10, 8, 55, 55, 55), heads)
