"""A whole walk from an answers file: everything is recorded in one go, or nothing and every problem is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hls_procure.errors import FileProblem, InputError
from hls_procure.interview.headless import Run
from hls_procure.work.walking import run
from tests.helpers import SAMPLE
from tests.interview.mini import Session

WHOLE = """\
ZA-01: "The Lakeside Alliance"
ZA-02: {people_estimate: "120", people_source: "the housing register"}
ZA-03: ["housing", "recovery"]
ZA-04: ["listening"]
ZA-05: {answer: "yes", why: "No saving is built in."}
ZA-06: "That it ended homelessness."
ZA-07: "A tender ended a service."
ZB-01:
  - {who: "people at the arches", kind: "lived", on: "2026-04-14", people: "46"}
ZB-02:
  - {text: "One who stays.", from: "people-at-arches", consent: "yes"}
ZB-03: [{text: "Seven doors.", source: "a walk-through"}]
ZB-04: {case: {helps: "x", owner: "y"}, leaders: {helps: "x"}, people: {helps: "x"}}
ZB-05: ["the yearly plan"]
ZB-06: [{id: "care", name: "The Care Board", kind: "icb"}]
ZB-07: {authority: {signatory: "the chief"}, care: {signatory: "the chair"}}
ZB-08: [{id: "stays", short: "one who stays", text: "Somebody stays."}]
ZB-09: [{principle: "stays", we_do: "Somebody visits."}]
ZC-01: "£7.7m"
ZC-02: "5"
ZC-03: "1 April 2028"
ZC-04: "37.7%"
ZC-05: "12:00"
ZC-06: {contact.role: "the lead", sponsor.role: "the director", email: "a@b.example"}
ZC-07: "ENG"
ZC-08: "24"
"""

Answering = Callable[..., Run]


@pytest.fixture
def answering(mini: Session, tmp_path: Path) -> Answering:
    def answer(text: str, **more: Any) -> Run:
        path = tmp_path / "answers.yaml"
        path.write_text(text, encoding="utf-8")
        return run(mini.open(), path, **more)

    return answer


def problems(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [f"{one.where} {one.what}" for one in error.value.problems]


def without(*ids: str) -> str:
    lines = WHOLE.splitlines(keepends=True)
    kept, skipping = [], False
    for line in lines:
        if not line.startswith(" "):
            skipping = line.partition(":")[0] in ids
        if not skipping:
            kept.append(line)
    return "".join(kept)


def test_a_whole_file_is_recorded_and_leaves_no_gap(answering: Answering, mini: Session) -> None:
    done = answering(WHOLE, complete=True)
    assert (len(done.answered), done.missing, done.hidden, done.notes) == (24, [], [], [])
    assert mini.get("alliance.funding.annual").pence == 770_000_000
    assert mini.get("insights[one-who-stays].from") == ("people-at-arches",)
    assert mini.get("award.commissioners[care].signatory") == "the chair"
    states = {stage.id: mini.engine.stage_state(stage).state for stage in mini.engine.playbook.stages}
    assert states == {"first": "done", "tables": "done", "figures": "done", "last": "not needed"}
    assert 'title: "The Lakeside Alliance"' in (mini.path / "project.yaml").read_text()
    assert not (mini.open().folder.unsaved)


def test_each_answer_is_journalled_under_its_question_and_stage(answering: Answering, mini: Session) -> None:
    answering('ZA-01: "Lakeside"\nZC-02: "5"\n')
    kinds = [(entry.kind, entry.path, entry.question) for entry in mini.entries]
    assert kinds[1:5] == [
        ("visit", "first", ""),
        ("set", "project.title", "ZA-01"),
        ("visit", "figures", ""),
        ("set", "alliance.term.initial", "ZC-02"),
    ]


def test_nothing_is_recorded_when_one_answer_is_wrong_and_every_problem_is_said_with_its_line(
    answering: Answering, mini: Session
) -> None:
    before = (mini.path / "project.yaml").read_bytes(), (mini.path / "journal.jsonl").read_bytes()
    with pytest.raises(InputError) as error:
        answering(
            'ZA-01: "Lakeside"\n'
            "ZA-2: x\n"
            "ZA-03:\n"
            'ZC-02: "-1"\n'
            'ZC-04: "ten"\n'
            "ZB-01:\n"
            '  - {who: "x", people: "ten", knd: "lived"}\n'
            '  - {who: "y", on: "soon"}\n'
        )
    assert problems(error) == [
        "answers.yaml:2 answers ZA-2, which this playbook does not ask",
        "answers.yaml:3 has no answer behind ZA-03",
        "answers.yaml:4 ZC-02 '-1' is less than nothing",
        "answers.yaml:5 ZC-04 'ten' is not a percentage; write it in figures, like 20 or 37.5",
        "answers.yaml:7 ZB-01, row 1, people: 'ten' is not a number; write it in figures, like 5",
        "answers.yaml:7 ZB-01, row 1: has an unknown column 'knd'. Did you mean 'kind'? There are: who, kind, on, people.",
        "answers.yaml:7 ZB-01, row 2, on: 'soon' is not a date; write it like 3 March 2027 or 2027-03-03",
    ]
    assert error.value.problems[0].why == "Did you mean 'ZA-02'?"
    assert error.value.problems[1].do == "Answer it, take the line out, or write ZA-03: {unknown: {owner: …}}"
    assert ((mini.path / "project.yaml").read_bytes(), (mini.path / "journal.jsonl").read_bytes()) == before


def test_links_are_looked_at_when_every_answer_is_there_whatever_their_order(answering: Answering, mini: Session) -> None:
    answering('ZB-02: [{text: "x", from: "arches"}]\nZB-01: [{id: "arches", who: "people"}]\n')
    assert mini.get("insights[x].from") == ("arches",)
    with pytest.raises(InputError) as error:
        answering('ZA-01: "x"\nZB-02: [{id: "y", text: "y", from: ["arches", "arch"]}]\n')
    assert problems(error) == [
        "answers.yaml:2 ZB-02 insights[y].from points to 'arch', which is not in listening. Did you mean 'arches'?"
    ]
    assert mini.get("insights[x].from") == ("arches",)


def test_an_answer_that_takes_away_what_another_points_to_is_refused(answering: Answering, mini: Session) -> None:
    answering('ZB-01: [{id: "arches", who: "people"}]\nZB-02: [{text: "x", from: "arches"}]\n')
    with pytest.raises(InputError) as error:
        answering("ZB-01: none\n")
    assert problems(error) == ["answers.yaml ZB-02 insights[x].from points to 'arches', which is not in listening."]


def test_rows_for_records_that_are_not_there_are_refused(answering: Answering) -> None:
    with pytest.raises(InputError) as error:
        answering('ZB-06: [{id: "care", name: "Care"}]\nZB-07: {care: {signatory: "x"}, police: {signatory: "y"}}\n')
    assert problems(error) == ["answers.yaml:2 ZB-07 'police' is not one of the rows. There are: authority, care."]


def test_i_do_not_know_yet_is_kept_with_owner_and_date_and_leaves_no_gap(answering: Answering, mini: Session) -> None:
    text = without("ZC-01", "ZA-02", "ZB-04") + (
        'ZC-01: {unknown: {owner: "finance lead", by: "2027-03-12"}}\n'
        'ZA-02: {unknown: {owner: "data lead"}}\n'
        'ZB-04: {unknown: {owner: "sponsor"}}\n'
    )
    done = answering(text, complete=True)
    assert done.missing == []
    noted = {item.path: (item.owner, item.by) for item in mini.project.open}
    assert noted == {
        "alliance.funding.annual": ("finance lead", date(2027, 3, 12)),
        "purpose.people_estimate": ("data lead", None),
        "purpose.people_source": ("data lead", None),
        "conditions": ("sponsor", None),
    }
    engine = mini.engine
    assert [engine.state(engine.playbook.questions[id]) for id in ("ZC-01", "ZA-02", "ZB-04")] == ["open"] * 3


def test_an_answer_closes_what_was_open_field_by_field(answering: Answering, mini: Session) -> None:
    answering('ZA-02: {unknown: {owner: "data lead"}}\nZB-01: {unknown: {owner: "x"}}\nZC-06: {unknown: {owner: "y"}}\n')
    answering('ZA-02: {people_estimate: "5"}\nZB-01: none\n')
    assert [item.path for item in mini.project.open] == [
        "purpose.people_source",
        "authority.contact.role",
        "sponsor.role",
        "authority.contact.email",
    ]
    answering('ZA-02: {people_source: "a count"}\n')
    assert "purpose.people_source" not in [item.path for item in mini.project.open]


def test_what_is_asked_for_whole_lists_every_gap_with_its_question(answering: Answering, mini: Session) -> None:
    with pytest.raises(InputError) as error:
        answering(without("ZA-01", "ZB-04", "ZC-03"), complete=True)
    assert problems(error) == [
        "answers.yaml has no answer to ZA-01: What is it called?",
        "answers.yaml has no answer to ZB-04: How do the conditions stand?",
        "answers.yaml has no answer to ZC-03: From when?",
    ]
    assert mini.get("purpose.inside") is None
    assert answering(without("ZA-01", "ZB-04", "ZC-03")).missing == ["ZA-01", "ZB-04", "ZC-03"]


def test_a_gap_that_half_an_answer_leaves_is_listed_too(answering: Answering) -> None:
    half = without("ZA-02", "ZB-04") + 'ZA-02: {people_estimate: "3"}\nZB-04: {case: {helps: "x"}}\n'
    assert answering(half).missing == ["ZA-02", "ZB-04"]


def test_a_hidden_answer_is_kept_and_listed(answering: Answering, mini: Session) -> None:
    text = without("ZA-05") + 'ZA-05: {answer: "no", why: "It comes first."}\n'
    done = answering(text)
    assert done.hidden == ["ZA-06"]
    assert done.missing == ["ZD-01"]
    assert mini.get("purpose.never_claim") == "That it ended homelessness."
    assert not mini.engine.visible(mini.engine.playbook.questions["ZA-06"])


def test_only_the_stages_that_are_named_are_answered(answering: Answering, mini: Session) -> None:
    done = answering(WHOLE, stage="figures")
    assert done.answered == [f"ZC-0{n}" for n in range(1, 9)]
    assert mini.get("project.title") is None
    assert [entry.path for entry in mini.entries if entry.kind == "visit"] == ["figures"]


def test_progress_names_each_stage_as_it_is_done(answering: Answering) -> None:
    said: list[str] = []
    answering(WHOLE, progress=said.append)
    assert said == ["First things", "Tables", "Figures"]


def test_a_table_may_lie_in_a_csv_file_beside_the_answers(answering: Answering, mini: Session, tmp_path: Path) -> None:
    (tmp_path / "heard.csv").write_text("id;Who was heard;How many\narches;people at the arches;46\n\n;clerks;\n")
    done = answering('ZB-01: {csv: "heard.csv"}\n')
    assert done.answered == ["ZB-01"]
    rows = mini.get("listening")
    assert [(row.id, row.who, row.people) for row in rows] == [("arches", "people at the arches", 46), ("clerks", "clerks", None)]


def test_what_is_wrong_with_a_csv_file_is_said_with_everything_else(answering: Answering, tmp_path: Path) -> None:
    (tmp_path / "heard.csv").write_text("who,people\nx,ten\n")
    (tmp_path / "said.csv").write_text("txt\nx\n")
    with pytest.raises(InputError) as error:
        answering('ZB-01: {csv: "heard.csv"}\nZB-02: {csv: "said.csv"}\nZB-03: {csv: "nowhere.csv"}\nZA-01: {csv: "heard.csv"}\n')
    assert problems(error) == [
        "answers.yaml:1 ZB-01, row 1 (line 2 of the file), people: 'ten' is not a number; write it in figures, like 5",
        "said.csv:1 has a column 'txt' that ZB-02 does not ask for",
        f"answers.yaml:3 ZB-03 names {tmp_path / 'nowhere.csv'}, which could not be read (No such file or directory)",
        "answers.yaml:4 ZA-01 needs some words, and a list stands there",
    ]


def test_none_is_an_answer_to_a_table_and_takes_its_rows_out(answering: Answering, mini: Session) -> None:
    answering("ZB-01: none\n")
    assert mini.get("listening") == ()
    answering('ZB-01: [{who: "x"}]\n')
    answering("ZB-01: []\n")
    assert mini.get("listening") == ()
    assert mini.engine.state(mini.engine.playbook.questions["ZB-01"]) == "answered"


def test_rows_that_are_no_longer_in_the_file_are_taken_out_and_stay_in_the_journal(answering: Answering, mini: Session) -> None:
    answering('ZB-01: [{id: "a", who: "x"}, {id: "b", who: "y"}]\n')
    answering('ZB-01: [{id: "b", who: "z"}]\n')
    assert [(row.id, row.who) for row in mini.get("listening")] == [("b", "z")]
    (dropped,) = [entry for entry in mini.entries if entry.kind == "drop"]
    assert (dropped.path, dropped.was["who"]) == ("listening[a]", "x")


def test_the_same_file_a_second_time_changes_nothing(answering: Answering, mini: Session) -> None:
    answering(WHOLE)
    before = (mini.path / "project.yaml").read_bytes(), mini.project
    answers = [entry for entry in mini.entries if entry.kind in ("set", "row", "drop")]
    answering(WHOLE)
    assert ((mini.path / "project.yaml").read_bytes(), mini.project) == before
    assert [entry for entry in mini.entries if entry.kind in ("set", "row", "drop")] == answers


def test_what_was_taken_out_of_words_is_noted(answering: Answering, mini: Session) -> None:
    done = answering('ZA-01: "Lake\\x07side"\nZB-05: ["a\\x01"]\n')
    assert done.notes == [
        "ZA-01: 1 control character taken out: no document can hold them",
        "ZB-05: row 1: 1 control character taken out: no document can hold them",
    ]
    assert mini.get("project.title") == "Lakeside"


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("ZA-01: x\nZA-01: y\n", "answers.yaml:2", "says 'ZA-01' a second time (first on line 1)"),
        ("ZA-01: 'x\n", "answers.yaml:2", "is not readable as YAML"),
        ("- ZA-01\n", "answers.yaml:1", "does not start with names and values"),
        ("ZA-01: *x\n", "answers.yaml:1", "uses an alias (*name) or an anchor (&name)"),
        ("ZA-01: !!python/name:os.system x\n", "answers.yaml:1", "uses a tag"),
        ("ZA-01: a: b\n", "answers.yaml:1", "has a second ': ' on the line"),
        ("ZA-01: pay £5 # per week\n", "answers.yaml:1", "has a '#' after words that are not in quotes"),
    ],
)
def test_yaml_that_cannot_be_trusted_is_refused_with_its_line(answering: Answering, text: str, where: str, what: str) -> None:
    with pytest.raises(InputError) as error:
        answering(text)
    (problem,) = error.value.problems
    assert (problem.where, what in problem.what) == (where, True), problem


def test_words_that_look_like_something_else_stay_words(answering: Answering, mini: Session) -> None:
    answering("ZA-01: no\nZA-07: 12:30:00\nZA-03: [true, 0o17, 1e3]\n")
    assert (mini.get("project.title"), mini.get("purpose.hurts")) == ("no", "12:30:00")
    assert mini.get("purpose.inside") == ("true", "0o17", "1e3")


def test_a_file_that_is_not_there_or_is_a_folder_is_said(mini: Session, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="is not there"):
        run(mini.open(), tmp_path / "nowhere.yaml")
    with pytest.raises(FileProblem, match="is a folder"):
        run(mini.open(), tmp_path)


def test_while_somebody_walks_nobody_else_answers_from_a_file(answering: Answering, mini: Session) -> None:
    with mini.open(who="commissioner").folder as held:
        held.hold()
        with pytest.raises(FileProblem, match="is being changed by commissioner"):
            answering('ZA-01: "x"\n')


def test_what_is_known_only_at_award_is_no_gap_before_unless_its_stage_is_named(shipped: Session) -> None:
    done = run(shipped.open(), SAMPLE / "answers.yaml", complete=True)
    assert done.missing == ["AW-01", "AW-06", "AW-07", "AR-20", "AW-02", "AW-03", "AW-04", "AW-05"]
    with pytest.raises(InputError, match="has no answer to AW-01"):
        run(shipped.open(), SAMPLE / "answers.yaml", complete=True, stage="award")
    assert run(shipped.open(), SAMPLE / "answers-award.yaml", complete=True, stage="award").missing == []
