"""Counting days as the law counts them: working days by regime, periods of days and of months.

    Calendar.for_regime("pa2023").beginning_with(date(2026, 11, 24), 8)     # 4 December 2026
    last_day(date(2027, 1, 4), 120)                                         # 3 May 2027

A working day belongs to the regime and not to the nation. Days of a year whose bank holidays are not known raise
:class:`~hls_procure.errors.InputError`; nothing is guessed. The named periods of the law are in :mod:`hls_procure.law.periods`.
"""

from __future__ import annotations

from datetime import date, timedelta

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.law.facts import NATIONS
from hls_procure.law.holidays import BankHoliday, holidays_of, is_known, must_be_known
from hls_procure.model.record import record

DAY = timedelta(days=1)

#: Whose bank holidays a regime leaves out, and the facts that say so.
REGIMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "pa2023": (tuple(NATIONS), ("pa-standstill-04",)),
    "psr-england": (("ENG",), ("psr-e-working-day",)),
    "psr-wales": (("WLS",), ("gap-psrw-working-day", "gap-psrw-standstill-calc")),
    "scotland": (("SCT",), ("gap-sct-periods",)),
}


def last_day(first: date, days: int) -> date:
    """The last day of a period of days that begins with its first day: the day by whose end a thing is done.

    :raises ValueError: where there is not at least one day.
    """
    _at_least_one(days)
    return first + timedelta(days=days - 1)


def add_months(day: date, months: int) -> date:
    """The same day some months later, or earlier where negative; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))


def last_day_of_months(first: date, months: int) -> date:
    """The last day of a period of months that begins with its first day: 6 months from 4 January end on 3 July.

    Where the last month has no such day, the period ends with that month.

    :raises ValueError: where there is not at least one month.
    """
    _at_least_one(months)
    same = add_months(first, months)
    return same - DAY if same.day == first.day else same


def _at_least_one(count: int) -> None:
    if count < 1:
        raise ValueError(f"a period has at least one day or month, and {count} were asked for")


@record
class Calendar:
    """The working days of one regime.

    :param regime: ``pa2023``, ``psr-england``, ``psr-wales`` or ``scotland``. :param nations: whose bank holidays are left out.
    :param law: the facts that say so. :param doubtful: whether a bank holiday that is not certain is left out too; that makes
        a wait longer and never too short.
    """

    regime: str
    nations: tuple[str, ...]
    law: tuple[str, ...]
    doubtful: bool = True

    @classmethod
    def for_regime(cls, regime: str) -> Calendar:
        """The calendar of a regime. :raises InputError: where there is none."""
        if regime not in REGIMES:
            raise InputError(
                Problem(
                    regime,
                    "has no calendar of working days",
                    f"There are {', '.join(REGIMES)}. {nearest(regime, REGIMES)}".strip(),
                    "Ask counsel which days count.",
                )
            )
        return cls(regime, *REGIMES[regime])

    def without_doubtful(self) -> Calendar:
        """The same calendar with every uncertain bank holiday taken for an ordinary day."""
        return Calendar(self.regime, self.nations, self.law, doubtful=False)

    def knows(self, day: date) -> bool:
        """Whether the day lies in a year whose bank holidays are known."""
        return is_known(day)

    def holiday(self, day: date) -> tuple[BankHoliday, ...]:
        """The bank holidays that fall on a day and are left out, one a nation. :raises InputError: for an unknown year."""
        must_be_known(day)
        return tuple(found for found in holidays_of(self.nations).get(day, ()) if self.doubtful or found.certain)

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day. :raises InputError: for a day of an unknown year."""
        return not self.holiday(day) and day.weekday() < 5

    def beginning_with(self, day: date, count: int) -> date:
        """The last day of a period of working days that begins with a day, which counts if it is one.

        :raises InputError: where it reaches an unknown year. :raises ValueError: where ``count`` is below one.
        """
        return self.after(day - DAY, count)

    def after(self, day: date, count: int) -> date:
        """The nth working day after a day, which itself never counts.

        :raises InputError: where it reaches an unknown year. :raises ValueError: where ``count`` is below one.
        """
        return self._walk(day, count, DAY)

    def before(self, day: date, count: int) -> date:
        """The nth working day before a day, which itself never counts.

        :raises InputError: where it reaches an unknown year. :raises ValueError: where ``count`` is below one.
        """
        return self._walk(day, count, -DAY)

    def next_working(self, day: date) -> date:
        """The day itself if it is a working day, or else the next one. :raises InputError: for an unknown year."""
        return self.beginning_with(day, 1)

    def between(self, first: date, last: date) -> int:
        """How many working days there are from the first day to the last, both included; none where they are crossed.

        :raises InputError: where one of them lies in an unknown year.
        """
        return sum(self.is_working(first + DAY * n) for n in range((last - first).days + 1))

    def doubts(self, first: date, last: date) -> tuple[BankHoliday, ...]:
        """The bank holidays from the first day to the last of which it is not certain that they are any."""
        return tuple(
            holiday
            for day, found in holidays_of(self.nations).items()
            for holiday in found
            if first <= day <= last and not holiday.certain
        )

    def _walk(self, day: date, count: int, step: timedelta) -> date:
        _at_least_one(count)
        while count:
            day += step
            count -= self.is_working(day)
        return day
