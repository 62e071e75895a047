"""The principle-based specification (domain: B3).

None means that nobody has answered yet; an empty tuple means that there are none. A test compares these classes
with the field schema (``playbooks/fields``), which says what each value is.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal

from hls_procure.model.record import record
from hls_procure.model.values import Money


@record
class Commitment:
    """What we want to be true, what it would look like, and what we would learn."""

    id: str
    title: str | None = None
    principle: str | None = None
    intent: str | None = None
    practice: str | None = None
    question: str | None = None


@record
class Freedom:
    """A decision that somebody may take without asking."""

    id: str
    decision: str | None = None
    who: str | None = None
    limit: Money | None = None
    tells: str | None = None


@record
class Boundary:
    """A limit set by law, safety, money or a statutory decision."""

    id: str
    text: str | None = None
    kind: str | None = None


@record
class Requirement:
    """A minimum requirement, only ever for law or safety, with its source."""

    id: str
    text: str | None = None
    kind: str | None = None
    source: str | None = None


@record
class DeliberateGap:
    """Something left open on purpose: who settles it, how and by when."""

    id: str
    topic: str | None = None
    why: str | None = None
    how: str | None = None
    who: str | None = None
    by: date | None = None


@record
class StopItem:
    """Something that can stop."""

    id: str
    what: str | None = None
    instead: str | None = None


@record
class Interface:
    """A link to a service or a body outside."""

    id: str
    with_: str | None = None
    what: str | None = None


@record
class LivedExperience:
    """How people with lived experience take part, and what they are paid."""

    how: str | None = None
    pay: Money | None = None
    pay_for: str | None = None
    support: str | None = None


@record
class Workforce:
    """What staff need to work in this way."""

    values: str | None = None
    learning_hours: int | Decimal | None = None
    unions: str | None = None


@record
class RegulatorConversation:
    """A conversation to be had with a regulator."""

    id: str
    who: str | None = None
    about: str | None = None


@record
class MobilisationStep:
    """A step of mobilisation."""

    id: str
    what: str | None = None
    by: date | None = None
    who: str | None = None


@record
class Mobilisation:
    """The time between signing and starting."""

    weeks: int | None = None
    steps: tuple[MobilisationStep, ...] | None = None


@record
class ExitPlan:
    """How people are looked after when the agreement ends."""

    months: int | None = None
    continuity: str | None = None


@record
class Measure:
    """Something looked at, by whom, for what use, and until when."""

    id: str
    text: str | None = None
    lens: str | None = None
    use: str | None = None
    source: str | None = None
    sense_makers: str | None = None
    steward: str | None = None
    hours: int | Decimal | None = None
    ends: date | None = None


@record
class DroppedMeasure:
    """A measure that is no longer collected, and why."""

    id: str
    what: str | None = None
    why: str | None = None


@record
class Specification:
    """What is bought: commitments and freedoms, with few requirements."""

    place_story: str | None = None
    roles_fit: str | None = None
    strengths: tuple[str, ...] | None = None
    commitments: tuple[Commitment, ...] | None = None
    freedoms: tuple[Freedom, ...] | None = None
    boundaries: tuple[Boundary, ...] | None = None
    requirements: tuple[Requirement, ...] | None = None
    gaps: tuple[DeliberateGap, ...] | None = None
    assets_missing: tuple[str, ...] | None = None
    stop: tuple[StopItem, ...] | None = None
    interfaces: tuple[Interface, ...] | None = None
    traditional: str | None = None
    lived: LivedExperience = field(default_factory=LivedExperience)
    workforce: Workforce = field(default_factory=Workforce)
    regulators: tuple[RegulatorConversation, ...] | None = None
    mobilisation: Mobilisation = field(default_factory=Mobilisation)
    exit: ExitPlan = field(default_factory=ExitPlan)
    measures: tuple[Measure, ...] | None = None
    dropped: tuple[DroppedMeasure, ...] | None = None
    story_consent: str | None = None


@record
class SocialValueCommitment:
    """A commitment of social value and how people would see it."""

    id: str
    text: str | None = None
    seen_by: str | None = None


@record
class SocialValue:
    """What the place gains beyond the service."""

    statement: str | None = None
    defined_with: str | None = None
    link: str | None = None
    commitments: tuple[SocialValueCommitment, ...] | None = None
