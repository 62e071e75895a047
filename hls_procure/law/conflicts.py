"""Answers that do not go together under the law."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.ruling import Conflict, Regime, Route


def conflicts_of(case: Case, regime: Regime, routes: tuple[Route, ...]) -> tuple[Conflict, ...]:
    """Answers that do not go together under the law."""
    return ()
