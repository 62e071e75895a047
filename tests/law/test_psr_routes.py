"""Which process of the Provider Selection Regime has to be used, may be, or may not, in both nations."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from asked import asked
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from law_words import faults_of

from hls_procure.law.facts import LawBook
from hls_procure.law.reasons import Reason
from hls_procure.law.routes.psr import psr_routes
from hls_procure.law.ruling import Regime, Route

BOOK = LawBook.load()
#: A contract that ends and is replaced, whose provider does well, with a little more money.
BASE: dict[str, Any] = {
    "as_of_date": "2026-11-22",
    "project.jurisdiction": "ENG",
    "legal.psr.framework": "no",
    "legal.psr.only_provider": "no",
    "legal.psr.patient_choice": "no",
    "legal.psr.expiring": "yes",
    "legal.psr.satisfying": "yes",
    "legal.psr.different": "no",
    "legal.psr.by_us": "yes",
    "legal.psr.value_before": "1000000",
    "legal.psr.value_now": "1100000",
    "legal.psr.identify": "no",
}
#: The routes of a nation: for an only capable provider, by the choice of patients, again, most suitable, competitive.
ENGLAND = ("psr-a", "psr-b", "psr-c", "psr-msp", "psr-competitive")
WALES = ("psrw-1", None, "psrw-2", "psrw-msp", "psrw-competitive")


def routes(changes: dict[str, Any], nation: str = "ENG") -> dict[str, Route]:
    """The routes by their place in England, whatever the nation calls them."""
    short = {path if "." in path else f"legal.psr.{path}": value for path, value in changes.items()}
    case = asked({**BASE, "project.jurisdiction": nation, **short})
    found = psr_routes(case, Regime("psr-england" if nation == "ENG" else "psr-wales", "decided", ()))
    names = {own: name for own, name in zip(ENGLAND if nation == "ENG" else WALES, ENGLAND, strict=True) if own}
    assert [route.id for route in found] == list(names)
    return {names[route.id]: route for route in found}


def states(changes: dict[str, Any], nation: str = "ENG") -> str:
    """``a`` to ``k`` as words: ``closed closed open open open``."""
    return " ".join(route.state for route in routes(changes, nation).values())


def everything(route: Route) -> list[Reason]:
    return [*route.reasons, *([route.change] if route.change else []), *(rule.reason for rule in route.rules)]


def test_a_contract_that_ends_and_whose_provider_does_well_leaves_three_ways_open() -> None:
    assert states({}) == "closed closed open open open"
    assert states({}, "WLS") == "closed open open open"
    free = routes({})["psr-msp"].reasons
    assert "at its discretion" in " ".join(reason.text for reason in free)


@pytest.mark.parametrize("nation", ["ENG", "WLS"])
def test_an_only_capable_provider_leaves_no_choice(nation: str) -> None:
    found = routes({"only_provider": "yes"}, nation)
    assert found["psr-a"].state == "required"
    assert {route.state for id, route in found.items() if id != "psr-a"} == {"closed"}
    assert "Somebody else" in (found["psr-competitive"].change or found["psr-a"].reasons[0]).text


def test_the_choice_of_patients_leaves_no_choice_in_england_and_is_no_route_in_wales() -> None:
    found = routes({"patient_choice": "yes"})
    assert [route.state for route in found.values()] == ["closed", "required", "closed", "closed", "closed"]
    assert states({"patient_choice": "yes"}, "WLS") == states({}, "WLS")


@pytest.mark.parametrize("nation", ["ENG", "WLS"])
def test_a_framework_needs_the_competitive_process(nation: str) -> None:
    for more in ({}, {"only_provider": "yes"}, {"identify": "yes"}, {"patient_choice": None}):
        found = routes({"framework": "yes", **more}, nation)
        assert found["psr-competitive"].state == "required"
        assert {route.state for id, route in found.items() if id != "psr-competitive"} == {"closed"}


@pytest.mark.parametrize("nation", ["ENG", "WLS"])
@pytest.mark.parametrize("again", [{"expiring": "no"}, {"satisfying": "no"}, {"different": "yes"}])
def test_without_an_award_to_the_same_provider_the_most_suitable_has_to_be_known(nation: str, again: dict[str, str]) -> None:
    unknown, known = routes({**again, "identify": "no"}, nation), routes({**again, "identify": "yes"}, nation)
    assert [unknown[id].state for id in ENGLAND[2:]] == ["closed", "closed", "required"]
    assert [known[id].state for id in ENGLAND[2:]] == ["closed", "open", "open"]
    asked_first = routes({**again, "identify": None}, nation)
    assert [asked_first[id].state for id in ENGLAND[2:]] == ["closed", "undecided", "open"]
    assert [until.path for until in asked_first["psr-msp"].until] == ["legal.psr.identify"]


@pytest.mark.parametrize("nation", ["ENG", "WLS"])
@pytest.mark.parametrize(
    ("before", "now", "state"),
    [
        ("2000000", "2500000", "closed"),
        ("2000000", "2499999.99", "open"),
        ("2000004", "2500004", "open"),
        ("2000000.04", "2500000.05", "closed"),
        ("1000000", "1499999.99", "open"),
        ("1000000", "1500000", "closed"),
        ("10000000", "12490000", "open"),
        ("10000000", "12499999.99", "open"),
        ("10000000", "12500000", "closed"),
        ("0", "500000", "closed"),
        ("0", "499999.99", "open"),
        ("3000000", "1000000", "open"),
    ],
)
def test_a_considerable_change_reaches_the_sum_and_the_share(nation: str, before: str, now: str, state: str) -> None:
    found = routes({"value_before": before, "value_now": now}, nation)
    assert found["psr-c"].state == state
    outside = routes({"value_before": before, "value_now": now, "by_us": "no"}, nation)
    assert outside["psr-c"].state == "open"


def test_what_a_considerable_change_is_stands_in_the_facts_and_not_in_code() -> None:
    found = routes({"value_before": "1000000", "value_now": "1500000"})["psr-c"]
    text = found.reasons[0].text
    assert "£500,000" in text
    assert "25%" in text
    assert found.reasons[0].facts == ("gap-psr-change-threshold",)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"expiring": None}, "legal.psr.expiring"),
        ({"satisfying": None}, "legal.psr.satisfying"),
        ({"different": None}, "legal.psr.different"),
        ({"value_before": None}, "legal.psr.value_before"),
        ({"value_now": None}, "legal.psr.value_now"),
        ({"by_us": None, "value_now": "9000000"}, "legal.psr.by_us"),
        ({"framework": None}, "legal.psr.framework"),
        ({"only_provider": None}, "legal.psr.only_provider"),
        ({"patient_choice": None}, "legal.psr.patient_choice"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, Any], path: str) -> None:
    found = routes(changes)["psr-c"]
    assert (found.state, [until.path for until in found.until]) == ("undecided", [path])


def test_what_cannot_matter_is_not_asked() -> None:
    assert routes({"by_us": None})["psr-c"].state == "open"
    assert routes({"value_before": None, "by_us": "no"})["psr-c"].state == "open"
    assert routes({"identify": None})["psr-msp"].state == "open"
    assert routes({"framework": None})["psr-competitive"].state == "open"
    assert routes({"framework": None, "only_provider": "yes"})["psr-competitive"].state == "undecided"


def test_two_answers_that_cannot_both_be_so() -> None:
    found = routes({"only_provider": "yes", "patient_choice": "yes"})
    assert [found[id].state for id in ENGLAND] == ["undecided", "undecided", "closed", "closed", "closed"]
    assert {until.path for until in found["psr-a"].until} == {"legal.psr.only_provider", "legal.psr.patient_choice"}


# What each asks for


def rules(changes: dict[str, Any], route: str, nation: str = "ENG") -> dict[str, str]:
    return {rule.reason.id: rule.kind for rule in routes(changes, nation)[route].rules}


def test_the_key_criteria_are_worded_as_each_nation_words_them() -> None:
    def text(nation: str) -> str:
        found = routes({}, nation)["psr-msp"].rules
        return " ".join(rule.reason.text for rule in found if "-key-" in rule.reason.id)

    assert "Quality and innovation" in text("ENG")
    assert "facilitating choice" in text("ENG")
    assert "Social value" in text("ENG")
    assert "innovation" not in text("WLS")
    assert "choice" not in text("WLS")
    assert "Social responsibility" in text("WLS")
    assert "cultural" in text("WLS")


@pytest.mark.parametrize(("route", "has"), [("psr-a", False), ("psr-b", False), ("psr-c", True), ("psr-msp", True)])
def test_a_direct_award_without_choice_has_no_standstill_and_no_criteria_in_england(route: str, has: bool) -> None:
    found = rules({}, route)
    assert ("psr-u-standstill" in found) == has
    assert ("psr-u-key" in found) == ("psr-u-turnover" in found) == has
    assert ("psr-u-no-standstill" in found) != has


def test_the_first_direct_award_of_wales_has_a_standstill() -> None:
    assert "psrw-u-standstill" in rules({}, "psr-a", "WLS")
    assert "submitted" in next(r.reason.text for r in routes({}, "WLS")["psr-a"].rules if r.reason.id == "psrw-u-standstill")


def test_turnover_is_forbidden_above_twice_the_value() -> None:
    assert rules({}, "psr-c")["psr-u-turnover"] == "forbids"
    assert rules({}, "psr-c", "WLS")["psrw-u-turnover"] == "forbids"


@pytest.mark.parametrize(("urgent", "first"), [("yes", True), ("no", False), (None, False)])
def test_urgency_is_said_first_where_there_is_some(urgent: str | None, first: bool) -> None:
    found = list(rules({"urgent": urgent}, "psr-msp"))
    assert (found[0] == "psr-u-urgent-yes") == first
    assert ("psr-u-urgent" in found) == (urgent is None)


def test_a_framework_says_how_long_it_may_last() -> None:
    assert "psr-u-framework" in rules({"framework": "yes"}, "psr-competitive")
    assert "psr-u-framework" not in rules({}, "psr-competitive")


def test_the_map_of_later_changes_depends_on_the_way_of_the_award() -> None:
    assert "psr-m-map-direct" in rules({}, "psr-a")
    assert "psr-m-map-ours" not in rules({}, "psr-a")
    assert "psr-m-map-ours" in rules({}, "psr-c", "WLS")
    assert "psr-m-learning" in rules({}, "psr-competitive")


# A change to a contract that exists

OLD: dict[str, Any] = {
    "legal.instrument": "change",
    "legal.old.ground": "slight",
    "legal.old.character": "no",
    "legal.old.value": "2000000",
    "legal.old.so_far": "100000",
    "legal.old.more": "399999.99",
}


@pytest.mark.parametrize("nation", ["ENG", "WLS"])
@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "closed"),
        ({"legal.old.more": "400000"}, "open"),
        ({"legal.old.value": "2000000.01", "legal.old.more": "400000"}, "closed"),
        ({"legal.old.more": "400000", "legal.old.ground": "clause"}, "closed"),
        ({"legal.old.more": "400000", "legal.old.ground": "succession"}, "closed"),
        ({"legal.old.more": "400000", "legal.old.ground": "unforeseen"}, "closed"),
        ({"legal.old.character": "yes"}, "open"),
        ({"legal.old.character": "yes", "legal.old.ground": "unforeseen"}, "open"),
        ({"legal.old.character": None}, "undecided"),
        ({"legal.old.so_far": None}, "undecided"),
    ],
)
def test_a_change_that_needs_no_new_process(nation: str, changes: dict[str, Any], state: str) -> None:
    assert routes({**OLD, **changes}, nation)["psr-c"].state == state


def test_a_contract_awarded_directly_may_change_as_long_as_its_character_stays() -> None:
    large = {**OLD, "legal.old.more": "9000000"}
    assert routes({**large, "legal.route": "psr-a"})["psr-c"].state == "closed"
    assert routes({**large, "legal.route": "psr-c"})["psr-c"].state == "open"
    other = {**large, "legal.old.ground": "clause", "legal.old.character": "yes"}
    assert routes({**other, "legal.route": "psrw-1"}, "WLS")["psr-c"].state == "open"
    assert routes({**other, "legal.route": "psrw-2"}, "WLS")["psr-c"].state == "closed"


# Where another law governs


def elsewhere(regime: Regime, changes: dict[str, Any]) -> tuple[Route, ...]:
    return psr_routes(asked({**BASE, **changes}), regime)


def test_under_another_law_they_are_closed_with_what_would_have_to_change() -> None:
    for nation, names in (("ENG", ENGLAND), ("WLS", WALES)):
        found = elsewhere(Regime("pa2023-light-touch", "decided", ()), {"project.jurisdiction": nation})
        assert [route.id for route in found] == [name for name in names if name]
        assert {route.state for route in found} == {"closed"}
        assert all(route.change and "health care" in route.change.text for route in found)
        assert not [words for route in found for words in route.reasons[0].cautions if "counsel" in words]


@pytest.mark.parametrize("nation", ["SCT", "NI", None])
def test_nations_without_the_regime_have_no_such_routes(nation: str | None) -> None:
    assert elsewhere(Regime("scotland", "decided", ()), {"project.jurisdiction": nation}) == ()


def test_while_the_regime_is_not_decided_they_are_not_either() -> None:
    waiting = elsewhere(Regime("", "undecided", ()), {"authority.kind": "council"})
    assert {route.state for route in waiting} == {"undecided"}
    assert all(route.until for route in waiting)
    closed = elsewhere(Regime("", "undecided", ()), {"authority.kind": "police"})
    assert {route.state for route in closed} == {"closed"}
    counsel = elsewhere(Regime("", "not-covered", ()), {"authority.kind": "council"})
    assert {route.state for route in counsel} == {"not-covered"}


# Whatever is answered

_maybe = st.sampled_from([None, "yes", "no"])
_value = st.sampled_from([None, "0", "1000000", "1499999.99", "1500000", "2000000"])
_cases = st.fixed_dictionaries(
    {
        **dict.fromkeys(("framework", "only_provider", "patient_choice", "expiring", "satisfying", "different"), _maybe),
        **dict.fromkeys(("by_us", "identify", "urgent"), _maybe),
        "value_before": _value,
        "value_now": _value,
        "legal.route": st.sampled_from([None, "psr-a", "psrw-1", "psr-msp"]),
    }
)


@cache
def faults(reason: Reason) -> tuple[str, ...]:
    return tuple(faults_of(reason.text, reason.facts, reason.id, BOOK))


@settings(max_examples=200)
@given(_cases, st.sampled_from(["ENG", "WLS"]))
def test_there_is_always_a_way_and_at_most_one_that_has_to_be_used(answers: dict[str, Any], nation: str) -> None:
    found = routes(answers, nation)
    by_state = [route.state for route in found.values()]
    assert set(by_state) != {"closed"}
    assert by_state.count("required") <= 1
    assert ("required" in by_state) <= (set(by_state) <= {"required", "closed"})
    for route in found.values():
        assert route.reasons
        assert (route.state == "undecided") == bool(route.until)
        assert (route.state == "closed") == (route.change is not None)
        for reason in everything(route):
            assert reason.facts
            assert "{" not in reason.text
            assert faults(reason) == ()


_changes = st.fixed_dictionaries(
    {
        "legal.instrument": st.just("change"),
        "legal.old.ground": st.sampled_from(
            [None, "clause", "additional", "unforeseen", "succession", "small", "slight", "unsure"]
        ),
        "legal.old.character": _maybe,
        "legal.old.value": _value,
        "legal.old.so_far": _value,
        "legal.old.more": _value,
        "legal.route": st.sampled_from([None, "psr-a", "psrw-1", "psr-msp", "psrw-2"]),
    }
)


@given(_changes, st.sampled_from(["ENG", "WLS"]))
def test_a_change_is_always_answered_with_its_law(answers: dict[str, Any], nation: str) -> None:
    for route in routes(answers, nation).values():
        for reason in everything(route):
            assert reason.facts
            assert faults(reason) == ()


@settings(max_examples=200)
@given(_cases, st.sampled_from(["ENG", "WLS"]), st.sampled_from(["framework", "only_provider", "expiring", "by_us", "identify"]))
def test_what_is_decided_stays_so_when_more_is_known(answers: dict[str, Any], nation: str, name: str) -> None:
    assume(not answers["only_provider"] == answers["patient_choice"] == "yes")
    less, more = routes({**answers, name: None}, nation), routes(answers, nation)
    for id, route in less.items():
        if route.state == "closed":
            assert more[id].state == "closed"
        if route.state in ("open", "required"):
            assert more[id].state in ("open", "required")
