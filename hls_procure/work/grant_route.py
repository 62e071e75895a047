"""What the law says of a grant: asked of the law room, told as a page or as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hls_procure.law.case import Case
from hls_procure.law.found import provisions, uncertain
from hls_procure.law.grants import GrantRuling, decide_grant
from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.grants.of_project import desk_of
from hls_procure.law.reasons import Reason
from hls_procure.law.ruling import Until
from hls_procure.model.fields import generic
from hls_procure.work.opening import Looked
from hls_procure.work.route import reason_as_dict


@dataclass
class GrantReport:
    """Everything that ``route`` tells of a grant.

    :param desk: the grant on its day. :param questions: field path to its question.
    """

    desk: GrantDesk
    ruling: GrantRuling
    title: str
    questions: dict[str, str]

    def as_dict(self) -> dict[str, Any]:
        """The reasoning as a tree: each finding with its reason, each reason with its facts, each fact with its provision."""
        ruling, subsidy = self.ruling, self.ruling.subsidy
        return {
            "title": self.title,
            "day": self.desk.on.isoformat(),
            "as_known": ruling.as_known or None,
            "laws": [{"id": law.id, "name": law.name, "state": law.state, **self._reason(law.reason)} for law in ruling.laws],
            "instrument": ruling.instrument,
            "limited": ruling.limited,
            "unrestricted_open": ruling.unrestricted_open,
            "topics": {topic.id: [self._reason(reason) for reason in topic.reasons] for topic in ruling.topics},
            "reporting": [
                {"form": way.form, "ok": way.ok, "chosen": way.form == self.desk.case.reporting, **self._reason(way.reason)}
                for way in ruling.reporting
            ],
            "subsidy": {
                "state": subsidy.state,
                "ready": subsidy.ready,
                "reasons": [self._reason(reason) for reason in subsidy.reasons],
                "tests": [
                    {"question": test.question, "answer": test.answer, "read": list(test.paths), **self._reason(test.reason)}
                    for test in subsidy.tests
                ],
                "period": [_day(subsidy.start), _day(subsidy.end)],
                "before": _plain(subsidy.before),
                "total": _plain(subsidy.total),
                "limit": _plain(subsidy.limit),
                "papers": [
                    {"id": one.id, "name": one.name, "state": one.state, "by": _day(one.by), "done": _day(one.done),
                     **self._reason(one.reason)}
                    for one in subsidy.papers
                ],
            },
            "standard": [{"id": line.id, "state": line.state, **self._reason(line.reason)} for line in ruling.standard],
            "notice": {"by": _day(ruling.notice_by), "state": ruling.notice_state or None},
            "terms": [
                {"id": term.id, "where": term.where, "needed": term.needed, **self._reason(term.reason)} for term in ruling.terms
            ],
            "until": [
                {"question": self.question(until), "path": until.path, **self._reason(until.reason)} for until in ruling.until
            ],
            "not_covered": [self._reason(reason) for reason in ruling.not_covered],
        }  # fmt: skip

    def page(self, *, full: bool = False) -> str:
        """The page; ``full`` leaves nothing out."""
        from hls_procure.work.grant_page import page

        return page(self, full=full)

    def question(self, until: Until) -> str:
        """The id of the question that asks for what is missing; empty where none does."""
        return self.questions.get(generic(until.path), "")

    def provisions(self, reasons: Iterable[Reason]) -> str:
        """Where some reasons stand in the law."""
        return provisions(self.desk, reasons)

    def uncertain(self, reason: Reason) -> bool:
        """Whether a reason stands on something that was not read in full, or not for this nation."""
        return uncertain(self.desk, reason)

    def _reason(self, reason: Reason) -> dict[str, Any]:
        return reason_as_dict(self.desk, reason)


def grant_report(opened: Looked, *, on: date | None = None, diff: bool = False) -> GrantReport:
    """Ask the law room about the grant of a project.

    :param on: asks as if the decision were made on this day.
    :raises InputError: ``diff`` was asked for, or no day is known.
    """
    if diff:
        opened.only_for_buying("route --diff")
    desk = desk_of(Case(opened.project, opened.workspace.schema, opened.workspace.book, on))
    title = opened.project.project.title or opened.project.project.id or ""
    questions = {path: question for path, (_, question) in opened.guide.labels.items()}
    return GrantReport(desk, decide_grant(desk.case, desk.on, desk.book), title, questions)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(sum: Any) -> str | None:
    return sum.plain() if sum is not None else None
