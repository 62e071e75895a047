"""Which ways are open, which are closed and why, and what each asks for."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.ruling import Regime, Route


def routes_of(case: Case, regime: Regime) -> tuple[Route, ...]:
    """Every route that the regime of a case knows, open or closed."""
    return ()
