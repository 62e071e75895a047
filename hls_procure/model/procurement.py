"""The registers that a challenge would ask for: approvals, questions of bidders, conversations, interests, decisions.

None means that nobody has answered yet; an empty tuple means that there are none. People stand here by role.
"""

from __future__ import annotations

from datetime import date

from hls_procure.model.record import record


@record
class Duty:
    """A duty that stands beside the law of procurement: what is done, by whom, by when."""

    id: str
    what: str | None = None
    who: str | None = None
    by: date | None = None


@record
class Worry:
    """What somebody who carries a risk is worried about, and the answer."""

    id: str
    who: str | None = None
    worry: str | None = None
    answer: str | None = None


@record
class Briefing:
    """The briefing for whoever carries the risk."""

    ask: str | None = None
    worries: tuple[Worry, ...] | None = None
    precedents: tuple[str, ...] | None = None


@record
class Approval:
    """A body that has to approve, the day its papers are due and the day it meets."""

    id: str
    body: str | None = None
    decides: str | None = None
    papers: date | None = None
    on: date | None = None


@record
class Clarification:
    """A question of a bidder and the answer that everybody got."""

    id: str
    on: date | None = None
    asked: str | None = None
    answered_on: date | None = None
    answer: str | None = None
    to_all: bool | None = None
    changed: str | None = None


@record
class Talk:
    """Something that was given to one bidder in a conversation, and when all had it."""

    id: str
    on: date | None = None
    round: str | None = None
    bidder: str | None = None
    given: str | None = None
    to_all_on: date | None = None


@record
class Interest:
    """A conflict of interest, actual, potential or perceived, by role."""

    id: str
    who: str | None = None
    interest: str | None = None
    kind: str | None = None
    steps: str | None = None
    reviewed: date | None = None


@record
class ConflictAssessment:
    """When the conflicts were assessed, and by which role."""

    on: date | None = None
    by: str | None = None


@record
class TenetLog:
    """How a stage of the procurement held to the four tests of principled working."""

    id: str
    equal: str | None = None
    fair: str | None = None
    transparent: str | None = None
    proportionate: str | None = None
    on: date | None = None


@record
class MaterialDecision:
    """A decision that the record has to explain."""

    id: str
    on: date | None = None
    question: str | None = None
    decided: str | None = None
    by: str | None = None
    why: str | None = None


@record
class Withheld:
    """Something that is kept out of what is published, and why."""

    id: str
    what: str | None = None
    where: str | None = None
    why: str | None = None
    by: str | None = None


@record
class Published:
    """A notice that was published."""

    id: str
    notice: str | None = None
    on: date | None = None
    reference: str | None = None


@record
class RecordKeeping:
    """Who keeps the record of the procurement, and where."""

    keeper: str | None = None
    place: str | None = None
