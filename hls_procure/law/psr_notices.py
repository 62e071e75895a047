"""The notices of the Provider Selection Regime."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.ruling import NoticeStep, Regime, Route


def psr_notices_of(case: Case, regime: Regime, chosen: Route | None) -> tuple[NoticeStep, ...]:
    """The notices of the Provider Selection Regime, in the order in which they are published."""
    return ()
