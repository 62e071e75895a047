"""Sums and days as people write them: what is written is read back the same, and what may mean two things is refused."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.grants.amounts import read_amount
from hls_procure.grants.days import read_day
from hls_procure.grants.paying import equal_parts, payments_of, same_day
from hls_procure.model.fields import ValueProblem
from hls_procure.model.values import Money, say_date

PENCE = st.integers(0, 10**11)
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


def written(pence: int) -> list[str]:
    pounds, rest = divmod(pence, 100)
    grouped = f"{pounds:,}"
    return [
        f"{pounds}.{rest:02d}",
        f"£{grouped}.{rest:02d}",
        f"£ {grouped}.{rest:02d}",
        f"{grouped}.{rest:02d} GBP",
        f"{pounds},{rest:02d}",
        f"{grouped.replace(',', '.')},{rest:02d}",
        f"{grouped.replace(',', ' ')}.{rest:02d}",
        f"{grouped.replace(',', chr(0xA0))},{rest:02d}",
    ]


@given(PENCE)
def test_a_sum_is_read_as_it_was_written_however_it_was_written(pence: int) -> None:
    assert {read_amount(text) for text in written(pence)} == {Money(pence)}
    assert read_amount(Decimal(pence) / 100) == Money(pence)
    assert read_amount(Money(pence).plain()) == Money(pence)
    assert read_amount(str(Money(pence))) == Money(pence)


@given(st.integers(1, 999), st.integers(0, 999))
def test_three_figures_behind_a_full_stop_may_mean_two_sums(whole: int, part: int) -> None:
    text = f"{whole}.{part:03d}"
    with pytest.raises(ValueProblem) as refused:
        read_amount(text)
    assert part % 10 or str(Money(whole * 100 + part // 10)) in str(refused.value)
    assert str(Money((whole * 1000 + part) * 100)) in str(refused.value)


@given(st.text("0123456789.,' £k", max_size=12))
def test_a_sum_is_read_or_refused_with_words_and_never_guessed(text: str) -> None:
    try:
        sum = read_amount(text)
    except ValueProblem:
        return
    assert sum.pence >= 0
    figures = "".join(sign for sign in text if sign.isdigit()).strip("0")
    assert figures == "" or figures in str(sum.pence) or sum.pence % 10 == 0


@pytest.mark.parametrize(
    ("text", "sum"),
    [
        ("£12,500.00", "12500"), ("12.5k", "12500"), ("12500,00", "12500"), ("1,250", "1250"), ("12,5k", "12500"),
        ("7.7m", "7700000"),
        ("2 million", "2000000"), ("1.250.000", "1250000"), ("1,5", "1.50"), ("0.250", "0.25"), ("1'250", "1250"),
    ],
)  # fmt: skip
def test_what_means_one_sum_is_read(text: str, sum: str) -> None:
    assert read_amount(text).plain() == sum


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1.250", "may mean £1.25 or £1,250"), ("12.500", "may mean £12.50 or £12,500"),
        ("1,250k", "may mean £1,250 or £1,250,000"), ("12 50", "places where"),
        ("1.234", "may mean £1.234 or £1,234"), ("1.2345", "parts of a penny"), ("12,50,000", "places where pounds do not"),
        ("$500", "not in pounds"), ("500 EUR", "not in pounds"), ("-5", "less than nothing"), ("(500)", "less than nothing"),
        ("about 500", "not a sum of money"), ("", "not a sum of money"), ("1,", "not a sum of money"), ("9" * 30, "longer sum"),
        ("٣٤", "not a sum of money"),
    ],
)  # fmt: skip
def test_what_may_mean_two_sums_or_none_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(ValueProblem, match=said.replace("(", r"\(")):
        read_amount(text)


@given(DAYS)
def test_a_day_is_read_as_it_was_written_however_it_was_written(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for text in (
        day.isoformat(), say_date(day), f"{day.day:02d}/{day.month:02d}/{day.year}", f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02d}-{day.month:02d}-{day.year}", f"{day:%A} {say_date(day)}", f"{day.isoformat()}T00:00:00", f"{day:%Y%m%d}",
        f"{day:%B} {day.day}, {day.year}",
    ):  # fmt: skip
        assert read_day(text) == day, text
    assert read_day(day) == day
    if serial >= 32_874:
        assert read_day(Decimal(serial)) == read_day(str(serial)) == day
    if serial - 1462 >= 32_874:
        assert read_day(Decimal(serial - 1462), from_1904=True) == day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("05/13/2027", "13 May 2027"), ("12/05/27", "no whole year"), ("31/02/2027", "not a day in the calendar"),
        ("soon", "not a day"),
        ("2027", "a number and not a day"), ("1 May 1027", "not a day"), ("12 Mai 2027", "not a day"), ("99/99/2027", "calendar"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(ValueProblem, match=said):
        read_day(text)


def test_a_day_is_read_first() -> None:
    assert read_day("12/05/2027") == date(2027, 5, 12)
    assert read_day("1st of June 2027") == date(2027, 6, 1)


@given(st.integers(1, 10**9), st.integers(1, 10), DAYS)
def test_equal_parts_make_the_sum_to_the_penny_and_the_last_takes_what_is_left(pence: int, years: int, day: date) -> None:
    if pence < years:
        with pytest.raises(ValueProblem):
            payments_of("yearly", Money(pence), day, years)
        return
    parts = equal_parts(Money(pence), years)
    assert sum(part.pence for part in parts) == pence
    assert len(set(parts[:-1])) <= 1
    assert 0 <= parts[-1].pence - parts[0].pence < years
    made = payments_of("yearly", Money(pence), day, years)
    days = [date.fromisoformat(one["on"]) for one in made]
    assert days[0] == day
    assert all(timedelta(364) < later - earlier < timedelta(367) for earlier, later in pairwise(days))
    assert payments_of("at once", Money(pence), day, years) == [
        {"id": "all", "on": day.isoformat(), "amount": Money(pence).plain()}
    ]


def test_the_last_day_of_february_has_a_day_each_year() -> None:
    assert [same_day(date(2028, 2, 29), years) for years in (0, 1, 4)] == [
        date(2028, 2, 29),
        date(2029, 2, 28),
        date(2032, 2, 29),
    ]
