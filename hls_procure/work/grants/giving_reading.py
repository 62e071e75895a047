"""Reads a file of open data: JSON, a workbook or CSV, told by what is in it. Nothing in it is ever run."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.grants.giving_in import Dropped, Giver, Read, rows_of
from hls_procure.grants.giving_json import MOST, parse_json
from hls_procure.grants.giving_table import Line, Table, is_about, is_beside, is_giving, rows_of_table
from hls_procure.interview.csvfile import decode
from hls_procure.reading.limits import Limits
from hls_procure.reading.package import Package, PartProblem

_LIMITS = Limits(packed=MOST, unpacked=400_000_000, tags=30_000_000)
_ROWS, _COLUMNS, _HEADS_WITHIN = 200_000, 500, 10
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s")
_NOT_THIS = "Its heads are titles or fields of the standard, such as Identifier, Amount Awarded and Recipient Org:Name."


def read_giving(path: Path, funder: Giver | None = None) -> Read:
    """The grants of a file.

    :raises FileProblem: it cannot be read, or is damaged. :raises InputError: it is not in 360Giving's form.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if size > MOST:
            raise InputError(Problem(name, f"is larger than {MOST // 1_000_000} million bytes", do="Split it."))
        raw = path.read_bytes()
    except OSError as error:
        do = "Check the name and who may read it."
        raise FileProblem(Problem(str(path), f"could not be read ({error.strerror or error})", do=do)) from None
    if raw.startswith(b"PK"):
        return _workbook(raw, name, funder)
    if _is_json(raw):
        return rows_of(parse_json(raw, name), name, funder)
    heads, lines, problems = _csv(raw, name)
    if not is_giving(heads):
        raise InputError(Problem(name, "is not in 360Giving's form", _NOT_THIS, "Name a JSON file, a workbook or CSV that is."))
    read = rows_of_table(Table(name, heads, lines), (), funder)
    return Read(read.rows, [*read.problems, *problems], read.dropped)


def _is_json(raw: bytes) -> bool:
    return raw[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith((b"{", b"["))


def _csv(raw: bytes, name: str) -> tuple[list[str], list[Line], list[Problem]]:
    """Heads and rows, by the separator that the first line has most of."""
    text = decode(raw).replace("\x00", "")
    first = text.partition("\n")[0][:20_000]
    separator = max(",;\t|", key=re.sub(r'"[^"]*"', "", first).count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    heads: list[str] = []
    lines: list[Line] = []
    try:
        heads = next(reader, [])
        for cells in reader:
            if len(lines) == _ROWS:
                raise InputError(Problem(name, f"has more than {_ROWS:,} rows", do="Split it."))
            lines.append((reader.line_num, cells))
        if any(len(cells) > _COLUMNS for _, cells in lines):
            return heads, lines, [_too_wide(name)]
    except csv.Error as error:
        return heads, lines, [Problem(f"{name}:{reader.line_num}", f"cannot be read as CSV from here on ({error})")]
    return heads, lines, []


def _workbook(raw: bytes, name: str, funder: Giver | None) -> Read:
    merged = _look_over(raw, name)
    grants: list[_Sheet] = []
    beside: list[_Sheet] = []
    dropped: list[Dropped] = []
    for sheet in _sheets(raw, name):
        if sheet.hidden or not sheet.heads:
            why = "a hidden sheet" if sheet.hidden else "no grants of the standard in it"
            why = "said of the file as a whole" if is_about(sheet.title) else why
            dropped += [Dropped(f"sheet {sheet.title}", len(sheet.lines), why)] if sheet.lines else []
        else:
            (grants if is_giving(sheet.heads) else beside).append(sheet)
    if not grants:
        raise InputError(Problem(name, "has no sheet of grants in 360Giving's form", _NOT_THIS, "Name a file that has."))
    grants.sort(key=lambda one: one.title.strip().lower() != "grants")
    used = [grants[0], *(one for one in beside if one.lines)]
    tables = [Table(f"{name}, {one.title}", one.heads, one.lines) for one in used]
    read = rows_of_table(tables[0], tables[1:], funder)
    dropped += [Dropped(f"sheet {one.title}", len(one.lines), "another sheet was read") for one in grants[1:]]
    if merged:
        dropped.append(Dropped("merged cells", merged, "only the first of them holds the value"))
    if formulas := sum(one.formulas for one in used):
        dropped.append(Dropped("formulas", formulas, "the values that the file kept were read; nothing was worked out"))
    return Read(read.rows, [*read.problems, *(one for sheet in used for one in sheet.problems)], [*read.dropped, *dropped])


def _look_over(raw: bytes, name: str) -> int:
    """Look at every part before the workbook is opened. :returns: how many ranges are merged."""
    package = Package(name, raw, _LIMITS)
    merged = 0
    for part in [entry.filename for entry in package.entries.values()]:
        if not part.lower().endswith((".xml", ".rels", ".vml")):
            continue
        try:
            text = package.read(part)
        except PartProblem as problem:
            why = "Open it in Excel, let it repair the file, and save it again."
            raise FileProblem(Problem(name, f"is damaged: '{part}' {problem}", do=why)) from None
        package.check(text, part)
        merged += len(_MERGED.findall(text)) if part.lower().startswith("xl/worksheets/") else 0
    return merged


@dataclass
class _Sheet:
    """A sheet with its heads, where it is one of grants or payments, and the rows below them that hold something."""

    title: str
    hidden: bool
    heads: list[str]
    lines: list[Line]
    formulas: int
    problems: list[Problem]


def _sheets(raw: bytes, name: str) -> Iterator[_Sheet]:
    book, kept = _opened(raw, name, kept=False), None
    for title in book.sheetnames:
        rows, formulas, wide = _rows(book[title], name)
        problems: list[Problem] = []
        if formulas:
            kept = kept or _opened(raw, name, kept=True)
            problems = list(_fill(rows, formulas, kept[title], name))
        problems += [_too_wide(f"{name}, {title}")] if wide else []
        lines = [line for line in rows if any(cell is not None for cell in line[1])]
        texts = [["" if cell is None else str(cell) for cell in cells] for _, cells in lines[:_HEADS_WITHIN]]
        at = next((at for at, heads in enumerate(texts) if is_giving(heads) or is_beside(heads)), None)
        heads, below = ([], lines) if at is None else (texts[at], lines[at + 1 :])
        yield _Sheet(title, book[title].sheet_state != "visible", heads, below, len(formulas), problems)


def _opened(raw: bytes, name: str, *, kept: bool) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=kept, keep_links=False)
        except Exception as error:  # openpyxl stumbles over a strange workbook in a hundred ways
            what = f"cannot be read as a workbook ({type(error).__name__})"
            raise FileProblem(Problem(name, what, do="Open it in Excel and save it again.")) from None


def _too_wide(name: str) -> Problem:
    return Problem(
        name, f"has cells beyond column {_COLUMNS}", "They are not read.", "Delete them, or move them to another file."
    )


def _rows(sheet: Any, name: str) -> tuple[list[Line], set[tuple[int, int]], bool]:
    """The rows of a sheet that hold something, without its formulas; where those stand; and whether cells lie too far out."""
    formulas: set[tuple[int, int]] = set()
    rows: list[Line] = []
    wide = False
    for number, cells in _cells(sheet, name):
        found = {(number, at) for at, cell in enumerate(cells) if getattr(cell, "data_type", "") == "f"}
        values = [None if (number, at) in found else _value(cell) for at, cell in enumerate(cells)]
        formulas |= found
        if found or any(value is not None for value in values):
            rows.append((number, values))
            wide = wide or any(value is not None for value in values[_COLUMNS:])
        if len(rows) > _ROWS:
            raise InputError(Problem(name, f"has more than {_ROWS:,} rows", do="Split it."))
    return rows, formulas, wide


def _fill(rows: Sequence[Line], formulas: set[tuple[int, int]], kept: Any, name: str) -> Iterator[Problem]:
    """Put the values that the file kept where formulas stand. :returns: a problem for each that has none."""
    where: dict[int, Any] = dict(rows)
    for number, cells in _cells(kept, name):
        for at in [at for at in range(len(cells)) if (number, at) in formulas]:
            where[number][at] = _value(cells[at])
    for number, at in sorted(formulas):
        if where[number][at] is None:
            what = f"column {at + 1} holds a formula without its value"
            why = "Nothing is worked out here; the program that wrote the file did not keep it."
            yield Problem(f"{name}, {kept.title}, row {number}", what, why, "Open it in Excel and save it again.")


def _cells(sheet: Any, name: str) -> Iterator[tuple[int, Sequence[Any]]]:
    if not hasattr(sheet, "iter_rows"):
        return
    sheet.reset_dimensions()
    try:
        yield from enumerate(sheet.iter_rows(), 1)
    except Exception as error:
        what = f"has a sheet that cannot be read ({type(error).__name__})"
        raise FileProblem(Problem(name, what, do="Open it in Excel and save it again.")) from None


def _value(cell: Any) -> Any:
    """What a cell holds: text, numbers, yes or no, and days as text."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
