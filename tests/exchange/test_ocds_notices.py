"""Draft notices: sound by the standard's own schema, whole by what real notices fill, and true to the project."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hls_procure.exchange.notices import NOTICES
from hls_procure.exchange.ocds.package import package, write
from hls_procure.model.legal import Reservation
from hls_procure.model.root import Project
from hls_procure.model.values import Money, Percent
from hls_procure.work.opening import Looked
from tests.exchange.drafts import at, check, draft, gaps, reserve

CLEAN = "errors: 0\n"
RTL = "بيت، שלום ‮abc‬"
HOSTILE = f"{RTL} \"«{{{{ x }}}}» {{% raw %}} \\ <b>R&D</b> 🏠👩🏽‍⚕️ \u2028 ' ; \t$(rm)"
#: What every one of 18 real tender notices of light touch contracts above threshold fills, of August 2026.
ALWAYS = """
    buyer/id buyer/name parties/*/identifier/scheme parties/*/address/region parties/*/details/classifications/*/id
    tender/id tender/title tender/description tender/status tender/legalBasis/scheme tender/legalBasis/id tender/legalBasis/uri
    tender/specialRegime tender/aboveThreshold tender/value/amountGross tender/value/currency tender/mainProcurementCategory
    tender/procurementMethod tender/procurementMethodDetails tender/submissionMethodDetails
    tender/submissionTerms/electronicSubmissionPolicy tender/submissionTerms/languages tender/awardPeriod/endDate
    tender/items/*/additionalClassifications/*/id tender/items/*/relatedLot tender/lots/*/id tender/lots/*/status
    tender/lots/*/value/amountGross tender/lots/*/contractPeriod/startDate tender/lots/*/contractPeriod/endDate
    tender/lots/*/awardCriteria/criteria/*/name tender/lots/*/awardCriteria/criteria/*/type tender/documents/*/noticeType
""".split()
#: What four in five of them fill, and the project knows.
MOSTLY = """
    tender/value/amount tender/lots/*/awardCriteria/criteria/*/numbers/*/number tender/items/*/deliveryAddresses/*/region
    tender/tenderPeriod/endDate tender/lots/*/hasRenewal tender/lots/*/renewal/description
    tender/lots/*/contractPeriod/maxExtentDate tender/lots/*/suitability/vcse tender/lots/*/suitability/sme
    tender/enquiryPeriod/endDate tender/procedure/features tender/lots/*/selectionCriteria/criteria/*/description
""".split()


# Sound


@pytest.mark.parametrize("code", ["UK2", "UK4"])
def test_a_notice_before_the_award_is_sound_by_the_schema(code: str, opened: Looked, tmp_path: Path) -> None:
    assert check(draft(opened, code), tmp_path) == CLEAN


@pytest.mark.parametrize("code", NOTICES)
def test_a_notice_of_an_awarded_project_is_sound_by_the_schema(code: str, awarded: Looked, tmp_path: Path) -> None:
    assert check(draft(awarded, code), tmp_path) == CLEAN


@pytest.mark.parametrize("code", NOTICES)
def test_a_notice_of_a_project_with_nothing_answered_is_sound_by_the_schema(code: str, empty: Looked, tmp_path: Path) -> None:
    assert check(draft(empty, code), tmp_path) == CLEAN


@pytest.mark.parametrize(
    ("kind", "reserved"),
    [
        ("mutual", ["publicServiceMissionOrganization"]),
        ("supported", ["shelteredWorkshop"]),
        ("local", None),
        ("none", None),
    ],
)
def test_a_reserved_contract_says_so_in_every_notice_after_the_engagement(
    kind: str, reserved: list[str] | None, awarded: Looked, tmp_path: Path
) -> None:
    project = reserve(awarded.project, kind)
    for code in ("UK4", "UK6", "UK7"):
        made = draft(awarded, code, project)
        (lot,) = made["tender"]["lots"]
        assert lot.get("otherRequirements", {}).get("reservedParticipation") == reserved
        assert check(made, tmp_path) == CLEAN


def one_stage(project: Project) -> Project:
    tender = project.tender
    return replace(
        project,
        tender=replace(
            tender,
            stages=tender.stages[:1] if tender.stages else None,
            shortlist=None,
            conversations=replace(tender.conversations, rounds=None),
            dates=replace(tender.dates, take_part=None),
        ),
    )


def routed(project: Project, route: str) -> Project:
    return replace(project, legal=replace(project.legal, route=route))


@pytest.mark.parametrize(
    ("route", "once", "staged"),
    [
        ("open", "Open procedure", "Open procedure"),
        ("light-touch", "Open procedure", "Competitive flexible procedure"),
        ("phased", "Competitive flexible procedure", "Competitive flexible procedure"),
        ("competitive-flexible", "Competitive flexible procedure", "Competitive flexible procedure"),
        ("reserved-mutual", "Competitive flexible procedure", "Competitive flexible procedure"),
    ],
)
def test_the_route_decides_the_procedure_and_its_stages_only_where_it_leaves_it_open(
    route: str, once: str, staged: str, opened: Looked
) -> None:
    for project, said in ((one_stage(opened.project), once), (opened.project, staged)):
        assert draft(opened, "UK4", routed(project, route))["tender"]["procurementMethodDetails"] == said


def test_a_route_that_reserves_says_to_whom(opened: Looked) -> None:
    legal = replace(opened.project.legal, reserved=Reservation())
    project = replace(opened.project, legal=legal)
    for route, code in (("reserved-mutual", "publicServiceMissionOrganization"), ("reserved-supported", "shelteredWorkshop")):
        (lot,) = draft(opened, "UK4", routed(project, route))["tender"]["lots"]
        assert lot["otherRequirements"] == {"reservedParticipation": [code]}


def test_a_reservation_below_threshold_has_no_certain_code_and_is_named(opened: Looked) -> None:
    assert "tender/lots/0/otherRequirements" in gaps(opened, "UK4", reserve(opened.project, "local"))
    assert "tender/lots/0/otherRequirements" not in gaps(opened, "UK4", reserve(opened.project, "mutual"))


def test_a_reservation_is_never_an_open_procedure(opened: Looked) -> None:
    project = one_stage(opened.project)
    made = draft(opened, "UK4", project)["tender"]
    assert (made["procurementMethod"], made["procurementMethodDetails"]) == ("open", "Open procedure")
    made = draft(opened, "UK4", reserve(project, "mutual"))["tender"]
    assert (made["procurementMethod"], made["procurementMethodDetails"]) == ("open", "Competitive flexible procedure")


def test_the_checker_finds_what_is_wrong(opened: Looked, tmp_path: Path) -> None:
    made = draft(opened, "UK4")
    made["tender"]["nonsense"] = 1
    made["tender"]["tenderPeriod"]["endDate"] = "soon"
    said = check(made, tmp_path)
    assert "UNKNOWN releases/0/tender/nonsense" in said
    assert "errors: 1" in said


# Whole


@pytest.mark.parametrize("path", [*ALWAYS, *MOSTLY])
def test_a_tender_notice_fills_what_real_ones_fill(path: str, opened: Looked) -> None:
    made = draft(opened, "UK4")
    made["parties"] = made["parties"][:1]
    assert list(at(made, path))


def test_the_tender_notice_of_the_sample_lacks_only_what_it_does_not_know(opened: Looked) -> None:
    assert {path: gap.question for path, gap in gaps(opened, "UK4").items()} == {
        "parties/1/identifier": "",
        "parties/2/identifier": "",
    }


@pytest.mark.parametrize("path", ALWAYS)
def test_what_real_notices_always_fill_is_named_where_nothing_is_answered(path: str, empty: Looked) -> None:
    """Nothing is made up: it is not there, and its path or the one above it is named. A list that is missing is named once."""
    made = draft(empty, "UK4")
    fixed = {
        "buyer/id", "tender/id", "tender/status", "tender/submissionTerms/languages", "tender/lots/*/id", "tender/lots/*/status",
        "tender/documents/*/noticeType", "tender/legalBasis/uri", "tender/legalBasis/scheme", "tender/legalBasis/id",
    }  # fmt: skip
    named = gaps(empty, "UK4")
    if path in fixed:
        return
    assert not list(at(made, path))
    named_as = {"tender/items/*/relatedLot": "tender/items", "tender/value/currency": "tender/value/amountGross"}
    path = named_as.get(path, path)
    steps = path.replace("lots/*", "lots/0").replace("parties/*", "parties/0").split("/")
    above = {"/".join(steps[:length]) for length in range(2, len(steps) + 1)}
    below = {one for one in named if one.startswith(path)}
    assert above & set(named) or below, named


def test_every_gap_names_a_question_of_the_playbook_or_says_where_to_put_it(empty: Looked) -> None:
    asked = {id for _, id in empty.guide.labels.values()}
    unasked = set()
    for code in NOTICES:
        for gap in gaps(empty, code).values():
            if not gap.question:
                assert gap.words.endswith("; put it in on the platform")
                unasked.add(gap.path)
            else:
                assert gap.question in asked, gap
    assert unasked <= {"awards/0/assessmentSummariesDateSent", "bids/statistics"}


def test_gaps_name_the_question_that_would_close_them(empty: Looked) -> None:
    questions = {path: gap.question for path, gap in gaps(empty, "UK4").items()}
    assert questions["buyer/name"] == "RR-12"
    assert questions["tender/value/amountGross"] == "AR-71"
    assert questions["tender/tenderPeriod/endDate"] == "AR-17"
    assert questions["tender/legalBasis"] == "AR-01"
    assert questions["tender/id"] == "RR-11"
    assert questions["tender/lots/0/awardCriteria/criteria"] == "AR-12"


def test_a_deadline_without_its_time_of_day_is_left_out_and_named(opened: Looked) -> None:
    project = replace(opened.project, tender=replace(opened.project.tender, deadline_time=None))
    made = draft(opened, "UK4", project)["tender"]
    assert "tenderPeriod" not in made
    assert gaps(opened, "UK4", project)["tender/tenderPeriod/endDate"].question == "AR-80"


def test_without_an_engagement_notice_the_tender_notice_wants_the_reason(opened: Looked) -> None:
    project = replace(opened.project, tender=replace(opened.project.tender, engagement_notice=None))
    assert gaps(opened, "UK4", project)["planning/noEngagementNoticeRationale"].question == "AR-73"
    assert "planning/noEngagementNoticeRationale" not in gaps(opened, "UK4")
    assert "planning" not in draft(opened, "UK4")
    project = replace(project, tender=replace(project.tender, engagement_none="Everybody was known."))
    assert draft(opened, "UK4", project)["planning"] == {"noEngagementNoticeRationale": "Everybody was known."}
    assert "planning/noEngagementNoticeRationale" not in gaps(opened, "UK4", project)


def test_the_award_notice_counts_tenders(awarded: Looked, tmp_path: Path) -> None:
    project = replace(awarded.project, award=replace(awarded.project.award, tenders=4, assessed=3))
    made = draft(awarded, "UK6", project)
    assert made["bids"]["statistics"] == [
        {"id": "1", "measure": "bids", "value": 4},
        {"id": "2", "measure": "finalStageBids", "value": 3},
    ]
    assert check(made, tmp_path) == CLEAN
    assert "bids" not in draft(awarded, "UK7", project)


def test_the_conflicts_assessment_carries_its_day(opened: Looked, tmp_path: Path) -> None:
    project = replace(opened.project, conflict_assessment=replace(opened.project.conflict_assessment, on=date(2027, 4, 12)))
    made = draft(opened, "UK4", project)
    (entry,) = [one for one in made["tender"]["documents"] if one["id"] == "conflictOfInterest"]
    assert entry["dateModified"] == "2027-04-12T00:00:00+01:00"
    assert entry["description"] == opened.project.evaluation.conflicts
    assert check(made, tmp_path) == CLEAN


# True to the project


def test_money_has_its_basis(opened: Looked) -> None:
    assert draft(opened, "UK4")["tender"]["value"] == {"amount": 77000000, "amountGross": 89310000, "currency": "GBP"}


@pytest.mark.parametrize(
    ("gross", "shown"),
    [
        (None, {"amount": 77000000, "currency": "GBP"}),
        (7_700_000_001, {"amount": 77000000, "amountGross": 77000000.01, "currency": "GBP"}),
        (7_700_000_000, {"amountGross": 77000000, "currency": "GBP"}),
        (7_699_999_999, {"amountGross": 76999999.99, "currency": "GBP"}),
    ],
)
def test_two_sums_that_cannot_both_be_right_are_not_both_shown(gross: int | None, shown: dict[str, Any], opened: Looked) -> None:
    value = None if gross is None else Money(gross)
    project = replace(opened.project, tender=replace(opened.project.tender, estimated_value=value))
    assert draft(opened, "UK4", project)["tender"]["value"] == shown
    assert draft(opened, "UK4", project)["tender"]["lots"][0]["value"] == shown


def test_equal_sums_are_right_where_nothing_bears_vat(opened: Looked) -> None:
    funding = opened.project.alliance.funding
    lines = tuple(replace(line, vat="exempt") for line in funding.lines or ())
    project = replace(
        opened.project,
        alliance=replace(opened.project.alliance, funding=replace(funding, lines=lines)),
        tender=replace(opened.project.tender, estimated_value=Money(7_700_000_000)),
    )
    assert draft(opened, "UK4", project)["tender"]["value"] == {"amount": 77000000, "amountGross": 77000000, "currency": "GBP"}


def test_criteria_carry_their_weights_and_kinds(opened: Looked) -> None:
    criteria = draft(opened, "UK4")["tender"]["lots"][0]["awardCriteria"]["criteria"]
    assert [one["numbers"] for one in criteria] == [
        [{"number": weight, "weight": "percentageExact"}] for weight in (30, 20, 20, 15, 10, 5)
    ]
    assert [one["type"] for one in criteria] == ["quality"] * 5 + ["cost"]


@pytest.mark.parametrize(("approach", "kind"), [("fixed", "quality"), ("realism", "cost"), ("weighted", "price")])
def test_the_criterion_of_money_is_priced_as_money_is_judged(approach: str, kind: str, opened: Looked) -> None:
    evaluation = opened.project.evaluation
    project = replace(opened.project, evaluation=replace(evaluation, money=replace(evaluation.money, approach=approach)))
    criteria = draft(opened, "UK4", project)["tender"]["lots"][0]["awardCriteria"]["criteria"]
    assert [one["type"] for one in criteria] == ["quality"] * 5 + [kind]


def test_weights_that_do_not_make_100_are_named(opened: Looked) -> None:
    first, *rest = opened.project.evaluation.criteria or ()
    lighter = replace(first, weight=Percent(Decimal("27.5")))
    project = replace(opened.project, evaluation=replace(opened.project.evaluation, criteria=(lighter, *rest)))
    gap = gaps(opened, "UK4", project)["tender/lots/0/awardCriteria"]
    assert "97.5%" in gap.words
    assert gap.question == "AR-12"
    numbers = list(at(draft(opened, "UK4", project), "tender/lots/*/awardCriteria/criteria/*/numbers/*/number"))
    assert numbers[0] == 27.5


def test_days_carry_the_time_of_london_summer_and_winter(opened: Looked) -> None:
    made = draft(opened, "UK4")
    tender = made["tender"]
    assert made["date"] == "2027-03-01T00:00:00+00:00"
    assert tender["expressionOfInterestDeadline"] == "2027-05-27T12:00:00+01:00"
    assert tender["tenderPeriod"] == {"endDate": "2027-09-23T12:00:00+01:00"}
    assert tender["awardPeriod"] == {"endDate": "2027-11-10T23:59:59+00:00"}
    assert tender["lots"][0]["contractPeriod"] == {
        "startDate": "2028-04-01T00:00:00+01:00",
        "endDate": "2033-03-31T23:59:59+01:00",
        "maxExtentDate": "2038-03-31T23:59:59+01:00",
    }


def test_a_contract_that_cannot_be_extended_says_so(opened: Looked) -> None:
    term = replace(opened.project.alliance.term, extensions=())
    project = replace(opened.project, alliance=replace(opened.project.alliance, term=term))
    (lot,) = draft(opened, "UK4", project)["tender"]["lots"]
    assert lot["hasRenewal"] is False
    assert "renewal" not in lot
    assert "maxExtentDate" not in lot["contractPeriod"]
    assert not [path for path in gaps(opened, "UK4", project) if "renewal" in path or "maxExtent" in path]


def test_a_divided_contract_has_no_lot_made_up_for_it(opened: Looked, tmp_path: Path) -> None:
    lots = replace(opened.project.tender.lots, answer=True)
    project = replace(opened.project, tender=replace(opened.project.tender, lots=lots))
    made = draft(opened, "UK4", project)
    assert "lots" not in made["tender"]
    assert not list(at(made, "tender/items/*/relatedLot"))
    assert "describe each on the platform" in gaps(opened, "UK4", project)["tender/lots"].words
    assert check(made, tmp_path) == CLEAN


def test_the_award_notices_name_the_winners_with_their_registers(awarded: Looked) -> None:
    for code in ("UK6", "UK7"):
        made = draft(awarded, code)
        (award,), (contract,) = made["awards"], made["contracts"]
        assert [one["id"] for one in award["suppliers"]] == [
            "GB-CHC-0000101", "GB-MPR-00002", "GB-COH-00000303", "GB-CHC-0000404", "GB-CHC-0000505", "GB-NHS-RXX00",
            "GB-CHC-0000707",
        ]  # fmt: skip
        parties = {party["id"]: party for party in made["parties"]}
        assert all(parties[one["id"]]["name"] == one["name"] for one in award["suppliers"])
        assert contract["awardID"] == award["id"]
    first, last = draft(awarded, "UK6"), draft(awarded, "UK7")
    assert first["awards"][0]["standstillPeriod"] == {
        "startDate": "2027-11-23T00:00:00+00:00",
        "endDate": "2027-12-03T23:59:59+00:00",
    }
    assert (first["awards"][0]["status"], last["awards"][0]["status"]) == ("pending", "active")
    assert "dateSigned" not in first["contracts"][0]
    assert last["contracts"][0]["dateSigned"] == "2027-12-08T00:00:00+00:00"


@pytest.mark.parametrize("code", ["UK2", "UK4"])
def test_no_notice_before_the_award_names_who_has_won(code: str, awarded: Looked) -> None:
    text = write(package(draft(awarded, code))).decode("utf-8")
    members = awarded.project.award.members or ()
    assert members
    assert not [member.name for member in members if member.name and member.name in text]


def test_hostile_words_come_out_as_they_went_in(awarded: Looked, tmp_path: Path) -> None:
    project = awarded.project
    first, *rest = project.evaluation.criteria or ()
    winner, *others = project.award.members or ()
    project = replace(
        project,
        project=replace(project.project, title=HOSTILE),
        authority=replace(project.authority, name=HOSTILE, address=HOSTILE),
        evaluation=replace(project.evaluation, criteria=(replace(first, name=HOSTILE, looks_at=HOSTILE), *rest)),
        award=replace(project.award, members=(replace(winner, name=HOSTILE, number=HOSTILE), *others)),
    )
    made = json.loads(write(package(draft(awarded, "UK4", project))))["releases"][0]
    assert made["tender"]["title"] == HOSTILE
    assert made["buyer"]["name"] == HOSTILE
    criterion = made["tender"]["lots"][0]["awardCriteria"]["criteria"][0]
    assert (criterion["name"], criterion["description"]) == (HOSTILE, HOSTILE)
    assert HOSTILE in write(package(draft(awarded, "UK4", project))).decode("utf-8").replace('\\"', '"').replace(
        "\\\\", "\\"
    ).replace("\\t", "\t")
    last = json.loads(write(package(draft(awarded, "UK7", project))))["releases"][0]
    assert last["awards"][0]["suppliers"][0] == {"id": "supplier-harbour-light", "name": HOSTILE}
    for code in NOTICES:
        assert check(draft(awarded, code, project), tmp_path) == CLEAN


@pytest.mark.parametrize("code", NOTICES)
def test_same_project_same_bytes(code: str, awarded: Looked) -> None:
    first, second = draft(awarded, code), draft(awarded, code)
    assert write(package(first)) == write(package(second))
    assert list(first) == [key for key in ORDER if key in first]


ORDER = "ocid id date tag initiationType language title buyer parties planning tender bids awards contracts".split()


def test_nobody_takes_a_draft_for_a_notice(opened: Looked) -> None:
    made = draft(opened, "UK4")
    assert made["ocid"] == "ocds-draft-tamarside"
    assert made["id"].endswith("-draft")
    assert made["tender"]["documents"][0]["description"].startswith("Draft of")


def test_an_answer_that_is_hidden_counts_for_nothing(awarded: Looked) -> None:
    standstill = replace(awarded.project.tender.standstill, answer=False)
    project = replace(awarded.project, tender=replace(awarded.project.tender, standstill=standstill))
    made = draft(awarded, "UK6", project)
    assert "standstillPeriod" not in made["awards"][0]
    assert "awards/0/standstillPeriod/endDate" not in gaps(awarded, "UK6", project)
