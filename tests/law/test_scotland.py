"""Scotland: which law governs, the thresholds on both sides, and the ways that the facts know."""

from __future__ import annotations

from typing import Any

import pytest
from asked import asked
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.law.regime.scotland import scotland
from hls_procure.law.routes.scotland import ROUTES, scottish_routes
from hls_procure.law.ruling import Regime, Route

BASE: dict[str, Any] = {
    "as_of_date": "2026-11-22",
    "project.jurisdiction": "SCT",
    "authority.kind": "council",
    "authority.name": "Strathmore Council",
    "tender.estimated_value": "663540",
    "legal.parts[care].kind": "light",
    "legal.parts[care].what": "support at home",
}


def regime(**changes: Any) -> Regime:
    return scotland(asked({**BASE, **_paths(changes)}))


def routes(**changes: Any) -> dict[str, Route]:
    case = asked({**BASE, **_paths(changes)})
    found = scottish_routes(case, scotland(case))
    assert [route.id for route in found] == list(ROUTES)
    return {route.id: route for route in found}


def _paths(changes: dict[str, Any]) -> dict[str, Any]:
    return {PATHS[name]: value for name, value in changes.items()}


PATHS = {
    "kind": "authority.kind",
    "value": "tender.estimated_value",
    "annual": "alliance.funding.annual",
    "years": "alliance.term.initial",
    "extensions": "alliance.term.extensions",
    "changes": "alliance.funding.changes",
    "part": "legal.parts[care].kind",
    "amount": "legal.parts[care].amount",
    "other": "legal.parts[other].kind",
    "recorded": "legal.regime",
    "wanted": "legal.phased.wanted",
    "reserved": "legal.reserved.kind",
    "joint": "authority.joint[x].kind",
    "day": "as_of_date",
    "nation": "project.jurisdiction",
}


def test_a_devolved_authority_is_outside_the_act() -> None:
    found = regime()
    assert (found.id, found.state) == ("scotland", "decided")
    assert found.reasons[0].facts == ("pa-regime-01",)
    assert "ask counsel in scotland" in " ".join(reason.text for reason in found.reasons).lower()


@pytest.mark.parametrize("recorded", ["pa2023-light-touch", "pa2023-full", "pa2023-below", "psr-england"])
def test_a_record_of_another_law_is_corrected(recorded: str) -> None:
    found = regime(recorded=recorded)
    mended = next(reason for reason in found.reasons if reason.id == "sct-recorded")
    assert mended.facts == ("pa-regime-01",)
    assert "correct the record" in mended.text


def test_a_right_record_is_left_alone() -> None:
    assert "sct-recorded" not in [reason.id for reason in regime(recorded="scotland").reasons]


@pytest.mark.parametrize(("kind", "state"), [(None, "undecided"), ("department", "not-covered"), ("not-public", "not-covered")])
def test_bodies_of_which_it_cannot_be_said(kind: str | None, state: str) -> None:
    found = regime(kind=kind)
    assert (found.id, found.state) == ("", state)
    assert bool(found.until) == (state == "undecided")


def test_the_border_matters_only_where_others_join() -> None:
    assert "sct-border" in [reason.id for reason in regime(joint="council").reasons]
    assert "sct-border" not in [reason.id for reason in regime().reasons]


@pytest.mark.parametrize(
    ("value", "light", "direct", "touch"),
    [("663540", "open", "closed", True), ("663539.99", "closed", "open", False)],
)
def test_the_threshold_for_social_services(value: str, light: str, direct: str, touch: bool) -> None:
    found = routes(value=value)
    assert (found["sct-light-touch"].state, found["sct-direct"].state) == (light, direct)
    assert regime(value=value).light_touch is touch
    closed = found["sct-direct" if light == "open" else "sct-light-touch"]
    assert closed.change is not None
    assert "£663,540" in closed.change.text


def test_the_sum_of_the_parts_stands_for_the_estimate() -> None:
    assert routes(value=None, amount="663540")["sct-light-touch"].state == "open"
    assert routes(value=None, amount="663539.99")["sct-direct"].state == "open"


def test_the_threshold_from_2026_on_is_our_reading() -> None:
    later = routes()["sct-light-touch"].reasons[0]
    assert "gap-sct-5-1-d-2026" in later.facts
    assert any("our reading" in words for words in later.cautions)
    assert "gap-sct-5-1-d-2026" not in routes(day="2025-12-31")["sct-light-touch"].reasons[0].facts


def test_what_is_missing_is_asked() -> None:
    found = routes(value=None)
    assert {until.path for until in found["sct-direct"].until} == {"tender.estimated_value"}
    assert found["sct-direct"].state == "undecided"
    assert {until.path for until in routes(part=None)["sct-direct"].until} == {"legal.parts[].kind"}
    assert regime(value=None).light_touch is None


@pytest.mark.parametrize(("part", "other"), [("services", None), ("light", "services"), ("goods", "works")])
def test_other_services_are_for_counsel(part: str, other: str | None) -> None:
    found = routes(part=part, other=other)
    assert {found[id].state for id in ("sct-light-touch", "sct-direct")} == {"not-covered"}


def test_another_social_service_may_not_be_care() -> None:
    assert "sct-direct-light" in [reason.id for reason in routes(value="1000")["sct-direct"].reasons]
    assert "sct-direct-light" not in [reason.id for reason in routes(value="1000", part="health")["sct-direct"].reasons]


@pytest.mark.parametrize(
    ("net", "gross", "answer"),
    [
        ("50000", None, "yes"),
        ("49999.99", None, "no"),
        (None, "60000", "yes"),
        (None, "59999.99", "not known"),
        (None, "50000", "not known"),
        (None, "49999.99", "no"),
        (None, None, "not known"),
    ],
)
def test_the_threshold_of_the_act_is_without_vat(net: str | None, gross: str | None, answer: str) -> None:
    found = regime(annual=net, years="1", extensions=[], changes=[], value=gross)
    test = next(test for test in found.tests if test.id == "sct-act")
    assert (test.answer, "£50,000" in test.reason.text) == (answer, True)


def test_an_innovation_partnership_is_open_where_it_is_wanted() -> None:
    assert routes(wanted="yes")["sct-innovation"].state == "open"
    assert routes(wanted="no")["sct-innovation"].state == "closed"
    assert [until.path for until in routes()["sct-innovation"].until] == ["legal.phased.wanted"]
    assert any("30 days" in rule.reason.text for rule in routes()["sct-innovation"].rules)
    assert any("older text" in words for words in routes(wanted="yes")["sct-innovation"].reasons[0].cautions)


@pytest.mark.parametrize(
    ("reserved", "state", "fact"),
    [
        ("supported", "open", "sct-supported"),
        ("none", "closed", "gap-sct-21"),
        ("mutual", "closed", "sct-no-psm"),
        ("local", "closed", "gap-sct-21"),
        (None, "undecided", "gap-sct-21"),
    ],
)
def test_reservations(reserved: str | None, state: str, fact: str) -> None:
    found = routes(reserved=reserved)["sct-reserved"]
    assert (found.state, found.reasons[0].facts[0]) == (state, fact)


@pytest.mark.parametrize(("value", "said"), [("3999999.99", False), ("4000000", True), (None, True)])
def test_community_benefits(value: str | None, said: bool) -> None:
    rules = routes(value=value)["sct-light-touch"].rules
    assert ("sct-asks-benefits" in [rule.reason.id for rule in rules]) == said


def test_elsewhere_they_are_closed_with_what_would_have_to_change() -> None:
    case = asked({**BASE, "project.jurisdiction": "ENG"})
    found = scottish_routes(case, Regime("pa2023-light-touch", "decided", ()))
    assert {route.state for route in found} == {"closed"}
    assert all(route.change for route in found)


@pytest.mark.parametrize("kind", [None, "department"])
def test_while_it_is_not_decided_they_are_not_either(kind: str | None) -> None:
    found = routes(kind=kind)
    assert {route.state for route in found.values()} == {"not-covered" if kind else "undecided"}


_cases = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([None, "council", "police", "department", "not-public", "other-public"]),
        "value": st.sampled_from([None, "1", "663539.99", "663540", "9000000"]),
        "part": st.sampled_from([None, "health", "light", "services"]),
        "other": st.sampled_from([None, "health", "works"]),
        "wanted": st.sampled_from([None, "yes", "no"]),
        "reserved": st.sampled_from([None, "none", "mutual", "supported", "local"]),
        "recorded": st.sampled_from([None, "scotland", "grant"]),
        "day": st.sampled_from(["2021-01-01", "2026-11-22"]),
    }
)


@given(_cases)
def test_every_route_says_why(answers: dict[str, Any]) -> None:
    for route in routes(**answers).values():
        assert route.reasons
        assert any(reason.facts for reason in route.reasons)
        assert all("{" not in reason.text for reason in route.reasons)
        assert (route.state == "closed") == (route.change is not None)
        assert (route.state == "undecided") == bool(route.until)
