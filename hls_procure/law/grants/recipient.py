"""The recipient test: whether a grant may be unrestricted, or is limited to the funder's purposes."""

from __future__ import annotations

from hls_procure.law.grants.case import CHARITY_LAW
from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.grants.funder import KIND, NATION
from hls_procure.law.reasons import Reason
from hls_procure.model.record import record


@record
class Limit:
    """Whether a grant is limited to the funder's purposes, and whether it may be unrestricted; None where nobody can say."""

    limited: bool | None
    unrestricted: bool | None
    reasons: tuple[Reason, ...]


def limit_of(desk: GrantDesk) -> Limit:
    """Whether this grant is limited."""
    case = desk.case
    if not case.funder:
        return _open(desk.wait(KIND, "g-until-funder"))
    if case.funder != "charity":
        return _open(desk.gap("g-limit-department" if case.funder == "department" else "g-limit-elsewhere"))
    if not desk.nation:
        return _open(desk.wait(NATION, "g-until-nation"))
    if desk.nation not in CHARITY_LAW:
        return _open(desk.gap("g-law-charity-elsewhere"))
    if case.is_charity is None:
        return _open(desk.wait("recipient.is_charity", "g-until-charity"))
    if not case.is_charity:
        return Limit(True, False, (desk.why("g-limit-not-charity"), desk.why("g-limit-steps")))
    return _charity(desk)


def _charity(desk: GrantDesk) -> Limit:
    """A charity receives: its purposes decide."""
    case = desk.case
    if case.recipient_nation and case.recipient_nation not in CHARITY_LAW:
        return _open(desk.gap("g-limit-charity-elsewhere"))
    if not desk.holds("cc-unrestricted"):
        return _open(desk.gap("g-limit-early", start=desk.fact("cc-unrestricted").start))
    if case.fit == "same":
        return Limit(False, True, (desk.why("g-limit-same"),))
    if case.fit == "wider":
        return Limit(True, False, (desk.why("g-limit-wider"), desk.why("g-limit-wider-steps")))
    return _open(desk.wait("recipient.fit", "g-until-fit"))


def _open(reason: Reason) -> Limit:
    return Limit(None, None, (reason,))
