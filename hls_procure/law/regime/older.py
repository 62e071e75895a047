"""The Regulations of 2015 where they still govern: whether their lighter rules apply."""

from __future__ import annotations

from hls_procure.law.regime.desk import Desk
from hls_procure.law.regime.kind import kind
from hls_procure.law.ruling import Regime


def older(desk: Desk) -> Regime | None:
    """The decision where the older law governs; None where it does not."""
    if desk.saved is None:
        return None
    found = kind(desk)
    if found is not None:
        desk.light = None
    return desk.decided("pcr2015", desk.saved, desk.say("pcr-governs"), light_touch=desk.light)
