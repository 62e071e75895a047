"""What is known of letters before a run: those built, those of a run that was interrupted, and those that were sent."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.grants.built import NAME, Letter, read_built, read_letter
from hls_procure.grants.ledger import Ledger
from hls_procure.grants.names import origin
from hls_procure.model.record import record
from hls_procure.work.grants.placing import RUN
from hls_procure.work.grants.recording import LETTERS
from hls_procure.work.grants.sent import FACTS, frozen_grants, read_sent, sent_numbers


@record
class Sent:
    """The last letter of a grant that was sent, 0 where it was taken back: its digest and its day (``2027-01-15``).

    :param highest: the highest number that a letter of it has ever had.
    """

    number: int
    digest: str
    on: str
    highest: int


@contextmanager
def room_for_memory() -> Iterator[None]:
    """Say it in words where there is no room for what a run keeps on the disk while it works.

    :raises FileProblem: there is none.
    """
    try:
        yield
    except sqlite3.Error as error:
        do = "Make room in the folder for temporary files, or name another one in TMPDIR, and run the same command again."
        what = f"There is no room for what a run keeps on the disk while it works ({error})"
        raise FileProblem(Problem("", what, "What was made stays.", do)) from None


class Memory:
    """What was built below one folder, and what is built now.

    It lies in a database on the disk, which goes when it is closed: memory does not grow with the number of letters.
    """

    def __init__(self, root: Path) -> None:
        """Read it from ``letters/``."""
        self.root = root
        self.base = sqlite3.connect("", isolation_level=None)
        self.base.execute("CREATE TABLE letter (id TEXT, made INTEGER, line TEXT, PRIMARY KEY (id, made)) WITHOUT ROWID")
        self.base.execute("CREATE TABLE file (name TEXT, origin TEXT, id TEXT, sha256 TEXT, PRIMARY KEY (name, sha256))")
        self.base.execute("CREATE TABLE now (number INTEGER PRIMARY KEY, line TEXT)")
        self.base.execute("CREATE TABLE name (name TEXT PRIMARY KEY) WITHOUT ROWID")
        self.base.execute("BEGIN")
        for letter in _manifest(root / NAME):
            self._know(letter, 0)
        for letter in _runs(root / RUN):
            self._know(letter, 1)
        self.base.execute("CREATE INDEX by_id ON file (id)")
        self.base.execute("CREATE INDEX by_origin ON file (origin)")

    def close(self) -> None:
        """Forget it; what is on the disk stays."""
        self.base.close()

    def _know(self, letter: Letter, made: int) -> None:
        self.base.execute("INSERT OR REPLACE INTO letter VALUES (?, ?, ?)", (letter.id, made, letter.line()))
        self.base.executemany(
            "INSERT OR IGNORE INTO file VALUES (?, ?, ?, ?)",
            [(name, origin(name), letter.id, sha256) for name, sha256 in letter.files.items()],
        )

    def _letter(self, id: str, made: int) -> Letter | None:
        return _first(self.base.execute("SELECT line FROM letter WHERE id = ? AND made = ?", (id, made)))

    def built(self, id: str) -> Letter | None:
        """The letter of a grant as the last whole run built it."""
        return self._letter(id, 0)

    def made(self, id: str) -> Letter | None:
        """The letter of a grant as a run that was interrupted built it."""
        return self._letter(id, 1)

    def latest(self, id: str) -> Letter | None:
        """The letter of a grant that was built last."""
        return self.made(id) or self.built(id)

    def ids(self) -> Iterator[str]:
        """Every grant of which a letter was built, by id."""
        return (id for (id,) in self.base.execute("SELECT DISTINCT id FROM letter ORDER BY id"))

    def hashes(self, files: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The hashes under which some files, or those beside them, were built."""
        made: dict[str, tuple[str, ...]] = {}
        for file in files:
            for name, sha256 in self.base.execute("SELECT name, sha256 FROM file WHERE origin = ?", (file,)):
                made[name] = (*made.get(name, ()), sha256)
        return made

    def files(self, id: str) -> dict[str, tuple[str, ...]]:
        """Every file that was built for a grant, with its hashes."""
        made: dict[str, tuple[str, ...]] = {}
        for name, sha256 in self.base.execute("SELECT name, sha256 FROM file WHERE id = ? ORDER BY name", (id,)):
            made[name] = (*made.get(name, ()), sha256)
        return made

    def keep(self, number: int, letter: Letter) -> None:
        """The letter that a row has now. :param number: of the row."""
        self.base.execute("INSERT OR REPLACE INTO now VALUES (?, ?)", (number, letter.line()))
        self.base.executemany("INSERT OR IGNORE INTO name VALUES (?)", [(name,) for name in letter.files])

    def kept(self, number: int) -> Letter | None:
        """The letter that a row has now."""
        return _first(self.base.execute("SELECT line FROM now WHERE number = ?", (number,)))

    def is_now(self, name: str) -> bool:
        """Whether a file belongs to a letter that a row has now."""
        return self.base.execute("SELECT 1 FROM name WHERE name = ?", (name,)).fetchone() is not None

    def next_run(self) -> int:
        """A number that no file of an interrupted run has."""
        numbers = [int(path.stem) for path in (self.root / RUN).glob("*.jsonl") if path.stem.isdigit()]
        return max(numbers, default=0) + 1

    def forget_runs(self) -> None:
        """The run is whole: what it noted on its way stands in the manifest now."""
        shutil.rmtree(self.root / RUN, ignore_errors=True)


def _first(found: Iterable[tuple[str]]) -> Letter | None:
    return next((read_letter(json.loads(line)) for (line,) in found), None)


def _manifest(path: Path) -> Iterator[Letter]:
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:
            found = False
            for letter in read_built(stream):
                found = True
                yield letter
        if not found:
            data = json.loads(path.read_text("utf-8", "replace"))
            for one in data.get("letters", ()) if isinstance(data, Mapping) else ():
                made = read_letter(one)
                if made is not None:
                    yield made
    except (OSError, ValueError, TypeError):
        return


def _runs(folder: Path) -> Iterator[Letter]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        with open(folder / name, encoding="utf-8", errors="replace") as stream:
            yield from read_built(stream)


def sent_letters(folder: Path, ledger: Ledger) -> dict[str, Sent]:
    """The last letter of each grant that was sent, as the ledger and ``issued/letters/ID/N/`` say it.

    Where the ledger knows nothing of a letter that is frozen, the frozen one counts; where it took the sending back, it does not.

    :raises InputError: what was sent cannot be read: every such folder, since nothing may be sent twice.
    """
    taken_back = {one.id for one in ledger.entries if one.what == "sent"}
    made: dict[str, Sent] = {}
    problems: list[Problem] = []
    frozen = {id: sent_numbers(folder, id) for id in frozen_grants(folder)}
    for id in {**frozen, **dict.fromkeys(ledger.ids)}:
        numbers = frozen.get(id, [])
        last = max(ledger.state(id).of("sent"), key=lambda one: one.letter, default=None)
        number = last.letter if last is not None else 0 if id in taken_back else max(numbers, default=0)
        if not number:
            if numbers:
                made[id] = Sent(0, "", "", max(numbers))
            continue
        facts = read_sent(folder, id, number) if last is None or not last.digest else None
        if facts is None and (last is None or not last.digest):
            do = "Put the folder back from a backup, or take it away if nothing was sent."
            why = "It tells which letter of the grant was sent, and on which day."
            problems.append(Problem(f"{LETTERS}/{id}/{number}/{FACTS}", "cannot be read", why, do))
            continue
        digest = last.digest if last is not None and last.digest else facts.digest if facts else ""
        on = last.on if last is not None else facts.on if facts else None
        made[id] = Sent(number, digest, on.isoformat() if on else "", max([number, *numbers]))
    if problems:
        raise InputError(problems)
    return made
