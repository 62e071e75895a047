"""The root of a project: one value from which every document is made."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from hls_procure.model.alliance import Alliance
from hls_procure.model.award import Award
from hls_procure.model.evaluation import Evaluation
from hls_procure.model.grant import Funder, Grant, Recipient
from hls_procure.model.learning import Embedding, Experiments, Learning, ReviewNotes
from hls_procure.model.legal import LegalDecision
from hls_procure.model.procurement import (
    Approval,
    Briefing,
    Clarification,
    ConflictAssessment,
    Duty,
    Interest,
    MaterialDecision,
    Published,
    RecordKeeping,
    Talk,
    TenetLog,
    Withheld,
)
from hls_procure.model.project import (
    Authority,
    Colleague,
    Condition,
    Diagnosis,
    PaidTime,
    ProjectFacts,
    Scope,
    Sponsor,
)
from hls_procure.model.purpose import Purpose
from hls_procure.model.record import record
from hls_procure.model.registers import ClauseChoice, OpenItem, Review, Suppression
from hls_procure.model.specification import SocialValue, Specification
from hls_procure.model.system import (
    Actor,
    Behaviour,
    Insight,
    LeavingStatement,
    Listening,
    MissingVoice,
    Precondition,
    Principle,
    RedLine,
    Relation,
    Session,
    SystemBehaviour,
)
from hls_procure.model.tender import Tender

FORMAT = 1


@record
class Project:
    """Everything that is known, decided, chosen and open. Frozen: a change makes a new one.

    ``format`` is the version of the file format; ``as_of_date`` is the day that the documents speak from.
    """

    format: int = FORMAT
    as_of_date: date | None = None
    project: ProjectFacts = field(default_factory=ProjectFacts)
    authority: Authority = field(default_factory=Authority)
    diagnosis: Diagnosis = field(default_factory=Diagnosis)
    sponsor: Sponsor = field(default_factory=Sponsor)
    colleagues: tuple[Colleague, ...] | None = None
    scope: Scope = field(default_factory=Scope)
    time: tuple[PaidTime, ...] | None = None
    conditions: tuple[Condition, ...] | None = None
    legal: LegalDecision = field(default_factory=LegalDecision)
    purpose: Purpose = field(default_factory=Purpose)
    actors: tuple[Actor, ...] | None = None
    listening: tuple[Listening, ...] | None = None
    insights: tuple[Insight, ...] | None = None
    surprises: tuple[str, ...] | None = None
    relations: tuple[Relation, ...] | None = None
    missing: tuple[MissingVoice, ...] | None = None
    sessions: tuple[Session, ...] | None = None
    principles: tuple[Principle, ...] | None = None
    behaviours: tuple[Behaviour, ...] | None = None
    system_behaviours: tuple[SystemBehaviour, ...] | None = None
    preconditions: tuple[Precondition, ...] | None = None
    leaving_understand: tuple[LeavingStatement, ...] | None = None
    red_lines: tuple[RedLine, ...] | None = None
    spec: Specification = field(default_factory=Specification)
    social_value: SocialValue = field(default_factory=SocialValue)
    evaluation: Evaluation = field(default_factory=Evaluation)
    tender: Tender = field(default_factory=Tender)
    alliance: Alliance = field(default_factory=Alliance)
    learning: Learning = field(default_factory=Learning)
    experiments: Experiments = field(default_factory=Experiments)
    review_notes: ReviewNotes = field(default_factory=ReviewNotes)
    embedding: Embedding = field(default_factory=Embedding)
    award: Award = field(default_factory=Award)
    funder: Funder = field(default_factory=Funder)
    recipient: Recipient = field(default_factory=Recipient)
    grant: Grant = field(default_factory=Grant)
    duties: tuple[Duty, ...] | None = None
    briefing: Briefing = field(default_factory=Briefing)
    approvals: tuple[Approval, ...] | None = None
    clarifications: tuple[Clarification, ...] | None = None
    talks: tuple[Talk, ...] | None = None
    interests: tuple[Interest, ...] | None = None
    conflict_assessment: ConflictAssessment = field(default_factory=ConflictAssessment)
    tenets: tuple[TenetLog, ...] | None = None
    decisions: tuple[MaterialDecision, ...] | None = None
    withheld: tuple[Withheld, ...] | None = None
    published: tuple[Published, ...] | None = None
    keeping: RecordKeeping = field(default_factory=RecordKeeping)
    choices: tuple[ClauseChoice, ...] = ()
    open: tuple[OpenItem, ...] = ()
    review: Review = field(default_factory=Review)
    suppressions: tuple[Suppression, ...] = ()
