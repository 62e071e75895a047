"""Stages of legal routes: offered where the law leaves them open; else not asked, and said what would have to change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hls_procure.interview.engine import Engine
from hls_procure.interview.guide import guide_of
from hls_procure.model import paths
from hls_procure.model.facts import FactView
from hls_procure.model.found import Found, FoundRoute
from hls_procure.model.root import Project
from hls_procure.work import walking
from hls_procure.work.opening import open_project
from tests.interview.mini import Session

INNOVATION = (
    "phased", "pcr-innovation", "sct-innovation", "psr-msp", "psr-competitive", "psrw-msp", "psrw-competitive",
)  # fmt: skip
GATES: dict[str, Any] = {"legal.phased.wanted.answer": True, "legal.phased.wanted.why": "We have to find out."}


def law(state: str, change: str = "It would open if nobody knew the answer.") -> Callable[[Project], Found]:
    rows = tuple(FoundRoute(id, state=state, because="It is closed.", change=change) for id in INNOVATION)
    return lambda project: Found(routes=rows)


def engine(shipped: Session, found: Callable[[Project], Found] | None, **answers: Any) -> Engine:
    project = shipped.project
    for path, value in {**GATES, **answers}.items():
        project = paths.put(project, path, value)
    here = shipped.engine
    return Engine(here.playbook, here.schema, project, law=found)


def stage(here: Engine) -> Any:
    found = here.playbook.stage("innovation")
    assert found is not None
    return found


@pytest.mark.parametrize("state", ["required", "open", "undecided"])
def test_a_route_that_is_not_closed_is_asked(shipped: Session, state: str) -> None:
    here = engine(shipped, law(state))
    assert [q.id for q in here.questions(stage(here))] == [f"LW-3{n}" for n in range(7)]
    assert here.stage_state(stage(here)).state == "not started"


@pytest.mark.parametrize("found", [None, lambda project: Found(), lambda project: Found(routes=())])
def test_it_is_offered_where_the_law_says_nothing_of_it(shipped: Session, found: Any) -> None:
    here = engine(shipped, found)
    assert len(here.questions(stage(here))) == 7


@pytest.mark.parametrize("state", ["closed", "not-covered"])
def test_a_closed_route_is_not_asked_and_says_once_what_would_open_it(shipped: Session, state: str) -> None:
    here = engine(shipped, law(state))
    made = here.stage_state(stage(here))
    assert (made.state, made.asked, made.opens_if) == ("not open", 0, ("It would open if nobody knew the answer.",))
    assert here.suggested(here.playbook.stage("allocation")).id != "innovation"
    assert here.next_question(stage(here)) is None
    assert not [q.id for q in here.unanswered() if q.id.startswith("LW-3")]


def test_an_answer_that_closes_its_own_way_can_still_be_seen_and_changed(shipped: Session) -> None:
    here = engine(shipped, law("closed"), **{"legal.phased.goal": "It is found."})
    assert [q.id for q in here.questions(stage(here))] == ["LW-31"]
    assert here.stage_state(stage(here)).state == "not open"
    assert here.next_question(stage(here)) is None
    assert here.suggested(here.playbook.stage("allocation")).id != "innovation"


def test_an_answer_that_closes_its_own_way_ends_the_stage_with_a_word(shipped: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped.set(**{path.replace(".", "__"): value for path, value in GATES.items()})

    def found(project: Project) -> Found:
        return law("closed" if project.legal.phased.need else "open")(project)

    monkeypatch.setattr("hls_procure.law.found.find", lambda project, schema, book=None: found(project))
    shown = shipped.walk("Somebody who stays.", "", "review", "LW-30", "Another.", "", "", "save", stage="innovation")
    assert "This way is not open" in shown
    assert "The answers that you have given here are kept. Type review to see or change them." in shown
    assert "LW-31" not in shown
    assert shipped.get("legal.phased.need") == "Another."


def test_a_file_may_answer_a_closed_way_and_is_told_that_it_is_left_out(
    shipped: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shipped.set(**{path.replace(".", "__"): value for path, value in GATES.items()})
    shut = law("closed")
    monkeypatch.setattr("hls_procure.law.found.find", lambda project, schema, book=None: shut(project))
    file = tmp_path / "answers.yaml"
    file.write_text('LW-31: "It is found."\n', encoding="utf-8")
    done = walking.run(shipped.open(), file)
    assert (done.answered, done.hidden) == (["LW-31"], ["LW-31"])
    assert not [id for id in done.missing if id.startswith("LW-3")]


def test_one_open_route_is_enough(shipped: Session) -> None:
    rows = (FoundRoute("phased", state="closed", change="No."), FoundRoute("sct-innovation", state="open"))
    here = engine(shipped, lambda project: Found(routes=rows))
    assert stage(here).closed(here.facts) is None


def test_a_stage_of_which_the_answers_ask_nothing_is_not_needed_and_never_next(shipped: Session) -> None:
    here = engine(shipped, law("open"), **{"legal.phased.wanted.answer": False})
    assert here.stage_state(stage(here)).state == "not needed"
    assert here.suggested(here.playbook.stage("allocation")).id != "innovation"
    assert [q.id for q in here.depends_on(stage(here))] == ["LW-13"]


def test_while_nobody_knows_whether_it_is_needed_it_is_not_started(shipped: Session) -> None:
    here = shipped.engine
    assert here.stage_state(stage(here)).state == "not started"


def test_answers_of_a_closed_route_count_for_nothing_in_documents(shipped: Session) -> None:
    here = engine(shipped, law("closed"), **{"legal.phased.goal": "It is found."})
    guide = guide_of(here.playbook)
    assert "legal.phased.goal" in guide.hidden(here.facts)
    open_ = engine(shipped, law("open"), **{"legal.phased.goal": "It is found."})
    assert "legal.phased.goal" not in guide.hidden(open_.facts)


def test_the_law_is_asked_at_most_once_for_a_project_and_only_where_a_stage_needs_it(shipped: Session) -> None:
    asked: list[Project] = []

    def counting(project: Project) -> Found:
        asked.append(project)
        return law("open")(project)

    here = engine(shipped, counting)
    ordinary = here.playbook.stage("purpose")
    assert ordinary is not None
    here.questions(ordinary)
    here.stage_state(ordinary)
    here.reminders(ordinary)
    assert asked == []
    for one in here.playbook.stages:
        here.stage_state(one)
    here.suggested()
    here.unanswered()
    assert len(asked) == 1


def test_opening_a_closed_stage_says_what_would_have_to_change(shipped: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped.set(**{path.replace(".", "__"): value for path, value in GATES.items()})
    shut = law("closed")
    monkeypatch.setattr("hls_procure.law.found.find", lambda project, schema, book=None: shut(project))
    shown = shipped.walk("save", stage="innovation")
    assert "This way is not open, so nothing more is asked here. What would have to change:" in shown
    assert "  - It would open if nobody knew the answer." in shown
    assert "Which stage next?" in shown
    assert "LW-30" not in shown


def test_opening_a_stage_that_is_not_needed_says_which_answer_decides(shipped: Session) -> None:
    shipped.set(legal__instrument="contract")
    shown = shipped.walk("save", stage="innovation")
    assert "As your answers stand, nothing is asked here." in shown
    assert "  It depends on LW-13: Do you have to find out first what helps" in shown


def test_route_stages_stand_behind_the_money_in_the_order_in_which_it_leads_to_them(shipped: Session) -> None:
    ids = [one.id for one in shipped.engine.playbook.stages]
    at = ids.index("allocation")
    assert ids[at + 1 : at + 8] == ["light-touch", "innovation", "reserved", "psr", "grant-or-contract", "old-contract", "way"]


def test_each_duty_that_the_law_finds_in_england_has_its_row(tamarside_once: Path) -> None:
    from hls_procure.law.decide import decide

    opened = open_project(tamarside_once)
    found = decide(opened.project, opened.workspace.schema, book=opened.workspace.book).duties
    assert {duty.id for duty in found} == set(opened.playbook.questions["LW-93"].rows)
    assert {row.id for row in opened.project.duties} == {duty.id for duty in found}


def test_facts_that_nobody_asked_the_law_about_leave_every_route_open(shipped: Session) -> None:
    here = shipped.engine
    view = FactView(here.project, here.schema)
    assert all(one.closed(view) is None for one in here.playbook.stages)
    assert walking.find_stage(shipped.open(), "innovation").routes == INNOVATION
