"""Which law governs: every test on both sides of its boundary, and what is said where it cannot be decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from law_cases import case

from hls_procure.law.cpv import CPV_LISTS, cpv_entry
from hls_procure.law.figures import day_of, money_of, percent_of
from hls_procure.law.regime import decide_regime
from hls_procure.law.regime.codes import nearest_codes
from hls_procure.law.ruling import Regime
from hls_procure.model.values import Money, Percent

SOCIAL = ["85311000"]


def found(**given: Any) -> Regime:
    """The regime of the council's case with social care by its code, changed by what is given."""
    return decide_regime(case(**{"codes": SOCIAL, "tender__estimated_value": "2000000", **given}))


def missing(regime: Regime) -> list[str]:
    assert regime.state == "undecided"
    return [until.path for until in regime.until]


def answer(regime: Regime, test: str) -> str:
    (found,) = [one.answer for one in regime.tests if one.id == test]
    return found


def yes(**more: str) -> dict[str, str]:
    return {"answer": "yes", **more}


NO = {"answer": "no"}


def test_a_light_touch_contract_is_decided_with_its_reasons() -> None:
    regime = found()
    assert (regime.id, regime.state, regime.light_touch) == ("pa2023-light-touch", "decided", True)
    assert [test.id for test in regime.tests if test.about == "value"] == ["code-c1", "mainly", "value", "figures"]
    assert "£663,540" in regime.reasons[0].text
    assert "5 April 2027" in regime.reasons[0].text
    assert {"pa-light-touch-01", "pa-light-touch-06", "gap-pa-s3"} <= set(regime.reasons[0].facts)


@pytest.mark.parametrize(
    ("value", "id"),
    [("663540", "pa2023-light-touch"), ("663539.99", "pa2023-below"), ("663540.01", "pa2023-light-touch")],
)
def test_not_less_than_the_threshold_reaches_it(value: str, id: str) -> None:
    regime = found(tender__estimated_value=value)
    assert (regime.id, regime.light_touch) == (id, True)


@pytest.mark.parametrize(
    ("kind", "day", "value", "id"),
    [
        ("council", "2027-04-05", "207720", "pa2023-full"),
        ("council", "2027-04-05", "207719.99", "pa2023-below"),
        ("council", "2025-12-31", "214904", "pa2023-full"),
        ("council", "2025-12-31", "214903.99", "pa2023-below"),
        ("council", "2026-01-01", "214903.99", "pa2023-full"),
        ("department", "2027-04-05", "135018", "pa2023-full"),
        ("department", "2027-04-05", "135017.99", "pa2023-below"),
        ("nhs", "2027-04-05", "207720", "pa2023-full"),
        ("nhs", "2027-04-05", "135017.99", "pa2023-below"),
    ],
)
def test_other_services_have_the_threshold_of_the_day_and_of_the_authority(kind: str, day: str, value: str, id: str) -> None:
    regime = found(authority__kind=kind, tender__dates__notice=day, tender__estimated_value=value, codes=["90910000"])
    assert (regime.id, regime.light_touch) == (id, False)


@pytest.mark.parametrize("kind", ["icb", "nhs", "other-public"])
def test_who_is_central_government_is_said_to_be_unknown_only_where_it_matters(kind: str) -> None:
    between = found(authority__kind=kind, tender__estimated_value="150000", codes=["90910000"])
    assert between.state == "not-covered"
    assert "ask counsel" in between.reasons[0].text
    assert found(authority__kind=kind, tender__estimated_value="150000").id == "pa2023-below"


def test_a_value_that_cannot_be_estimated_counts_as_above() -> None:
    regime = found(tender__estimated_value=None, legal__value_cannot=yes(why="nobody knows how long it lasts"))
    assert regime.id == "pa2023-light-touch"
    assert "nobody knows how long it lasts" in regime.reasons[0].text
    assert found(tender__estimated_value="10", legal__value_cannot=yes()).id == "pa2023-light-touch"
    assert missing(found(tender__estimated_value=None, legal__value_cannot=NO)) == ["tender.estimated_value"]


@pytest.mark.parametrize(("annual", "known"), [("331770", True), ("331769", False)])
def test_a_value_before_vat_decides_only_where_it_is_above_already(annual: str, known: bool) -> None:
    given: dict[str, Any] = {
        "alliance__funding__annual": annual,
        "alliance__term__initial": "2",
        "alliance__term__extensions": [],
    }
    given["alliance__funding__changes"] = []
    regime = found(tender__estimated_value=None, **given)
    if known:
        assert regime.id == "pa2023-light-touch"
    else:
        assert missing(regime) == ["tender.estimated_value"]
        assert "before VAT" in regime.reasons[0].text


def test_what_is_missing_at_the_start_is_named_together() -> None:
    regime = found(authority__kind=None, project__jurisdiction=None, legal__instrument=None)
    assert missing(regime) == ["authority.kind", "project.jurisdiction", "legal.instrument"]
    assert missing(found(codes=None)) == ["legal.codes"]
    assert missing(found(tender__dates__notice=None, as_of_date=None)) == ["legal.commenced_on"]


def test_nobody_public_is_outside_and_a_public_partner_brings_it_in() -> None:
    outside = found(authority__kind="not-public")
    assert outside.state == "not-covered"
    assert "does not reach this" in outside.reasons[0].text
    giving = found(authority__kind="not-public", legal__instrument="grant")
    assert (giving.id, giving.state) == ("grant", "decided")
    joint = [{"id": "a", "name": "Estuary Council", "kind": "council"}]
    assert found(authority__kind="not-public", authority__joint=joint).id == "pa2023-light-touch"
    charity = [{"id": "a", "name": "Estuary Trust", "kind": "not-public"}]
    assert found(authority__kind="not-public", authority__joint=charity).state == "not-covered"


@pytest.mark.parametrize("instrument", ["grant", "unsure"])
def test_a_grant_turns_on_whether_anybody_could_be_made_to_supply(instrument: str) -> None:
    assert "legal.grant.enforceable" in missing(found(legal__instrument=instrument))
    regime = found(legal__instrument=instrument, legal__grant__enforceable=NO)
    assert (regime.id, answer(regime, "grant")) == ("grant", "yes")
    contract = found(legal__instrument=instrument, legal__grant__enforceable=yes())
    assert (contract.id, answer(contract, "grant")) == ("pa2023-light-touch", "no")
    torn = found(legal__instrument=instrument, legal__grant__enforceable=NO, legal__grant__whose="ours")
    assert missing(torn) == ["legal.grant.whose"]


def _across(share: str, **more: Any) -> Regime:
    given = {"legal__public__only": yes(), "legal__public__common": yes(), "legal__public__other_share": share}
    return found(legal__instrument="public", **{**given, **more})


def _down(share: str, **more: Any) -> Regime:
    given = {"legal__public__only": NO, "legal__public__controls": yes(), "legal__public__own_share": share}
    return found(legal__instrument="public", **{"legal__public__private_owner": "no", **given, **more})


OLD = {"legal__commenced_by": "notice", "legal__commenced_on": "2024-05-01"}


def test_co_operation_of_public_bodies_has_a_limit_that_differs_by_the_law() -> None:
    assert _across("20").id == "public"
    assert _across("20.01").id == "pa2023-light-touch"
    assert _across("19.99", **OLD).id == "public"
    assert _across("20", **OLD).id == "pcr2015"
    assert _across("5", legal__public__only=NO).id == "pa2023-light-touch"
    assert _across("5", legal__public__common=NO).id == "pa2023-light-touch"
    assert missing(_across("5", legal__public__common=None)) == ["legal.public.common"]


def test_a_body_under_control_does_more_than_its_share_for_those_who_control_it() -> None:
    for more in ({}, OLD):
        assert _down("80.01", **more).id == "public"
        assert _down("80", **more).id != "public"
        assert _down("95", legal__public__private_owner="yes", **more).id != "public"
    assert missing(_down("95", legal__public__private_owner=None)) == ["legal.public.private_owner"]


@pytest.mark.parametrize("by", ["notice", "contact", "transparency", "finder", "awarded"])
def test_each_trigger_saves_the_older_law_up_to_the_day_before(by: str) -> None:
    saved = found(legal__commenced_by=by, legal__commenced_on="2025-02-23")
    assert (saved.id, saved.light_touch) == ("pcr2015", True)
    assert "pcr-saving-triggers" in saved.reasons[0].facts
    assert found(legal__commenced_by=by, legal__commenced_on="2025-02-24").id == "pa2023-light-touch"
    assert missing(found(legal__commenced_by=by)) == ["legal.commenced_on"]


@pytest.mark.parametrize(
    ("kind", "day", "codes", "id"),
    [
        ("council", "2023-05-25", ["90910000"], "pcr2015"),
        ("council", "2023-05-26", ["90910000"], "pa2023-full"),
        ("council", "2023-05-25", SOCIAL, "pa2023-light-touch"),
        ("department", "2023-05-25", ["90910000"], "pa2023-full"),
        ("icb", "2023-05-25", ["90910000"], ""),
    ],
)
def test_a_prior_information_notice_saves_only_early_and_only_for_some(kind: str, day: str, codes: list[str], id: str) -> None:
    regime = found(authority__kind=kind, legal__commenced_by="pin", legal__commenced_on=day, codes=codes)
    assert regime.id == id
    assert (regime.state == "not-covered") is (id == "")


def test_without_a_trigger_the_day_alone_decides() -> None:
    assert found(tender__dates__notice="2025-02-23").id == "pcr2015"
    assert found(tender__dates__notice="2025-02-24").id == "pa2023-light-touch"
    assert found(tender__dates__notice="2015-02-26").id == "pcr2015"
    assert found(tender__dates__notice="2015-02-25").state == "not-covered"


def test_a_change_goes_by_the_day_of_the_award() -> None:
    changed = {"legal__instrument": "change", "legal__old__value": "2000000"}
    assert found(legal__old__awarded_on="2025-02-23", **changed).id == "pcr2015"
    later = found(legal__old__awarded_on="2025-02-24", **changed)
    assert (later.id, answer(later, "change")) == ("pa2023-light-touch", "yes, within limits")
    assert missing(found(**changed)) == ["legal.old.awarded_on"]
    small = found(legal__old__awarded_on="2025-03-01", **{**changed, "legal__old__value": "100000"})
    assert (small.id, answer(small, "change")) == ("pa2023-below", "ask counsel")


def test_an_old_contract_for_health_care_is_not_guessed() -> None:
    parts = [{"what": "recovery support", "kind": "health", "code": "85312500", "amount": "900000", "individuals": "yes"}]
    given = {"legal__instrument": "change", "codes": None, "parts": parts}
    assert found(legal__old__awarded_on="2022-03-01", **given).state == "not-covered"


def test_a_change_to_a_contract_for_health_care_in_wales_goes_by_the_day_of_the_change() -> None:
    parts = [{"what": "recovery support", "kind": "health", "code": "85312500", "amount": "900000", "individuals": "yes"}]
    given = {"legal__instrument": "change", "codes": None, "parts": parts, "legal__for_health_service": yes()}
    old = {**given, "project__jurisdiction": "WLS", "legal__old__awarded_on": "2022-03-01"}
    assert found(**old, legal__old__on="2025-02-24").id == "psr-wales"
    assert found(**old, legal__old__on="2025-02-23").id == "pcr2015"
    assert found(**old).id == "psr-wales"  # it is made after today, 3 November 2026
    assert found(**{**old, "legal__for_health_service": NO}).id == "pcr2015"


def test_without_codes_the_older_law_still_governs_and_only_its_lighter_rules_stay_open() -> None:
    regime = found(codes=None, **OLD)
    assert (regime.id, regime.light_touch) == ("pcr2015", None)


def _parts(other: str, amount: str, **more: str) -> list[dict[str, str]]:
    return [
        {"what": "support", "kind": "light", "code": "85311000", "amount": "900000"},
        {"what": "vans", "kind": other, "amount": amount, **more},
    ]


def test_mainly_goes_by_value_and_half_is_for_counsel() -> None:
    assert found(codes=None, parts=_parts("goods", "899999"), legal__apart=NO).light_touch is True
    assert found(codes=None, parts=_parts("goods", "900000")).state == "not-covered"
    assert found(codes=None, parts=_parts("goods", "900001")).light_touch is False


def test_a_part_that_could_be_bought_apart_counts_from_its_own_threshold() -> None:
    assert found(codes=None, parts=_parts("goods", "207719"), legal__apart=yes()).light_touch is True
    large = found(codes=None, parts=_parts("goods", "207720"), legal__apart=yes())
    assert (large.id, large.light_touch) == ("pa2023-full", False)
    assert found(codes=None, parts=_parts("goods", "207720"), legal__apart=NO).light_touch is True
    assert missing(found(codes=None, parts=_parts("goods", "207720"))) == ["legal.apart"]
    assert found(codes=None, parts=_parts("works", "207720"), legal__apart=yes()).light_touch is True
    unknown = found(codes=None, parts=_parts("goods", "150000"), authority__kind="nhs", legal__apart=yes())
    assert unknown.state == "not-covered"


def test_mixed_codes_need_their_values() -> None:
    assert missing(found(codes=["85311000", "90910000"])) == ["legal.parts"]
    assert missing(found(codes=None, parts=[{"what": "support", "kind": "light"}])) == ["legal.parts[].code"]
    no_sum = [{"what": "support", "code": "85311000"}, {"what": "vans", "kind": "goods", "amount": "1"}]
    assert missing(found(codes=None, parts=no_sum)) == ["legal.parts[].amount"]


def test_a_code_that_is_not_in_the_list_names_the_nearest() -> None:
    regime = found(codes=["85311305"])
    assert regime.id == "pa2023-full"
    (test,) = [test for test in regime.tests if test.id == "code-c1"]
    assert test.answer == "no"
    assert "85311300 (Welfare services for children and young people)" in test.reason.text
    wrong = found(codes=["social care"])
    assert missing(wrong) == ["legal.codes"]
    assert "eight figures" in wrong.reasons[0].text


def test_a_code_of_defence_contracts_is_not_counted() -> None:
    from hls_procure.law.cpv import cpv_list

    code = next(entry.first for entry in cpv_list("pa2023-light-touch") if entry.condition)
    assert found(codes=[code]).id == "pa2023-full"


@pytest.mark.parametrize("name", CPV_LISTS)
@pytest.mark.parametrize("code", ["00000000", "85319999", "99999999", "85"])
def test_the_nearest_codes_are_codes_of_the_list(name: Any, code: str) -> None:
    near = nearest_codes(name, code)
    assert len(near) == 3
    assert all(cpv_entry(name, one[:8]) for one in near)


def test_in_wales_the_list_was_not_read() -> None:
    regime = found(project__jurisdiction="WLS")
    assert regime.state == "not-covered"
    assert "ask counsel in Wales" in " ".join(test.reason.text for test in regime.tests)
    below = found(project__jurisdiction="WLS", tender__estimated_value="207719")
    assert (below.id, below.light_touch) == ("pa2023-below", None)


def test_in_northern_ireland_the_act_applies_and_health_care_has_no_regime_of_its_own() -> None:
    regime = found(project__jurisdiction="NI")
    assert regime.id == "pa2023-light-touch"
    assert answer(regime, "health-ni") == "no"


def test_in_scotland_the_act_does_not_apply() -> None:
    regime = found(project__jurisdiction="SCT")
    assert not regime.id.startswith("pa2023")
    assert any("pa-regime-01" in test.reason.facts for test in regime.tests)


def test_another_day_is_asked_as_if_it_were_today() -> None:
    asked = decide_regime(case(codes=SOCIAL, tender__estimated_value="2000000", on="2024-06-03"))
    assert asked.id == "pcr2015"


def test_figures_are_those_of_the_facts() -> None:
    here = case()
    assert day_of(here, "gen-regime-01") == date(2025, 2, 24)
    assert percent_of(here, "pa-public-public-02") == Percent(Decimal(20))
    assert money_of(here, "pa-kpi-01") == Money.parse("£5m")
