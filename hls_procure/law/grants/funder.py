"""The funder test: who gives decides which law is asked, and which is not."""

from __future__ import annotations

from hls_procure.law.grants.case import CHARITY_LAW, PUBLIC_FUNDERS
from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.grants.found import AskedState, LawAsked
from hls_procure.law.reasons import Reason

KIND = "funder.kind"
NATION = "project.jurisdiction"


def laws_of(desk: GrantDesk) -> tuple[LawAsked, ...]:
    """Each body of law that can concern a grant, in the order in which a record lists them."""
    looks = (
        ("charity", "Charity law", _charity),
        ("subsidy", "Subsidy control", _subsidy),
        ("standard", "The standard for government grants", _standard),
        ("best-value", "Best value", _best_value),
        ("procurement", "Procurement", _procurement),
    )
    if not desk.case.funder:
        reason = desk.wait(KIND, "g-until-funder")
        return tuple(LawAsked(id, name, "not-known", reason) for id, name, _ in looks)
    return tuple(LawAsked(id, name, *look(desk)) for id, name, look in looks)


def _charity(desk: GrantDesk) -> tuple[AskedState, Reason]:
    if desk.case.funder != "charity":
        return "not-asked", desk.why(f"g-law-charity-not-{'public' if desk.case.funder in PUBLIC_FUNDERS else 'other'}")
    if not desk.nation:
        return "not-known", desk.wait(NATION, "g-until-nation")
    if desk.nation not in CHARITY_LAW:
        return "not-covered", desk.gap("g-law-charity-elsewhere")
    return "asked", desk.why("g-law-charity")


def _subsidy(desk: GrantDesk) -> tuple[AskedState, Reason]:
    if not desk.holds("sub-definition"):
        return "not-covered", desk.gap("g-sub-early", start=desk.fact("sub-definition").start)
    public, reason = decided_by_public(desk)
    if public is None:
        return "not-known", reason
    return ("asked" if public else "not-asked"), reason


def decided_by_public(desk: GrantDesk) -> tuple[bool | None, Reason]:
    """Whether it is public assistance: a public authority's money, or a decision that is in substance such an authority's."""
    case = desk.case
    if case.funder in PUBLIC_FUNDERS:
        if case.public_money is False:
            return None, desk.gap("g-public-private-money")
        return True, desk.why("g-public-yes")
    if not case.funder:
        return None, desk.wait(KIND, "g-until-funder")
    if case.decision_public is None:
        return None, desk.wait("funder.decision_public", "g-until-decision")
    if case.decision_public:
        return True, desk.why("g-public-substance")
    if case.public_money:
        return None, desk.gap("g-public-passed-on")
    return False, desk.why("g-public-no")


def _standard(desk: GrantDesk) -> tuple[AskedState, Reason]:
    if desk.case.funder != "department":
        return "not-asked", desk.why("g-law-standard-not")
    if desk.nation and not desk.holds("govs015-scope"):
        return "not-covered", desk.gap("g-law-standard-elsewhere")
    if desk.case.general_exchequer is None:
        return "not-known", desk.wait("funder.general_exchequer", "g-until-exchequer")
    if desk.case.general_exchequer:
        return "asked", desk.why("g-law-standard")
    return "not-asked", desk.why("g-law-standard-other")


def _best_value(desk: GrantDesk) -> tuple[AskedState, Reason]:
    if desk.case.funder == "public":
        return "not-covered", desk.gap("g-law-value-who")
    if desk.case.funder != "council":
        return "not-asked", desk.why("g-law-value-not")
    if not desk.nation:
        return "not-known", desk.wait(NATION, "g-until-nation")
    if not desk.holds("gap-bv-3m"):
        return "not-covered", desk.gap("g-law-value-elsewhere")
    return "asked", desk.why("g-law-value")


def _procurement(desk: GrantDesk) -> tuple[AskedState, Reason]:
    if desk.case.funder in PUBLIC_FUNDERS:
        return "asked", desk.why("g-law-procurement-scotland" if desk.nation == "SCT" else "g-law-procurement")
    return "not-asked", desk.why("g-law-procurement-not")
