"""Duties that stand beside the law of procurement."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.ruling import DutyFound, Regime


def duties_of(case: Case, regime: Regime) -> tuple[DutyFound, ...]:
    """Duties that stand beside the law of procurement."""
    return ()
