"""Which planned payment a payment was, what is left, and words that hold bank details."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.grants.bank import bank_details
from hls_procure.grants.ledger import Entry
from hls_procure.grants.payments import match, still_open
from hls_procure.model.grant import Payment
from hls_procure.model.values import Money

PLAN = (
    Payment("y2027", date(2027, 1, 15), Money(4_000_000)),
    Payment("y2028", date(2028, 1, 15), Money(4_000_000)),
    Payment("y2029", date(2029, 1, 15), Money(4_250_000)),
)


def paid(on: date, pounds: int, payment: str = "y2027") -> Entry:
    return Entry(
        7, "2027-01-15T09:00:00+00:00", "finance officer", "G-1", "paid", on, amount=Money(pounds * 100), payment=payment
    )


def test_a_payment_is_found_by_its_sum_and_its_day() -> None:
    assert match(PLAN, (), date(2027, 1, 12), Money(4_000_000)).payment == "y2027"
    assert match(PLAN, (), date(2028, 1, 3), Money(4_000_000)).payment == "y2028"
    assert match(PLAN, (), date(2027, 1, 15), Money(4_250_000)).payment == "y2029"
    first = match(PLAN, (), date(2027, 1, 15), None)
    assert (first.payment, first.amount, first.notes) == ("y2027", Money(4_000_000), ())
    assert match(PLAN, (paid(date(2027, 1, 15), 40_000),), date(2028, 1, 15), None).payment == "y2028"
    assert match(PLAN, (), date(2027, 1, 15), Money(100), "y2029").payment == "y2029"


def test_a_payment_that_differs_is_late_or_comes_twice_is_said() -> None:
    (late,) = match(PLAN, (), date(2027, 1, 16), Money(4_000_000)).notes
    assert "15 January 2027, and is 1 day late" in late
    (other,) = match(PLAN, (), date(2027, 1, 14), Money(3_900_000)).notes
    assert "£39,000 was paid" in other
    assert "£40,000" in other
    once = (paid(date(2027, 1, 15), 40_000),)
    twice = match(PLAN, once, date(2027, 2, 3), Money(4_000_000))
    assert twice.payment == "y2027"
    assert "paid twice" in twice.notes[0]
    assert "entry 7" in twice.notes[0]
    assert match(PLAN, once, date(2028, 1, 10), Money(4_000_000)).payment == "y2028"
    whole = (*once, paid(date(2028, 1, 15), 40_000, "y2028"), paid(date(2029, 1, 15), 42_500, "y2029"))
    assert match(PLAN, whole, date(2029, 6, 1), Money(100)).notes
    assert match(PLAN, whole, date(2029, 6, 1), None).amount is None


def test_what_is_left_is_what_was_not_paid() -> None:
    half = (paid(date(2027, 1, 15), 15_000),)
    assert [(one.id, one.left.pence // 100) for one in still_open(PLAN, half)] == [
        ("y2027", 25_000),
        ("y2028", 40_000),
        ("y2029", 42_500),
    ]
    assert match(PLAN, half, date(2027, 1, 20), None).amount == Money(2_500_000)
    renamed = (paid(date(2028, 1, 14), 40_000, "second"),)
    assert [one.id for one in still_open(PLAN, renamed)] == ["y2027", "y2029"]


@pytest.mark.parametrize(
    "words",
    [
        "Please pay into 20-00-00, account 12345678.",
        "sort code 200000 acc no 1234 5678",
        "20 00 00 / 12345678",
        "Our IBAN is GB82 WEST 1234 5698 7654 32, thanks",
        "iban: gb82west12345698765432",
        "DE89 3704 0044 0532 0130 00 please",
    ],
)
def test_bank_details_are_seen(words: str) -> None:
    assert bank_details(words)


@pytest.mark.parametrize(
    "words",
    [
        "Yes, we accept.",
        "Yes. Our number is 01632 960123, and the charity number is 1123456.",
        "We accept the £12,500 of 15-01-27.",
        "Company 01234567 accepts on 3 March 2027.",
        "Reference GB82 WEST 1234 5698 7654 33",
        "Meeting 10.30.15, room 12",
    ],
)
def test_other_numbers_are_not_taken_for_bank_details(words: str) -> None:
    assert not bank_details(words)


DAYS = st.dates(date(2027, 1, 1), date(2031, 12, 31))
PLANS = st.lists(st.tuples(DAYS, st.integers(1, 5_000_000)), min_size=1, max_size=6)
PAID = st.lists(st.tuples(DAYS, st.one_of(st.none(), st.integers(1, 5_000_000))), max_size=10)


@given(PLANS, PAID)
def test_what_was_paid_and_what_is_left_make_what_was_planned_unless_more_was_paid(
    plan: list[tuple[date, int]], steps: list[tuple[date, int | None]]
) -> None:
    planned = [Payment(f"p{number}", on, Money(pence)) for number, (on, pence) in enumerate(plan)]
    total, entries = sum(pence for _, pence in plan), list[Entry]()
    over = False
    for on, pence in steps:
        found = match(planned, entries, on, Money(pence) if pence else None)
        before = {one.id: one.left.pence for one in still_open(planned, entries)}
        if found.amount is None:
            assert not before
            continue
        assert found.payment in {one.id for one in planned}
        over = over or found.amount.pence > before.get(found.payment, 0)
        if found.amount.pence > before.get(found.payment, 0):
            assert found.notes
        entries.append(Entry(len(entries) + 1, "", "", "G-1", "paid", on, amount=found.amount, payment=found.payment))
        left = sum(one.left.pence for one in still_open(planned, entries))
        given = sum(one.amount.pence for one in entries if one.amount)
        assert left + given >= total
        assert over or left + given == total
