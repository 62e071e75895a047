"""The workbook as people fill it in, well and badly: read exactly, or every problem at once with sheet, row and column."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from hls_procure.errors import FileProblem, InputError
from hls_procure.grants.book import put
from hls_procure.grants.row import project_of
from hls_procure.model.values import Money
from hls_procure.work.workspace import Workspace
from tests.grants.workbooks import FUNDER, GRANT, RECIPIENT, filled, read, started, told
from tests.helpers import run


def test_a_new_workbook_holds_no_grant_and_no_problem(tmp_path: Path) -> None:
    batch = read(started(tmp_path / "f"))
    assert (batch.count, batch.problems, batch.notes, list(batch.rows())) == (0, [], [], [])
    assert batch.base.funder.signatory == "Chair of the trustees"
    assert [promise.keeper for promise in batch.base.funder.commitments or ()] == [
        "finance officer",
        "grants lead",
        "grants lead",
        "chair",
    ]


def test_what_is_filled_in_is_read_back(tmp_path: Path) -> None:
    batch = read(filled(tmp_path / "f"))
    assert (told(batch), batch.notes, batch.count) == ([], [], 1)
    row = next(batch.rows())
    assert (row.id, row.where) == ("G-0001", "grants.xlsx, Grants, row 4")
    assert "funder" not in row.tree, "what holds for every grant stands in the base"
    project, problems = project_of(batch.base, row, Workspace(None).schema)
    assert problems == []
    assert project.recipient.name == "Quayside Young People's Project"
    assert (project.recipient.form, project.recipient.is_charity, project.recipient.fit) == ("cio", True, "same")
    assert (project.grant.id, project.grant.basis, project.grant.amount) == ("G-0001", "core", Money(6_000_000))
    assert [(one.id, one.on, one.amount) for one in project.grant.payments or ()] == [
        ("year-1", date(2027, 1, 15), Money(2_000_000)),
        ("year-2", date(2028, 1, 15), Money(2_000_000)),
        ("year-3", date(2029, 1, 15), Money(2_000_000)),
    ]
    assert (project.funder.name, project.funder.kind, project.project.jurisdiction) == ("The Long Acre Fund", "charity", "ENG")
    assert project.as_of_date == date(2026, 11, 28)
    assert list(batch.rows()) == list(batch.rows())


TAKEN: list[tuple[str, Any, str, str]] = [
    ("Amount (£)", "£12,500.00", "grant.amount", "12500"),
    ("Amount (£)", "12.5k", "grant.amount", "12500"),
    ("Amount (£)", "12500,00", "grant.amount", "12500"),
    ("Amount (£)", 0.1 + 0.2, "grant.amount", "0.30"),
    ("First day", "12/05/2027", "grant.starts", "2027-05-12"),
    ("First day", 46519, "grant.starts", "2027-05-12"),
    ("First day", "46519", "grant.starts", "2027-05-12"),
    ("Years", "3 years", "grant.years", "3"),
    ("Basis", "Core", "grant.basis", "core"),
    ("A last grant", True, "grant.exit.answer", "yes"),
    ("Title", "=cmd|'/C calc'!A0", "project.title", "=cmd|'/C calc'!A0"),
    ("Title", "Cymorth i bobl ifanc · دعم الشباب", "project.title", "Cymorth i bobl ifanc · دعم الشباب"),
    ("Title", "Tom & Jerry <CIC>", "project.title", "Tom & Jerry <CIC>"),
    ("What it is for", "one\ntwo", "grant.purpose", "one\ntwo"),
]


def test_what_can_only_mean_one_thing_is_taken(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for row in book["Grants"].iter_rows(min_row=4):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    put(cell, cell.value)

    once = {**GRANT, "Paid": "all at once, on the first day"}
    grants = [{**once, "Grant": f"G-{at}", "Title": f"{at}", head: value} for at, (head, value, _, _) in enumerate(TAKEN)]
    batch = read(filled(tmp_path / "f", grants, change=change))
    assert told(batch) == []
    for (head, value, path, kept), row in zip(TAKEN, batch.rows(), strict=True):
        said: Any = row.tree
        for name in path.split("."):
            said = said[name]
        assert said == kept, (head, value)


WRONG: list[tuple[str, Any, str, str]] = [
    ("Amount (£)", "1.250", "H", "may mean £1.25 or £1,250"),
    ("Amount (£)", 0.123, "H", "parts of a penny"),
    ("First day", "05/13/2027", "I", "If 13 May 2027 is meant, write it so"),
    ("First day", "soon", "I", "is not a day"),
    ("Years", "many", "J", "is not a number"),
    ("Basis", "core fundng", "E", "is none of: core funding without restriction"),
    ("Paid", "monthly", "K", "is none of: all at once, on the first day"),
    ("A last grant", "perhaps", "N", "is neither yes nor no"),
    ("Where you looked | what you found", "a | b | c", "T", "has 3 parts; a line holds two things"),
]


def test_what_cannot_be_read_is_named_with_its_place(tmp_path: Path) -> None:
    grants = [{**GRANT, "Grant": f"G-{at}", "Title": f"{at}", head: value} for at, (head, value, _, _) in enumerate(WRONG)]
    batch = read(filled(tmp_path / "f", grants))
    assert batch.count == 0
    for row, ((head, _, column, said), problem) in enumerate(zip(WRONG, batch.problems, strict=True), 4):
        assert problem.where == f"grants.xlsx, Grants, row {row}, column {column} ({head})"
        assert said in problem.text()


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    grants = [
        {**GRANT, "Amount (£)": "lots", "Years": "x"},
        {**GRANT, "Recipient": "R-002"},
        {**GRANT, "Grant": "g-0001", "Title": "Another"},
        {**GRANT, "Grant": None, "Title": "No number"},
        {**GRANT, "Grant": "all"},
        {**GRANT, "Grant": "G 1"},
        {**GRANT, "Grant": "G-0007", "Recipient": None},
    ]
    batch = read(
        filled(
            tmp_path / "f", grants, payments=[{"Grant": "G-0009", "Day": date(2027, 1, 1), "Amount (£)": 5}, {"Grant": "G-0001"}]
        )
    )
    text = "\n".join(told(batch))
    for said in (
        "row 4, column H (Amount (£))  'lots' is not a sum of money",
        "row 4, column J (Years)  'x' is not a number",
        "row 5  has the number G-0001 that row 4 has already",
        "row 6  has the number g-0001, and row 4 has G-0001: they differ only in capitals",
        "row 7  has no number",
        "The next free one is G-0008",
        "row 8  has the number 'all', which stands for something else here",
        "row 9  has the number 'G 1', which has other signs than letters, figures and hyphens",
        "row 10  does not say who receives it",
        "Payments, row 4  belongs to the grant 'G-0009', which is not in the sheet Grants",
        "Payments, row 5  has no day and no sum",
    ):
        assert said in text, said
    assert batch.count == 0


def test_a_recipient_that_is_not_there_gets_the_nearest(tmp_path: Path) -> None:
    batch = read(filled(tmp_path / "f", [{**GRANT, "Recipient": "R-01"}]))
    assert "goes to 'R-01', which is not in the sheet Recipients" in told(batch)[0]
    assert "Did you mean 'R-001'?" in told(batch)[0]


def test_recipients_are_told_apart_by_number(tmp_path: Path) -> None:
    recipients = [
        RECIPIENT,
        {**RECIPIENT, "Name": "Other"},
        {**RECIPIENT, "Recipient": None},
        {**RECIPIENT, "Recipient": "R-002"},
    ]
    batch = read(filled(tmp_path / "f", recipients=recipients))
    assert "Recipients, row 5  has the number R-001 that row 4 has already" in "\n".join(told(batch))
    assert "Recipients, row 6  has no number" in "\n".join(told(batch))
    assert "The next free one is R-003" in "\n".join(told(batch))
    assert any("has the same number in a register as row 4" in note.text() for note in batch.notes)


def test_the_same_row_twice_is_no_second_grant(tmp_path: Path) -> None:
    batch = read(filled(tmp_path / "f", [GRANT, {**GRANT, "Grant": "G-0002"}, {**GRANT, "Grant": "G-0003", "Title": "Another"}]))
    assert [problem.where for problem in batch.problems] == ["grants.xlsx, Grants, row 5"]
    assert "says word for word what row 4 says" in told(batch)[0]


def test_payments_come_from_their_sheet(tmp_path: Path) -> None:
    days = [date(2028, 1, 15), date(2027, 1, 15), date(2027, 1, 15), date(2029, 1, 15)]
    payments = [{"Grant": "G-0001", "Day": day, "Amount (£)": 15000} for day in days]
    payments[3]["Payment"] = "Last"
    for how in ("as in the sheet Payments", None):
        batch = read(filled(tmp_path / f"f{how}", [{**GRANT, "Paid": how}], payments=payments))
        assert told(batch) == []
        made = next(batch.rows()).tree["grant"]["payments"]
        assert [one["id"] for one in made] == ["2027-01-15", "2027-01-15-2", "2028-01-15", "last"]
    batch = read(filled(tmp_path / "g", payments=payments))
    assert "is paid 'every year in equal parts', and its payments are listed, too" in told(batch)[0]


def test_who_signs_goes_by_programme_and_sum(tmp_path: Path) -> None:
    rules = "Roots, up to £50,000 | head of Roots\nup to 20k | the director\nup to £100,000 | the chair"
    grants = [
        {**GRANT, "Grant": f"G-{number}", "Title": f"{number}", "Programme": programme, "Amount (£)": amount}
        for number, (programme, amount) in enumerate(
            [("Roots", 50_000), ("roots", 50_001), ("Sail", 20_000), ("Sail", 20_001), ("Sail", 100_001)], 1
        )
    ]
    batch = read(filled(tmp_path / "f", grants, funder={**FUNDER, "Who signs": rules}))
    assert [row.tree["funder"]["signatory"] for row in batch.rows()] == [
        "head of Roots",
        "the chair",
        "the director",
        "the chair",
    ]
    assert told(batch) == [
        "grants.xlsx, Grants, row 8  is a grant of £100,001, and nobody in the sheet Funder may sign so much\n"
        "                            Add a line to 'Who signs': a role alone may sign any sum."
    ]
    batch = read(filled(tmp_path / "g", grants, funder={**FUNDER, "Who signs": f"{rules}\nall trustees together"}))
    assert (told(batch), batch.base.funder.signatory) == ([], "all trustees together")
    assert "funder" not in list(batch.rows())[-1].tree


def test_formulas_errors_and_merged_cells_are_named(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Grants"]
        sheet["H4"] = "=3*20000"
        sheet["I4"] = "#REF!"
        sheet["I4"].data_type = "e"
        sheet.merge_cells("D4:D6")
        sheet.merge_cells("B1:C1")

    text = "\n".join(told(read(filled(tmp_path / "f", change=change))))
    assert "row 4, column H (Amount (£))  holds a formula without its value" in text
    assert "row 4, column I (First day)  shows the error #REF!" in text
    assert "grants.xlsx, Grants, row 4  has the cells D4 to D6 merged" in text


def test_what_a_formula_came_to_is_read_with_a_note(tmp_path: Path) -> None:
    path = filled(tmp_path / "f", change=lambda book: book["Grants"].__setitem__("H4", "=3*20000"))
    changed(
        path / "grants.xlsx",
        b"<f>3*20000</f><v />",
        b"<f>3*20000</f><v>60000</v>",
        b"<f>3*20000</f><v></v>",
        b"<f>3*20000</f><v/>",
    )
    batch = read(path)
    assert (told(batch), next(batch.rows()).tree["grant"]["amount"]) == ([], "60000")
    assert [note.what for note in batch.notes] == ["holds a formula"]


def changed(path: Path, old: bytes, new: bytes, *others: bytes) -> None:
    """The same workbook with other words in its sheets."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for name, data in parts.items():
        for one in (old, *others):
            parts[name] = parts[name].replace(one, new) if name.startswith("xl/worksheets") else parts[name]
        assert name or data
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """The same workbook with its parts changed."""
    with zipfile.ZipFile(path) as file:
        parts = {name: change(name, file.read(name)) for name in file.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)


def test_a_workbook_of_another_program_says_the_same(tmp_path: Path) -> None:
    """Strict Open XML, as Excel can save it; texts in their cells, as some programs write them; days counted from 1904."""
    plain = list(read(filled(tmp_path / "plain")).rows())
    main, strict = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    links = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    path = filled(tmp_path / "strict")
    rewritten(
        path / "grants.xlsx",
        lambda _, data: data.replace(main, strict).replace(links, b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )
    assert list(read(path).rows()) == plain

    path = filled(tmp_path / "shared")
    texts: list[bytes] = []

    def shared(name: str, data: bytes) -> bytes:
        def one(found: re.Match[bytes]) -> bytes:
            texts.append(found[3])
            return b'<c r="%s"%s t="s"><v>%d</v></c>' % (found[1], found[2], len(texts) - 1)

        if name.startswith("xl/worksheets/sheet"):
            return re.sub(rb'<c r="([A-Z]+[0-9]+)"([^>]*?) t="inlineStr"><is>(.*?)</is></c>', one, data, flags=re.DOTALL)
        last = b'<Relationship Id="s" Type="%s/sharedStrings" Target="sharedStrings.xml"/></Relationships>' % links
        return data.replace(b"</Relationships>", last) if name == "xl/_rels/workbook.xml.rels" else data

    rewritten(path / "grants.xlsx", shared)
    with zipfile.ZipFile(path / "grants.xlsx", "a") as file:
        file.writestr(
            "xl/sharedStrings.xml", b'<sst xmlns="%s">' % main + b"".join(b"<si>%s</si>" % one for one in texts) + b"</sst>"
        )
    assert len(texts) > 100
    assert list(read(path).rows()) == plain

    path = filled(tmp_path / "mac", change=lambda book: setattr(book, "epoch", CALENDAR_MAC_1904))
    with zipfile.ZipFile(path / "grants.xlsx") as file:
        assert b'date1904="1"' in file.read("xl/workbook.xml")
    assert list(read(path).rows()) == plain


def test_empty_rows_strange_sheets_and_two_hundred_columns_do_no_harm(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Grants"]
        for column in range(1, 20):
            sheet.cell(9, column).value = sheet.cell(4, column).value
        sheet["A9"], sheet["C9"] = "G-0002", "Further down"
        sheet["A7"] = "   "
        for column in range(60, 260):
            sheet.cell(1, column).value = f"Our column {column}"
            sheet.cell(4, column).value = "kept elsewhere"
        sheet.row_dimensions[9].hidden = True
        book.create_sheet("Scratch")["A1"] = "x"
        book.create_sheet("Old").sheet_state = "hidden"
        book["Recipients"].sheet_state = "hidden"

    batch = read(filled(tmp_path / "f", change=change))
    assert (told(batch), [row.id for row in batch.rows()]) == ([], ["G-0001", "G-0002"])
    notes = "\n".join(note.text() for note in batch.notes)
    assert "has columns that are not read: 'Our column 60', 'Our column 61'" in notes
    assert "'Our column 259'" in notes
    for said in (
        "has a hidden sheet 'Old'",
        "has a hidden sheet 'Recipients'",
        "has a sheet 'Scratch' that is not read",
        "hidden rows: 9",
    ):
        assert said in notes, said
    assert "Lists" not in notes


def test_a_cell_without_a_head_is_not_lost(tmp_path: Path) -> None:
    batch = read(filled(tmp_path / "f", change=lambda book: book["Grants"].__setitem__("BA4", "important")))
    assert told(batch)[0].startswith("grants.xlsx, Grants, row 4  has something in column BA, which has no head")


def test_heads_may_stand_lower_in_another_order_and_in_other_words(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Grants"]
        sheet.insert_rows(1)
        sheet["A1"] = "Grants of the Long Acre Fund"
        for cell in sheet[2]:
            if cell.value == "Amount (£)":
                cell.value = "Amount Awarded"

    batch = read(filled(tmp_path / "f", change=change))
    assert (told(batch), [row.where for row in batch.rows()]) == ([], ["grants.xlsx, Grants, row 5"])
    assert next(batch.rows()).tree["grant"]["amount"] == "60000"


def test_two_columns_that_may_be_the_same_have_to_be_settled(tmp_path: Path) -> None:
    batch = read(
        filled(
            tmp_path / "f",
            [{**GRANT, "Amount (£)": None, "Fund": "a", "Programme title": "b", "Programme": None}],
            change=lambda book: book["Grants"].__setitem__("D1", ""),
        )
    )
    assert "has 'Fund' and 'Programme title', which may both be 'Programme'" in told(batch)[0]


def test_a_workbook_without_its_sheet_of_grants_or_without_heads_says_so(tmp_path: Path) -> None:
    path = filled(tmp_path / "f", change=lambda book: setattr(book["Grants"], "title", "Awards"))
    with pytest.raises(InputError, match="has no sheet 'Grants'"):
        read(path)
    path = filled(tmp_path / "g", change=lambda book: book["Grants"].delete_rows(1))
    assert "has no row of heads that is known here" in told(read(path))[0]


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600])
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    path = started(tmp_path / "f")
    (path / "grants.xlsx").write_bytes(data)
    with pytest.raises(FileProblem):
        read(path)


def test_a_workbook_that_declares_entities_or_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "f")
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    changed(path / "grants.xlsx", b"<worksheet", head + b"<worksheet")
    with pytest.raises(FileProblem, match="declares a document type or entities"):
        read(path)
    path = filled(tmp_path / "g")
    with zipfile.ZipFile(path / "grants.xlsx", "a", zipfile.ZIP_DEFLATED) as file:
        names = file.namelist()
    with zipfile.ZipFile(path / "grants.xlsx") as file:
        parts = {name: file.read(name) for name in names}
    parts["xl/worksheets/sheet3.xml"] += b" " * 30_000_000
    with zipfile.ZipFile(path / "grants.xlsx", "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    with pytest.raises(FileProblem, match="unpacks to far more"):
        read(path)


def test_what_the_workbook_and_the_project_say_otherwise_is_noted(tmp_path: Path) -> None:
    path = filled(tmp_path / "f")
    sheet = (path / "project.yaml").read_text()
    (path / "project.yaml").write_text(sheet + "funder:\n  name: Another Fund\n  short_name: the Fund\n")
    batch = read(path)
    assert batch.base.funder.name == "The Long Acre Fund"
    (note,) = batch.notes
    assert note.text().startswith(
        "grants.xlsx, Funder, row 2, Full name  says 'The Long Acre Fund', and project.yaml says 'Another Fund'"
    )


def test_what_is_empty_in_the_workbook_falls_back_to_the_project(tmp_path: Path) -> None:
    path = filled(tmp_path / "f", funder={**FUNDER, "Full name": None})
    (path / "project.yaml").write_text((path / "project.yaml").read_text() + "funder:\n  name: Another Fund\n")
    assert read(path).base.funder.name == "Another Fund"


def test_a_folder_of_another_walk_holds_no_batch(tmp_path: Path) -> None:
    run("new", tmp_path / "p", "--playbook", "funder-led")
    with pytest.raises(InputError, match="hls-procure grant start DIR"):
        read(tmp_path / "p")


def test_a_folder_that_can_only_be_read_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path / "f")
    (path / ".cache").write_text("in the way")
    batch = read(path)
    assert [row.id for row in batch.rows()] == ["G-0001"]
