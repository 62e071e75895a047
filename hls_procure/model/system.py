"""Who is in the system and what was heard (domain: B1).

None means that nobody has answered yet; an empty tuple means that there are none. A test compares these classes
with the field schema (``playbooks/fields``), which says what each value is.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hls_procure.model.record import record


@record
class Actor:
    """Somebody who contributes to the purpose."""

    id: str
    name: str | None = None
    kind: str | None = None
    what: str | None = None
    why: str | None = None
    for_whom: str | None = None
    contribution: str | None = None
    stance: str | None = None
    would_move: str | None = None


@record
class Listening:
    """One occasion of listening, with how people were paid."""

    id: str
    who: str | None = None
    kind: str | None = None
    method: str | None = None
    where: str | None = None
    on: date | None = None
    people: int | Decimal | None = None
    hours: int | Decimal | None = None
    paid: str | None = None


@record
class Insight:
    """Something heard, in plain words, with where it was heard."""

    id: str
    text: str | None = None
    kind: str | None = None
    from_: tuple[str, ...] | None = None
    quote: str | None = None
    consent: bool | None = None


@record
class Relation:
    """Who talks to whom, and on what basis."""

    id: str
    from_: str | None = None
    to: str | None = None
    channel: str | None = None
    basis: str | None = None


@record
class MissingVoice:
    """Who is not in the room yet, and what is being done about it."""

    id: str
    who: str | None = None
    doing: str | None = None


@record
class Session:
    """A meeting of the people in the system."""

    id: str
    on: date | None = None
    kind: str | None = None
    who: str | None = None
    came_of_it: str | None = None


@record
class Principle:
    """A principle that people agreed, of practice or of the alliance."""

    id: str
    short: str | None = None
    text: str | None = None
    set: str | None = None
    stands_for: str | None = None
    from_: tuple[str, ...] | None = None
    agreed_in: str | None = None


@record
class Behaviour:
    """What people would see, and what they would not, if a principle were lived."""

    id: str
    principle: str | None = None
    we_do: str | None = None
    we_avoid: str | None = None


@record
class SystemBehaviour:
    """One of the nine system behaviours: story and evidence, never a score (S101)."""

    id: str
    story: str | None = None
    evidence: str | None = None
    look: str | None = None


@record
class Precondition:
    """One of the nine pre-conditions: never a score (S114)."""

    id: str
    strength: str | None = None
    trouble: str | None = None


@record
class LeavingStatement:
    """A statement by which people judge whether a stage can be left."""

    id: str
    view: str | None = None
    evidence: str | None = None


@record
class RedLine:
    """A rule, and whether it is law or only habit."""

    id: str
    rule: str | None = None
    kind: str | None = None
    source: str | None = None
