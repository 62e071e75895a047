"""The timetable: every step in order of its day, with what fixes it, and what does not fit in it."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.ruling import Regime, Route, Step
from hls_procure.law.timetable.after import after_award
from hls_procure.law.timetable.award import award
from hls_procure.law.timetable.before import before
from hls_procure.law.timetable.checks import timetable_conflicts
from hls_procure.law.timetable.competition import competition
from hls_procure.law.timetable.line import Line, in_order

__all__ = ["timetable_conflicts", "timetable_of"]


def timetable_of(case: Case, regime: Regime, chosen: Route | None) -> tuple[Step, ...]:
    """Every step from the first paper to the end of the contract, in order of its day, with what fixes it.

    A day that cannot be counted yet says so in words. Where the regime is undecided, the project's own days stand alone.
    """
    line = Line(case, regime, chosen)
    for part in (before, competition, award, after_award):
        part(line)
    return in_order(line.steps)
