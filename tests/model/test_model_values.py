"""Exact values: no penny and no percent is rounded, guessed or lost, and each is said in British English."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.model.values import (
    MONTHS,
    Money,
    Percent,
    parse_date,
    say_date,
    say_list,
    say_number,
    say_words,
)

PENCE = st.integers(-(10**15), 10**15)
SUMS = PENCE.map(Money)
PARTS = st.decimals(0, 100, places=2).map(Percent)


# Money


@given(SUMS)
def test_a_sum_that_is_said_or_written_is_read_back(money: Money) -> None:
    assert Money.parse(str(money)) == money
    assert Money.parse(money.plain()) == money
    assert Money.parse(money.short()) == money
    assert Money.parse(f" {money} ") == money
    assert money.pounds * 100 == money.pence


@given(SUMS)
def test_a_short_sum_is_the_same_sum(money: Money) -> None:
    short = money.short()
    assert short == str(money) or (short.endswith("m") and abs(money.pence) >= 100_000_000)


@given(SUMS, SUMS, SUMS)
def test_sums_add_up(a: Money, b: Money, c: Money) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert (a + b) - b == a
    assert a * 3 == a + a + a
    assert (a < b) + (a == b) + (a > b) == 1
    assert (a <= b) == (a.pence <= b.pence)


@given(SUMS, PARTS)
def test_a_share_is_the_nearest_penny_and_halves_go_away_from_nothing(money: Money, part: Percent) -> None:
    exact = Fraction(money.pence) * Fraction(part.value) / 100
    share = money.share(part).pence
    assert abs(share - exact) <= Fraction(1, 2)
    if abs(share - exact) == Fraction(1, 2):
        assert abs(share) > abs(exact)
    assert Money(-money.pence).share(part) == Money(-share)
    assert Money(0) <= Money(abs(share)) <= Money(abs(money.pence))


@pytest.mark.parametrize(
    ("pence", "part", "share"),
    [
        (1, "50", 1),
        (3, "50", 2),
        (5, "50", 3),
        (-1, "50", -1),
        (-3, "50", -2),
        (1, "49.99", 0),
        (1, "50.01", 1),
        (200, "0.25", 1),
        (10, "5", 1),
    ],
)
def test_half_a_penny_goes_away_from_nothing(pence: int, part: str, share: int) -> None:
    assert Money(pence).share(Percent(Decimal(part))) == Money(share)


@given(SUMS, PARTS)
def test_two_shares_that_make_a_hundred_make_the_sum_but_for_a_penny(money: Money, part: Percent) -> None:
    rest = Percent(100 - part.value)
    assert abs((money.share(part) + money.share(rest) - money).pence) <= 1
    assert money.share(Percent(Decimal(100))) == money
    assert money.share(Percent(Decimal(0))) == Money(0)


@given(st.integers(0, 10**9))
def test_the_written_forms_of_a_sum_are_one_sum(pounds: int) -> None:
    money = Money(pounds * 100)
    for text in (f"{pounds}", f"{pounds:,}", f"£{pounds}", f"£{pounds:,}", f"£{pounds}.00", f"{pounds}.0", f"£ {pounds}"):
        assert Money.parse(text) == money
    for ending in ("m", "M", " million", "Million"):
        assert Money.parse(f"£{pounds}{ending}") == money * 1_000_000
    assert Money.parse(f"{pounds}k") == Money.parse(f"£{pounds}K") == money * 1000


@pytest.mark.parametrize(
    ("typed", "pence", "said"),
    [
        ("£7.7m", 770_000_000, "£7,700,000"),
        ("£250k", 25_000_000, "£250,000"),
        ("12.50", 1250, "£12.50"),
        ("12.5", 1250, "£12.50"),
        ("0.07", 7, "£0.07"),
        ("-12.50", -1250, "-£12.50"),
        ("-£12.50", -1250, "-£12.50"),
        ("£1.234567m", 123_456_700, "£1,234,567"),
        ("£0", 0, "£0"),
        ("1,234,567.89", 123_456_789, "£1,234,567.89"),
        ("00012", 1200, "£12"),
    ],
)
def test_sums_as_people_write_them(typed: str, pence: int, said: str) -> None:
    assert (Money.parse(typed), str(Money.parse(typed))) == (Money(pence), said)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "£", "-", "ten", "£ten", "7,70", "77,00,000", "1,2345", ",5", "1,", "1,000.5,0", "12.505", "0.001", "£1.234567891m",
     "1e6", "1_000", "٣", "１２", "5-", "--5", "££5", "5.5.5", ".", "NaN", "inf", "$5", "€5",
     "5 pounds", "5m5", "mm", "k", "million", "5 or 6",
     "1.0000000000000000000000000000001m", "123456789012345678901234567890.12", "9" * 21],
)  # fmt: skip
def test_what_is_no_sum_or_has_parts_of_a_penny_is_refused_in_words(typed: str) -> None:
    with pytest.raises(
        ValueError, match=r"is not a sum of money|parts of a penny|in places where pounds do not|longer sum"
    ) as error:
        Money.parse(typed)
    assert typed[:40] in str(error.value)


@pytest.mark.parametrize(
    ("pence", "short"),
    [
        (100_000_000, "£1m"),
        (770_000_000, "£7.7m"),
        (775_000_000, "£7.75m"),
        (775_500_000, "£7,755,000"),
        (99_999_999, "£999,999.99"),
        (-770_000_000, "-£7.7m"),
        (25_000_000, "£250,000"),
        (100_000_001, "£1,000,000.01"),
        (0, "£0"),
    ],
)
def test_a_short_sum_is_exact_or_not_short(pence: int, short: str) -> None:
    assert Money(pence).short() == short


# Percentages


@given(st.decimals(0, 999_999, places=6))
def test_a_percentage_is_read_back(value: Decimal) -> None:
    percent = Percent(value)
    assert Percent.parse(str(percent)) == percent
    assert Percent.parse(percent.plain()) == percent
    assert "E" not in percent.plain()
    assert not percent.plain().endswith(".")


@given(PARTS, PARTS)
def test_percentages_add_and_compare_exactly(a: Percent, b: Percent) -> None:
    assert a + b == b + a
    assert (a + b).value - b.value == a.value
    assert (a < b) == (a.value < b.value)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("20", "20%"), ("20%", "20%"), (" 37.7 % ", "37.7%"), ("20.50", "20.5%"), ("100.0", "100%"), ("0", "0%"), ("-0", "0%")],
)
def test_percentages_as_people_write_them(typed: str, said: str) -> None:
    assert str(Percent.parse(typed)) == said


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "%",
        "ten",
        "20 per cent",
        "1e2",
        "1_0",
        "٢٠",
        "NaN",
        "Infinity",
        "20%%",
        "2,5",
        "20 30",
        ".5",
        "5.",
        "1e999999999",
        "9" * 7,
    ],
)
def test_what_is_no_percentage_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is not a percentage; write it in figures, like 20 or 37\.5"):
        Percent.parse(typed)


# Dates


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_a_date_is_read_in_every_form_that_people_write(day: date) -> None:
    month = MONTHS[day.month - 1]
    forms = {
        say_date(day),
        day.isoformat(),
        f"{day.day:02d} {month} {day.year}",
        f"{day.day} {month.lower()} {day.year}",
        f"{day.day} {month.upper()}, {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"{day.day} {month[:4]} {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        f"{day.year}-{day.month}-{day.day}",
        f"  {day.isoformat()}  ",
    }
    assert {parse_date(form) for form in forms} == {day}


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "3 March", "March 2027", "3rd March 2027", "3 M 2027", "3 Ma 2027", "3 Mai 2027", "03/03/27", "27-03-03",
     "3-March-2027", "3 March 2027 noon", "2027", "2027-03", "2027-03-03T00:00", "2027/3", "٣ March 2027", "３ March 2027",
     "0x3 March 2027", "1e1/3/2027", "-1/3/2027", "3/-3/2027", "+3/3/2027", "March 3 2027"],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date; write it like 3 March 2027 or 2027-03-03"):
        parse_date(typed)


@pytest.mark.parametrize(
    "typed", ["29 February 2027", "30 Feb 2028", "31/04/2027", "2027-13-01", "2027-00-01", "32/1/2027", "0/1/2027", "13/13/2027"]
)
def test_a_day_that_is_in_no_calendar_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a day in the calendar; write it like 3 March 2027"):
        parse_date(typed)


def test_a_leap_day_is_a_day_in_a_leap_year_only() -> None:
    assert parse_date("29 February 2028") == date(2028, 2, 29)
    assert parse_date("29/02/2000") == date(2000, 2, 29)
    with pytest.raises(ValueError, match="not a day in the calendar"):
        parse_date("29 February 2100")


@pytest.mark.parametrize("typed", ["31/12/9999", "0000-01-01", "1 January 0999", "3000-01-01"])
def test_a_year_that_no_project_reaches_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match="is in a year that no project reaches"):
        parse_date(typed)


@given(st.dates())
def test_a_date_is_said_the_british_way(day: date) -> None:
    assert say_date(day) == day.strftime("%d %B ").lstrip("0") + str(day.year)


# Numbers and lists in words


def test_numbers_in_words_to_ninety_nine() -> None:
    said = [say_words(number) for number in range(100)]
    assert said[:21] == (
        "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty"
    ).split()  # fmt: skip
    assert (said[21], said[40], said[99]) == ("twenty-one", "forty", "ninety-nine")
    assert len(set(said)) == 100
    for number in range(21, 100):
        tens, ones = divmod(number, 10)
        assert said[number] == (said[tens * 10] if not ones else f"{said[tens * 10]}-{said[ones]}")


@pytest.mark.parametrize(("number", "said"), [(100, "100"), (1200, "1,200"), (-1, "-1")])
def test_other_numbers_are_said_in_figures(number: int, said: str) -> None:
    assert say_words(number) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1200, "1,200"), (Decimal("1200.0"), "1,200"), (Decimal("2.50"), "2.5"), (Decimal("1234.5"), "1,234.5"), (0, "0")],
)
def test_numbers_in_figures(number: int | Decimal, said: str) -> None:
    assert say_number(number) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a, with x", "b"], "a, with x; and b"),
        (["a", "b, with x", "c"], "a; b, with x; and c"),
        (["a; x", "b"], "a; x; and b"),
    ],
)
def test_lists_as_a_sentence_says_them(items: list[str], said: str) -> None:
    assert say_list(items) == said


@given(st.lists(st.text("abc ,;", min_size=1), min_size=2, max_size=6), st.sampled_from(["and", "or"]))
def test_a_list_says_every_item_once_and_in_order(items: list[str], last: str) -> None:
    said = say_list(items, last)
    strong = any("," in item or ";" in item for item in items)
    glue, end = ("; ", f"; {last} ") if strong else (", ", f" {last} ")
    assert said == glue.join(items[:-1]) + end + items[-1]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_dates_keep_their_order_through_writing(day: date, days: int) -> None:
    later = day + timedelta(days=days)
    assert (parse_date(say_date(day)) <= parse_date(say_date(later))) is True
