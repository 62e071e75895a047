"""The periods of the Provider Selection Regimes of England and Wales."""

from __future__ import annotations

from datetime import date, timedelta

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.law.dates import DAY, Calendar, last_day
from hls_procure.law.periods.made import Period, in_days, in_working_days
from hls_procure.model.values import say_date

REPRESENTATIONS = 8
AFTER_DECISION = 5

#: For each nation and event, the facts that give the days for its notice.
NOTICES: dict[str, dict[str, tuple[str, ...]]] = {
    "ENG": {
        "direct-award-a": ("psr-e-a", "gap-psr-notice-sch2"),
        "direct-award-b": ("psr-e-b", "gap-psr-notice-sch2"),
        "direct-award-c": ("gap-psr-notice-sch4",),
        "most-suitable-provider": ("psr-e-msp", "gap-psr-notice-sch7"),
        "competitive": ("psr-e-comp", "gap-psr-notice-sch11"),
        "call-off": ("gap-psr-notice-sch2",),
        "modification": ("gap-psr-mod-notice", "gap-psr-notice-sch12"),
        "urgent-award": ("gap-psr-urgent-1", "gap-psr-notice-sch13"),
        "urgent-modification": ("gap-psr-urgent-1", "gap-psr-notice-sch14"),
        "abandonment": ("gap-psr-abandon", "gap-psr-notice-abandon"),
    },
    "WLS": {
        "direct-award-1": ("gap-psrw-notice-sch3",),
        "direct-award-2": ("gap-psrw-notice-sch5",),
        "most-suitable-provider": ("gap-psrw-notice-sch8",),
        "competitive": ("gap-psrw-notice-sch12",),
        "call-off": ("gap-psrw-notice-sch3",),
        "modification": ("gap-psrw-notice-sch13",),
        "urgent-award": ("gap-psrw-notice-sch14",),
        "urgent-modification": ("gap-psrw-notice-sch15",),
        "abandonment": ("gap-psrw-notice-sch17",),
    },
}


def psr_england_standstill(published: date, decided: date | None = None) -> Period:
    """The standstill in England, which begins on the day after the notice of intention is published.

    :param decided: the day on which the last further decision was communicated, where there were representations. Until
        then the standstill has no end, and the period given without it is the time for making representations.
    :raises InputError: where a decision comes before the standstill, or it reaches a year without known bank holidays.
    """
    law = ("psr-e-standstill-start", "psr-e-standstill-reps")
    return _standstill("psr-england-standstill", published + DAY, decided, "psr-england", law, "psr-e-standstill-5")


def psr_wales_standstill(submitted: date, decided: date | None = None) -> Period:
    """The standstill in Wales, which begins on the day on which the notice of intention is submitted.

    :param decided: as in :func:`psr_england_standstill`. :raises InputError: as there.
    """
    law = ("gap-psrw-standstill",)
    return _standstill("psr-wales-standstill", submitted, decided, "psr-wales", law, "gap-psrw-standstill")


def _standstill(name: str, begins: date, decided: date | None, regime: str, law: tuple[str, ...], after: str) -> Period:
    if decided is not None and decided < begins:
        raise InputError(
            Problem(
                say_date(decided),
                f"is before the standstill begins ({say_date(begins)})",
                "A further decision follows representations, and those are made within it.",
                "Give the day on which the last further decision was communicated.",
            )
        )

    def end_of(calendar: Calendar) -> date:
        end = calendar.after(begins, REPRESENTATIONS)
        return end if decided is None else max(end, calendar.after(decided, AFTER_DECISION))

    counted = f"to the {REPRESENTATIONS}th working day after {say_date(begins)}"
    if decided is None:
        cautions: tuple[str, ...] = ("It ends then only if nobody makes representations",)
    else:
        counted += f", and {AFTER_DECISION} working days after {say_date(decided)} at the least"
        cautions = ("This is the earliest end; it goes on while a further decision may still follow",)
        law = tuple(dict.fromkeys((*law, after)))
    calendar = Calendar.for_regime(regime)
    return in_working_days(name, begins, end_of, calendar, counted=counted, law=law, cautions=cautions)


def most_suitable_provider_wait(submitted: date, *, nation: str) -> Period:
    """The wait between the notice of intention to follow the Most Suitable Provider Process and the end of step 2.

    :param nation: ``ENG`` or ``WLS``. :return: ``earliest`` is the first day on which step 2 may be completed.
    :raises InputError: for another nation.
    """
    _of(nation)
    law = ("psr-e-msp-14", "gap-psr-notice-sch5") if nation == "ENG" else ("gap-psrw-notice-sch6",)
    earliest = submitted + timedelta(days=14)
    counted = f"14 days after {say_date(submitted)}"
    return in_days("psr-most-suitable-provider", submitted, earliest - DAY, counted=counted, law=law, earliest=earliest)


def psr_notice(event: date, kind: str, *, nation: str) -> Period:
    """When the notice of an award, modification or abandonment is due.

    :param event: the day of the award or modification, or of the decision to abandon (of the end of the standstill, where
        it was made in one). :param kind: a key of ``NOTICES[nation]``. :param nation: ``ENG`` or ``WLS``.
    :raises InputError: for another nation or an unknown kind.
    """
    kinds = _of(nation)
    if kind not in kinds:
        raise InputError(Problem(kind, "is no such notice", f"There are {', '.join(kinds)}. {nearest(kind, kinds)}".strip()))
    return in_days(
        f"psr-notice-{kind}",
        event,
        last_day(event, 30),
        counted=f"30 days beginning with {say_date(event)}",
        law=kinds[kind],
        cautions=("Whether the day of the event itself counts is not said; it is counted here, which gives the earlier day",),
    )


def _of(nation: str) -> dict[str, tuple[str, ...]]:
    if nation not in NOTICES:
        raise InputError(
            Problem(nation, "has no such regime for health services", f"There are {', '.join(NOTICES)}.", "Ask counsel.")
        )
    return NOTICES[nation]
