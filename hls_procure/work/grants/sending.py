"""Letters that go out: each is looked at, and frozen as it lies in ``letters/``, whether somebody edited it in Word or not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from hls_procure.errors import FileProblem, Problem, argument
from hls_procure.grants.digest import row_digest
from hls_procure.grants.ledger import Entry, Ledger
from hls_procure.grants.row import Row, project_of
from hls_procure.model.build import Reader, plain_project
from hls_procure.model.record import record
from hls_procure.model.values import say_date
from hls_procure.project.files import digest
from hls_procure.work.grants.recording import LETTERS
from hls_procure.work.grants.sent import (
    LETTER,
    built_base,
    built_letters,
    freeze_letter,
    letter_bytes,
    made_from,
    read_sent,
    sent_numbers,
)
from hls_procure.work.grants.source import Read, Source


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
    """The letters that were built, on their way out. :raises FileProblem: none were built."""

    def __init__(self, folder: Path, ledger: Ledger, read: Read) -> None:
        self.folder = folder
        self.ledger = ledger
        self.built = built_letters(folder)
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
            data = letter_bytes(self.folder, built)
        except FileProblem as error:
            return Going(problems=error.problems)
        sha256 = digest(data)
        number = self._number(id, built.number, sha256)
        problems = []
        if letter and letter != number:
            problems.append(Problem(id, f"has letter {number} to send, and --letter says {letter}"))
        edited = sha256 != built.sha256
        notes = ("it was edited since it was built, and is kept as it is",) if edited else ()
        place = f"{LETTERS}/{id}/{number}/{LETTER}"
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
        base = built_base(self.folder)
        schema = self._source.schema
        held = Reader(schema).project(base) if base else self._source.base
        for entry in entries:
            built, row = self.built[entry.id], self._row(entry.id)
            assert row is not None
            tree: dict[str, Any] = plain_project(project_of(held, row, schema)[0])
            data = letter_bytes(self.folder, built)
            if freeze_letter(self.folder, built, data, entry.letter, on=entry.on, by=by, tree=tree) != entry.sha256:
                what = "was changed while it was being recorded"
                raise FileProblem(Problem(built.file, what, "Nothing was recorded.", "Close it in Word, and record it again."))

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


def _same(folder: Path, id: str, number: int, sha256: str) -> bool:
    known = read_sent(folder, id, number)
    return known is not None and known.sha256 == sha256
