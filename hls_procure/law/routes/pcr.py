"""The ways under the Regulations of 2015, where they still govern."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.figures import number_of, percent_of
from hls_procure.law.lists import threshold
from hls_procure.law.routes.made import Routes
from hls_procure.law.routes.mutual import TERM, outside, years
from hls_procure.law.routes.pcr_change import change
from hls_procure.law.ruling import Regime, Route, Rule

#: Every route of the Regulations, in the order in which they are shown.
ROUTES = ("pcr-light-touch", "pcr-innovation", "pcr-reserved", "pcr-change")
_ALWAYS = ("pcr-must-equal", "pcr-must-conflicts", "pcr-must-criteria", "pcr-not-turnover", "pcr-not-form")
#: The facts that carry the threshold for social and other specific services, each for its years.
_THRESHOLDS = ("pcr-light-touch-05", "pcr-light-touch-04", "pcr-light-touch-03")
_MISSION = (("delivers", True), ("profits", True))


def pcr_routes(case: Case, regime: Regime) -> tuple[Route, ...]:
    """The routes of a case that the Regulations of 2015 govern, open or closed."""
    on = Routes(case, regime)
    if case.text("legal.instrument") == "change":
        return (*(on.closed(id, "pcr-old-closed", "pcr-old-change") for id in ROUTES[:-1]), change(on))
    return (_light(on), _innovation(on), _reserved(on), on.closed("pcr-change", "pcr-chg-none", "pcr-chg-none-change"))


def _light(on: Routes) -> Route:
    """Social and other specific services, from their threshold on."""
    case, id = on.case, "pcr-light-touch"
    lighter = (
        "pcr-must-call",
        "pcr-must-follow",
        "pcr-must-time",
        "pcr-must-award-notice",
        "pcr-free-design",
        "pcr-free-consider",
    )
    made = (*on.rules((*_ALWAYS, *lighter)), *_kept(on))
    mixed = next((test.reason for test in on.regime.tests if test.reason.id == "light-mixed-old"), None)
    if mixed is not None:
        return on.not_covered(id, mixed, rules=made)
    if on.regime.light_touch is None:
        return on.undecided(id, ("legal.codes", on.say("pcr-lt-until-code")), rules=made)
    if not on.regime.light_touch:
        return on.closed(id, "pcr-lt-other", "pcr-lt-other-change", made)
    day = case.day("commencement")
    limit = threshold("PCR2015", "light touch", day) if day else None
    if limit is None:
        return on.not_covered(id, on.say("pcr-lt-threshold", day=day or "that day"), rules=made)
    value = case.money("tender.estimated_value")
    facts = tuple(id for id in _THRESHOLDS if day and case.fact(id).holds_on(day))
    if limit.vat == "net" and (value is None or value >= limit.amount):
        value = case.money("alliance.funding.lifetime")
        if value is None:
            return on.undecided(
                id, ("alliance.funding.annual", on.say("pcr-lt-until-net", threshold=limit.amount, facts=facts)), rules=made
            )
    if value is None:
        return on.undecided(id, ("tender.estimated_value", on.say("pcr-lt-until-value")), rules=made)
    if value < limit.amount:
        why = on.say("pcr-lt-below", value=value, threshold=limit.amount, facts=facts)
        return on.closed(id, why, on.say("pcr-lt-below-change", threshold=limit.amount), made)
    return on.open(id, on.say("pcr-lt-open", value=value, threshold=limit.amount, facts=facts), rules=made)


def _kept(on: Routes) -> tuple[Rule, ...]:
    return (
        on.rule("pcr-must-standstill", days=on.figure("pcr-standstill-01")),
        on.rule("pcr-must-report", years=on.figure("pcr-principles-02")),
    )


def _innovation(on: Routes) -> Route:
    """Regulation 31: a need that the market cannot meet, in phases, without a limit of years."""
    case, id = on.case, "pcr-innovation"
    own = (
        *on.rules(("pcr-must-inn-need", "pcr-must-inn-phases", "pcr-must-inn-result", "pcr-must-inn-rights")),
        *on.rules(("pcr-must-inn-length", "pcr-must-inn-select", "pcr-must-inn-quality")),
        on.rule("pcr-must-inn-time", days=on.figure("pcr-innovation-03")),
        on.rule("pcr-must-inn-invite", count=on.figure("pcr-innovation-04")),
        *on.rules(("pcr-not-inn-final", "pcr-free-inn-stop", "pcr-free-inn-years")),
    )
    made = (*own, *on.rules(_ALWAYS), *_kept(on))
    if case.yes("legal.phased.wanted") is False:
        return on.closed(id, "pcr-inn-closed", "pcr-inn-change", made)
    if not case.text("legal.phased.need").strip():
        return on.undecided(id, ("legal.phased.need", on.say("pcr-inn-until")), rules=made)
    return on.open(id, on.say("pcr-inn-open"), rules=made)


def _reserved(on: Routes) -> Route:
    """Regulation 20, by a share of the employees, or regulation 77, by mission, services and term."""
    case, id = on.case, "pcr-reserved"
    made = (*on.rules(("pcr-must-res-call", "pcr-not-res-health", *_ALWAYS)), *_kept(on))
    kind = case.text("legal.reserved.kind")
    if kind == "supported":
        limit, share = percent_of(case, "pcr-reserved-01"), case.percent("legal.reserved.share")
        if share is None:
            return on.undecided(id, ("legal.reserved.share", on.say("pcr-res-until-share", limit=limit)), rules=made)
        if share < limit:
            why = on.say("pcr-res-share-closed", share=share, limit=limit)
            return on.closed(id, why, on.say("pcr-res-share-change", limit=limit), made)
        return on.open(id, on.say("pcr-res-share-open", share=share, limit=limit), rules=made)
    if kind == "mutual":
        return _mission(on, made)
    return on.open(id, on.say("pcr-res-either"), rules=made)


def _mission(on: Routes, made: tuple[Rule, ...]) -> Route:
    case, id = on.case, "pcr-reserved"
    longest = number_of(case, "pcr-reserved-05")
    limit, term = years(longest), case.get(TERM)
    opens = on.say("pcr-res-mission-change", limit=limit)
    wrong = outside(case, "pcr2015-reservable")
    if wrong:
        return on.closed(id, on.say("pcr-res-mission-codes", codes=wrong), opens, made)
    if term is not None and term > longest:
        return on.closed(id, on.say("pcr-res-mission-term", term=years(term), limit=limit), opens, made)
    for name, wanted in _MISSION:
        answer = case.yes(f"legal.reserved.{name}")
        if answer is not None and answer is not wanted:
            return on.closed(id, f"pcr-res-mission-{name}", opens, made)
    if term is None:
        return on.undecided(id, (TERM, on.say("pcr-res-until-term", limit=limit)), rules=made)
    reasons = [on.say("pcr-res-mission-open", term=years(term), limit=limit)]
    if case.yes("legal.reserved.lookback"):
        reasons.append(on.say("pcr-res-mission-repeat", years=on.figure("pcr-reserved-04")))
    return on.open(id, *reasons, rules=made)
