"""What a project says of its grant, held against itself: payments, uses, the burden of reporting, length, and promises."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hls_procure.findings import Finding
from hls_procure.model.telling import value
from hls_procure.readacross.pack import Pack, at


def _of_grant(pack: Pack) -> bool:
    return pack.facts is not None and pack.project.legal.instrument == "grant"


def totals(pack: Pack) -> Iterator[Finding]:
    """RA711: the payments make the amount."""
    if not _of_grant(pack) or pack.facts is None:
        return
    amount, total = value(pack.facts, "grant.amount"), value(pack.facts, "facts.grant_total")
    if amount is None or total is None or amount == total:
        return
    gap = f"{amount - total} is missing" if total < amount else f"{total - amount} too much"
    message = f"The payments make {total}, and the grant is {amount}: {gap}."
    yield pack.finding("RA711", message, at("grant.payments", str(total)), at("grant.amount", str(amount)))


def uses(pack: Pack) -> Iterator[Finding]:
    """RA712: each ask has a use and a reader."""
    if not _of_grant(pack):
        return
    for row in pack.rows("grant.reporting.asks"):
        missing = [words for words, said in (("what happens because of it", row.use), ("who reads it", row.reader)) if not said]
        if row.what and missing:
            message = f"Nobody has said {' or '.join(missing)}: '{row.what}'."
            yield pack.finding("RA712", message, at(f"grant.reporting.asks[{row.id}]", row.what), None)


def burden(pack: Pack) -> Iterator[Finding]:
    """RA713: what reporting costs, against the limit that the funder has set itself."""
    if not _of_grant(pack) or pack.facts is None:
        return
    hours, cost = (value(pack.facts, f"facts.{name}") for name in ("grant_hours", "grant_hours_cost"))
    amount, limit, years = pack.project.grant.amount, pack.project.funder.burden_limit, pack.project.grant.years
    if cost is None or not amount or limit is None or Decimal(cost.pence) * 100 <= limit.value * amount.pence:
        return
    share = f"{Decimal(cost.pence) * 100 / amount.pence:.2f}%"
    message = (
        f"What is asked for takes {hours} hours a year: {cost} over {years} {'year' if years == 1 else 'years'} at "
        f"{pack.project.funder.hour_cost} an hour, which is {share} of the grant. The limit is {limit}."
    )
    yield pack.finding("RA713", message, at("grant.reporting.asks", share), at("funder.burden_limit", str(limit)))


def one_year(pack: Pack) -> Iterator[Finding]:
    """RA715: a year, where the funder says that it gives for longer."""
    if not _of_grant(pack):
        return
    years, habit = pack.project.grant.years, pack.project.funder.gives_for_years
    if years == 1:
        longer = f", and the funder says that it usually gives for {habit}." if habit and habit > 1 else "."
        right = at("funder.gives_for_years", habit) if habit and habit > 1 else None
        yield pack.finding("RA715", f"The grant is for one year{longer}", at("grant.years", years), right)


def promises(pack: Pack) -> Iterator[Finding]:
    """RA718: each promise has somebody who keeps it, and a day."""
    if not _of_grant(pack):
        return
    for row in pack.rows("funder.commitments"):
        missing = [words for words, said in (("who keeps it", row.keeper), ("by when", row.by)) if not said]
        if row.promise and missing:
            message = f"The promise '{row.promise}' does not say {' or '.join(missing)}."
            yield pack.finding("RA718", message, at(f"funder.commitments[{row.id}]", row.promise), None)
