"""A project as a grant that the law can be asked about, and the day by which it is asked."""

from __future__ import annotations

from datetime import date

from hls_procure.errors import InputError, Problem
from hls_procure.law.case import Case
from hls_procure.law.grants.case import GrantCase
from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.grants.found import GrantRuling
from hls_procure.law.grants.services import ITEMS
from hls_procure.model.values import Money

#: What each item for services of public economic interest is stated with; review and recovery are stated in every such letter.
_STATED = {
    "services": "grant.purpose",
    "enterprise": "recipient.name",
    "period": "facts.grant_ends",
    "area": "project.place",
    "amount": "facts.grant_total",
}


def day_of_grant(case: Case) -> date:
    """The day of the decision: the one asked about, else the one recorded, else that from which the documents speak.

    :raises InputError: none of them is known.
    """
    day = case.on or case.when("grant.decision.on") or case.project.as_of_date
    if day is None:
        raise InputError(
            Problem("grant.decision.on", "is not known", "The law is asked as at a day.", "Name one: --on 2027-01-15.")
        )
    return day


def desk_of(case: Case) -> GrantDesk:
    """The grant of a project on the day of its decision, to ask the facts with. :raises InputError: no day is known."""
    return GrantDesk(grant_case(case), day_of_grant(case), case.book)


def decide_project(case: Case) -> GrantRuling:
    """Everything that the law room finds for the grant of a project. :raises InputError: no day is known."""
    from hls_procure.law.grants import decide_grant

    return decide_grant(grant_case(case), day_of_grant(case), case.book)


def grant_case(case: Case) -> GrantCase:
    """The grant of a project in plain values; what nobody has answered stays open."""
    return GrantCase(
        funder=case.text("funder.kind"),
        funder_name=case.text("funder.short_name") or case.text("funder.name"),
        nation=case.nation,
        decision_public=case.yes("funder.decision_public"),
        public_money=case.yes("grant.public_money"),
        recipient_name=case.text("recipient.short_name") or case.text("recipient.name"),
        recipient_nation=case.text("recipient.nation"),
        form=case.text("recipient.form"),
        is_charity=case.yes("recipient.is_charity"),
        fit=case.text("recipient.fit"),
        publishes_accounts=case.yes("recipient.publishes_accounts"),
        enterprise=case.yes("recipient.enterprise"),
        at_risk=case.yes("recipient.works_with_at_risk"),
        amount=_amount(case),
        payments=max(1, len(case.project.grant.payments or ())),
        given_on=case.when("grant.starts"),
        ends_on=case.when("facts.grant_ends"),
        reporting=case.text("grant.reporting.form"),
        enforceable=case.yes("legal.grant.enforceable"),
        whose=case.text("legal.grant.whose"),
        route=case.text("grant.subsidy.route"),
        for_spei=True if case.text("grant.subsidy.route") == "spei" else None,  # the choice says so
        notified_on=case.when("grant.subsidy.notified_on"),
        group_asked=case.yes("grant.subsidy.group_asked"),
        transfers_asked=case.yes("grant.subsidy.transfers_asked"),
        assistance_total=case.money("grant.subsidy.assistance"),
        confirmed_on=case.when("grant.subsidy.confirmed_on"),
        market_terms=case.yes("grant.subsidy.market_terms"),
        specific=case.yes("grant.subsidy.specific"),
        effect=case.yes("grant.subsidy.effect"),
        given_confirmed_on=case.when("grant.subsidy.given_confirmed_on"),
        entered_on=case.when("grant.subsidy.entered_on"),
        in_scheme=case.yes("grant.subsidy.in_scheme"),
        spei_terms=_items(case),
        general_exchequer=case.yes("funder.general_exchequer"),
        told_on=case.when("grant.told_on"),
    )


def _items(case: Case) -> tuple[str, ...]:
    """Which items the letter states for services of public economic interest: its page states each that is known (GL-25)."""
    if case.text("grant.subsidy.route") != "spei":
        return ()
    return tuple(item for item in ITEMS if item not in _STATED or case.get(_STATED[item]) is not None)


def _amount(case: Case) -> Money | None:
    """The grant as it was decided, or the sum of its payments; the larger where they differ, so that no cap is missed."""
    every = [sum for sum in (case.money("grant.amount"), case.money("facts.grant_total")) if sum is not None]
    return max(every) if every else None
