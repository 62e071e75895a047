"""The project itself, the bodies behind it, and why this way of working is taken (domain: B1).

None means that nobody has answered yet; an empty tuple means that there are none. A test compares these classes
with the field schema (``playbooks/fields``), which says what each value is.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal

from hls_procure.model.common import YesNoWhy
from hls_procure.model.record import record


@record
class ProjectFacts:
    """What the project is called and where it is."""

    id: str | None = None
    title: str | None = None
    reference: str | None = None
    place: str | None = None
    jurisdiction: str | None = None
    playbook: str | None = None
    cycle: int | Decimal | None = None
    started_by: str | None = None


@record
class Contact:
    """Who answers bidders, by role."""

    role: str | None = None
    email: str | None = None


@record
class JointAuthority:
    """Another public body that commissions with the authority and takes a seat."""

    id: str
    name: str | None = None
    short_name: str | None = None
    kind: str | None = None
    address: str | None = None
    brings: str | None = None


@record
class Authority:
    """The contracting authority that runs the procurement and joins the alliance."""

    name: str | None = None
    short_name: str | None = None
    kind: str | None = None
    address: str | None = None
    identifier: str | None = None
    region: str | None = None
    contact: Contact = field(default_factory=Contact)
    joint: tuple[JointAuthority, ...] | None = None


@record
class Diagnosis:
    """The three tests of whether this way of working is warranted (S79)."""

    varied: YesNoWhy = field(default_factory=YesNoWhy)
    many_factors: YesNoWhy = field(default_factory=YesNoWhy)
    beyond_control: YesNoWhy = field(default_factory=YesNoWhy)


@record
class Sponsor:
    """The senior person who carries the risk, by role, and what they need (S50)."""

    role: str | None = None
    needs: str | None = None


@record
class Colleague:
    """A function inside the authority and when it joined the conversation (S49)."""

    id: str
    function: str | None = None
    joined: date | None = None
    said: str | None = None


@record
class Scope:
    """Big enough to be a genuine test, small enough to survive (S31)."""

    survivable: str | None = None


@record
class PaidTime:
    """Time that somebody is paid for (S21)."""

    id: str
    who: str | None = None
    hours: int | Decimal | None = None
    paid: str | None = None


@record
class Condition:
    """One of the nine conditions for change; never scored or added up (S109)."""

    id: str
    helps: str | None = None
    hinders: str | None = None
    next: str | None = None
    owner: str | None = None
