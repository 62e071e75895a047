"""What the journal tells at a glance: when each stage was last opened, who answered what and when, what was sent out.

Works on entries; only :func:`last_stage` reads a journal itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hls_procure.project.changes import touches
from hls_procure.project.entry import Entry
from hls_procure.project.journal import NAME, Journal
from hls_procure.project.replay import BY_HAND, steps_of

ANSWERS = frozenset({"set", "row", "drop", "open", "closed", "choice", "settled", "unsettled", BY_HAND, "redacted"})


@dataclass(frozen=True, slots=True)
class Visit:
    """When a stage was last opened in a cycle, by whom, how often, and why it was last left early (if it was)."""

    stage: str
    cycle: int
    at: str
    by: str
    times: int
    left_early: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One change of one place: when, by whom, what kind, to which question, what it was and what it became."""

    path: str
    at: str
    by: str
    kind: str
    question: str
    was: Any
    value: Any
    why: str
    line: int


def visits(entries: Iterable[Entry]) -> dict[tuple[str, int], Visit]:
    """The last visit of each stage in each cycle, in the order in which they were first opened."""
    found: dict[tuple[str, int], Visit] = {}
    for entry in entries:
        if entry.kind not in ("visit", "left-early"):
            continue
        cycle = int((entry.value or {}).get("cycle", 1))
        key = (entry.path, cycle)
        before = found.get(key)
        if entry.kind == "visit":
            times = before.times + 1 if before else 1
            found[key] = Visit(entry.path, cycle, entry.at, entry.by, times)
        else:
            times = before.times if before else 0
            found[key] = Visit(entry.path, cycle, before.at if before else entry.at, entry.by, times, entry.why)
    return found


def answers(entries: Iterable[Entry], path: str = "") -> Iterator[Answer]:
    """Every change, oldest first; only those at a place or inside it where one is named."""
    for entry in entries:
        if entry.kind not in ANSWERS:
            continue
        for step in steps_of(entry):
            if path and not touches(step.path, path):
                continue
            was = _was(entry, step.path)
            yield Answer(step.path, entry.at, entry.by, entry.kind, entry.question, was, step.value, entry.why, entry.n)


def _was(entry: Entry, path: str) -> Any:
    if entry.kind == BY_HAND:
        return (entry.was or {}).get(path)
    if entry.kind == "row" and path != entry.path:
        return (entry.was or {}).get(path.rpartition(".")[2])
    return entry.was


def last_answers(entries: Iterable[Entry]) -> dict[str, Answer]:
    """The last change of each place."""
    return {answer.path: answer for answer in answers(entries)}


def by_question(entries: Iterable[Entry]) -> dict[str, Answer]:
    """The last answer to each question of the playbook."""
    return {answer.question: answer for answer in answers(entries) if answer.question}


def hand_edits(entries: Iterable[Entry], since: int = 0) -> tuple[Entry, ...]:
    """The edits by hand that were found after the first ``since`` entries."""
    return tuple(entry for entry in entries if entry.kind == BY_HAND and entry.n > since)


def last_stage(folder: Path) -> str | None:
    """The stage that was opened last in a project folder; None where none was.

    :raises InputError: a line of the journal is broken. :raises FileProblem: it cannot be read.
    """
    path = folder / NAME
    if not path.exists():
        return None
    return next((entry.path for entry in reversed(Journal.read(path).entries) if entry.kind == "visit"), None)
