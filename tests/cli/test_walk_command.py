"""walk and new as commands: through a pipe end to end, from a file, stopped by the keyboard, taken up again."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from hls_procure.cli.main import main
from hls_procure.model.root import Project
from hls_procure.project.journal import verify
from hls_procure.work.opening import open_project
from tests.helpers import SAMPLE, run


def project(path: Path) -> Project:
    return open_project(path).project


def lines(*typed: str) -> str:
    return "".join(f"{line}\n" for line in typed)


def test_a_new_folder_says_what_it_is_and_what_comes_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new", "my-place")
    assert result.exit_code == 0
    assert result.stdout == "my-place is ready: A commissioner starts the change.\nNext: hls-procure walk my-place\n"
    assert (project(Path("my-place")).project.id, project(Path("my-place")).project.playbook) == ("my-place", "commissioner-led")


def test_a_folder_with_a_blank_in_its_name_is_quoted_in_what_to_type_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert 'Next: hls-procure walk "my place"\n' in run("new", "my place").stdout
    assert 'To go on: hls-procure walk "my place"' in run("walk", "my place", input="save\n").stdout
    assert 'Next: hls-procure walk "my place" --stage readiness' in run("status", "my place").stdout


@pytest.mark.parametrize("name", ["letter.docx", "project.yaml", "notes"])
def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / name).write_text("mine")
    for command in (("new", folder), ("new", folder, "--sample", "tamarside"), ("demo", folder)):
        result = run(*command)
        assert result.exit_code == 2
        assert f"{folder}  is not empty" in result.stderr
        assert "Choose another name." in result.stderr
    assert {path.name: path.read_text() for path in folder.iterdir()} == {name: "mine"}


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine")
    assert run("new", tmp_path / "x").exit_code in (2, 3)
    assert (tmp_path / "x").read_text() == "mine"


def test_a_sample_or_playbook_that_is_not_one_gets_the_nearest_and_makes_nothing(tmp_path: Path) -> None:
    result = run("new", tmp_path / "x", "--sample", "tamarsid")
    assert (result.exit_code, "Did you mean 'tamarside'?" in result.stderr) == (2, True)
    result = run("new", tmp_path / "x", "--playbook", "commissioner")
    told = "Did you mean 'commissioner-led'? There are: commissioner-led, funder-led, funder."
    assert (result.exit_code, told in result.stderr) == (2, True)
    result = run("new", tmp_path / "x", "--award")
    assert (result.exit_code, "--award  belongs to --sample" in result.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_sample_is_answered_through_the_engine(tmp_path: Path) -> None:
    result = run("new", tmp_path / "x", "--sample", "tamarside", "--award")
    assert result.exit_code == 0
    assert f"Next: hls-procure build {tmp_path / 'x'}\n" in result.stdout
    opened = open_project(tmp_path / "x")
    assert opened.project.award.decided_on is not None
    kinds = {entry.kind for entry in opened.folder.journal.entries}
    assert {"created", "visit", "set", "row", "saved"} <= kinds
    assert all(entry.question for entry in opened.folder.journal.entries if entry.kind in ("set", "row"))


def test_new_and_walk_through_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "x").exit_code == 0
    first = ("Purpose", "why", "back", "Aim", "skip", "1480", "back", "1500", "don't know", "data lead", "12 March 2027")
    result = run("walk", "x", "--stage", "purpose", input=lines(*first, "housing", "recovery", "", "save"))
    assert result.exit_code == 0
    asked = re.findall(r"\((PU-\d\d)\)$", result.stdout, re.MULTILINE)
    assert asked == ["PU-01", "PU-13", "PU-01", "PU-13", "PU-14", "PU-02", "PU-11"]
    assert "> why\nThe specification, the invitation and the equality work all need to name" in result.stdout
    assert result.stdout.endswith("\nSaved. To go on: hls-procure walk x     To see where you are: hls-procure status x\n")
    made = project(Path("x"))
    assert (made.purpose.statement, made.purpose.population, made.purpose.people_estimate) == ("Aim", None, 1500)
    assert made.purpose.inside == ("housing", "recovery")
    assert [(item.path, item.owner) for item in made.open] == [("purpose.people_source", "data lead")]
    assert "1 not known yet: data lead, by 12 March 2027" in run("status", "x").stdout
    assert re.findall(r"\((PU-\d\d)\)$", run("walk", "x", input="save\n").stdout, re.MULTILINE) == ["PU-13"]


def test_a_walk_is_taken_up_where_it_stopped_and_nothing_is_lost(fresh: Path) -> None:
    run("walk", fresh, "--stage", "purpose", input=lines("live a life they value", "adults", "1480"))
    made = project(fresh)
    assert (made.purpose.statement, made.purpose.people_estimate) == ("live a life they value", 1480)
    result = run("walk", fresh, input=lines("", "a count", "save"))
    assert "(PU-14)" in result.stdout
    assert "Now: 1,480 people" in result.stdout or "Now: 1480 people" in result.stdout
    assert project(fresh).purpose.people_source == "a count"
    assert verify(fresh / "journal.jsonl").broken is None


def test_ctrl_c_keeps_every_answer_and_prints_the_command_that_goes_on(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hls_procure.interview.asker.PlainAsker._line", interrupted("Purpose", "adults", "1480"))
    result = run("walk", fresh, "--stage", "purpose")
    assert result.exit_code == 130
    assert result.stdout.endswith(f"\nStopped. Every answer so far is kept. To go on: hls-procure walk {fresh}\n")
    monkeypatch.undo()
    made = project(fresh)
    assert (made.purpose.statement, made.purpose.population, made.purpose.people_estimate) == ("Purpose", "adults", 1480)
    assert "statement: Purpose" in (fresh / "project.yaml").read_text()
    assert "(PU-14)" in run("walk", fresh, input="save\n").stdout


def interrupted(*typed: str) -> Any:
    left = iter(typed)

    def line(self: Any, mark: str = "> ") -> str:
        for one in left:
            return one
        raise KeyboardInterrupt

    return line


def test_ctrl_c_anywhere_else_ends_quietly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hls_procure.work.opening.look", stop)
    result = run("status", tmp_path)
    assert (result.exit_code, result.stderr) == (130, "\nStopped.\n")


def test_the_end_of_the_input_saves(fresh: Path) -> None:
    result = run("walk", fresh, "--stage", "purpose", input="Purpose")
    assert result.exit_code == 0
    assert "\nSaved. To go on: " in result.stdout
    assert project(fresh).purpose.statement == "Purpose"
    assert run("walk", fresh, input="").exit_code == 0


def test_bytes_that_are_no_text_are_taken_out_of_the_answer_and_it_is_said(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.TextIOWrapper(io.BytesIO(b"Pur\xffpose\x07\nsave\n"), encoding="utf-8")
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", raw)
    monkeypatch.setattr(sys, "stdout", out)
    main(["walk", str(fresh), "--stage", "purpose"], standalone_mode=False)
    out.seek(0)
    shown = out.read()
    assert "(1 control character taken out: no document can hold them)" in shown
    assert "(1 half character taken out: no document can hold them)" in shown
    monkeypatch.undo()
    assert project(fresh).purpose.statement == "Purpose"


def test_a_terminal_that_knows_few_signs_shows_escapes(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="strict")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Größe\nreview\n".encode()), encoding="utf-8"))
    monkeypatch.setattr(sys, "stdout", out)
    main(["walk", str(fresh), "--stage", "purpose"], standalone_mode=False)
    out.flush()
    shown = out.buffer.getvalue()  # type: ignore[attr-defined]
    assert b"Gr\\xf6\\xdfe" in shown
    monkeypatch.undo()
    assert project(fresh).purpose.statement == "Größe"


def test_a_stage_that_is_not_one_gets_the_nearest(fresh: Path) -> None:
    for more in ((), ("--answers", SAMPLE / "answers.yaml")):
        result = run("walk", fresh, "--stage", "desgn", *more, input="")
        assert result.exit_code == 2
        assert "desgn  is not a stage of this playbook\n       Did you mean 'design'? There are: readiness," in result.stderr


def test_the_sample_is_answered_from_its_file_without_a_person(fresh: Path) -> None:
    result = run("walk", fresh, "--answers", SAMPLE / "answers.yaml", "--no-input", input="")
    assert result.exit_code == 0
    assert "questions answered from answers.yaml; without an answer: 8.\n" in result.stdout
    assert "  Find your footing\n" in result.stderr
    assert project(fresh).project.title == "The Tamarside Alliance"


def test_without_no_input_the_walk_goes_on_with_what_the_file_left_open(tmp_path: Path, fresh: Path) -> None:
    (tmp_path / "a.yaml").write_text('PU-01: "Purpose"\n')
    result = run("walk", fresh, "--answers", tmp_path / "a.yaml", input=lines("adults", "save"))
    assert "1 question answered from a.yaml; without an answer: " in result.stdout
    assert "(PU-13)" in result.stdout
    made = project(fresh)
    assert (made.purpose.statement, made.purpose.population) == ("Purpose", "adults")


def test_hidden_answers_and_notes_are_said(tmp_path: Path, fresh: Path) -> None:
    (tmp_path / "a.yaml").write_text('RR-10: "SCT"\nAR-02: "3%"\nPU-01: "Pur\\x07pose"\n')
    result = run("walk", fresh, "--answers", tmp_path / "a.yaml", input="")
    assert "Note: PU-01: 1 control character taken out: no document can hold them\n" in result.stdout
    assert "Kept, and left out while their condition does not hold: AR-02\n" in result.stdout


def test_no_input_needs_a_file(fresh: Path) -> None:
    result = run("walk", fresh, "--no-input")
    assert result.exit_code == 2
    assert result.stderr.startswith("--no-input  needs --answers FILE\n")


def test_a_second_walker_is_told_who_holds_the_folder(fresh: Path) -> None:
    with open_project(fresh, who="finance lead").folder as held:
        held.hold()
        for more in ((), ("--answers", SAMPLE / "answers.yaml", "--no-input")):
            result = run("walk", fresh, *more, input="x\n")
            assert result.exit_code == 3
            assert "is being changed by finance lead, since " in result.stderr
        assert run("status", fresh).exit_code == 0  # looking is free
    assert run("walk", fresh, input="save\n").exit_code == 0


def test_the_role_comes_from_the_environment(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HLS_PROCURE_ROLE", " finance lead ")
    run("walk", fresh, "--stage", "purpose", input="Purpose\n")
    entries = open_project(fresh).folder.journal.entries
    assert [entry.by for entry in entries if entry.kind == "set"] == ["finance lead"]


def test_a_quick_walk_is_short(fresh: Path) -> None:
    assert "Start with purpose · 1 of 3" in run("walk", fresh, "--quick", "--stage", "purpose", input="save\n").stdout


def test_no_line_of_the_longest_stage_runs_into_what_stands_beside_it(fresh: Path) -> None:
    shown = run("walk", fresh, "--stage", "allocation", input="stages\n\nleave\nlater\nsave\n").stdout
    assert "Allocate resources: the money and the agreement · 1 of 51\nback  why  skip  don't know  ?  save\n" in shown
    assert "   5  Allocate resources: the money and the agreement  not started  0 of 51\n" in shown
    assert "  18  Record the award                                 not started  0 of 8\n" in shown
    assert not [line for line in shown.splitlines() if len(line) > 78 and not line.startswith(("Which stage next?", "Saved."))]
