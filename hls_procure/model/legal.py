"""What the law is asked about: the thing that is bought or given, the way that is taken, and what was recorded (domain: B1).

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
class ServiceCode:
    """A service code of the common procurement vocabulary."""

    id: str
    code: str | None = None
    label: str | None = None


@record
class Part:
    """A part of what is bought, with its value over the whole life: pounds including VAT."""

    id: str
    what: str | None = None
    kind: str | None = None
    code: str | None = None
    amount: Money | None = None
    individuals: bool | None = None


@record
class Alternative:
    """A way that was weighed and not chosen."""

    id: str
    what: str | None = None
    why_not: str | None = None


@record
class GrantTest:
    """Whether it is a grant: whose project it is, and whether anybody could be made to supply."""

    whose: str | None = None
    enforceable: YesNoWhy = field(default_factory=YesNoWhy)
    recipient: str | None = None


@record
class PublicTest:
    """Whether it is an arrangement between public bodies only."""

    only: YesNoWhy = field(default_factory=YesNoWhy)
    common: YesNoWhy = field(default_factory=YesNoWhy)
    other_share: Percent | None = None
    controls: YesNoWhy = field(default_factory=YesNoWhy)
    own_share: Percent | None = None
    private_owner: bool | None = None


@record
class UserChoice:
    """Whether a person chooses the provider themselves."""

    user_choice: YesNoWhy = field(default_factory=YesNoWhy)
    enactment: str | None = None
    preference: YesNoWhy = field(default_factory=YesNoWhy)
    best_interest: YesNoWhy = field(default_factory=YesNoWhy)


@record
class Phased:
    """Innovation in phases: why, with how many, up to what cost."""

    wanted: YesNoWhy = field(default_factory=YesNoWhy)
    need: str | None = None
    goal: str | None = None
    partners: int | Decimal | None = None
    maximum_cost: Money | None = None
    performance: str | None = None
    ideas: str | None = None
    stopping: str | None = None


@record
class Phase:
    """A phase with its length, its value (pounds including VAT) and the gate at its end."""

    id: str
    title: str | None = None
    aim: str | None = None
    months: int | None = None
    amount: Money | None = None
    milestone: str | None = None
    paid: str | None = None
    gate: str | None = None


@record
class Reservation:
    """Whether the competition is reserved, and how that is shown."""

    kind: str | None = None
    delivers: YesNoWhy = field(default_factory=YesNoWhy)
    profits: YesNoWhy = field(default_factory=YesNoWhy)
    employees: YesNoWhy = field(default_factory=YesNoWhy)
    lookback: YesNoWhy = field(default_factory=YesNoWhy)
    share: Percent | None = None
    evidence: str | None = None
    why: str | None = None


@record
class KeyCriterion:
    """One of the five key criteria, its weight and how it is looked at."""

    id: str
    weight: Percent | None = None
    how: str | None = None


@record
class PsrFacts:
    """What decides the process under the Provider Selection Regime."""

    only_provider: YesNoWhy = field(default_factory=YesNoWhy)
    patient_choice: YesNoWhy = field(default_factory=YesNoWhy)
    expiring: YesNoWhy = field(default_factory=YesNoWhy)
    satisfying: YesNoWhy = field(default_factory=YesNoWhy)
    different: YesNoWhy = field(default_factory=YesNoWhy)
    by_us: YesNoWhy = field(default_factory=YesNoWhy)
    value_before: Money | None = None
    value_now: Money | None = None
    identify: YesNoWhy = field(default_factory=YesNoWhy)
    framework: bool | None = None
    urgent: YesNoWhy = field(default_factory=YesNoWhy)
    criteria: tuple[KeyCriterion, ...] | None = None


@record
class OldContract:
    """A contract that exists and the change that is planned; values in pounds including VAT over the whole life."""

    awarded_on: date | None = None
    value: Money | None = None
    so_far: Money | None = None
    what: str | None = None
    more: Money | None = None
    on: date | None = None
    ground: str | None = None
    clause: str | None = None
    character: YesNoWhy = field(default_factory=YesNoWhy)


@record
class LegalDecision:
    """What the law is asked about, and the decision that was recorded on it."""

    regime: str | None = None
    regime_reason: str | None = None
    decided_on: date | None = None
    decided_by: str | None = None
    codes: tuple[ServiceCode, ...] | None = None
    health_share: Percent | None = None
    instrument: str | None = None
    commenced_by: str | None = None
    commenced_on: date | None = None
    value_cannot: YesNoWhy = field(default_factory=YesNoWhy)
    parts: tuple[Part, ...] | None = None
    for_health_service: YesNoWhy = field(default_factory=YesNoWhy)
    apart: YesNoWhy = field(default_factory=YesNoWhy)
    route: str | None = None
    route_reason: str | None = None
    alternatives: tuple[Alternative, ...] | None = None
    grant: GrantTest = field(default_factory=GrantTest)
    public: PublicTest = field(default_factory=PublicTest)
    light: UserChoice = field(default_factory=UserChoice)
    phased: Phased = field(default_factory=Phased)
    phases: tuple[Phase, ...] | None = None
    reserved: Reservation = field(default_factory=Reservation)
    psr: PsrFacts = field(default_factory=PsrFacts)
    old: OldContract = field(default_factory=OldContract)
