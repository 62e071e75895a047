"""What the folder holds after a hand edit, after a killed program, and after both."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from project_strategies import SAMPLE, Opener, schema, trees

from hls_procure.errors import InputError
from hls_procure.model.build import Reader
from hls_procure.project.changes import Changer, steps, touches
from hls_procure.project.differences import differences
from hls_procure.project.folder import ProjectFolder
from hls_procure.project.journal import verify


class Killed(BaseException):
    """The program ends here and now."""


def edit(place: Path, *changes: tuple[str, str]) -> None:
    path = place / "project.yaml"
    text = path.read_text()
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text)


def kinds(place: Path) -> list[str]:
    return [json.loads(line)["kind"] for line in (place / "journal.jsonl").read_text().splitlines()]


def last(place: Path, kind: str) -> dict[str, Any]:
    entries = [json.loads(line) for line in (place / "journal.jsonl").read_text().splitlines()]
    return next(entry for entry in reversed(entries) if entry["kind"] == kind)


# changes and differences


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(trees(), trees())
def test_differences_lead_from_one_project_to_the_other(before: dict, after: dict) -> None:
    changer = Changer(schema())
    for target in (after, {**before, **after}):
        project, wanted = Reader(schema()).project(before), Reader(schema()).project(target)
        for change in differences(before, target):
            assert changer.get(project, change.path) == change.was
            project = changer.put(project, change.path, change.now)
            assert changer.get(project, change.path) == change.now
        assert project == wanted


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("actors[jo].name", "actors[jo]", True),
        ("actors[jo].name", "actors", True),
        ("actors[jo].name", "actors[jo].what", False),
        ("actors[jo]", "actors[joan]", False),
        ("project.title", "project.titles", False),
        ("open[actors[jo].name]", "actors[jo].name", False),
        ("open[spec.measures]", "open", True),
        ("choices[AL-15]", "choices[AL-16]", False),
    ],
)
def test_places_touch_where_one_lies_in_the_other(first: str, second: str, same: bool) -> None:
    assert touches(first, second) is touches(second, first) is same
    assert steps(first)


# answers that had not reached project.yaml


def test_answers_are_there_again_without_a_save(sample: ProjectFolder, reopen: Opener, place: Path) -> None:
    sample.set("project.place", "Tamarside")
    sample.drop_row("listening", "morning")
    sample.close()
    folder = reopen()
    assert folder.notes == ()
    assert folder.unsaved == 2
    assert (folder.project.project.place, len(folder.project.listening or ())) == ("Tamarside", 1)
    folder.save()
    assert kinds(place) == ["created", "set", "drop", "saving", "saved"]
    assert reopen().unsaved == 0


# edits by hand


def test_an_edit_by_hand_is_journalled_once_with_what_was_and_is(sample: ProjectFolder, reopen: Opener, place: Path) -> None:
    sample.close()
    edit(
        place,
        ('"Tamarside Alliance"', '"Tamar Alliance", place: Tamarside'),
        ("  - id: morning\n    who: 'outreach workers'\n", "  - id: noon\n"),
        ("quote: ", "# quote: "),
    )
    folder = reopen()
    (note,) = folder.notes
    assert note.kind == "edited-by-hand"
    assert set(note.paths) == {"project.title", "project.place", "listening[morning]", "listening[noon]", "insights[doors].quote"}
    folder.hold()
    entry = last(place, "edited-by-hand")
    assert entry["by"] == "by hand"
    assert entry["value"]["project.title"] == "Tamar Alliance"
    assert entry["was"]["insights[doors].quote"] == "I told my story eleven times before lunch"
    assert entry["value"]["listening[morning]"] is None
    assert reopen().notes == ()
    assert kinds(place).count("edited-by-hand") == 1
    assert verify(place / "journal.jsonl").broken is None


def test_an_edit_of_comments_alone_says_so(sample: ProjectFolder, reopen: Opener, place: Path) -> None:
    sample.close()
    edit(place, ("# the first evening", "# the very first evening"))
    folder = reopen()
    assert folder.notes[0].paths == ()
    assert "Comments or the layout" in folder.notes[0].text
    folder.hold()
    assert last(place, "edited-by-hand")["value"] == {}


def test_the_same_value_in_another_spelling_is_no_change(sample: ProjectFolder, reopen: Opener, place: Path) -> None:
    sample.close()
    edit(place, ("£7.7m", '"£7,700,000"'), ("1 March 2027", "2027-03-01"))
    assert reopen().notes[0].paths == ()


def test_records_put_in_another_order_are_one_change(sample: ProjectFolder, reopen: Opener, place: Path) -> None:
    sample.put_row("insights", "forms", {"text": "Forms."})
    sample.save()
    sample.close()
    edit(place, ("- id: doors\n", "- id: drs\n"), ("- id: forms\n", "- id: doors\n"), ("- id: drs\n", "- id: forms\n"))
    folder = reopen()
    assert folder.notes[0].paths == ("insights",)
    folder.set("project.place", "Tamarside")
    folder.save()
    again = reopen()
    assert (again.notes, [row.id for row in again.project.insights or ()]) == ((), ["forms", "doors"])


def test_an_edit_by_hand_and_unsaved_answers_live_together(sample: ProjectFolder, reopen: Opener, place: Path) -> None:
    sample.set("project.place", "Tamarside")
    sample.put_row("listening", "morning", {"people": 4})
    sample.close()
    edit(place, ('"Tamarside Alliance"', '"Tamar Alliance"'), ("'outreach workers'", '"nurses"'))
    folder = reopen()
    assert [note.kind for note in folder.notes] == ["edited-by-hand"]
    folder.save()
    folder = reopen()
    project = folder.project
    assert folder.notes == ()
    assert (project.project.title, project.project.place) == ("Tamar Alliance", "Tamarside")
    assert project.listening is not None
    assert (project.listening[1].who, project.listening[1].people) == ("nurses", 4)


def test_where_both_touched_a_place_the_hand_counts_and_the_answer_is_kept(
    sample: ProjectFolder, reopen: Opener, place: Path
) -> None:
    sample.set("project.title", "From the walk")
    sample.set("project.place", "Tamarside")
    sample.close()
    edit(place, ('"Tamarside Alliance"', '"By hand"'))
    for _ in range(2):
        folder = reopen()
        assert (folder.project.project.title, folder.project.project.place) == ("By hand", "Tamarside")
    assert [note.kind for note in folder.notes] == ["edited-by-hand", "conflict"]
    conflict = folder.notes[1]
    assert conflict.paths == ("project.title",)
    assert "on line 2 of journal.jsonl" in conflict.text
    folder.save()
    assert reopen().project.project.title == "By hand"
    assert "From the walk" in (place / "journal.jsonl").read_text()


def test_where_both_say_the_same_there_is_no_conflict(sample: ProjectFolder, reopen: Opener, place: Path) -> None:
    sample.set("project.title", "Tamar Alliance")
    sample.close()
    edit(place, ('"Tamarside Alliance"', '"Tamar Alliance"'))
    folder = reopen()
    assert [note.kind for note in folder.notes] == ["edited-by-hand"]
    assert folder.project.project.title == "Tamar Alliance"


def test_an_answer_to_a_record_that_a_hand_took_out_is_a_conflict(sample: ProjectFolder, reopen: Opener, place: Path) -> None:
    sample.put_row("listening", "morning", {"people": 4})
    sample.close()
    edit(place, ("  - id: morning\n    who: 'outreach workers'\n", ""))
    folder = reopen()
    assert [note.kind for note in folder.notes] == ["edited-by-hand", "conflict"]
    assert [row.id for row in folder.project.listening or ()] == ["evening"]


def test_an_edit_while_somebody_walks_is_taken_in_when_saving(sample: ProjectFolder, reopen: Opener, place: Path) -> None:
    sample.set("project.place", "Tamarside")
    edit(place, ('"Tamarside Alliance"', '"Tamar Alliance"'))
    sample.save()
    assert [note.kind for note in sample.notes] == ["edited-by-hand"]
    sample.close()
    project = reopen().project
    assert (project.project.title, project.project.place) == ("Tamar Alliance", "Tamarside")


def test_a_wrong_edit_while_somebody_walks_stops_the_save_and_loses_nothing(
    sample: ProjectFolder, reopen: Opener, place: Path
) -> None:
    sample.set("project.place", "Tamarside")
    edit(place, ("format: 1", "format: one"))
    with pytest.raises(InputError, match="has format one"):
        sample.save()
    sample.set("project.reference", "T-1")
    edit(place, ("format: one", "format: 1"))
    sample.save()
    sample.close()
    facts = reopen().project.project
    assert (facts.place, facts.reference) == ("Tamarside", "T-1")


def test_an_older_copy_put_back_counts_as_an_edit_by_hand(sample: ProjectFolder, reopen: Opener, place: Path) -> None:
    sample.set("project.place", "Tamarside")
    sample.save()
    sample.close()
    (place / "project.yaml").write_text(SAMPLE)
    folder = reopen()
    assert folder.notes[0].paths == ("project.place",)
    assert folder.project.project.place is None


# a program that is killed while it saves


def crash(monkeypatch: pytest.MonkeyPatch, name: str, at: int, before: Callable[..., Any] | None = None) -> None:
    """Let the program end at the n-th call of an os function."""
    real, calls = getattr(os, name), iter(range(10**9))

    def dying(*args: Any, **more: Any) -> Any:
        if next(calls) == at:
            if before is not None:
                before(*args)
            raise Killed
        return real(*args, **more)

    monkeypatch.setattr(os, name, dying)


def half(handle: int, data: Any) -> None:
    os.pwrite(handle, bytes(data)[: len(data) // 2], os.fstat(handle).st_size)


class Heard:
    """What was asked for and what was acknowledged: an answer that was under way may be there or not."""

    def __init__(self) -> None:
        self.said: dict[str, Any] = {}
        self.under_way: dict[str, Any] = {}

    def ask(self, call: Callable[..., None], place: str, value: Any, *words: Any) -> None:
        self.under_way = {place: value}
        call(*words)
        self.said[place] = value
        self.under_way = {}

    def fits(self, path: str, value: Any) -> bool:
        return value == self.said[path] or (path in self.under_way and value == self.under_way[path])


def answer(folder: ProjectFolder, heard: Heard) -> None:
    """Answer, save and answer again."""
    for n in range(2):
        heard.ask(folder.set, "project.place", f"Place {n}", "project.place", f"Place {n}")
        heard.ask(folder.put_row, f"actors[a{n}]", {"id": f"a{n}", "name": "N"}, "actors", f"a{n}", {"name": "N"})
        heard.ask(folder.put_row, "listening[morning].people", str(n + 1), "listening", "morning", {"people": n + 1})
        folder.save()
    heard.ask(folder.drop_row, "actors[a1]", None, "actors", "a1")


CALLS = [("write", None), ("write", half), ("fsync", None), ("replace", None), ("ftruncate", None), ("open", None)]
ENDS = [(name, before, False) for name, before in CALLS] + [("write", half, True), ("replace", None, True), ("fsync", None, True)]


@pytest.mark.parametrize(("name", "before", "by_hand"), ENDS)
def test_killed_at_any_call_no_answer_is_lost(
    place: Path, clock: Any, name: str, before: Callable[..., Any] | None, by_hand: bool, tmp_path: Path
) -> None:
    """Every call that touches the disk is tried as the last one that the program makes."""
    at = 0
    while True:
        here = tmp_path / f"p{at}"
        ProjectFolder.create(here, schema(), clock=clock, who="commissioner", text=SAMPLE).close()
        heard = Heard()
        with pytest.MonkeyPatch.context() as patch:
            folder = ProjectFolder.open(here, schema(), clock=clock, who="commissioner")
            # a killed program tidies nothing up: what it would do after the call cannot happen
            crash(patch, name, at, before)
            if name != "ftruncate":
                patch.setattr(os, "ftruncate", lambda *args: None)
            patch.setattr(os, "unlink", lambda *args: None)
            try:
                answer(folder, heard)
                finished = True
            except Killed:
                finished = False
        folder.close()
        if by_hand:
            edit(here, ('"Tamarside Alliance"', '"Tamar Alliance"'))
        check(here, clock, heard, "Tamar Alliance" if by_hand else "Tamarside Alliance")
        if finished:
            break
        at += 1
    assert at > 0


def check(here: Path, clock: Any, heard: Heard, title: str) -> None:
    changer = Changer(schema())
    for turn in range(3):  # read; hold, which mends; and after a save
        folder = ProjectFolder.open(here, schema(), clock=clock, who="commissioner")
        for path in heard.said:
            assert heard.fits(path, changer.get(folder.project, path))
        assert folder.project.project.title == title
        assert not [note for note in folder.notes if note.kind in ("conflict", "unfit")]
        if turn == 1:
            folder.hold()
        if turn == 2:
            folder.save()
            assert verify(here / "journal.jsonl").broken is None
            assert folder.notes == ()
            text = (here / "project.yaml").read_text()
            assert text.count("#") == SAMPLE.count("#")
            assert not [path.name for path in here.iterdir() if path.name.endswith(".new")]
        folder.close()
