"""What is known only at award (domain: B2).

None means that nobody has answered yet; an empty tuple means that there are none. A test compares these classes
with the field schema (``playbooks/fields``), which says what each value is.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hls_procure.model.record import record
from hls_procure.model.values import Money


@record
class AwardedMember:
    """A provider Member, from the winning tender."""

    id: str
    name: str | None = None
    short_name: str | None = None
    form: str | None = None
    number: str | None = None
    address: str | None = None
    role: str | None = None
    signatory: str | None = None
    authority: str | None = None
    limit: Money | None = None


@record
class CommissionerSignature:
    """Who signs for a commissioner; the id is the body."""

    id: str
    signatory: str | None = None
    authority: str | None = None


@record
class TenderCommitment:
    """A commitment taken from the winning tender, with its place."""

    id: str
    text: str | None = None
    member: str | None = None
    place: str | None = None
    serves: str | None = None


@record
class AgreedScore:
    """What the panel agreed in moderation for one tender and one question.

    :param reasons: one for each thing that a good answer shows, in that order, parted by semicolons.
    """

    id: str
    tender: str | None = None
    question: str | None = None
    score: int | Decimal | None = None
    reasons: str | None = None


@record
class Award:
    """What is known only at award."""

    decided_on: date | None = None
    tender_date: date | None = None
    agreement_date: date | None = None
    tenders: int | Decimal | None = None
    assessed: int | Decimal | None = None
    members: tuple[AwardedMember, ...] | None = None
    commissioners: tuple[CommissionerSignature, ...] | None = None
    commitments: tuple[TenderCommitment, ...] | None = None
    scores: tuple[AgreedScore, ...] | None = None
