"""The whole timetable as events for a calendar: for those who run the procurement, with what fixes each day."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from hls_procure.exchange.ics import Event
from hls_procure.law.case import Case
from hls_procure.law.decide import rule
from hls_procure.law.found import provisions

if TYPE_CHECKING:
    from hls_procure.law.ruling import Step
    from hls_procure.work.opening import Looked

#: Steps that end at the time of day that bidders are given.
AT_A_TIME = ("questions-first", "take-part", "questions-last", "tenders")


def events(opened: Looked, at: time | None) -> list[Event]:
    """The steps that have a day; one that lasts has its first day and its last.

    :param at: the time of day of the deadlines, as clocks in London show it.
    """
    case = Case(opened.project, opened.workspace.schema, opened.workspace.book)
    id = opened.project.project.id or "project"
    return [event for step in rule(case).timetable for event in _of(case, step, f"{id}-step-{step.id}", at)]


def _of(case: Case, step: Step, uid: str, at: time | None) -> list[Event]:
    if step.on is None:
        return []
    words = _why(case, step)
    on: date = datetime.combine(step.on, at) if at is not None and step.id in AT_A_TIME else step.on
    if step.start is None:
        return [Event(uid, on, step.what, words)]
    return [Event(f"{uid}-first", step.start, f"{step.what}: first day", words), Event(uid, on, f"{step.what}: last day", words)]


def _why(case: Case, step: Step) -> str:
    """The reason of a step, where it stands in the law and what is not certain about it, one below the other."""
    if step.reason is None:
        return ""
    certain = [f"{words[:1].upper()}{words[1:]}." for words in step.reason.cautions]
    return "\n".join(line for line in (step.reason.text, provisions(case, [step.reason]), *certain) if line)
