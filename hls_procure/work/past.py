"""The project as it stood when the decision on the law was last recorded, from the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hls_procure.model.build import Reader
from hls_procure.model.root import Project
from hls_procure.project.changes import Changer
from hls_procure.project.journal import NAME, Journal
from hls_procure.project.replay import apply, follow, steps_of
from hls_procure.work.opening import Looked

#: The answers that record a decision on the law.
DECISION = ("legal.regime", "legal.regime_reason", "legal.decided_on", "legal.decided_by", "legal.route", "legal.route_reason")


@dataclass(frozen=True)
class Recorded:
    """A recorded decision: when and by which role it was typed, what it says, and the project as it stood then."""

    on: str
    by: str
    regime: str
    project: Project


def last_decision(opened: Looked) -> Recorded | None:
    """The last time that somebody recorded which law governs; None where nobody has."""
    entries: list[Any] = list(Journal.read(opened.folder.path / NAME).entries)
    last = max((n for n, entry in enumerate(entries) if _decides(entry)), default=None)
    if last is None:
        return None
    course = follow(entries[: last + 1])
    changer = Changer(opened.workspace.schema)
    start = Reader(changer.schema).project(course.start)
    project, _ = apply(start, [*course.done, *course.pending], changer)
    return Recorded(entries[last].at, entries[last].by, project.legal.regime or "", project)


def _decides(entry: Any) -> bool:
    return any(step.path in DECISION and step.value is not None for step in steps_of(entry) if isinstance(step.path, str))
