"""Scotland: which law governs there, what it is worth, and which thresholds that meets.

Most of the Scottish law after 2024 was not read; what is not among the facts is for counsel in Scotland.
"""

from __future__ import annotations

from typing import Literal

from hls_procure.law.case import Case
from hls_procure.law.reasons import Reasons
from hls_procure.law.ruling import Regime, Test, Until
from hls_procure.law.threeway import all_of, word
from hls_procure.model.values import Money

#: Kinds of authority that are no devolved Scottish authority, or of which that cannot be said.
NOT_DEVOLVED = frozenset({"department", "not-public"})
#: Kinds of parts that people call health or social care, or another social service.
SOCIAL = frozenset({"health", "light"})

Kind = Literal["social", "other", "mixed", ""]


def scotland(case: Case) -> Regime:
    """Which law governs a case in Scotland."""
    reasons = Reasons(case)
    kind, recorded = case.text("authority.kind"), case.text("legal.regime")
    name = case.text("authority.name") or "the authority"
    paths = ("project.jurisdiction", "authority.kind")
    question = reasons("sct-q-who").text
    if not kind:
        reason = reasons("sct-until-who")
        test = Test("sct-who", "regime", question, word(None), reason, paths)
        return Regime("", "undecided", (reason,), (test,), (Until("authority.kind", reason),))
    if kind in NOT_DEVOLVED:
        reason = reasons("sct-not-public" if kind == "not-public" else "sct-department", name=name)
        return Regime("", "not-covered", (reason,), (Test("sct-who", "regime", question, "not covered", reason, paths),))
    reason = reasons("sct-devolved", name=name)
    tests = [Test("sct-who", "regime", question, "yes", reason, paths)]
    made = [reason]
    if recorded and recorded != "scotland":
        names = case.facts.schema.fields["legal.regime"].choices
        made.append(reasons("sct-recorded", recorded=names.get(recorded, recorded)))
    if case.project.authority.joint:
        made.append(reasons("sct-border"))
    light = all_of((at_social_threshold(case), {"social": True, "other": False}.get(kind_of(case))))
    tests += _thresholds(case)
    return Regime("scotland", "decided", (*made, reasons("sct-hole")), tuple(tests), light_touch=light)


def kind_of(case: Case) -> Kind:
    """Whether it is a social service by what people call it, something else, both, or not known."""
    kinds = {part.kind for part in case.project.legal.parts or ()}
    if not kinds or None in kinds:
        return ""
    return "social" if kinds <= SOCIAL else "mixed" if kinds & SOCIAL else "other"


def value_of(case: Case) -> Money | None:
    """What it is worth over the whole life, in pounds with an allowance for VAT: the estimate, or the sum of the parts."""
    estimate = case.money("tender.estimated_value")
    if estimate is not None:
        return estimate
    amounts = [part.amount for part in case.project.legal.parts or ()]
    if not amounts or None in amounts:
        return None
    return Money(sum(amount.pence for amount in amounts if amount))


def social_threshold(case: Case) -> tuple[Money, tuple[str, ...]]:
    """The threshold for social and other specific services, VAT included, and the facts that say so on the day."""
    fact = case.fact("gap-sct-5-1-d")
    later, day = case.fact("gap-sct-5-1-d-2026"), case.day("commencement")
    more = (later.id,) if day and later.start and day >= later.start else ()
    return Money.parse(fact.values[0]), (fact.id, *more)


def at_social_threshold(case: Case) -> bool | None:
    """Whether the value is not below the threshold for social and other specific services; None while it is not known."""
    value = value_of(case)
    return None if value is None else value >= social_threshold(case)[0]


def regulated(case: Case) -> bool | None:
    """Whether the value without VAT reaches the threshold of the 2014 Act for services; None while that cannot be said.

    Where only the value with VAT is known, the answer is given where no rate up to the usual one could change it.
    """
    threshold = Money.parse(case.fact("gap-sct-2014").values[0])
    net, gross = case.money("alliance.funding.lifetime"), value_of(case)
    if net is not None:
        return net >= threshold
    if gross is None:
        return None
    rate = int(case.fact("gap-sct-vat").values[0])
    if gross < threshold:
        return False
    return True if gross.pence * 100 >= threshold.pence * (100 + rate) else None


def _thresholds(case: Case) -> tuple[Test, ...]:
    reasons = Reasons(case)
    value, high = value_of(case), at_social_threshold(case)
    limit, facts = social_threshold(case)
    id = "sct-social-open" if high is None else "sct-social-met" if high else "sct-social-below"
    social = reasons(id, facts=facts, value=value or "", threshold=limit)
    enough = regulated(case)
    lower = Money.parse(case.fact("gap-sct-2014").values[0])
    act = reasons(f"sct-act-{'open' if enough is None else 'met' if enough else 'below'}", threshold=lower)
    paths = ("tender.estimated_value", "legal.parts")
    return (
        Test("sct-social", "value", reasons("sct-q-social").text, word(high), social, paths),
        Test("sct-act", "value", reasons("sct-q-act").text, word(enough), act, (*paths, "alliance.funding.lifetime")),
    )
