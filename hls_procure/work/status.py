"""How a project stands, stage by stage: what is answered, what is open and who owns it, what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hls_procure.errors import argument
from hls_procure.interview.engine import Engine, StageState
from hls_procure.interview.show import wrap
from hls_procure.model.values import say_date
from hls_procure.work.opening import Looked
from hls_procure.work.walking import engine


@dataclass
class Status:
    """What ``status`` shows. Nothing in it is a score.

    :param stages: how each stage stands. :param missing: who is not in the room yet.
    :param lawyer: points of the agreement that nobody has settled. :param notes: what was found on opening.
    :param next_stage: where to go next; empty where every stage is done. :param asks_missing: whether the walk asks who is.
    """

    title: str
    playbook: str
    cycle: int
    as_of: date | None
    stages: list[StageState] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    lawyer: int = 0
    notes: list[str] = field(default_factory=list)
    next_stage: str = ""
    asks_missing: bool = True

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {
            "title": self.title,
            "playbook": self.playbook,
            "cycle": self.cycle,
            "as_of_date": self.as_of.isoformat() if self.as_of else None,
            "stages": [
                {
                    "id": s.stage.id,
                    "title": s.stage.title,
                    "state": s.state,
                    "answered": s.answered,
                    "asked": s.asked,
                    "opens_if": list(s.opens_if),
                    "open": [
                        {"question": o.question, "owner": o.owner, "by": o.by.isoformat() if o.by else None} for o in s.open
                    ],
                }
                for s in self.stages
            ],
            "missing": self.missing,
            "lawyer_points": self.lawyer,
            "notes": self.notes,
            "next": self.next_stage or None,
        }

    def text(self, folder: str) -> str:
        """As lines for a terminal."""
        day = f"as of {say_date(self.as_of)}" if self.as_of else ""
        head = " · ".join(part for part in (self.title, self.playbook, f"cycle {self.cycle}", day) if part)
        width = max(len(s.stage.title) for s in self.stages)
        lines = [head, ""]
        for s in self.stages:
            count = f"{s.answered} of {s.asked}".rjust(8) if s.state not in ("not open", "not needed", "when needed") else ""
            lines.append(f"  {s.state.ljust(11)}  {s.stage.title.ljust(width)}  {count}{_open_words(s)}".rstrip())
            lines += [wrap(sentence, " " * 15) for sentence in s.opens_if[:1]]
        lines.append("")
        if not self.asks_missing:
            lines.pop()
        elif self.missing:
            lines.append(f"  Who is missing? {'; '.join(self.missing)} (UN-08).")
        else:
            lines.append("  Who is missing? Nobody has written anybody down yet (UN-08).")
        if self.lawyer:
            lines.append(
                f"  The agreement has {self.lawyer} points for a lawyer to settle: hls-procure explain AL-48 shows how they look."
            )
        lines += [f"  Note: {note}" for note in self.notes]
        place = argument(folder)
        lines += ["", f"  Next: hls-procure {f'walk {place} --stage {self.next_stage}' if self.next_stage else f'build {place}'}"]
        return "\n".join(lines)


def _open_words(state: StageState) -> str:
    if not state.open:
        return ""
    owners = []
    for item in state.open:
        words = item.owner or "nobody"
        owners.append(f"{words}, by {say_date(item.by)}" if item.by else words)
    return f"    {len(state.open)} not known yet: " + "; ".join(dict.fromkeys(owners))


def status(opened: Looked) -> Status:
    """How a project stands."""
    here = engine(opened)
    project = opened.project
    following = here.suggested()
    return Status(
        title=project.project.title or project.project.id or "",
        playbook=opened.playbook.id,
        cycle=int(project.project.cycle or 1),
        as_of=project.as_of_date,
        stages=[here.stage_state(stage) for stage in opened.playbook.stages],
        missing=[row.who for row in project.missing or () if row.who],
        lawyer=_lawyer_points(opened, here),
        notes=[note.text for note in opened.folder.notes],
        next_stage=following.id if here.stage_state(following).state != "done" else "",
        asks_missing=any(leaf.path == "missing[].who" for question in opened.playbook.asked() for leaf in question.leaves),
    )


def _lawyer_points(opened: Looked, here: Engine) -> int:
    settled = {item.id for item in opened.project.review.settled}
    words = opened.workspace.words
    agreement = words.documents.get("D12")
    if any(opened.playbook.id in spec.walks for spec in words.documents.values()):
        return 0
    if agreement is None or "D12" in settled or (agreement.needs is not None and agreement.needs(here.facts) is False):
        return 0
    points = 0
    for group in agreement.groups:
        for id in group.clauses:
            clause = words.clauses[id]
            if id not in settled and (clause.applies_when is None or clause.applies_when(here.facts) is not False):
                points += len(clause.lawyer)
    return points
