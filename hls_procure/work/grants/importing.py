"""Takes grants of an open data file into the funder's workbook: new ones are added, known ones are compared, none is doubled."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hls_procure.documents.outfolder import write_atomic
from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.grants.cells import Cell, as_text, plain
from hls_procure.grants.columns import (
    GRANT,
    GRANTS,
    HOW_PAID,
    PAID,
    PAYMENT,
    PAYMENTS,
    RECIPIENT,
    RECIPIENTS,
    Column,
    Sheet,
    choices_of,
    letter_columns,
)
from hls_procure.grants.giving_in import Dropped, Giver, Read
from hls_procure.grants.row import Row
from hls_procure.model.codes import register_number
from hls_procure.model.fields import FieldSchema, ValueProblem
from hls_procure.model.paths import get
from hls_procure.model.root import Project
from hls_procure.work.grants.book_rows import Place, places
from hls_procure.work.grants.giving_reading import read_giving
from hls_procure.work.grants.places import refuse_if_open, workbook
from hls_procure.work.grants.reading import read_batch
from hls_procure.work.grants.sheet_patch import Patch, Value
from hls_procure.work.workspace import Workspace

#: So many problems are told one by one; the rest are counted.
MOST_TOLD = 500
_OURS = re.compile(r"R-(\d{1,9})\Z")


@dataclass
class Change:
    """What a grant that is there says otherwise than the file. :param head: of the column, or of the payment."""

    id: str
    head: str
    here: str
    file: str

    def as_dict(self) -> dict[str, str]:
        """As plain data, for ``--json``."""
        return {"id": self.id, "head": self.head, "here": self.here, "file": self.file}


@dataclass
class Imported:
    """What an import did, or would do.

    :param added: ids of new grants; :param same: of those that are there and say the same; :param changed: what others say.
    :param recipients: ids of new recipients; :param payments: how many rows of payments are new.
    :param dropped: what was not taken. :param left_out: the problems of grants that were left out.
    :param updated: whether changes were written; :param written: whether anything was.
    """

    added: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    payments: int = 0
    dropped: list[Dropped] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    updated: bool = False
    written: bool = False

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {
            "added": self.added,
            "same": self.same,
            "changed": [one.as_dict() for one in self.changed],
            "recipients_added": self.recipients,
            "payments_added": self.payments,
            "dropped": [{"field": one.field, "count": one.count, "words": one.words} for one in self.dropped],
            "left_out": [problem.as_dict() for problem in self.left_out],
            "updated": self.updated,
            "written": self.written,
        }


def import_file(folder: Path, file: Path, *, update: bool = False, leave_out: bool = False, dry: bool = False) -> Imported:
    """Take the grants of an open data file into the workbook of a funder's folder; see :func:`import_rows`.

    :raises InputError: the folder is of another walk, or the file has problems. :raises FileProblem: a file cannot be read, the
        workbook is open or cannot be written; it is as it was.
    """
    base = read_batch(folder).base
    funder = base.funder
    read = read_giving(file, Giver(funder.name or "", funder.number or "", funder.open_data_prefix or ""))
    schema = Workspace(folder).schema
    return import_rows(workbook(folder), read, base, schema, update=update, leave_out=leave_out, dry=dry)


def import_rows(
    book: Path,
    read: Read,
    base: Project,
    schema: FieldSchema,
    *,
    update: bool = False,
    leave_out: bool = False,
    dry: bool = False,
) -> Imported:
    """Take the grants that were read into the workbook.

    :param base: what holds for every grant of the funder: what a grant says likewise needs no column.
    :param update: whether what grants that are there say otherwise is written over. :param leave_out: whether grants with a
        problem are left out; else nothing is taken. :param dry: only say what would be done.
    :raises InputError: the file has problems, or the workbook lacks a sheet. :raises FileProblem: it cannot be read or written.
    """
    if read.problems and not leave_out:
        more = len(read.problems) - MOST_TOLD
        last = [Problem("", f"There are {more:,} more problems", do="Mend these first.")] if more > 0 else []
        raise InputError([*read.problems[:MOST_TOLD], *last])
    if not dry:
        refuse_if_open(book, "changed")
    raw = _bytes(book)
    work = _Import(book.name, raw, base, schema, update)
    for row in read.rows:
        work.take(row)
    report = work.report
    report.left_out = list(read.problems)
    report.dropped = [*read.dropped, *work.lost()]
    report.updated = update
    if not dry and work.puts:
        data = work.data()
        if _bytes(book) != raw:
            why = "Somebody saved it while the grants were read; nothing was changed."
            raise FileProblem(Problem(book.name, "is not what it was a moment ago", why, "Import again."))
        _replace(book.resolve(), data)
        report.written = True
    return report


def _bytes(book: Path) -> bytes:
    try:
        return book.read_bytes()
    except FileNotFoundError:
        do = f"Make one with: hls-procure grant start {book.parent}"
        raise FileProblem(Problem(str(book), "is not there, and grants are taken into it", do=do)) from None
    except OSError as error:
        what = f"could not be read ({error.strerror or error})"
        raise FileProblem(
            Problem(str(book), what, "Nothing was changed.", "Close it in Excel, and check who may read it.")
        ) from None


def _replace(book: Path, data: bytes) -> None:
    """Put a workbook in the place of the one there, for those who may use that one."""
    if not os.access(book, os.W_OK):
        why = "Nothing was changed."
        raise FileProblem(Problem(str(book), "may only be read", why, "Take the protection off, or ask whoever looks after it."))
    mode = book.stat().st_mode
    write_atomic(book, data)
    with suppress(OSError):
        book.chmod(mode)


class _Import:
    """One import under way: what is to be put where."""

    def __init__(self, name: str, raw: bytes, base: Project, schema: FieldSchema, update: bool) -> None:
        self.name, self._raw, self.base, self.schema, self.update = name, raw, base, schema, update
        found = places(raw, name, (RECIPIENTS, GRANTS, PAYMENTS))
        self.recipients, self.grants, self.paid = (found[sheet.name] for sheet in (RECIPIENTS, GRANTS, PAYMENTS))
        for place, path, sheet in (
            (self.recipients, RECIPIENT, RECIPIENTS),
            (self.grants, GRANT, GRANTS),
            (self.paid, GRANT, PAYMENTS),
        ):
            if path not in place.columns:
                what = f"has no column '{sheet.column(path).head}' in the sheet {sheet.name}"
                raise InputError(Problem(name, what, "Nothing was changed.", "Put its head back."))
        self.report = Imported()
        self.puts: list[tuple[str, int, int, Value, int]] = []
        self._lost: dict[str, set[str]] = {}
        self._next = {place.title: place.last + 1 for place in (self.recipients, self.grants, self.paid)}
        self._columns = {column.path: column for column in (*RECIPIENTS.columns, *letter_columns(), *PAYMENTS.columns)}
        self._known = {id.casefold(): number for id, number in self.grants.by(GRANT).items()}
        self._people = self.recipients.by(RECIPIENT)
        self._taken = {id.casefold() for id in self._people}
        self._numbers, self._names = self._registered()
        self._listed: dict[str, list[int]] = {}
        for number, cells in self.paid.rows.items():
            self._listed.setdefault(plain(cells.get(GRANT)).casefold(), []).append(number)
        self._last = max((int(one[1]) for id in self._people if (one := _OURS.match(id))), default=0)

    def take(self, row: Row) -> None:
        """One grant of the file."""
        there = self._known.get(row.id.casefold())
        if there is None:
            who = self._recipient(row)
            number = self._new(self.grants, row.id, {GRANT: row.id, RECIPIENT: who, **self._said(row, GRANTS)})
            self._known[row.id.casefold()] = number
            for payment in row.tree.get("grant", {}).get("payments", []):
                self._payment(row.id, payment)
            self.report.added.append(row.id)
            return
        before = len(self.report.changed)
        self._compare(row, self.grants, there, self._said(row, GRANTS))
        at = self._people.get(plain(self.grants.rows.get(there, {}).get(RECIPIENT)), 0)
        if at:
            self._compare(row, self.recipients, at, self._said(row, RECIPIENTS))
        self._payments(row)
        if len(self.report.changed) == before:
            self.report.same.append(row.id)

    def lost(self) -> list[Dropped]:
        """What the workbook has no column for."""
        return [Dropped(head, len(ids), f"the workbook has no column '{head}'") for head, ids in sorted(self._lost.items())]

    def data(self) -> bytes:
        """The workbook with what is to be put into it."""
        patch = Patch(self.name, self._raw)
        for sheet, row, column, value, like in self.puts:
            patch.put(sheet, row, column, value, like)
        return patch.data()

    def _registered(self) -> tuple[dict[str, str], dict[str, str]]:
        """The recipients that are there, by number in a register and, where they have none, by name."""
        numbers: dict[str, str] = {}
        names: dict[str, str] = {}
        for id, number in self._people.items():
            cells = self.recipients.rows[number]
            found = register_number(self._kept(cells.get("recipient.number"), "recipient.number"))
            if found:
                numbers.setdefault(found.party, id)
            name = self._kept(cells.get("recipient.name"), "recipient.name").casefold()
            if name and not found:
                names.setdefault(name, id)
        return numbers, names

    def _recipient(self, row: Row) -> str:
        """The id of the recipient of a new grant: one that is there, or a new one."""
        said = self._said(row, RECIPIENTS)
        number, name = register_number(said.get("recipient.number")), said.get("recipient.name", "").casefold()
        known = self._numbers.get(number.party) if number else self._names.get(name)
        if known:
            return known
        self._last += 1
        while (id := f"R-{self._last:04d}").casefold() in self._taken:
            self._last += 1
        self._new(self.recipients, row.id, {RECIPIENT: id, **said})
        if number:
            self._numbers[number.party] = id
        else:
            self._names[name] = id
        self.report.recipients.append(id)
        return id

    def _new(self, place: Place, id: str, said: Mapping[str, str]) -> int:
        """A row below everything."""
        number = self._next[place.title]
        self._next[place.title] += 1
        for path, text in said.items():
            if path in place.columns:
                self.puts.append((place.title, number, place.columns[path], self._value(path, text), place.like))
            elif not self._same_for_all(path, text):
                self._lose(path, id)
        return number

    def _said(self, row: Row, sheet: Sheet) -> dict[str, str]:
        """What a row says for a sheet, by path."""
        tree = row.tree
        made: dict[str, str] = {}
        paths = [column.path for column in (letter_columns() if sheet is GRANTS else sheet.columns)]
        for path in paths:
            if path.startswith("@") or "[]" in path or (sheet is GRANTS and path.startswith("recipient.")):
                continue
            at: Any = tree
            for part in path.split("."):
                at = at.get(part) if isinstance(at, Mapping) else None
            if isinstance(at, str) and at:
                made[path] = at
        if sheet is GRANTS and tree.get("grant", {}).get("payments"):
            made[HOW_PAID] = "listed"
        return made

    def _compare(self, row: Row, place: Place, number: int, said: Mapping[str, str]) -> None:
        cells = place.rows.get(number)
        if cells is None:  # it came a moment ago, from the same file
            return
        for path, text in said.items():
            if path not in place.columns:
                if not self._same_for_all(path, text):
                    self._lose(path, row.id)
                continue
            here, file = self._kept(cells.get(path), path), self._kept(text, path)
            if here == file or (path == HOW_PAID and here) or self._same_number(path, here, file):
                continue
            if not here and self._same_for_all(path, text):
                continue
            self._change(
                row.id,
                self._head(path),
                here,
                file,
                (place.title, number, place.columns[path], self._value(path, text), place.like),
            )

    def _payments(self, row: Row) -> None:
        """Hold the payments of a grant that is there against those of the file: by name, or by day."""
        there: dict[str, int] = {}
        for number in self._listed.get(row.id.casefold(), ()):
            cells = self.paid.rows[number]
            there[plain(cells.get(PAYMENT)) or self._kept(cells.get(_MOVES["on"]), _MOVES["on"])] = number
        payments: Sequence[Mapping[str, str]] = row.tree.get("grant", {}).get("payments", [])
        listed = self._kept(self.grants.rows.get(self._known[row.id.casefold()], {}).get(HOW_PAID), HOW_PAID) in ("listed", "")
        for payment in payments if listed else ():
            number = there.pop(payment["id"], 0) or there.pop(payment.get("on", ""), 0)
            if not number:
                words = f"{payment.get('on', 'no day')}, £{payment.get('amount', '?')}"
                self.report.changed.append(Change(row.id, f"payment {payment['id']}", "", words))
                if self.update:
                    self._payment(row.id, payment)
                continue
            said = {path: payment[key] for key, path in _MOVES.items() if payment.get(key)}
            self._compare(row, self.paid, number, said)
        for id in there if payments and listed else ():
            self.report.changed.append(Change(row.id, f"payment {id}", "there", "not there (it is left as it is)"))

    def _payment(self, id: str, payment: Mapping[str, str]) -> None:
        said = {path: payment[key] for key, path in _MOVES.items() if payment.get(key)}
        self._new(self.paid, id, {GRANT: id, PAYMENT: payment["id"], **said})
        self.report.payments += 1

    def _change(self, id: str, head: str, here: str, file: str, put: tuple[str, int, int, Value, int]) -> None:
        self.report.changed.append(Change(id, head, here, file))
        if self.update:
            self.puts.append(put)

    def _kept(self, cell: Cell, path: str) -> str:
        """A cell as it would be kept; as it stands where it cannot be read."""
        known, column = self.schema.get(path), self._columns.get(path)
        if path == HOW_PAID:
            said = plain(cell)
            return next((kept for kept, words in PAID.items() if said.casefold() in (kept, words.casefold())), said)
        if known is None:
            return plain(cell)
        try:
            return as_text(cell, known, choices_of(column, self.schema) if column else None)
        except ValueProblem:
            return plain(cell)

    def _value(self, path: str, text: str) -> Value:
        """A text as the value of a cell."""
        known, column = self.schema.get(path), self._columns[path]
        choices = choices_of(column, self.schema)
        if choices:
            return choices.get(text, text)
        if known is not None and known.type in ("money", "years"):
            return Decimal(text)
        return date.fromisoformat(text) if known is not None and known.type == "date" else text

    def _same_for_all(self, path: str, text: str) -> bool:
        """Whether every grant of the funder says this already."""
        known = self.schema.get(path)
        found = get(self.base, path) if known is not None else None
        return found is not None and known is not None and known.write(found) == text

    def _same_number(self, path: str, here: str, file: str) -> bool:
        return path == "recipient.number" and register_number(here) is not None and register_number(here) == register_number(file)

    def _head(self, path: str) -> str:
        column: Column = self._columns[path]
        return column.head

    def _lose(self, path: str, id: str) -> None:
        self._lost.setdefault(self._head(path), set()).add(id)


_MOVES = {"on": "grant.payments[].on", "amount": "grant.payments[].amount"}
