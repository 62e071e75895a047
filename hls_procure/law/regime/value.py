"""Whether the value reaches the threshold of the day on which the procurement starts, and what governs then."""

from __future__ import annotations

from hls_procure.law.reasons import Reason
from hls_procure.law.regime.desk import Desk
from hls_procure.law.regime.limits import Limit, limits
from hls_procure.law.ruling import Regime
from hls_procure.model.record import record
from hls_procure.model.values import Money

PATHS = ("tender.estimated_value", "legal.value_cannot", "alliance.funding.lifetime", "legal.old.value")


@record
class Reach:
    """Whether a value reaches a threshold: None while that is not known.

    :param missing: what would decide it. :param uncovered: whether the facts of law cannot say.
    """

    met: bool | None
    reason: Reason
    missing: str = ""
    uncovered: bool = False


def value(desk: Desk) -> Regime:
    """The last test: above or below threshold."""
    what = "light touch" if desk.light else "works" if _mainly_works(desk) else "services"
    reach = reach_of(desk, limits(desk, what))
    if desk.light is None:
        return _wales(desk, reach)
    _take(desk, reach)
    if reach.met is None:
        return desk.not_covered(reach.reason) if reach.uncovered else desk.undecided((reach.missing, reach.reason))
    if desk.light and not desk.changes:
        limit = limits(desk, what)[0]
        figures = "value-figures" if reach.met else "value-figures-below"
        desk.test("figures", "value", "gone", desk.say(figures, threshold=limit.amount, facts=limit.facts), *PATHS)
    name = "below" if not reach.met else "light-touch" if desk.light else "full"
    return _decided(desk, name, reach)


def _decided(desk: Desk, name: str, reach: Reach) -> Regime:
    words = reach.reason.text.rstrip(".")
    summary = desk.say(f"is-{name}", day=desk.day, reach=words[:1].lower() + words[1:], facts=reach.reason.facts)
    if desk.changes:
        change = "change-below" if name == "below" else "change-light" if desk.light else "change-full"
        answer = "ask counsel" if name == "below" else "yes, within limits"
        desk.test("change", "route", answer, desk.say(change), "legal.old.what", "legal.old.ground")
    return desk.decided(f"pa2023-{name}", summary, light_touch=desk.light)


def _wales(desk: Desk, reach: Reach) -> Regime:
    """Below the lowest threshold it is below, whatever it is; above, the list of Wales would have to be read."""
    if reach.met is False:
        _take(desk, reach)
        return _decided(desk, "below", reach)
    reason = desk.say("is-uncovered-wales")
    desk.test("mainly", "value", "not covered", reason, "legal.parts", "legal.codes")
    return desk.not_covered(reason)


def _take(desk: Desk, reach: Reach) -> None:
    answer = "not covered" if reach.uncovered else "not known" if reach.met is None else "yes" if reach.met else "no"
    desk.test("value", "value", answer, reach.reason, *PATHS)


def estimate(desk: Desk) -> tuple[Money | None, Money | None]:
    """The value with VAT, and what is known to be paid at the least where there is no such value."""
    case = desk.case
    gross = case.money("legal.old.value") if desk.changes else None
    gross = gross or case.money("tender.estimated_value")
    if gross is not None:
        return gross, None
    parts = case.project.legal.parts or ()
    sums = [case.money("alliance.funding.lifetime")]
    sums.append(Money(sum(part.amount.pence for part in parts if part.amount)) if parts else None)
    known = [one for one in sums if one is not None and one.pence > 0]
    return None, max(known) if known else None


def reach_of(desk: Desk, known: tuple[Limit, ...]) -> Reach:
    """Whether the value of a case reaches the threshold; ``not less than`` counts as reaching it."""
    case = desk.case
    if not known:
        return Reach(None, desk.say("value-no-threshold", day=desk.day), uncovered=True)
    low, high = min(known, key=lambda one: one.amount), max(known, key=lambda one: one.amount)
    facts = tuple(dict.fromkeys((*low.facts, *high.facts)))
    if case.yes("legal.value_cannot"):
        why = case.text("legal.value_cannot.why").strip().rstrip(".") or "no reason is recorded yet"
        return Reach(True, desk.say("value-cannot", why=why))
    gross, net = estimate(desk)
    if gross is not None:
        if gross < low.amount:
            return Reach(False, desk.say("value-below", value=gross, threshold=low.amount, what=low.what, facts=facts))
        if gross >= high.amount:
            return Reach(True, desk.say("value-reached", value=gross, threshold=high.amount, what=high.what, facts=facts))
        words = desk.say("value-central", value=gross, low=low.amount, high=high.amount, kind=desk.called(desk.kind))
        return Reach(None, words, uncovered=True)
    path = "legal.old.value" if desk.changes else "tender.estimated_value"
    if net is not None and net >= high.amount:
        return Reach(True, desk.say("value-reached-net", value=net, threshold=high.amount, what=high.what, facts=facts))
    if net is not None:
        words = desk.say("until-value-net", value=net, threshold=low.amount, what=low.what, facts=facts)
        return Reach(None, words, path)
    return Reach(None, desk.say("until-value", threshold=low.amount, what=low.what, facts=facts), path)


def _mainly_works(desk: Desk) -> bool:
    parts = desk.case.project.legal.parts or ()
    works = sum(part.amount.pence for part in parts if part.amount and part.kind == "works")
    rest = sum(part.amount.pence for part in parts if part.amount and part.kind != "works")
    return works > rest
