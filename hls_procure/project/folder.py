"""The project folder as the interview and the commands use it: opened or made, answered into, saved.

It keeps the answers of an interview (:class:`hls_procure.interview.recorder.Recorder`): each call is one line of the
journal and has reached the disk when it returns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from hls_procure.errors import FileProblem, InputError, Problem, nearest
from hls_procure.library.finder import ROOMS
from hls_procure.model import paths
from hls_procure.model.fields import FieldSchema, clean
from hls_procure.model.registers import OpenKind
from hls_procure.model.root import Project
from hls_procure.project import files
from hls_procure.project.changes import plain_value
from hls_procure.project.lock import OUT
from hls_procure.project.numbers import ISSUED
from hls_procure.project.splice import fresh_text, read_sheet
from hls_procure.project.store import NAME, Store


class ProjectFolder(Store):
    """One project on the disk. Open it with :meth:`open` or :meth:`create`, and close it when done.

    Values are typed or plain ("£7.7m", ``Money(…)``); None takes a value away, and an empty list says that there are
    none. Every change raises :class:`InputError` where the path or the value does not fit and :class:`FileProblem`
    where it could not be written; nothing has changed then. What is the same already is not written again.
    """

    @classmethod
    def open(cls, path: Path, schema: FieldSchema, *, clock: Callable[[], datetime], who: str) -> Self:
        """Open a folder. Reading takes no lock; the first change does. ``notes`` says what was found.

        :raises InputError: project.yaml or the journal is wrong: every problem at once, with file and line.
        :raises FileProblem: the folder or project.yaml is not there or cannot be read.
        """
        if not (path / NAME).is_file():
            do = "Check the name, or start one with: hls-procure new DIR"
            raise FileProblem(Problem(str(path), f"is not a project folder: there is no {NAME} in it", do=do))
        return cls(path, schema, clock=clock, who=who)

    @classmethod
    def create(
        cls,
        path: Path,
        schema: FieldSchema,
        *,
        clock: Callable[[], datetime],
        who: str,
        project: Project | None = None,
        text: str | None = None,
        why: str = "",
    ) -> Self:
        """Make a new folder, and open and hold it.

        :param project: what is known at the start. :param text: or the text of a project.yaml to start from, with its
            comments. :param why: where it comes from, for the journal.
        :raises InputError: the folder holds more than words of its own (``clauses/`` and so on), or the text is wrong.
        :raises FileProblem: it cannot be written.
        """
        start = text if text is not None else fresh_text(project or Project())
        read_sheet(start, schema, NAME)
        try:
            if path.exists() and (not path.is_dir() or any(not _welcome(found) for found in path.iterdir())):
                do = "Choose another name."
                raise InputError(Problem(str(path), "is not empty", "A project starts in a folder of its own.", do))
            for folder in (path, path / ISSUED, path / OUT):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise files.trouble(error, path, "made") from None
        files.replace(path / NAME, start.encode())
        made = cls(path, schema, clock=clock, who=who, why=clean(why)[0])
        made.hold()
        made.notes = ()
        return made

    # answers

    def set(self, path: str, value: Any, *, question: str = "", why: str = "") -> None:
        """Keep one value: of a leaf, or of a whole list. An answer closes what was open at the same path."""
        self._change("set", path, plain_value(value), question, why)
        if value is not None and any(item.path == path for item in self.project.open):
            self.close_open(path, question=question)

    def put_row(self, list_path: str, id: str, values: Mapping[str, Any], *, question: str = "", why: str = "") -> None:
        """Keep one record: new, or with these leaves changed where the id is there. A leaf that is None goes."""
        self.hold()
        path = f"{list_path}[{id}]"
        row = {**(self._changer.get(self.project, path) or {}), "id": id}
        for name, value in values.items():
            row[name] = None if value is None else plain_value(value)
        self._change("row", path, {name: value for name, value in row.items() if value is not None}, question, why)

    def add_row(self, list_path: str, record: Any, *, question: str = "", why: str = "") -> None:
        """Keep a new record, given as a mapping with an ``id`` or as one of the model's own."""
        row = plain_value(record)
        if not isinstance(row, dict) or not row.get("id"):
            raise InputError(Problem(list_path, "needs a record with an id", do="Give it a short one, like 'bed-and-breakfast'."))
        self.hold()
        path = f"{list_path}[{row['id']}]"
        if self._changer.get(self.project, path) is not None:
            raise InputError(Problem(path, "is there already", "Other records point to it by its id.", "Choose another id."))
        self._change("row", path, row, question, why)

    def change_row(self, list_path: str, id: str, values: Mapping[str, Any], *, question: str = "", why: str = "") -> None:
        """Change some leaves of a record that is there."""
        self._there(list_path, id)
        self.put_row(list_path, id, values, question=question, why=why)

    def drop_row(self, list_path: str, id: str, *, question: str = "", why: str = "") -> None:
        """Take a record out of a list; the journal still has it."""
        self._there(list_path, id)
        self._change("drop", f"{list_path}[{id}]", None, question, why)

    # what is open, chosen, settled

    def mark_open(
        self, path: str, *, owner: str = "", by: date | None = None, kind: OpenKind = "later", why: str = "", question: str = ""
    ) -> None:
        """Note that a field or a list has no value yet: what kind of gap it is, who will find out, and by when."""
        self._changer.check(path)
        line = {"path": path, "kind": kind, "owner": owner or None, "by": by, "why": why or None}
        self._change("open", f"open[{path}]", plain_value(line), question, "")

    def close_open(self, path: str, *, question: str = "") -> None:
        """Take such a note away; nothing happens where there is none."""
        self._change("closed", f"open[{path}]", None, question, "")

    def choose(self, clause: str, variant: str | None, *, by: str = "", why: str = "") -> None:
        """Keep which wording of a clause a lawyer chose; None takes the choice back."""
        line = {"clause": clause, "variant": variant, "by": by or None, "why": why or None}
        self._change("choice", f"choices[{clause}]", None if variant is None else plain_value(line), "", why)

    def settle(self, id: str, *, by: str, on: date, why: str = "", text: str = "") -> None:
        """Keep that somebody with the right role has settled a clause, a document, a link or an edit.

        :param text: a short hash of the words that were settled: the judgement is stale when they change.
        """
        line = {"id": id, "by": by, "on": on, "why": why or None, "text": text or None}
        self._change("settled", f"review.settled[{id}]", plain_value(line), "", why)

    def unsettle(self, id: str, *, why: str = "") -> None:
        """Take such a judgement back. :raises InputError: there is none."""
        self.hold()
        known = [item.id for item in self.project.review.settled]
        if id not in known:
            raise InputError(Problem(id, "has not been settled", nearest(id, known)))
        self._change("unsettled", f"review.settled[{id}]", None, "", why)

    # the walk

    def visit(self, stage: str, cycle: int | None = None) -> None:
        """Note that a stage was opened, in which cycle (the project's own where none is given)."""
        self.record("visit", {"value": {"cycle": self._cycle(cycle)}}, path=stage)

    def leave_early(self, stage: str, reason: str, cycle: int | None = None) -> None:
        """Note that a stage was left before its statements could be made, and why."""
        self.record("left-early", {"value": {"cycle": self._cycle(cycle)}, "why": clean(reason)[0]}, path=stage)

    def _cycle(self, cycle: int | None) -> int:
        return cycle if cycle is not None else int(self.project.project.cycle or 1)

    def _there(self, list_path: str, id: str) -> None:
        self.hold()
        if self._changer.get(self.project, f"{list_path}[{id}]") is None:
            known = [row.id for row in paths.get(self.project, list_path) or ()]
            raise InputError(Problem(f"{list_path}[{id}]", "is not there", nearest(id, known)))

    def _change(self, kind: str, path: str, value: Any, question: str, why: str) -> None:
        self.hold()
        was = self._changer.get(self.project, path)
        changed = self._changer.put(self.project, path, value)
        now = self._changer.get(changed, path)
        if now == was:
            return
        words = {"value": now, "was": was}
        if why:
            words["why"] = clean(why)[0]
        self.record(kind, words, path=path, question=question, project=changed)


def _welcome(found: Path) -> bool:
    """What may be in a folder before a project starts in it: words of its own, hidden files, empty parts of a project."""
    empty = found.name in (ISSUED, OUT) and found.is_dir() and not any(found.iterdir())
    return empty or found.name in ROOMS or found.name.startswith(".")
