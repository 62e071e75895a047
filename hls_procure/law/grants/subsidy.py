"""Subsidy control: whether a grant is a subsidy at all, and by which way it may be given."""

from __future__ import annotations

from hls_procure.law.grants.assistance import small
from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.grants.found import Subsidy
from hls_procure.law.grants.funder import decided_by_public
from hls_procure.law.grants.papers import entry
from hls_procure.law.reasons import Reason
from hls_procure.law.ruling import Test
from hls_procure.law.saying import sums_of
from hls_procure.law.threeway import all_of, negate, word

_ROUTES = "gap-sub-routes"


def subsidy_of(desk: GrantDesk) -> Subsidy:
    """Where subsidy control stands for this grant."""
    if not desk.holds("sub-definition"):
        return Subsidy("not-covered", (desk.gap("g-sub-early", start=desk.fact("sub-definition").start),))
    found, tests = is_subsidy(desk)
    if found is False:
        why = tuple(test.reason for test in tests if test.answer == "no")
        return Subsidy("none", why, tests, ready=True)
    route = desk.case.route
    if route in ("mfa", "spei"):
        return small(desk, route, tests, desk.why("g-sub-yes" if found else "g-sub-taken"))
    if found is None:
        missing = tuple(test.reason for test in tests if test.answer == "not known")
        first = (desk.why("g-sub-none-open"),) if route == "none" else ()
        return Subsidy("not-known", (*first, *missing), tests, until=tuple(desk.until))
    first = (desk.why("g-sub-yes"), *((desk.why("g-sub-none-wrong"),) if route == "none" else ()))
    reasons = (*first, desk.why("g-sub-small"), desk.why("g-sub-principles"), *_larger(desk))
    return Subsidy("principles", reasons, tests, papers=(entry(desk, "other"),), until=tuple(desk.until))


def is_subsidy(desk: GrantDesk) -> tuple[bool | None, tuple[Test, ...]]:
    """Whether it is a subsidy, and the tests one after the other; the first that fails is the last that is asked."""
    case = desk.case
    public, why = decided_by_public(desk)
    asked: tuple[tuple[str, bool | None, Reason | None, tuple[str, ...]], ...] = (
        ("public", public, why, ("funder.kind", "funder.decision_public", "grant.public_money")),
        ("enterprise", case.enterprise, None, ("recipient.enterprise",)),
        ("advantage", negate(case.market_terms), None, ("grant.subsidy.market_terms",)),
        ("specific", case.specific, None, ("grant.subsidy.specific",)),
        ("effect", case.effect, None, ("grant.subsidy.effect",)),
    )
    tests: list[Test] = []
    if any(answer is False for _, answer, _, _ in asked):
        asked = tuple(row for row in asked if row[1] is False)[:1]
    for id, answer, reason, paths in asked:
        tests.append(desk.test(id, "subsidy", word(answer), reason or _why(desk, id, answer, paths[0]), *paths))
    return all_of(answer for _, answer, _, _ in asked), tuple(tests)


def _why(desk: GrantDesk, id: str, answer: bool | None, path: str) -> Reason:
    if answer is None:
        return desk.wait(path, f"g-until-{id}")
    return desk.why(f"g-{id}-{'yes' if answer else 'no'}")


def _larger(desk: GrantDesk) -> list[Reason]:
    """The streamlined routes, and the sums above which a subsidy is referred."""
    made, amount = [desk.why("g-sub-routes")], desk.case.amount
    if amount is None or not desk.holds(_ROUTES):
        return made
    high, sensitive = sums_of(desk.fact(_ROUTES))
    if amount > high.amount:
        made.append(desk.why("g-sub-refer", amount=amount, limit=high))
    elif amount > sensitive.amount:
        made.append(desk.why("g-sub-refer-sensitive", amount=amount, limit=sensitive, high=high))
    return made
