"""The papers of small assistance, in their order and by when, and the entry in the subsidy database."""

from __future__ import annotations

from datetime import date
from typing import Any

from hls_procure.law.dates import add_months, last_day_of_months
from hls_procure.law.figures import money_of, number_of
from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.grants.found import Paper, PaperState
from hls_procure.law.grants.period import year_start
from hls_procure.law.reasons import Reason


def four_steps(desk: GrantDesk, kind: str) -> tuple[Paper, ...]:
    """Notification, the recipient's confirmation, the confirmation on giving, and the record that the recipient keeps.

    :param kind: ``mfa`` or ``spei``, which are worded alike.
    """
    case, given = desk.case, desk.given
    return (
        Paper("notification", _name(desk, "notification"), _by(case.notified_on, given), _why(desk, kind, "notification"), given,
              case.notified_on),
        Paper("confirmation", _name(desk, "confirmation"), _confirmed(desk), _why(desk, kind, "confirmation"), given,
              case.confirmed_on),
        Paper("on-giving", _name(desk, "on-giving"), _on_giving(desk), _why(desk, kind, "on-giving", given=given), given,
              case.given_confirmed_on),
        _record(desk, kind),
    )  # fmt: skip


def in_order(papers: tuple[Paper, ...]) -> bool:
    """Whether what comes before giving is there and in its order."""
    return all(paper.state == "in-order" for paper in papers if paper.id in ("notification", "confirmation"))


def _by(done: date | None, last: date) -> PaperState:
    return "needed" if done is None else "in-order" if done <= last else "late"


def _confirmed(desk: GrantDesk) -> PaperState:
    """It answers the notification, comes before the money, and is about the period in which the money is given."""
    done, told = desk.case.confirmed_on, desk.case.notified_on
    state = _by(done, desk.given)
    if state != "in-order" or done is None:
        return state
    if told is None or done < told or year_start(done) != year_start(desk.given):
        return "out-of-order"
    return state


def _on_giving(desk: GrantDesk) -> PaperState:
    done = desk.case.given_confirmed_on
    if done is None:
        return "needed"
    return "in-order" if done == desk.given else "late" if done > desk.given else "out-of-order"


def _record(desk: GrantDesk, kind: str) -> Paper:
    years = int(number_of(desk, "gap-sub-37"))
    until = add_months(desk.given, 12 * years)
    return Paper("record", _name(desk, "record"), "needed", _why(desk, kind, "record", years=years, until=until), until)


def _name(desk: GrantDesk, id: str) -> str:
    return desk.why(f"g-name-{id}").text


def _why(desk: GrantDesk, kind: str, id: str, **places: Any) -> Reason:
    return desk.why(f"g-{kind}-{id}", **places)


def entry(desk: GrantDesk, kind: str) -> Paper:
    """The entry in the subsidy database: whether one is needed, and by when.

    :param kind: ``mfa``, ``spei`` or ``other``.
    """
    case, amount, name = desk.case, desk.case.amount, _name(desk, "entry")
    limit = money_of(desk, "sub-db-scheme" if kind == "other" else "gap-sub-36-4")
    if amount is None:
        return Paper("entry", name, "not-known", desk.wait("grant.amount", "g-until-amount"))
    months = int(number_of(desk, "sub-db-time"))
    by = last_day_of_months(desk.on, months)
    small = amount <= limit
    if small and kind != "other":
        return Paper("entry", name, "not-needed", desk.why(f"g-entry-not-{kind}", amount=amount, limit=limit))
    if small and case.for_spei:
        return Paper("entry", name, "not-needed", desk.why("g-entry-not-services", amount=amount, limit=limit))
    if small and case.in_scheme:
        return Paper("entry", name, "not-needed", desk.why("g-entry-not-scheme", amount=amount, limit=limit))
    if small and case.in_scheme is None:
        return Paper("entry", name, "not-known", desk.wait("grant.subsidy.in_scheme", "g-until-scheme", limit=limit), by)
    id = f"g-entry-{kind}" if not small else "g-entry-no-scheme"
    done = case.entered_on
    return Paper("entry", name, _by(done, by), desk.why(id, amount=amount, limit=limit, months=months, by=by), by, done)
