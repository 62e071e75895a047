"""The duty to think about social value before a procurement starts: light touch makes no difference to it."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.lists import threshold
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.law.regime.desk import central
from hls_procure.law.ruling import Regime, Test
from hls_procure.law.threeway import word
from hls_procure.model.record import record
from hls_procure.model.values import Money

PATHS = ("tender.estimated_value", "authority.kind", "legal.codes", "legal.parts")
LATEST = "gap-sv-3"
#: Kinds of authority that are devolved where they work in Wales.
DEVOLVED = frozenset({"council", "combined", "nhs", "fire"})


@record
class SocialValue:
    """Whether the duty applies; None while that is not known, and whether the facts of law cannot say."""

    applies: bool | None
    reason: Reason
    uncovered: bool = False


def social_value_tests(case: Case, regime: Regime) -> tuple[Test, ...]:
    """Whether the duty applies, and by when it has to be met where it does."""
    say = Reasons(case)
    found = social_value(case, regime)
    answer = "not covered" if found.uncovered else word(found.applies)
    tests = [Test("sv", "social-value", say("q-sv").text, answer, found.reason, PATHS)]
    if found.applies and regime.id.startswith("pa2023"):
        paths = ("tender.dates.notice", "legal.commenced_on")
        tests.append(Test("sv-when", "social-value", say("q-sv-when").text, "before it starts", say("sv-when"), paths))
    return tuple(tests)


def social_value(case: Case, regime: Regime) -> SocialValue:
    """Whether the duty applies under the law that governs."""
    say = Reasons(case)
    if case.nation in ("SCT", "NI"):
        return SocialValue(False, say("sv-nation"))
    if regime.id in ("grant", "public"):
        return SocialValue(False, say("sv-outside"))
    if case.nation == "WLS" and _kind(case) in DEVOLVED:
        return SocialValue(False, say("sv-wales"))
    if case.nation == "WLS" and _kind(case) != "department":
        kind = case.facts.schema.fields["authority.kind"].choices.get(_kind(case), "this authority")
        return SocialValue(None, say("sv-wales-who", kind=kind), uncovered=True)
    if regime.state != "decided":
        return SocialValue(None, say("sv-open"))
    if regime.id.startswith("psr"):
        return SocialValue(False, say("sv-health"))
    if case.text("legal.instrument") == "change":
        return SocialValue(False, say("sv-change"))
    if regime.id == "pcr2015":
        return SocialValue(True, say("sv-old"))
    parts = case.project.legal.parts or ()
    if parts and all(part.kind in ("goods", "works") for part in parts):
        return SocialValue(False, say("sv-goods"))
    return _by_value(case, say)


def _by_value(case: Case, say: Reasons) -> SocialValue:
    """From the sums of rows 11 and 12 of the Act's thresholds on, for the day on which the procurement starts."""
    day = case.day("commencement")
    kind = _kind(case)
    names = [("central" if one else "sub-central") + " goods/services" for one in central(kind)]
    limits = [item.amount for name in names if day and (item := threshold("PA2023", name, day))]
    facts = (LATEST,) if day and case.fact(LATEST).holds_on(day) else ()
    if case.yes("legal.value_cannot"):
        return SocialValue(True, say("sv-cannot", facts=facts))
    if not limits:
        return SocialValue(None, say("sv-open"))
    low, high = min(limits), max(limits)
    value = case.money("tender.estimated_value") or _least(case)
    if value is None:
        return SocialValue(None, say("sv-unknown", threshold=low, facts=facts))
    if value < low:
        exact = case.money("tender.estimated_value") is not None
        return SocialValue(
            False if exact else None, say("sv-below" if exact else "sv-unknown", value=value, threshold=low, facts=facts)
        )
    if value >= high:
        return SocialValue(True, say("sv-yes", value=value, threshold=high, facts=facts))
    words = case.facts.schema.fields["authority.kind"].choices.get(kind, kind)
    return SocialValue(None, say("sv-central", value=value, low=low, high=high, kind=words, facts=facts), uncovered=True)


def _kind(case: Case) -> str:
    """The kind of the public body that awards."""
    kind = case.text("authority.kind")
    if kind != "not-public":
        return kind
    return next((one.kind for one in case.project.authority.joint or () if one.kind and one.kind != "not-public"), kind)


def _least(case: Case) -> Money | None:
    """What is known to be paid at the least, before VAT."""
    net = case.money("alliance.funding.lifetime")
    return net if net is not None and net.pence > 0 else None
