"""The timetable of each regime: days in order, each standstill from its own first day, and what is not known said."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from asked import asked
from hypothesis import given, settings
from hypothesis import strategies as st
from law_words import faults_of

from hls_procure.law.case import Case
from hls_procure.law.facts import LawBook
from hls_procure.law.ruling import Regime, Step
from hls_procure.law.timetable import timetable_conflicts, timetable_of
from hls_procure.work.opening import open_project

BOOK = LawBook.load()
LIGHT, FULL, BELOW, PCR, SCT = "pa2023-light-touch", "pa2023-full", "pa2023-below", "pcr2015", "scotland"
REGIMES = (LIGHT, FULL, BELOW, PCR, SCT, "psr-england", "psr-wales", "grant", "public", "")
UNKNOWN = "not yet known: holiday dates are known for 2024 to 2028 only"
BASE: dict[str, Any] = {
    "project.jurisdiction": "ENG",
    "authority.kind": "council",
    "as_of_date": "2026-09-01",
    "legal.route": "light-touch",
    "tender.estimated_value": "6000000",
    "tender.dates.notice": "2026-09-14",
    "tender.dates.tenders": "2026-10-30",
    "tender.dates.decision": "2026-11-16",
    "tender.dates.award_notice": "2026-11-24",
    "tender.dates.sign": "2026-12-14",
    "alliance.term.start": "2027-04-01",
    "alliance.term.initial": "5",
}


def steps_of(regime: str, **more: Any) -> tuple[Step, ...]:
    """The timetable of a case; answers by path, with ``__`` for a dot."""
    answers = {**BASE, **{path.replace("__", "."): value for path, value in more.items()}}
    return sound(timetable_of(asked(answers), Regime(regime, "decided" if regime else "undecided", ()), None))


def sound(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps, once it is sure that each has a day or words, a reason whose facts carry it, and its place."""
    dated = [step.start or step.on for step in steps if step.on]
    assert dated == sorted(dated)  # type: ignore[type-var]
    assert len({step.id for step in steps}) == len(steps)
    for step in steps:
        assert bool(step.on) != bool(step.when), step
        assert step.start is None or (step.on and step.start < step.on), step
        assert step.what[0].isupper() or not step.what[0].isalpha()
        if step.reason:
            assert not faults_of(step.reason.text, step.reason.facts, step.id, BOOK)
            assert not faults_of(step.when, step.reason.facts, step.id, BOOK)
            assert step.reason.text.endswith((".", "?")), step.reason.text
    return steps


def one(steps: tuple[Step, ...], id: str) -> Step:
    (step,) = [step for step in steps if step.id == id]
    return step


def ids(steps: tuple[Step, ...]) -> set[str]:
    return {step.id for step in steps}


PROMISED = {"tender__standstill": "yes", "tender__standstill_days": "8"}


@pytest.mark.parametrize(
    ("regime", "more", "first", "last", "earliest"),
    [
        (LIGHT, PROMISED, date(2026, 11, 24), date(2026, 12, 4), date(2026, 12, 5)),
        (LIGHT, {"tender__standstill": "yes"}, date(2026, 11, 24), date(2026, 12, 4), date(2026, 12, 5)),
        (
            LIGHT,
            {"tender__standstill": "yes", "tender__standstill_days": "10"},
            date(2026, 11, 24),
            date(2026, 12, 8),
            date(2026, 12, 9),
        ),
        (FULL, {"legal__route": "open"}, date(2026, 11, 24), date(2026, 12, 4), date(2026, 12, 5)),
        ("psr-england", {"legal__route": "psr-c"}, date(2026, 11, 25), date(2026, 12, 7), date(2026, 12, 8)),
        (
            "psr-wales",
            {"legal__route": "psrw-1", "project__jurisdiction": "WLS"},
            date(2026, 11, 24),
            date(2026, 12, 4),
            date(2026, 12, 5),
        ),
        (PCR, {"legal__route": "pcr-light-touch"}, date(2026, 11, 25), date(2026, 12, 4), date(2026, 12, 5)),
    ],
)
def test_each_standstill_begins_on_its_own_first_day(
    regime: str, more: dict[str, Any], first: date, last: date, earliest: date
) -> None:
    steps = steps_of(regime, **more)
    standstill = one(steps, "standstill")
    assert (standstill.start, standstill.on) == (first, last)
    assert one(steps, "earliest-signature").on == earliest
    sign = one(steps, "sign")
    assert sign.reason
    assert str(earliest.day) in sign.reason.text


@pytest.mark.parametrize(
    ("regime", "more"),
    [
        (LIGHT, {"tender__standstill": "no"}),
        (LIGHT, {"legal__route": "user-choice"}),
        (BELOW, {"legal__route": "below-threshold"}),
        ("psr-england", {"legal__route": "psr-a"}),
        ("psr-england", {"legal__route": "psr-b"}),
        ("grant", {}),
        ("public", {}),
    ],
)
def test_where_nothing_has_to_be_waited_for_there_is_no_standstill(regime: str, more: dict[str, Any]) -> None:
    assert not {"standstill", "earliest-signature"} & ids(steps_of(regime, **more))


@pytest.mark.parametrize(
    ("regime", "more", "when", "said"),
    [
        (LIGHT, {}, "not decided yet", "whether one is promised is not answered yet"),
        (LIGHT, {"tender__standstill": "yes", "tender__standstill_days": "7"}, "too short to be one", "8 working days"),
        (BELOW, PROMISED, "not covered: ask counsel", "not covered: ask counsel"),
        (SCT, {"project__jurisdiction": "SCT"}, "not covered: ask counsel", "ask counsel in Scotland"),
        ("", {}, "not decided yet", "which law governs"),
        ("psr-england", {"legal__route": None}, "not decided yet", "depends on the process"),
        (FULL, {"tender__dates__award_notice": None}, "no day yet", "has no day yet"),
        (PCR, {"tender__dates__award_notice": None}, "no day yet", "has no day yet"),
        ("psr-england", {"legal__route": "psr-c", "tender__dates__award_notice": None}, "no day yet", "has no day yet"),
        (FULL, {"tender__dates__award_notice": "2028-12-20"}, UNKNOWN, "8 working days beginning with 20 December 2028"),
        ("psr-england", {"legal__route": "psr-c", "tender__dates__award_notice": "2028-12-20"}, UNKNOWN, "8th working day"),
    ],
)
def test_a_standstill_that_cannot_be_counted_says_why(regime: str, more: dict[str, Any], when: str, said: str) -> None:
    steps = steps_of(regime, **more)
    step = one(steps, "standstill")
    assert (step.on, step.when) == (None, when)
    assert step.reason
    assert said in step.reason.text
    assert "earliest-signature" not in ids(steps)


def test_christmas_makes_a_standstill_long() -> None:
    steps = steps_of(FULL, legal__route="open", tender__dates__award_notice="2026-12-21", tender__dates__sign="2027-01-11")
    assert one(steps, "standstill").on == date(2027, 1, 5)
    health = steps_of("psr-england", legal__route="psr-c", tender__dates__award_notice="2026-12-21")
    assert one(health, "standstill").on == date(2027, 1, 6)


@pytest.mark.parametrize(("day", "doubtful"), [("2026-06-08", True), ("2026-06-16", False)])
def test_the_uncertain_holiday_is_said_beside_the_standstill(day: str, doubtful: bool) -> None:
    step = one(steps_of(FULL, legal__route="open", tender__dates__award_notice=day), "standstill")
    assert step.reason
    assert any("15 June 2026" in words for words in step.reason.cautions) == doubtful
    assert ("x-bank-holiday-june-2026" in step.reason.facts) == doubtful


def test_what_comes_before_the_notice() -> None:
    engaged = [{"id": "one", "on": "2026-07-01"}, {"id": "two", "on": "2026-07-15"}]
    steps = steps_of(LIGHT, tender__engagement=engaged, tender__engagement_notice="2026-06-24")
    assert [(step.id, step.start, step.on) for step in steps[:6]] == [
        ("pipeline-notice", None, date(2026, 5, 26)),
        ("engagement-notice", None, date(2026, 6, 24)),
        ("talks", date(2026, 7, 1), date(2026, 7, 15)),
        ("social-value", None, date(2026, 9, 13)),
        ("conflicts-assessment", None, date(2026, 9, 13)),
        ("notice", None, date(2026, 9, 14)),
    ]
    assessed = one(steps_of(LIGHT, conflict_assessment__on="2026-08-03"), "conflicts-assessment")
    assert assessed.on == date(2026, 8, 3)


def test_the_recorded_day_for_social_value_counts() -> None:
    step = one(steps_of(LIGHT, duties=[{"id": "social-value", "by": "2026-08-20"}]), "social-value")
    assert (step.on, step.what, step.path) == (date(2026, 8, 20), "Social value considered", "duties[social-value].by")


@pytest.mark.parametrize(
    ("regime", "more", "there"),
    [
        (LIGHT, {}, True),
        (LIGHT, {"tender__estimated_value": "207719.99"}, False),
        (LIGHT, {"tender__estimated_value": "207720"}, True),
        (LIGHT, {"tender__estimated_value": "135018", "authority__kind": "department"}, True),
        (LIGHT, {"tender__estimated_value": "135017.99", "authority__kind": "department"}, False),
        (LIGHT, {"project__jurisdiction": "WLS"}, False),
        (FULL, {"project__jurisdiction": "NI"}, False),
        ("psr-england", {}, False),
        ("grant", {}, False),
    ],
)
def test_social_value_is_considered_where_the_duty_may_apply(regime: str, more: dict[str, Any], there: bool) -> None:
    assert ("social-value" in ids(steps_of(regime, **more))) == there


def test_approvals_stand_among_the_other_days() -> None:
    row = {"id": "cabinet", "body": "the cabinet", "decides": "to begin", "papers": "2026-09-01", "on": "2026-09-10"}
    steps = steps_of(LIGHT, approvals=[row, {"id": "board", "body": "the board", "decides": "the award"}])
    order = [step.id for step in steps]
    assert order.index("papers-cabinet") < order.index("approval-cabinet") < order.index("notice")
    assert one(steps, "approval-cabinet").what == "The cabinet decides to begin"
    open_one = steps_of(LIGHT, approvals=[{**row, "decides": "whether to begin."}])
    assert one(open_one, "approval-cabinet").what == "The cabinet decides whether to begin"
    assert one(steps, "approval-board").what == "The board decides on the award"
    assert one(steps, "approval-board").when == "no day yet"


PROMPTED = "A question to think about, and no rule"


@pytest.mark.parametrize(
    ("first", "last", "said", "unsaid"),
    [
        ("2026-09-14", "2026-10-30", ("46 days", "34 working days", PROMPTED), ("August", "Christmas")),
        ("2026-07-20", "2026-09-10", ("August lies within them", PROMPTED), ("Christmas",)),
        ("2026-07-20", "2026-07-31", ("11 days", PROMPTED), ("August", "Christmas")),
        ("2026-11-23", "2027-01-15", ("Christmas lies within them",), ("August",)),
        ("2026-07-20", "2027-01-15", ("August and Christmas lie within them",), ()),
        ("2028-11-20", "2029-01-15", ("56 days", "Christmas"), ("working days",)),
    ],
)
def test_where_the_law_sets_no_minimum_it_asks_and_does_not_tell(
    first: str, last: str, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    step = one(steps_of(LIGHT, tender__dates__notice=first, tender__dates__tenders=last), "tenders")
    assert step.reason
    assert all(words in step.reason.text for words in said), step.reason.text
    assert not any(words in step.reason.text for words in unsaid), step.reason.text
    assert "The law sets no minimum for a light touch contract" in step.reason.text


def test_a_recorded_reason_answers_the_question() -> None:
    step = one(steps_of(LIGHT, tender__long_enough="Boards meet twice in that time."), "tenders")
    assert step.reason
    assert PROMPTED not in step.reason.text
    assert "Why that is long enough is recorded." in step.reason.text


def test_the_full_regime_names_its_minimum() -> None:
    step = one(steps_of(FULL, legal__route="open"), "tenders")
    assert step.reason
    assert "25 days at least" in step.reason.text
    assert "earliest deadline is 9 October 2026" in step.reason.text
    assert "It asks for 30 days" in step.reason.text


@pytest.mark.parametrize(
    ("route", "regime", "notice", "intention"),
    [
        ("psr-competitive", "psr-england", "Notice inviting offers", True),
        ("psr-c", "psr-england", "", True),
        ("psr-a", "psr-england", "", False),
        ("psrw-competitive", "psr-wales", "Notice inviting offers", True),
    ],
)
def test_the_steps_of_the_provider_selection_regime(route: str, regime: str, notice: str, intention: bool) -> None:
    steps = steps_of(regime, legal__route=route)
    assert [step.what for step in steps if step.id == "notice"] == ([notice] if notice else [])
    assert ("award-notice" in ids(steps)) == intention
    assert one(steps, "psr-award-notice").on == date(2027, 1, 12)
    assert ("tenders" in ids(steps)) == bool(notice)


@pytest.mark.parametrize(("route", "regime"), [("psr-msp", "psr-england"), ("psrw-msp", "psr-wales")])
def test_the_most_suitable_provider_is_found_after_14_days(route: str, regime: str) -> None:
    steps = steps_of(regime, legal__route=route)
    assert one(steps, "notice").what == "Notice of intention to follow the Most Suitable Provider Process"
    assert one(steps, "providers-found").on == date(2026, 9, 28)


@pytest.mark.parametrize(
    ("regime", "details", "copy"),
    [(LIGHT, date(2027, 4, 12), date(2027, 6, 11)), (FULL, date(2027, 1, 12), date(2027, 3, 13))],
)
def test_what_is_published_after_the_signature(regime: str, details: date, copy: date) -> None:
    steps = steps_of(regime)
    assert one(steps, "details-notice").on == details
    assert one(steps, "contract-copy").on == copy
    small = steps_of(regime, tender__estimated_value="5000000")
    assert "contract-copy" not in ids(small)
    assert one(steps_of(regime, tender__dates__sign=None), "details-notice").when.startswith("within")


def test_the_recorded_signature_counts_before_the_planned_one() -> None:
    steps = steps_of(LIGHT, award__agreement_date="2026-12-15")
    assert one(steps, "sign").on == date(2026, 12, 15)
    assert one(steps, "details-notice").on == date(2027, 4, 13)


def test_people_who_change_employer() -> None:
    steps = steps_of(LIGHT, tender__tupe__applies="yes", tender__tupe__information_on="2026-09-14")
    assert one(steps, "people-bidders").on == date(2026, 9, 14)
    assert one(steps, "people-information").on == date(2027, 3, 4)
    assert not {"people-bidders", "people-information"} & ids(steps_of(LIGHT, tender__tupe__applies="no"))


def test_the_ends_and_the_decisions_before_them() -> None:
    rows = [{"id": "first", "length": "2"}, {"id": "last", "length": "1"}]
    steps = steps_of(LIGHT, alliance__term__extensions=rows, alliance__term__decide_months="12")
    after = [(step.id, step.on) for step in steps if step.on and step.on.year > 2027]
    assert after == [
        ("decide-first", date(2031, 3, 31)),
        ("first-end", date(2032, 3, 31)),
        ("termination-notice", date(2032, 4, 29)),
        ("decide-last", date(2033, 3, 31)),
        ("end-first", date(2034, 3, 31)),
        ("end-last", date(2035, 3, 31)),
        ("termination-notice-last", date(2035, 4, 29)),
    ]


def test_a_claim_and_a_grant_have_their_information() -> None:
    assert one(steps_of(LIGHT), "claims").on == date(2026, 12, 23)
    grant = steps_of("grant", legal__route="grant")
    assert one(grant, "funding-notice").on == date(2031, 12, 31)
    assert one(grant, "tenders").what == "Last day for applications"
    assert "claims" not in ids(grant)


def test_last_answers_and_how_long_tenders_stay_open() -> None:
    more = {"tender__dates__questions_last": "2026-10-15", "tender__answer_days": "4", "tender__valid_days": "90"}
    steps = steps_of(LIGHT, **more)
    assert one(steps, "last-answers").on == date(2026, 10, 21)
    assert one(steps, "tenders-open").on == date(2027, 1, 28)
    unknown = steps_of(LIGHT, **{**more, "tender__dates__questions_last": "2028-12-27"})
    assert one(unknown, "last-answers").when == UNKNOWN


def test_a_change_to_a_contract_has_its_own_day_and_no_competition() -> None:
    more = {"legal__route": "pcr-change", "legal__instrument": "change", "legal__old__on": "2026-12-01"}
    steps = steps_of(PCR, **more)
    assert [(step.id, step.on) for step in steps] == [("change", date(2026, 12, 1))]


def test_an_empty_project_shows_what_has_no_day_yet() -> None:
    case = asked({})
    steps = sound(timetable_of(case, Regime("", "undecided", ()), None))
    assert [(step.id, step.when) for step in steps] == [
        ("notice", "no day yet"),
        ("tenders", "no day yet"),
        ("decision", "no day yet"),
        ("standstill", "not decided yet"),
        ("sign", "no day yet"),
        ("start", "no day yet"),
    ]


def test_tamarside(tamarside: Path) -> None:
    opened = open_project(tamarside)
    case = Case(opened.project, opened.workspace.schema)
    regime = Regime(LIGHT, "decided", ())
    steps = sound(timetable_of(case, regime, None))
    opened.folder.close()
    shown = {step.id: (step.start, step.on) for step in steps}
    assert shown["standstill"] == (date(2027, 11, 23), date(2027, 12, 3))
    assert shown["earliest-signature"] == (None, date(2027, 12, 4))
    assert shown["people-information"] == (None, date(2028, 3, 4))
    assert shown["details-notice"] == (None, date(2028, 4, 4))
    assert shown["contract-copy"] == (None, date(2028, 6, 3))
    assert shown["termination-notice-last"] == (None, date(2038, 4, 29))
    assert timetable_conflicts(case, regime, steps) == ()


days = st.dates(date(2023, 6, 1), date(2030, 6, 1)).map(date.isoformat) | st.none()
ANSWERS = st.fixed_dictionaries(
    {
        "project.jurisdiction": st.sampled_from(["ENG", "WLS", "SCT", "NI", None]),
        "authority.kind": st.sampled_from(["council", "icb", "department", None]),
        "legal.route": st.sampled_from(
            (
                "light-touch user-choice open phased psr-a psr-msp psr-competitive psrw-1 psrw-msp pcr-light-touch "
                "pcr-innovation pcr-change sct-direct grant public below-threshold"
            ).split()
        )
        | st.none(),
        "legal.instrument": st.sampled_from(["contract", "change", None]),
        "legal.commenced_by": st.sampled_from(["nothing", "notice", "contact", "transparency", None]),
        "legal.commenced_on": days,
        "legal.old.on": days,
        "tender.estimated_value": st.sampled_from(["1", "20000", "150000", "9000000", None]),
        "tender.engagement_notice": days,
        "conflict_assessment.on": days,
        "tender.answer_days": st.sampled_from(["0", "4", "400", None]),
        "tender.valid_days": st.sampled_from(["0", "120", "9000000", None]),
        "tender.standstill": st.sampled_from(["yes", "no", None]),
        "tender.standstill_days": st.sampled_from(["0", "7", "8", "9000", None]),
        "tender.tupe.applies": st.sampled_from(["yes", "no", None]),
        "tender.tupe.information_on": days,
        "tender.long_enough": st.sampled_from(["Long.", None]),
        "award.agreement_date": days,
        "alliance.term.start": days,
        "alliance.term.initial": st.sampled_from(["0", "5", "99", None]),
        "alliance.term.extensions": st.sampled_from([[], [{"id": "a", "length": "2"}, {"id": "b"}], None]),
        "alliance.term.decide_months": st.sampled_from(["0", "12", "900000", None]),
        "approvals": st.sampled_from(
            [[{"id": "a", "body": "the cabinet", "papers": "2027-02-01", "on": "2027-01-01"}, {"id": "b"}], None]
        ),
        **{
            f"tender.dates.{name}": days
            for name in (
                "notice questions_first take_part conversations_from conversations_to final_invited questions_last tenders "
                "scenarios decision award_notice standstill_ends sign"
            ).split()
        },
    }
)


@settings(max_examples=150)
@given(ANSWERS, st.sampled_from(REGIMES))
def test_whatever_the_answers_the_days_are_in_order_and_nothing_breaks(answers: dict[str, Any], regime: str) -> None:
    case, found = asked(answers), Regime(regime, "decided" if regime else "undecided", ())
    steps = sound(timetable_of(case, found, None))
    conflicts = timetable_conflicts(case, found, steps)
    assert len({one.id for one in conflicts}) == len(conflicts)
    for one in conflicts:
        assert not faults_of(one.reason.text, one.reason.facts, one.id, BOOK)
        assert not faults_of(one.do, (), one.id, BOOK)
        assert one.paths
