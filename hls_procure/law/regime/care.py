"""Health care: whether the regime for it governs instead."""

from __future__ import annotations

from hls_procure.law.regime.desk import Desk
from hls_procure.law.regime.start import PSR
from hls_procure.law.ruling import Regime


def care(desk: Desk) -> Regime | None:
    """The decision where the regime for health care governs, or where that cannot be said yet."""
    from hls_procure.law.regime.health import health

    if desk.case.nation == "NI":
        desk.test("health-ni", "regime", "no", desk.say("health-ni"), "project.jurisdiction")
        return None
    began = desk.case.fact(PSR[desk.case.nation]).start
    later_change = desk.changes and desk.case.nation == "WLS"
    if desk.saved and began and desk.day and desk.day < began and not later_change:
        return None
    found = health(desk.case)
    desk.tests += found.tests
    if found.state == "does-not":
        return None
    if found.state == "applies":
        return desk.decided(found.regime, *found.reasons)
    if found.state == "not-covered":
        return Regime("", "not-covered", found.reasons, tuple(desk.tests), found.until)
    return Regime("", "undecided", found.reasons, tuple(desk.tests), found.until)
