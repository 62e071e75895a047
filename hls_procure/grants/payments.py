"""Which planned payment a payment was, and what is still to be paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from hls_procure.grants.ledger import Entry
from hls_procure.model.grant import Payment
from hls_procure.model.record import record
from hls_procure.model.values import Money, say_date

#: For so many days after a payment another one of the same sum is taken for the same payment made twice.
SOON = 45


@record
class Open:
    """A planned payment of which something is still to be paid."""

    id: str
    on: date
    amount: Money
    left: Money


@record
class Match:
    """Which payment it was, the sum, and what to say about it."""

    payment: str
    amount: Money | None
    notes: tuple[str, ...] = ()


def still_open(planned: Iterable[Payment], paid: Iterable[Entry]) -> list[Open]:
    """The planned payments that were not wholly paid, by day. A payment without day or sum is passed over.

    What was paid for a payment that has got another id since counts for the nearest one of its sum.
    """
    rows = {one.id: Open(one.id, one.on, one.amount, one.amount) for one in planned if one.on and one.amount}
    strangers = []
    for entry in paid:
        if entry.payment in rows:
            _pay(rows, rows[entry.payment], entry)
        else:
            strangers.append(entry)
    for entry in strangers:
        found = _nearest(_unpaid(rows), entry.on, entry.amount or Money(0))
        if found is not None:
            _pay(rows, found, entry)
    return _unpaid(rows)


def _unpaid(rows: Mapping[str, Open]) -> list[Open]:
    return sorted((one for one in rows.values() if one.left > Money(0)), key=lambda one: (one.on, one.id))


def _pay(rows: dict[str, Open], row: Open, entry: Entry) -> None:
    rows[row.id] = replace(row, left=row.left - (entry.amount or Money(0)))


def match(planned: Sequence[Payment], paid: Sequence[Entry], on: date, amount: Money | None, named: str = "") -> Match:
    """Find out which payment was made on a day, by its day and its sum.

    :param planned: every payment that the grant has; :param paid: what was recorded as paid before.
    :param amount: what was paid; the rest of the first open payment where nobody says it.
    :param named: the id of the payment where somebody says it.
    """
    known = [one for one in planned if one.on is not None and one.amount is not None]
    if not known:
        return Match(named, amount, ("no payment of this grant has a day and a sum, so nothing was compared",))
    rows = still_open(known, paid)
    if amount is None:
        row = next((one for one in rows if not named or one.id == named), None)
        if row is None:
            return Match(named, None)
        return Match(row.id, row.left, tuple(_late(row.on, on)))
    again = None if named else _again(known, paid, rows, on, amount)
    if again is not None:
        return Match(again.payment, amount, (_twice(again),))
    chosen = next((one for one in rows if one.id == named), None) or (None if named else _nearest(rows, on, amount))
    if chosen is None:
        whose = next((one for one in paid if one.payment == (named or known[-1].id)), None)
        return Match(named or known[-1].id, amount, (_twice(whose) if whose else "more was paid than the grant has",))
    notes = _late(chosen.on, on)
    if amount != chosen.left:
        left = "" if chosen.left == chosen.amount else f", of which {chosen.left} was left"
        notes.append(f"{amount} was paid, and the payment of {say_date(chosen.on)} is {chosen.amount}{left}")
    return Match(chosen.id, amount, tuple(notes))


def _nearest(rows: Sequence[Open], on: date, amount: Money) -> Open | None:
    same = [one for one in rows if amount in (one.left, one.amount)] or list(rows)
    return min(same, key=lambda one: (abs((one.on - on).days), one.on, one.id), default=None)


def _again(known: Sequence[Payment], paid: Sequence[Entry], rows: Sequence[Open], on: date, amount: Money) -> Entry | None:
    """An earlier payment that this one seems to repeat: the same sum soon after it, and no open payment is nearer."""
    open_ids = {one.id for one in rows}
    days = {one.id: one.on for one in known}
    near = min((abs((one.on - on).days) for one in rows), default=None)
    for one in reversed(paid):
        planned = days.get(one.payment)
        if one.payment in open_ids or one.amount != amount or planned is None:
            continue
        if 0 <= (on - one.on).days <= SOON and (near is None or abs((planned - on).days) < near):
            return one
    return None


def _twice(one: Entry) -> str:
    sum_ = one.amount or "a sum"
    return f"it seems to be paid twice: {sum_} was paid for the same payment on {say_date(one.on)} (entry {one.n})"


def _late(planned: date, on: date) -> list[str]:
    days = (on - planned).days
    return [f"it was promised by {say_date(planned)}, and is {days} {'day' if days == 1 else 'days'} late"] if days > 0 else []
