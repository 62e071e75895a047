"""What files tell: one value of one kind, with the words it stands in, its place and how sure the reading is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from hls_procure.findings import Side
from hls_procure.model.record import record
from hls_procure.model.values import Money, say_date, say_time, say_words

Sure = Literal["sure", "likely", "guess"]
Value = date | Money | Decimal | int | str
Type = Literal["date", "money", "months", "days", "period", "number", "time", "words"]


@record
class Kind:
    """A kind of fact that a pack tells more than once.

    :param words: how a person calls it. :param says: how a sentence about it begins.
    :param code: the check that finds two of them that differ.
    :param path: where it stands in a project, if a project has it. :param first: the parts that count first, the best one first.
    """

    id: str
    words: str
    says: str
    type: Type
    code: str
    path: str = ""
    first: tuple[str, ...] = ("invitation", "agreement", "specification", "evaluation", "conditions")


_AGREED = ("agreement", "invitation", "specification", "conditions", "evaluation")
KINDS = {
    kind.id: kind
    for kind in (
        Kind(
            "reference",
            "reference of the procurement",
            "The reference of the procurement is",
            "words",
            "RA312",
            "project.reference",
        ),
        Kind("authority", "authority that buys", "The authority is", "words", "RA311", "authority.name"),
        Kind("notice", "day of the tender notice", "The tender notice is published on", "date", "RA401", "tender.dates.notice"),
        Kind(
            "questions", "last day for questions", "The last day for questions is", "date", "RA401", "tender.dates.questions_last"
        ),
        Kind("deadline", "deadline for tenders", "Tenders are due on", "date", "RA401", "tender.dates.tenders"),
        Kind("hour", "hour of the deadline", "Tenders are due by", "time", "RA412", "tender.deadline_time"),
        Kind("decision", "award decision", "The award is decided on", "date", "RA401", "tender.dates.decision"),
        Kind("standstill", "end of the standstill", "The standstill ends on", "date", "RA401", "tender.dates.standstill_ends"),
        Kind("sign", "signing of the contract", "The contract is signed on", "date", "RA401", "tender.dates.sign"),
        Kind("start", "start of the contract", "The contract starts on", "date", "RA409", "alliance.term.start"),
        Kind("end", "end of the contract", "The contract ends on", "date", "RA304"),
        Kind("term", "initial term", "The initial term is", "months", "RA304", "alliance.term.initial"),
        Kind("extension", "most that the term may be extended by", "The term can be extended by up to", "months", "RA304"),
        Kind("longest", "longest term, extensions included", "The longest term is", "months", "RA304"),
        Kind("total", "total value of the contract", "The total value of the contract is", "money", "RA301"),
        Kind("annual", "value a year", "The value a year is", "money", "RA301"),
        Kind("payment", "days to pay an invoice", "Invoices are paid within", "days", "RA308", "", _AGREED),
        Kind("ending", "notice to end the contract", "Notice to end the contract is", "period", "RA918", "", _AGREED),
        Kind("liability", "limit of liability", "Liability is limited to", "money", "RA301", "", _AGREED),
        Kind("scale", "highest score", "The highest score is", "number", "RA206", "evaluation.scale"),
        Kind(
            "minimum",
            "lowest score that is good enough",
            "The lowest score that is good enough is",
            "number",
            "RA208",
            "evaluation.minimum_score",
        ),
    )
}
INSURANCE = "insurance: "
COVER_WORDS = (
    "public liability", "employer's liability", "professional indemnity", "product liability", "medical malpractice", "cyber",
)  # fmt: skip


def kind_of(id: str) -> Kind:
    """The kind of an id; an insurance is one of its own name."""
    if id.startswith(INSURANCE):
        cover = id.removeprefix(INSURANCE)
        return Kind(id, f"{cover} cover", f"The cover for {cover} is", "money", "RA309")
    return KINDS[id]


@record
class Told:
    """One value that a file tells.

    :param side: where, with the words. :param file: its name. :param vat: ``with`` or ``without`` where the words say so.
    """

    kind: str
    value: Value
    side: Side
    file: str
    sure: Sure = "likely"
    vat: str = ""


def say(kind: Kind, value: Value) -> str:
    """A value in words for a person."""
    if isinstance(value, date):
        return say_date(value)
    if kind.type == "months" and isinstance(value, int):
        return say_months(value)
    if kind.type == "days":
        return f"{value} days"
    if kind.type == "time":
        return say_time(str(value))
    return str(value)


def say_months(months: int) -> str:
    """``3 years``, ``18 months``, ``1 year``."""
    if months and months % 12 == 0:
        return f"{months // 12} year{'s' if months != 12 else ''}"
    return f"{months} month{'s' if months != 1 else ''}"


#: Whole numbers in words, as they stand before a unit.
NUMBERS = {say_words(number): number for number in range(1, 100)}
