"""Whatever people answered, in whatever combination: the law room answers, and what it decides names its facts."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from law_cases import case as council
from law_cases import schema

from hls_procure.law.case import Case
from hls_procure.law.decide import rule
from hls_procure.law.found import found_of
from hls_procure.law.ruling import Ruling
from hls_procure.model.build import Reader

sys.path.append(str(Path(__file__).resolve().parents[1] / "project"))
from project_strategies import IDS, place, trees, value

CODES = st.sampled_from(["85311000", "85312500", "85323000-9", "90910000", "79952100", "35100000", "853", "", "social care"])
#: Answers that the law asks for are drawn far more often than the rest of a project.
ASKED = (
    "legal.",
    "authority.kind",
    "authority.joint",
    "project.jurisdiction",
    "tender.dates",
    "tender.standstill",
    "alliance.term",
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A random project in which the law finds something to ask about."""
    tree: dict[str, Any] = draw(trees(most=2))
    fields = [field for field in schema() if field.path.startswith(ASKED) and not field.derived and not field.in_list]
    for field in draw(st.lists(st.sampled_from(fields), min_size=8, max_size=24, unique_by=lambda f: f.path)):
        place(tree, field.path, draw(value(field)))
    for path, choice in (("project.jurisdiction", 9), ("authority.kind", 9), ("legal.instrument", 9)):
        if draw(st.integers(0, 9)) < choice:
            place(tree, path, draw(st.sampled_from(sorted(schema().fields[path].choices))))
    for name in ("legal.parts", "legal.codes"):
        rows = [{"id": id, "code": draw(CODES)} for id in draw(st.lists(IDS, max_size=3, unique=True))]
        if name == "legal.parts":
            for row in rows:
                row["amount"] = draw(st.none() | st.integers(0, 2_000_000).map(str))
                row["kind"] = draw(st.sampled_from(["health", "light", "services", "goods", "works"]))
                row["individuals"] = draw(st.sampled_from([None, "yes", "no"]))
        place(tree, name, rows)
    reader = Reader(schema())
    project = reader.project(tree)
    on = draw(st.none() | st.dates(date(2014, 1, 1), date(2031, 1, 1)))
    return Case(project, schema(), None, on)


def _holds(case: Case) -> Ruling:
    ruling = rule(case)
    regime = ruling.regime
    assert regime.reasons, "nothing was said"
    if regime.state == "decided":
        assert any(reason.facts for reason in regime.reasons), "a decision without a fact"
        assert regime.id
    if regime.state == "undecided":
        assert regime.until, "nothing is named that would decide it"
    assert regime.tests
    assert ruling.facts(), "nothing names a fact"
    for test in (*regime.tests, *ruling.tests):
        assert test.question.endswith("?"), test.question
    for reason in ruling.reasons():
        assert reason.text == reason.text.strip()
        assert "{" not in reason.text or "{" in str(case.project)
        for id in reason.facts:
            case.fact(id)
    assert len({route.id for route in ruling.routes}) == len(ruling.routes)
    assert len([route for route in ruling.routes if route.state == "required"]) <= 1
    for route in ruling.routes:
        assert route.reasons, f"{route.id} says nothing"
        assert any(reason.facts for reason in route.reasons), f"{route.id} names no fact"
        if route.state == "closed":
            assert route.change is not None, f"{route.id} is closed and does not say what would open it"
    found_of(case, ruling)
    return ruling


def test_a_name_with_breaks_in_it_stays_in_one_sentence() -> None:
    said = [reason.text for reason in _holds(council(authority__name="\nTamarside \t Council\n")).reasons()]
    assert any(text.startswith("Tamarside Council is recorded as") for text in said), said


@given(cases())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_project_is_ruled_on(case: Case) -> None:
    _holds(case)


@pytest.mark.slow
@given(cases())
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_ten_thousand_projects_are_ruled_on(case: Case) -> None:
    _holds(case)
