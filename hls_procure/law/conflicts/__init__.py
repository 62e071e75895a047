"""Answers that do not go together under the law: what was recorded, reservations, conditions, standstills, days and sums."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.conflicts.days import standstill
from hls_procure.law.conflicts.demands import conditions, indicators, turnover
from hls_procure.law.conflicts.grants import grant_law
from hls_procure.law.conflicts.impossible import impossible, joining
from hls_procure.law.conflicts.recorded import regime_recorded, route_recorded
from hls_procure.law.conflicts.reserved import reservation
from hls_procure.law.conflicts.taken import Taken
from hls_procure.law.ruling import Conflict, Regime, Route

#: In the order in which they are shown; the way comes after the reservation, which may say already why it is closed.
LOOKS = (
    regime_recorded, reservation, route_recorded, conditions, turnover, indicators, standstill, joining, impossible, grant_law,
)  # fmt: skip


def conflicts_of(case: Case, regime: Regime, routes: tuple[Route, ...]) -> tuple[Conflict, ...]:
    """Answers that do not go together under the law, each with what to do next."""
    taken = Taken(case, regime, routes)
    for look in LOOKS:
        look(taken)
    return tuple(taken.conflicts)
