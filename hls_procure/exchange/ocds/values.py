"""Reads a project's facts for a release: what is missing is None, and None is left out of what is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from hls_procure.exchange.london import DAY_BEGINS, DAY_ENDS, read_time, stamp
from hls_procure.model.facts import FactView
from hls_procure.model.telling import net_value, rows, value
from hls_procure.model.values import Money, Percent

Plain = dict[str, Any]
CURRENCY = "GBP"


def kept(made: Mapping[str, Any]) -> Plain:
    """A mapping without what is missing or empty; its order stays."""
    return {key: item for key, item in made.items() if item is not None and item not in ("", [], {})}


def number(exact: Decimal | int) -> int | float:
    """A number as JSON holds it: whole where it is whole."""
    whole = int(exact)
    return whole if whole == exact else float(exact)


def percent(weight: Percent | None) -> int | float | None:
    """A percentage as a number."""
    return None if weight is None else number(weight.value)


def pounds(sum_: Money | None) -> int | float | None:
    """A sum in pounds."""
    return None if sum_ is None else number(sum_.pounds)


def begins(day: date | None) -> str | None:
    """The first moment of a day in London."""
    return None if day is None else stamp(day, DAY_BEGINS)


def ends(day: date | None) -> str | None:
    """The last second of a day in London."""
    return None if day is None else stamp(day, DAY_ENDS)


def deadline(facts: FactView, path: str) -> str | None:
    """A deadline at the project's time of day. None while the day or the time is missing: neither is guessed."""
    day, at = value(facts, path), deadline_time(facts)
    return None if day is None or at is None else stamp(day, at)


def deadline_time(facts: FactView) -> time | None:
    """The time of day of every deadline."""
    return read_time(value(facts, "tender.deadline_time"))


def total_value(facts: FactView) -> Plain:
    """The value over the longest possible term, in pounds: ``amountGross`` includes VAT, ``amount`` does not."""
    gross, net = value(facts, "tender.estimated_value"), net_value(facts)
    if gross is None and net is None:
        return {}
    return kept({"amount": pounds(net), "amountGross": pounds(gross), "currency": CURRENCY})


def contract_period(facts: FactView) -> Plain:
    """First and last day of the first period, and the last day if every extension is used."""
    extended = rows(facts, "alliance.term.extensions")
    return kept(
        {
            "startDate": begins(value(facts, "alliance.term.start")),
            "endDate": ends(value(facts, "alliance.term.initial_ends")),
            "maxExtentDate": ends(value(facts, "alliance.term.longest_end")) if extended else None,
        }
    )
