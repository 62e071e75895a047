"""The tender section of a release: what is bought, under which law, how it is competed for, and by when."""

from __future__ import annotations

from typing import Any

from hls_procure.exchange.notices import BELOW, LIGHT_TOUCH, REGIMES, Notice
from hls_procure.exchange.ocds.lots import LOT, lots, reserved
from hls_procure.exchange.ocds.procedure import method
from hls_procure.exchange.ocds.values import Plain, begins, deadline, ends, kept, number, total_value
from hls_procure.model.codes import category, cpv_code, region_code
from hls_procure.model.facts import FactView
from hls_procure.model.telling import description, features, of, portal, rows, value

LEGAL_BASIS = {"scheme": "UKPGA", "id": "2023/54", "uri": "https://www.legislation.gov.uk/ukpga/2023/54/contents"}
STATUS = {"planning": "planning", "tender": "active", "award": "complete", "contract": "complete"}


def tender(notice: Notice, facts: FactView) -> Plain:
    """The section. A tender notice has all of it; the other notices have what they need to be understood."""
    status, full = STATUS[notice.section], notice.section == "tender"
    codes = service_codes(facts)
    made: dict[str, Any] = {
        "id": value(facts, "project.reference") or draft_ocid(facts),
        "title": value(facts, "project.title"),
        "description": description(facts),
        "status": status,
        "legalBasis": LEGAL_BASIS if value(facts, "legal.regime") in REGIMES else None,
        "classification": codes[0] if codes else None,
        "mainProcurementCategory": main_category(facts),
        **method(facts, planning=notice.section == "planning"),
        "specialRegime": special_regime(facts),
        "aboveThreshold": above_threshold(facts),
        "value": total_value(facts),
        "items": items(facts),
        "lots": lots(facts, status, full=full),
    }
    if full:
        made |= (
            {"lotDetails": lot_details(facts)} | _competition(facts) | {"documents": [document(notice, facts), *conflicts(facts)]}
        )
    elif notice.section == "planning":
        made |= {"communication": kept({"futureNoticeDate": _future(facts)})}
    return kept(made)


def _competition(facts: FactView) -> dict[str, Any]:
    two_stages = value(facts, "tender.dates.take_part") is not None
    return {
        "submissionMethod": ["electronicSubmission"] if portal(facts) else None,
        "submissionMethodDetails": portal(facts),
        "submissionTerms": submission_terms(facts),
        "expressionOfInterestDeadline": deadline(facts, "tender.dates.take_part"),
        "tenderPeriod": kept({"endDate": deadline(facts, "tender.dates.tenders")}),
        "enquiryPeriod": kept({"endDate": deadline(facts, f"tender.dates.questions_{'first' if two_stages else 'last'}")}),
        "awardPeriod": kept({"endDate": ends(value(facts, "tender.dates.decision"))}),
        "procedure": kept({"features": features(facts)}),
        "otherRequirements": reserved(facts) if value(facts, "tender.lots.answer") is True else None,
    }


def draft_ocid(facts: FactView) -> str:
    """``ocds-draft-`` and the project's id: an id that nobody can take for a real one.

    The platform gives a procurement its real ocid when its first notice is made there, and it replaces this one.
    """
    return f"ocds-draft-{value(facts, 'project.id') or 'project'}"


def service_codes(facts: FactView) -> list[Plain]:
    """The service codes, the main one first; what is not a code is left out."""
    found = [(cpv_code(of(facts, row, "code")), of(facts, row, "label")) for row in rows(facts, "legal.codes")]
    return [kept({"scheme": "CPV", "id": code, "description": label}) for code, label in found if code]


def main_category(facts: FactView) -> str | None:
    """``services`` for light touch, which is a regime of services; else what the main service code stands for."""
    if value(facts, "legal.regime") == LIGHT_TOUCH:
        return "services"
    codes = service_codes(facts)
    return category(codes[0]["id"]) if codes else None


def special_regime(facts: FactView) -> list[str] | None:
    """``lightTouch`` where the project decided so."""
    return ["lightTouch"] if value(facts, "legal.regime") == LIGHT_TOUCH else None


def above_threshold(facts: FactView) -> bool | None:
    """On which side of the threshold the project's own decision on the law puts the contract."""
    regime = value(facts, "legal.regime")
    return regime != BELOW if regime in REGIMES else None


def items(facts: FactView) -> list[Plain]:
    """One item: every service code, and where the work is done."""
    region = region_code(value(facts, "authority.region"))
    made = kept(
        {
            "id": "1",
            "additionalClassifications": service_codes(facts),
            "deliveryAddresses": [{"region": region, "country": "GB", "countryName": "United Kingdom"}] if region else None,
            "relatedLot": None if value(facts, "tender.lots.answer") is True else LOT,
        }
    )
    return [made] if "additionalClassifications" in made or "deliveryAddresses" in made else []


def lot_details(facts: FactView) -> Plain:
    """Why the contract is not divided, where the project says so."""
    why = value(facts, "tender.lots.why") if value(facts, "tender.lots.answer") is False else None
    return kept({"noLotsDivisionRationale": why})


def submission_terms(facts: FactView) -> Plain:
    """How tenders are sent, in which language, and how long they stay open."""
    days = value(facts, "tender.valid_days")
    made = {
        "electronicSubmissionPolicy": "allowed" if portal(facts) else None,
        "languages": ["en"],
        "bidValidityPeriod": {"durationInDays": number(days)} if days else None,
    }
    return kept(made)


def document(notice: Notice, facts: FactView) -> Plain:
    """The notice itself, among the documents of its section."""
    return {
        "id": f"{value(facts, 'project.id') or 'project'}-{notice.code}-draft",
        "documentType": notice.type,
        "noticeType": notice.code,
        "description": f"Draft of the {notice.name}",
        "format": "text/html",
        "language": "en",
    }


def conflicts(facts: FactView) -> list[Plain]:
    """The entry that stands for the conflicts assessment, which is not published: how conflicts are dealt with, since when."""
    made = kept(
        {"description": value(facts, "evaluation.conflicts"), "dateModified": begins(value(facts, "conflict_assessment.on"))}
    )
    return [{"id": "conflictOfInterest", "documentType": "conflictOfInterest", **made}] if made else []


def _future(facts: FactView) -> str | None:
    return ends(value(facts, "tender.dates.notice"))
