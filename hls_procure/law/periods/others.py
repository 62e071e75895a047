"""The periods of the saved Regulations of 2015, of Scotland, of transfers of staff and of ending a grant."""

from __future__ import annotations

from datetime import date, timedelta

from hls_procure.law.dates import DAY, Calendar, add_months
from hls_procure.law.facts import NATIONS
from hls_procure.law.holidays import holidays_of, is_known
from hls_procure.law.periods.made import Period, in_days, in_working_days
from hls_procure.model.values import say_date


def pcr_standstill(sent: date, *, electronic: bool = True, received: date | None = None) -> Period:
    """The standstill of a procurement that stays under the Regulations of 2015, in calendar days.

    :param sent: the day on which the notice went to the tenderers. :param electronic: whether it went electronically to all.
    :param received: the day on which the last of them had it, where it went by other means.
    """
    end = sent + timedelta(days=10 if electronic else 15)
    counted = f"to the end of the {10 if electronic else 15}th day after {say_date(sent)}"
    if not electronic and received is not None and received + timedelta(days=10) < end:
        end = received + timedelta(days=10)
        counted = f"to the end of the 10th day after {say_date(received)}"
    closed = end.weekday() >= 5 or (is_known(end) and end in holidays_of(tuple(NATIONS)))
    cautions = ("Its last day is not a working day; whether it then runs on was not read, so ask counsel",) if closed else ()
    return in_days(
        "pcr2015-standstill",
        sent + DAY,
        end,
        counted=counted,
        law=("pcr-standstill-01",),
        earliest=end + DAY,
        cautions=cautions,
    )


def scottish_period(action: date, days: int) -> Period:
    """A period of days under the Scottish Regulations: the day of the action is not counted; it includes at least two
    working days; where its last day is not a working day it goes on to the next one.

    :raises InputError: where it reaches a year whose bank holidays are not known.
    :raises ValueError: where there is not at least one day.
    """
    if days < 1:
        raise ValueError(f"a period has at least one day, and {days} were asked for")
    first = action + DAY

    def end_of(calendar: Calendar) -> date:
        return max(calendar.next_working(action + timedelta(days=days)), calendar.after(action, 2))

    return in_working_days(
        "scotland-period",
        first,
        end_of,
        Calendar.for_regime("scotland"),
        counted=f"{days} days after {say_date(action)}, with 2 working days at the least, to a working day",
        law=("gap-sct-periods",),
        waits=False,
    )


def employee_information(transfer: date) -> Period:
    """The last day for giving employee liability information before a transfer of staff; the period is that one day."""
    latest = transfer - timedelta(days=28)
    return in_days(
        "tupe-information",
        latest,
        latest,
        counted=f"28 days before {say_date(transfer)}",
        law=("x-tupe-28",),
        cautions=("Whether both days count was not read; a day earlier is safe",),
    )


def end_of_funding_notice(ends: date) -> Period:
    """The last day for telling an organisation, and the people it serves, that its funding is reduced or ends; that one day."""
    latest = add_months(ends, -3)
    return in_days("best-value-notice", latest, latest, counted=f"3 months before {say_date(ends)}", law=("gap-bv-3m",))
