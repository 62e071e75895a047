"""Gathers the grants of a folder: sheets read one after another, each row joined with what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from hls_procure.errors import FileProblem, InputError, Problem, argument, nearest
from hls_procure.grants.column_shapes import GRANT, PAYMENT, RECIPIENT, Column, Sheet
from hls_procure.grants.columns import FUNDER, GRANTS, PAYMENTS, PROMISES, RECIPIENTS, is_example, letter_columns
from hls_procure.grants.funder_sheet import FunderSaid, differences, read_funder
from hls_procure.grants.heads import Heads
from hls_procure.grants.joining import Joiner, likeness, unknown_recipient
from hls_procure.grants.numbers import Numbers, wrong
from hls_procure.grants.records import RecordReader, Said, empty, is_hints, put, slug
from hls_procure.grants.row import Row, overlay
from hls_procure.grants.tables import Line, Odd, letters, place
from hls_procure.model.build import Reader, plain_project
from hls_procure.work.grants.csvtables import csv_lines
from hls_procure.work.grants.head_rows import find_heads
from hls_procure.work.grants.maps import read_map
from hls_procure.work.grants.places import MAP, workbook
from hls_procure.work.grants.reading import Batch
from hls_procure.work.grants.sheet_notes import files_beside, formulas_read, merged_cells, sheets_beside
from hls_procure.work.grants.sheets import SheetFile, Workbook
from hls_procure.work.grants.spool import Records, Spool
from hls_procure.work.opening import Looked

#: So many problems are told one by one; the rest are counted.
MOST_TOLD = 500
MAX_ROWS = 100_000


class Gathering:
    """Reads everything once. :param file: another file than the folder's workbook. :param columns: a map of its heads."""

    def __init__(self, opened: Looked, file: Path | None, columns: Path | None) -> None:
        self.folder = opened.folder.path
        self.schema = opened.workspace.schema
        self.project = opened.project
        self.own = workbook(self.folder)
        self.file = file or self.own
        self.columns = columns
        self.map_name = columns.name if columns is not None else MAP
        self.problems: list[Problem] = []
        self.more = 0
        self.notes: list[Problem] = []
        self.map: dict[str, str] = {}
        self.recipients, self.payments = Records(), Records()
        self.numbers = Numbers()
        self.known: dict[str, str] = {}
        self.like: dict[bytes, str] = {}
        self.registers: dict[str, str] = {}
        self._heads_read = Heads()

    def batch(self) -> Batch:
        """Everything, read and checked."""
        try:
            return self._batch()
        finally:
            self.recipients.close()
            self.payments.close()

    def _batch(self) -> Batch:
        if not self.file.is_file():
            do = f"Make the folder's workbook: hls-procure grant start {argument(self.folder)}" if self.file == self.own else ""
            raise FileProblem(Problem(str(self.file), "is not there", do=do or "Check the name."))
        book = self._workbook(self.own) if self.own.is_file() else None
        funder = self._funder(book)
        other = None if self.file == self.own else self._other()
        self.base = self._base(funder)
        self.joiner = Joiner(funder.rules, self.base.funder.signatory or "")
        spool = Spool(self.folder, slug(self.file.name, set(), "file"))
        try:
            self._rows(book, other, spool)
        except BaseException:
            spool.drop()
            raise
        spool.close()
        if self.more:
            self.problems.append(Problem(self.file.name, f"has {self.more:,} more problems", do="Mend these first."))
        return Batch(self.base, self.file.name, spool.count, spool, self.problems, self.notes, self.map)

    def _rows(self, book: Workbook | None, other: Workbook | None, spool: Spool) -> None:
        if self.file != self.own and self._open_data(other, spool):
            return
        if self.file == self.own or (other is not None and _sheet(other, GRANTS) is not None):
            source = book if other is None else other
            assert source is not None
            self._whole(source, spool)
            return
        if book is not None:
            self._recipients(book)
        if other is None:
            self._grants(csv_lines(self.file), "", flat=True)(spool)
            return
        first = next((sheet for sheet in other.sheets if not sheet.hidden), None)
        if first is None:
            raise InputError(Problem(other.name, "has no sheet that can be seen", do="Show the sheet of grants."))
        self._grants(other.lines(first), first.name, flat=True)(spool)
        self._after(other, first)

    def _whole(self, source: Workbook, spool: Spool) -> None:
        """A workbook with sheets like ours."""
        self._side_sheets(source)
        found = _sheet(source, GRANTS)
        if found is None:
            what = f"has no sheet '{GRANTS.name}'"
            names = ", ".join(f"'{sheet.name}'" for sheet in source.sheets)
            raise InputError(Problem(source.name, what, f"Its sheets are {names}.", "Give the sheet of grants that name."))
        self._grants(source.lines(found), found.name, flat=False)(spool)
        self._after(source, found)
        self._unknown_payments()

    # what the folder says once

    def _workbook(self, path: Path) -> Workbook:
        try:
            return Workbook(path.name, path.read_bytes())
        except OSError as error:
            why = "Another program may hold it." if path.with_name(f"~${path.name}").exists() else ""
            what = f"could not be read ({error.strerror or error})"
            raise FileProblem(Problem(str(path), what, why, "Close it there, or check who may read it.")) from None

    def _funder(self, book: Workbook | None) -> FunderSaid:
        if book is None:
            return FunderSaid()
        said = FunderSaid()
        sheet = _sheet(book, FUNDER)
        if sheet is not None:
            said = read_funder(book.lines(sheet), book.name, self.schema)
            self.notes += formulas_read(book, sheet)
        promises = self._promises(book)
        if promises:
            put(said.tree, "funder.commitments", promises)
        for problem in said.problems:
            self._say(problem)
        self.notes += said.notes
        self.notes += differences(said, plain_project(self.project), book.name)
        if self.file == self.own:
            self.notes += [*sheets_beside(book), *files_beside(self.own)]
        return said

    def _base(self, funder: FunderSaid) -> Any:
        reader = Reader(self.schema, place(self.own.name, FUNDER.name))
        base = overlay(self.project, reader.project(funder.tree))
        for problem in reader.problems:
            self._say(problem)
        usual = [rule for rule in funder.rules if not rule.programme and rule.most is None]
        return replace(base, funder=replace(base.funder, signatory=usual[-1].role)) if usual else base

    def _promises(self, book: Workbook) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = []
        taken: set[str] = set()
        for _, _, said in self._table(book, PROMISES):
            row = dict((said.tree.get("funder") or {}).get("commitments") or {})
            if row:
                id = slug(row.get("promise", ""), taken, f"promise-{len(rows) + 1}")
                taken.add(id)
                rows.append({"id": id, **row})
        return rows

    # recipients and payments

    def _side_sheets(self, book: Workbook) -> None:
        self._recipients(book)
        for line, where, said in self._table(book, PAYMENTS):
            id = said.own.get(GRANT, "")
            if not id:
                self._say(Problem(where, "does not say which grant it belongs to", do="Write the number of the grant."))
                continue
            row = (said.tree.get("grant") or {}).get("payments") or {}
            lacking = [words for name, words in (("on", "day"), ("amount", "sum")) if name not in row]
            if lacking and not said.problems:
                self._say(Problem(where, f"has no {' and no '.join(lacking)}", do="Fill in both, or take the row out."))
            self.payments.add(id, [said.own.get(PAYMENT, ""), row, line.number, id])

    def _recipients(self, book: Workbook) -> None:
        taken = Numbers("R-0001")
        missing: list[str] = []
        for _, where, said in self._table(book, RECIPIENTS):
            id = said.own.get(RECIPIENT, "")
            if not id:
                missing.append(where)
                continue
            if not self._may(id, where, taken):
                continue
            self.known[id.lower()] = id
            self._same_register((said.tree.get("recipient") or {}), where)
            self.recipients.add(id, said.tree)
        for where in missing:
            self._say(Problem(where, "has no number", do=f"The next free one is {taken.free()}."))

    def _same_register(self, recipient: Mapping[str, Any], where: str) -> None:
        number = "".join(sign for sign in str(recipient.get("number", "")) if sign.isdigit()).lstrip("0")
        if not number:
            return
        other = self.registers.setdefault(number, where)
        if other != where:
            what = f"has the same number in a register as {other.rpartition(', ')[2]}: {recipient['number']}"
            self.notes.append(Problem(where, what, "It may be the same organisation.", "Then keep one of the two."))

    def _table(self, book: Workbook, sheet: Sheet) -> Iterator[tuple[Line, str, Said]]:
        """The rows of a sheet beside the grants; none where it is not there."""
        found = _sheet(book, sheet)
        if found is None:
            return
        heads, lines = self._heads(book.lines(found), sheet.columns, place(book.name, found.name), sheet.name)
        if not heads.columns:
            return
        reader = RecordReader(self.schema, heads)
        first = next((number for number, column in heads.columns.items() if column == sheet.columns[0]), 0)
        for line in lines:
            if empty(line) or is_hints(line, heads.columns) or _marked(line, first):
                continue
            where = place(book.name, found.name, line.number)
            said = reader.read(line, where)
            for problem in said.problems:
                self._say(problem)
            yield line, where, said
        self._looked_at(book, found, heads)

    # grants

    def _grants(self, lines: Iterator[Line], sheet: str, *, flat: bool) -> Any:
        """Reads the rows of grants into a spool when it is called."""

        def read(spool: Spool) -> None:
            path = self.columns or self.folder / MAP
            saved = read_map(path) if flat or self.columns else {}
            name = place(self.file.name, sheet)
            heads, rows = self._heads(lines, letter_columns(), name, GRANTS.name, saved=saved, flat=flat)
            if not heads.columns:
                return
            if flat:
                rows = self._who(heads, rows)
                self.map = {text: heads.columns[at].head if at in heads.columns else "" for at, text in heads.texts.items()}
            self._heads_read = heads
            reader = RecordReader(self.schema, heads, places=bool(sheet))
            first = next((at for at, column in heads.columns.items() if column.path == GRANT), 0)
            missing: list[str] = []
            hidden: list[int] = []
            for number, line in enumerate(rows):
                if empty(line) or is_hints(line, heads.columns) or _marked(line, first):
                    continue
                if number > MAX_ROWS:
                    raise InputError(Problem(self.file.name, f"has more than {MAX_ROWS:,} rows", do="Split it."))
                where = place(self.file.name, sheet, line.number)
                hidden += [line.number] if line.hidden else []
                said = reader.read(line, where)
                self._loose(line, heads, said, where)
                id = said.own.get(GRANT, "")
                missing += [] if id else [where]
                row = self._join(id, where, said, flat=flat)
                for problem in said.problems:
                    self._say(problem)
                if row is not None and not said.problems:
                    spool.add(row)
            for where in missing:
                free = self.numbers.free()
                self._say(Problem(where, "has no number", "A grant keeps its number for good.", f"The next free one is {free}."))
            if hidden:
                shown = ", ".join(str(one) for one in hidden[:10]) + (" and more" if len(hidden) > 10 else "")
                self.notes.append(Problem(name, f"has hidden rows: {shown}", "They are read."))

        return read

    def _join(self, id: str, where: str, said: Said, *, flat: bool) -> Row | None:
        if id and not self._may(id, where, self.numbers):
            return None
        to = said.own.get(RECIPIENT, "")
        recipients = self.recipients.get(to) if to else []
        here = bool(said.tree.get("recipient"))
        if not recipients and not here and (to or not flat):
            said.problems.append(unknown_recipient(to, list(self.known.values()), where))
        payments = [(name, row) for name, row, _, _ in self.payments.get(id)] if id else []
        row = self.joiner.row(id, where, said, recipients[0] if recipients else {}, payments)
        if not id:
            return None
        other = self.like.setdefault(likeness(row.tree), where)
        if other != where:
            what = f"says word for word what {other.rpartition(', ')[2]} says"
            do = "Take one of the two out, or give them titles of their own."
            said.problems.append(Problem(where, what, "The same grant would be given twice.", do))
        return row

    def _may(self, id: str, where: str, taken: Numbers) -> bool:
        """Whether an id may be used; otherwise a problem says why not."""
        fault = wrong(id)
        if fault:
            do = "Write it with letters, figures and single hyphens, like G-0001."
            self._say(Problem(where, f"has the number '{id[:70]}', which {fault}", do=do))
            return False
        other = taken.take(id, where)
        if other is not None:
            same = "has" if other[0] == id else f"is '{id}', and"
            what = f"{same} the number {other[0]} that {other[1].rpartition(', ')[2]} has already"
            if other[0] != id:
                what = f"has the number {id}, and {other[1].rpartition(', ')[2]} has {other[0]}: they differ only in capitals"
            why = "A number stands for one thing and for good."
            self._say(Problem(where, what, why, "Give it another one, or take the row out."))
        return other is None

    def _who(self, heads: Heads, lines: Iterator[Line]) -> Iterator[Line]:
        """In a flat file, a column 'Recipient' without a column for the name holds the name itself."""
        at = next((number for number, column in heads.columns.items() if column.path == RECIPIENT), 0)
        if at and not heads.named("recipient.name"):
            start = list(islice(lines, 1))
            said = start[0].cells.get(at) if start else None
            if not isinstance(said, str) or said.strip() not in self.recipients:
                heads.columns[at] = RECIPIENTS.column("recipient.name")
            return chain(start, lines)
        return lines

    def _loose(self, line: Line, heads: Heads, said: Said, where: str) -> None:
        """Cells to the right of every head: nothing is lost without a word."""
        loose = [at for at in line.cells if at not in heads.texts]
        if loose:
            what = f"has something in column {letters(loose[0])}, which has no head"
            do = "Give the column a head, or empty the cell; a separator in a text needs quotes around the text."
            said.problems.append(Problem(where, what, "It would be lost.", do))

    def _heads(
        self,
        lines: Iterator[Line],
        columns: Iterable[Column],
        where: str,
        sheet: str,
        *,
        saved: Mapping[str, str] | None = None,
        flat: bool = False,
    ) -> tuple[Heads, Iterator[Line]]:
        """The heads of a table, wherever among its first rows they stand, and the rows below them."""
        known = list(columns)
        best, rows, problems, notes = find_heads(
            lines, known, where, saved=saved, schema=self.schema, map_name=self.map_name if flat else "",
            needed=sheet == GRANTS.name,
        )  # fmt: skip
        for problem in problems:
            self._say(problem)
        self.notes += notes
        return best, rows

    # open data

    def _open_data(self, other: Workbook | None, spool: Spool) -> bool:
        """Read a 360Giving file. :returns: whether it is one: JSON, or a table whose heads are those of the standard."""
        if self.columns is not None or not self._is_open_data(other):
            return False
        from hls_procure.grants.giving_in import Giver
        from hls_procure.work.grants.giving_reading import read_giving

        funder = self.base.funder
        read = read_giving(self.file, Giver(funder.name or "", funder.number or "", funder.open_data_prefix or ""))
        for problem in read.problems:
            self._say(problem)
        for row in read.rows:
            if self._may(row.id, row.where, self.numbers):
                spool.add(row)
        for one in read.dropped:
            self.notes.append(Problem(self.file.name, f"{one.field} was not taken ({one.count} times)", f"{one.words}."))
        return True

    def _is_open_data(self, other: Workbook | None) -> bool:
        from hls_procure.grants.giving_table import is_giving

        if other is None:
            with self.file.open("rb") as file:
                if file.read(200).lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith((b"{", b"[")):
                    return True
        tables = [csv_lines(self.file)] if other is None else [other.lines(sheet) for sheet in other.sheets]
        heads = ([str(cell) for cell in line.cells.values()] for lines in tables for line in islice(lines, 10))
        return any(is_giving(texts) for texts in heads)

    def _other(self) -> Workbook | None:
        with self.file.open("rb") as file:
            start = file.read(8)
        if start[:2] == b"PK" or start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            return self._workbook(self.file)
        return None

    # what is worth saying of a sheet

    def _after(self, book: Workbook, sheet: SheetFile) -> None:
        self._looked_at(book, sheet, self._heads_read)
        if self.file != self.own:
            self.notes += sheets_beside(book, only_hidden=True)

    def _looked_at(self, book: Workbook, sheet: SheetFile, heads: Heads) -> None:
        for problem in merged_cells(book, sheet, heads):
            self._say(problem)
        self.notes += formulas_read(book, sheet)

    def _unknown_payments(self) -> None:
        known = self.numbers.known()
        for key in self.payments.keys():  # noqa: SIM118 (no mapping)
            _, _, row, id = self.payments.get(key)[0]
            if id not in self.numbers:
                what = f"belongs to the grant '{id}', which is not in the sheet Grants"
                where = place(self.file.name, PAYMENTS.name, row)
                self._say(Problem(where, what, nearest(id, known), "Correct the number, or take the row out."))

    def _say(self, problem: Problem) -> None:
        if len(self.problems) < MOST_TOLD:
            self.problems.append(problem)
        else:
            self.more += 1


def _sheet(book: Workbook, sheet: Sheet) -> SheetFile | None:
    """A sheet by its name, capitals aside."""
    return next((one for one in book.sheets if one.name.strip().casefold() == sheet.name.casefold()), None)


def _marked(line: Line, first: int) -> bool:
    """Whether a row is the example."""
    cell = line.cells.get(first)
    return isinstance(cell, str) and not isinstance(cell, Odd) and is_example(cell)
