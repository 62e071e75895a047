"""After the award: people who change employer, getting ready, the start, the ends and the decisions before them."""

from __future__ import annotations

from datetime import date

from hls_procure.law import periods
from hls_procure.law.dates import DAY, add_months
from hls_procure.law.periods.others import end_of_funding_notice
from hls_procure.law.saying import of_period
from hls_procure.law.timetable.competition import valid_until
from hls_procure.law.timetable.line import USER, Line
from hls_procure.model.derived import last_day


def after_award(line: Line) -> None:
    """Its steps."""
    start = line.case.when("alliance.term.start")
    change = line.case.when("legal.old.on")
    if change and (line.route == "pcr-change" or line.case.text("legal.instrument") == "change"):
        line.add("change", "The change takes effect", change, line.make("t-sign-plain"), path="legal.old.on")
        return
    _people(line, start)
    signed = line.entered
    if start and signed and signed + DAY < start:
        reason = line.make("t-ready", days=(start - signed).days - 1)
        line.add("getting-ready", "Getting ready", start - DAY, reason, start=signed + DAY)
    line.add("start", "The term begins", start, line.make("t-start"), path="alliance.term.start")
    payments = line.notices.get("uk8")
    if line.above and payments and payments.state == "needed" and payments.due:
        line.add("payment-information", "First information on payments, at the latest", payments.due, payments.reason)
    _ends(line)
    _open(line)


def _people(line: Line, start: date | None) -> None:
    expected = line.case.yes("tender.tupe.applies")
    if not expected:
        return
    days = line.case.fact("x-tupe-28").values[0]
    told = line.case.when("tender.tupe.information_on")
    if told and line.competed:
        what = "Bidders get the facts about people who may change employer"
        line.add("people-bidders", what, told, line.make("t-tupe-bidders", days=days), path="tender.tupe.information_on")
    if start:
        due = periods.employee_information(start)
        reason = of_period(line.make, "t-tupe", due, days=days, start=start)
        line.add("people-information", "Employee liability information, at the latest", due.end, reason)


def _open(line: Line) -> None:
    end = valid_until(line)
    if end and line.competed:
        reason = line.make("t-valid", days=line.case.get("tender.valid_days"))
        line.add("tenders-open", f"{line.offers.capitalize()} stay open until", end, reason)


def ends_of(line: Line) -> tuple[date, ...]:
    """The last day of the first period and of each extension, as far as they are known."""
    term = line.case.project.alliance.term
    if term.start is None or not term.initial:
        return ()
    ends: list[date] = []
    years = term.initial
    for length in (0, *((row.length or 0) for row in term.extensions or ())):
        if ends and not length:
            break
        years += length
        try:
            ends.append(last_day(term.start, years))
        except (ValueError, OverflowError):
            break
    return tuple(ends)


def _ends(line: Line) -> None:
    ends, term = ends_of(line), line.case.project.alliance.term
    rows = term.extensions or ()
    for number, end in enumerate(ends):
        if number < len(ends) - 1 and term.decide_months and end.year * 12 > term.decide_months:
            reason = line.make("t-decide", months=term.decide_months)
            what = f"Decision on extension {number + 1} of {len(ends) - 1}"
            line.add(f"decide-{rows[number].id}", what, add_months(end, -term.decide_months), reason)
        if number == 0:
            years = f"{term.initial} {'year' if term.initial == 1 else 'years'}"
            line.add("first-end", "Last day of the first period", end, line.make("t-first-end", years=years))
        else:
            last = number == len(ends) - 1
            what = f"Last day of extension {number} of {len(ends) - 1}, if it is used"
            line.add(f"end-{rows[number - 1].id}", what, end, line.make("t-longest-end" if last else "t-extension-end"))
        _end_notice(line, number, end, f"-{rows[number - 1].id}" if number else "")
    if ends and line.regime == "grant":
        notice = end_of_funding_notice(ends[0])
        reason = of_period(line.make, "t-funding", notice)
        line.add("funding-notice", "Notice that the funding ends, at the latest", notice.end, reason)


def _end_notice(line: Line, number: int, end: date, suffix: str) -> None:
    """When the notice of the end is due: if nothing is extended, and after the last extension."""
    if not line.above or line.route == USER:
        return
    found = line.notices["uk11"]
    if found.state == "needed" and number in (0, len(ends_of(line)) - 1):
        what = "Contract termination notice, at the latest"
        what += ", if the contract is not extended" if number == 0 and len(ends_of(line)) > 1 else ""
        line.add(f"termination-notice{suffix}", what, periods.termination_notice(end).end, found.reason)
