"""A project folder on the disk: read without a lock, held while it is changed, project.yaml saved in one step.

Every change is one line of the journal, on the disk before the call returns. project.yaml follows when a stage or the
walk ends; what a killed program or a hand edit left is mended when the folder is next held.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.library.yamlfile import MAX_BYTES, decode
from hls_procure.model.fields import FieldSchema, clean
from hls_procure.model.root import Project
from hls_procure.project import files
from hls_procure.project import journal as journal_file
from hls_procure.project.changes import Changer
from hls_procure.project.entry import Entry
from hls_procure.project.journal import Journal
from hls_procure.project.lock import Lock, out_lock
from hls_procure.project.replay import BY_HAND, CHANGES, Note, State, recover
from hls_procure.project.splice import Sheet, read_sheet, rewrite

NAME = "project.yaml"
_BOM = b"\xef\xbb\xbf"


class Store:
    """What every operation on a folder stands on.

    :param path: the folder. :param schema: the field schema. :param clock: tells the time. :param who: the role that
        answers, in words ("commissioner"). :param why: where a new folder comes from, for the first journal entry.
    """

    journal: Journal
    notes: tuple[Note, ...]
    _raw: bytes
    _hash: str
    _sheet: Sheet
    _state: State
    _seen: int
    _project: Project
    _coming: tuple[int, Project]

    def __init__(self, path: Path, schema: FieldSchema, *, clock: Callable[[], datetime], who: str, why: str = "") -> None:
        self.path = path
        self.schema = schema
        self.clock = clock
        self.who = clean(who)[0].strip()
        if not self.who:
            do = "Name a role, like 'commissioner'."
            raise InputError(Problem("", "nobody is named as the one who answers", "Each answer says which role gave it.", do))
        self._why = why
        self._changer = Changer(schema)
        self._lock: Lock | None = None
        self._load()

    @property
    def project(self) -> Project:
        """The project as it stands, with every answer so far."""
        number, coming = self._coming
        if number <= self.journal.count:
            self._project = coming
        return self._project

    @property
    def unsaved(self) -> int:
        """How many changes are in the journal and not yet in project.yaml."""
        return self._state.unsaved + sum(entry.kind in CHANGES for entry in self.journal.since(self._seen))

    @property
    def base(self) -> str:
        """The SHA-256 of project.yaml as it was last read or written."""
        return self._hash

    @property
    def numbers(self) -> dict[int, str]:
        """Every issue that the journal knows: its number and its document."""
        entries = self.journal.entries
        return {e.value["number"]: e.value["document"] for e in entries if e.kind in ("issued", "signed")}

    def now(self) -> str:
        """The time, for an entry."""
        return self.clock().isoformat(timespec="seconds")

    def hold(self) -> None:
        """Take the folder's lock, and mend what a killed program or a hand edit left. Called by every change.

        :raises FileProblem: somebody else holds it, or it cannot be written.
        """
        if self._lock is not None:
            return
        self._lock = Lock(self.path, self.who, self.now())
        try:
            self._lock.acquire()
            if not self._as_read():
                self._load()
            self._mend()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the lock up. What is not saved yet stays in the journal and is there again at the next opening."""
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self.close()

    def building(self) -> Lock:
        """The lock of ``out/``, to hold while documents are built: ``with folder.building(): …``."""
        return out_lock(self.path, self.who, self.now())

    def record(
        self, kind: str, words: Mapping[str, Any], *, path: str = "", question: str = "", project: Project | None = None
    ) -> Entry:
        """Add one entry to the journal; it is on the disk when the call returns.

        :param words: ``value``, ``was`` and ``why`` in the plain shape. :param project: what the project is from then on.
        :raises FileProblem: it could not be written; nothing has changed then.
        """
        self.hold()
        entry = self.journal.make(
            kind, at=self.now(), by=self.who, words=words, path=path, question=clean(question)[0], base=self._hash
        )
        return self._append(entry, self.project if project is None else project)

    def save(self) -> None:
        """Write project.yaml with every answer so far; comments and layout stay. Nothing is done where nothing changed.

        :raises FileProblem: it could not be written, or not so that it reads back as meant; the answers stay in the
            journal and project.yaml is as it was.
        :raises InputError: somebody is editing project.yaml by hand at this moment and it is wrong.
        """
        self.hold()
        if not self._as_read():
            self.reload()
        if not self.unsaved:
            return
        sheet = rewrite(self._sheet, self.project, self.schema, NAME)
        raw = self._encode(sheet.text)
        after = files.digest(raw)
        if after != self._hash:
            self._note("saving", {}, to=after)
            files.replace(self.path / NAME, raw)
        self._raw, self._hash, self._sheet = raw, after, sheet
        self._state, self._seen = State(self.project, 0), self.journal.count
        self._note("saved", {})

    def reload(self) -> None:
        """Read a folder that is held anew, and mend what has to be mended."""
        self.hold()
        self._load()
        self._mend()

    def _note(self, kind: str, words: Mapping[str, Any], *, to: str = "", by: str = "") -> None:
        made = self.journal.make(kind, at=self.now(), by=by or self.who, words=words, base=self._hash, to=to)
        self._append(made, self.project)

    def _append(self, entry: Entry, project: Project) -> Entry:
        """Add an entry; the project becomes the one given in the same moment as the entry counts, or not at all."""
        self._coming = (entry.n, project)
        return self.journal.append(entry)

    def _encode(self, text: str) -> bytes:
        """The text with the line ends and the mark at the start that the file had."""
        raw = text.encode()
        if b"\r\n" in self._raw and b"\n" not in self._raw.replace(b"\r\n", b""):
            raw = raw.replace(b"\n", b"\r\n")
        return _BOM + raw if self._raw.startswith(_BOM) else raw

    def _journal_size(self) -> int:
        try:
            return (self.path / journal_file.NAME).stat().st_size
        except OSError:
            return -1

    def _as_read(self) -> bool:
        """Whether the folder is still as it was read."""
        size = self.journal.size + len(self.journal.torn) if self.journal.count or self.journal.torn else -1
        return size == self._journal_size() and files.digest(files.read(self.path / NAME)) == self._hash

    def _load(self) -> None:
        """Read the folder; where somebody writes at the same moment, read it again."""
        path = self.path / journal_file.NAME
        for _ in range(9):
            size = self._journal_size()
            self.journal = Journal.read(path) if size > 0 else Journal(path)
            self._raw = files.read(self.path / NAME)
            if size == self._journal_size():
                break
        if len(self._raw) > MAX_BYTES:
            do = "Split off what is not needed; journal.jsonl keeps every answer."
            raise FileProblem(Problem(NAME, f"is larger than {MAX_BYTES // 1_000_000} MB", do=do))
        self._hash = files.digest(self._raw)
        self._sheet = read_sheet(decode(self._raw, NAME), self.schema, NAME)
        started = self.journal.count > 0
        self._state = (
            recover(self.journal.entries, self._sheet, self._hash, self._changer) if started else State(self._sheet.project, 0)
        )
        self._seen = self.journal.count
        self._project = self._state.project
        self._coming = (0, self._project)
        self.notes = (*self._state.notes, *_notes(self.journal))

    def _mend(self) -> None:
        """Write down what was found on opening, so that the journal and project.yaml agree again."""
        files.tidy(self.path / NAME)
        files.tidy(self.journal.path)
        self.journal.set_aside()
        if not self.journal.count:
            self._start()
        state = self._state
        if state.finished:
            after, self._hash = self._hash, state.finished
            self._note("saved", {})
            self._hash = after
        if state.edits is not None:
            now = {change.path: change.now for change in state.edits}
            was = {change.path: change.was for change in state.edits}
            self._note(BY_HAND, {"value": now, "was": was}, by="by hand")
        self._state, self._seen = replace(state, finished="", edits=None), self.journal.count
        if state.redacting:
            self.save()

    def _start(self) -> None:
        words = {"value": self._sheet.plain, **({"why": self._why} if self._why else {})}
        first = self.journal.make("created", at=self.now(), by=self.who, words=words, base=self._hash)
        files.replace(self.journal.path, first.line())
        self.journal = Journal.read(self.journal.path)


def _notes(journal: Journal) -> list[Note]:
    notes = []
    if not journal.count:
        notes.append(Note("adopted", "There was no journal.jsonl in the folder: it starts with project.yaml as it is now."))
    if journal.torn:
        said = "The last line of journal.jsonl broke off when the program was stopped."
        notes.append(Note("torn", f"{said} What there is of it is kept in journal.torn."))
    return notes
