"""The contract section: what is to be signed, or was, and for how long."""

from __future__ import annotations

from hls_procure.exchange.notices import Notice
from hls_procure.exchange.ocds.award import AWARD
from hls_procure.exchange.ocds.tender import above_threshold, conflicts, document, items
from hls_procure.exchange.ocds.values import Plain, begins, contract_period, ends, kept, total_value
from hls_procure.model.facts import FactView
from hls_procure.model.telling import value

CONTRACT = "1"


def contracts(notice: Notice, facts: FactView) -> list[Plain]:
    """The one contract: to come with the day on which it is to be signed, or signed."""
    signed = notice.section == "contract"
    common = {
        "title": value(facts, "project.title"),
        "status": "active" if signed else "pending",
        "period": contract_period(facts),
        "value": total_value(facts),
        "aboveThreshold": above_threshold(facts),
    }
    if signed:
        common |= {
            "dateSigned": begins(value(facts, "award.agreement_date")),
            "items": items(facts),
            "documents": [document(notice, facts), *conflicts(facts)],
        }
    else:
        due = ends(value(facts, "tender.dates.sign"))
        common |= {
            "milestones": [{"id": "1", "type": "futureSignatureDate", "dueDate": due, "status": "scheduled"}] if due else None
        }
    return [{"id": CONTRACT, "awardID": AWARD, **kept(common)}]
