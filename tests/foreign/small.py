"""Small files for one question each: Word files from lines and tables, workbooks from rows, and what is found in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from hls_procure.readacross.report import Report
from hls_procure.work.foreign import check_files
from tests.foreign.council import grid, saved, with_values

Line = str | list[tuple[str, ...]]


def word(*lines: Line) -> bytes:
    """A Word file: a line that begins with # is a heading, a list of tuples a table."""
    doc = Document()
    for line in lines:
        if isinstance(line, list):
            grid(doc, line)
        elif line.startswith("# "):
            doc.add_heading(line[2:], 1)
        else:
            doc.add_paragraph(line)
    return saved(doc)


def sheet(
    rows: Mapping[str, Sequence[Sequence[object]]],
    kept: Mapping[str, Mapping[str, object]] | None = None,
    allowed: Mapping[str, tuple[str, str]] | None = None,
) -> bytes:
    """A workbook. :param kept: the values of formulas. :param allowed: by sheet, a range and the highest number it takes."""
    book = Workbook()
    book.remove(book.active)
    for name, body in rows.items():
        made = book.create_sheet(name)
        for row in body:
            made.append(list(row))
        if allowed and name in allowed:
            where, top = allowed[name]
            rule = DataValidation(type="whole", operator="between", formula1="0", formula2=top)
            rule.add(where)
            made.add_data_validation(rule)
    return with_values(book, {name: dict(values) for name, values in (kept or {}).items()})


def checked(folder: Path, files: Mapping[str, bytes], *, confirm: bool = True, **more: Any) -> Report:
    """The report on some files. :param confirm: whether a person has agreed with everything that was read."""
    paths = []
    for name, data in files.items():
        path = folder / name
        path.write_bytes(data)
        paths.append(path)
    if not confirm:
        return check_files(paths, **more).report
    facts = folder / "facts.yaml"
    check_files(paths, facts=facts)
    facts.write_text(facts.read_text("utf-8").replace("confirmed: no\n", "confirmed: yes\n"), "utf-8")
    return check_files(paths, facts=facts, **more).report


def said(report: Report, code: str) -> list[str]:
    """The messages of one check."""
    return [one.message for one in report.findings if one.code == code]
