"""What does not fit in a timetable: days out of order, too early or too late, and deadlines on days when nobody works."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from hls_procure.law.case import Case
from hls_procure.law.ruling import Conflict, Regime, Step
from hls_procure.law.timetable.checks_law import law_conflicts
from hls_procure.law.timetable.competition import answers_by, valid_until
from hls_procure.law.timetable.line import Line

#: The dates in the order in which they come, each as it is called in a sentence.
ORDER = {
    "tender.dates.notice": "the notice that begins the competition",
    "tender.dates.questions_first": "the last day for the first questions",
    "tender.dates.take_part": "the deadline for requests to take part",
    "tender.dates.conversations_from": "the first day of the conversations",
    "tender.dates.conversations_to": "the last day of the conversations",
    "tender.dates.final_invited": "the invitation of final tenders",
    "tender.dates.questions_last": "the last day for questions",
    "tender.dates.tenders": "the deadline for tenders",
    "tender.dates.scenarios": "the first day of scenarios and visits",
    "tender.dates.decision": "the decision to award",
    "tender.dates.award_notice": "the notice of the award",
    "tender.dates.standstill_ends": "the last day of the standstill",
    "tender.dates.sign": "the signature",
}
DEADLINES = {
    "tender.dates.questions_first": "The last day for the first questions",
    "tender.dates.take_part": "The deadline for requests to take part",
    "tender.dates.questions_last": "The last day for questions",
    "tender.dates.tenders": "The deadline for tenders",
}
START, SIGN = "alliance.term.start", "tender.dates.sign"


def timetable_conflicts(case: Case, regime: Regime, steps: tuple[Step, ...]) -> tuple[Conflict, ...]:
    """Everything that does not go together in the days of a case, the gravest first.

    :param steps: the timetable of the case; nothing is checked for one that has none.
    """
    if not steps:
        return ()
    line = Line(case, regime, None)
    found = [*_order(line), *law_conflicts(line), *_start(line), *_approvals(line), *_loose(line), *_closed_days(line)]
    return tuple(sorted(found, key=lambda one: one.severity != "error"))


def _conflict(line: Line, id: str, code: str, reason: str, do: str, paths: tuple[str, ...], **places: Any) -> Conflict:
    severity = "error" if code == "RA402" else "warning"
    return Conflict(id, code, severity, line.make(reason, **places), do, paths)  # type: ignore[arg-type]


def _order(line: Line) -> list[Conflict]:
    known = [(path, words, day) for path, words in ORDER.items() if (day := line.case.when(path))]
    found = []
    for (first, earlier, one), (second, later, other) in pairwise(known):
        if other < one:
            id = f"order-{second.rpartition('.')[2].replace('_', '-')}"
            do = "Correct whichever of the two dates is wrong."
            places: dict[str, Any] = {"later": later, "later_day": other, "earlier": earlier, "earlier_day": one}
            found.append(_conflict(line, id, "RA402", "c-order", do, (first, second), **places))
    return found


def _start(line: Line) -> list[Conflict]:
    start, sign = line.case.when(START), line.entered
    if start is None or sign is None:
        return []
    paths = ("award.agreement_date" if line.case.when("award.agreement_date") else SIGN, START)
    if start < sign:
        do = "Sign before the contract starts, or start later."
        return [_conflict(line, "start-before-signature", "RA402", "c-start-before-sign", do, paths, start=start, sign=sign)]
    days, four_weeks = (start - sign).days, 28
    if days >= four_weeks:
        return []
    do = "Leave time in which people hear who works with them, or say why this is enough."
    if line.case.yes("tender.tupe.applies"):
        least = line.case.fact("x-tupe-28").values[0]
        return [_conflict(line, "little-time-to-get-ready", "RA408", "c-ready-tupe", do, paths, given=days, days=least)]
    return [_conflict(line, "little-time-to-get-ready", "RA408", "c-ready", do, paths, given=days)]


def _approvals(line: Line) -> list[Conflict]:
    found = []
    tenders, award = line.day("tenders"), line.day("award_notice")
    facts = [(line.day("scenarios"), ORDER["tender.dates.scenarios"]), (tenders, ORDER["tender.dates.tenders"])]
    known, what = next(((day, words) for day, words in facts if day), (None, ""))
    for row in line.case.project.approvals or ():
        if not (row.body and row.papers and row.on):
            continue
        path = f"approvals[{row.id}]"
        paths = (f"{path}.papers", f"{path}.on")
        places: dict[str, Any] = {"body": row.body, "papers": row.papers, "day": row.on}
        if row.on < row.papers:
            do = "Correct whichever of the two dates is wrong."
            found.append(_conflict(line, f"papers-after-{row.id}", "RA402", "c-papers", do, paths, **places))
        elif known and tenders and award and tenders < row.on <= award and row.papers < known:
            do = "Ask for a later day for the papers, a later meeting, or a decision that is delegated."
            more = {**places, "what": what, "known": known}
            found.append(_conflict(line, f"papers-early-{row.id}", "", "c-papers-early", do, paths, **more))
    return found


def _loose(line: Line) -> list[Conflict]:
    found = []
    answers, tenders = answers_by(line), line.day("tenders")
    if line.competed and answers and tenders and tenders <= answers:
        do = "Move the last day for questions forward, or answer faster."
        paths = ("tender.dates.questions_last", "tender.answer_days", "tender.dates.tenders")
        found.append(_conflict(line, "answers-too-late", "RA402", "c-answers-late", do, paths, answers=answers, tenders=tenders))
    end, sign = valid_until(line), line.day("sign")
    if line.competed and end and sign and end < sign:
        do = "Let tenders stay open for longer, or decide earlier."
        both = ("tender.valid_days", SIGN)
        found.append(_conflict(line, "tenders-not-open", "", "c-valid", do, both, end=end, sign=sign))
    return found


def _closed_days(line: Line) -> list[Conflict]:
    found = []
    for path, what in DEADLINES.items():
        day = line.case.when(path)
        why = _closed(line, day) if day and line.competed else ""
        if why:
            id = f"closed-day-{path.rpartition('.')[2].replace('_', '-')}"
            do = "Choose a day on which people can ask for help, not the first or the last of a week."
            found.append(_conflict(line, id, "RA405", "c-nonworking", do, (path,), what=what, day=day, why=why))
    return found


def _closed(line: Line, day: date) -> str:
    """Why nobody works on a day, as a phrase; empty where people do, or where it is not known."""
    if day.weekday() >= 5:
        return f"a {('Saturday', 'Sunday')[day.weekday() - 5]}"
    if not line.calendar.knows(day):
        return ""
    holidays = line.calendar.holiday(day)
    return f"a bank holiday ({holidays[0].name})" if holidays else ""
