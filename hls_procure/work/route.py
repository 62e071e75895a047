"""What the law says of a project: asked of the law room, compared with an earlier decision, told as a page or as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hls_procure.assembly.uses import documents_by_path
from hls_procure.errors import InputError, Problem
from hls_procure.law.case import Case
from hls_procure.law.decide import rule
from hls_procure.law.found import provisions, source, uncertain
from hls_procure.law.reasons import Asked, Reason
from hls_procure.law.ruling import Route, Ruling, Until
from hls_procure.model import paths
from hls_procure.model.build import plain
from hls_procure.model.fields import generic
from hls_procure.model.root import Project
from hls_procure.work.opening import Looked
from hls_procure.work.past import Recorded, last_decision

#: What the law room reads lies below these; a change elsewhere cannot change a decision.
_READ = (
    "project", "authority", "legal", "tender", "alliance", "evaluation", "award", "approvals", "published", "duties", "spec",
    "conflict_assessment",
)  # fmt: skip


#: How something stands that had no answer yet. What was open at the time of a decision is filled in later and no change of it.
_LATER = "not known yet"


@dataclass
class Change:
    """One thing that is not as it was when the decision was recorded.

    :param what: the route, notice or answer. :param before: how it stood; :param now: how it stands.
    """

    what: str
    before: str
    now: str


@dataclass
class Difference:
    """What has changed since a decision was recorded.

    :param recorded: the decision. :param found: what the law room finds otherwise. :param answers: which answers changed.
    :param documents: documents that show or rest on what changed. :param new: how many answers were not given yet then.
    """

    recorded: Recorded
    found: list[Change] = field(default_factory=list)
    answers: list[Change] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    new: int = 0

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {
            "recorded": {"on": self.recorded.on, "by": self.recorded.by, "regime": self.recorded.regime},
            "found": [vars(change) for change in self.found],
            "answers": [vars(change) for change in self.answers],
            "documents": self.documents,
            "new_answers": self.new,
        }


@dataclass
class RouteReport:
    """Everything that ``route`` tells.

    :param case: what was asked. :param names: words for regimes and routes. :param questions: field path to its question.
    :param difference: where ``--diff`` asked for one.
    """

    case: Case
    ruling: Ruling
    title: str
    names: dict[str, str]
    questions: dict[str, str]
    difference: Difference | None = None

    def as_dict(self) -> dict[str, Any]:
        """The reasoning as a tree: each finding with its reasons, each reason with its facts, each fact with its provision."""
        ruling = self.ruling
        days = {kind: _day(self.case.day(kind)) for kind in ("commencement", "award", "modification", "decision")}
        return {
            "title": self.title,
            "days": days,
            "as_known": ruling.as_known or None,
            "amended": ruling.amended or None,
            "regime": {
                "id": ruling.regime.id or None,
                "name": self.names.get(ruling.regime.id),
                "state": ruling.regime.state,
                "light_touch": ruling.regime.light_touch,
                "recorded": self.case.text("legal.regime") or None,
                "reasons": [self._reason(reason) for reason in ruling.regime.reasons],
                "until": [self._until(until) for until in ruling.regime.until],
            },
            "tests": [
                {"about": t.about, "question": t.question, "answer": t.answer, "read": list(t.paths), **self._reason(t.reason)}
                for t in (*ruling.regime.tests, *ruling.tests)
            ],
            "routes": [self._route(route) for route in ruling.routes],
            "conflicts": [
                {"code": c.code or None, "severity": c.severity, "do": c.do, "read": list(c.paths), **self._reason(c.reason)}
                for c in ruling.conflicts
            ],
            "notices": [
                {"code": n.code, "name": n.name, "state": n.state, "when": n.when, "due": _day(n.due), **self._reason(n.reason)}
                for n in ruling.notices
            ],
            "timetable": [
                {"id": s.id, "what": s.what, "from": _day(s.start), "on": _day(s.on), "when": s.when,
                 **(self._reason(s.reason) if s.reason else {})}
                for s in ruling.timetable
            ],
            "duties": [{"id": d.id, "name": d.name, "applies": d.applies, **self._reason(d.reason)} for d in ruling.duties],
            "difference": self.difference.as_dict() if self.difference else None,
        }  # fmt: skip

    def question(self, path: str) -> str:
        """The id of the question that asks for a field; empty where none does."""
        return self.questions.get(generic(path), "")

    def provisions(self, reasons: list[Reason] | tuple[Reason, ...]) -> str:
        """Where some reasons stand in the law."""
        return provisions(self.case, reasons)

    def uncertain(self, reason: Reason) -> bool:
        """Whether a reason stands on something that was not read in full, or not for this nation."""
        return uncertain(self.case, reason)

    def source(self, reason: Reason) -> str:
        """The address of a reason's first source."""
        return source(self.case, reason)

    def _route(self, route: Route) -> dict[str, Any]:
        return {
            "id": route.id,
            "name": self.names.get(route.id),
            "state": route.state,
            "chosen": route is self.ruling.chosen,
            "reasons": [self._reason(reason) for reason in route.reasons],
            "would_open": self._reason(route.change) if route.change else None,
            "until": [self._until(until) for until in route.until],
            "rules": [{"kind": one.kind, **self._reason(one.reason)} for one in route.rules],
        }

    def _until(self, until: Until) -> dict[str, Any]:
        return {"question": self.question(until.path), "path": until.path, **self._reason(until.reason)}

    def _reason(self, reason: Reason) -> dict[str, Any]:
        return reason_as_dict(self.case, reason)


def reason_as_dict(case: Asked, reason: Reason) -> dict[str, Any]:
    """A reason as plain data, with its facts and where each stands."""
    return {
        "reason": reason.text,
        "facts": [
            {
                "id": fact.id,
                "provision": fact.provision,
                "source": fact.source or None,
                "from": _day(fact.start),
                "to": _day(fact.end),
                "basis": fact.basis,
            }
            for fact in map(case.fact, reason.facts)
        ],
        "cautions": list(reason.cautions),
    }


def route_report(opened: Looked, *, on: date | None = None, diff: bool = False) -> RouteReport:
    """Ask the law room about a project.

    :param on: asks as if the day were this one. :param diff: compare with the last recorded decision.
    :raises InputError: there is no recorded decision to compare with.
    """
    opened.only_for_buying("route")
    schema, book = opened.workspace.schema, opened.workspace.book
    case = Case(opened.project, schema, book, on)
    ruling = rule(case)
    report = RouteReport(
        case,
        ruling,
        opened.project.project.title or opened.project.project.id or "",
        {**schema.fields["legal.regime"].choices, **schema.fields["legal.route"].choices},
        {path: question for path, (_, question) in opened.guide.labels.items()},
    )
    if diff:
        report.difference = _difference(opened, report)
    return report


def _difference(opened: Looked, report: RouteReport) -> Difference:
    recorded = last_decision(opened)
    if recorded is None:
        raise InputError(
            Problem(
                "legal.regime",
                "has no recorded decision to compare with",
                "A difference is one between then and now.",
                "Record the decision first: AR-01 and AR-31 in the walk.",
            )
        )
    before = rule(Case(recorded.project, opened.workspace.schema, opened.workspace.book))
    made = Difference(recorded, list(_findings(report, before)))
    answers = [(path, then, now) for path, then, now in _answers(opened, recorded.project) if then != now]
    changed = [path for path, then, _ in answers if not _empty(then)]
    made.answers = [Change(path, _short(then), _short(now)) for path, then, now in answers if not _empty(then)]
    made.new = len(answers) - len(made.answers)
    shows = documents_by_path(opened.workspace.words, opened.workspace.schema)
    touched = {id for path in changed for id in shows.get(generic(path), ())}
    if made.found:
        touched |= {id for path, ids in shows.items() if path.startswith("found.") for id in ids}
    made.documents = sorted(touched)
    return made


def _findings(report: RouteReport, before: Ruling) -> list[Change]:
    now, made = report.ruling, []
    if (before.regime.id, before.regime.state) != (now.regime.id, now.regime.state):
        words = [report.names.get(r.id, "") or r.state for r in (before.regime, now.regime)]
        made.append(Change("which law governs", *words))
    then, today = _states(before), _states(now)
    names = report.names | {f"step {step.id}": step.what for step in (*before.timetable, *now.timetable)}
    names |= {f"notice {one.id}": f"{one.code} {one.name}".strip() for one in (*before.notices, *now.notices)}
    for id in dict.fromkeys((*then, *today)):
        if then.get(id) != today.get(id) and not _filled_in(id, then.get(id)):
            made.append(Change(names.get(id, id), then.get(id) or "not there", today.get(id) or "not there"))
    known = {conflict.id for conflict in before.conflicts}
    made += [Change(c.reason.text, "not there", c.severity) for c in now.conflicts if c.id not in known]
    return made


def _filled_in(id: str, then: str | None) -> bool:
    """Whether a notice or a step had nothing then that could have changed."""
    return id.startswith(("notice ", "step ")) and then in (None, _LATER)


def _states(ruling: Ruling) -> dict[str, str]:
    """How each route and notice stands, and the day of each step; a notice or a step that was open then has not changed."""
    found: dict[str, str] = {route.id: route.state for route in ruling.routes}
    found |= {f"notice {notice.id}": notice.state if notice.state != "undecided" else _LATER for notice in ruling.notices}
    return found | {f"step {step.id}": _day(step.on) or _LATER for step in ruling.timetable}


def _answers(opened: Looked, then: Project) -> list[tuple[str, Any, Any]]:
    """Each answer that the law room may read, as it was and as it is."""
    made = []
    for one in opened.workspace.schema:
        if one.derived or not one.path.startswith(tuple(f"{part}." for part in _READ) + tuple(f"{part}[]" for part in _READ)):
            continue
        made.append((one.path, plain(paths.get(then, one.path)), plain(paths.get(opened.project, one.path))))
    return made


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, (list, tuple)) and all(_empty(one) for one in value))


def _short(value: Any) -> str:
    if _empty(value):
        return "no answer"
    text = ", ".join(str(one) for one in value) if isinstance(value, (list, tuple)) else str(value)
    return text if len(text) <= 80 else text[:77] + "…"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
