"""How the competition is run (domain: B1 and the Corrections).

None means that nobody has answered yet; an empty tuple means that there are none. A test compares these classes
with the field schema (``playbooks/fields``), which says what each value is.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal

from hls_procure.model.common import YesNoWhy
from hls_procure.model.record import record
from hls_procure.model.values import Money


@record
class Portal:
    """Where tenders are sent."""

    name: str | None = None
    address: str | None = None


@record
class Engagement:
    """Preliminary market engagement: who, how, what was shared with all, what changed, how an advantage was taken away."""

    id: str
    on: date | None = None
    who: str | None = None
    method: str | None = None
    shared: str | None = None
    changed: str | None = None
    neutral: str | None = None


@record
class TenderStage:
    """A stage of the competition."""

    id: str
    title: str | None = None
    what: str | None = None
    scored: bool | None = None


@record
class Conversations:
    """Design conversations with bidders."""

    rounds: int | Decimal | None = None
    minutes: int | None = None
    about: tuple[str, ...] | None = None
    settled: tuple[str, ...] | None = None


@record
class TenderDates:
    """The dates of the competition."""

    notice: date | None = None
    questions_first: date | None = None
    take_part: date | None = None
    conversations_from: date | None = None
    conversations_to: date | None = None
    final_invited: date | None = None
    questions_last: date | None = None
    tenders: date | None = None
    scenarios: date | None = None
    decision: date | None = None
    award_notice: date | None = None
    standstill_ends: date | None = None
    sign: date | None = None


@record
class StaffTransfer:
    """Whether people are expected to transfer."""

    applies: YesNoWhy = field(default_factory=YesNoWhy)
    people: int | Decimal | None = None
    from_: str | None = None
    information_on: date | None = None
    pensions: str | None = None


@record
class Tender:
    """How the competition is run."""

    who_can_bid: str | None = None
    small_help: str | None = None
    lots: YesNoWhy = field(default_factory=YesNoWhy)
    estimated_value: Money | None = None
    estimated_basis: str | None = None
    portal: Portal = field(default_factory=Portal)
    engagement: tuple[Engagement, ...] | None = None
    engagement_notice: date | None = None
    engagement_none: str | None = None
    engagement_aims: tuple[str, ...] | None = None
    engagement_plan: str | None = None
    advantage: str | None = None
    stages: tuple[TenderStage, ...] | None = None
    shortlist: int | Decimal | None = None
    shortlist_how: str | None = None
    conversations: Conversations = field(default_factory=Conversations)
    dates: TenderDates = field(default_factory=TenderDates)
    deadline_time: str | None = None
    long_enough: str | None = None
    answer_days: int | None = None
    decided_by: str | None = None
    standstill: YesNoWhy = field(default_factory=YesNoWhy)
    standstill_days: int | None = None
    debrief: str | None = None
    valid_days: int | None = None
    tupe: StaffTransfer = field(default_factory=StaffTransfer)
