"""The applicable period of small assistance: what lies in it is counted, and nothing else is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hls_procure.law.grants import Assistance, GrantCase, decide_grant
from hls_procure.law.grants.period import applicable_period, counted, in_period
from hls_procure.model.values import Money

DAY = st.dates(date(2023, 4, 1), date(2035, 12, 31))
GIFT = st.builds(Assistance, DAY, st.integers(0, 50_000_000).map(Money), st.sampled_from(("itself", "group", "transferred")))
GIFTS = st.lists(GIFT, max_size=6).map(tuple)
CAP = Money(31_500_000)


@pytest.mark.parametrize(
    ("given_on", "start"),
    [
        (date(2026, 3, 31), date(2023, 4, 1)),
        (date(2026, 4, 1), date(2024, 4, 1)),
        (date(2026, 12, 31), date(2024, 4, 1)),
        (date(2027, 1, 1), date(2024, 4, 1)),
        (date(2028, 2, 29), date(2025, 4, 1)),
    ],
)
def test_a_period_begins_two_full_financial_years_before_the_one_it_is_given_in(given_on: date, start: date) -> None:
    assert applicable_period(given_on) == (start, given_on)


@given(GIFTS, DAY)
def test_the_sum_never_counts_an_amount_outside_the_period(gifts: tuple[Assistance, ...], given_on: date) -> None:
    start, end = applicable_period(given_on)
    inside = in_period(gifts, given_on)
    assert all(start <= gift.on <= end for gift in inside)
    assert all(gift.on < start or gift.on > end for gift in gifts if gift not in inside)
    assert counted(gifts, given_on) == Money(sum(gift.amount.pence for gift in inside))
    early = Assistance(start - timedelta(days=1), Money(100))
    late = Assistance(end + timedelta(days=1), Money(100))
    assert counted((*gifts, early, late), given_on) == counted(gifts, given_on)
    edges = (Assistance(start, Money(100)), Assistance(end, Money(100)))
    assert counted((*gifts, *edges), given_on) == counted(gifts, given_on) + Money(200)


@given(DAY)
def test_a_period_holds_two_full_years_and_what_has_passed_of_the_third(given_on: date) -> None:
    start, end = applicable_period(given_on)
    assert (start.month, start.day, end) == (4, 1, given_on)
    assert start.replace(year=start.year + 2) <= given_on < start.replace(year=start.year + 3)


@settings(max_examples=30)
@given(GIFTS, DAY, st.integers(1, 40_000_000))
def test_minimal_assistance_is_open_exactly_up_to_the_cap(gifts: tuple[Assistance, ...], on: date, pence: int) -> None:
    case = GrantCase("council", nation="ENG", enterprise=True, route="mfa", amount=Money(pence), assistance=gifts)
    total = counted(gifts, on) + Money(pence)
    found = decide_grant(case, on).subsidy
    assert found.state == ("minimal" if total <= CAP else "minimal-over")
    assert found.total == total


CHOICES = {
    "funder": ("", "charity", "council", "public", "department", "other"),
    "nation": ("", "ENG", "WLS", "SCT", "NI"),
    "recipient_nation": ("", "ENG", "SCT"),
    "form": ("", "charity", "cic", "public"),
    "fit": ("", "same", "wider", "unsure"),
    "reporting": ("", "conversation", "own", "shared", "none"),
    "whose": ("", "theirs", "ours"),
    "route": ("", "mfa", "spei", "none", "unsure"),
}
YES_NO = (
    "decision_public", "public_money", "general_exchequer", "is_charity", "publishes_accounts", "enterprise", "at_risk",
    "enforceable", "market_terms", "specific", "effect", "for_spei", "group_asked", "transfers_asked", "in_scheme",
)  # fmt: skip
DAYS = ("given_on", "ends_on", "told_on", "notified_on", "confirmed_on", "given_confirmed_on", "entered_on")
ANY = st.fixed_dictionaries(
    {name: st.sampled_from(values) for name, values in CHOICES.items()}
    | {name: st.sampled_from((None, True, False)) for name in YES_NO}
    | {name: st.none() | DAY for name in DAYS}
    | {"amount": st.none() | st.integers(1, 4_000_000_000).map(Money), "assistance": st.none() | GIFTS}
)


@settings(max_examples=60)
@given(ANY, st.dates(date(2010, 1, 1), date(2035, 1, 1)))
def test_whatever_is_known_is_decided_and_never_both_ways(known: dict[str, object], on: date) -> None:
    case = GrantCase(**known)  # type: ignore[arg-type]
    ruling = decide_grant(case, on)
    assert ruling == decide_grant(case, on)
    if ruling.limited is not None:
        assert ruling.unrestricted_open is not ruling.limited
        assert case.funder == "charity"
    assert ruling.subsidy.ready is not True or ruling.subsidy.state in ("none", "minimal", "spei")
    if ruling.subsidy.state in ("minimal", "spei"):
        assert ruling.subsidy.total is not None
        assert ruling.subsidy.limit is not None
        assert ruling.subsidy.total <= ruling.subsidy.limit
    assert len({until.path for until in ruling.until}) == len(ruling.until)
    assert all("{" not in reason.text and reason.text.endswith((".", "?")) for reason in ruling.reasons())
