"""The lot of a release: an undivided contract is one lot. Criteria, conditions, term, and for whom it is reserved."""

from __future__ import annotations

from typing import Any

from hls_procure.exchange.ocds.values import Plain, contract_period, kept, number, percent, total_value
from hls_procure.model import telling
from hls_procure.model.facts import FactView, Missing
from hls_procure.model.telling import of, reservation, rows, value

LOT = "1"
#: Who may bid for a reserved contract, as ``legal.reserved.kind`` says it, and the code of the open data. A reservation
#: below threshold ("local") may be to a place or to small or voluntary organisations, so it has no certain code.
RESERVED = {"mutual": "publicServiceMissionOrganization", "supported": "shelteredWorkshop"}
#: What a condition of participation secures, and its code.
CONDITIONS = {"legal": "suitability", "financial": "economic", "technical": "technical"}


def lots(facts: FactView, status: str, *, full: bool) -> list[Plain]:
    """The one lot, or none where the contract is divided: the project does not describe lots one by one.

    :param full: with everything that a bidder needs; without, only what the lot is.
    """
    if value(facts, "tender.lots.answer") is True:
        return []
    made: dict[str, Any] = {"id": LOT, "title": value(facts, "project.title"), "status": status, "value": total_value(facts)}
    if full:
        made |= {
            "contractPeriod": contract_period(facts),
            **renewal(facts),
            "suitability": suitability(facts),
            "otherRequirements": reserved(facts),
            "selectionCriteria": kept({"criteria": conditions(facts)}),
            "awardCriteria": kept({"criteria": criteria(facts)}),
            "secondStage": second_stage(facts),
        }
    else:
        made |= {"contractPeriod": contract_period(facts), "otherRequirements": reserved(facts)}
    return [kept(made)]


def renewal(facts: FactView) -> Plain:
    """Whether the contract can be extended, how often, how long and what for."""
    found = facts.rows("alliance.term.extensions")
    if isinstance(found, Missing):
        return {}
    if not found:
        return {"hasRenewal": False}
    words = telling.renewal(facts)
    return kept({"hasRenewal": True, "renewal": kept({"description": words, "maximumRenewals": len(found)})})


def suitability(facts: FactView) -> Plain:
    """For whom it suits: said where the project says what was done so that small organisations can take part."""
    return {"sme": True, "vcse": True} if value(facts, "tender.small_help") else {}


def reserved(facts: FactView) -> Plain:
    """The code of those to whom participation is reserved."""
    code = RESERVED.get(reservation(facts))
    return {"reservedParticipation": [code]} if code else {}


def conditions(facts: FactView) -> list[Plain]:
    """The conditions of participation, the turnover first where one is asked for."""
    made = []
    least = value(facts, "evaluation.turnover.minimum")
    if least is not None and least.pence > 0:
        why = value(facts, "evaluation.turnover.why")
        made.append(
            kept(
                {
                    "type": "economic",
                    "description": " ".join(["Yearly turnover.", why or ""]).strip(),
                    "minimum": f"{least} a year",
                }
            )
        )
    for kind, words in telling.conditions(facts):
        made.append(kept({"type": CONDITIONS.get(kind), "description": words}))
    return [one for one in made if one]


def criteria(facts: FactView) -> list[Plain]:
    """The award criteria with their exact weights in per cent."""
    made = []
    for row in rows(facts, "evaluation.criteria"):
        weight = percent(of(facts, row, "weight"))
        made.append(
            kept(
                {
                    "type": telling.criterion_kind(facts, row),
                    "name": of(facts, row, "name"),
                    "description": of(facts, row, "looks_at"),
                    "numbers": [{"number": weight, "weight": "percentageExact"}] if weight is not None else None,
                }
            )
        )
    return made


def second_stage(facts: FactView) -> Plain:
    """The most that can go on to the second stage."""
    most = value(facts, "tender.shortlist")
    return {"maximumCandidates": number(most)} if most else {}
