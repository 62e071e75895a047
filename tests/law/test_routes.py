"""Which ways are open: each condition on both sides of its boundary, and for each closed way what would open it."""

from __future__ import annotations

from typing import Any

import pytest
from law_cases import case, schema

from hls_procure.law.regime import decide_regime
from hls_procure.law.routes import routes_of
from hls_procure.law.ruling import Route

SOCIAL = ["85311000"]
YES, NO = {"answer": "yes"}, {"answer": "no"}
LIGHT = {"codes": SOCIAL, "tender__estimated_value": "2000000"}
OLD = {**LIGHT, "legal__commenced_by": "notice", "legal__commenced_on": "2024-05-01"}


def routes(given: dict[str, Any] = LIGHT, **more: Any) -> dict[str, Route]:
    """The routes of the council's case, by id."""
    asked = case(**{**given, **more})
    found = routes_of(asked, decide_regime(asked))
    assert {route.id for route in found} <= set(schema().fields["legal.route"].choices)
    return {route.id: route for route in found}


def states(given: dict[str, Any] = LIGHT, **more: Any) -> dict[str, str]:
    return {id: route.state for id, route in routes(given, **more).items()}


def opened(given: dict[str, Any] = LIGHT, **more: Any) -> set[str]:
    return {id for id, state in states(given, **more).items() if state == "open"}


def term(years: int, *extensions: int) -> dict[str, Any]:
    rows = [{"id": f"e{n}", "length": str(length)} for n, length in enumerate(extensions)]
    return {"alliance__term__initial": str(years), "alliance__term__extensions": rows}


def text(route: Route) -> str:
    return " ".join(reason.text for reason in route.reasons)


def rules(route: Route) -> set[str]:
    return {rule.reason.id for rule in route.rules}


ALL_ABOVE = {"phased", "competitive-flexible", "open", "reserved-mutual", "reserved-supported"}


def test_each_law_opens_its_own_ways() -> None:
    assert opened() == ALL_ABOVE | {"light-touch"}
    assert opened(codes=["90910000"]) == ALL_ABOVE - {"reserved-mutual"}
    assert opened(tender__estimated_value="100000") == {"below-threshold", "below-reserved"}
    assert opened(legal__instrument="grant", legal__grant__enforceable=NO) == {"grant"}
    assert opened(OLD, legal__phased__need="something new") == {"pcr-light-touch", "pcr-innovation", "pcr-reserved"}
    public = {"legal__public__only": YES, "legal__public__common": YES, "legal__public__other_share": "5"}
    assert opened(legal__instrument="public", **public) == {"public"}


@pytest.mark.parametrize(
    "given", [{}, {"codes": ["90910000"]}, {"tender__estimated_value": "1"}, OLD, {"legal__instrument": "grant"}]
)
def test_what_is_closed_says_what_would_open_it(given: dict[str, Any]) -> None:
    for route in routes({**LIGHT, "legal__grant__enforceable": NO, **given}).values():
        assert route.reasons
        assert all(reason.facts for reason in route.reasons)
        assert (route.change is not None) is (route.state == "closed"), route.id


def test_while_the_law_is_open_so_is_every_way() -> None:
    assert set(states(project__jurisdiction=None).values()) == {"undecided"}
    assert set(states(project__jurisdiction="WLS").values()) == {"not-covered"}
    assert "psrw-1" in states(project__jurisdiction="WLS")
    assert "psr-a" not in states(project__jurisdiction="WLS")


def test_an_innovation_partnership_is_closed_for_what_starts_now_and_says_what_does_its_work() -> None:
    route = routes()["pcr-innovation"]
    assert route.state == "closed"
    assert "in phases" in text(route)
    assert "three years" in text(route)
    assert route.change is not None
    assert "24 February 2025" in route.change.text


def test_under_the_older_law_it_needs_a_need_and_no_number_of_years() -> None:
    assert states(OLD)["pcr-innovation"] == "undecided"
    assert states(OLD, legal__phased__wanted=NO)["pcr-innovation"] == "closed"
    long = routes(OLD, legal__phased__need="something new", **term(10))["pcr-innovation"]
    assert long.state == "open"
    assert "pcr-free-inn-years" in rules(long)


@pytest.mark.parametrize(
    ("more", "state"), [(term(5), "open"), (term(3, 2), "open"), (term(5, 2, 2, 1), "closed"), (term(3, 3), "closed")]
)
def test_a_mutual_has_five_years_extensions_included(more: dict[str, Any], state: str) -> None:
    assert states(**more)["reserved-mutual"] == state


def test_only_reservable_codes_can_be_reserved_to_mutuals() -> None:
    from hls_procure.law.cpv import cpv_entry, cpv_list

    light = next(
        e.first for e in cpv_list("pa2023-light-touch") if not e.condition and not cpv_entry("pa2023-reservable", e.first)
    )
    assert states(codes=[light])["reserved-mutual"] == "closed"
    assert light in text(routes(codes=[*SOCIAL, light])["reserved-mutual"])


MUTUAL = {
    "legal__reserved__kind": "mutual",
    "legal__reserved__delivers": YES,
    "legal__reserved__profits": YES,
    "legal__reserved__employees": YES,
    "legal__reserved__lookback": NO,
    **term(4),
}


@pytest.mark.parametrize("test", ["delivers", "profits", "employees"])
def test_a_mutual_that_is_meant_has_to_meet_each_part_of_the_test(test: str) -> None:
    assert states(**MUTUAL)["reserved-mutual"] == "open"
    route = routes(**{**MUTUAL, f"legal__reserved__{test}": NO})["reserved-mutual"]
    assert (route.state, route.reasons[0].id) == ("closed", f"pa-mutual-{test}")
    missing = routes(**{**MUTUAL, f"legal__reserved__{test}": None})["reserved-mutual"]
    assert [until.path for until in missing.until] == [f"legal.reserved.{test}"]


def test_why_most_charities_fail_is_said() -> None:
    route = routes(**{**MUTUAL, "legal__reserved__employees": NO})["reserved-mutual"]
    assert "Most charities fail" in text(route)
    assert "trustees" in text(route)


def test_one_that_had_a_reserved_contract_does_not_qualify_and_others_may() -> None:
    assert "pa-mutual-repeat" not in {reason.id for reason in routes(**MUTUAL)["reserved-mutual"].reasons}
    again = routes(**{**MUTUAL, "legal__reserved__lookback": YES})["reserved-mutual"]
    assert again.state == "open"
    assert "3 years" in text(again)


@pytest.mark.parametrize(("share", "state"), [("30", "open"), ("29.9", "closed"), (None, "undecided")])
@pytest.mark.parametrize(("given", "id"), [(LIGHT, "reserved-supported"), (OLD, "pcr-reserved")])
def test_supported_employment_has_its_share(given: dict[str, Any], id: str, share: str | None, state: str) -> None:
    assert states(given, legal__reserved__kind="supported", legal__reserved__share=share)[id] == state


@pytest.mark.parametrize(("more", "state"), [(term(3), "open"), (term(2, 1), "open"), (term(3, 1), "closed"), ({}, "undecided")])
def test_under_the_older_law_a_mission_has_three_years(more: dict[str, Any], state: str) -> None:
    assert states(OLD, legal__reserved__kind="mutual", **more)["pcr-reserved"] == state


def test_under_the_older_law_users_who_take_part_can_be_enough() -> None:
    given = {**MUTUAL, "legal__reserved__employees": NO, **term(3)}
    assert states(OLD, **given)["pcr-reserved"] == "open"
    assert states(OLD, **{**given, "legal__reserved__profits": NO})["pcr-reserved"] == "closed"
    assert states(OLD, **{**given, "codes": ["90910000"]})["pcr-reserved"] == "closed"


USER = {
    "legal__light__user_choice": YES,
    "legal__light__enactment": "the enactment that counsel named",
    "legal__light__preference": YES,
    "legal__light__best_interest": YES,
}


def test_user_choice_is_for_one_person_and_needs_all_of_its_conditions() -> None:
    assert states()["user-choice"] == "closed"
    assert states(legal__light__user_choice=NO)["user-choice"] == "closed"
    assert states(**USER)["user-choice"] == "open"
    for name in ("preference", "best_interest"):
        assert states(**{**USER, f"legal__light__{name}": NO})["user-choice"] == "closed"
        assert states(**{**USER, f"legal__light__{name}": None})["user-choice"] == "undecided"
    assert states(**{**USER, "legal__light__enactment": None})["user-choice"] == "undecided"
    assert states(codes=["90910000"], **USER)["user-choice"] == "closed"


def test_the_order_on_local_suppliers_has_its_day_its_nation_and_its_bodies() -> None:
    small = {**LIGHT, "tender__estimated_value": "100000"}
    assert states(small, tender__dates__notice="2026-02-04")["below-reserved"] == "open"
    assert states(small, tender__dates__notice="2026-02-03")["below-reserved"] == "closed"
    assert states(small, project__jurisdiction="NI")["below-reserved"] == "not-covered"
    assert states(small, authority__kind="police")["below-reserved"] == "not-covered"


def test_light_touch_leaves_open_what_the_full_act_asks_for() -> None:
    light, full = routes()["light-touch"], routes(codes=["90910000"])["open"]
    assert {"free-kpi", "free-days", "free-standstill", "free-change", "must-details-light"} <= rules(light)
    assert {"must-standstill", "must-time", "not-change", "must-details"} <= rules(full)
    assert not {"must-standstill", "must-kpi", "must-time"} & rules(light)


@pytest.mark.parametrize(("value", "asked"), [("5000000", False), ("5000000.01", True)])
def test_over_five_million_brings_indicators_in_full_and_a_copy_for_light_touch(value: str, asked: bool) -> None:
    full = routes(codes=["90910000"], tender__estimated_value=value)["open"]
    light = routes(tender__estimated_value=value)["light-touch"]
    assert ("must-kpi" in rules(full)) is asked
    assert ("must-copy-light" in rules(light)) is asked


@pytest.mark.parametrize(("value", "state"), [("663540", "open"), ("663539.99", "closed"), (None, "undecided")])
def test_the_older_lighter_rules_start_at_their_threshold(value: str | None, state: str) -> None:
    assert states(OLD, tender__estimated_value=value)["pcr-light-touch"] == state


def test_the_older_threshold_counted_the_value_before_vat_until_2022() -> None:
    old = {**OLD, "legal__commenced_on": "2021-12-31", "tender__estimated_value": "700000"}
    assert states(old)["pcr-light-touch"] == "undecided"
    assert states(old, legal__commenced_on="2022-01-01")["pcr-light-touch"] == "open"
    assert states(old, tender__estimated_value="663539")["pcr-light-touch"] == "closed"
    assert states(old, legal__commenced_on="2020-12-30")["pcr-light-touch"] == "not-covered"


CHANGED = {
    **LIGHT,
    "legal__instrument": "change",
    "legal__old__awarded_on": "2022-06-01",
    "legal__old__value": "4000000",
    "legal__old__so_far": "100000",
    "legal__old__character": NO,
}


def changed(**more: Any) -> Route:
    return routes(CHANGED, **more)["pcr-change"]


@pytest.mark.parametrize("ground", ["additional", "unforeseen"])
@pytest.mark.parametrize(("more", "state"), [("2000000", "open"), ("2000000.01", "closed"), (None, "undecided")])
def test_half_of_the_first_value_for_each_change(ground: str, more: str | None, state: str) -> None:
    route = changed(legal__old__ground=ground, legal__old__more=more)
    assert route.state == state
    assert "pcr-must-chg-notice" in rules(route)


@pytest.mark.parametrize(("more", "state"), [("299999.99", "open"), ("300000", "closed")])
def test_small_changes_together_stay_below_a_tenth(more: str, state: str) -> None:
    assert changed(legal__old__ground="small", legal__old__more=more).state == state


@pytest.mark.parametrize(("more", "state"), [("563539.99", "open"), ("563540", "closed")])
def test_and_below_the_threshold(more: str, state: str) -> None:
    assert changed(legal__old__ground="small", legal__old__more=more, legal__old__value="9000000").state == state


def test_where_the_threshold_differs_by_the_day_it_is_for_counsel() -> None:
    given = {"legal__old__ground": "small", "legal__old__value": "9000000", "codes": ["90910000"], "legal__old__so_far": "0"}
    assert changed(legal__old__more="213476", **given).state == "open"
    assert changed(legal__old__more="214000", **given).state == "not-covered"
    assert changed(legal__old__more="214904", **given).state == "closed"
    assert changed(legal__old__more="1", legal__old__awarded_on="2019-06-01", **given).state == "not-covered"


def test_each_ground_asks_for_what_it_needs() -> None:
    assert changed(legal__old__ground="clause", legal__old__clause="clause 14").state == "open"
    assert changed(legal__old__ground="clause").state == "undecided"
    assert changed(legal__old__ground="succession").state == "not-covered"
    assert changed(legal__old__ground="slight").state == "open"
    for ground in ("clause", "unforeseen", "small", "slight"):
        given = {"legal__old__ground": ground, "legal__old__clause": "clause 14", "legal__old__more": "1"}
        assert changed(**given).state == "open"
        assert changed(**{**given, "legal__old__character": YES}).state == "closed"
        assert changed(**{**given, "legal__old__character": None}).state == "undecided"
    assert [until.path for until in changed(legal__old__ground="small", legal__old__more="1", legal__old__so_far=None).until] == [
        "legal.old.so_far"
    ]


def test_without_a_ground_the_figures_speak() -> None:
    route = changed(legal__old__more="390000")
    assert [until.path for until in route.until] == ["legal.old.ground"]
    assert "£390,000" in text(route)
    assert "by figures alone" in text(changed()).lower()


def test_a_grant_asks_a_council_and_a_charity_for_different_things() -> None:
    given = {"legal__instrument": "grant", "legal__grant__enforceable": NO}
    council = routes(**given)["grant"]
    charity = routes(**given, authority__kind="not-public", legal__grant__recipient="other")["grant"]
    assert {"gr-must-subsidy", "gr-must-notice"} <= rules(council)
    assert {"gr-must-charity", "gr-must-noncharity"} <= rules(charity)
    assert not {"gr-must-subsidy"} & rules(charity)


def test_in_scotland_a_grant_goes_by_whose_project_it_is() -> None:
    given = {"project__jurisdiction": "SCT", "legal__instrument": "grant"}
    assert opened(**given, legal__grant__whose="theirs") == {"grant"}
    assert states(**given, legal__grant__whose="ours")["grant"] == "closed"
    assert set(states(**given).values()) == {"undecided"}
