"""What the way of working asks for: lived experience first, no conclusions before play-back, money and learning apart,
who is missing at every stage, and never a score."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from hls_procure.interview.engine import Engine
from hls_procure.model import paths
from hls_procure.model.system import Listening, MissingVoice
from hls_procure.model.system import Session as Meeting
from hls_procure.model.values import parse_date
from hls_procure.work import walking
from hls_procure.work.opening import open_project
from hls_procure.work.status import status
from tests.helpers import run
from tests.interview.mini import Session


@pytest.fixture
def engine(shipped: Session) -> Engine:
    return shipped.engine


def having(engine: Engine, **answers: Any) -> Engine:
    project = engine.project
    for path, value in answers.items():
        project = paths.put(project, path.replace("__", "."), value)
    return engine.with_project(project)


def reminders(engine: Engine, stage: str) -> list[str]:
    found = engine.playbook.stage(stage)
    assert found is not None
    return [reminder.id for reminder in engine.reminders(found)]


def listening(*pairs: tuple[str, str | None]) -> tuple[Any, ...]:
    return tuple(
        Listening(f"l{n}", kind=kind, on=parse_date(day) if day else None)  # type: ignore[arg-type]
        for n, (kind, day) in enumerate(pairs)
    )


@pytest.mark.parametrize(
    ("heard", "reminded"),
    [
        ([("provider", "2026-03-01"), ("lived", "2026-04-01")], True),
        ([("lived", "2026-03-01"), ("provider", "2026-04-01")], False),
        ([("provider", "2026-03-01"), ("lived", "2026-03-01")], False),
        ([("provider", "2026-03-01")], True),
        ([("provider", None)], True),  # nobody with lived experience at all, whatever the days
        ([("lived", None)], False),
    ],
)
def test_lived_experience_is_heard_first_or_it_is_said(
    engine: Engine, heard: list[tuple[str, str | None]], reminded: bool
) -> None:
    there = having(engine, listening=listening(*heard))
    for stage in ("understand", "design"):
        assert ("lived-first" in reminders(there, stage)) is reminded


def test_saying_that_nobody_was_heard_is_answered_with_a_reminder(engine: Engine) -> None:
    assert "nothing-heard-yet" in reminders(having(engine, listening=()), "understand")
    assert "nothing-heard-yet" not in reminders(engine, "understand")


def test_no_conclusions_before_play_back_not_even_in_an_empty_project(engine: Engine) -> None:
    assert "no-conclusions-yet" in reminders(engine, "design")
    assert "no-conclusions-yet" in reminders(having(engine, sessions=()), "design")
    convened = having(engine, sessions=(Meeting("a", kind="convening"),))
    assert "no-conclusions-yet" in reminders(convened, "design")
    heard_back = having(engine, sessions=(Meeting("a", kind="sensemaking"),))
    assert "no-conclusions-yet" not in reminders(heard_back, "design")


def test_going_on_to_design_before_play_back_asks_for_a_reason_and_keeps_it(shipped: Session) -> None:
    shown = shipped.walk("the deadline was set before us", "save", stage="design")
    assert "Think of this: What you heard has not been played back yet." in shown
    assert "Go on all the same? Type your reason, or 'stages' to go somewhere else first." in shown
    (entry,) = [entry for entry in shipped.entries if entry.kind == "left-early"]
    assert (entry.path, entry.why) == ("design", "no-conclusions-yet: the deadline was set before us")
    assert "(DE-01)" in shown


def test_going_somewhere_else_first_asks_nothing_of_the_stage(shipped: Session) -> None:
    shown = shipped.walk("stages", "3", "save", stage="design")
    assert "(DE-01)" not in shown
    assert "(UN-02)" in shown
    assert [entry for entry in shipped.entries if entry.kind == "left-early"] == []


def test_a_reminder_never_bars_the_way(reminded: Session) -> None:
    shown = reminded.walk("", "£1m", "save", stage="figures")
    assert "Think of this: Nobody has been heard yet." in shown
    assert reminded.get("alliance.funding.annual").pence == 100_000_000
    assert [entry for entry in reminded.entries if entry.kind == "left-early"] == []


def test_a_reason_is_asked_once_and_the_reminder_stays(reminded: Session) -> None:
    reminded.walk("because", "£1m", "save", stage="figures")
    shown = reminded.walk("5", "save", stage="figures")
    assert "Think of this: Nobody has been heard yet." in shown
    assert "Go on all the same?" not in shown
    assert reminded.get("alliance.term.initial") == 5


def test_save_and_help_work_where_a_reason_is_asked(reminded: Session) -> None:
    shown = reminded.walk("?", "save", "never read", stage="figures")
    assert "You may type instead of an answer:" in shown
    assert "Which stage next?" not in shown
    assert [entry for entry in reminded.entries if entry.kind == "left-early"] == []


def test_money_and_learning_are_talked_about_apart(engine: Engine) -> None:
    together = having(engine, learning__money_meeting="the board", learning__learning_meeting="the board")
    apart = having(engine, learning__money_meeting="the board", learning__learning_meeting="the circle")
    assert "money-apart" in reminders(together, "govern")
    assert "money-apart" not in reminders(apart, "govern")
    assert "money-apart" not in reminders(engine, "govern")


def test_saving_that_comes_first_is_reminded_of(engine: Engine) -> None:
    assert "money-first" in reminders(having(engine, purpose__money_second__answer=False), "purpose")
    assert "money-first" not in reminders(having(engine, purpose__money_second__answer=True), "purpose")


def test_who_is_missing_is_asked_at_every_stage_until_somebody_says_and_then_shown_at_every_stage(engine: Engine) -> None:
    stages = [stage.id for stage in engine.playbook.stages]
    assert len(stages) == 18
    for stage in stages:
        assert "who-is-missing-unasked" in reminders(engine, stage)
    some = having(engine, missing=(MissingVoice("landlords", who="the landlords"),))
    for stage in stages:
        assert "who-is-missing" in reminders(some, stage)
        assert "who-is-missing-unasked" not in reminders(some, stage)
    nobody = having(engine, missing=())
    for stage in ("design", "allocation", "govern"):
        assert "nobody-missing" in reminders(nobody, stage)


def test_every_reminder_has_words_and_a_question_that_is_asked(engine: Engine) -> None:
    for reminder in engine.playbook.reminders:
        assert reminder.say.endswith(".")
        assert engine.stage_of(reminder.question) is not None, reminder.id
        assert set(reminder.stages) <= {stage.id for stage in engine.playbook.stages}


def test_every_stage_has_statements_that_people_judge(engine: Engine) -> None:
    for stage in engine.playbook.stages:
        assert len(stage.leaving) >= 3, stage.id


def test_dissent_can_be_recorded_and_is_never_required(engine: Engine) -> None:
    assert engine.playbook.questions["UN-19"].optional


SCORE = re.compile(r"score|total|percent|per cent|%|rating|grade|progress_|complete(?:ness|d_)|\b\d+\s*/\s*\d+\b", re.IGNORECASE)


STATUS = frozenset(
    "title playbook cycle as_of_date stages id state answered asked opens_if open question owner by missing lawyer_points notes "
    "next".split()
)


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys(inner)}
    if isinstance(value, list):
        return {key for inner in value for key in keys(inner)}
    return set()


def test_the_status_never_adds_anything_up(tamarside_once: Path) -> None:
    result = run("status", tamarside_once)
    assert result.exit_code == 0
    assert not SCORE.search(result.stdout)
    data = json.loads(run("status", tamarside_once, "--json").stdout)
    assert not [key for key in keys(data) if SCORE.search(key)]
    assert keys(data) <= STATUS


def test_the_pre_conditions_and_behaviours_have_words_and_nothing_to_count(engine: Engine) -> None:
    schema = engine.schema
    for name in ("preconditions[]", "system_behaviours[]", "conditions[]", "leaving_understand[]"):
        leaves = schema.leaves(name)
        assert leaves
        assert all(leaf.type in ("sentence", "passage", "phrase", "choice") and not leaf.derived for leaf in leaves), name
    told = ("preconditions", "system_behaviours", "conditions")
    counted = [field.path for field in schema if any(path.startswith(told) for path in field.inputs)]
    assert counted == []


def test_the_states_of_a_stage_are_words(tamarside_once: Path) -> None:
    made = status(open_project(tamarside_once))
    assert {stage.state for stage in made.stages} <= {"done", "in progress", "not started", "not open", "not needed"}


def test_a_cycle_number_grows_and_the_walk_notes_it(shipped: Session) -> None:
    shipped.set(project__cycle="2")
    shipped.walk("save", stage="purpose")
    (visit,) = [entry for entry in shipped.entries if entry.kind == "visit"]
    assert visit.value == {"cycle": 2}
    assert "cycle 2" in run("status", shipped.path).stdout


def test_any_stage_of_the_shipped_playbook_can_be_opened_at_any_time(shipped: Session) -> None:
    for stage in reversed(shipped.engine.playbook.stages):
        assert walking.find_stage(shipped.open(), stage.id) == stage
        shown = shipped.walk("save", stage=stage.id)
        assert shown.startswith(f"\n{stage.title} · 0 of ")
