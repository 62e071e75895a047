"""What a contract for services of public economic interest states, where a subsidy for them goes beyond the cap."""

from __future__ import annotations

from hls_procure.law.figures import number_of
from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.grants.found import Paper

#: What the contract states, item by item (fact ``sub-spei-contract``).
ITEMS = ("services", "enterprise", "period", "area", "amount", "review", "recovery")


def contract_papers(desk: GrantDesk) -> tuple[Paper, ...]:
    """The enforceable written contract, item by item, and the checks on it."""
    years = number_of(desk, "sub-spei-contract")
    made = [
        Paper(
            f"spei-{item}",
            desk.why(f"g-name-spei-{item}").text,
            "in-order" if item in desk.case.spei_terms else "needed",
            desk.why(f"g-spei-{item}"),
        )
        for item in ITEMS
    ]
    return (*made, Paper("spei-checks", desk.why("g-name-spei-checks").text, "needed", desk.why("g-spei-checks", years=years)))
