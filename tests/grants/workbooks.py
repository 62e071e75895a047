"""Funder's folders for tests: started by the command, and filled in as a person would."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from hls_procure.grants.book_places import places_of
from hls_procure.grants.columns import SHEETS
from hls_procure.work.grants.reading import Batch, read_batch
from hls_procure.work.grants.starting import start_folder
from tests.helpers import ticking

FUNDER = {
    "Full name": "The Long Acre Fund",
    "Short name": "the Fund",
    "Kind of body": "a charity",
    "Address": "4 Acre Lane, Senlow SL2 4QA",
    "Nation": "England",
    "What you are there for": "To advance the life chances of young people on the Senlow coast",
    "E-mail": "grants@longacre.example",
    "Public money": "no",
}
RECIPIENT = {
    "Recipient": "R-001",
    "Name": "Quayside Young People's Project",
    "Called": "Quayside",
    "Legal form": "a charitable incorporated organisation",
    "A charity": "yes",
    "Register number": "charity number 0000002",
    "Postal address": "The Old Sail Loft, Quay Road, Senlow SL1 3BB",
    "Nation of the recipient": "England",
    "Compared with yours they are": "the same as ours, or narrower",
    "Accounts are published": "yes",
    "Children, or adults at risk": "yes",
}
GRANT = {
    "Grant": "G-0001",
    "Recipient": "R-001",
    "Title": "Youth Voice",
    "Programme": "Roots",
    "Basis": "core funding without restriction",
    "What it is for": "All of your work with young people, as you judge best from year to year",
    "Why you chose them": "Three young people showed us round. You had asked them before we could.",
    "Amount (£)": 60000,
    "First day": date(2027, 1, 15),
    "Years": 3,
    "Paid": "every year in equal parts",
    "Decided on": date(2026, 11, 19),
    "You talk on": date(2028, 12, 1),
    "A last grant": "no",
}
Rows = Sequence[Mapping[str, Any]]


@cache
def _started() -> dict[str, bytes]:
    """The files of a new funder's folder, made once."""
    with tempfile.TemporaryDirectory() as aside:
        path = Path(aside) / "fund"
        start_folder(path, as_of=date(2026, 11, 28), now=ticking())
        return {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def started(path: Path) -> Path:
    """A new funder's folder."""
    for name, data in _started().items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def filled(
    path: Path,
    grants: Rows = (GRANT,),
    *,
    recipients: Rows = (RECIPIENT,),
    payments: Rows = (),
    funder: Mapping[str, Any] = FUNDER,
    change: Callable[[Workbook], object] | None = None,
) -> Path:
    """A funder's folder whose workbook is filled in. :param change: what else is done to it before it is saved."""
    if not (path / "grants.xlsx").exists():
        started(path)
    book = load_workbook(path / "grants.xlsx")
    sheet = book["Funder"]
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 1).value in funder:
            sheet.cell(row, 2).value = funder[sheet.cell(row, 1).value]
    for name, rows in (("Recipients", recipients), ("Grants", grants), ("Payments", payments)):
        add(book, name, rows)
    if change is not None:
        change(book)
    book.save(path / "grants.xlsx")
    return path


def add(book: Workbook, name: str, rows: Rows) -> None:
    """Rows below what stands in a sheet, by the heads of its columns; a head that is not there is added."""
    found = places_of(book)[name]
    heads = {cell.value: cell.column for cell in found.sheet[found.heads] if cell.value}
    for at, row in enumerate(rows, found.free):
        for head, value in row.items():
            if head not in heads:
                heads[head] = len(heads) + 1
                found.sheet.cell(found.heads, heads[head]).value = head
            found.sheet.cell(at, heads[head]).value = value


def read(path: Path, *args: Any) -> Batch:
    """Everything that is read."""
    return read_batch(path, *args)


def told(batch: Batch) -> list[str]:
    """Its problems, as a person reads them."""
    return [problem.text() for problem in batch.problems]


def columns() -> set[str]:
    """Every head that there is."""
    return {column.head for sheet in SHEETS for column in sheet.columns}
