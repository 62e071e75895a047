"""Files of open data: told by what is in them, whoever wrote them, and nothing in them is ever run."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from hls_procure.errors import FileProblem, InputError
from hls_procure.work.grants.giving_reading import read_giving
from tests.exchange.test_giving_in import CELLS, HEADS, TRUST, grant

AMOUNT = HEADS.index("Amount Awarded")


def book(
    path: Path, rows: Sequence[Sequence[Any]], change: Callable[[Any], None] = lambda made: None, title: str = "grants"
) -> Path:
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(list(row))
    change(made)
    made.save(path)
    return path


def lost(path: Path) -> dict[str, tuple[int, str]]:
    return {one.field: (one.count, one.words) for one in read_giving(path, TRUST).dropped}


def with_cell(value: Any, column: int = AMOUNT) -> list[Any]:
    return [value if number == column else cell for number, cell in enumerate(CELLS)]


def test_json_csv_and_workbook_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "no-ending").write_text(json.dumps([grant()]), "utf-8-sig")
    (row,) = read_giving(tmp_path / "no-ending", TRUST).rows
    assert row.id == "2026-0041"
    (sheet,) = read_giving(book(tmp_path / "a.xlsx", [HEADS, CELLS]), TRUST).rows
    for number, (separator, encoding) in enumerate([(",", "utf-8"), (";", "cp1252"), ("\t", "utf-16"), ("|", "utf-8-sig")]):
        path = tmp_path / f"{number}.csv"
        lines = [separator.join(f'"{cell}"' for cell in row) for row in (HEADS, CELLS)]
        path.write_bytes("\r\n".join(lines).encode(encoding))
        (found,) = read_giving(path, TRUST).rows
        assert found.tree == sheet.tree, (separator, encoding)
        assert found.where == f"{number}.csv, row 2"


def test_heads_below_a_title_and_other_sheets_are_found(tmp_path: Path) -> None:
    def change(made: Any) -> None:
        made.create_sheet("Notes").append(["for us"])
        hidden = made.create_sheet("old")
        hidden.append(HEADS)
        hidden.append(CELLS)
        hidden.sheet_state = "hidden"
        more = made.create_sheet("Grants 2025")
        more.append(HEADS)
        more.append(with_cell("360G-exampletrust-8", 0))
        made["data"].merge_cells("A1:C1")

    path = book(tmp_path / "a.xlsx", [["Our grants"], [], HEADS, CELLS, [], with_cell("360G-exampletrust-9", 0)], change, "data")
    read = read_giving(path, TRUST)
    assert [(row.id, row.where) for row in read.rows] == [("7", "a.xlsx, data, row 4"), ("9", "a.xlsx, data, row 6")]
    assert lost(path) == {
        "Our own notes": (2, "no column of the standard"),
        "sheet Notes": (1, "no grants of the standard in it"),
        "sheet old": (1, "a hidden sheet"),
        "sheet Grants 2025": (1, "another sheet was read"),
        "merged cells": (1, "only the first of them holds the value"),
    }


def test_the_sheets_of_the_standards_own_template_are_put_together(tmp_path: Path) -> None:
    def change(made: Any) -> None:
        sheets = {
            "Recipient Org": [
                ("Identifier", "Recipient Org:Identifier", "Recipient Org:City", "Recipient Org:Postal Code"),
                ("360G-exampletrust-7", "GB-CHC-1000002", "Senlow", "SL1 3BB"),
            ],
            "Planned Dates": [
                ("Identifier", "Planned Dates:Start Date", "Planned Dates:Duration (months)"),
                ("360G-exampletrust-7", "2027-01-01", 36),
            ],
            "commitmentTransaction": [
                ("Identifier", "commitmentTransaction/0/id", "commitmentTransaction/0/value", "commitmentTransaction/0/currency"),
                ("360G-exampletrust-7", "a", 600, "GBP"),
                ("360G-exampletrust-7", "b", 600.5, "GBP"),
                ("360G-exampletrust-99", "b", 600.5, "GBP"),
            ],
            "Classifications": [("Identifier", "Classifications:Code")],
            "Meta": [("Version", "1.4"), ("License", "CC BY")],
        }
        for title, rows in sheets.items():
            page = made.create_sheet(title)
            for row in rows:
                page.append(row)

    heads = tuple("Recipient Org:Identifier" if head.endswith("Charity Number") else head for head in HEADS[:8])
    cells = ["GB-CHC-1000002" if cell == "1000002" else cell for cell in CELLS[:8]]
    read = read_giving(book(tmp_path / "a.xlsx", [heads, cells], change), TRUST)
    (row,) = read.rows
    assert row.tree["recipient"]["address"] == "Senlow, SL1 3BB"
    assert (row.tree["grant"]["starts"], row.tree["grant"]["years"]) == ("2027-01-01", "3")
    assert row.tree["grant"]["payments"] == [{"id": "a", "amount": "600"}, {"id": "b", "amount": "600.50"}]
    assert [problem.where for problem in read.problems] == ["a.xlsx, commitmentTransaction, row 4"]
    assert [(one.field, one.count) for one in read.dropped] == [("sheet Meta", 2)]


def test_a_formula_is_never_worked_out(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEADS, with_cell("=1000+200.5")])
    read = read_giving(path, TRUST)
    assert not read.rows
    assert [problem.text().split("  ")[1].split("\n")[0] for problem in read.problems] == [
        "7 has no amountAwarded", "column 5 holds a formula without its value",
    ]  # fmt: skip
    kept = tmp_path / "kept.xlsx"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(kept, "w") as after:
        for name in before.namelist():
            after.writestr(name, re.sub(rb"</f><v\s*(?:/>|></v>)", b"</f><v>1200.5</v>", before.read(name)))
    (row,) = read_giving(kept, TRUST).rows
    assert row.tree["grant"]["amount"] == "1200.50"
    assert lost(kept)["formulas"] == (1, "the values that the file kept were read; nothing was worked out")


@pytest.mark.parametrize("words", ["=cmd|'/c calc'!A0", "@SUM(1)", "+1", "-1", "#REF!"])
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, words: str) -> None:
    def change(made: Any) -> None:
        cell = made.active.cell(2, HEADS.index("Recipient Org:Name") + 1)
        cell.value = words
        cell.data_type = "s"

    (row,) = read_giving(book(tmp_path / "a.xlsx", [HEADS, CELLS], change), TRUST).rows
    assert row.tree["recipient"]["name"] == words


def test_days_and_numbers_of_cells_are_read_as_what_they_are(tmp_path: Path) -> None:
    from datetime import datetime

    cells = list(CELLS)
    cells[HEADS.index("Award Date")] = datetime(2026, 11, 20)
    cells[HEADS.index("Recipient Org:Charity Number")] = 1000002
    cells[AMOUNT] = 150000.0
    (row,) = read_giving(book(tmp_path / "a.xlsx", [HEADS, cells]), TRUST).rows
    assert row.tree["grant"]["decision"] == {"on": "2026-11-20"}
    assert row.tree["recipient"]["number"] == "GB-CHC-1000002"
    assert row.tree["grant"]["amount"] == "150000"


def test_far_cells_and_many_columns_do_no_harm(tmp_path: Path) -> None:
    def change(made: Any) -> None:
        made.active.cell(5_000, 16_384, "far")

    path = book(tmp_path / "a.xlsx", [[*HEADS, *(f"own {n}" for n in range(190))], [*CELLS, *range(190)]], change)
    assert [row.id for row in read_giving(path, TRUST).rows] == ["7"]
    assert ["has cells beyond column 500" in problem.text() for problem in read_giving(path, TRUST).problems] == [True]
    assert sum(one.words == "no column of the standard" for one in read_giving(path, TRUST).dropped) == 191


@pytest.mark.parametrize(
    ("name", "raw", "error"),
    [
        ("a.csv", b"Name,Sum\nA,1\n", "is not in 360Giving's form"),
        ("a.csv", b"", "is not in 360Giving's form"),
        ("a.bin", bytes(range(256)) * 40, "is not in 360Giving's form"),
        ("a.xlsx", b"PK\x03\x04 and nothing more", "is damaged"),
        ("a.json", b'{"grants": [', "is not JSON"),
        ("a.csv", b'Identifier,Award Date\n"' + b"x" * 200_000, "cannot be read as CSV"),
    ],
)
def test_what_is_none_of_them_says_so(tmp_path: Path, name: str, raw: bytes, error: str) -> None:
    (tmp_path / name).write_bytes(raw)
    try:
        said = "\n".join(problem.text() for problem in read_giving(tmp_path / name, TRUST).problems)
    except (InputError, FileProblem) as caught:
        said = str(caught)
    assert error in said


def test_a_workbook_without_grants_or_with_entities_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no sheet of grants"):
        read_giving(book(tmp_path / "a.xlsx", [["Name", "Sum"]]), TRUST)
    good, bad = book(tmp_path / "b.xlsx", [HEADS, CELLS]), tmp_path / "c.xlsx"
    with zipfile.ZipFile(good) as before, zipfile.ZipFile(bad, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, b'<!DOCTYPE x [<!ENTITY a "b">]>' + data if name.endswith("sheet1.xml") else data)
    with pytest.raises(FileProblem, match="declares a document type"):
        read_giving(bad, TRUST)


def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="could not be read"):
        read_giving(tmp_path / "none.json")
    with pytest.raises(FileProblem, match="could not be read"):
        read_giving(tmp_path)


def test_our_own_workbook_is_read_back_with_its_payments(tmp_path: Path) -> None:
    from datetime import date

    from hls_procure.work.giving_book import GivingBook

    made = GivingBook({"version": "1.4", "title": "Grants"}, date(2027, 1, 1))
    moves = [{"id": f"p-{n}", "transactionDate": "2027-01-01", "currency": "GBP", "value": 5} for n in range(2)]
    nasty = grant(description="=1+1", commitmentTransaction=moves, disbursementTransaction=moves[:1])
    made.add(nasty)
    path = tmp_path / "360giving.xlsx"
    path.write_bytes(made.data())
    assert load_workbook(io.BytesIO(path.read_bytes())).sheetnames == ["grants", "payments", "Meta"]
    read = read_giving(path, TRUST)
    assert not read.problems
    assert read.rows[0].tree["grant"]["purpose"] == "=1+1"
    assert [one["id"] for one in read.rows[0].tree["grant"]["payments"]] == ["p-0", "p-1"]
    assert {one.field.partition("/")[0] for one in read.dropped} == {"disbursementTransaction", "sheet Meta"}
