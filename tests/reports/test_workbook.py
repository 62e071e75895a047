"""The report as a workbook: every finding, nothing that runs, the same bytes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hls_procure.reading.door import read_bytes
from hls_procure.reports.door import render
from hls_procure.work.opening import open_project
from tests.helpers import run
from tests.reports.made import told


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(render(told(), "xlsx")))


def test_it_begins_with_what_to_do_first(book: Any) -> None:
    sheet = book.worksheets[0]
    rows = {sheet.cell(n, 1).value: sheet.cell(n, 2).value for n in range(1, sheet.max_row + 1)}
    assert rows["Errors open"] == 2
    assert rows["Set aside, with reason"] == rows["Known from before"] == 1
    assert rows["Do this first"].startswith("RA203: 'Learning' is 20% in the sheet and 25% in the invitation.")
    assert rows["Day that counts as today"] == "2027-03-01"


def test_every_finding_has_a_line_with_both_sides(book: Any) -> None:
    sheet = book["Findings"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[:3] for row in rows] == [
        ["RA203", "error", "open"], ["RA301", "error", "open"], ["RA915", "warning", "set aside"], ["RA917", "note", "known"],
    ]  # fmt: skip
    assert rows[0][4:6] == ["Sheet.xlsx, sheet Scores, cell B2", "20%"]
    assert rows[0][6] == "Invitation to tender.docx, section 11.2"
    assert rows[2][10] == "asked for, by legal"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:M5"


def test_nothing_that_somebody_typed_runs(book: Any) -> None:
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    sheet = book["Findings"]
    assert sheet["H2"].value.startswith("=HYPERLINK(")
    assert sheet["H2"].quotePrefix
    assert "\x07" not in sheet["H2"].value


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(told(), "xlsx") == render(told(), "xlsx")


def test_our_own_reader_reads_it() -> None:
    read = read_bytes(render(told(), "xlsx"), "r.xlsx")
    assert read.unread == ()
    assert any(block.text == "RA203" for block in read.blocks)


def test_the_command_needs_a_file_and_tells_the_threads(tamarside: Path, tmp_path: Path) -> None:
    result = run("check", tamarside, "--format", "xlsx")
    assert result.exit_code == 2
    assert "--format xlsx  needs --output" in result.stderr
    path = tmp_path / "r.xlsx"
    assert run("check", tamarside, "--format", "xlsx", "--output", path).exit_code == 0
    made = openpyxl.load_workbook(path)
    assert made.sheetnames == ["Start here", "Findings", "Golden thread", "Checks"]
    assert made["Golden thread"].max_row > 3
    principles = open_project(tamarside).project.principles or ()
    assert [made["Golden thread"].cell(n, 1).value for n in range(2, len(principles) + 2)] == [row.id for row in principles]
