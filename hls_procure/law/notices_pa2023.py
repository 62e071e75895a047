"""The notices under the Procurement Act 2023: of an award, of a change to a contract, and below threshold."""

from __future__ import annotations

from datetime import date, timedelta

from hls_procure.law import periods
from hls_procure.law.dates import DAY, add_months
from hls_procure.law.notices_made import Notices
from hls_procure.law.reasons import Reason
from hls_procure.law.ruling import NoticeStep
from hls_procure.law.saying import both, days_in, of_period, sums_of
from hls_procure.model.values import Money

#: A day like any other, for the length of a period that does not start yet.
_ANY = date(2026, 1, 5)
#: What may be published although no contract is made in the way that this law describes.
_NEVER_BELOW = ("uk1", "uk2", "uk3", "uk5", "uk6", "uk9", "uk10", "uk11", "uk12")
USER = "user-choice"


def of_an_award(on: Notices) -> tuple[NoticeStep, ...]:
    """The notices of a contract that is awarded, in the order in which they are published."""
    rules = (_pipeline, _engagement, _planned, _tender, _transparency, _award, _details, _payments, _performance)
    steps = [*(rule(on) for rule in rules), _change(on), _termination(on), _no_award(on)]
    return (*steps, *_welsh(on))


def of_a_change(on: Notices) -> tuple[NoticeStep, ...]:
    """The notices of a change to a contract that was awarded under this law."""
    return (_change(on), _payments(on), _termination(on), *_welsh(on))


def light(on: Notices) -> bool:
    """Whether the contract is a light touch contract."""
    return on.regime.id == "pa2023-light-touch"


def _welsh(on: Notices) -> tuple[NoticeStep, ...]:
    if on.case.nation != "WLS" or on.case.text("authority.kind") == "department":
        return ()
    reason = on.make("n-wales")
    return (on.step("welsh-platform", "needed", on.words("when-wales"), reason, name="Welsh digital platform"),)


def _pipeline(on: Notices) -> NoticeStep:
    if on.case.nation == "NI":
        return on.not_needed("uk1", "n-uk1-ni")
    total, each = sums_of(on.case.fact("pa-notices-uk1"))
    if on.value is not None and not each.amount < on.value:
        return on.not_needed("uk1", "n-uk1-small", each=each, value=on.value)
    reason = on.make("n-uk1-ask", total=total, each=each)
    due = last_pipeline(on)
    when = on.words("when-uk1", day=due) if due else on.words("when-uk1-undated")
    return on.step("uk1", "undecided", when, reason, due)


def last_pipeline(on: Notices) -> date | None:
    """The last day for a pipeline notice before the tender notice; None where there was none under this law."""
    notice = on.tender_notice
    if notice is None:
        return None
    ends = [periods.pipeline_notice(year).end for year in (notice.year - 1, notice.year)]
    start = on.case.fact("pa-notices-uk1").start
    return next((day for day in reversed(ends) if day < notice and (start is None or start <= day)), None)


def _engagement(on: Notices) -> NoticeStep:
    if on.route == USER:
        return on.not_needed("uk2", "n-uk2-direct")
    held = on.case.project.tender.engagement
    planned, notice = on.case.when("tender.engagement_notice"), on.tender_notice
    if held or planned:
        if on.case.text("tender.engagement_none") and not planned:
            return on.not_needed("uk2", "n-uk2-reasons")
        return on.needed("uk2", "n-uk2-needed", "when-uk2", planned or (notice - DAY if notice else None))
    if held is None:
        return on.step("uk2", "undecided", on.words("when-uk2"), on.make("n-uk2-unknown"))
    return on.not_needed("uk2", "n-uk2-none")


def _planned(on: Notices) -> NoticeStep:
    if on.route == USER:
        return on.not_needed("uk3", "n-uk3-direct")
    if light(on):
        return on.step("uk3", "optional", on.words("when-uk3-light"), on.make("n-uk3-light"))
    latest = None
    if on.tender_notice:
        window = periods.planned_notice_window(on.tender_notice)
        latest = on.tender_notice - (window.start - on.tender_notice)
    return on.step("uk3", "optional", on.words("when-uk3"), on.make("n-uk3-full"), latest)


def _tender(on: Notices) -> NoticeStep:
    if on.route == USER:
        return on.not_needed("uk4", "n-uk4-direct")
    if not on.route:
        return on.step("uk4", "undecided", on.words("when-uk4"), on.make("n-unchosen"), on.tender_notice)
    also = [on.make("n-uk4-light")] if light(on) else []
    return on.needed("uk4", "n-uk4-needed", "when-uk4", on.tender_notice, *also)


def _transparency(on: Notices) -> NoticeStep:
    if on.route == USER:
        return on.not_needed("uk5", "n-uk5-user")
    if on.case.text("legal.commenced_by") == "transparency":
        return on.needed("uk5", "n-uk5-started", "when-uk5", on.case.when("legal.commenced_on"))
    if not on.route:
        return on.step("uk5", "undecided", on.words("when-uk5"), on.make("n-unchosen"))
    return on.not_needed("uk5", "n-uk5-competition")


def _award(on: Notices) -> NoticeStep:
    if on.route == USER:
        return on.not_needed("uk6", "n-uk6-user")
    day = on.case.when("tender.dates.award_notice")
    when = on.words("when-uk6-planned", day=day) if day else on.words("when-uk6")
    return on.step("uk6", "needed", when, on.make("n-uk6-needed"), day)


def _details(on: Notices) -> NoticeStep:
    if on.route == USER:
        return on.not_needed("uk7", "n-uk7-user")
    period = periods.details_notice(on.entered or _ANY, light_touch=light(on))
    reason = of_period(on.make, "n-uk7-needed", period, days=days_in(period))
    over, copy = sums_of(on.case.fact("pa-light-touch-13"))[0], periods.contract_copy(_ANY, light_touch=light(on))
    if on.value is not None and over.amount < on.value:
        reason = both(reason, on.make("n-uk7-copy", sum=over, days=days_in(copy)))
    when = on.words("when-uk7", days=days_in(period))
    return on.step("uk7", "needed", when, reason, period.end if on.entered else None)


def _payments(on: Notices) -> NoticeStep:
    fact = on.case.fact("gap-pa-s70-dates")
    started = on.case.day("commencement")
    if on.case.nation == "WLS":
        return on.step("uk8", "undecided", "", on.make("n-uk8-wales"))
    if started and fact.start and started < fact.start:
        return on.not_needed("uk8", "n-uk8-early", day=started)
    due = first_payment_information(on)
    when = on.words("when-uk8-first", day=due) if due else on.words("when-uk8")
    return on.step("uk8", "needed", when, on.make("n-uk8-needed", sum=sums_of(fact)[0]), due)


def first_payment_information(on: Notices) -> date | None:
    """When information on the payments of the first quarter is due, by the day on which the contract starts."""
    start = on.case.when("alliance.term.start")
    if start is None:
        return None
    end = add_months(date(start.year, start.month - (start.month - 1) % 3, 1), 3) - timedelta(days=1)
    begins = on.case.fact("gap-pa-s70-dates").start
    return None if begins and end < begins else periods.payment_information(end).end


def _performance(on: Notices) -> NoticeStep:
    if light(on):
        return on.not_needed("uk9", "n-uk9-light")
    over = sums_of(on.case.fact("pa-kpi-01"))[0]
    if on.value is None:
        return on.step("uk9", "undecided", on.words("when-uk9"), on.make("n-uk9-unknown", sum=over))
    if over.amount < on.value:
        return on.step("uk9", "needed", on.words("when-uk9"), on.make("n-uk9-needed", sum=over))
    reason = on.make("n-uk9-small", sum=over, value=on.value)
    return on.step("uk9", "not-needed", on.words("when-uk9-breach"), reason)


def _change(on: Notices) -> NoticeStep:
    if light(on):
        return on.not_needed("uk10", "n-uk10-light")
    if on.case.nation == "NI":
        return on.not_needed("uk10", "n-uk10-ni")
    before, more = on.case.money("legal.old.value"), on.case.money("legal.old.more")
    limit = int(on.case.fact("gap-pa-s75").values[0])
    if on.case.text("legal.instrument") == "change" and before and more and more.pence * 100 > before.pence * limit:
        reason = on.make("n-uk10-needed", more=more, before=before)
        return on.step("uk10", "needed", on.words("when-uk10"), reason, on.case.when("legal.old.on"))
    return on.step("uk10", "undecided", on.words("when-uk10"), on.make("n-uk10-later"))


def _termination(on: Notices) -> NoticeStep:
    if on.route == USER:
        return on.not_needed("uk11", "n-uk11-user")
    first, last = on.case.when("alliance.term.initial_ends"), on.case.when("alliance.term.longest_end")
    if first is None:
        return on.step("uk11", "needed", on.words("when-uk11"), on.make("n-uk11-needed"))
    due = periods.termination_notice(first)
    when = on.words("when-uk11")
    if last and last != first:
        when = on.words("when-uk11-extended", first=due.end, last=periods.termination_notice(last).end)
    return on.step("uk11", "needed", when, of_period(on.make, "n-uk11-needed", due), due.end)


def _no_award(on: Notices) -> NoticeStep:
    if on.route == USER:
        return on.not_needed("uk12", "n-uk12-user")
    decided = on.case.when("award.decided_on")
    if decided:
        return on.not_needed("uk12", "n-uk12-awarded", day=decided)
    return on.step("uk12", "undecided", on.words("when-uk12"), on.make("n-uk12-later"))


def below_threshold(on: Notices) -> tuple[NoticeStep, ...]:
    """The notices of a contract below threshold, and that the others are not asked for."""
    if on.case.nation == "NI":
        return tuple(on.not_needed(id, "n-below-ni") for id in ("uk4", "uk7"))
    limits = _notifiable(on)
    touched = _touched(on)
    if isinstance(limits, Reason):
        state = "not-needed" if limits.id == "n-below-small" else "undecided"
        two = [on.step(id, state, "", both(limits, *touched)) for id in ("uk4", "uk7")]
    else:
        two = [_below_tender(on, touched), on.needed("uk7", "n-below-details", "when-below-details", None, *touched)]
    payments = on.step("uk8", "undecided", "", on.make("n-uk8-below"))
    rest = {id: on.not_needed(id, "n-below-none") for id in _NEVER_BELOW}
    order = {**rest, "uk4": two[0], "uk7": two[1], "uk8": payments}
    return (*(order[id] for id in sorted(order, key=lambda id: int(id[2:]))), *_welsh(on))


def _below_tender(on: Notices, touched: list[Reason]) -> NoticeStep:
    if on.case.text("legal.commenced_by") == "contact":
        return on.not_needed("uk4", "n-below-invited")
    when = on.words("when-below-open")
    if on.tender_notice:
        return on.needed("uk4", "n-below-open", "when-below-open", on.tender_notice, *touched)
    return on.step("uk4", "undecided", when, both(on.make("n-below-either"), *touched))


def _touched(on: Notices) -> list[Reason]:
    """What the regulations of 2026 may have changed, once the procurement starts under them."""
    return [on.make("n-below-2026")] if on.case.holds("gap-pa-regs2026") else []


def _notifiable(on: Notices) -> Reason | None:
    """Why a contract below threshold has no notices, or why that is not known; None where it has them."""
    low, high = sums_of(on.case.fact("gap-pa-s87-wales"))
    kind = on.case.text("authority.kind")
    sums = (high,) if kind in ("council", "combined", "police", "fire") else (low, high)
    if kind == "department" and on.case.nation != "WLS":
        sums = (low,)
    if on.value is not None and not _reaches(on.value, sums[0].amount):
        return on.make("n-below-small", sum=sums[0], value=on.value)
    if on.value is not None and _reaches(on.value, sums[-1].amount):
        return None
    return on.make("n-below-sum", low=low, high=high)


def _reaches(value: Money, sum: Money) -> bool:
    return not value < sum
