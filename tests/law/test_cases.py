"""The cases that a lawyer can read (``tests/cases``), each held against what the law room finds."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from cases import SCHEMA, Written, listed, written

from hls_procure.law.reasons import Reason
from hls_procure.law.ruling import Ruling

CASES = written()
#: The points of the procurement guide, in words of our own, each as it begins under ``guide`` of the case that is for it.
GUIDE = (
    "Pre-tender market consultation", "When you don't know the answer", "Use Reserved Contracts",
    "Social value in the marking", "Outside help with what social value is", "Light touch: design",
    "Light touch: pre-qualification", "Light touch: competition and negotiation", "OJEU",
    "A contract notice or a prior information notice", "Own processes",
    "Principled working", "The Social Value Act (2012)", "Dealing with challenge: choose", "Dealing with challenge: read-across",
    "Dealing with challenge: social value", "Service providers can be involved", "Involve service users",
    "Reserved contracts: for a specific", "Do joint commissioning", "Innovation Partnerships are not limited",
    "Commission for partners", "Apply financial thresholds",
    "Use grants rather than contracts",
)  # fmt: skip


def words(reasons: Iterable[Reason]) -> str:
    return " ".join(reason.text for reason in reasons)


def states(ruling: Ruling) -> dict[str, str]:
    return {route.id: route.state for route in ruling.routes}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.where} {case.name}")
def test_a_case_is_decided_as_it_is_written(case: Written) -> None:
    asked, ruling = case.rule()
    expect = case.expect
    regime = ruling.regime
    if "regime" in expect:
        found = regime.id if regime.state == "decided" else regime.state
        assert found == expect["regime"], words(regime.reasons)
    if "light_touch" in expect:
        assert regime.light_touch is (expect["light_touch"] == "yes")
    every = words([*regime.reasons, *(test.reason for test in (*regime.tests, *ruling.tests))])
    for wanted in listed(expect.get("because", [])):
        assert wanted.lower() in every.lower(), every
    for unwanted in listed(expect.get("not_because", [])):
        assert unwanted.lower() not in every.lower(), every
    for state in ("open", "required", "undecided", "not_covered"):
        for id in listed(expect.get(state, [])):
            assert id in SCHEMA.fields["legal.route"].choices, id
            assert states(ruling).get(id) == state.replace("_", "-"), (id, states(ruling))
    for id, said in (expect.get("closed") or {}).items():
        route = next(route for route in ruling.routes if route.id == id)
        assert route.state == "closed", (id, route.state)
        told = words([*route.reasons, *([route.change] if route.change else [])])
        assert route.change is not None, f"{id} does not say what would have to change"
        assert str(said).lower() in told.lower(), told
    paths = [until.path for until in (*regime.until, *(until for route in ruling.routes for until in route.until))]
    for path in listed(expect.get("until", [])):
        assert path in paths, paths
    conflicts = {one for conflict in ruling.conflicts for one in (conflict.code, conflict.id)}
    assert set(listed(expect.get("conflicts", []))) <= conflicts, conflicts
    assert not set(listed(expect.get("no_conflicts", []))) & conflicts, conflicts
    notices = {name: notice for notice in ruling.notices for name in (notice.id, notice.code) if name}
    for code, state in (expect.get("notices") or {}).items():
        assert notices[code].state == state, (code, notices[code])
    for code, day in (expect.get("due") or {}).items():
        assert str(notices[code].due) == day, (code, notices[code])
    steps = {step.id: step for step in ruling.timetable}
    for id, day in (expect.get("steps") or {}).items():
        assert str(steps[id].on) == day, (id, {key: str(step.on) for key, step in steps.items()})
    if "social_value" in expect:
        tests = [test for test in ruling.tests if test.about == "social-value"]
        assert any(test.answer == expect["social_value"] for test in tests), tests
    duties = {duty.id: duty.applies for duty in ruling.duties}
    for id, applies in (expect.get("duties") or {}).items():
        assert duties[id] == applies, duties
    facts = set(ruling.facts())
    assert set(listed(expect.get("facts", []))) <= facts, sorted(facts)
    cautions = " ".join(caution for reason in ruling.reasons() for caution in reason.cautions)
    for wanted in listed(expect.get("cautions", [])):
        assert wanted.lower() in cautions.lower(), cautions
    for id, said in (expect.get("rules") or {}).items():
        route = next(route for route in ruling.routes if route.id == id)
        told = words(rule.reason for rule in route.rules)
        for wanted in listed(said):
            assert wanted.lower() in told.lower(), told
    for id, said in (expect.get("no_rules") or {}).items():
        route = next(route for route in ruling.routes if route.id == id)
        assert str(said).lower() not in words(rule.reason for rule in route.rules).lower()
    for id, said in (expect.get("says") or {}).items():
        told = words(_said_of(id, ruling))
        assert told, f"nothing is said of {id}"
        for wanted in listed(said):
            assert wanted.lower() in told.lower(), told
    if "amended" in expect:
        assert bool(ruling.amended) is (expect["amended"] == "yes"), ruling.amended
    if "as_known" in expect:
        assert bool(ruling.as_known) is (expect["as_known"] == "yes"), ruling.as_known
    assert asked.book.ids


def _said_of(id: str, ruling: Ruling) -> list[Reason]:
    """The reasons of a route, a notice, a conflict, a duty or a step of the timetable, by its id or code."""
    made = [reason for route in ruling.routes if route.id == id for reason in route.reasons]
    made += [one.reason for one in ruling.notices if id in (one.code, one.id)]
    made += [one.reason for one in ruling.conflicts if id in (one.code, one.id)]
    made += [one.reason for one in ruling.duties if one.id == id]
    return made + [one.reason for one in ruling.timetable if one.id == id and one.reason]


@pytest.mark.parametrize("point", GUIDE)
def test_each_point_of_the_procurement_guide_has_a_case(point: str) -> None:
    assert [case.where for case in CASES if case.guide.startswith(point)]


def test_there_are_enough_cases_and_each_says_something() -> None:
    assert len(CASES) >= 70
    assert len({case.name for case in CASES}) == len(CASES)
    for case in CASES:
        assert case.expect, case.where
