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


@dataclass(frozen=True, slots=True)
class Step:
    """One place that an entry changes, and the plain value that stands there from then on."""

    entry: Entry
    path: str
    value: Any


@dataclass
class Course:
    """How the entries stand to project.yaml.

    :param base: the hash of the file that the journal last knew. :param start: the values that the folder began with.
    :param done: steps that are in that file; :param pending: steps that are not. :param saving: a save that was begun:
        the hash to come, and how many of the pending steps it took along; None where none was left unfinished.
    """

    base: str = ""
    start: Mapping[str, Any] = field(default_factory=dict)
    done: list[Step] = field(default_factory=list)
    pending: list[Step] = field(default_factory=list)
    saving: tuple[str, int] | None = None

    def take(self, entry: Entry) -> None:
        """Go on by one entry."""
        if self.saving and entry.base == self.saving[0]:
            self.saved(*self.saving)
        self.saving = None
        if entry.kind in CHANGES:
            self.pending += steps_of(entry)
        elif entry.kind == "saving":
            self.saving = (entry.to, len(self.pending))
        elif entry.kind == "saved":
            self.saved(entry.base, len(self.pending))
        elif entry.kind == "created":
            self.base, self.start, self.done, self.pending = entry.base, entry.value or {}, [], []
        elif entry.kind == BY_HAND:
            self.base = entry.base
            edits = steps_of(entry)
            self.done += edits
            self.pending = [step for step in self.pending if not _clash(step, [edit.path for edit in edits])]

    def saved(self, base: str, count: int) -> None:
        """A save took effect with the first ``count`` pending steps."""
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


def steps_of(entry: Entry) -> list[Step]:
    """What an entry changes. A changed record gives one step for each leaf, so that its other leaves stay free."""
    value, was = entry.value, entry.was
    if entry.kind == BY_HAND:
        return [Step(entry, path, now) for path, now in value.items()] if isinstance(value, Mapping) else []
    if entry.kind == "redacted":
        changes = value.get("changes", {}) if isinstance(value, Mapping) else {}
        return [Step(entry, path, now) for path, now in changes.items()]
    if entry.kind == "row" and isinstance(value, Mapping) and isinstance(was, Mapping):
        names = [name for name in {**was, **value} if was.get(name) != value.get(name)]
        return [Step(entry, f"{entry.path}.{name}", value.get(name)) for name in names]
    return [Step(entry, entry.path, value)]


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
        edits = differences(_plain(course, 0, changer), sheet.plain)
        paths = [change.path for change in edits]
        clashes = [step for step in course.pending if _clash(step, paths) and not _agrees(step, sheet, changer)]
        notes += _edit_notes(edits, clashes)
        course.pending = [step for step in course.pending if not _clash(step, paths)]
    project, unfit = apply(sheet.project, course.pending, changer)
    unsaved = {step.entry.n for step in course.pending}
    redacting = any(step.entry.kind == "redacted" for step in course.pending)
    return State(project, len(unsaved), finished, edits, (*notes, *unfit), redacting)


def _nearer(course: Course, sheet: Sheet, changer: Changer) -> str:
    """Edited by hand after a save that may or may not have taken effect: what differs least from the file counts.

    Where that does not decide, the save counts as lost, so that no answer of it can be.
    """
    assert course.saving is not None
    to, count = course.saving
    before = differences(_plain(course, 0, changer), sheet.plain)
    after = differences(_plain(course, count, changer), sheet.plain)
    if len(after) >= len(before):
        return ""
    course.saved(to, count)
    return to


def _plain(course: Course, count: int, changer: Changer) -> dict[str, Any]:
    """What the journal says that project.yaml held, with some of the pending steps."""
    project = Reader(changer.schema).project(course.start)
    return plain_project(apply(project, [*course.done, *course.pending[:count]], changer)[0])


def apply(project: Project, taken: Iterable[Step], changer: Changer) -> tuple[Project, list[Note]]:
    """The project after some steps, and a note for each that no longer fits."""
    notes = []
    for step in taken:
        try:
            project = changer.put(project, step.path, step.value)
        except (InputError, KeyError, AttributeError):
            text = f"The answer to {step.path} on line {step.entry.n} of journal.jsonl no longer fits and was left out."
            notes.append(Note("unfit", f"{text} It is still there.", (step.path,)))
    return project, notes


def _clash(step: Step, edited: list[str]) -> bool:
    return any(touches(step.path, path) for path in edited)


def _agrees(step: Step, sheet: Sheet, changer: Changer) -> bool:
    """Whether what was edited by hand says the same as the answer."""
    try:
        return bool(changer.get(sheet.project, step.path) == step.value)
    except (InputError, KeyError, AttributeError):
        return False


def _edit_notes(edits: tuple[Change, ...], clashes: list[Step]) -> list[Note]:
    if not edits:
        return [Note(BY_HAND, "Comments or the layout of project.yaml were changed by hand since it was last saved.")]
    places = tuple(change.path for change in edits)
    shown = ", ".join(places[:6]) + (f" and {len(places) - 6} more" if len(places) > 6 else "")
    notes = [Note(BY_HAND, f"project.yaml was edited by hand since it was last saved: {shown}.", places)]
    for step in clashes:
        text = (
            f"{step.path} was answered by {step.entry.by} and edited by hand before the answer had reached project.yaml. "
            f"What was edited by hand counts; the answer is on line {step.entry.n} of journal.jsonl."
        )
        notes.append(Note("conflict", text, (step.path,)))
    return notes
