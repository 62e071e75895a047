"""Days in the words of a promise: ``each March``, ``by 3 March 2027``. What says neither has no day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hls_procure.law.dates import add_months
from hls_procure.model.values import MONTHS, parse_date

_MONTH = "|".join(MONTHS)
_YEARLY = re.compile(
    rf"\b(?:each|every)\s+({_MONTH})\b|\b({_MONTH})\s+(?:each|every)\s+year\b|\b({_MONTH}),?\s+yearly\b"
    rf"|\byearly,?\s+in\s+({_MONTH})\b|\b(?:each|every)\s+year,?\s+in\s+({_MONTH})\b|\bin\s+({_MONTH})\s+of\s+(?:each|every)\s+year\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"(?<!\d)(\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{2}}/\d{{2}}/\d{{4}})(?!\d)", re.IGNORECASE
)


def yearly_month(words: str) -> int:
    """The month that comes every year, 1 to 12; 0 where the words name none, or more than one."""
    found = {next(group for group in one.groups() if group).capitalize() for one in _YEARLY.finditer(words)}
    return MONTHS.index(found.pop()) + 1 if len(found) == 1 else 0


def one_day(words: str) -> date | None:
    """The day that the words name; None where they name none, or more than one."""
    found = set()
    for one in _DAY.finditer(words):
        try:
            found.add(parse_date(one[1]))
        except ValueError:
            return None
    return found.pop() if len(found) == 1 else None


def month_ends(month: int, first: date, last: date) -> list[date]:
    """The last day of a month in every year, from ``first`` to ``last``, both counted."""
    days = [add_months(date(year, month, 1), 1) - timedelta(days=1) for year in range(first.year, last.year + 1)]
    return [day for day in days if first <= day <= last]
