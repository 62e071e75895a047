"""The award: what goes to everybody first, the notice, the standstill, the signature and what is published after it."""

from __future__ import annotations

from hls_procure.law import periods
from hls_procure.law.reasons import Reason
from hls_procure.law.ruling import NoticeStep
from hls_procure.law.saying import days_in, of_period, sums_of
from hls_procure.law.timetable.line import USER, Line
from hls_procure.law.timetable.standstill import NONE, standstill_of

#: For each process of the Provider Selection Regime: the kind of its award notice, and the fact on its notice of intention.
PROCESSES = {
    "psr-a": ("ENG", "direct-award-a", ""),
    "psr-b": ("ENG", "direct-award-b", ""),
    "psr-c": ("ENG", "direct-award-c", "gap-psr-notice-sch3"),
    "psr-msp": ("ENG", "most-suitable-provider", "gap-psr-notice-sch6"),
    "psr-competitive": ("ENG", "competitive", "gap-psr-notice-sch10"),
    "psrw-1": ("WLS", "direct-award-1", "gap-psrw-notice-sch2"),
    "psrw-2": ("WLS", "direct-award-2", "gap-psrw-notice-sch4"),
    "psrw-msp": ("WLS", "most-suitable-provider", "gap-psrw-notice-sch7"),
    "psrw-competitive": ("WLS", "competitive", "gap-psrw-notice-sch11"),
}


def award(line: Line) -> None:
    """Its steps."""
    if line.route == "pcr-change" or line.case.text("legal.instrument") == "change":
        return
    _told(line, line.notices.get("uk6"))
    _standstill(line)
    _signature(line)
    _after_signature(line, line.notices.get("uk7"))
    _claims(line)


def _told(line: Line, notice: NoticeStep | None) -> None:
    path, day = "tender.dates.award_notice", line.day("award_notice")
    if line.above and line.route != USER:
        id = "t-summaries-wales" if line.welsh else "t-summaries"
        line.add("assessment-summaries", "Assessment summaries to everybody who tendered, at the latest", day, line.make(id))
    if notice and line.above and notice.state in ("needed", "done"):
        line.add("award-notice", "Contract award notice", day, notice.reason, path=path)
    elif line.psr and PROCESSES.get(line.route, ("", "", ""))[2]:
        facts = [PROCESSES[line.route][2]]
        id = "t-psre-intention" if line.regime == "psr-england" else "t-psrw-intention"
        line.add("award-notice", "Notice of intention to award", day, line.make(id, facts=facts), path=path)
    elif line.regime == "pcr2015":
        line.add("award-notice", "Result sent to everybody who tendered", day, line.make("t-pcr-told"), path=path)
    elif day and line.route not in ("psr-a", "psr-b", USER):
        line.add("award-notice", "Result announced", day, line.make("t-ours"), path=path)


def _standstill(line: Line) -> None:
    found = standstill_of(line)
    if found is NONE:
        return
    period = found.period
    if period is None:
        line.add("standstill", "Standstill", None, found.reason, when=found.when)
        return
    path = "tender.dates.standstill_ends"
    line.add("standstill", "Standstill", period.end, found.reason, start=period.start, path=path)
    reason = of_period(line.make, "t-earliest", period, end=period.end)
    line.add("earliest-signature", "First day on which the agreement may be signed", period.earliest, reason)


def _signature(line: Line) -> None:
    recorded = line.case.when("award.agreement_date")
    path = "award.agreement_date" if recorded else "tender.dates.sign"
    line.add("sign", "Agreement signed", line.entered, _why_then(line), path=path)


def _why_then(line: Line) -> Reason:
    found = standstill_of(line)
    if found.period and found.period.earliest:
        return of_period(line.make, "t-sign-after", found.period, day=found.period.earliest)
    if line.light and found is NONE and line.route != USER:
        return line.make("t-sign-free")
    return line.make("t-sign-psr" if line.route in ("psr-a", "psr-b") and line.psr else "t-sign-plain")


def _after_signature(line: Line, notice: NoticeStep | None) -> None:
    if notice and notice.state == "needed":
        line.add("details-notice", "Contract details notice, at the latest", notice.due, notice.reason, when=notice.when)
        _copy(line)
    if line.psr and line.route in PROCESSES:
        nation, kind, _ = PROCESSES[line.route]
        awarded = line.entered or line.day("decision")
        if awarded and nation == {"psr-england": "ENG", "psr-wales": "WLS"}[line.regime]:
            due = periods.psr_notice(awarded, kind, nation=nation)
            reason = of_period(line.make, "t-psr-award", due, days=days_in(due))
            line.add("psr-award-notice", "Award notice, at the latest", due.end, reason)


def _copy(line: Line) -> None:
    value, entered = line.case.money("tender.estimated_value"), line.entered
    over = sums_of(line.case.fact("pa-light-touch-13"))[0]
    if line.above and value and over.amount < value and entered:
        due = periods.contract_copy(entered, light_touch=line.light)
        reason = of_period(line.make, "t-copy", due, sum=over, days=days_in(due))
        line.add("contract-copy", "Copy of the contract published, at the latest", due.end, reason)


def _claims(line: Line) -> None:
    known = line.day("award_notice")
    if line.above and known and line.route != USER:
        time = periods.claim(known)
        reason = of_period(line.make, "t-claims", time, days=days_in(time), end=time.end)
        line.add("claims", "Time for claims against the award", time.end, reason, start=known)
