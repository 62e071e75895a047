"""Start with purpose (domain: B1).

None means that nobody has answered yet; an empty tuple means that there are none. A test compares these classes
with the field schema (``playbooks/fields``), which says what each value is.
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal

from hls_procure.model.common import Evidence, YesNoWhy
from hls_procure.model.record import record


@record
class Purpose:
    """What the system is for, and its boundary."""

    statement: str | None = None
    population: str | None = None
    people_estimate: int | Decimal | None = None
    people_source: str | None = None
    inside: tuple[str, ...] | None = None
    outside: tuple[str, ...] | None = None
    unsure: tuple[str, ...] | None = None
    reality: tuple[Evidence, ...] | None = None
    moral: tuple[Evidence, ...] | None = None
    financial: tuple[Evidence, ...] | None = None
    money_second: YesNoWhy = field(default_factory=YesNoWhy)
    sparks: tuple[str, ...] | None = None
    missing_voices: str | None = None
    hurts: str | None = None
    never_claim: str | None = None
    agreed_by: str | None = None
    dissent: str | None = None
