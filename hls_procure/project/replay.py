"""What the journal says of project.yaml: what is in the file already, what is still to be put into it, and what
somebody has changed in it by hand. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hls_procure.errors import InputError
from hls_procure.model.build import Reader, plain_project
from hls_procure.model.root import Project
from hls_procure.project.changes import Change, Changer, touches
from hls_procure.project.differences import differences
from hls_procure.project.entry import Entry
from hls_procure.project.splice import Sheet

CHANGES = frozenset({"set", "row", "drop", "open", "closed", "choice", "settled", "unsettled", "redacted"})
BY_HAND = "edited-by-hand"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a person should know about the folder; nothing is wrong with their answers.

    :param kind: ``edited-by-hand``, ``conflict``, ``torn``, ``adopted``, ``unfit`` or ``finished``.
    :param text: what happened, as sentences. :param paths: the places in the project that it is about.
    """

    kind: str
    text: str
    paths: tuple[str, ...] = ()


@dataclass
class Course:
    """How the entries stand to project.yaml.

    :param base: the hash of the file that the journal last knew. :param done: entries that are in that file.
    :param pending: entries that are not. :param saving: a save that was begun: the hash to come, and how many of the
        pending entries it took along; empty where none was left unfinished.
    """

    base: str = ""
    done: list[Entry] = field(default_factory=list)
    pending: list[Entry] = field(default_factory=list)
    saving: tuple[str, int] | None = None

    def take(self, entry: Entry) -> None:
        """Go on by one entry."""
        if self.saving and entry.base == self.saving[0]:
            self.saved(*self.saving)
        self.saving = None
        if entry.kind in CHANGES:
            self.pending.append(entry)
        elif entry.kind == "saving":
            self.saving = (entry.to, len(self.pending))
        elif entry.kind == "saved":
            self.saved(entry.base, len(self.pending))
        elif entry.kind == "created":
            self.base, self.done, self.pending = entry.base, [entry], []
        elif entry.kind == BY_HAND:
            self.base = entry.base
            self.done.append(entry)
            edited = [path for path, _ in changes_of(entry)]
            self.pending = [one for one in self.pending if not _clash(one, edited)]

    def saved(self, base: str, count: int) -> None:
        """A save took effect with the first ``count`` pending entries."""
        self.base, self.saving = base, None
        self.done += self.pending[:count]
        del self.pending[:count]


@dataclass(frozen=True, slots=True)
class State:
    """A folder as it was found.

    :param project: the file with every answer that is not in it yet. :param unsaved: how many answers those are.
    :param finished: the hash of a save that took effect before the program was killed; empty where there is none.
    :param edits: what was changed by hand; None where nothing was, empty where only comments or layout were.
    :param redacting: whether words that were taken out of the journal may still stand in project.yaml.
    """

    project: Project
    unsaved: int
    finished: str = ""
    edits: tuple[Change, ...] | None = None
    notes: tuple[Note, ...] = ()
    redacting: bool = False


def follow(entries: Iterable[Entry]) -> Course:
    """The course that some entries describe."""
    course = Course()
    for entry in entries:
        course.take(entry)
    return course


def changes_of(entry: Entry) -> list[tuple[str, Any]]:
    """The places that an entry changes, and the plain value that stands there from then on."""
    if entry.kind == BY_HAND:
        return list(entry.value.items()) if isinstance(entry.value, Mapping) else []
    if entry.kind == "redacted":
        return list(entry.value.get("changes", {}).items()) if isinstance(entry.value, Mapping) else []
    return [(entry.path, entry.value)]


def recover(entries: Iterable[Entry], sheet: Sheet, found: str, changer: Changer) -> State:
    """What a folder holds, whatever happened to it.

    :param sheet: project.yaml as it stands; :param found: its hash.
    """
    course = follow(entries)
    finished = ""
    edits: tuple[Change, ...] | None = None
    notes: list[Note] = []
    if course.saving and found == course.saving[0] and found != course.base:
        finished = found
        course.saved(*course.saving)
    if found != course.base:
        if course.saving and not finished:
            finished = _nearer(course, sheet, changer)
        edits = differences(plain_project(_project(course.done, changer)), sheet.plain)
        paths = [change.path for change in edits]
        notes += _edit_notes(edits, [entry for entry in course.pending if _clash(entry, paths)])
        course.pending = [entry for entry in course.pending if not _clash(entry, paths)]
    project, unfit = apply(sheet.project, course.pending, changer)
    redacting = any(entry.kind == "redacted" for entry in course.pending)
    return State(project, len(course.pending), finished, edits, (*notes, *unfit), redacting)


def _nearer(course: Course, sheet: Sheet, changer: Changer) -> str:
    """Edited by hand after a save that may or may not have taken effect: what differs least from the file counts."""
    assert course.saving is not None
    to, count = course.saving
    before = differences(plain_project(_project(course.done, changer)), sheet.plain)
    after = differences(plain_project(_project([*course.done, *course.pending[:count]], changer)), sheet.plain)
    if len(after) > len(before):
        return ""
    course.saved(to, count)
    return to


def _project(done: list[Entry], changer: Changer) -> Project:
    start = done[0].value if done and done[0].kind == "created" else {}
    project = Reader(changer.schema).project(start if isinstance(start, Mapping) else {})
    return apply(project, [entry for entry in done if entry.kind != "created"], changer)[0]


def apply(project: Project, entries: Iterable[Entry], changer: Changer) -> tuple[Project, list[Note]]:
    """The project after some entries, and a note for each that no longer fits."""
    notes = []
    for entry in entries:
        for path, value in changes_of(entry):
            try:
                project = changer.put(project, path, value)
            except (InputError, KeyError, AttributeError):
                text = f"The answer to {path} on line {entry.n} of journal.jsonl no longer fits and was left out."
                notes.append(Note("unfit", f"{text} It is still there.", (path,)))
    return project, notes


def _clash(entry: Entry, edited: list[str]) -> bool:
    return any(touches(path, other) for path, _ in changes_of(entry) for other in edited)


def _edit_notes(edits: tuple[Change, ...], clashes: list[Entry]) -> list[Note]:
    if not edits:
        return [Note(BY_HAND, "Comments or the layout of project.yaml were changed by hand since it was last saved.")]
    places = tuple(change.path for change in edits)
    shown = ", ".join(places[:6]) + (f" and {len(places) - 6} more" if len(places) > 6 else "")
    notes = [Note(BY_HAND, f"project.yaml was edited by hand since it was last saved: {shown}.", places)]
    for entry in clashes:
        text = (
            f"{entry.path} was answered by {entry.by} and edited by hand before the answer had reached project.yaml. "
            f"What was edited by hand counts; the answer is on line {entry.n} of journal.jsonl."
        )
        notes.append(Note("conflict", text, (entry.path,)))
    return notes
