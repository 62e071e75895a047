"""Which standstill a case has: by its regime, its way and what was promised, each from its own first day."""

from __future__ import annotations

from hls_procure.law import periods
from hls_procure.law.periods import Period
from hls_procure.law.reasons import Reason
from hls_procure.law.saying import both, of_period
from hls_procure.law.timetable.line import USER, Line
from hls_procure.model.record import record

_NO_STANDSTILL = ("psr-a", "psr-b")


@record
class Standstill:
    """The standstill of a case.

    :param period: its days, where they are known. :param reason: why it is so; None where there is no standstill.
    :param when: in words, where the days are not known.
    """

    period: Period | None
    reason: Reason | None
    when: str = ""


NONE = Standstill(None, None)


def standstill_of(line: Line) -> Standstill:
    """The standstill that the law or a promise asks for; ``NONE`` where there is none."""
    if line.route in (USER, "pcr-change", "public", *_NO_STANDSTILL) or line.case.text("legal.instrument") == "change":
        return NONE
    if line.above:
        return _act(line)
    if line.regime == "pa2023-below":
        return (
            Standstill(None, line.make("t-standstill-below"), line.words("t-not-covered"))
            if line.case.yes("tender.standstill")
            else NONE
        )
    if line.psr:
        return _health(line)
    if line.regime == "pcr2015":
        return _saved(line)
    if line.regime == "scotland":
        return Standstill(None, line.make("t-standstill-sct"), line.words("t-not-covered"))
    return NONE if line.regime else Standstill(None, line.make("t-standstill-law"), line.words("t-undecided"))


def _act(line: Line) -> Standstill:
    promised = promised_days(line)
    if line.light and promised is None:
        return (
            NONE
            if line.case.yes("tender.standstill") is False
            else Standstill(None, line.make("t-standstill-open"), line.words("t-undecided"))
        )
    low = int(line.case.fact("pa-light-touch-10").values[0])
    if promised is not None and promised < low:
        return Standstill(None, line.make("t-standstill-short", days=promised, least=low), line.words("t-too-short"))
    published = line.day("award_notice")
    if published is None:
        return _without_a_notice(line)
    id = "t-standstill-promised" if line.light else "t-standstill-mandatory"
    days = promised or low
    period = line.period(
        lambda: (
            periods.voluntary_standstill(published, days)
            if line.light or days != low
            else periods.mandatory_standstill(published)
        )
    )
    if period is None:
        fact = "pa-light-touch-10" if line.light else "pa-standstill-01"
        counted = line.words("t-counted", days=days, day=published)
        return Standstill(None, line.make(id, facts=[fact, "pa-standstill-04"], counted=counted), line.unknown())
    return Standstill(period, of_period(line.make, id, period, counted=period.counted))


def promised_days(line: Line) -> int | None:
    """How many working days the award notice promises; the least there can be where nobody said how many."""
    if not line.case.yes("tender.standstill"):
        return None
    days = line.case.get("tender.standstill_days")
    return int(days) if days is not None else int(line.case.fact("pa-light-touch-10").values[0])


def _health(line: Line) -> Standstill:
    if line.regime == "psr-england" and not line.route:
        return Standstill(None, line.make("t-standstill-process"), line.words("t-undecided"))
    noticed = line.day("award_notice")
    if noticed is None:
        return _without_a_notice(line)
    count = periods.psr_england_standstill if line.regime == "psr-england" else periods.psr_wales_standstill
    period = line.period(lambda: count(noticed))
    if period is None:
        return Standstill(None, line.make(f"t-standstill-{line.regime}"), line.unknown())
    return Standstill(period, of_period(line.make, "t-standstill-psr", period, end=period.end))


def _saved(line: Line) -> Standstill:
    sent = line.day("award_notice")
    if sent is None:
        return _without_a_notice(line)
    period = periods.pcr_standstill(sent)
    reason = of_period(line.make, "t-standstill-pcr", period, counted=period.counted)
    if line.route == "pcr-light-touch" or not line.route:
        reason = both(reason, line.make("t-standstill-pcr-light"))
    return Standstill(period, reason)


def _without_a_notice(line: Line) -> Standstill:
    return Standstill(None, line.make("t-standstill-notice"))
