"""Social value and the duties beside the law of procurement: by nation, by day, by authority, on both sides of each sum."""

from __future__ import annotations

from typing import Any

import pytest
from law_cases import case

from hls_procure.law.duties import duties_of
from hls_procure.law.regime import decide_regime
from hls_procure.law.ruling import DutyFound
from hls_procure.law.ruling import Test as LawTest
from hls_procure.law.social_value import social_value_tests

YES, NO = {"answer": "yes"}, {"answer": "no"}
SOCIAL: dict[str, Any] = {"codes": ["85311000"], "tender__estimated_value": "2000000"}


def asked_of(**more: Any) -> tuple[LawTest, ...]:
    asked = case(**{**SOCIAL, **more})
    return social_value_tests(asked, decide_regime(asked))


def answer(**more: Any) -> str:
    return asked_of(**more)[0].answer


def duties(**more: Any) -> dict[str, DutyFound]:
    asked = case(**{**SOCIAL, **more})
    found = {duty.id: duty for duty in duties_of(asked, decide_regime(asked))}
    assert all(duty.reason.facts for duty in found.values())
    return found


@pytest.mark.parametrize(
    ("kind", "day", "value", "said"),
    [
        ("council", "2027-04-05", "207720", "yes"),
        ("council", "2027-04-05", "207719.99", "no"),
        ("council", "2025-06-02", "214904", "yes"),
        ("council", "2025-06-02", "214903.99", "no"),
        ("department", "2027-04-05", "135018", "yes"),
        ("department", "2027-04-05", "135017.99", "no"),
        ("nhs", "2027-04-05", "207720", "yes"),
        ("nhs", "2027-04-05", "135017.99", "no"),
        ("nhs", "2027-04-05", "135018", "not covered"),
    ],
)
def test_social_value_starts_at_the_sum_for_ordinary_services_light_touch_or_not(
    kind: str, day: str, value: str, said: str
) -> None:
    assert answer(authority__kind=kind, tender__dates__notice=day, tender__estimated_value=value) == said


def test_it_bites_on_light_touch_below_the_light_touch_threshold() -> None:
    asked = case(**{**SOCIAL, "tender__estimated_value": "300000"})
    assert decide_regime(asked).id == "pa2023-below"
    first, when = social_value_tests(asked, decide_regime(asked))
    assert first.answer == "yes"
    assert "£207,720" in first.reason.text
    assert when.id == "sv-when"


def test_where_it_does_not_apply_or_cannot_be_said() -> None:
    assert answer(project__jurisdiction="SCT") == "no"
    assert answer(project__jurisdiction="NI") == "no"
    assert answer(project__jurisdiction="WLS") == "no"
    assert answer(project__jurisdiction="WLS", authority__kind="police") == "not covered"
    assert answer(legal__instrument="grant", legal__grant__enforceable=NO) == "no"
    assert answer(legal__instrument="change", legal__old__awarded_on="2022-05-02") == "no"
    assert answer(legal__commenced_by="notice", legal__commenced_on="2024-05-02") == "yes"
    assert answer(tender__estimated_value=None) == "not known"
    assert answer(tender__estimated_value=None, legal__value_cannot=YES) == "yes"
    goods = [{"what": "vans", "kind": "goods", "code": "34100000", "amount": "300000"}]
    assert answer(codes=None, parts=goods, tender__estimated_value="300000") == "no"


NAMES = ["social-value", "equality", "care-act", "best-value", "data-protection", "modern-slavery", "tupe"]


@pytest.mark.parametrize("nation", ["ENG", "WLS", "SCT", "NI"])
def test_each_nation_has_one_line_for_each_duty(nation: str) -> None:
    found = duties(project__jurisdiction=nation)
    assert list(found)[:7] == NAMES
    assert ("sppp" in found) is (nation == "WLS")


def test_what_the_facts_do_not_cover_is_for_counsel() -> None:
    found = duties(project__jurisdiction="NI")
    uncovered = {id for id, duty in found.items() if duty.applies == "not-covered"}
    assert uncovered == {"equality", "care-act", "best-value", "modern-slavery", "tupe"}
    assert all("ask counsel" in found[id].reason.text.lower() for id in uncovered)


def test_a_council_in_england() -> None:
    found = duties()
    assert {id: duty.applies for id, duty in found.items()} == {
        "social-value": "applies",
        "equality": "applies",
        "care-act": "applies",
        "best-value": "may",
        "data-protection": "may",
        "modern-slavery": "may",
        "tupe": "may",
    }


def test_people_who_move_with_the_work() -> None:
    moving = duties(tender__tupe__applies=YES)["tupe"]
    assert (moving.applies, "28 days" in moving.reason.text) == ("applies", True)
    assert duties(tender__tupe__applies=NO)["tupe"].applies == "does-not"


def test_care_by_what_is_bought_and_who_buys() -> None:
    assert duties(authority__kind="nhs")["care-act"].applies == "may"
    assert duties(codes=["90910000"])["care-act"].applies == "does-not"
    assert duties(codes=None)["care-act"].applies == "may"


def test_nobody_public_is_not_told_about_duties_of_public_bodies() -> None:
    assert duties(authority__kind="not-public")["equality"].applies == "not-covered"
    assert duties(authority__kind="department")["modern-slavery"].applies == "applies"


@pytest.mark.parametrize(("day", "applies"), [("2026-03-24", "does-not"), ("2026-03-25", "may")])
def test_the_welsh_duty_has_its_day(day: str, applies: str) -> None:
    assert duties(project__jurisdiction="WLS", tender__dates__notice=day)["sppp"].applies == applies
    small = duties(project__jurisdiction="WLS", tender__dates__notice=day, tender__estimated_value="1000")
    assert small["sppp"].applies == "does-not"
