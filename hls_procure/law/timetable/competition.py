"""The competition, from the notice to the decision."""

from __future__ import annotations

from datetime import date

from hls_procure.errors import InputError
from hls_procure.law import periods
from hls_procure.law.reasons import Reason
from hls_procure.law.saying import of_period
from hls_procure.law.timetable.enough import time_for
from hls_procure.law.timetable.line import Line, later

_NATION = {"psr-england": "ENG", "psr-wales": "WLS"}
_MSP = ("psr-msp", "psrw-msp")
_OFFERS = {"psr-competitive": "gap-psr-notice-sch8", "psrw-competitive": "gap-psrw-notice-sch9"}


def competition(line: Line) -> None:
    """Its steps; an award to somebody who is known already has none but the decision."""
    if line.route == "pcr-change" or line.case.text("legal.instrument") == "change":
        return
    plain = line.make("t-same" if line.above else "t-ours")
    if line.competed:
        _notice(line)
        _dated(line, "questions_first", "Last day for questions before requests to take part", plain)
        _deadline(line, "take_part", "Last day for requests to take part", line.day("notice"))
        _conversations(line)
        invited = line.make("t-invited" if line.light else "t-invited-full") if line.above else plain
        _dated(line, "final_invited", f"Final {line.offers} invited", invited)
        _dated(line, "questions_last", "Last day for questions", plain)
        _answers(line)
        _deadline(line, "tenders", f"Last day for {line.offers}", line.day("final_invited") or line.day("notice"), always=True)
        _dated(line, "scenarios", "Scenarios and visits begin", line.make("t-scenarios"))
    decision = line.make("t-decision" if line.above and line.competed else "t-decision-plain")
    line.add("decision", "Decision to award", line.day("decision"), decision, path="tender.dates.decision")


def _dated(line: Line, name: str, what: str, reason: Reason) -> None:
    day = line.day(name)
    if day:
        line.add(name.replace("_", "-"), what, day, reason, path=f"tender.dates.{name}")


def _deadline(line: Line, name: str, what: str, first: date | None, *, always: bool = False) -> None:
    day = line.day(name)
    if day is None and not always:
        return
    time = line.case.get("tender.deadline_time")
    reason = time_for(line, name.replace("_", "-"), first, day) if day else None
    line.add(name.replace("_", "-"), f"{what}, by {time}" if time and day else what, day, reason, path=f"tender.dates.{name}")


def _notice(line: Line) -> None:
    path, day = "tender.dates.notice", line.day("notice")
    if line.regime.startswith("pa2023"):
        found = line.notices["uk4"]
        if found.state != "not-needed":
            line.add("notice", "Tender notice", day, found.reason, path=path)
    elif line.psr and line.route in _MSP:
        _most_suitable_provider(line, day)
    elif line.psr and line.route in _OFFERS:
        reason = line.make("t-notice-offers", facts=[_OFFERS[line.route]])
        line.add("notice", "Notice inviting offers", day, reason, path=path)
    elif line.regime in ("pcr2015", "scotland"):
        found = next(iter(line.notices.values()))
        line.add("notice", found.name, day, found.reason, path=path)
    else:
        line.add("notice", "Start of the competition", day, line.make("t-notice-plain"), path=path)


def _most_suitable_provider(line: Line, day: date | None) -> None:
    what, path = "Notice of intention to follow the Most Suitable Provider Process", "tender.dates.notice"
    if day is None:
        line.add("notice", what, None, None, path=path)
        return
    wait = periods.most_suitable_provider_wait(day, nation=_NATION[line.regime])
    line.add("notice", what, day, of_period(line.make, "t-notice-msp", wait, day=wait.earliest), path=path)
    days = (wait.earliest - day).days if wait.earliest else 0
    reason = of_period(line.make, "t-msp-wait", wait, days=days)
    line.add("providers-found", "First day on which the providers may have been found", wait.earliest, reason)


def _conversations(line: Line) -> None:
    first, last = line.day("conversations_from"), line.day("conversations_to")
    if first or last:
        start = first if first and last and first <= last else None
        path = f"tender.dates.conversations_{'to' if last else 'from'}"
        line.add("conversations", "Design conversations", last or first, line.make("t-conversations"), start=start, path=path)


def answers_by(line: Line) -> date | None:
    """The day by which the last questions are answered as promised; None where it is not known."""
    day, promised = line.day("questions_last"), line.case.get("tender.answer_days")
    if day is None or not promised:
        return None
    try:
        return line.calendar.after(day, int(promised))
    except InputError:
        return None


def _answers(line: Line) -> None:
    day, promised = line.day("questions_last"), line.case.get("tender.answer_days")
    if day and promised:
        on = answers_by(line)
        reason = line.make("t-answers", days=promised)
        line.add("last-answers", "Answers to the last questions, at the latest", on, reason, when=line.unknown())


def valid_until(line: Line) -> date | None:
    """The last day on which tenders stay open."""
    day, days = line.day("tenders"), line.case.get("tender.valid_days")
    return later(day, int(days)) if day and days else None
