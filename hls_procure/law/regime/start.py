"""When it started: whether the Regulations of 2015 still govern it."""

from __future__ import annotations

from datetime import date

from hls_procure.law.figures import day_of
from hls_procure.law.reasons import Reason
from hls_procure.law.regime.codes import looks
from hls_procure.law.regime.desk import CENTRAL, UNKNOWN_CENTRAL, Desk
from hls_procure.law.ruling import Regime

ACT = "gen-regime-01"
PSR = {"ENG": "psr-e-scope", "WLS": "psr-w-force"}
PATHS = ("legal.commenced_by", "legal.commenced_on", "legal.old.awarded_on", "tender.dates.notice")


def start(desk: Desk) -> Regime | None:
    """What kept the older law alive, if anything did; :attr:`Desk.saved` says why."""
    case = desk.case
    act = day_of(case, ACT)
    by, on = case.text("legal.commenced_by"), case.when("legal.commenced_on")
    awarded = case.when("legal.old.awarded_on")
    if desk.changes and awarded is None:
        return desk.undecided(("legal.old.awarded_on", desk.say("until-awarded-on")))
    if case.started and on is None and not (desk.changes and awarded):
        return desk.undecided(("legal.commenced_on", desk.say("until-started-on")))
    desk.day = case.day("commencement")
    if desk.day is None:
        return desk.undecided(("legal.commenced_on", desk.say("until-day")))
    oldest = case.fact("pcr-principles-01").start
    if oldest and desk.day < oldest:
        reason = desk.say("start-too-early", day=desk.day, start=oldest)
        _take(desk, "not covered", reason, act)
        return desk.not_covered(reason)
    if desk.changes and awarded and awarded < act:
        welsh = case.nation == "WLS" and touches_health(desk)
        _save(desk, "start-awarded-wales" if welsh else "start-awarded", awarded, act)
        return _old_health(desk, awarded)
    if case.started and on and on < act:
        if by == "pin":
            return _pin(desk, on, act)
        _save(desk, f"start-{by}", on, act)
        return None
    if desk.day < act:
        desk.saved = desk.say("start-then", day=desk.day, end=case.fact("pcr-principles-01").end)
        _take(desk, "yes", desk.saved, act)
        return None
    reason = desk.say("start-after" if case.started or desk.changes else "start-act", day=desk.day, start=act)
    _take(desk, "no", reason, act)
    return None


def _save(desk: Desk, reason: str, day: date, before: date) -> None:
    desk.saved = desk.say(reason, day=day, start=before)
    _take(desk, "yes", desk.saved, day_of(desk.case, ACT))


def _take(desk: Desk, answer: str, reason: Reason, act: date) -> None:
    desk.test("start", "regime", answer, reason, *PATHS, start=act)


def _pin(desk: Desk, day: date, act: date) -> Regime | None:
    """A prior information notice as a call for competition: only before its own day, and only of sub-central authorities."""
    before = day_of(desk.case, "gap-pcr-saving-pin")
    if day >= before:
        reason = desk.say("start-pin-late", day=day, start=before)
    elif desk.kind in CENTRAL:
        reason = desk.say("start-pin-central", day=day, name=desk.name)
    elif any(one.light for one in looks(desk, "pcr2015-light-touch")):
        reason = desk.say("start-pin-light", day=day)
    elif desk.kind in UNKNOWN_CENTRAL:
        reason = desk.say("start-pin-who", day=day, kind=desk.called(desk.kind))
        _take(desk, "not covered", reason, act)
        return desk.not_covered(reason)
    else:
        _save(desk, "start-pin", day, before)
        return None
    _take(desk, "no", reason, act)
    later = (desk.case.on, desk.case.when("tender.dates.notice"), desk.case.when("as_of_date"))
    desk.day = next((one for one in later if one and one >= act), act)
    return None


def _old_health(desk: Desk, awarded: date) -> Regime | None:
    """A contract for health care in England from before the regime for it: which law governs a change to it was not read.

    Wales has a rule for that, which the tests of its regime know.
    """
    began = desk.case.fact(PSR["ENG"]).start
    if desk.case.nation != "ENG" or began is None or awarded >= began or not touches_health(desk):
        return None
    return desk.not_covered(desk.say("old-health", day=awarded, start=began))


def touches_health(desk: Desk) -> bool:
    """Whether somebody calls it, or a part of it, health care."""
    parts = desk.case.project.legal.parts or ()
    return any(part.kind == "health" for part in parts) or desk.case.yes("legal.for_health_service") is True
