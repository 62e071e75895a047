"""Working days by regime, and the algebra of counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.errors import InputError
from hls_procure.law.dates import REGIMES, Calendar, add_months, last_day, last_day_of_months
from hls_procure.law.facts import LawBook

DAY = timedelta(days=1)
UK, ENGLAND, WALES, SCOTLAND = (Calendar.for_regime(regime) for regime in ("pa2023", "psr-england", "psr-wales", "scotland"))
calendars = st.sampled_from([UK, ENGLAND, WALES, SCOTLAND, UK.without_doubtful()])
days = st.dates(date(2024, 3, 1), date(2028, 9, 30))
counts = st.integers(1, 20)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 30), [ENGLAND, WALES]),  # St Andrew's Day
        (date(2027, 3, 17), [ENGLAND, WALES, SCOTLAND]),  # St Patrick's Day
        (date(2027, 3, 29), [SCOTLAND]),  # Easter Monday
        (date(2027, 1, 4), [ENGLAND, WALES]),  # the Scottish 2 January, on its substitute day
        (date(2026, 12, 25), []),
        (date(2026, 12, 28), []),  # the substitute day of Boxing Day
        (date(2026, 12, 29), [UK, ENGLAND, WALES, SCOTLAND]),
        (date(2026, 11, 28), []),  # Saturday
        (date(2026, 11, 29), []),  # Sunday
        (date(2026, 11, 27), [UK, ENGLAND, WALES, SCOTLAND]),
        (date(2026, 6, 15), [ENGLAND, WALES]),  # not certain, so left out where Scotland counts
    ],
)
def test_a_working_day_belongs_to_its_regime(day: date, working: list[Calendar]) -> None:
    assert [calendar for calendar in (UK, ENGLAND, WALES, SCOTLAND) if calendar.is_working(day)] == working


def test_without_what_is_doubtful_the_day_counts() -> None:
    day = date(2026, 6, 15)
    assert SCOTLAND.without_doubtful().is_working(day)
    assert not SCOTLAND.without_doubtful().is_working(date(2026, 11, 30))
    assert [found.day for found in UK.doubts(day, day)] == [day]
    assert UK.doubts(day + DAY, day + 9 * DAY) == UK.doubts(day - 9 * DAY, day - DAY) == ()
    assert ENGLAND.doubts(day, day) == ()


def test_a_calendar_names_facts_that_are_there() -> None:
    for regime in REGIMES:
        assert all(id in LawBook.load() for id in Calendar.for_regime(regime).law)


def test_no_such_calendar_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="Did you mean 'psr-wales'"):
        Calendar.for_regime("psr-wale")


@pytest.mark.parametrize("count", [0, -1])
def test_a_period_has_at_least_one_day(count: int) -> None:
    for wrong in (lambda: UK.after(date(2026, 1, 5), count), lambda: last_day(date(2026, 1, 5), count)):
        with pytest.raises(ValueError, match="at least one"):
            wrong()


@pytest.mark.parametrize(
    "ask",
    [
        lambda: UK.after(date(2028, 12, 29), 1),
        lambda: UK.beginning_with(date(2029, 1, 2), 1),
        lambda: UK.before(date(2024, 1, 2), 1),
        lambda: UK.is_working(date(2023, 12, 29)),
        lambda: UK.between(date(2028, 12, 1), date(2029, 1, 1)),
        lambda: UK.next_working(date(2028, 12, 30)),
    ],
)
def test_beyond_the_known_years_nothing_is_guessed(ask: object) -> None:
    with pytest.raises(InputError, match="holiday dates are known for 2024 to 2028 only") as raised:
        ask()  # type: ignore[operator]
    assert raised.value.problems[0].do


def test_up_to_the_last_known_day_it_counts() -> None:
    assert UK.after(date(2028, 12, 28), 1) == date(2028, 12, 29)
    assert UK.knows(date(2028, 12, 31))
    assert not UK.knows(date(2029, 1, 1))


@given(calendars, days, counts)
def test_n_working_days_beginning_with_a_day_hold_exactly_n(calendar: Calendar, day: date, count: int) -> None:
    end = calendar.beginning_with(day, count)
    assert calendar.between(day, end) == count
    assert calendar.is_working(end)
    assert end >= day


@given(calendars, days, counts)
def test_after_and_before_undo_each_other(calendar: Calendar, day: date, count: int) -> None:
    end = calendar.after(day, count)
    assert calendar.between(day + DAY, end) == count
    if calendar.is_working(day):
        assert calendar.before(end, count) == day
        assert calendar.beginning_with(day, count + 1) == end


@given(calendars, days, days, counts)
def test_a_later_start_never_ends_earlier(calendar: Calendar, one: date, other: date, count: int) -> None:
    first, second = sorted((one, other))
    assert calendar.after(first, count) <= calendar.after(second, count)
    assert calendar.after(first, count) < calendar.after(first, count + 1)


@given(days, counts)
def test_more_holidays_never_end_earlier(day: date, count: int) -> None:
    whole = UK.after(day, count)
    for calendar in (ENGLAND, WALES, SCOTLAND, UK.without_doubtful()):
        assert calendar.after(day, count) <= whole
    assert ENGLAND.after(day, count) == WALES.after(day, count)


@given(calendars, days)
def test_the_next_working_day_is_the_first_there_is(calendar: Calendar, day: date) -> None:
    found = calendar.next_working(day)
    assert calendar.is_working(found)
    assert calendar.between(day, found) == 1


@given(days, st.integers(1, 400))
def test_a_period_of_days_has_so_many_days(day: date, count: int) -> None:
    assert (last_day(day, count) - day).days + 1 == count


@pytest.mark.parametrize(
    ("day", "months", "same", "last"),
    [
        (date(2027, 1, 4), 6, date(2027, 7, 4), date(2027, 7, 3)),
        (date(2026, 8, 31), 6, date(2027, 2, 28), date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29), date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1), date(2026, 12, 31)),
        (date(2026, 10, 15), 3, date(2027, 1, 15), date(2027, 1, 14)),
    ],
)
def test_months(day: date, months: int, same: date, last: date) -> None:
    assert add_months(day, months) == same
    assert last_day_of_months(day, months) == last


@given(days, st.integers(-60, 60))
def test_months_there_and_back_lose_at_most_the_end_of_a_month(day: date, months: int) -> None:
    back = add_months(add_months(day, months), -months)
    assert 0 <= (day - back).days <= 3
    assert day.day > 28 or back == day
