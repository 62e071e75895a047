"""Answering into a folder: every change is one line, project.yaml follows, nothing is lost and comments stay."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from project_strategies import SAMPLE, Opener, schema

from hls_procure.errors import FileProblem, HlsError, InputError
from hls_procure.model.system import Actor
from hls_procure.model.values import Money
from hls_procure.project.folder import ProjectFolder
from hls_procure.project.journal import verify


def lines(place: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (place / "journal.jsonl").read_text("utf-8").splitlines()]


def test_a_new_folder_has_its_parts_and_says_what_it_is(create: Opener, place: Path) -> None:
    folder = create(why="started")
    assert sorted(path.name for path in place.iterdir()) == [".lock", "issued", "journal.jsonl", "out", "project.yaml"]
    text = (place / "project.yaml").read_text()
    assert text.startswith("# What this project knows.")
    assert text.endswith("\nformat: 1\n")
    assert folder.notes == ()
    (first,) = lines(place)
    assert (first["n"], first["kind"], first["by"], first["why"]) == (1, "created", "commissioner", "started")


def test_a_folder_that_holds_something_is_left_alone(place: Path, create: Opener) -> None:
    place.mkdir()
    (place / "letter.docx").write_bytes(b"x")
    with pytest.raises(InputError, match="is not empty"):
        create()
    assert [path.name for path in place.iterdir()] == ["letter.docx"]


def test_a_folder_with_words_of_its_own_may_become_a_project(place: Path, create: Opener) -> None:
    (place / "clauses").mkdir(parents=True)
    (place / ".git").mkdir()
    assert create().project.format == 1


def test_a_folder_that_is_not_a_project_is_refused(tmp_path: Path, reopen: Opener) -> None:
    with pytest.raises(FileProblem, match="is not a project folder"):
        reopen()


def test_each_answer_is_one_line_with_question_author_time_and_what_it_was(create: Opener, place: Path) -> None:
    folder = create(who="finance lead")
    folder.set("project.title", "Tamarside", question="PU-00")
    folder.set("project.title", "Tamarside Alliance", question="PU-00", why="the name was agreed")
    first, second = lines(place)[1:]
    assert first | {"by": "finance lead", "kind": "set", "question": "PU-00", "value": "Tamarside", "was": None} == first
    assert first["at"] == "2027-03-01T09:00:02+00:00"
    assert second | {"value": "Tamarside Alliance", "was": "Tamarside", "why": "the name was agreed"} == second
    assert second["base"] == first["base"]


def test_answers_may_be_typed_or_as_people_write_them(create: Opener) -> None:
    folder = create()
    folder.set("alliance.funding.annual", "£7.7m")
    assert folder.project.alliance.funding.annual == Money(770_000_000)
    folder.set("alliance.funding.annual", Money(500))
    folder.set("as_of_date", date(2027, 3, 3))
    folder.set("purpose.inside", ("housing", "recovery"))
    folder.set("spec.commitments", ())
    folder.set("purpose.money_second.answer", True)
    project = folder.project
    assert project.as_of_date == date(2027, 3, 3)
    assert project.purpose.inside == ("housing", "recovery")
    assert project.spec.commitments == ()
    assert project.purpose.money_second.answer is True
    folder.set("as_of_date", None)
    assert folder.project.as_of_date is None


def test_records_are_added_changed_and_dropped(create: Opener) -> None:
    folder = create()
    folder.add_row("actors", {"id": "landlords", "name": "The landlords"})
    folder.add_row("actors", Actor("police", name="The police"))
    folder.put_row("actors", "landlords", {"stance": "watching", "name": None})
    folder.change_row("actors", "police", {"what": "keeps people safe"})
    folder.put_row("actors", "courts", {"name": "The courts"})
    folder.drop_row("actors", "courts")
    assert folder.project.actors == (
        Actor("landlords", stance="watching"),
        Actor("police", name="The police", what="keeps people safe"),
    )


def test_what_is_the_same_already_is_not_written_again(create: Opener, place: Path) -> None:
    folder = create()
    folder.set("project.title", "A")
    folder.put_row("actors", "jo", {"name": "Jo"})
    size = (place / "journal.jsonl").stat().st_size
    folder.set("project.title", "A")
    folder.put_row("actors", "jo", {"name": "Jo"})
    folder.close_open("project.place")
    assert (place / "journal.jsonl").stat().st_size == size


def test_open_questions_choices_and_judgements_are_kept(create: Opener, reopen: Opener) -> None:
    folder = create()
    folder.mark_open("spec.measures", owner="finance lead", by=date(2027, 3, 12), question="DE-01")
    folder.mark_open("project.place", owner="clerk", kind="deliberate", why="the partners decide it")
    folder.choose("AL-15", "facilitated", by="legal lead", why="they know one another")
    folder.settle("AL-15", by="legal lead", on=date(2027, 3, 4), text="abc")
    folder.settle("D12", by="legal lead", on=date(2027, 3, 5))
    folder.unsettle("D12", why="read again")
    folder.set("project.place", "Tamarside")
    folder.save()
    folder.close()
    project = reopen().project
    assert [(item.path, item.kind, item.owner, item.by) for item in project.open] == [
        ("spec.measures", "later", "finance lead", date(2027, 3, 12))
    ]
    assert [(choice.clause, choice.variant, choice.by) for choice in project.choices] == [("AL-15", "facilitated", "legal lead")]
    assert [(item.id, item.by, item.on, item.text) for item in project.review.settled] == [
        ("AL-15", "legal lead", date(2027, 3, 4), "abc")
    ]


WRONG: dict[str, tuple[Callable[[ProjectFolder], None], str]] = {
    "no such field": (lambda f: f.set("purpose.statment", "x"), "Did you mean 'purpose.statement'"),
    "worked out": (lambda f: f.set("alliance.term.maximum", "9"), "worked out from other values"),
    "no such list": (lambda f: f.put_row("actorz", "x", {}), "Did you mean 'actors'"),
    "not an id": (lambda f: f.put_row("actors", "A b", {}), "An id has small letters"),
    "no id": (lambda f: f.add_row("actors", {"name": "x"}), "needs a record with an id"),
    "a second time": (lambda f: [f.add_row("actors", {"id": "a"}) for _ in range(2)].clear(), "is there already"),
    "no such column": (lambda f: f.put_row("actors", "a", {"nme": "x"}), "Did you mean 'name'"),
    "not a date": (lambda f: f.set("as_of_date", "soon"), "'soon' is not a date"),
    "not a list": (lambda f: f.set("actors", "x"), "is a list of records"),
    "two alike": (lambda f: f.set("actors", [{"id": "a"}, {"id": "a"}]), "two records with the same id"),
    "not there": (lambda f: f.drop_row("actors", "x"), "is not there"),
    "never settled": (lambda f: f.unsettle("D12"), "has not been settled"),
    "no such gap": (lambda f: f.mark_open("spec.mesures"), "Did you mean 'spec.measures'"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_fit_is_refused_and_nothing_is_written(create: Opener, place: Path, name: str) -> None:
    folder = create()
    change, words = WRONG[name]
    with pytest.raises(InputError) as error:
        change(folder)
    assert words in str(error.value)
    assert [line["kind"] for line in lines(place)] in (["created"], ["created", "row"])


def test_control_characters_are_taken_out_before_a_file_has_to_hold_them(create: Opener, reopen: Opener) -> None:
    folder = create()
    folder.set("project.title", "A\x07 B\ud800\r\nC")
    folder.save()
    folder.close()
    assert reopen().project.project.title == "A B\nC"


def test_saving_keeps_comments_and_layout(sample: ProjectFolder, place: Path) -> None:
    sample.set("project.place", "Tamarside")
    sample.put_row("listening", "morning", {"people": 4})
    assert (place / "project.yaml").read_text() == SAMPLE
    assert sample.unsaved == 2
    sample.save()
    assert sample.unsaved == 0
    assert (place / "project.yaml").read_text() == SAMPLE.replace('Alliance"}', 'Alliance", place: Tamarside}').replace(
        "who: 'outreach workers'\n", "who: 'outreach workers'\n    people: 4\n"
    )
    assert [line["kind"] for line in lines(place)] == ["created", "set", "row", "saving", "saved"]


def test_saving_without_a_change_writes_nothing(sample: ProjectFolder, place: Path) -> None:
    before = (place / "journal.jsonl").read_bytes()
    sample.save()
    assert (place / "journal.jsonl").read_bytes() == before


def test_an_answer_taken_back_leaves_project_yaml_as_it_was(sample: ProjectFolder, place: Path) -> None:
    sample.set("project.place", "Tamarside")
    sample.set("project.place", None)
    sample.save()
    assert sample.unsaved == 0
    assert (place / "project.yaml").read_text() == SAMPLE
    assert [line["kind"] for line in lines(place)] == ["created", "set", "set", "saved"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_windows_line_ends_stay(create: Opener, reopen: Opener, place: Path, mark: bytes) -> None:
    create(text=SAMPLE).close()
    raw = mark + SAMPLE.replace("\n", "\r\n").encode()
    (place / "project.yaml").write_bytes(raw)
    folder = reopen()
    folder.set("listening[morning].who", "nurses")
    folder.save()
    assert (place / "project.yaml").read_bytes() == raw.replace(b"'outreach workers'", b"nurses")


def test_reading_writes_nothing(sample: ProjectFolder, place: Path, reopen: Opener) -> None:
    sample.close()
    with (place / "project.yaml").open("a") as file:
        file.write("# a line by hand\n")
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    assert [note.kind for note in reopen().notes] == ["edited-by-hand"]
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def test_every_problem_of_project_yaml_is_said_at_once(sample: ProjectFolder, place: Path, reopen: Opener) -> None:
    sample.close()
    (place / "project.yaml").write_text("format: 1\nas_of_date: soon\nactors:\n  - name: Jo\nprojct: x\n")
    with pytest.raises(InputError) as error:
        reopen()
    assert error.value.exit_code == 2
    assert [problem.where for problem in error.value.problems] == ["project.yaml:2", "project.yaml:4", "project.yaml:5"]


def test_nobody_answers_without_a_role(sample: ProjectFolder, reopen: Opener) -> None:
    with pytest.raises(InputError, match="nobody is named"):
        reopen(who=" \x07 ")


def test_a_walk_notes_visits_and_stages_left_early(create: Opener, place: Path) -> None:
    folder = create()
    folder.visit("purpose")
    folder.set("project.cycle", 2)
    folder.visit("purpose")
    folder.leave_early("purpose", "the sponsor is away")
    kept = [(line["kind"], line["value"]["cycle"]) for line in lines(place) if line.get("path") == "purpose"]
    assert kept == [("visit", 1), ("visit", 2), ("left-early", 2)]
    assert lines(place)[-1]["why"] == "the sponsor is away"


def test_what_a_command_raises_is_always_ours(tmp_path: Path, clock: Any) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(HlsError):
        ProjectFolder.create(tmp_path / "file", schema(), clock=clock, who="x")
    with pytest.raises(HlsError):
        ProjectFolder.create(tmp_path / "file" / "below", schema(), clock=clock, who="x")


def test_the_journal_proves_itself(sample: ProjectFolder, place: Path) -> None:
    sample.set("project.place", "Tamarside")
    sample.save()
    checked = verify(place / "journal.jsonl")
    assert (checked.entries, checked.redacted, checked.broken) == (4, 0, None)
