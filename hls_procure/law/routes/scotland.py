"""The ways of Scots law that the facts know: social services, direct award below threshold, innovation, supported businesses."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.law.regime.scotland import at_social_threshold, kind_of, social_threshold, value_of
from hls_procure.law.ruling import Regime, Route, RouteStateName, Rule, Until
from hls_procure.model.values import Money, Percent

ROUTES = ("sct-light-touch", "sct-direct", "sct-innovation", "sct-reserved")
#: What is asked of every procurement.
ALWAYS = tuple(f"sct-asks-{what}" for what in ("sustainable", "guidance", "equality", "papers", "ending", "change"))


def scottish_routes(case: Case, regime: Regime) -> tuple[Route, ...]:
    """The Scottish routes of a case: open or closed under Scots law, and closed where another law governs."""
    reasons = Reasons(case)
    if regime.id != "scotland":
        if case.nation == "SCT" and regime.state != "decided":
            state: RouteStateName = "not-covered" if regime.state == "not-covered" else "undecided"
            why = (reasons("sct-regime-open"),)
            return tuple(Route(id, state, why, until=regime.until) for id in ROUTES)
        why, change = (reasons("sct-elsewhere"),), reasons("sct-elsewhere-change")
        return tuple(Route(id, "closed", why, change) for id in ROUTES)
    return (*_by_value(case, reasons), _innovation(case, reasons), _reserved(case, reasons))


def _by_value(case: Case, reasons: Reasons) -> tuple[Route, Route]:
    """A procedure for social services at or above the threshold, and a direct award of health or social care below it."""
    kind, value, high = kind_of(case), value_of(case), at_social_threshold(case)
    limit, facts = social_threshold(case)
    light_rules = (
        *_rules(reasons, "requires", "sct-asks-notice", "sct-asks-design", "sct-asks-social-award"),
        *_rules(reasons, "frees", "sct-frees-design"),
        *_every(case, reasons),
    )
    direct_rules = (
        *_rules(reasons, "frees", "sct-frees-notice"),
        *_rules(reasons, "requires", "sct-asks-award"),
        *_every(case, reasons),
    )

    def both(state: RouteStateName, reason: Reason, until: tuple[Until, ...] = ()) -> tuple[Route, Route]:
        return (
            Route("sct-light-touch", state, (reason,), rules=light_rules, until=until),
            Route("sct-direct", state, (reason,), rules=direct_rules, until=until),
        )

    if kind == "":
        reason = reasons("sct-until-kind")
        return both("undecided", reason, (Until("legal.parts[].kind" if case.project.legal.parts else "legal.parts", reason),))
    if kind != "social":
        return both("not-covered", reasons(f"sct-{kind}"))
    if high is None:
        reason = reasons("sct-until-value", facts=facts, threshold=limit)
        return both("undecided", reason, (Until("tender.estimated_value", reason),))

    def say(id: str) -> Reason:
        return reasons(id, facts=facts, value=value, threshold=limit)

    if high:
        return (
            Route("sct-light-touch", "open", (say("sct-light-open"),), rules=light_rules),
            Route("sct-direct", "closed", (say("sct-direct-closed"),), say("sct-direct-change"), direct_rules),
        )
    care = {part.kind for part in case.project.legal.parts or ()} == {"health"}
    more = () if care else (reasons("sct-direct-light"),)
    return (
        Route("sct-light-touch", "closed", (say("sct-light-closed"),), say("sct-light-change"), light_rules),
        Route("sct-direct", "open", (say("sct-direct-open"), *more), rules=direct_rules),
    )


def _innovation(case: Case, reasons: Reasons) -> Route:
    wanted = case.yes("legal.phased.wanted")
    days = case.fact("gap-sct-32").values[0]
    rules = (
        *_rules(reasons, "requires", "sct-asks-phases"),
        Rule("requires", reasons("sct-asks-innovation", days=days)),
        *_rules(reasons, "frees", "sct-frees-phases"),
        *_every(case, reasons),
    )
    if wanted is None:
        reason = reasons("sct-innovation-until")
        return Route("sct-innovation", "undecided", (reason,), rules=rules, until=(Until("legal.phased.wanted", reason),))
    if not wanted:
        return Route("sct-innovation", "closed", (reasons("sct-innovation-closed"),), reasons("sct-innovation-change"), rules)
    return Route("sct-innovation", "open", (reasons("sct-innovation-open"),), rules=rules)


def _reserved(case: Case, reasons: Reasons) -> Route:
    kind = case.text("legal.reserved.kind")
    share = Percent.parse(case.fact("sct-supported").values[0])
    rules = (
        *_rules(reasons, "requires", "sct-asks-reserved"),
        Rule("requires", reasons("sct-asks-share", share=share)),
        *_rules(reasons, "forbids", "sct-no-mutual"),
        *_every(case, reasons),
    )
    if not kind:
        reason = reasons("sct-reserved-until")
        return Route("sct-reserved", "undecided", (reason,), rules=rules, until=(Until("legal.reserved.kind", reason),))
    if kind == "supported":
        return Route("sct-reserved", "open", (reasons("sct-reserved-open", share=share),), rules=rules)
    change = reasons("sct-reserved-change")
    return Route("sct-reserved", "closed", (reasons(f"sct-reserved-{kind}"),), change, rules)


def _every(case: Case, reasons: Reasons) -> tuple[Rule, ...]:
    """What the facts say of every procurement in Scotland."""
    benefits = Money.parse(case.fact("gap-sct-2014").values[2])
    value = value_of(case)
    more = () if value is not None and value < benefits else (Rule("requires", reasons("sct-asks-benefits", threshold=benefits)),)
    return (*_rules(reasons, "requires", *ALWAYS), *more)


def _rules(reasons: Reasons, kind: str, *ids: str) -> tuple[Rule, ...]:
    return tuple(Rule(kind, reasons(id)) for id in ids)  # type: ignore[arg-type]
