"""What the engine decides: which questions there are, how each stands, what comes next, where to go."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hls_procure.interview.engine import Engine
from hls_procure.model import paths
from hls_procure.model.registers import OpenItem
from hls_procure.model.root import Project
from hls_procure.work.opening import open_project
from hls_procure.work.walking import engine as engine_of


@pytest.fixture(scope="module")
def fresh(mini_once: Path) -> Engine:
    return engine_of(open_project(mini_once))


def having(engine: Engine, answers: dict[str, Any], *open_items: OpenItem, quick: bool = False) -> Engine:
    """The engine for a project with these answers and notes."""
    project: Project = engine.project
    for path, value in answers.items():
        project = paths.put(project, path, value)
    if open_items:
        project = paths.put(project, "open", open_items)
    return Engine(engine.playbook, engine.schema, project, quick=quick)


def ids(questions: Any) -> list[str]:
    return [question.id for question in questions]


def stage(engine: Engine, id: str) -> Any:
    found = engine.playbook.stage(id)
    assert found is not None
    return found


def state(engine: Engine, id: str) -> str:
    return engine.state(engine.playbook.questions[id])


def test_a_question_with_a_condition_is_asked_only_while_it_holds(fresh: Engine) -> None:
    first = stage(fresh, "first")
    assert "ZA-06" not in ids(fresh.questions(first))
    yes = having(fresh, {"purpose.money_second.answer": True})
    assert ids(yes.questions(first)) == [f"ZA-0{n}" for n in range(1, 9)]
    no = having(fresh, {"purpose.money_second.answer": False})
    assert "ZA-06" not in ids(no.questions(first))
    assert ids(no.questions(stage(no, "last"))) == ["ZD-01"]


def test_what_nobody_knows_yet_hides_a_question_on_either_side_of_its_condition(fresh: Engine) -> None:
    assert not fresh.visible(fresh.playbook.questions["ZA-06"])
    assert not fresh.visible(fresh.playbook.questions["ZD-01"])


def test_a_quick_walk_asks_only_what_nothing_can_be_built_without(fresh: Engine) -> None:
    quick = having(fresh, {}, quick=True)
    assert ids(quick.questions(stage(quick, "first"))) == ["ZA-01", "ZA-03"]
    assert quick.stage_state(stage(quick, "first")).asked == 2
    assert quick.with_project(quick.project).quick


@pytest.mark.parametrize(
    ("question", "answers", "expected"),
    [
        ("ZA-01", {}, "unanswered"),
        ("ZA-01", {"project.title": "Lakeside"}, "answered"),
        ("ZA-02", {"purpose.people_estimate": 12}, "partly"),
        ("ZA-02", {"purpose.people_source": "a count"}, "partly"),
        ("ZA-02", {"purpose.people_estimate": 0, "purpose.people_source": "a count"}, "answered"),
        ("ZA-03", {"purpose.inside": ()}, "answered"),
        ("ZA-05", {"purpose.money_second.answer": False}, "partly"),
        ("ZA-05", {"purpose.money_second.answer": False, "purpose.money_second.why": "because"}, "answered"),
        ("ZB-01", {}, "unanswered"),
        ("ZB-01", {"listening": ()}, "answered"),
        ("ZB-01", {"listening[a].who": "people"}, "answered"),
        ("ZB-04", {"conditions[case].helps": "A sponsor."}, "partly"),
        ("ZB-04", {"conditions": ()}, "unanswered"),
        ("ZB-04", {f"conditions[{id}].helps": "x" for id in ("case", "leaders", "people")}, "answered"),
        ("ZB-07", {"award.commissioners[authority].signatory": "the chief"}, "answered"),
        ("ZB-07", {"award.commissioners[authority].signatory": "the chief", "authority.joint[care].name": "Care"}, "partly"),
    ],
)
def test_each_kind_of_question_knows_how_it_stands(fresh: Engine, question: str, answers: dict[str, Any], expected: str) -> None:
    assert state(having(fresh, answers), question) == expected


@pytest.mark.parametrize(
    ("question", "path"), [("ZA-01", "project.title"), ("ZA-02", "purpose.people_source"), ("ZB-01", "listening")]
)
def test_what_somebody_will_find_out_is_open_until_it_is_answered(fresh: Engine, question: str, path: str) -> None:
    item = OpenItem(path, owner="finance lead", by=date(2027, 3, 12))
    noted = having(fresh, {}, item)
    assert state(noted, question) == "open"
    assert noted.open_item(noted.playbook.questions[question]) == item


def test_an_answer_counts_more_than_a_note_that_it_is_open(fresh: Engine) -> None:
    assert state(having(fresh, {"project.title": "Lakeside"}, OpenItem("project.title", owner="x")), "ZA-01") == "answered"


def test_a_stage_is_not_started_in_progress_or_done_and_nothing_else(fresh: Engine) -> None:
    first = stage(fresh, "first")
    assert fresh.stage_state(first).state == "not started"
    some = having(fresh, {"project.title": "Lakeside"})
    found = some.stage_state(first)
    assert (found.state, found.answered, found.asked) == ("in progress", 1, 7)
    whole = having(
        fresh,
        {
            "project.title": "Lakeside",
            "purpose.people_estimate": 1,
            "purpose.people_source": "x",
            "purpose.inside": (),
            "purpose.sparks": (),
            "purpose.money_second.answer": False,
            "purpose.money_second.why": "x",
            "purpose.hurts": "x",
        },
    )
    found = whole.stage_state(first)
    assert (found.state, found.answered, found.asked) == ("done", 6, 7)  # the seventh may stay empty for good
    hidden_again = having(whole, {"purpose.money_second.answer": True})
    assert hidden_again.stage_state(first).state == "in progress"


def test_an_open_question_keeps_a_stage_from_being_done_and_names_who_finds_out(fresh: Engine) -> None:
    noted = having(fresh, {}, OpenItem("project.title", owner="clerk", by=date(2027, 3, 12)))
    found = noted.stage_state(stage(noted, "first"))
    assert found.state == "in progress"
    (item,) = found.open
    assert (item.question, item.owner, item.by, item.kind) == ("ZA-01", "clerk", date(2027, 3, 12), "later")


def test_a_stage_without_a_question_to_ask_is_not_done(fresh: Engine) -> None:
    found = fresh.stage_state(stage(fresh, "last"))
    assert (found.state, found.asked) == ("not started", 0)


def test_the_next_question_passes_over_what_is_answered_or_owned(fresh: Engine) -> None:
    first = stage(fresh, "first")
    asked = having(fresh, {"project.title": "x", "purpose.people_estimate": 1}, OpenItem("purpose.inside", owner="x"))
    assert asked.next_question(first).id == "ZA-02"  # only half of it is there
    assert asked.next_question(first, "ZA-02").id == "ZA-04"
    assert asked.next_question(first, "ZA-08") is None
    assert asked.next_question(first, "ZA-06").id == "ZA-07"  # after one that is hidden


def test_following_and_before_go_one_step_answered_or_not_and_never_to_what_is_hidden(fresh: Engine) -> None:
    first = stage(fresh, "first")
    assert fresh.following(first, None).id == "ZA-01"
    assert fresh.following(first, "ZA-05").id == "ZA-07"
    assert fresh.following(first, "ZA-08") is None
    assert fresh.before(first, "ZA-07").id == "ZA-05"
    assert fresh.before(first, "ZA-01") is None
    yes = having(fresh, {"purpose.money_second.answer": True})
    assert (yes.before(first, "ZA-07").id, yes.following(first, "ZA-05").id) == ("ZA-06", "ZA-06")


def test_it_suggests_what_the_stage_leads_to_then_the_first_that_is_not_done(fresh: Engine) -> None:
    assert fresh.suggested().id == "first"
    assert fresh.suggested(stage(fresh, "first")).id == "tables"
    assert fresh.suggested(stage(fresh, "figures")).id == "first"  # 'last' asks nothing yet
    no = having(fresh, {"purpose.money_second.answer": False})
    assert no.suggested(stage(no, "figures")).id == "last"


def test_it_suggests_something_even_when_everything_is_done(fresh: Engine) -> None:
    done = having(fresh, {"listening": ()}, quick=True)
    for path, value in {"project.title": "x", "purpose.inside": (), "alliance.funding.annual": 1}.items():
        done = done.with_project(paths.put(done.project, path, value))
    assert all(done.stage_state(s).state == "done" for s in done.playbook.stages if done.questions(s))
    assert done.suggested().id == "first"


def test_it_knows_which_stage_asks_a_question(fresh: Engine) -> None:
    assert fresh.stage_of("ZC-02").id == "figures"
    assert fresh.stage_of("PU-01") is None


def test_unanswered_are_those_that_are_asked_that_nobody_owns_and_that_nothing_can_do_without(fresh: Engine) -> None:
    every = ids(fresh.unanswered())
    assert "ZA-01" in every
    assert not {"ZA-06", "ZA-08", "ZD-01"} & set(every)
    noted = having(fresh, {"purpose.people_estimate": 3}, OpenItem("project.title", owner="x"))
    assert "ZA-01" not in ids(noted.unanswered())
    assert "ZA-02" in ids(noted.unanswered())


def test_the_engine_never_changes_the_project(fresh: Engine) -> None:
    before = fresh.project
    for one in fresh.playbook.stages:
        fresh.stage_state(one)
        fresh.reminders(one)
        fresh.suggested(one)
    assert fresh.project is before


def test_the_value_of_a_form_is_by_path_and_of_a_table_its_records(fresh: Engine) -> None:
    some = having(fresh, {"purpose.people_estimate": 3, "listening[a].who": "people"})
    questions = some.playbook.questions
    assert some.value(questions["ZA-02"]) == {"purpose.people_estimate": 3, "purpose.people_source": None}
    assert [row.id for row in some.value(questions["ZB-01"])] == ["a"]
    assert some.value(questions["ZB-02"]) is None
    assert some.value(questions["ZA-01"]) is None


def test_fixed_rows_are_named_by_the_playbook_and_by_the_records_they_are_taken_from(fresh: Engine) -> None:
    rows = fresh.playbook.questions["ZB-04"].fixed_rows(fresh.project)
    assert list(rows) == ["case", "leaders", "people"]
    some = having(fresh, {"authority.joint[care].name": "The Care Board", "authority.joint[police].kind": "police"})
    assert some.playbook.questions["ZB-07"].fixed_rows(some.project) == {
        "authority": "Your own body",
        "care": "The Care Board",
        "police": "police",
    }
