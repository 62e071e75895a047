"""The planning section: what was talked about with the market before the tender, with whom, and until when."""

from __future__ import annotations

from hls_procure.exchange.notices import Notice
from hls_procure.exchange.ocds.tender import document
from hls_procure.exchange.ocds.values import Plain, ends, kept
from hls_procure.model.facts import FactView
from hls_procure.model.telling import engagement, value


def planning(notice: Notice, facts: FactView) -> Plain:
    """The section of a notice about engagement: the day on which it closes, how it went, and the notice itself.

    A tender notice has it only to say why there was no such notice before it.
    """
    if notice.section == "tender":
        why = value(facts, "tender.engagement_none") if value(facts, "tender.engagement_notice") is None else None
        return kept({"noEngagementNoticeRationale": why})
    if notice.section != "planning":
        return {}
    return kept({"milestones": _milestones(facts), "documents": [document(notice, facts)]})


def _milestones(facts: FactView) -> list[Plain]:
    held, as_of = engagement(facts), facts.project.as_of_date
    if held is None:
        return []
    closes = held.closes
    met = closes is not None and as_of is not None and closes <= as_of
    made = kept(
        {
            "title": "Engagement end date",
            "type": "engagement",
            "description": held.words,
            "dueDate": ends(closes),
            "status": None if closes is None else "met" if met else "scheduled",
        }
    )
    return [{"id": "1", **made}]
