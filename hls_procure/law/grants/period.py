"""The applicable period of small assistance, and what counts in it.

The period is the elapsed part of the financial year in which it is given, and the two years before; a financial year ends on
31 March (fact ``gap-sub-36``).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hls_procure.law.grants.case import Assistance
from hls_procure.model.values import Money


def year_start(day: date) -> date:
    """The first day of the financial year in which a day lies: the first of April on or before it."""
    return date(day.year - (day.month < 4), 4, 1)


def applicable_period(given: date) -> tuple[date, date]:
    """The first and the last day of the period for assistance that is given on a day; that day counts."""
    first = year_start(given)
    return first.replace(year=first.year - 2), given


def in_period(every: Iterable[Assistance], given: date) -> tuple[Assistance, ...]:
    """The assistance that lies in the period, whoever had it: bodies under common control and transfers count."""
    start, end = applicable_period(given)
    return tuple(one for one in every if start <= one.on <= end)


def counted(every: Iterable[Assistance], given: date) -> Money:
    """The sum of what lies in the period."""
    return Money(sum(one.amount.pence for one in in_period(every, given)))
