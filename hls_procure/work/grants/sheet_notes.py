"""What is worth saying of a workbook beside its rows: merged cells, formulas, hidden sheets, and files beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hls_procure.errors import Problem, nearest
from hls_procure.grants.book import LISTS
from hls_procure.grants.columns import SHEETS
from hls_procure.grants.heads import Heads
from hls_procure.grants.tables import letters, place
from hls_procure.work.grants.places import open_in
from hls_procure.work.grants.sheets import SheetFile, Workbook

#: Under which other names a workbook is saved by mistake.
_OTHERS = (".ods", ".xls", ".xlsm", ".csv", ".numbers")


def merged_cells(book: Workbook, sheet: SheetFile, heads: Heads) -> Iterator[Problem]:
    """Merged cells below the heads: only the first of them holds what all of them show."""
    for top, left, bottom, right in sheet.merged:
        inside = [at for at in heads.columns if left <= at <= right]
        if inside and (bottom > top or len(inside) > 1) and top > heads.row:
            what = f"has the cells {letters(left)}{top} to {letters(right)}{bottom} merged"
            why = "Only the first of them holds a value; the others would count as empty."
            yield Problem(place(book.name, sheet.name, top), what, why, "Unmerge them, and fill in each row.")


def formulas_read(book: Workbook, sheet: SheetFile) -> Iterator[Problem]:
    """That what formulas came to was read as the file keeps it."""
    if sheet.formulas:
        count = "a formula" if sheet.formulas == 1 else f"{sheet.formulas:,} formulas"
        why = "What the file keeps as its result is read; nothing is worked out here."
        yield Problem(place(book.name, sheet.name), f"holds {count}", why)


def sheets_beside(book: Workbook, *, only_hidden: bool = False) -> Iterator[Problem]:
    """Sheets that are hidden, and those that are not read."""
    ours = {one.name.casefold() for one in SHEETS}
    for sheet in book.sheets:
        name = sheet.name.strip().casefold()
        if sheet.name == LISTS:
            continue
        if sheet.hidden:
            read = "It is read." if name in ours else "It is not read."
            yield Problem(book.name, f"has a hidden sheet '{sheet.name}'", read)
        elif name not in ours and not only_hidden:
            near = nearest(sheet.name, [one.name for one in SHEETS])
            yield Problem(book.name, f"has a sheet '{sheet.name}' that is not read", near)


def files_beside(path: Path) -> Iterator[Problem]:
    """That a workbook is open elsewhere, or lies there in another form, too."""
    program = open_in(path)
    if program:
        what = f"is open in {program}"
        yield Problem(path.name, what, "It was read as it was saved last; what is not saved there yet is not in it.")
    for other in (path.with_suffix(ending) for ending in _OTHERS):
        if other.is_file():
            why = f"It is not read; what is read is {path.name}."
            yield Problem(
                other.name, "lies beside the workbook", why, "Save it as .xlsx under that name, if it is the newer one."
            )
