"""route: what the law says as a page and as a tree, asked as at another day, and against the last recorded decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hls_procure.errors import InputError
from hls_procure.law.reasons import Reason
from hls_procure.work.demo import start_sample
from hls_procure.work.opening import look, open_project
from hls_procure.work.past import last_decision
from hls_procure.work.route import RouteReport, route_report
from hls_procure.work.route_page import WIDTH, page
from tests.helpers import copied, ticking


@pytest.fixture(scope="session")
def eborby_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("route") / "eborby"
    start_sample(path, "eborby", now=ticking()).folder.close()
    return path


@pytest.fixture(scope="session", params=["tamarside", "eborby"])
def report(request: pytest.FixtureRequest, tamarside_once: Path, eborby_once: Path) -> RouteReport:
    return route_report(look({"tamarside": tamarside_once, "eborby": eborby_once}[request.param]))


def flat(text: str) -> str:
    return " ".join(text.split())


def answer(folder: Path, **answers: Any) -> None:
    """Change answers as somebody does who walks."""
    with open_project(folder, now=ticking()).folder as made:
        for path, value in answers.items():
            made.set(path.replace("__", "."), value)
        made.save()


@pytest.mark.parametrize("full", [False, True])
def test_the_page_has_each_reason_for_the_law_and_where_it_stands(report: RouteReport, full: bool) -> None:
    told = flat(page(report, full=full))
    assert report.ruling.regime.reasons
    for reason in report.ruling.regime.reasons:
        assert flat(reason.text) in told
        for id in reason.facts:
            assert flat(report.case.fact(id).provision) in told


def test_the_full_page_leaves_nothing_out(report: RouteReport) -> None:
    told = flat(page(report, full=True))
    ruling = report.ruling
    for test in (*ruling.regime.tests, *ruling.tests):
        assert flat(f"{test.question} {test.answer[:1].upper()}{test.answer[1:]}.") in told
    for route in ruling.routes:
        for reason in (*route.reasons, *([route.change] if route.change else [])):
            assert flat(reason.text) in told
    assert ruling.chosen is not None
    for rule in ruling.chosen.rules:
        assert flat(rule.reason.text) in told
    for step in ruling.timetable:
        assert flat(step.what) in told
    for words in {words for reason in ruling.reasons() for words in reason.cautions}:
        assert flat(words.rstrip(".")).lower() in told.lower()


def test_the_short_page_names_every_way_once_and_says_how_to_see_more(report: RouteReport) -> None:
    told = page(report)
    said = flat(told).lower()
    for route in report.ruling.routes:
        assert said.count(report.names[route.id].lower()) >= 1
    assert len(told.splitlines()) < len(page(report, full=True).splitlines()) / 2
    assert said.endswith("hls-procure route dir --full")


def test_the_page_is_as_wide_as_a_page_and_the_chosen_way_is_marked(report: RouteReport) -> None:
    assert max(map(len, page(report, full=True).splitlines()[1:])) <= WIDTH
    assert report.ruling.chosen is not None
    name = report.names[report.ruling.chosen.id]
    assert f"{name} (chosen)".lower() in flat(page(report)).lower()


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node of the tree that gives a reason."""
    if isinstance(tree, dict):
        if "reason" in tree:
            yield tree
        for inner in tree.values():
            yield from nodes(inner)
    elif isinstance(tree, list):
        for inner in tree:
            yield from nodes(inner)


def test_every_reason_of_the_tree_has_its_facts_and_each_fact_its_provision_and_source(report: RouteReport) -> None:
    tree = report.as_dict()
    assert set(tree) == {
        "title", "days", "as_known", "amended", "regime", "tests", "routes", "conflicts", "notices", "timetable", "duties",
        "difference",
    }  # fmt: skip
    for part in ("regime", "tests", "routes", "notices", "duties"):
        for node in nodes(tree[part]):
            assert node["facts"], node["reason"]
    every = list(nodes(tree))
    assert len(every) >= len({reason.text for reason in report.ruling.reasons()})
    for node in every:
        for fact in node["facts"]:
            known = report.case.fact(fact["id"])
            assert fact["provision"] == known.provision
            assert fact["provision"]
            assert fact["source"] == (known.source or None)
            assert fact["basis"] == known.basis


def test_the_tree_holds_every_reason_that_was_found(report: RouteReport) -> None:
    told = {node["reason"] for node in nodes(report.as_dict())}
    assert {reason.text for reason in report.ruling.reasons()} <= told
    assert all(isinstance(reason, Reason) for reason in report.ruling.reasons())


def test_asked_as_at_a_day_before_the_act_it_is_the_older_law(tamarside_once: Path) -> None:
    opened = look(tamarside_once)
    assert route_report(opened).ruling.regime.id == "pa2023-light-touch"
    assert route_report(opened, on=date(2025, 2, 23)).ruling.regime.id == "pcr2015"
    assert route_report(opened, on=date(2025, 2, 24)).ruling.regime.id == "pa2023-light-touch"
    assert "asked as at 23 February 2025" in page(route_report(opened, on=date(2025, 2, 23)))


def test_a_procurement_that_has_started_keeps_its_day_whatever_day_is_asked_for(tamarside: Path) -> None:
    answer(tamarside, legal__commenced_by="notice", legal__commenced_on="2027-02-01")
    report = route_report(look(tamarside), on=date(2025, 2, 23))
    assert report.ruling.regime.id == "pa2023-light-touch"
    assert report.case.day("commencement") == date(2027, 2, 1)


def test_asking_as_at_another_day_changes_nothing_in_the_project(tamarside: Path) -> None:
    before = {path: path.read_bytes() for path in tamarside.rglob("*") if path.is_file()}
    route_report(look(tamarside), on=date(2025, 2, 1), diff=True)
    assert {path: path.read_bytes() for path in tamarside.rglob("*") if path.is_file()} == before


def test_while_it_cannot_be_decided_the_page_says_which_questions_to_answer(fresh_once: Path) -> None:
    told = page(route_report(look(fresh_once)))
    assert "Cannot be decided yet." in told
    for question in ("RR-12", "RR-10", "LW-01"):
        assert f"Answer {question} first." in told
    assert "Nobody has recorded a decision yet (AR-01, AR-31)." in told


# Against the last recorded decision


def test_what_was_open_at_the_decision_and_is_filled_in_later_is_no_change_of_it(tamarside_once: Path) -> None:
    report = route_report(look(tamarside_once), diff=True)
    assert report.difference is not None
    assert (report.difference.found, report.difference.answers, report.difference.documents) == ([], [], [])
    assert report.difference.new > 0
    assert "answers were given since that had not been given then." in flat(page(report))


def test_where_nothing_has_changed_the_difference_says_so(tamarside: Path) -> None:
    answer(tamarside, legal__decided_by="the head of procurement, once more")
    report = route_report(look(tamarside), diff=True)
    assert report.difference is not None
    assert (report.difference.found, report.difference.answers) == ([], [])
    assert "Nothing has changed that the law would notice." in page(report)


def test_a_changed_answer_is_named_with_what_it_does_and_the_documents_that_it_touches(tamarside: Path) -> None:
    answer(tamarside, tender__estimated_value="600000")
    report = route_report(look(tamarside), diff=True)
    made = report.difference
    assert made is not None
    assert [(change.what, change.before, change.now) for change in made.answers] == [
        ("tender.estimated_value", "89310000", "600000")
    ]
    found = {change.what: (change.before, change.now) for change in made.found}
    law = "the Procurement Act 2023, as a light touch contract", "the Procurement Act 2023, below threshold"
    assert found["which law governs"] == law
    assert found["our own procedure for a light touch contract"] == ("open", "closed")
    assert found["UK6 Contract award notice"] == ("needed", "not-needed")
    assert {"D02", "D07"} <= set(made.documents)
    told = flat(page(report))
    assert f"which law governs: was {law[0]}, is now {law[1]}" in told
    assert "tender.estimated_value" in told
    assert "Build again and look at: " in told


def test_an_answer_that_the_law_does_not_read_is_no_difference(tamarside: Path) -> None:
    answer(tamarside, purpose__statement="people in Tamarside live well")
    report = route_report(look(tamarside), diff=True)
    assert report.difference is not None
    assert report.difference.answers == []


def test_the_decision_counts_from_the_last_time_that_somebody_recorded_it(tamarside: Path) -> None:
    answer(tamarside, tender__estimated_value="600000")
    assert last_decision(look(tamarside)) is not None
    answer(tamarside, legal__regime="pa2023-below")
    recorded = last_decision(look(tamarside))
    assert recorded is not None
    assert recorded.regime == "pa2023-below"
    report = route_report(look(tamarside), diff=True)
    assert report.difference is not None
    assert report.difference.answers == []


def test_without_a_recorded_decision_there_is_nothing_to_compare_with(fresh_once: Path) -> None:
    assert last_decision(look(fresh_once)) is None
    with pytest.raises(InputError) as caught:
        route_report(look(fresh_once), diff=True)
    (problem,) = caught.value.problems
    assert "has no recorded decision" in problem.what
    assert "AR-01" in problem.do


def test_copies_are_independent(eborby_once: Path, tmp_path: Path) -> None:
    folder = copied(eborby_once, tmp_path / "eborby")
    answer(folder, legal__for_health_service__answer=False)
    report = route_report(look(folder), diff=True)
    assert report.ruling.regime.id == "pa2023-light-touch"
    assert report.difference is not None
    assert "legal.for_health_service.answer" in {change.what for change in report.difference.answers}
