"""The test of the Act on social value."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.ruling import Regime, Test


def social_value_tests(case: Case, regime: Regime) -> tuple[Test, ...]:
    """The test of the Act on social value."""
    return ()
