"""Days and times as clocks in London show them, with their offset, worked out by rule and without a time zone database.

Summer time begins on the last Sunday of March, at 01:00 in winter time, and ends on the last Sunday of October, at 01:00
in winter time. The rule has held since 1996 and is applied to every year after that.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

DAY_BEGINS = time(0, 0)
DAY_ENDS = time(23, 59, 59)
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)\Z")


def last_sunday(year: int, month: int) -> date:
    """The last Sunday of a month that has 31 days."""
    end = date(year, month, 31)
    return end - timedelta(days=end.isoweekday() % 7)


def summer(moment: datetime) -> bool:
    """Whether summer time is in force at a time as clocks show it.

    The hour that occurs twice in October counts as summer time; the hour that is left out in March counts as winter time.
    """
    begins = datetime.combine(last_sunday(moment.year, 3), time(2, 0))
    ends = datetime.combine(last_sunday(moment.year, 10), time(2, 0))
    return begins <= moment < ends


def stamp(day: date, at: time = DAY_BEGINS) -> str:
    """``2027-04-19T12:00:00+01:00``: a day and a time in London with the offset that holds then."""
    moment = datetime.combine(day, at)
    return f"{moment.isoformat(timespec='seconds')}+{'01' if summer(moment) else '00'}:00"


def utc(moment: datetime) -> datetime:
    """The same moment in universal time, without an offset."""
    return moment - timedelta(hours=1) if summer(moment) else moment


def read_time(text: str | None) -> time | None:
    """The time of day that a project gives, such as ``12:00``; None where there is none, or where it is not a time."""
    found = _TIME.match((text or "").strip())
    return time(int(found[1]), int(found[2])) if found else None
