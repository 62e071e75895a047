"""Which notices, when, in which order."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.ruling import NoticeStep, Regime, Route


def notices_of(case: Case, regime: Regime, chosen: Route | None) -> tuple[NoticeStep, ...]:
    """Which notices, when, in which order."""
    return ()
