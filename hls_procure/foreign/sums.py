"""Sums of money, and what the words around them say that they are: the value of the contract, a cover, a limit of liability."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.foreign.told import INSURANCE, Sure, Told
from hls_procure.foreign.units import Unit
from hls_procure.model.values import Money

_SUM = re.compile(r"£\s?(\d[\d,]*(?:\.\d+)?)\s?(million|bn|billion|m|k|thousand)?\b(?!\s?%)", re.IGNORECASE)
_FACTOR = {"million": 1_000_000, "m": 1_000_000, "k": 1_000, "thousand": 1_000, "bn": 1_000_000_000, "billion": 1_000_000_000}
COVERS = {
    "public liability": re.compile(r"public (?:and products? )?liability", re.IGNORECASE),
    "employer's liability": re.compile(r"employer[’']?s?[’']?(?:\(s\))? (?:\(compulsory\) )?liability", re.IGNORECASE),
    "professional indemnity": re.compile(r"professional (?:indemnity|negligence)", re.IGNORECASE),
    "product liability": re.compile(r"products? liability", re.IGNORECASE),
    "medical malpractice": re.compile(r"(?:medical|clinical) (?:malpractice|negligence)", re.IGNORECASE),
    "cyber": re.compile(r"\bcyber\b", re.IGNORECASE),
}
_ANNUAL = re.compile(r"\b(?:annual|yearly|per annum|per year|a year|each year|p\.a\.)", re.IGNORECASE)
_VALUE = re.compile(
    r"\b(?:(?:estimated|total|maximum|overall|anticipated|approximate|contract"
    r"|whole[- ]life)\s+)+(?:(?:contract|lifetime|financial)\s+)?"
    r"(?:value|budget|price|envelope)\b|\bvalue of (?:the|this) (?:contract|agreement|procurement)"
    r"|\bcontract value\b|\btotal value\b"
    r"|\bestimated value\b|\b(?:contract|service)\b[^.;]{0,30}\bworth\b"
    r"|\b(?:annual|yearly) (?:contract )?(?:value|budget|sum|price)\b",
    re.IGNORECASE,
)
_NOT_VALUE = re.compile(r"\b(?:lots?|turnover|insur\w*|liability|threshold|grant|bidder|fee|invoice|cap)\b", re.IGNORECASE)
#: Before a sum that is a bound of something, and not the thing itself.
_BOUND = re.compile(r"\b(?:over|above|below|under|exceed\w*|more than|less than|greater than)\s+(?:about\s+)?$", re.IGNORECASE)
_LIMIT = re.compile(
    r"\bliabilit(?:y|ies)\b[^.;]*?\b(?:limited|not exceed|exceed|capped|cap|maximum|limit)\b"
    r"|\b(?:limit|cap|maximum)\b[^.;]*?\bliabilit(?:y|ies)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\b(?:excluding|exclusive of|excl\.?|ex\.?|plus|before|net of|without) VAT|\(ex(?:cl)?\.? VAT\)", re.IGNORECASE
)
_WITH = re.compile(r"\b(?:including|inclusive of|incl\.?|with|gross of) VAT|VAT[- ]inclusive", re.IGNORECASE)


def sums(text: str) -> Iterator[tuple[re.Match[str], Money]]:
    """Every sum in pounds that a text holds."""
    for found in _SUM.finditer(text):
        try:
            plain = Money.parse(found[1].rstrip(",."))
        except ValueError:
            continue
        times = _FACTOR.get((found[2] or "").lower(), 1)
        yield found, Money(plain.pence * times)


def vat(text: str) -> str:
    """``with``, ``without`` or nothing: how VAT stands in some words."""
    without, with_ = _WITHOUT.search(text), _WITH.search(text)
    return "" if bool(without) == bool(with_) else ("without" if without else "with")


def told_sums(unit: Unit) -> Iterator[Told]:
    """The sums that a unit tells, where its words say what they are."""
    start = 0
    clause_start = 0
    for found, value in sums(unit.text):
        gap = max(unit.text.rfind(sign, 0, found.start()) for sign in (". ", "; ", "\n"))
        clause_start = max(start, gap + 1)
        before = unit.text[clause_start : found.start()][-160:]
        after = re.split(r"[.;](?:\s|$)", unit.text[found.end() : found.end() + 80])[0]
        start = found.end()
        context = f"{unit.label}: {unit.head}: {before}" if unit.label else before
        kind, sure = _kind(context, after, unit)
        if kind:
            said = vat(f"{context} {after}")
            yield Told(kind, value, unit.side(str(value), found[0]), unit.file, sure, said)


def _kind(before: str, after: str, unit: Unit) -> tuple[str, Sure]:
    cover = _cover(before) or (_cover(after) if re.match(r"[^,;.£]{0,30}\b(?:of|for|in)?\s*", after) else "")
    if cover and not _LIMIT.search(before.split("insurance")[0] if "insurance" in before else ""):
        return INSURANCE + cover, "sure" if unit.label or "insur" in before.lower() + after.lower() else "likely"
    if _LIMIT.search(before):
        return "liability", "likely"
    if _BOUND.search(before):
        return "", "guess"
    value = _VALUE.search(before) or _VALUE.match(after.lstrip())
    if value and not _NOT_VALUE.search(before):
        if _ANNUAL.search(before[-60:]) or _ANNUAL.match(after.lstrip(" (,")):
            return "annual", "likely"
        return "total", "sure" if "estimated" in before.lower() or unit.label else "likely"
    return "", "guess"


def _cover(words: str) -> str:
    """The cover that stands nearest to the end of some words."""
    places = [(found.end(), name) for name, pattern in COVERS.items() for found in pattern.finditer(words)]
    return max(places)[1] if places else ""
