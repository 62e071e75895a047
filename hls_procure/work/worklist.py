"""The work list of a translator as a workbook: every text with its id, to be sent out and taken back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hls_procure.documents.zipfiles import repacked
from hls_procure.errors import InputError, Problem, nearest
from hls_procure.model.tongue import Entry
from hls_procure.work.languages import LANGUAGES, Given, Line

SHEET = "Words"
DONE = "done"
ID, ENGLISH, STATE, ABOUT, HASH = "Id", "English words", "State", "Where it stands", "Hash"
_WIDTHS = (30, 60, 60, 10, 45, 16)
#: No day is part of a list: the same texts give the same bytes.
_DAY = datetime(2000, 1, 1)
_NOT_IN_A_CELL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HOW = (
    "Write your words beside the English ones, in the third column. Leave the ids and the hashes as they are.",
    "What stands between < and > is filled in from the grant: keep each of these as it is, wherever your sentence needs it. "
    "In <n:…|one|many> the two last parts are words for one and for more than one: translate those.",
    "What stands between { and } is filled in, too, and has to stay.",
    "An id that begins with said is a piece that is put into sentences, such as five years or January. Where one sentence needs "
    "another form, add a row with @ and the id of the sentence behind it: said.five-years@GL-02.sum, with the same hash.",
    "An id that begins with fact holds what somebody at the funder typed.",
    "State says missing, done, later (only a finished letter prints it), optional (a name or an address: leave it empty, and it "
    "stays as it is), or changed: then the "
    "English is no longer what was translated, and your words stand as they were. If they still fit, write done there.",
)


def words_head(code: str) -> str:
    """The head of the column for the translator."""
    return f"{LANGUAGES[code]} words"


def write_work_list(lines: Iterable[Line], code: str) -> bytes:
    """The workbook. Nothing in it is ever worked out as a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook()
    book.properties.creator = "hls-procure"
    book.properties.title = f"English and {LANGUAGES[code]} words"
    book.properties.created = _DAY
    sheet = book.active
    sheet.title = SHEET
    rows = [(ID, ENGLISH, words_head(code), STATE, ABOUT, HASH)]
    rows += [(line.id, line.english, line.words, line.state, line.about, line.hash) for line in lines]
    for down, row in enumerate(rows, 1):
        for across, text in enumerate(row, 1):
            _put(sheet.cell(down, across), text, head=down == 1)
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:F{max(len(rows), 2)}"
    how = book.create_sheet("How to")
    how.column_dimensions["A"].width = 110
    for down, text in enumerate(_HOW, 1):
        how.cell(down, 1, text).alignment = Alignment(wrap_text=True, vertical="top")
    return repacked(book.save, modified=f"{_DAY.date().isoformat()}T00:00:00Z")


def _put(cell: Any, text: str, *, head: bool) -> None:
    from openpyxl.styles import Alignment, Font

    cell.value = _NOT_IN_A_CELL.sub("\ufffd", text)[:32_000] or None
    if cell.value:
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in "=+-@\t\r"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if head:
        cell.font = Font(bold=True)


def read_work_list(data: bytes, name: str, code: str) -> list[Given]:
    """The rows of a list that have words, as entries. :raises InputError: every row that cannot be taken, at once."""
    rows = _rows(data, name)
    heads = [value.strip() for value in rows[0]] if rows else []
    wanted = (ID, ENGLISH, words_head(code), HASH, STATE)
    problems = [
        Problem(f"{name}, {SHEET}", f"has no column '{head}'", nearest(head, heads), "Leave the heads of the list as they are.")
        for head in wanted
        if head not in heads
    ]
    if problems:
        raise InputError(problems)
    given: dict[str, Given] = {}
    for number, row in enumerate(rows[1:], 2):
        id, english, words, mark, state = (row[heads.index(head)].strip() for head in wanted)
        where = f"{name}, {SHEET}, row {number}"
        if not words:
            continue
        if not id or not mark:
            problems.append(
                Problem(where, f"has words and no {ID.lower() if not id else HASH.lower()}", do="Take it from the list.")
            )
        elif id in given:
            problems.append(
                Problem(where, f"'{id}' stands a second time", f"The first is in {given[id].entry.where}.", "Keep one.")
            )
        else:
            given[id] = Given(id, Entry(words, mark, where, english), confirmed=state.casefold() == DONE)
    if problems:
        raise InputError(problems)
    return list(given.values())


def _rows(data: bytes, name: str) -> list[tuple[str, ...]]:
    """The cells of the list as text. :raises InputError: it is no workbook, or a cell holds a formula."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True)
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        cells = [tuple((cell.value, cell.data_type) for cell in row) for row in sheet.iter_rows(max_col=40)]
        book.close()
    except Exception as error:  # openpyxl stumbles over a strange file in a hundred ways
        why = f"It is no Excel workbook that can be read ({type(error).__name__})."
        raise InputError(Problem(name, "could not be read", why, "Save it as .xlsx, and name that.")) from None
    formulas = [number for number, row in enumerate(cells, 1) if any(kind == "f" for _, kind in row)]
    if formulas:
        raise InputError(
            Problem(f"{name}, {SHEET}, row {number}", "has a formula in place of words", do="Type the words.")
            for number in formulas
        )
    return [tuple("" if value is None else str(value).replace("\r\n", "\n") for value, _ in row) for row in cells]
