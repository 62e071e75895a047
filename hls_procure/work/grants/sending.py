"""Letters that go out: each is looked at, and frozen as it lies in ``letters/``, whether somebody edited it in Word or not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from hls_procure.errors import FileProblem, InputError, Problem, argument
from hls_procure.grants.digest import row_digest
from hls_procure.grants.ledger import Entry, Ledger
from hls_procure.grants.row import Row, project_of
from hls_procure.model.build import Reader, plain_project
from hls_procure.model.record import record
from hls_procure.model.root import Project
from hls_procure.model.values import say_date
from hls_procure.project import files
from hls_procure.project.files import digest
from hls_procure.work.grants.recording import LETTERS
from hls_procure.work.grants.sent import (
    LETTER,
    BuiltLetter,
    built_base,
    freeze_letter,
    letter_bytes,
    made_from,
    read_sent,
    sent_numbers,
)
from hls_procure.work.grants.source import Read, Source

#: The largest letter that is kept, in bytes.
LARGEST = 50_000_000


@record
class Going:
    """A letter that goes out: its number, its place once it is frozen, and what stands in the way."""

    letter: int = 0
    place: str = ""
    sha256: str = ""
    digest: str = ""
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Sending:
    """The letters that were built, on their way out.

    :param built: those letters. :ivar name: of a frozen letter.
    """

    def __init__(self, folder: Path, ledger: Ledger, read: Read, built: dict[str, BuiltLetter]) -> None:
        self.folder = folder
        self.ledger = ledger
        self.built = built
        self.name = LETTER
        self._read = read
        self._drafts: list[str] = []
        self._rows: dict[str, list[Row]] | None = None

    @cached_property
    def _source(self) -> Source:
        return Source(self.folder, self.ledger, self._read)

    def unsent(self) -> tuple[list[str], int]:
        """The grants whose letter was not sent yet, in the order in which they were built; and how many were."""
        ids = [id for id, one in self.built.items() if not self._is_sent(id)]
        return ids, len(self.built) - len(ids)

    def _is_sent(self, id: str) -> bool:
        return self.built[id].number <= self.ledger.state(id).letter

    def look(self, id: str, letter: int) -> Going:
        """What the letter of a grant needs to go out.

        :param letter: the number that somebody expects it to have, or 0.
        """
        built, state = self.built.get(id), self.ledger.state(id)
        again = f"Build it: hls-procure grant letters {argument(self.folder)}"
        if built is None:
            return Going(
                problems=(Problem(id, "has no letter in letters/", "What is recorded is the file that goes out.", again),)
            )
        if self._is_sent(id):
            what = f"was sent already, as letter {state.letter}" + (f" on {say_date(state.sent_on)}" if state.sent_on else "")
            return Going(problems=(Problem(id, what, "Nothing in it has changed since."),))
        if built.draft:
            self._drafts.append(id)
            return Going()
        if self._row(id) is None:
            return Going(problems=(self._other(id, again),))
        try:
            data = self._bytes(built)
        except FileProblem as error:
            return Going(problems=error.problems)
        sha256 = digest(data)
        number = self._number(id, built.number, sha256)
        problems = []
        if letter and letter != number:
            problems.append(Problem(id, f"has letter {number} to send, and --letter says {letter}"))
        edited = sha256 != built.sha256
        notes = ("it was edited since it was built, and is kept as it is",) if edited else ()
        place = f"{LETTERS}/{id}/{number}/{self.name}"
        return Going(number, place, sha256, built.digest, notes, tuple(problems))

    def drafts(self) -> list[Problem]:
        """That letters still say that they are drafts, as one problem for all of them."""
        if not self._drafts:
            return []
        first, count = self._drafts[0], len(self._drafts)
        what = "still says that it is a draft" if count == 1 else f"and {count - 1} more still say that they are drafts"
        do = (
            f"Have the letters in letters/preview read, then: hls-procure grant record {argument(self.folder)} wording settled "
            f"--by ROLE --on DATE, and build the letters again."
        )
        return [Problem(first, what, "A letter goes out when somebody with the right role has settled its words.", do)]

    def freeze(self, entries: Iterable[Entry], by: str) -> None:
        """Freeze the letters of some entries. What was frozen before a crash is left as it is."""
        schema, held = self._source.schema, self._base()
        for entry in entries:
            built, row = self.built[entry.id], self._row(entry.id)
            assert row is not None
            tree: dict[str, Any] = plain_project(project_of(held, row, schema)[0])
            data = self._bytes(built)
            frozen = freeze_letter(self.folder, built, data, entry.letter, on=entry.on, by=by, tree=tree, name=self.name)
            if frozen != entry.sha256:
                what = "was changed while it was being recorded"
                raise FileProblem(Problem(built.file, what, "Nothing was recorded.", "Close it in Word, and record it again."))

    def _bytes(self, built: BuiltLetter) -> bytes:
        return letter_bytes(self.folder, built)

    def _base(self) -> Project:
        """What held for every grant when the letters were made."""
        base = built_base(self.folder)
        return Reader(self._source.schema).project(base) if base else self._source.base

    def _row(self, id: str) -> Row | None:
        """The row that the letter was made from; None where none says the same."""
        wanted = self.built[id].digest
        return next((row for row in self._found().get(id, ()) if row_digest(row, self._source.schema) == wanted), None)

    def _found(self) -> dict[str, list[Row]]:
        if self._rows is None:
            self._rows = {}
            for row in self._source.rows(self.built):
                self._rows.setdefault(row.id, []).append(row)
        return self._rows

    def _other(self, id: str, again: str) -> Problem:
        """Why no row says what the letter of a grant says."""
        rows, source = self._found().get(id), made_from(self.folder)
        if rows:
            what = f"says otherwise in {rows[0].where} now than in its letter"
        else:
            what = "is in no row any more"
            if source not in {Path(batch.source).name for batch in self._source.batches}:
                what, again = f"was made from {source}, which does not lie in the folder", "Name it: --file FILE"
        return Problem(id, what, "What is frozen with a letter is what it says.", again)

    def _number(self, id: str, built: int, sha256: str) -> int:
        """The number of the letter: the one that it was built with, or the next that is free."""
        last = self.ledger.state(id).letter
        taken = sent_numbers(self.folder, id)
        for number in sorted({built, *taken, last + 1}):
            if number > last and (number not in taken or _same(self.folder, id, number, sha256)):
                return number
        return max([*taken, last]) + 1


class Elsewhere(Sending):
    """A letter that was made elsewhere, before this folder or by hand: it is kept as it is.

    :param path: the file. :raises FileProblem: it cannot be read. :raises InputError: it is no letter that can be kept.
    """

    def __init__(self, folder: Path, ledger: Ledger, read: Read, path: Path) -> None:
        super().__init__(folder, ledger, read, {})
        self._data = files.read(path)
        if len(self._data) > LARGEST or not self._data or not re.fullmatch(r"\.[A-Za-z0-9]{1,5}", path.suffix):
            why = (
                f"It has a name that ends like .docx or .pdf, is not empty, and is smaller than {LARGEST // 1_000_000} megabytes."
            )
            raise InputError(Problem(path.name, "is no letter that can be kept", why))
        self._path = path
        self.name = f"letter{path.suffix.lower()}"
        self.built = {row.id: BuiltLetter(row.id, path.name, "") for row in self._source.rows()}

    def look(self, id: str, letter: int) -> Going:
        """The same for a letter that was made elsewhere: it rests on the first row of its grant."""
        row, last = next(iter(self._found().get(id, ())), None), self.ledger.state(id).letter
        if row is not None:
            made = BuiltLetter(id, self._path.name, digest(self._data), "", row_digest(row, self._source.schema), False, last + 1)
            self.built[id] = made
        return super().look(id, letter)

    def _is_sent(self, id: str) -> bool:
        last = self.ledger.state(id).letter
        return bool(last) and _same(self.folder, id, last, self.built[id].sha256)

    def _bytes(self, built: BuiltLetter) -> bytes:
        return self._data

    def _base(self) -> Project:
        return self._source.base


def _same(folder: Path, id: str, number: int, sha256: str) -> bool:
    known = read_sent(folder, id, number)
    return known is not None and known.sha256 == sha256
