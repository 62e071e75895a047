"""Is there time enough: what the law asks for, and where it sets no number of days a question to think about."""

from __future__ import annotations

from datetime import date
from typing import Any

from hls_procure.law import periods
from hls_procure.law.dates import DAY
from hls_procure.law.periods import Circumstances, Minimum
from hls_procure.law.reasons import Reason
from hls_procure.law.saying import both
from hls_procure.law.timetable.line import Line

#: Authorities that are certainly not central government, and that certainly are.
_LOCAL, _CENTRAL = ("council", "combined", "police", "fire"), ("department",)


def time_for(line: Line, what: str, first: date | None, last: date) -> Reason:
    """What fixes a deadline, or the question to ask about it.

    :param what: ``take-part`` or ``tenders``. :param first: the day of the invitation; :param last: the deadline.
    """
    if first is None or last < first:
        return line.make("t-same" if line.above else "t-ours")
    if line.regime == "pa2023-full":
        return _minimum(line, what, first, last)
    if line.route == "pcr-innovation" and what == "take-part":
        days = line.case.fact("pcr-innovation-03").values[0]
        return line.make("t-minimum-pcr", given=(last - first).days, days=days)
    return _prompt(line, what, first, last)


def circumstances(line: Line, *, careful: bool) -> Circumstances:
    """What the minimum periods depend on.

    :param careful: takes for true what makes a period longer, where the project does not say; else what makes it shorter.
    """
    kind = line.case.text("authority.kind")
    central = kind in _CENTRAL or (careful and kind not in _LOCAL)
    return Circumstances(
        light_touch=False,
        documents_together=not careful,
        central_government=central,
        preselected=line.day("take_part") is not None,
        qualifying_notice=qualifies(line),
    )


def least(line: Line, what: str, *, careful: bool) -> Minimum:
    """The least number of days that the law asks for, and the entry that decides it."""
    case = circumstances(line, careful=careful)
    return periods.minimum_participation(case) if what == "take-part" else periods.minimum_tendering(case)


def qualifies(line: Line) -> bool:
    """Whether a planned procurement notice was published in time to shorten the tendering period."""
    notice, told = line.day("notice"), planned_notice(line)
    if notice is None or told is None:
        return False
    window = periods.planned_notice_window(told)
    return window.start <= notice <= window.end


def planned_notice(line: Line) -> date | None:
    """The day on which a planned procurement notice was published."""
    code = "uk3".upper()
    return next((told.on for told in line.case.project.published or () if told.notice == code), None)


def _minimum(line: Line, what: str, first: date, last: date) -> Reason:
    given, short, long = (last - first).days, least(line, what, careful=False), least(line, what, careful=True)
    if not short.days:
        return line.make("t-no-minimum", facts=short.law, given=given, entry=short.entry)
    count = periods.participation_period if what == "take-part" else periods.tendering_period
    period = count(first, circumstances(line, careful=False))
    earliest = period.end if period else last
    reason = line.make("t-minimum", facts=short.law, given=given, days=short.days, entry=short.entry, day=earliest)
    if long.days == short.days:
        return reason
    return both(reason, line.make("t-minimum-else", facts=long.law, days=long.days, entry=long.entry))


def _prompt(line: Line, what: str, first: date, last: date) -> Reason:
    id = f"t-enough-{what}" if line.light else "t-enough-plain"
    if line.regime == "pa2023-below":
        id = "t-enough-below"
    elif line.regime == "pcr2015":
        id = "t-enough-pcr"
    count = line.working(first + DAY, last)
    working = f" ({line.make('t-enough-working', days=count).text})" if count is not None else ""
    places: dict[str, Any] = {"days": (last - first).days, "first": first, "last": last, "working": working}
    if id == "t-enough-take-part":
        places["least"] = line.case.fact("pa-time-limits-01").values[0]
    return both(line.make(id, **places), *_season(line, first, last), _thought(line))


def _season(line: Line, first: date, last: date) -> list[Reason]:
    days = [first + DAY * n for n in range(min((last - first).days, 366) + 1)]
    august = any(day.month == 8 for day in days)
    christmas = any((day.month, day.day) in ((12, 25), (12, 26)) for day in days)
    if august and christmas:
        return [line.make("t-enough-both")]
    return [line.make("t-enough-august")] if august else [line.make("t-enough-christmas")] if christmas else []


def _thought(line: Line) -> Reason:
    return line.make("t-enough-recorded" if line.case.text("tender.long_enough") else "t-enough-ask")
