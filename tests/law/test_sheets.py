"""The data sheets of notices: which fields, filled with what, or who has to fill them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from asked import asked, schema
from hypothesis import given
from hypothesis import strategies as st
from law_words import faults_of

from hls_procure.law.case import Case
from hls_procure.law.decide import rule
from hls_procure.law.facts import LawBook
from hls_procure.law.lists import psr_notices
from hls_procure.law.notices_due import notices_of
from hls_procure.law.psr_notices import OTHERS, PROCESSES
from hls_procure.law.reasons import templates
from hls_procure.law.ruling import NoticeStep, Regime, Ruling
from hls_procure.law.sheets import sheet_of
from hls_procure.law.sheets.filling import CASES, MAKERS
from hls_procure.law.sheets.lists import FOLDER, FieldSpec, psr_fact, psr_sheets, sheet, sheets
from hls_procure.law.sheets.psr import KEY
from hls_procure.library.yamlfile import load
from hls_procure.model.build import Reader
from hls_procure.model.found import FoundField
from hls_procure.model.root import Project
from hls_procure.work.opening import look

BOOK = LawBook.load()
LIGHT, FULL, BELOW = "pa2023-light-touch", "pa2023-full", "pa2023-below"
ENGLAND, WALES = "psr-england", "psr-wales"
NATION = {ENGLAND: "ENG", WALES: "WLS"}
#: What every one of eighteen published light touch tender notices filled, by the field of the sheet that carries it.
ALWAYS = {
    "buyer/name": "Name of the authority",
    "parties/identifier": "Number of the authority on the platform",
    "parties/address": "Address of the authority",
    "parties/address/region": "Region of the authority",
    "parties/details/classifications": "Kind of authority",
    "tender/id": "Reference",
    "tender/title": "Title",
    "tender/description": "Description",
    "tender/status": "Kind of notice and its state",
    "tender/documents/noticeType": "Kind of notice and its state",
    "tender/legalBasis": "Law it is bought under",
    "tender/specialRegime": "Special regime",
    "tender/aboveThreshold": "Above or below the threshold",
    "tender/value/amountGross": "Estimated value, including VAT",
    "tender/mainProcurementCategory": "Services, goods or works",
    "tender/procurementMethod": "Procedure",
    "tender/procurementMethodDetails": "Procedure",
    "tender/submissionMethodDetails": "Where tenders are sent",
    "tender/submissionTerms/electronicSubmissionPolicy": "Whether tenders are sent electronically",
    "tender/submissionTerms/languages": "Language of tenders",
    "tender/awardPeriod/endDate": "Day of the award decision",
    "tender/items/additionalClassifications": "Service codes (CPV)",
    "tender/items/relatedLot": "Lots",
    "tender/lots": "Lots",
    "tender/lots/value/amountGross": "Lots",
    "tender/lots/contractPeriod": "First and last day",
    "tender/lots/awardCriteria/criteria": "Award criteria, with kind and weight",
}
BASE: dict[str, Any] = {
    "as_of_date": "2027-01-11",
    "project.jurisdiction": "ENG",
    "project.title": "The Alliance",
    "project.reference": "TC-1",
    "authority.name": "Town Council",
    "authority.kind": "council",
    "authority.region": "South West England",
    "purpose.statement": "people can live a life they value",
    "legal.codes[main].code": "85311000",
    "legal.codes[main].label": "social work services",
    "legal.route": "light-touch",
    "tender.estimated_value": "6000000",
    "tender.decided_by": "the Cabinet",
    "tender.dates.notice": "2027-04-19",
    "alliance.term.start": "2028-04-01",
    "alliance.term.initial": "5",
    "alliance.term.extensions": [],
}
WON = {
    "award.decided_on": "2027-11-11",
    "award.members[anchor].name": "The Anchor Trust",
    "award.members[anchor].number": "charity number 1234567",
    "award.members[anchor].address": "1 Quay, Town TN1 1AA",
}


def case_of(regime: str, **more: Any) -> tuple[Case, Ruling]:
    """A case under a law; answers by path, with ``__`` for a dot. The notices are those of the law room."""
    answers = {**BASE, **{path.replace("__", "."): value for path, value in more.items()}}
    if regime in NATION:
        answers["project.jurisdiction"] = NATION[regime]
    case = asked(answers)
    found = Regime(regime, "decided", ())
    return case, Ruling(found, notices=notices_of(case, found, None))


def found(regime: str, questions: Mapping[str, str] | None = None, **more: Any) -> dict[str, list[FoundField]]:
    """The fields of each notice of a case."""
    case, ruling = case_of(regime, **more)
    return by_notice(sheet_of(case, ruling, questions or {}))


def by_notice(fields: tuple[FoundField, ...]) -> dict[str, list[FoundField]]:
    made: dict[str, list[FoundField]] = {}
    for field in fields:
        made.setdefault(field.notice or "", []).append(field)
    assert len({field.id for field in fields}) == len(fields)
    return made


def one(fields: list[FoundField], name: str) -> FoundField:
    (field,) = [field for field in fields if field.field == name]
    return field


# The data


def every_spec() -> list[tuple[str, FieldSpec]]:
    made = [(f"{notice} {law}", spec) for (notice, law), one in sheets().items() for spec in one.fields]
    return made + [("psr", spec) for spec in dict.fromkeys(psr_sheets().items.values())]


def test_every_field_is_filled_by_something_that_there_is_and_names_facts_that_there_are() -> None:
    assert len(every_spec()) > 150
    for where, spec in every_spec():
        assert not spec.make or spec.make in MAKERS, (where, spec)
        assert not spec.when or spec.when in CASES, (where, spec)
        assert not (spec.make and spec.path), (where, spec)
        assert spec.make or spec.path or spec.otherwise, (where, spec)
        assert all(id in BOOK for id in spec.facts), (where, spec)
        for path in (spec.path, *spec.asks):
            bare = path.removesuffix("[]")
            assert not path or schema().get(path) or schema().leaves(bare + "[]"), (where, path)
        assert set(spec.regimes) <= set(schema().fields["legal.regime"].choices)


def test_no_way_of_saying_and_no_case_is_unused() -> None:
    specs = [spec for _, spec in every_spec()]
    assert {spec.make for spec in specs} - {""} == set(MAKERS)
    assert {spec.when for spec in specs} - {""} == set(CASES)


def test_names_and_gaps_that_speak_of_the_law_name_their_facts() -> None:
    faults = []
    for where, spec in every_spec():
        facts = spec.facts
        if where == "psr":
            texts = {text for text, item in psr_sheets().items.items() if item == spec}
            facts = tuple(psr_fact(notice) for notice in psr_notices() if texts & set(notice.fields))
        for words in (spec.name, spec.otherwise):
            faults += faults_of(words, facts, where, BOOK)
    assert not faults, "\n".join(faults)


def test_every_item_of_the_schedules_is_a_field_and_no_other_is() -> None:
    assert set(psr_sheets().items) == {text for notice in psr_notices() for text in notice.fields}


def test_a_misspelt_part_of_a_field_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hls_procure.law.sheets import lists

    (tmp_path / "uk4.yaml").write_text("notice: UK4\nstage: before\nfields:\n  - field: Title\n    form: project.title\n")
    monkeypatch.setattr(lists, "FOLDER", tmp_path)
    sheets.cache_clear()
    try:
        with pytest.raises(ValueError, match="there is \\['form'\\]"):
            sheets()
    finally:
        sheets.cache_clear()


def test_small_sentences_are_all_used() -> None:
    code = "".join(path.read_text("utf-8") for path in Path(sheet_of.__code__.co_filename).parent.glob("*.py"))
    own = [id for id in load(FOLDER.parent / "reasons" / "sheets.yaml") if not id.startswith("s-key-")]
    assert [id for id in own if f'"{id}"' not in code and f"'{id}'" not in code] == []
    assert {f"s-key-{nation}-{key}" for nation in ("england", "wales") for key in KEY} <= set(templates())


# The Procurement Act


@pytest.fixture(scope="module")
def tamarside(tamarside_award_once: Path) -> tuple[FoundField, ...]:
    return of_project(tamarside_award_once)


def of_project(path: Path) -> tuple[FoundField, ...]:
    opened = look(path)
    case = Case(opened.project, opened.workspace.schema)
    return sheet_of(case, rule(case), {path: question for path, (_, question) in opened.guide.labels.items()})


def test_what_every_published_tender_notice_carries_stands_on_the_sheet_of_tamarside(tamarside: tuple[FoundField, ...]) -> None:
    fields = by_notice(tamarside)["UK4"]
    for path, name in ALWAYS.items():
        field = one(fields, name)
        assert bool(field.value) != bool(field.missing), path
        assert field.stage == "before"
    assert [field.field for field in fields if field.field in ALWAYS.values() and not field.value] == [
        "Kind of notice and its state"
    ]
    counted = {spec.name for spec in sheet("UK4", LIGHT).fields if spec.share == 100}  # type: ignore[union-attr]
    assert counted == set(ALWAYS.values())


def test_tamarside_says_what_its_invitation_says(tamarside: tuple[FoundField, ...]) -> None:
    fields = by_notice(tamarside)["UK4"]
    assert one(fields, "Estimated value, including VAT").value == "£89,310,000 including VAT"
    assert one(fields, "Estimated value, excluding VAT").value == "£77,000,000 excluding VAT"
    assert one(fields, "First and last day").value == "1 April 2028 to 31 March 2033"
    assert one(fields, "Last day of the longest term").value == "31 March 2038"
    assert one(fields, "Deadline for tenders").value == "23 September 2027, 12 noon"
    assert one(fields, "Procedure").value == "Competitive flexible procedure. Suppliers ask to take part first."
    assert one(fields, "Region of the authority").value == "South West England (UKK)"
    criteria = one(fields, "Award criteria, with kind and weight").value or ""
    assert criteria.splitlines()[0].startswith("1. Living our principles (quality, 30%): ")
    assert len(criteria.splitlines()) == 6
    assert one(fields, "Confirmation of the conflicts assessment").provision == "PA 2023 s.83"


def test_the_notices_of_tamarside_are_those_that_the_law_room_asks_for(tamarside: tuple[FoundField, ...]) -> None:
    made = by_notice(tamarside)
    assert list(made) == ["UK1", "UK2", "UK3", "UK4", "UK6", "UK7", "UK11"]
    assert {code: fields[0].title for code, fields in made.items()}["UK6"] == "UK6: Contract award notice"
    assert {fields[0].stage for code, fields in made.items() if code in ("UK6", "UK7", "UK11")} == {"after"}


def test_without_an_award_the_sheet_of_a_notice_that_ends_it_all_is_there(tamarside_once: Path) -> None:
    made = by_notice(of_project(tamarside_once))
    assert "UK12" in made
    field = one(made["UK6"], "Suppliers")
    assert (field.value, field.missing) == ("", "Not answered yet: question AR-20")


def test_winners_stand_after_the_award_and_never_before(tamarside: tuple[FoundField, ...]) -> None:
    before = "\n".join(f"{field.value}{field.missing}" for field in tamarside if field.stage == "before")
    after = "\n".join(field.value or "" for field in tamarside if field.stage == "after")
    assert "Harbour Light Trust (charity number 0000101), 12 Rope Walk" in after
    assert "Harbour Light" not in before
    assert "11 November 2027" in after
    assert "11 November 2027" not in before


def test_a_full_contract_is_asked_for_what_light_touch_is_not() -> None:
    light, full = found(LIGHT, **staged()), found(FULL, legal__route="competitive-flexible", **staged())
    names = {code: [{f.field for f in made[code]} for made in (light, full)] for code in ("UK4", "UK7")}
    assert names["UK4"][1] - names["UK4"][0] == {"Reasons for not using lots", "Risks that may change the contract"}
    assert names["UK7"][0] - names["UK7"][1] == {"Key performance indicators"}
    assert one(light["UK7"], "Key performance indicators").value == (
        "None. The duty to set them does not apply to a light touch contract."
    )
    gap = one(full["UK7"], "The three most material key performance indicators, or why there are none")
    assert gap.provision == "PA 2023 s.52(2); Procurement Regulations 2024 reg 32(2)(s); SI 2025/163 regs 2(2)-(3), 8"
    assert one(light["UK6"], "Standstill").provision == "PA 2023 s.51(3)(f),(4),(5)"
    assert one(full["UK6"], "Standstill").provision == "PA 2023 s.51(1)-(2)"


def staged() -> dict[str, Any]:
    return {
        "tender__stages[one].title": "Talks",
        "tender__stages[two].title": "Tenders",
        "tender__lots": "no",
        "tender__standstill": "yes",
        "tender__dates__award_notice": "2027-11-23",
        "tender__dates__standstill_ends": "2027-12-03",
    }


def test_below_threshold_nothing_is_taken_from_the_rules_above_it() -> None:
    made = found(BELOW, legal__route="below-threshold", tender__estimated_value="200000", tender__small_help="We asked them.")
    assert set(made) == {"UK4", "UK7"}
    said = {field.provision for fields in made.values() for field in fields}
    assert not [provision for provision in said if "reg 18" in (provision or "") or "reg 19" in (provision or "")]
    assert one(made["UK4"], "Above or below the threshold").value == "Below the threshold"


@pytest.mark.parametrize(("value", "there"), [("5000000", False), ("5000000.01", True)])
def test_a_copy_is_on_the_sheet_of_a_contract_over_five_million(value: str, there: bool) -> None:
    fields = found(LIGHT, tender__estimated_value=value)["UK7"]
    assert ("Copy of the contract" in [field.field for field in fields]) is there


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("mutual", "Reserved to public service mutuals"),
        ("supported", "Reserved to supported employment providers"),
        ("local", ""),
        ("none", None),
    ],
)
def test_a_reservation_is_said_in_three_notices(kind: str, value: str | None) -> None:
    made = found(LIGHT, **{"legal.reserved.kind": kind})
    for code in ("UK4", "UK6", "UK7"):
        names = [field.field for field in made[code]]
        assert ("For whom it is reserved" in names) == (value is not None)
        if value is not None:
            field = one(made[code], "For whom it is reserved")
            assert field.value == value
            assert "regs 19(2)(h), 27(2)(q)-(r), 32(2)(i)" in (field.provision or "")


@pytest.mark.parametrize(("route", "asked"), [("reserved-mutual", True), ("phased", True), ("open", False)])
def test_a_flexible_procedure_is_known_by_its_route_before_its_stages_are(route: str, asked: bool) -> None:
    names = [field.field for field in found(FULL, legal__route=route)["UK4"]]
    for name in ("Whether there may be negotiation", "Refinement of the award criteria", "Fewest suppliers that go on"):
        assert (name in names) is asked


def test_an_engagement_without_a_notice_asks_for_the_reason() -> None:
    name = "Why no preliminary engagement notice was published"
    without = found(LIGHT, tender__engagement_none="Nobody was talked with.")["UK4"]
    assert one(without, name).value == "Nobody was talked with."
    assert name not in [field.field for field in found(LIGHT, tender__engagement_notice="2027-01-04")["UK4"]]


def test_a_standstill_is_told_or_that_there_is_none() -> None:
    assert one(found(LIGHT, **staged())["UK6"], "Standstill").value == "From 23 November 2027 to 3 December 2027"
    assert one(found(LIGHT, tender__standstill="no")["UK6"], "Standstill").value == "There is none."


def test_a_provision_that_leaves_a_nation_out_says_so() -> None:
    field = one(found(LIGHT, project__jurisdiction="WLS", authority__kind="council")["UK4"], "Procedure")
    assert field.provision == "Usual in notices"
    suits = "Whether it suits small and voluntary organisations"
    field = one(found(LIGHT, project__jurisdiction="WLS", tender__small_help="We asked them.")["UK4"], suits)
    assert field.provision == (
        "Procurement Regulations 2024 reg 18(2)(t) (Procurement Regulations 2024 reg 18(2)(t) leaves out devolved Welsh "
        "authorities; ask counsel in Wales)"
    )
    assert one(found(LIGHT, project__jurisdiction="WLS")["UK4"], "Language of tenders").missing


@pytest.mark.parametrize("regime", ["grant", "public", "scotland", "pcr2015"])
def test_where_no_list_of_fields_is_known_there_is_no_sheet(regime: str) -> None:
    assert found(regime) == {}


def test_while_the_law_is_undecided_there_is_no_sheet() -> None:
    case, ruling = case_of(LIGHT)
    assert sheet_of(case, ruling)
    assert sheet_of(case, replace(ruling, regime=Regime(LIGHT, "undecided", ()))) == ()


# Health care

ROUTES = [(ENGLAND, route) for route in PROCESSES if "psrw" not in route] + [(WALES, r) for r in PROCESSES if "psrw" in r]


def steps(regime: str, route: str) -> list[tuple[str, str]]:
    """Every notice that a process can have, with its Schedule."""
    nation = NATION[regime]
    return [*PROCESSES[route], *((id, number) for id, number in OTHERS[nation].items() if id != "urgent-change")]


def psr(regime: str, route: str, id: str, **more: Any) -> list[FoundField]:
    """The sheet of one notice, whatever the law room asks for."""
    case, ruling = case_of(regime, legal__route=route, **more)
    reason = ruling.notices[0].reason
    step = NoticeStep(id, "", f"the notice {id}", "needed", "", None, reason)
    return list(sheet_of(case, replace(ruling, notices=(step,))))


@pytest.mark.parametrize(("regime", "route"), ROUTES)
def test_a_sheet_has_the_items_of_its_schedule_in_their_order(regime: str, route: str) -> None:
    for id, number in steps(regime, route):
        schedule = f"Sch {number}" if number else "none"
        notice = next(one for one in psr_notices() if (one.regime, one.schedule) == (regime, schedule))
        fields = psr(regime, route, id)
        assert [field.field for field in fields] == [psr_sheets().items[text].name for text in notice.fields], (route, id)
        provision = BOOK.get(psr_fact(notice)).provision
        assert {field.provision for field in fields} == {provision}
        assert schedule == "none" or provision.endswith(schedule)


@pytest.mark.parametrize("regime", [ENGLAND, WALES])
def test_every_schedule_is_reached(regime: str) -> None:
    reached = {number for law, route in ROUTES if law == regime for _, number in steps(law, route)}
    reached.add(OTHERS[NATION[regime]]["urgent-change"])
    every = {one.schedule.removeprefix("Sch ").replace("none", "") for one in psr_notices() if one.regime == regime}
    assert reached == every


def test_an_urgent_change_has_a_schedule_of_its_own() -> None:
    assert len(psr(ENGLAND, "psr-c", "psr-urgent")) == 11
    change = psr(ENGLAND, "psr-c", "psr-urgent", legal__instrument="change", **{"legal.psr.urgent": "yes"})
    assert len(change) == 9
    assert change[0].value == "In the view of the authority the change was urgent."


@pytest.mark.parametrize(
    ("regime", "route", "key"),
    [
        (ENGLAND, "psr-c", "Improving access, reducing health inequalities and facilitating choice: "),
        (WALES, "psrw-2", "Improving access and reducing health inequalities: "),
    ],
)
def test_the_reasons_speak_of_each_key_criterion_as_the_nation_words_it(regime: str, route: str, key: str) -> None:
    hows = {f"legal.psr.criteria[{id}].how": f"We looked at {id}." for id in KEY}
    fields = psr(regime, route, "psr-intention", **hows, legal__route_reason="They do it well.", **WON)
    (field,) = [field for field in fields if field.field and field.field.startswith("Reasons for selecting")]
    lines = (field.value or "").splitlines()
    assert lines[0] == "They do it well."
    assert f"{key}We looked at access." in lines
    assert len(lines) == 6
    less = {path: how for path, how in hows.items() if "social" not in path}
    fields = psr(regime, route, "psr-intention", **less, legal__route_reason="They do it well.")
    (field,) = [field for field in fields if field.field and field.field.startswith("Reasons for selecting")]
    assert not field.value
    assert field.missing


def test_conflicts_are_told_by_role_with_what_was_done() -> None:
    row = {"interests[a].who": "a panel member", "interests[a].interest": "Worked there.", "interests[a].kind": "perceived"}
    fields = psr(ENGLAND, "psr-msp", "psr-award", **row, **{"interests[a].steps": "Scored nothing."}, **WON)
    assert one(fields, "Declared conflicts of interest, actual and potential").value == (
        "a panel member: Worked there. (a conflict that others may perceive)"
    )
    assert one(fields, "How conflicts were managed").value == "a panel member: Scored nothing."
    none = psr(ENGLAND, "psr-msp", "psr-award", interests=[])
    assert one(none, "How conflicts were managed").value == "None has been declared."


def test_the_wishes_of_wales_about_frameworks_and_what_is_withheld() -> None:
    fields = psr(WALES, "psrw-competitive", "psr-intention", withheld=[], **{"legal.psr.framework": "no"})
    assert one(fields, "Statement, without a framework").value == (
        "The authority intends to award the contract following the Competitive Process."
    )
    assert one(fields, "Statement, under a framework").value == "Does not apply: there is no framework."
    assert one(fields, "Information that is withheld").value == "Nothing is withheld."


# Gaps


def test_a_gap_names_its_question_and_who_finds_it_out() -> None:
    questions = {"project.title": "RR-11", "tender.dates.decision": "AR-60"}
    later = {"path": "tender.dates.decision", "kind": "later", "owner": "procurement lead", "by": "2027-02-01"}
    fields = found(LIGHT, questions, project__title=None, open=[later])["UK4"]
    assert one(fields, "Title").missing == "Not answered yet: question RR-11"
    assert one(fields, "Day of the award decision").missing == (
        "Not known yet; to be found out by the procurement lead, by 1 February 2027"
    )
    assert one(found(LIGHT, project__title=None)["UK4"], "Title").missing == "Not answered yet"
    left = {"path": "tender.portal.name", "kind": "deliberate", "why": "We choose it later."}
    assert one(found(LIGHT, open=[left])["UK4"], "Where tenders are sent").missing == (
        "Left open on purpose; decide what the notice says"
    )


# What is held back


def test_what_is_held_back_marks_the_field_that_it_names() -> None:
    row = {
        "withheld[a].what": "the address of one supplier",
        "withheld[a].where": "the contract details notice",
        "withheld[a].why": "People there would be in danger.",
        "withheld[a].by": "the safeguarding lead",
    }
    made = found(LIGHT, **row, **WON)
    words = "Hold back the address of one supplier. People there would be in danger. Decided by the safeguarding lead."
    assert one(made["UK7"], "Suppliers").withheld == words
    assert one(made["UK7"], "Suppliers").value
    assert one(made["UK6"], "Suppliers").withheld == ""
    assert [field.field for field in made["UK7"] if field.withheld] == ["Suppliers"]


def test_what_names_a_notice_and_no_field_stands_at_its_end() -> None:
    row = {"withheld[a].what": "what the boiler cost", "withheld[a].where": "UK6", "withheld[a].why": "Others compete for it."}
    made = found(LIGHT, **row, **WON)
    last = made["UK6"][-1]
    assert (last.field, last.value, last.missing) == ("Held back elsewhere in this notice", "", "")
    assert last.withheld == "Hold back what the boiler cost. Others compete for it."
    assert not any(field.withheld for field in made["UK7"])


def test_what_is_held_back_from_the_copy_marks_the_copy(tamarside: tuple[FoundField, ...]) -> None:
    marked = [field for field in tamarside if field.withheld]
    assert [(field.notice, field.field) for field in marked] == [("UK7", "Copy of the contract")]
    assert "the addresses of the women's rooms" in (marked[0].withheld or "")
    assert len((marked[0].withheld or "").splitlines()) == 2


# Always


@cache
def whole() -> dict[str, Any]:
    more = {
        "authority.address": "The Quay House",
        "authority.identifier": "ABCD-1234-EFGH",
        "authority.contact.role": "the procurement lead",
        "authority.contact.email": "a@b.example",
        "authority.joint[x].name": "The Board",
        "tender.portal.name": "Tenders",
        "tender.portal.address": "tenders.example",
        "tender.dates.take_part": "2027-05-19",
        "tender.dates.tenders": "2027-09-22",
        "tender.deadline_time": "12:00",
        "tender.shortlist": "4",
        "tender.small_help": "We asked them.",
        "evaluation.criteria[a].name": "Principles",
        "evaluation.criteria[a].weight": "100",
        "legal.psr.framework": "no",
        "interests": [],
        "conflict_assessment.on": "2027-02-24",
        "withheld[a].what": "sums",
        "withheld[a].where": "UK7",
    }
    return {**BASE, **WON, **{path.replace("__", "."): value for path, value in staged().items()}, **more}


LAWS = [(LIGHT, "light-touch"), (FULL, "open"), (BELOW, "below-threshold"), *ROUTES]


@given(st.sampled_from(LAWS), st.sets(st.sampled_from(sorted(whole()))))
def test_no_field_is_both_filled_and_missing_and_none_is_neither(law: tuple[str, str], without: set[str]) -> None:
    answers = {path: value for path, value in whole().items() if path not in without}
    case = asked({**answers, "project.jurisdiction": NATION.get(law[0], "ENG"), "legal.route": law[1]})
    regime = Regime(law[0], "decided", ())
    made = sheet_of(case, Ruling(regime, notices=notices_of(case, regime, None)))
    for field in made:
        assert bool(field.value) + bool(field.missing) == (0 if field.id.endswith("-held") else 1), field
        assert field.stage in ("before", "after")
    assert made == sheet_of(case, Ruling(regime, notices=notices_of(case, regime, None)))


def test_whatever_somebody_typed_stands_there_as_typed(tamarside_once: Path) -> None:
    hostile = "R&D <b>x</b> {{ 7*7 }} {0} {name} %s <fact:x> בית \u202eabc\u202c \\"
    opened = look(tamarside_once)
    project = hostile_title(opened.project, hostile)
    case = Case(project, opened.workspace.schema)
    fields = by_notice(sheet_of(case, rule(case)))["UK4"]
    assert one(fields, "Title").value == hostile
    assert (one(fields, "Where tenders are sent").value or "").startswith(f"{hostile}: ")


def hostile_title(project: Project, words: str) -> Project:
    reader = Reader(schema())
    assert not reader.problems
    tender = replace(project.tender, portal=replace(project.tender.portal, name=words))
    return replace(project, project=replace(project.project, title=words), tender=tender)
