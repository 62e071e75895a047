"""The ways under the Procurement Act 2023."""

from __future__ import annotations

import hls_procure.law.routes.pa_rules as rules
from hls_procure.law.case import Case
from hls_procure.law.figures import percent_of
from hls_procure.law.reasons import Reason
from hls_procure.law.routes.made import Routes
from hls_procure.law.routes.mutual import mutual
from hls_procure.law.ruling import Regime, Route

COUNCILS = frozenset({"council", "combined"})
#: Every route of the Act, in the order in which they are shown.
ROUTES = (
    "light-touch", "user-choice", "phased", "competitive-flexible", "open", "reserved-mutual", "reserved-supported",
    "below-threshold", "below-reserved",
)  # fmt: skip


def pa_routes(case: Case, regime: Regime) -> tuple[Route, ...]:
    """The routes of a case that the Act governs, open or closed."""
    on = Routes(case, regime)
    if case.text("legal.instrument") == "change":
        return tuple(on.closed(id, "pa-old-closed", "pa-old-change") for id in ROUTES)
    below = regime.id == "pa2023-below"
    above = () if below else (_phased(on), _flexible(on), _open(on), mutual(on), _supported(on))
    closed = ("phased", "competitive-flexible", "open", "reserved-mutual", "reserved-supported") if below else ()
    return (
        _light(on),
        _user(on),
        *above,
        *(on.closed(id, "pa-below-closed", "pa-below-change") for id in closed),
        _below(on),
        _local(on),
    )


def _light(on: Routes) -> Route:
    if on.regime.id == "pa2023-light-touch":
        return on.open("light-touch", on.say("pa-lt-open"), rules=rules.light(on))
    if on.regime.id == "pa2023-below":
        return on.closed("light-touch", "pa-below-closed", "pa-below-change")
    return on.closed("light-touch", "pa-lt-other", "pa-lt-other-change")


def _user(on: Routes) -> Route:
    """A direct award by the choice of a person: looked at only where somebody says that it is one."""
    case, made = on.case, rules.user(on)
    if on.regime.id != "pa2023-light-touch":
        return on.closed("user-choice", "pa-user-light", "pa-user-change")
    if not case.yes("legal.light.user_choice"):
        return on.closed("user-choice", "pa-user-asked", "pa-user-change")
    enactment = case.text("legal.light.enactment").strip()
    tests = (
        ("legal.light.enactment", "pa-user-enactment", True if enactment else None),
        ("legal.light.preference", "pa-user-preference", case.yes("legal.light.preference")),
        ("legal.light.best_interest", "pa-user-interest", case.yes("legal.light.best_interest")),
    )
    for _, reason, met in tests:
        if met is False:
            return on.closed("user-choice", reason, "pa-user-change", made)
    missing = [(path, on.say("pa-user-change")) for path, _, met in tests if met is None]
    if missing:
        return on.undecided("user-choice", *missing, rules=made)
    return on.open("user-choice", on.say("pa-user-open", enactment=enactment), rules=made)


def _phased(on: Routes) -> Route:
    return on.open("phased", on.say("pa-phased-open"), rules=rules.phased(on))


def _flexible(on: Routes) -> Route:
    return on.open("competitive-flexible", on.say("pa-cfp-open"), rules=rules.flexible(on))


def _open(on: Routes) -> Route:
    return on.open("open", on.say("pa-open-open"), rules=rules.one_stage(on))


def _supported(on: Routes) -> Route:
    """Reserved to supported employment providers: any service, any length, a share of the workforce."""
    case = on.case
    limit = percent_of(case, "pa-reserved-01")
    made = rules.supported(on)
    if case.text("legal.reserved.kind") == "supported":
        share = case.percent("legal.reserved.share")
        if share is None:
            return on.undecided(
                "reserved-supported", ("legal.reserved.share", on.say("pa-supported-until", limit=limit)), rules=made
            )
        if share < limit:
            why = on.say("pa-supported-share", share=share, limit=limit)
            return on.closed("reserved-supported", why, on.say("pa-supported-change", limit=limit), made)
    return on.open("reserved-supported", on.say("pa-supported-open", limit=limit), rules=made)


def _below(on: Routes) -> Route:
    if on.regime.id != "pa2023-below":
        return on.closed("below-threshold", "pa-above-closed", "pa-above-change")
    return on.open("below-threshold", on.say("pa-below-open"), rules=rules.below(on))


def _local(on: Routes) -> Route:
    """Kept for local suppliers, below threshold: by an order for England."""
    case = on.case
    fact = case.fact("gap-pa-reserve-below")
    day = case.day("commencement")
    made = rules.local(on)
    if on.regime.id != "pa2023-below":
        return on.closed("below-reserved", "pa-above-closed", "pa-above-change")
    if case.nation != "ENG":
        return on.not_covered("below-reserved", on.say("pa-local-elsewhere"))
    if fact.start and day and day < fact.start:
        why: Reason = on.say("pa-local-early", start=fact.start)
        return on.closed("below-reserved", why, on.say("pa-local-early-change", start=fact.start), made)
    kind = case.text("authority.kind")
    if kind not in COUNCILS:
        words = case.facts.schema.fields["authority.kind"].choices[kind]
        return on.not_covered("below-reserved", on.say("pa-local-who", kind=words), rules=made)
    return on.open("below-reserved", on.say("pa-local-open", start=fact.start), rules=made)
