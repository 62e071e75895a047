"""The notices under the saved Regulations of 2015 and in Scotland, as far as the facts know them."""

from __future__ import annotations

from datetime import date, timedelta

from hls_procure.law.dates import DAY, add_months
from hls_procure.law.notices_made import Notices
from hls_procure.law.ruling import NoticeStep
from hls_procure.law.saying import both

#: Grounds of a change that need a notice.
_NOTIFIED = ("additional", "unforeseen")
_CONTRACT, _AWARD, _CHANGE = "Contract notice", "Contract award notice", "Notice of the change"


def pcr_notices(on: Notices) -> tuple[NoticeStep, ...]:
    """The notices under the Regulations of 2015: of a procurement that goes on under them, or of a change to a contract."""
    if on.route == "pcr-change" or on.case.text("legal.instrument") == "change":
        return (_pcr_change(on),)
    started = on.case.text("legal.commenced_by") == "notice"
    on_day = on.case.when("legal.commenced_on")
    when = on.words("when-done", day=on_day) if started and on_day else on.words("when-pcr-contract")
    contract = on.step("pcr-contract", "done" if started else "needed", when, on.make("n-pcr-contract"), name=_CONTRACT)
    due = _grouped(on)
    days = on.case.fact("pcr-light-touch-09").values[0]
    when = on.words("when-pcr-award", day=due) if due else on.words("when-pcr-award-undated")
    award = on.step("pcr-award", "needed", when, on.make("n-pcr-award", days=days), due, name=_AWARD)
    moved = [on.make("n-pcr-finder-moved")] if _after_2026(on) else []
    reason = both(on.make("n-pcr-finder"), *moved)
    finder = on.step("contracts-finder", "needed", on.words("when-pcr-finder"), reason, name="Contracts Finder")
    return (contract, award, finder)


def _after_2026(on: Notices) -> bool:
    """Whether the award comes after the regulations of 2026 began to apply."""
    start = on.case.fact("gap-pa-regs2026").start
    day = on.entered or on.case.day("award")
    return not (start and day) or day >= start


def _grouped(on: Notices) -> date | None:
    """The last day for an award notice that is grouped with those of its quarter."""
    day = on.case.when("award.decided_on") or on.case.when("tender.dates.decision")
    if day is None:
        return None
    end = add_months(date(day.year, day.month - (day.month - 1) % 3, 1), 3) - DAY
    return end + timedelta(days=int(on.case.fact("pcr-light-touch-09").values[0]))


def _pcr_change(on: Notices) -> NoticeStep:
    ground = on.case.text("legal.old.ground")
    if ground in _NOTIFIED:
        reason = on.make("n-pcr-change")
        return on.step("pcr-change", "needed", on.words("when-pcr-change"), reason, name=_CHANGE)
    if not ground or ground == "unsure":
        return on.step("pcr-change", "undecided", "", on.make("n-pcr-change-unsure"), name=_CHANGE)
    return on.step("pcr-change", "not-needed", "", on.make("n-pcr-change-none"), name=_CHANGE)


def scottish_notices(on: Notices) -> tuple[NoticeStep, ...]:
    """What the facts know of notices in Scotland; the rest is for counsel."""
    unknown = on.words("when-sct-unknown")
    if on.case.text("legal.instrument") == "change":
        ground = on.case.text("legal.old.ground")
        state = "needed" if ground in _NOTIFIED else "undecided"
        return (on.step("sct-change", state, unknown, on.make("n-sct-change"), name=_CHANGE),)
    if on.route == "sct-direct":
        contract = on.step("sct-contract", "not-needed", "", on.make("n-sct-contract-none"), name=_CONTRACT)
        return (contract, on.step("sct-award", "needed", unknown, on.make("n-sct-award-below"), name=_AWARD))
    state = "needed" if on.route else "undecided"
    when = on.words("when-sct-contract")
    contract = on.step("sct-contract", state, when, on.make("n-sct-contract"), on.tender_notice, name=_CONTRACT)
    return (contract, on.step("sct-award", "undecided", unknown, on.make("n-sct-award"), name=_AWARD))
