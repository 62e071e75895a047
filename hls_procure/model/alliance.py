"""The alliance agreement (domain: B2).

None means that nobody has answered yet; an empty tuple means that there are none. A test compares these classes
with the field schema (``playbooks/fields``), which says what each value is.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal

from hls_procure.model.common import YesNoWhy
from hls_procure.model.record import record
from hls_procure.model.values import Money, Percent


@record
class Extension:
    """An option to extend."""

    id: str
    length: int | None = None
    reason: str | None = None


@record
class Term:
    """How long."""

    start: date | None = None
    initial: int | None = None
    extensions: tuple[Extension, ...] | None = None
    decide_months: int | None = None


@record
class FundingLine:
    """A line of the yearly money."""

    id: str
    label: str | None = None
    amount: Money | None = None
    for_: str | None = None
    vat: str | None = None


@record
class FundingSource:
    """Which commissioner puts in what."""

    id: str
    who: str | None = None
    amount: Money | None = None


@record
class YearChange:
    """A year whose money differs from the yearly sum."""

    id: str
    year: int | Decimal | None = None
    amount: Money | None = None
    why: str | None = None


@record
class Funding:
    """The money. Sums exclude VAT unless the field says otherwise."""

    annual: Money | None = None
    lines: tuple[FundingLine, ...] | None = None
    sources: tuple[FundingSource, ...] | None = None
    changes: tuple[YearChange, ...] | None = None
    vat_rate: Percent | None = None
    payment: str | None = None
    holder: str | None = None
    index: str | None = None
    index_cap: Percent | None = None
    carry_forward: Percent | None = None
    move_limit: Percent | None = None
    accounts_months: int | None = None
    reduction_months: int | None = None


@record
class RiskShare:
    """How an overspend on a demand-led budget is shared."""

    id: str
    line: str | None = None
    holder: str | None = None
    baseline: Money | None = None
    authority: Percent | None = None
    members: Percent | None = None
    cap: Money | None = None
    outturn: Money | None = None


@record
class KeyIssue:
    """A matter that needs everyone."""

    id: str
    text: str | None = None


@record
class ReservedMatter:
    """A decision that a public body must take alone."""

    id: str
    matter: str | None = None
    body: str | None = None


@record
class SystemGroup:
    """A standing group of the alliance."""

    id: str
    name: str | None = None
    purpose: str | None = None
    who: str | None = None
    may: str | None = None


@record
class Governance:
    """Who decides what, and how."""

    provider_seats: int | Decimal | None = None
    lived_place: YesNoWhy = field(default_factory=YesNoWhy)
    rule: str | None = None
    quorum: int | Decimal | None = None
    chair: str | None = None
    chair_months: int | None = None
    meets_weeks: int | None = None
    papers_days: int | None = None
    key_issues: tuple[KeyIssue, ...] | None = None
    reserved: tuple[ReservedMatter, ...] | None = None
    handover_months: int | None = None
    host: str | None = None
    groups: tuple[SystemGroup, ...] | None = None
    council_name: str | None = None
    council_people: int | Decimal | None = None
    council_answer_days: int | None = None


@record
class Deadlock:
    """How long each step takes when people cannot agree."""

    pause_days: int | None = None
    facilitated_days: int | None = None
    outside_days: int | None = None


@record
class ProblemSteps:
    """How long each step of working through a problem takes."""

    days_people: int | None = None
    days_leaders: int | None = None
    days_mediation: int | None = None


@record
class Liability:
    """Who answers for what, up to how much."""

    model: str | None = None
    cap: Money | None = None
    charity_cap: Money | None = None
    authority_cap: Money | None = None


@record
class Insurance:
    """A kind of insurance."""

    id: str
    kind: str | None = None
    amount: Money | None = None
    per: str | None = None
    who: str | None = None


@record
class Leaving:
    """Leaving and removal."""

    notice_months: int | None = None
    plan_days: int | None = None
    remedy_days: int | None = None


@record
class Ending:
    """Ending the alliance."""

    notice_months: int | None = None
    voluntary_months: int | None = None


@record
class ExitPeriods:
    """Handing over."""

    plan_months: int | None = None
    records_years: int | None = None


@record
class ForeseenChange:
    """A kind of change that everybody foresees, with its limit."""

    id: str
    kind: str | None = None
    foreseen: str | None = None
    limit: str | None = None
    who: str | None = None


@record
class Change:
    """Change while the agreement lives."""

    map: tuple[ForeseenChange, ...] | None = None


@record
class PeopleTerms:
    """Pay and suppliers."""

    wage: str | None = None
    suppliers_days: int | None = None


@record
class DataTerms:
    """Personal data and shared systems."""

    controllers: str | None = None
    purposes: tuple[str, ...] | None = None
    system: str | None = None
    assessment_by: date | None = None
    breach_hours: int | Decimal | None = None


@record
class Safeguarding:
    """Keeping people safe."""

    who: str | None = None
    hours: int | Decimal | None = None


@record
class Periods:
    """The usual periods, chosen once and used by many clauses."""

    urgent: int | None = None
    short: int | None = None
    usual: int | None = None
    long: int | None = None
    settle: int | None = None
    review: int | None = None


@record
class Alliance:
    """The alliance agreement."""

    name: str | None = None
    structure: str | None = None
    story: str | None = None
    term: Term = field(default_factory=Term)
    funding: Funding = field(default_factory=Funding)
    risk_share: tuple[RiskShare, ...] | None = None
    risk_between: str | None = None
    governance: Governance = field(default_factory=Governance)
    deadlock: Deadlock = field(default_factory=Deadlock)
    problem: ProblemSteps = field(default_factory=ProblemSteps)
    liability: Liability = field(default_factory=Liability)
    insurance: tuple[Insurance, ...] | None = None
    leaving: Leaving = field(default_factory=Leaving)
    ending: Ending = field(default_factory=Ending)
    exit: ExitPeriods = field(default_factory=ExitPeriods)
    change: Change = field(default_factory=Change)
    people: PeopleTerms = field(default_factory=PeopleTerms)
    data: DataTerms = field(default_factory=DataTerms)
    safeguarding: Safeguarding = field(default_factory=Safeguarding)
    confidential_years: int | None = None
    information_days: int | None = None
    service_addresses: str | None = None
    periods: Periods = field(default_factory=Periods)
