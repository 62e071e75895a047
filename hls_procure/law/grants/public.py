"""Departments comply with the standard for grants or explain; councils give notice before support ends."""

from __future__ import annotations

from datetime import date
from typing import Literal

from hls_procure.law.dates import add_months
from hls_procure.law.figures import number_of
from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.grants.found import LawAsked, Standard
from hls_procure.law.reasons import Reason

#: The ten minimum requirements by number.
REQUIREMENTS = tuple(str(number) for number in range(1, 11))


def standard_of(desk: GrantDesk, laws: tuple[LawAsked, ...]) -> tuple[Standard, ...]:
    """The minimum requirements as a list of what is met, explained, or still open; none where the standard is not asked."""
    if not any(law.id == "standard" and law.state == "asked" for law in laws):
        return ()
    met, explained = desk.case.standard_met, desk.case.standard_explained
    return tuple(
        Standard(id, "met" if id in met else "explained" if id in explained else "open", desk.why(f"g-standard-{id}"))
        for id in REQUIREMENTS
    )


def notice_of(
    desk: GrantDesk, laws: tuple[LawAsked, ...]
) -> tuple[date | None, Literal["", "in-time", "late", "open"], tuple[Reason, ...]]:
    """The last day to tell an organisation that its support ends or is reduced, where that stands, and why."""
    if not any(law.id == "best-value" and law.state == "asked" for law in laws):
        return None, "", ()
    if desk.case.form == "public":
        return None, "", (desk.why("g-notice-public"),)
    months, ends = int(number_of(desk, "gap-bv-3m")), desk.case.ends_on
    first = (desk.why("g-notice", months=months), desk.gap("g-notice-runs-out"))
    if ends is None:
        return None, "open", first
    by = add_months(ends, -months)
    told = desk.case.told_on
    if told is None:
        return by, "open", (*first, desk.why("g-notice-by", ends=ends, by=by))
    if told > by:
        return by, "late", (*first, desk.why("g-notice-late", told=told, by=by))
    return by, "in-time", (*first, desk.why("g-notice-in-time", told=told, by=by))
