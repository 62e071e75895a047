"""Grants taken into the workbook: added once, compared, and everything else in it left as somebody made it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from hls_procure.errors import FileProblem, InputError
from hls_procure.grants.columns import GRANTS, PAYMENTS, RECIPIENTS
from hls_procure.grants.giving_in import Read
from hls_procure.model.grant import Grant, GrantReporting
from hls_procure.model.root import Project
from hls_procure.work.grants.importing import Imported, import_rows
from hls_procure.work.grants.sheet_patch import Patch
from tests.exchange.test_giving_in import grant, read
from tests.exchange.test_giving_round import schema

BASE = Project(grant=Grant(reporting=GrantReporting(form="own")))
MOVES = [
    {"id": "first", "transactionDate": "2027-01-15", "currency": "GBP", "value": 100000},
    {"id": "second", "transactionDate": "2028-01-15", "currency": "GBP", "value": 50000.5},
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook that people have worked in: an example, a grant, a list, a comment, a colour, a sheet of their own."""
    made = Workbook()
    made.remove(made.active)
    for sheet in (RECIPIENTS, GRANTS, PAYMENTS):
        page = made.create_sheet(sheet.name)
        page.append([sheet.about])
        page.append([column.head for column in sheet.columns if column.shown])
        page.append([column.example or None for column in sheet.columns if column.shown])
    fill(made["Recipients"], {"Recipient": "R-0007", "Name": "Quayside", "Register number": "charity number 1000003"})
    day = datetime(2026, 11, 19)
    fill(made["Grants"], {"Grant": "2026-0001", "Recipient": "R-0007", "Amount (£)": 1000, "Decided on": day, "Title": "A"})
    fill(made["Payments"], {"Grant": "2026-0001", "Day": day, "Amount (£)": 1000, "Payment": "first"})
    grants = made["Grants"]
    grants["A2"].comment = Comment("ask the chair", "grants lead")
    grants["A4"].fill = PatternFill("solid", start_color="FFFF00")
    for page in (grants, made["Payments"]):
        for row in page.iter_rows(min_row=3, max_row=40):
            for cell in row:
                head = page.cell(2, cell.column).value
                cell.number_format = "d mmmm yyyy" if head in ("Decided on", "First day", "Day") else "General"
    rule = DataValidation(type="list", formula1='"yes,no"')
    rule.add("E3:E500")
    made["Recipients"].add_data_validation(rule)
    own = made.create_sheet("Our own")
    own["B2"] = "=SUM(Grants!H:H)"
    path = tmp_path / "grants.xlsx"
    made.save(path)
    return path


def fill(page: Any, said: dict[str, Any]) -> None:
    heads = [cell.value for cell in page[2]]
    row = page.max_row + 1
    for head, value in said.items():
        page.cell(row, heads.index(head) + 1, value)


def cells(path: Path, sheet: str) -> list[dict[str, Any]]:
    page = load_workbook(path)[sheet]
    heads = [cell.value for cell in page[2]]
    rows = [dict(zip(heads, row, strict=False)) for row in page.iter_rows(min_row=4, values_only=True)]
    return [{head: value for head, value in row.items() if value is not None} for row in rows if any(row.values())]


def taken(book: Path, *grants: Any, **more: Any) -> Imported:
    return import_rows(book, read(*grants), BASE, schema(), **more)


def one(id: str = "2", **changes: Any) -> dict[str, Any]:
    return grant(id=f"360G-exampletrust-{id}", **changes)


def test_new_grants_come_with_their_recipients_and_payments(book: Path) -> None:
    dates = [{"startDate": "2027-01-15", "endDate": "2029-01-14", "duration": 24}]
    report = taken(book, one(commitmentTransaction=MOVES, plannedDates=dates, amountAwarded=150000.5), one("3"))
    assert (report.added, report.recipients, report.payments, report.written) == (["2", "3"], ["R-0008"], 2, True)
    assert cells(book, "Recipients")[1:] == [
        {"Recipient": "R-0008", "Name": "Example Community Network", "A charity": "yes", "Register number": "GB-CHC-1000002"}
    ]
    assert cells(book, "Grants")[1:] == [
        {
            "Grant": "2", "Recipient": "R-0008", "Title": "Core funding", "What it is for": "The work as a whole",
            "Amount (£)": 150000.5, "First day": datetime(2027, 1, 15), "Years": 2, "Paid": "as in the sheet Payments",
            "Decided on": datetime(2026, 11, 20),
        },
        {
            "Grant": "3", "Recipient": "R-0008", "Title": "Core funding", "What it is for": "The work as a whole",
            "Amount (£)": 150000, "Decided on": datetime(2026, 11, 20),
        },
    ]  # fmt: skip
    assert cells(book, "Payments")[1:] == [
        {"Grant": "2", "Day": datetime(2027, 1, 15), "Amount (£)": 100000, "Payment": "first"},
        {"Grant": "2", "Day": datetime(2028, 1, 15), "Amount (£)": 50000.5, "Payment": "second"},
    ]


def test_a_recipient_that_is_there_is_known_by_its_number(book: Path) -> None:
    organisation = [{"id": "GB-CHC-1000003", "name": "Quayside Young People's Project"}]
    assert taken(book, one(recipientOrganization=organisation)).recipients == []
    assert cells(book, "Grants")[1]["Recipient"] == "R-0007"
    assert cells(book, "Recipients")[0]["Name"] == "Quayside"


def test_recipients_without_a_number_are_one_by_name_and_never_one_with_a_number(book: Path) -> None:
    def named(name: str, **more: Any) -> list[dict[str, Any]]:
        return [{"id": "x", "name": name, **more}]

    report = taken(
        book,
        one("2", recipientOrganization=named("Quayside")),
        one("3", recipientOrganization=named("QUAYSIDE")),
        one("4", recipientOrganization=named("Quayside", charityNumber="1000009")),
    )
    assert report.recipients == ["R-0008", "R-0009"]
    assert [row["Recipient"] for row in cells(book, "Grants")[1:]] == ["R-0008", "R-0008", "R-0009"]


def test_everything_else_in_the_workbook_stays(book: Path) -> None:
    before = book.read_bytes()
    taken(book, one())
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(book) as new:
        assert new.namelist() == old.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]
    made = load_workbook(book)
    assert made["Grants"]["A2"].comment.text == "ask the chair"
    assert made["Grants"]["A4"].fill.start_color.rgb.endswith("FFFF00")
    assert made["Our own"]["B2"].value == "=SUM(Grants!H:H)"
    assert str(made["Recipients"].data_validations.dataValidation[0].sqref) == "E3:E500"


def test_a_second_time_nothing_is_written(book: Path) -> None:
    grants = [one(commitmentTransaction=MOVES), one("3", classifications=[])]
    taken(book, *grants)
    before = book.read_bytes()
    report = taken(book, *grants, update=True)
    assert (report.added, report.same, report.changed, report.written) == ([], ["2", "3"], [], False)
    assert book.read_bytes() == before


def test_what_a_grant_says_otherwise_is_listed_and_written_over_only_when_asked(book: Path) -> None:
    known = grant(
        id="360G-exampletrust-2026-0001", title="B", amountAwarded=1200, awardDate="2026-11-19", description="All",
        recipientOrganization=[{"id": "GB-CHC-1000003", "name": "Quayside Project"}],
        commitmentTransaction=[{**MOVES[0], "value": 1200, "transactionDate": "2026-11-19"}, MOVES[1]],
    )  # fmt: skip
    before = book.read_bytes()
    report = taken(book, known)
    assert [(one.head, one.here, one.file) for one in report.changed] == [
        ("Title", "A", "B"),
        ("What it is for", "", "All"),
        ("Amount (£)", "1000", "1200"),
        ("Paid", "", "listed"),
        ("Name", "Quayside", "Quayside Project"),
        ("A charity", "", "yes"),
        ("Amount (£)", "1000", "1200"),
        ("payment second", "", "2028-01-15, £50000.50"),
    ]
    assert (report.added, report.same, report.written) == ([], [], False)
    assert book.read_bytes() == before
    assert taken(book, known, update=True).written
    assert not taken(book, known).changed
    assert cells(book, "Grants")[0]["Amount (£)"] == 1200
    assert [row["Amount (£)"] for row in cells(book, "Payments")] == [1200, 50000.5]
    assert load_workbook(book)["Grants"]["A4"].fill.start_color.rgb.endswith("FFFF00")


def test_a_payment_that_only_the_workbook_has_is_named_and_left(book: Path) -> None:
    known = grant(id="360G-exampletrust-2026-0001", commitmentTransaction=[MOVES[1]])
    report = taken(book, known, update=True)
    assert ("payment first", "not there (it is left as it is)") in [(one.head, one.file) for one in report.changed]
    assert len(cells(book, "Payments")) == 2


def test_a_dry_run_says_the_same_and_changes_nothing(book: Path) -> None:
    before = book.read_bytes()
    dry = taken(book, one(), dry=True)
    assert (dry.added, dry.recipients, dry.written) == (["2"], ["R-0008"], False)
    assert book.read_bytes() == before


def test_with_a_problem_nothing_is_taken_or_only_that_grant_is_left_out(book: Path) -> None:
    before, bad = book.read_bytes(), [one(), one("3", amountAwarded="lots"), one("4", awardDate="soon")]
    with pytest.raises(InputError) as caught:
        taken(book, *bad)
    assert [problem.where for problem in caught.value.problems] == ["a.json, grant 2", "a.json, grant 3"]
    assert book.read_bytes() == before
    report = taken(book, *bad, leave_out=True)
    assert (report.added, len(report.left_out)) == (["2"], 2)


def test_hundreds_of_problems_are_told_in_part_and_counted(book: Path) -> None:
    with pytest.raises(InputError) as caught:
        taken(book, *(one(str(number), amountAwarded="lots") for number in range(600)))
    assert len(caught.value.problems) == 501
    assert caught.value.problems[-1].what == "There are 100 more problems"


@pytest.mark.parametrize("lock", ["~$grants.xlsx", ".~lock.grants.xlsx#"])
def test_a_workbook_that_is_open_is_left_alone(book: Path, lock: str) -> None:
    before = book.read_bytes()
    (book.parent / lock).write_text("")
    with pytest.raises(FileProblem, match="it is open in"):
        taken(book, one())
    assert book.read_bytes() == before
    assert taken(book, one(), dry=True).added == ["2"]


def test_a_disk_that_fills_leaves_the_workbook_as_it_was(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = book.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hls_procure.documents.outfolder.os.fsync", full)
    with pytest.raises(FileProblem, match="No space left on device"):
        taken(book, one())
    assert book.read_bytes() == before
    assert sorted(path.name for path in book.parent.iterdir()) == ["grants.xlsx"]


def test_a_workbook_that_may_only_be_read_is_left_alone(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = book.read_bytes()
    monkeypatch.setattr("hls_procure.work.grants.importing.os.access", lambda path, mode: False)
    with pytest.raises(FileProblem, match="may only be read"):
        taken(book, one())
    assert book.read_bytes() == before


def test_who_may_use_the_workbook_still_may_and_a_link_stays_one(book: Path, tmp_path: Path) -> None:
    real = book.rename(tmp_path / "real.xlsx")
    real.chmod(0o664)
    book.symlink_to(real)
    assert taken(book, one()).written
    assert book.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o664


def test_ids_that_are_numbers_are_the_same_as_words(book: Path) -> None:
    made = load_workbook(book)
    made["Grants"]["A4"] = 2027
    made["Recipients"]["A4"] = "r-0008"
    made["Grants"]["B4"] = "r-0008"
    made["Payments"]["A4"] = 2027
    made.save(book)
    report = taken(book, one("2027", recipientOrganization=[{"id": "GB-CHC-1000003", "name": "Quayside"}]), one("3"))
    assert (report.added, report.recipients) == (["3"], ["R-0001"])
    assert ("Name", "Quayside") not in [(change.head, change.here) for change in report.changed]


def test_words_that_begin_like_a_formula_stay_words(book: Path) -> None:
    words = "=cmd|'/c calc'!A0"
    taken(book, one(title=words, recipientOrganization=[{"id": "x", "name": "@Quay <&> _x0041_ مؤسسة"}]))
    made = load_workbook(book)
    heads = [cell.value for cell in made["Grants"][2]]
    cell = made["Grants"].cell(5, heads.index("Title") + 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (words, "s", True)
    assert cells(book, "Recipients")[1]["Name"] == "@Quay <&> _x005F_x0041_ مؤسسة"  # as Excel keeps it, and shows without x005F


def test_what_is_no_workbook_of_a_funder_says_so(book: Path, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="is not there, and grants are taken into it"):
        taken(tmp_path / "none.xlsx", one())
    made = load_workbook(book)
    made.remove(made["Payments"])
    made["Recipients"].delete_rows(2)
    made.save(book)
    with pytest.raises(InputError) as caught:
        taken(book, one())
    assert [problem.what for problem in caught.value.problems] == [
        "has no row of heads in the sheet Recipients", "has no sheet Payments",
    ]  # fmt: skip
    book.write_bytes(b"PK and nothing more")
    with pytest.raises(FileProblem):
        taken(book, one())


def test_a_column_that_is_not_there_is_named_unless_every_grant_says_so(book: Path) -> None:
    made = load_workbook(book)
    heads = [cell.value for cell in made["Grants"][2]]
    made["Grants"].delete_cols(heads.index("Programme") + 1)
    made.save(book)

    def reports(code: str) -> list[dict[str, str]]:
        return [{"vocabulary": "hls-procure: how the recipient reports", "code": code}]

    programme = [{"title": "Roots"}]
    report = taken(
        book, one(grantProgramme=programme, classifications=reports("own")), one("3", classifications=reports("shared"))
    )
    assert [(lost.field, lost.count) for lost in report.dropped] == [("How you hear how it is going", 1), ("Programme", 1)]


def test_heads_may_have_moved_and_rows_may_have_gaps(book: Path) -> None:
    made = load_workbook(book)
    page = made["Grants"]
    page.insert_cols(1, 2)
    page.insert_rows(1, 3)
    page["C9"] = "2026-0002"
    made.save(book)
    assert taken(book, one(), grant(id="360G-exampletrust-2026-0002")).added == ["2"]
    assert load_workbook(book)["Grants"]["C10"].value == "2"


def test_a_cell_of_a_sheet_that_says_little_about_itself_gets_its_place() -> None:
    made = Workbook()
    made.active.append(["a", "b"])
    made.active.append([1, 2])
    file = io.BytesIO()
    made.save(file)
    bare = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for mark in (b' r="1"', b' r="2"', b' r="A1"', b' r="A2"', b' r="B1"', b' r="B2"'):
                data = data.replace(mark, b"") if name.endswith("sheet1.xml") else data
            new.writestr(name, data)
    patch = Patch("a.xlsx", bare.getvalue())
    patch.put("Sheet", 2, 2, Decimal("12.5"))
    patch.put("Sheet", 4, 3, date(2027, 1, 15))
    rows: Sequence[Any] = list(load_workbook(io.BytesIO(patch.data())).active.iter_rows(values_only=True))
    assert rows == [("a", "b", None), (1, 12.5, None), (None, None, None), (None, None, "2027-01-15")]


def test_many_grants_are_taken_in_at_once(book: Path) -> None:
    found = read(*(one(str(number), commitmentTransaction=MOVES) for number in range(80)))
    report = import_rows(book, found, BASE, schema())
    assert (len(report.added), report.payments) == (80, 160)
    again = import_rows(book, Read([replace(row, where="x") for row in found.rows], [], []), BASE, schema())
    assert (again.added, len(again.same), again.written) == ([], 80, False)
