"""Puts reasons together, and reads the figures that the facts name."""

from __future__ import annotations

import re
from typing import Any

from hls_procure.law.facts import LegalFact
from hls_procure.law.periods import Period
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.model.record import record
from hls_procure.model.values import Money

_SUM = re.compile(r"£\d+(?:[.,]\d+)*(?: million)?")


def both(*reasons: Reason) -> Reason:
    """Several reasons as one: their sentences one after the other, each fact and each caution once."""
    return Reason(
        reasons[0].id,
        " ".join(reason.text for reason in reasons),
        tuple(dict.fromkeys(id for reason in reasons for id in reason.facts)),
        tuple(dict.fromkeys(words for reason in reasons for words in reason.cautions)),
    )


def of_period(make: Reasons, id: str, period: Period, **places: Any) -> Reason:
    """A reason for a day that a period of the law fixes: it rests on the period's facts too, and carries its cautions."""
    reason = make(id, facts=period.law, **places)
    return Reason(reason.id, reason.text, reason.facts, tuple(dict.fromkeys((*period.cautions, *reason.cautions))))


@record
class Sum:
    """A sum that a fact names, and how it writes it: ``£2 million``."""

    amount: Money
    words: str

    def __str__(self) -> str:
        return self.words


def sums_of(fact: LegalFact) -> tuple[Sum, ...]:
    """The sums of pounds that a fact names: its values, or else those in its statement, in order."""
    amounts = [Money.parse(value) for value, unit in zip(fact.values, fact.units, strict=True) if unit.startswith("GBP")]
    if amounts:
        return tuple(Sum(amount, str(amount)) for amount in amounts)
    return tuple(Sum(Money.parse(words), words) for words in _SUM.findall(fact.statement))


def days_in(period: Period) -> int:
    """How many calendar days a period has, its first and its last counted."""
    return (period.end - period.start).days + 1
