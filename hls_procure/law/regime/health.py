"""Whether the Provider Selection Regime governs a case: health care for the health service, in England or in Wales.

Every test has to be met; one that is not decides, whatever else is still open. The two nations have the same tests, each in
its own words and on its own facts.
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


@record
class Nation:
    """What differs between the two nations that have such a regime.

    :param prefix: of its reasons. :param force: the fact that says from when it is in force.
    :param kinds: the kinds of authority (``authority.kind``) that it binds. :param names: words in the name of one that it binds
        and that has no kind of its own, in small letters.
    """

    name: str
    regime: str
    prefix: str
    force: str
    kinds: frozenset[str]
    names: tuple[str, ...]


#: The bodies are those of the facts ``psr-e-authorities`` and ``psr-w-authorities``.
NATIONS: dict[str, Nation] = {
    "ENG": Nation(
        "england", "psr-england", "psr", "psr-e-scope", frozenset({"council", "combined", "icb", "nhs"}), ("nhs england",)
    ),
    "WLS": Nation(
        "wales", "psr-wales", "psrw", "psr-w-force", frozenset({"council", "nhs"}), ("health board", "special health authority")
    ),
}


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
    if case.nation in NATIONS:
        return _decide(case, NATIONS[case.nation])
    reasons = Reasons(case)
    if not case.nation:
        reason = reasons("psr-until-nation")
        test = Test("psr-nation", "regime", reasons("psr-q-nation").text, word(None), reason, ("project.jurisdiction",))
        return Health("undecided", "", (test,), (reason,), (Until("project.jurisdiction", reason),))
    reason = reasons("psr-other-nation", nation="Scotland" if case.nation == "SCT" else "Northern Ireland")
    test = Test("psr-nation", "regime", reasons("psr-q-nation").text, "no", reason, ("project.jurisdiction",))
    return Health("does-not", "", (test,), (reason,))


def _decide(case: Case, nation: Nation) -> Health:
    reasons, prefix = Reasons(case), nation.prefix
    parts = Parts(case, nation.name)
    services = parts.services()
    steps = [_in_force(case, nation), _bound(case, nation), services, _for_health_service(case, prefix)]
    if services.value is not False and parts.mixed is not False:
        main = parts.main()
        steps.append(main)
        if main.value is not False:
            steps.append(_together(case, prefix))
    tests = tuple(test for step in steps for test in step.tests)
    if parts.listed():
        overlap, paths = reasons(f"{prefix}-code-alone"), ("legal.parts", "legal.codes")
        tests += (Test(f"{prefix}-code-alone", "regime", reasons(f"{prefix}-q-code-alone").text, "no", overlap, paths),)
    value = value_of(step for step in steps if not step.uncovered)
    if value is False:
        return Health("does-not", "", tests, said(steps, False))
    uncovered = [step for step in steps if step.uncovered]
    if uncovered:
        return Health("not-covered", nation.regime, tests, tuple(r for step in uncovered for r in step.reasons), missing(steps))
    if value is None:
        return Health("undecided", nation.regime, tests, said(steps, None), missing(steps))
    any_value = reasons(f"{prefix}-any-value")
    tests += (Test(f"{prefix}-any-value", "value", reasons(f"{prefix}-q-any-value").text, "no", any_value),)
    summary = reasons(f"{prefix}-applies", name=_name(case))
    order = (*services.reasons, *(r for step in steps[4:] for r in step.reasons))
    return Health("applies", nation.regime, tests, (summary, *order, any_value, reasons(f"{prefix}-instead-of-act")))


def _in_force(case: Case, nation: Nation) -> Step:
    """Whether the regime had come into force on the day on which the procurement starts.

    In Wales the day of a change counts instead, whenever and under whatever rules the contract was awarded.
    """
    reasons, prefix = Reasons(case), nation.prefix
    changes = nation.name == "wales" and case.text("legal.instrument") == "change"
    start, day = case.fact(nation.force).start, case.day("modification" if changes else "commencement")
    if start is None or day is None:
        reason = reasons(f"{prefix}-until-day", start=start or "")
        value, until = None, [Until("legal.commenced_on", reason)]
    else:
        value, until = day >= start, []
        answer = "in-force" if value else "not-in-force"
        reason = reasons(f"{prefix}-{'change-' if changes else ''}{answer}", start=start, day=day)
    test = Test(f"{prefix}-force", "regime", reasons(f"{prefix}-q-force").text, word(value), reason, ("legal.commenced_on",))
    return Step((test,), value, (reason,), tuple(until))


def _bound(case: Case, nation: Nation) -> Step:
    """Whether the authority is one that the regime binds, or somebody who commissions with it."""
    reasons, prefix = Reasons(case), nation.prefix
    authority = case.project.authority
    others = [
        ((other.name or "").strip() or "another commissioner", _relevant(nation, other.kind, other.name))
        for other in authority.joint or ()
    ]
    lead = _relevant(nation, authority.kind, authority.name)
    kinds = case.facts.schema.fields["authority.kind"].choices
    places = {"name": _name(case), "kind": kinds.get(authority.kind or "", "")}
    paths = ("authority.kind", "authority.joint[].kind")
    outside = [name for name, relevant in others if relevant is False]
    tests: list[Test] = []
    until: tuple[Until, ...] = ()
    uncovered = False
    joint = any_of(relevant for _, relevant in others)
    if lead is None:
        value, reason = None, reasons(f"{prefix}-until-who")
        until = (Until("authority.kind", reason),)
    elif lead:
        value, reason = True, reasons(f"{prefix}-who-yes" if authority.kind in nation.kinds else f"{prefix}-who-named", **places)
        if outside:
            share = reasons(f"{prefix}-joint-outside", others=say_list(outside))
            tests.append(Test(f"{prefix}-joint", "regime", reasons(f"{prefix}-q-joint").text, "not covered", share, paths))
    elif joint:
        uncovered = True
        inside = say_list([name for name, relevant in others if relevant])
        value, reason = None, reasons(f"{prefix}-who-some", **places, others=inside)
    elif joint is None:
        value, reason = None, reasons(f"{prefix}-until-joint", **places)
        until = (Until("authority.joint[].kind", reason),)
    else:
        value, reason = False, reasons(f"{prefix}-who-no", **places)
    answer = "not covered" if uncovered else word(value)
    first = Test(f"{prefix}-who", "regime", reasons(f"{prefix}-q-who").text, answer, reason, paths)
    return Step((first, *tests), value, (reason,), until, uncovered)


def _relevant(nation: Nation, kind: str | None, name: str | None) -> bool | None:
    if any(words in (name or "").lower() for words in nation.names):
        return True
    return None if not kind else kind in nation.kinds


def _for_health_service(case: Case, prefix: str) -> Step:
    """Whether the health care is for the purposes of the health service."""
    reasons = Reasons(case)
    value = case.yes("legal.for_health_service")
    reason = reasons(f"{prefix}-service-{'open' if value is None else word(value)}")
    until = (Until("legal.for_health_service", reason),) if value is None else ()
    question = reasons(f"{prefix}-q-service").text
    test = Test(f"{prefix}-service", "regime", question, word(value), reason, ("legal.for_health_service",))
    return Step((test,), value, (reason,), until)


def _together(case: Case, prefix: str) -> Step:
    """Whether the rest could not reasonably be supplied under a separate contract."""
    reasons = Reasons(case)
    apart = case.yes("legal.apart")
    reason = reasons(f"{prefix}-apart-{'open' if apart is None else word(apart)}")
    value = None if apart is None else not apart
    until = (Until("legal.apart", reason),) if apart is None else ()
    test = Test(f"{prefix}-apart", "regime", reasons(f"{prefix}-q-apart").text, word(apart), reason, ("legal.apart",))
    return Step((test,), value, (reason,), until)


def _name(case: Case) -> str:
    return case.text("authority.name") or "the authority"
