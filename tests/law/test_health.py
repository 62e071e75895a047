"""Whether the Provider Selection Regime applies: each test on both sides of its edge, for England and for Wales."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from asked import asked
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.law.cpv import cpv_list
from hls_procure.law.regime.health import Health, health

DRUGS = "help with drugs and alcohol"

#: A council that buys help with drugs and alcohol together with housing support, the first worth a penny more.
MIXED: dict[str, Any] = {
    "as_of_date": "2026-11-22",
    "project.jurisdiction": "ENG",
    "authority.name": "Eborby Council",
    "authority.kind": "council",
    "legal.for_health_service": "yes",
    "legal.apart": "no",
    "legal.parts[drugs].what": DRUGS,
    "legal.parts[drugs].kind": "health",
    "legal.parts[drugs].code": "85312500-4",
    "legal.parts[drugs].individuals": "yes",
    "legal.parts[drugs].amount": "600000.01",
    "legal.parts[homes].what": "housing support",
    "legal.parts[homes].kind": "light",
    "legal.parts[homes].code": "85311000",
    "legal.parts[homes].amount": "600000",
}
#: The same without the housing support.
ALONE: dict[str, Any] = {path: value for path, value in MIXED.items() if "homes" not in path and path != "legal.apart"}
NO_PARTS: dict[str, Any] = {path: value for path, value in MIXED.items() if "parts" not in path}


def change(base: dict[str, Any], changes: dict[str, Any]) -> Health:
    return health(asked({**base, **changes}))


def paths(found: Health) -> list[str]:
    return [until.path for until in found.until]


def ids(found: Health) -> list[str]:
    return [reason.id for reason in found.reasons]


def answers(found: Health) -> dict[str, str]:
    return {test.id: test.answer for test in found.tests}


def test_help_with_drugs_and_alcohol_that_a_council_buys_is_health_care_in_words_for_its_director() -> None:
    found = change(ALONE, {})
    assert (found.state, found.regime, found.until) == ("applies", "psr-england", ())
    said = " ".join(reason.text for reason in found.reasons)
    assert "a drug and alcohol service is health care" in said
    assert "Eborby Council buys health care for the health service in England" in said
    assert "whatever the value" in said
    facts = {fact for reason in found.reasons for fact in reason.facts}
    assert {"psr-e-scope", "psr-e-authorities", "psr-e-cpv-85312500", "gap-psr-threshold", "gen-regime-05"} <= facts


def test_sexual_health_that_a_council_buys_is_health_care() -> None:
    found = change(ALONE, {"legal.parts[drugs].code": "85312330", "legal.parts[drugs].what": "a sexual health clinic"})
    assert found.state == "applies"
    assert "a sexual health service is health care" in " ".join(reason.text for reason in found.reasons)
    assert any("psr-e-cpv-85312330" in reason.facts for reason in found.reasons)


# The day


@pytest.mark.parametrize(
    ("nation", "day", "state"),
    [
        ("ENG", "2023-12-31", "does-not"),
        ("ENG", "2024-01-01", "applies"),
        ("WLS", "2025-02-23", "does-not"),
        ("WLS", "2025-02-24", "applies"),
    ],
)
def test_the_day_on_which_each_regime_came_into_force(nation: str, day: str, state: str) -> None:
    started = {"legal.commenced_by": "notice", "legal.commenced_on": day}
    assert change(ALONE, {"project.jurisdiction": nation, **started}).state == state


def test_without_a_day_it_cannot_be_decided() -> None:
    found = change(ALONE, {"as_of_date": None})
    assert (found.state, paths(found)) == ("undecided", ["legal.commenced_on"])


# Who


@pytest.mark.parametrize("kind", ["council", "combined", "icb", "nhs"])
def test_bodies_that_are_bound(kind: str) -> None:
    assert change(MIXED, {"authority.kind": kind}).state == "applies"


@pytest.mark.parametrize("kind", ["police", "fire", "department", "other-public", "not-public"])
def test_bodies_that_are_not(kind: str) -> None:
    found = change(MIXED, {"authority.kind": kind})
    assert (found.state, found.regime, ids(found)) == ("does-not", "", ["psr-who-no"])


def test_nhs_england_is_bound_by_name() -> None:
    found = change(MIXED, {"authority.kind": "other-public", "authority.name": "NHS England"})
    assert found.state == "applies"
    assert "psr-who-named" in [test.reason.id for test in found.tests]


def test_a_kind_that_is_not_known() -> None:
    found = change(MIXED, {"authority.kind": None})
    assert (found.state, paths(found)) == ("undecided", ["authority.kind"])


def test_one_bound_body_among_those_that_commission_together() -> None:
    found = change(
        MIXED, {"authority.kind": "police", "authority.joint[icb].kind": "icb", "authority.joint[icb].name": "The ICB"}
    )
    assert (found.state, ids(found)) == ("not-covered", ["psr-who-some"])
    assert "The ICB" in found.reasons[0].text


def test_joining_does_not_matter_where_nothing_is_health_care() -> None:
    joined = {"authority.kind": "police", "authority.joint[icb].kind": "icb", "legal.for_health_service": "no"}
    assert change(MIXED, joined).state == "does-not"


def test_a_partner_of_unknown_kind() -> None:
    found = change(MIXED, {"authority.kind": "police", "authority.joint[x].name": "Another"})
    assert (found.state, paths(found)) == ("undecided", ["authority.joint[].kind"])


def test_a_partner_that_is_not_bound_is_named_beside_one_that_is() -> None:
    found = change(MIXED, {"authority.joint[pcc].kind": "police", "authority.joint[pcc].name": "The PCC"})
    assert found.state == "applies"
    assert answers(found)["psr-joint"] == "not covered"
    assert "The PCC" in next(test for test in found.tests if test.id == "psr-joint").reason.text
    assert "psr-joint" not in answers(change(MIXED, {"authority.joint[icb].kind": "icb"}))


# What: codes and their conditions


@pytest.mark.parametrize("code", ["85312500", "85312330", "85323000"])
def test_codes_that_count_only_for_individuals(code: str) -> None:
    part = {"legal.parts[drugs].code": code}
    assert change(ALONE, part).state == "applies"
    assert change(ALONE, {**part, "legal.parts[drugs].individuals": "no"}).state == "does-not"
    open_ = change(ALONE, {**part, "legal.parts[drugs].individuals": None})
    assert (open_.state, paths(open_)) == ("undecided", ["legal.parts[].individuals"])
    assert f"psr-e-cpv-{code}" in open_.reasons[0].facts


@pytest.mark.parametrize("code", ["85312500", "85312330", "85323000", "85121270"])
def test_a_code_of_the_list_that_is_called_something_else_is_asked_about(code: str) -> None:
    found = change(ALONE, {"legal.parts[drugs].code": code, "legal.parts[drugs].kind": "light"})
    assert (found.state, paths(found)) == ("undecided", ["legal.parts[].kind"])


def test_a_code_for_individuals_does_not_count_without_them_whatever_it_is_called() -> None:
    part = {"legal.parts[drugs].kind": "light", "legal.parts[drugs].individuals": "no"}
    assert change(ALONE, part).state == "does-not"


def test_pharmacy_counts_unless_it_is_community_pharmacy() -> None:
    part = {"legal.parts[drugs].code": "85149000"}
    found = change(ALONE, part)
    assert found.state == "applies"
    assert "community pharmacy" in " ".join(reason.text for reason in found.reasons)
    assert change(ALONE, {**part, "legal.parts[drugs].kind": "services"}).state == "does-not"


def test_every_code_without_a_condition_counts() -> None:
    for entry in cpv_list("psr-england"):
        if not entry.condition:
            part = {"legal.parts[drugs].code": entry.first, "legal.parts[drugs].individuals": None}
            assert change(ALONE, part).state == "applies", entry.first


def test_health_care_outside_the_list_does_not_count() -> None:
    found = change(ALONE, {"legal.parts[drugs].code": "85320000"})
    assert (found.state, ids(found)) == ("does-not", ["psr-code-absent"])


@pytest.mark.parametrize("code", [None, "8531", "rehabilitation"])
def test_health_care_without_a_code_cannot_be_decided(code: str | None) -> None:
    found = change(ALONE, {"legal.parts[drugs].code": code})
    assert (found.state, paths(found)) == ("undecided", ["legal.parts[].code"])


def test_the_one_code_of_the_project_stands_for_health_care_without_one() -> None:
    codes = {"legal.parts[drugs].code": None, "legal.codes[a].code": "85312500", "legal.codes[b].code": "98000000"}
    assert change(ALONE, codes).state == "applies"
    assert change(ALONE, {**codes, "legal.codes[b].code": "85121270"}).state == "undecided"


def test_a_code_never_decides_alone() -> None:
    assert answers(change(MIXED, {}))["psr-code-alone"] == "no"
    assert "psr-code-alone" not in answers(change(ALONE, {"legal.parts[drugs].code": "85320000"}))


def test_nothing_is_known_of_what_is_bought() -> None:
    found = change(NO_PARTS, {})
    assert found.state == "undecided"
    assert paths(found)[0] == "legal.parts"


def test_codes_without_parts() -> None:
    assert change(NO_PARTS, {"legal.codes[a].code": "85311000"}).state == "does-not"
    listed = {"legal.codes[a].code": "85121270"}
    assert paths(change(NO_PARTS, listed)) == ["legal.health_share"]
    assert change(NO_PARTS, {**listed, "legal.health_share": "60"}).state == "applies"
    assert paths(change(NO_PARTS, {"legal.codes[a].code": "85312500", "legal.health_share": "60"})) == ["legal.parts"]


# For the health service


def test_only_health_care_for_the_health_service_counts() -> None:
    assert ids(change(MIXED, {"legal.for_health_service": "no"})) == ["psr-service-no"]
    found = change(MIXED, {"legal.for_health_service": None})
    assert (found.state, paths(found)) == ("undecided", ["legal.for_health_service"])


# Mixed


@pytest.mark.parametrize(
    ("drugs", "homes", "state", "reason"),
    [
        ("600000.01", "600000", "applies", "psr-main-value"),
        ("600000", "600000", "does-not", "psr-half-value"),
        ("599999.99", "600000", "does-not", "psr-minor-value"),
    ],
)
def test_the_main_subject_has_the_higher_value_and_half_is_not_higher(drugs: str, homes: str, state: str, reason: str) -> None:
    found = change(MIXED, {"legal.parts[drugs].amount": drugs, "legal.parts[homes].amount": homes})
    assert found.state == state
    assert reason in ids(found)


@pytest.mark.parametrize(
    ("share", "state", "reason"),
    [("50.000001", "applies", "psr-main-share"), ("50", "does-not", "psr-half-share"), ("49.9", "does-not", "psr-minor-share")],
)
def test_the_share_of_health_care_where_no_sums_are_known(share: str, state: str, reason: str) -> None:
    found = change(MIXED, {"legal.parts[homes].amount": None, "legal.health_share": share})
    assert found.state == state
    assert reason in ids(found)


def test_all_of_it_is_health_care_and_nothing_has_to_be_weighed() -> None:
    assert "psr-main" not in answers(change(ALONE, {"legal.parts[drugs].amount": None}))
    codes = {"legal.codes[a].code": "85121270", "legal.health_share": "100"}
    assert "psr-main" not in answers(change(NO_PARTS, codes))


def test_none_of_the_value_is_health_care() -> None:
    assert ids(change(NO_PARTS, {"legal.health_share": "0"})) == ["psr-no-share"]


def test_without_sums_or_a_share_the_main_subject_is_not_known() -> None:
    found = change(MIXED, {"legal.parts[homes].amount": None})
    assert (found.state, paths(found)) == ("undecided", ["legal.parts[].amount"])


def test_a_part_that_is_not_known_matters_only_where_it_could_turn_the_balance() -> None:
    third = {"legal.parts[third].kind": "light", "legal.parts[third].code": "85121270", "legal.parts[third].what": "talking"}
    small = change(MIXED, {**third, "legal.parts[third].amount": "0"})
    assert small.state == "applies"
    large = change(MIXED, {**third, "legal.parts[third].amount": "1"})
    assert (large.state, paths(large)) == ("undecided", ["legal.parts[].kind"])


def test_what_can_be_bought_apart_is_not_bought_under_the_regime() -> None:
    assert ids(change(MIXED, {"legal.apart": "yes"})) == ["psr-apart-yes"]
    found = change(MIXED, {"legal.apart": None})
    assert (found.state, paths(found)) == ("undecided", ["legal.apart"])
    assert "psr-apart-no" in ids(change(MIXED, {}))


# Other nations


WALES = {**MIXED, "project.jurisdiction": "WLS"}


@pytest.mark.parametrize(
    ("change_", "state", "reason"),
    [
        ({}, "applies", "psrw-main-value"),
        ({"legal.parts[homes].amount": "600000.01"}, "does-not", "psrw-half-value"),
        ({"legal.apart": "yes"}, "does-not", "psrw-apart-yes"),
        ({"legal.apart": None}, "undecided", "psrw-apart-open"),
        ({"legal.for_health_service": "no"}, "does-not", "psrw-service-no"),
        ({"legal.parts[drugs].individuals": "no"}, "does-not", "psrw-not-individuals"),
        ({"legal.parts[drugs].code": "85320000"}, "does-not", "psrw-code-absent"),
        ({"authority.kind": "icb"}, "does-not", "psrw-who-no"),
        ({"authority.kind": "nhs"}, "applies", "psrw-applies"),
        ({"authority.kind": "police", "authority.joint[x].kind": "nhs"}, "not-covered", "psrw-who-some"),
    ],
)
def test_wales_has_the_same_tests_in_its_own_words(change_: dict[str, Any], state: str, reason: str) -> None:
    found = change(WALES, change_)
    assert (found.state, reason in ids(found)) == (state, True)
    assert all(one.id.startswith("psrw-") for one in found.reasons)
    assert not [words for one in found.reasons for words in one.cautions if "England" in words]


@pytest.mark.parametrize(("day", "state"), [("2025-02-23", "does-not"), ("2025-02-24", "applies")])
def test_in_wales_a_change_is_governed_by_its_own_day(day: str, state: str) -> None:
    old = {"legal.instrument": "change", "legal.commenced_by": "awarded", "legal.commenced_on": "2022-05-01", "legal.old.on": day}
    assert change(WALES, old).state == state
    assert change(MIXED, old).state == "does-not"


def test_a_health_board_is_bound_by_name() -> None:
    board = {"authority.kind": "other-public", "authority.name": "Eborby University Health Board"}
    assert change(WALES, board).state == "applies"
    assert change(MIXED, board).state == "does-not"


def test_who_is_bound_in_wales_says_what_was_not_read() -> None:
    found = next(test for test in change(WALES, {}).tests if test.id == "psrw-who")
    assert any("explanatory note" in words for words in found.reason.cautions)


@pytest.mark.parametrize("nation", ["SCT", "NI"])
def test_no_other_nation_has_such_a_regime(nation: str) -> None:
    assert change(MIXED, {"project.jurisdiction": nation}).state == "does-not"


def test_a_nation_that_is_not_known() -> None:
    found = change(MIXED, {"project.jurisdiction": None})
    assert (found.state, paths(found)) == ("undecided", ["project.jurisdiction"])


# Whatever is answered

_maybe = st.sampled_from([None, "yes", "no"])
_cases = st.fixed_dictionaries(
    {
        "project.jurisdiction": st.sampled_from([None, "ENG", "WLS", "SCT", "NI"]),
        "as_of_date": st.sampled_from(["2023-06-01", "2024-06-01", "2026-11-22", "2029-01-01"]),
        "authority.kind": st.sampled_from([None, "council", "icb", "police", "other-public"]),
        "authority.joint[a].kind": st.sampled_from([None, "nhs", "police"]),
        "legal.for_health_service": _maybe,
        "legal.apart": _maybe,
        "legal.health_share": st.sampled_from([None, "0", "50", "51", "100"]),
        "legal.codes[a].code": st.sampled_from([None, "85312500", "85121270", "85311000", "x"]),
        "legal.parts[a].kind": st.sampled_from([None, "health", "light", "goods"]),
        "legal.parts[a].code": st.sampled_from([None, "85312500", "85149000", "85121270", "85311000"]),
        "legal.parts[a].individuals": _maybe,
        "legal.parts[a].amount": st.sampled_from([None, "0", "100"]),
        "legal.parts[b].kind": st.sampled_from([None, "health", "services"]),
        "legal.parts[b].amount": st.sampled_from([None, "99", "100", "101"]),
    }
)


@given(_cases)
def test_every_answer_has_a_reason_a_fact_and_what_is_missing(answers_: dict[str, Any]) -> None:
    found = health(asked(answers_))
    assert found.reasons
    assert any(reason.facts for reason in found.reasons)
    assert all("{" not in reason.text for reason in found.reasons)
    assert (found.state == "undecided") <= bool(found.until)
    assert (found.state == "applies") <= (not found.until and found.regime.startswith("psr-"))
    assert (found.state == "does-not") == (found.regime == "" and not found.until)


@given(
    _cases, st.sampled_from(sorted({"legal.for_health_service", "legal.apart", "authority.kind", "legal.parts[a].individuals"}))
)
def test_what_is_decided_stays_so_when_more_is_known(answers_: dict[str, Any], path: str) -> None:
    less = health(asked({**answers_, path: None}))
    if less.state in ("applies", "does-not"):
        assert health(asked(answers_)).state == less.state


def test_asking_for_a_later_day_moves_a_procurement_that_has_not_started() -> None:
    before = {**ALONE, "as_of_date": "2023-12-01"}
    assert health(asked(before)).state == "does-not"
    assert health(asked(before, date(2023, 12, 31) + timedelta(days=1))).state == "applies"
