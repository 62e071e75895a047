"""One grant as somebody sees it who has to keep its days: what was promised, and what has happened since."""

from __future__ import annotations

from datetime import date

from hls_procure.grants.ledger import GrantState
from hls_procure.law.dates import add_months
from hls_procure.model.derived import add_years, last_day
from hls_procure.model.grant import Payment, Promise
from hls_procure.model.record import record
from hls_procure.model.root import Project
from hls_procure.model.values import Percent

#: How a funder asks what those whom it funds think of it, as the letter promises it.
FEEDBACK = {
    "anonymous": "by an anonymous survey",
    "third": "through somebody outside",
    "conversation": "in a talk with somebody who does not decide on their grant",
}


@record
class Held:
    """A grant, and what has happened to it.

    :param who: the recipient, by its short name. :param ends: the last day; None while start or years are open.
    :param next_talk: by when both talk about what comes next: the day that the grant says, or twelve months before its end.
    :param form: the way of reporting, :param when: and when, in words. :param rise: a yearly rise on top of the payments.
    :param asks_costs: the payments do not rise, and the letter promises to ask each year what that does.
    :param feedback: how the funder asks what they think of it, :param every: and every how many months.
    """

    id: str
    who: str
    programme: str
    state: GrantState
    payments: tuple[Payment, ...] = ()
    starts: date | None = None
    ends: date | None = None
    next_talk: date | None = None
    form: str = ""
    when: str = ""
    rise: Percent | None = None
    asks_costs: bool = False
    feedback: str = ""
    every: int | None = None
    promises: tuple[Promise, ...] = ()

    def rises_on(self, day: date) -> bool:
        """Whether a payment of a day has the yearly rise on top: a full year after the first payment, and later."""
        first = min((one.on for one in self.payments if one.on), default=None)
        return self.rise is not None and first is not None and day >= add_years(first, 1)

    def runs_on(self, day: date) -> bool:
        """Whether its letter was sent by a day and it has not ended before."""
        state = self.state
        if state.sent_on is None or day < state.sent_on:
            return False
        return not (self.ends and day > self.ends) and not (state.ended_on and day > state.ended_on)


def held(id: str, project: Project, state: GrantState) -> Held:
    """A grant from its project and its state."""
    grant, recipient = project.grant, project.recipient
    ends = last_day(grant.starts, grant.years) if grant.starts and grant.years else None
    return Held(
        id,
        recipient.short_name or recipient.name or "the recipient",
        grant.programme or "",
        state,
        grant.payments or (),
        grant.starts,
        ends,
        grant.next_talk or _talk(grant.starts, ends),
        grant.reporting.form or "",
        grant.reporting.when or "",
        grant.uplift.percent if grant.uplift.kind == "percent" else None,
        grant.uplift.kind == "none",
        FEEDBACK.get(grant.feedback.kind or "", ""),
        grant.feedback.every,
        project.funder.commitments or (),
    )


def _talk(starts: date | None, ends: date | None) -> date | None:
    """Twelve months before the end; in a grant of one year as early as it can be, which is its first day."""
    return max(starts, add_months(ends, -12)) if starts and ends else None


def anniversaries(starts: date, ends: date) -> list[date]:
    """The same day in every year after the first, up to the end."""
    days = (add_years(starts, count) for count in range(1, ends.year - starts.year + 1))
    return [day for day in days if day <= ends]
