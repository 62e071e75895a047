"""Our bank holidays are those of two independent lists, and what is not certain is marked."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from hls_procure.errors import InputError
from hls_procure.law.facts import NATIONS, LawBook
from hls_procure.law.holidays import bank_holidays, holidays_of, known_years, must_be_known
from hls_procure.law.lists import FOLDER

YEARS = range(2024, 2029)
UNCERTAIN = ("SCT", date(2026, 6, 15))
DIVISION = {"ENG": "england-and-wales", "WLS": "england-and-wales", "SCT": "scotland", "NI": "northern-ireland"}
SUBDIVISION = {"ENG": "ENG", "WLS": "WLS", "SCT": "SCT", "NI": "NIR"}


def _ours(nation: str) -> set[date]:
    return {day for day in holidays_of((nation,)) if day.weekday() < 5} - ({UNCERTAIN[1]} if nation == UNCERTAIN[0] else set())


@pytest.mark.parametrize("nation", NATIONS)
def test_weekdays_are_those_of_the_first_list(nation: str) -> None:
    listed = holidays.UnitedKingdom(subdiv=SUBDIVISION[nation], years=YEARS)
    theirs = {day for day in listed if day.weekday() < 5 and (nation, day) != UNCERTAIN}
    assert _ours(nation) == theirs


@pytest.mark.parametrize("nation", NATIONS)
def test_weekdays_are_those_of_the_second_list(nation: str) -> None:
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=DIVISION[nation])
    theirs = {item["date"] for item in listed if item["date"].year in YEARS and item["date"].weekday() < 5}
    assert _ours(nation) == {day for day in theirs if (nation, day) != UNCERTAIN}


def test_the_one_day_on_which_lists_differ_is_carried_as_unverified() -> None:
    doubtful = [holiday for holiday in bank_holidays() if not holiday.certain]
    assert [(holiday.nation, holiday.day) for holiday in doubtful] == [UNCERTAIN]
    fact = LawBook.load().get(doubtful[0].fact)
    assert fact.values == ("2026-06-15",)
    assert fact.basis not in ("statute_text", "official_page")
    assert "SCT" in fact.jurisdiction


def test_the_list_is_whole_and_in_order() -> None:
    assert known_years() == (2024, 2028)
    for nation in NATIONS:
        days = [holiday.day for holiday in bank_holidays() if holiday.nation == nation]
        assert days == sorted(set(days))
        for year in YEARS:
            assert 8 <= sum(day.year == year for day in days) <= 10
    assert all(day.weekday() < 5 for holiday in bank_holidays() for day in [holiday.day])


def test_substitute_days_say_so() -> None:
    noted = {(holiday.nation, holiday.day): holiday.note for holiday in bank_holidays()}
    assert noted["ENG", date(2026, 12, 28)] == "Substitute day"
    assert noted["SCT", date(2028, 1, 4)] == "Substitute day"
    assert noted["ENG", date(2026, 12, 25)] == ""


def test_the_columns_are_the_agreed_ones() -> None:
    with (FOLDER / "bank_holidays.csv").open(encoding="utf-8", newline="") as stream:
        assert next(csv.reader(stream)) == ["nation", "date", "name", "basis", "note", "fact"]


@pytest.mark.parametrize("edge", [date(2024, 1, 1), date(2028, 12, 31)])
def test_both_ends_of_what_is_known(edge: date) -> None:
    must_be_known(edge)
    outside = edge + timedelta(days=1 if edge.year == 2028 else -1)
    with pytest.raises(InputError, match="holiday dates are known for 2024 to 2028 only"):
        must_be_known(outside)
