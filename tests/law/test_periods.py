"""The named periods at their edges: light touch or not, the uncertain holiday, days before the law, unknown years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.errors import InputError
from hls_procure.law import periods
from hls_procure.law.dates import Calendar
from hls_procure.law.periods.psr import NOTICES

DAY = timedelta(days=1)
DOUBT = date(2026, 6, 15)
known = st.dates(date(2025, 3, 1), date(2028, 10, 31))


def _says(period: periods.Period) -> bool:
    """Whether a period says that it crosses the uncertain holiday, in words and by its fact."""
    said = any("15 June 2026" in words for words in period.cautions)
    assert said == ("x-bank-holiday-june-2026" in period.law)
    return said


@given(known)
def test_every_standstill_that_crosses_the_uncertain_day_says_so_and_no_other(published: date) -> None:
    period = periods.mandatory_standstill(published)
    assert _says(period) == (period.start <= DOUBT <= period.end)
    assert not _says(periods.psr_england_standstill(published))
    assert not _says(periods.psr_wales_standstill(published))


@given(st.dates(date(2026, 4, 1), date(2026, 7, 31)), st.integers(1, 40))
def test_every_scottish_period_that_crosses_it_says_so_and_no_other(action: date, days: int) -> None:
    period = periods.scottish_period(action, days)
    assert _says(period) == (period.start <= DOUBT <= period.end)


def test_it_says_what_the_day_would_be_without_it() -> None:
    crossing = periods.mandatory_standstill(date(2026, 6, 8))
    assert "without it the last day is 17 June 2026" in crossing.cautions[0]
    assert any("www.wired-gov.net" in words for words in crossing.cautions)
    before, after = periods.mandatory_standstill(date(2026, 6, 3)), periods.mandatory_standstill(date(2026, 6, 16))
    assert before.end == date(2026, 6, 12)
    assert before.cautions == after.cautions == ()
    long = periods.scottish_period(date(2026, 6, 10), 20)
    assert "the last day is the same without it" in long.cautions[0]


@given(known, st.integers(8, 30))
def test_a_standstill_holds_what_it_promises(published: date, promised: int) -> None:
    period = periods.voluntary_standstill(published, promised)
    assert Calendar.for_regime("pa2023").between(period.start, period.end) == promised
    assert period.earliest == period.end + DAY


@given(known)
def test_fewer_holidays_never_make_a_standstill_later(published: date) -> None:
    english = periods.psr_england_standstill(published)
    whole = Calendar.for_regime("pa2023").after(english.start, 8)
    assert english.end <= whole
    assert english.start == published + DAY
    assert periods.psr_wales_standstill(published).end <= english.end


@given(known, st.integers(0, 40))
def test_representations_never_shorten_a_standstill(published: date, later: int) -> None:
    decided = published + DAY + timedelta(days=later)
    for work, calendar in ((periods.psr_england_standstill, "psr-england"), (periods.psr_wales_standstill, "psr-wales")):
        alone, heard = work(published), work(published, decided)
        assert heard.end >= alone.end
        assert Calendar.for_regime(calendar).between(decided + DAY, heard.end) >= 5
        assert heard.end in (alone.end, Calendar.for_regime(calendar).after(decided, 5))


def test_a_decision_before_the_standstill_is_refused() -> None:
    with pytest.raises(InputError, match="is before the standstill begins"):
        periods.psr_england_standstill(date(2026, 11, 24), date(2026, 11, 24))
    periods.psr_wales_standstill(date(2026, 11, 24), date(2026, 11, 24))


def test_seven_working_days_are_too_few_to_promise() -> None:
    with pytest.raises(InputError, match=r"8 at least") as raised:
        periods.voluntary_standstill(date(2026, 11, 24), 7)
    assert "PA 2023 s.51(3)(f),(4),(5)" in str(raised.value)
    assert periods.voluntary_standstill(date(2026, 11, 24), 8).end == date(2026, 12, 4)


def test_whether_it_is_light_touch_decides_the_standstill() -> None:
    day = date(2026, 11, 24)
    assert periods.standstill(day, light_touch=False) == periods.mandatory_standstill(day)
    assert periods.standstill(day, light_touch=True) is None
    assert periods.standstill(day, light_touch=True, promised=9) == periods.voluntary_standstill(day, 9)
    assert periods.standstill(day, light_touch=False, promised=9) == periods.voluntary_standstill(day, 9)
    with pytest.raises(InputError):
        periods.standstill(day, light_touch=False, promised=7)


@given(st.builds(periods.Circumstances, **{name: st.booleans() for name in periods.Circumstances.__annotations__}))
def test_the_shortest_minimum_counts(case: periods.Circumstances) -> None:
    tender, part = periods.minimum_tendering(case), periods.minimum_participation(case)
    assert tender.days in (0, 10, 25, 30, 35)
    assert part.days in (0, 10, 25)
    assert not case.light_touch or tender.days == part.days == 0
    assert not case.urgent or (tender.days <= 10 and part.days <= 10)
    assert part.days <= 25
    worked = periods.tendering_period(date(2026, 11, 24), case)
    assert (worked is None) == (tender.days == 0)
    if worked:
        assert (worked.end - worked.start).days + 1 == tender.days


@pytest.mark.parametrize("wrong", [date(2026, 3, 30), date(2026, 6, 30), date(2025, 9, 30), date(2025, 3, 31)])
def test_only_the_end_of_a_reporting_period_has_a_compliance_notice(wrong: date) -> None:
    with pytest.raises(InputError, match="is not the last day of a reporting period"):
        periods.payments_compliance_notice(wrong)


def test_wales_reports_on_payments_half_a_year_later() -> None:
    with pytest.raises(InputError, match="the first on 30 September 2026"):
        periods.payments_compliance_notice(date(2026, 3, 31), welsh_regulated=True)
    assert periods.payments_compliance_notice(date(2026, 9, 30), welsh_regulated=True).end == date(2026, 10, 29)


@pytest.mark.parametrize("wrong", [date(2026, 3, 31), date(2026, 6, 29), date(2026, 7, 31)])
def test_only_the_end_of_a_quarter_in_force_has_payment_information(wrong: date) -> None:
    with pytest.raises(InputError, match="is not the last day of a quarter"):
        periods.payment_information(wrong)


def test_a_period_before_its_law_says_so() -> None:
    early = periods.details_notice(date(2025, 2, 23), light_touch=True)
    assert "PA 2023 s.53(1)(a) holds from 24 February 2025, and this period starts on 23 February 2025" in early.cautions
    assert periods.details_notice(date(2025, 2, 24), light_touch=True).cautions == ()


@pytest.mark.parametrize("nation", NOTICES)
def test_every_notice_of_the_health_regime_is_due_in_thirty_days(nation: str) -> None:
    for kind in NOTICES[nation]:
        period = periods.psr_notice(date(2026, 12, 1), kind, nation=nation)
        assert period.end == date(2026, 12, 30)
        assert period.earliest is None
        book = [p for p in period.provisions if p]
        assert all(("WSI" in place) == (nation == "WLS") for place in book)


def test_what_the_health_regime_does_not_know_is_refused() -> None:
    with pytest.raises(InputError, match="Did you mean 'direct-award-c'"):
        periods.psr_notice(date(2026, 12, 1), "direct-award-d", nation="ENG")
    for ask in (
        lambda: periods.psr_notice(date(2026, 12, 1), "competitive", nation="SCT"),
        lambda: periods.most_suitable_provider_wait(date(2026, 12, 1), nation="NI"),
    ):
        with pytest.raises(InputError, match="has no such regime"):
            ask()


@pytest.mark.parametrize(("sent", "said"), [(date(2026, 11, 24), False), (date(2026, 11, 25), True), (date(2026, 12, 15), True)])
def test_a_saved_standstill_to_a_closed_day_asks_counsel(sent: date, said: bool) -> None:
    """To a Friday, a Saturday and Christmas Day."""
    assert any("ask counsel" in words for words in periods.pcr_standstill(sent).cautions) == said


def test_by_post_the_earlier_of_the_two_days_counts() -> None:
    sent = date(2026, 11, 2)
    assert periods.pcr_standstill(sent, electronic=False, received=sent + 4 * DAY).end == sent + 14 * DAY
    assert periods.pcr_standstill(sent, electronic=False, received=sent + 5 * DAY).end == sent + 15 * DAY
    assert periods.pcr_standstill(sent, electronic=False, received=sent + 9 * DAY).end == sent + 15 * DAY


@given(st.dates(date(2024, 1, 1), date(2028, 9, 30)), st.integers(1, 60))
def test_a_scottish_period_ends_on_a_working_day_and_holds_two(action: date, days: int) -> None:
    period, calendar = periods.scottish_period(action, days), Calendar.for_regime("scotland")
    assert period.start == action + DAY
    assert calendar.is_working(period.end)
    assert calendar.between(period.start, period.end) >= 2
    assert period.end >= action + timedelta(days=days)
    shorter = period.end - DAY
    assert (
        shorter < action + timedelta(days=days) or not calendar.is_working(shorter) or calendar.between(period.start, shorter) < 2
    )


@pytest.mark.parametrize(
    "ask",
    [
        lambda: periods.mandatory_standstill(date(2028, 12, 20)),
        lambda: periods.psr_england_standstill(date(2028, 12, 20)),
        lambda: periods.psr_wales_standstill(date(2023, 12, 1)),
        lambda: periods.scottish_period(date(2028, 12, 29), 5),
    ],
)
def test_in_years_without_holiday_dates_no_working_day_is_guessed(ask: object) -> None:
    with pytest.raises(InputError, match="holiday dates are known for 2024 to 2028 only"):
        ask()  # type: ignore[operator]


def test_periods_of_calendar_days_need_no_holidays() -> None:
    assert periods.details_notice(date(2031, 1, 6), light_touch=False).end == date(2031, 2, 4)
    assert periods.pcr_standstill(date(2030, 1, 7)).end == date(2030, 1, 17)
