"""A grant given on trust: the funder, the recipient, and what is given, asked and promised (domain: B6).

None means that nobody has answered yet; an empty tuple means that there are none. A test compares these classes
with the field schema (``playbooks/fields``), which says what each value is. Sums are in pounds; no VAT arises.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal

from hls_procure.model.common import YesNoWhy
from hls_procure.model.project import Contact
from hls_procure.model.record import record
from hls_procure.model.values import Money, Percent


@record
class Promise:
    """Something that the funder promises, who keeps it, and by when."""

    id: str
    promise: str | None = None
    keeper: str | None = None
    by: str | None = None


@record
class Funder:
    """Who gives. Periods are in working days, ``gives_for_years`` in years, ``hour_cost`` in pounds an hour."""

    name: str | None = None
    short_name: str | None = None
    kind: str | None = None
    number: str | None = None
    address: str | None = None
    objects: str | None = None
    contact: Contact = field(default_factory=Contact)
    answers_within: int | None = None
    plan_within: int | None = None
    pause_at_most: int | None = None
    gives_for_years: int | None = None
    burden_limit: Percent | None = None
    hour_cost: Money | None = None
    commitments: tuple[Promise, ...] | None = None
    decision_public: YesNoWhy = field(default_factory=YesNoWhy)
    general_exchequer: bool | None = None
    signatory: str | None = None
    publishes_open_data: bool | None = None
    open_data_prefix: str | None = None


@record
class RecipientContact:
    """Whom to ring there, by role."""

    role: str | None = None


@record
class Recipient:
    """Who receives. ``income`` is in pounds a year; ``fit`` compares its purposes with the funder's."""

    name: str | None = None
    short_name: str | None = None
    form: str | None = None
    is_charity: bool | None = None
    number: str | None = None
    address: str | None = None
    purposes: str | None = None
    fit: str | None = None
    income: Money | None = None
    publishes_accounts: bool | None = None
    nation: str | None = None
    works_with_at_risk: bool | None = None
    enterprise: YesNoWhy = field(default_factory=YesNoWhy)
    contact: RecipientContact = field(default_factory=RecipientContact)


@record
class Limit:
    """What the money is limited to, and why it has to be."""

    text: str | None = None
    why: str | None = None


@record
class Payment:
    """A payment and its day."""

    id: str
    on: date | None = None
    amount: Money | None = None


@record
class Uplift:
    """Whether the payments rise each year."""

    kind: str | None = None
    percent: Percent | None = None


@record
class Freedom:
    """Something that the recipient may do without asking."""

    id: str
    text: str | None = None


@record
class TellUs:
    """An event that the funder asks to hear of soon, and why."""

    id: str
    event: str | None = None
    why: str | None = None


@record
class Ask:
    """Something asked of the recipient: what for, who reads it, and the hours a year that it takes."""

    id: str
    what: str | None = None
    use: str | None = None
    reader: str | None = None
    hours: int | Decimal | None = None


@record
class GrantReporting:
    """The one way of reporting."""

    form: str | None = None
    when: str | None = None
    asks: tuple[Ask, ...] | None = None


@record
class Offer:
    """Something that the funder offers beside the money."""

    id: str
    offer: str | None = None


@record
class Feedback:
    """How the funder hears what the recipient thinks of it, and how often, in months."""

    kind: str | None = None
    every: int | None = None


@record
class ReturnReason:
    """One of the few reasons for which money comes back."""

    id: str
    reason: str | None = None


@record
class GrantDecision:
    """When the grant was decided, and by whom, by role."""

    on: date | None = None
    by: str | None = None


@record
class Diligence:
    """Where the funder looked before deciding, and what it found."""

    id: str
    source: str | None = None
    found: str | None = None


@record
class Subsidy:
    """How public money stands under subsidy control: the route, the papers so far, what was asked about the total, and the tests.

    ``market_terms``, ``specific`` and ``effect`` answer the tests that make a subsidy; ``in_scheme`` says whether it is given
    under a scheme that is entered in the subsidy database.
    """

    route: str | None = None
    notified_on: date | None = None
    assistance: Money | None = None
    confirmed_on: date | None = None
    group_asked: bool | None = None
    transfers_asked: bool | None = None
    market_terms: bool | None = None
    specific: bool | None = None
    effect: bool | None = None
    in_scheme: bool | None = None
    given_confirmed_on: date | None = None
    entered_on: date | None = None


@record
class SharedLearning:
    """A way in which what an inquiry finds is shared."""

    id: str
    how: str | None = None


@record
class Inquiry:
    """What holds for an inquiry: how its learning is shared, whose it is, and the care for those who take part."""

    shared: tuple[SharedLearning, ...] | None = None
    owner: str | None = None
    care: str | None = None


@record
class GrantInvitation:
    """A conversation in place of an application: why them, what for, and the honest chance. ``paid`` is in pounds."""

    why: str | None = None
    hope: str | None = None
    chance: str | None = None
    paid: Money | None = None
    talk_by: date | None = None
    answer_by: date | None = None


@record
class GrantChange:
    """Something that changes in a grant, why, and from which day."""

    what: str | None = None
    why: str | None = None
    on: date | None = None


@record
class More:
    """Money on top of the grant: why, and each payment that is added."""

    why: str | None = None
    payments: tuple[Payment, ...] | None = None


@record
class LastGrant:
    """That a grant is the last one: why, and what is offered until its end and after."""

    why: str | None = None
    offers: tuple[Offer, ...] | None = None


@record
class Afterwards:
    """Something that a funder would like to hear of once it has happened."""

    id: str
    event: str | None = None


@record
class Flexibility:
    """A promise beside another paper: which paper, who promises it too, until when, and what is told afterwards."""

    beside: str | None = None
    other: str | None = None
    until: date | None = None
    after: tuple[Afterwards, ...] | None = None


@record
class Grant:
    """What is given, for what, when, and on what terms.

    ``replaces`` is the day on which the letter was sent that the new one takes the place of.
    """

    id: str | None = None
    replaces: date | None = None
    programme: str | None = None
    basis: str | None = None
    purpose: str | None = None
    why_you: str | None = None
    limit: Limit = field(default_factory=Limit)
    amount: Money | None = None
    starts: date | None = None
    years: int | None = None
    payments: tuple[Payment, ...] | None = None
    uplift: Uplift = field(default_factory=Uplift)
    free: tuple[Freedom, ...] | None = None
    tell: tuple[TellUs, ...] | None = None
    reporting: GrantReporting = field(default_factory=GrantReporting)
    learning: tuple[Offer, ...] | None = None
    support: tuple[Offer, ...] | None = None
    feedback: Feedback = field(default_factory=Feedback)
    time_asked: int | Decimal | None = None
    returns: tuple[ReturnReason, ...] | None = None
    exit: YesNoWhy = field(default_factory=YesNoWhy)
    next_talk: date | None = None
    accept: str | None = None
    decision: GrantDecision = field(default_factory=GrantDecision)
    diligence: tuple[Diligence, ...] | None = None
    inquiry: Inquiry = field(default_factory=Inquiry)
    next_letter: str | None = None
    invite: GrantInvitation = field(default_factory=GrantInvitation)
    change: GrantChange = field(default_factory=GrantChange)
    more: More = field(default_factory=More)
    last: LastGrant = field(default_factory=LastGrant)
    flex: Flexibility = field(default_factory=Flexibility)
    public_money: bool | None = None
    told_on: date | None = None
    subsidy: Subsidy = field(default_factory=Subsidy)
