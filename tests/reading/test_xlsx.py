"""Workbooks: what is shown, what is kept, what is worked out and what is hidden, cell by cell; nothing is evaluated."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from hls_procure.errors import FileProblem
from hls_procure.reading.blocks import ReadBlock, ReadFile, cells
from hls_procure.reading.door import read_bytes
from hls_procure.reading.formats import Value, shown
from hls_procure.reading.limits import Limits
from tests.reading.sheets import changed, saved, scoring


@pytest.fixture(scope="module")
def file() -> ReadFile:
    return read_bytes(scoring(), "scores.xlsx")


def at(file: ReadFile, address: str, sheet: str = "Scores") -> ReadBlock:
    (found,) = [b for b in file.blocks if b.id == f"{sheet}:{address}"]
    return found


def test_a_weight_is_read_as_it_is_shown_and_as_it_is_kept(file: ReadFile) -> None:
    cell = at(file, "B2")
    assert cell.text == "25%"
    assert cell.sheet is not None
    assert (cell.sheet.value, cell.sheet.format, cell.sheet.formula) == (0.25, "0%", "")
    assert cell.table is not None
    assert (cell.table.row, cell.table.column, cell.table.heads) == (2, 2, ("Weight",))
    assert cell.where == "sheet Scores, cell B2"
    assert cell.highlighted == "25%"
    assert cell.sheet.choices == "decimal between 0 1"


def test_a_formula_keeps_its_words_and_the_value_that_excel_kept(file: ReadFile) -> None:
    total = at(file, "B4")
    assert total.sheet is not None
    assert (total.text, total.sheet.value, total.sheet.formula) == ("100%", 1, "=SUM(B2:B3)")


def test_a_date_is_read_as_it_is_shown(file: ReadFile) -> None:
    cell = at(file, "C2")
    assert cell.text == "4 June 2027"
    assert cell.sheet is not None
    assert cell.sheet.value == "2027-06-04T00:00:00"


def test_a_note_is_a_comment_on_its_cell(file: ReadFile) -> None:
    note = at(file, "B3.note")
    assert (note.kind, note.text, note.author, note.anchor) == ("comment", "Was 40% last time", "Finance lead", "Scores:B3")
    assert note not in file.now()


def test_what_is_hidden_is_read_and_says_why(file: ReadFile) -> None:
    hidden = {b.id: b.sheet.unseen for b in file.blocks if b.hidden and b.sheet}
    assert hidden == {"Scores:A8": ("row",), "Scores:F2": ("column",), "Incumbent:A1": ("sheet",)}


def test_merged_cells_and_names_are_known(file: ReadFile) -> None:
    cell = at(file, "A6")
    assert cell.sheet is not None
    assert cell.table is not None
    assert (cell.sheet.covers, cell.table.column_span) == ("A6:C6", 3)
    assert file.names == {"weights": "Scores!$B$2:$B$3"}


def test_the_rows_of_a_sheet_are_a_table(file: ReadFile) -> None:
    assert [c.text for c in cells(file.now())[1][1]] == ["Learning", "25%", "4 June 2027"]


def test_a_formula_without_its_value_is_named() -> None:
    book = Workbook()
    book.active["A1"] = "=1+1"
    file = read_bytes(saved(book), "x.xlsx")
    assert (file.blocks[0].text, file.blocks[0].sheet and file.blocks[0].sheet.value) == ("=1+1", None)
    assert any("formula without its value" in problem.what for problem in file.unread)


def test_links_to_other_workbooks_and_macros_are_named_and_not_followed() -> None:
    data = changed(scoring(), "xl/externalLinks/externalLink1.xml", b"", b"<externalLink/>")
    said = " ".join(p.what for p in read_bytes(changed(data, "xl/vbaProject.bin", b"", b"x"), "x.xlsm").unread)
    assert "leads to another workbook" in said
    assert "macros" in said


def test_a_cell_at_the_far_end_of_the_sheet_takes_no_time() -> None:
    book = Workbook()
    book.active["XFD1048576"] = "far"
    book.active["A1"] = "near"
    assert [b.text for b in read_bytes(saved(book), "x.xlsx").blocks] == ["near", "far"]


@pytest.mark.parametrize("limits", [Limits(cells=5), Limits(tags=50), Limits(unpacked=1000), Limits(parts=3)])
def test_a_workbook_past_a_limit_is_refused(limits: Limits) -> None:
    with pytest.raises(FileProblem, match="exhaust the machine"):
        read_bytes(scoring(), "x.xlsx", limits)


def test_a_merge_of_the_whole_sheet_is_refused_before_it_is_laid_out() -> None:
    data = changed(scoring(), "xl/worksheets/sheet1.xml", b'ref="A6:C6"', b'ref="A6:XFD1048576"')
    with pytest.raises(FileProblem, match="merges more than"):
        read_bytes(data, "x.xlsx")


def test_entities_and_damage_are_refused() -> None:
    data = changed(scoring(), "xl/workbook.xml", b"<workbook ", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook ')
    with pytest.raises(FileProblem, match="entities"):
        read_bytes(data, "x.xlsx")
    with pytest.raises(FileProblem, match="damaged"):
        read_bytes(changed(scoring(), "xl/styles.xml", b"</styleSheet>", b""), "x.xlsx")
    with pytest.raises(FileProblem, match="cannot be read as a workbook"):
        read_bytes(changed(scoring(), "xl/worksheets/sheet1.xml", b"</worksheet>", b""), "x.xlsx")


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        (0.25, "0%", "25%"), (0.125, "0.0%", "12.5%"), (1234567, "#,##0", "1,234,567"), (1200, '"£"#,##0.00', "£1,200.00"),
        (7700000, "[$£-809]#,##0", "£7,700,000"), (-5, "0;(0)", "(5)"), (-5, "0.0", "-5.0"), (0, "0;-0;\"nil\"", "nil"),
        (7700000, '"£"#,##0.0,,"m"', "£7.7m"), (3, '0 "years"', "3 years"), (2.5, "0.##", "2.5"), (2, "0.##", "2"),
        (0.1 + 0.2, "General", "0.3"), (40, "General", "40"), (True, "General", "TRUE"), (None, "0", ""), ("20%", "@", "20%"),
        (date(2027, 3, 3), "dd/mm/yyyy", "03/03/2027"), (date(2027, 3, 3), "[$-809]d mmmm yyyy;@", "3 March 2027"),
        (datetime(2027, 3, 3, 14, 5), "d mmm yy hh:mm", "3 Mar 27 14:05"),
        (datetime(2027, 3, 3), "General", "2027-03-03T00:00:00"),
        (time(9, 30), "h:mm", "09:30"), (timedelta(hours=36), "[h]:mm:ss", "36:00:00"), (2.675, "0.00", "2.68"),
        (0.5, "# ?/?", "0.5"),
        (1e40, "0.00", "1e+40"), (float("inf"), "0%", "inf"), (1, "0." + "0" * 300, "1"),
        (5, '_-* #,##0_-;-* #,##0_-;_-* "-"_-', "5"),
    ],
)  # fmt: skip
def test_a_value_is_shown_as_excel_shows_it(value: Value, format: str, text: str) -> None:
    assert shown(value, format) == text
