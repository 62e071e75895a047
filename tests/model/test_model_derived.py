"""Worked-out figures: each formula on both sides of its edges."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.library.finder import Finder
from hls_procure.library.load import load_fields
from hls_procure.model import derived
from hls_procure.model.derived import CALCULATIONS, LAW
from hls_procure.model.fields import MAX_YEARS
from hls_procure.model.values import Money, Percent

SCHEMA = load_fields(Finder())
YEARS = st.integers(0, MAX_YEARS)
STARTS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
POUNDS = st.integers(0, 10**7).map(lambda pounds: Money(pounds * 100))


def percent(value: float | str) -> Percent:
    return Percent(Decimal(str(value)))


def test_every_calculation_is_used_by_a_field_and_every_derived_field_has_one() -> None:
    assert {field.derived for field in SCHEMA if field.derived} == {*CALCULATIONS, LAW}


# Dates and terms


@pytest.mark.parametrize(
    ("start", "years", "last"),
    [
        (date(2028, 4, 1), 5, date(2033, 3, 31)),
        (date(2028, 4, 1), 1, date(2029, 3, 31)),
        (date(2028, 1, 1), 1, date(2028, 12, 31)),
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 28)),
        (date(2028, 2, 28), 1, date(2029, 2, 27)),
        (date(2027, 3, 1), 1, date(2028, 2, 29)),
        (date(2027, 3, 1), 2, date(2029, 2, 28)),
        (date(2096, 2, 29), 4, date(2100, 2, 28)),
    ],
)
def test_the_last_day_of_some_years(start: date, years: int, last: date) -> None:
    assert derived.last_day(start, years) == last


@given(STARTS, st.integers(1, MAX_YEARS))
def test_the_day_after_the_last_is_the_same_day_some_years_on(start: date, years: int) -> None:
    after = derived.last_day(start, years) + timedelta(days=1)
    assert after.year == start.year + years
    assert (after.month, after.day) == (
        (start.month, start.day) if (after.month, after.day) != (3, 1) or start.month == 3 else (3, 1)
    )
    assert after == derived.add_years(start, years)


@given(STARTS, YEARS, st.lists(st.integers(1, 9), max_size=4).map(tuple))
def test_extensions_end_one_after_another_and_the_last_at_the_longest_end(
    start: date, initial: int, lengths: tuple[int, ...]
) -> None:
    ends = derived.extension_ends(start, initial, lengths)
    assert len(ends) == len(lengths)
    assert list(ends) == sorted(ends)
    longest = derived.last_day(start, derived.term_maximum(initial, lengths))
    assert (ends[-1] if ends else derived.last_day(start, initial)) == longest


def test_extensions_from_a_leap_day_are_counted_from_the_start_and_not_from_one_another() -> None:
    assert derived.extension_ends(date(2028, 2, 29), 1, (1, 2)) == (date(2030, 2, 28), date(2032, 2, 28))


@pytest.mark.parametrize(
    ("initial", "lengths", "said"),
    [(5, (2, 2, 1), "5 + 2 + 2 + 1 years"), (5, (), "5 years"), (1, (), "1 year"), (1, (1,), "1 + 1 years"), (0, (), "0 years")],
)
def test_the_pattern_of_a_term(initial: int, lengths: tuple[int, ...], said: str) -> None:
    assert derived.term_pattern(initial, lengths) == said


# Money


@given(st.lists(POUNDS, min_size=1), st.lists(POUNDS))
def test_a_total_takes_single_values_and_lists_alike(single: list[Money], listed: list[Money]) -> None:
    assert derived.total(*single, tuple(listed)) == Money(sum(money.pence for money in (*single, *listed)))
    assert derived.total(*single) == derived.total(tuple(single))


def test_a_total_of_nothing_is_not_known() -> None:
    assert derived.total() is None
    assert derived.total(()) is None
    assert derived.total((), ()) is None
    assert derived.total(7, 3) == 10


@given(POUNDS, POUNDS)
def test_what_is_not_allocated_and_what_is_make_the_whole(annual: Money, lines: Money) -> None:
    assert derived.difference(annual, lines) + lines == annual


@given(POUNDS, st.integers(0, 30), st.dictionaries(st.integers(1, 30), POUNDS, max_size=5))
def test_a_lifetime_is_every_years_own_sum(annual: Money, maximum: int, changes: dict[int, Money]) -> None:
    found = derived.lifetime(annual, maximum, tuple(changes), tuple(changes.values()))
    assert found == Money(sum(changes.get(year, annual).pence for year in range(1, maximum + 1)))
    assert derived.lifetime(annual, maximum, (), ()) == annual * maximum


def test_a_year_behind_the_end_changes_nothing() -> None:
    assert derived.lifetime(Money(100), 3, (4, 0), (Money(999), Money(999))) == Money(300)
    assert derived.lifetime(Money(100), 3, (3,), (Money(40),)) == Money(240)


@pytest.mark.parametrize(
    ("kinds", "amounts", "ought"),
    [
        ((), (), 1000),
        (("standard",), (600,), 1120),
        (("standard", "exempt", "outside"), (600, 300, 100), 1120),
        (("exempt",), (1000,), 1000),
        (("standard", "standard"), (1, 2), 1001),
        (("unsettled",), (600,), None),
        (("standard", "unsettled"), (600, 0), None),
    ],
)
def test_vat_falls_on_standard_lines_only_and_is_not_known_while_a_line_is_unsettled(
    kinds: tuple[str, ...], amounts: tuple[int, ...], ought: int | None
) -> None:
    found = derived.with_vat(Money(1000), percent(20), kinds, tuple(map(Money, amounts)))
    assert found == (None if ought is None else Money(ought))


def test_the_kinds_of_vat_that_the_formula_knows_are_those_of_the_schema() -> None:
    assert {"standard", "unsettled"} <= set(SCHEMA.fields["alliance.funding.lines[].vat"].choices)


# Shares of an overspend


@pytest.mark.parametrize(
    ("over", "share", "cap", "members"),
    [
        (240_000_00, 50, 200_000_00, 120_000_00),
        (400_000_00, 50, 200_000_00, 200_000_00),
        (400_000_02, 50, 200_000_00, 200_000_00),
        (399_999_98, 50, 200_000_00, 199_999_99),
        (0, 50, 200_000_00, 0),
        (1, 50, 200_000_00, 1),
        (-100, 50, 200_000_00, -50),
        (100_00, 0, 200_000_00, 0),
        (100_00, 100, 0, 0),
    ],
)
def test_members_bear_their_share_up_to_the_cap(over: int, share: int, cap: int, members: int) -> None:
    assert derived.row_share_capped((Money(over),), (percent(share),), (Money(cap),)) == (Money(members),)


@given(st.lists(st.tuples(POUNDS, POUNDS, st.integers(0, 100), POUNDS), max_size=4))
def test_what_members_and_the_holder_bear_makes_the_whole_overspend(rows: list[tuple[Money, Money, int, Money]]) -> None:
    outturn, baseline, shares, caps = (tuple(column) for column in zip(*rows, strict=True)) if rows else ((), (), (), ())
    over = derived.row_difference(outturn, baseline)
    members = derived.row_share_capped(over, tuple(map(percent, shares)), caps)
    holder = derived.row_difference(over, members)
    assert tuple(a + b for a, b in zip(members, holder, strict=True)) == over
    assert all(paid <= cap for paid, cap in zip(members, caps, strict=True))


def test_columns_of_different_length_are_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="zip"):
        derived.row_difference((1,), ())


# Weights and marks


def test_a_question_counts_for_its_share_of_its_criterion() -> None:
    found = derived.question_weight(
        ("a", "b"), (percent(60), percent(40)), ("a", "a", "b"), (percent(50), percent("12.5"), percent(100))
    )
    assert found == (percent(30), percent("7.5"), percent(40))


def test_a_question_of_no_criterion_has_no_weight() -> None:
    assert derived.question_weight(("a",), (percent(60),), ("a", "gone"), (percent(50), percent(50))) is None
    assert derived.question_weight((), (), (), ()) == ()


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6), st.data())
def test_the_weights_of_all_questions_make_the_weights_of_their_criteria(weights: list[int], data: st.DataObject) -> None:
    ids = tuple(f"c{n}" for n in range(len(weights)))
    criteria, shares = [], []
    for id in ids:
        first = data.draw(st.integers(0, 100))
        criteria += [id, id]
        shares += [percent(first), percent(100 - first)]
    found = derived.question_weight(ids, tuple(map(percent, weights)), tuple(criteria), tuple(shares))
    assert found is not None
    assert sum(one.value for one in found) == sum(weights)


@pytest.mark.parametrize(
    ("scores", "example"),
    [((0, 1, 2, 3, 4), 3), ((4, 0, 2), 2), ((5,), None), ((), None), ((3, 3), 3), ((Decimal("2.5"), 5), Decimal("2.5"))],
)
def test_the_example_uses_the_score_below_the_top(scores: tuple[Any, ...], example: Any) -> None:
    assert derived.example_score(scores) == example
    assert derived.highest(scores) == (max(scores) if scores else None)


@pytest.mark.parametrize(
    ("score", "top", "marks", "ought"),
    [
        (3, 4, (20,), "15"),
        (4, 4, (20,), "20"),
        (0, 4, (20,), "0"),
        (1, 3, (10,), "3.33"),
        (2, 3, (10,), "6.67"),
        (Decimal("2.5"), 5, ("12.5",), "6.25"),
        (3, 4, (), None),
        (0, 0, (20,), None),
    ],
)
def test_what_a_score_earns_on_the_first_question(score: Any, top: Any, marks: tuple[Any, ...], ought: str | None) -> None:
    found = derived.example_marks(score, top, tuple(map(percent, marks)))
    assert found == (None if ought is None else percent(ought))
    assert found is None or "E" not in str(found)


# Counts and kinds


def test_records_count_up_from_one() -> None:
    assert derived.count_up(("a", "b", "c")) == (1, 2, 3)
    assert derived.count_up(()) == ()


def test_a_list_is_counted_and_none_is_nought() -> None:
    assert derived.how_many(("a", "b", "c")) == 3
    assert derived.how_many(()) == 0


def test_each_commissioner_has_a_seat() -> None:
    assert derived.commissioner_seats(()) == 1
    assert derived.commissioner_seats(("a", "b")) == 3


@pytest.mark.parametrize(
    ("kind", "joint", "ought"),
    [("council", (), True), ("not-public", (), False), ("not-public", ("not-public",), False), ("not-public", ("nhs",), True)],
)
def test_a_public_body_among_the_commissioners(kind: str, joint: tuple[str, ...], ought: bool) -> None:
    assert derived.any_public(kind, joint) is ought


def test_the_kinds_that_the_formulas_know_are_those_of_the_schema() -> None:
    assert "not-public" in SCHEMA.fields["authority.kind"].choices
    assert "not-public" in SCHEMA.fields["authority.joint[].kind"].choices
    assert "charity" in SCHEMA.fields["award.members[].form"].choices
    assert "lived" in SCHEMA.fields["listening[].kind"].choices
    assert CALCULATIONS["any_charity"](("company", "charity")) is True
    assert CALCULATIONS["any_charity"](("company",)) is False


@pytest.mark.parametrize(
    ("heard", "ought"),
    [
        ([(1, "lived")], True),
        ([(1, "provider"), (2, "lived")], False),
        ([(2, "provider"), (1, "lived")], True),
        ([(1, "provider"), (1, "lived")], True),
        ([(1, "provider")], False),
        ([], False),
    ],
)
def test_whether_people_with_lived_experience_were_heard_first(heard: list[tuple[int, str]], ought: bool) -> None:
    days = tuple(date(2027, 1, day) for day, _ in heard)
    assert derived.lived_first(days, tuple(kind for _, kind in heard)) is ought
