"""Small assistance: minimal financial assistance, and assistance for services of public economic interest, under its cap."""

from __future__ import annotations

from hls_procure.law.figures import money_of
from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.grants.found import Subsidy
from hls_procure.law.grants.papers import entry, four_steps, in_order
from hls_procure.law.grants.period import applicable_period, counted, in_period, year_start
from hls_procure.law.grants.services import contract_papers
from hls_procure.law.reasons import Reason
from hls_procure.law.ruling import Test, Until
from hls_procure.model.values import Money

#: The fact that carries the cap of each kind.
CAPS = {"mfa": "gap-sub-36", "spei": "gap-sub-38"}
_BEFORE = "grant.subsidy.assistance"


def small(desk: GrantDesk, kind: str, tests: tuple[Test, ...], known: Reason) -> Subsidy:
    """Whether a grant goes under a cap as ``mfa`` or ``spei``, and what that asks for.

    :param tests: the tests that make a subsidy. :param known: why it is given this way.
    """
    limit, before, amount = money_of(desk, CAPS[kind]), _before(desk), desk.case.amount
    start, end = applicable_period(desk.given)
    waiting: list[Reason] = []
    if kind == "spei" and desk.case.for_spei is not True:
        if desk.case.for_spei is False:
            return Subsidy("spei-over", (desk.why("g-spei-not-for"),), tests, start, end, before, None, limit, ready=False)
        waiting.append(desk.wait("grant.subsidy.for_spei", "g-until-services"))
    if amount is None:
        waiting.append(desk.wait("grant.amount", "g-until-amount"))
    least = Money((amount.pence if amount else 0) + (before.pence if before else 0))
    if least > limit:
        return _over(desk, kind, tests, before, least, limit)
    if before is None:
        waiting.append(desk.wait(_BEFORE, "g-until-before", start=start, end=end))
    if waiting:
        return Subsidy("not-known", (known, *waiting), tests, start, end, before, None, limit, until=tuple(desk.until))
    papers = (*four_steps(desk, kind), entry(desk, kind))
    reasons = (known, _within(desk, kind, least, limit), *_asked(desk), *_notes(desk))
    asked = desk.case.group_asked is True and desk.case.transfers_asked is True
    name = "minimal" if kind == "mfa" else "spei"
    return Subsidy(name, reasons, tests, start, end, before, least, limit, papers, _waiting(desk), asked and in_order(papers))  # type: ignore[arg-type]


def _before(desk: GrantDesk) -> Money | None:
    """What counts in the period besides this grant: one by one, or the total as it was confirmed; the larger where both are."""
    case = desk.case
    listed = counted(case.assistance, desk.given) if case.assistance is not None else None
    if listed is None or case.assistance_total is None:
        return listed if listed is not None else case.assistance_total
    return max(listed, case.assistance_total)


def _within(desk: GrantDesk, kind: str, total: Money, limit: Money) -> Reason:
    start, end = applicable_period(desk.given)
    return desk.why(f"g-{kind}-within", total=total, limit=limit, start=start, end=end)


def _over(desk: GrantDesk, kind: str, tests: tuple[Test, ...], before: Money | None, total: Money, limit: Money) -> Subsidy:
    start, end = applicable_period(desk.given)
    room = Money(max(0, limit.pence - (before.pence if before else 0)))
    reasons = [desk.why(f"g-{kind}-over", total=total, limit=limit, start=start, end=end, room=room)]
    reasons += [desk.why("g-sub-principles"), desk.why("g-sub-routes")]
    papers = [entry(desk, "other")]
    if kind == "spei":
        reasons.insert(1, desk.why("g-spei-contract"))
        papers = [*contract_papers(desk), *papers]
    state = "minimal-over" if kind == "mfa" else "spei-over"
    return Subsidy(state, tuple(reasons), tests, start, end, before, total, limit, tuple(papers), _waiting(desk), False)  # type: ignore[arg-type]


def _asked(desk: GrantDesk) -> list[Reason]:
    """Whether groups and transfers were asked about; what was listed from either is named."""
    case = desk.case
    made = []
    if case.group_asked is not True:
        made.append(desk.wait("grant.subsidy.group_asked", "g-until-group"))
    if case.transfers_asked is not True:
        made.append(desk.wait("grant.subsidy.transfers_asked", "g-until-transfers"))
    found = in_period(case.assistance or (), desk.given)
    for whose in ("group", "transferred"):
        total = Money(sum(one.amount.pence for one in found if one.whose == whose))
        if total.pence:
            made.append(desk.why(f"g-sub-counts-{whose}", total=total))
    return made


def _notes(desk: GrantDesk) -> list[Reason]:
    """What the sum leaves uncertain."""
    case, made = desk.case, []
    if case.confirmed_on is not None and year_start(case.confirmed_on) != year_start(desk.given):
        made.append(desk.why("g-sub-new-year", confirmed=case.confirmed_on, given=desk.given))
    if case.payments > 1:
        made.append(desk.gap("g-sub-several"))
    return made


def _waiting(desk: GrantDesk) -> tuple[Until, ...]:
    return tuple(until for until in desk.until if until.path.startswith("grant.subsidy."))
