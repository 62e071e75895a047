"""What the law room finds, in the shape of the field schema (``playbooks/fields/found.yaml``): never typed, never stored.

Documents read it like any other fact; it is worked out anew from the project whenever they are built.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date

from hls_procure.model.record import record


@record
class FoundRegime:
    """Which law governs, or why that cannot be said."""

    name: str | None = None
    state: str | None = None
    says: str | None = None
    agrees: str | None = None


@record
class FoundUntil:
    """What has to be known before something can be decided, and the question that asks it."""

    id: str
    text: str | None = None
    question: str | None = None


@record
class FoundTest:
    """A test of the law, its answer, why, and where it stands."""

    id: str
    question: str | None = None
    answer: str | None = None
    because: str | None = None
    provision: str | None = None
    source: str | None = None
    read: str | None = None
    about: str | None = None


@record
class FoundRoute:
    """A procedure: open, closed or required, why, and what would have to change."""

    id: str
    title: str | None = None
    state: str | None = None
    because: str | None = None
    change: str | None = None
    provision: str | None = None
    chosen: bool | None = None


@record
class FoundRule:
    """What the chosen way asks for, does not allow, or leaves open."""

    id: str
    kind: str | None = None
    text: str | None = None
    provision: str | None = None
    source: str | None = None
    read: str | None = None


@record
class FoundConflict:
    """Answers that do not go together under the law."""

    id: str
    text: str | None = None
    do: str | None = None
    severity: str | None = None
    provision: str | None = None


@record
class FoundStep:
    """A step with its days, and what fixes them."""

    id: str
    what: str | None = None
    from_: date | None = None
    on: date | None = None
    when: str | None = None
    because: str | None = None
    provision: str | None = None


@record
class FoundNotice:
    """A notice: whether it is needed, and by when."""

    id: str
    code: str | None = None
    name: str | None = None
    state: str | None = None
    when: str | None = None
    due: date | None = None
    because: str | None = None
    provision: str | None = None
    source: str | None = None


@record
class FoundField:
    """A field of a notice, filled from the project, or who has to fill it. :param withheld: what of it is held back, and why."""

    id: str
    notice: str | None = None
    title: str | None = None
    stage: str | None = None
    field: str | None = None
    value: str | None = None
    missing: str | None = None
    provision: str | None = None
    withheld: str | None = None


@record
class FoundDuty:
    """A duty beside the law of procurement: whether it applies, and who does what by when."""

    id: str
    name: str | None = None
    applies: str | None = None
    because: str | None = None
    what: str | None = None
    who: str | None = None
    by: date | None = None
    provision: str | None = None


@record
class FoundUnread:
    """A fact that a reason rests on and that was not verified in full."""

    id: str
    fact: str | None = None
    statement: str | None = None
    caution: str | None = None


@record
class FoundLaw:
    """A body of law, and whether it is asked about a grant."""

    id: str
    name: str | None = None
    state: str | None = None
    because: str | None = None
    provision: str | None = None


@record
class FoundPoint:
    """A point that the law decides about a grant: what was asked, what was found, why, and where it stands."""

    id: str
    question: str | None = None
    answer: str | None = None
    because: str | None = None
    provision: str | None = None


@record
class FoundPaper:
    """A paper or an entry that subsidy control asks for: the last day for it, and the day on which it was done."""

    id: str
    name: str | None = None
    state: str | None = None
    by: date | None = None
    done: date | None = None
    because: str | None = None
    provision: str | None = None


@record
class FoundGap:
    """What no fact of ours reaches, or what nobody has said yet, with the question that asks it."""

    id: str
    text: str | None = None
    provision: str | None = None
    question: str | None = None


@record
class FoundGrant:
    """What the law room finds for a grant on the day of its decision; nothing where no grant is given."""

    asked_on: date | None = None
    laws: tuple[FoundLaw, ...] | None = None
    points: tuple[FoundPoint, ...] | None = None
    papers: tuple[FoundPaper, ...] | None = None
    gaps: tuple[FoundGap, ...] | None = None
    until: tuple[FoundGap, ...] | None = None


@record
class Found:
    """Everything that the law room finds for a project on a day, ready to be printed.

    :param known_on: the day on which the facts of law were last looked at.
    """

    known_on: date | None = None
    as_known: str | None = None
    amended: str | None = None
    regime: FoundRegime = field(default_factory=FoundRegime)
    until: tuple[FoundUntil, ...] | None = None
    tests: tuple[FoundTest, ...] | None = None
    routes: tuple[FoundRoute, ...] | None = None
    rules: tuple[FoundRule, ...] | None = None
    conflicts: tuple[FoundConflict, ...] | None = None
    timetable: tuple[FoundStep, ...] | None = None
    notices: tuple[FoundNotice, ...] | None = None
    sheet: tuple[FoundField, ...] | None = None
    duties: tuple[FoundDuty, ...] | None = None
    unread: tuple[FoundUnread, ...] | None = None
    grant: FoundGrant = field(default_factory=FoundGrant)


@record
class FoundRoot:
    """What a path that begins with ``found.`` is looked up in."""

    found: Found
