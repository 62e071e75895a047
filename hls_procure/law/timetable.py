"""The timetable with what fixes each day."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.ruling import Regime, Route, Step


def timetable_of(case: Case, regime: Regime, chosen: Route | None) -> tuple[Step, ...]:
    """The timetable with what fixes each day."""
    return ()
