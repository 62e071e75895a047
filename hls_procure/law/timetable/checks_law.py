"""What the law says of the days of a timetable, and what is planned otherwise."""

from __future__ import annotations

from typing import Any

from hls_procure.law import periods
from hls_procure.law.periods import Period
from hls_procure.law.ruling import Conflict
from hls_procure.law.saying import of_period
from hls_procure.law.timetable.before import first_notice, social_value_counts, social_value_day
from hls_procure.law.timetable.enough import circumstances, least, planned_notice, qualifies
from hls_procure.law.timetable.line import USER, Line
from hls_procure.law.timetable.standstill import NONE, promised_days, standstill_of

_NOTICE, _AWARD, _SIGN = "tender.dates.notice", "tender.dates.award_notice", "tender.dates.sign"
_ENDS = "tender.dates.standstill_ends"
_WHAT = {"take-part": "The deadline for requests to take part", "tenders": "The deadline for tenders"}


def law_conflicts(line: Line) -> list[Conflict]:
    """Days that the law would have otherwise."""
    return [*_before_the_notice(line), *_minimum(line), *_window(line), *_provider(line), *_standstill(line), *_people(line)]


def _made(
    line: Line,
    id: str,
    code: str,
    reason: str,
    do: str,
    paths: tuple[str, ...],
    *,
    period: Period | None = None,
    severity: str = "error",
    **places: Any,
) -> Conflict:
    why = of_period(line.make, reason, period, **places) if period else line.make(reason, **places)
    return Conflict(id, code, severity, why, do, paths)  # type: ignore[arg-type]


def _before_the_notice(line: Line) -> list[Conflict]:
    notice = line.day("notice")
    found = []
    considered, starts = social_value_day(line), first_notice(line)
    if considered and starts and social_value_counts(line) and starts <= considered:
        do = "Consider it earlier, and write down what came of it."
        paths = ("duties[social-value].by", _NOTICE)
        places: dict[str, Any] = {"day": considered, "start": starts}
        found.append(_made(line, "social-value-late", "RA402", "c-social-value-late", do, paths, **places))
    if not line.above or notice is None or line.route == USER:
        return found
    engaged, assessed = line.case.when("tender.engagement_notice"), line.case.when("conflict_assessment.on")
    if engaged and notice <= engaged:
        do = "Publish it earlier, or say in the tender notice why there was none."
        paths = ("tender.engagement_notice", _NOTICE)
        found.append(_made(line, "engagement-notice-late", "RA402", "c-engagement-late", do, paths, day=engaged, notice=notice))
    if assessed and notice < assessed:
        do = "Assess conflicts before the tender notice goes out."
        paths = ("conflict_assessment.on", _NOTICE)
        found.append(_made(line, "conflicts-assessed-late", "RA402", "c-conflicts-late", do, paths, day=assessed, notice=notice))
    return found


def _minimum(line: Line) -> list[Conflict]:
    if line.regime != "pa2023-full" or not line.competed:
        return []
    found = []
    invitations = {"take-part": "notice", "tenders": "final_invited" if line.day("final_invited") else "notice"}
    for what, asked in invitations.items():
        first, last = line.day(asked), line.day(what.replace("-", "_"))
        if first is None or last is None or last < first:
            continue
        given, short, long = (last - first).days, least(line, what, careful=False), least(line, what, careful=True)
        paths = (f"tender.dates.{asked}", f"tender.dates.{what.replace('-', '_')}")
        do = "Give more time."
        places: dict[str, Any] = {"what": _WHAT[what], "day": last, "given": given, "invited": first}
        if given < short.days:
            count = periods.participation_period if what == "take-part" else periods.tendering_period
            period = count(first, circumstances(line, careful=False))
            more = {**places, "days": short.days, "entry": short.entry, "earliest": period.end if period else last}
            found.append(_made(line, f"too-short-{what}", "RA403", "c-minimum", do, paths, period=period, **more))
        elif given < long.days:
            more = {**places, "days": long.days, "entry": long.entry, "facts": long.law}
            do = "Check whether that applies to you, and give more time if it does."
            found.append(_made(line, f"too-short-{what}", "RA403", "c-minimum-maybe", do, paths, severity="warning", **more))
    return found


def _window(line: Line) -> list[Conflict]:
    told, notice = planned_notice(line), line.day("notice")
    if not line.above or told is None or notice is None or qualifies(line):
        return []
    do = "Count on the longer period, or move the tender notice."
    places: dict[str, Any] = {"day": told, "notice": notice}
    return [_made(line, "planned-notice", "RA403", "c-planned-window", do, (_NOTICE,), severity="warning", **places)]


def _provider(line: Line) -> list[Conflict]:
    begun, intended = line.day("notice"), line.day("award_notice")
    if line.route not in ("psr-msp", "psrw-msp") or not line.psr or begun is None or intended is None:
        return []
    wait = periods.most_suitable_provider_wait(begun, nation="ENG" if line.regime == "psr-england" else "WLS")
    if wait.earliest is None or intended >= wait.earliest:
        return []
    do, paths = "Move the notice of intention to award.", (_NOTICE, _AWARD)
    places: dict[str, Any] = {"given": intended, "earliest": wait.earliest}
    return [_made(line, "provider-too-early", "RA403", "c-msp-early", do, paths, period=wait, **places)]


def _standstill(line: Line) -> list[Conflict]:
    standstill, given, sign = standstill_of(line), line.day("standstill_ends"), line.entered
    period = standstill.period
    low = int(line.case.fact("pa-light-touch-10").values[0])
    promised = promised_days(line)
    if line.above and line.route != USER and promised is not None and promised < low:
        do = "Promise more working days, or none."
        only = ("tender.standstill_days",)
        return [_made(line, "standstill-promise", "RA407", "t-standstill-short", do, only, days=promised, least=low)]
    if standstill is NONE and line.light and given and line.route != USER:
        do = "Promise a standstill, or take the date out."
        paths = (_ENDS, "tender.standstill.answer")
        return [_made(line, "standstill-not-promised", "RA407", "c-ends-none", do, paths, severity="warning", given=given)]
    if period is None:
        return []
    found = []
    if given and given != period.end:
        early = given < period.end
        reason, severity = ("c-ends-early", "error") if early else ("c-ends-late", "warning")
        do = f"Correct the date, or the {'notice' if not line.above else 'award notice'} that it is counted from."
        places: dict[str, Any] = {"given": given, "end": period.end, "counted": period.counted}
        paths = (_AWARD, _ENDS)
        found.append(_made(line, "standstill-end", "RA407", reason, do, paths, period=period, severity=severity, **places))
    if sign and period.earliest and sign < period.earliest:
        do = "Sign later."
        path = "award.agreement_date" if line.case.when("award.agreement_date") else _SIGN
        places = {"sign": sign, "end": period.end, "earliest": period.earliest}
        found.append(_made(line, "signature-in-standstill", "RA407", "c-sign-early", do, (_AWARD, path), period=period, **places))
    return found


def _people(line: Line) -> list[Conflict]:
    start, given = line.case.when("alliance.term.start"), line.case.when("tender.tupe.information_on")
    if not line.case.yes("tender.tupe.applies") or start is None or given is None:
        return []
    period = periods.employee_information(start)
    if given <= period.end:
        return []
    do, paths = "Ask the present employers for it earlier.", ("tender.tupe.information_on", "alliance.term.start")
    days = line.case.fact("x-tupe-28").values[0]
    places: dict[str, Any] = {"given": given, "latest": period.end, "days": days, "start": start}
    return [_made(line, "people-information-late", "RA408", "c-tupe-late", do, paths, period=period, **places)]
