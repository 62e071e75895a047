"""What does not fit in a timetable is found, with both answers and their facts; what fits is left alone."""

from __future__ import annotations

from typing import Any

import pytest
from asked import asked
from law_words import faults_of

from hls_procure.law.facts import LawBook
from hls_procure.law.ruling import Conflict, Regime
from hls_procure.law.timetable import timetable_conflicts, timetable_of

BOOK = LawBook.load()
LIGHT, FULL, BELOW, PCR = "pa2023-light-touch", "pa2023-full", "pa2023-below", "pcr2015"
GOOD: dict[str, Any] = {
    "project.jurisdiction": "ENG",
    "authority.kind": "council",
    "as_of_date": "2026-09-01",
    "legal.route": "light-touch",
    "tender.estimated_value": "6000000",
    "tender.engagement_notice": "2026-07-01",
    "conflict_assessment.on": "2026-09-14",
    "tender.dates.notice": "2026-09-14",
    "tender.dates.questions_last": "2026-10-15",
    "tender.answer_days": "4",
    "tender.valid_days": "60",
    "tender.dates.tenders": "2026-10-28",
    "tender.dates.decision": "2026-11-16",
    "tender.standstill": "yes",
    "tender.standstill_days": "8",
    "tender.dates.award_notice": "2026-11-24",
    "tender.dates.standstill_ends": "2026-12-04",
    "tender.dates.sign": "2026-12-05",
    "tender.tupe.applies": "yes",
    "tender.tupe.information_on": "2027-03-04",
    "alliance.term.start": "2027-04-01",
    "alliance.term.initial": "5",
}


def conflicts(regime: str = LIGHT, **more: Any) -> dict[str, Conflict]:
    """The conflicts of a case by their id; answers by path, with ``__`` for a dot."""
    case = asked({**GOOD, **{path.replace("__", "."): value for path, value in more.items()}})
    found = Regime(regime, "decided", ())
    made = timetable_conflicts(case, found, timetable_of(case, found, None))
    for one in made:
        assert not faults_of(one.reason.text, one.reason.facts, one.id, BOOK), one.reason.text
        assert one.do.endswith(".")
        assert one.paths
    assert [one.severity for one in made] == sorted((one.severity for one in made), key=lambda one: one != "error")
    return {one.id: one for one in made}


@pytest.mark.parametrize(
    ("regime", "more"),
    [
        (LIGHT, {}),
        (FULL, {"legal__route": "open"}),
        (BELOW, {"legal__route": "below-threshold", "tender__standstill": None}),
        (PCR, {"legal__route": "pcr-light-touch"}),
        ("psr-england", {"legal__route": "psr-competitive", "tender__dates__standstill_ends": None, "tender__dates__sign": None}),
        ("grant", {"legal__route": "grant"}),
    ],
)
def test_what_fits_is_left_alone(regime: str, more: dict[str, Any]) -> None:
    assert conflicts(regime, **more) == {}


EDGES = [
    (
        "duties",
        [{"id": "social-value", "by": "2026-09-13"}],
        [{"id": "social-value", "by": "2026-09-14"}],
        "social-value-late",
        "RA402",
        "gap-sv-1",
    ),
    ("tender__engagement_notice", "2026-09-13", "2026-09-14", "engagement-notice-late", "RA402", "pa-engagement-03"),
    ("conflict_assessment__on", "2026-09-14", "2026-09-15", "conflicts-assessed-late", "RA402", "pa-conflicts-03"),
    ("tender__dates__sign", "2026-12-05", "2026-12-04", "signature-in-standstill", "RA407", "pa-light-touch-10"),
    ("award__agreement_date", "2026-12-05", "2026-12-04", "signature-in-standstill", "RA407", "pa-light-touch-10"),
    ("tender__dates__standstill_ends", "2026-12-04", "2026-12-03", "standstill-end", "RA407", "pa-light-touch-10"),
    ("tender__standstill_days", "8", "7", "standstill-promise", "RA407", "pa-light-touch-10"),
    ("tender__tupe__information_on", "2027-03-04", "2027-03-05", "people-information-late", "RA408", "x-tupe-28"),
]


@pytest.mark.parametrize(("path", "good", "bad", "id", "code", "fact"), EDGES)
def test_the_law_has_an_edge_and_both_sides_of_it_are_known(
    path: str, good: Any, bad: Any, id: str, code: str, fact: str
) -> None:
    assert id not in conflicts(**{path: good})
    conflict = conflicts(**{path: bad})[id]
    assert (conflict.severity, conflict.code) == ("error", code)
    assert fact in conflict.reason.facts


def test_a_date_that_is_too_late_is_a_warning_and_one_too_early_an_error() -> None:
    late = conflicts(tender__dates__standstill_ends="2026-12-05")["standstill-end"]
    early = conflicts(tender__dates__standstill_ends="2026-12-03")["standstill-end"]
    assert (late.severity, early.severity) == ("warning", "error")
    assert "8 working days beginning with 24 November 2026" in early.reason.text
    assert early.paths == ("tender.dates.award_notice", "tender.dates.standstill_ends")


@pytest.mark.parametrize(("days", "ends"), [("10", "2026-12-08"), ("9", "2026-12-07")])
def test_a_longer_promise_moves_the_end(days: str, ends: str) -> None:
    more = {"tender__standstill_days": days, "tender__dates__sign": "2026-12-09", "alliance__term__start": "2027-04-02"}
    assert conflicts(tender__dates__standstill_ends=ends, **more) == {}
    assert "standstill-end" in conflicts(tender__dates__standstill_ends="2026-12-04", **more)


def test_an_end_without_a_promise() -> None:
    found = conflicts(tender__standstill="no")
    assert set(found) == {"standstill-not-promised"}
    assert "standstill-not-promised" not in conflicts(tender__standstill="no", tender__dates__standstill_ends=None)


def test_each_regime_has_its_own_end() -> None:
    end = {"tender__dates__standstill_ends": "2026-12-07", "tender__dates__sign": "2026-12-08"}
    england = {"legal__route": "psr-c", **end}
    assert conflicts("psr-england", **england) == {}
    assert set(conflicts("psr-wales", legal__route="psrw-1", **end)) == {"standstill-end"}
    assert set(conflicts("psr-england", **{**england, "tender__dates__sign": "2026-12-07"})) == {"signature-in-standstill"}
    assert set(conflicts(FULL, legal__route="open", **end)) == {"standstill-end"}


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("tender__dates__tenders", "2026-10-14"),
        ("tender__dates__decision", "2026-10-27"),
        ("tender__dates__award_notice", "2026-11-13"),
    ],
)
def test_days_out_of_order(later: str, earlier: str) -> None:
    name = later.rpartition("__")[2]
    found = conflicts(**{later: earlier})
    conflict = found[f"order-{name.replace('_', '-')}"]
    assert (conflict.code, conflict.severity) == ("RA402", "error")
    assert later.replace("__", ".") == conflict.paths[1]


def test_the_same_day_is_in_order() -> None:
    assert not any(id.startswith("order") for id in conflicts(tender__dates__decision="2026-10-28"))


@pytest.mark.parametrize(
    ("day", "why"),
    [("2026-10-24", "a Saturday"), ("2026-10-25", "a Sunday"), ("2026-10-26", ""), ("2029-10-29", "")],
)
def test_a_deadline_on_a_closed_day(day: str, why: str) -> None:
    more = {"tender__dates__tenders": day, "tender__dates__questions_last": None}
    found = conflicts(**more).get("closed-day-tenders")
    assert (found is not None) == bool(why)
    if found:
        assert why in found.reason.text
        assert (found.code, found.severity) == ("RA405", "warning")


def test_a_bank_holiday_is_a_closed_day_where_the_regime_leaves_it_out() -> None:
    more = {"tender__dates__notice": "2026-07-01", "tender__dates__tenders": "2026-11-30", "tender__dates__questions_last": None}
    found = conflicts(tender__dates__decision="2026-12-01", tender__dates__award_notice=None, **more)
    assert "bank holiday (St Andrew" in found["closed-day-tenders"].reason.text
    health = conflicts("psr-england", legal__route="psr-competitive", tender__dates__decision=None, **more)
    assert "closed-day-tenders" not in health


@pytest.mark.parametrize(
    ("sign", "people", "id", "severity"),
    [
        ("2027-03-04", "yes", "", ""),
        ("2027-03-05", "yes", "little-time-to-get-ready", "warning"),
        ("2027-03-05", "no", "little-time-to-get-ready", "warning"),
        ("2027-04-02", "yes", "start-before-signature", "error"),
    ],
)
def test_time_to_get_ready(sign: str, people: str, id: str, severity: str) -> None:
    found = conflicts(tender__dates__sign=sign, tender__tupe__applies=people, tender__valid_days=None)
    assert [(one.id, one.severity) for one in found.values()] == ([(id, severity)] if id else [])
    if id and severity == "warning":
        assert ("x-tupe-28" in found[id].reason.facts) == (people == "yes")


def test_people_who_stay_need_no_information() -> None:
    assert conflicts(tender__tupe__applies="no", tender__tupe__information_on="2027-03-05") == {}


@pytest.mark.parametrize(
    ("tenders", "severity"),
    [("2026-10-08", "error"), ("2026-10-09", "warning"), ("2026-10-13", "warning"), ("2026-10-14", "")],
)
def test_the_minimum_of_an_open_procedure(tenders: str, severity: str) -> None:
    more = {"tender__dates__tenders": tenders, "tender__dates__questions_last": None}
    found = conflicts(FULL, legal__route="open", **more)
    assert [(one.id, one.code, one.severity) for one in found.values()] == (
        [("too-short-tenders", "RA403", severity)] if severity else []
    )
    assert conflicts(LIGHT, **more) == {}


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        ({"tender__dates__take_part": "2026-10-08"}, "error"),
        ({"tender__dates__take_part": "2026-10-09"}, ""),
        ({"tender__dates__take_part": "2026-10-09", "tender__dates__final_invited": "2026-10-19"}, "error"),
        ({"tender__dates__take_part": "2026-10-09", "tender__dates__final_invited": "2026-10-16"}, ""),
        (
            {"tender__dates__take_part": "2026-10-09", "tender__dates__final_invited": "2026-10-16", "authority__kind": "icb"},
            "warning",
        ),
    ],
)
def test_the_minimum_where_suppliers_are_selected_first(more: dict[str, Any], severity: str) -> None:
    found = conflicts(FULL, legal__route="competitive-flexible", tender__dates__questions_last=None, **more)
    assert {one.severity for one in found.values()} == ({severity} if severity else set())


@pytest.mark.parametrize(
    ("told", "ids"),
    [
        ("2026-08-05", set()),
        ("2026-08-06", {"planned-notice", "too-short-tenders"}),
        ("2025-09-14", set()),
        ("2025-09-13", {"planned-notice", "too-short-tenders"}),
    ],
)
def test_a_planned_notice_shortens_only_in_its_window(told: str, ids: set[str]) -> None:
    more = {"tender__dates__tenders": "2026-09-24", "tender__dates__questions_last": None, "tender__valid_days": None}
    row = {"id": "planned", "notice": "UK3", "on": told}
    assert set(conflicts(FULL, legal__route="open", published=[row], **more)) == ids


@pytest.mark.parametrize(("intended", "found"), [("2026-09-27", True), ("2026-09-28", False)])
def test_the_most_suitable_provider_is_not_named_too_early(intended: str, found: bool) -> None:
    more = {f"tender__dates__{name}": None for name in ("questions_last", "tenders", "decision", "standstill_ends", "sign")}
    ids = set(conflicts("psr-england", legal__route="psr-msp", **{**more, "tender__dates__award_notice": intended}))
    assert ids == ({"provider-too-early"} if found else set())


@pytest.mark.parametrize(("last", "found"), [("2026-10-21", False), ("2026-10-22", True)])
def test_an_answer_that_comes_after_the_tender(last: str, found: bool) -> None:
    assert ("answers-too-late" in conflicts(tender__dates__questions_last=last)) == found


@pytest.mark.parametrize(("days", "found"), [("38", False), ("37", True)])
def test_tenders_that_are_no_longer_open(days: str, found: bool) -> None:
    assert ("tenders-not-open" in conflicts(tender__valid_days=days)) == found


@pytest.mark.parametrize(
    ("papers", "meets", "id"),
    [
        ("2026-10-28", "2026-11-16", ""),
        ("2026-10-27", "2026-11-16", "papers-early-cabinet"),
        ("2026-10-01", "2026-10-20", ""),
        ("2026-11-17", "2026-11-16", "papers-after-cabinet"),
    ],
)
def test_papers_cannot_come_before_what_they_say(papers: str, meets: str, id: str) -> None:
    row = {"id": "cabinet", "body": "the cabinet", "decides": "to award", "papers": papers, "on": meets}
    assert set(conflicts(approvals=[row])) == ({id} if id else set())


def test_a_case_without_steps_is_not_checked() -> None:
    assert timetable_conflicts(asked({**GOOD, "tender.dates.sign": "2026-12-01"}), Regime(LIGHT, "decided", ()), ()) == ()
