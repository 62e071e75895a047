"""Figures, sums and days as the facts of law carry them, so that no rule types one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hls_procure.law.reasons import Asked
from hls_procure.model.values import Money, Percent


def number_of(case: Asked, fact: str, place: int = 0) -> Decimal:
    """A figure of a fact (``5`` of five years). :raises InputError: where there is no such fact."""
    return Decimal(case.fact(fact).values[place].replace(",", ""))


def percent_of(case: Asked, fact: str, place: int = 0) -> Percent:
    """A share of a fact. :raises InputError: where there is no such fact."""
    return Percent(number_of(case, fact, place))


def money_of(case: Asked, fact: str, place: int = 0) -> Money:
    """A sum of a fact. :raises InputError: where there is no such fact."""
    return Money(int(number_of(case, fact, place) * 100))


def day_of(case: Asked, fact: str, place: int = 0) -> date:
    """A day of a fact. :raises InputError: where there is no such fact."""
    return date.fromisoformat(case.fact(fact).values[place])
