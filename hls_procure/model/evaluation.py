"""The evaluation model (domain: B4).

None means that nobody has answered yet; an empty tuple means that there are none. A test compares these classes
with the field schema (``playbooks/fields``), which says what each value is.
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal

from hls_procure.model.record import record
from hls_procure.model.values import Money, Percent


@record
class AwardCriterion:
    """An award criterion with its weight and its link to the subject matter."""

    id: str
    name: str | None = None
    weight: Percent | None = None
    looks_at: str | None = None
    link: str | None = None
    commitments: tuple[str, ...] | None = None


@record
class EvaluationQuestion:
    """What bidders are asked; it belongs to exactly one criterion."""

    id: str
    criterion: str | None = None
    share: Percent | None = None
    text: str | None = None
    method: str | None = None
    words: int | Decimal | None = None
    minutes: int | None = None
    good: str | None = None
    scorers: str | None = None


@record
class ScaleStep:
    """One step of the scoring scale."""

    id: str
    score: int | Decimal | None = None
    label: str | None = None
    means: str | None = None


@record
class ConditionOfParticipation:
    """A condition of participation and why it is proportionate."""

    id: str
    name: str | None = None
    text: str | None = None
    kind: str | None = None
    evidence: str | None = None
    proportion: str | None = None


@record
class Turnover:
    """The minimum yearly turnover, if any."""

    minimum: Money | None = None
    why: str | None = None


@record
class MoneyApproach:
    """How money is assessed."""

    approach: str | None = None
    why: str | None = None
    criterion: str | None = None


@record
class PanelMember:
    """Who scores, by role."""

    id: str
    role: str | None = None
    lived: bool | None = None
    scores: str | None = None
    prepared: str | None = None


@record
class Evaluation:
    """How tenders are assessed."""

    criteria: tuple[AwardCriterion, ...] | None = None
    questions: tuple[EvaluationQuestion, ...] | None = None
    scale: tuple[ScaleStep, ...] | None = None
    minimum_score: int | Decimal | None = None
    conditions: tuple[ConditionOfParticipation, ...] | None = None
    turnover: Turnover = field(default_factory=Turnover)
    money: MoneyApproach = field(default_factory=MoneyApproach)
    panel: tuple[PanelMember, ...] | None = None
    moderator: str | None = None
    tie: str | None = None
    conflicts: str | None = None
    observing: str | None = None
