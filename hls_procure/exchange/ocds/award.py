"""The award section: who has won, when that was decided, and the standstill."""

from __future__ import annotations

from hls_procure.exchange.notices import Notice
from hls_procure.exchange.ocds.lots import LOT
from hls_procure.exchange.ocds.parties import suppliers
from hls_procure.exchange.ocds.tender import above_threshold, document, items, main_category
from hls_procure.exchange.ocds.values import Plain, begins, contract_period, ends, kept, number, total_value
from hls_procure.model.facts import FactView
from hls_procure.model.telling import value

AWARD = "1"


def awards(notice: Notice, facts: FactView) -> list[Plain]:
    """The one award: pending until the contract is entered into."""
    first = notice.section == "award"
    made = kept(
        {
            "title": value(facts, "project.title"),
            "status": "pending" if first else "active",
            "date": begins(value(facts, "award.decided_on")),
            "value": total_value(facts),
            "suppliers": suppliers(facts),
            "items": items(facts),
            "contractPeriod": contract_period(facts),
            "relatedLots": None if value(facts, "tender.lots.answer") is True else [LOT],
            "mainProcurementCategory": main_category(facts),
            "aboveThreshold": above_threshold(facts),
            "standstillPeriod": standstill(facts) if first else None,
            "documents": [document(notice, facts)] if first else None,
        }
    )
    return [{"id": AWARD, **made}]


def bids(facts: FactView) -> Plain:
    """How many tenders came, and how many were assessed at the last stage."""
    counts = (("bids", value(facts, "award.tenders")), ("finalStageBids", value(facts, "award.assessed")))
    made = [{"measure": measure, "value": number(count)} for measure, count in counts if count is not None]
    return kept({"statistics": [{"id": str(place), **one} for place, one in enumerate(made, 1)]})


def standstill(facts: FactView) -> Plain:
    """From the day of the notice to its last day, where there is one."""
    last = value(facts, "tender.dates.standstill_ends")
    if last is None or value(facts, "tender.standstill.answer") is False:
        return {}
    return kept({"startDate": begins(value(facts, "tender.dates.award_notice")), "endDate": ends(last)})
