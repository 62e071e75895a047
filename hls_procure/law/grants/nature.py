"""A grant or a contract, what that means for VAT, and care for people at risk in proportion."""

from __future__ import annotations

from typing import Literal

from hls_procure.law.grants.case import PUBLIC_FUNDERS
from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.reasons import Reason
from hls_procure.law.regime.instrument import grant_or_contract

Instrument = Literal["grant", "contract", "not-known"]
_ENFORCEABLE = "legal.grant.enforceable"
_WHOSE = "legal.grant.whose"


def instrument_of(desk: GrantDesk) -> tuple[Instrument, tuple[Reason, ...]]:
    """Whether it is a grant; for a public funder by the tests of the law of procurement."""
    case = desk.case
    if case.funder not in PUBLIC_FUNDERS:
        if case.enforceable is None:
            return "not-known", (desk.wait(_ENFORCEABLE, "g-until-enforceable"),)
        return ("contract", (desk.why("g-private-contract"),)) if case.enforceable else ("grant", (desk.why("g-private-grant"),))
    answer, id = grant_or_contract(desk.nation, case.enforceable, case.whose)
    reason = desk.why(id)
    if answer == "not known":
        by_whose = desk.nation == "SCT" or case.enforceable is not None
        desk.wait(_WHOSE if by_whose else _ENFORCEABLE, id)
        return "not-known", (reason,)
    return ("grant" if answer == "yes" else "contract"), (reason,)


def vat_of(desk: GrantDesk, instrument: Instrument) -> tuple[Reason, ...]:
    """The note on VAT: the test is its own, and conditions that ask for reports do not meet it."""
    first = desk.why("g-vat-contract" if instrument == "contract" else "g-vat")
    return first, desk.why("g-vat-reports")


def safeguarding_of(desk: GrantDesk) -> tuple[Reason, ...]:
    """What to ask about people at risk, and no more than the work calls for."""
    case = desk.case
    if case.at_risk is None:
        return (desk.wait("recipient.works_with_at_risk", "g-until-risk"),)
    if not case.at_risk:
        return (desk.why("g-risk-none"),)
    return desk.why("g-risk-law"), desk.why("g-risk-ask")
