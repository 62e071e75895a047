"""What the law is asked about a grant: a plain record, so that a case is written with the words of an answer."""

from __future__ import annotations

from datetime import date

from hls_procure.model.record import record
from hls_procure.model.values import Money

#: Kinds of funder that are public authorities without more.
PUBLIC_FUNDERS = frozenset({"council", "public", "department"})
#: Nations whose charity law the facts carry.
CHARITY_LAW = frozenset({"ENG", "WLS"})


@record
class Assistance:
    """Minimal financial assistance, or assistance for services of public economic interest, that was given before.

    :param on: the day on which it was given. :param amount: the gross cash amount, or its equivalent in pounds.
    :param whose: ``itself``, ``group`` (a body under common control) or ``transferred`` (it came with an undertaking).
    """

    on: date
    amount: Money
    whose: str = "itself"


@record
class GrantCase:
    """One grant as the law sees it. None and empty words mean that nobody has said.

    :param funder: ``charity``, ``council``, ``public``, ``department`` (an arm's length body counts as one) or ``other``.
    :param nation: the nation whose law the funder is under. :param decision_public: whether the decision is in substance
        a public authority's. :param public_money: whether any of the money is public.
    :param general_exchequer: whether it is a general grant with Exchequer funding (departments only).
    :param form: ``charity``, ``cio``, ``company``, ``cic``, ``society``, ``unincorporated`` or ``public``.
    :param fit: ``same`` (the recipient's purposes are the funder's, or narrower), ``wider`` or ``unsure``.
    :param enterprise: whether the recipient offers goods or services on a market. :param at_risk: whether it works with
        children or with adults at risk. :param amount: all of the grant, gross, in pounds.
    :param payments: how many payments there are. :param given_on: the day on which it is given; the day asked about where
        that is open. :param ends_on: the day on which the support ends or is reduced; :param told_on: when they were told.
    :param reporting: ``conversation``, ``own``, ``shared`` or ``none``.
    :param enforceable: whether services can be enforced for it; :param whose: ``theirs`` or ``ours``: whose project it is.
    :param market_terms: whether the market would give it on the same terms. :param specific: whether it favours some
        enterprises over others. :param effect: whether it can affect competition, investment or trade.
    :param route: ``mfa``, ``spei``, ``none`` (no subsidy) or ``unsure``. :param for_spei: whether it is for services of
        public economic interest. :param assistance: what was given before, one by one; :param assistance_total: or the
        total of the period as the recipient confirmed it. :param group_asked: whether bodies under common control were
        asked about, :param transfers_asked: and mergers and transfers.
    :param notified_on: the day of the notification, :param confirmed_on: of the recipient's confirmation,
        :param given_confirmed_on: of the confirmation on giving, :param entered_on: of the entry in the database.
    :param in_scheme: whether it is given under a scheme that is entered there. :param spei_terms: which items the contract
        states (:data:`~hls_procure.law.grants.services.ITEMS`).
    :param standard_met: which minimum requirements are met (``1`` to ``10``), :param standard_explained: and which are not
        met and explained.
    """

    funder: str = ""
    funder_name: str = ""
    nation: str = ""
    decision_public: bool | None = None
    public_money: bool | None = None
    general_exchequer: bool | None = None
    recipient_name: str = ""
    recipient_nation: str = ""
    form: str = ""
    is_charity: bool | None = None
    fit: str = ""
    publishes_accounts: bool | None = None
    enterprise: bool | None = None
    at_risk: bool | None = None
    amount: Money | None = None
    payments: int = 1
    given_on: date | None = None
    ends_on: date | None = None
    told_on: date | None = None
    reporting: str = ""
    enforceable: bool | None = None
    whose: str = ""
    market_terms: bool | None = None
    specific: bool | None = None
    effect: bool | None = None
    route: str = ""
    for_spei: bool | None = None
    assistance: tuple[Assistance, ...] | None = None
    assistance_total: Money | None = None
    group_asked: bool | None = None
    transfers_asked: bool | None = None
    notified_on: date | None = None
    confirmed_on: date | None = None
    given_confirmed_on: date | None = None
    entered_on: date | None = None
    in_scheme: bool | None = None
    spei_terms: tuple[str, ...] = ()
    standard_met: tuple[str, ...] = ()
    standard_explained: tuple[str, ...] = ()
