"""The ledger of a funder's folder on the disk: ``grants.jsonl``, added to by one process at a time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from hls_procure.errors import FileProblem, Problem
from hls_procure.grants.ledger import NAME, Entry, Ledger, read_ledger
from hls_procure.project import files
from hls_procure.project.lock import Lock
from hls_procure.project.numbers import ISSUED

#: Where the letters lie that were sent, and a last line of the ledger that was torn off.
LETTERS = f"{ISSUED}/letters"
TORN = "grants.torn"


def load_ledger(folder: Path) -> Ledger:
    """What happened so far; nothing where nothing was recorded yet. Nothing on the disk changes.

    :raises InputError: a line is broken. :raises FileProblem: the folder is not there, or the file cannot be read.
    """
    if not folder.is_dir():
        raise FileProblem(Problem(str(folder), "is not there", do="Start one with: hls-procure grant start DIR"))
    path = folder / NAME
    return read_ledger(files.read(path)) if path.exists() else Ledger()


class Recorder:
    """The ledger while it is written: ``with Recorder(folder, who, since) as ledger: …``.

    :param who: the role that writes. :param since: when, as text, for somebody who has to wait.
    :ivar note: what was set aside after a crash, as a sentence; usually nothing.
    """

    def __init__(self, folder: Path, who: str, since: str) -> None:
        self.folder = folder
        self.path = folder / NAME
        self.note = ""
        self.ledger = Ledger()
        self._lock = Lock(folder / LETTERS, who, since, "recorded in")

    def __enter__(self) -> Self:
        """Take the lock and read the ledger. :raises FileProblem: somebody else is recording; says who and since when."""
        self.ledger = load_ledger(self.folder)
        try:
            (self.folder / LETTERS).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise files.trouble(error, self.folder / LETTERS, "made") from None
        self._lock.acquire()
        try:
            self.ledger = load_ledger(self.folder)
            self._set_aside()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self._lock.release()

    def add(self, entries: Iterable[Entry]) -> None:
        """Write entries; they are on the disk when the call returns, or none of them is.

        :raises FileProblem: they could not be written.
        """
        made = tuple(entries)
        if not made:
            return
        if not self.path.exists():
            files.replace(self.path, b"")
        lines = b"".join(one.line() for one in made)
        files.append(self.path, lines, self.ledger.size)
        self.ledger = Ledger((*self.ledger.entries, *made), self.ledger.size + len(lines))

    def _set_aside(self) -> None:
        """Move a torn last line to ``grants.torn``, so that it is not lost and the ledger can go on."""
        torn = self.ledger.torn
        if not torn:
            return
        kept = self.folder / TORN
        before = kept.read_bytes() if kept.exists() else b""
        files.replace(kept, before + torn.rstrip(b"\n") + b"\n")
        files.cut(self.path, self.ledger.size)
        self.ledger = Ledger(self.ledger.entries, self.ledger.size)
        said = f"The last line of {NAME} was torn off when a program was stopped."
        self.note = f"{said} It is kept in {TORN}: look whether it has to be recorded again."
