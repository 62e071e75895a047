"""The bank holidays of the four nations, as data: which days are known, and of which it is not certain.

The list and where it comes from are described in ``data/README.md``. It is never continued by a rule: a day of a
year that it does not have is not judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from hls_procure.errors import InputError, Problem
from hls_procure.law.lists import rows
from hls_procure.model.record import record
from hls_procure.model.values import say_date


@record
class BankHoliday:
    """A bank holiday in one nation.

    :param nation: ``ENG``, ``WLS``, ``SCT`` or ``NI``. :param note: ``Substitute day`` where the day itself fell on a weekend.
    :param basis: ``official_page``, or ``unverified`` where it is not certain that it is one.
    :param fact: the legal fact that says what is not certain; empty where nothing is.
    """

    nation: str
    day: date
    name: str
    basis: str
    note: str = ""
    fact: str = ""

    @property
    def certain(self) -> bool:
        """Whether it was seen in an official list."""
        return self.basis != "unverified"


@lru_cache(maxsize=1)
def bank_holidays() -> tuple[BankHoliday, ...]:
    """Every bank holiday of the list, by nation and day."""
    return tuple(
        BankHoliday(row["nation"], date.fromisoformat(row["date"]), row["name"], row["basis"], row["note"], row["fact"])
        for row in rows("bank_holidays")
    )


@lru_cache(maxsize=1)
def known_years() -> tuple[int, int]:
    """The first and the last year whose bank holidays are known."""
    years = {holiday.day.year for holiday in bank_holidays()}
    return min(years), max(years)


@lru_cache(maxsize=16)
def holidays_of(nations: tuple[str, ...]) -> Mapping[date, tuple[BankHoliday, ...]]:
    """The bank holidays of some nations, by day."""
    found: dict[date, tuple[BankHoliday, ...]] = {}
    for holiday in bank_holidays():
        if holiday.nation in nations:
            found[holiday.day] = (*found.get(holiday.day, ()), holiday)
    return MappingProxyType(found)


def is_known(day: date) -> bool:
    """Whether a day lies in a year whose bank holidays are known."""
    first, last = known_years()
    return first <= day.year <= last


def must_be_known(day: date) -> None:
    """Refuse a day of a year whose bank holidays are not known: they are never guessed.

    :raises InputError: with the years that are known and what to do.
    """
    if not is_known(day):
        first, last = known_years()
        raise InputError(
            Problem(
                say_date(day),
                f"cannot be counted to in working days: holiday dates are known for {first} to {last} only",
                "A bank holiday that is not known makes the date wrong.",
                "Count it by hand from the official list of bank holidays, or ask counsel.",
            )
        )
