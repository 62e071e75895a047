"""The profile: what a complete draft of each notice holds, and what in it has to be confirmed. Data for completeness."""

from __future__ import annotations

from collections.abc import Callable

from hls_procure.exchange.notices import LIGHT_TOUCH, Section
from hls_procure.model.facts import FactView
from hls_procure.model.record import record
from hls_procure.model.telling import rows, value


@record
class Wanted:
    """Something that a complete notice has.

    :param path: in the release; ``*`` is every item of a list, ``id=x`` the item whose id is x.
    :param fields: the project's fields it comes from. :param share: of real light touch tender notices that fill it, in per cent.
    :param unless: where this is true the notice does not need it.
    """

    path: str
    words: str
    fields: tuple[str, ...] = ()
    share: int = 0
    unless: Callable[[FactView], bool] | None = None


@record
class Confirm:
    """Something in a draft that a person has to look at before it goes out. :param law: the facts it rests on."""

    path: str
    words: str
    sections: tuple[Section, ...]
    law: tuple[str, ...] = ()


def divided(facts: FactView) -> bool:
    """Whether the contract is divided into lots."""
    return bool(value(facts, "tender.lots.answer"))


def _not_light(facts: FactView) -> bool:
    return value(facts, "legal.regime") not in (LIGHT_TOUCH, None)


def _light(facts: FactView) -> bool:
    return bool(value(facts, "legal.regime") == LIGHT_TOUCH)


def _no_extensions(facts: FactView) -> bool:
    return not rows(facts, "alliance.term.extensions")


def _no_standstill(facts: FactView) -> bool:
    return value(facts, "tender.standstill.answer") is False


def _one_stage(facts: FactView) -> bool:
    return value(facts, "tender.shortlist") is None and value(facts, "tender.dates.take_part") is None


VALUE = ("tender.estimated_value",)
TERM = ("alliance.term.start", "alliance.term.initial")
CODES = ("legal.codes",)

COMMON = (
    Wanted("buyer/name", "the name of the authority", ("authority.name",), 100),
    Wanted(
        "parties/0/identifier",
        "the number under which it is registered on the platform, like ABCD-1234-EFGH",
        ("authority.identifier",),
        100,
    ),
    Wanted("parties/0/address/streetAddress", "the address", ("authority.address",), 100),
    Wanted(
        "parties/0/address/region",
        "the region, by a name that has a code, such as South West England",
        ("authority.region",),
        100,
    ),
    Wanted("parties/0/contactPoint/email", "an address for questions", ("authority.contact.email",)),
    Wanted(
        "parties/0/details/classifications",
        "the kind of authority, as the platform knows it: central or sub-central government",
        ("authority.kind",),
        100,
    ),
    Wanted("tender/title", "the title", ("project.title",), 100),
    Wanted("tender/description", "what is bought", ("purpose.statement",), 100),
    Wanted("tender/legalBasis", "the law it is bought under", ("legal.regime",), 100),
    Wanted("tender/specialRegime", "whether it is a light touch contract", ("legal.regime",), 100, _not_light),
    Wanted("tender/aboveThreshold", "whether it is above the threshold", ("legal.regime",), 100),
    Wanted("tender/mainProcurementCategory", "whether services, goods or works", ("legal.regime", *CODES), 100),
    Wanted("tender/value/amountGross", "the estimated value, including VAT", VALUE, 100),
    Wanted("tender/value/amount", "the value over the longest term, excluding VAT", ("alliance.funding.annual", *TERM), 83),
    Wanted("tender/items", "the service codes and the place", CODES, 100),
    Wanted("tender/items/*/additionalClassifications", "the service codes", CODES, 100),
    Wanted("tender/items/*/deliveryAddresses", "where the work is done", ("authority.region",), 88),
    Wanted(
        "tender/lots",
        "the lots: the project does not describe them one by one, so describe each on the platform",
        ("tender.lots.answer",),
        100,
    ),
    Wanted("tender/lots/*/contractPeriod/startDate", "the first day of the contract", TERM, 100),
    Wanted("tender/lots/*/contractPeriod/endDate", "the last day of its first period", TERM, 100),
)
LOT = "tender/lots/*"
_TENDER = (
    Wanted("tender/procurementMethod", "how it is competed for: the stages", ("tender.stages",), 100),
    Wanted("tender/procurementMethodDetails", "the kind of procedure: the stages", ("tender.stages",), 100),
    Wanted("tender/procedure/features", "the stages of the procedure", ("tender.stages",), 33),
    Wanted("tender/submissionMethodDetails", "where tenders are sent", ("tender.portal.address",), 100),
    Wanted(
        "tender/submissionTerms/electronicSubmissionPolicy",
        "whether they are sent electronically",
        ("tender.portal.address",),
        100,
    ),
    Wanted("tender/submissionTerms/languages", "the language of tenders", (), 100),
    Wanted(
        "tender/expressionOfInterestDeadline",
        "the deadline for requests to take part, day and time",
        ("tender.dates.take_part", "tender.deadline_time"),
        11,
        _one_stage,
    ),
    Wanted(
        "tender/tenderPeriod/endDate",
        "the deadline for tenders, day and time",
        ("tender.dates.tenders", "tender.deadline_time"),
        88,
    ),
    Wanted(
        "tender/enquiryPeriod/endDate",
        "the last day and time for questions",
        ("tender.dates.questions_first", "tender.deadline_time"),
        66,
    ),
    Wanted("tender/awardPeriod/endDate", "the day of the award decision", ("tender.dates.decision",), 100),
    Wanted(
        "tender/lotDetails/noLotsDivisionRationale",
        "why there are no lots",
        ("tender.lots.why",),
        0,
        lambda f: _light(f) or divided(f),
    ),
    Wanted(f"{LOT}/value/amountGross", "the value of the lot, including VAT", VALUE, 100),
    Wanted(f"{LOT}/contractPeriod/maxExtentDate", "the last day of the longest term", TERM, 83, _no_extensions),
    Wanted(f"{LOT}/hasRenewal", "whether it can be extended", ("alliance.term.extensions",), 83),
    Wanted(f"{LOT}/renewal/description", "how it can be extended", ("alliance.term.extensions[].length",), 83, _no_extensions),
    Wanted(f"{LOT}/suitability", "whether it suits small and voluntary organisations", ("tender.small_help",), 77),
    Wanted(f"{LOT}/selectionCriteria/criteria", "the conditions of participation", ("evaluation.conditions",), 27),
    Wanted(f"{LOT}/selectionCriteria/criteria/*/type", "what a condition secures", ("evaluation.conditions[].kind",)),
    Wanted(f"{LOT}/awardCriteria/criteria", "the award criteria", ("evaluation.criteria",), 100),
    Wanted(f"{LOT}/awardCriteria/criteria/*/name", "the name of a criterion", ("evaluation.criteria[].name",), 100),
    Wanted(f"{LOT}/awardCriteria/criteria/*/description", "what a criterion looks at", ("evaluation.criteria[].looks_at",), 44),
    Wanted(f"{LOT}/awardCriteria/criteria/*/numbers", "the weight of a criterion", ("evaluation.criteria[].weight",), 94),
    Wanted("tender/documents/id=conflictOfInterest", "how conflicts of interest are dealt with", ("evaluation.conflicts",), 54),
)
_AWARD = (
    Wanted("awards/*/date", "the day of the award decision", ("award.decided_on",)),
    Wanted("awards/*/suppliers", "who has won", ("award.members",)),
    Wanted("awards/*/suppliers/*/name", "the name of a supplier", ("award.members[].name",)),
)

WANTED: dict[Section, tuple[Wanted, ...]] = {
    "planning": (
        Wanted("planning/milestones", "the conversations with the market", ("tender.engagement",)),
        Wanted("planning/milestones/*/dueDate", "the day on which the engagement closes", ("tender.engagement[].on",)),
        Wanted("planning/milestones/*/description", "how the engagement goes", ("tender.engagement[].who",)),
        Wanted("tender/communication/futureNoticeDate", "the day planned for the tender notice", ("tender.dates.notice",)),
    ),
    "tender": _TENDER,
    "award": (
        *_AWARD,
        Wanted(
            "awards/*/assessmentSummariesDateSent",
            "the day on which every bidder was sent its assessment summary",
        ),
        Wanted(
            "awards/*/standstillPeriod/endDate",
            "the last day of the standstill",
            ("tender.dates.standstill_ends",),
            0,
            _no_standstill,
        ),
        Wanted("bids/statistics", "how many tenders came and were assessed", ("award.tenders", "award.assessed")),
        Wanted("contracts/*/milestones", "the day planned for signing", ("tender.dates.sign",)),
    ),
    "contract": (
        *_AWARD,
        Wanted("contracts/*/dateSigned", "the day on which the last Member signs", ("award.agreement_date",)),
        Wanted("contracts/*/period/startDate", "the first day of the contract", TERM),
        Wanted(
            "contracts/*/documents/id=conflictOfInterest", "how conflicts of interest are dealt with", ("evaluation.conflicts",)
        ),
    ),
}
WON: tuple[Section, ...] = ("award", "contract")
CONFIRM = (
    Confirm(
        "tender/value/amount",
        "The sum without VAT adds up the yearly sums; the sum with VAT is your estimate and may hold rises for prices. "
        "Say on the platform how the value was estimated.",
        ("planning", "tender"),
    ),
    Confirm("awards/0/value", "This is the value of the tender notice. Put in the value of the contract as agreed.", WON),
    Confirm(
        "tender/submissionTerms/electronicSubmissionPolicy",
        "Electronic tenders are said to be allowed, because there is a portal. Change it if they are required.",
        ("tender",),
    ),
    Confirm(
        f"{LOT}/suitability",
        "It is said to suit small and medium-sized enterprises and voluntary organisations, because you said what was done for "
        "small ones.",
        ("tender",),
        law=("pa-lots-sme-03",),
    ),
    Confirm(
        "tender/procurementMethodDetails",
        "The procedure was read from the stages. A notice of the competitive flexible procedure also says whether there may be "
        "negotiation, and the least number of suppliers who go on.",
        ("tender",),
        law=("pa-innovation-04",),
    ),
    Confirm(
        "tender/documents/id=conflictOfInterest",
        "The notice confirms that a conflicts assessment exists. Make sure that it does, and that it was looked at again.",
        ("tender",),
        law=("pa-conflicts-03",),
    ),
    Confirm(
        "contracts/*/documents/id=conflictOfInterest",
        "The notice confirms the conflicts assessment. Make sure that it was looked at again.",
        ("contract",),
        law=("pa-conflicts-03",),
    ),
    Confirm(
        f"{LOT}/otherRequirements/reservedParticipation",
        "The notice says that the contract is reserved. Make sure that the conditions for that are met and recorded.",
        ("tender", *WON),
        law=("pa-reserved-06",),
    ),
)
