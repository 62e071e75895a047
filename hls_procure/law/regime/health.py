"""Whether the Provider Selection Regime governs a case: health care for the health service, in England or in Wales.

Every test has to be met; one that is not decides, whatever else is still open. For Wales the facts carry the day on which
the regime came into force and its list of services, and not who is bound: there the answer is for counsel.
"""

from __future__ import annotations

from typing import Literal

from hls_procure.law.case import Case
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.law.regime.health_parts import Parts
from hls_procure.law.regime.step import Step, missing, said, value_of
from hls_procure.law.ruling import Test, Until
from hls_procure.law.threeway import any_of, word
from hls_procure.model.record import record
from hls_procure.model.values import say_list

HealthState = Literal["applies", "does-not", "undecided", "not-covered"]

#: The kinds of authority (``authority.kind``) that the fact ``psr-e-authorities`` names.
RELEVANT = frozenset({"council", "combined", "icb", "nhs"})
#: A relevant authority that has no kind of its own.
NHS_ENGLAND = "nhs england"


@record
class Health:
    """Whether the Provider Selection Regime applies.

    :param regime: ``psr-england`` or ``psr-wales``; empty where it does not apply or no nation is known.
    :param reasons: why, the most telling first. :param until: what is missing, where it cannot be decided.
    """

    state: HealthState
    regime: str
    tests: tuple[Test, ...]
    reasons: tuple[Reason, ...]
    until: tuple[Until, ...] = ()


def health(case: Case) -> Health:
    """Whether the Provider Selection Regime governs a case, test by test."""
    if case.nation == "ENG":
        return _england(case)
    if case.nation == "WLS":
        return _wales(case)
    reasons = Reasons(case)
    if not case.nation:
        reason = reasons("psr-until-nation")
        test = Test("psr-nation", "regime", reasons("psr-q-nation").text, word(None), reason, ("project.jurisdiction",))
        return Health("undecided", "", (test,), (reason,), (Until("project.jurisdiction", reason),))
    reason = reasons("psr-other-nation", nation="Scotland" if case.nation == "SCT" else "Northern Ireland")
    test = Test("psr-nation", "regime", reasons("psr-q-nation").text, "no", reason, ("project.jurisdiction",))
    return Health("does-not", "", (test,), (reason,))


def _england(case: Case) -> Health:
    reasons = Reasons(case)
    parts = Parts(case, "england")
    services = parts.services()
    steps = [_in_force(case, "psr", "psr-e-scope"), _bound(case), services, _for_health_service(case, "psr")]
    if services.value is not False and parts.mixed is not False:
        main = parts.main()
        steps.append(main)
        if main.value is not False:
            steps.append(_together(case))
    tests = tuple(test for step in steps for test in step.tests)
    if parts.listed():
        overlap = reasons("psr-code-alone")
        paths = ("legal.parts", "legal.codes")
        tests += (Test("psr-code-alone", "regime", reasons("psr-q-code-alone").text, "no", overlap, paths),)
    value = value_of(step for step in steps if not step.uncovered)
    if value is False:
        return Health("does-not", "", tests, said(steps, False))
    uncovered = [step for step in steps if step.uncovered]
    if uncovered:
        return Health("not-covered", "psr-england", tests, tuple(r for step in uncovered for r in step.reasons), missing(steps))
    if value is None:
        return Health("undecided", "psr-england", tests, said(steps, None), missing(steps))
    any_value = reasons("psr-any-value")
    tests += (Test("psr-any-value", "value", reasons("psr-q-any-value").text, "no", any_value),)
    summary = reasons("psr-applies", name=_name(case))
    order = (*services.reasons, *(r for step in steps[4:] for r in step.reasons))
    return Health("applies", "psr-england", tests, (summary, *order, any_value, reasons("psr-instead-of-act")))


def _wales(case: Case) -> Health:
    reasons = Reasons(case)
    parts = Parts(case, "wales")
    services = parts.services()
    steps = [_in_force(case, "psrw", "psr-w-force"), services, _for_health_service(case, "psrw")]
    tests = tuple(test for step in steps for test in step.tests)
    if value_of(steps) is False:
        return Health("does-not", "", tests, said(steps, False))
    who = reasons("psrw-who")
    tests += (Test("psrw-who", "regime", reasons("psrw-q-who").text, "not covered", who, ("authority.kind",)),)
    made = [reasons("psrw-may-apply"), who]
    if parts.mixed is not False and services.value is not None:
        mixed = reasons("psrw-mixed")
        tests += (Test("psrw-mixed", "value", reasons("psrw-q-mixed").text, "not covered", mixed, ("legal.parts",)),)
        made.append(mixed)
    return Health("not-covered", "psr-wales", tests, (*made, *said(steps, True)), missing(steps))


def _in_force(case: Case, prefix: str, fact: str) -> Step:
    """Whether the regime had come into force on the day on which the procurement starts."""
    reasons = Reasons(case)
    start, day = case.fact(fact).start, case.day("commencement")
    if start is None or day is None:
        reason = reasons(f"{prefix}-until-day", start=start or "")
        value, until = None, [Until("legal.commenced_on", reason)]
    else:
        value, until = day >= start, []
        reason = reasons(f"{prefix}-in-force" if value else f"{prefix}-not-in-force", start=start, day=day)
    test = Test(f"{prefix}-force", "regime", reasons(f"{prefix}-q-force").text, word(value), reason, ("legal.commenced_on",))
    return Step((test,), value, (reason,), tuple(until))


def _bound(case: Case) -> Step:
    """Whether the authority, or somebody who commissions with it, is one that the regime of England binds."""
    reasons = Reasons(case)
    authority = case.project.authority
    others = [(other.name or "another commissioner", _relevant(other.kind, other.name)) for other in authority.joint or ()]
    lead = _relevant(authority.kind, authority.name)
    kinds = case.facts.schema.fields["authority.kind"].choices
    places = {"name": _name(case), "kind": kinds.get(authority.kind or "", "")}
    paths = ("authority.kind", "authority.joint[].kind")
    outside = [name for name, relevant in others if relevant is False]
    tests: list[Test] = []
    until: tuple[Until, ...] = ()
    uncovered = False
    joint = any_of(relevant for _, relevant in others)
    if lead is None:
        value, reason = None, reasons("psr-until-who")
        until = (Until("authority.kind", reason),)
    elif lead:
        nhs_england = (authority.name or "").strip().lower() == NHS_ENGLAND and authority.kind not in RELEVANT
        value, reason = True, reasons("psr-who-nhs-england" if nhs_england else "psr-who-yes", **places)
        if outside:
            share = reasons("psr-joint-outside", others=say_list(outside))
            tests.append(Test("psr-joint", "regime", reasons("psr-q-joint").text, "not covered", share, paths))
    elif joint:
        uncovered = True
        inside = say_list([name for name, relevant in others if relevant])
        value, reason = None, reasons("psr-who-some", **places, others=inside)
    elif joint is None:
        value, reason = None, reasons("psr-until-joint", **places)
        until = (Until("authority.joint[].kind", reason),)
    else:
        value, reason = False, reasons("psr-who-no", **places)
    answer = "not covered" if uncovered else word(value)
    first = Test("psr-who", "regime", reasons("psr-q-who").text, answer, reason, paths)
    return Step((first, *tests), value, (reason,), until, uncovered)


def _relevant(kind: str | None, name: str | None) -> bool | None:
    if (name or "").strip().lower() == NHS_ENGLAND:
        return True
    return None if not kind else kind in RELEVANT


def _for_health_service(case: Case, prefix: str) -> Step:
    """Whether the health care is for the purposes of the health service."""
    reasons = Reasons(case)
    value = case.yes("legal.for_health_service")
    reason = reasons(f"{prefix}-service-{'open' if value is None else word(value)}")
    until = (Until("legal.for_health_service", reason),) if value is None else ()
    question = reasons(f"{prefix}-q-service").text
    test = Test(f"{prefix}-service", "regime", question, word(value), reason, ("legal.for_health_service",))
    return Step((test,), value, (reason,), until)


def _together(case: Case) -> Step:
    """Whether the rest could not reasonably be supplied under a separate contract."""
    reasons = Reasons(case)
    apart = case.yes("legal.apart")
    reason = reasons("psr-apart-open" if apart is None else "psr-apart-yes" if apart else "psr-apart-no")
    value = None if apart is None else not apart
    until = (Until("legal.apart", reason),) if apart is None else ()
    test = Test("psr-apart", "regime", reasons("psr-q-apart").text, word(apart), reason, ("legal.apart",))
    return Step((test,), value, (reason,), until)


def _name(case: Case) -> str:
    return case.text("authority.name") or "the authority"
