"""Summer and winter time in London by rule, held against the time zone database where there is one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from hls_procure.exchange.london import read_time, stamp, utc


@pytest.fixture(scope="module")
def london() -> ZoneInfo:
    try:
        return ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        pytest.skip("there is no time zone database here")


def test_every_day_from_1996_to_2060_has_the_offset_of_the_database(london: ZoneInfo) -> None:
    day = date(1996, 1, 1)
    while day < date(2060, 1, 1):
        for at in (time(0, 0), time(12, 0), time(23, 59, 59)):
            assert stamp(day, at) == datetime.combine(day, at, london).isoformat(timespec="seconds")
        day += timedelta(days=1)


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26), date(2028, 10, 29)])
def test_the_nights_on_which_clocks_change_hour_by_hour(day: date, london: ZoneInfo) -> None:
    for minutes in range(0, 24 * 60, 15):
        moment = datetime.combine(day, time(0, 0)) + timedelta(minutes=minutes)
        assert stamp(day, moment.time()) == moment.replace(tzinfo=london).isoformat(timespec="seconds")
        assert utc(moment) == moment.replace(tzinfo=london).astimezone(UTC).replace(tzinfo=None)


def test_without_a_database_the_known_days_hold() -> None:
    assert stamp(date(2027, 3, 27)).endswith("+00:00")
    assert stamp(date(2027, 3, 28), time(12, 0)).endswith("+01:00")
    assert stamp(date(2027, 10, 30)).endswith("+01:00")
    assert stamp(date(2027, 10, 31), time(12, 0)).endswith("+00:00")


@pytest.mark.parametrize(
    ("text", "at"), [("12:00", time(12)), ("9.05", time(9, 5)), ("24:00", None), ("noon", None), ("", None), (None, None)]
)
def test_a_time_of_day(text: str | None, at: time | None) -> None:
    assert read_time(text) == at
