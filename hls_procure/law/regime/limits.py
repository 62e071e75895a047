"""The thresholds that can count for a case on the day on which it starts, from the list of thresholds by date."""

from __future__ import annotations

from datetime import date

from hls_procure.law.lists import threshold
from hls_procure.law.regime.desk import Desk, central
from hls_procure.model.record import record
from hls_procure.model.values import Money


@record
class Limit:
    """A threshold: its amount, what it is for in words, and the facts that carry it."""

    amount: Money
    what: str
    facts: tuple[str, ...]


def limits(desk: Desk, what: str) -> tuple[Limit, ...]:
    """Every threshold that can count, several where the facts do not say who is central government.

    :param what: ``light touch``, ``services`` (goods too) or ``works``. :return: empty where none is known for the day.
    """
    day = desk.day
    if day is None:
        return ()
    if what == "services":
        kinds = {
            ("central" if one else "sub-central")
            + " goods/services": f"services of {'central government' if one else 'other authorities'}"
            for one in central(desk.kind)
        }
    else:
        kinds = {what: "a light touch contract" if what == "light touch" else "works"}
    found = []
    for name, words in kinds.items():
        item = threshold("PA2023", name, day)
        if item is not None:
            found.append(Limit(item.amount, words, facts_for(desk, name, day)))
    return tuple(found)


def facts_for(desk: Desk, name: str, day: date) -> tuple[str, ...]:
    """The facts that carry a threshold of the list on a day; none where only the list has it."""
    carried = ("pa-light-touch-06", "pa-light-touch-05") if name == "light touch" else ("gap-pa-thresholds-2026",)
    return tuple(id for id in carried if desk.case.fact(id).holds_on(day))
