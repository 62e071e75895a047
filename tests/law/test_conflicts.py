"""Answers that do not go together: each is found, with its code and its law, and what is harmless is left alone."""

from __future__ import annotations

from typing import Any

import pytest
from law_cases import case

from hls_procure.law.conflicts import conflicts_of
from hls_procure.law.regime import decide_regime
from hls_procure.law.routes import routes_of
from hls_procure.law.ruling import Conflict

YES, NO = {"answer": "yes"}, {"answer": "no"}
LIGHT: dict[str, Any] = {"codes": ["85311000"], "tender__estimated_value": "2000000"}
FULL: dict[str, Any] = {"codes": ["90910000"], "tender__estimated_value": "2000000"}
OLD = {**LIGHT, "legal__commenced_by": "notice", "legal__commenced_on": "2024-05-01"}
HEALTH: dict[str, Any] = {
    "parts": [{"what": "recovery", "kind": "health", "code": "85312500", "amount": "2000000", "individuals": "yes"}],
    "legal__for_health_service": YES,
    "legal__for_health_service__answer": None,
    "tender__estimated_value": "2000000",
}


def found(given: dict[str, Any] = LIGHT, **more: Any) -> dict[str, Conflict]:
    """The conflicts of the council's case, by id."""
    asked = case(**{**given, **more})
    regime = decide_regime(asked)
    made = conflicts_of(asked, regime, routes_of(asked, regime))
    assert len({one.id for one in made}) == len(made)
    assert all(one.do.endswith(".") for one in made)
    return {one.id: one for one in made}


def term(years: int, *extensions: int) -> dict[str, Any]:
    rows = [{"id": f"e{n}", "length": str(length)} for n, length in enumerate(extensions)]
    return {"alliance__term__initial": str(years), "alliance__term__extensions": rows}


def condition(text: str, evidence: str = "One page.") -> dict[str, Any]:
    return {"evaluation__conditions": [{"id": "money", "name": "Money", "text": text, "evidence": evidence}]}


def test_a_case_in_which_all_goes_together_has_no_conflict() -> None:
    assert found(legal__regime="pa2023-light-touch", legal__route="light-touch", **term(5, 2, 2, 1)) == {}


def test_another_law_than_the_answers_lead_to() -> None:
    (conflict,) = found(legal__regime="pa2023-below").values()
    assert (conflict.code, conflict.severity) == ("RA501", "error")
    assert conflict.reason.facts
    assert found(FULL, legal__regime="pa2023-light-touch").keys() == {"light-touch-not-eligible"}
    assert found(legal__regime="pa2023-light-touch") == {}


def test_health_care_under_the_act() -> None:
    conflict = found(HEALTH, legal__regime="pa2023-light-touch")["health-service-under-pa"]
    assert (conflict.code, conflict.severity) == ("RA508", "error")
    assert "health-service-under-pa" not in found(HEALTH, legal__regime="psr-england")


@pytest.mark.parametrize(
    ("nation", "recorded", "wrong"),
    [
        ("SCT", "pa2023-light-touch", True),
        ("SCT", "scotland", False),
        ("ENG", "scotland", True),
        ("WLS", "psr-england", True),
        ("ENG", "psr-england", False),
        ("ENG", "psr-wales", True),
        ("NI", "psr-wales", True),
        ("WLS", "psr-wales", False),
        ("SCT", "grant", False),
    ],
)
def test_a_law_of_another_nation(nation: str, recorded: str, wrong: bool) -> None:
    conflicts = found(project__jurisdiction=nation, legal__regime=recorded)
    assert ("wrong-nation" in conflicts) is wrong
    if wrong:
        assert conflicts["wrong-nation"].code == "RA516"


def test_an_authority_in_scotland_that_claims_the_act_is_corrected() -> None:
    assert "pa-regime-01" in found(project__jurisdiction="SCT", legal__regime="pa2023-light-touch")["wrong-nation"].reason.facts


def test_an_innovation_partnership_after_2025() -> None:
    conflict = found(legal__route="pcr-innovation")["innovation-partnership-after-2025"]
    assert conflict.code == "RA502"
    assert "in phases" in conflict.reason.text
    assert found(OLD, legal__route="pcr-innovation", legal__phased__need="something new") == {}


def test_a_way_that_is_closed_or_not_the_one_that_has_to_be_used() -> None:
    assert found(legal__route="below-threshold").keys() == {"route-closed"}
    assert found(legal__route="sct-innovation").keys() == {"wrong-nation"}
    only = {**HEALTH, "legal__psr__only_provider": YES, "legal__psr__expiring": YES}
    assert "route-required" in found(only, legal__route="psr-msp") or "route-closed" in found(only, legal__route="psr-msp")
    assert not {"route-required", "route-closed"} & set(found(only, legal__route="psr-a"))


MUTUAL = {
    "legal__reserved__kind": "mutual",
    "legal__route": "reserved-mutual",
    "legal__reserved__delivers": YES,
    "legal__reserved__profits": YES,
    "legal__reserved__employees": YES,
    "legal__reserved__lookback": NO,
}


def test_a_mutual_for_more_than_five_years() -> None:
    assert found(**MUTUAL, **term(5)) == {}
    (conflict,) = found(**MUTUAL, **term(5, 2, 2, 1)).values()
    assert (conflict.code, conflict.severity) == ("RA503", "error")
    assert "5 + 2 + 2 + 1 years, 10 in all" in conflict.reason.text


def test_the_older_reservation_had_three_years() -> None:
    given = {**MUTUAL, "legal__route": "pcr-reserved"}
    assert found(OLD, **given, **term(3)) == {}
    assert found(OLD, **given, **term(3, 1))["reserved-mutual-too-long"].code == "RA503"


def test_services_that_cannot_be_reserved() -> None:
    from hls_procure.law.cpv import cpv_entry, cpv_list

    light = next(
        e.first for e in cpv_list("pa2023-light-touch") if not e.condition and not cpv_entry("pa2023-reservable", e.first)
    )
    (conflict,) = found(**MUTUAL, **term(4), codes=[light]).values()
    assert conflict.code == "RA504"
    assert found(**{**MUTUAL, "legal__route": "open"}, **term(4))["reserved-open"].code == "RA504"


def test_a_mutual_that_had_one_before() -> None:
    (conflict,) = found(**{**MUTUAL, "legal__reserved__lookback": YES}, **term(4)).values()
    assert (conflict.code, conflict.severity) == ("RA505", "warning")


def test_a_reservation_and_a_way_that_has_none() -> None:
    assert found(**{**MUTUAL, "legal__route": "light-touch"}, **term(4)).keys() == {"reserved-route"}
    assert found(legal__reserved__kind="local").keys() == {"local-above"}
    assert found(legal__reserved__kind="local", tender__estimated_value="1000") == {}


@pytest.mark.parametrize(
    "text",
    [
        "Audited accounts for the last three years.",
        "The last two years of audited annual accounts, signed by the auditor.",
        "Send accounts that have been audited.",
    ],
)
def test_audited_accounts_may_not_be_asked_for(text: str) -> None:
    (conflict,) = found(**condition(text)).values()
    assert (conflict.code, conflict.severity) == ("RA512", "error")
    assert found(**condition("Enough money.", evidence=text)).keys() == {"accounts-conditions-money-evidence"}
    assert found(FULL, **condition(text)).keys() == {"accounts-conditions-money-text"}
    assert found(OLD, **condition(text)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Accounts do not have to be audited.",
        "We do not ask for audited accounts.",
        "Audited accounts from those who are required to have audits, and from others their last accounts.",
        "Audited accounts or, for a young organisation, management accounts and a letter from its bank.",
        "The last accounts in whatever form the organisation has to make them.",
        "Open accounts, which the auditors of the Council may see.",
    ],
)
def test_accounts_that_nobody_has_to_have_audited_are_left_alone(text: str) -> None:
    assert found(**condition(text)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Public liability insurance of £5,000,000 is in place.",
        "A current certificate of insurance with the tender.",
        "You hold employer's liability insurance at the time of tender.",
    ],
)
def test_insurance_in_place_may_not_be_asked_for_before_the_award(text: str) -> None:
    (conflict,) = found(**condition(text)).values()
    assert (conflict.code, conflict.severity) == ("RA512", "error")


@pytest.mark.parametrize(
    "text",
    [
        "A promise that insurance will be in place when the agreement starts.",
        "You hold insurance, or will obtain it if you win.",
        "No insurance has to be in place before the award.",
        "Insurance of £5,000,000 by the start of the service.",
    ],
)
def test_insurance_that_comes_later_is_left_alone(text: str) -> None:
    assert found(**condition(text)) == {}


def test_conditions_below_threshold() -> None:
    assert found(tender__estimated_value="1000", **condition("Enough money.")).keys() == {"suitability-below"}
    assert found(tender__estimated_value="1000", evaluation__conditions=[]) == {}


@pytest.mark.parametrize(
    ("why", "quoted"),
    [
        ("The Act allows a turnover of up to twice the value.", True),
        ("By law it may be two times the yearly value.", True),
        ("It is twice the yearly sum, because work grows fast in the first months.", False),
        ("No law sets a cap of twice the value.", False),
        ("Half the yearly sum, so that a small organisation can bid.", False),
    ],
)
def test_a_rule_of_twice_the_value_is_no_rule_of_the_act(why: str, quoted: bool) -> None:
    conflicts = found(evaluation__turnover__why=why)
    assert (conflicts.keys() == {"turnover-turnover-why"}) is quoted
    if quoted:
        (conflict,) = conflicts.values()
        assert (conflict.code, conflict.severity) == ("RA512", "warning")
        assert {"pa-selection-05", "pcr-selection-02"} <= set(conflict.reason.facts)
    assert found(OLD, evaluation__turnover__why=why) == {}


@pytest.mark.parametrize(("asked", "over"), [("4000000", False), ("4000000.01", True)])
@pytest.mark.parametrize("given", [OLD, HEALTH])
def test_where_twice_the_value_is_the_rule_more_needs_a_reason(given: dict[str, Any], asked: str, over: bool) -> None:
    assert ("turnover-over" in found(given, evaluation__turnover__minimum=asked)) is over


def test_indicators_that_are_believed_compulsory() -> None:
    given = {"legal__route_reason": "We know the market. The law requires three KPIs for a contract of this size."}
    (light,) = found(**given).values()
    assert (light.code, light.severity) == ("RA510", "warning")
    assert "52(6)(d)" in light.reason.text
    full = {**FULL, "spec__measures": [{"id": "a", "text": "calls answered", "use": "statutory"}]}
    large = found({**full, "tender__estimated_value": "5000000.01"}, **given)["kpi-route-reason"]
    assert (large.code, "52(2)" in large.reason.text) == ("RA509", True)
    small = found({**full, "tender__estimated_value": "5000000"}, **given)["kpi-route-reason"]
    assert "£5,000,000" in small.reason.text
    assert found(legal__route_reason="No law asks for KPIs here.") == {}
    assert found(legal__route_reason="We look at a few key performance indicators together.") == {}


def test_a_measure_that_is_called_statutory() -> None:
    rows = [{"id": "calls", "text": "KPI 1: calls answered", "use": "statutory"}]
    assert found(spec__measures=rows).keys() == {"kpi-measures-calls-text"}
    assert found(spec__measures=[{**rows[0], "use": "learn"}]) == {}


def test_indicators_that_are_missing() -> None:
    learning = [{"id": "a", "text": "stories", "use": "learn"}]
    assert found({**FULL, "tender__estimated_value": "5000000.01"}, spec__measures=learning).keys() == {"kpi-duty"}
    assert found({**FULL, "tender__estimated_value": "5000000"}, spec__measures=learning) == {}
    assert found({**LIGHT, "tender__estimated_value": "9000000"}, spec__measures=learning) == {}


PROMISED = {"tender__standstill": YES, "tender__dates__award_notice": "2026-11-24"}
SOON = {"tender__dates__notice": "2026-03-02", "as_of_date": "2026-02-02"}


def test_a_promised_standstill_has_eight_working_days() -> None:
    assert found(**PROMISED, **SOON, tender__standstill_days="8") == {}
    (conflict,) = found(**PROMISED, **SOON, tender__standstill_days="7").values()
    assert (conflict.code, conflict.severity) == ("RA407", "error")


@pytest.mark.parametrize(("ends", "short"), [("2026-12-04", False), ("2026-12-03", True)])
def test_a_standstill_leaves_out_a_bank_holiday_in_any_part_of_the_kingdom(ends: str, short: bool) -> None:
    assert ("standstill-short" in found(**PROMISED, **SOON, tender__dates__standstill_ends=ends)) is short


@pytest.mark.parametrize(("sign", "early"), [("2026-12-05", False), ("2026-12-04", True)])
def test_nobody_signs_before_a_standstill_is_over(sign: str, early: bool) -> None:
    assert ("standstill-sign" in found(**PROMISED, **SOON, tender__dates__sign=sign)) is early
    assert ("standstill-sign" in found({**FULL, **PROMISED, **SOON}, tender__dates__sign=sign)) is early
    assert found(**{**PROMISED, "tender__standstill": NO}, **SOON, tender__dates__sign="2026-11-25") == {}


def test_a_longer_promise_is_kept() -> None:
    given = {**PROMISED, **SOON, "tender__standstill_days": "10"}
    assert "standstill-sign" in found(**given, tender__dates__sign="2026-12-08")
    assert found(**given, tender__dates__sign="2026-12-09") == {}


def test_a_mandatory_standstill_cannot_be_left_out() -> None:
    assert found(FULL, tender__standstill=NO).keys() == {"standstill-none"}


@pytest.mark.parametrize(("sign", "early"), [("2026-12-08", False), ("2026-12-07", True)])
def test_health_care_counts_its_own_days(sign: str, early: bool) -> None:
    given = {**HEALTH, **SOON, "tender__dates__award_notice": "2026-11-24"}
    assert ("standstill-sign" in found(given, tender__dates__sign=sign)) is early


def test_a_year_whose_bank_holidays_are_not_known_says_nothing() -> None:
    assert found(**{**PROMISED, "tender__dates__award_notice": "2031-03-03"}, tender__dates__sign="2031-03-04") == {}


def _map(text: str) -> dict[str, Any]:
    return {"alliance__change__map": [{"id": "who", "kind": "who is in it", "foreseen": text}]}


def test_a_member_who_comes_in_later_is_for_counsel() -> None:
    (conflict,) = found(**_map("Another organisation joins the Alliance as a Member.")).values()
    assert (conflict.id, conflict.severity) == ("joining", "warning")
    assert "pa-light-touch-15" in conflict.reason.facts
    assert found(**_map("Lines grow, shrink, join and part as everybody learns.")) == {}
    assert found(**_map("No organisation joins later.")) == {}
    assert found(OLD, **_map("Another organisation joins the Alliance as a Member.")) == {}


def test_what_cannot_be() -> None:
    later = {"legal__commenced_by": "notice", "legal__commenced_on": "2026-12-01"}
    assert found(**later).keys() == {"started-later"}
    assert found(**{**later, "legal__commenced_on": "2026-11-03"}) == {}
    change = {"legal__instrument": "change", "legal__old__awarded_on": "2022-05-02", "legal__old__on": "2022-05-01"}
    assert "change-before-award" in found(**change)
    grant = found(legal__instrument="grant", legal__grant__enforceable=YES)
    assert grant["grant-or-contract"].code == "RA517"
    public = {"legal__instrument": "public", "legal__public__only": YES}
    members = [{"id": "a", "name": "Harbour Trust", "form": "charity"}]
    assert "Harbour Trust" in found(**public, award__members=members)["public-members"].reason.text


@pytest.mark.parametrize(("annual", "less"), [("1000000", False), ("1000001", True)])
def test_an_estimate_holds_everything_that_is_planned(annual: str, less: bool) -> None:
    given = {"alliance__funding__annual": annual, "alliance__funding__changes": [], **term(2)}
    assert ("value-net" in found(**given)) is less


def test_an_estimate_holds_its_parts() -> None:
    parts = [{"what": "support", "kind": "light", "code": "85311000", "amount": "2000000"}]
    assert found(parts=parts) == {}
    assert found(parts=[{**parts[0], "amount": "2000001"}]).keys() == {"value-parts"}
