"""Which law governs: one test after another, each with its reason, until one decides."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.regime.care import care
from hls_procure.law.regime.desk import Desk
from hls_procure.law.regime.instrument import grant, public
from hls_procure.law.regime.kind import kind
from hls_procure.law.regime.older import older
from hls_procure.law.regime.start import start
from hls_procure.law.regime.value import value
from hls_procure.law.regime.who import nation, who
from hls_procure.law.ruling import Regime

#: The tests in order: who awards, where, a grant or not, the older law, public bodies only, health care, light touch.
STEPS = (who, nation, grant, start, public, care, older, kind)


def decide_regime(case: Case) -> Regime:
    """Which law governs a case, or what would have to be known to say so."""
    desk = Desk(case)
    for step in STEPS:
        found = step(desk)
        if found is not None:
            return found
    return value(desk)
