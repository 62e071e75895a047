"""Each notice both ways: where it is needed and where it is not, by regime, way, nation, sum and day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from asked import asked
from law_words import faults_of

from hls_procure.law.facts import LawBook
from hls_procure.law.lists import notices
from hls_procure.law.notices_due import notices_of
from hls_procure.law.ruling import NoticeStep, Regime
from hls_procure.work.opening import open_project

BOOK = LawBook.load()
LIGHT, FULL, BELOW, PCR, SCT = "pa2023-light-touch", "pa2023-full", "pa2023-below", "pcr2015", "scotland"
BASE = {
    "project.jurisdiction": "ENG",
    "authority.kind": "council",
    "as_of_date": "2027-01-11",
    "legal.route": "light-touch",
    "tender.estimated_value": "6000000",
    "tender.dates.notice": "2027-04-19",
    "tender.dates.award_notice": "2027-11-23",
    "tender.dates.sign": "2027-12-07",
    "alliance.term.start": "2028-04-01",
    "alliance.term.initial": "5",
}


def found(regime: str, state: str = "decided", **more: Any) -> dict[str, NoticeStep]:
    """The notices of a case by their id; answers by path, with ``__`` for a dot."""
    answers = {**BASE, **{path.replace("__", "."): value for path, value in more.items()}}
    case = asked(answers)
    steps = notices_of(case, Regime(regime, state, ()), None)  # type: ignore[arg-type]
    for step in steps:
        assert step.reason.text, step.id
        assert not faults_of(step.reason.text, step.reason.facts, step.id, BOOK)
        assert step.when[:1] == step.when[:1].lower()
        assert (step.when and step.due is None) or step.due or step.state in ("not-needed", "undecided"), step
        if step.reason.facts:
            assert step.provision in {BOOK.get(id).provision for id in step.reason.facts}
    return {step.id: step for step in steps}


def states(regime: str, **more: Any) -> dict[str, str]:
    return {id: step.state for id, step in found(regime, **more).items()}


def test_a_light_touch_contract_has_its_twelve_in_order() -> None:
    steps = found(LIGHT, tender__engagement=[{"id": "one", "on": "2026-11-12"}])
    assert [step.code for step in steps.values()] == [f"UK{n}" for n in range(1, 13)]
    assert {id: step.state for id, step in steps.items()} == {
        "uk1": "undecided",
        "uk2": "needed",
        "uk3": "optional",
        "uk4": "needed",
        "uk5": "not-needed",
        "uk6": "needed",
        "uk7": "needed",
        "uk8": "needed",
        "uk9": "not-needed",
        "uk10": "not-needed",
        "uk11": "needed",
        "uk12": "undecided",
    }
    dues = {id: step.due for id, step in steps.items() if step.due}
    assert dues == {
        "uk1": date(2026, 5, 26),
        "uk2": date(2027, 4, 18),
        "uk4": date(2027, 4, 19),
        "uk6": date(2027, 11, 23),
        "uk7": date(2028, 4, 4),
        "uk8": date(2028, 7, 29),
        "uk11": date(2033, 4, 29),
    }


def test_the_pipeline_and_payment_notices_are_not_exempt_for_light_touch() -> None:
    steps = found(LIGHT)
    assert "not exempt" in steps["uk1"].reason.text
    assert "not exempt" in steps["uk8"].reason.text
    assert steps["uk8"].state == "needed"


def test_a_full_contract_differs_where_light_touch_is_exempt() -> None:
    light, full = states(LIGHT), states(FULL, legal__route="open")
    assert {id for id in light if light[id] != full[id]} == {"uk9", "uk10"}
    steps = found(FULL, legal__route="open")
    assert steps["uk7"].due == date(2028, 1, 5)
    assert "within 90 days" in steps["uk7"].reason.text
    assert steps["uk3"].due == date(2027, 3, 10)
    assert "within 180 days" in found(LIGHT)["uk7"].reason.text


@pytest.mark.parametrize(("value", "copied"), [("5000000", False), ("5000000.01", True)])
def test_a_copy_is_published_of_a_contract_over_five_million(value: str, copied: bool) -> None:
    assert ("copy" in found(LIGHT, tender__estimated_value=value)["uk7"].reason.text) == copied


@pytest.mark.parametrize(("value", "state"), [("5000000", "not-needed"), ("5000000.01", "needed"), (None, "undecided")])
def test_the_performance_notice_follows_the_indicators(value: str | None, state: str) -> None:
    assert states(FULL, tender__estimated_value=value)["uk9"] == state


@pytest.mark.parametrize(("value", "state"), [("2000000", "not-needed"), ("2000000.01", "undecided"), (None, "undecided")])
def test_the_pipeline_lists_contracts_over_two_million(value: str | None, state: str) -> None:
    assert states(LIGHT, tender__estimated_value=value)["uk1"] == state


def test_northern_ireland_has_no_pipeline_and_no_change_notice() -> None:
    steps = states(FULL, project__jurisdiction="NI")
    assert (steps["uk1"], steps["uk10"]) == ("not-needed", "not-needed")


@pytest.mark.parametrize(
    ("notice", "due"),
    [
        ("2027-05-26", date(2026, 5, 26)),
        ("2027-05-27", date(2027, 5, 26)),
        ("2025-05-26", None),
        ("2025-05-27", date(2025, 5, 26)),
        (None, None),
    ],
)
def test_the_last_pipeline_before_the_tender_notice(notice: str | None, due: date | None) -> None:
    assert found(LIGHT, tender__dates__notice=notice)["uk1"].due == due


ENGAGED = [{"id": "one", "on": "2026-11-12"}]


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({}, "undecided"),
        ({"tender__engagement": []}, "not-needed"),
        ({"tender__engagement": ENGAGED}, "needed"),
        ({"tender__engagement": ENGAGED, "tender__engagement_none": "We only heard what we knew."}, "not-needed"),
        ({"tender__engagement": ENGAGED, "tender__engagement_notice": "2027-01-11"}, "done"),
        ({"tender__engagement": ENGAGED, "tender__engagement_notice": "2027-01-12"}, "needed"),
        ({"tender__engagement": ENGAGED, "legal__route": "user-choice"}, "not-needed"),
    ],
)
def test_the_engagement_notice(answers: dict[str, Any], state: str) -> None:
    step = found(LIGHT, **answers)["uk2"]
    assert step.state == state
    if answers.get("tender__engagement_notice") == "2027-01-12":
        assert step.due == date(2027, 1, 12)
    if state == "done":
        assert step.when == "published on 11 January 2027"


def test_a_choice_of_the_person_needs_almost_nothing() -> None:
    steps = states(LIGHT, legal__route="user-choice")
    assert {id for id, state in steps.items() if state != "not-needed"} == {"uk1", "uk8"}


def test_without_a_way_the_first_notice_is_open() -> None:
    steps = states(LIGHT, legal__route=None)
    assert (steps["uk4"], steps["uk5"], steps["uk6"], steps["uk7"]) == ("undecided", "undecided", "needed", "needed")


def test_a_recorded_transparency_notice_is_asked_for() -> None:
    assert states(LIGHT, legal__commenced_by="transparency")["uk5"] == "needed"
    assert states(LIGHT)["uk5"] == "not-needed"


@pytest.mark.parametrize(
    ("code", "day", "when"),
    [("UK4", "2027-04-20", "published on 20 April 2027"), ("UK9", None, "published; the day is not recorded")],
)
def test_what_is_in_the_register_is_done(code: str, day: str | None, when: str) -> None:
    row = {"id": "first", "notice": code, **({"on": day} if day else {})}
    steps = found(LIGHT, published=[row])
    step = steps[code.lower()]
    assert (step.state, step.when, step.due) == ("done", when, None)
    assert [id for id, one in steps.items() if one.state == "done"] == [step.id]


@pytest.mark.parametrize(("started", "state"), [("2026-03-31", "not-needed"), ("2026-04-01", "needed")])
def test_payment_information_by_the_start_of_the_procurement(started: str, state: str) -> None:
    more = {"legal__commenced_by": "notice", "legal__commenced_on": started}
    assert states(LIGHT, **more)["uk8"] == state


def test_payment_information_is_not_settled_in_wales() -> None:
    assert states(LIGHT, project__jurisdiction="WLS")["uk8"] == "undecided"


def test_welsh_authorities_submit_to_their_own_platform() -> None:
    assert "welsh-platform" in found(LIGHT, project__jurisdiction="WLS")
    assert "welsh-platform" in found(BELOW, project__jurisdiction="WLS", tender__estimated_value="40000")
    assert "welsh-platform" not in found(LIGHT)
    assert "welsh-platform" not in found(LIGHT, project__jurisdiction="WLS", authority__kind="department")


def test_the_termination_notice_names_both_ends() -> None:
    step = found(LIGHT, alliance__term__extensions=[{"id": "a", "length": "2"}])["uk11"]
    assert step.due == date(2033, 4, 29)
    assert "29 April 2033" in step.when
    assert "29 April 2035" in step.when
    assert found(LIGHT, alliance__term__start=None)["uk11"].due is None


def test_an_award_ends_the_question_of_a_procurement_without_one() -> None:
    assert states(LIGHT, award__decided_on="2027-11-11")["uk12"] == "not-needed"
    assert states(LIGHT)["uk12"] == "undecided"


@pytest.mark.parametrize(
    ("regime", "more", "state"),
    [
        (LIGHT, "900000", "not-needed"),
        (FULL, "600000", "undecided"),
        (FULL, "600001", "needed"),
    ],
)
def test_a_change_to_a_contract(regime: str, more: str, state: str) -> None:
    answers = {"legal__instrument": "change", "legal__old__value": "6000000", "legal__old__more": more}
    steps = states(regime, legal__route=None, **answers)
    assert list(steps) == ["uk10", "uk8", "uk11"]
    assert steps["uk10"] == state


@pytest.mark.parametrize(
    ("kind", "nation", "value", "state"),
    [
        ("council", "ENG", "29999.99", "not-needed"),
        ("council", "ENG", "30000", "needed"),
        ("council", "WLS", "29999.99", "not-needed"),
        ("department", "ENG", "11999.99", "not-needed"),
        ("department", "ENG", "12000", "needed"),
        ("department", "WLS", "12000", "undecided"),
        ("icb", "ENG", "11999.99", "not-needed"),
        ("icb", "ENG", "12000", "undecided"),
        ("icb", "ENG", "30000", "needed"),
        ("council", "ENG", None, "undecided"),
        ("council", "NI", "40000", "not-needed"),
    ],
)
def test_below_threshold_by_sum_and_authority(kind: str, nation: str, value: str | None, state: str) -> None:
    answers = {"authority__kind": kind, "project__jurisdiction": nation, "tender__estimated_value": value}
    steps = states(BELOW, legal__route="below-threshold", **answers)
    assert (steps["uk4"], steps["uk7"]) == (state, state)
    assert all(one in ("not-needed", "undecided") for id, one in steps.items() if id not in ("uk4", "uk7", "welsh-platform"))


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({}, "needed"),
        ({"tender__dates__notice": None}, "undecided"),
        ({"legal__commenced_by": "contact", "legal__commenced_on": "2027-01-04"}, "not-needed"),
    ],
)
def test_below_threshold_only_an_open_advertisement_has_a_tender_notice(answers: dict[str, Any], state: str) -> None:
    step = found(BELOW, **{"tender__estimated_value": "40000", **answers})["uk4"]
    assert step.state == state
    assert ("gap-pa-regs2026" in step.reason.facts) == (state != "not-needed")


def test_the_regulations_of_2026_matter_only_from_their_day() -> None:
    more = {"tender__estimated_value": "40000", "legal__commenced_by": "notice"}
    before = found(BELOW, legal__commenced_on="2026-03-23", **more)["uk4"]
    after = found(BELOW, legal__commenced_on="2026-03-24", **more)["uk4"]
    assert "gap-pa-regs2026" not in before.reason.facts
    assert any("text was not read" in words for words in after.reason.cautions)


def test_the_saved_regulations() -> None:
    steps = found(PCR, legal__commenced_by="notice", legal__commenced_on="2025-02-20", tender__dates__decision="2025-11-10")
    assert {id: step.state for id, step in steps.items()} == {
        "pcr-contract": "done",
        "pcr-award": "needed",
        "contracts-finder": "needed",
    }
    assert steps["pcr-contract"].when == "published on 20 February 2025"
    assert steps["pcr-award"].due == date(2026, 1, 30)


@pytest.mark.parametrize(("signed", "moved"), [("2026-03-23", False), ("2026-03-24", True)])
def test_contracts_finder_moved_in_2026(signed: str, moved: bool) -> None:
    step = found(PCR, tender__dates__sign=signed)["contracts-finder"]
    assert ("gap-pa-regs2026" in step.reason.facts) == moved


@pytest.mark.parametrize(
    ("ground", "state"),
    [("additional", "needed"), ("unforeseen", "needed"), ("small", "not-needed"), ("unsure", "undecided"), (None, "undecided")],
)
def test_a_change_under_the_saved_regulations(ground: str | None, state: str) -> None:
    assert states(PCR, legal__route="pcr-change", legal__old__ground=ground) == {"pcr-change": state}


def test_scotland_says_what_the_facts_know_and_no_more() -> None:
    assert states(SCT, project__jurisdiction="SCT", legal__route="sct-direct") == {
        "sct-contract": "not-needed",
        "sct-award": "needed",
    }
    steps = found(SCT, project__jurisdiction="SCT", legal__route="sct-light-touch")
    assert {id: step.state for id, step in steps.items()} == {"sct-contract": "needed", "sct-award": "undecided"}
    assert "ask counsel in Scotland" in steps["sct-award"].reason.text
    change = {"legal__instrument": "change", "legal__old__ground": "additional"}
    assert states(SCT, project__jurisdiction="SCT", **change) == {"sct-change": "needed"}


@pytest.mark.parametrize("regime", ["grant", "public"])
def test_outside_procurement_there_are_none(regime: str) -> None:
    assert found(regime) == {}


def test_while_the_law_is_undecided_nothing_is_said() -> None:
    assert found("", "undecided") == {}
    assert found(LIGHT, "not-covered") == {}


def test_numbers_that_were_not_seen_on_an_official_page_carry_their_caution() -> None:
    seen = {"uk1", "uk2", "uk3"}
    for id, step in found(FULL, legal__route="open").items():
        assert any("list of notice types was not read" in words for words in step.reason.cautions) == (id not in seen), id


def test_names_are_those_of_the_list() -> None:
    assert {step.name for step in found(LIGHT).values()} == {
        one.name.partition(" (")[0] for code, one in notices().items() if int(code[2:]) <= 12
    }


def test_tamarside(tamarside_award: Path) -> None:
    from hls_procure.law.case import Case

    opened = open_project(tamarside_award)
    case = Case(opened.project, opened.workspace.schema)
    steps = {step.id: step for step in notices_of(case, Regime(LIGHT, "decided", ()), None)}
    opened.folder.close()
    assert (steps["uk2"].state, steps["uk2"].when) == ("done", "published on 5 October 2026")
    assert steps["uk7"].due == date(2028, 4, 5)
    assert steps["uk12"].state == "not-needed"
