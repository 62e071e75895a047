"""A standstill that is shorter than promised or than the law sets, and a signature before it is over."""

from __future__ import annotations

from datetime import date

from hls_procure.errors import InputError
from hls_procure.law import periods
from hls_procure.law.conflicts.taken import Taken
from hls_procure.law.figures import number_of
from hls_procure.law.saying import of_period

CODE = "RA407"
NOTICE, ENDS, SIGN = "tender.dates.award_notice", "tender.dates.standstill_ends", "tender.dates.sign"
NO_STANDSTILL = frozenset({"user-choice", "below-threshold", "below-reserved", "psr-a", "psr-b"})
_LATER = "Move the date, or ask who can say when the standstill is over."


def standstill(taken: Taken) -> None:
    """The standstill of the law that governs; nothing where the dates reach a year whose bank holidays are not known."""
    case = taken.case
    if case.text("legal.route") in NO_STANDSTILL or case.text("legal.instrument") == "change":
        return
    notice, sign = case.when(NOTICE), case.when(SIGN)
    try:
        if taken.act:
            _act(taken, notice, sign)
        elif notice is not None and sign is not None and taken.regime.id in ("psr-england", "psr-wales"):
            made = periods.psr_england_standstill if taken.regime.id == "psr-england" else periods.psr_wales_standstill
            _signed(taken, "c-standstill-health", made(notice), notice, sign)
        elif notice is not None and sign is not None and taken.old:
            _signed(taken, "c-standstill-old", periods.pcr_standstill(notice), notice, sign)
    except InputError:
        return


def _act(taken: Taken, notice: date | None, sign: date | None) -> None:
    case = taken.case
    light = taken.regime.id == "pa2023-light-touch"
    promised = case.yes("tender.standstill")
    fact = "pa-light-touch-10" if light else "pa-standstill-01"
    least = int(number_of(case, fact))
    if not light and promised is False:
        reason = taken.say("c-standstill-none", least=least)
        taken.error("standstill-none", CODE, reason, "Plan the standstill, and the signature after it.", "tender.standstill")
    if light and not promised:
        return
    given = case.get("tender.standstill_days")
    days = int(given) if given is not None else least
    if days < least:
        reason = taken.say("c-standstill-few", days=days, least=least, facts=(fact,))
        do = "Promise as many as the law asks for, or none at all."
        taken.error("standstill-few", CODE, reason, do, "tender.standstill_days")
        days = least
    if notice is None:
        return
    period = periods.voluntary_standstill(notice, days) if light or days != least else periods.mandatory_standstill(notice)
    ends = case.when(ENDS)
    if ends is not None and ends < period.end:
        reason = of_period(taken.say, "c-standstill-short", period, ends=ends, notice=notice, end=period.end)
        taken.error("standstill-short", CODE, reason, _LATER, ENDS, NOTICE)
    if sign is not None:
        _signed(taken, "c-standstill-sign", period, notice, sign)


def _signed(taken: Taken, id: str, period: periods.Period, notice: date, sign: date) -> None:
    if sign <= period.end:
        reason = of_period(taken.say, id, period, sign=sign, notice=notice, end=period.end)
        taken.error("standstill-sign", CODE, reason, _LATER, SIGN, NOTICE)
